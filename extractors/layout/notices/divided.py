"""A sheet divided among its orders: what all its parts look up, reckoned once.

A sheet may name thousands of orders. Each has to find its own by where it stands, not
by going through all that there is.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar, TypeVarTuple, cast

from extractors.layout.orders.values import Orders, Scope, order_key
from extractors.layout.page.labels import Label
from extractors.layout.page.sheet import Place, Sheet
from extractors.layout.page.tables.values import Layout, TableRow
from extractors.layout.page.vocabulary import Field
from extractors.once import once

T = TypeVar("T")
R = TypeVar("R")
About = TypeVarTuple("About")


class Placed(Generic[T]):
    """Things on a sheet that are found by where they stand."""

    def __init__(self, placed: Iterable[tuple[Place, T]]) -> None:
        """Take things with their places."""
        found = list(placed)
        self.values = [value for _, value in found]
        """In the order in which they came."""
        self._sorted = sorted((place, n) for n, (place, _) in enumerate(found))

    def between(self, begin: Place, end: Place) -> list[int]:
        """Return the indexes of what stands in a stretch, ascending."""
        low = bisect_left(self._sorted, (begin, -1))
        high = bisect_left(self._sorted, (end, -1))
        return sorted(index for _, index in self._sorted[low:high])

    def within(self, scopes: Iterable[Scope]) -> list[int]:
        """Return the indexes of what stands in any of some scopes, ascending."""
        return sorted({n for s in scopes for n in self.between(s.begin, s.end)})


class Divided:
    """A sheet and how it is divided among the orders it names."""

    def __init__(self, sheet: Sheet, orders: Orders) -> None:
        """Take a sheet and its orders."""
        self.sheet = sheet
        self.orders = orders
        self._read: dict[tuple[object, ...], tuple[object, object]] = {}

    def of_all(self, read: Callable[[*About], R], *about: *About) -> R:
        """Return ``read(*about)``, made once for the very same values.

        Args:
            read: A pure function, at the top of its module.
            about: The sheet, or what it holds.
        """
        key = (read, *map(id, about))
        if key not in self._read:
            # Kept with the answer, so that nothing else can come to have its id.
            self._read[key] = (about, read(*about))
        return cast("R", self._read[key][1])

    @once
    def keys(self) -> frozenset[str]:
        """The orders of ours it is divided among."""
        scopes = self.orders.scopes
        return frozenset(order_key(s.number.text) for s in scopes if s.number)

    @once
    def labels(self) -> Placed[Label]:
        """The labels with values."""
        return Placed(
            (Place(lb.row, lb.start), lb) for lb in self.sheet.labels if lb.value
        )

    @once
    def shared_labels(self) -> dict[Field, list[int]]:
        """The labels that speak of all orders alike, by field: their indexes."""
        found: dict[Field, list[int]] = {}
        for index in self.labels.between(*self.orders.shared):
            found.setdefault(self.labels.values[index].field, []).append(index)
        return found

    @once
    def rows(self) -> Placed[tuple[Layout, TableRow]]:
        """The rows of tables that no column of their own tells apart."""
        apart = {id(table) for s in self.orders.scopes for table, _ in s.rows}
        return Placed(
            (Place(row.first), (table, row))
            for table in self.sheet.tables
            if id(table) not in apart
            for row in table.rows
        )

    def lines(self, begin: Place, end: Place) -> list[int]:
        """Return the visual rows of a stretch that belong to no table."""
        last = end.row + 1 if end.word else end.row
        free = self._free
        return free[bisect_left(free, begin.row) : bisect_left(free, last)]

    @once
    def _free(self) -> list[int]:
        rows = range(len(self.sheet.rows))
        return [index for index in rows if index not in self.sheet.tabled]

    @once
    def shared_lines(self) -> tuple[int, ...]:
        """The visual rows outside tables that speak of all orders alike."""
        return tuple(self.lines(*self.orders.shared))

    @once
    def _shared_lines(self) -> frozenset[int]:
        return frozenset(self.shared_lines)

    def shared_without(self, own: frozenset[int]) -> tuple[int, ...]:
        """Return the shared lines that are not an order's own as well."""
        both = own & self._shared_lines
        if not both:
            return self.shared_lines
        return tuple(n for n in self.shared_lines if n not in both)
