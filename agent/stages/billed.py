"""What is billed already: invoices that came in before, and bills of the books."""

from collections.abc import Iterable, Mapping

from agent.ledger.cases import Invoice
from agent.ledger.ledger import Ledger
from agent.stages.books import KnownBooks
from matchers.billing.values import Bill, Billed, CreateBill
from matchers.vendors import Vendors

_Made = Mapping[tuple[str, str], str]


class SeenInvoices:
    """Every invoice and credit memo the ledger knows, in the order they came in."""

    def __init__(self, invoices: Iterable[Invoice]) -> None:
        """Index *invoices*; those of nobody we know repeat nothing."""
        ordered = sorted(invoices, key=_came)
        self._known = [
            (_came(invoice), _billed(invoice))
            for invoice in ordered
            if invoice.body.kind != "statement" and invoice.vendor
        ]

    @property
    def billed(self) -> tuple[Billed, ...]:
        """All of them, as what another may repeat."""
        return tuple(billed for _, billed in self._known)

    def later(self, invoice: Invoice) -> frozenset[str]:
        """Return the ids of those that came in after *invoice*: it repeats none.

        One over another amount is not among them: it may correct this one, and then
        a person says which of the two stands.
        """
        came = _came(invoice)
        total = invoice.body.total.value if invoice.body.total else None
        return frozenset(
            billed.source
            for at, billed in self._known
            if at > came and (total is None or billed.total in (None, total))
        )


def booked(
    known: KnownBooks, vendors: Vendors, ledger: Ledger, channel: str
) -> tuple[Billed, ...]:
    """Return every bill of the books, of our vendors by their keys."""
    keys = {vendor.billing.payee: vendor.key for vendor in vendors}
    names = {vendor.name: vendor.key for vendor in vendors}
    ours = {
        payee.id: keys.get(payee.id) or names.get(payee.name) for payee in known.payees
    }
    made = _made_from(ledger)
    return tuple(
        Billed(
            vendor=ours.get(bill.vendor_id) or f"books:{bill.vendor_id}",
            number=bill.number,
            date=bill.date,
            total=bill.total,
            currency=bill.currency,
            kind="bill",
            source=f"{channel}:{bill.id}",
            document=made.get(_number_of(bill), ""),
        )
        for bill in known.bills
    )


def _made_from(ledger: Ledger) -> _Made:
    """Return vendor and number of the bills we made → the document of each."""
    return {
        _number_of(effect.action): effect.action.document
        for effect in ledger.effects.in_states(("done",))
        if isinstance(effect.action, CreateBill)
    }


def _number_of(bill: Bill | CreateBill) -> tuple[str, str]:
    return bill.vendor_id, bill.number.upper()


def _came(invoice: Invoice) -> tuple[int, int]:
    return invoice.message, invoice.id


def _billed(invoice: Invoice) -> Billed:
    body = invoice.body
    return Billed(
        vendor=invoice.vendor or "",
        number=body.number.value if body.number else "",
        date=body.date.value if body.date else None,
        total=body.total.value if body.total else None,
        currency=body.currency.value if body.currency else "",
        kind="credit_memo" if body.kind == "credit_memo" else "invoice",
        source=invoice.name,
        document=invoice.document,
    )
