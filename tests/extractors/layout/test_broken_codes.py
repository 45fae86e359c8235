"""Codes that a narrow column breaks at their hyphens, and columns of what went."""

from collections.abc import Callable
from typing import Any

import pytest

from extractors.layout.page.broken import goes_on, whole
from extractors.layout.page.rows import Run
from extractors.reading import read
from extractors.values import MoneyDocument, ShipNotice, Word

UPS, UPS_2 = "1Z5R89390357567127", "1Z879E930346834440"
COLUMNS = (40, 110, 170, 250, 300, 360)
Notices = dict[str, list[tuple[str | None, int | None]]]


def ink(*rows: tuple[str, ...], gap: float = 7) -> list[tuple[Any, ...]]:
    """Return rows whose cells have lines parted by a bar, each row in its own box."""
    out: list[tuple[Any, ...]] = []
    y = 120.0
    for row in rows:
        cells = [cell.split("|") for cell in row]
        for x, lines in zip(COLUMNS, cells, strict=False):
            out += [(x, y + 12 * n, text, 9) for n, text in enumerate(lines)]
        y += 12 * max(map(len, cells)) + gap
    return out


HEAD = ("PO #", "Our|Order", "Item", "Description", "Qty|Shipped", "Tracking #")
PAPERS: dict[str, tuple[list[tuple[str, ...]], Notices]] = {
    "part numbers in two and three lines": (
        [
            HEAD,
            ("90117", "S-|771203", "LMP-|210-BR", "Table|lamp", "1", UPS),
            ("90121", "S-|771209", "BLB-|E26-|4PK", "Bulb", "3", UPS_2),
        ],
        {"90117": [("LMP-210-BR", 1)], "90121": [("BLB-E26-4PK", 3)]},
    ),
    "our orders": (
        [
            HEAD,
            ("BHG-|60110", "771203", "LMP-210", "Lamp", "1", UPS),
            ("BHG-|60121", "771209", "BLB-4PK", "Bulb", "3", UPS_2),
        ],
        {"BHG-60110": [("LMP-210", 1)], "BHG-60121": [("BLB-4PK", 3)]},
    ),
    "nothing is broken": (
        [
            HEAD,
            ("90117", "771203", "LMP-210", "Table|lamp", "1", UPS),
            ("90121", "771209", "LMP-211", "Bulb", "3", UPS_2),
        ],
        {"90117": [("LMP-210", 1)], "90121": [("LMP-211", 3)]},
    ),
}


def notices(content: bytes) -> Notices:
    made = [e.record for e in read(content, "paper.pdf").extractions]
    return {
        n.po_number.value if n.po_number else "": [
            (ln.sku and ln.sku.value, ln.quantity and ln.quantity.value)
            for ln in n.lines
        ]
        for n in made
        if isinstance(n, ShipNotice)
    }


@pytest.mark.parametrize("gap", [7, 0])
@pytest.mark.parametrize("name", PAPERS)
def test_notices(name: str, gap: float, pdf: Callable[..., bytes]) -> None:
    rows, expected = PAPERS[name]
    page = [(40, 60, "Shipment Confirmation", 16), *ink(*rows, gap=gap)]
    assert notices(pdf(page)) == expected


def test_the_place_of_a_broken_code(pdf: Callable[..., bytes]) -> None:
    rows, _ = PAPERS["part numbers in two and three lines"]
    page = [(40, 60, "Shipment Confirmation", 16), *ink(*rows)]
    records = [e.record for e in read(pdf(page), "paper.pdf").extractions]
    first = next(r for r in records if isinstance(r, ShipNotice))
    assert first.lines[0].sku
    box = first.lines[0].sku.evidence.box
    assert box
    assert box[3] - box[1] > 12


def test_an_invoice(pdf: Callable[..., bytes]) -> None:
    page = [
        (40, 60, "Invoice 4711", 16),
        *ink(
            ("Item No.", "Qty", "Price", "Amount"),
            ("LMP-|210-BR", "2", "10.00", "20.00"),
            ("LMP-|333-NK", "3", "5.00", "15.00"),
        ),
        (40, 300, "Total  35.00", 9),
    ]
    records = [e.record for e in read(pdf(page), "paper.pdf").extractions]
    [money] = [r for r in records if isinstance(r, MoneyDocument)]
    assert [ln.sku and ln.sku.value for ln in money.lines] == [
        "LMP-210-BR",
        "LMP-333-NK",
    ]


SLIP = """
DELIVERY SLIP
Customer Reference: PO-457
Shipping Date: 11/19/2026

Product                        Ordered       Delivered
[FURN_7750] Desk Frame         {}            {}
[FURN_8120] Cable Tray         12.00 Units   11.00 Units
"""


@pytest.mark.parametrize(
    ("cells", "first"),
    [(("3.00 Units", "3.00 Units"), 3), (("3.00 Units", "11/20/2026"), None)],
)
def test_what_was_delivered(
    cells: tuple[str, str], first: int | None, typed: Callable[[str], bytes]
) -> None:
    found = notices(typed(SLIP.format(*cells)))
    second = 11 if first else None
    assert found == {"PO-457": [("FURN_7750", first), ("FURN_8120", second)]}


def lines(*texts: str, offset: int = -1) -> tuple[Run, ...]:
    return tuple(
        Run(1, (Word(text, 40, 40 + 12 * n, 90, 50 + 12 * n, offset),))
        for n, text in enumerate(texts)
    )


@pytest.mark.parametrize(
    ("cell", "first"),
    [
        (("LMP-", "210-BR"), "LMP-210-BR"),
        (("LMP-", "210-BR", "lamp"), "LMP-210-BR"),
        (("AB-", "C-", "9"), "AB-C-9"),
        (("T-", "shirt"), "T-"),
        (("LMP", "210"), "LMP"),
        (("-", "210"), "-"),
    ],
)
def test_whole(cell: tuple[str, ...], first: str) -> None:
    assert whole(lines(*cell))[0].text == first


def test_in_a_text_lines_are_not_broken_so() -> None:
    cell = lines("LMP-", "210-BR", offset=7)
    assert whole(cell) == cell
    assert not goes_on(cell[:1], cell[1:])
