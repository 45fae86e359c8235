"""Columns of a table that say of its rows how far they have come."""

from typing import NamedTuple

from extractors.layout.notices.item import Item
from extractors.layout.notices.statuses import is_remark, is_status, says_gone
from extractors.layout.page.heads import NUMBERS
from extractors.layout.page.tables.values import Layout
from extractors.layout.page.tokens import phrase
from extractors.layout.page.vocabulary import Field

UNNAMED: frozenset[Field | None] = frozenset({None, Field.OTHER})
"""Columns whose headings say nothing to a reader."""
DAYS = frozenset({Field.SHIP_DATE, Field.OTHER_DATE, Field.PROMISED_DATE, Field.DATE})


class Telling(NamedTuple):
    """Columns of one table, by index."""

    statuses: frozenset[int]
    """They say of rows whether they went, by their heading or by their cells."""
    gone: frozenset[int]
    """They say of at least one row, in words, that it went."""
    filled: frozenset[int]
    """They say anything of any row."""


def telling_of(table: Layout) -> Telling:
    """Return what the columns of a table tell; it goes through all of its rows."""
    beside = frozenset(word for c in table.columns for word in phrase(c.text))
    statuses, gone, filled = set(), set(), set()
    for index, column in enumerate(table.columns):
        texts = [row.text(index) for row in table.rows if row.cells.get(index)]
        unnamed = column.field in UNNAMED or column.field is Field.STATUS
        if texts:
            filled.add(index)
        if not unnamed and column.field not in DAYS:
            continue
        if any(map(says_gone, texts)):
            gone.add(index)
            if column.field is not Field.STATUS:
                statuses.add(index)
        said = is_status(column.text, beside) or is_remark(column.text)
        if unnamed and said:
            statuses.add(index)
    return Telling(frozenset(statuses), frozenset(gone), frozenset(filled))


def is_part(table: Layout, item: Item) -> bool:
    """Say whether columns count what went of a line, and that it was not all."""
    went, line = item.line.quantity, item.line
    if not table.has(Field.SHIPPED) or went is None or went.value == 0:
        return False
    behind = line.backordered is not None and line.backordered.value > 0
    return behind or (line.ordered is not None and line.ordered.value > went.value)


def is_sure(table: Layout, item: Item | None) -> bool:
    """Say whether a row counts what went, or names a parcel of its own."""
    if item is None or item.row is None:
        return False
    return bool(table.cell(item.row, Field.SHIPPED, *NUMBERS))
