"""Words of a page as displayed, and a reason wherever there are none."""

import io
import os
from pathlib import Path

import pypdf
import pytest

from extractors.codes import Reason
from extractors.files.pdf import PdfError, read_pdf
from extractors.values import Word

HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), entries, content)


def pdf(
    content: bytes, page: bytes = b"", font: bytes = HELVETICA, *more: bytes
) -> bytes:
    """Return a PDF of one page, 200 by 100 points; *more* objects count from 6."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>%s>>" % page,
        stream(content),
        font,
        *more,
    )
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\n" % (len(objects) + 1)
    return out + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(out)


def shown(text: str, x: float = 20, y: float = 80) -> bytes:
    return f"BT /F 10 Tf {x} {y} Td ({text}) Tj ET ".encode()


def words(content: bytes) -> list[Word]:
    return [word for page in read_pdf(content).pages for word in page.words]


def middle(word: Word) -> tuple[int, int]:
    return round((word.x0 + word.x1) / 2), round((word.top + word.bottom) / 2)


def test_counts_of_two_columns_drawn_at_once_are_two_words() -> None:
    drawn = pdf(b"BT /F 10 Tf 20 50 Td [(6) -4000 (6)] TJ ET")
    [page] = read_pdf(drawn).pages

    assert [word.text for word in page.words] == ["6", "6"]


def test_a_word_has_its_box_from_the_top_left() -> None:
    [po, number] = words(pdf(shown("PO 48960")))

    assert (po.text, number.text) == ("PO", "48960")
    assert po.x0 == pytest.approx(20, abs=0.5)
    assert po.top < 20 < po.bottom  # the base line is 80 from the bottom of 100
    assert 9 < po.bottom - po.top < 13  # of the font, not of the glyphs
    assert (po.top, po.bottom) == (number.top, number.bottom)
    assert po.x1 < number.x0


@pytest.mark.parametrize(
    ("turn", "size", "place"),
    [
        (0, (200, 100), (25, 16)),
        (90, (100, 200), (84, 25)),
        (180, (200, 100), (175, 84)),
        (270, (100, 200), (16, 175)),
    ],
)
def test_a_turned_page_is_read_as_displayed(
    turn: int, size: tuple[int, int], place: tuple[int, int]
) -> None:
    content = pdf(shown("48"), b"/Rotate %d" % turn)

    [page] = read_pdf(content).pages
    [word] = page.words
    assert (page.width, page.height) == size
    assert middle(word) == pytest.approx(place, abs=2)


def test_turned_letters_stay_one_word() -> None:
    up = b"BT 0 1 -1 0 50 10 Tm /F 10 Tf (48960) Tj ET"

    [word] = words(pdf(up))
    assert word.text == "48960"
    assert word.bottom - word.top > word.x1 - word.x0


def test_a_word_that_stands_on_its_head_has_its_box() -> None:
    [word] = words(pdf(b"BT -1 0 0 -1 100 50 Tm /F 10 Tf (up) Tj ET"))

    assert word.text == "up"
    assert (word.x0, word.x1) == pytest.approx((89, 100), abs=1)


def test_the_crop_box_is_the_page_and_what_lies_off_it_is_not_there() -> None:
    content = pdf(
        shown("inside", 60, 50) + shown("outside", 5, 90), b"/CropBox[50 20 150 80]"
    )

    [page] = read_pdf(content).pages
    assert (page.width, page.height) == (100, 60)
    [word] = page.words
    assert word.text == "inside"
    assert word.x0 == pytest.approx(10, abs=1)


def test_a_hyphen_at_the_end_of_a_line_is_printed() -> None:
    content = pdf(shown("SKU-", 20, 80) + shown("1234", 20, 60))

    assert [word.text for word in words(content)] == ["SKU-", "1234"]


@pytest.mark.parametrize(
    ("unicode", "text"),
    [
        ("fb01", "fi"),
        ("00ad", "-"),
        ("2011", "-"),
        ("2212", "-"),
        ("2013", "\N{EN DASH}"),
        ("d83ddce6", "\N{PACKAGE}"),
        ("00480049", "HI"),
    ],
)
def test_a_glyph_gives_the_characters_it_stands_for(unicode: str, text: str) -> None:
    font = HELVETICA[:-2] + b"/ToUnicode 7 0 R>>"
    table = f"1 beginbfchar <41> <{unicode}> endbfchar".encode()
    content = pdf(shown("xAx yz"), b"", font, stream(b""), stream(table))

    [word, other] = words(content)
    assert word.text == f"x{text}x"
    assert other.text == "yz"
    assert word.x1 < other.x0


@pytest.mark.parametrize("unicode", ["202e", "200b"])
def test_a_word_of_which_nothing_is_shown_is_none(unicode: str) -> None:
    font = HELVETICA[:-2] + b"/ToUnicode 7 0 R>>"
    table = f"2 beginbfchar <41> <{unicode}> <42> <0042> endbfchar".encode()
    drawn = shown("A" if unicode == "200b" else "AB") + shown("yz", 80)

    assert [
        w.text for w in words(pdf(drawn, b"", font, stream(b""), stream(table)))
    ] == ["yz"]


def _encrypted() -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(shown("secret"))))
    writer.encrypt("password", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


PICTURE = stream(
    b"\x80" * 3,
    b"/Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceRGB"
    b"/BitsPerComponent 8",
)
SCAN = b"q 200 0 0 100 0 0 cm /X Do Q "


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(_encrypted(), Reason.ENCRYPTED, id="a password"),
        pytest.param(b"%PDF-1.7\nnothing", Reason.DAMAGED, id="no objects"),
        pytest.param(b"", Reason.DAMAGED, id="nothing at all"),
        pytest.param(pdf(b""), Reason.SCAN_NO_TEXT, id="an empty page"),
        pytest.param(
            pdf(SCAN, b"", HELVETICA, PICTURE), Reason.SCAN_NO_TEXT, id="a picture"
        ),
    ],
)
def test_no_words_have_a_reason(content: bytes, reason: Reason) -> None:
    with pytest.raises(PdfError) as caught:
        read_pdf(content)

    assert caught.value.reason is reason


def test_text_over_a_picture_of_the_page_is_ocr() -> None:
    unseen = b"BT /F 10 Tf 3 Tr 20 80 Td (PO) Tj ET "
    picture = stream(
        b"\x10\xff\x10\xff" * 8,
        b"/Type/XObject/Subtype/Image/Width 16/Height 2/ColorSpace/DeviceGray"
        b"/BitsPerComponent 8",
    )

    read = read_pdf(pdf(SCAN + unseen, b"", HELVETICA, picture))
    assert read.ocr
    assert [w.text for page in read.pages for w in page.words] == ["PO"]
    assert [issue.code for issue in read.issues] == [Reason.OCR_ONLY]
    # A picture behind words that are printed on it is a letterhead.
    assert not read_pdf(pdf(SCAN + shown("PO"), b"", HELVETICA, picture)).ocr
    assert not read_pdf(pdf(shown("PO"))).ocr


def test_pages_beyond_the_cap_are_an_issue() -> None:
    writer = pypdf.PdfWriter()
    for _ in range(3):
        writer.append(io.BytesIO(pdf(shown("PO"))))
    out = io.BytesIO()
    writer.write(out)

    read = read_pdf(out.getvalue(), max_pages=2)
    assert [page.number for page in read.pages] == [1, 2]
    assert [issue.code for issue in read.issues] == [Reason.TOO_LARGE]
    assert read_pdf(out.getvalue(), max_pages=3).issues == ()


CORPORA = os.environ.get("NIGHTCLERK_CORPORA")


@pytest.mark.slow
@pytest.mark.corpora
@pytest.mark.skipif(not CORPORA, reason="real documents are not here")
def test_odd_files_give_words_or_a_reason() -> None:
    files = sorted(Path(CORPORA or "", "pdf-odd").rglob("*.pdf"))
    reasons: dict[str, int] = {}
    for file in files:
        try:
            read_pdf(file.read_bytes())
            reason = "read"
        except PdfError as error:
            reason = error.reason.value
        reasons[reason] = reasons.get(reason, 0) + 1

    assert sum(reasons.values()) == len(files) > 100
    assert reasons["encrypted"] == 11
    assert reasons["read"] >= 75
