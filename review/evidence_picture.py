"""Boxes and labels drawn on the picture of a page.

The pixels come bare from the confined reader: no decoder runs on them here.
"""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from extractors.values import Page, Picture
from review.escape import shortened
from review.evidence import Mark

_LABEL_POINTS = 5.5
_AROUND = 1.0
"""Points between the words and the box around them."""
_LONGEST = 24


def plain_png(picture: Picture) -> bytes:
    """Return the picture as a PNG file."""
    return _png(_image(picture))


def marked_png(picture: Picture, page: Page, marks: Sequence[Mark]) -> bytes:
    """Return the picture as a PNG file with every mark's box drawn and labelled."""
    image = _image(picture)
    draw = ImageDraw.Draw(image)
    scale = picture.width / page.width if page.width else 1.0
    font = ImageFont.load_default(_LABEL_POINTS * scale)
    for mark in marks:
        if mark.box is None:
            continue
        x0, top, x1, bottom = mark.box
        corners = (x0 - _AROUND, top - _AROUND, x1 + _AROUND, bottom + _AROUND)
        box = tuple(_inside(edge * scale, picture) for edge in corners)
        left, upper, right, lower = box
        if left > right or upper > lower:
            continue
        draw.rectangle((left, upper, right, lower), outline=mark.colour, width=2)
        if mark.label:
            label = shortened(mark.label, _LONGEST)
            _tag(draw, (left, upper), label, mark.colour, font)
    return _png(image)


def _inside(edge: float, picture: Picture) -> float:
    """Return *edge* where Pillow can draw it: boxes may be anything, even infinite."""
    largest = float(max(picture.width, picture.height))
    return min(max(edge, -1.0), largest)


def _tag(
    draw: ImageDraw.ImageDraw,
    corner: tuple[float, float],
    text: str,
    colour: str,
    font: "ImageFont.FreeTypeFont | ImageFont.ImageFont",
) -> None:
    """Write *text* on a tag that stands on the box's upper left corner."""
    left, upper = corner
    x0, y0, x1, y1 = draw.textbbox((0, 0), text, font=font)
    height = y1 - y0 + 4
    upper = max(upper - height, 0)
    draw.rectangle((left, upper, left + x1 - x0 + 4, upper + height), fill=colour)
    draw.text((left + 2 - x0, upper + 2 - y0), text, fill="white", font=font)


def _image(picture: Picture) -> Image.Image:
    size = picture.width, picture.height
    return Image.frombytes("RGB", size, picture.pixels)


def _png(image: Image.Image) -> bytes:
    """Write a PNG of at most 256 colours: pages are black, white and a logo."""
    few = image.quantize(
        256, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE
    )
    out = BytesIO()
    few.save(out, "PNG", compress_level=6)
    return out.getvalue()
