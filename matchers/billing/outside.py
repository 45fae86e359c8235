"""Invoices that a person billed in the books while they waited here."""

from extractors.codes import Reason
from matchers.billing.findings import found
from matchers.billing.standing import BooksStanding, InvoiceArrival
from matchers.billing.values import Billed
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
    does one of our own.

    Args:
        arrival: The invoice.
        standing: What tonight knows.
        before: What the last night that decided on it found; None: it is new.
        match: Tonight's decision.
    """
    bill = _billed_since(arrival, standing, before)
    if bill is None:
        return match
    finding = found(
        Reason.RESOLVED_OUTSIDE,
        f"somebody entered bill {quoted(bill.number)} over {bill.total:f}"
        f" ({bill.source}) in the books meanwhile",
        rule="resolved_outside/1",
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
