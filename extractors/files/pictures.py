"""Pages as pictures, for a person who wants to see where a fact is printed.

PDFium draws strangers' pages here, so this too is called in a confined child only.
"""

import ctypes
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # has no stubs

from extractors.files.images import FORMATS, ImageError, image_page, page_size
from extractors.files.pdf import PdfError, opened
from extractors.files.pdf_notes import shown_page
from extractors.files.within import document_in
from extractors.values import Picture

SCALE = 1.75
"""Pixels to a point, unless the page is so large that its picture would not fit."""
MAX_BYTES = 7 * 1024 * 1024
_WHITE = 0xFFFFFFFF


def page_picture(
    content: bytes, sha256: str, page: int, passwords: tuple[str, ...] = ()
) -> Picture | None:
    """Draw one page of a PDF or picture that is, or lies in, a file.

    Args:
        content: The file: the document, or a mail or archive that holds it.
        sha256: Of the document.
        page: Counts from 1.
        passwords: Known ones, for a PDF that does not open without.

    Returns:
        None where there is no such document, or no page of it that can be drawn.
    """
    found = document_in(content, sha256)
    if found is None:
        return None
    inner, kind = found
    try:
        if kind in FORMATS:
            return _photo(inner, kind, page)
        with opened(inner, passwords) as document:
            return _page(document, page)
    except (PdfError, ImageError):
        return None


def _photo(content: bytes, kind: str, number: int) -> Picture | None:
    with image_page(content, kind, number) as image:
        size = _size(*page_size(image))
        drawn = image.convert("RGB").resize(size)
        return Picture(*size, drawn.tobytes())


def _page(document: Any, number: int) -> Picture | None:
    page = shown_page(document, number)
    if not page:
        return None
    try:
        points = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        width, height = _size(*points)
        return _drawn(page, width, height)
    finally:
        pdfium.FPDF_ClosePage(page)


def _size(width: float, height: float) -> tuple[int, int]:
    """Return the picture's pixels for a page's points.

    >>> _size(612.0, 792.0)
    (1071, 1386)
    """
    width, height = max(width, 1.0), max(height, 1.0)
    scale = min(SCALE, (MAX_BYTES / 3 / width / height) ** 0.5)
    return max(int(width * scale), 1), max(int(height * scale), 1)


def _drawn(page: Any, width: int, height: int) -> Picture | None:
    if 3 * width * height > MAX_BYTES:
        return None
    stride = 4 * width
    buffer = (ctypes.c_ubyte * (stride * height))()
    bitmap = pdfium.FPDFBitmap_CreateEx(
        width, height, pdfium.FPDFBitmap_BGRx, buffer, stride
    )
    if not bitmap:
        return None
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, _WHITE)
        flags = pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    pixels = bytearray(3 * width * height)
    drawn = memoryview(buffer).cast("B")
    for channel in range(3):
        pixels[channel::3] = drawn[channel::4]
    return Picture(width, height, bytes(pixels))
