"""Columns that a label seems to head, where it names each entry of a list."""

from collections.abc import Sequence

from extractors.layout.page.labels import Label
from extractors.layout.page.rows import Row, Run

_ENTRY = 3.0
"""Heights of type between two entries of a list, at most."""
_FLUSH = 2.0
"""Points: as far apart are edges of cells that stand under each other."""


def next_entry(rows: Sequence[Row], label: Label) -> Run | None:
    """Return what stands under a label's value as the next entry of a list would.

    Args:
        rows: Of the document.
        label: One of it.
    """
    value = label.value
    if value is None or not label.stacked:
        return None
    for row in rows[label.row + 1 :]:
        if row.page != value.page or row.top - value.top > _ENTRY * row.height:
            return None
        for cell in row.cells if row.top >= value.bottom else ():
            if min(abs(cell.x0 - value.x0), abs(cell.x1 - value.x1)) <= _FLUSH:
                return cell
    return None
