"""What is taken off after the total: a commission that the agency keeps."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from extractors.codes import Reason
from extractors.layout.money.roles import Role
from extractors.layout.money.sums import Figure
from extractors.layout.money.totals import Totals
from extractors.layout.page.citing import issue_at
from extractors.layout.page.sheet import Sheet
from extractors.values import Issue

_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)
_MOST = 5
"""Amounts that are taken off together, at most."""
_LEFT = frozenset({Role.NET, Role.LINES, Role.TOTAL, Role.DUE})
_ADDED = frozenset({Role.FREIGHT, Role.CHARGE, Role.TAX})


class Less(NamedTuple):
    """A document whose total is printed before something is taken off it."""

    figures: tuple[Figure, ...]
    """Without what is taken off, and without what is left."""
    totals: Totals
    """They make the total: nothing is taken off the lines."""
    issue: Issue


def after_total(
    sheet: Sheet,
    figures: Sequence[Figure],
    totals: Totals,
    lines: Decimal | None,
    rates: Sequence[Decimal],
) -> Less | None:
    """Return the sums without what comes after the total; None where nothing does.

    Args:
        sheet: The document.
        figures: Its labelled sums.
        totals: As chosen: the total is the one before anything is taken off.
        lines: What all its lines come to, where that is known.
        rates: In percent, what labels take off the whole without an amount.
    """
    total = totals.total
    if total is None or total.value <= 0:
        return None
    off = [f for f in figures if f.role is Role.ALLOWANCE and f.value]
    lefts = [f for f in figures if f.role in _LEFT and 0 < f.value < total.value]
    cuts = tuple(_cuts(total.value, off, rates))
    if lines is not None and any(_same(lines - cut, total.value) for cut in cuts):
        return None  # It is off already: the lines come to more.
    left = next(
        (f for f in lefts if any(_same(total.value - c, f.value) for c in cuts)), None
    )
    if left is None:
        return None
    kept = tuple(f for f in figures if f not in off and f.value != left.value)
    alone = not any(f.role in _ADDED and f.value for f in kept)
    before = totals.lines if totals.lines in kept else None
    detail = f"{left.value} is left of the total: not all of it is owed"
    return Less(
        kept,
        totals._replace(
            lines=total if alone else before,
            net=totals.net if totals.net in kept else None,
            allowances=None,
        ),
        issue_at(sheet.document, left.amount.run, Reason.ALLOWANCE_WRONG, detail),
    )


def _cuts(
    total: Decimal, off: Sequence[Figure], rates: Sequence[Decimal]
) -> Iterator[Decimal]:
    """Yield what may be taken off a total: some of the amounts, or a rate of it."""
    some = sorted({abs(f.value) for f in off})[:_MOST]
    for count in range(1, len(some) + 1):
        yield from (sum(part, Decimal(0)) for part in combinations(some, count))
    yield from (total * rate / _HUNDRED for rate in rates if rate)


def _same(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= _CENT
