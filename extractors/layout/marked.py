"""Tables the document itself marks up (HTML, CSV, XLSX) as the reader's tables."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from extractors.layout.heads import CORE, Column
from extractors.layout.matching import field_of
from extractors.layout.rows import Row, Run
from extractors.layout.tables import TOTALS, Layout, TableRow, settled
from extractors.values import Cell, Document, Table, Word

_HEAD_WORDS = 7
"""A longer cell is no heading."""


def marked_tables(document: Document, rows: Sequence[Row]) -> tuple[Layout, ...]:
    """Return the tables with a header we know; others are left to the labels."""
    if not document.tables or not rows:
        return ()
    lines = _Lines(document, rows)
    found: list[Layout] = []
    for table in document.tables:
        found.extend(_layouts(table, lines))
    return tuple(found)


class _Lines:
    """Where the characters of a text stand among its visual rows."""

    def __init__(self, document: Document, rows: Sequence[Row]) -> None:
        self.text = document.text
        self._starts = [
            (min(w.offset for w in row.words), index) for index, row in enumerate(rows)
        ]
        self._starts.sort()
        self._offsets = [start for start, _ in self._starts]
        self._rows = rows

    def row(self, offset: int) -> int:
        """Return the index of the visual row a character stands in."""
        return self._starts[max(bisect_right(self._offsets, offset) - 1, 0)][1]

    def runs(self, cell: Cell) -> tuple[Run, ...]:
        """Return a cell's words, one run for each line of it."""
        lines: list[Run] = []
        at = cell.offset
        for line in cell.text.split("\n"):
            words = []
            for text in line.split():
                at = self.text.find(text, at)
                if at < 0:
                    return tuple(lines)
                row = self._rows[self.row(at)]
                x0 = float(at - min(w.offset for w in row.words))
                words.append(Word(text, x0, row.top, x0 + len(text), row.bottom, at))
                at += len(text)
            if words:
                lines.append(
                    Run(self._rows[self.row(words[0].offset)].page, tuple(words))
                )
        return tuple(lines)


def _layouts(table: Table, lines: _Lines) -> Iterator[Layout]:
    """Yield a table from each header among the rows of a marked table."""
    heads = [
        (index, columns)
        for index, cells in enumerate(table.rows)
        if (columns := _head(cells, lines))
    ]
    for number, (index, columns) in enumerate(heads):
        end = heads[number + 1][0] if number + 1 < len(heads) else len(table.rows)
        layout = _layout(table.rows[index], table.rows[index + 1 : end], columns, lines)
        if layout:
            yield layout


def _head(cells: Sequence[Cell], lines: _Lines) -> tuple[Column, ...] | None:
    columns = []
    for cell in cells:
        runs = lines.runs(cell) if cell.text.strip() else ()
        words = tuple(word for run in runs for word in run.words)
        if len(words) > _HEAD_WORDS or any(
            sum(map(str.isdigit, w.text)) > 1 for w in words
        ):
            return None
        head = Run(runs[0].page, words) if words else None
        columns.append(Column(field_of(words) if words else None, head, cell.text))
    named = [c for c in columns if c.head]
    known = {c.field for c in named if c.field is not None}
    if len(known & CORE) < 2 or len(known) * 2 < len(named):  # noqa: PLR2004  # one word alone is a label
        return None
    return tuple(columns)


def _layout(
    head: Sequence[Cell],
    body: Sequence[Sequence[Cell]],
    columns: tuple[Column, ...],
    lines: _Lines,
) -> Layout | None:
    rows: list[TableRow] = []
    for cells in body:
        placed = {
            index: runs
            for index, cell in enumerate(cells[: len(columns)])
            if cell.text.strip() and (runs := lines.runs(cell))
        }
        if not placed or _total(placed):
            continue
        spots = [
            lines.row(word.offset)
            for runs in placed.values()
            for run in runs
            for word in run.words
        ]
        rows.append(TableRow(tuple(sorted(set(spots))), placed))
    if not rows:
        return None
    first = min(lines.row(c.offset) for c in head if c.text.strip())
    return settled(
        Layout(first, max(r.last for r in rows) + 1, columns, tuple(rows), marked=True)
    )


def _total(placed: dict[int, tuple[Run, ...]]) -> bool:
    first = placed[min(placed)]
    words = [w for w in first[0].words if not any(map(str.isdigit, w.text))]
    return bool(words) and field_of(words) in TOTALS
