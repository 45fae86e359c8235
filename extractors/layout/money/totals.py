"""Which of a document's labelled sums are its subtotal, freight, tax and total."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations, product
from typing import NamedTuple

from extractors.layout.money.roles import Role
from extractors.layout.money.sums import Figure, strongest

_CENT = Decimal("0.01")
_MOST = 7
"""Amounts that are added up in every combination, at most."""
_ZERO = Decimal(0)


class Totals(NamedTuple):
    """The chosen sums; None where the document does not say, or not clearly."""

    lines: Figure | None = None
    net: Figure | None = None
    freight: Figure | None = None
    charges: Figure | None = None
    allowances: Figure | None = None
    tax: Figure | None = None
    total: Figure | None = None
    proved: bool = False
    """They add up, from at least two amounts to a third."""
    doubt: str = ""
    """Why they do not add up, or could not be told apart; empty otherwise."""


class _Closing(NamedTuple):
    """One way in which printed sums add up to a printed total."""

    total: Figure
    net: Figure
    tax: Figure | None


def totals_of(figures: Sequence[Figure], rates: Sequence[Decimal] = ()) -> Totals:
    """Choose the sums that add up; what does not is said, never chosen silently.

    Args:
        figures: The labelled sums, in reading order.
        rates: In percent, what labels take off the whole without an amount.
    """
    closings = list(_closings(figures, _of(figures, Role.TOTAL)))
    if not closings and not any(f.value for f in _of(figures, Role.PREPAID)):
        closings = list(_closings(figures, _of(figures, Role.DUE)))
    values = {c.total.value for c in closings}
    if len(values) > 1:
        sure = strongest([c.total for c in closings])
        closings = [c for c in closings if c.total.strength == sure]
        values = {c.total.value for c in closings}
    if len(values) == 1:
        best = max(closings, key=_worth)
        return _filled(figures, best.total, best.net, best.tax, proved=True)
    return _unproved(figures, rates)


def _worth(closing: _Closing) -> tuple[bool, int, int]:
    """Rank closings of one total: with a tax, from the surest labels."""
    tax = closing.tax
    return (tax is not None, tax.strength if tax else 0, closing.net.strength)


def _of(figures: Iterable[Figure], *roles: Role) -> list[Figure]:
    return [f for f in figures if f.role in roles]


def _closings(
    figures: Sequence[Figure], totals: Sequence[Figure]
) -> Iterator[_Closing]:
    """Yield every net and tax that add up to one of these totals."""
    nets = _of(figures, Role.NET, Role.LINES)
    for total in totals:
        lesser = [f for f in _of(figures, Role.TOTAL) if f.value != total.value]
        for net, tax in product([*nets, *lesser], [*_taxes(figures), None]):
            taxed = bool(_sum_of(tax))
            if not total.value or (not taxed and (lesser or net.role is Role.TOTAL)):
                continue
            if _same(net.value + _sum_of(tax), total.value) and _signed(net, total):
                yield _Closing(total, net, tax[0] if tax and len(tax) == 1 else None)


def _taxes(figures: Sequence[Figure]) -> Iterator[tuple[Figure, ...]]:
    """Yield single taxes, then all those of several rates together."""
    taxes = _of(figures, Role.TAX)
    yield from ((tax,) for tax in taxes)
    distinct = list({f.value: f for f in taxes}.values())[:_MOST]
    for count in range(2, len(distinct) + 1):
        yield from combinations(distinct, count)


def _sum_of(figures: Iterable[Figure] | None) -> Decimal:
    return sum((f.value for f in figures or ()), _ZERO)


def _same(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) <= _CENT


def _signed(net: Figure, total: Figure) -> bool:
    """Say whether both are given, or both are taken."""
    return net.value * total.value >= 0


def _unproved(figures: Sequence[Figure], rates: Sequence[Decimal]) -> Totals:
    """Return the sums of a document that prints too few to add up, or wrong ones."""
    totals = [f for f in _of(figures, Role.TOTAL) if f.value] or _of(
        figures, Role.TOTAL
    )
    if not totals:
        totals = _of(figures, Role.DUE) if not _of(figures, Role.PREPAID) else []
    if not totals:
        nets = _of(figures, Role.NET)
        return _filled(figures, None, nets[-1] if nets else None, None)
    sure = [f for f in totals if f.strength == strongest(totals)]
    sure = [f for f in sure if f.amount.marked] or sure
    values = {f.value for f in sure}
    if len(values) > 1:
        printed = ", ".join(str(v) for v in sorted(values))
        return Totals(doubt=f"several totals are printed: {printed}")
    total = sure[-1]
    net = _only(_of(figures, Role.NET))
    tax = _only(_of(figures, Role.TAX))
    found = _filled(figures, total, net, tax)
    base = net or _only(_of(figures, Role.LINES))
    if base is None:
        return found
    if _explained(total, base, figures) or _rated(total, base, rates):
        return found._replace(proved=True)
    if net is None:
        return found
    taxed = f" and tax {tax.value}" if tax else ""
    doubt = f"net {net.value}{taxed} do not make the total {total.value}"
    return found._replace(doubt=doubt)


def chosen(figures: Sequence[Figure], total: Figure) -> Totals:
    """Return the sums of a document whose total something else has proved."""
    net, tax = _only(_of(figures, Role.NET)), _only(_of(figures, Role.TAX))
    return _filled(figures, total, net, tax, proved=True)


def _only(figures: Sequence[Figure]) -> Figure | None:
    """Return the one amount that all of these print; None where they differ."""
    return figures[-1] if len({f.value for f in figures}) == 1 else None


def _explained(total: Figure, net: Figure, figures: Sequence[Figure]) -> bool:
    """Say whether charges, allowances and taxes make a total from a net amount."""
    roles = (Role.FREIGHT, Role.CHARGE, Role.ALLOWANCE, Role.TAX)
    extras = list({(f.role, abs(f.value)): f for f in _of(figures, *roles)}.values())
    for count in range(min(len(extras), _MOST) + 1):
        for some in combinations(extras[:_MOST], count):
            added = sum((_effect(f) for f in some), _ZERO)
            if _same(net.value + added, total.value):
                return True
            # Net of a commission: the total comes first and the net amount is less.
            off = sum((abs(f.value) for f in some), _ZERO)
            taken = all(f.role is Role.ALLOWANCE for f in some)
            if taken and _same(total.value - off, net.value):
                return True
    return False


def _rated(total: Figure, net: Figure, rates: Sequence[Decimal]) -> bool:
    """Say whether a printed rate takes a total to its net amount: a commission."""
    return any(_same(total.value * (1 - r / 100), net.value) for r in rates)


def _effect(figure: Figure) -> Decimal:
    return -abs(figure.value) if figure.role is Role.ALLOWANCE else figure.value


def _filled(
    figures: Sequence[Figure],
    total: Figure | None,
    net: Figure | None,
    tax: Figure | None,
    *,
    proved: bool = False,
) -> Totals:
    """Return the chosen sums with what else is printed once."""
    return Totals(
        lines=_only(_of(figures, Role.LINES)),
        net=net,
        freight=_only(_of(figures, Role.FREIGHT)),
        charges=_only(_of(figures, Role.CHARGE)),
        allowances=_only(_of(figures, Role.ALLOWANCE)),
        tax=tax,
        total=total,
        proved=proved,
    )
