"""What of a sheet speaks of one purchase order: its cells, its labels, its lines."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from extractors.layout.notices.divided import Divided
from extractors.layout.orders.values import Scope
from extractors.layout.page.labels import Label
from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.tables.values import Layout, TableRow
from extractors.layout.page.vocabulary import Field
from extractors.once import once

T = TypeVar("T")


@dataclass(frozen=True)
class Part:
    """One purchase order's part of a sheet."""

    whole: Divided
    scopes: tuple[Scope, ...]
    """All of the same order."""

    @property
    def sheet(self) -> Sheet:
        """What it is a part of."""
        return self.whole.sheet

    def owns(self, row: TableRow) -> bool:
        """Say whether a table row belongs to this order."""
        return id(row) in self._own

    @once
    def rows(self) -> tuple[tuple[Layout, TableRow], ...]:
        """The table rows of this order, in reading order."""
        rest = self.whole.rows
        return (
            *(pair for scope in self.scopes for pair in scope.rows),
            *(rest.values[n] for n in rest.within(self.scopes)),
        )

    @once
    def _own(self) -> frozenset[int]:
        return frozenset(id(row) for _, row in self.rows)

    @once
    def _labels(self) -> dict[int, Label]:
        labels = self.whole.labels
        return {n: labels.values[n] for n in labels.within(self.scopes)}

    def labels(self, *fields: Field) -> tuple[list[Label], list[Label]]:
        """Return the labels with values of this order, and those all orders share."""
        own, of_all = self._labels, self.whole.shared_labels
        shared = {n for f in fields for n in of_all.get(f, ()) if n not in own}
        return (
            [label for label in own.values() if label.field in fields],
            [self.whole.labels.values[n] for n in sorted(shared)],
        )

    @once
    def lines(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The visual rows outside tables: this order's, and those all share."""
        own = {n for s in self.scopes for n in self.whole.lines(s.begin, s.end)}
        return tuple(sorted(own)), self.whole.shared_without(frozenset(own))

    def told(self, read: Callable[[Sheet, tuple[int, ...]], T]) -> Iterator[T]:
        """Yield what *read* makes of this order's lines, then of those all share."""
        own, shared = self.lines
        yield read(self.sheet, own)
        yield self.whole.of_all(read, self.sheet, shared)

    def cells(self, *fields: Field) -> list[Run]:
        """Return the cells of these fields in this order's rows, lines joined."""
        found = []
        for table, row in self.rows:
            cell = table.cell(row, *fields)
            if cell:
                found.append(joined(cell))
        return found

    def values(self, *fields: Field) -> Iterator[list[Run]]:
        """Yield the printed values of these fields, the most particular level first.

        Cells of its own rows, then its own labels, then labels shared by all.
        """
        yield self.cells(*fields)
        for labels in self.labels(*fields):
            yield [label.value for label in labels if label.value]


def joined(cell: Sequence[Run]) -> Run:
    """Return the lines of a cell as one run."""
    return Run(cell[0].page, tuple(word for line in cell for word in line.words))


def first_level(
    levels: Iterator[Sequence[Run]], read: Callable[[Run], T | None]
) -> list[T]:
    """Return what *read* makes of the first level on which it makes anything."""
    for runs in levels:
        found = [value for run in runs if (value := read(run)) is not None]
        if found:
            return found
    return []
