"""What planning on one channel gives, and what this night already knows of others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from matchers.billing.values import AttachDocument, CreateBill
from matchers.keys import canonical_tracking
from matchers.orders import OrderIndex, Reference
from matchers.policy import Policy
from matchers.values import Action, ConfirmShipment, Finding, FulfillOrder


@dataclass(frozen=True, slots=True)
class Standing:
    """All that one night holds a notice against."""

    index: OrderIndex
    policy: Policy
    now: datetime
    today: date
    """Business date of *now*."""
    indexed_at: datetime
    """When the index's snapshots were read."""
    committed: tuple[Action, ...] = ()
    """Ours: planned tonight, or open in the ledger (planned, approved, sending,
    unknown). One that the fresh order shows already counts once. Finished ones may be
    among them if they have tracking numbers."""
    claimed: Mapping[str, frozenset[Reference]] = field(default_factory=dict)
    """Tracking number → the orders that tonight's trusted notices name with it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What follows for one order on one channel."""

    actions: tuple[Action, ...] = ()
    findings: tuple[Finding, ...] = ()
    settled: bool = False
    """The channel shows at least a part of it already."""
    writable: bool = True
    """False: something of it cannot be told, and no policy can make it so."""


def committed_fulfillments(
    actions: Iterable[Action], shop: str, order_id: str
) -> tuple[FulfillOrder, ...]:
    """Return ours for one shop order."""
    return tuple(
        action
        for action in actions
        if isinstance(action, FulfillOrder)
        and (action.shop, action.order_id) == (shop, order_id)
    )


def committed_confirmations(
    actions: Iterable[Action], marketplace: str, order_id: str
) -> tuple[ConfirmShipment, ...]:
    """Return ours for one marketplace order."""
    return tuple(
        action
        for action in actions
        if isinstance(action, ConfirmShipment)
        and (action.marketplace, action.order_id) == (marketplace, order_id)
    )


def used_by(action: Action) -> tuple[Reference, frozenset[str]]:
    """Return the order an action is for and the tracking numbers it uses."""
    match action:
        case FulfillOrder():
            numbers = frozenset(map(canonical_tracking, action.tracking_numbers))
            return Reference("shops", action.shop, action.order_id), numbers
        case ConfirmShipment():
            reference = Reference("marketplaces", action.marketplace, action.order_id)
            return reference, frozenset({canonical_tracking(action.tracking_number)})
        case CreateBill() | AttachDocument():
            number = f"{action.vendor_id}:{action.number}"
            return Reference("books", action.books, number), frozenset()
