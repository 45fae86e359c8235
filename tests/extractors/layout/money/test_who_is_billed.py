"""Whom a document asks for the money by its labels: never who gets the goods."""

import pytest

from extractors.reading import read
from extractors.values import MoneyDocument

PAGE = """
NORTHFIELD SUPPLY CO.                              INVOICE
                                                   Invoice #: 20481
{parties}

                                        Subtotal            318.00
                                        Total              $318.00
"""
CASES = {
    "bill to, the name below": ("Bill To:\nBasalt Home Goods", "Basalt Home Goods"),
    "bill to, the name beside": ("Bill To: Basalt Home Goods", "Basalt Home Goods"),
    "sold to": ("Sold To:\nBasalt Home Goods", "Basalt Home Goods"),
    "in German": ("Rechnungsempfänger: Basalt GmbH", "Basalt GmbH"),
    "ship to is a customer's": ("Ship To:\nHank's Garage LLC", None),
    "a customer may be the shop's own": ("Customer: Hank's Garage LLC", None),
    "bill to beside ship to": (
        "Bill To:                    Ship To:\nBasalt Home Goods           Hank's Gym",
        "Basalt Home Goods",
    ),
    "two that differ": ("Bill To: Basalt Home Goods\nSold To: Hank's Garage", None),
    "nobody named": ("", None),
}


@pytest.mark.parametrize(
    ("parties", "billed"), [pytest.param(*c, id=name) for name, c in CASES.items()]
)
def test_who_is_asked_for_the_money(parties: str, billed: str | None) -> None:
    page = PAGE.format(parties=parties)
    [found] = read(page.encode(), "invoice.txt").extractions

    assert isinstance(found.record, MoneyDocument)
    assert (found.record.bill_to.value if found.record.bill_to else None) == billed
