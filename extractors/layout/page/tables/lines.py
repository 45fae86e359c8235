"""The lines of a table's rows: which of them belong to one row."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.layout.page.broken import goes_on, whole
from extractors.layout.page.heads import (
    ARTICLES,
    CORE,
    NUMBERS,
    ORDERS,
    QUANTITIES,
    Column,
)
from extractors.layout.page.parsing import code_like, counts
from extractors.layout.page.rows import Run
from extractors.layout.page.tables.values import TableRow
from extractors.layout.page.vocabulary import Field

_CODES = frozenset({Field.SKU, Field.OUR_SKU, Field.MAKER_SKU, Field.ITEM})
_CODED = _CODES | ORDERS


class Line(NamedTuple):
    """A visual row, its words put into columns."""

    visual: tuple[int, ...]
    cells: Mapping[int, tuple[Run, ...]]
    key: bool
    """It can open a logical row."""
    counted: bool
    """It has a count."""
    named: bool
    """It names an article or an order."""


def line_of(
    visual: tuple[int, ...],
    cells: Mapping[int, tuple[Run, ...]],
    columns: Sequence[Column],
) -> Line:
    """Return a visual row with what its cells say of it."""
    here = {i: (columns[i].field, runs[0]) for i, runs in cells.items()}
    counted = any(f in QUANTITIES and counts(run) for f, run in here.values())
    ordered = any(
        f in ORDERS and any(map(str.isdigit, run.text)) for f, run in here.values()
    )
    coded = any(f in _CODES and _coded(run) for f, run in here.values())
    fields = {c.field for c in columns}
    keys = NUMBERS if fields & NUMBERS and not fields & ARTICLES else CORE
    if fields & (QUANTITIES | ORDERS):
        key = counted or ordered
    else:
        key = any(f in keys for f, _ in here.values())
    return Line(visual, cells, key, counted, ordered or coded)


def _coded(run: Run) -> bool:
    return len(run.words) == 1 and code_like(run.text)


def rows_of(lines: Sequence[Line], columns: Sequence[Column]) -> list[TableRow]:
    """Put lines that follow each other closely together to logical rows.

    A row begins where a second count or a second name comes. A count without a name
    belongs to the name above it that has none yet: it stands at the lower end of a cell
    of several lines.
    """
    countable = {c.field for c in columns} & (QUANTITIES | ORDERS)
    lines = _unbroken(lines, columns)
    groups: list[list[Line]] = []
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        if not groups or (
            _begins(groups[-1], line, following)
            if countable
            else line.key and any(one.key for one in groups[-1])
        ):
            groups.append([])
        groups[-1].append(line)
    return [
        _mended(joined([TableRow(line.visual, line.cells) for line in group]), columns)
        for group in groups
        if any(line.key or line.named for line in group)
    ]


def _unbroken(lines: Sequence[Line], columns: Sequence[Column]) -> list[Line]:
    """Return lines; one with the rest of a word from the line above names nothing."""
    found = list(lines[:1])
    for before, line in pairwise(lines):
        naming = [
            i
            for i, runs in line.cells.items()
            if columns[i].field in _CODED and any(map(str.isdigit, runs[0].text))
        ]
        rest = not line.counted and all(
            goes_on(before.cells.get(i, ()), line.cells[i]) for i in naming
        )
        broken = bool(naming) and rest
        found.append(line._replace(key=False, named=False) if broken else line)
    return found


def _mended(row: TableRow, columns: Sequence[Column]) -> TableRow:
    """Return a row with the codes and numbers whole that its lines break."""
    cells = {
        i: whole(cell) if columns[i].field in _CODED else cell
        for i, cell in row.cells.items()
    }
    return row._replace(cells=cells)


def _begins(row: Sequence[Line], line: Line, following: Line | None) -> bool:
    """Say whether a line opens another row than the one that is open."""
    counted = any(one.counted for one in row)
    named = any(one.named for one in row)
    if line.counted:
        return counted or (line.named and named)
    if not (line.named and named):
        return False
    tail = following is not None and following.counted and not following.named
    return tail or line.key or not counted


def joined(rows: Sequence[TableRow]) -> TableRow:
    """Return several lines as one row."""
    cells: dict[int, tuple[Run, ...]] = {}
    for row in rows:
        for index, lines in row.cells.items():
            cells[index] = cells.get(index, ()) + lines
    visual = tuple(sorted({n for row in rows for n in row.visual}))
    return TableRow(visual, dict(sorted(cells.items())))
