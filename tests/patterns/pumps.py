"""Texts that make a pattern work as hard as it can, made from its own parse tree."""

import re
import re._constants as ops  # type: ignore[import-not-found]  # the only view into a pattern
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

LONG = 100
"""A part that may be repeated this often is pumped."""
ALPHABET = ' \n0aA.,-_:;/<(["=@\xa0'
TAILS = ("\x00", "")
REPEATS = frozenset({ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT})
Node = tuple[Any, Any]


class Pump(NamedTuple):
    """A text of any length: *before*, then *unit* as often as wanted, then *tail*."""

    before: str
    unit: str
    tail: str

    def text(self, length: int) -> str:
        """Return about *length* characters."""
        times = max(1, length // len(self.unit))
        return self.before + self.unit * times + self.tail


def pumps(pattern: "re.Pattern[Any]") -> set[Pump]:
    """Return the pumps of every part of *pattern* that may be repeated often."""
    source = pattern.pattern
    flags = pattern.flags & ~re.DEBUG
    if isinstance(source, bytes):
        source, flags = source.decode("latin-1"), flags & ~re.UNICODE
        flags &= ~re.LOCALE
    tree = parser.parse(source, flags)
    found: set[Pump] = set()
    for before, body in _repeated(list(tree), ""):
        for wanted in ALPHABET:
            unit = _sample(body, wanted)
            if unit:
                found |= {Pump(before, unit, tail) for tail in TAILS}
                found.add(Pump("", unit, TAILS[0]))
                # A blank that the one repetition may end with and the next begin with.
                found.add(Pump(before, f"{unit.strip() or '-'} ", TAILS[0]))
    return found


def _repeated(nodes: Sequence[Node], before: str) -> Iterator[tuple[str, list[Node]]]:
    """Yield what stands before each long repetition, shortly, and what is repeated."""
    for node in nodes:
        op, value = node
        if op in REPEATS:
            _, most, body = value
            if most is ops.MAXREPEAT or most >= LONG:
                yield before, list(body)
        for inside in _inside(node):
            yield from _repeated(inside, before)
        before += _sample([node], "a")


def _inside(node: Node) -> Iterator[list[Node]]:
    op, value = node
    if op in REPEATS:
        yield list(value[2])
    elif op is ops.SUBPATTERN:
        yield list(value[3])
    elif op is ops.BRANCH:
        yield from map(list, value[1])
    elif op in {ops.ASSERT, ops.ASSERT_NOT}:
        yield list(value[1])
    elif op is ops.ATOMIC_GROUP:
        yield list(value)


def _sample(nodes: Sequence[Node], wanted: str) -> str:
    """Return a short text that *nodes* match, of *wanted* characters if these fit."""
    return "".join(_one(node, wanted) for node in nodes)


def _one(node: Node, wanted: str) -> str:
    op, value = node
    text = ""  # of a place, an assertion or a reference
    if op is ops.LITERAL:
        text = chr(value)
    elif op is ops.NOT_LITERAL:
        text = wanted if ord(wanted) != value else chr(value ^ 1)
    elif op is ops.ANY:
        text = wanted if wanted != "\n" else "a"
    elif op is ops.IN:
        fitting = [c for c in (wanted, *ALPHABET) if _within(value, ord(c))]
        text = fitting[0] if fitting else _first(value)
    elif op in REPEATS:
        least, most, body = value
        text = _sample(list(body), wanted) * (min(least, 50) or min(most, 1))
    elif op is ops.BRANCH:
        samples = [_sample(list(branch), wanted) for branch in value[1]]
        text = next((s for s in samples if wanted in s), samples[0])
    elif op in {ops.SUBPATTERN, ops.ATOMIC_GROUP}:
        text = _sample(next(_inside(node)), wanted)
    return text


def _within(items: Sequence[Node], code: int) -> bool:
    negated = bool(items) and items[0][0] is ops.NEGATE
    return negated ^ any(_holds(item, code) for item in items)


def _holds(item: Node, code: int) -> bool:
    op, value = item
    character = chr(code)
    if op is ops.LITERAL:
        return bool(code == value)
    if op is ops.RANGE:
        return bool(value[0] <= code <= value[1])
    if op is ops.CATEGORY:
        tests = {
            ops.CATEGORY_DIGIT: character.isdigit(),
            ops.CATEGORY_NOT_DIGIT: not character.isdigit(),
            ops.CATEGORY_SPACE: character.isspace(),
            ops.CATEGORY_NOT_SPACE: not character.isspace(),
            ops.CATEGORY_WORD: character.isalnum() or character == "_",
            ops.CATEGORY_NOT_WORD: not (character.isalnum() or character == "_"),
        }
        return tests[value]
    return False


def _first(items: Sequence[Node]) -> str:
    for op, value in items:
        if op is ops.LITERAL:
            return chr(value)
        if op is ops.RANGE:
            return chr(value[0])
    return ""
