"""A second look at a page: it completes the first, and never more than that."""

import io

from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from extractors.reading import read
from extractors.values import ShipNotice

UPS = "1Z5R89390357567127"


def notice(*, hidden: str = "") -> bytes:
    """Return a page in large print whose counts nearly touch the article numbers."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=LETTER, invariant=1)
    for y, text in (
        (740, "PACKING SLIP"),
        (700, "PO: A7001"),
        (670, f"Tracking: {UPS}"),
    ):
        canvas.setFont("Helvetica", 24)
        canvas.drawString(50, y, text)
    canvas.drawString(50, 620, "Qty")
    canvas.drawString(120, 620, "Item no.")
    for y, count, sku in ((590, "3", "RK-48"), (560, "6", "BN-12")):
        canvas.drawRightString(117, y, count)
        canvas.drawString(120.2, y, sku)
    if hidden:
        canvas.setFillGray(1)
        canvas.drawString(50, 400, hidden)
    canvas.save()
    return buffer.getvalue()


def lines(content: bytes) -> tuple[list[tuple[str | None, int | None]], list[str]]:
    [extraction] = read(content, "slip.pdf").extractions
    record = extraction.record
    assert isinstance(record, ShipNotice)
    found = [
        (ln.sku and ln.sku.value, ln.quantity and ln.quantity.value)
        for ln in record.lines
    ]
    return found, [issue.code.value for issue in extraction.issues]


def test_what_one_library_runs_together_the_other_parts() -> None:
    assert lines(notice()) == ([("RK-48", 3), ("BN-12", 6)], [])


def test_what_is_not_seen_does_not_come_back() -> None:
    """Other characters than the first look saw: the first stands, and is held."""
    _, issues = lines(notice(hidden="9 RK-99"))

    assert issues
