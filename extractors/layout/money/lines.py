"""The lines of a document with money, from words and geometry, proved by arithmetic."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractors.codes import Reason
from extractors.layout.citing import cite, evidence_of
from extractors.layout.money.amounts import NumberStyle, amounts_in
from extractors.layout.money.charges import Charge, charges_of
from extractors.layout.money.line_bare import bare_header
from extractors.layout.money.line_basis import bases_in, bases_of
from extractors.layout.money.line_cells import lanes_of, numbers_of
from extractors.layout.money.line_codes import sku_of
from extractors.layout.money.line_heads import Head, Header, headers
from extractors.layout.money.line_items import Item, Items, items_of
from extractors.layout.money.line_number import Number
from extractors.layout.money.line_roles import Role, meaning_of
from extractors.layout.money.line_texts import Band, Texts, bands, paragraph
from extractors.layout.money.line_words import (
    CHARGING,
    ENDING,
    Saying,
    sayings,
)
from extractors.layout.rows import Row, Run
from extractors.layout.sheet import Sheet
from extractors.values import Cited, Document, Issue, MoneyLine

_TOTALS = 30
"""Rows below the last line in which the sum of the lines is looked for."""
_CODED = frozenset({Role.SKU, Role.BUYER_SKU, Role.GTIN, Role.ITEM})


class Lines(NamedTuple):
    """All that a document charges for."""

    lines: tuple[MoneyLine, ...]
    charges: tuple[Charge, ...]
    issues: tuple[Issue, ...]


class _Table(NamedTuple):
    rows: Sequence[Row]
    header: Header
    end: int
    """Index after the last row it may reach to."""
    stop: int
    """Index of the first row that says the lines are over."""
    found: Items


class _Line(NamedTuple):
    item: Item
    table: _Table
    texts: Texts
    band: Band


def lines_of(
    sheet: Sheet, numbers: NumberStyle, expected_sum: Decimal | None = None
) -> Lines:
    """Read the lines and charges of a document.

    Args:
        sheet: Of the document.
        numbers: How it writes numbers.
        expected_sum: What the lines come to, where another reader knows it.

    Returns:
        The lines in reading order; what does not close, or could be several things, is
        None there and named among the issues.
    """
    document, rows = sheet.document, sheet.rows
    heads = headers(rows)
    tables = list(_tables(rows, heads, numbers))
    found = [line for table in tables for line in _placed(table)]
    kept, proved, issues = _summed(document, rows, found, numbers, expected_sum)
    if not kept:
        kept, proved = _bare_lines(rows, numbers, expected_sum), True
    lines = []
    for line in kept:
        built, troubles = _built(document, line, proved=proved)
        lines.append(built)
        issues += troubles
    if heads and any(h.priced for h in heads) and not kept:
        detail = "the columns of the lines cannot be told apart"
        issues.append(Issue(code=Reason.INCOMPLETE_READING, detail=detail))
    taken = {n for line in kept for n in _rows_of(line)}
    taken |= {n for head in heads for n in range(head.first, head.end)}
    charges = charges_of(document, rows, frozenset(taken), numbers)
    return Lines(tuple(lines), charges, tuple(issues))


def _bare_lines(
    rows: Sequence[Row], style: NumberStyle, expected: Decimal | None
) -> list[_Line]:
    """Return the lines of a table without heads, where a printed sum proves them."""
    header = bare_header(rows, style)
    table = _table(rows, header, len(rows), style) if header else None
    found = list(_placed(table)) if table and table.found.sure else []
    if not found:
        return []
    known = _totals(rows, found[-1], style) | {abs(expected or Decimal(0))}
    return found if _sum(found) in known else []


def _tables(
    rows: Sequence[Row], heads: Sequence[Header], style: NumberStyle
) -> Iterator[_Table]:
    """Yield the tables with lines of money: the first, and what goes on with it."""
    first: Header | None = None
    for number, header in enumerate(heads):
        if not header.priced:
            continue
        end = heads[number + 1].first if number + 1 < len(heads) else len(rows)
        table = _table(rows, header, end, style)
        if table is None:
            continue
        if first is None or _same(first, header):
            first = first or header
            yield table
        elif table.found.closed and table.found.closed == len(table.found.items):
            yield table


def _same(one: Header, other: Header) -> bool:
    return [h.roles for h in one.heads] == [h.roles for h in other.heads]


def _table(
    rows: Sequence[Row], header: Header, end: int, style: NumberStyle
) -> _Table | None:
    numbers = numbers_of(rows, range(header.end, end), header.heads, style)
    over = {n for n in range(header.end, end) if _over(rows[n], numbers, n)}
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
    found = items_of(
        numbers,
        lanes,
        lambda n: n.row >= stop or n.row in carried,
        lambda row: (*above, *bases_of(rows, row)),
    )
    # A column of nothing but zeros explains itself and says nothing.
    worth = found is not None and any(item.amount.value for item in found.items)
    return _Table(rows, header, end, stop, found) if found and worth else None


def _over(row: Row, numbers: Sequence[Number], index: int) -> bool:
    """Say whether a row gives a total, and is no line that begins like one."""
    if not any(saying in ENDING for saying, _ in sayings(row)):
        return False
    values = [n.value for n in numbers if n.row == index and not n.percent]
    product = any(
        a * b == c and abs(a) != 1 and abs(b) != 1
        for i, a in enumerate(values)
        for j, b in enumerate(values[i + 1 :], i + 1)
        for c in values[j + 1 :]
    )
    return not product


def _placed(table: _Table) -> Iterator[_Line]:
    """Yield the lines of a table with their words; charges among them are left out."""
    rows = table.rows
    items = [
        item for item in table.found.items if not _charge(rows[item.amount.row], item)
    ]
    last = max([table.stop, *(item.rows[-1] + 1 for item in items)])
    places = bands(rows, items, table.header.end, min(last, table.end))
    texts = Texts(rows, table.header, places)
    for item, band in zip(items, places, strict=True):
        line = _Line(item, table, texts, band)
        if item.proof or _description(line) or _sku(line):
            yield line


def _rows_of(line: _Line) -> set[int]:
    """Return the visual rows of a line without those of charges among them."""
    table = line.table
    charged = {
        item.amount.row
        for item in table.found.items
        if _charge(table.rows[item.amount.row], item)
    }
    return set(range(line.band.first, line.band.end)) - charged


def _charge(row: Row, item: Item) -> bool:
    counted = item.proof is not None and item.proof.quantity is not None
    said = any(saying in CHARGING for saying, _ in sayings(row))
    return said and not counted


def _summed(
    document: Document,
    rows: Sequence[Row],
    found: Sequence[_Line],
    style: NumberStyle,
    expected: Decimal | None,
) -> tuple[list[_Line], bool, list[Issue]]:
    """Keep the lines that are some, and say whether a printed sum proves their amounts.

    Rows with nothing but an amount are lines only where the sum says so.
    """
    if not found:
        return [], False, []
    totals = _totals(rows, found[-1], style) | {abs(expected or Decimal(0))}
    if _sum(found) in totals:
        return list(found), True, []
    bare = [line for line in found if _bare(line)]
    kept = [line for line in found if not _bare(line)]
    issues = [
        Issue(
            code=Reason.INCOMPLETE_READING,
            detail="an amount among the lines has neither quantity nor price",
            evidence=evidence_of(document, line.item.amount.run),
        )
        for line in bare
    ]
    return kept, bool(kept) and _sum(kept) in totals, issues


def _sum(lines: Sequence[_Line]) -> Decimal:
    """Return what lines come to, without a sign: credit memos print it or do not."""
    return abs(sum((line.item.amount.value for line in lines), Decimal(0)))


def _bare(line: _Line) -> bool:
    roles = line.table.found.roles
    return not line.item.proof and not line.item.of(roles.quantities)


def _totals(rows: Sequence[Row], last: _Line, style: NumberStyle) -> set[Decimal]:
    """Return the amounts printed below the last line, without signs."""
    begin = last.item.rows[-1] + 1
    return {
        abs(amount.value)
        for row in rows[begin : begin + _TOTALS]
        for cell in row.cells
        for amount in amounts_in(cell, style)
        if amount.value is not None and amount.money
    }


def _built(
    document: Document, line: _Line, *, proved: bool
) -> tuple[MoneyLine, list[Issue]]:
    """Return a line and what is wrong with it.

    Args:
        document: It is cited from.
        line: As found.
        proved: A printed sum says that the amounts are right.
    """
    read = _read(line, proved=proved)
    # A rate makes another price; an amount comes off the line and leaves the price.
    rated = read.rated
    sku = _sku(line)
    built = MoneyLine(
        sku=cite(document, sku, sku.text) if sku else None,
        description=_description(line),
        quantity=_cited(document, read.quantity),
        unit_price=None if rated else _cited(document, read.price),
        list_price=_cited(document, read.price) if rated else None,
        discount=_cited(document, read.discounts[0]) if read.discounts else None,
        price_basis=_cited(document, read.basis),
        amount=_cited(document, read.amount),
        agreed=_cited(document, read.agreed),
    )
    if read.sound:
        return built, []
    evidence = evidence_of(document, line.item.amount.run)
    detail = "quantity, price and discount do not explain the amount"
    return built, [Issue(code=Reason.ARITHMETIC_LINE, detail=detail, evidence=evidence)]


class _Read(NamedTuple):
    """What is certain of a line's numbers."""

    amount: Number | None
    quantity: Number | None = None
    agreed: Number | None = None
    price: Number | None = None
    basis: Number | None = None
    discounts: tuple[Number, ...] = ()
    rated: bool = False
    sound: bool = True


