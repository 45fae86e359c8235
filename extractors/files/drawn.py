"""A page drawn with text and without it, and where the two pictures differ."""

import ctypes
from enum import Enum
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # has no stubs

from extractors.files.pdf_gaps import Box
from extractors.values import Word

_SCALE = 110 / 72
"""Pixels per point: letters of four points still show their strokes."""
_MAX_PIXELS = 6_000_000
"""A larger page is drawn smaller."""
_SMALLEST = 2.5
"""Points: what is less high nobody reads."""
CONTRAST = 5
"""Of 64 levels of grey: a lesser difference is no ink."""
HUE = 16
"""The same of red or green, where the greys are alike: red letters on blue are seen,
pale yellow ones on white are not."""
_BAND = (0.22, 0.86)
"""The part of a word's height that every letter and digit has ink in, and the lines
above and below have not."""
_WHOLE = (0.05, 1.0)
"""The same for a word with signs in it, of which some stand low or high."""
_GAP = 0.28
"""Of a word's height: a longer stretch without ink may be a digit that is not drawn."""
_MARGIN = 0.2
"""Of a character's box on each side: what is drawn there may be its neighbour's."""
_LEVELS, _HIGH = 0x3F, 0x80
_MARK = bytes([_HIGH])


class Look(Enum):
    """What a person sees of one word."""

    SEEN = "seen"
    CUT = "cut"
    """It runs past the edge of its cell: not all of it is drawn, and no wonder."""
    PATCHY = "patchy"
    """Drawn, but for a stretch in which a digit would fit."""
    DOUBTFUL = "doubtful"
    """Something is seen, and it need not be this word."""
    UNDER = "under"
    """Not drawn, and something else is in its place: the scan it was read off."""
    STRUCK = "struck"
    """A line goes through it: it is no longer said."""
    HIDDEN = "hidden"
    """Nothing of it is seen, or not all of it."""


class Window(NamedTuple):
    """A part of the picture of a page, in pixels from its top left."""

    x0: int
    top: int
    width: int
    height: int


