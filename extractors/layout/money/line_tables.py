"""Tables with lines of money: from their heads to the words of each line."""

from collections.abc import Iterator, Sequence

from extractors.layout.money.amounts import NumberStyle
from extractors.layout.money.line_bare_codes import are_codes, bare_column
from extractors.layout.money.line_basis import bases_in, bases_of
from extractors.layout.money.line_cells import lanes_of, numbers_of
from extractors.layout.money.line_facts import code_of, description_of, named
from extractors.layout.money.line_heads import Head, Header
from extractors.layout.money.line_items import Items, items_of
from extractors.layout.money.line_number import Number
from extractors.layout.money.line_orders import deliveries_in, sections_of
from extractors.layout.money.line_parts import parts_in
from extractors.layout.money.line_roles import Role
from extractors.layout.money.line_stacked import place_of
from extractors.layout.money.line_table import Line, Table, charges
from extractors.layout.money.line_texts import Texts, bands
from extractors.layout.money.line_words import (
    ENDING,
    Saying,
    sayings,
)
from extractors.layout.page.rows import Row, Run

_LINE = 3
"""Numbers of a line: how many, for how much each, for how much."""


def tables_in(
    rows: Sequence[Row], heads: Sequence[Header], style: NumberStyle
) -> Iterator[Table]:
    """Yield the tables with lines of money: the first, and what goes on with it."""
    first: Header | None = None
    for number, header in enumerate(heads):
        if not header.priced:
            continue
        end = heads[number + 1].first if number + 1 < len(heads) else len(rows)
        table = table_of(rows, header, end, style)
        if table is None:
            continue
        if first is None or _same(first, header):
            first = first or header
            yield table
        elif table.found.closed and table.found.closed == len(table.found.items):
            yield table


def _same(one: Header, other: Header) -> bool:
    return [h.roles for h in one.heads] == [h.roles for h in other.heads]


def table_of(
    rows: Sequence[Row], header: Header, end: int, style: NumberStyle
) -> Table | None:
    """Return the table under a header; None without a row that is worth anything.

    Args:
        rows: Of the document.
        header: Over the table.
        end: Index after the last row it may reach to.
        style: How the document writes numbers.
    """
    numbers = numbers_of(rows, range(header.end, end), header.heads, style)
    by_row: dict[int, list[Number]] = {}
    for number in numbers:
        by_row.setdefault(number.row, []).append(number)
    over = {
        n
        for n in range(header.end, end)
        if _over(rows[n], by_row.get(n, ()), header.heads)
    }
    carried = {
        n
        for n in range(header.end, end)
        if any(saying is Saying.CARRY for saying, _ in sayings(rows[n]))
    }
    stop = min(over - carried, default=end)
    lanes = lanes_of([n for n in numbers if n.row < stop], header)
    above = tuple(
        basis
        for head in header.heads
        for basis in bases_in(head.words, header.first, rows[header.first].page)
        if head.roles & {Role.PRICE, Role.LIST_PRICE}
    )

    def items_in(some: Sequence[Number]) -> Items | None:
        return items_of(
            some,
            lanes,
            lambda n: n.row >= stop or n.row in carried,
            lambda row: (*above, *bases_of(rows, row)),
        )

    found = items_in(numbers)
    parts = parts_in(rows, header, lanes, numbers, found) if found else frozenset()
    if parts:
        found = items_in([n for n in numbers if n.row not in parts])
    # A column of nothing but zeros explains itself and says nothing.
    worth = found is not None and any(item.amount.value for item in found.items)
    if found is None or not worth:
        return None
    return Table(
        rows,
        header,
        end,
        stop,
        found,
        sections_of(rows, range(header.end, stop)),
        parts | deliveries_in(rows, range(header.end, stop)),
    )


def _over(row: Row, numbers: Sequence[Number], heads: Sequence[Head]) -> bool:
    """Say whether a row gives a total, and is no line that begins like one."""
    said = [cell for saying, cell in sayings(row) if saying in ENDING]
    if not said:
        return False
    values = [n.value for n in numbers if not n.percent]
    if len(values) >= _LINE and all(_rate_of(row, cell, heads) for cell in said):
        return False
    product = any(
        a * b == c and abs(a) != 1 and abs(b) != 1
        for i, a in enumerate(values)
        for j, b in enumerate(values[i + 1 :], i + 1)
        for c in values[j + 1 :]
    )
    return not product


def _rate_of(row: Row, cell: Run, heads: Sequence[Head]) -> bool:
    """Say whether a cell is the tax of a line, under its heading: "VAT 20%"."""
    return (
        cell != row.cells[0]
        and "%" in cell.text
        and any(
            Role.TAX in head.roles and min(head.x1, cell.x1) > max(head.x0, cell.x0)
            for head in heads
        )
    )


def lines_in(table: Table) -> Iterator[Line]:
    """Yield the lines of a table with their words; charges among them are left out."""
    rows = table.rows
    items = [
        item for item in table.found.items if not charges(rows[item.amount.row], item)
    ]
    last = max([table.stop, *(item.rows[-1] + 1 for item in items)])
    places = bands(rows, items, table.header.end, min(last, table.end))
    texts = Texts(rows, table.header, places, _apart(table))
    lines = [Line(i, table, texts, b) for i, b in zip(items, places, strict=True)]
    coded = place_of([found[1] for found in map(named, lines) if found and found[1]])
    bare = _bare(lines, table.header.heads)
    for item, line in zip(
        items, (one._replace(coded=coded, bare=bare) for one in lines), strict=True
    ):
        if item.proof or description_of(line) or code_of(line):
            yield line


def _bare(lines: Sequence[Line], heads: Sequence[Head]) -> int | None:
    """Return the column headed "No.", where it holds the articles' numbers."""
    column = bare_column(heads)
    if column is None:
        return None
    texts = [
        "".join(run.text for run in line.texts.lines(line.band, column, row))
        for line in lines
        for row in [line.item.amount.row]
    ]
    return column if are_codes(texts) else None


def _apart(table: Table) -> frozenset[int]:
    """Return the visual rows between the lines that belong to none of them."""
    return table.charged.union(table.orders, table.parts)


def rows_of(line: Line) -> set[int]:
    """Return the visual rows of a line without those of charges among them."""
    return set(range(line.band.first, line.band.end)) - line.table.charged
