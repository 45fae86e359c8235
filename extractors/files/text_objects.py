"""The text objects of a PDF page: which one draws a word, and where it is cut off."""

import ctypes
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice, repeat
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # has no stubs

from extractors.files.pdf_gaps import Box
from extractors.files.pdf_words import CharIndex, Frame, char_box, page_text
from extractors.values import Word

_MAX_DEPTH = 5
_MAX_OBJECTS = 200_000
_MAX_TEXT = 2_000
_MAX_PLACES = 300
"""Of one text on a page: where it stands more often, nobody asks which one is which."""
_NEAR = 1.0
"""Points."""
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


def page_texts(page: Any) -> Iterator[int]:
    """Yield the addresses of a page's text objects, those inside its forms too."""
    address = ctypes.cast(page, ctypes.c_void_p).value
    count = min(pdfium.FPDFPage_CountObjects(page), _MAX_OBJECTS)
    yield from _texts(list(map(_object_at, repeat(address), range(count))), _MAX_DEPTH)


def _texts(shapes: Sequence[int], depth: int) -> Iterator[int]:
    for shape, kind in zip(shapes, map(_kind_of, shapes), strict=True):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield shape
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
            form = ctypes.cast(shape, pdfium.FPDF_PAGEOBJECT)
            count = min(pdfium.FPDFFormObj_CountObjects(form), _MAX_OBJECTS)
            inner = list(map(_object_in, repeat(shape), range(count)))
            yield from _texts(inner, depth - 1)


def switch(shape: int, *, on: bool) -> None:
    """Let a text object be drawn, or not."""
    _set_active(shape, int(on))


def switch_all(shapes: Iterable[int], *, on: bool) -> None:
    """Let text objects be drawn, or not."""
    deque(map(_set_active, shapes, repeat(int(on))), maxlen=0)


def replaced(shapes: Sequence[int]) -> str:
    """Return a text with digits that the file gives out for what it draws; "" if none.

    Such a text is what every reader of the file is told, whatever is to be seen; for a
    hyphen or a bullet that is meant well.

    Args:
        shapes: The text objects of a page.
    """
    for shape, count in zip(shapes, map(_count_marks, shapes), strict=True):
        for n in range(count):
            text = _actual_text(shape, n)
            if _HAS_DIGIT(text):
                return text
    return ""


def _actual_text(shape: int, number: int) -> str:
    mark = pdfium.FPDFPageObj_GetMark(_page_object(shape), number)
    units = (ctypes.c_ushort * _MAX_TEXT)()
    size = ctypes.c_ulong()
    found = pdfium.FPDFPageObjMark_GetParamStringValue(
        mark, b"ActualText", units, ctypes.sizeof(units), ctypes.byref(size)
    )
    raw = bytes(units)[: max(size.value - 2, 0)] if found else b""
    return raw.decode("utf-16-le", "replace")


def _page_object(shape: int) -> Any:
    return ctypes.cast(shape, pdfium.FPDF_PAGEOBJECT)


class TextObjects:
    """The text objects of one page by the words that they draw."""

    def __init__(self, text_page: Any, frame: Frame) -> None:
        self._page = text_page
        self._frame = frame
        self._text = page_text(text_page)
        self._index = CharIndex(text_page, self._text)

    def of(self, word: Word) -> int | None:
        """Return the address of the object that draws a word; None if not known."""
        place = self._place(word)
        if place is None:
            return None
        shape = pdfium.FPDFText_GetTextObject(self._page, self._index.of(place))
        return ctypes.cast(shape, ctypes.c_void_p).value

    def letters(self, word: Word) -> list[Box] | None:
        """Return where each letter and digit of a word stands; None if not known."""
        place = self._place(word)
        if place is None:
            return None
        return [
            self._box(self._index.of(place + n))
            for n, character in enumerate(word.text)
            if character.isalnum()
        ]

    def _place(self, word: Word) -> int | None:
        pattern = re.compile(re.escape(word.text))
        for match in islice(pattern.finditer(self._text), _MAX_PLACES):
            ends = match.start(), match.end() - 1
            if all(_inside(self._box(self._index.of(n)), word) for n in ends):
                return match.start()
        return None

    def _box(self, index: int) -> Box:
        return self._frame.place(char_box(self._page, index))

    def cell(self, shape: int) -> Box | None:
        """Return what is shown of the page where an object begins and is cut off.

        Returns:
            x0, top, x1, bottom as displayed; None where the object is not cut off, or
            hardly any of it is shown.
        """
        edges = [ctypes.c_float() for _ in range(4)]
        if not pdfium.FPDFPageObj_GetBounds(
            _page_object(shape), *map(ctypes.byref, edges)
        ):
            return None
        left, bottom, right, top = (edge.value for edge in edges)
        clip = _clip(shape)
        if clip is None:
            return None
        across = min(right, clip[2]) - max(left, clip[0])
        up = min(top, clip[1]) - max(bottom, clip[3])
        line = min(right - left, top - bottom)
        return self._frame.place(clip) if min(across, up) >= line / 2 > 0 else None


def _inside(box: Box, word: Word) -> bool:
    x0, top, x1, bottom = box
    return (
        word.x0 - _NEAR <= x0
        and x1 <= word.x1 + _NEAR
        and word.top - _NEAR <= top
        and bottom <= word.bottom + _NEAR
    )


def _clip(shape: int) -> Box | None:
    """Return the box that all clips of an object leave; None where it has none."""
    clip = pdfium.FPDFPageObj_GetClipPath(_page_object(shape))
    count = pdfium.FPDFClipPath_CountPaths(clip) if clip else 0
    boxes = [box for n in range(count) if (box := _path_box(clip, n))]
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return max(lefts), min(tops), min(rights), max(bottoms)


def _path_box(clip: Any, number: int) -> Box | None:
    x, y = ctypes.c_float(), ctypes.c_float()
    across: list[float] = []
    up: list[float] = []
    count = pdfium.FPDFClipPath_CountPathSegments(clip, number)
    for n in range(min(count, _MAX_PLACES)):
        segment = pdfium.FPDFClipPath_GetPathSegment(clip, number, n)
        if pdfium.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
            across.append(x.value)
            up.append(y.value)
    return (min(across), max(up), max(across), min(up)) if across else None
