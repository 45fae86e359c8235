"""A table with lines of money, and a line of it, as they are found."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractors.layout.money.line_heads import Header
from extractors.layout.money.line_items import Item, Items
from extractors.layout.money.line_stacked import Place
from extractors.layout.money.line_texts import Band, Texts
from extractors.layout.money.line_words import CHARGING, Saying, opening, sayings
from extractors.layout.page.rows import Row, Run
from extractors.once import once

_SURE = CHARGING - {Saying.PALLET, Saying.OTHER, Saying.ALLOWANCE}
"""Charges whose names are no article's."""


class _Table(NamedTuple):
    rows: Sequence[Row]
    header: Header
    end: int
    """Index after the last row it may reach to."""
    stop: int
    """Index of the first row that says the lines are over."""
    found: Items
    orders: Mapping[int, Run]
    """The order that rows between the lines name for what follows, by visual row."""
    parts: frozenset[int] = frozenset()
    """Visual rows that are of no line: parts that are counted and not charged for, and
    the papers that some lines were delivered with."""


class Table(_Table):
    """A table with lines of money."""

    @once
    def charged(self) -> frozenset[int]:
        """The visual rows that give a charge among the lines."""
        return frozenset(
            item.amount.row
            for item in self.found.items
            if charges(self.rows[item.amount.row], item)
        )


class Line(NamedTuple):
    """One line of a table: its numbers and its words."""

    item: Item
    table: Table
    texts: Texts
    band: Band
    coded: Place | None = None
    """Where in the cell of its name the article's number stands."""
    bare: int | None = None
    """The column of the articles' numbers that is headed "No."."""


def charges(row: Row, item: Item) -> bool:
    """Say whether a row is a charge and no line."""
    counted = item.proof is not None and item.proof.quantity is not None
    said = any(saying in CHARGING for saying, _ in sayings(row))
    if said and counted and item.proof and item.proof.quantity:
        # An article may begin like a charge; one that is only that, once, is none.
        return item.proof.quantity.value == 1 and any(map(_only_charge, row.cells))
    return said


def _only_charge(cell: Run) -> bool:
    """Say whether a cell is the name of a charge and nothing else but its rate."""
    found = opening(cell.words)
    words = [w for w in cell.words if not any(map(str.isdigit, w.text))]
    return found is not None and found[0] in _SURE and found[1] >= len(words)
