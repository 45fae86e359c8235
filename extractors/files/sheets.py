"""CSV and XLSX → tab-separated text with the rows as a table."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time
from typing import Any, NamedTuple

from extractors.codes import Reason
from extractors.files.archive import ArchiveError, check
from extractors.files.grid import MAX_LINES, MAX_WORDS, text_page, words_in
from extractors.files.sheet_marks import Marks, Shown, Styles, marks_of, styles_of
from extractors.values import Cell, Issue, Page, Table

MAX_COLUMNS = 100
MAX_CELL = 1_000
"""Characters."""
_DELIMITERS = ",;\t|"
_SNIFFED = 30
"""Lines on which a delimiter must agree."""
_ABOVE = 12
"""Lines that may stand above a table's head."""
_PLAIN = 3
"""Columns of a table that is one below a title as well."""
_GAP = 2
_EXACT = 1e15
"""Beyond it a float no longer holds every digit."""


class SheetError(Exception):
    """The file gives no rows; *reason* says why."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class Sheet(NamedTuple):
    """Rows as text: cells tab-separated, and where each begins."""

    text: str
    pages: tuple[Page, ...]
    tables: tuple[Table, ...]
    cut: bool
    """There were more rows or columns than are read."""
    issues: tuple[Issue, ...] = ()
    """What of it is not shown, and therefore not read."""


def delimiter_of(text: str) -> str | None:
    """Return the character that splits every line alike; None if this is no table.

    Above the table a few narrower lines may stand: the title of a report, and whose.
    """
    lines = [line for line in text.split("\n", _SNIFFED)[:_SNIFFED] if line.strip()]
    best: tuple[int, str] | None = None
    for mark in _DELIMITERS:
        try:
            rows = list(csv.reader(lines, delimiter=mark))
        except csv.Error:
            continue
        width = _width(rows)
        if width and (not best or width > best[0]):
            best = (width, mark)
    return best[1] if best else None


def _width(rows: Sequence[Sequence[str]]) -> int:
    """Return how many cells all rows of a table have; 0 if they are none."""
    width = len(rows[-1]) if rows else 0
    above = next((n for n, row in enumerate(rows) if len(row) == width), 0)
    table = rows[above:]
    if width < 2 or len(table) < 2 or any(len(row) != width for row in table):  # noqa: PLR2004  # a head and a row, of two columns
        return 0
    if not above:
        return width
    # Sentences have commas too; a table's head is whole, and has no blanks behind them.
    told = above <= _ABOVE and width >= _PLAIN and all(map(str.strip, table[0]))
    narrow = all(len(row) < width for row in rows[:above])
    typed = all(cell[:1] != " " for row in table for cell in row)
    return width if told and narrow and typed else 0


def read_csv(text: str, delimiter: str) -> Sheet:
    """Read delimited text."""
    source = io.StringIO(text.replace("\x00", ""), newline="")

    def rows() -> Iterator[list[str]]:
        try:
            yield from csv.reader(source, delimiter=delimiter)
        except csv.Error:
            return

    return _sheet([rows()])


def read_xlsx(content: bytes) -> Sheet:
    """Read the cells of every visible sheet of a workbook, formulas by their values.

    Raises:
        SheetError: It is no workbook, or its archive is too large.
    """
    import openpyxl  # type: ignore[import-untyped]  # noqa: PLC0415  # no stubs; 0.2 s that only workbooks pay

    try:
        check(content)
        book = openpyxl.load_workbook(
            io.BytesIO(content), read_only=True, data_only=True, keep_links=False
        )
    except ArchiveError as error:
        raise SheetError(error.reason, error.detail) from None
    except Exception as error:
        raise SheetError(Reason.DAMAGED, type(error).__name__) from error
    try:
        sheets = [s for s in book.worksheets if s.sheet_state == "visible"]
        styles = styles_of(book)
        shown = [Shown(_marks(s, styles)) for s in sheets]
        read = _sheet([_values(s, w) for s, w in zip(sheets, shown, strict=True)])
        return read._replace(issues=tuple(i for one in shown for i in one.issues()))
    except Exception as error:
        raise SheetError(Reason.DAMAGED, type(error).__name__) from error
    finally:
        book.close()


def _marks(sheet: Any, styles: Styles) -> Marks:
    source = sheet._get_source()  # noqa: SLF001  # openpyxl knows where it lies
    with source:
        return marks_of(source, styles, MAX_LINES + 1)


def _values(sheet: Any, shown: Shown) -> Iterator[list[str]]:
    # One more than is read, so that it is seen that there are more.
    rows = sheet.iter_rows(
        max_row=MAX_LINES + 1, max_col=MAX_COLUMNS + 1, values_only=True
    )
    for number, row in enumerate(rows, 1):
        texts = shown.row(number, [_shown(value) for value in row])
        if texts is not None:
            yield texts


def _shown(value: object) -> str:
    """Write a cell's value as a person would see it, without a format."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    if isinstance(value, datetime):
        whole_day = value.time() == time(0)
        return (
            value.date().isoformat() if whole_day else value.isoformat(" ", "minutes")
        )
    return str(value)


def _sheet(sheets: Iterable[Iterable[Sequence[str]]]) -> Sheet:
    lines: list[str] = []
    tables: list[Table] = []
    widths: list[int] = []
    at, words, cut = 0, 0, False
    for rows in sheets:
        cells: list[tuple[Cell, ...]] = []
        for row in rows:
            texts = [_one_line(text) for text in row[:MAX_COLUMNS]]
            words += sum(map(words_in, texts))
            if len(lines) >= MAX_LINES or words >= MAX_WORDS:
                cut = True
                break
            cut = cut or any(row[MAX_COLUMNS:])
            while texts and not texts[-1]:
                texts.pop()
            places, column = [], at
            for n, text in enumerate(texts):
                places.append(Cell(text, column))
                column += len(text) + 1
                if n == len(widths):
                    widths.append(0)
                widths[n] = max(widths[n], len(text))
            line = "\t".join(texts)
            lines.append(line)
            at += len(line) + 1
            if texts:
                cells.append(tuple(places))
        if cells:
            tables.append(Table(1, tuple(cells)))
    text = "\n".join(lines)
    stops, place = [], 0
    for width in widths:
        place += width + _GAP
        stops.append(place)
    return Sheet(text, (text_page(text, stops),), tuple(tables), cut)


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text[:MAX_CELL]).strip()
