"""Text without a printed page, laid on a grid of characters: 1 wide, 2 high.

So one layout reader serves mails, sheets and PDFs alike.
"""

import re
from collections.abc import Sequence

from extractors.values import Page, Word

LINE = 2.0
"""Height of a line; a character is about half as wide as its line is high."""
MAX_LINES = 12_000
MAX_COLUMNS = 2_000
"""Of a line; what lies beyond is not on the page, though it is in the text."""
MAX_WORDS = 150_000
_TAB = 8
_WORD = re.compile(r"[^\s\x00-\x20\x7f\u00a0\u200b\ufeff]+")


def text_page(text: str, stops: Sequence[int] = ()) -> Page:
    """Lay *text* on one page.

    Args:
        text: Its words carry their offsets in it.
        stops: Column at which the text after the first, second, … tab of a line begins;
            without them a tab goes to the next multiple of eight.
    """
    words: list[Word] = []
    offset = widest = number = 0
    for number, line in enumerate(text.split("\n")):
        if number >= MAX_LINES or len(words) >= MAX_WORDS:
            break
        top, shift, begin, x1 = number * LINE, 0, 0, 0
        for tab, field in enumerate(line.split("\t"), start=-1):
            if tab >= 0:
                column = begin + shift
                shift += _stop(column, tab, stops) - column
            for m in _WORD.finditer(line, begin, begin + len(field)):
                first, end = m.span()
                if first + shift > MAX_COLUMNS:
                    break
                x0, x1 = first + shift, end + shift
                words.append(Word(m.group(), x0, top, x1, top + LINE, offset + first))
            begin += len(field) + 1
        widest = max(widest, x1)
        offset += len(line) + 1
    return Page(1, widest, (number + 1) * LINE, tuple(words), printed=False)


def overflows(text: str, page: Page) -> bool:
    """Say whether a text has more lines or words than the page it is laid on."""
    return len(page.words) >= MAX_WORDS or text.rstrip().count("\n") >= MAX_LINES


def words_in(text: str) -> int:
    """Return how many words a text has on a page."""
    return sum(1 for _ in _WORD.finditer(text))


def _stop(column: int, tab: int, stops: Sequence[int]) -> int:
    """Return the column where the text after a tab begins, right of *column*."""
    if tab < len(stops):
        return max(stops[tab], column)
    return (column // _TAB + 1) * _TAB
