"""A discount for payment in time is a term; only the total makes it an allowance."""

from collections.abc import Callable

import pytest

from extractors.reading import read
from extractors.values import Extraction, MoneyDocument

PAGE = """Halyard Supply Co.                                 INVOICE
100 Dock Street                                    Invoice No: 20418
Portland, OR 97201                                 Invoice Date: 11/18/2026
                                                   PO Number: 10432

Item        Description             Qty    Unit Price      Amount
SR-4872     Steel rack 36x18          4         52.50      210.00

                                           Subtotal        210.00
{over}
                                           Total          ${total}
{under}
"""


def money(text: str, typed: Callable[[str], bytes]) -> tuple[MoneyDocument, Extraction]:
    [extraction] = read(typed(text), "case.pdf").extractions
    assert isinstance(extraction.record, MoneyDocument)
    return extraction.record, extraction


TERMS = [
    "Terms: 2% 10 days, net 30        Discount 4.20",
    "Cash Discount                          4.20",
    "Discount if paid by 11/28/2026         4.20",
    "Settlement discount                    4.20",
    "Skonto 2 %                             4.20",
    "Zahlbar bis 28.11.2026 mit 2% Skonto   205.80",
    "Escompte pour paiement anticipé        4.20",
    "Descuento por pronto pago 2%           4.20",
    "Sconto cassa 2%                        4.20",
    "Betalingskorting                       4.20",
]


@pytest.mark.parametrize("words", TERMS)
@pytest.mark.parametrize("place", ["over", "under"])
def test_what_nothing_is_less_by_is_a_term(
    words: str, place: str, typed: Callable[[str], bytes]
) -> None:
    places = {"over": "", "under": "", place: words}
    record, extraction = money(PAGE.format(total="210.00", **places), typed)

    assert record.allowances is None
    assert record.named_charges == ()
    assert record.total is not None
    assert record.subtotal is not None
    assert str(record.total.value) == str(record.subtotal.value) == "210.00"
    assert extraction.issues == ()


@pytest.mark.parametrize(
    "words",
    ["Cash Discount 2%   -4.20", "Skonto 2 %   4.20", "Sconto cassa   4.20",
     "Trade discount   4.20", "Rabatt 2 %   4.20"],
)  # fmt: skip
def test_what_the_total_is_less_by_is_an_allowance(
    words: str, typed: Callable[[str], bytes]
) -> None:
    label, amount = words.split("   ")
    over = f"{'':43}{label:<17}{amount:>6}"
    record, extraction = money(PAGE.format(total="205.80", over=over, under=""), typed)

    assert record.allowances is not None
    assert str(record.allowances.value) == "4.20"
    assert [c.kind for c in record.named_charges] == ["allowance"]
    assert extraction.issues == ()
