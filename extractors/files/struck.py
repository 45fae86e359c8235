"""Words that a line is drawn through, as the picture of their page shows it.

Whatever draws it, a line or a thin box, a note of a viewer, a pen: it is there when all
text is taken away, goes through the middle of the letters and leaves them legible.
Rules of tables, underlines and lines to write on pass above or below.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.files.drawn import has_digit
from extractors.values import Word

_STRONG = 48
"""Of 255: paler lines are a pattern that a page is printed on."""
_INK = 24
"""Of 255: a lesser difference is no letter."""
_ALONG = 0.9
"""Of a word's width: a line that goes through less of it belongs to something else."""
_PARTLY = 0.4
"""The same of a word with a digit: a number that is partly struck out is none."""
_MIDDLE = (0.22, 0.75)
"""Of the height of a word's letters: a line through it is there, as far as it goes."""
_BASE = 0.68
"""The same from above, of letters that reach below their line: there it may be one that
they stand on."""
_BELOW = frozenset("gjpqyJQ,;()[]{}|/$\u00a7@_\u00b5\u00e7")
_CORE = (0.2, 0.8)
"""Of a word's height: nothing else than text is there, but for a line through it."""
_THROUGH = 0.65
"""Of the columns it goes along: a slanted line leaves the middle at its ends."""
_THICK = 0.4
"""Of the height of a word's letters: two lines that cross, or one that is doubled."""
_LOW = 0.3
"""Of a word's height: letters of less are a dash."""
_UPRIGHT = 1.25
"""Of its width: a word of several letters that is higher than that is turned."""
_NEXT = 1.2
"""Of a word's height: what is farther away is no correction of it."""
_SHORT = 1.5
"""Of the height of its letters: through a shorter word only a level line goes."""
_FEWEST = 4
"""Pixels: letters of less are too small to tell."""


class Sight(NamedTuple):
    """Pictures of a page in grey, with its text and without."""

    drawn: bytes
    bare: bytes
    width: int
    height: int
    """Pixels."""
    scale: float
    """Pixels per point."""


def struck(sight: Sight, words: Sequence[Word]) -> Iterator[int]:
    """Yield which of some words have a line through them.

    Args:
        sight: Their whole page.
        words: Of the page.
    """
    for n in _crossed(sight, words):
        word = words[n]
        bare = _letters(sight, word) if any(map(str.isalnum, word.text)) else None
        low = _MIDDLE[1] if _BELOW.isdisjoint(word.text) else _BASE
        if bare and _has_line(bare, low, _PARTLY if has_digit(word.text) else _ALONG):
            yield n


def _crossed(sight: Sight, words: Sequence[Word]) -> Iterator[int]:
    """Yield which words have anything but text at one of two places in them.

    That is all that is asked of most words, so it is asked without a detour.
    """
    bare, width, s = sight.bare, sight.width, sight.scale
    first, last = _CORE
    for n, (_, x0, top, x1, bottom, _) in enumerate(words):
        long, high = x1 - x0, bottom - top
        if high > _UPRIGHT * long and _is_turned(words[n]):
            begin, end = int((x0 + first * long) * s), int((x0 + last * long) * s) + 1
            places = (int((top + share * high) * s) * width for share in (0.33, 0.67))
            cuts = [bare[place + begin : place + end] for place in places]
        else:
            rows = int((top + first * high) * s) * width
            end = (int((top + last * high) * s) + 1) * width
            one, other = int((x0 + 0.33 * long) * s), int((x0 + 0.67 * long) * s)
            cuts = [bare[rows + one : end : width], bare[rows + other : end : width]]
        for cut in cuts:
            if cut.count(cut[:1]) != len(cut):
                yield n
                break


