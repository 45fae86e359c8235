"""A table as read, whether it is printed or marked up."""

from collections.abc import Mapping
from typing import NamedTuple

from extractors.layout.page.heads import Column
from extractors.layout.page.rows import Run
from extractors.layout.page.vocabulary import Field


class TableRow(NamedTuple):
    """One logical row: what stands in each column, line by line."""

    visual: tuple[int, ...]
    """Indexes of the visual rows it is printed on, ascending."""
    cells: Mapping[int, tuple[Run, ...]]
    """By column; no empty ones."""

    @property
    def first(self) -> int:
        """Index of its first visual row."""
        return self.visual[0]

    @property
    def last(self) -> int:
        """Index of its last visual row."""
        return self.visual[-1]

    def text(self, index: int) -> str:
        """Return what stands in a column, its lines in one; empty where none does."""
        return " ".join(run.text for run in self.cells.get(index, ()))


class Layout(NamedTuple):
    """A table as read."""

    head: int
    """Index of the visual row where its header begins."""
    end: int
    """Index after the last visual row that belongs to it."""
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    loose: tuple[int, ...] = ()
    """Visual rows between its rows that are no part of them."""
    marked: bool = False
    """The document itself says that this is a table."""

    def indexes(self, *fields: Field) -> tuple[int, ...]:
        """Return the columns of these fields, left to right."""
        return tuple(i for i, c in enumerate(self.columns) if c.field in fields)

    def cell(self, row: TableRow, *fields: Field) -> tuple[Run, ...]:
        """Return the lines in the first filled column of these fields, in order."""
        for field in fields:
            for index in self.indexes(field):
                if row.cells.get(index):
                    return row.cells[index]
        return ()

    def text(self, row: TableRow, *fields: Field) -> str:
        """Return the same lines in one; empty where no such column is filled."""
        return " ".join(run.text for run in self.cell(row, *fields))

    def has(self, *fields: Field) -> bool:
        """Say whether it has a column of one of these fields."""
        return bool(self.indexes(*fields))
