"""Headings between the tables of one order, and lines below one of its articles."""

from collections.abc import Callable
from typing import Any

import pytest

from extractors.codes import Reason

NUMBER, OTHER = "1Z5R89390357567127", "1Z999AA10123456784"
TEXT = """
Purchase order: 4711
UPS tracking: {number}

{first}
SKU       Qty
AB-100    2

{second}
SKU       Qty
AB-200    9
"""
BOTH, ONE, HELD = ["AB-100", "AB-200"], ["AB-100"], None


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Items shipped", "Items in this shipment", BOTH),
        ("Carton 1 of 2", "Carton 2 of 2", BOTH),
        ("Articles expédiés", "Contenu", BOTH),
        ("Items shipped", "Items backordered", ONE),
        ("Artículos enviados", "Artículos pendientes", ONE),
        ("Versandt", "Folgt separat", ONE),
        ("Verzonden artikelen", "Nog te leveren", ONE),
        ("Articoli spediti", "Articoli in arrivo", ONE),
        ("Articoli spediti", "Articoli dal produttore", HELD),
        ("In this box", "Made to measure", HELD),
        ("Versandt", "Beim Lieferanten", HELD),
    ],
)
def test_a_heading(
    first: str,
    second: str,
    expected: list[str] | None,
    mail: Callable[..., bytes],
    short: Callable[[bytes], Any],
) -> None:
    found = short(mail(TEXT.format(first=first, second=second, number=NUMBER)))
    [notice] = found.notices

    if expected is None:
        assert Reason.QUANTITY_UNKNOWN.value in found.issues
    else:
        assert not found.issues
        assert [sku for sku, _ in notice["lines"]] == expected


@pytest.mark.parametrize("printed", [False, True])
def test_the_heading_of_a_second_parcel_belongs_to_no_row_above(
    printed: bool,  # noqa: FBT001  # a case of two
    mail: Callable[..., bytes],
    typed: Callable[[str], bytes],
    short: Callable[[bytes], Any],
) -> None:
    text = (
        "PACKING SLIP\nPO 4711\n\n"
        f"Carton 1 of 2 - UPS {NUMBER}\nSKU       Qty\nAB-100    2\n\n"
        f"Carton 2 of 2 - UPS {OTHER}\nSKU       Qty\nAB-200    9\n"
    )
    found = short(typed(text) if printed else mail(text))
    [record] = [e.record for e in found.reading.extractions]

    assert [line.tracking for line in record.lines] == [None, None]
    assert {t.number.value for t in record.tracking} == {NUMBER, OTHER}


BELOW = "Bin\nSKU: AB-100\nQty: 2\n\nLid\nSKU: AB-200\nQty: 9\n{}\n"
ABOVE = "Shipped:\n2 x AB-100\n\n{}\n9 x AB-200\n"
STATUS = "SKU: AB-100\nQty: 2\nStatus: {}\n"


@pytest.mark.parametrize(
    ("goods", "words", "held"),
    [
        (BELOW, "Ships separately, expected Nov 30", True),
        (BELOW, "Backordered", True),
        (BELOW, "Colour: blue", False),
        (BELOW, "Shipped in this package", False),
        (ABOVE, "Coming in January:", False),
        (ABOVE, "Beim Lieferanten:", True),
        (ABOVE, "Carton 2 of 2:", False),
        (ABOVE, "In this box:", False),
        (STATUS, "Shipped", False),
        (STATUS, "Processing", True),
        (STATUS, "Ready for pickup", True),
    ],
)
def test_words_among_articles_that_stand_in_no_table(
    goods: str,
    words: str,
    held: bool,  # noqa: FBT001  # a case's answer
    mail: Callable[..., bytes],
    short: Callable[[bytes], Any],
) -> None:
    head = f"Purchase order: 4711\nUPS tracking: {NUMBER}\n\n"
    found = short(mail(head + goods.format(words)))

    assert (Reason.QUANTITY_UNKNOWN.value in found.issues) is held
