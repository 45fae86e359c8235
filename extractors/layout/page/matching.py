"""Which words of a row are a label: at each place the longest phrase we know."""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from extractors.layout.page.tokens import NUMBER, Token, normalised, spaced
from extractors.layout.page.vocabulary import Field, label_fields
from extractors.values import Word

_JOINERS = frozenset("-./'’&–")
"""Between the words of one label they do not count."""
_INSIDE = frozenset({"-", "_", "@", ".", "'", "’"})
"""After these a word goes on: a code, a number, "d'ordine"."""


@cache
def _longest() -> int:
    return max(map(len, label_fields()))


@cache
def _openings() -> frozenset[str]:
    return frozenset(tokens[0] for tokens in label_fields() if tokens)


class Match(NamedTuple):
    """A label among the tokens of a row."""

    field: Field
    first: int
    last: int
    """Tokens covered, the last one excluded, the word for "number" included."""
    text: str
    numbered: bool


def may_match(tokens: Sequence[Token]) -> bool:
    """Say whether one of some tokens is the first of a label."""
    openings = _openings()
    return any(token.norm in openings for token in tokens)


def matches(tokens: Sequence[Token], barriers: frozenset[int]) -> Iterator[Match]:
    """Yield the labels in a row of tokens, longest first at each place.

    Args:
        tokens: Of one row.
        barriers: Words at which a new cell begins; no label crosses them.
    """
    openings = _openings()
    at = 0
    while at < len(tokens):
        opens = tokens[at].norm in openings and _opens(tokens, at)
        found = _match_at(tokens, at, barriers) if opens else None
        if found:
            yield found
            at = found.last
        else:
            at += 1


def _match_at(
    tokens: Sequence[Token], at: int, barriers: frozenset[int]
) -> Match | None:
    """Return the longest label that begins at a token."""
    fields, longest = label_fields(), _longest()
    norms: list[str] = []
    best: Match | None = None
    place = at
    while place < len(tokens) and len(norms) < longest:
        token = tokens[place]
        if place > at and token.word in barriers and token.start == 0:
            break
        if norms and token.norm in _JOINERS:
            place += 1
            continue
        if not (token.norm.isalnum() or token.norm == NUMBER):
            break
        norms.append(token.norm)
        place += 1
        field = fields.get(tuple(norms))
        if field and _closes(tokens, place):
            best = Match(
                field, at, place, " ".join(norms), numbered=norms[-1] == NUMBER
            )
    return _with_number(tokens, best, barriers) if best else None


def _opens(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a label may begin here: not in the middle of a code or a number."""
    token = tokens[at]
    if token.start == 0:
        return True
    before = tokens[at - 1]
    return not before.norm.isalnum() and before.norm not in _INSIDE


def _closes(tokens: Sequence[Token], end: int) -> bool:
    """Say whether a label may end here: the word does not go on as another word."""
    last = tokens[end - 1]
    if end == len(tokens) or tokens[end].word != last.word:
        return True
    following = tokens[end]
    if following.norm[0].isalpha() and following.start == last.end:
        return False
    if following.norm == "/" and _grouped(tokens, end):
        return False
    # "PO4711" and "PO-4711" are numbers, "PO#4711" and "PO:4711" are label and number.
    return not (following.norm.isalnum() or following.norm in {"-", "_", "@"})


def _grouped(tokens: Sequence[Token], at: int) -> bool:
    """Say whether a word goes on as a number in groups: "INV/2026/00417"."""
    rest = [t.norm for t in tokens[at:] if t.word == tokens[at].word]
    return rest.count("/") > 1 and rest[-1].isdigit()


def _with_number(
    tokens: Sequence[Token], match: Match, barriers: frozenset[int]
) -> Match:
    """Take in what may follow a label: "(s)", "#", "No."."""
    last, numbered = match.last, match.numbered
    while last < len(tokens):
        token = tokens[last]
        if token.word in barriers and token.start == 0:
            break
        if [t.norm for t in tokens[last : last + 3]] == ["(", "s", ")"]:
            last += 3
        elif token.norm == NUMBER and _closes(tokens, last + 1):
            last, numbered = last + 1, True
        elif (
            token.norm == "."
            and last + 1 < len(tokens)
            and tokens[last + 1].norm in {":", NUMBER}
            and tokens[last + 1].word == token.word
        ):
            last += 1
        else:
            break
    return match._replace(last=last, numbered=numbered)


def field_of(words: Sequence[Word]) -> Field | None:
    """Return what *words* announce when all of them are one label: a column's head.

    >>> from extractors.values import Word
    >>> field_of([Word("Qty", 0, 0, 9, 9), Word("Shipped", 10, 0, 30, 9)])
    <Field.SHIPPED: 'shipped'>
    """
    texts = tuple([word.text for word in words])
    return _field_of(texts) or _field_of_name(texts)


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