class Canvas:
    """What an open page is drawn on, as often as wanted."""

    def __init__(self, page: Any, size: tuple[float, float]) -> None:
        width, height = size
        self._page = page
        self.scale = min(_SCALE, (_MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
        shape = max(round(width * self.scale), 1), max(round(height * self.scale), 1)
        self.whole = Window(0, 0, *shape)

    def around(self, *words: Word) -> Window:
        """Return the part of the picture that some words stand in."""
        s, whole = self.scale, self.whole
        x0 = min(max(int(min(w.x0 for w in words) * s) - 1, 0), whole.width - 1)
        top = min(max(int(min(w.top for w in words) * s) - 1, 0), whole.height - 1)
        x1 = min(int(max(w.x1 for w in words) * s) + 2, whole.width)
        bottom = min(int(max(w.bottom for w in words) * s) + 2, whole.height)
        return Window(x0, top, max(x1 - x0, 1), max(bottom - top, 1))

    def draw(self, window: Window) -> bytes:
        """Return a part of the page in grey, a byte for each pixel, row after row."""
        return self._draw(window, pdfium.FPDFBitmap_Gray, 1)

    def draw_hues(self, window: Window) -> tuple[bytes, bytes]:
        """Return red and green of a part of the page, as :meth:`draw` the grey."""
        pixels = self._draw(window, pdfium.FPDFBitmap_BGR, 3)
        return pixels[2::3], pixels[1::3]

    def _draw(self, window: Window, form: int, depth: int) -> bytes:
        x0, top, width, height = window
        row = depth * width
        pixels = bytearray(b"\xff") * (row * height)
        place = (ctypes.c_char * len(pixels)).from_buffer(pixels)
        bitmap = pdfium.FPDFBitmap_CreateEx(width, height, form, place, row)
        flags = pdfium.FPDF_ANNOT | (pdfium.FPDF_GRAYSCALE if depth == 1 else 0)
        shape = self.whole.width, self.whole.height
        pdfium.FPDF_RenderPageBitmap(bitmap, self._page, -x0, -top, *shape, 0, flags)
        pdfium.FPDFBitmap_Destroy(bitmap)
        return bytes(pixels)


class Pictures:
    """The same part of a page with some text and without it."""

    def __init__(
        self,
        drawn: bytes,
        bare: bytes,
        window: Window,
        scale: float,
        contrast: int = CONTRAST,
    ) -> None:
        self._drawn = drawn
        self._bare = bare
        self._window = window
        self._scale = scale
        self._contrast = contrast

    def look(self, word: Word) -> Look:
        """Say whether the text draws something all along the word."""
        found = self._along(word)
        if found is None:
            return Look.HIDDEN if self._is_plain(word) else Look.UNDER
        return found

    def shows(self, word: Word) -> bool:
        """Say whether a word is seen, whatever it would be otherwise."""
        return self._along(word) is Look.SEEN

    def _along(self, word: Word) -> Look | None:
        """Return what is drawn along a word; None where nothing is."""
        turned = _is_turned(word)
        wide, high = word.x1 - word.x0, word.bottom - word.top
        size, long = (wide, high) if turned else (high, wide)
        x0, top, x1, bottom = self._band(word, turned=turned)
        if size < _SMALLEST or x1 <= x0 or bottom <= top:
            return Look.HIDDEN
        letters = word.text.isalpha()
        if not letters and not any(map(str.isalnum, word.text)):
            return Look.SEEN
        if letters or not has_digit(word.text):
            # Of a name any stroke will do.
            return Look.SEEN if self._differs(x0, top, x1, bottom) else None
        there = self._cut(self._drawn, x0, top, x1, bottom)
        bare = self._cut(self._bare, x0, top, x1, bottom)
        changed = _changed(there, bare, self._contrast)
        if not changed:
            return None
        across, down = x1 - x0, bottom - top
        marks = (
            _folded_rows(changed, across)
            if turned
            else _folded_columns(changed, across, down)
        )
        # What the edge of the page cuts off is not shown either.
        missing = max(long * self._scale - len(marks), 0)
        gap = max(map(len, marks.split(_MARK))) + missing
        return Look.SEEN if gap <= _GAP * size * self._scale + 1 else Look.PATCHY

    def _differs(self, x0: int, top: int, x1: int, bottom: int) -> bool:
        """Say whether any pixel of a rectangle differs visibly."""
        width, across = self._window.width, x1 - x0
        # Most letters have ink in their middle.
        middle = (top + bottom) // 2
        for row in chain(range(middle, bottom), range(top, middle)):
            begin = row * width + x0
            end = begin + across
            if _changed(self._drawn[begin:end], self._bare[begin:end], self._contrast):
                return True
        return False

    def has_ink(self, box: Box) -> bool:
        """Say whether a letter or digit is drawn in the box of its own."""
        x0, top, x1, bottom = box
        across, down = _MARGIN * (x1 - x0), _MARGIN * (bottom - top)
        body = self._pixels(x0 + across, top + down, x1 - across, bottom - down)
        if body[0] >= body[2] or body[1] >= body[3]:
            return False
        there, bare = self._cut(self._drawn, *body), self._cut(self._bare, *body)
        return bool(_changed(there, bare, self._contrast))

    def _is_plain(self, word: Word) -> bool:
        """Say whether there is nothing where a word stands, and nothing near it.

        A machine that reads a scan is not exact about where it stands.
        """
        x0, top, x1, bottom = word.x0, word.top, word.x1, word.bottom
        size = x1 - x0 if _is_turned(word) else bottom - top
        near = self._pixels(x0 - size, top - size, x1 + size, bottom + size)
        there = self._cut(self._drawn, *near)
        if there.count(there[0]) == len(there):
            return True
        levels = set(there)
        return max(levels) - min(levels) < 4 * CONTRAST

    def _band(self, word: Word, *, turned: bool) -> tuple[int, int, int, int]:
        """Return the pixels between which the body of the word's letters lies."""
        first, last = _BAND if word.text.isalnum() else _WHOLE
        x0, top, x1, bottom = word.x0, word.top, word.x1, word.bottom
        if turned:
            margin = (1 - (last - first)) / 2 * (x1 - x0)
            x0, x1 = x0 + margin, x1 - margin
        else:
            high = bottom - top
            top, bottom = top + first * high, top + last * high
        return self._pixels(x0, top, x1, bottom)

    def _pixels(
        self, x0: float, top: float, x1: float, bottom: float
    ) -> tuple[int, int, int, int]:
        s, (left, upper, width, height) = self._scale, self._window
        return (
            max(int(x0 * s) - left, 0),
            max(int(top * s) - upper, 0),
            min(int(x1 * s) + 1 - left, width),
            min(int(bottom * s) + 1 - upper, height),
        )

    def _cut(self, picture: bytes, x0: int, top: int, x1: int, bottom: int) -> bytes:
        width = self._window.width
        starts = range(top * width + x0, bottom * width + x0, width)
        across = x1 - x0
        return b"".join([picture[n : n + across] for n in starts])


def _is_turned(word: Word) -> bool:
    """Say whether a word is printed upwards or downwards."""
    return word.bottom - word.top > word.x1 - word.x0 and len(word.text) > 1


def has_digit(text: str) -> bool:
    """Say whether *text* may hold a value."""
    return any(map(str.isdigit, text))


def _changed(one: bytes, other: bytes, contrast: int) -> bytes:
    """Return 0x80 for each pixel that differs visibly, 0 for the others.

    All pixels at once, as bytes of two long integers: each holds a grey of 64 levels,
    and its highest bit, set before the subtraction, stays where nothing was borrowed.
    """
    if one == other:
        return b""
    size = len(one)
    levels, high, least = _fields(size, contrast)
    a = int.from_bytes(one, "little") >> 2 & levels
    b = int.from_bytes(other, "little") >> 2 & levels
    darker = (b | high) - least - a
    lighter = (a | high) - least - b
    found = (darker | lighter) & high
    return found.to_bytes(size, "little") if found else b""


@lru_cache(maxsize=1024)
def _fields(size: int, contrast: int) -> tuple[int, int, int]:
    """Return the levels, highest bits and least difference of so many pixels."""
    units = int.from_bytes(b"\x01" * size, "little")
    return units * _LEVELS, units * _HIGH, units * contrast


def _folded_columns(changed: bytes, across: int, down: int) -> bytes:
    """Return for each column whether any row of it changed."""
    bits = int.from_bytes(changed, "little")
    while down > 1:
        half = (down + 1) // 2
        bits |= bits >> (8 * across * half)
        down = half
    return (bits & ((1 << 8 * across) - 1)).to_bytes(across, "little")


def _folded_rows(changed: bytes, across: int) -> bytes:
    """Return for each row whether any column of it changed."""
    rows = (changed[n : n + across] for n in range(0, len(changed), across))
    return b"".join(_MARK if row.strip(b"\0") else b"\0" for row in rows)
