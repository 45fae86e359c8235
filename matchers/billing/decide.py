"""Invoices held against purchase orders, shipments and the books: findings, bills.

Two steps: :func:`named_orders` says which orders to read afresh, :func:`decide_invoice`
decides on what was read. Both are pure; the same arguments give the same match on any
night.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from extractors.codes import Reason, Severity
from extractors.values import MoneyDocument
from matchers.billing.allocate import allocate
from matchers.billing.bills import plan_bill
from matchers.billing.charges import compare_charges
from matchers.billing.compared import compared_lines
from matchers.billing.duplicates import (
    Identity,
    KnownInvoices,
    duplicate_findings,
    normalised_number,
)
from matchers.billing.findings import found
from matchers.billing.history import shipped
from matchers.billing.identify import Identified, Identifier, OrderedLine
from matchers.billing.money import smallest
from matchers.billing.orders import freshly, named, printed_numbers
from matchers.billing.payee import payee_findings
from matchers.billing.positions import goods_of
from matchers.billing.prices import compare_prices
from matchers.billing.quantities import compare_quantities
from matchers.billing.standing import BooksSettings, BooksStanding, InvoiceArrival
from matchers.billing.statements import (
    arrival_findings,
    currency_findings,
    document_findings,
    endless_number,
    kin_findings,
    payee_of,
)
from matchers.billing.values import (
    AttachDocument,
    Billed,
    BillingRules,
    ComparedLine,
    CreateBill,
    Payee,
    PurchaseOrder,
)
from matchers.findings import quoted, stops
from matchers.keys import canonical_sku
from matchers.policy import Judged
from matchers.values import Action, Disposition, Finding, Match

__all__ = [
    "BooksSettings",
    "BooksStanding",
    "InvoiceArrival",
    "Proposal",
    "decide_invoice",
    "invoice_key",
    "named_orders",
    "propose",
    "tolerated",
]
_OWED = frozenset({"invoice", "credit_memo", "statement"})
"""Documents of what we owe; the others only ever tell where to pay."""
_FINAL = frozenset({Reason.PO_CLOSED, Reason.PERIOD_CLOSED})
"""The books would not take the bill: no policy and no person's word changes that."""


class Proposal(NamedTuple):
    """A decision, and what would be written if a person let it pass."""

    match: Match
    actions: tuple[Action, ...] = ()
    """Of the match; where it holds, what is written once a person lets it pass. None
    where something is blocked or cannot be written whatever a person says."""


@dataclass(slots=True)
class _Held:
    """What holding one document against the orders gives."""

    findings: list[Finding] = field(default_factory=list)
    orders: tuple[PurchaseOrder, ...] = ()
    lines: tuple[ComparedLine, ...] = ()
    bill: tuple[CreateBill, AttachDocument] | None = None


def named_orders(arrival: InvoiceArrival, standing: BooksStanding) -> tuple[str, ...]:
    """Return the ids of the orders to read afresh before deciding; () for none."""
    if arrival.document.kind not in {"invoice", "credit_memo"}:
        return ()
    payee, _ = payee_of(arrival.vendor, standing)
    orders = named(arrival.document, standing.orders, payee).orders
    return tuple(order.id for order in orders)


def invoice_key(document: MoneyDocument, vendor: str, sha256: str) -> str:
    """Return the identity of one decision: vendor and number, else the very bytes."""
    number = normalised_number(document.number.value) if document.number else sha256
    kind = "" if document.kind == "invoice" else f"{document.kind}:"
    return f"{vendor}:{kind}{number}"


def tolerated(match: Match) -> Decimal:
    """Return what tolerance costs in *match*, for the month's budget."""
    return sum(
        (
            finding.at_stake
            for finding in match.findings
            if finding.code is Reason.WITHIN_TOLERANCE and finding.at_stake
        ),
        Decimal(0),
    )


def decide_invoice(
    arrival: InvoiceArrival,
    standing: BooksStanding,
    fresh: Mapping[str, PurchaseOrder],
) -> Match:
    """Return what follows from one invoice; never raises for what it says.

    Args:
        arrival: The document and how it came in.
        standing: What the night knows, with the bills planned before.
        fresh: The orders of :func:`named_orders` by id, as read just now; one that
            could not be read is left out.
    """
    return propose(arrival, standing, fresh).match


def propose(
    arrival: InvoiceArrival,
    standing: BooksStanding,
    fresh: Mapping[str, PurchaseOrder],
) -> Proposal:
    """Return the same decision with what a person may let pass; see there."""
    document, vendor = arrival.document, arrival.vendor
    payee, unknown = payee_of(vendor, standing)
    findings = list(payee_findings(document.payment, vendor))
    held = _Held()
    if document.kind in _OWED:
        findings += [*arrival_findings(arrival), *unknown]
    if document.kind == "invoice":
        findings += document_findings(arrival, standing)
        held = _held(arrival, standing, fresh, payee)
        findings += held.findings
        findings += _duplicates(arrival, standing)
    elif document.kind in _OWED:
        key = vendor.key if vendor else ""
        findings += kin_findings(arrival, standing.known, key)
        held.orders = named(document, standing.orders, payee).orders
    return _decided(arrival, standing, findings, held)


