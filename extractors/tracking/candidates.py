"""Where in a text a tracking number may stand, blanks and dashes within it allowed."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.tracking.formats import formats, near_misses, spellings

_TOKEN = re.compile(r"(?<![^\W_])[A-Za-z0-9]+(?![^\W_])")
_JOIN = re.compile(r"[ \u00a0]{1,2}|[-\u2010-\u2013]")
_DIGIT = re.compile(r"[0-9]")
"""Every number has some, and most words have none."""
_LONGEST = 40
"""Characters; no known format has more."""
_MOST_GROUPS = 12
_PAIR = 2
_FEWEST_DIGITS = 6
_SHORTEST = 8
_SHORTEST_GROUPED = 12
"""Digits; shorter printed groups are telephone numbers and dates as often."""
_OPENING = re.compile(
    r"1Z|TB[ACM]|1LS|GFUS|LTN|(?:[CD]|SP|YT|JJ?D)[0-9]{6}|[A-Z]{2}[0-9]{9}[A-Z]{2}$"
    r"|[0-9]{14}[A-Z]$"
)
"""How formats begin that are known by their letters and often printed in groups, and
the one that ends in a letter."""
_LAST_GROUP = re.compile(r"[0-9]{1,3}[A-Z]")
"""Groups of digits may end in one with a check letter."""

_OTHER = re.compile(
    r"""(?x)
      \d{3}-\d{7}-\d{7}                           # Amazon order
    | \d{4}[-/.]\d{1,2}[-/.]\d{1,2} | \d{1,2}[-/.]\d{1,2}[-/.]\d{4}   # date
    """
)
_UNLESS_LABELLED = re.compile(
    r"""(?x)
      (?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}   # telephone
    | \d{5}-\d{4}                                      # ZIP+4
    | \d{1,3}(?:,\d{3})+(?:\.\d+)? | \$[ ]?\d[\d.,]*           # money
    | (?<!\d)\d{1,12}[.,]\d+                           # measures
    """
)


class Candidate(NamedTuple):
    """A place that may hold one tracking number."""

    text: str
    """As printed."""
    number: str
    """Upper case, without blanks and dashes."""
    start: int
    end: int


def candidates(text: str, *, labelled: bool = False) -> tuple[Candidate, ...]:
    """Return what in *text* may be a tracking number, in order, without overlaps.

    Nothing is decided here: each goes to ``accept``. Dates and marketplace order ids
    are never among them.

    Args:
        text: Any text; a number may be printed in groups.
        labelled: *text* is what a label such as "Tracking" or "PRO" speaks of, so what
            looks like a telephone number or a ZIP code is kept.

    >>> [c.number for c in candidates("Sent: 1Z 5R8 939 03 5756 7127, 2 boxes")]
    ['1Z5R89390357567127']
    """
    return tuple(_found(text, labelled=labelled)) if _DIGIT.search(text) else ()


def _found(text: str, *, labelled: bool) -> Iterator[Candidate]:
    tokens = list(_TOKEN.finditer(text))
    other: bytes | None = None
    index = 0
    while index < len(tokens):
        count = _extent(text, tokens, index, labelled=labelled)
        if not count:
            index += 1
            continue
        start, end = tokens[index].start(), tokens[index + count - 1].end()
        index += count
        if other is None:
            other = _others(text, labelled=labelled)
        if 1 not in other[start:end] or _evident(text[start:end]):
            number = spellings(text[start:end])[-1]
            yield Candidate(text[start:end], number, start, end)


def _others(text: str, *, labelled: bool) -> bytes:
    """Return 1 for each character of what is some other number, 0 for the rest."""
    other = bytearray(len(text))
    for pattern in (_OTHER,) if labelled else (_OTHER, _UNLESS_LABELLED):
        for match in pattern.finditer(text):
            other[match.start() : match.end()] = bytes([1]) * len(match[0])
    return bytes(other)


def _extent(
    text: str, tokens: Sequence[re.Match[str]], first: int, *, labelled: bool
) -> int:
    """Return how many tokens from *first* on are one candidate; 0: none begins here."""
    word = tokens[first][0]
    if _digits(word) >= _FEWEST_DIGITS and formats(word):
        return 1
    if not (word.isupper() or word[0].isdigit()):
        return 1 if _long_enough(word) else 0
    run = _run(text, tokens, first)
    groups = [run[:count] for count in range(len(run), 1, -1)]
    likely = [
        words
        for words in map(_words, groups)
        if _may_be_one(words) and not _goes_on(words, run[len(words) :])
    ]
    for tells in (_telling, _has_format, _misses_format):
        for words in likely:
            if tells(" ".join(words)):
                return len(words)
    for group in (*groups, run[:1]):
        if _goes_on(_words(group), run[len(group) :]):
            continue
        if _plain(text, group, labelled=labelled):
            return len(group)
    return 0


def _run(text: str, tokens: Sequence[re.Match[str]], first: int) -> list[re.Match[str]]:
    """Return the tokens from *first* on that blanks and dashes alone keep apart."""
    run = [tokens[first]]
    for token in tokens[first + 1 : first + _MOST_GROUPS]:
        between = text[run[-1].end() : token.start()]
        if not _JOIN.fullmatch(between) or token.end() - run[0].start() > 2 * _LONGEST:
            break
        run.append(token)
    return run


def _words(run: Sequence[re.Match[str]]) -> list[str]:
    return [token[0] for token in run]


def _may_be_one(words: Sequence[str]) -> bool:
    """Say cheaply whether *words* could be the groups of one number."""
    joined = "".join(words)
    if not _SHORTEST_GROUPED <= len(joined) <= _LONGEST:
        return False
    return _even(words) if joined.isdigit() else bool(_OPENING.match(joined))


def _goes_on(words: Sequence[str], rest: Sequence[re.Match[str]]) -> bool:
    """Say whether even groups of digits continue: half a number must not be taken."""
    if not rest or len(words) < _PAIR or len(words[-1]) != len(words[-2]):
        return False
    follows = rest[0][0]
    return (follows.isdigit() and len(follows) == len(words[-1])) or bool(
        _LAST_GROUP.fullmatch(follows) and words[-1].isdigit()
    )


def _even(words: Sequence[str]) -> bool:
    """Say whether all groups are as long, but for a shorter first or last."""
    inner = words[1:] if len(words[0]) < len(words[-1]) else words[:-1]
    odd = words[0] if len(words[0]) < len(words[-1]) else words[-1]
    return len({len(word) for word in inner}) == 1 and len(odd) <= len(inner[0])


def _telling(printed: str) -> bool:
    return any(found.telling for found in formats(printed))


def _has_format(printed: str) -> bool:
    return bool(formats(printed))


def _misses_format(printed: str) -> bool:
    return any(
        missed.telling and (missed.definition == "ups" or missed.number.isdigit())
        for missed in near_misses(printed)
    )


def _evident(printed: str) -> bool:
    return any(found.letter_bearing for found in formats(printed))


def _plain(text: str, run: Sequence[re.Match[str]], *, labelled: bool) -> bool:
    """Say whether *run* reads as one number of no known format.

    Dashes join; blanks join groups of digits where a label speaks of a number.
    """
    printed = text[run[0].start() : run[-1].end()]
    words = _words(run)
    if re.search(r"\s", printed):
        grouped = printed.replace(" ", "").isdigit() and len(words[0]) < _SHORTEST
        if not (labelled and grouped and len(words[-1]) > 1):
            return False
    return _long_enough("".join(words))


def _long_enough(joined: str) -> bool:
    return _SHORTEST <= len(joined) <= _LONGEST and _digits(joined) >= _FEWEST_DIGITS


def _digits(text: str) -> int:
    return sum(map(str.isdigit, text))
