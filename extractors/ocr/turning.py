"""Between a page as displayed and the same page with its lines level.

Rows and columns are found on level lines; evidence is given on the page as displayed.
Both frames share their centre, so one angle says all.
"""

from dataclasses import replace
from math import cos, radians, sin
from typing import Any, NamedTuple

from extractors.values import Document, Extraction, Page, Word

_EVIDENCE = frozenset({"document", "page", "box", "offset", "quote"})
Box = tuple[float, float, float, float]


class Turn(NamedTuple):
    """A page whose lines are turned by *degrees*, clockwise."""

    degrees: float
    width: float
    """Of the page as displayed, in any unit."""
    height: float

    @property
    def level_size(self) -> tuple[float, float]:
        """Width and height of what holds the whole page once its lines are level.

        >>> Turn(90, 612, 792).level_size
        (792.0, 612.0)
        """
        across, along = abs(self._cos), abs(self._sin)
        return (
            round(self.width * across + self.height * along, 6),
            round(self.width * along + self.height * across, 6),
        )

    @property
    def _cos(self) -> float:
        return cos(radians(self.degrees))

    @property
    def _sin(self) -> float:
        return sin(radians(self.degrees))

    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """Return what takes a point of the level page to the displayed one."""
        width, height = self.level_size
        c, s = self._cos, self._sin
        x, y = width / 2, height / 2
        return (
            c, -s, self.width / 2 - c * x + s * y,
            s, c, self.height / 2 - s * x - c * y,
        )  # fmt: skip

    def displayed(self, box: Box) -> Box:
        """Return the upright box on the displayed page around a box of the level one.

        >>> Turn(90, 100, 200).displayed((0, 0, 10, 5))
        (95.0, 0.0, 100.0, 10.0)
        """
        a, b, c, d, e, f = self.matrix()
        corners = [(x, y) for x in box[::2] for y in box[1::2]]
        xs = [a * x + b * y + c for x, y in corners]
        ys = [d * x + e * y + f for x, y in corners]
        return _rounded((min(xs), min(ys), max(xs), max(ys)))

    def level(self, box: Box) -> Box:
        """Undo :meth:`displayed`: a word's own box from the one around it."""
        a, b, c, d, e, f = self.matrix()
        x, y = (box[0] + box[2]) / 2 - c, (box[1] + box[3]) / 2 - f
        # The matrix only turns, so its inverse is its transpose.
        centre = a * x + d * y, b * x + e * y
        wide, high = box[2] - box[0], box[3] - box[1]
        across, along = abs(self._cos), abs(self._sin)
        scale = across * across - along * along
        width = max((wide * across - high * along) / scale, 0.0) / 2
        height = max((high * across - wide * along) / scale, 0.0) / 2
        return _rounded(
            (
                centre[0] - width,
                centre[1] - height,
                centre[0] + width,
                centre[1] + height,
            )
        )


def _rounded(box: Box) -> Box:
    x0, top, x1, bottom = (round(value, 2) + 0.0 for value in box)
    return x0, top, x1, bottom


def levelled(document: Document) -> Document:
    """Return *document* with the lines of its turned pages level, to be read."""
    if not any(page.turned for page in document.pages):
        return document
    return replace(document, pages=tuple(map(_levelled, document.pages)))


def _levelled(page: Page) -> Page:
    if not page.turned:
        return page
    turn = Turn(page.turned, page.width, page.height)
    width, height = turn.level_size
    words = (Word(w.text, *turn.level(w[1:5])) for w in page.words)
    ordered = sorted(words, key=lambda word: (word.top, word.x0))
    return Page(page.number, round(width, 2), round(height, 2), tuple(ordered))


def as_displayed(extraction: Extraction, documents: tuple[Document, ...]) -> Extraction:
    """Return *extraction* with its evidence where it is displayed.

    Args:
        extraction: Made from the documents as :func:`levelled` gave them.
        documents: As displayed.
    """
    turns = {
        (document.sha256, page.number): Turn(page.turned, page.width, page.height)
        for document in documents
        for page in document.pages
        if page.turned
    }
    if not turns:
        return extraction
    return Extraction.model_validate(_moved(extraction.model_dump(), turns))


def _moved(value: Any, turns: dict[tuple[str, int], Turn]) -> Any:
    if isinstance(value, tuple):
        return tuple(_moved(each, turns) for each in value)
    if not isinstance(value, dict):
        return value
    if value.keys() == _EVIDENCE and value["box"] is not None:
        turn = turns.get((value["document"], value["page"]))
        return {**value, "box": turn.displayed(value["box"])} if turn else value
    return {key: _moved(each, turns) for key, each in value.items()}
