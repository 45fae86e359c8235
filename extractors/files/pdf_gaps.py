"""Words that PDFium runs together: columns of one line drawn in a single stroke.

PDFium tells blanks from the spacing of letters by the smallest gap of a stroke. A
program that draws a whole row of a table at once leaves it none to compare with: "6"
and "6" of two columns then come as the word "66".
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in the coordinates of the content, where up is more."""
Columns = tuple[list[float], list[float], list[float], list[float]]
"""The same of many boxes, side by side."""
COLUMN, BLANK = 0.6, 0.18
"""Of the type's height: gaps that part columns, and words."""
_KERN = 0.1
"""The same: letters no further apart belong together."""
_SAMPLE = 14
_PIECE = 3
"""Letters of a piece on average, at least: else the font's widths are wrong."""
_EVEN = 0.5
"""Of the widest gap: letters that all stand so far apart are spaced out on purpose."""


def stretched(texts: Sequence[str], columns: Columns) -> bool:
    """Say whether a word of a page is wider than its letters can be.

    Args:
        texts: The words.
        columns: Their boxes.
    """
    left, top, right, bottom = columns
    return any(
        x1 - x0 > len(text) * (t - b) > 0
        for text, x0, t, x1, b in zip(texts, left, top, right, bottom, strict=True)
        if len(text) > 1
    )


def longest(texts: Sequence[str]) -> list[int]:
    """Return the words, by their places, that lost blanks are looked for in."""
    lengths = list(map(len, texts))
    return sorted(range(len(texts)), key=lengths.__getitem__, reverse=True)[:_SAMPLE]


def loses_blanks(words: Sequence[tuple[str, Sequence[Box]]]) -> bool:
    """Say whether words of a page have gaps in them that are blanks.

    Args:
        words: Some of the page's, with the boxes of their characters.
    """
    pieces = [[piece for piece, _ in parted(t, b, BLANK)] for t, b in words]
    letters = sum(len(text) for text, _ in words)
    count = sum(map(len, pieces))
    return count > len(words) and letters >= _PIECE * count


def rejoined(texts: list[str], columns: Columns) -> None:
    """Put together, in place, what only kerning keeps apart: "Cornmar ket".

    Args:
        texts: The words of a page in order.
        columns: Their boxes.
    """
    left, top, right, bottom = columns
    for n in range(len(texts) - 1, 0, -1):
        height = top[n] - bottom[n]
        near = -_KERN * height < left[n] - right[n - 1] < _KERN * height
        level = top[n] == top[n - 1] and bottom[n] == bottom[n - 1]
        if near and level and texts[n - 1][-1].isalpha() and texts[n][0].isalpha():
            texts[n - 1 : n + 1] = [texts[n - 1] + texts[n]]
            right[n - 1] = right[n]
            for column in columns:
                del column[n]


def parted(
    text: str, boxes: Sequence[Box], least: float = COLUMN
) -> Iterator[tuple[str, Box]]:
    """Yield the pieces of a word between its wide gaps, each with its box.

    Args:
        text: A word.
        boxes: Of its characters, which stand in one line.
        least: How wide a gap is, of the type's height.

    >>> two = [(0.0, 9.0, 5.0, 0.0), (50.0, 9.0, 55.0, 0.0)]
    >>> [piece for piece, _ in parted("66", two)]
    ['6', '6']
    """
    gaps = [other[0] - one[2] for one, other in pairwise(boxes)]
    wide = [
        gap > least * (box[1] - box[3]) for gap, box in zip(gaps, boxes, strict=False)
    ]
    if len(gaps) > 1 and min(gaps) > _EVEN * max(gaps):
        wide = [False] * len(gaps)
    begin = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or wide[end - 1]:
            lefts, tops, rights, bottoms = zip(*boxes[begin:end], strict=True)
            box = (min(lefts), max(tops), max(rights), min(bottoms))
            yield text[begin:end], box
            begin = end
