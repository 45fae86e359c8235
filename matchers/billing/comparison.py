"""An invoice held against its orders, line by line, and the bill that it would make."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from extractors.codes import Reason
from extractors.values import MoneyDocument
from matchers.billing.allocate import allocate
from matchers.billing.bills import plan_bill
from matchers.billing.charges import compare_charges
from matchers.billing.compared import compared_lines
from matchers.billing.conditions import condition_findings
from matchers.billing.findings import found
from matchers.billing.history import shipped
from matchers.billing.identify import Identifier
from matchers.billing.money import smallest
from matchers.billing.ordered import Identified, OrderedLine
from matchers.billing.orders import freshly, named, printed_numbers
from matchers.billing.positions import Goods, freight_words, goods_of, words
from matchers.billing.prices import compare_prices
from matchers.billing.quantities import compare_quantities
from matchers.billing.standing import BooksStanding, InvoiceArrival
from matchers.billing.statements import currency_findings, endless_number
from matchers.billing.values import (
    AttachDocument,
    BillingRules,
    ComparedLine,
    CreateBill,
    Money,
    Payee,
    PurchaseOrder,
)
from matchers.findings import quoted
from matchers.values import Finding


@dataclass(slots=True)
class Comparison:
    """What holding one document against the orders gives."""

    findings: list[Finding] = field(default_factory=list)
    orders: tuple[PurchaseOrder, ...] = ()
    lines: tuple[ComparedLine, ...] = ()
    bill: tuple[CreateBill, AttachDocument] | None = None
    """None where something of it cannot be told, whatever anybody permits."""


def compare(
    arrival: InvoiceArrival,
    standing: BooksStanding,
    fresh: Mapping[str, PurchaseOrder],
    payee: Payee | None,
) -> Comparison:
    """Hold an invoice against the orders it names.

    Args:
        arrival: An invoice.
        standing: What the night knows.
        fresh: The orders by id, as read just now.
        payee: Of the books; None where none or several may be meant.
    """
    document = arrival.document
    names = named(document, standing.orders, payee)
    read = freshly(names.orders, fresh, standing.policy, standing.now)
    made = Comparison([*names.findings, *read.findings], read.orders)
    endless = endless_number(document)
    if endless is not None:
        made.findings.append(endless)
        return made
    home = standing.settings.currency
    currencies = (payee.currency if payee else "", *(o.currency for o in read.orders))
    made.findings += currency_findings(document, currencies, home)
    made.findings += _without_item(read.orders)
    made.findings += _too_early(document, read.orders, standing)
    unit = smallest(document.currency.value if document.currency else home)
    _lines(made, arrival, standing, payee, unit)
    return made


def _lines(
    made: Comparison,
    arrival: InvoiceArrival,
    standing: BooksStanding,
    payee: Payee | None,
    unit: Money,
) -> None:
    """Compare lines and charges; set the bill where all of them can be told."""
    document, vendor = arrival.document, arrival.vendor
    key, rules = (vendor.key, vendor.billing) if vendor else ("", BillingRules())
    ordered = _ordered(made.orders, standing)
    goods = goods_of(document, unit, frozenset(line.sku for line in ordered))
    identified = _identified(arrival, standing, ordered, goods)
    whole = bool(made.orders) and goods.whole and all(one.lines for one in identified)
    portions = allocate(identified, unit)
    left = _shipped(made.orders, standing, key)
    prices = compare_prices(portions, rules, standing.spent.get(key, Decimal(0)))
    charges = compare_charges(document, goods, rules, standing.settings)
    made.findings += goods.findings
    made.findings += (finding for one in identified for finding in one.findings)
    made.findings += condition_findings(portions, standing.items)
    made.findings += compare_quantities(portions, ordered, left, whole=whole)
    made.findings += [*prices.findings, *charges.findings]
    made.lines = compared_lines(
        identified, portions, ordered, left, document=document, whole=whole
    )
    numbers = printed_numbers(document, standing.orders)
    complete = whole and charges.writable and len(made.orders) == len(numbers)
    if complete and payee is not None:
        made.bill = plan_bill(
            arrival,
            standing,
            payee,
            portions,
            charges=charges,
            rules=prices.rules,
            smallest=unit,
        )


def _identified(
    arrival: InvoiceArrival,
    standing: BooksStanding,
    ordered: Sequence[OrderedLine],
    goods: Goods,
) -> list[Identified]:
    """Return whose lines are whose; without an order nobody can say."""
    if not ordered:
        return [Identified(position) for position in goods.positions]
    key = arrival.vendor.key if arrival.vendor else ""
    identifier = Identifier(standing, key, arrival.once, ordered, goods.positions)
    return [identifier.identify(position) for position in goods.positions]


def _ordered(
    orders: Sequence[PurchaseOrder], standing: BooksStanding
) -> list[OrderedLine]:
    """Return the lines of goods of all *orders*; those without an item are text."""
    lines = []
    for order in orders:
        before = standing.before.quantities(order)
        lines += [
            OrderedLine.of(order, line, before[line.id])
            for line in order.lines
            if line.item_id and line.quantity > 0
        ]
    return lines


def _without_item(orders: Sequence[PurchaseOrder]) -> list[Finding]:
    """Name what we ordered for money and on no item: nothing billed can be held by it.

    A line of freight is none: what an invoice charges beside goods has its own rules.
    """
    return [
        found(
            Reason.SKU_UNMAPPED,
            f"purchase order {order.number} has a line of {line.amount:f},"
            f" {quoted(line.description)}, on no item: it cannot be compared",
            rule="order_line_item/1",
            subjects=(order.id, line.id),
            at_stake=line.amount,
            suggestions=("put an item on that line of the order",),
        )
        for order in orders
        for line in order.lines
        if not line.item_id and line.amount > 0
        if not freight_words(words(line.description))
    ]


def _shipped(
    orders: Sequence[PurchaseOrder], standing: BooksStanding, vendor: str
) -> dict[str, Mapping[str, Decimal] | None]:
    ours = partial(standing.aliased.ours, vendor)
    left: dict[str, Mapping[str, Decimal] | None] = {}
    for order in orders:
        receipts = standing.received.of(order)
        left[order.id] = shipped(order, receipts, ours) if receipts else None
    return left


def _too_early(
    document: MoneyDocument, orders: Sequence[PurchaseOrder], standing: BooksStanding
) -> list[Finding]:
    if document.date is None or not orders:
        return []
    placed, day = min(order.date for order in orders), document.date.value
    if (placed - day).days <= standing.policy.past_days:
        return []
    return [
        found(
            Reason.DATE_IMPLAUSIBLE,
            f"the invoice is dated {day}, the order {placed}",
            rule="date_order/1",
            expected=placed,
            actual=day,
            evidence=document.date.evidence,
        )
    ]
