"""What an invoice is decided from: its mail, the books as read tonight, the month."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from agent.clock import Clock, business_date, date_of
from agent.ledger.cases import Invoice
from agent.ledger.ledger import Ledger
from agent.settings.values import Settings
from agent.stages.billed import After, booked
from agent.stages.books import KnownBooks, received
from agent.stages.gate import Gate
from extractors.payment.unread import may_say_where_to_pay
from extractors.values import Issue, MoneyDocument
from matchers.billing.accepted import Passed, accepted
from matchers.billing.decide import (
    BooksSettings,
    BooksStanding,
    InvoiceArrival,
    tolerated,
)
from matchers.billing.items import Items
from matchers.billing.orders import PurchaseOrders
from matchers.billing.values import Billed
from matchers.findings import quoted
from matchers.policy import Policy
from matchers.vendors import Vendor


@dataclass(frozen=True, slots=True)
class BillingRun:
    """What one run decides its invoices with."""

    gate: Gate
    known: KnownBooks
    policy: Policy
    settings: Settings
    run: int
    clock: Clock

    @property
    def channel(self) -> str:
        """The books' instance, as settings name it."""
        return f"books:{self.known.name}"


class BillFacts:
    """Gathers what the invoices of one run are decided from."""

    def __init__(self, ledger: Ledger, run: BillingRun) -> None:
        self._ledger = ledger
        self._in = run
        self._today = business_date(run.clock(), run.settings.store.time_zone)

    def standing(self, billed: Iterable[Billed]) -> BooksStanding:
        """Return what every invoice of the run is held against.

        Args:
            billed: What invoices that came in by mail stand for.
        """
        known, settings = self._in.known, self._in.settings.books[self._in.known.name]
        return BooksStanding(
            books=known.name,
            items=Items(known.items),
            payees=tuple(known.payees),
            orders=PurchaseOrders(known.orders),
            policy=self._in.policy,
            today=self._today,
            now=self._in.clock(),
            settings=BooksSettings(
                ap_account=settings.ap_account,
                freight_account=settings.freight_account,
                tax_account=settings.tax_account,
            ),
            bills=tuple(known.bills),
            receipts=received(self._ledger),
            aliases=self._ledger.aliases.always(),
            billed=(
                *billed,
                *booked(known, self._in.gate.vendors, self._ledger, self._in.channel),
            ),
            closed_until=known.closed_until,
            company=self._in.gate.company,
            vendors=tuple(self._in.gate.vendors),
            accepted=accepted(self._passed()),
        )

    def _passed(self) -> Iterator[Passed]:
        """Yield the invoices that were billed with what they say."""
        for invoice in self._ledger.invoices.all():
            if invoice.state == "done" and invoice.match and invoice.vendor:
                yield Passed(invoice.vendor, invoice.key, invoice.match.findings)

    def arrival(self, invoice: Invoice, after: After) -> InvoiceArrival:
        """Return *invoice* with what its mail and its night say of it.

        Args:
            after: Invoices that came in later and are not decided yet.
        """
        message = self._ledger.mail.get(invoice.message)
        verdict = self._in.gate.of(self._ledger, message)
        assert verdict is not None  # noqa: S101  # invoices come from mail only
        document = self._ledger.mail.document(invoice.document)
        return InvoiceArrival(
            document=invoice.body,
            sha256=invoice.document,
            name=document.name if document else "",
            verdict=verdict,
            vendor=self.vendor(verdict.vendor),
            mail_date=date_of(
                message.dated, self._in.settings.store.time_zone, today=self._today
            ),
            reader=self._reader(invoice),
            issues=(*invoice.issues, *message.issues, *self._unread(message.id)),
            nights_open=self._ledger.nights_between(invoice.opened, self._in.run),
            item=invoice.name,
            once=self._ledger.aliases.once(invoice.document),
            later=after.repeats,
        )

    def _unread(self, message: int) -> Iterator[Issue]:
        """Yield why a file of the mail is not read: it may say where to pay."""
        for document in self._ledger.mail.documents_of(message):
            if document.reason is not None and may_say_where_to_pay(document):
                detail = f"{quoted(document.name)} beside it could not be read"
                yield Issue(code=document.reason, detail=detail)

    def vendor(self, key: str | None) -> Vendor | None:
        """Return the vendor with *key*; None where there is none."""
        return self._in.gate.vendors.get(key) if key else None

    def _reader(self, invoice: Invoice) -> str:
        """Return who read it; ``model`` where nobody else did, or is to count."""
        if "layout" not in self._in.settings.reading.readers:
            return "model"
        readers = {
            extraction.reader
            for extraction in self._ledger.mail.extractions_of(invoice.document)
            if isinstance(extraction.record, MoneyDocument)
            and extraction.record.kind == invoice.body.kind
            and extraction.record.number == invoice.body.number
        }
        return min(readers - {"model"}, default="model")

    def spent_this_month(self) -> defaultdict[str, Decimal]:
        """Return what tolerance has cost since the first of the month, by vendor."""
        spent: defaultdict[str, Decimal] = defaultdict(Decimal)
        for invoice in self._ledger.invoices.all():
            if invoice.state != "done" or invoice.match is None:
                continue
            day = invoice.body.date.value if invoice.body.date else None
            if day and (day.year, day.month) == (self._today.year, self._today.month):
                spent[invoice.vendor or ""] += tolerated(invoice.match)
        return spent
