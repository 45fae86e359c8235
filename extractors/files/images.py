"""Pictures that came as files: opened within bounds, page by page.

The size is read from the header and refused there: no bomb is ever unfolded. Decoders
run on strangers' bytes here, so this is called in a confined child only.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING

from extractors.codes import Reason
from extractors.files import media

if TYPE_CHECKING:  # Pillow is loaded where there is a picture
    from PIL import Image

MAX_PIXELS = 36_000_000
"""A sheet at 600 dpi has 35 million, a telephone's photo 12."""
MAX_SIDE = 20_000
MAX_PAGES = 30
SMALLEST = 400
"""Pixels of the longer side: what is smaller is a logo or a thumbnail."""
LONG_SIDE = 792.0
"""Points of a picture's longer side: it has no true size, and most are of a letter."""
_ORIENTATION = 0x0112
_LYING = frozenset({5, 6, 7, 8})
"""Orientations, as cameras note them, that swap width and height."""
FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/tiff": "TIFF",
    "image/webp": "WEBP",
    "image/bmp": "BMP",
    media.HEIC: "HEIF",
}
"""Those that a sheet of paper comes as, and their names with Pillow."""

CUT = "the picture is cut off or broken"
_ENDS = {"image/png": b"IEND", "image/jpeg": b"\xff\xd9"}


class ImageError(Exception):
    """The picture is not opened; *reason* says why."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def page_sizes(content: bytes, kind: str) -> tuple[tuple[float, float], ...]:
    """Return width and height in points of each page, without unfolding any.

    Empty where it is too small to be the picture of a page.

    Raises:
        ImageError: Damaged, too large, or nothing here opens such files.
    """
    with _opened(content, kind) as image:
        try:
            frames = list(_frames(image))
        except (EOFError, OSError, SyntaxError, ValueError) as error:
            # Of a PNG, how it was held may stand behind its pixels.
            raise ImageError(Reason.DAMAGED, CUT) from error
    large = any(max(frame) >= SMALLEST for frame in frames)
    return tuple(map(_points, frames)) if large else ()


def is_whole(content: bytes, kind: str) -> bool:
    """Say whether a picture has the mark that it ends with, where its form has one.

    What comes behind the mark does not matter; in the preview that a camera puts into
    its photo the mark stands as well, so it counts only behind the last of the data.
    """
    mark = _ENDS.get(kind)
    if mark is None:
        return True
    begins = content.rfind(b"\xff\xda") if kind == "image/jpeg" else 0
    return content.rfind(mark) > begins


def page_size(image: "Image.Image") -> tuple[float, float]:
    """Return width and height in points."""
    return _points(image.size)


def _points(size: tuple[int, int]) -> tuple[float, float]:
    scale = LONG_SIDE / max(size)
    return round(size[0] * scale, 2), round(size[1] * scale, 2)


@contextmanager
def image_page(content: bytes, kind: str, page: int) -> Iterator["Image.Image"]:
    """Yield one page, grey or in colour, turned as its camera says.

    Raises:
        ImageError: As for :func:`page_sizes`, or there is no such page.
    """
    from PIL import ImageOps  # noqa: PLC0415  # as above

    with _opened(content, kind) as image:
        try:
            if page > 1:
                image.seek(page - 1)
                _check(image)
            image.load()
        except (EOFError, OSError, SyntaxError, ValueError) as error:
            raise ImageError(Reason.DAMAGED, CUT) from error
        upright = ImageOps.exif_transpose(image)
        yield _on_white(upright)


def _on_white(image: "Image.Image") -> "Image.Image":
    """Return the picture as it shows on paper, without transparency."""
    if image.mode in ("L", "RGB"):
        return image
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("L" if image.mode in ("1", "I", "F", "I;16") else "RGB")
    from PIL import Image  # noqa: PLC0415  # as above

    clear = image if image.mode == "RGBA" else image.convert("RGBA")
    paper = Image.new("RGB", clear.size, "white")
    paper.paste(clear, mask=clear.getchannel("A"))
    return paper


@contextmanager
def _opened(content: bytes, kind: str) -> Iterator["Image.Image"]:
    from PIL import Image  # noqa: PLC0415  # as above

    if kind == media.HEIC:
        _serve_heif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            image = Image.open(BytesIO(content), formats=[FORMATS[kind]])
    except Image.DecompressionBombError as error:
        raise ImageError(Reason.TOO_LARGE, "too many pixels") from error
    except (OSError, SyntaxError, ValueError) as error:
        raise ImageError(Reason.DAMAGED, CUT) from error
    with image:
        _check(image)
        yield image


def _check(image: "Image.Image") -> None:
    width, height = image.size
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        raise ImageError(Reason.TOO_LARGE, f"{width} by {height} pixels")
    if min(width, height) < 1:
        raise ImageError(Reason.DAMAGED, "no pixels")


def _frames(image: "Image.Image") -> Iterator[tuple[int, int]]:
    """Yield the size of each page as it is shown."""
    for number in range(MAX_PAGES if image.format == "TIFF" else 1):
        try:
            image.seek(number)
        except (EOFError, OSError, SyntaxError, ValueError):
            return
        _check(image)
        width, height = image.size
        lying = image.getexif().get(_ORIENTATION) in _LYING
        yield (height, width) if lying else (width, height)


def _serve_heif() -> None:
    """Let Pillow open what telephones save; needs the extra ``ocr``.

    Raises:
        ImageError: The extra is not installed.
    """
    try:
        import pillow_heif  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415  # an extra
    except ImportError as error:
        detail = "HEIC is not read: nightclerk[ocr] is not installed"
        raise ImageError(Reason.SCAN_NO_TEXT, detail) from error
    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.options.THUMBNAILS = False
    pillow_heif.register_heif_opener()
