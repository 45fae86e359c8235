"""Which words of a PDF page a person sees: the page is drawn with and without its text.

A word counts as seen when taking the text away changes the picture where the word
stands, all along it. That one question answers white ink, no ink, tiny letters, text
under a picture, outside a clip, on a hidden layer or off the page, whichever way the
file does it.
"""

import ctypes
import re
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # has no stubs

from extractors.values import Word

_SCALE = 110 / 72
"""Pixels per point: letters of four points still show their strokes."""
_MAX_PIXELS = 6_000_000
"""A larger page is drawn smaller."""
_SMALLEST = 2.5
"""Points: what is less high nobody reads."""
_CONTRAST = 5
"""Of 64 levels of grey: a lesser difference is no ink."""
_BAND = (0.22, 0.86)
"""The part of a word's height that every letter and digit has ink in, and the lines
above and below have not."""
_WHOLE = (0.05, 1.0)
"""The same for a word with signs in it, of which some stand low or high."""
_GAP = 0.6
"""Of a word's height: no longer stretch of a word is without ink."""
_WIDE = 0.75
"""Of its height for each letter: a word that is wider has a box that is not its own."""
_PILE = 0.4
"""Of a word: two words that share more stand on each other, and one of them hides."""
_MAX_DEPTH = 5
_MAX_OBJECTS = 200_000
_MAX_TEXT = 2_000
_LEVELS, _HIGH = 0x3F, 0x80
_MARK = bytes([_HIGH])
_HAS_DIGIT = re.compile(r"\d").search
_FOUND = ctypes.c_void_p