def _read(line: _Line, *, proved: bool) -> _Read:
    item, roles = line.item, line.table.found.roles
    if item.proof:
        proof = item.proof
        quantity, agreed = _told(line, proof.quantity)
        return _Read(
            item.amount,
            quantity,
            agreed,
            proof.price,
            proof.basis,
            proof.discounts,
            proof.rated,
        )
    counts, prices = item.of(roles.quantities), item.of(roles.prices)
    if item.several or (counts and prices):
        # One of the three is misread or misprinted; only a sum tells which is not.
        return _Read(item.amount if proved else None, sound=False)
    quantity = counts[0] if len({n.value for n in counts}) == 1 else None
    return _Read(item.amount, quantity)


def _told(line: _Line, count: Number | None) -> tuple[Number | None, Number | None]:
    """Return the quantity of a line, and the agreed one where it is told apart.

    Letters in brackets before the numbers, which the head explains, or columns of their
    own tell what was ordered from what the vendor agreed to.
    """
    if count is None:
        return None, None
    item, roles = line.item, line.table.found.roles
    if count.mark:
        near = [n for some in item.numbers.values() for n in some if n.mark]
        said = {n.mark: _marked(line.table.header.heads, n.mark) for n in near}
        asked = [n for n in near if Role.ORDERED in said[n.mark]]
        agreed = [n for n in near if Role.AGREED in said[n.mark]]
        if len(asked) == len(agreed) == 1:
            return asked[0], agreed[0]
        return None, None
    if any(count in item.numbers.get(lane, ()) for lane in roles.agreed):
        asked = [
            n
            for group in roles.quantities
            for lane in group
            if lane not in roles.agreed
            for n in item.numbers.get(lane, ())
        ]
        return (asked[0] if len(asked) == 1 else None), count
    return count, None


