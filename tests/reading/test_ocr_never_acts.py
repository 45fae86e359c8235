"""A misread digit of a scan never leads to a write: what was recognised is held."""

from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from functools import cache
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from extractors.codes import SEVERITY, Reason, Severity
from extractors.digests import content_digest
from extractors.ocr.values import Recognised, RecognisedPage
from extractors.reading import pictures, read
from extractors.values import Reading, ShipNotice, Word
from tests.night import small_world
from tests.night.stage import staged
from tests.programs import needs

needs_tesseract = needs("tesseract")
SALE = small_world.SALES[0]
ROWS = (
    ("Acme Storage", "PACKING LIST"),
    ("Customer PO:", str(SALE.number)),
    ("Ship via:", "UPS Ground"),
    ("Tracking number:", SALE.tracking),
    ("Date shipped:", "11/20/2026"),
    (),
    ("Item", "Description", "Qty ordered", "Qty shipped"),
    (SALE.sku, "Storage bin", str(small_world.ORDERED), str(small_world.SHIPPED)),
)


@cache
def printed() -> bytes:
    """Return the packing list as a vendor's system prints it."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    canvas.setFont("Helvetica", 12)
    for number, row in enumerate(ROWS):
        for x, cell in zip((60, 190, 320, 450), row, strict=False):
            canvas.drawString(x, 720 - 24 * number, cell)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


@cache
def scanned(dpi: int = 20) -> bytes:
    """Return the same page as a picture without a word."""
    page = pypdfium2.PdfDocument(printed())[0]
    out = BytesIO()
    image = page.render(scale=dpi / 72, grayscale=True).to_pil()
    image.convert("L").save(out, "PDF", resolution=dpi)
    return out.getvalue()


@cache
def words() -> tuple[Word, ...]:
    """Return what a recogniser without a fault sees."""
    [document] = read(printed(), "list.pdf").documents
    return document.pages[0].words


def recognised(seen: tuple[Word, ...]) -> Reading:
    place = content_digest(scanned()), 1
    pages = Recognised({place: RecognisedPage(seen)})
    return read(scanned(), "list.pdf", recognised=pages)


def held(reading: Reading) -> Iterator[bool]:
    """Yield of each record whether it waits for a person as read off a picture."""
    for extraction in reading.extractions:
        if extraction.record is not None:
            yield Reason.OCR_ONLY in {issue.code for issue in extraction.issues}


def test_what_is_recognised_is_read_as_if_it_was_printed() -> None:
    """The control: the same words act where they are printed, and are held here."""
    [plain] = read(printed(), "list.pdf").extractions
    [seen] = recognised(words()).extractions

    assert isinstance(plain.record, ShipNotice)
    assert isinstance(seen.record, ShipNotice)
    assert plain.issues == ()
    assert [t.number.value for t in seen.record.tracking] == [SALE.tracking]
    assert seen.record.lines[0].quantity
    assert SEVERITY[Reason.OCR_ONLY] is Severity.HOLD
    assert list(held(recognised(words()))) == [True]


def test_a_reading_says_which_pages_are_pictures() -> None:
    place = content_digest(scanned()), 1

    assert pictures(read(scanned(), "list.pdf")) == (place,)
    assert pictures(recognised(words())) == (place,)
    assert pictures(read(printed(), "list.pdf")) == ()


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_one_character_misread_is_held(data: st.DataObject) -> None:
    """Anywhere on the page, for any other character, or for none."""
    seen = list(words())
    number = data.draw(st.integers(0, len(seen) - 1))
    word = seen[number]
    at = data.draw(st.integers(0, len(word.text) - 1))
    other = data.draw(st.sampled_from([*"0123456789ABDEGILOQSTZ-./# ", ""]))
    text = (word.text[:at] + other + word.text[at + 1 :]).strip()
    seen[number : number + 1] = [word._replace(text=text)] if text else []

    assert all(held(recognised(tuple(seen))))


@given(st.sets(st.integers(0, 30), min_size=1))
@settings(max_examples=50, deadline=None)
def test_no_value_is_made_of_a_doubtful_word(doubtful: set[int]) -> None:
    """Which words the recogniser doubts decides what is given, never what is true."""
    known = words()
    numbers = tuple(n for n in sorted(doubtful) if n < len(known))
    place = content_digest(scanned()), 1
    page = RecognisedPage(known, numbers)
    reading = read(scanned(), "list.pdf", recognised=Recognised({place: page}))
    [extraction] = reading.extractions
    record = extraction.record
    assert isinstance(record, ShipNotice)

    texts = {known[n].text for n in numbers}
    if str(SALE.number) in texts:
        assert record.po_number is None
    else:
        assert record.po_number
        assert record.po_number.value == str(SALE.number)
    assert [t.number.value for t in record.tracking] == [SALE.tracking]


def stamped(*lines: str) -> bytes:
    """Return the picture of the page with words that an archive printed on it."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    page = pypdfium2.PdfDocument(printed())[0].render(scale=0.3).to_pil()
    canvas.drawInlineImage(page, 0, 0, 612, 792)
    canvas.setFont("Helvetica", 8)
    for number, line in enumerate(lines):
        canvas.drawString(20, 780 - 10 * number, line)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_a_stamp_on_a_scan_is_not_its_text() -> None:
    """Else a page of which nothing was read would pass for read."""
    content = stamped("FAX 555 0100 PAGE 1")
    place = content_digest(content), 1
    [unread] = read(content, "fax.pdf").documents
    assert unread.pictures == (1,)
    assert [issue.code for issue in unread.issues] == [Reason.SCAN_NO_TEXT]

    known = Recognised({place: RecognisedPage(words())})
    reading = read(content, "fax.pdf", recognised=known)
    assert list(held(reading)) == [True]
    [document] = reading.documents
    assert document.pages[0].words == words()


