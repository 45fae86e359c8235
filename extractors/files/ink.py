"""Which words of a PDF page a person sees: the page is drawn with and without its text.

A word counts as seen when taking the text away changes the picture where the word
stands, all along it. That one question answers white ink, no ink, tiny letters, text
under a picture, outside a clip, on a hidden layer or off the page, whichever way the
file does it.

Two things happen on honest pages and are asked about further: a name too long for its
cell is cut off at the edge, and words stand on each other, as on a stamp. And what is
seen may be struck out.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Any

from extractors.files.drawn import HUE, Canvas, Look, Pictures, has_digit
from extractors.files.pdf_gaps import Box
from extractors.files.pdf_words import Frame
from extractors.files.struck import Sight, struck
from extractors.files.text_objects import TextObjects, switch, switch_all
from extractors.values import Word

_PILE = 0.4
"""Of a word: two words that share more stand on each other, and one of them hides."""
_SAME = 0.8
"""Of the larger one: of two words that share more nobody reads either."""
_REST = 0.25
"""Of a word's height: what is left of it beyond this can be seen."""
_EDGE = 1.0
"""Points: letters may stand so far beyond their cell and are drawn all the same."""
_MAX_ASKED = 400
_MAX_PILES = 60
"""Of a page: with more than these, words on each other stay doubtful."""


def looks(
    page: Any,
    text_page: Any,
    words: Sequence[Word],
    frame: Frame,
    shapes: Sequence[int],
) -> tuple[Look, ...]:
    """Say of each word of an open page what a person sees of it.

    The page's text objects are switched off by this: read the text before.

    Args:
        page: Of PDFium.
        text_page: Its text.
        words: As displayed, those off the page too.
        frame: Where the displayed page lies.
        shapes: Its text objects.
    """
    if not words:
        return ()
    canvas = Canvas(page, frame.size)
    drawn = canvas.draw(canvas.whole)
    switch_all(shapes, on=False)
    bare = canvas.draw(canvas.whole)
    pictures = Pictures(drawn, bare, canvas.whole, canvas.scale)
    found = [pictures.look(word) for word in words]
    _look_at_hues(canvas, shapes, words, found)
    pairs = list(_pairs(words))
    seen = Look.SEEN
    odd = {n for n, look in enumerate(found) if look is not seen}
    odd.update(n for pair in pairs for n in pair)
    if odd:
        texts = TextObjects(text_page, frame)
        left = _cut_off(texts, words, odd, pictures, found)
        for n in left:
            if found[n] is Look.PATCHY:
                found[n] = _by_letters(texts.letters(words[n]), pictures)
        piles = [(n, m) for n, m in pairs if _on(left.get(n), left.get(m))]
        _look_into_piles(texts, canvas, left, piles, found)
    sight = Sight(drawn, bare, canvas.whole.width, canvas.whole.height, canvas.scale)
    for n in struck(sight, words):
        if found[n] in {Look.SEEN, Look.DOUBTFUL}:
            found[n] = Look.STRUCK
    return tuple(found)


def _look_at_hues(
    canvas: Canvas, shapes: Sequence[int], words: Sequence[Word], found: list[Look]
) -> None:
    """Look at words again that are as grey as what they stand on, but of a colour."""
    under, hidden = Look.UNDER, Look.HIDDEN
    grey = [n for n, look in enumerate(found) if look is under or look is hidden]
    if not grey:
        return
    window = canvas.around(*(words[n] for n in grey))
    bare = canvas.draw_hues(window)
    switch_all(shapes, on=True)
    drawn = canvas.draw_hues(window)
    switch_all(shapes, on=False)
    for one, other in zip(drawn, bare, strict=True):
        pictures = Pictures(one, other, window, canvas.scale, HUE)
        for n in grey:
            if pictures.shows(words[n]):
                found[n] = Look.SEEN


def _cut_off(
    texts: TextObjects,
    words: Sequence[Word],
    odd: set[int],
    pictures: Pictures,
    found: list[Look],
) -> dict[int, Word]:
    """Look again at words that run past the edge of their cell.

    Returns:
        What is left of each odd word; nothing where all of it lies beyond.
    """
    left: dict[int, Word] = {}
    for asked, n in enumerate(sorted(odd)):
        word = words[n]
        shape = texts.of(word) if asked < _MAX_ASKED else None
        cell = texts.cell(shape) if shape is not None else None
        rest = _within(word, cell) if cell is not None else word
        if rest is None:
            found[n] = Look.CUT
            continue
        left[n] = rest
        if rest is not word and pictures.look(rest) in {Look.SEEN, Look.PATCHY}:
            # Half a number is none; of a name the whole is kept.
            found[n] = Look.CUT if has_digit(word.text) else Look.SEEN
    return left


