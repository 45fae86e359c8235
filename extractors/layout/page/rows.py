"""Words → visual rows of cells, from geometry alone."""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from operator import attrgetter
from statistics import median
from typing import Any, NamedTuple

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
_RUN_OUT = 2.0
"""In mean character widths: a word that reaches as far into the next one, which goes on
behind it, has run out of its cell, where a form cuts it off."""

_THINNEST = 0.1
"""Points that every word is wide."""
_NARROWEST = 0.5
"""Points that every character is wide, in the mean of its word."""
_KEPT = 32
"""Pages whose rows are kept, for all who read them: those of a document."""
_RULE = re.compile(r"[|¦│┃]+|[-=_.~*+·:—–─━═|]{3,}")
"""A line drawn with characters: under a heading, between columns, up to a value."""
_ACROSS = attrgetter("x0", "x1")


class _Run(NamedTuple):
    page: int
    words: tuple[Word, ...]


class Run(_Run):
    """Words that belong together, in reading order, on one page.

    A tuple, of which what follows from the words is reckoned once: it is asked for at
    every turn.
    """

    @once
    def known(self) -> dict[Hashable, Any]:
        """What readers made of it, by what they read it with: it is read once."""
        return {}

    @once
    def text(self) -> str:
        """The words with single blanks between them."""
        words = self.words
        return words[0].text if len(words) == 1 else " ".join([w.text for w in words])

    @once
    def numbered(self) -> bool:
        """A digit is among its characters."""
        return any(map(str.isdigit, self.text))

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
    def known(self) -> dict[Hashable, Any]:
        """What readers made of it, by what they read it with: it is read once."""
        return {}

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
    def numbered(self) -> bool:
        """A digit is among its characters."""
        return any(cell.numbered for cell in self.cells)

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
    words = [w for w in page.words if w.text[0].isalnum() or not _is_rule(w.text)]
    if not page.printed:
        return tuple(_grid_rows(page.number, words))
    words = [word for word in words if not _upright(word)]
    if not words:
        return ()
    lines = _lines(words, _slope(words))
    widths = [
        [wide if (wide := w.x1 - w.x0) > _THINNEST else _THINNEST for w in line]
        for line in lines
    ]
    gap = _cell_gap(lines, widths)
    rows = []
    for line, across in zip(lines, widths, strict=True):
        letter = _character(across, line)
        parts = _split(line, gap * letter, _RUN_OUT * letter)
        cells = tuple([Run(page.number, tuple(part)) for part in parts])
        top, bottom = median([w.top for w in line]), median([w.bottom for w in line])
        rows.append(Row(page.number, cells, top, bottom))
    return tuple(rows)


def _grid_rows(page: int, words: Iterable[Word]) -> Iterator[Row]:
    """Yield the rows of a grid of characters, whose words come line by line."""
    for top, line in groupby(words, key=attrgetter("top")):
        parts = _split(tuple(line), _GRID_GAP, _RUN_OUT)
        cells = tuple([Run(page, tuple(part)) for part in parts])
        yield Row(page, cells, top, parts[0][0].bottom)


def _is_rule(text: str) -> bool:
    """Say whether a word is a line drawn with characters, none a letter or a digit."""
    return _RULE.fullmatch(text) is not None


def _upright(word: Word) -> bool:
    """Say whether a word's letters stand above each other."""
    text, x0, top, x1, bottom, _ = word
    return len(text) > 2 and bottom - top > _TURNED * max(x1 - x0, _THINNEST)  # noqa: PLR2004  # two thin letters may stand high


def _slope(words: Sequence[Word]) -> float:
    """Return how far lines fall per point to the right; 0.0 on a straight page."""
    slopes = []
    for (_, x0, top, x1, bottom, _), (_, x2, upper, x3, lower, _) in pairwise(words):
        height = max(bottom - top, 1.0)
        fall = (upper + lower) / 2 - (top + bottom) / 2
        if 0 <= x2 - x1 < height and abs(fall) < height:
            slopes.append(fall and fall / max((x2 + x3 - x0 - x1) / 2, 1.0))
    slope = median(slopes) if len(slopes) >= 8 else 0.0  # noqa: PLR2004  # fewer pairs say nothing
    return slope if _LEAST_SLOPE < abs(slope) < _MOST_SLOPE else 0.0


def _lines(words: Iterable[Word], slope: float) -> list[tuple[Word, ...]]:
    """Group words whose middles lie on one line; top to bottom, left to right."""
    placed = [
        ((top + bottom) / 2 - slope * (x0 + x1) / 2, x0, number, bottom - top, word)
        for number, word in enumerate(words)
        for _, x0, top, x1, bottom, _ in [word]
    ]
    placed.sort()
    lines: list[list[Word]] = []
    line: list[Word] = []
    total = first = 0.0
    for level, _, _, height, word in placed:
        if line:
            least = max(min(height, first), 1.0)
            if level - total / len(line) <= _SAME_LINE * least:
                line.append(word)
                total += level
                continue
        line = [word]
        lines.append(line)
        total, first = level, height
    return [tuple(sorted(line, key=_ACROSS)) for line in lines]


def _cell_gap(
    lines: Iterable[Sequence[Word]], widths: Iterable[Sequence[float]]
) -> float:
    """Return the gap between words that ends a cell, in character widths."""
    narrow = []
    for line, across in zip(lines, widths, strict=True):
        beside = zip(line, line[1:], across, across[1:], strict=False)
        for one, other, wide, wider in beside:
            apart = other.x0 - one.x1
            if apart > 0:
                letters = len(one.text) + len(other.text)
                gap = apart / max((wide + wider) / letters, _NARROWEST)
                if gap < _MONOSPACED_GAP:
                    narrow.append(gap)
    monospaced = bool(narrow) and median(narrow) > 0.85  # noqa: PLR2004  # blanks of proportional type are half a letter
    return _MONOSPACED_GAP if monospaced else _NARROW_GAP


def _character(widths: Sequence[float], words: Sequence[Word]) -> float:
    """Return the mean width of a character of some words, whose widths are given."""
    return max(sum(widths) / sum([len(w.text) for w in words]), _NARROWEST)


def _split(line: Sequence[Word], wide: float, into: float) -> list[list[Word]]:
    """Split a line where words stand *wide* apart, or reach far *into* the next."""
    parts = [[line[0]]]
    for one, other in pairwise(line):
        apart = other.x0 - one.x1
        if apart > wide or (apart < -into and other.x1 > one.x1):
            parts.append([])
        parts[-1].append(other)
    return parts