def _marked(heads: Sequence[Head], mark: str) -> frozenset[Role]:
    """Return what the head says that a letter in brackets stands for."""
    for head in heads:
        for word in head.words:
            plain = word.text.replace("(", "").replace(")", "")
            if plain[:1] == mark and Role.QUANTITY in head.roles:
                return meaning_of([word._replace(text=plain)]).roles
    return frozenset()


def _cited(document: Document, number: Number | None) -> Cited[Decimal] | None:
    return cite(document, number.run, number.value) if number else None


def _description(line: _Line) -> str:
    """Return the article's name: the first paragraph under its heading."""
    heads = line.table.header.heads
    for wanted in (Role.DESCRIPTION, Role.ITEM):
        for column, head in enumerate(heads):
            if wanted in head.roles:
                lines = line.texts.lines(line.band, column, line.item.amount.row)
                if head.roles & {Role.SKU, Role.BUYER_SKU} and len(lines) > 1:
                    lines = lines[1:]
                return paragraph(lines)
    return ""


def _sku(line: _Line) -> Run | None:
    heads = line.table.header.heads
    named = any(head.roles & (_CODED - {Role.ITEM}) for head in heads)
    wanted = _CODED - {Role.ITEM} if named else _CODED
    return sku_of(
        [
            (head.roles, line.texts.lines(line.band, column, line.item.amount.row))
            for column, head in enumerate(heads)
            if head.roles & wanted
        ]
    )
