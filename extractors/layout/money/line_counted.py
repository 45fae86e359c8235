"""Lines of orders that name articles and quantities and print no amounts."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractors.codes import Reason
from extractors.layout.money.amounts import NumberStyle
from extractors.layout.money.line_cells import Lane, lane_of, lanes_of, numbers_of
from extractors.layout.money.line_facts import (
    code_of,
    description_of,
    order_of,
    unit_of,
)
from extractors.layout.money.line_heads import COUNTED, NAMED, Header
from extractors.layout.money.line_items import Item, Items, Roles
from extractors.layout.money.line_number import Number
from extractors.layout.money.line_orders import sections_of
from extractors.layout.money.line_roles import Role
from extractors.layout.money.line_table import Line, Table
from extractors.layout.money.line_tables import lines_in
from extractors.layout.money.line_words import ENDING, sayings
from extractors.layout.page.citing import cite, issue_at
from extractors.layout.page.rows import Row
from extractors.values import Cited, Document, Issue, MoneyLine

_SUMMED = frozenset({Role.AMOUNT, Role.TAXED})
_SETTLED = (Role.AGREED, Role.SHIPPED)
_ASKED = (Role.ORDERED, Role.QUANTITY)


class Counted(NamedTuple):
    """The lines of a document without amounts."""

    lines: tuple[MoneyLine, ...] = ()
    issues: tuple[Issue, ...] = ()


def counted_lines(
    document: Document,
    rows: Sequence[Row],
    heads: Sequence[Header],
    style: NumberStyle,
) -> Counted:
    """Read the lines of tables that have quantities and no column of amounts.

    Args:
        document: They are cited from.
        rows: Of the document.
        heads: Of all its tables.
        style: How it writes numbers.
    """
    lines: list[MoneyLine] = []
    issues: list[Issue] = []
    for number, header in enumerate(heads):
        if not _counts(header):
            continue
        end = heads[number + 1].first if number + 1 < len(heads) else len(rows)
        for line, counts in _lines(rows, header, end, style):
            lines.append(_built(document, line, counts))
            if counts.quantity is None:
                anchor = line.item.amount.run
                detail = f"{anchor.text!r} is asked for: what is confirmed is not told"
                code = Reason.INCOMPLETE_READING
                issues.append(issue_at(document, anchor, code, detail))
    return Counted(tuple(lines), tuple(issues))


def _counts(header: Header) -> bool:
    """Say whether a header stands over articles and quantities, and over no amounts."""
    roles = header.roles
    counted = roles & (COUNTED | {Role.AGREED})
    return bool(counted and roles & NAMED) and not roles & _SUMMED


class _Counts(NamedTuple):
    """The numbers of one line."""

    quantity: Number | None
    ordered: Number | None
    agreed: Number | None
    price: Number | None


def _lines(
    rows: Sequence[Row], header: Header, end: int, style: NumberStyle
) -> Iterator[tuple[Line, _Counts]]:
    """Yield the lines under a header with their numbers: one for each row with any."""
    body = range(header.end, end)
    ending = (n for n in body if any(said in ENDING for said, _ in sayings(rows[n])))
    stop = next(ending, end)
    numbers = numbers_of(rows, range(header.end, stop), header.heads, style)
    lanes = lanes_of(numbers, header)
    found: dict[int, _Counts] = {}
    for index in range(header.end, stop):
        own = [n for n in numbers if n.row == index and not n.percent]
        counts = _counts_of(own, lanes)
        if counts:
            found[index] = counts
    items = tuple(
        Item(anchor, {}, None)
        for counts in found.values()
        if (anchor := counts.quantity or counts.ordered)
    )
    table = Table(
        rows,
        header,
        end,
        stop,
        Items(Roles(-1, (), ()), items),
        sections_of(rows, range(header.end, stop)),
    )
    for line in lines_in(table):
        yield line, found[line.item.amount.row]


def _counts_of(numbers: Sequence[Number], lanes: Sequence[Lane]) -> _Counts | None:
    """Return the quantities of a row; None without one, or with several of a kind."""

    def only(*roles: Role) -> Number | None:
        for role in roles:
            some = [n for n in numbers if role in _roles(lanes, n)]
            if some:
                return some[0] if len({n.value for n in some}) == 1 else None
        return None

    asked, settled = only(*_ASKED), only(*_SETTLED)
    if asked is None and settled is None:
        return None
    told = any(lane.roles & set(_SETTLED) for lane in lanes)
    return _Counts(
        settled if told else asked,
        asked if told else None,
        only(Role.AGREED) if asked else None,
        only(Role.PRICE),
    )


def _roles(lanes: Sequence[Lane], number: Number) -> frozenset[Role]:
    """Return what the column of a number holds, if its head says nothing else."""
    at = lane_of(lanes, number)
    return lanes[at].roles if at is not None and lanes[at].whole else frozenset()


def _built(document: Document, line: Line, counts: _Counts) -> MoneyLine:
    def cited(number: Number | None) -> Cited[Decimal] | None:
        return cite(document, number.run, number.value) if number else None

    sku, order = code_of(line), order_of(line)
    return MoneyLine(
        sku=cite(document, sku, sku.text) if sku else None,
        description=description_of(line),
        quantity=cited(counts.quantity),
        unit=unit_of(line, counts.quantity),
        po_number=cite(document, order, order.text) if order else None,
        unit_price=cited(counts.price),
        ordered=cited(counts.ordered),
        agreed=cited(counts.agreed),
    )
