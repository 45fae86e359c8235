"""PDF bytes → pages of words, or the reason why there are none.

PDFium gives text and boxes. On hostile files it may abort the process, so all this is
called in a confined child only.
"""

import ctypes
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # has no stubs

from extractors.codes import Reason
from extractors.files.completeness import missing_pages
from extractors.files.drawn import Look
from extractors.files.ink import looks
from extractors.files.pdf_notes import untold, with_notes
from extractors.files.pdf_pinned import count_pinned
from extractors.files.pdf_words import Frame, page_words
from extractors.files.struck import unreplaced
from extractors.files.text_objects import page_texts, replaced
from extractors.files.unseen import deceiving, shown
from extractors.ocr.values import NO_PAGES, DocumentPages
from extractors.values import Issue, Page, Word

MAX_PAGES = 30
MAX_WORDS = 60_000
"""Of one document: far beyond any notice or invoice, and it keeps the reply small."""
_MAX_PASSWORDS = 50
_REFUSALS = {
    pdfium.FPDF_ERR_PASSWORD: Reason.ENCRYPTED,
    pdfium.FPDF_ERR_SECURITY: Reason.ENCRYPTED,
}
CUT = "the PDF is cut off or broken"
_SCAN_SHARE = 0.6
"""Of a page: a picture that covers more is the page itself."""
_STAMP = 12
"""Words that a fax or an archive prints on the picture of a page."""
_LOOKED_AT = 2
"""Objects at each end of a page among which a scan's picture is looked for."""


