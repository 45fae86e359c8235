"""Pages drawn for the recogniser: whole, level, at the resolution asked for."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from extractors.digests import content_digest
from extractors.ocr.scanning import MAX_PIXELS, page_scan
from extractors.ocr.skew import skew
from extractors.ocr.values import Scan


def ruled(width: int = 900, height: int = 1200, turned: float = 0.0) -> Image.Image:
    """Return a page of dashed lines, as text looks from afar; its head is heavy."""
    page = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(page)
    for row in range(height // 8, height - height // 8, 24):
        for x in range(width // 8, width - width // 8, 30):
            pen.rectangle((x, row, x + 20, row + 8), fill=0)
    pen.rectangle((width // 8, 20, width // 2, 60), fill=0)
    if turned:
        page = page.rotate(
            -turned, Image.Resampling.BICUBIC, expand=True, fillcolor=255
        )
    return page


def saved(image: Image.Image, kind: str = "PDF", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def scan(content: bytes, page: int = 1, dpi: int = 100, turned: int = 0) -> Scan | None:
    return page_scan(content, (content_digest(content), page), dpi, turned)


@pytest.mark.parametrize("turned", [0.0, 0.6, 2.3, 4.8, -1.1, -4.9])
def test_a_leaning_page_is_found_to_lean(turned: float) -> None:
    assert abs(skew(ruled(turned=turned)) - turned) < 0.25


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(Image.new("L", (300, 400), 255), id="white"),
        pytest.param(Image.new("L", (300, 400), 0), id="black"),
        pytest.param(Image.new("L", (1, 1), 90), id="one dot"),
        pytest.param(Image.effect_noise((300, 400), 80), id="dirt"),
    ],
)
def test_what_has_no_lines_does_not_lean(page: Image.Image) -> None:
    assert skew(page) == 0.0


@pytest.mark.parametrize(
    ("turned", "quarter"),
    [(0.0, 0), (90.0, 90), (180.0, 180), (270.0, 270), (92.0, 90), (-3.0, 0)],
)
def test_a_page_is_drawn_level(turned: float, quarter: int) -> None:
    """Its heavy head is on top again."""
    got = scan(saved(ruled(turned=turned), resolution=100), turned=quarter)

    assert got
    assert abs((got.turned - turned + 180) % 360 - 180) < 0.25
    level = Image.frombytes("L", (got.width, got.height), got.pixels)
    ink = level.point(lambda value: 255 - value).resize((1, got.height))
    rows = ink.tobytes()
    half = len(rows) // 8
    assert max(rows[:half]) > 80
    assert max(rows[-half:]) < 40


def test_pixels_are_as_asked_and_never_too_many() -> None:
    page = saved(ruled(), resolution=100)
    fine = scan(page, dpi=200)
    finest = scan(page, dpi=2000)

    assert fine
    assert (fine.width, fine.height, fine.dpi) == (1800, 2400, 200)
    assert (fine.page_width, fine.page_height) == (648.0, 864.0)
    assert finest
    assert len(finest.pixels) <= MAX_PIXELS


def test_a_photo_is_drawn_as_a_sheet() -> None:
    got = scan(saved(ruled(), "PNG"), dpi=200)

    assert got
    assert (got.page_width, got.page_height) == (594.0, 792.0)
    assert (got.width, got.height) == (1650, 2200)


@pytest.mark.parametrize(
    ("content", "page"),
    [
        pytest.param(saved(ruled()), 2, id="no such page"),
        pytest.param(saved(ruled(), "PNG"), 2, id="no such picture"),
        pytest.param(b"%PDF-1.4 nothing", 1, id="damaged"),
        pytest.param(saved(ruled(), "PNG")[:200], 1, id="cut off"),
        pytest.param(b"just text", 1, id="no document"),
    ],
)
def test_what_cannot_be_drawn_is_none(content: bytes, page: int) -> None:
    assert scan(content, page) is None


def test_another_document_is_none() -> None:
    assert page_scan(saved(ruled()), ("0" * 64, 1), 100, 0) is None