def unreplaced(struck_out: Sequence[Word], seen: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words that are struck out and have nothing like them beside them.

    A number with another one of its form right behind or before it was corrected: the
    other is what is said.
    """
    return tuple(
        word
        for run in _runs(struck_out)
        if not any(_replaces(other, run) for other in seen)
        for word in run
    )


def _runs(words: Sequence[Word]) -> list[list[Word]]:
    """Return words that follow each other in a line together."""
    runs: list[list[Word]] = []
    for word in words:
        if runs and _beside(runs[-1][-1], word):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _replaces(word: Word, run: Sequence[Word]) -> bool:
    forms = {form(struck_out.text) for struck_out in run if has_digit(struck_out.text)}
    beside = _beside(run[-1], word) or _beside(word, run[0])
    return beside and forms == {form(word.text)}


def _beside(one: Word, other: Word) -> bool:
    """Say whether a word stands right before another one in a line."""
    high = one.bottom - one.top
    level = abs(one.top + one.bottom - other.top - other.bottom) < high
    return level and -_NEXT / 2 * high < other.x0 - one.x1 < _NEXT * high


def form(text: str) -> frozenset[str]:
    """Return which kinds of characters a value is written with.

    >>> form("$1,050.00") == form("$995.00") != form("995")
    True
    """
    kinds = ("0" if c.isdigit() else "a" if c.isalpha() else c for c in text)
    return frozenset(kinds) - {","}


def _edges(sight: Sight, word: Word) -> tuple[int, int, int, int]:
    s = sight.scale
    return (
        max(int(word.x0 * s), 0),
        max(int(word.top * s), 0),
        min(int(word.x1 * s) + 1, sight.width),
        min(int(word.bottom * s) + 1, sight.height),
    )


def _is_turned(word: Word) -> bool:
    """Say whether a word is printed upwards or downwards, rather than short."""
    wide, high = word.x1 - word.x0, word.bottom - word.top
    return high > _UPRIGHT * wide and len(word.text) > 2  # noqa: PLR2004  # two are as wide


def _letters(sight: Sight, word: Word) -> list[bytes] | None:
    """Return what else is drawn between the top and the foot of a word's letters.

    Returns:
        Rows of pixels from the top, each from left to right as it is read; None where
        there are no letters, or none to speak of.
    """
    x0, top, x1, bottom = _edges(sight, word)
    if x0 >= x1 or top >= bottom:
        return None
    width = sight.width

    def cut(picture: bytes) -> list[bytes]:
        rows = [picture[y * width + x0 : y * width + x1] for y in range(top, bottom)]
        return list(map(bytes, zip(*rows, strict=True))) if _is_turned(word) else rows

    drawn, bare = cut(sight.drawn), cut(sight.bare)
    inked = [
        n
        for n, (one, other) in enumerate(zip(drawn, bare, strict=True))
        if _differ(one, other)
    ]
    if not inked or inked[-1] + 1 - inked[0] < max(_FEWEST, _LOW * len(drawn)):
        return None
    return bare[inked[0] : inked[-1] + 1]


def _differ(one: bytes, other: bytes) -> bool:
    return one != other and any(
        abs(a - b) > _INK for a, b in zip(one, other, strict=True)
    )


def _has_line(rows: Sequence[bytes], low: float, share: float) -> bool:
    """Say whether a line goes through letters.

    Args:
        rows: What is drawn there but for the letters.
        low: How far down it may be, of their height.
        share: How far it goes at least, of their width.
    """
    high, long = len(rows), len(rows[0])
    whole = b"".join(rows)
    ground = max(set(whole), key=whole.count)
    first, last, thick = _MIDDLE[0] * high, low * high, max(_THICK * high, 2)
    if long < _SHORT * high:
        level = [n for n, row in enumerate(rows) if _dark(row, ground) >= _ALONG * long]
        return any(first <= n + 0.5 <= last for n in level) and len(level) <= thick
    along = through = 0
    for column in zip(*rows, strict=True):
        dark = [n for n, pixel in enumerate(column) if abs(pixel - ground) >= _STRONG]
        if dark and len(dark) <= thick:
            along += 1
            through += any(first <= n + 0.5 <= last for n in dark)
    return along >= share * long and through >= _THROUGH * along


def _dark(row: bytes, ground: int) -> int:
    """Return how many pixels of a row are not its ground."""
    return sum(abs(pixel - ground) >= _STRONG for pixel in row)
