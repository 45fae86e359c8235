"""The day an invoice wants to be paid by, and the terms it states."""

from datetime import date

import pytest

from extractors.reading import read
from extractors.values import MoneyDocument
from tests.adversarial.bill_cases import Sent
from tests.adversarial.notices import pdf_bytes

CASES = [
    ("Due Date: 12/20/2026", date(2026, 12, 20), None),
    ("Fällig am 20.12.2026", date(2026, 12, 20), None),
    ("Fecha de vencimiento: 20/12/2026", date(2026, 12, 20), None),
    ("Terms: Net 45", None, 45),
    ("Payment due: 12/20/2026   Terms: 2% 10, net 30", date(2026, 12, 20), 30),
    ("Due upon receipt", None, 0),
    ("Zahlbar innerhalb von 14 Tagen", None, 14),
    ("30 jours net", None, 30),
    ("Net 30 days; 1.5% a month after 60 days", None, 30),
    ("Terms: net 30. Terms: net 45", None, None),
    ("Net weight 30 lbs", None, None),
    ("Net 30 kg", None, None),
    ("Overdue after 60 days", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("words", "due", "days"), CASES)
def test_when_it_is_due(words: str, due: date | None, days: int | None) -> None:
    reading = read(pdf_bytes(Sent(0).text(extra=f"{words}\n")), "i.pdf")
    [found] = [e.record for e in reading.extractions if e.record]

    assert isinstance(found, MoneyDocument)
    assert found.due is None if due is None else found.due and found.due.value == due
    assert (found.terms_days.value if found.terms_days else None) == days
