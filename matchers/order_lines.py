"""What of a shop order is one vendor's, what of it already goes, and what is left."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matchers.consignments import Goods
from matchers.keys import canonical_name, canonical_sku, canonical_tracking
from matchers.orders import live
from matchers.values import FulfillmentOrderLine, FulfillOrder, ShopOrder
from matchers.vendors import Vendor

WORKING = frozenset({"OPEN", "IN_PROGRESS"})
"""States in which the service takes fulfillments."""
PAUSED = frozenset({"ON_HOLD", "SCHEDULED"})
_GONE = frozenset({"CANCELLED"})


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One fulfillment order line as far as one vendor and this night go."""

    fulfillment_order_id: str
    location: str
    status: str
    holds: tuple[str, ...]
    line: FulfillmentOrderLine
    open: bool
    """The service would take a fulfillment of it now."""
    free: int
    """Units left to ship after what we committed already."""


@dataclass(frozen=True, slots=True)
class Prior:
    """What a fulfillment of the order, or an open action of ours, already sends."""

    numbers: frozenset[str]
    units: int
    goods: Goods | None
    """None: the service does not tell."""
    action: FulfillOrder | None
    """None: the service shows it."""


def own_lines(
    order: ShopOrder, vendor: Vendor, unseen: Iterable[FulfillOrder]
) -> tuple[OwnLine, ...]:
    """Return the vendor's lines of *order*, in a stable order.

    Args:
        order: Read afresh, with its fulfillment orders.
        vendor: Whose lines.
        unseen: Our actions that the order does not show yet.
    """
    ours = {canonical_name(name) for name in vendor.shop_vendors}
    spent: Counter[str] = Counter()
    for action in unseen:
        for line in action.lines:
            spent[line.line_id] += line.quantity
    return tuple(
        OwnLine(
            fulfillment_order_id=part.id,
            location=part.location,
            status=part.status,
            holds=part.holds,
            line=line,
            open=part.status in WORKING and part.can_fulfill,
            free=max(0, line.remaining - spent[line.id]),
        )
        for part in sorted(order.fulfillment_orders or (), key=lambda part: part.id)
        if part.status not in _GONE
        for line in sorted(part.lines, key=lambda line: line.id)
        if canonical_name(line.vendor) in ours
    )


def whole_goods(lines: Iterable[OwnLine]) -> Goods:
    """Return all that the vendor has to ship of the order, sent or not."""
    units: Counter[str] = Counter()
    for own in lines:
        if own.line.requires_shipping and own.line.total:
            units[canonical_sku(own.line.sku)] += own.line.total
    return dict(sorted(units.items()))


def unseen_actions(
    order: ShopOrder, committed: Iterable[FulfillOrder]
) -> tuple[FulfillOrder, ...]:
    """Return the committed actions that *order* does not show yet.

    It shows an action when a fulfillment bears its numbers and its lines are shipped.
    """
    visible = {
        canonical_tracking(parcel.number)
        for fulfillment in live(order)
        for parcel in fulfillment.parcels
    }
    shipped = {
        line.id: line.total - line.remaining
        for part in order.fulfillment_orders or ()
        for line in part.lines
    }
    return tuple(
        action
        for action in committed
        if numbers_of(action).isdisjoint(visible)
        or any(shipped.get(line.line_id, 0) < line.quantity for line in action.lines)
    )


def priors(order: ShopOrder, unseen: Sequence[FulfillOrder]) -> tuple[Prior, ...]:
    """Return all that goes already: what the order shows, then what it does not yet."""
    shown = [
        Prior(
            numbers=frozenset(
                canonical_tracking(p.number) for p in fulfillment.parcels
            ),
            units=fulfillment.quantity,
            goods=None,
            action=None,
        )
        for fulfillment in live(order)
    ]
    open_ones = [
        Prior(
            numbers=numbers_of(action),
            units=sum(line.quantity for line in action.lines),
            goods=_goods(action),
            action=action,
        )
        for action in unseen
    ]
    return (*shown, *open_ones)


def numbers_of(action: FulfillOrder) -> frozenset[str]:
    """Return the canonical tracking numbers of *action*."""
    return frozenset(map(canonical_tracking, action.tracking_numbers))


def _goods(action: FulfillOrder) -> Goods:
    units: Counter[str] = Counter()
    for line in action.lines:
        units[canonical_sku(line.sku)] += line.quantity
    return dict(units)
