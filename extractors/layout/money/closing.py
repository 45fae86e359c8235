"""Lines and charges held against the printed sums."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from extractors.layout.money.charges import Charge
from extractors.layout.money.roles import Role
from extractors.layout.money.sums import Figure
from extractors.layout.money.totals import Totals, chosen
from extractors.values import MoneyLine

_CENT = Decimal("0.01")
_MOST = 8
"""Charges and taxes that are added in every combination, at most."""
_ROUNDED = Decimal("0.005")
"""What rounding may add to the sum for each line."""


def lines_sum(lines: Sequence[MoneyLine]) -> Decimal | None:
    """Return what all lines come to; None with no line, or one without an amount."""
    amounts = [line.amount.value for line in lines if line.amount]
    return sum(amounts, Decimal(0)) if lines and len(amounts) == len(lines) else None


def held(
    totals: Totals,
    figures: Sequence[Figure],
    lines: Sequence[MoneyLine],
    charges: Sequence[Charge],
) -> Totals:
    """Return the sums as the lines prove them, or with a doubt where they differ.

    Args:
        totals: As chosen from the printed sums alone.
        figures: All labelled sums.
        lines: Of the document.
        charges: What is added to the lines or taken off.
    """
    come_to = lines_sum(lines)
    if come_to is None:
        return totals
    slack = _CENT + _ROUNDED * len(lines)
    if totals.lines is None and totals.net and _same(come_to, totals.net, slack):
        totals = totals._replace(lines=totals.net)
    extras = list(extras_of(figures, charges))
    reached = [
        f
        for f in figures
        if f.role in {Role.LINES, Role.NET, Role.TOTAL, Role.DUE}
        and _reaches(come_to, extras, f.value, slack)
    ]
    if totals.total is None and totals.doubt:
        wholes = [f for f in reached if f.role is Role.TOTAL]
        if len({f.value for f in wholes}) == 1:
            return chosen(figures, wholes[-1])
    if totals.doubt or not any(f.role is not Role.TAX for f in figures):
        return totals
    if reached and not _rivals(reached, totals):
        return totals
    goal = totals.lines or totals.net or totals.total
    if goal is None:
        return totals
    doubt = f"the lines come to {come_to}, {goal.value} is printed"
    return totals._replace(doubt=doubt)


def _rivals(reached: Sequence[Figure], totals: Totals) -> bool:
    """Say whether lines come only to totals that are printed beside the chosen one."""
    return (
        totals.total is not None
        and not totals.proved
        and all(f.role is Role.TOTAL and f.value != totals.total.value for f in reached)
    )


def _same(come_to: Decimal, figure: Figure, slack: Decimal) -> bool:
    """Say whether lines come to a printed sum; credit memos print it with a sign."""
    return abs(abs(come_to) - abs(figure.value)) <= slack


def extras_of(
    figures: Sequence[Figure], charges: Iterable[Charge]
) -> Iterator[Decimal]:
    """Yield each charge and tax once, allowances negative."""
    seen: set[tuple[bool, Decimal]] = set()
    added = [
        (f.role is Role.ALLOWANCE, f.value)
        for f in figures
        if f.role in {Role.FREIGHT, Role.CHARGE, Role.ALLOWANCE, Role.TAX}
    ]
    added += [(c.kind == "allowance", c.amount.value) for c in charges]
    for off, value in added:
        key = (off, abs(value))
        if value and key not in seen:
            seen.add(key)
            yield -abs(value) if off else value


def _reaches(
    start: Decimal, extras: Sequence[Decimal], goal: Decimal, slack: Decimal
) -> bool:
    """Say whether a sum and some of the extras make a printed sum."""
    some = extras[:_MOST]
    return any(
        abs(abs(start + sum(part, Decimal(0))) - abs(goal)) <= slack
        for count in range(len(some) + 1)
        for part in combinations(some, count)
    )


def charges_of(
    totals: Totals, figures: Sequence[Figure], charges: Sequence[Charge]
) -> Charge | Figure | None:
    """Return what is printed as all charges together; None where nothing is.

    A charge that is alone is all of them. Of several, one may be the sum of the others.
    """
    printed: dict[Decimal, Charge | Figure] = {
        abs(c.amount.value): c for c in charges if c.kind != "allowance"
    }
    added = (f for f in figures if f.role in {Role.FREIGHT, Role.CHARGE})
    printed |= {abs(f.value): f for f in added}
    if totals.charges:
        printed.setdefault(abs(totals.charges.value), totals.charges)
    printed = {value: one for value, one in printed.items() if value}
    everything = sum(printed, Decimal(0))
    whole = [one for value, one in printed.items() if 2 * value == everything]
    if len(printed) == 1:
        whole = list(printed.values())
    return whole[0] if len(whole) == 1 else None


def freight_of(totals: Totals, charges: Sequence[Charge]) -> Charge | Figure | None:
    """Return the one freight among sums and charges; None where there are several."""
    charged = [c for c in charges if c.kind == "freight"]
    values = {abs(c.amount.value) for c in charged}
    if totals.freight:
        values.add(abs(totals.freight.value))
    if len(values) != 1:
        return None
    return totals.freight or charged[0]
