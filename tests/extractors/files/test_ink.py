"""What nobody sees on a page is not read, and holds whatever was read beside it."""

import os
from pathlib import Path

import pytest

from extractors.codes import Reason
from extractors.files.pdf import PdfError, PdfText, read_pdf
from extractors.reading import read
from extractors.values import Word

PRINTED = "BT /F 10 Tf 20 150 Td (PO 48960) Tj ET "
UNSEEN = "(PO 48961 qty 9) Tj ET "
AT = "20 100 Td "


WHITE = (
    b"<</Length 1/Type/XObject/Subtype/Image/Width 1/Height 1"
    b"/ColorSpace/DeviceGray/BitsPerComponent 8>>stream\n\xff\nendstream"
)


def document(content: str, *, page: str = "", catalog: str = "") -> bytes:
    """Return a PDF of one page, 300 by 200 points, with all that hiding needs."""
    stream = content.encode()
    objects = (
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<<"
        b"/Font<</F 5 0 R>>/XObject<</I 6 0 R/X 7 0 R>>/ExtGState<</G<</ca 0/CA 0>>>>"
        b"/Properties<</L 8 0 R>>>>" + page.encode() + b">>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        WHITE,
        b"<</Length %d/Type/XObject/Subtype/Form/BBox[0 0 300 200]"
        b"/Resources<</Font<</F 5 0 R>>>>>>stream\n%s\nendstream"
        % (len(HIDDEN_IN_FORM), HIDDEN_IN_FORM),
        b"<</Type/OCG/Name(x)>>",
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


HIDDEN_IN_FORM = f"BT /F 10 Tf 1 g {AT}{UNSEEN}".encode()


def words(read: PdfText) -> list[Word]:
    return [word for page in read.pages for word in page.words]


LAYER_OFF = "/OCProperties<</OCGs[8 0 R]/D<</OFF[8 0 R]/ON[]/Order[8 0 R]>>>>"
HIDDEN = {
    "white": document(f"{PRINTED}BT /F 10 Tf 1 g {AT}{UNSEEN}"),
    "nearly white": document(f"{PRINTED}BT /F 10 Tf 0.97 g {AT}{UNSEEN}"),
    "no ink": document(f"{PRINTED}BT /F 10 Tf 3 Tr {AT}{UNSEEN}"),
    "tiny": document(f"{PRINTED}BT /F 1 Tf {AT}{UNSEEN}"),
    "transparent": document(f"{PRINTED}/G gs BT /F 10 Tf {AT}{UNSEEN}"),
    "clipped": document(f"{PRINTED}q 0 0 1 1 re W n BT /F 10 Tf {AT}{UNSEEN}Q"),
    "off the page": document(f"{PRINTED}BT /F 10 Tf -900 100 Td {UNSEEN}"),
    "cropped": document(
        f"{PRINTED}BT /F 10 Tf {AT}{UNSEEN}", page="/CropBox[0 130 300 200]"
    ),
    "under a shape": document(f"{PRINTED}BT /F 10 Tf {AT}{UNSEEN}1 g 0 90 300 30 re f"),
    "under a picture": document(
        f"{PRINTED}BT /F 10 Tf {AT}{UNSEEN}q 300 0 0 30 0 90 cm /I Do Q"
    ),
    "on a layer that is off": document(
        f"{PRINTED}/OC /L BDC BT /F 10 Tf {AT}{UNSEEN}EMC", catalog=LAYER_OFF
    ),
    "blue on the same blue": document(
        f"{PRINTED}0 0 1 rg 0 90 300 30 re f BT /F 10 Tf {AT}{UNSEEN}"
    ),
    "pale yellow": document(f"{PRINTED}BT /F 10 Tf 1 1 0.8 rg {AT}{UNSEEN}"),
    "flat as a line": document(f"{PRINTED}BT /F 10 Tf 1 Tz {AT}{UNSEEN}"),
    "white in a form": document(f"{PRINTED}/X Do"),
    "white over other lines": document(
        f"{PRINTED}BT /F 10 Tf 1 g {AT}{UNSEEN}0 G 0 101 m 300 101 l S"
    ),
}


@pytest.mark.parametrize("content", HIDDEN.values(), ids=HIDDEN.keys())
def test_hidden_words_are_not_read_and_noted(content: bytes) -> None:
    seen = read_pdf(content)

    assert [word.text for word in words(seen)] == ["PO", "48960"]
    [issue] = seen.issues
    assert issue.code is Reason.HIDDEN_TEXT
    assert "48961" in issue.detail


HALVES = {
    "white last digit": "(PO 4896) Tj 1 g (0) Tj",
    "last digit without ink": "(PO 4896) Tj 3 Tr (1) Tj",
    "white first digit": "(PO ) Tj 1 g (1) Tj 0 g (4896) Tj",
    "white digit in the middle": "(PO 48) Tj 1 g (1) Tj 0 g (96) Tj",
}


@pytest.mark.parametrize("size", [6, 10, 14])
@pytest.mark.parametrize("content", HALVES.values(), ids=HALVES.keys())
def test_a_number_with_one_digit_hidden_is_not_read(content: str, size: int) -> None:
    seen = read_pdf(document(f"BT /F {size} Tf 20 150 Td {content} ET"))

    assert [word.text for word in words(seen)] == ["PO"]
    assert [issue.code for issue in seen.issues] == [Reason.HIDDEN_TEXT]


def test_a_number_whose_last_digit_is_covered_is_not_read() -> None:
    seen = read_pdf(document(f"{PRINTED}1 g 59 145 30 20 re f"))

    assert [word.text for word in words(seen)] == ["PO"]
    assert [issue.code for issue in seen.issues] == [Reason.HIDDEN_TEXT]


CELL = "q 20 145 {} 14 re W n BT /F 10 Tf 20 150 Td (Foot lamps 12 brass) Tj ET Q "


@pytest.mark.parametrize(
    ("width", "kept"),
    [
        pytest.param(100, ["Foot", "lamps", "12", "brass"], id="all of it"),
        pytest.param(78, ["Foot", "lamps", "12", "brass"], id="within a name"),
        pytest.param(54, ["Foot", "lamps"], id="within a number"),
        pytest.param(48, ["Foot", "lamps"], id="between two words"),
    ],
)
def test_what_runs_past_the_edge_of_its_cell_is_not_read(
    width: int, kept: list[str]
) -> None:
    seen = read_pdf(document(CELL.format(width)))

    assert [word.text for word in words(seen)] == kept
    assert seen.issues == ()


def test_white_words_in_a_cell_are_hidden_all_the_same() -> None:
    seen = read_pdf(
        document(f"{PRINTED}1 g {CELL.format(60)}".replace("150 Td", "120 Td", 1))
    )

    assert Reason.HIDDEN_TEXT in {issue.code for issue in seen.issues}


def test_a_cut_off_word_does_not_hide_what_stands_beyond() -> None:
    beside = "BT /F 10 Tf 66 150 Td (47) Tj ET"

    seen = read_pdf(document(CELL.format(46) + beside))

    assert [word.text for word in words(seen)] == ["Foot", "lamps", "47"]
    assert seen.issues == ()


STAMP = "0.8 g BT /F 90 Tf 10 120 Td (Copy) Tj ET 0 g "


def test_a_stamp_across_the_page_hides_nothing() -> None:
    seen = read_pdf(document(f"{STAMP}{PRINTED}"))

    assert [word.text for word in words(seen)] == ["Copy", "PO", "48960"]
    assert seen.issues == ()


def test_a_white_number_on_a_stamp_is_noted() -> None:
    seen = read_pdf(document(f"{STAMP}1 g {PRINTED}"))

    assert [issue.code for issue in seen.issues] == [Reason.HIDDEN_TEXT]


@pytest.mark.parametrize("ending", ["1 g", "3 Tr", "0.97 g"])
def test_a_number_whose_end_is_hidden_is_not_read(ending: str) -> None:
    seen = read_pdf(
        document(f"BT /F 10 Tf 20 150 Td (PO 4896) Tj {ending} (0) Tj (1) Tj ET")
    )

    assert [word.text for word in words(seen)] == ["PO"]
    assert [issue.code for issue in seen.issues] == [Reason.HIDDEN_TEXT]


def test_a_text_that_is_told_and_not_shown_is_noted() -> None:
    span = "/Span<</ActualText({})>>BDC BT /F 10 Tf 20 150 Td ({}) Tj ET EMC"

    told = read_pdf(document(span.format("PO 48961", "PO 48960")))
    assert [issue.code for issue in told.issues] == [Reason.HIDDEN_TEXT]
    assert read_pdf(document(span.format("-", "*") + f" {PRINTED}")).issues == ()


def test_words_that_stand_on_each_other_are_noted() -> None:
    seen = read_pdf(document(f"{PRINTED}BT /F 10 Tf 1 g 20 150 Td (AB 17171) Tj ET"))

    assert [issue.code for issue in seen.issues] == [Reason.HIDDEN_TEXT]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(PRINTED, id="black"),
        pytest.param(f"{PRINTED}{PRINTED}", id="printed twice"),
        pytest.param(f"0 g 0 140 300 30 re f 1 g {PRINTED}", id="white on black"),
        pytest.param(f"0.6 g {PRINTED}", id="grey"),
        pytest.param(f"1 0.2 0.2 rg {PRINTED}", id="red"),
        pytest.param(
            f"0 0 1 rg 0 130 300 50 re f 0.37 0 0 rg {PRINTED}", id="as grey as blue"
        ),
        pytest.param(f"1 Tr 0.3 w {PRINTED}", id="outlined"),
        pytest.param(f"0 1 -1 0 200 0 cm {PRINTED}", id="turned"),
        pytest.param("BT /F 4 Tf 20 150 Td (PO 48960) Tj ET", id="small print"),
        pytest.param("BT /F 10 Tf 1 Tc 20 150 Td (PO 48960) Tj ET", id="spaced"),
        pytest.param("BT /F 10 Tf 20 150 Td (A_1 B-2 ... , - 1.0) Tj ET", id="signs"),
        pytest.param(f"{PRINTED}BT /F 10 Tf 20 138 Td (12,5) Tj ET", id="tight lines"),
    ],
)
def test_what_is_seen_is_read(content: str) -> None:
    for turn in (0, 90, 180, 270):
        page = document(content, page=f"/Rotate {turn}")

        looked, unlooked = read_pdf(page), read_pdf(page, look=False)
        assert looked.issues == ()
        assert words(looked) == words(unlooked) != []


