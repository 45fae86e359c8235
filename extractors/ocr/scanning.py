"""One page drawn for the recogniser: grey, at a resolution, its lines level.

Called in a confined child only, as all that opens strangers' files.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # has no stubs
from PIL import Image

from extractors.codes import Reason
from extractors.files.images import FORMATS, ImageError, image_page, page_size
from extractors.files.pdf import PdfError, opened
from extractors.files.pdf_notes import shown_page
from extractors.files.within import document_in
from extractors.ocr.skew import skew
from extractors.ocr.turning import Turn
from extractors.ocr.values import Place, Scan

MAX_PIXELS = 12_000_000
"""Of a scan: a letter at 300 dpi has 8.4 million; what is larger is drawn coarser."""
_WHITE = 255


def page_scan(
    content: bytes,
    place: Place,
    dpi: int,
    turned: int,
    passwords: tuple[str, ...] = (),
) -> Scan | None:
    """Draw one page of a document that is, or lies in, a file.

    Args:
        content: The file.
        place: The SHA-256 of the PDF or picture, and the page.
        dpi: Pixels to an inch of the page.
        turned: Quarter turns in degrees by which its lines are turned, clockwise; by
            how much they lean besides is found here.
        passwords: Known ones, for a PDF that does not open without.

    Returns:
        None where there is no such page, or it cannot be drawn.
    """
    sha256, page = place
    found = document_in(content, sha256)
    if found is None:
        return None
    try:
        with _grey(*found, page, dpi, passwords) as (image, width, height):
            return _levelled(image, dpi, turned, (width, height))
    except (PdfError, ImageError):
        return None


def _levelled(
    image: Image.Image, dpi: int, turned: int, points: tuple[float, float]
) -> Scan:
    leaning = skew(_turned(image, turned) if turned else image)
    level = _turned(image, turned + leaning) if turned or leaning else image
    return Scan(
        level.width, level.height, dpi, turned + leaning, *points, level.tobytes()
    )


def _turned(image: Image.Image, degrees: float) -> Image.Image:
    """Return what the page shows once its lines are level."""
    turn = Turn(degrees, image.width, image.height)
    width, height = turn.level_size
    return image.transform(
        (max(round(width), 1), max(round(height), 1)),
        Image.Transform.AFFINE,
        turn.matrix(),
        Image.Resampling.BICUBIC,
        fillcolor=_WHITE,
    )


@contextmanager
def _grey(
    content: bytes, kind: str, page: int, dpi: int, passwords: tuple[str, ...]
) -> Iterator[tuple[Image.Image, float, float]]:
    """Yield the page in shades of grey, and its size in points."""
    if kind in FORMATS:
        with image_page(content, kind, page) as image:
            width, height = page_size(image)
            size = _pixels(width, height, dpi)
            yield image.convert("L").resize(size), width, height
        return
    with opened(content, passwords) as document:
        handle = shown_page(document, page)
        if not handle:
            raise ImageError(Reason.DAMAGED, "cannot be drawn")
        try:
            width = pdfium.FPDF_GetPageWidthF(handle)
            height = pdfium.FPDF_GetPageHeightF(handle)
            yield _drawn(handle, *_pixels(width, height, dpi)), width, height
        finally:
            pdfium.FPDF_ClosePage(handle)


def _pixels(width: float, height: float, dpi: int) -> tuple[int, int]:
    """Return the pixels of a page's points.

    >>> _pixels(612.0, 792.0, 200)
    (1700, 2200)
    """
    width, height = max(width, 1.0), max(height, 1.0)
    scale = min(dpi / 72, (MAX_PIXELS / width / height) ** 0.5)
    return max(int(width * scale), 1), max(int(height * scale), 1)


def _drawn(page: Any, width: int, height: int) -> Image.Image:
    buffer = (ctypes.c_ubyte * (width * height))()
    bitmap = pdfium.FPDFBitmap_CreateEx(
        width, height, pdfium.FPDFBitmap_Gray, buffer, width
    )
    if not bitmap:
        raise ImageError(Reason.DAMAGED, "cannot be drawn")
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        flags = pdfium.FPDF_ANNOT | pdfium.FPDF_GRAYSCALE
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return Image.frombytes("L", (width, height), bytes(buffer))
