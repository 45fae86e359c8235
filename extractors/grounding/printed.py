"""A document as printed: places of text, and what the page itself calls them.

Nothing here comes from a model. What a model claims is looked for in this view by its
characters, and is worth what the page calls the place it stands at.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.grounding.transcript import plain
from extractors.layout.page.citing import evidence_of
from extractors.layout.page.labels import Label
from extractors.layout.page.matching import field_of
from extractors.layout.page.rows import Row, Run
from extractors.layout.page.sheet import Sheet, sheet_of
from extractors.layout.page.tables.values import Layout, TableRow
from extractors.layout.page.tokens import cut
from extractors.layout.page.vocabulary import Field
from extractors.once import once
from extractors.values import Document, Evidence, Word

_GLUE = frozenset("-_/.&+@\\,:$")
"""Between letters or digits they make one code or number of two."""
_FAR = 40
"""Rows under a heading that are still believed to be of its column."""
_SAME_EDGE = 0.5
"""Points, or characters of a text: two edges that belong to the same word."""


class Place(NamedTuple):
    """Where something is printed: a piece of one cell."""

    row: int
    """Index among the visual rows of the document."""
    cell: int
    start: int
    """Within the folded text of the cell."""
    text: str
    """Folded; the run holds it as printed."""
    run: Run

    @property
    def end(self) -> int:
        """Where it ends in the folded text of the cell."""
        return self.start + len(self.text)

    def meets(self, other: "Place") -> bool:
        """Say whether two places share a character."""
        return (
            (self.row, self.cell) == (other.row, other.cell)
            and self.start < other.end
            and other.start < self.end
        )


def folded(text: str) -> str:
    r"""Return *text* as it is compared: compatibility forms folded, single blanks.

    >>> folded("\uff11\uff12  A\u200b1")
    '12 A1'
    """
    return " ".join(plain(unicodedata.normalize("NFKC", text)).split())


@dataclass(frozen=True)
class Printed:
    """One document's rows, labels and tables, and its text as it is compared."""

    document: Document

    @once
    def sheet(self) -> Sheet:
        """The same rows, labels and tables that the layout reader sees."""
        return sheet_of(self.document)

    @once
    def cells(self) -> tuple[tuple[str, ...], ...]:
        """The folded text of every cell of every row."""
        return tuple(
            tuple(_text(cell.words) for cell in row.cells) for row in self.sheet.rows
        )

    @once
    def squeezed(self) -> str:
        """All text without blanks, to look a quotation up in."""
        return "".join("".join(row) for row in self.cells).replace(" ", "")

    @once
    def logical(self) -> dict[int, tuple[Layout, TableRow]]:
        """By visual row: the table and the table's row it is part of."""
        return {
            visual: (table, row)
            for table in self.sheet.tables
            for row in table.rows
            for visual in row.visual
        }

    def row(self, visual: int) -> int:
        """Return the first visual row of the row that *visual* is part of."""
        return self.logical[visual][1].first if visual in self.logical else visual

    def squeezed_row(self, row: int) -> str:
        """Return all text of a row without blanks."""
        visual = self.logical[row][1].visual if row in self.logical else (row,)
        return "".join("".join(self.cells[v]) for v in visual).replace(" ", "")

    def places(self, text: str) -> tuple[Place, ...]:
        """Return where *text* is printed as a whole, within one cell."""
        wanted = folded(text)
        if not wanted:
            return ()
        return tuple(
            place
            for row, cells in enumerate(self.cells)
            for cell, printed in enumerate(cells)
            for start in _whole(wanted, printed)
            if (place := self.place(row, cell, start, start + len(wanted)))
        )

    def place(self, row: int, cell: int, start: int, end: int) -> Place | None:
        """Return a piece of a cell, by characters of its folded text."""
        run = self.sheet.rows[row].cells[cell]
        words, at = [], 0
        for word in run.words:
            shown = folded(word.text)
            low, high = max(start - at, 0), min(end - at, len(shown))
            if shown and low < high:
                piece = shown == word.text and high - low < len(shown)
                words.append(cut(word, low, high) if piece else word)
            at += len(shown) + 1 if shown else 0
        if not words:
            return None
        text = self.cells[row][cell][start:end]
        return Place(row, cell, start, text, Run(run.page, tuple(words)))

    def of_run(self, run: Run) -> Place | None:
        """Return the place of words that a label or a column gave."""
        wanted = folded(run.text)
        for row, each in enumerate(self.sheet.rows):
            if not _level(each, run):
                continue
            for cell, printed in enumerate(self.cells[row]):
                for start in _starts(wanted, printed):
                    place = self.place(row, cell, start, start + len(wanted))
                    if place and _inside(place.run, run):
                        return place
        return None

    def evidence(self, place: Place) -> Evidence | None:
        """Return the proof of what is printed at *place*."""
        return evidence_of(self.document, place.run)

    def called(self, place: Place) -> Field | None:
        """Return what the page calls *place*: its column, else the label before it."""
        if column := self.column(place):
            return column
        for label in self.sheet.labels:
            if label.value is not None and self._opens(label.value, place):
                return label.field
        return None

    def column(self, place: Place) -> Field | None:
        """Return the field of the table's column that *place* stands in."""
        if place.row not in self.logical:
            return None
        table, row = self.logical[place.row]
        for index, runs in row.cells.items():
            if any(_inside(place.run, run) for run in runs):
                return table.columns[index].field
        return None

    def under(self, place: Place, fields: frozenset[Field]) -> Label | Field | None:
        """Return what puts *place* under one of *fields*: a column, or a label."""
        column = self.column(place)
        if column in fields:
            return column
        row = self.sheet.rows[place.row]
        for label in self.sheet.labels:
            value = label.value if label.field in fields else None
            if value and _level(row, value) and _inside(place.run, value):
                return label
        return None

    def overhead(self, place: Place) -> tuple[Field, int] | None:
        """Return what the nearest label straight above *place* says, and its row.

        For columns of a table that was not recognised as one.
        """
        if not self.sheet.document.pages[place.run.page - 1].printed:
            return None
        for above in range(place.row - 1, max(place.row - _FAR, -1), -1):
            row = self.sheet.rows[above]
            if row.page != place.run.page:
                break
            over = [c for c in row.cells if c.x0 < place.run.x1 and place.run.x0 < c.x1]
            for cell in over:
                if field := field_of(cell.words):
                    return field, above
        return None

    def _opens(self, value: Run, place: Place) -> bool:
        """Say whether *value* begins with what stands at *place*."""
        if not _inside(place.run, value):
            return False
        for word in value.words:
            if any(map(str.isalnum, word.text)):
                begin = _span(place.run)[0]
                low, high = _span(Run(value.page, (word,)))
                return low - _SAME_EDGE <= begin < high
        return False


