"""Books: what was ordered, billed and received, as one night knows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from agent.clock import Clock
from agent.health import Health
from agent.ledger.cases import CaseState, Notice
from agent.ledger.ledger import Ledger
from agent.ports import Books
from channels.errors import ChannelError
from extractors.codes import Reason
from matchers.billing.statements import payee_fault
from matchers.billing.values import Bill, Item, Payee, PurchaseOrder, Receipt
from matchers.keys import canonical_po, canonical_sku
from matchers.vendors import Vendors

_LEFT: frozenset[CaseState] = frozenset({"done", "settled", "known"})
"""A ship notice that stands so says truly that goods have left."""


@dataclass(frozen=True, slots=True)
class KnownBooks:
    """One company's books as read tonight."""

    name: str
    items: Sequence[Item]
    payees: Sequence[Payee]
    orders: Sequence[PurchaseOrder]
    bills: Sequence[Bill]
    closed_until: date | None
    read_at: datetime


def read_books(
    ledger: Ledger,
    name: str,
    books: Books,
    health: Health,
    *,
    since: date,
    run: int,
    clock: Clock,
) -> KnownBooks | None:
    """Read and keep the books; None where they cannot be read whole.

    Half of the bills would let an order be billed twice: then nothing is decided on
    invoices tonight, and everything else goes on.

    Args:
        ledger: Keeps the snapshot that decisions are made from.
        name: Of the instance, ``main`` in ``[books.main]``.
        books: The channel.
        health: Told of trouble.
        since: Orders and bills dated before are not known.
        run: Tonight's.
        clock: When it is read.
    """
    channel = f"books:{name}"
    read_at = clock()
    try:
        known = KnownBooks(
            name=name,
            items=books.items(),
            payees=books.payees(),
            orders=books.purchase_orders(since),
            bills=books.bills(since),
            closed_until=books.closed_until(),
            read_at=read_at,
        )
    except ChannelError as error:
        health.failed(channel, error)
        return None
    health.worked(channel)
    records = (*known.items, *known.payees, *known.orders, *known.bills)
    ledger.keep_snapshot(channel, run, records, read_at)
    return known


def check_settings(
    ledger: Ledger,
    books: Books,
    known: KnownBooks,
    vendors: Vendors,
    health: Health,
    *,
    run: int,
    clock: Clock,
) -> None:
    """Note which settings do not fit the books: no vendor is to be blamed for them.

    Args:
        ledger: Where it is noted.
        books: The channel.
        known: As read just now.
        vendors: As tonight's settings have them.
        health: Told of trouble.
        run: Tonight's.
        clock: When it is noted.
    """
    channel = f"books:{known.name}"
    try:
        accounts = books.unusable_accounts()
    except ChannelError as error:
        health.failed(channel, error)
        accounts = ()
    ids = {payee.id for payee in known.payees}
    faults = [f"[books.{known.name}] {said}" for said in accounts]
    faults += [
        payee_fault(vendor, ())
        for vendor in vendors
        if vendor.billing.payee and vendor.billing.payee not in ids
    ]
    for fault in faults:
        ledger.note_trouble(run, channel, Reason.SETTINGS_FAULT, fault, clock())


def received(ledger: Ledger) -> tuple[Receipt, ...]:
    """Return what ship notices say has left, and what an earlier history holds."""
    return (
        *ledger.receipts(),
        *(
            receipt
            for notice in ledger.notices.all()
            if notice.state in _LEFT
            for receipt in _receipts(notice)
        ),
    )


def _receipts(notice: Notice) -> Iterator[Receipt]:
    printed = notice.body.po_number
    po_number = canonical_po(printed.value) if printed else ""
    if not po_number:
        return
    if not notice.body.lines:
        yield Receipt(po_number=po_number, sku=None, document=notice.document)
        return
    for line in notice.body.lines:
        if line.sku is None or line.quantity is None:
            continue
        yield Receipt(
            po_number=po_number,
            sku=canonical_sku(line.sku.value),
            quantity=Decimal(line.quantity.value),
            document=notice.document,
        )
