"""The port ``agent.ports.Books`` on one company of QuickBooks Online."""

import hashlib
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from pathlib import Path

from channels.errors import RejectedError
from channels.quickbooks import bodies, query, translate
from channels.quickbooks.chart import Chart
from channels.quickbooks.client import Client
from channels.quickbooks.config import QuickBooksConfig
from channels.quickbooks.store import TokenStore
from channels.record import Record
from channels.timing import Timing
from extractors.codes import Reason
from matchers.billing.readback import billed, same_number
from matchers.billing.values import (
    AttachDocument,
    Bill,
    BillRecord,
    CreateBill,
    Item,
    Payee,
    PurchaseOrder,
)

_AROUND = timedelta(days=90)
"""How long before its order or itself a bill's twin may be dated."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._()-]{0,99}")


class QuickBooksBooks:
    """One company's books; calls go out one after another.

    It makes bills and attaches files. Nothing else is ever written: no vendor, no item,
    no payment, and nothing that is there already is changed.
    """

    def __init__(
        self,
        name: str,
        config: QuickBooksConfig,
        tokens: Path,
        *,
        timing: Timing,
    ) -> None:
        """Make ready; the libraries are loaded and the service asked when first needed.

        Args:
            name: Of the configured instance, ``main`` in ``[books.main]``.
            config: Company, accounts and credentials.
            tokens: What the files of the refresh token begin with, beside the ledger.
            timing: Clock, sleep and chance.
        """
        self.name = name
        self._clock = timing.clock
        self._client = Client(name, config, TokenStore(tokens), timing)
        self._chart = Chart(name, config, self._client)

    def items(self) -> Sequence[Item]:
        """Return every item, inactive ones too, as they were when first asked for."""
        return self._items

    def payees(self) -> Sequence[Payee]:
        """Return every vendor, inactive ones too."""
        rows = self._client.rows("Vendor", query.EVERY)
        return tuple(translate.payee(one) for one in rows)

    def closed_until(self) -> date | None:
        """Return the last day of the closed period; None where none is closed."""
        return self._chart.preferences().closed_until

    def purchase_orders(self, since: date) -> Sequence[PurchaseOrder]:
        """Return the orders of every status dated since."""
        read_at = self._clock()
        rows = self._client.rows("PurchaseOrder", query.since("TxnDate", since))
        return self._orders(rows, read_at)

    def purchase_order(self, order_id: str) -> PurchaseOrder:
        """Return one order as it is now.

        Raises:
            RejectedError: There is no such order.
        """
        read_at = self._clock()
        orders: Sequence[PurchaseOrder] = ()
        if query.askable(order_id):
            rows = self._client.rows("PurchaseOrder", query.equals("Id", order_id))
            orders = self._orders(rows, read_at)
        for order in orders:
            if order.id == order_id:
                return order
        raise RejectedError(
            f"{self.name}: there is no purchase order {order_id!r}", Reason.PO_NOT_FOUND
        )

    def bills(self, since: date) -> Sequence[Bill]:
        """Return the bills dated since, with the orders their lines are linked to."""
        return self._bills(query.since("TxnDate", since))

    def bill_record(self, action: CreateBill) -> BillRecord:
        """Return what *action* depends on, as it is now.

        Its orders, and every bill of the vendor that carries its number or is linked
        to one of the orders. Numbers are held against each other without regard to case
        and signs, which the service's own search cannot do.
        """
        read_at = self._clock()
        ids = {line.po_id for line in action.lines if line.po_id}
        rows: list[Record] = []
        for condition in query.among("Id", ids):
            rows += self._client.rows("PurchaseOrder", condition)
        orders = self._orders(rows, read_at)
        linked = {one for row in rows for one in translate.bills_of(row)}
        first = min([action.date, *(order.date for order in orders)]) - _AROUND
        found = {
            bill.id: bill
            for condition in query.among("Id", linked)
            for bill in self._bills(condition)
        }
        of_vendor = query.equals("VendorRef", action.vendor_id)
        near = self._bills(of_vendor, query.since("TxnDate", first))
        for bill in (*near, *self._numbered(action.vendor_id, action.number)):
            named = same_number(bill.number, action.number)
            if named or ids & {line.po_id for line in bill.lines}:
                found[bill.id] = bill
        return BillRecord(orders=orders, bills=tuple(found.values()), read_at=read_at)

    def create_bill(self, action: CreateBill, request_id: str) -> str:
        """Send one bill once and return its id.

        A bill that is there already is never made again: exactly this one is taken for
        ours, anything else under its number is refused.

        Raises:
            OutcomeUnknownError: It was sent and may have happened.
            NotExecutedError: It certainly did not happen.
            RejectedError: The books refused it, or we did before sending.
        """
        body = self._chart.body(action)
        there = self._numbered(action.vendor_id, action.number)
        if there:
            seen = billed(action, BillRecord(bills=there, read_at=self._clock()))
            if seen.status == "done":
                return seen.remote
            raise self._chart.not_sent(
                action.number, seen.detail or "it is there", Reason.DUPLICATE_EXACT
            )
        return self._client.create_bill(body, request_id)

    def attached(self, action: AttachDocument) -> Bill | None:
        """Return the bill with its attachments' names; None where there is none yet.

        Raises:
            RejectedError: Several bills have its number.
        """
        bills = self._numbered(action.vendor_id, action.number)
        if not bills:
            return None
        if len(bills) > 1:
            raise self._chart.not_sent(
                action.number, "several bills have it", Reason.DUPLICATE_EXACT
            )
        names = tuple(self._attachments(bills[0].id))
        return bills[0].model_copy(update={"attachments": names})

    def attach(self, action: AttachDocument, content: bytes, request_id: str) -> str:
        """Attach one file once and return its id; errors as :meth:`create_bill`.

        The service takes no request id for files, so its files are looked through
        first.
        """
        del request_id
        refused = partial(self._chart.not_sent, action.number)
        if not content or hashlib.sha256(content).hexdigest() != action.document:
            raise refused("its file is not the one it came in")
        if not _NAME.fullmatch(action.name):
            raise refused(f"{action.name!r} is no name of ours")
        bill = self.attached(action)
        if bill is None:
            raise refused("there is no such bill yet", Reason.STALE_SNAPSHOT)
        if action.name in (bill.attachments or ()):
            return self._attachments(bill.id)[action.name]
        metadata = bodies.attachment(action.name, bill.id)
        return self._client.upload(metadata, content)

    def unusable_accounts(self) -> tuple[str, ...]:
        """Return what is wrong with the accounts of the settings, a sentence each."""
        return self._chart.unusable_accounts()

    def token_days_left(self) -> int | None:
        """Return the whole days until the books must be connected anew, if known."""
        return self._client.tokens.days_left()

    def _numbered(self, vendor_id: str, number: str) -> tuple[Bill, ...]:
        """Return the vendor's bills of that number."""
        if query.askable(number):
            condition = query.equals("DocNumber", number)
        else:
            condition = query.equals("VendorRef", vendor_id)
        return tuple(
            bill
            for bill in self._bills(condition)
            if bill.vendor_id == vendor_id and same_number(bill.number, number)
        )

    def _bills(self, *conditions: str) -> tuple[Bill, ...]:
        read_at = self._clock()
        return tuple(
            translate.bill(one, books=self.name, read_at=read_at)
            for one in self._client.rows("Bill", *conditions)
        )

    def _orders(
        self, rows: Iterable[Record], read_at: datetime
    ) -> tuple[PurchaseOrder, ...]:
        return tuple(
            translate.purchase_order(
                one, books=self.name, read_at=read_at, skus=self._skus
            )
            for one in rows
        )

    def _attachments(self, bill_id: str) -> dict[str, str]:
        """Return the ids of a bill's files by their names."""
        rows = self._client.rows(
            "Attachable",
            query.equals("AttachableRef.EntityRef.Type", "Bill"),
            query.equals("AttachableRef.EntityRef.value", bill_id),
        )
        return {one.optional_text("FileName"): one.text("Id") for one in rows}

    @cached_property
    def _items(self) -> tuple[Item, ...]:
        rows = self._client.rows("Item", query.EVERY)
        return tuple(translate.item(one) for one in rows)

    @cached_property
    def _skus(self) -> dict[str, str]:
        return {item.id: item.sku for item in self._items}
