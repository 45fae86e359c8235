"""By how much the lines of a scanned page lean, from how sharply its rows part."""

from array import array
from itertools import pairwise

from PIL import Image

LIMIT = 5.0
"""Degrees to either side; what leans more was turned, not fed askew."""
_COARSE = 0.5
_FINE = 0.1
_SIDE = 900
"""Pixels of the longer side: lines of small print still part."""
_DARK = 0.75
"""Of the page's usual brightness: what is darker is ink."""
_GAIN = 1.08
"""Times as sharp as level lines must the leaning ones be to be believed."""


def skew(page: Image.Image) -> float:
    """Return the degrees clockwise by which the lines of a grey picture lean."""
    small = page.copy()
    small.thumbnail((_SIDE, _SIDE), Image.Resampling.BOX)
    histogram = small.histogram()
    usual = max(range(256), key=histogram.__getitem__)
    limit = int(usual * _DARK)
    ink = small.point([255 if level < limit else 0 for level in range(256)])
    steps = round(LIMIT / _COARSE)
    sharpness = {
        n * _COARSE: _sharpness(ink, n * _COARSE) for n in range(-steps, steps + 1)
    }
    best: float = max(sharpness, key=sharpness.__getitem__)
    if not sharpness[best] or sharpness[best] < _GAIN * sharpness[0.0]:
        return 0.0
    near = [best + n * _FINE for n in range(-4, 5)]
    finest: float = max(near, key=lambda angle: _sharpness(ink, angle))
    return round(finest, 2)


def _sharpness(ink: Image.Image, degrees: float) -> float:
    """Say how much each row differs from the one above, once turned back."""
    level = ink.rotate(degrees, Image.Resampling.NEAREST)
    rows = level.convert("F").resize((1, ink.height), Image.Resampling.BOX)
    sums = array("f", rows.tobytes())
    return float(sum((one - other) ** 2 for one, other in pairwise(sums)))
