"""What goes to a recogniser of printed words, and what comes back."""

import json
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from extractors.values import Word


class Scan(NamedTuple):
    """One page drawn for the recogniser, its lines level."""

    width: int
    """Pixels."""
    height: int
    dpi: int
    turned: float
    """Degrees clockwise that its lines are turned on the page as displayed."""
    page_width: float
    """Of the page as displayed, in points."""
    page_height: float
    pixels: bytes
    """Rows from the top, one byte each: 0 is black."""


class Sighting(NamedTuple):
    """One word as the recogniser saw it, in pixels of its scan."""

    text: str
    left: int
    top: int
    width: int
    height: int
    confidence: float
    """0 to 100: the recogniser's own, which ranks and never proves."""


class RecognisedPage(NamedTuple):
    """The words of one page as displayed; none where *failed* says why."""

    words: tuple[Word, ...] = ()
    doubtful: tuple[int, ...] = ()
    """Indices of the words that the recogniser itself doubts."""
    turned: float = 0.0
    """Degrees clockwise that the lines are turned on the page."""
    failed: str = ""


Place = tuple[str, int]
"""SHA-256 of a document, and a page of it."""


class Recognised(NamedTuple):
    """The pages of one file whose words a machine read off a picture."""

    pages: Mapping[Place, RecognisedPage] = {}
    without: str = ""
    """Why all other pictures of text stay unread; "" where nobody tried yet."""

    def of(self, sha256: str) -> "DocumentPages":
        """Return what concerns one document."""
        own = {page: seen for (d, page), seen in self.pages.items() if d == sha256}
        return DocumentPages(own, self.without)


class DocumentPages(NamedTuple):
    """The recognised pages of one document, by number."""

    pages: Mapping[int, RecognisedPage] = {}
    without: str = ""

    def words(self, page: int) -> tuple[Word, ...]:
        """Return the words of *page*; none where it was not recognised."""
        return self.pages[page].words if page in self.pages else ()

    def why_not(self, pages: Iterable[int]) -> str:
        """Say in one clause why these pages were not recognised; "" if unknown."""
        failed = (self.pages[n].failed for n in pages if n in self.pages)
        return next(filter(None, failed), self.without)


NOTHING = Recognised()
NO_PAGES = DocumentPages()


def encode_recognised(recognised: Recognised) -> bytes:
    """Write it as JSON, for the pipe."""
    pages = [[*place, *seen] for place, seen in recognised.pages.items()]
    return json.dumps([recognised.without, pages], ensure_ascii=False).encode()


def decode_recognised(data: bytes) -> Recognised:
    """Read what :func:`encode_recognised` wrote; nothing of no bytes."""
    if not data:
        return NOTHING
    without, pages = json.loads(data)
    return Recognised(
        {
            (sha256, page): RecognisedPage(
                tuple(Word(*word) for word in words), tuple(doubtful), turned, failed
            )
            for sha256, page, words, doubtful, turned, failed in pages
        },
        without,
    )
