"""Builders of documents, and a short form of what was read of them."""

import io
import re
from collections.abc import Callable, Iterable, Sequence
from email.message import EmailMessage
from typing import Any, NamedTuple

import pytest
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from extractors.reading import read
from extractors.values import Extraction, Reading, ShipNotice


class Ink(NamedTuple):
    """Text on a page: x and y from the top left, in points."""

    x: float
    y: float
    text: str
    size: float = 9
    align: str = "left"
    font: str = "Helvetica"


def page_of(items: Iterable[Ink | tuple[Any, ...]], canvas: Canvas) -> None:
    height = LETTER[1]
    for item in items:
        ink = item if isinstance(item, Ink) else Ink(*item)
        canvas.setFont(ink.font, ink.size)
        place = {
            "left": canvas.drawString,
            "right": canvas.drawRightString,
            "center": canvas.drawCentredString,
        }[ink.align]
        place(ink.x, height - ink.y, ink.text)
    canvas.showPage()


@pytest.fixture
def pdf() -> Callable[..., bytes]:
    """Return the function from pages of ink to the bytes of a PDF."""

    def build(*pages: Sequence[Ink | tuple[Any, ...]]) -> bytes:
        buffer = io.BytesIO()
        canvas = Canvas(buffer, pagesize=LETTER, invariant=1)
        for page in pages:
            page_of(page, canvas)
        canvas.save()
        return buffer.getvalue()

    return build


@pytest.fixture
def typed(pdf: Callable[..., bytes]) -> Callable[[str], bytes]:
    """Return the function from typed text to a PDF with each of its cells in place.

    Two blanks part cells, as on a page written with a typewriter.
    """

    def build(text: str) -> bytes:
        return pdf(
            [
                (36 + 4.8 * m.start(), 60 + 13 * n, m[0], 8, "left", "Courier")
                for n, line in enumerate(text.split("\n"))
                for m in re.finditer(r"\S+(?: \S+)*", line)
            ]
        )

    return build


@pytest.fixture
def mail() -> Callable[..., bytes]:
    """Return the function from subject, text and files to the bytes of a mail."""

    def build(
        text: str = "Please see attached.\n",
        *,
        subject: str = "Shipping notice",
        html: str = "",
        files: Sequence[tuple[str, str, bytes]] = (),
        headers: Sequence[tuple[str, str]] = (),
    ) -> bytes:
        message = EmailMessage()
        message["From"] = "desk@vendor.example"
        message["To"] = "orders@shop.example"
        message["Subject"] = subject
        message["Message-ID"] = "<1@vendor.example>"
        message["Date"] = "Fri, 20 Nov 2026 17:00:00 -0600"
        for name, value in headers:
            message[name] = value
        message.set_content(text)
        if html:
            message.add_alternative(html, subtype="html")
        for name, media_type, content in files:
            main, sub = media_type.split("/")
            message.add_attachment(content, maintype=main, subtype=sub, filename=name)
        return message.as_bytes()

    return build


def brief(notice: ShipNotice) -> dict[str, Any]:
    """Return a notice without evidence and without what is empty."""
    facts: dict[str, Any] = {
        "po": notice.po_number and notice.po_number.value,
        "order": notice.order_number and notice.order_number.value,
        "carrier": notice.carrier and notice.carrier.value,
        "tracking": [
            t.number.value if t.verified else f"?{t.number.value}"
            for t in notice.tracking
        ],
        "date": notice.ship_date and notice.ship_date.value.isoformat(),
        "lines": [
            (
                line.sku.value if line.sku else None,
                line.quantity and line.quantity.value,
            )
            for line in notice.lines
        ],
        "complete": notice.complete or None,
        "no_tracking": notice.no_tracking and notice.no_tracking.value,
    }
    return {name: value for name, value in facts.items() if value not in (None, [])}


class Short(NamedTuple):
    """What was read, in short."""

    kind: str
    notices: list[dict[str, Any]]
    issues: list[str]
    """Codes of all extractions and of the whole, sorted."""
    reading: Reading


@pytest.fixture
def short() -> Callable[[bytes], Short]:
    """Return the function from a file's bytes to what was read of it, in short."""

    def of(content: bytes) -> Short:
        reading = read(content, "case.eml" if content[:5] != b"%PDF-" else "case.pdf")
        records = [e.record for e in reading.extractions]
        issues = [i for e in reading.extractions for i in e.issues] + list(
            reading.issues
        )
        return Short(
            reading.kind,
            [brief(r) for r in records if isinstance(r, ShipNotice)],
            sorted(i.code.value for i in issues),
            reading,
        )

    return of


@pytest.fixture
def told(
    mail: Callable[..., bytes],
) -> Callable[[str], tuple[Extraction, list[tuple[str, int]]]]:
    """Return the function from a mail's words to its one notice, and that one's lines.

    Those of no article number or no count are left out.
    """

    def of(text: str) -> tuple[Extraction, list[tuple[str, int]]]:
        [extraction] = read(mail(f"{text}\n"), "n.eml").extractions
        record = extraction.record
        assert isinstance(record, ShipNotice)
        lines = [
            (line.sku.value, line.quantity.value)
            for line in record.lines
            if line.sku and line.quantity
        ]
        return extraction, lines

    return of