def _fast(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    """Bind a function of PDFium to plain addresses: its objects are many."""
    address = ctypes.cast(getattr(pdfium, name), ctypes.c_void_p).value or 0
    return ctypes.PYFUNCTYPE(result, *arguments)(address)


_object_at = _fast("FPDFPage_GetObject", _FOUND, _FOUND, ctypes.c_int)
_object_in = _fast("FPDFFormObj_GetObject", _FOUND, _FOUND, ctypes.c_ulong)
_kind_of = _fast("FPDFPageObj_GetType", ctypes.c_int, _FOUND)
_count_marks = _fast("FPDFPageObj_CountMarks", ctypes.c_int, _FOUND)
_set_active = _fast("FPDFPageObj_SetIsActive", ctypes.c_int, _FOUND, ctypes.c_int)


class Look(Enum):
    """What a person sees of one word."""

    SEEN = "seen"
    DOUBTFUL = "doubtful"
    """Something is seen, and it need not be this word."""
    UNDER = "under"
    """Not drawn, and something else is in its place: the scan it was read off."""
    HIDDEN = "hidden"
    """Nothing of it is seen, or not all of it."""


def looks(
    page: Any, words: Sequence[Word], size: tuple[float, float]
) -> tuple[Look, ...]:
    """Say of each word of an open page what a person sees of it.

    The page's text objects are switched off by this: read the text before.

    Args:
        page: Of PDFium; its text has been read.
        words: As displayed, those off the page too.
        size: Width and height of the page as displayed, in points.
    """
    if not words:
        return ()
    width, height = size
    scale = min(_SCALE, (_MAX_PIXELS / max(width * height, 1.0)) ** 0.5)
    shape = max(round(width * scale), 1), max(round(height * scale), 1)
    drawn = _draw(page, shape)
    _switch_text_off(page)
    pictures = _Pictures(drawn, _draw(page, shape), shape, scale)
    piled = _piled(words)
    return tuple(
        Look.DOUBTFUL if look is Look.SEEN and n in piled else look
        for n, look in enumerate(map(pictures.look, words))
    )


def replaced(page: Any) -> str:
    """Return a text with digits that the file gives out for what it draws; "" if none.

    Such a text is what every reader of the file is told, whatever is to be seen; for a
    hyphen or a bullet that is meant well.
    """
    for shape in _page_texts(page):
        for n in range(_count_marks(shape)):
            text = _actual_text(shape, n)
            if _HAS_DIGIT(text):
                return text
    return ""


def _actual_text(shape: int, number: int) -> str:
    mark = pdfium.FPDFPageObj_GetMark(
        ctypes.cast(shape, pdfium.FPDF_PAGEOBJECT), number
    )
    units = (ctypes.c_ushort * _MAX_TEXT)()
    size = ctypes.c_ulong()
    found = pdfium.FPDFPageObjMark_GetParamStringValue(
        mark, b"ActualText", units, ctypes.sizeof(units), ctypes.byref(size)
    )
    raw = bytes(units)[: max(size.value - 2, 0)] if found else b""
    return raw.decode("utf-16-le", "replace")


def _draw(page: Any, shape: tuple[int, int]) -> bytes:
    """Return the page in grey, a byte for each pixel, row after row."""
    width, height = shape
    pixels = ctypes.create_string_buffer(b"\xff" * (width * height), width * height)
    bitmap = pdfium.FPDFBitmap_CreateEx(
        width, height, pdfium.FPDFBitmap_Gray, pixels, width
    )
    flags = pdfium.FPDF_ANNOT | pdfium.FPDF_GRAYSCALE
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
    pdfium.FPDFBitmap_Destroy(bitmap)
    return pixels.raw


def _switch_text_off(page: Any) -> None:
    for shape in _page_texts(page):
        _set_active(shape, 0)


def _page_texts(page: Any) -> Iterator[int]:
    """Yield the text objects of a page, those inside its forms too."""
    address = ctypes.cast(page, ctypes.c_void_p).value
    count = min(pdfium.FPDFPage_CountObjects(page), _MAX_OBJECTS)
    yield from _texts((_object_at(address, n) for n in range(count)), _MAX_DEPTH)


def _texts(shapes: Iterator[int], depth: int) -> Iterator[int]:
    for shape in shapes:
        kind = _kind_of(shape)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield shape
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
            form = ctypes.cast(shape, pdfium.FPDF_PAGEOBJECT)
            count = min(pdfium.FPDFFormObj_CountObjects(form), _MAX_OBJECTS)
            inner = (_object_in(shape, n) for n in range(count))
            yield from _texts(inner, depth - 1)


class _Pictures:
    """The page with its text and without it."""

    def __init__(
        self, drawn: bytes, bare: bytes, shape: tuple[int, int], scale: float
    ) -> None:
        self._drawn = drawn
        self._bare = bare
        self._width, self._height = shape
        self._scale = scale

    def look(self, word: Word) -> Look:
        """Say whether the text draws something all along the word."""
        wide, high = word.x1 - word.x0, word.bottom - word.top
        turned = high > wide and len(word.text) > 1
        size, long = (wide, high) if turned else (high, wide)
        x0, top, x1, bottom = self._band(word, turned=turned)
        if size < _SMALLEST or x1 <= x0 or bottom <= top:
            return Look.HIDDEN
        if not any(map(str.isalnum, word.text)):
            return Look.SEEN
        there = self._cut(self._drawn, x0, top, x1, bottom)
        changed = _changed(there, self._cut(self._bare, x0, top, x1, bottom))
        if not changed:
            plain = max(there) - min(there) < 4 * _CONTRAST
            return Look.HIDDEN if plain else Look.UNDER
        across, down = x1 - x0, bottom - top
        marks = (
            _folded_rows(changed, across)
            if turned
            else _folded_columns(changed, across, down)
        )
        # What the edge of the page cuts off is not shown either.
        missing = max(long * self._scale - len(marks), 0)
        gap = max(map(len, marks.split(_MARK))) + missing
        if gap <= _GAP * size * self._scale + 2 or not _HAS_DIGIT(word.text):
            return Look.SEEN
        # Letters set so far apart have a box that does not tell where they are.
        sparse = long > _WIDE * size * len(word.text)
        return Look.DOUBTFUL if sparse else Look.HIDDEN

    def _band(self, word: Word, *, turned: bool) -> tuple[int, int, int, int]:
        """Return the pixels between which the body of the word's letters lies."""
        x0, top, x1, bottom = word.x0, word.top, word.x1, word.bottom
        first, last = _BAND if word.text.isalnum() else _WHOLE
        if turned:
            margin = (1 - (last - first)) / 2 * (x1 - x0)
            x0, x1 = x0 + margin, x1 - margin
        else:
            high = bottom - top
            top, bottom = top + first * high, top + last * high
        s = self._scale
        return (
            max(int(x0 * s), 0),
            max(int(top * s), 0),
            min(int(x1 * s) + 1, self._width),
            min(int(bottom * s) + 1, self._height),
        )

    def _cut(self, picture: bytes, x0: int, top: int, x1: int, bottom: int) -> bytes:
        width = self._width
        starts = range(top * width + x0, bottom * width + x0, width)
        across = x1 - x0
        return b"".join([picture[n : n + across] for n in starts])


def _changed(one: bytes, other: bytes) -> bytes:
    """Return 0x80 for each pixel that differs visibly, 0 for the others.

    All pixels at once, as bytes of two long integers: each holds a grey of 64 levels,
    and its highest bit, set before the subtraction, stays where nothing was borrowed.
    """
    if one == other:
        return b""
    size = len(one)
    units = int.from_bytes(b"\x01" * size, "little")
    levels, high, least = units * _LEVELS, units * _HIGH, units * _CONTRAST
    a = int.from_bytes(one, "little") >> 2 & levels
    b = int.from_bytes(other, "little") >> 2 & levels
    darker = (b | high) - least - a
    lighter = (a | high) - least - b
    found = (darker | lighter) & high
    return found.to_bytes(size, "little") if found else b""


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


def _piled(words: Sequence[Word]) -> set[int]:
    """Return which words stand on each other, saying different things."""
    order = sorted(
        (n for n, w in enumerate(words) if any(map(str.isalnum, w.text))),
        key=lambda n: words[n].top,
    )
    found: set[int] = set()
    for at, n in enumerate(order):
        word = words[n]
        for m in order[at + 1 :]:
            other = words[m]
            if other.top > word.bottom:
                break
            if word.x0 < other.x1 and other.x0 < word.x1 and _on(word, other):
                found |= {n, m}
    return found


def _on(word: Word, other: Word) -> bool:
    if word.text in other.text or other.text in word.text:
        return False  # printed twice to look bold
    if not _HAS_DIGIT(word.text + other.text):
        return False  # names that run over the next column hide no value
    across = min(word.x1, other.x1) - max(word.x0, other.x0)
    down = min(word.bottom, other.bottom) - max(word.top, other.top)
    narrow = min(word.x1 - word.x0, other.x1 - other.x0)
    low = min(word.bottom - word.top, other.bottom - other.top)
    return across > _PILE * narrow and down > (1 - _PILE) * low
