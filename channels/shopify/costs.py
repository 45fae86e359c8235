"""Shopify's bucket of points: how long to wait before a call fits in."""

from dataclasses import dataclass, field
from typing import Any

from channels.record import Record


@dataclass(slots=True)
class CostPlan:
    """What the last answers said about the bucket, and what each document cost."""

    available: float = float("inf")
    restored: float = 0.0
    """Points a second."""
    as_of: float = 0.0
    """Monotonic seconds of the answer that said so."""
    costs: dict[str, float] = field(default_factory=dict)
    """What was asked for each document the last time."""

    def learn(self, document: str, extensions: Any, now: float) -> None:
        """Take in the ``extensions`` of an answer; without a cost nothing changes."""
        if not isinstance(extensions, dict) or extensions.get("cost") is None:
            return
        cost = Record(extensions, "extensions").record("cost")
        status = cost.optional_record("throttleStatus")
        self.costs[document] = cost.number("requestedQueryCost")
        if status is not None:
            self.available = status.number("currentlyAvailable")
            self.restored = status.number("restoreRate")
            self.as_of = now

    def delay(self, document: str, now: float) -> float:
        """Return the seconds until *document* fits into the bucket.

        >>> plan = CostPlan(available=20, restored=100, costs={"order_state": 222})
        >>> plan.delay("order_state", 0.0)
        2.02
        >>> plan.delay("order_state", 3.0)
        0.0
        """
        if self.restored <= 0:
            return 0.0
        there = self.available + (now - self.as_of) * self.restored
        lacking = self.costs.get(document, 0.0) - there
        return max(0.0, lacking / self.restored)
