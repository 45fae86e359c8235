"""No pattern of the readers and rules costs more than the square of a text's length.

A stranger writes what they read. Lines have at most 2,000 characters and a file is read
in a child with a limit of time, so a square costs that file at most; a cube, or worse,
would let a single line stop a night.
"""

import re
import signal
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from .all_patterns import METHODS, patterns, uses
from .pumps import Pump, pumps

pytestmark = pytest.mark.slow

LENGTH = 600
LITTLE, SECONDS = 0.15, 0.6
"""Of the processor: what is no matter at that length, and when it is enough."""
SQUARE = 5.5
"""Times the cost for twice the length: four is a square, eight a cube."""


class LateError(Exception):
    """A pattern took too long."""


@contextmanager
def limited() -> Iterator[None]:
    """Raise LateError after so much time of the processor, not of the clock."""

    def late(*_: object) -> None:
        raise LateError

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def too_dear(pattern: "re.Pattern[Any]", methods: Iterable[str]) -> Pump | None:
    """Return a text whose cost grows faster than a square; None: there is none."""
    for pump in pumps(pattern):
        for method in methods:
            # Once more: the first time may have been somebody else's fault.
            if _late(pattern, method, pump) and _late(pattern, method, pump):
                return pump
    return None


def _late(pattern: "re.Pattern[Any]", method: str, pump: Pump) -> bool:
    whole = _cost(pattern, method, pump.text(LENGTH))
    if whole < LITTLE or whole >= SECONDS:
        return whole >= SECONDS
    return whole > SQUARE * _cost(pattern, method, pump.text(LENGTH // 2))


def _cost(pattern: "re.Pattern[Any]", method: str, text: str) -> float:
    """Return seconds of the processor, at most SECONDS."""
    given: Any = text.encode("latin-1") if isinstance(pattern.pattern, bytes) else text
    started = time.process_time()
    try:
        with limited():
            getattr(pattern, method)(given)
    except LateError:
        return SECONDS
    return time.process_time() - started


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+b",
        r"(?:a|a)*b",
        r"(?:\w+\s?)+;",
        r"(?: ?[-_] ?)+;",
        r"x\s*,?\s*;?\s*:?\s*y",
        rb"(?:<[^>]*>?)*!",
    ],
)
def test_the_check_finds_what_it_looks_for(pattern: Any) -> None:
    assert too_dear(re.compile(pattern), METHODS) is not None


@pytest.mark.parametrize("pattern", [r"\s*,\s*;", r"a+b", r"[^>]*>", r"(?:ab)+$"])
def test_squares_and_less_are_let_be(pattern: str) -> None:
    assert too_dear(re.compile(pattern), METHODS) is None


def test_patterns_are_found() -> None:
    assert len(patterns()) > 300
    assert len(uses()) > 200


@pytest.mark.parametrize("layout", [True, False])
def test_no_pattern_is_dearer_than_a_square(layout: bool) -> None:  # noqa: FBT001  # two halves of the work
    used = uses()
    dear = {
        f"{module}: {pattern.pattern!r}": pump
        for pattern, module in patterns().items()
        if module.startswith("extractors.layout") == layout
        and (pump := too_dear(pattern, used.get(pattern, ("search", "fullmatch"))))
    }

    assert dear == {}
