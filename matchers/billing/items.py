"""The items of the books, found by exactly their SKU."""

from collections import defaultdict
from collections.abc import Iterable

from matchers.billing.values import Item
from matchers.keys import canonical_sku


class Items:
    """All items, loaded once for a night."""

    def __init__(self, items: Iterable[Item] = ()) -> None:
        """Index *items*; those without an SKU are found by nobody."""
        by_sku: dict[str, list[Item]] = defaultdict(list)
        for item in items:
            if item.sku:
                by_sku[canonical_sku(item.sku)].append(item)
        self._by_sku = dict(by_sku)
        self.names: dict[str, str] = {
            sku: f"{sku} {same[0].name}" for sku, same in self._by_sku.items()
        }
        """Canonical SKU → what a part number is held against where a person chooses."""

    def by_sku(self, printed: str) -> tuple[Item, ...]:
        """Return the items of exactly this SKU but for case, blanks and dashes."""
        return tuple(self._by_sku.get(canonical_sku(printed), ()))