def _held(
    arrival: InvoiceArrival,
    standing: BooksStanding,
    fresh: Mapping[str, PurchaseOrder],
    payee: Payee | None,
) -> _Held:
    """Hold an invoice against the orders it names, line by line."""
    document, vendor = arrival.document, arrival.vendor
    names = named(document, standing.orders, payee)
    read = freshly(names.orders, fresh, standing.policy, standing.now)
    held = _Held([*names.findings, *read.findings], read.orders)
    endless = endless_number(document)
    if endless is not None:
        held.findings.append(endless)
        return held
    home = standing.settings.currency
    currencies = (payee.currency if payee else "", *(o.currency for o in read.orders))
    held.findings += currency_findings(document, currencies, home)
    held.findings += _too_early(document, read.orders, standing)
    unit = smallest(document.currency.value if document.currency else home)
    ordered = _ordered(read.orders, standing)
    goods = goods_of(document, unit, frozenset(line.sku for line in ordered))
    rules = vendor.billing if vendor else BillingRules()
    charges = compare_charges(document, goods, rules, standing.settings)
    identifier = Identifier(
        standing, vendor.key if vendor else "", arrival.once, ordered, goods.positions
    )
    resolved = bool(read.orders)
    identified = (
        [identifier.identify(position) for position in goods.positions]
        if resolved
        else [Identified(position) for position in goods.positions]
    )
    portions = allocate(identified, unit)
    left = _shipped(read.orders, standing, vendor.key if vendor else "")
    spent = standing.spent.get(vendor.key, Decimal(0)) if vendor else Decimal(0)
    prices = compare_prices(portions, rules, spent)
    whole = resolved and goods.whole and all(one.lines for one in identified)
    held.findings += goods.findings
    held.findings += (f for one in identified for f in one.findings)
    held.findings += compare_quantities(portions, ordered, left, whole=whole)
    held.findings += [*prices.findings, *charges.findings]
    held.lines = compared_lines(
        identified, portions, ordered, left, document=document, whole=whole
    )
    complete = whole and len(read.orders) == len(
        printed_numbers(document, standing.orders)
    )
    if complete and charges.writable and payee is not None:
        held.bill = plan_bill(
            arrival,
            standing,
            payee,
            portions,
            charges=charges,
            rules=prices.rules,
            smallest=unit,
        )
    return held


def _ordered(
    orders: Sequence[PurchaseOrder], standing: BooksStanding
) -> list[OrderedLine]:
    """Return the lines of goods of all *orders*; those without an item are text."""
    lines = []
    for order in orders:
        before = standing.before.quantities(order)
        lines += [
            OrderedLine(order, line, canonical_sku(line.sku), before[line.id])
            for line in order.lines
            if line.item_id and line.quantity > 0
        ]
    return lines


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


def _duplicates(arrival: InvoiceArrival, standing: BooksStanding) -> list[Finding]:
    document, vendor = arrival.document, arrival.vendor
    if vendor is None or document.number is None:
        return []
    identity = Identity(
        vendor.key,
        document.number.value,
        document.date.value if document.date else None,
        document.total.value if document.total else None,
        document.currency.value if document.currency else "",
        frozenset(filter(None, (arrival.sha256, arrival.item))) | arrival.later,
    )
    tonight = KnownInvoices(standing.tonight)
    findings = list(duplicate_findings(identity, standing.known, tonight))
    if findings:
        for known in (standing.known, tonight):
            findings += map(_credited, known.credits(vendor.key, identity.total))
    return findings


def _credited(credit: Billed) -> Finding:
    return found(
        Reason.CREDIT_REBILL_PAIR,
        f"credit memo {quoted(credit.number)} ({credit.source}) gives back as much",
        rule="credit_rebill/1",
        subjects=(credit.source,),
    )


def _decided(
    arrival: InvoiceArrival,
    standing: BooksStanding,
    findings: Sequence[Finding],
    held: _Held,
) -> Proposal:
    document = arrival.document
    vendor = arrival.vendor.key if arrival.vendor else ""
    judged = standing.policy.judge(
        findings,
        vendor=vendor,
        actions=["create_bill"],
        today=standing.today,
        nights_open=arrival.nights_open,
    )
    believed = arrival.verdict.outcome == "trusted" and arrival.vendor is not None
    final = any(finding.code in _FINAL for finding in findings)
    certain = believed and arrival.reader != "model" and not final
    actions: tuple[Action, ...] = held.bill or () if certain else ()
    disposition = _disposition(arrival, judged, writable=bool(actions))
    shown = judged.findings
    if disposition == "hold" and not stops(shown):
        shown = tuple(
            findings
        )  # policy let it pass, yet nothing certain can be written
    match = Match(
        key=invoice_key(document, vendor, arrival.sha256),
        vendor=vendor,
        po_number=", ".join(
            cited.value for cited in printed_numbers(document, standing.orders)
        ),
        notice=arrival.sha256,
        orders=tuple(f"books:{standing.books}:{order.id}" for order in held.orders),
        findings=shown,
        disposition=disposition,
        actions=actions if disposition == "act" else (),
        lines=held.lines,
    )
    blocked = any(f.severity in {Severity.BLOCK, Severity.RETRY} for f in shown)
    return Proposal(match, () if blocked else actions)


def _disposition(
    arrival: InvoiceArrival, judged: Judged, *, writable: bool
) -> Disposition:
    """Return the first that applies; the strictest come first."""
    invoice = arrival.document.kind == "invoice"
    statement = arrival.document.kind == "statement"
    retry = any(f.severity is Severity.RETRY for f in judged.findings)
    ranked: tuple[tuple[Disposition, bool], ...] = (
        ("none", arrival.verdict.outcome == "ignore"),
        ("hold", stops(judged.findings)),
        ("wait", retry),
        ("known", judged.known or statement),
        ("act", invoice and writable),
        ("hold", arrival.document.kind in _OWED),
    )
    return next((disposition for disposition, applies in ranked if applies), "none")
