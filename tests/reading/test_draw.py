"""Pages drawn in the confined child: whole, found in what holds them, never fatal."""

from collections.abc import Iterator
from email.message import EmailMessage
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from reportlab.pdfgen.canvas import Canvas

from agent.reading.confined import ConfinedReader
from agent.reading.protocol import decode_picture, encode_picture
from extractors.digests import content_digest
from extractors.files.pictures import MAX_BYTES
from extractors.values import Picture


def pdf(width: float = 200, height: float = 100, turned: int = 0) -> bytes:
    """Return two pages, the first with a red square in its upper left corner."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(width, height), invariant=1)
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, height - 20, 20, 20, stroke=0, fill=1)
    canvas.setPageRotation(turned)
    canvas.showPage()
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def mail(content: bytes) -> bytes:
    message = EmailMessage()
    message["From"] = "a@b.example"
    message.set_content("See attached.")
    message.add_attachment(content, "application", "pdf", filename="a.pdf")
    return bytes(message)


def archive(content: bytes) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as zipped:
        zipped.writestr("a.pdf", content)
    return out.getvalue()


@pytest.fixture(scope="module")
def reader() -> Iterator[ConfinedReader]:
    made = ConfinedReader()
    yield made
    made.close()


def pixel(picture: Picture, x: int, y: int) -> tuple[int, ...]:
    at = 3 * (y * picture.width + x)
    return tuple(picture.pixels[at : at + 3])


@pytest.mark.parametrize("held", [bytes, mail, archive, lambda c: mail(archive(c))])
def test_a_page_is_drawn_wherever_its_document_lies(
    reader: ConfinedReader, held: object
) -> None:
    content = pdf()
    picture = reader.draw(held(content), "", content_digest(content), 1)  # type: ignore[operator]  # each takes bytes

    assert picture is not None
    assert (picture.width, picture.height) == (350, 175)
    assert pixel(picture, 5, 5) == (255, 0, 0)
    assert pixel(picture, 340, 170) == (255, 255, 255)


def test_a_turned_page_is_drawn_as_displayed(reader: ConfinedReader) -> None:
    """The sheet is upright, 100 by 200 points; its left side is shown on top."""
    content = pdf(turned=90)
    picture = reader.draw(content, "", content_digest(content), 1)

    assert picture is not None
    assert (picture.width, picture.height) == (350, 175)
    assert pixel(picture, 157, 17) == (255, 0, 0)
    assert pixel(picture, 5, 5) == (255, 255, 255)


def test_a_large_page_is_drawn_smaller(reader: ConfinedReader) -> None:
    content = pdf(14_000, 9_000)
    picture = reader.draw(content, "", content_digest(content), 1)

    assert picture is not None
    assert len(picture.pixels) <= MAX_BYTES


@pytest.mark.parametrize(
    ("content", "page"),
    [
        pytest.param(pdf(), 3, id="no such page"),
        pytest.param(pdf(), 0, id="pages count from 1"),
        pytest.param(b"%PDF-1.7\nbroken", 1, id="damaged"),
        pytest.param(b"a mail", 1, id="no PDF"),
    ],
)
def test_what_cannot_be_drawn_is_none(
    reader: ConfinedReader, content: bytes, page: int
) -> None:
    assert reader.draw(content, "", content_digest(content), page) is None


def test_another_document_is_none(reader: ConfinedReader) -> None:
    assert reader.draw(pdf(), "", content_digest(b"other"), 1) is None


def test_the_child_reads_on_after_drawing(reader: ConfinedReader) -> None:
    content = pdf()
    reader.draw(content, "", content_digest(content), 1)

    assert reader.read(b"From: a@b.example\n\nhello", "").fault == ""


@pytest.mark.parametrize(
    "data", [b"", b"\0" * 8, encode_picture(Picture(2, 2, b"\0" * 12))[:-1]]
)
def test_sizes_that_do_not_agree_are_no_picture(data: bytes) -> None:
    assert decode_picture(data) is None


def test_a_picture_survives_the_pipe() -> None:
    picture = Picture(2, 1, b"abcdef")

    assert decode_picture(encode_picture(picture)) == picture
