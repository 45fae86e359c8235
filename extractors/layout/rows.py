"""Words → visual rows of cells, from geometry alone."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from extractors.once import once
from extractors.values import Page, Word

_SAME_LINE = 0.45
"""Of a word's height: middles closer than this lie on one line."""
_TURNED = 2.2
"""Height over width from which a word of several characters stands upright."""
_LEAST_SLOPE = 0.002
_MOST_SLOPE = 0.12
"""Beyond it a page is no skewed scan, but something else."""
_NARROW_GAP = 1.3
_MONOSPACED_GAP = 1.85
"""In mean character widths: the gap that ends a cell, by kind of type."""
_GRID_GAP = 1.5
"""The same on a grid of characters: two blanks."""

_KEPT = 32
"""Pages whose rows are kept, for all who read them: those of a document."""
_RULE = re.compile(r"[|¦│┃]+|[-=_.~*+·:—–─━═|]{3,}")
"""A line drawn with characters: under a heading, between columns, up to a value."""


class _Run(NamedTuple):
    page: int
    words: tuple[Word, ...]


class Run(_Run):
    """Words that belong together, in reading order, on one page.

    A tuple, of which what follows from the words is reckoned once: it is asked for at
    every turn.
    """

    @once
    def text(self) -> str:
        """The words with single blanks between them."""
        words = self.words
        return words[0].text if len(words) == 1 else " ".join([w.text for w in words])

    @once
    def x0(self) -> float:
        """Left edge."""
        return min([word.x0 for word in self.words])

    @once
    def x1(self) -> float:
        """Right edge."""
        return max([word.x1 for word in self.words])

    @once
    def top(self) -> float:
        """Upper edge."""
        return min([word.top for word in self.words])

    @once
    def bottom(self) -> float:
        """Lower edge."""
        return max([word.bottom for word in self.words])


class _Row(NamedTuple):
    page: int
    cells: tuple[Run, ...]
    top: float
    bottom: float


class Row(_Row):
    """One visual line of a page: cells from left to right, at least one."""

    @once
    def words(self) -> tuple[Word, ...]:
        """All words of the row, left to right."""
        return tuple([word for cell in self.cells for word in cell.words])

    @once
    def line(self) -> Run:
        """All words of the row as one run."""
        return Run(self.page, self.words)

    @once
    def text(self) -> str:
        """The row with two blanks between cells."""
        return "  ".join([cell.text for cell in self.cells])

    @once
    def height(self) -> float:
        """Of its type, in points."""
        return self.bottom - self.top


@lru_cache(maxsize=_KEPT)
def page_rows(page: Page) -> tuple[Row, ...]:
    """Return the rows of a page, top to bottom.

    A slightly skewed page is set straight first. Words that stand upright (turned
    print along the margin) and lines drawn with characters are left out.
    """
    words = [word for word in page.words if not _RULE.fullmatch(word.text)]
    if not page.printed:
        return tuple(_grid_rows(page.number, words))
    words = [word for word in words if not _upright(word)]
    if not words:
        return ()
    lines = _lines(words, _slope(words))
    gap = _cell_gap(lines)
    rows = []
    for line in lines:
        wide = gap * _character(*line)
        cells = tuple(Run(page.number, part) for part in _split(line, wide))
        top, bottom = median(w.top for w in line), median(w.bottom for w in line)
        rows.append(Row(page.number, cells, top, bottom))
    return tuple(rows)


def _grid_rows(page: int, words: Iterable[Word]) -> Iterator[Row]:
    """Yield the rows of a grid of characters, whose words come line by line."""
    for top, line in groupby(words, key=attrgetter("top")):
        parts = _split(tuple(line), _GRID_GAP)
        cells = tuple([Run(page, part) for part in parts])
        yield Row(page, cells, top, parts[0][0].bottom)


def _upright(word: Word) -> bool:
    """Say whether a word's letters stand above each other."""
    height, width = word.bottom - word.top, max(word.x1 - word.x0, 0.1)
    return len(word.text) > 2 and height > _TURNED * width  # noqa: PLR2004  # two thin letters may stand high


def _slope(words: Sequence[Word]) -> float:
    """Return how far lines fall per point to the right; 0.0 on a straight page."""
    slopes = []
    for one, other in pairwise(words):
        height = max(one.bottom - one.top, 1.0)
        apart = other.x0 - one.x1
        if 0 <= apart < height and abs(_middle(other) - _middle(one)) < height:
            across = (other.x0 + other.x1 - one.x0 - one.x1) / 2
            slopes.append((_middle(other) - _middle(one)) / max(across, 1.0))
    slope = median(slopes) if len(slopes) >= 8 else 0.0  # noqa: PLR2004  # fewer pairs say nothing
    return slope if _LEAST_SLOPE < abs(slope) < _MOST_SLOPE else 0.0


def _middle(word: Word) -> float:
    return (word.top + word.bottom) / 2


def _lines(words: Iterable[Word], slope: float) -> list[tuple[Word, ...]]:
    """Group words whose middles lie on one line; top to bottom, left to right."""

    def level(word: Word) -> float:
        return _middle(word) - slope * (word.x0 + word.x1) / 2

    lines: list[list[Word]] = []
    sums: list[float] = []
    placed = [(level(word), word) for word in words]
    placed.sort(key=lambda at: (at[0], at[1].x0))
    for here, word in placed:
        if lines:
            height = max(
                min(word.bottom - word.top, lines[-1][0].bottom - lines[-1][0].top), 1.0
            )
            if here - sums[-1] / len(lines[-1]) <= _SAME_LINE * height:
                lines[-1].append(word)
                sums[-1] += here
                continue
        lines.append([word])
        sums.append(here)
    return [tuple(sorted(line, key=lambda w: (w.x0, w.x1))) for line in lines]


def _cell_gap(lines: Iterable[tuple[Word, ...]]) -> float:
    """Return the gap between words that ends a cell, in character widths."""
    narrow = []
    for line in lines:
        for one, other in pairwise(line):
            apart = other.x0 - one.x1
            if apart <= 0:
                continue
            gap = apart / _character(one, other)
            if gap < _MONOSPACED_GAP:
                narrow.append(gap)
    monospaced = bool(narrow) and median(narrow) > 0.85  # noqa: PLR2004  # blanks of proportional type are half a letter
    return _MONOSPACED_GAP if monospaced else _NARROW_GAP


def _character(*words: Word) -> float:
    """Return the mean width of a character of these words."""
    width = sum([max(w.x1 - w.x0, 0.1) for w in words])
    return max(width / sum([len(w.text) for w in words]), 0.5)


def _split(line: tuple[Word, ...], wide: float) -> list[tuple[Word, ...]]:
    """Split a line where words stand wider apart than *wide*."""
    parts = [[line[0]]]
    for one, other in pairwise(line):
        if other.x0 - one.x1 > wide:
            parts.append([])
        parts[-1].append(other)
    return [tuple(part) for part in parts]
