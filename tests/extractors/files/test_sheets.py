"""Sheets and archives: rows with their places, and bounds."""

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill

from extractors.codes import Reason
from extractors.files.archive import ArchiveError, members
from extractors.files.sheets import Sheet, SheetError, delimiter_of, read_csv, read_xlsx
from extractors.reading import read
from extractors.values import ShipNotice

ONE, OTHER = "1Z999AA10123456784", "1Z5R89390357567127"


def rows(sheet: Sheet) -> list[list[str]]:
    return [[c.text for c in row] for table in sheet.tables for row in table.rows]


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("PO,SKU,Qty\n1,A,2\n", ","),
        ("PO;SKU;Qty\n1;A;2,5\n", ";"),
        ("PO\tSKU\n1\tA\n", "\t"),
        ("PO|SKU\n1|A\n", "|"),
        ('PO,Name\n1,"Shelf, white"\n', ","),
        ("Daily report\n\nPO,SKU,Qty\n1,A,2\n", ","),
        ('Acme, Inc.\nFor;Me\nPO;SKU;Qty\n1;"A;B";2\n2;C;\n', ";"),
        ("Daily report\nPO,SKU\n1,A\n", None),
        ("Daily report\nPO,SKU,Qty\n1,A,2\nEnd\n", None),
        ("Hello,\nwe sent A, B, and C\nby UPS, FedEx, or USPS\n", None),
        ("Hello,\nA,B,\nC,D,E\n", None),
        ("A,B,C,D\nPO,SKU,Qty\n1,A,2\n", None),
        ("title\n" * 13 + "PO,SKU,Qty\n1,A,2\n", None),
        ("Dear all,\nplease find attached, as always, the list.\n", None),
        ("one line, no table", None),
        ("", None),
    ],
)
def test_a_delimiter_splits_every_line_alike(text: str, mark: str | None) -> None:
    assert delimiter_of(text) == mark


def test_rows_of_delimited_text() -> None:
    sheet = read_csv('PO,Name\n1,"Shelf, white"\n\n2,\n', ",")

    assert rows(sheet) == [["PO", "Name"], ["1", "Shelf, white"], ["2"]]
    assert sheet.text == "PO\tName\n1\tShelf, white\n\n2"
    [page] = sheet.pages
    # Columns line up, whatever their width.
    assert {w.x0 for w in page.words if w.text in {"Name", "Shelf,"}} == {4.0}


