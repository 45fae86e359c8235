"""Caps: how much one night may write at most."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

MEDIAN_NEEDS = 10
"""Nights with writes that must be known before their median limits anything."""


@dataclass(slots=True)
class Caps:
    """Counts what goes out and says no to the write that would cross a limit."""

    per_kind: dict[str, int]
    """Most writes of one kind of action a night."""
    per_vendor: int
    """Most writes of all kinds for one vendor a night."""
    _sent: Counter[str] = field(default_factory=Counter)

    def refusal(self, kind: str, vendor: str) -> str | None:
        """Return the sentence that says which cap one more write would cross."""
        limit = self.per_kind.get(kind)
        if limit is not None and self._sent[f"kind:{kind}"] >= limit:
            return f"{limit} writes of kind {kind} a night is the cap"
        if self._sent[f"vendor:{vendor}"] >= self.per_vendor:
            return f"{self.per_vendor} writes a night is the cap for one vendor"
        return None

    def count(self, kind: str, vendor: str) -> None:
        """Count one write that is about to be sent."""
        self._sent[f"kind:{kind}"] += 1
        self._sent[f"vendor:{vendor}"] += 1


def limit_by_history(limit: int, nights: Sequence[int], factor: float) -> int:
    """Return *limit*, lowered to *factor* times the median of earlier *nights*.

    Args:
        nights: Writes of each of the last 30 nights that wrote anything.

    >>> limit_by_history(500, [40] * 10, 3)
    120
    >>> limit_by_history(500, [40] * 9, 3)
    500
    """
    if len(nights) < MEDIAN_NEEDS:
        return limit
    return min(limit, round(median(nights) * factor))
