"""Rectangles of text, stacked and side by side, that know where their cells went."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.values import Cell, Table

GAP = 3
"""Columns between two cells: more than any blank inside a text."""
MAX_WIDTH = 1_500
"""Cells that would make a wider row are stacked instead."""


@dataclass(slots=True)
class Mark:
    """Text of a cell on one line of a block; moved along when its block is placed."""

    text: str
    line: int
    column: int


@dataclass(slots=True)
class Block:
    """Lines of text, and the tables in it as rows of marks."""

    lines: list[str] = field(default_factory=list)
    tables: list[list[list[Mark]]] = field(default_factory=list)

    @property
    def width(self) -> int:
        """Columns of the longest line."""
        return max(map(len, self.lines), default=0)

    def put(self, block: "Block", line: int, column: int) -> None:
        """Write *block* with its first character at *line* and *column*."""
        for n, text in enumerate(block.lines, start=line):
            while len(self.lines) <= n:
                self.lines.append("")
            self.lines[n] = (
                self.lines[n].ljust(column) + text if text else self.lines[n]
            )
        for table in block.tables:
            for row in table:
                for mark in row:
                    mark.line += line
                    mark.column += column
        self.tables += block.tables

    def stack(self, block: "Block") -> None:
        """Write *block* below what there is."""
        self.put(block, len(self.lines), 0)

    def text(self) -> tuple[str, tuple[Table, ...]]:
        """Return the lines as one text and the tables with offsets in it."""
        starts, at = [], 0
        lines = [line.rstrip() for line in self.lines]
        for line in lines:
            starts.append(at)
            at += len(line) + 1
        starts.append(at)
        tables = tuple(
            Table(
                1, tuple(tuple(_cell(mark, starts, lines) for mark in r) for r in rows)
            )
            for rows in self.tables
        )
        return "\n".join(lines), tables


def _cell(mark: Mark, starts: Sequence[int], lines: Sequence[str]) -> Cell:
    if not mark.text or mark.line >= len(lines):
        line = min(mark.line, len(lines) - 1) if lines else 0
        return Cell("", starts[line])
    return Cell(mark.text, starts[mark.line] + mark.column)


@dataclass(frozen=True, slots=True)
class Spanning:
    """A cell of a table before it is placed."""

    block: Block
    column: int
    columns: int
    """How many it spans."""


def tabulate(rows: Sequence[Sequence[Spanning]]) -> Block:
    """Set the rows below each other with their columns lined up.

    A table that says something by its columns becomes one of the block's tables; a cell
    of several lines becomes as many rows of it.
    """
    filled = [[c for c in row if any(c.block.lines)] for row in rows]
    count = max((c.column + c.columns for row in filled for c in row), default=0)
    places = _places(filled, count)
    if count < 2 or places[-1] > MAX_WIDTH or all(len(row) < 2 for row in filled):  # noqa: PLR2004  # one column is no table
        out = Block()
        for row in filled:
            for cell in row:
                out.stack(cell.block)
        return out
    out = Block()
    nested = any(c.block.tables for row in filled for c in row)
    marks: list[list[Mark]] = []
    for row in filled:
        line = len(out.lines)
        for cell in row:
            out.put(cell.block, line, places[cell.column])
        height = max((len(cell.block.lines) for cell in row), default=0)
        if not nested:
            marks += _marked(row, line, height, places, count)
    if marks:
        out.tables.append(marks)
    return out


def _places(rows: Sequence[Sequence[Spanning]], count: int) -> list[int]:
    """Return the text column at which each column of the table begins, and the end.

    A cell alone in its row may run over the others' columns.
    """
    widths = [0] * count
    for wanted in (1, 2):
        for row in rows:
            for cell in row if len(row) > 1 else ():
                if (wanted == 1) != (cell.columns == 1) or cell is row[-1]:
                    continue
                last = cell.column + cell.columns - 1
                have = sum(widths[cell.column : last]) + GAP * (cell.columns - 1)
                widths[last] = max(widths[last], cell.block.width - have)
    places = [0]
    for width in widths:
        places.append(places[-1] + (width + GAP if width else 0))
    ends = [places[c.column] + c.block.width for row in rows for c in row]
    return [*places[:count], max(ends, default=0)]


def _marked(
    row: Sequence[Spanning], line: int, height: int, places: Sequence[int], count: int
) -> list[list[Mark]]:
    out: list[list[Mark]] = []
    for n in range(height):
        marks = [Mark("", line + n, place) for place in places[:count]]
        for cell in row:
            if n < len(cell.block.lines):
                text = cell.block.lines[n]
                mark = marks[cell.column]
                mark.text = text.strip()
                mark.column += len(text) - len(text.lstrip())
        if any(mark.text for mark in marks):
            out.append(marks)
    return out
