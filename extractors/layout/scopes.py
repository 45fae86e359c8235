"""What of a sheet speaks of one purchase order: its cells, its labels, its lines."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from extractors.layout.labels import Label
from extractors.layout.orders import Orders, Scope
from extractors.layout.rows import Run
from extractors.layout.sheet import Place, Sheet
from extractors.layout.tables import Layout, TableRow
from extractors.layout.vocabulary import Field
from extractors.once import once

T = TypeVar("T")


@dataclass(frozen=True)
class Part:
    """One purchase order's part of a sheet."""

    sheet: Sheet
    orders: Orders
    scopes: tuple[Scope, ...]
    """All of the same order."""

    def holds(self, place: Place) -> bool:
        """Say whether something outside tables belongs to this order."""
        return any(scope.holds(place) for scope in self.scopes)

    def shares(self, place: Place) -> bool:
        """Say whether something speaks of all orders alike."""
        begin, end = self.orders.shared
        return begin <= place < end

    def owns(self, row: TableRow) -> bool:
        """Say whether a table row belongs to this order."""
        return id(row) in self._own

    @once
    def rows(self) -> tuple[tuple[Layout, TableRow], ...]:
        """The table rows of this order, in reading order."""
        divided = self.orders.divided
        own = [pair for scope in self.scopes for pair in scope.rows]
        own += [
            (table, row)
            for table in self.sheet.tables
            if id(table) not in divided
            for row in table.rows
            if self.holds(Place(row.first))
        ]
        return tuple(own)

    @once
    def _own(self) -> frozenset[int]:
        return frozenset(id(row) for _, row in self.rows)

    @once
    def _labels(self) -> tuple[tuple[Label, ...], tuple[Label, ...]]:
        own, shared = [], []
        for label in self.sheet.labels:
            place = Place(label.row, label.start)
            if label.value is None:
                continue
            if self.holds(place):
                own.append(label)
            elif self.shares(place):
                shared.append(label)
        return tuple(own), tuple(shared)

    def labels(self, *fields: Field) -> tuple[list[Label], list[Label]]:
        """Return the labels with values of this order, and those all orders share."""
        own, shared = self._labels
        return (
            [label for label in own if label.field in fields],
            [label for label in shared if label.field in fields],
        )

    @once
    def lines(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The visual rows outside tables: this order's, and those all share."""
        own = {n for s in self.scopes for n in self._free(s.begin, s.end)}
        shared = (n for n in self._free(*self.orders.shared) if n not in own)
        return tuple(sorted(own)), tuple(shared)

    def _free(self, begin: Place, end: Place) -> Iterator[int]:
        """Yield the visual rows of a stretch that belong to no table."""
        last = end.row + 1 if end.word else end.row
        for index in range(max(begin.row, 0), min(last, len(self.sheet.rows))):
            if index not in self.sheet.tabled:
                yield index

    def cells(self, *fields: Field) -> list[Run]:
        """Return the cells of these fields in this order's rows, lines joined."""
        found = []
        for table, row in self.rows:
            cell = table.cell(row, *fields)
            if cell:
                words = tuple(word for line in cell for word in line.words)
                found.append(Run(cell[0].page, words))
        return found

    def values(self, *fields: Field) -> Iterator[list[Run]]:
        """Yield the printed values of these fields, the most particular level first.

        Cells of its own rows, then its own labels, then labels shared by all.
        """
        yield self.cells(*fields)
        for labels in self.labels(*fields):
            yield [label.value for label in labels if label.value]


def first_level(
    levels: Iterator[Sequence[Run]], read: Callable[[Run], T | None]
) -> list[T]:
    """Return what *read* makes of the first level on which it makes anything."""
    for runs in levels:
        found = [value for run in runs if (value := read(run)) is not None]
        if found:
            return found
    return []
