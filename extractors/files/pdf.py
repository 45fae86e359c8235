"""PDF bytes → pages of words, or the reason why there are none.

PDFium gives text and boxes. On hostile files it may abort the process, so all this is
called in a confined child only.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # has no stubs

from extractors.codes import Reason
from extractors.files.pdf_words import Frame, page_words
from extractors.values import Issue, Page

MAX_PAGES = 30
MAX_WORDS = 60_000
"""Of one document: far beyond any notice or invoice, and it keeps the reply small."""
_REFUSALS = {
    pdfium.FPDF_ERR_PASSWORD: Reason.ENCRYPTED,
    pdfium.FPDF_ERR_SECURITY: Reason.ENCRYPTED,
}
_SCAN_SHARE = 0.6
"""Of a page: a picture that covers more is the page itself."""
_LOOKED_AT = 2
"""Objects at each end of a page among which a scan's picture is looked for."""


class PdfError(Exception):
    """The file gives no pages; *reason* says why."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class PdfText(NamedTuple):
    """What was read of one PDF."""

    pages: tuple[Page, ...]
    ocr: bool
    """A machine read these words off a picture: a page is a scan under its text."""
    attachments: int
    """Files embedded in it; :func:`extractors.files.pdf_structure.structure` names them."""
    issues: tuple[Issue, ...]


def read_pdf(content: bytes, *, max_pages: int = MAX_PAGES) -> PdfText:
    """Read the words of a PDF's pages.

    Args:
        content: The file's bytes.
        max_pages: Pages after this one are not read, which is an issue.

    Raises:
        PdfError: Encrypted, damaged, too large, or without any text.
    """
    with opened(content) as document:
        count = pdfium.FPDF_GetPageCount(document)
        pages: list[Page] = []
        issues: list[Issue] = []
        scans: list[bool] = []
        left = MAX_WORDS
        for number in range(1, min(count, max_pages) + 1):
            page, scan = _read_page(document, number)
            if page is None:
                detail = f"page {number} is damaged"
                issues.append(Issue(code=Reason.DAMAGED, detail=detail))
                continue
            left -= len(page.words)
            if left < 0:
                raise PdfError(Reason.TOO_LARGE, f"more than {MAX_WORDS} words")
            if scan and not page.words:
                detail = f"page {number} is a picture without text"
                issues.append(Issue(code=Reason.SCAN_NO_TEXT, detail=detail))
            pages.append(page)
            scans.append(scan and bool(page.words))
        attachments = pdfium.FPDFDoc_GetAttachmentCount(document)
    if not pages:
        raise PdfError(Reason.DAMAGED, "no page could be opened")
    if not any(page.words for page in pages):
        raise PdfError(Reason.SCAN_NO_TEXT, f"no text on {len(pages)} page(s)")
    if count > max_pages:
        detail = f"{count} pages, of which {max_pages} were read"
        issues.append(Issue(code=Reason.TOO_LARGE, detail=detail))
    return PdfText(tuple(pages), any(scans), max(attachments, 0), tuple(issues))


@contextmanager
def opened(content: bytes) -> Iterator[Any]:
    """Open a PDF for PDFium's raw calls and close it again.

    Raises:
        PdfError: It has no pages, or does not open.
    """
    document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    if not document:
        reason = _REFUSALS.get(pdfium.FPDF_GetLastError(), Reason.DAMAGED)
        raise PdfError(reason, "needs a password" if reason is Reason.ENCRYPTED else "")
    try:
        if pdfium.FPDF_GetPageCount(document) < 1:
            raise PdfError(Reason.DAMAGED, "no pages")
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def frame_of(page: Any) -> Frame:
    """Return where the displayed part of an open page lies, and how it is turned."""
    box = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box)):
        box.right, box.top = 612.0, 792.0  # letter: what viewers fall back to
    turns = pdfium.FPDFPage_GetRotation(page) % 4
    return Frame(box.left, box.bottom, box.right, box.top, turns)


def _read_page(document: Any, number: int) -> tuple[Page | None, bool]:
    """Return the page, None if damaged, and whether a picture covers it."""
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        return None, False
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        if not text_page:
            return None, False
        frame = frame_of(page)
        words = page_words(text_page, frame)
        width, height = frame.size
        value = Page(number, round(width, 2), round(height, 2), words)
        return value, _is_scan(page, width * height)
    finally:
        if text_page:
            pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(page)


def _is_scan(page: Any, area: float) -> bool:
    """Say whether one of the page's first or last objects is a picture of all of it."""
    count = pdfium.FPDFPage_CountObjects(page)
    ends = {*range(min(count, _LOOKED_AT)), *range(max(count - _LOOKED_AT, 0), count)}
    return any(_covers(pdfium.FPDFPage_GetObject(page, n), area) for n in ends)


def _covers(shape: Any, area: float) -> bool:
    """Say whether an object of a page is a picture about as large as *area*."""
    if pdfium.FPDFPageObj_GetType(shape) != pdfium.FPDF_PAGEOBJ_IMAGE:
        return False
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(shape, *map(ctypes.byref, edges)):
        return False
    left, bottom, right, top = (edge.value for edge in edges)
    return (right - left) * (top - bottom) > _SCAN_SHARE * area