def _text(words: Sequence[Word]) -> str:
    return " ".join(shown for word in words if (shown := folded(word.text)))


def _starts(wanted: str, printed: str) -> Iterator[int]:
    at = printed.find(wanted)
    while at >= 0:
        yield at
        at = printed.find(wanted, at + 1)


def _whole(wanted: str, printed: str) -> Iterator[int]:
    """Yield where *wanted* stands as a whole, not as a piece of a longer code."""
    for start in _starts(wanted, printed):
        left = printed[max(start - 2, 0) : start]
        right = printed[start + len(wanted) :][:2]
        if not _grown(left[::-1]) and not _grown(right):
            yield start


def _grown(neighbours: str) -> bool:
    """Say whether a code goes on over its edge, the nearest character first."""
    if not neighbours:
        return False
    if neighbours[0].isalnum() or neighbours[0] in "$€£%":
        return True
    return neighbours[0] in _GLUE and neighbours[1:2].isalnum()


def _level(row: Row, run: Run) -> bool:
    """Say whether *run* stands on *row*."""
    middle = (run.top + run.bottom) / 2
    return run.page == row.page and row.top <= middle <= row.bottom


def _inside(inner: Run, outer: Run) -> bool:
    """Say whether all of *inner* is part of *outer*."""
    if inner.page != outer.page:
        return False
    begin, end = _span(inner)
    low, high = _span(outer)
    if begin < low - _SAME_EDGE or end > high + _SAME_EDGE:
        return False
    middle = (inner.top + inner.bottom) / 2
    return outer.top - _SAME_EDGE <= middle <= outer.bottom + _SAME_EDGE


def _span(run: Run) -> tuple[float, float]:
    """Return from where to where *run* goes: in the text, else across the page."""
    first, last = run.words[0], run.words[-1]
    if first.offset >= 0:
        return first.offset, last.offset + len(last.text)
    return run.x0, run.x1