class PdfError(Exception):
    """The file gives no pages; *reason* says why."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.pictures: tuple[int, ...] = ()
        """Pages that show something, though none has a word."""


class _PageText(NamedTuple):
    """What was read of one page."""

    page: Page
    scan: bool
    """A picture covers it."""
    ocr: bool
    """Words are kept that are not drawn but stand on that picture."""
    told: str
    """A text that the file gives out for something else that is drawn."""
    unseen: tuple[Word, ...]
    """Words that nobody can see, or that other words stand on."""
    struck: tuple[Word, ...]
    """Words with a line through them, and nothing beside them in their stead."""
    picture: bool
    """What it shows is drawn, but for a few words at most."""
    pinned: int
    """Files pinned to it."""
    notes: tuple[str, ...]
    """What is laid on it in words that are not drawn."""


class PdfText(NamedTuple):
    """What was read of one PDF."""

    pages: tuple[Page, ...]
    ocr: bool
    """A machine read these words off a picture: a page is a scan under its text."""
    pictures: tuple[int, ...]
    """Pages that are pictures but for a few words, recognised or not."""
    attachments: int
    """Files in it, listed or pinned to its pages;
    :mod:`extractors.files.pdf_structure` names them."""
    issues: tuple[Issue, ...]


def read_pdf(
    content: bytes,
    *,
    max_pages: int = MAX_PAGES,
    look: bool = True,
    passwords: Sequence[str] = (),
    recognised: DocumentPages = NO_PAGES,
) -> PdfText:
    """Read the words of a PDF's pages that a person sees.

    Args:
        content: The file's bytes.
        max_pages: Pages after this one are not read, which is an issue.
        look: False takes every word as seen, to measure what looking costs.
        passwords: Tried one after the other where it does not open without.
        recognised: Words that were read off its pages, for those that are pictures.

    Raises:
        PdfError: Encrypted, damaged, too large, or without any text.
    """
    with opened(content, passwords) as document:
        count = pdfium.FPDF_GetPageCount(document)
        reads: list[_PageText] = []
        issues: list[Issue] = []
        left = MAX_WORDS
        for number in range(1, min(count, max_pages) + 1):
            read = _read_page(document, number, look=look)
            if read is None:
                detail = f"page {number} is damaged"
                issues.append(Issue(code=Reason.DAMAGED, detail=detail))
                continue
            read = _with_recognised(read, recognised)
            left -= len(read.page.words)
            if left < 0:
                raise PdfError(Reason.TOO_LARGE, f"more than {MAX_WORDS} words")
            issues += _page_issues(read, recognised)
            reads.append(read)
        attachments = max(pdfium.FPDFDoc_GetAttachmentCount(document), 0)
    _check_text(reads, issues, recognised)
    attachments += sum(read.pinned for read in reads)
    pictures = tuple(read.page.number for read in reads if read.picture)
    pages = tuple(read.page for read in reads)
    ocr = any(read.ocr for read in reads)
    if ocr:
        issues.append(Issue(code=Reason.OCR_ONLY, detail="words read off a picture"))
    if count > max_pages:
        detail = f"{count} pages, of which {max_pages} were read"
        issues.append(Issue(code=Reason.TOO_LARGE, detail=detail))
    elif missing := missing_pages(pages):
        issues.append(missing)
    return PdfText(pages, ocr, pictures, attachments, tuple(issues))


def _with_recognised(read: _PageText, recognised: DocumentPages) -> _PageText:
    """Return the page with the words that were read off it, if it is a picture."""
    seen = recognised.pages.get(read.page.number)
    if not read.picture or seen is None or not seen.words:
        return read
    page = replace(read.page, words=seen.words, turned=seen.turned)
    return read._replace(page=page, ocr=True)


def _bare(word: Word) -> Word:
    """Return *word* without the characters in it that nobody sees."""
    return word._replace(text=shown(word.text))


def _page_issues(read: _PageText, recognised: DocumentPages) -> Iterator[Issue]:
    number = read.page.number
    if read.scan and read.picture and not read.ocr:
        why = recognised.why_not([number])
        text = "hardly any text" if read.page.words else "no text"
        detail = f"page {number} is a picture with {text}{f': {why}' if why else ''}"
        yield Issue(code=Reason.SCAN_NO_TEXT, detail=detail)
    if read.told:
        detail = f"page {number} gives out another text than it shows: {read.told:.80}"
        yield Issue(code=Reason.HIDDEN_TEXT, detail=detail)
    if read.unseen:
        words = " ".join(word.text for word in read.unseen)
        detail = f"page {number} has words that are not to be seen: {words:.80}"
        yield Issue(code=Reason.HIDDEN_TEXT, detail=detail)
    if read.struck:
        words = " ".join(word.text for word in read.struck)
        detail = f"page {number} has words that are struck through: {words:.80}"
        yield Issue(code=Reason.INCOMPLETE_READING, detail=detail)
    if read.notes:
        notes = "; ".join(read.notes)
        detail = f"page {number} has a note or field that is not drawn: {notes:.80}"
        yield Issue(code=Reason.INCOMPLETE_READING, detail=detail)


def _check_text(
    reads: Sequence[_PageText], issues: Iterable[Issue], recognised: DocumentPages
) -> None:
    """Raise PdfError where no page has a word that is seen."""
    if not reads:
        raise PdfError(Reason.DAMAGED, "no page could be opened")
    if any(read.page.words for read in reads):
        return
    for issue in issues:
        if issue.code is Reason.HIDDEN_TEXT:
            raise PdfError(issue.code, issue.detail)
    pictures = tuple(read.page.number for read in reads if read.picture)
    why = recognised.why_not(pictures) if pictures else ""
    detail = f"no text on {len(reads)} page(s){f': {why}' if why else ''}"
    error = PdfError(Reason.SCAN_NO_TEXT, detail)
    error.pictures = pictures
    raise error


@contextmanager
def opened(content: bytes, passwords: Sequence[str] = ()) -> Iterator[Any]:
    """Open a PDF for PDFium's raw calls and close it again.

    Args:
        passwords: Tried one after the other where it does not open without.

    Raises:
        PdfError: It has no pages, or does not open.
    """
    document = pdfium.FPDF_LoadMemDocument64(content, len(content), None)
    for password in passwords[:_MAX_PASSWORDS]:
        if document or pdfium.FPDF_GetLastError() != pdfium.FPDF_ERR_PASSWORD:
            break
        secret = password.encode()
        document = pdfium.FPDF_LoadMemDocument64(content, len(content), secret)
    if not document:
        reason = _REFUSALS.get(pdfium.FPDF_GetLastError(), Reason.DAMAGED)
        locked = reason is Reason.ENCRYPTED
        raise PdfError(reason, "needs a password" if locked else CUT)
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


def _read_page(document: Any, number: int, *, look: bool) -> _PageText | None:
    """Return what is seen of a page; None if it is damaged."""
    page = pdfium.FPDF_LoadPage(document, number - 1)
    if not page:
        return None
    pinned, notes = count_pinned(page), untold(page)
    page = with_notes(document, page, number)
    if not page:
        return None
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        if not text_page:
            return None
        frame = frame_of(page)
        words = page_words(text_page, frame)
        width, height = frame.size
        scan = _is_scan(page, width * height)
        shapes = list(page_texts(page)) if look else []
        told = replaced(shapes)
        each = (
            looks(page, text_page, words, frame, shapes)
            if look
            else (Look.SEEN,) * len(words)
        )
        looked_at = list(zip(words, each, strict=True))
        # Tuples, not sets: nearly all words are what stands first in them.
        scanned = (Look.UNDER,) if scan else ()
        kept = (Look.SEEN, Look.DOUBTFUL, *scanned)
        seen_words = tuple(
            [
                bare
                for w, seen in looked_at
                if seen in kept and (bare := w if w.text.isascii() else _bare(w)).text
            ]
        )
        sound = (Look.SEEN, Look.CUT, Look.STRUCK, *scanned)
        unseen = [
            w
            for w, seen in looked_at
            if seen not in sound
            or (not w.text.isascii() and deceiving(w.text, drawn=True))
        ]
        return _PageText(
            Page(number, round(width, 2), round(height, 2), seen_words),
            scan,
            scan and Look.UNDER in each,
            told,
            tuple(
                w
                for w in unseen
                if any(map(str.isalnum, w.text)) or not w.text.isprintable()
            ),
            unreplaced(_struck(words, each), seen_words),
            picture=_is_picture(page, seen_words, scan=scan and Look.UNDER not in each),
            pinned=pinned,
            notes=notes,
        )
    finally:
        if text_page:
            pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(page)


def _struck(words: Sequence[Word], each: Sequence[Look]) -> tuple[Word, ...]:
    struck = Look.STRUCK  # to name a member of an enumeration costs more than to ask
    pairs = zip(words, each, strict=True)
    return tuple([word for word, look in pairs if look is struck])


def _is_picture(page: Any, words: Sequence[Word], *, scan: bool) -> bool:
    """Say whether a page shows hardly more than something drawn.

    Args:
        page: Open.
        words: That are seen on it.
        scan: A picture covers it, and nobody has put its words under it.
    """
    few = len(words) <= _STAMP if scan else not words
    return few and pdfium.FPDFPage_CountObjects(page) > 0


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
