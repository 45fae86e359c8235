"""The rows of a printed table, from the gaps between its lines."""

from collections.abc import Sequence
from itertools import pairwise

from extractors.layout.page.heads import (
    Column,
)
from extractors.layout.page.rows import Row
from extractors.layout.page.tables.lines import Line, joined, rows_of
from extractors.layout.page.tables.values import TableRow

_NEXT_LINE = 2.2
"""Row heights: a line without an opening further down belongs to no row above."""
_EMPTY_LINE = 1.5
"""The same of a text, whose lines are all as high as each other."""
_CELL_GAP = 1.25
"""Of the narrowest line pitch: a wider gap lies between rows, not within one."""


def logical_rows(
    placed: Sequence[Line], rows: Sequence[Row], columns: Sequence[Column]
) -> tuple[TableRow, ...]:
    """Put visual rows together to logical ones.

    Lines closer than rows are belong together, so that a cell whose lines stand around
    the middle of its row is read whole.
    """
    if not any(line.key for line in placed):
        return ()
    gaps = [_gap(rows, one, other) for one, other in pairwise(placed)]
    pitch = min((gap for gap in gaps if gap > 0), default=0.0)
    groups = [[placed[0]]]
    for gap, line in zip(gaps, placed[1:], strict=True):
        far = gap > _NEXT_LINE * rows[line.visual[0]].height and not line.key
        if gap > _CELL_GAP * pitch or gap <= 0 or far:
            groups.append([])
        groups[-1].append(line)
    logical: list[TableRow] = []
    for group in groups:
        first = group[0].visual[0]
        if any(line.key or line.named for line in group):
            logical += rows_of(group, columns)
        elif (
            logical
            and logical[-1].last == first - 1
            and _near(rows[first - 1], rows[first])
        ):
            lines = [TableRow(line.visual, line.cells) for line in group]
            logical[-1] = joined([logical[-1], *lines])
    return tuple(logical)


def _gap(rows: Sequence[Row], one: Line, other: Line) -> float:
    """Return the distance of two visual rows; 0.0 when they lie on two pages."""
    upper, lower = rows[one.visual[0]], rows[other.visual[0]]
    return lower.top - upper.top if upper.page == lower.page else 0.0


def _near(upper: Row, lower: Row) -> bool:
    """Say whether a line stands right under another: in a text no line is empty."""
    written = lower.words[0].offset >= 0
    most = _EMPTY_LINE if written else _NEXT_LINE
    return upper.page == lower.page and lower.top - upper.top < most * lower.height
