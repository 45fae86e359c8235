"""The labels of a document of money, those over a single row of values included."""

from collections.abc import Iterator, Sequence

from extractors.layout.money.label_columns import with_columns
from extractors.layout.money.paired_labels import with_pairs
from extractors.layout.page.heads import ARTICLES, QUANTITIES
from extractors.layout.page.labels import Label, with_stacked
from extractors.layout.page.parsing import counts
from extractors.layout.page.rows import Row, Run
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.tables.values import Layout
from extractors.layout.page.vocabulary import Field

_OF_LINES = ARTICLES | QUANTITIES | {Field.UNIT_PRICE, Field.AMOUNT}
_FAR = 3.5
"""Type heights from a row of labels down to the row of their values, at most."""
_LEAST = 3
"""Cells that make a row of labels where only one of them is known."""


def labels_of(sheet: Sheet) -> tuple[Label, ...]:
    """Return all labels in reading order, those of grids at the head included.

    A row of labels over a row of values looks like a table of one row: "Invoice No.",
    "Date" and "Customer PO" side by side, what they announce under each.
    """
    grids = {index for table in sheet.tables for index in _grid(sheet, table)}
    labels = sheet.labels
    if grids:
        within = with_stacked(
            [here if index in grids else () for index, here in enumerate(sheet.beside)],
            sheet.rows,
        )
        labels = tuple(sorted((*labels, *within), key=lambda lb: (lb.row, lb.start)))
    labels = with_pairs(sheet, _over_values(sheet.rows, labels))
    return with_columns(sheet, labels)


def _grid(sheet: Sheet, table: Layout) -> Iterator[int]:
    """Yield the visual rows of a table that is labels, each over one value."""
    if not table.rows or table.marked or _lists(table):
        return
    if len(table.rows) == 1 or _valued(sheet, table) == 1:
        yield from (n for n in range(table.head, table.end) if n not in table.loose)


def _valued(sheet: Sheet, table: Layout) -> int:
    """Return in how many rows anything stands under the heads of a table.

    An address beside a grid of labels is no row of it.
    """
    heads = [column.head for column in table.columns if column.head]
    low = max((head.bottom for head in heads), default=0.0)
    return sum(
        sheet.rows[n].top >= low
        and any(
            min(cell.x1, head.x1) > max(cell.x0, head.x0)
            for cell in sheet.rows[n].cells
            for head in heads
        )
        for n in range(table.head + 1, table.end)
    )


def _lists(table: Layout) -> bool:
    """Say whether a table lists articles; "Shipped" may also head a day, or a way."""
    found = {c.field for c in table.columns} & _OF_LINES
    if found != {Field.SHIPPED}:
        return bool(found)
    cell = table.cell(table.rows[0], Field.SHIPPED)
    return not cell or counts(cell[0])


def _over_values(rows: Sequence[Row], labels: Sequence[Label]) -> tuple[Label, ...]:
    """Return the labels, those in a row over a row of values with the value below.

    Words beside such a label are the next column's heading, known to us or not.
    """
    by_row: dict[int, list[Label]] = {}
    for label in labels:
        by_row.setdefault(label.row, []).append(label)
    found: list[Label] = []
    for index, here in by_row.items():
        under = _values(rows, index, here, by_row.get(index + 1, ()))
        if under is None:
            found += here
            continue
        for label in here:
            word = rows[index].words[label.start]
            cell = next(n for n, c in enumerate(rows[index].cells) if word in c.words)
            value = under.get(cell)
            found.append(label._replace(value=value, stacked=value is not None))
    return tuple(found)


def _values(
    rows: Sequence[Row], index: int, here: Sequence[Label], below: Sequence[Label]
) -> dict[int, Run] | None:
    """Return the values under the cells of a row; None where it is no row of labels.

    Every cell of the next row has to stand under one of its own.
    """
    if index + 1 >= len(rows):
        return None
    row, under = rows[index], rows[index + 1]
    height = max(row.height, under.height)
    known = sum(1 for label in here if label.alone and not label.colon)
    if (
        row.page != under.page
        or under.top - row.top > _FAR * height
        or len(under.cells) < 2  # noqa: PLR2004  # one cell under another is no row
        or not known
        or (known < 2 and len(row.cells) < _LEAST)  # noqa: PLR2004  # as above
        or row.numbered
        or ":" in row.text
        or any(label.form and (label.alone or label.colon) for label in below)
        or 2 * sum(cell.numbered for cell in under.cells) < len(under.cells)
    ):
        return None
    found: dict[int, Run] = {}
    for cell in under.cells:
        over = [n for n, head in enumerate(row.cells) if _aligned(head, cell, height)]
        if len(over) != 1 or over[0] in found:
            return None
        found[over[0]] = cell
    return found


def _aligned(head: Run, cell: Run, slack: float) -> bool:
    """Say whether a value begins, ends or has its middle where its heading has."""
    apart = (
        abs(head.x0 - cell.x0),
        abs(head.x1 - cell.x1),
        abs(head.x0 + head.x1 - cell.x0 - cell.x1) / 2,
    )
    touching = min(head.x1, cell.x1) > max(head.x0, cell.x0)
    return touching and min(apart) <= slack