@given(
    st.lists(st.lists(st.text(alphabet='ab ,"\n;', max_size=5), max_size=4), max_size=5)
)
def test_every_cell_stands_where_it_says(cells: list[list[str]]) -> None:
    sheet = read_csv("\n".join(",".join(row) for row in cells), ",")

    for table in sheet.tables:
        for row in table.rows:
            for cell in row:
                end = cell.offset + len(cell.text)
                assert sheet.text[cell.offset : end] == cell.text


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["PO", "Qty", "Shipped", "Price", "Partial"])
    sheet.append([48960, 2.0, datetime(2026, 11, 20), 19.95, True])  # noqa: DTZ001  # a cell knows no zone
    book.create_sheet("hidden").append(["secret"])
    book["hidden"].sheet_state = "hidden"
    book.create_sheet("more").append(["a", None, "c"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_cells_of_a_workbook_read_as_they_look() -> None:
    assert rows(read_xlsx(workbook())) == [
        ["PO", "Qty", "Shipped", "Price", "Partial"],
        ["48960", "2", "2026-11-20", "19.95", "True"],
        ["a", "", "c"],
    ]


@pytest.mark.parametrize("content", [b"PK\x03\x04 no archive", workbook()[:-200]])
def test_a_damaged_workbook_has_a_reason(content: bytes) -> None:
    with pytest.raises(SheetError) as caught:
        read_xlsx(content)

    assert caught.value.reason is Reason.DAMAGED


def archive(*names: str, content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in names:
            target.writestr(name, content)
    return out.getvalue()


def test_names_in_an_archive_are_text() -> None:
    found = list(members(archive("../../etc/a.txt", "folder/", "b.pdf")))

    assert [(m.name, m.content) for m in found] == [
        ("../../etc/a.txt", b"x"),
        ("b.pdf", b"x"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(
            archive(*(str(n) for n in range(201))), Reason.TOO_LARGE, id="many files"
        ),
        pytest.param(
            archive("a", content=bytes(26 << 20)), Reason.TOO_LARGE, id="a large file"
        ),
        pytest.param(
            archive("a", "b", "c", content=bytes(21 << 20)),
            Reason.TOO_LARGE,
            id="large together",
        ),
        pytest.param(archive("a")[:-10], Reason.DAMAGED, id="cut off"),
        pytest.param(
            archive("a", content=b"some text")[:40].ljust(50, b"?") + archive("a")[50:],
            Reason.DAMAGED,
            id="broken inside",
        ),
    ],
)
def test_an_archive_out_of_bounds_has_a_reason(content: bytes, reason: Reason) -> None:
    with pytest.raises(ArchiveError) as caught:
        list(members(content))

    assert caught.value.reason is reason


def changed(change: Callable[[Any], None]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["PO", "SKU", "Qty"], ["17", "A-1", 4], ["18", "A-2", 5]):
        sheet.append(row)
    change(sheet)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def hide_row(sheet: Any) -> None:
    sheet.row_dimensions[3].hidden = True


def hide_column(sheet: Any) -> None:
    sheet.column_dimensions["C"].hidden = True


def whiten(sheet: Any) -> None:
    sheet["B3"].font = Font(color="FFFFFFFF")


def unformat(sheet: Any) -> None:
    sheet["B3"].number_format = ";;;"


def strike(sheet: Any) -> None:
    sheet["C3"].font = Font(strike=True)


def strike_a_part(sheet: Any) -> None:
    sheet["B3"] = CellRichText(TextBlock(InlineFont(strike=True), "A-1"), " A-2")


def make_bold(sheet: Any) -> None:
    sheet["B3"] = CellRichText(TextBlock(InlineFont(b=True), "A"), "-2")


def calculate(sheet: Any) -> None:
    sheet["C3"] = "=2+3"


def whiten_head(sheet: Any) -> None:
    for cell in sheet[1]:
        cell.font = Font(color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor="FF203864")


@pytest.mark.parametrize(
    ("change", "last", "codes"),
    [
        (hide_row, ["17", "A-1", "4"], {Reason.HIDDEN_TEXT}),
        (hide_column, ["18", "A-2"], {Reason.HIDDEN_TEXT}),
        (whiten, ["18", "", "5"], {Reason.HIDDEN_TEXT}),
        (unformat, ["18", "", "5"], {Reason.HIDDEN_TEXT}),
        (strike, ["18", "A-2"], {Reason.INCOMPLETE_READING}),
        (strike_a_part, ["18", "", "5"], {Reason.INCOMPLETE_READING}),
        (make_bold, ["18", "A-2", "5"], set()),
        (calculate, ["18", "A-2", "#?"], set()),
        (whiten_head, ["18", "A-2", "5"], set()),
    ],
)
def test_a_workbook_is_read_as_it_is_shown(
    change: Callable[[Any], None], last: list[str], codes: set[Reason]
) -> None:
    sheet = read_xlsx(changed(change))

    assert rows(sheet)[-1] == last
    assert {issue.code for issue in sheet.issues} == codes


def test_an_order_that_a_formula_leaves_open_is_not_the_one_above() -> None:
    def change(sheet: Any) -> None:
        sheet["A3"] = "=17+1"
        sheet["D1"], sheet["D2"], sheet["D3"] = "Tracking", ONE, OTHER

    [read_] = read(changed(change), "sheet.xlsx").extractions

    assert isinstance(read_.record, ShipNotice)
    assert [t.number.value for t in read_.record.tracking] == [ONE]
    assert Reason.PO_MISSING in {issue.code for issue in read_.issues}


@pytest.mark.parametrize(
    ("mark", "last"),
    [("<strike/>", ["18", "", "5"]), ('<strike val="0"/>', ["18", "A-2", "5"])],
)
def test_words_that_are_struck_in_a_shared_text(mark: str, last: list[str]) -> None:
    file, out = io.BytesIO(changed(lambda _: None)), io.BytesIO()
    with zipfile.ZipFile(file) as book, zipfile.ZipFile(out, "w") as copy:
        for name in book.namelist():
            run = f"<r><rPr>{mark}</rPr><t>A-2</t></r>"
            copy.writestr(name, book.read(name).replace(b"<t>A-2</t>", run.encode()))

    sheet = read_xlsx(out.getvalue())

    assert rows(sheet)[-1] == last
    assert bool(sheet.issues) is (last[1] == "")
