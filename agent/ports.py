"""What the night needs of the outside, as wide as the night and no wider.

Adapters in ``channels`` fit these by shape; ``agent/wiring.py`` names them. Every
method raises only :class:`channels.errors.ChannelError` for what is wrong outside.
"""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol, runtime_checkable

from channels.mailboxes.values import FetchedMail
from matchers.billing.values import (
    AttachDocument,
    Bill,
    BillRecord,
    CreateBill,
    Item,
    Payee,
    PurchaseOrder,
)
from matchers.values import (
    ConfirmShipment,
    FulfillOrder,
    MarketOrder,
    ShopOrder,
)

__all__ = [
    "Books",
    "FetchedMail",
    "Mailbox",
    "Markable",
    "MarkableInTurn",
    "Marketplace",
    "Names",
    "Post",
    "Sent",
    "Shop",
]


class Names(Protocol):
    """The domain name system, of which only texts are asked."""

    def text(self, name: str) -> Sequence[str]:
        """Return the TXT records of *name*, none where there are none."""


class Mailbox(Protocol):
    """Where mail comes in; reading changes nothing there."""

    def fetch(self, watermark: str | None) -> Iterator[FetchedMail]:
        """Yield the mail after *watermark*, oldest first; all of it when None.

        A message may come again: reading once is the ledger's business. One that cannot
        be had whole is yielded with what there is and the issue, never skipped.
        """


@runtime_checkable
class Markable(Protocol):
    """A mailbox in which people can see what was read, where they set it so."""

    def mark(self, external_id: str) -> None:
        """Mark one message; marked twice it is the same."""


@runtime_checkable
class MarkableInTurn(Protocol):
    """A mailbox where one connection serves to mark many messages."""

    def marking(self) -> AbstractContextManager[Markable]:
        """Return what marks messages while it is entered."""


class Shop(Protocol):
    """One storefront whose orders we fulfil."""

    def orders(self, since: datetime) -> Sequence[ShopOrder]:
        """Return orders of every status updated since, without fulfillment orders."""

    def order(self, order_id: str) -> ShopOrder:
        """Return one order as it is now, with all its fulfillment orders."""

    def fulfill(self, action: FulfillOrder, request_id: str) -> str:
        """Send one fulfillment once and return its id.

        Raises:
            OutcomeUnknownError: It was sent and may have happened.
            NotExecutedError: It certainly did not happen.
            RejectedError: The shop refused it.
        """


class Marketplace(Protocol):
    """One marketplace whose orders we confirm."""

    def orders(self, since: datetime) -> Sequence[MarketOrder]:
        """Return the orders of every status updated since."""

    def order(self, order_id: str) -> MarketOrder:
        """Return one order as it is now, with its packages."""

    def confirm(self, action: ConfirmShipment, request_id: str) -> None:
        """Send one shipment confirmation once; same errors as :meth:`Shop.fulfill`."""


class Books(Protocol):
    """One company's books; no vendor, item, bank detail or payment is written."""

    def items(self) -> Sequence[Item]:
        """Return every item, inactive ones too."""

    def payees(self) -> Sequence[Payee]:
        """Return every vendor, inactive ones too."""

    def unusable_accounts(self) -> tuple[str, ...]:
        """Return what is wrong with the accounts of the settings, a sentence each."""

    def closed_until(self) -> date | None:
        """Return the last day of the closed period; None where none is closed."""

    def purchase_orders(self, since: date) -> Sequence[PurchaseOrder]:
        """Return the orders of every status dated since."""

    def purchase_order(self, order_id: str) -> PurchaseOrder:
        """Return one order as it is now."""

    def bills(self, since: date) -> Sequence[Bill]:
        """Return the bills dated since, with the orders their lines are linked to."""

    def bill_record(self, action: CreateBill) -> BillRecord:
        """Return what *action* depends on, as it is now.

        Its orders, and every bill of the vendor that carries its number or is linked
        to one of the orders.
        """

    def create_bill(self, action: CreateBill, request_id: str) -> str:
        """Send one bill once and return its id; errors as :meth:`Shop.fulfill`."""

    def attached(self, action: AttachDocument) -> Bill | None:
        """Return the bill *action* is for with its files' names, if there is one."""

    def attach(self, action: AttachDocument, content: bytes, request_id: str) -> str:
        """Attach one file once and return its id; errors as :meth:`Shop.fulfill`."""


class Post(Protocol):
    """Who takes the morning summary; no other mail is ever handed over."""

    def send(self, message: bytes, sender: str, to: Sequence[str]) -> Sequence[str]:
        """Send one mail once and return the addresses that were refused.

        Raises:
            OutcomeUnknownError: It was handed over and may have gone out.
            NotExecutedError: It certainly did not go out.
            RejectedError: It was refused for good.
        """


class Sent(Protocol):
    """Where mail we sent is found again."""

    def holds(self, message_id: str) -> bool:
        """Say whether a mail with this Message-ID was sent, or has arrived."""

    def keep(self, message: bytes, message_id: str, at: datetime) -> None:
        """Put a copy there, unless there is one."""
