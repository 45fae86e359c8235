"""Scans: recognised, marked, put where they are displayed, and never acted on alone."""

import random
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from agent.reading.confined import ConfinedReader
from agent.reading.pool import Usage, read_many
from agent.reading.scans import NO_SCANS, Scans
from extractors.codec import decode
from extractors.codes import Reason
from extractors.values import Document, Reading, ShipNotice
from tests.programs import needs

needs_tesseract = needs("tesseract")
LINES = [
    "NORTHWIND RACKING LLC",
    "2200 Foundry Road, Dayton, OH 45402",
    "",
    "PACKING LIST",
    "Purchase Order: 48201",
    "Ship Date: 11/19/2026",
    "Ship Via: FedEx Ground",
    "Tracking Number: 986578788855",
    "",
    "Item | Description | Qty Shipped",
    "GN-44-02214 | Shelf, steel, 48 x 18 in | 4",
    "GN-44-02318 | Post, 84 in, galvanised | 12",
    "",
    "Thank you for your order.",
]


def notice(size: float = 11, lines: list[str] = LINES) -> bytes:
    """Return one printed page that names an order, a parcel and two lines."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    canvas.setFont("Helvetica", size)
    for number, line in enumerate(lines):
        for x, cell in zip((60, 190, 420), line.split(" | "), strict=False):
            canvas.drawString(x, 720 - 1.8 * size * number, cell)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def photograph(
    content: bytes, *, dpi: int = 200, turned: float = 0.0, noise: bool = False
) -> Image.Image:
    """Return the first page as a scanner sees it, turned clockwise."""
    page = pypdfium2.PdfDocument(content)[0]
    image = page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    if turned:
        image = image.rotate(
            -turned, Image.Resampling.BICUBIC, expand=True, fillcolor=255
        )
    if noise:
        dots = random.Random(7)  # noqa: S311  # the same dirt every time
        for _ in range(image.width * image.height // 400):
            at = dots.randrange(image.width), dots.randrange(image.height)
            image.putpixel(at, dots.randrange(256))
    return image


def saved(image: Image.Image, kind: str = "PDF", **options: object) -> bytes:
    """Return the file that a scanner makes of it: no word in it, only a picture."""
    out = BytesIO()
    image.save(out, kind, resolution=200, **options)
    return out.getvalue()


@pytest.fixture(scope="module")
def reader() -> Iterator[ConfinedReader]:
    made = ConfinedReader()
    yield made
    made.close()


def read(reader: ConfinedReader, content: bytes, scans: Scans | None = None) -> Reading:
    outcome = reader.read(content, "scan", scans=scans or Scans())
    assert not outcome.fault
    assert not outcome.killed
    return decode(outcome.data)


def said(reading: Reading) -> ShipNotice:
    [extraction] = reading.extractions
    assert isinstance(extraction.record, ShipNotice)
    assert Reason.OCR_ONLY in {issue.code for issue in extraction.issues}
    return extraction.record


def facts(record: ShipNotice) -> tuple[object, ...]:
    po = record.po_number.value if record.po_number else None
    lines = [
        (line.sku and line.sku.value, line.quantity and line.quantity.value)
        for line in record.lines
    ]
    return po, [t.number.value for t in record.tracking], lines


TRUE = (
    "48201",
    ["986578788855"],
    [("GN-44-02214", 4), ("GN-44-02318", 12)],
)


def fed(*degrees: float) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("turned", degrees)


def check_turned(reader: ConfinedReader, turned: float) -> None:
    """Read one page fed so; the ink of its number has to lie in the number's box."""
    image = photograph(notice(), turned=turned)
    reading = read(reader, saved(image))
    record = said(reading)

    [document] = reading.documents
    assert (document.status, document.ocr, document.pictures) == ("read", True, (1,))
    assert facts(record) == TRUE
    page = document.pages[0]
    assert abs((page.turned - turned + 180) % 360 - 180) < 0.4
    assert abs(page.width - image.width * 72 / 200) < 1
    assert abs(page.height - image.height * 72 / 200) < 1
    assert record.po_number
    box = record.po_number.evidence.box
    assert box
    x0, top, x1, bottom = (round(value * 200 / 72) for value in box)
    assert image.crop((x0, top, x1, bottom)).getextrema()[0] < 60
    assert (x1 - x0 < bottom - top) == (80 < turned % 180 < 100)


@needs_tesseract
@fed(0, 180, 88.4)
def test_a_page_is_read_however_it_was_fed(
    reader: ConfinedReader, turned: float
) -> None:
    check_turned(reader, turned)


@needs_tesseract
@pytest.mark.slow
@fed(90, 270, 4.5, -2.2, 183, 271.5)
def test_a_page_is_read_however_else_it_was_fed(
    reader: ConfinedReader, turned: float
) -> None:
    check_turned(reader, turned)


