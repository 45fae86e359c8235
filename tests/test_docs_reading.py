"""What docs/reading.md shows and promises, run and compared."""

import re
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from extractors.files import archive, images, pdf, pdf_structure, sheets
from extractors.mail import mime
from tests.commands import agent

PAGE = (Path(__file__).parents[1] / "docs" / "reading.md").read_text(encoding="utf-8")
SLIP = (
    (72, 720, "PACKING SLIP"),
    (72, 690, "PO Number: 48345"),
    (72, 674, "Ship Date: Nov 19, 2026"),
    (72, 658, "Ship Via: UPS Ground"),
    (72, 642, "Tracking Number: 1Z5R89390357567127"),
    (72, 600, "Item"),
    (200, 600, "Description"),
    (400, 600, "Qty Shipped"),
    (72, 584, "GN-44-02214"),
    (200, 584, "Gondola shelf"),
    (400, 584, "4"),
)
MAIL = (
    b"From: a@b.example\nSubject: shipped\nMessage-ID: <1@b.example>\n\n"
    b"Your PO: 1001\nShipped via UPS, tracking number 1Z5R89390357567127\n"
)
LINK = b"From: a@b.example\nSubject: files\n\nhttps://drive.google.com/file/d/x1y2\n"


def slip() -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    for x, y, text in SLIP:
        canvas.drawString(x, y, text)
    canvas.save()
    return out.getvalue()


def locked(content: bytes, password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(content))
    writer.encrypt(password, algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def shown(first: str) -> list[str]:
    """Return the indented block of the page that begins with *first*, blanks evened."""
    found = next(
        block
        for block in re.findall(r"(?:^    .*\n|^\n(?=    ))+", PAGE, re.MULTILINE)
        if block.strip().startswith(first)
    )
    return plain(found)


def plain(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def test_the_packing_slip_is_shown_as_it_is_printed(tmp_path: Path) -> None:
    (tmp_path / "packing-slip.pdf").write_bytes(slip())

    ran = agent("read", "packing-slip.pdf", cwd=tmp_path)

    assert plain(ran.stdout) == shown("packing-slip.pdf")


def test_a_folder_ends_as_it_is_shown_to_end(tmp_path: Path) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    for number in range(12):
        (inbox / f"{number:02}.eml").write_bytes(MAIL)
    (inbox / "03.eml").write_bytes(b"")
    (inbox / "04.eml").write_bytes(LINK)

    ran = agent("read", "inbox", cwd=tmp_path)

    assert plain(ran.stdout)[12:] == shown("Not read")


def test_the_commands_that_are_shown_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "invoice.pdf").write_bytes(slip())
    (tmp_path / "statement.pdf").write_bytes(locked(slip(), "mill"))
    [evidence] = re.findall(r"^    agent read (.*--evidence .*)$", PAGE, re.MULTILINE)
    [password] = re.findall(r"^    \S+=… agent read (.*)$", PAGE, re.MULTILINE)

    drawn = agent("read", *evidence.split(), cwd=tmp_path)
    monkeypatch.setenv("ACME_PDF_PASSWORD", "mill")
    opened = agent("read", *password.split(), cwd=tmp_path)

    assert (drawn.returncode, opened.returncode) == (0, 0)
    assert (tmp_path / "invoice.html").exists()
    assert "48345" in opened.stdout


MB = 1024 * 1024


@pytest.mark.parametrize(
    "limit",
    [
        f"{mime.MAX_PARTS} parts, {mime.MAX_DEPTH} deep, {mime.MAX_PART // MB} MB a",
        (
            f"{archive.MAX_MEMBERS} files of {archive.MAX_MEMBER // MB} MB, "
            f"{archive.MAX_TOTAL // MB} MB in all"
        ),
        (
            f"{pdf.MAX_PAGES} pages, {pdf_structure.MAX_ATTACHMENTS} files of "
            f"{pdf_structure.MAX_ATTACHMENT // MB} MB"
        ),
        f"{images.MAX_PIXELS // 1_000_000} million pixels, {images.MAX_PAGES} pages",
        f"12,000 rows, {sheets.MAX_COLUMNS} columns, {sheets.MAX_CELL:,} characters",
    ],
)
def test_the_limits_are_those_of_the_code(limit: str) -> None:
    assert limit in PAGE