def test_a_printed_page_on_a_background_is_no_scan() -> None:
    content = stamped(*(f"line {n} of a printed page" for n in range(9)))
    [document] = read(content, "letterhead.pdf").documents

    assert (document.pictures, document.issues, document.ocr) == ((), (), False)


def mail(attachment: bytes, body: str | None = "See the attached list.\n") -> str:
    """Return the vendor's mail; without *body* its own text says everything too."""
    parsed = BytesParser(policy=policy.default).parsebytes(
        small_world.message(SALE, body).encode()
    )
    assert isinstance(parsed, EmailMessage)
    if body is not None:
        parsed.replace_header("Subject", "Documents")
    parsed.make_mixed()
    parsed.add_attachment(attachment, "application", "pdf", filename="list.pdf")
    return parsed.as_string()


def listed(*, po: str = str(SALE.number), tracking: str = SALE.tracking) -> Reading:
    """Read a mail that says all in its text, with the scan of a list that says so."""
    other = {str(SALE.number): po, SALE.tracking: tracking}
    seen = tuple(w._replace(text=other.get(w.text, w.text)) for w in words())
    place = content_digest(scanned()), 1
    known = Recognised({place: RecognisedPage(seen)})
    return read(mail(scanned(), body=None).encode(), "", recognised=known)


def test_a_mail_that_says_all_itself_needs_no_scan() -> None:
    [extraction] = listed().extractions

    assert extraction.issues == ()
    assert (
        extraction.record
        == read(small_world.message(SALE).encode(), "").extractions[0].record
    )


def test_what_a_scan_says_otherwise_is_held() -> None:
    """Another order is another notice, another parcel doubts the only one."""
    own, other = listed(po="4777").extractions
    [doubted] = listed(tracking="1Z5R89390357567122").extractions

    assert own.issues == ()
    assert Reason.OCR_ONLY in {issue.code for issue in other.issues}
    assert Reason.READERS_DISAGREE in {issue.code for issue in doubted.issues}


@pytest.mark.parametrize(
    "scan",
    [
        pytest.param(True, marks=[needs_tesseract, pytest.mark.slow], id="scanned"),
        pytest.param(False, id="printed"),
    ],
)
def test_a_night_holds_the_scan_and_acts_on_the_print(
    tmp_path: Path, *, scan: bool
) -> None:
    with staged(tmp_path, small_world.SALES[:1]) as stage:
        for each in (stage.world / "emails").iterdir():
            each.unlink()
        stage.put_mail("a.eml", mail(scanned(200) if scan else printed()))
        evening = stage.night()

    assert len(stage.seen["fulfillments"]) == (0 if scan else 1)
    assert evening.counts[1] == (1 if scan else 0), evening.summary
    if scan:
        assert evening.flagged == ["ocr_only"]