@needs_tesseract
@pytest.mark.parametrize("kind", ["JPEG", pytest.param("PNG", marks=pytest.mark.slow)])
def test_a_photo_of_a_packing_slip_is_read(reader: ConfinedReader, kind: str) -> None:
    reading = read(reader, saved(photograph(notice(), noise=True), kind))

    assert reading.documents[0].media_type == f"image/{kind.lower()}"
    assert facts(said(reading)) == TRUE


@needs_tesseract
def test_no_more_pages_than_allowed_are_recognised(reader: ConfinedReader) -> None:
    """Of a fax of three pages two are read, and the third is named."""
    first = photograph(notice())
    content = saved(first, "TIFF", save_all=True, append_images=[first, first])
    [document] = read(reader, content, Scans(pages=2)).documents

    assert document.pictures == (1, 2, 3)
    assert [bool(page.words) for page in document.pages] == [True, True, False]
    [unread] = [i.detail for i in document.issues if i.code is Reason.SCAN_NO_TEXT]
    assert unread == "scan: page 3 is a picture: only 2 pages of a file are recognised"


def only(reading: Reading) -> Document:
    [document] = reading.documents
    return document


@pytest.mark.parametrize(
    ("scans", "why"),
    [
        (NO_SCANS, "OCR is switched off"),
        (Scans(command="no-such-recogniser"), "OCR is not installed"),
    ],
)
@pytest.mark.parametrize("kind", ["PDF", "PNG"])
def test_without_a_recogniser_a_scan_says_so(
    reader: ConfinedReader, kind: str, scans: Scans, why: str
) -> None:
    document = only(read(reader, saved(photograph(notice(), dpi=80), kind), scans))

    assert (document.status, document.ocr) == ("unreadable", False)
    assert document.reason is Reason.SCAN_NO_TEXT
    assert document.detail.endswith(f": {why}")
    assert document.pictures == (1,)


def test_a_printed_page_is_not_recognised(reader: ConfinedReader) -> None:
    reading = read(reader, notice())
    [extraction] = reading.extractions

    assert only(reading).ocr is False
    assert only(reading).pictures == ()
    assert Reason.OCR_ONLY not in {issue.code for issue in extraction.issues}


@needs_tesseract
def test_a_page_without_text_stays_unread(reader: ConfinedReader) -> None:
    """A control: grey spots are no words, however hard one looks."""
    spots = Image.effect_noise((500, 500), 90)
    document = only(read(reader, saved(spots)))

    assert document.status == "unreadable"
    assert document.detail.endswith(": no text was recognised")


def bomb(side: int) -> bytes:
    """Return a picture of that many white pixels, or at least its beginning."""

    def chunk(name: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + check

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" + b"\xff" * side)
    chunks = chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def test_a_picture_that_would_unfold_is_refused_by_its_header() -> None:
    """30,000 by 30,000 white pixels are 900 MB, and a hundred bytes as a file."""
    content = bomb(30_000)
    fresh = ConfinedReader()  # the peak counts from a reader's start
    outcome = fresh.read(content, "bomb.png", scans=Scans())
    fresh.close()
    document = only(decode(outcome.data))

    assert (document.status, document.reason) == ("unreadable", Reason.TOO_LARGE)
    assert not outcome.killed
    assert outcome.peak_bytes < 200 * 1024 * 1024


@needs_tesseract
def test_a_recogniser_that_dies_costs_one_page(
    reader: ConfinedReader, tmp_path: Path
) -> None:
    """It lists its languages and then dies of whatever it is given."""
    broken = tmp_path / "broken"
    broken.write_text('#!/bin/sh\n[ "$1" = --list-langs ] && echo eng || kill -9 $$\n')
    broken.chmod(0o755)
    document = only(
        read(reader, saved(photograph(notice())), Scans(command=str(broken)))
    )

    assert document.status == "unreadable"
    assert document.detail.endswith(": the recogniser ended with SIGKILL")
    assert said(read(reader, saved(photograph(notice())))).po_number


@pytest.mark.parametrize(
    "script",
    [
        pytest.param("exec sleep 60", id="slow"),
        pytest.param("while :; do echo xxxxxxxxxxxxxxxxxxx; done", id="endless"),
        pytest.param("echo nonsense", id="nonsense"),
    ],
)
def test_a_recogniser_that_misbehaves_is_ended(
    reader: ConfinedReader, tmp_path: Path, script: str
) -> None:
    bad = tmp_path / "bad"
    bad.write_text(
        f'#!/bin/sh\n[ "$1" = --list-langs ] && echo eng && exit\n{script}\n'
    )
    bad.chmod(0o755)
    scans = Scans(command=str(bad), seconds=1)
    document = only(read(reader, saved(photograph(notice(), dpi=80)), scans))

    assert document.reason is Reason.SCAN_NO_TEXT


@needs_tesseract
def test_many_files_are_recognised_wherever_they_are_read() -> None:
    usage = Usage()
    scan = saved(photograph(notice()))
    files = [("1", scan, "a.pdf"), ("2", notice(), "b.pdf")]
    readings = dict(read_many(files, usage=usage, scans=Scans()))

    assert facts(said(readings["1"])) == TRUE
    assert usage.pages == 1
    assert only(readings["2"]).ocr is False
