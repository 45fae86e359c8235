"""The values of a scoreboard: what a file should give, and what came of each value."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal, NamedTuple

from extractors.values import Kind

Result = Literal[
    "correct", "near", "unverified", "wrong", "missing", "spurious", "absent_ok"
]
"""*near* and *unverified* are neither right nor wrong: the truth stands within the
printed number; a tracking number was found that fails its format."""
HARMFUL: frozenset[Result] = frozenset({"wrong", "spurious"})
State = Literal["right", "incomplete", "wrong"]
Truth = str | Decimal | None


class BrokenTruthError(ValueError):
    """A file with the truth is not what it has to be; the text names it."""


@contextmanager
def truth_from(place: str) -> Iterator[None]:
    """Let what is wrong with a truth name the place where it is wrong.

    Args:
        place: A file, with the line where there are several.

    Raises:
        BrokenTruthError: What stands there is no truth.
    """
    try:
        yield
    except KeyError as error:
        raise BrokenTruthError(f"{place}: {error} is missing") from error
    except (ValueError, TypeError, AttributeError, ArithmeticError) as error:
        raise BrokenTruthError(f"{place}: no truth of a set: {error}") from error


@dataclass(frozen=True, slots=True)
class ExpectedLine:
    """One line as it should be read; a column that is not named is not judged."""

    values: Mapping[str, frozenset[Truth]]
    """Column → every reading that is right, such as the price before its discount."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One record as it should be read."""

    fields: Mapping[str, Truth]
    """A field that is not named is not judged; None: it must not be given."""
    lines: tuple[ExpectedLine, ...] | None = None
    """None: not judged."""


@dataclass(frozen=True, slots=True)
class Case:
    """One file with its truth."""

    id: str
    """Its set, and its path within: the same wherever the set lies."""
    set: str
    path: Path
    document: str
    """Variants of one document have one name here, and together the weight 1."""
    vendor: str
    kinds: frozenset[Kind] = frozenset()
    """Every kind that is right; empty: not judged."""
    notices: tuple[Expected, ...] | None = None
    """Each with its PO among its fields; None: not judged."""
    money: Expected | None = None
    tracking: frozenset[str] | None = None
    """Numbers that stand in the text; None: not judged."""
    elsewhere: frozenset[str] = frozenset()
    """Numbers that are true and stand, as the truth has it, in no text: found or not,
    they are neither right nor wrong."""
    orders: frozenset[str] = frozenset()
    """Order numbers that stand in the text; judged with *tracking*."""
    near: frozenset[str] = frozenset()
    """Fields whose truth may be written down shorter than it is printed."""


class Verdict(NamedTuple):
    """What came of one value."""

    field: str
    result: Result
    place: str = ""
    """Which record or line of the file, where it has several."""
    expected: str = ""
    got: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """One case, judged."""

    case: Case
    reader: str
    """Of the record that was judged, or ``none``."""
    verdicts: tuple[Verdict, ...] = ()
    lines: tuple[Verdict, ...] = ()
    """One for each line: wrong as soon as one of its columns is."""
    columns: tuple[Verdict, ...] = ()
    """The same, column by column."""

    @property
    def state(self) -> State:
        """Say whether a value is wrong, or else whether one is missing."""
        results = {v.result for v in (*self.verdicts, *self.lines)}
        if results & HARMFUL:
            return "wrong"
        return "incomplete" if "missing" in results else "right"
