"""The labels of a document of money, those over a single row of values included."""

from collections.abc import Iterator

from extractors.layout.heads import ARTICLES, QUANTITIES
from extractors.layout.labels import Label, row_labels, with_stacked
from extractors.layout.sheet import Sheet
from extractors.layout.tables import Layout
from extractors.layout.vocabulary import Field

_OF_LINES = (*ARTICLES, *QUANTITIES, Field.UNIT_PRICE, Field.AMOUNT)


def labels_of(sheet: Sheet) -> tuple[Label, ...]:
    """Return all labels in reading order, those of grids at the head included.

    A row of labels over a row of values looks like a table of one row: "Invoice No.",
    "Date" and "Customer PO" side by side, what they announce under each.
    """
    grids = {index for table in sheet.tables for index in _grid(table)}
    if not grids:
        return sheet.labels
    within = with_stacked(
        [
            row_labels(row, index) if index in grids else ()
            for index, row in enumerate(sheet.rows)
        ],
        sheet.rows,
    )
    return tuple(sorted((*sheet.labels, *within), key=lambda lb: (lb.row, lb.start)))


def _grid(table: Layout) -> Iterator[int]:
    """Yield the visual rows of a table that is labels, each over one value."""
    if len(table.rows) == 1 and not table.marked and not table.has(*_OF_LINES):
        yield from (n for n in range(table.head, table.end) if n not in table.loose)
