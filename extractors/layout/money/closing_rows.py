"""The sums that close a table of lines without a gap before them."""

from collections.abc import Iterator
from typing import Final

from extractors.layout.money.roles import role_of
from extractors.layout.page.heads import ARTICLES
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.tables.values import Layout

_COLUMNS: Final = 4
"""Of a table in whose rows a label and an amount leave most places empty, at least."""
_CELLS: Final = 2
"""Of a row that is a label and its amount."""


def without_sums(sheet: Sheet) -> Sheet:
    """Return a document whose tables end before the sums that are set into them.

    Such a row is a label and its amount, right of all that names articles.
    """
    closing = {index for table in sheet.tables for index in _closing(sheet, table)}
    return sheet._replace(tabled=sheet.tabled - closing) if closing else sheet


def _closing(sheet: Sheet, table: Layout) -> Iterator[int]:
    """Yield the last rows of a table that are sums, from the lowest up."""
    named = [c.head.x1 for c in table.columns if c.head and c.field in ARTICLES]
    if not named or len(table.columns) < _COLUMNS:
        return
    for index in reversed(range(table.head + 1, table.end)):
        cells = sheet.rows[index].cells
        beside = len(cells) == _CELLS and cells[0].x0 > max(named)
        if not beside or not cells[1].numbered or role_of(cells[0].text) is None:
            return
        yield index
