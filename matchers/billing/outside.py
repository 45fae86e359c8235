"""Invoices that the books show as billed, whoever made the bill."""

from collections import Counter

from extractors.codes import Reason
from matchers.billing.findings import found
from matchers.billing.orders import printed_numbers
from matchers.billing.standing import BooksStanding, InvoiceArrival
from matchers.billing.values import Bill, Billed
from matchers.findings import quoted
from matchers.values import Match


def resolved_outside(
    arrival: InvoiceArrival,
    standing: BooksStanding,
    before: Match | None,
    match: Match,
) -> Match:
    """Return *match*, settled where somebody billed the invoice in the books meanwhile.

    A bill with its number and its total closes an invoice that an earlier night held
    without knowing of that bill; whether the bill is linked to an order is nothing to
    this invoice. A bill that was there before the invoice makes it a duplicate, and so
    does one of our own: unless the ledger knows nothing of it and it is this very
    invoice, line by line, as after a ledger was lost.

    Args:
        arrival: The invoice.
        standing: What tonight knows.
        before: What the last night that decided on it found; None: it is new.
        match: Tonight's decision.
    """
    bill = _billed_since(arrival, standing, before)
    said = "somebody entered bill {} over {:f} ({}) in the books meanwhile"
    if bill is None and before is None:
        bill = _shown(arrival, standing)
        said = "the books show bill {} over {:f} ({}), with just these lines"
    if bill is None or _paid_elsewhere(match):
        return match
    finding = found(
        Reason.RESOLVED_OUTSIDE,
        said.format(quoted(bill.number), bill.total, bill.source),
        rule="resolved_outside/2",
        subjects=(bill.source,),
        evidence=arrival.document.number.evidence if arrival.document.number else None,
    )
    return match.model_copy(
        update={"findings": (finding,), "disposition": "settled", "actions": ()}
    )


def _billed_since(
    arrival: InvoiceArrival, standing: BooksStanding, before: Match | None
) -> Billed | None:
    document, vendor = arrival.document, arrival.vendor
    if document.kind != "invoice" or vendor is None or before is None:
        return None
    if document.number is None or document.total is None or before.vendor != vendor.key:
        return None
    known_then = {subject for f in before.findings for subject in f.subjects}
    currency = document.currency.value if document.currency else ""
    for known in standing.known.numbered(document.number.value):
        bill = known.billed
        if (
            bill.kind == "bill"
            and bill.vendor == vendor.key
            and bill.total == document.total.value
            and (not currency or not bill.currency or bill.currency == currency)
            and not bill.document
            and bill.source not in known_then
        ):
            return bill
    return None


def _shown(arrival: InvoiceArrival, standing: BooksStanding) -> Billed | None:
    """Return the bill of the books that is this invoice in every respect."""
    document, vendor = arrival.document, arrival.vendor
    if document.kind != "invoice" or vendor is None:
        return None
    if document.number is None or document.date is None or document.total is None:
        return None
    number, day, total = document.number.value, document.date.value, document.total
    orders = {
        order.id
        for printed in printed_numbers(document, standing.orders)
        for order in standing.orders.by_number(printed.value)
    }
    amounts = Counter(line.amount.value for line in document.lines if line.amount)
    payees = {payee.id for payee in standing.payees_of(vendor)}
    for bill in standing.bills:
        goods = [line for line in bill.lines if line.item_id]
        if (
            bill.number == number
            and bill.vendor_id in payees
            and (bill.date, bill.total) == (day, total.value)
            and Counter(line.amount for line in goods) == amounts
            and len(amounts) > 0
            and all(line.po_id in orders for line in goods)
        ):
            return _unknown_to_us(bill, standing, number)
    return None


def _unknown_to_us(bill: Bill, standing: BooksStanding, number: str) -> Billed | None:
    """Return *bill* as what is known of it, unless the ledger has its invoice."""
    known = [one.billed for one in standing.known.numbered(number)]
    source = f"books:{bill.books}:{bill.id}"
    here = next((billed for billed in known if billed.source == source), None)
    ours = here is not None and bool(here.document)
    return None if ours else here


def _paid_elsewhere(match: Match) -> bool:
    """Say whether the invoice speaks of another account, which a person must see."""
    return any(f.code is Reason.PAYEE_CHANGED for f in match.findings)
