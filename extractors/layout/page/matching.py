"""Which words of a row are a label: at each place the longest phrase we know."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from extractors.layout.page.tokens import NUMBER, Tokens, normalised, spaced
from extractors.layout.page.vocabulary import Field, label_fields
from extractors.values import Word

_JOINERS = frozenset("-./'’&–")
"""Between the words of one label they do not count."""
_INSIDE = frozenset({"-", "_", "@", ".", "'", "’"})
"""After these a word goes on: a code, a number, "d'ordine"."""


@cache
def _beginnings() -> frozenset[tuple[str, ...]]:
    """Return what labels begin with: their first word, their first two, and so on."""
    return frozenset(
        words[:count] for words in label_fields() for count in range(1, len(words) + 1)
    )


@cache
def _openings() -> frozenset[str]:
    return frozenset(words[0] for words in _beginnings())


class Match(NamedTuple):
    """A label among the tokens of a row."""

    field: Field
    first: int
    last: int
    """Tokens covered, the last one excluded, the word for "number" included."""
    text: str
    numbered: bool


def matches(tokens: Tokens, barriers: frozenset[int]) -> Iterator[Match]:
    """Yield the labels in a row of tokens, longest first at each place.

    Args:
        tokens: Of one row.
        barriers: Words at which a new cell begins; no label crosses them.
    """
    openings = _openings()
    end = 0
    for at, norm in enumerate(tokens.norms):
        if norm in openings and at >= end and _opens(tokens, at):
            found = _match_at(tokens, at, barriers)
            if found:
                yield found
                end = found.last


def _match_at(tokens: Tokens, at: int, barriers: frozenset[int]) -> Match | None:
    """Return the longest label that begins at a token."""
    fields, beginnings = label_fields(), _beginnings()
    words: tuple[str, ...] = ()
    best: tuple[Field, int, tuple[str, ...]] | None = None
    for place in range(at, len(tokens.norms)):
        norm = tokens.norms[place]
        if words and _barred(tokens, place, barriers):
            break
        if words and norm in _JOINERS:
            continue
        words += (norm,)
        if words not in beginnings:
            break
        field = fields.get(words)
        if field and _closes(tokens, place + 1):
            best = field, place + 1, words
    if best is None:
        return None
    field, end, words = best
    last, numbered = _with_number(tokens, end, barriers)
    return Match(
        field, at, last, " ".join(words), numbered=numbered or words[-1] == NUMBER
    )


def _barred(tokens: Tokens, at: int, barriers: frozenset[int]) -> bool:
    """Say whether a new cell begins with a token."""
    return tokens.starts[at] == 0 and tokens.words[at] in barriers


def _opens(tokens: Tokens, at: int) -> bool:
    """Say whether a label may begin here: not in the middle of a code or a number."""
    if tokens.starts[at] == 0:
        return True
    before = tokens.norms[at - 1]
    return not before.isalnum() and before not in _INSIDE


def _closes(tokens: Tokens, end: int) -> bool:
    """Say whether a label may end here: the word does not go on as another word."""
    if end == len(tokens.norms) or tokens.words[end] != tokens.words[end - 1]:
        return True
    following = tokens.norms[end]
    if following[0].isalpha() and tokens.starts[end] == tokens.ends[end - 1]:
        return False
    if following == "/" and _grouped(tokens, end):
        return False
    # "PO4711" and "PO-4711" are numbers, "PO#4711" and "PO:4711" are label and number.
    return not (following.isalnum() or following in {"-", "_", "@"})


def _grouped(tokens: Tokens, at: int) -> bool:
    """Say whether a word goes on as a number in groups: "INV/2026/00417"."""
    rest = tokens.norms[at : bisect_right(tokens.words, tokens.words[at])]
    return rest.count("/") > 1 and rest[-1].isdigit()


def _with_number(
    tokens: Tokens, last: int, barriers: frozenset[int]
) -> tuple[int, bool]:
    """Take in what may follow a label: "(s)", "#", "No.".

    Returns:
        Where the label ends with it, and whether a word for "number" is in it.
    """
    norms, numbered = tokens.norms, False
    while last < len(norms) and not _barred(tokens, last, barriers):
        norm = norms[last]
        if norm == "(" and tuple(norms[last + 1 : last + 3]) == ("s", ")"):
            last += 3
        elif norm == NUMBER and _closes(tokens, last + 1):
            last, numbered = last + 1, True
        elif (
            norm == "."
            and last + 1 < len(norms)
            and norms[last + 1] in {":", NUMBER}
            and tokens.words[last + 1] == tokens.words[last]
        ):
            last += 1
        else:
            break
    return last, numbered


def field_of(words: Sequence[Word]) -> Field | None:
    """Return what *words* announce when all of them are one label: a column's head.

    >>> from extractors.values import Word
    >>> field_of([Word("Qty", 0, 0, 9, 9), Word("Shipped", 10, 0, 30, 9)])
    <Field.SHIPPED: 'shipped'>
    """
    if not words or not _may_open(words[0].text):
        return None
    texts = tuple([word.text for word in words])
    return _field_of(texts) or _field_of_name(texts)


@lru_cache(maxsize=8192)
def _may_open(text: str) -> bool:
    """Say whether a label may begin with a word, or with its first capitals."""
    for part in (text, *spaced(text).split()[:1]):
        norms = (n for n, _, _ in normalised(part) if n.isalnum() or n == NUMBER)
        first = next(norms, None)
        if first is None or first in _openings():
            return True
    return False


@lru_cache(maxsize=4096)
def _field_of_name(texts: tuple[str, ...]) -> Field | None:
    """Return what a name announces whose words nothing but capitals part."""
    parts = tuple(spaced(texts[0]).split()) if len(texts) == 1 else ()
    return _field_of(parts) if len(parts) > 1 else None


@lru_cache(maxsize=4096)
def _field_of(texts: tuple[str, ...]) -> Field | None:
    norms = (norm for text in texts for norm, _, _ in normalised(text))
    tokens = [norm for norm in norms if norm not in {":", "*", "."}]
    while tokens and tokens[-1] == ")":
        opening = max((i for i, t in enumerate(tokens) if t == "("), default=0)
        if not opening:
            break
        tokens = tokens[:opening]
    kept = [norm for norm in tokens if norm.isalnum() or norm == NUMBER]
    for trimmed in (kept, kept[:-1] if kept[-1:] == [NUMBER] else kept):
        field = label_fields().get(tuple(trimmed))
        if field:
            return field
    return None
