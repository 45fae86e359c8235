"""A line of a notice, before it is one of a record."""

from typing import NamedTuple

from extractors.layout.page.tables.values import TableRow
from extractors.values import NoticeLine


class Item(NamedTuple):
    """A line of a notice, and where it came from."""

    line: NoticeLine
    shipped: bool
    """False: a line that stayed behind."""
    problem: str = ""
    row: TableRow | None = None


def name_of(line: NoticeLine) -> str:
    """Return what a person would call a line."""
    return line.sku.value if line.sku else line.description[:60]
