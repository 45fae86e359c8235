"""What a PDF holds besides words: files, metadata, ruling lines."""

import io

import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
    TextStringObject,
)
from reportlab.pdfgen.canvas import Canvas

from extractors.files.documents import Source, read_documents
from extractors.files.pdf_rules import plumbed_words, rules
from extractors.files.pdf_structure import structure

XML = b"<?xml version='1.0'?><Invoice/>"


def drawn(turn: int = 0) -> bytes:
    """Return a page of 400 by 200 points with a frame, a line and two words."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 200))
    canvas.setTitle("Invoice 7")
    canvas.drawString(60, 150, "SKU")
    canvas.drawString(260, 150, "Qty")
    canvas.rect(50, 40, 300, 120)
    canvas.line(200, 40, 200, 160)
    canvas.rect(50, 100, 300, 1, fill=1)
    canvas.setPageRotation(turn)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def with_file(name: str = "factur-x.xml", content: bytes = XML) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(drawn()))
    writer.add_attachment(name, content)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_structure() -> None:
    found = structure(with_file())

    assert (found.encrypted, found.pages, found.problem) == (False, 1, "")
    assert ("Title", "Invoice 7") in found.metadata
    assert [(a.name, a.content) for a in found.attachments] == [("factur-x.xml", XML)]


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", drawn()[:300]])
def test_a_broken_structure_is_named(content: bytes) -> None:
    assert structure(content).problem


def test_files_in_a_pdf_are_documents() -> None:
    documents = read_documents(Source(with_file(), "a.pdf")).documents

    assert [(d.name, d.media_type) for d in documents] == [
        ("a.pdf", "application/pdf"),
        ("factur-x.xml", "application/xml"),
    ]


def test_files_in_a_file_in_a_pdf_stay_closed() -> None:
    inner = with_file("c.csv", b"SKU,Qty\nAB-1,2\n")

    documents, issues, _ = read_documents(Source(with_file("b.pdf", inner), "a.pdf"))

    assert [d.name for d in documents] == ["a.pdf", "b.pdf"]
    assert [i.detail for i in issues] == ["b.pdf: 1 file(s) in it were not opened"]


def test_the_xml_of_an_invoice_in_a_pdf_is_read() -> None:
    documents = read_documents(
        Source(with_file("b.pdf", with_file()), "a.pdf")
    ).documents

    assert [d.name for d in documents] == ["a.pdf", "b.pdf", "factur-x.xml"]


@pytest.mark.parametrize("turn", [0, 90])
def test_rules_are_lines_as_displayed(turn: int) -> None:
    found = rules(drawn(turn), 1)
    upright = [(r.x0, r.top, r.bottom) for r in found if r.upright]
    level = [(r.top, r.x0, r.x1) for r in found if not r.upright]
    lines, others = (upright, level) if turn == 0 else (level, upright)

    # A line has the width of its stroke.
    assert any(line == pytest.approx((200, 40, 160), abs=1.5) for line in lines)
    assert (len(lines), len(others)) == (3, 3)


def test_another_splitter_finds_the_same_words() -> None:
    assert [w.text for w in plumbed_words(drawn(), 1)] == ["SKU", "Qty"]


def with_pinned(*files: tuple[str, bytes], listed: bool = False) -> bytes:
    """Return a page to which files are pinned, as well as listed if asked for."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(drawn()))
    for name, content in files:
        stream = StreamObject()
        stream.set_data(content)
        place = writer._add_object(stream)  # no public way to make one
        file = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Filespec"),
                NameObject("/UF"): TextStringObject(name),
                NameObject("/EF"): DictionaryObject({NameObject("/F"): place}),
            }
        )
        note = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/FileAttachment"),
                NameObject("/Rect"): ArrayObject(map(FloatObject, (10, 10, 20, 20))),
                NameObject("/FS"): file,
            }
        )
        writer.add_annotation(0, note)
        if listed:
            writer.add_attachment(name, content)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("listed", [False, True])
def test_files_pinned_to_a_page_are_documents_once(*, listed: bool) -> None:
    content = with_pinned(("a.xml", XML), ("b.txt", b"PO 4711"), listed=listed)

    documents, issues, _ = read_documents(Source(content, "a.pdf"))

    assert [d.name for d in documents] == ["a.pdf", "a.xml", "b.txt"]
    assert {d.within for d in documents[1:]} == {documents[0].sha256}
    assert not [i for i in issues if "not opened" in i.detail]


def test_pinned_files_that_are_not_opened_are_counted() -> None:
    content = with_pinned(*((f"{n}.txt", b"%d" % n) for n in range(53)))

    _, issues, _ = read_documents(Source(content, "a.pdf"))

    assert [i.detail for i in issues] == ["a.pdf: 3 file(s) in it were not opened"]
