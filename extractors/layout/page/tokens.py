"""Words → normalised tokens, so that "P.O. No.:" and "PO number" are the same label."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from extractors.values import Word

_TOKEN = re.compile(
    r"(?:[^\W\d_][./&]){1,3}[^\W\d_](?![^\W_])\.?"  # P.O.  B/O  S.K.U.
    r"|(?:[dln]|dell|all)(?=['’][^\W\d_]{3})"  # d'ordine, l'article
    r"|[^\W\d_]+(?:['’][^\W\d_]+)*"  # letters
    r"|\d+"
    r"|[^\W_]+|[^\w\s]|_",
    re.IGNORECASE,
)
_NUMBER_WORDS = frozenset(
    {
        "#", "no", "nos", "number", "numbers", "num", "nbr", "nr", "nrs", "numero",
        "numeros", "nummer", "nummern", "numer", "id", "ids", "№",
    }
)  # fmt: skip
_PLURAL = re.compile(r"PO'?s|P\.O\.'?s")
"""Purchase orders; "pos" in small letters is a position."""
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SHORT = {
    "quantity": "qty",
    "quantities": "qty",
    "qnty": "qty",
    "trkg": "tracking",
    "dt": "date",
    "dte": "date",
}
NUMBER = "#"
"""What every word for "number" becomes."""


class Tokens(NamedTuple):
    """The pieces of some words, in order: what each is stands in four columns.

    Most are looked at once and by their norm alone; a value for each of them would cost
    more than the look.
    """

    norms: Sequence[str]
    """As the vocabulary writes them."""
    words: Sequence[int]
    """Index of the word among those tokenised."""
    starts: Sequence[int]
    ends: Sequence[int]
    """Place inside the word's text."""


@lru_cache(maxsize=8192)
def normalised(text: str) -> tuple[tuple[str, int, int], ...]:
    """Return (norm, start, end) of every token of one word.

    >>> [norm for norm, _, _ in normalised("P.O.#4711:")]
    ['po', '#', '4711', ':']
    >>> [norm for norm, _, _ in normalised("Numéro")]
    ['#']
    """
    if _PLURAL.fullmatch(text):
        return (("po", 0, len(text)),)
    if text.isascii() and (text.isalpha() or text.isdigit()):
        return ((_norm(text.lower()), 0, len(text)),)
    found = []
    for match in _TOKEN.finditer(text.replace("°", "º")):
        norm = _norm(_fold(match.group()))
        if norm:
            found.append((norm, match.start(), match.end()))
    return tuple(found)


def _norm(plain: str) -> str:
    return NUMBER if plain in _NUMBER_WORDS else _SHORT.get(plain, plain)


def _fold(text: str) -> str:
    """Return *text* without case, accents and abbreviation marks."""
    if len(text) == 1 and text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.replace("ß", "ss").casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    if len(plain) > 1:
        plain = re.sub(r"[./&'’°]", "", plain)
    return plain


def tokens_of(words: Iterable[Word]) -> Tokens:
    """Tokenise words in order."""
    pieces = [normalised(word.text) for word in words]
    numbers = [number for number, piece in enumerate(pieces) for _ in piece]
    if not numbers:
        return Tokens((), (), (), ())
    norms, starts, ends = zip(*chain.from_iterable(pieces), strict=True)
    return Tokens(norms, numbers, starts, ends)


@lru_cache(maxsize=8192)
def phrase(text: str) -> tuple[str, ...]:
    """Return the normalised tokens of a label as the vocabulary writes it.

    Hyphens, dots and the like between words do not count.

    >>> phrase("Back-ordered qty.")
    ('back', 'ordered', 'qty')
    """
    return tuple(
        [
            norm
            for part in text.split()
            for norm, _, _ in normalised(part)
            if norm.isalnum() or norm == NUMBER
        ]
    )


def spaced(text: str) -> str:
    """Return a name with blanks where its capitals part words, as programs write them.

    >>> spaced("PONumber"), spaced("QtyShipped"), spaced("UPC")
    ('PO Number', 'Qty Shipped', 'UPC')
    """
    return _HUMP.sub(" ", text)


def cut(word: Word, start: int, end: int | None = None) -> Word:
    """Return a piece of a word: its characters, its place in the text, the same box."""
    end = len(word.text) if end is None else end
    offset = word.offset + start if word.offset >= 0 else -1
    return word._replace(text=word.text[start:end], offset=offset)