def _by_letters(letters: list[Box] | None, pictures: Pictures) -> Look:
    """Say whether each letter and digit of a word is drawn."""
    if letters is None:
        return Look.DOUBTFUL
    return Look.SEEN if all(map(pictures.has_ink, letters)) else Look.HIDDEN


def _within(word: Word, cell: Box) -> Word | None:
    """Return the part of a word that its cell shows; None where that is nothing."""
    x0, top, x1, bottom = cell
    if word.x0 >= x0 - _EDGE and word.x1 <= x1 + _EDGE:
        return word
    rest = word._replace(x0=max(word.x0, x0), x1=min(word.x1, x1))
    return rest if rest.x1 - rest.x0 > _REST * (bottom - top) else None


def _look_into_piles(
    texts: TextObjects,
    canvas: Canvas,
    words: dict[int, Word],
    piles: Sequence[tuple[int, int]],
    found: list[Look],
) -> None:
    """Mark the words of piles that are not drawn, or not to be told apart."""
    for count, pair in enumerate(piles):
        one, other = (words[n] for n in pair)
        seen = Look.DOUBTFUL, Look.DOUBTFUL
        if count < _MAX_PILES:
            seen = _apart(texts, canvas, one, other)
        if _same_place(one, other) and Look.HIDDEN not in seen:
            seen = Look.HIDDEN, Look.HIDDEN  # neither can be read
        for n, look in zip(pair, seen, strict=True):
            if found[n] is Look.SEEN or look is Look.HIDDEN:
                found[n] = look


def _apart(
    texts: TextObjects, canvas: Canvas, one: Word, other: Word
) -> tuple[Look, Look]:
    """Say of each of two words on each other whether it is drawn, and adds something.

    Each is drawn alone, as is the other: ink that the other hides adds nothing.
    """
    first, second = texts.of(one), texts.of(other)
    if first is None or second is None or first == second:
        return Look.DOUBTFUL, Look.DOUBTFUL
    window = canvas.around(one, other)

    def drawn(*shapes: int) -> bytes:
        for shape in shapes:
            switch(shape, on=True)
        picture = canvas.draw(window)
        for shape in shapes:
            switch(shape, on=False)
        return picture

    def look(word: Word, alone: bytes, without: bytes) -> Look:
        by_itself = Pictures(alone, bare, window, canvas.scale)
        if by_itself.look(word) in {Look.HIDDEN, Look.UNDER}:
            return Look.HIDDEN
        adding = Pictures(both, without, window, canvas.scale)
        sure = by_itself.shows(word) and adding.shows(word)
        return Look.SEEN if sure else Look.DOUBTFUL

    bare, both = drawn(), drawn(first, second)
    alone, besides = drawn(first), drawn(second)
    return look(one, alone, besides), look(other, besides, alone)


def _same_place(one: Word, other: Word) -> bool:
    """Say whether two words stand on each other from end to end."""
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    wide = max(one.x1 - one.x0, other.x1 - other.x0)
    high = max(one.bottom - one.top, other.bottom - other.top)
    return across > _SAME * wide and down > _SAME * high


def _pairs(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Yield which words stand on each other, saying different things."""
    order = sorted(
        (n for n, w in enumerate(words) if any(map(str.isalnum, w.text))),
        key=lambda n: words[n].top,
    )
    lefts, rights = [words[n].x0 for n in order], [words[n].x1 for n in order]
    tops = [words[n].top for n in order]
    for at, n in enumerate(order):
        left, right = lefts[at], rights[at]
        for below in range(at + 1, bisect_right(tops, words[n].bottom)):
            if left < rights[below] and lefts[below] < right:
                m = order[below]
                if _on(words[n], words[m]):
                    yield n, m


def _on(word: Word | None, other: Word | None) -> bool:
    if word is None or other is None:
        return False
    if _letters(word.text) == _letters(other.text):
        return False  # printed twice to look bold
    if not has_digit(word.text + other.text):
        return False  # names that run over the next column hide no value
    across = min(word.x1, other.x1) - max(word.x0, other.x0)
    down = min(word.bottom, other.bottom) - max(word.top, other.top)
    narrow = min(word.x1 - word.x0, other.x1 - other.x0)
    low = min(word.bottom - word.top, other.bottom - other.top)
    return across > _PILE * narrow and down > (1 - _PILE) * low


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))
