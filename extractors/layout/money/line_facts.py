"""What the words of a line say: name, number, order and unit of its article."""

from collections.abc import Iterator, Sequence

from extractors.layout.money.line_codes import labelled_code, sku_of
from extractors.layout.money.line_heads import Head
from extractors.layout.money.line_number import Number
from extractors.layout.money.line_orders import order_above, order_in
from extractors.layout.money.line_roles import Role
from extractors.layout.money.line_stacked import stacked_code
from extractors.layout.money.line_table import Line
from extractors.layout.money.line_texts import paragraph
from extractors.layout.money.line_units import unit_behind, unit_in
from extractors.layout.page.parsing import bracketed
from extractors.layout.page.rows import Run

_CODED = frozenset({Role.SKU, Role.BUYER_SKU, Role.GTIN, Role.ITEM})


def description_of(line: Line) -> str:
    """Return the article's name: the first paragraph under its heading."""
    found = named(line)
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


def named(line: Line) -> tuple[Head, Sequence[Run]] | None:
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
    if line.bare is not None:
        bare = line.texts.lines(line.band, line.bare, line.item.amount.row)
        return sku_of([(frozenset({Role.SKU}), bare)])
    own = any(head.roles & (_CODED - {Role.ITEM}) for head in heads)
    wanted = _CODED - {Role.ITEM} if own else _CODED
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
    below = None if found or alone else named(line)
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
