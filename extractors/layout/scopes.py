"""What of a sheet speaks of one purchase order: labels, cells, lines, in order of force."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from extractors.layout.labels import Label
from extractors.layout.orders import Orders, Scope
from extractors.layout.rows import Run
from extractors.layout.sheet import Place, Sheet
from extractors.layout.tables import Layout, TableRow
from extractors.layout.vocabulary import Field

T = TypeVar("T")


class Part(NamedTuple):
    """One purchase order's part of a sheet."""

    sheet: Sheet
    orders: Orders
    scopes: tuple[Scope, ...]
    """All of the same order."""

    def holds(self, place: Place) -> bool:
        """Say whether something outside tables belongs to this order."""
        return any(scope.holds(place) for scope in self.scopes)

    def owns(self, row: TableRow, *, table: Layout) -> bool:
        """Say whether a table row belongs to this order."""
        return any(
            any(own is row for _, own in scope.rows)
            or (scope.holds(Place(row.first)) and not self.divided(table))
            for scope in self.scopes
        )

    def divided(self, table: Layout) -> bool:
        """Say whether a table's rows belong to several orders by a column of its own."""
        return any(
            own is table for scope in self.orders.scopes for own, _ in scope.rows
        )

    def rows(self) -> Iterator[tuple[Layout, TableRow]]:
        """Yield the table rows of this order."""
        for table in self.sheet.tables:
            for row in table.rows:
                if self.owns(row, table=table):
                    yield table, row

    def labels(self, *fields: Field) -> tuple[list[Label], list[Label]]:
        """Return the labels with values of this order, and those all orders share."""
        own, shared = [], []
        begin, end = self.orders.shared
        for label in self.sheet.of(*fields):
            place = Place(label.row, label.start)
            if self.holds(place):
                own.append(label)
            elif begin <= place < end:
                shared.append(label)
        return own, shared

    def lines(self) -> tuple[list[int], list[int]]:
        """Return the visual rows outside tables: this order's, and the shared ones."""
        own, shared = [], []
        begin, end = self.orders.shared
        for index in range(len(self.sheet.rows)):
            if index in self.sheet.tabled:
                continue
            if self.holds(Place(index, 10**6)) or self.holds(Place(index)):
                own.append(index)
            elif begin <= Place(index) < end:
                shared.append(index)
        return own, shared

    def cells(self, *fields: Field) -> list[Run]:
        """Return the first line of the cells of these fields in this order's rows."""
        found = []
        for table, row in self.rows():
            cell = table.cell(row, *fields)
            if cell:
                found.append(Run(cell[0].page, sum((c.words for c in cell), ())))
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
