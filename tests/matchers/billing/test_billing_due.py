"""The bill is due by the agreed terms; an invoice that says otherwise is noted."""

from datetime import date, timedelta
from typing import Any

import pytest

from extractors.codes import Reason
from extractors.values import Cited
from matchers.billing.values import CreateBill

DAY = date(2026, 11, 19)
THIRTY = DAY + timedelta(days=30)


@pytest.mark.parametrize(
    ("agreed", "due", "terms", "noted"),
    [
        pytest.param(30, THIRTY, None, False, id="the agreed day"),
        pytest.param(30, THIRTY + timedelta(days=1), None, False, id="a day later"),
        pytest.param(30, THIRTY - timedelta(days=2), None, True, id="two days sooner"),
        pytest.param(30, None, 30, False, id="the agreed terms"),
        pytest.param(30, None, 31, False, id="a day more"),
        pytest.param(30, None, 10, True, id="other terms"),
        pytest.param(30, None, 0, True, id="at once"),
        pytest.param(30, THIRTY, 10, False, id="a day counts before terms"),
        pytest.param(30, None, None, False, id="nothing printed"),
        pytest.param(None, None, 10, False, id="nothing agreed"),
    ],
)
def test_the_due_day(
    agreed: int | None, due: date | None, terms: int | None, *, noted: bool, b: Any
) -> None:
    cited = b.text("x").evidence
    printed = {
        "due": Cited[date](value=due, evidence=cited) if due else None,
        "terms_days": None
        if terms is None
        else Cited[int](value=terms, evidence=cited),
    }
    vendor = b.vendor(terms_days=agreed)
    match = b.decide(b.arrival(b.invoice(date=DAY, **printed), vendor=vendor))
    [bill] = [a for a in match.actions if isinstance(a, CreateBill)]

    codes = [finding.code for finding in match.findings]
    assert codes == ([Reason.DUE_DATE_DIFFERS] if noted else [])
    assert bill.due == (None if agreed is None else DAY + timedelta(days=agreed))
