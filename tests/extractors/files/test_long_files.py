"""Of what is longer than is read the beginning is read, and it is said."""

import io
from collections.abc import Callable

import openpyxl
import pytest

from extractors.codes import Reason
from extractors.files import media
from extractors.files.documents import read_documents
from extractors.files.grid import MAX_LINES, MAX_WORDS
from extractors.files.sheets import MAX_COLUMNS
from extractors.files.source import Source


def workbook(rows: int, columns: int = 2) -> bytes:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for number in range(rows):
        sheet.append([f"A-{number}", *range(columns - 1)])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def delimited(rows: int, columns: int = 2, cell: str = "1") -> bytes:
    return "\n".join([",".join([cell] * columns)] * rows).encode()


def text(rows: int) -> bytes:
    return ("some words\n" * rows).encode()


def markup(rows: int) -> bytes:
    return ("<html><body>" + "<p>word" * (rows // 2 + 1)).encode()


def told(content: bytes, declared: str = "", *, body: bool = False) -> list[str]:
    """Return why a file is too large, if it is."""
    source = Source(content, "" if body else "file", declared=declared, body=body)
    read = read_documents(source)
    return [issue.detail for issue in read.issues if issue.code is Reason.TOO_LARGE]


@pytest.mark.parametrize(
    "made", [pytest.param(workbook, marks=pytest.mark.slow), delimited]
)
def test_a_sheet_of_more_rows_than_are_read_says_so(
    made: Callable[[int], bytes],
) -> None:
    assert told(made(MAX_LINES)) == []

    [detail] = told(made(MAX_LINES + 1))
    assert "12,000 rows" in detail


@pytest.mark.parametrize("made", [workbook, delimited])
def test_a_sheet_of_more_columns_than_are_read_says_so(
    made: Callable[[int, int], bytes],
) -> None:
    assert told(made(3, MAX_COLUMNS)) == []

    [detail] = told(made(3, MAX_COLUMNS + 1))
    assert "100 columns" in detail


def test_empty_columns_at_its_end_are_not_missed() -> None:
    rows = ",".join(["1", "2", *[""] * MAX_COLUMNS])

    assert told(f"{rows}\n{rows}\n".encode()) == []


def test_a_sheet_of_more_words_than_fit_on_a_page_says_so() -> None:
    cell = "word " * 50
    rows = MAX_WORDS // 100

    assert told(delimited(rows - 1, 2, cell)) == []
    assert len(told(delimited(rows, 2, cell))) == 1


def test_a_text_of_more_lines_than_fit_on_a_page_says_so() -> None:
    assert told(text(MAX_LINES), media.TEXT, body=True) == []
    assert len(told(text(MAX_LINES + 1), media.TEXT, body=True)) == 1


def test_mark_up_of_more_lines_than_fit_on_a_page_says_so() -> None:
    assert told(markup(100), media.HTML, body=True) == []
    assert len(told(markup(2 * MAX_LINES), media.HTML, body=True)) == 1
