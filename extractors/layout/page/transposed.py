"""Tables on their side: a label before each row, a record in each column."""

from collections.abc import Iterator, Sequence

from extractors.layout.page.heads import CORE, ORDERS, Column
from extractors.layout.page.labels import Label
from extractors.layout.page.matching import field_of
from extractors.layout.page.parsing import order_numbers
from extractors.layout.page.rows import Row, Run
from extractors.layout.page.tables.values import Layout, TableRow

_LEAST = 2
"""Rows, and records beside each other."""
_NEXT_LINE = 3.0
"""Row heights between two rows of such a table, at most."""


def transposed_tables(
    rows: Sequence[Row], labels: Sequence[Sequence[Label]]
) -> Iterator[Layout]:
    """Yield the tables whose first column is labels and whose others are orders."""
    at = 0
    while at < len(rows):
        end = at
        while end < len(rows) and _fits(rows, labels, at, end):
            end += 1
        table = _table(rows[at:end], at) if end - at >= _LEAST else None
        if table:
            yield table
        at = max(end, at + 1)


def _fits(
    rows: Sequence[Row], labels: Sequence[Sequence[Label]], begin: int, at: int
) -> bool:
    row = rows[at]
    head = labels[at][0] if labels[at] else None
    if head is None or not (head.alone and head.start == 0):
        return False
    if len(row.cells) <= _LEAST or len(labels[at]) > 1:
        return False
    if at == begin:
        return True
    before = rows[at - 1]
    return (
        len(row.cells) == len(rows[begin].cells)
        and row.page == before.page
        and row.top - before.top <= _NEXT_LINE * row.height
        and all(
            min(a.x1, b.x1) > max(a.x0, b.x0) - row.height
            for a, b in zip(rows[begin].cells, row.cells, strict=True)
        )
    )


def _table(rows: Sequence[Row], first: int) -> Layout | None:
    columns = tuple(
        Column(field_of(row.cells[0].words), row.cells[0], row.cells[0].text)
        for row in rows
    )
    known = {c.field for c in columns if c.field}
    orders = [n for n, c in enumerate(columns) if c.field in ORDERS]
    if len(known & CORE) < _LEAST or not any(
        _named_apart(rows[n].cells[1:]) for n in orders
    ):
        return None
    visual = tuple(range(first, first + len(rows)))
    records = tuple(
        TableRow(visual, {n: (row.cells[record],) for n, row in enumerate(rows)})
        for record in range(1, len(rows[0].cells))
    )
    return Layout(first, first + len(rows), columns, records)


def _named_apart(cells: Sequence[Run]) -> bool:
    """Say whether each cell is one order number and no two are the same."""
    numbers = [order_numbers(cell) for cell in cells]
    texts = {found[0].text for found in numbers if len(found) == 1}
    return len(texts) == len(cells)
