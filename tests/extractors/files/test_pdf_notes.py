"""What is laid on a page is part of it: fields, stamps, notes, strokes."""

from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)
from reportlab.pdfgen.canvas import Canvas

from extractors.codes import Reason
from extractors.digests import content_digest
from extractors.files.pdf import PdfText, read_pdf
from extractors.files.pictures import page_picture

LINE = "PO Number: 48345"
BOX = (72, 690, 300, 716)
"""Around the line."""


def page(**field: str) -> bytes:
    """Return a page with one line, and under it a field to be filled in."""
    out = BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 700, LINE)
    if field:
        form = {"name": "f", "x": 72, "y": 500, "width": 300, "height": 20}
        canvas.acroForm.textfield(**form, **field)
    canvas.save()
    return out.getvalue()


ASIDE = (400, 500, 420, 520)


def noted(
    kind: str,
    *,
    drawn: str = "",
    flags: int = 4,
    box: tuple[int, int, int, int] = BOX,
    **entries: str,
) -> bytes:
    """Lay a note over the line.

    Args:
        kind: Such as ``Stamp``.
        drawn: What it draws, in the page's operators; nothing where it is empty.
        box: Where it lies.
        flags: 2 hides it, 4 prints it, 32 keeps it from the screen.
        entries: What it says.
    """
    writer = PdfWriter(clone_from=PdfReader(BytesIO(page())))
    numbers = [FloatObject(n) for n in box]
    x0, y0, x1, y1 = numbers
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject(f"/{kind}"),
            NameObject("/Rect"): ArrayObject(numbers),
            NameObject("/QuadPoints"): ArrayObject([x0, y1, x1, y1, x0, y0, x1, y0]),
            NameObject("/F"): NumberObject(flags),
        }
    )
    note.update({NameObject(f"/{k}"): TextStringObject(v) for k, v in entries.items()})
    if drawn:
        form = DecodedStreamObject()
        form.set_data(drawn.encode())
        form[NameObject("/Subtype")] = NameObject("/Form")
        form[NameObject("/BBox")] = ArrayObject(numbers)
        form[NameObject("/Resources")] = writer.pages[0]["/Resources"]
        normal = {NameObject("/N"): writer._add_object(form)}
        note[NameObject("/AP")] = DictionaryObject(normal)
    laid = ArrayObject([writer._add_object(note)])
    writer.pages[0][NameObject("/Annots")] = laid
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def text(read: PdfText) -> str:
    return " ".join(word.text for word in read.pages[0].words)


def test_a_filled_field_is_read_where_it_stands() -> None:
    read = read_pdf(page(value="1Z5R89390357567127"))
    [word] = [w for w in read.pages[0].words if w.text.startswith("1Z")]

    assert text(read) == f"{LINE} 1Z5R89390357567127"
    assert 72 < word.x0 < word.x1 < 372
    assert read.issues == ()


def test_a_filled_field_is_drawn_as_well() -> None:
    """A person is shown the page with a box around the value."""
    empty, filled = page(value=" "), page(value="1Z5R89390357567127")
    pictures = [page_picture(c, content_digest(c), 1) for c in (empty, filled)]

    assert pictures[0] != pictures[1]


def test_a_hidden_field_is_not() -> None:
    read = read_pdf(page(value="1Z5R89390357567127", annotationFlags="hidden"))

    assert (text(read), read.issues) == (LINE, ())


STAMP = "BT /F1 12 Tf 200 700 Td (VOID) Tj ET"


@pytest.mark.parametrize("kind", ["Stamp", "FreeText", "Watermark"])
def test_the_words_of_a_stamp_are_read(kind: str) -> None:
    read = read_pdf(noted(kind, drawn=STAMP, Contents="VOID"))

    assert text(read) == f"{LINE} VOID"
    assert read.issues == ()


@pytest.mark.parametrize("flags", [2, 32])
def test_a_stamp_that_is_not_shown_says_nothing(flags: int) -> None:
    read = read_pdf(noted("Stamp", drawn=STAMP, flags=flags, Contents="VOID"))

    assert (text(read), read.issues) == (LINE, ())


@pytest.mark.parametrize(
    ("kind", "entries"),
    [
        ("FreeText", {"Contents": "not shipped"}),
        ("Text", {"Contents": "not \n shipped "}),
        ("Stamp", {"Name": "not shipped"}),
        ("Widget", {"V": "not shipped"}),
    ],
)
def test_what_only_some_viewers_show_is_said(
    kind: str, entries: dict[str, str]
) -> None:
    read = read_pdf(noted(kind, box=ASIDE, **entries))
    [issue] = read.issues

    assert issue.code is Reason.INCOMPLETE_READING
    assert issue.detail.endswith("that is not drawn: not shipped")
    assert text(read) == LINE


@pytest.mark.parametrize(
    ("kind", "entries"),
    [
        ("Link", {"Contents": "https://a.example"}),
        ("Text", {"Contents": " "}),
        ("Widget", {"V": "Off"}),
        ("Highlight", {"Contents": "checked by Ann"}),
    ],
)
def test_what_says_nothing_is_none(kind: str, entries: dict[str, str]) -> None:
    read = read_pdf(noted(kind, box=ASIDE, **entries))

    assert (text(read), read.issues) == (LINE, ())


def test_a_line_that_a_person_struck_is_struck() -> None:
    read = read_pdf(noted("StrikeOut", drawn="1 w 141 704 m 178 704 l S"))
    [word] = read.issues[0].detail.split(": ", 1)[1:]

    assert (text(read), word) == ("PO Number:", "48345")


def test_words_under_a_note_are_hidden() -> None:
    x0, y0, x1, y1 = BOX
    cover = f"1 1 1 rg {x0} {y0} {x1 - x0} {y1 - y0} re f 0 g {STAMP}"
    read = read_pdf(noted("Stamp", drawn=cover))
    [issue] = read.issues

    assert text(read) == "VOID"
    assert issue.code is Reason.HIDDEN_TEXT
    assert "48345" in issue.detail
