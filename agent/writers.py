"""How each kind of action is read, objected to, sent and read back."""

from typing import Protocol

from agent.ports import Marketplace, Shop
from matchers.billing.values import BillRecord
from matchers.readback import Readback, confirmed, fulfilled, still_valid
from matchers.values import (
    Action,
    ConfirmShipment,
    Finding,
    FulfillOrder,
    MarketOrder,
    ShopOrder,
)

Record = ShopOrder | MarketOrder | BillRecord
"""What an action writes to, as its service shows it."""


class Writer(Protocol):
    """One channel instance, as the outbox uses it."""

    def read(self, action: Action) -> Record:
        """Return the record the action writes to, as it is now."""

    def read_back(self, action: Action, record: Record) -> Readback:
        """Say whether the action is to be seen in *record*."""

    def objections(self, action: Action, record: Record) -> tuple[Finding, ...]:
        """Return what speaks against sending it now."""

    def send(self, action: Action, request_id: str) -> None:
        """Send it once; errors as in :mod:`channels.errors`."""


class FulfillmentWriter:
    """Writes fulfillments to one shop."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def read(self, action: Action) -> ShopOrder:
        """Return the order as it is now."""
        return self._shop.order(_fulfill(action).order_id)

    def read_back(self, action: Action, record: Record) -> Readback:
        """Say whether the shop shows exactly this fulfillment."""
        assert isinstance(record, ShopOrder)  # noqa: S101  # our own reading
        return fulfilled(_fulfill(action), record)

    def objections(self, action: Action, record: Record) -> tuple[Finding, ...]:
        """Return what changed on the order since the decision."""
        assert isinstance(record, ShopOrder)  # noqa: S101  # our own reading
        return still_valid(_fulfill(action), record)

    def send(self, action: Action, request_id: str) -> None:
        """Create the fulfillment."""
        self._shop.fulfill(_fulfill(action), request_id)


class ConfirmationWriter:
    """Writes shipment confirmations to one marketplace."""

    def __init__(self, marketplace: Marketplace) -> None:
        self._marketplace = marketplace

    def read(self, action: Action) -> MarketOrder:
        """Return the order as it is now."""
        return self._marketplace.order(_confirm(action).order_id)

    def read_back(self, action: Action, record: Record) -> Readback:
        """Say whether the marketplace shows exactly this package."""
        assert isinstance(record, MarketOrder)  # noqa: S101  # our own reading
        return confirmed(_confirm(action), record)

    def objections(self, action: Action, record: Record) -> tuple[Finding, ...]:
        """Return what changed on the order since the decision."""
        assert isinstance(record, MarketOrder)  # noqa: S101  # our own reading
        return still_valid(_confirm(action), record)

    def send(self, action: Action, request_id: str) -> None:
        """Confirm the shipment."""
        self._marketplace.confirm(_confirm(action), request_id)


def _fulfill(action: Action) -> FulfillOrder:
    if not isinstance(action, FulfillOrder):
        raise TypeError(f"a shop cannot do {action.kind!r}")
    return action


def _confirm(action: Action) -> ConfirmShipment:
    if not isinstance(action, ConfirmShipment):
        raise TypeError(f"a marketplace cannot do {action.kind!r}")
    return action
