"""Words with boxes from one PDF page, with as few calls into PDFium as will do.

One call fetches the page's text; then each word costs two more, for the boxes of its
first and last character. PDFium's loose boxes are taken: their height is the font's,
so that "-", "g" and "A" on one line have one middle.
"""

import ctypes
import re
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, repeat
from operator import gt
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # has no stubs

from extractors.files.pdf_gaps import (
    BLANK,
    COLUMN,
    Box,
    Columns,
    longest,
    loses_blanks,
    parted,
    rejoined,
    stretched,
)
from extractors.values import Word

_BLANKS = r"\s\x00-\x20\x7f\u00a0\u200b\ufeff"
_HYPHENS = "\x02\ufffe\u00ad\u2010\u2011\u2212"
"""A hyphen at the end of a line, as PDFium marks it, and the soft one, the one that
does not break and the minus, which many fonts name where they print an ordinary one."""
_WORD = re.compile(f"[^{_BLANKS}\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_AS_PRINTED = str.maketrans(
    dict.fromkeys(_HYPHENS, "-")
    | {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
    }
)
_UNUSUAL = re.compile(f"[{_HYPHENS}\ufb00-\ufb06]")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_ROUND = 1.5 * 2.0**46
"""Added and taken away again it rounds to 1/64 point, in a fifth of round()'s time."""
_L, _T, _R, _B = range(4)
"""The sides of a box, in the order of PDFium's rectangle."""
_RECTANGLE = ctypes.sizeof(pdfium.FS_RECTF)

_loose_box: Callable[[int, int, int], int] = ctypes.PYFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
)(ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0)
# The same function as the binding's, told that its arguments are plain addresses: a
# third cheaper, and these calls are most of what we add to PDFium's own parsing.


class _Edge(NamedTuple):
    """An edge of boxes as displayed: a side of theirs, turned and moved."""

    side: int
    sign: int
    shift: float

    def of(self, columns: Columns) -> list[float]:
        """Return where the edge of each box is, rounded to 1/64 point."""
        shift = self.shift + _ROUND
        if self.sign > 0:
            return [shift + value - _ROUND for value in columns[self.side]]
        return [shift - value - _ROUND for value in columns[self.side]]


class Frame(NamedTuple):
    """Where the displayed page lies in the coordinates of its content."""

    left: float
    bottom: float
    right: float
    top: float
    quarter_turns: int
    """Clockwise, 0 to 3."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed, in points."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarter_turns % 2 else (width, height)

    @property
    def edges(self) -> tuple[_Edge, _Edge, _Edge, _Edge]:
        """How x0, top, x1 and bottom as displayed come from a box of the content."""
        match self.quarter_turns:
            case 1:
                x, y = -self.bottom, -self.left
                return (
                    _Edge(_B, 1, x),
                    _Edge(_L, 1, y),
                    _Edge(_T, 1, x),
                    _Edge(_R, 1, y),
                )
            case 2:
                x, y = self.right, -self.bottom
                return (
                    _Edge(_R, -1, x),
                    _Edge(_B, 1, y),
                    _Edge(_L, -1, x),
                    _Edge(_T, 1, y),
                )
            case 3:
                x, y = self.top, self.right
                return (
                    _Edge(_T, -1, x),
                    _Edge(_R, -1, y),
                    _Edge(_B, -1, x),
                    _Edge(_L, -1, y),
                )
            case _:
                x, y = -self.left, self.top
                return (
                    _Edge(_L, 1, x),
                    _Edge(_T, -1, y),
                    _Edge(_R, 1, x),
                    _Edge(_B, -1, y),
                )

    def place(self, box: Box) -> Box:
        """Turn one box of the content into x0, top, x1, bottom as displayed."""
        left, top, right, bottom = ([value] for value in box)
        x0, y0, x1, y1 = (e.of((left, top, right, bottom))[0] for e in self.edges)
        return x0, y0, x1, y1


def page_text(text_page: Any) -> str:
    """Return the text of a page in PDFium's order."""
    count = pdfium.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    # Twice the room: a character beyond the basic plane is written as two units.
    units = (ctypes.c_ushort * (2 * count + 2))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, units)
    raw = bytes(memoryview(units).cast("B")[: 2 * max(written - 1, 0)])
    return raw.decode("utf-16-le", "surrogatepass")


class CharIndex:
    """From places in a page's text to PDFium's numbers of its characters.

    PDFium counts a character beyond the basic plane twice, and those that have no
    Unicode value are not in the text.
    """

    def __init__(self, text_page: Any, text: str) -> None:
        self._page = text_page
        self._double = [m.start() for m in _BEYOND.finditer(text)]

    def of(self, place: int) -> int:
        """Return the number of the character at *place*."""
        place += bisect_left(self._double, place)
        return int(pdfium.FPDFText_GetCharIndexFromTextIndex(self._page, place))


