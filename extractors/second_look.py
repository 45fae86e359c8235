"""Pages whose columns stayed open, split once more by another library.

PDFium and pdfplumber part words by different rules. Where the layout reader cannot
tell which count belongs to which article, the same print may be clear with the other's
words. The second look only ever completes the first: what was read stays, what is new
must leave nothing open, and not a character may be there that the first did not see.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

from extractors import layout
from extractors.codes import Reason
from extractors.files.pdf_rules import plumbed_words
from extractors.values import Document, Extraction, Mail, Page, ShipNotice

_OPEN = frozenset({Reason.QUANTITY_UNKNOWN, Reason.INCOMPLETE_READING})
"""Issues that better words may settle."""
_PAGES = 5
"""Of a document: the other library is twenty times as slow."""


def look_again(
    documents: tuple[Document, ...],
    printed: Callable[[], Mapping[str, bytes]],
    mail: Mail | None,
    first: tuple[Extraction, ...],
) -> tuple[Extraction, ...]:
    """Return *first*, or a second reading that completes it.

    Args:
        documents: What was read.
        printed: Gives the bytes of printed documents, by their hash; asked only where
            something is open.
        mail: As for the first reading.
        first: What the layout reader made of them.
    """
    unsettled = {
        extraction.document
        for extraction in first
        if isinstance(extraction.record, ShipNotice)
        and extraction.issues
        and {issue.code for issue in extraction.issues} <= _OPEN
    }
    if not unsettled:
        return first
    contents = printed()
    again = tuple(
        _resplit(document, contents[document.sha256])
        if document.sha256 in unsettled and document.sha256 in contents
        else document
        for document in documents
    )
    if all(one is other for one, other in zip(documents, again, strict=True)):
        return first
    _, second, _ = layout.extract(again, mail)
    return second if _completes(first, second) else first


def _resplit(document: Document, content: bytes) -> Document:
    if not document.pages or not document.pages[0].printed:
        return document
    if len(document.pages) > _PAGES or document.ocr:
        return document
    try:
        pages = tuple(_page(page, content) for page in document.pages)
    except Exception:  # noqa: BLE001  # pdfplumber raises what it likes; the first stands
        return document
    # Words that are not seen on the page were dropped once and must not come back.
    same = all(map(_same_print, document.pages, pages))
    return replace(document, pages=pages) if same else document


def _page(page: Page, content: bytes) -> Page:
    return replace(page, words=plumbed_words(content, page.number))


def _same_print(one: Page, other: Page) -> bool:
    return _characters(one) == _characters(other)


def _characters(page: Page) -> Counter[str]:
    return Counter(character for word in page.words for character in word.text)


def _completes(first: tuple[Extraction, ...], second: tuple[Extraction, ...]) -> bool:
    """Say whether the second reading is the first with nothing left open."""
    if any(extraction.issues for extraction in second) or len(first) != len(second):
        return False
    return all(map(_extends, first, second))


def _extends(one: Extraction, other: Extraction) -> bool:
    mine, theirs = one.record, other.record
    if not isinstance(mine, ShipNotice) or not isinstance(theirs, ShipNotice):
        return mine == theirs
    return _facts(mine) == _facts(theirs) and _lines(mine) <= _lines(theirs)


def _facts(notice: ShipNotice) -> tuple[object, ...]:
    cited = (notice.po_number, notice.order_number, notice.carrier, notice.ship_date)
    numbers = tuple(sorted(t.number.value for t in notice.tracking))
    return (*(c.value if c else None for c in cited), numbers, notice.complete)


def _lines(notice: ShipNotice) -> set[tuple[str, int]]:
    return {
        (line.sku.value, line.quantity.value)
        for line in notice.lines
        if line.sku and line.quantity
    }
