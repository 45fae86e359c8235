"""The charges of a document by name: what its total is made of beside the lines."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain, combinations
from typing import Literal, NamedTuple

from extractors.layout.money.charges import Charge
from extractors.layout.money.closing import lines_sum
from extractors.layout.money.lines import Lines
from extractors.layout.money.roles import Role
from extractors.layout.money.sums import Figure
from extractors.layout.money.totals import Totals
from extractors.layout.page.citing import cite
from extractors.layout.page.sheet import Sheet
from extractors.values import Cited, MoneyCharge

Kind = Literal["freight", "surcharge", "allowance", "tax"]
_KINDS: dict[Role, Kind] = {
    Role.FREIGHT: "freight",
    Role.CHARGE: "surcharge",
    Role.ALLOWANCE: "allowance",
    Role.TAX: "tax",
}
_CENT = Decimal("0.01")
_ZERO = Decimal(0)
_MOST = 10
"""Charges that are added in every combination, at most."""


class Named(NamedTuple):
    """The charges of a document."""

    charges: tuple[MoneyCharge, ...]
    closed: bool = False
    """They and the lines are the total, and what is printed as its net amount."""


def charges_by_name(
    sheet: Sheet, figures: Sequence[Figure], totals: Totals, read: Lines
) -> Named:
    """Return each charge, allowance and tax, charges first.

    Sums repeat what charges say, and so do tables of taxes. All charges are given, if
    they and some of the taxes take the lines to the total; else the fewest amounts that
    do. Where none do, all that differ are given: what is left then shows that something
    was not understood.
    """
    charged = tuple(_charged(read.charges))
    figured = {_said(c): c for c in reversed(tuple(_figured(sheet, figures)))}
    repeated = {_said(charge) for charge in charged}
    added = tuple(c for said, c in figured.items() if said not in repeated)[::-1]
    every = (*charged, *added)
    distinct = tuple({_said(c): c for c in reversed(every)}.values())[::-1]
    start = lines_sum(read.lines)
    if start is None and (base := totals.lines or totals.net):
        start = base.value
    if start is None or totals.total is None:
        return Named(distinct)
    # Credit memos print their sums with a sign or without.
    left = abs(totals.total.value) - abs(start)
    taxes = [charge for charge in added if charge.kind == "tax"]
    tries = chain(
        ((*charged, *some) for some in _some(taxes[:_MOST])),
        _some(every if len(every) <= _MOST else ()),
    )
    closing = (t for t in tries if abs(sum(map(_effect, t), _ZERO) - left) < _CENT)
    found = next(closing, None)
    if found is None:
        return Named(distinct)
    untaxed = (_effect(charge) for charge in found if charge.kind != "tax")
    nets = {abs(start), abs(start) + sum(untaxed, _ZERO)}
    told = totals.net is None or abs(totals.net.value) in nets
    return Named(found, closed=told and lines_sum(read.lines) is not None)


def _some(charges: Sequence[MoneyCharge]) -> Iterator[tuple[MoneyCharge, ...]]:
    """Yield every combination, the smallest first."""
    counts = range(len(charges) + 1)
    return chain.from_iterable(combinations(charges, count) for count in counts)


def _said(charge: MoneyCharge) -> tuple[Kind, Decimal]:
    return charge.kind, charge.amount.value


def _effect(charge: MoneyCharge) -> Decimal:
    value = charge.amount.value
    return -value if charge.kind == "allowance" else value


def _charged(charges: Sequence[Charge]) -> Iterator[MoneyCharge]:
    for charge in charges:
        kind: Kind = "surcharge"
        if charge.kind in {"freight", "allowance"}:
            kind = "freight" if charge.kind == "freight" else "allowance"
        amount = Cited(value=abs(charge.amount.value), evidence=charge.amount.evidence)
        yield MoneyCharge(label=charge.label, kind=kind, amount=amount)


def _figured(sheet: Sheet, figures: Sequence[Figure]) -> Iterator[MoneyCharge]:
    for figure in figures:
        kind = _KINDS.get(figure.role)
        amount = cite(sheet.document, figure.amount.run, abs(figure.value))
        if kind and amount and figure.value:
            yield MoneyCharge(label=_label(sheet, figure), kind=kind, amount=amount)


def _label(sheet: Sheet, figure: Figure) -> str:
    """Return the words of a label up to its amount, or of the head over that."""
    label, amount = figure.label, figure.amount.run
    if label is None or label.page != amount.page or label.bottom <= amount.top:
        return label.text if label else ""
    words = sheet.line(figure.row).words
    between = [w.text for w in words if label.x0 <= w.x0 and w.x1 <= amount.x0]
    return " ".join(between).rstrip(" :")
