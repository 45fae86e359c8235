"""Tables: the header from the vocabulary, columns from geometry, rows from the gaps.

Printed tables and those a document marks up come out as the same value.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.layout.broken import goes_on, whole
from extractors.layout.columns import borders, place
from extractors.layout.dates import dates_in
from extractors.layout.heads import (
    ARTICLES,
    CORE,
    NUMBERS,
    ORDERS,
    QUANTITIES,
    Column,
    Head,
    head_at,
)
from extractors.layout.labels import Label
from extractors.layout.parsing import code_like, code_shaped, counts
from extractors.layout.rows import Row, Run
from extractors.layout.standing import heads
from extractors.layout.tokens import phrase
from extractors.layout.vocabulary import Field

TOTALS = frozenset({Field.TOTAL, Field.SUBTOTAL, Field.OTHER_QUANTITY})
_TABLE_GAP = 14.0
"""Row heights: a wider gap ends a table."""
_FAR = 5.0
"""Row heights: after a wider gap only what is plainly a row goes on with a table."""
_NEXT_LINE = 2.2
"""Row heights: a line without an opening further down belongs to no row above."""
_EMPTY_LINE = 1.5
"""The same of a text, whose lines are all as high as each other."""
_CELL_GAP = 1.25
"""Of the narrowest line pitch: a wider gap lies between rows, not within one."""
_BELOW = 1.6
"""Of the widest gap between rows: what stands further down is under the table."""
_NARROW = 4
"""Columns: a table of no more may have rows of half as many cells."""
_LOOKED_AT = 120
"""Rows of a table that its column borders are found from."""


class TableRow(NamedTuple):
    """One logical row: what stands in each column, line by line."""

    visual: tuple[int, ...]
    """Indexes of the visual rows it is printed on, ascending."""
    cells: Mapping[int, tuple[Run, ...]]
    """By column; no empty ones."""

    @property
    def first(self) -> int:
        """Index of its first visual row."""
        return self.visual[0]

    @property
    def last(self) -> int:
        """Index of its last visual row."""
        return self.visual[-1]


class Layout(NamedTuple):
    """A table as read."""

    head: int
    """Index of the visual row where its header begins."""
    end: int
    """Index after the last visual row that belongs to it."""
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    loose: tuple[int, ...] = ()
    """Visual rows between its rows that are no part of them."""
    marked: bool = False
    """The document itself says that this is a table."""

    def indexes(self, *fields: Field) -> tuple[int, ...]:
        """Return the columns of these fields, left to right."""
        return tuple(i for i, c in enumerate(self.columns) if c.field in fields)

    def cell(self, row: TableRow, *fields: Field) -> tuple[Run, ...]:
        """Return the lines in the first filled column of these fields, in order."""
        for field in fields:
            for index in self.indexes(field):
                if row.cells.get(index):
                    return row.cells[index]
        return ()

    def has(self, *fields: Field) -> bool:
        """Say whether it has a column of one of these fields."""
        return bool(self.indexes(*fields))


def printed_tables(
    rows: Sequence[Row], labels: Sequence[Sequence[Label]]
) -> tuple[Layout, ...]:
    """Find the tables among visual rows, with or without ruling lines."""
    found: list[Layout] = []
    at = 0
    while at < len(rows):
        head = head_at(rows, labels, at)
        if head is None:
            at += 1
            continue
        table = _table(rows, labels, at, head)
        if table is None:
            at += head.lines
            continue
        found.append(table)
        at = table.end
    return tuple(found)


def _table(
    rows: Sequence[Row], labels: Sequence[Sequence[Label]], at: int, head: Head
) -> Layout | None:
    begin = at + head.lines
    end = _end(rows, labels, begin)
    own = [n for n in range(begin, end) if not _apart(rows[n], labels[n])]
    body = _together(rows, own, len(head.columns))
    words = [word for n in body[:_LOOKED_AT] for word in rows[n].words]
    cuts = borders(head.columns, words)
    placed: list[Line] = []
    closed = False
    for index in range(begin, end):
        new_page = rows[index].page != rows[index - 1].page
        far = rows[index].top - rows[index - 1].top > _FAR * rows[index].height
        apart = _apart(rows[index], labels[index])
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
    logical = _logical(placed, rows, head.columns)
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


def _end(rows: Sequence[Row], labels: Sequence[Sequence[Label]], begin: int) -> int:
    """Return the index after the last row that can belong to the table.

    It may go on over pages, until another header or another box of labels comes.
    """
    at = begin
    while at < len(rows):
        row, before = rows[at], rows[at - 1]
        pitch = max(before.height, row.height, 1.0)
        if row.page == before.page and row.top - before.top > _TABLE_GAP * pitch:
            break
        if head_at(rows, labels, at) or _only_labels(row, labels[at]):
            break
        at += 1
    return at


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


_CODES = frozenset({Field.SKU, Field.OUR_SKU, Field.MAKER_SKU, Field.ITEM})
_CODED = _CODES | ORDERS
HEADINGS = ORDERS | {Field.TRACKING, Field.PRO, Field.BOL}
"""What a line between the rows of a table may announce for the rows that follow."""


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


def _logical(
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


def joined(rows: Sequence[TableRow]) -> TableRow:
    """Return several lines as one row."""
    cells: dict[int, tuple[Run, ...]] = {}
    for row in rows:
        for index, lines in row.cells.items():
            cells[index] = cells.get(index, ()) + lines
    visual = tuple(sorted({n for row in rows for n in row.visual}))
    return TableRow(visual, dict(sorted(cells.items())))


def settled(table: Layout) -> Layout:
    """Decide by their content what columns are whose heading says too little."""
    columns = list(table.columns)
    for index in table.indexes(Field.OTHER_DATE):
        if _delivers(table, index):
            columns[index] = columns[index]._replace(field=Field.SHIPPED)
    unsure = (Field.ITEM, Field.LINE, Field.SKU, Field.SHIPPED)
    for index in table.indexes(*unsure):
        texts = [_text(row, index) for row in table.rows if row.cells.get(index)]
        columns[index] = columns[index]._replace(
            field=_settled(columns[index].field, texts, table)
        )
    return table._replace(columns=tuple(columns))


def _delivers(table: Layout, index: int) -> bool:
    """Say whether a column headed "Delivered" tells how many, and not when."""
    cells = [row.cells[index] for row in table.rows if row.cells.get(index)]
    said = phrase(table.columns[index].text) == ("delivered",)
    beside = table.has(Field.ORDERED) and not table.has(Field.SHIPPED)
    return said and beside and bool(cells) and all(counts(c[0]) for c in cells)


def _settled(field: Field | None, texts: Sequence[str], table: Layout) -> Field | None:
    if field is Field.ITEM:
        if not texts:
            return Field.ITEM
        if (
            all(t.isdigit() for t in texts)
            and [int(t) for t in texts] == list(range(1, len(texts) + 1))
            and (
                table.has(Field.SKU, Field.OUR_SKU, Field.MAKER_SKU, Field.DESCRIPTION)
            )
        ):
            return Field.LINE
        if all(map(code_shaped, texts)) and any(map(code_like, texts)):
            return Field.SKU
        return Field.DESCRIPTION
    if field is Field.SHIPPED and texts and all(_is_day(text) for text in texts):
        return Field.SHIP_DATE
    return field


def _is_day(text: str) -> bool:
    """Say whether a cell is a date and nothing else; which day does not matter.

    >>> _is_day("11/20/2026"), _is_day("Nov 20, 2026"), _is_day("12")
    (True, True, False)
    """
    found = dates_in(text, None)
    return len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))


def _text(row: TableRow, index: int) -> str:
    return " ".join(run.text for run in row.cells[index])
