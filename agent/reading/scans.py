"""Pages that are pictures: drawn in the confined reader, recognised by tesseract.

The keeper goes between both. It decodes no picture and opens no file: it passes grey
pixels one way and a table of words the other.
"""

import time
from collections.abc import Callable, Iterable
from typing import NamedTuple

from agent.reading.tesseract import LANGUAGES, RecogniserError, Tesseract, tesseract
from extractors.ocr.sightings import (
    confidence,
    height,
    is_doubtful_number,
    recognised_page,
    sightings,
    sure_words,
)
from extractors.ocr.values import (
    Place,
    Recognised,
    RecognisedPage,
    Scan,
    Sighting,
)

PAGES = 5
SECONDS = 120.0
NOT_INSTALLED = "OCR is not installed"
SWITCHED_OFF = "OCR is switched off"
_USUAL, _FINE = 200, 300
"""Pixels to an inch: the second where the first leaves doubt."""
_PAGE_SECONDS = 40.0
"""For one look of the recogniser at one page."""
_LEGIBLE = 60.0
"""Mean confidence below which a page was looked at in the wrong way."""
_CLEAR = 80.0
"""Mean confidence below which a closer look may help."""
_SMALL = 15
"""Pixels at the usual resolution: words not as tall are looked at more closely."""
_FEW = 3
"""Fewer words without doubt are no text but dirt, or a logo."""

Draw = Callable[[Place, int, int], Scan | None]
"""Place, resolution and quarter turns → the page, drawn in the confined reader."""


class Scans(NamedTuple):
    """How far pages that are pictures are recognised; it travels to any worker."""

    pages: int = PAGES
    """Of one file; 0: none."""
    seconds: float = SECONDS
    """For all pages of one file."""
    languages: tuple[str, ...] = LANGUAGES
    command: str = "tesseract"

    @property
    def engine(self) -> Tesseract | None:
        """The recogniser; None where it is switched off or not installed."""
        return tesseract(self.languages, self.command) if self.pages else None

    @property
    def without(self) -> str:
        """Why there is no recogniser."""
        return NOT_INSTALLED if self.pages else SWITCHED_OFF


NO_SCANS = Scans(pages=0)


class _Look(NamedTuple):
    """What was seen of a page, looked at in one way."""

    scan: Scan
    seen: list[Sighting]
    quarter: int

    @property
    def words(self) -> int:
        return len(sure_words(self.seen))

    @property
    def confidence(self) -> float:
        return confidence(self.seen)

    @property
    def legible(self) -> bool:
        return self.words >= _FEW and self.confidence >= _LEGIBLE

    @property
    def doubtful(self) -> int:
        """Count the long numbers that are doubtful: what a notice is read for."""
        return sum(map(is_doubtful_number, self.seen))

    @property
    def worth(self) -> float:
        return self.words * self.confidence

    @property
    def rank(self) -> tuple[int, float]:
        """What makes one look at an upright page better than another."""
        return -self.doubtful, self.worth


def recognise(
    places: Iterable[Place],
    draw: Draw,
    engine: Tesseract,
    scans: Scans,
    clock: Callable[[], float] = time.monotonic,
) -> Recognised:
    """Recognise the pages of one file, as far as *scans* lets us."""
    deadline = clock() + scans.seconds
    pages: dict[Place, RecognisedPage] = {}
    without = f"only {scans.pages} pages of a file are recognised"
    for place in list(places)[: scans.pages]:
        if clock() >= deadline:
            without = f"recognition took longer than {scans.seconds:g} s"
            break
        desk = _Desk(draw, engine, lambda: deadline - clock())
        pages[place] = desk.page(place)
    return Recognised(pages, without)


class _Desk:
    """Looks at one page until it is seen well, or as well as it can be."""

    def __init__(
        self, draw: Draw, engine: Tesseract, left: Callable[[], float]
    ) -> None:
        self._draw = draw
        self._engine = engine
        self._left = left

    def page(self, place: Place) -> RecognisedPage:
        """Return what stands on the page, or why that cannot be told."""
        try:
            look = self._upright(place, self._look(place, _USUAL, 0))
            if look is None:
                return RecognisedPage(failed="the page cannot be drawn")
            look = self._closer(place, look)
        except RecogniserError as error:
            return RecognisedPage(failed=str(error))
        if look.words < _FEW:
            return RecognisedPage(failed="no text was recognised")
        return recognised_page(look.seen, look.scan)

    def _look(self, place: Place, dpi: int, quarter: int) -> _Look | None:
        scan = self._draw(place, dpi, quarter)
        if scan is None:
            return None
        table = self._engine.table(scan, self._seconds())
        return _Look(scan, sightings(table), quarter)

    def _seconds(self) -> float:
        return max(min(self._left(), _PAGE_SECONDS), 0.0)

    def _upright(self, place: Place, first: _Look | None) -> _Look | None:
        """Look again with the page turned, where it cannot be read as it is."""
        if first is None or first.legible:
            return first
        best = first
        for quarter in self._quarters(first.scan):
            look = self._look(place, _USUAL, quarter)
            if look is not None and look.worth > best.worth:
                best = look
            if best.legible:
                break
        return best

    def _quarters(self, scan: Scan) -> tuple[int, ...]:
        """Return the turns to be tried, most likely first."""
        if not self._engine.tells_turns:
            return 180, 90, 270
        told = self._engine.turned(scan, self._seconds())
        return (told,) if told else ()

    def _closer(self, place: Place, look: _Look) -> _Look:
        """Look more closely where words are small, or numbers doubtful."""
        small = 0 < height(look.seen) < _SMALL
        clear = look.confidence >= _CLEAR and not look.doubtful
        if look.words < _FEW or (clear and not small):
            return look
        closer = self._look(place, _FINE, look.quarter)
        return closer if closer is not None and closer.rank > look.rank else look
