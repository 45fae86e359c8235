"""Printed tables: the header from the vocabulary, columns from geometry."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial

from extractors.layout.page.columns import borders, place
from extractors.layout.page.heads import (
    ARTICLES,
    NUMBERS,
    ORDERS,
    Column,
    Head,
    head_at,
)
from extractors.layout.page.labels import Label
from extractors.layout.page.rows import Row, Run
from extractors.layout.page.standing import heads
from extractors.layout.page.tables.lines import Line, line_of
from extractors.layout.page.tables.logical import logical_rows
from extractors.layout.page.tables.settled import settled
from extractors.layout.page.tables.values import Layout
from extractors.layout.page.vocabulary import Field

TOTALS = frozenset({Field.TOTAL, Field.SUBTOTAL, Field.OTHER_QUANTITY})
_TABLE_GAP = 14.0
"""Row heights: a wider gap ends a table."""
_FAR = 5.0
"""Row heights: after a wider gap only what is plainly a row goes on with a table."""
_NEXT_LINE = 2.2
"""Row heights: a line without an opening further down belongs to no row above."""
_BELOW = 1.6
"""Of the widest gap between rows: what stands further down is under the table."""
_NARROW = 4
"""Columns: a table of no more may have rows of half as many cells."""
_LOOKED_AT = 120
"""Rows of a table that its column borders are found from."""
_HeadOf = Callable[[int], Head | None]
"""From a row to the header that begins there."""


def printed_tables(
    rows: Sequence[Row], labels: Sequence[Sequence[Label]]
) -> tuple[Layout, ...]:
    """Find the tables among visual rows, with or without ruling lines."""
    found: list[Layout] = []
    # The row that ends a table is asked again whether it begins the next one.
    head_of = cache(partial(head_at, rows, labels))
    at = 0
    while at < len(rows):
        head = head_of(at)
        if head is None:
            at += 1
            continue
        table = _table(rows, labels, at, head_of, head)
        if table is None:
            at += head.lines
            continue
        found.append(table)
        at = table.end
    return tuple(found)


def _table(
    rows: Sequence[Row],
    labels: Sequence[Sequence[Label]],
    at: int,
    head_of: _HeadOf,
    head: Head,
) -> Layout | None:
    begin = at + head.lines
    end = _end(rows, labels, begin, head_of)
    announces = _announces(rows, end, head_of)
    own = [
        n
        for n in range(begin, end)
        if n != announces and not _apart(rows[n], labels[n])
    ]
    body = _together(rows, own, len(head.columns))
    words = [word for n in body[:_LOOKED_AT] for word in rows[n].words]
    cuts = borders(head.columns, words)
    placed: list[Line] = []
    closed = False
    for index in range(begin, end):
        new_page = rows[index].page != rows[index - 1].page
        far = rows[index].top - rows[index - 1].top > _FAR * rows[index].height
        apart = index == announces or _apart(rows[index], labels[index])
        closed = closed or new_page or far or apart
        cells = None if apart else place(rows[index], cuts, head.columns)
        if cells is None:
            continue
        runs = {n: (run,) for n, run in cells.items()}
        line = line_of((index,), runs, head.columns)
        alone = len(rows[index].cells) == 1  # a sentence over all columns
        if closed and (alone or not line.key or not _continues(cells, head.columns)):
            continue
        closed = False
        placed.append(line)
    logical = logical_rows(placed, rows, head.columns)
    if not logical:
        return None
    last = max(row.last for row in logical)
    taken = {n for row in logical for n in row.visual}
    loose = tuple(n for n in range(begin, last) if n not in taken)
    return settled(Layout(at, last + 1, head.columns, logical, loose))


def _together(rows: Sequence[Row], body: Sequence[int], columns: int) -> list[int]:
    """Return the rows that columns can be told from: without what stands below them.

    After a gap wider than any among the rows a line has to fill most of the columns.
    """
    kept: list[int] = []
    widest = 0.0
    for index in body:
        gap = rows[index].top - rows[kept[-1]].top if kept else 0.0
        same = not kept or rows[index].page == rows[kept[-1]].page
        far = gap > max(_BELOW * widest, _NEXT_LINE * rows[index].height)
        wide = len(kept) > 1 and (far or not same)
        if wide and len(rows[index].cells) < _filled(columns):
            continue
        if same and not wide:
            widest = max(widest, gap)
        kept.append(index)
    return kept


def _filled(columns: int) -> int:
    """Return how many cells make a row of so many columns, far below the others."""
    return columns // 2 + 1 if columns > _NARROW else columns // 2


def _continues(cells: Mapping[int, Run], columns: Sequence[Column]) -> bool:
    """Say whether a row after a break is one of the table: it has what others have."""
    first = next(
        (i for i, c in enumerate(columns) if c.field in ARTICLES | ORDERS | NUMBERS), 0
    )
    return len(cells) > 1 and first in cells


def _end(
    rows: Sequence[Row],
    labels: Sequence[Sequence[Label]],
    begin: int,
    head_of: _HeadOf,
) -> int:
    """Return the index after the last row that can belong to the table.

    It may go on over pages, until another header or another box of labels comes.
    """
    at = begin
    while at < len(rows):
        row, before = rows[at], rows[at - 1]
        pitch = max(before.height, row.height, 1.0)
        if row.page == before.page and row.top - before.top > _TABLE_GAP * pitch:
            break
        if head_of(at) or _only_labels(row, labels[at]):
            break
        at += 1
    return at


def _announces(rows: Sequence[Row], end: int, head_of: _HeadOf) -> int | None:
    """Return the line above the header that ends a table, if it is a heading of that.

    Right above a header a line of one cell heads what follows; it is no rest of the row
    before.
    """
    if end >= len(rows) or len(rows[end - 1].cells) != 1:
        return None
    same = rows[end - 1].page == rows[end].page
    return end - 1 if same and head_of(end) else None


def _only_labels(row: Row, labels: Sequence[Label]) -> bool:
    """Say whether all cells of a visual row are labels without values."""
    return len(labels) == len(row.cells) and all(lb.alone for lb in labels)


def _apart(row: Row, labels: Sequence[Label]) -> bool:
    """Say whether a visual row speaks for itself: a total, "Tracking: …", "PO 4711"."""
    if len(row.cells) == 1 and heads(row.text):
        return True
    if not labels:
        return False
    if any(lb.form and lb.colon and lb.value for lb in labels):
        return True
    first = labels[0]
    if first.start or not first.form:
        return False
    if first.field in TOTALS:
        return True
    return first.field in HEADINGS and first.value is not None


HEADINGS = ORDERS | {Field.TRACKING, Field.PRO, Field.BOL}
"""What a line between the rows of a table may announce for the rows that follow."""
