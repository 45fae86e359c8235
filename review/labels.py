"""Where on a page the labels of marked values stand: in free space, never on words.

A label goes beside its box if there is room, else a little away with a line that leads
to it, else into the margin. The label of a column that finds no room near is left out:
its colour tells what it is.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import isfinite
from typing import NamedTuple

from extractors.values import Page
from review.escape import shortened
from review.evidence import Mark

SIZE = 5.6
"""Points of a label's letters."""
HEIGHT = 7.2
_LETTER = 0.54
"""Width of a letter to its height, about."""
_PAD = 1.6
_GAP = 1.2
"""Points between a box and the label beside it."""
_BAND = 24.0
_LONGEST = 32
_NEAR = 16.0
"""Points from its box where the label of a column may stand."""
_STEPS = (8.0, 14.0, 22.0, 32.0, 46.0, 64.0, 88.0)
_EDGE = 2.0
_SAMPLES = 40
"""Places on a leader at which is looked whether it runs over words."""

Box = tuple[float, float, float, float]


class Label(NamedTuple):
    """One label, and where it stands."""

    mark: Mark
    text: str
    box: Box
    """x0, top, x1, bottom in points."""
    leader: tuple[float, float, float, float] | None = None
    """From the label to its box: x, y, x, y."""


def labels(page: Page, marks: Sequence[Mark]) -> list[Label]:
    """Return a label for every mark that has one and finds room, in free space."""
    taken = _Taken()
    for word in page.words:
        taken.add((word.x0, word.top, word.x1, word.bottom))
    shown = [mark for mark in marks if mark.box and drawable(mark.box)]
    for mark in shown:
        assert mark.box is not None  # noqa: S101  # as filtered
        taken.add(mark.box)
    placed: list[Label] = []
    seen: set[tuple[str, Box | None]] = set()
    for mark in sorted(shown, key=lambda mark: mark.line >= 0):
        # What a field has named needs no name of its column.
        told = ("" if mark.line >= 0 else mark.label, mark.box)
        if not mark.label or told in seen:
            continue
        seen |= {told, ("", mark.box)}
        label = _placed(page, mark, taken)
        if label is not None:
            taken.add(label.box)
            placed.append(label)
    return placed


def drawable(box: Box) -> bool:
    """Say whether a box can be drawn: it was read from a file, and may be anything."""
    return all(map(isfinite, box)) and box[0] <= box[2] and box[1] <= box[3]


class _Taken:
    """Where something stands, in bands across the page."""

    def __init__(self) -> None:
        self._bands: defaultdict[int, list[Box]] = defaultdict(list)

    def add(self, box: Box) -> None:
        if drawable(box):
            for band in _bands(box):
                self._bands[band].append(box)

    def is_free(self, box: Box) -> bool:
        x0, top, x1, bottom = box
        return not any(
            x0 < other[2] and other[0] < x1 and top < other[3] and other[1] < bottom
            for band in _bands(box)
            for other in self._bands[band]
        )


def _bands(box: Box) -> range:
    top, bottom = (max(min(edge, 1e5), -1e5) for edge in (box[1], box[3]))
    return range(int(top // _BAND), int(bottom // _BAND) + 1)


def _placed(page: Page, mark: Mark, taken: _Taken) -> Label | None:
    assert mark.box is not None  # noqa: S101  # as filtered
    text = shortened(mark.label, _LONGEST)
    width = len(text) * SIZE * _LETTER + 2 * _PAD
    column = mark.line >= 0
    crossing: Label | None = None
    for x0, top in _candidates(page, mark.box, width, near=column):
        box = (x0, top, x0 + width, top + HEIGHT)
        if not _inside(page, box) or not taken.is_free(box):
            continue
        label = Label(mark, text, box, _leader(box, mark.box))
        if not _crosses(label.leader, taken):
            return label
        crossing = crossing or label
    return None if column else crossing


def _crosses(leader: tuple[float, float, float, float] | None, taken: _Taken) -> bool:
    """Say whether a leader runs over words on its way."""
    if leader is None:
        return False
    x0, y0, x1, y1 = leader
    steps = (n / _SAMPLES for n in range(1, _SAMPLES))
    places = ((x0 + s * (x1 - x0), y0 + s * (y1 - y0)) for s in steps)
    return not all(taken.is_free((x, y, x + 0.1, y + 0.1)) for x, y in places)


def _inside(page: Page, box: Box) -> bool:
    x0, top, x1, bottom = box
    return x0 >= 0 and top >= 0 and x1 <= page.width and bottom <= page.height


def _candidates(
    page: Page, box: Box, width: float, *, near: bool
) -> Iterator[tuple[float, float]]:
    """Yield left and top of a label, the best place first."""
    x0, top, x1, bottom = box
    middle = (top + bottom - HEIGHT) / 2
    yield x0, top - HEIGHT - _GAP / 2
    yield x1 - width, top - HEIGHT - _GAP / 2
    yield x0 - width - _GAP, middle
    yield x1 + _GAP, middle
    yield x0, bottom + _GAP / 2
    yield x1 - width, bottom + _GAP / 2
    for step in _STEPS:
        if near and step > _NEAR:
            break
        for x in (x0, x1 - width):
            yield x, top - HEIGHT - step
            yield x, bottom + step
        for y in (middle, middle - step / 2, middle + step / 2):
            yield x1 + step, y
            yield x0 - width - step, y
    if near:
        yield _EDGE, middle
        return
    margins = sorted((_EDGE, page.width - width - _EDGE), key=lambda x: abs(x - x0))
    for step in range(int(page.height / HEIGHT)):
        for x in margins:
            yield x, middle + step * HEIGHT
            yield x, middle - step * HEIGHT


def _leader(label: Box, box: Box) -> tuple[float, float, float, float] | None:
    """Return the line from the label to its box; None where they stand together."""
    x, near_x = _nearest(label[0], label[2], box[0], box[2])
    y, near_y = _nearest(label[1], label[3], box[1], box[3])
    if abs(x - near_x) + abs(y - near_y) <= 2 * _GAP:
        return None
    return x, y, near_x, near_y


def _nearest(a0: float, a1: float, b0: float, b1: float) -> tuple[float, float]:
    """Return the points of two stretches that are nearest to each other.

    >>> _nearest(0, 2, 5, 9), _nearest(0, 4, 2, 9)
    ((2, 5), (3.0, 3.0))
    """
    if a1 < b0:
        return a1, b0
    if b1 < a0:
        return a0, b1
    both = (max(a0, b0) + min(a1, b1)) / 2
    return both, both
