"""What letters every match of a pattern holds, as its parse tree tells.

Only what is certain is said: a part of the tree that is not known needs nothing.
"""

import re._parser as parser  # type: ignore[import-not-found]  # has no stubs
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from typing import Any

Needs = tuple[tuple[str, ...], ...]
"""Of each group at least one piece stands in every match: small letters, digits and
signs of ASCII that follow each other, none of them a blank or one of *APART*, and at
least one a letter."""
APART = '<>"='
"""What divides the words of mark-up."""
_SIGNS = frozenset(map(chr, range(0x21, 0x7F))).difference(APART)
_SHORTEST = 2
_LONG = 3
"""Letters of a piece that few texts hold by chance."""
_MOST = 3
"""Groups that are worth asking about."""
_REPEATS = frozenset({parser.MAX_REPEAT, parser.MIN_REPEAT, parser.POSSESSIVE_REPEAT})
_WITHOUT_WIDTH = frozenset({parser.AT, parser.ASSERT, parser.ASSERT_NOT})


def needs_of(pattern: str, flags: int) -> Needs:
    r"""Return what every match of a pattern holds, the rarest first.

    >>> needs_of(r"\bbank\s+(?:has|is)\s+(?:moved|moving|closed)\b", 0)
    (('closed', 'moved', 'moving'), ('bank',))
    """
    found = dict.fromkeys(_groups(parser.parse(pattern, flags)))
    groups = sorted(found, key=_rank)
    rare = [group for group in groups if _least(group) >= _LONG]
    return tuple((rare or groups)[:_MOST])


def openings_of(pattern: str, flags: int) -> frozenset[str]:
    r"""Return letters of which every match of a pattern begins with some.

    They are as those of :data:`Needs`; none where that is not certain.

    >>> sorted(openings_of(r"\b(?:old\s+)?banks?\b|\biban", 0))
    ['bank', 'iban', 'old']
    >>> sorted(openings_of(r"\w+bank", 0))
    []
    """
    return frozenset(_openings(list(parser.parse(pattern, flags))))


def _openings(nodes: Sequence[tuple[Any, Any]]) -> set[str]:
    found: set[str] = set()
    for at, (kind, value) in enumerate(nodes):
        if kind in _WITHOUT_WIDTH:
            continue
        if kind is parser.LITERAL:
            run = takewhile(lambda node: node[0] is parser.LITERAL, nodes[at:])
            signs = takewhile(_SIGNS.__contains__, (chr(value) for _, value in run))
            letters = "".join(signs).lower()
            return found | {letters} if letters else set()
        branches = value[1] if kind is parser.BRANCH else [_content(kind, value)]
        each = [_openings(list(branch)) for branch in branches]
        if not all(each):
            return set()
        found = found.union(*each)
        if kind not in _REPEATS or value[0] > 0:
            return found
    return set()  # It may end before it begins.


def has_groups(pattern: str, flags: int) -> bool:
    """Say whether a match of a pattern tells some of its parts apart."""
    return bool(parser.parse(pattern, flags).state.groups > 1)


def _least(group: tuple[str, ...]) -> int:
    return min(map(len, group))


def _rank(group: tuple[str, ...]) -> tuple[int, int]:
    """Put long pieces first, and of those that are as long the ones without others."""
    return -_least(group), len(group)


def _groups(tree: Iterable[tuple[Any, Any]]) -> Iterator[tuple[str, ...]]:
    """Yield the groups of a sequence, each run of letters being one of its own."""
    run: list[tuple[Any, Any]] = []
    for node in tree:
        kind, value = node
        if kind in _WITHOUT_WIDTH:
            continue
        if kind is parser.LITERAL and chr(value) in _SIGNS:
            run.append(node)
            continue
        yield from _piece(run)
        if kind is parser.BRANCH:
            # The parser takes out what all branches begin with.
            yield from _any_of([*run, *branch] for branch in value[1])
        else:
            yield from _groups(_inside(kind, value))
        run = []
    yield from _piece(run)


def _piece(run: Iterable[tuple[Any, Any]]) -> Iterator[tuple[str, ...]]:
    piece = "".join(chr(value) for _, value in run).lower()
    if len(piece) >= _SHORTEST and any(map(str.isalpha, piece)):
        yield (piece,)


def _any_of(branches: Iterable[Iterable[tuple[Any, Any]]]) -> Iterator[tuple[str, ...]]:
    """Yield one group for all branches, unless one of them needs nothing."""
    best = [min(_groups(branch), key=_rank, default=()) for branch in branches]
    if all(best):
        pieces = {piece for group in best for piece in group}
        yield tuple(sorted(p for p in pieces if not any(o in p for o in pieces - {p})))


def _inside(kind: Any, value: Any) -> Iterable[tuple[Any, Any]]:
    """Return the sequence that a node of the tree stands for at least once."""
    return () if kind in _REPEATS and not value[0] else _content(kind, value)


def _content(kind: Any, value: Any) -> Iterable[tuple[Any, Any]]:
    """Return the sequence that a node of the tree stands for, or repeats."""
    if kind is parser.SUBPATTERN or kind in _REPEATS:
        return value[-1]  # type: ignore[no-any-return]
    return value if kind is parser.ATOMIC_GROUP else ()
