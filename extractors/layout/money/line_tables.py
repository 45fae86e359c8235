"""Tables with lines of money: from their heads to the words of each line."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from extractors.layout.money.amounts import NumberStyle
from extractors.layout.money.line_basis import bases_in, bases_of
from extractors.layout.money.line_cells import lanes_of, numbers_of
from extractors.layout.money.line_codes import labelled_code, sku_of
from extractors.layout.money.line_heads import Head, Header
from extractors.layout.money.line_items import Item, Items, items_of
from extractors.layout.money.line_number import Number
from extractors.layout.money.line_orders import order_above, order_in, sections_of
from extractors.layout.money.line_parts import parts_in
from extractors.layout.money.line_roles import Role
from extractors.layout.money.line_stacked import Place, place_of, stacked_code
from extractors.layout.money.line_texts import Band, Texts, bands, paragraph
from extractors.layout.money.line_units import unit_behind, unit_in
from extractors.layout.money.line_words import (
    CHARGING,
    ENDING,
    Saying,
    opening,
    sayings,
)
from extractors.layout.page.parsing import bracketed
from extractors.layout.page.rows import Row, Run
from extractors.once import once

_CODED = frozenset({Role.SKU, Role.BUYER_SKU, Role.GTIN, Role.ITEM})


_SURE = CHARGING - {Saying.PALLET, Saying.OTHER, Saying.ALLOWANCE}
"""Charges whose names are no article's."""


class _Table(NamedTuple):
    rows: Sequence[Row]
    header: Header
    end: int
    """Index after the last row it may reach to."""
    stop: int
    """Index of the first row that says the lines are over."""
    found: Items
    orders: Mapping[int, Run]
    """The order that rows between the lines name for what follows, by visual row."""
    parts: frozenset[int] = frozenset()
    """Visual rows of articles that are counted and not charged for."""


class Table(_Table):
    """A table with lines of money."""

    @once
    def charged(self) -> frozenset[int]:
        """The visual rows that give a charge among the lines."""
        return frozenset(
            item.amount.row
            for item in self.found.items
            if _charge(self.rows[item.amount.row], item)
        )


class Line(NamedTuple):
    """One line of a table: its numbers and its words."""

    item: Item
    table: Table
    texts: Texts
    band: Band
    coded: Place | None = None
    """Where in the cell of its name the article's number stands."""


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
    over = {n for n in range(header.end, end) if _over(rows[n], by_row.get(n, ()))}
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
        parts,
    )


def _over(row: Row, numbers: Sequence[Number]) -> bool:
    """Say whether a row gives a total, and is no line that begins like one."""
    if not any(saying in ENDING for saying, _ in sayings(row)):
        return False
    values = [n.value for n in numbers if not n.percent]
    product = any(
        a * b == c and abs(a) != 1 and abs(b) != 1
        for i, a in enumerate(values)
        for j, b in enumerate(values[i + 1 :], i + 1)
        for c in values[j + 1 :]
    )
    return not product


def lines_in(table: Table) -> Iterator[Line]:
    """Yield the lines of a table with their words; charges among them are left out."""
    rows = table.rows
    items = [
        item for item in table.found.items if not _charge(rows[item.amount.row], item)
    ]
    last = max([table.stop, *(item.rows[-1] + 1 for item in items)])
    places = bands(rows, items, table.header.end, min(last, table.end))
    texts = Texts(rows, table.header, places, _apart(table))
    lines = [Line(i, table, texts, b) for i, b in zip(items, places, strict=True)]
    coded = place_of([found[1] for found in map(_named, lines) if found and found[1]])
    for item, line in zip(
        items, (one._replace(coded=coded) for one in lines), strict=True
    ):
        if item.proof or description_of(line) or code_of(line):
            yield line


def _apart(table: Table) -> frozenset[int]:
    """Return the visual rows between the lines that belong to none of them."""
    return table.charged.union(table.orders, table.parts)


def rows_of(line: Line) -> set[int]:
    """Return the visual rows of a line without those of charges among them."""
    return set(range(line.band.first, line.band.end)) - line.table.charged


def _charge(row: Row, item: Item) -> bool:
    counted = item.proof is not None and item.proof.quantity is not None
    said = any(saying in CHARGING for saying, _ in sayings(row))
    if said and counted and item.proof and item.proof.quantity:
        # An article may begin like a charge; one that is only that, once, is none.
        return item.proof.quantity.value == 1 and any(map(_only_charge, row.cells))
    return said


def _only_charge(cell: Run) -> bool:
    """Say whether a cell is the name of a charge and nothing else but its rate."""
    found = opening(cell.words)
    words = [w for w in cell.words if not any(map(str.isdigit, w.text))]
    return found is not None and found[0] in _SURE and found[1] >= len(words)


def description_of(line: Line) -> str:
    """Return the article's name: the first paragraph under its heading."""
    found = _named(line)
    if found is None:
        return ""
    head, lines = found
    code = code_of(line)
    if code in lines:
        lines = [run for run in lines if run != code]
    elif head.roles & {Role.SKU, Role.BUYER_SKU} and len(lines) > 1:
        lines = lines[1:]
    below = labelled_code(lines)
    return paragraph(lines[: below[0]] if below else lines)


def _named(line: Line) -> tuple[Head, Sequence[Run]] | None:
    """Return the column that names the article, and its words in a line."""
    for wanted, besides in (
        (Role.DESCRIPTION, Role.ITEM),  # A column of both may hold the number alone.
        (Role.DESCRIPTION, None),
        (Role.ITEM, None),
    ):
        for column, head in enumerate(line.table.header.heads):
            if wanted in head.roles and besides not in head.roles:
                texts = line.texts.lines(line.band, column, line.item.amount.row)
                return head, texts
    return None


def code_of(line: Line) -> Run | None:
    """Return the vendor's number of the article, where it is certain."""
    heads = line.table.header.heads
    named = any(head.roles & (_CODED - {Role.ITEM}) for head in heads)
    wanted = _CODED - {Role.ITEM} if named else _CODED
    found = sku_of(
        [
            (head.roles, line.texts.lines(line.band, column, line.item.amount.row))
            for column, head in enumerate(heads)
            if head.roles & wanted
        ]
    )
    # A column of numbers of its own says by its silence that there is none.
    alone = any(
        head.roles & wanted - {Role.ITEM} and Role.DESCRIPTION not in head.roles
        for head in heads
    )
    below = None if found or alone else _named(line)
    if below is None:
        return found
    led = labelled_code(below[1])
    if led:
        return led[1]
    first = next((bracketed(run) for run in below[1][:1]), None)
    return first or stacked_code(below[1], line.coded)


def order_of(line: Line) -> Run | None:
    """Return the order a line is for, where its row or the one over it says so."""
    for lines in _cells(line, Role.ORDER):
        return order_in(lines)
    return order_above(line.table.orders, line.item.amount.row)


def unit_of(line: Line, quantity: Number | None) -> str:
    """Return the unit a line counts in, as printed; "" where none is.

    Args:
        line: As found.
        quantity: What is certain of its number.
    """
    for role in (Role.UNIT, Role.BASIS):
        for lines in _cells(line, role):
            if found := unit_in(lines, priced=role is Role.BASIS):
                return found
    if quantity is None:
        return ""
    return unit_behind(line.table.rows[quantity.row], quantity.run)


def _cells(line: Line, role: Role) -> Iterator[Sequence[Run]]:
    """Yield a line's words in each column that holds a role."""
    for column, head in enumerate(line.table.header.heads):
        if role in head.roles:
            yield line.texts.lines(line.band, column, line.item.amount.row)
