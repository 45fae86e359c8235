"""Boxes and labels drawn on the picture of a page.

The pixels come bare from the confined reader: no decoder runs on them here.
"""

from collections.abc import Sequence
from io import BytesIO

from PIL import Image, ImageColor, ImageDraw, ImageFont

from extractors.values import Page, Picture
from review.evidence import Mark
from review.labels import SIZE, Label, labels

_AROUND = 1.0
"""Points between the words and the box around them."""
_FILL = 0.12
"""Share of the colour inside a box."""


def plain_png(picture: Picture) -> bytes:
    """Return the picture as a PNG file."""
    return _png(_image(picture))


def marked_png(picture: Picture, page: Page, marks: Sequence[Mark]) -> bytes:
    """Return the picture as a PNG file with every mark's box drawn and labelled."""
    image = _image(picture)
    draw = ImageDraw.Draw(image, "RGBA")
    scale = picture.width / page.width if page.width else 1.0
    for mark in marks:
        if mark.box is None:
            continue
        x0, top, x1, bottom = mark.box
        corners = (x0 - _AROUND, top - _AROUND, x1 + _AROUND, bottom + _AROUND)
        box = tuple(_inside(edge * scale, picture) for edge in corners)
        left, upper, right, lower = box
        if left > right or upper > lower:
            continue
        fill = (*ImageColor.getrgb(mark.colour)[:3], int(255 * _FILL))
        draw.rectangle((left, upper, right, lower), fill, mark.colour, width=2)
    for label in labels(page, marks):
        _tag(draw, label, scale)
    return _png(image)


def _inside(edge: float, picture: Picture) -> float:
    """Return *edge* where Pillow can draw it: boxes may be anything, even infinite."""
    largest = float(max(picture.width, picture.height))
    return min(max(edge, -1.0), largest)


def _tag(draw: ImageDraw.ImageDraw, label: Label, scale: float) -> None:
    """Write a label where it found room, and the line that leads to its box."""
    colour = label.mark.colour
    if label.leader:
        draw.line([edge * scale for edge in label.leader], colour, width=1)
    left, upper, right, lower = (edge * scale for edge in label.box)
    draw.rectangle((left, upper, right, lower), "white", colour)
    font = ImageFont.load_default(SIZE * scale)
    x0, y0, x1, y1 = draw.textbbox((0, 0), label.text, font=font)
    if x1 - x0 > right - left - 2:
        font = ImageFont.load_default(SIZE * scale * (right - left - 2) / (x1 - x0))
        x0, y0, x1, y1 = draw.textbbox((0, 0), label.text, font=font)
    x, y = (left + right - x0 - x1) / 2, (upper + lower - y0 - y1) / 2
    draw.text((x, y), label.text, fill=colour, font=font)


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
