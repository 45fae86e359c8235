"""Caps: how much one night may write, and pay, at most."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from matchers.billing.values import CreateBill
from matchers.values import Action

MEDIAN_NEEDS = 10
"""Nights with writes that must be known before their median limits anything."""


class MoneyCaps(NamedTuple):
    """What bills may come to; None: no limit."""

    bill: Decimal | None = None
    vendor: Decimal | None = None
    """All bills of one vendor in one night."""
    night: Decimal | None = None
    """All bills of one night."""


@dataclass(slots=True)
class Caps:
    """Counts what goes out and says no to the write that would cross a limit."""

    per_kind: dict[str, int]
    """Most writes of one kind of action a night."""
    per_vendor: int
    """Most writes of all kinds for one vendor a night."""
    money: MoneyCaps = field(default_factory=MoneyCaps)
    _sent: Counter[str] = field(default_factory=Counter)
    _spent: dict[str, Decimal] = field(default_factory=dict)

    def refusal(self, action: Action, vendor: str) -> str | None:
        """Return the sentence that says which cap this write would cross."""
        kind = action.kind
        limit = self.per_kind.get(kind)
        if limit is not None and self._sent[f"kind:{kind}"] >= limit:
            return f"{limit} writes of kind {kind} a night is the cap"
        if self._sent[f"vendor:{vendor}"] >= self.per_vendor:
            return f"{self.per_vendor} writes a night is the cap for one vendor"
        return self._too_dear(action, vendor)

    def _too_dear(self, action: Action, vendor: str) -> str | None:
        if not isinstance(action, CreateBill):
            return None
        total = action.total
        for limit, spent, what in (
            (self.money.bill, Decimal(0), "for one bill"),
            (self.money.vendor, self._spent_on(vendor), "a night for one vendor"),
            (self.money.night, self._spent_on(None), "a night for all bills"),
        ):
            if limit is not None and spent + total > limit:
                return f"{limit} is the cap {what}; with this one it is {spent + total}"
        return None

    def count(self, action: Action, vendor: str) -> None:
        """Count one write that is about to be sent."""
        self._sent[f"kind:{action.kind}"] += 1
        self._sent[f"vendor:{vendor}"] += 1
        if isinstance(action, CreateBill):
            for key in (f"vendor:{vendor}", "night"):
                self._spent[key] = self._spent.get(key, Decimal(0)) + action.total

    def _spent_on(self, vendor: str | None) -> Decimal:
        key = "night" if vendor is None else f"vendor:{vendor}"
        return self._spent.get(key, Decimal(0))


def limit_by_history(limit: int, nights: Sequence[int], factor: float) -> int:
    """Return *limit*, lowered to *factor* times the median of earlier *nights*.

    Args:
        limit: As set.
        nights: Writes of each of the last 30 nights that wrote anything.
        factor: At least 1.

    >>> limit_by_history(500, [40] * 10, 3)
    120
    >>> limit_by_history(500, [40] * 9, 3)
    500
    """
    if len(nights) < MEDIAN_NEEDS:
        return limit
    return min(limit, round(median(nights) * factor))


def money_by_history(
    limit: Decimal | None, nights: Sequence[Decimal], factor: float
) -> Decimal | None:
    """Return *limit*, lowered to *factor* times the median of earlier *nights*.

    Args:
        limit: As set; None: no limit.
        nights: What the bills of each of the last 30 nights with bills came to.
        factor: At least 1.

    >>> money_by_history(Decimal(9000), [Decimal(1000)] * 10, 3)
    Decimal('3000.00')
    """
    if len(nights) < MEDIAN_NEEDS:
        return limit
    usual = (median(nights) * Decimal(str(factor))).quantize(Decimal("0.01"))
    return usual if limit is None else min(limit, usual)