def test_a_page_of_nothing_but_hidden_words_is_not_read() -> None:
    with pytest.raises(PdfError) as caught:
        read_pdf(document(f"BT /F 10 Tf 1 g {AT}{UNSEEN}"))

    assert caught.value.reason is Reason.HIDDEN_TEXT


def test_every_record_of_the_document_carries_the_issue() -> None:
    lines = (
        "PACKING SLIP",
        "Purchase Order: 48960",
        "Carrier: UPS",
        "Tracking Number: 1Z5R89390357567127",
        "SKU        Description      Qty Shipped",
        "AB-1234    Desk lamp        2",
    )
    text = "".join(
        f"BT /F 8 Tf 20 {180 - 14 * n} Td ({line}) Tj ET "
        for n, line in enumerate(lines)
    )
    sound = read(document(text), "slip.pdf")
    hiding = read(document(f"{text}BT /F 8 Tf 1 g 20 20 Td {UNSEEN}"), "slip.pdf")

    [record] = sound.extractions
    assert Reason.HIDDEN_TEXT not in {issue.code for issue in record.issues}
    [held] = hiding.extractions
    assert Reason.HIDDEN_TEXT in {issue.code for issue in held.issues}
    assert [d.issues for d in hiding.documents] == [hiding.issues]


CORPORA = os.environ.get("NIGHTCLERK_CORPORA")


