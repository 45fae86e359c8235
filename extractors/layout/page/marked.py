"""Tables the document itself marks up (HTML, CSV, XLSX) as the reader's tables."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from extractors.layout.page.heads import CORE, Column
from extractors.layout.page.labels import row_labels
from extractors.layout.page.matching import field_of
from extractors.layout.page.rows import Row, Run
from extractors.layout.page.tables.lines import Line, line_of, rows_of
from extractors.layout.page.tables.printed import HEADINGS, TOTALS
from extractors.layout.page.tables.settled import settled
from extractors.layout.page.tables.values import Layout, TableRow
from extractors.values import Cell, Document, Table, Word

_HEAD_WORDS = 7
"""A longer cell is no heading."""
_LEAST = 2
"""Columns we look for that make a header; one alone is a label."""
_Cells = tuple[tuple[Run, ...], ...]
"""A row: of each cell, its lines."""


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

    def visual(self, cells: Iterable[tuple[Run, ...]]) -> tuple[int, ...]:
        """Return the visual rows that cells stand on, ascending."""
        spots = {
            self.row(word.offset)
            for cell in cells
            for run in cell
            for word in run.words
        }
        return tuple(sorted(spots))

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
    rows = [
        tuple(lines.runs(cell) if cell.text.strip() else () for cell in cells)
        for cells in table.rows
    ]
    heads: list[tuple[int, int, tuple[Column, ...]]] = []
    at = 0
    while at < len(rows):
        found = _head_at(rows, at)
        if found:
            heads.append((at, at + found[0], found[1]))
        at += found[0] if found else 1
    for number, (begin, body, columns) in enumerate(heads):
        end = heads[number + 1][0] if number + 1 < len(heads) else len(rows)
        layout = _layout(rows[begin:body], rows[body:end], columns, lines)
        if layout:
            yield layout


def _head_at(rows: Sequence[_Cells], at: int) -> tuple[int, tuple[Column, ...]] | None:
    """Return how many rows the header that begins at a row has, and its columns."""
    best: tuple[int, int, tuple[Column, ...]] | None = None
    for count in (1, 2):
        columns = _columns(rows[at : at + count]) if at + count <= len(rows) else None
        if columns is None:
            break
        known = [c.field for c in columns if c.field is not None]
        named = sum(1 for c in columns if c.head)
        enough = len(set(known) & CORE) >= _LEAST and len(set(known)) * 2 >= named
        looked_for = sum(1 for field in known if field in CORE)
        if enough and (best is None or looked_for > best[0]):
            best = (looked_for, count, columns)
    if best and best[1] > 1:
        below = _columns(rows[at + 1 : at + 2])
        named = sum(c.field in CORE for c in below) if below else 0
        if named >= best[0]:  # a heading over the whole table is no line of its header
            return None
    return best[1:] if best else None


def _columns(rows: Sequence[_Cells]) -> tuple[Column, ...] | None:
    """Return the columns named by rows of cells; None when a cell is no heading."""
    columns = []
    for index in range(max(map(len, rows))):
        cells = [row[index] for row in rows if index < len(row)]
        words = tuple(word for cell in cells for run in cell for word in run.words)
        if len(words) > _HEAD_WORDS or any(
            sum(map(str.isdigit, w.text)) > 1 for w in words
        ):
            return None
        if not words:
            columns.append(Column(None, None, ""))
            continue
        head = Run(next(run.page for cell in cells for run in cell), words)
        columns.append(Column(field_of(words), head, head.text))
    return tuple(columns)


def _layout(
    head: Sequence[_Cells],
    body: Sequence[_Cells],
    columns: tuple[Column, ...],
    lines: _Lines,
) -> Layout | None:
    rows: list[TableRow] = []
    for group in _groups(body, columns, lines):
        rows += rows_of(group, columns)
    if not rows:
        return None
    named = lines.visual(cell for row in head for cell in row if cell)
    end = rows[-1].last + 1
    taken = {*named, *(n for row in rows for n in row.visual)}
    loose = tuple(n for n in range(named[0], end) if n not in taken)
    return settled(Layout(named[0], end, columns, tuple(rows), loose, marked=True))


def _groups(
    body: Sequence[_Cells], columns: Sequence[Column], lines: _Lines
) -> Iterator[list[Line]]:
    """Yield the lines of a table between totals and headings."""
    group: list[Line] = []
    for cells in body:
        placed = {n: runs for n, runs in enumerate(cells[: len(columns)]) if runs}
        if placed and not _apart(placed):
            group.append(line_of(lines.visual(placed.values()), placed, columns))
        elif placed and group:
            yield group
            group = []
    if group:
        yield group


def _apart(placed: dict[int, tuple[Run, ...]]) -> bool:
    """Say whether a row is a total, or a heading that names an order or a number."""
    first = placed[min(placed)][0]
    row = Row(first.page, (first,), first.top, first.bottom)
    labels = row_labels(row, 0)
    if not labels or labels[0].start or not labels[0].form:
        return False
    if labels[0].field in TOTALS:
        return True
    return len(placed) == 1 and labels[0].field in HEADINGS and bool(labels[0].value)
