"""Billing: each open invoice held against order, shipment and books, billed or held."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from agent.clock import Clock, business_date
from agent.health import Health
from agent.ledger.cases import Invoice
from agent.ledger.effect_values import OPEN, Effect
from agent.ledger.ledger import Ledger
from agent.outbox import Outbox
from agent.ports import Books
from agent.settings.values import Settings
from agent.stages.billed import After, SeenInvoices, booked, made_of
from agent.stages.books import KnownBooks, received
from agent.stages.gate import Gate
from agent.stages.learned import count_uses, doubt
from agent.stages.settle import Settler
from channels.errors import ChannelError
from extractors.files.media import PDF
from extractors.values import Issue, MoneyDocument
from matchers.billing.decide import (
    BooksSettings,
    BooksStanding,
    InvoiceArrival,
    Proposal,
    named_orders,
    propose,
    tolerated,
)
from matchers.billing.items import Items
from matchers.billing.orders import PurchaseOrders
from matchers.billing.outside import resolved_outside
from matchers.billing.readback import billed
from matchers.billing.values import BillRecord, CreateBill, PurchaseOrder
from matchers.findings import quoted
from matchers.policy import Policy
from matchers.vendors import Vendor
from review.values import Ending

_BEGUN = frozenset({"approved", "sending", "unknown", "deferred", "done"})
"""A bill that stands so is made, or may go out."""


@dataclass(frozen=True, slots=True)
class BillingRun:
    """What one run decides its invoices with."""

    gate: Gate
    known: KnownBooks
    policy: Policy
    settings: Settings
    run: int
    clock: Clock


class Biller:
    """Decides the open invoices of one run, one after another."""

    def __init__(
        self,
        ledger: Ledger,
        books: Books,
        outbox: Outbox,
        health: Health,
        run: BillingRun,
    ) -> None:
        self._ledger = ledger
        self._books = books
        self._health = health
        self._in = run
        self._channel = f"books:{run.known.name}"
        self._settler = Settler(
            ledger,
            ledger.invoices,
            outbox,
            store=run.settings.store,
            run=run.run,
            clock=run.clock,
        )
        self._today = business_date(run.clock(), run.settings.store.time_zone)
        self._seen = SeenInvoices(ledger.invoices.all(), made_of(ledger))
        self._spent = self._spent_this_month()
        self._standing = self._standing_tonight()

    def settle(self, invoice: Invoice) -> None:
        """Decide *invoice*, plan what follows, and send it.

        Raises:
            StoppedError: The kill switch is set; the decision is kept, nothing sent.
        """
        self._put_right(invoice)
        if self._settler.in_doubt(invoice) or self._went_wrong(invoice):
            self._settler.keep(invoice)
            return
        if self._settler.begun(invoice):
            # The books show our own bill by now: nothing is held against it anew.
            self._settler.resume(invoice)
            self._count(invoice)
            return
        bills = self._bills(invoice)
        begun = {bill.notice for bill in bills if bill.state in _BEGUN}
        after = self._seen.after(invoice, begun)
        arrival = self._arrival(invoice, after)
        standing = self._standing.after(_committed(bills, after), self._spent)
        orders = self._fresh(named_orders(arrival, standing))
        proposal = propose(arrival, standing, orders)
        match = resolved_outside(arrival, standing, invoice.match, proposal.match)
        if match.disposition == "settled":
            proposal = Proposal(match)
        doubt(self._ledger, invoice, match, self._in.clock())
        self._settler.settle(
            invoice, proposal.match, arrival.vendor, {}, proposal.actions
        )
        self._count(invoice)

    def _went_wrong(self, invoice: Invoice) -> bool:
        """Say whether its bill is in the books otherwise than it was sent.

        A person puts that right there, and closes the invoice here.
        """
        own = self._ledger.effects.of_notice(invoice.key)
        return any(effect.state == "dead_letter" for effect in own)

    def _put_right(self, invoice: Invoice) -> None:
        """Take a bill as made that the books show by now as it was sent."""
        known = self._in.known
        record = BillRecord(bills=tuple(known.bills), read_at=known.read_at)
        for effect in self._ledger.effects.of_notice(invoice.key):
            if effect.state != "dead_letter":
                continue
            if not isinstance(effect.action, CreateBill):
                continue
            seen = billed(effect.action, record)
            if seen.status == "done":
                self._ledger.effects.settle(
                    effect,
                    "done",
                    self._in.clock(),
                    remote=seen.remote,
                    evidence="the books show it as it was sent by now",
                )

    # --- what a decision is made of --------------------------------------------------

    def _standing_tonight(self) -> BooksStanding:
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
                *self._seen.billed,
                *booked(known, self._in.gate.vendors, self._ledger, self._channel),
            ),
            closed_until=known.closed_until,
            company=self._in.gate.company,
            vendors=tuple(self._in.gate.vendors),
        )

    def _arrival(self, invoice: Invoice, after: After) -> InvoiceArrival:
        message = self._ledger.mail.get(invoice.message)
        verdict = self._in.gate.of(self._ledger, message)
        assert verdict is not None  # noqa: S101  # invoices come from mail only
        received_at = message.received or (message.mail.date if message.mail else None)
        document = self._ledger.mail.document(invoice.document)
        return InvoiceArrival(
            document=invoice.body,
            sha256=invoice.document,
            name=document.name if document else "",
            verdict=verdict,
            vendor=self._vendor(verdict.vendor),
            mail_date=self._day(received_at),
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
            if document.media_type == PDF and document.reason is not None:
                detail = f"{quoted(document.name)} beside it could not be read"
                yield Issue(code=document.reason, detail=detail)

    def _vendor(self, key: str | None) -> Vendor | None:
        return self._in.gate.vendors.get(key) if key else None

    def _day(self, instant: datetime | None) -> date:
        if instant is None:
            return self._today
        return business_date(instant, self._in.settings.store.time_zone)

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

    def _bills(self, invoice: Invoice) -> list[Effect]:
        """Return the bills of other invoices that are planned, under way or made."""
        effects = [
            *self._ledger.effects.in_states((*OPEN, "done")),
            *self._ledger.effects.shadows_of(self._in.run),
        ]
        return [
            effect
            for effect in effects
            if isinstance(effect.action, CreateBill) and effect.notice != invoice.key
        ]

    def _fresh(self, order_ids: tuple[str, ...]) -> dict[str, PurchaseOrder]:
        """Read the orders as they are now, those that can be read."""
        orders: dict[str, PurchaseOrder] = {}
        for order_id in order_ids:
            if self._health.is_down(self._channel):
                break
            try:
                orders[order_id] = self._books.purchase_order(order_id)
            except ChannelError as error:
                self._health.failed(self._channel, error)
                continue
            self._health.worked(self._channel)
        return orders

    # --- tolerance -------------------------------------------------------------------

    def _spent_this_month(self) -> dict[str, Decimal]:
        """Return what tolerance has cost since the first of the month, by vendor."""
        spent: dict[str, Decimal] = defaultdict(Decimal)
        for invoice in self._ledger.invoices.all():
            day = invoice.body.date.value if invoice.body.date else None
            billed = invoice.state == "done" and invoice.match is not None
            if billed and day and (day.year, day.month) == self._month():
                assert invoice.match is not None  # noqa: S101  # of billed
                spent[invoice.vendor or ""] += tolerated(invoice.match)
        return spent

    def _month(self) -> tuple[int, int]:
        return self._today.year, self._today.month

    def _count(self, invoice: Invoice) -> None:
        """Count what a bill that was finished tonight cost, and what it was made by."""
        now = self._ledger.invoices.get(invoice.key)
        if now is not None and now.state == "done" and now.match is not None:
            self._spent[invoice.vendor or ""] += tolerated(now.match)
            count_uses(self._ledger, now, now.match)

    # --- the end of a night ----------------------------------------------------------

    def finish(self) -> Ending:
        """Settle what the last answers changed; say how the night ends."""
        waiting = self._settler.waiting()
        for invoice in waiting:
            if self._settler.left_over(invoice):
                self.settle(invoice)
            elif invoice.match is not None and invoice.match.disposition == "act":
                self._settler.move(invoice, invoice.match.actions)
                self._count(invoice)
        return self._settler.ending(
            (invoice, self._vendor(invoice.vendor)) for invoice in waiting
        )


def _committed(bills: Iterable[Effect], after: After) -> list[CreateBill]:
    """Return what counts as billed; not what a later invoice only waits to bill."""
    return [
        bill.action
        for bill in bills
        if isinstance(bill.action, CreateBill)
        and not (bill.state == "planned" and bill.notice in after.keys)
    ]