@pytest.mark.corpora
@pytest.mark.slow
@pytest.mark.skipif(not CORPORA, reason="real documents are not here")
@pytest.mark.parametrize(
    ("folder", "held"), [("invoices-xml", 2), ("invoices-vrdu", 1)]
)
def test_hardly_a_word_of_real_invoices_is_taken_for_hidden(
    folder: str, held: int
) -> None:
    """What is held has white words, or words under a shape: it was looked at."""
    count = dropped = flagged = 0
    for file in sorted(Path(CORPORA or "", folder).rglob("*.pdf")):
        content = file.read_bytes()
        try:
            every = len(words(read_pdf(content, look=False)))
        except PdfError:  # a scan
            continue
        count += every
        seen = read_pdf(content)
        dropped += every - len(words(seen))
        flagged += Reason.HIDDEN_TEXT in {issue.code for issue in seen.issues}

    assert count > 10_000
    assert dropped / count < 0.002
    assert flagged <= held


ON = "BT /F 10 Tf 20 150 Td "
COVER = "1 g 0 {} 300 {} re f 0 g "
PILES = {
    "under a cover with another number on it": (
        f"{PRINTED}{COVER.format(140, 30)}{ON}(PO 17171) Tj ET",
        ["PO", "PO", "17171"],
    ),
    "under half a cover with another number on it": (
        f"{PRINTED}{COVER.format(154, 20)}{ON}(PO 17171) Tj ET",
        ["PO", "PO"],
    ),
    "two numbers on each other": (f"{PRINTED}{ON}(PO 17171) Tj ET", ["PO", "PO"]),
    "a white number on another one": (
        f"{PRINTED}1 g {ON}(PO 17171) Tj ET",
        ["PO", "48960", "PO"],
    ),
}


@pytest.mark.parametrize(("content", "kept"), PILES.values(), ids=PILES.keys())
def test_of_numbers_in_one_place_only_what_can_be_read_is(
    content: str, kept: list[str]
) -> None:
    seen = read_pdf(document(content))

    assert [word.text for word in words(seen)] == kept
    assert [issue.code for issue in seen.issues] == [Reason.HIDDEN_TEXT]


def test_the_same_number_twice_is_bold() -> None:
    seen = read_pdf(document(f"{PRINTED}{PRINTED.replace('20 150', '20.2 150')}"))

    assert {word.text for word in words(seen)} == {"PO", "48960"}
    assert seen.issues == ()
