"""One document as the reader sees it: rows, labels with values, tables."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from extractors.layout.page.dates import DateOrder, date_order
from extractors.layout.page.labels import Label, row_labels, with_stacked
from extractors.layout.page.marked import marked_tables
from extractors.layout.page.print_frame import without_frame
from extractors.layout.page.rows import Row, Run, page_rows
from extractors.layout.page.tables.printed import printed_tables
from extractors.layout.page.tables.values import Layout
from extractors.layout.page.tokens import phrase
from extractors.layout.page.transposed import transposed_tables
from extractors.layout.page.vocabulary import Field
from extractors.once import once
from extractors.sought import folded
from extractors.values import Document


class Place(NamedTuple):
    """Where something stands in reading order."""

    row: int
    word: int = 0


class _Sheet(NamedTuple):
    document: Document
    rows: tuple[Row, ...]
    labels: tuple[Label, ...]
    """Outside tables, in reading order."""
    tables: tuple[Layout, ...]
    order: DateOrder | None
    """How it writes its dates."""
    tabled: frozenset[int]
    """Rows that belong to a table."""
    beside: tuple[tuple[Label, ...], ...]
    """Of each row its labels, those in tables too, with no value but the one beside."""
    near: date | None = None
    """The day the mail was sent that brought it."""


class Sheet(_Sheet):
    """All that geometry and vocabulary say about one document."""

    @once
    def text(self) -> str:
        """All rows, one a line."""
        return text_of(self.rows)

    @once
    def low(self) -> str:
        """The same, folded: patterns that need other letters need not be tried."""
        return folded(self.text)

    @once
    def openings(self) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
        """What the cells outside tables say up to a colon, with row and cell."""
        return tuple(
            [
                (index, place, phrase(cell.text.partition(":")[0]))
                for index, row in enumerate(self.rows)
                if index not in self.tabled
                for place, cell in enumerate(row.cells)
            ]
        )

    def of(self, *fields: Field) -> Iterator[Label]:
        """Yield the labels of these fields that have a value."""
        return (lb for lb in self.labels if lb.field in fields and lb.value)

    def line(self, index: int) -> Run:
        """Return a row as one run of words."""
        return self.rows[index].line


def text_of(rows: Iterable[Row]) -> str:
    """Return rows as text, one a line."""
    return "\n".join([row.text for row in rows])


def sheet_of(document: Document, near: date | None = None) -> Sheet:
    """Read the rows, labels and tables of a document.

    Args:
        document: As read.
        near: The day the mail was sent that brought it.
    """
    rows = without_frame([row for page in document.pages for row in page_rows(page)])
    labels = [row_labels(row, index) for index, row in enumerate(rows)]
    marked = marked_tables(document, rows)
    taken = {index for t in marked for index in range(t.head, t.end)}
    sides = tuple(
        table
        for table in transposed_tables(rows, labels)
        if not taken & set(range(table.head, table.end))
    )
    taken |= {index for t in sides for index in range(t.head, t.end)}
    tables = (*marked, *sides, *_printed(rows, labels, taken))
    tabled = frozenset(_tabled(tables))
    kept = with_stacked(
        [() if index in tabled else here for index, here in enumerate(labels)], rows
    )
    return Sheet(
        document,
        rows,
        kept,
        tuple(sorted(tables, key=lambda t: t.head)),
        date_order(text_of(rows), near),
        tabled,
        tuple(labels),
        near,
    )


def _tabled(tables: Sequence[Layout]) -> Iterator[int]:
    for table in tables:
        yield from (
            index for index in range(table.head, table.end) if index not in table.loose
        )


def _printed(
    rows: Sequence[Row], labels: Sequence[Sequence[Label]], taken: set[int]
) -> Iterator[Layout]:
    """Find the printed tables in the stretches that no marked table covers."""
    begin = 0
    for index in [*sorted(taken), len(rows)]:
        if index > begin:
            for table in printed_tables(rows[begin:index], labels[begin:index]):
                yield _moved(table, begin)
        begin = index + 1


def _moved(table: Layout, by: int) -> Layout:
    return table._replace(
        head=table.head + by,
        end=table.end + by,
        loose=tuple(i + by for i in table.loose),
        rows=tuple(
            r._replace(visual=tuple(n + by for n in r.visual)) for r in table.rows
        ),
    )
