"""Words with boxes from one PDF page, with as few calls into PDFium as will do.

One call fetches the page's text; then each word costs two more, for the boxes of its
first and last character. PDFium's loose boxes are taken: their height is the font's,
so that "-", "g" and "A" on one line have one middle.
"""

import ctypes
import re
from collections import deque
from collections.abc import Callable, Iterator
from itertools import repeat
from typing import Any, NamedTuple, cast

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
_UNUSUAL = re.compile(f"[{_HYPHENS}\ufb00-\ufb06]")
_ROUND = 1.5 * 2.0**46
"""Added and taken away again it rounds to 1/64 point, in a fifth of round()'s time."""
_new = tuple.__new__
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

    def place(self, box: "_Box") -> "_Box":
        """Turn a box of the content into x0, top, x1, bottom as displayed."""
        left, top, right, bottom = box
        match self.quarter_turns:
            case 1:
                x0, y0 = bottom - self.bottom, left - self.left
                x1, y1 = top - self.bottom, right - self.left
            case 2:
                x0, y0 = self.right - right, bottom - self.bottom
                x1, y1 = self.right - left, top - self.bottom
            case 3:
                x0, y0 = self.top - top, self.right - right
                x1, y1 = self.top - bottom, self.right - left
            case _:
                x0, y0 = left - self.left, self.top - top
                x1, y1 = right - self.left, self.top - bottom
        return x0, y0, x1, y1


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
    ends = [at for m in matches for at in (m.start(), m.end() - 1)]
    index = _index(text_page, text)
    flat = _boxes(address, [index(at) for at in ends] if index else ends)
    upright, mend = frame.quarter_turns == 0, _UNUSUAL.search(text) is not None
    origin, ceiling = frame.left, frame.top
    width, height = frame.size
    words: list[Word] = []
    columns = (flat[n::8] for n in (0, 1, 3, 5, 6, 7))
    for m, left, t0, b0, t1, right, b1 in zip(matches, *columns, strict=True):
        if t0 == t1 and b0 == b1 and left <= right and upright:
            # Most words; written out because this line runs for each of them.
            box = (left - origin, ceiling - t0, right - origin, ceiling - b0)
            runs = [(m.group(), *box)]
        else:
            span = range(m.start(), m.end())
            each = _boxes(address, [index(at) for at in span] if index else list(span))
            runs = [(run, *frame.place(box)) for run, box in _runs(m.group(), each)]
        for run, x0, top, x1, bottom in runs:
            if x1 >= 0 and bottom >= 0 and x0 <= width and top <= height:
                word = (
                    run.translate(_AS_PRINTED) if mend else run,
                    x0 + _ROUND - _ROUND,
                    top + _ROUND - _ROUND,
                    x1 + _ROUND - _ROUND,
                    bottom + _ROUND - _ROUND,
                    -1,
                )
                words.append(_new(Word, word))
    return tuple(words)


def _index(text_page: Any, text: str) -> Callable[[int], int] | None:
    """Return the function from a place in the text to PDFium's character index.

    None: they are the same, unless the page has characters without a Unicode value.
    """
    if len(text) == pdfium.FPDFText_CountChars(text_page):
        return None
    return lambda at: pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, at)


def _boxes(address: int, indexes: list[int]) -> list[float]:
    """Return left, top, right, bottom of each character, all in one flat list."""
    rectangles = (pdfium.FS_RECTF * len(indexes))()
    first = ctypes.addressof(rectangles)
    places = range(first, first + _RECTANGLE * len(indexes), _RECTANGLE)
    deque(map(_loose_box, repeat(address), indexes, places), maxlen=0)
    view = memoryview(rectangles).cast("B").cast("f")
    return cast("list[float]", view.tolist())


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
