"""A recogniser's table of words → the words of a page, in points."""

from collections.abc import Iterable, Sequence
from statistics import median

from extractors.codes import Reason
from extractors.files.unseen import shown
from extractors.ocr.turning import Turn
from extractors.ocr.values import DocumentPages, RecognisedPage, Scan, Sighting
from extractors.values import Issue, Page, Word

MAX_WORDS = 5000
"""Of one page: what sees more sees noise."""
SURE = 70.0
"""A word with less confidence is doubtful: no value is made of it."""
_READABLE = 60.0
"""A word with less is likelier dirt than a word, unless it has several letters."""
_LONG = 4
"""Digits of an order number, an article, a parcel: shorter ones are read by context."""
_LONGEST = 200
_COLUMNS = 12
_WORD = "5"
_ALONE = frozenset("$€£¥#%&:-/+=×@")
"""Marks that stand alone on real pages; the other ones are rulings and dirt."""
_RULED = "|[]{}_\u2014~\u201c\u201d\u2018\u2019\xab\xbb"
"""What rulings beside a word are taken for."""


def sightings(table: bytes) -> list[Sighting]:
    """Return the words of a table as tesseract writes it (``tsv``)."""
    found: list[Sighting] = []
    for line in table.decode("utf-8", "replace").splitlines():
        cells = line.split("\t")
        if len(cells) != _COLUMNS or cells[0] != _WORD:
            continue
        text = shown(cells[11]).strip()[:_LONGEST]
        try:
            left, top, width, height = map(int, cells[6:10])
            confidence = float(cells[10])
        except ValueError:
            continue
        if text and text.isprintable() and confidence >= 0:
            found.append(Sighting(text, left, top, width, height, confidence))
        if len(found) == MAX_WORDS:
            break
    return found


def sure_words(seen: Iterable[Sighting]) -> list[Sighting]:
    """Return those that are words without much doubt: they tell whether text is there.

    >>> dirt = Sighting("~", 0, 0, 9, 9, 95.0)
    >>> len(sure_words([dirt, dirt._replace(text="Invoice")]))
    1
    """
    return [s for s in seen if s.confidence >= _READABLE and _letters(s.text) > 1]


def is_doubtful_number(sighting: Sighting) -> bool:
    """Say whether it holds the digits of a number worth a second look, in doubt."""
    digits = sum(map(str.isdigit, sighting.text))
    return digits >= _LONG and sighting.confidence < SURE


def confidence(seen: Iterable[Sighting]) -> float:
    """Return the mean confidence of the letters in *seen*; 0 of none."""
    weighed = [(s.confidence, _letters(s.text)) for s in seen]
    letters = sum(weight for _, weight in weighed)
    return sum(c * weight for c, weight in weighed) / letters if letters else 0.0


def height(seen: Sequence[Sighting]) -> float:
    """Return the usual height of a word in pixels; 0 of none."""
    return median(s.height for s in seen) if seen else 0.0


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def recognised_page(seen: Iterable[Sighting], scan: Scan) -> RecognisedPage:
    """Return the words where they stand on the page as displayed."""
    turn = Turn(scan.turned, scan.page_width, scan.page_height)
    scale = turn.level_size[0] / scan.width
    words: list[Word] = []
    doubtful: list[int] = []
    for sighting in seen:
        text = sighting.text.strip(_RULED)
        if not text or not (_letters(text) or set(text) <= _ALONE):
            continue
        if sighting.confidence < SURE:
            doubtful.append(len(words))
        right, bottom = sighting.left + sighting.width, sighting.top + sighting.height
        x0, top, x1, low = (
            scale * n for n in (sighting.left, sighting.top, right, bottom)
        )
        words.append(Word(text, *turn.displayed((x0, top, x1, low))))
    return RecognisedPage(tuple(words), tuple(doubtful), scan.turned)


def recognised_pages(
    sizes: Sequence[tuple[float, float]], own: DocumentPages
) -> tuple[tuple[Page, ...], tuple[Issue, ...]]:
    """Return the pages of a picture with their words, and what is wrong with them.

    Args:
        sizes: Width and height of each page in points.
        own: What was recognised on them.
    """
    pages: list[Page] = []
    issues: list[Issue] = []
    for number, (width, height) in enumerate(sizes, start=1):
        seen = own.pages.get(number, RecognisedPage())
        pages.append(Page(number, width, height, seen.words, turned=seen.turned))
        if not seen.words:
            detail = f"page {number} is a picture: {own.why_not([number])}"
            issues.append(Issue(code=Reason.SCAN_NO_TEXT, detail=detail))
    issues.append(Issue(code=Reason.OCR_ONLY, detail="words read off a picture"))
    return tuple(pages), tuple(issues)
