"""Invoices held against purchase orders, shipments and the books: findings, bills.

Two steps: :func:`named_orders` says which orders to read afresh, :func:`decide_invoice`
decides on what was read. Both are pure; the same arguments give the same match on any
night.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractors.codes import Reason, Severity
from extractors.values import MoneyDocument
from matchers.billing.comparison import Comparison, compare
from matchers.billing.duplicates import (
    Identity,
    KnownInvoices,
    duplicate_findings,
    normalised_number,
)
from matchers.billing.findings import found
from matchers.billing.orders import named, printed_numbers
from matchers.billing.parties import party_findings
from matchers.billing.payee import payee_findings
from matchers.billing.standing import BooksSettings, BooksStanding, InvoiceArrival
from matchers.billing.statements import (
    arrival_findings,
    document_findings,
    kin_findings,
    payee_of,
)
from matchers.billing.values import (
    AttachDocument,
    Billed,
    CreateBill,
    PurchaseOrder,
)
from matchers.findings import quoted, stops
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
_LONGEST_MEMO = 1000
_FINAL = frozenset({Reason.PO_CLOSED, Reason.PERIOD_CLOSED})
"""The books would not take the bill: no policy and no person's word changes that."""


class Proposal(NamedTuple):
    """A decision, and what would be written if a person let it pass."""

    match: Match
    actions: tuple[Action, ...] = ()
    """Of the match; where it holds, what is written once a person lets it pass. None
    where something is blocked or cannot be written whatever a person says."""


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
    held = Comparison()
    if document.kind in _OWED:
        findings += [*arrival_findings(arrival, standing.accepted), *unknown]
        findings += party_findings(document, vendor, standing)
    if document.kind == "invoice":
        findings += document_findings(arrival, standing)
        held = compare(arrival, standing, fresh, payee)
        findings += held.findings
        findings += _duplicates(arrival, standing)
    elif document.kind in _OWED:
        key = vendor.key if vendor else ""
        findings += kin_findings(arrival, standing.known, key)
        held.orders = named(document, standing.orders, payee).orders
    return _decided(arrival, standing, findings, held)


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
    held: Comparison,
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
    bill = _by_policy(held.bill, judged) if held.bill else ()
    actions: tuple[Action, ...] = bill if certain else ()
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


def _by_policy(
    bill: tuple[CreateBill, AttachDocument], judged: Judged
) -> tuple[Action, ...]:
    """Name the policy rows that let findings pass in the memo of the bill."""
    rows = dict.fromkeys(f.policy for f in judged.findings if f.policy)
    if not rows:
        return bill
    made, *files = bill
    memo = "; ".join((*(f"policy {row}" for row in rows), made.memo))
    return (made.model_copy(update={"memo": memo[:_LONGEST_MEMO]}), *files)


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
