"""Rows of a table that count an article and price none: what a line is made of.

A kit lists its parts below it, each with its number and how many there are, none with
an amount. They are no more of the kit's name than of the next line's.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from extractors.layout.money.line_cells import Lane, lane_of
from extractors.layout.money.line_heads import Header
from extractors.layout.money.line_items import Item, Items
from extractors.layout.money.line_number import Number
from extractors.layout.money.line_roles import Role
from extractors.layout.page.parsing import code_like
from extractors.layout.page.rows import Row, Run

_CODED: Final = frozenset({Role.SKU, Role.BUYER_SKU, Role.ITEM})
_COUNTED: Final = frozenset({Role.QUANTITY, Role.ORDERED, Role.SHIPPED})
_WORTH: Final = frozenset({Role.AMOUNT, Role.TAXED, Role.PRICE, Role.LIST_PRICE})
_FLUSH: Final = 2.0
"""Points: as far apart are edges of cells that stand under each other."""


def parts_in(
    rows: Sequence[Row],
    header: Header,
    lanes: Sequence[Lane],
    numbers: Sequence[Number],
    found: Items,
) -> frozenset[int]:
    """Return the visual rows of articles that are counted and not charged for.

    Where a line's numbers stand in several rows, a row without an amount may be the
    half of one, and there are none.

    Args:
        rows: Of the document.
        header: Over the table.
        lanes: The columns of its numbers.
        numbers: All of its body.
        found: Its lines.
    """
    counted: set[int] = set()
    worth: set[int] = set()
    for number in numbers:
        lane = lane_of(lanes, number)
        roles = lanes[lane].roles if lane is not None else frozenset()
        if roles & _WORTH:
            worth.add(number.row)
        elif roles & _COUNTED and number.plain and not number.percent:
            counted.add(number.row)
    if not counted - worth or any(map(_over_rows, found.items)):
        return frozenset()
    begins = [
        cell.x0
        for item in found.items
        for cell in _codes(rows[item.amount.row], header)
    ]
    return frozenset(
        index
        for index in counted - worth
        if any(
            abs(cell.x0 - x0) <= _FLUSH
            for cell in _codes(rows[index], header)
            for x0 in begins
        )
    )


def _over_rows(item: Item) -> bool:
    """Say whether what explains an amount stands in other rows than it does."""
    proof = item.proof
    if proof is None:
        return False
    explaining = (proof.quantity, proof.price)
    return any(n is not None and n.row != item.amount.row for n in explaining)


def _codes(row: Row, header: Header) -> Iterator[Run]:
    """Yield the cells of a row that hold an article's number under its heading."""
    for head in header.heads:
        if not head.roles & _CODED:
            continue
        for cell in row.cells:
            over = min(cell.x1, head.x1) > max(cell.x0, head.x0)
            if over and code_like(cell.words[0].text):
                yield cell
