"""Billing: each open invoice held against order, shipment and books, billed or held."""

from collections.abc import Iterable

from agent.health import Health
from agent.ledger.cases import Invoice
from agent.ledger.effect_values import OPEN, Effect
from agent.ledger.ledger import Ledger
from agent.outbox import Outbox
from agent.ports import Books
from agent.stages.bill_facts import BillFacts, BillingRun
from agent.stages.billed import After, SeenInvoices, made_of
from agent.stages.learned import count_uses, doubt
from agent.stages.settle import Settler
from channels.errors import ChannelError
from matchers.billing.decide import Proposal, named_orders, propose, tolerated
from matchers.billing.outside import resolved_outside
from matchers.billing.readback import billed
from matchers.billing.values import BillRecord, CreateBill, PurchaseOrder
from review.values import Ending

_BEGUN = frozenset({"approved", "sending", "unknown", "deferred", "done"})
"""A bill that stands so is made, or may go out."""


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
        self._settler = Settler(
            ledger,
            ledger.invoices,
            outbox,
            store=run.settings.store,
            run=run.run,
            clock=run.clock,
        )
        self._facts = BillFacts(ledger, run)
        self._seen = SeenInvoices(ledger.invoices.all(), made_of(ledger))
        self._spent = self._facts.spent_this_month()
        self._standing = self._facts.standing(self._seen.billed)

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
        arrival = self._facts.arrival(invoice, after)
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
            if self._health.is_down(self._in.channel):
                break
            try:
                orders[order_id] = self._books.purchase_order(order_id)
            except ChannelError as error:
                self._health.failed(self._in.channel, error)
                continue
            self._health.worked(self._in.channel)
        return orders

    def _count(self, invoice: Invoice) -> None:
        """Count what a bill that was finished tonight cost, and what it was made by."""
        now = self._ledger.invoices.get(invoice.key)
        if now is not None and now.state == "done" and now.match is not None:
            self._spent[invoice.vendor or ""] += tolerated(now.match)
            count_uses(self._ledger, now, now.match)

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
            (invoice, self._facts.vendor(invoice.vendor)) for invoice in waiting
        )


def _committed(bills: Iterable[Effect], after: After) -> list[CreateBill]:
    """Return what counts as billed; not what a later invoice only waits to bill."""
    return [
        bill.action
        for bill in bills
        if isinstance(bill.action, CreateBill)
        and not (bill.state == "planned" and bill.notice in after.keys)
    ]
