"""Ruling lines of a page, for tables whose columns the words alone leave open."""

import ctypes
import io
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # has no stubs

from extractors.files.pdf import frame_of, opened
from extractors.files.pdf_gaps import Box
from extractors.files.pdf_words import Frame
from extractors.values import Word

_THIN = 3.0
"""Points: a filled rectangle this thin is drawn as a line."""
_SHORT = 6.0
"""Points: what is shorter is a dot or part of a letter."""
_MAX_OBJECTS = 5_000
_MAX_DEPTH = 3
_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1, 0, 0, 1, 0, 0)


class Rule(NamedTuple):
    """A straight line, level or upright, in points from the top left as displayed."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def upright(self) -> bool:
        """Whether it parts columns rather than rows."""
        return self.bottom - self.top > self.x1 - self.x0


def rules(content: bytes, number: int) -> tuple[Rule, ...]:
    """Return the lines of page *number*, counted from 1; a frame gives its four sides.

    Raises:
        PdfError: The file does not open.
    """
    with opened(content) as document:
        page = pdfium.FPDF_LoadPage(document, number - 1)
        if not page:
            return ()
        try:
            frame = frame_of(page)
            boxes = _paths(page, _IDENTITY, _MAX_DEPTH)
            return tuple(rule for box in boxes for rule in _rules(box, frame))
        finally:
            pdfium.FPDF_ClosePage(page)


def _rules(box: Box, frame: Frame) -> Iterator[Rule]:
    """Yield the line that a box is, or the sides of the frame that it draws."""
    x0, top, x1, bottom = frame.place(box)
    width, height = x1 - x0, bottom - top
    if max(width, height) < _SHORT:
        return
    if min(width, height) <= _THIN:
        yield Rule(x0, top, x1, bottom)
        return
    yield Rule(x0, top, x1, top)
    yield Rule(x0, bottom, x1, bottom)
    yield Rule(x0, top, x0, bottom)
    yield Rule(x1, top, x1, bottom)


def _paths(page: Any, matrix: _Matrix, depth: int) -> Iterator[Box]:
    """Yield the boxes of a page's paths, those inside its forms too."""
    count = min(pdfium.FPDFPage_CountObjects(page), _MAX_OBJECTS)
    for n in range(count):
        yield from _paths_of(pdfium.FPDFPage_GetObject(page, n), matrix, depth)


def _paths_of(shape: Any, matrix: _Matrix, depth: int) -> Iterator[Box]:
    kind = pdfium.FPDFPageObj_GetType(shape)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        edges = [ctypes.c_float() for _ in range(4)]
        if pdfium.FPDFPageObj_GetBounds(shape, *map(ctypes.byref, edges)):
            left, bottom, right, top = (edge.value for edge in edges)
            yield _moved((left, top, right, bottom), matrix)
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth:
        own = pdfium.FS_MATRIX()
        if pdfium.FPDFPageObj_GetMatrix(shape, ctypes.byref(own)):
            inner = _combined((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
            for n in range(min(pdfium.FPDFFormObj_CountObjects(shape), _MAX_OBJECTS)):
                child = pdfium.FPDFFormObj_GetObject(shape, n)
                yield from _paths_of(child, inner, depth - 1)


def _combined(one: _Matrix, other: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = other
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def _moved(box: Box, matrix: _Matrix) -> Box:
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in box[::2] for y in box[1::2]]
    across = [a * x + c * y + e for x, y in corners]
    up = [b * x + d * y + f for x, y in corners]
    return min(across), max(up), max(across), min(up)


def plumbed_words(content: bytes, number: int) -> tuple[Word, ...]:
    """Return the words of a page as pdfplumber splits them, after ruling lines failed.

    Twenty times as slow as PDFium and without limits of its own: for single pages whose
    columns stay open, in the confined child.
    """
    import pdfplumber  # noqa: PLC0415  # half a second

    with pdfplumber.open(io.BytesIO(content), pages=[number]) as document:
        words = document.pages[0].extract_words(keep_blank_chars=False)
    return tuple(
        Word(w["text"], w["x0"], w["top"], w["x1"], w["bottom"]) for w in words
    )
