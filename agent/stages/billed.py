"""What is billed already: invoices that came in before, and bills of the books."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from agent.ledger.cases import Invoice
from agent.ledger.ledger import Ledger
from agent.stages.books import KnownBooks
from extractors.codes import Reason
from matchers.billing.values import Bill, Billed, CreateBill
from matchers.vendors import Vendors

_Made = Mapping[tuple[str, str], str]
_WAITS = frozenset({"open", "flagged"})


class _Seen(NamedTuple):
    came: tuple[int, int]
    key: str
    waits: bool
    """Nobody has closed it."""
    billed: Billed


class After(NamedTuple):
    """Invoices that came in after another, which is decided before them."""

    keys: frozenset[str]
    """Of their cases: a bill that only waits for a word takes nothing away from the
    earlier one."""
    repeats: frozenset[str]
    """Ids of those it cannot be a copy of. One over another amount is not among them:
    it may correct this one, and then a person says which of the two stands."""


class SeenInvoices:
    """Every invoice and credit memo the ledger knows, in the order they came in."""

    def __init__(self, invoices: Iterable[Invoice], made: Collection[str] = ()) -> None:
        """Index *invoices*; those of nobody we know repeat nothing.

        Args:
            invoices: Of all nights.
            made: Keys of the cases of which a bill was made.
        """
        self._known = [
            _Seen(
                _came(invoice),
                invoice.key,
                invoice.state in _WAITS,
                _billed(invoice, rejected=_is_rejected(invoice, made)),
            )
            for invoice in sorted(invoices, key=_came)
            if invoice.body.kind != "statement" and invoice.vendor
        ]

    @property
    def billed(self) -> tuple[Billed, ...]:
        """All of them, as what another may repeat."""
        return tuple(seen.billed for seen in self._known)

    def after(self, invoice: Invoice, begun: Collection[str]) -> "After":
        """Return those that came in after *invoice* and that nothing is decided of.

        Args:
            invoice: The one that is decided on.
            begun: Keys of the cases whose bill is made or may go out.
        """
        came = _came(invoice)
        total = invoice.body.total.value if invoice.body.total else None
        later = [
            seen
            for seen in self._known
            if seen.came > came and seen.waits and seen.key not in begun
        ]
        return After(
            keys=frozenset(seen.key for seen in later),
            repeats=frozenset(
                seen.billed.source
                for seen in later
                if total is None or seen.billed.total in (None, total)
            ),
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
    """Return vendor and number of the bills we made → the document of each.

    One that reads back otherwise than it was sent is ours all the same.
    """
    return {
        _number_of(effect.action): effect.action.document
        for effect in ledger.effects.in_states(("done", "dead_letter"))
        if isinstance(effect.action, CreateBill)
    }


def made_of(ledger: Ledger) -> frozenset[str]:
    """Return the keys of the cases of which a bill stands in the books."""
    made = ledger.effects.in_states(("done", "dead_letter", "unknown", "sending"))
    return frozenset(e.notice for e in made if isinstance(e.action, CreateBill))


def _number_of(bill: Bill | CreateBill) -> tuple[str, str]:
    return bill.vendor_id, bill.number.upper()


def _came(invoice: Invoice) -> tuple[int, int]:
    return invoice.message, invoice.id


def _is_rejected(invoice: Invoice, made: Collection[str]) -> bool:
    """Say whether a person closed it without a bill, ours or anybody's."""
    match = invoice.match
    return (
        invoice.state == "settled"
        and match is not None
        and match.disposition in ("act", "hold", "wait")
        and invoice.key not in made
        and not any(f.code is Reason.RESOLVED_OUTSIDE for f in match.findings)
    )


def _billed(invoice: Invoice, *, rejected: bool) -> Billed:
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
        rejected=rejected,
    )
