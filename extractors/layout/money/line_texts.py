"""The words of a table's rows: which belong to which line, in which column."""

from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extractors.layout.money.line_heads import Header
from extractors.layout.money.line_items import Item
from extractors.layout.money.line_words import ENDING, Saying, sayings
from extractors.layout.page.columns import borders
from extractors.layout.page.heads import Column
from extractors.layout.page.rows import Row, Run
from extractors.values import Word

_LOOKED_AT = 24
"""Rows that the borders of the columns are found from."""
_PARAGRAPH = 1.4
"""Of the narrowest pitch: a wider gap ends a description."""
_WIDE = 1.25
"""Of the usual pitch: a wider gap lies between two lines."""
_ALIKE = 0.95
"""Of the widest gap: another is as wide."""
_BLOCK = 1.9
"""Type heights: lines further apart do not stand together."""
_LAST = 2.4
"""Row heights: what follows the last line further down is none of it."""
_NEXT_LINE = 2.2
"""Type heights: what stands further down is no next line."""
_LONGEST = 12
"""Visual rows of one line that are looked at."""


class Band(NamedTuple):
    """The visual rows of one line."""

    first: int
    end: int


def bands(
    rows: Sequence[Row], items: Sequence[Item], begin: int, end: int
) -> tuple[Band, ...]:
    """Return the visual rows of each line: from its first to the next one's first.

    Cells stand at the top, in the middle or at the foot of their line; the widest gap
    between two amounts parts the lines.

    Args:
        rows: Of the document.
        items: Of one table, in reading order.
        begin: Index after its header.
        end: Index after its last row.
    """
    usual = _usual(rows, begin, end)
    starts = [_first(rows, items[0], begin, usual)] if items else []
    for one, other in pairwise(items):
        starts.append(_start(rows, one, other, usual))
    ends = [*starts[1:], _end(rows, items[-1], end)] if items else []
    found = []
    for item, first, last in zip(items, starts, ends, strict=False):
        own = item.rows[0]
        page = rows[item.amount.row].page
        low = max(first, item.amount.row - _LONGEST)
        while low < own and rows[low].page != page:
            low += 1
        high = min(last, item.amount.row + _LONGEST)
        found.append(Band(low, max(high, own + 1)))
    return tuple(found)


def _usual(rows: Sequence[Row], begin: int, end: int) -> float:
    gaps = [
        lower.top - upper.top
        for upper, lower in pairwise(rows[begin:end])
        if upper.page == lower.page
    ]
    return median(gaps) if gaps else 0.0


def _first(rows: Sequence[Row], item: Item, begin: int, usual: float) -> int:
    """Return the visual row where the first line begins, below what opens the table."""
    at = item.rows[0]
    while at > begin:
        upper, lower = rows[at - 1], rows[at]
        if upper.page != lower.page or lower.top - upper.top > _WIDE * usual:
            break
        at -= 1
    return at


def _start(rows: Sequence[Row], one: Item, other: Item, usual: float) -> int:
    """Return the visual row where the second of two lines begins.

    Of gaps as wide as each other the last one parts them.
    """
    low, high = one.rows[-1] + 1, other.rows[0]
    gaps: dict[int, float] = {}
    for index in range(low, high + 1):
        upper, lower = rows[index - 1], rows[index]
        if upper.page != lower.page:
            return index
        gaps[index] = lower.top - upper.top
    widest = max(gaps.values(), default=0.0)
    if widest <= _WIDE * min(usual, *gaps.values()):
        return high
    return max(index for index, gap in gaps.items() if gap >= _ALIKE * widest)


def _end(rows: Sequence[Row], item: Item, end: int) -> int:
    at = item.rows[-1] + 1
    while at < end:
        row, before = rows[at], rows[at - 1]
        far = row.top - before.top > _LAST * max(row.height, before.height)
        said = {saying for saying, _ in sayings(row)}
        if far or row.page != before.page or said & (ENDING | {Saying.CARRY}):
            break
        at += 1
    return at


class Texts:
    """The words of a table by line and column; rows apart belong to no line."""

    def __init__(
        self,
        rows: Sequence[Row],
        header: Header,
        places: Sequence[Band],
        apart: Container[int] = (),
    ) -> None:
        self._rows = rows
        self._apart = apart
        looked_at = [
            n for band in places for n in range(band.first, band.end) if n not in apart
        ]
        looked_at = looked_at[:_LOOKED_AT]
        words = [word for n in looked_at for word in rows[n].words]
        page = rows[header.first].page
        columns = [
            Column(None, Run(page, _edges(head.words)), "") for head in header.heads
        ]
        self._cuts = borders(columns, words)

    def lines(self, band: Band, column: int, at: int) -> list[Run]:
        """Return what stands together in a column of a line, visual row by visual row.

        Args:
            band: The rows of the line.
            column: Index of the column.
            at: The row of its amount: the words nearest to it count.
        """
        lines = list(self._lines(range(band.first, band.end), column))
        blocks: list[list[Run]] = []
        for line in lines:
            before = blocks[-1][-1] if blocks else None
            if before is None or line.top - before.top > _BLOCK * (
                line.bottom - line.top
            ):
                blocks.append([])
            blocks[-1].append(line)
        top = self._rows[at].top
        return min(
            blocks, key=lambda b: max(b[0].top - top, top - b[-1].top), default=[]
        )

    def _lines(self, indexes: Iterable[int], column: int) -> Iterator[Run]:
        for index in indexes:
            if index in self._apart:
                continue
            row = self._rows[index]
            words = tuple(w for w in row.words if self._column(w) == column)
            if words:
                yield Run(row.page, words)

    def _column(self, word: Word) -> int:
        middle = (word.x0 + word.x1) / 2
        return sum(1 for cut in self._cuts if middle > cut)


def _edges(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return one word as wide as all of a head."""
    first = words[0]
    x0, x1 = min(w.x0 for w in words), max(w.x1 for w in words)
    return (first._replace(x0=x0, x1=x1),)


def paragraph(lines: Sequence[Run]) -> str:
    """Return the first paragraph of a cell as one text."""
    if not lines:
        return ""
    kept = [lines[0]]
    pitch: float | None = None
    for one, other in pairwise(lines):
        gap = other.top - one.top
        if one.page != other.page or gap > _NEXT_LINE * (other.bottom - other.top):
            break
        if pitch is not None and gap > _PARAGRAPH * pitch:
            break
        pitch = gap if pitch is None else min(pitch, gap)
        kept.append(other)
    text = " ".join(run.text for run in kept)
    # Half a character, as some fonts give it, is no text.
    return text.encode("utf-8", "ignore").decode()
