"""A document of money as printed: its numbers, its sums, the rows of a quotation."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple, TypeVar

from extractors.grounding.printed import Place, Printed, folded
from extractors.layout.money.amounts import Amount, NumberStyle, amounts_in
from extractors.layout.money.roles import Role
from extractors.layout.money.sums import figures_of
from extractors.layout.page.rows import Run
from extractors.once import once
from extractors.values import Cited

T = TypeVar("T")
_SHORTEST_QUOTE = 3
_MOST_ROWS = 4
"""Visual rows one quotation may span; more prove nothing."""
_CLAIMED = re.compile(r"[^\d]*?(?P<digits>[.,]?\d[\d.,'’ ]*?)[^\d]*")


class Spot(NamedTuple):
    """One printed number."""

    row: int
    """Index among the visual rows of the document."""
    cell: int
    order: int
    """Among the numbers of its cell."""
    amount: Amount
    value: Decimal
    place: Place

    @property
    def at(self) -> tuple[int, int, int]:
        """What tells it from every other."""
        return self[:3]


@dataclass
class Tally:
    """What was dropped and what was used, over all of one answer."""

    dropped: list[str] = field(default_factory=list)
    used: set[tuple[int, int, int]] = field(default_factory=set)
    """Printed numbers: each is worth one claim."""
    rows: set[int] = field(default_factory=set)
    """First visual rows of the lines that were claimed."""

    def drop(self, what: str, text: str) -> None:
        """Count a claim that is printed nowhere, or not as what it is claimed to be."""
        self.dropped.append(f"{what} {text[:60]!r}")


@dataclass(frozen=True)
class MoneyPage:
    """One document, its numbers read in one style."""

    printed: Printed
    style: NumberStyle

    @once
    def spots(self) -> tuple[Spot, ...]:
        """Every number that has a value."""
        return tuple(self._spots())

    def _spots(self) -> Iterator[Spot]:
        for row, each in enumerate(self.printed.sheet.rows):
            for cell, run in enumerate(each.cells):
                for index, amount in enumerate(amounts_in(run, self.style)):
                    if amount.value is None:
                        continue
                    place = Place(row, cell, amount.start, amount.run.text, amount.run)
                    yield Spot(row, cell, index, amount, amount.value, place)

    @once
    def roles(self) -> dict[Run, frozenset[Role]]:
        """What the page's own labels say of an amount, by its words."""
        found: dict[Run, set[Role]] = {}
        for figure in figures_of(self.printed.sheet, self.style):
            found.setdefault(figure.amount.run, set()).add(figure.role)
        return {run: frozenset(roles) for run, roles in found.items()}

    @once
    def _squeezed(self) -> tuple[str, ...]:
        cells = self.printed.cells
        return tuple("".join(row).replace(" ", "") for row in cells)

    @once
    def _begins(self) -> tuple[int, ...]:
        """Where each row begins in the text without blanks."""
        return (0, *accumulate(len(text) for text in self._squeezed))

    def quoted(self, quote: str) -> tuple[tuple[int, ...], ...]:
        """Return the rows of each place that *quote* is printed at.

        Empty where it is printed nowhere, or is too short or too long to prove a thing.
        """
        wanted = folded(quote).replace(" ", "")
        if len(wanted) < _SHORTEST_QUOTE:
            return ()
        found = []
        text = self.printed.squeezed
        at = text.find(wanted)
        while at >= 0:
            first = bisect_right(self._begins, at) - 1
            last = bisect_right(self._begins, at + len(wanted) - 1) - 1
            if last - first < _MOST_ROWS:
                found.append(tuple(range(first, last + 1)))
            at = text.find(wanted, at + 1)
        return tuple(dict.fromkeys(found))

    def numbers(self, claimed: str, rows: Collection[int]) -> Iterator[Spot]:
        """Yield the numbers on *rows* that are printed as *claimed*.

        A claim may leave out currency, sign and unit: the page has them.
        """
        digits = digits_of(claimed)
        if digits:
            yield from (
                spot
                for spot in self.spots
                if spot.row in rows and digits_of(spot.amount.run.text) == digits
            )

    def cite(self, place: Place, value: T) -> Cited[T] | None:
        """Return *value* with what is printed at *place* as its evidence."""
        evidence = self.printed.evidence(place)
        return None if evidence is None else Cited(value=value, evidence=evidence)


def digits_of(text: str) -> str:
    """Return a number as two spellings of it are compared; "" where it is none.

    >>> digits_of("$1,250.00 CR"), digits_of("5 EA"), digits_of("2x4"), digits_of("EA")
    ('1,250.00', '5', '', '')
    """
    match = _CLAIMED.fullmatch(folded(text))
    return match["digits"].replace(" ", "").replace("’", "'") if match else ""


def total(values: Iterable[Decimal]) -> Decimal:
    """Return the sum of exact amounts."""
    return sum(values, Decimal())
