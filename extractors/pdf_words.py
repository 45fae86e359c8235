"""Words with boxes from one PDF page, with as few calls into PDFium as will do.

One call fetches the page's text; then each word costs two more, for the boxes of its
first and last character. PDFium's loose boxes are taken: their height is the font size,
so that "-", "g" and "A" on one line have one middle.
"""

import ctypes
import re
from collections import deque
from collections.abc import Callable, Iterator
from itertools import repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # has no stubs

from extractors.values import Word

_BLANKS = r"\s\x00-\x20\x7f\u00a0\u200b\ufeff"
_HYPHENS = "\x02\ufffe\u00ad"
"""A hyphen at the end of a line, as PDFium marks it, and the soft hyphen that many
fonts name where they print an ordinary one."""
_WORD = re.compile(f"[^{_BLANKS}\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_AS_PRINTED = str.maketrans(
    dict.fromkeys(_HYPHENS, "-")
    | {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\ufb05": "st",
        "\ufb06": "st",
    }
)
_Box = tuple[float, float, float, float]
"""Left, top, right, bottom in the coordinates of the content, where up is more."""
_RECTANGLE = ctypes.sizeof(pdfium.FS_RECTF)

_loose_box: Callable[[int, int, int], int] = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
)(ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0)
# The same function as the binding's, told that its arguments are plain addresses: a
# third cheaper, and these calls are most of what we add to PDFium's own parsing.


class Frame(NamedTuple):
    """Where the displayed page lies in the coordinates of its content."""

    left: float
    bottom: float
    right: float
    top: float
    quarter_turns: int
    """Clockwise, 0 to 3."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as displayed, in points."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.quarter_turns % 2 else (width, height)

    def place(self, left: float, top: float, right: float, bottom: float) -> "_Box":
        """Turn a box of the content into x0, top, x1, bottom as displayed."""
        match self.quarter_turns:
            case 1:
                box = (bottom - self.bottom, left - self.left)
                end = (top - self.bottom, right - self.left)
            case 2:
                box = (self.right - right, bottom - self.bottom)
                end = (self.right - left, top - self.bottom)
            case 3:
                box = (self.top - top, self.right - right)
                end = (self.top - bottom, self.right - left)
            case _:
                box = (left - self.left, self.top - top)
                end = (right - self.left, self.top - bottom)
        return round(box[0], 2), round(box[1], 2), round(end[0], 2), round(end[1], 2)


def page_text(text_page: Any) -> str:
    """Return the text of a page in PDFium's order, one code point per index."""
    count = pdfium.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    # Twice the room: a character beyond the basic plane is written as two units.
    units = (ctypes.c_ushort * (2 * count + 2))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, units)
    raw = bytes(memoryview(units).cast("B")[: 2 * max(written - 1, 0)])
    return raw.decode("utf-16-le", "surrogatepass")


def page_words(text_page: Any, frame: Frame) -> tuple[Word, ...]:
    """Return the words of a page in PDFium's order; those off the page are left out."""
    text = page_text(text_page)
    matches = list(_WORD.finditer(text))
    if not matches:
        return ()
    address = ctypes.cast(text_page, ctypes.c_void_p).value or 0
    index = _index(text_page, text)
    ends = [index(at) for m in matches for at in (m.start(), m.end() - 1)]
    flat = _boxes(address, ends)
    place = frame.place
    width, height = frame.size
    words: list[Word] = []
    columns = (flat[n::8] for n in (0, 1, 3, 5, 6, 7))
    for m, left, t0, b0, t1, right, b1 in zip(matches, *columns, strict=True):
        printed = m.group()
        if left <= right and b1 < (t0 + b0) / 2 < t1:
            parts = [(printed, place(left, max(t0, t1), right, min(b0, b1)))]
        else:
            each = _boxes(address, [index(at) for at in range(m.start(), m.end())])
            parts = [(run, place(*box)) for run, box in _runs(printed, each)]
        for run, (x0, top, x1, bottom) in parts:
            if x1 < 0 or bottom < 0 or x0 > width or top > height:
                continue
            words.append(Word(run.translate(_AS_PRINTED), x0, top, x1, bottom))
    return tuple(words)


def _index(text_page: Any, text: str) -> Callable[[int], int]:
    """Return the function from a place in the text to PDFium's character index.

    They are the same unless the page has characters without a Unicode value.
    """
    if len(text) == pdfium.FPDFText_CountChars(text_page):
        return int
    return lambda at: pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, at)


def _boxes(address: int, indexes: list[int]) -> list[float]:
    """Return left, top, right, bottom of each character, all in one flat list."""
    rectangles = (pdfium.FS_RECTF * len(indexes))()
    first = ctypes.addressof(rectangles)
    places = range(first, first + _RECTANGLE * len(indexes), _RECTANGLE)
    deque(map(_loose_box, repeat(address), indexes, places), maxlen=0)
    view: memoryview[float] = memoryview(rectangles).cast("B").cast("f")  # type: ignore[assignment]  # stubs say int
    return view.tolist()


def _runs(text: str, flat: list[float]) -> Iterator[tuple[str, _Box]]:
    """Split a word whose ends do not lie on one line; yield each run with its box.

    Letters of turned text stand above each other and stay one word; a word that goes on
    in the next line does not.
    """
    begin = 0
    boxes = list(zip(flat[0::4], flat[1::4], flat[2::4], flat[3::4], strict=True))
    for end in range(1, len(text) + 1):
        if end < len(text) and _adjacent(boxes[end - 1], boxes[end]):
            continue
        lefts, tops, rights, bottoms = zip(*boxes[begin:end], strict=True)
        yield text[begin:end], (min(lefts), max(tops), max(rights), min(bottoms))
        begin = end


def _adjacent(one: _Box, other: _Box) -> bool:
    """Say whether two characters follow each other in a line of any direction."""
    size = max(one[1] - one[3], one[2] - one[0], 1.0)
    across, up = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    in_line = one[3] < up < one[1] and one[0] - 2 * size < across < one[2] + 2 * size
    in_column = one[0] < across < one[2] and one[3] - size < up < one[1] + size
    return in_line or in_column
