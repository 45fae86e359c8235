"""Billed quantities laid upon ordered lines: one way only, the same every night."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from matchers.billing.money import worth
from matchers.billing.ordered import Identified, OrderedLine
from matchers.billing.values import Money


@dataclass(slots=True)
class Portion:
    """So many of one billed line as stand for one ordered line."""

    billed: Identified
    ordered: OrderedLine
    quantity: Decimal
    """In our units."""
    amount: Money = Decimal(0)
    at_stake: Money = Decimal(0)
    """What it costs more than as ordered."""


def allocate(billed: Iterable[Identified], smallest: Money) -> list[Portion]:
    """Return the portions of all lines that could be identified, in their order.

    An ordered line of the same price comes first, then those with something left to
    bill in the order's own sequence. What is over lands on the line of the same price,
    else on the last one, where the rules of quantity see it.
    """
    lines = [one for one in billed if one.lines]
    left = {o.key: o.left for one in lines for o in one.lines}
    wanted = {id(one): one.quantity for one in lines}
    taken: dict[int, dict[tuple[str, str], Portion]] = {id(one): {} for one in lines}
    for same_price in (True, False):
        for one in lines:
            for ordered in one.lines:
                if same_price and not _same_price(one, ordered):
                    continue
                key = ordered.key
                part = min(wanted[id(one)], left[key])
                if part > 0:
                    left[key] -= part
                    wanted[id(one)] -= part
                    _take(taken[id(one)], one, ordered, part)
    for one in lines:
        if wanted[id(one)] > 0:
            same = [o for o in one.lines if _same_price(one, o)]
            _take(taken[id(one)], one, (same or one.lines)[-1], wanted[id(one)])
    portions: list[Portion] = []
    for one in lines:
        own = list(taken[id(one)].values())
        _amounts(one, own, smallest)
        portions += own
    return portions


def _same_price(one: Identified, ordered: OrderedLine) -> bool:
    return ordered.price == one.net


def _take(
    taken: dict[tuple[str, str], Portion],
    one: Identified,
    ordered: OrderedLine,
    part: Decimal,
) -> None:
    if ordered.key in taken:
        taken[ordered.key].quantity += part
    else:
        taken[ordered.key] = Portion(one, ordered, part)


def _amounts(one: Identified, own: Sequence[Portion], smallest: Money) -> None:
    """Share the printed amount: each its price's worth, the last one what is left."""
    rest = one.position.amount
    for portion in own[:-1]:
        portion.amount = worth(portion.quantity, one.net, smallest)
        rest -= portion.amount
    own[-1].amount = rest
    for portion in own:
        if own[1:] and _same_price(one, portion.ordered):
            continue  # a cent that sharing one amount leaves over costs nothing
        due = worth(portion.quantity, portion.ordered.price, smallest)
        portion.at_stake = portion.amount - due
