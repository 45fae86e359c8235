"""A document as lines of text: its visual rows, as a reader would say them."""

import unicodedata

from extractors.layout.page.rows import page_rows
from extractors.values import Document

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def transcript(document: Document) -> tuple[str, ...]:
    """Return the rows of all pages, top to bottom, two blanks between cells.

    >>> transcript(Document("0" * 64, "a.pdf", "application/pdf"))
    ()
    """
    return tuple(plain(row.text) for page in document.pages for row in page_rows(page))


def plain(text: str) -> str:
    r"""Return *text* without the characters nobody sees: controls, joiners, tags.

    >>> plain("PO\u200b 17")
    'PO 17'
    """
    return "".join(c for c in text if unicodedata.category(c) not in _UNSEEN)