def char_box(text_page: Any, index: int) -> Box:
    """Return where one character stands, in the coordinates of the content."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box))
    return box.left, box.top, box.right, box.bottom


def page_words(text_page: Any, frame: Frame) -> tuple[Word, ...]:
    """Return the words of a page in PDFium's order, those off the page too.

    Works on whole columns of numbers: a step in Python for each word would cost more
    than PDFium does.
    """
    text = page_text(text_page)
    matches = list(_WORD.finditer(text))
    if not matches:
        return ()
    page = _Characters(text_page, text)
    texts = [m.group() for m in matches]
    first = page.boxes([m.start() for m in matches])
    last = page.boxes([m.end() - 1 for m in matches])
    columns = _united(first, last)
    broken = set(_broken(first, last))
    sample = [matches[n] for n in longest(texts) if n not in broken]
    spaced = loses_blanks(page.letters_of(sample))
    every = spaced or stretched(texts, columns)
    for n in reversed(range(len(texts)) if every else sorted(broken)):
        whole = _upright(texts[n], _row(first, n), _row(last, n))
        if whole:
            runs = [(texts[n], whole)]
        elif n in broken:
            runs = page.runs(matches[n])
        else:
            boxes = page.letters(matches[n])
            runs = list(parted(texts[n], boxes, BLANK if spaced else COLUMN))
        texts[n : n + 1] = [run for run, _ in runs]
        for side, column in enumerate(columns):
            column[n : n + 1] = [box[side] for _, box in runs]
    if spaced:
        rejoined(texts, columns)
    if _UNUSUAL.search(text):
        texts = [run.translate(_AS_PRINTED) for run in texts]
    x0, top, x1, bottom = (edge.of(columns) for edge in frame.edges)
    # The tuple's own constructor: the class's is a function of Python.
    values = zip(texts, x0, top, x1, bottom, repeat(-1), strict=False)
    return tuple(map(tuple.__new__, repeat(Word), values))


def _united(first: Columns, last: Columns) -> Columns:
    """Return the boxes of words from those of their first and last characters."""
    top, bottom = first[_T], first[_B]
    if top != last[_T]:
        top = list(map(max, top, last[_T]))
    if bottom != last[_B]:
        bottom = list(map(min, bottom, last[_B]))
    return first[_L], top, last[_R], bottom


def _broken(first: Columns, last: Columns) -> list[int]:
    """Return which words do not lie in one line from left to right."""
    if first[_T] == last[_T] and not any(map(gt, first[_L], last[_L])):
        return []
    ends = zip(first[_L], first[_T], first[_B], last[_L], *last[_T:], strict=True)
    return [
        n
        for n, (left, t0, b0, goes_on, t1, _, b1) in enumerate(ends)
        if left > goes_on or not b1 < (t0 + b0) / 2 < t1
    ]


def _row(columns: Columns, n: int) -> Box:
    left, top, right, bottom = columns
    return left[n], top[n], right[n], bottom[n]


def _upright(text: str, first: Box, last: Box) -> Box | None:
    """Return the box of a word whose letters stand above each other; None if not.

    As its ends tell: so long as it would be with letters as large as these.
    """
    if not first[_L] < (last[_L] + last[_R]) / 2 < first[_R]:
        return None
    top, bottom = max(first[_T], last[_T]), min(first[_B], last[_B])
    size = max(first[_T] - first[_B], first[_R] - first[_L])
    if top - bottom > size * len(text):
        return None
    return min(first[_L], last[_L]), top, max(first[_R], last[_R]), bottom


class _Characters:
    """The characters of a page, and where they stand."""

    def __init__(self, text_page: Any, text: str) -> None:
        self._page = text_page
        self._address = ctypes.cast(text_page, ctypes.c_void_p).value or 0
        self._index = CharIndex(text_page, text)
        self._same = len(text) == pdfium.FPDFText_CountChars(text_page)

    def boxes(self, places: Sequence[int]) -> Columns:
        """Return the boxes of the characters at *places* in the page's text."""
        if not self._same:
            places = list(map(self._index.of, places))
        rectangles = (pdfium.FS_RECTF * len(places))()
        begin = ctypes.addressof(rectangles)
        targets = range(begin, begin + _RECTANGLE * len(places), _RECTANGLE)
        deque(map(_loose_box, repeat(self._address), places, targets), maxlen=0)
        flat: list[float] = list(memoryview(rectangles).cast("B").cast("f"))
        return flat[_L::4], flat[_T::4], flat[_R::4], flat[_B::4]

    def runs(self, word: re.Match[str]) -> list[tuple[str, Box]]:
        """Return the parts of a word that lie in one line each, with their boxes."""
        return list(_runs(word.group(), self.boxes(range(*word.span()))))

    def letters_of(self, words: Sequence[re.Match[str]]) -> list[tuple[str, list[Box]]]:
        """Return words with the boxes of their characters, at one go."""
        boxes = zip(
            *self.boxes([n for w in words for n in range(*w.span())]), strict=True
        )
        return [(w.group(), list(islice(boxes, len(w.group())))) for w in words]

    def letters(self, word: re.Match[str]) -> list[Box]:
        """Return the boxes of a word's characters."""
        return list(zip(*self.boxes(range(*word.span())), strict=True))


def _runs(text: str, columns: Columns) -> Iterator[tuple[str, Box]]:
    """Split a word whose ends do not lie on one line; yield each run with its box.

    Letters of turned text stand above each other and stay one word; a word that goes on
    in the next line does not.
    """
    begin = 0
    boxes = list(zip(*columns, strict=True))
    for end in range(1, len(text) + 1):
        if end < len(text) and _adjacent(boxes[end - 1], boxes[end]):
            continue
        lefts, tops, rights, bottoms = zip(*boxes[begin:end], strict=True)
        yield text[begin:end], (min(lefts), max(tops), max(rights), min(bottoms))
        begin = end


def _adjacent(one: Box, other: Box) -> bool:
    """Say whether two characters follow each other in a line of any direction."""
    size = max(one[1] - one[3], one[2] - one[0], 1.0)
    across, up = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    in_line = one[3] < up < one[1] and one[0] - 2 * size < across < one[2] + 2 * size
    in_column = one[0] < across < one[2] and one[3] - size < up < one[1] + size
    return in_line or in_column
