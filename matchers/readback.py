"""Whether a write is to be seen outside: done, absent, or something in its place."""

from collections.abc import Iterable, Mapping
from typing import Literal

from extractors.codes import Reason
from extractors.values import Value
from matchers.findings import found, listed
from matchers.keys import canonical_tracking
from matchers.order_lines import PAUSED, WORKING
from matchers.orders import live
from matchers.values import (
    Action,
    ConfirmItem,
    ConfirmShipment,
    Finding,
    Fulfillment,
    FulfillOrder,
    MarketOrder,
    Package,
    ShopOrder,
)

_READY = frozenset({"UNSHIPPED", "PARTIALLY_SHIPPED", "SHIPPED"})


class Readback(Value):
    """What a service shows of one action."""

    status: Literal["done", "absent", "conflict"]
    """absent: it certainly is not there. conflict: something overlaps; never send."""
    remote: str = ""
    """The service's id of it; only when done."""
    detail: str = ""
    """One sentence on a conflict."""


ABSENT = Readback(status="absent")


def fulfilled(
    action: FulfillOrder,
    now: ShopOrder,
    before: ShopOrder | None = None,
    *,
    company: str = "",
) -> Readback:
    """Say whether the shop shows exactly this fulfillment.

    Args:
        action: What was to be sent.
        now: The order read after it, with its fulfillment orders.
        before: The order read before it was first sent, where that is kept; without
            a tracking number only the difference can prove it.
        company: The shop's name of the carrier, to be compared where given.
    """
    if now.fulfillment_orders is None:
        return _conflict(f"{now.name} was read without its fulfillment orders")
    numbers = frozenset(map(canonical_tracking, action.tracking_numbers))
    if not numbers:
        return _unnumbered(action, now, before)
    overlapping = [f for f in live(now) if _numbers(f) & numbers]
    if not overlapping:
        return _free(action, now, before)
    units = sum(line.quantity for line in action.lines)
    overlap = sum(f.quantity for f in overlapping)
    here, elsewhere = _shipped(action, now)
    same = [f for f in overlapping if _numbers(f) == numbers]
    exact = [f for f in same if f.quantity == units and _named(f, company)]
    ours = bool(exact) and overlap <= units + elsewhere and _gone(action, now, before)
    # One parcel may carry lines of several places, and each place is a call of its
    # own; the shop does not tell which lines a fulfillment took.
    others = sum(f.quantity for f in live(now)) - overlap
    siblings = len(same) == len(overlapping) and overlap <= elsewhere and here <= others
    if ours and (before is not None or not siblings):
        return Readback(status="done", remote=min(f.id for f in exact))
    if siblings and not ours:
        return _free(action, now, before)
    there = "; ".join(
        f"{f.quantity} on {listed(_numbers(f))} by"
        f" {listed({parcel.carrier for parcel in f.parcels})}"
        for f in overlapping
    )
    return _conflict(
        f"{now.name}: {units} units on {listed(numbers)} were to go, there is {there}"
    )


def confirmed(
    action: ConfirmShipment, now: MarketOrder, *, carrier: str = ""
) -> Readback:
    """Say whether the marketplace shows exactly this package.

    Args:
        action: What was to be sent.
        now: The order read after it, with its packages.
        carrier: The marketplace's name of the carrier, to be compared where given.
    """
    number = canonical_tracking(action.tracking_number)
    overlapping = [
        package
        for package in now.packages
        if canonical_tracking(package.tracking_number) == number
        or package.reference == action.package_reference
    ]
    if not overlapping:
        short = _short_items(action, now)
        if not short:
            return ABSENT
        return _conflict(f"{now.id} wants less than was to be confirmed of {short}")
    if len(overlapping) == 1 and _same(overlapping[0], action, carrier):
        shipped = {item.id: item.ordered - item.unfulfilled for item in now.items}
        if all(shipped.get(i.order_item_id, 0) >= i.quantity for i in action.items):
            return Readback(status="done", remote=action.package_reference)
        return _conflict(f"{now.id} shows the package and not its units")
    there = listed(f"{p.reference}: {p.tracking_number}" for p in overlapping)
    return _conflict(
        f"{now.id}: package {action.package_reference} with {number} was to go, there"
        f" is {there}"
    )


def still_valid(
    action: Action, order_now: ShopOrder | MarketOrder
) -> tuple[Finding, ...]:
    """Return what speaks against sending *action* on the order as it is now.

    To be asked on a fresh reading just before the write; nothing else keeps an
    order that changed since the decision from being written to.

    Raises:
        TypeError: The order is not of the kind the action is for.
    """
    if isinstance(action, FulfillOrder) and isinstance(order_now, ShopOrder):
        return _still_fulfillable(action, order_now)
    if isinstance(action, ConfirmShipment) and isinstance(order_now, MarketOrder):
        return _still_confirmable(action, order_now)
    raise TypeError(f"{action.kind} cannot go to {type(order_now).__name__}")


def _still_fulfillable(
    action: FulfillOrder, order_now: ShopOrder
) -> tuple[Finding, ...]:
    if order_now.cancelled_at is not None:
        return (_changed(Reason.ORDER_CANCELLED, f"{order_now.name} is cancelled now"),)
    places = {
        (part.id, line.id): (part, line)
        for part in order_now.fulfillment_orders or ()
        for line in part.lines
    }
    findings = []
    for wanted in action.lines:
        place = places.get((wanted.fulfillment_order_id, wanted.line_id))
        what = f"{order_now.name}: {wanted.quantity} of {wanted.sku} were to go"
        if place is None or place[1].sku != wanted.sku:
            findings.append(
                _changed(Reason.LINE_NOT_ON_PO, f"{what}, the line is not there now")
            )
            continue
        part, line = place
        if part.status not in WORKING or not part.can_fulfill:
            paused = part.status in WORKING | PAUSED
            findings.append(
                _changed(
                    Reason.ORDER_ON_HOLD if paused else Reason.PO_CLOSED,
                    f"{what}, its fulfillment order is {part.status} now",
                )
            )
        elif line.remaining < wanted.quantity:
            findings.append(
                _changed(
                    Reason.QTY_OVER_REMAINING,
                    f"{what}, {line.remaining} are open now",
                    expected=line.remaining,
                    actual=wanted.quantity,
                )
            )
    return tuple(findings)


def _still_confirmable(
    action: ConfirmShipment, order_now: MarketOrder
) -> tuple[Finding, ...]:
    status = order_now.status.upper()
    if status in {"CANCELLED", "CANCELED"}:
        return (_changed(Reason.ORDER_CANCELLED, f"{order_now.id} is cancelled now"),)
    if status not in _READY:
        return (_changed(Reason.ORDER_ON_HOLD, f"{order_now.id} is {status} now"),)
    return tuple(
        _changed(
            Reason.QTY_OVER_REMAINING,
            f"{order_now.id}: {wanted.quantity} of {wanted.sku} were to be confirmed,"
            f" {left} are open now",
            expected=left,
            actual=wanted.quantity,
        )
        for wanted, left in _left(action, order_now)
        if left < wanted.quantity
    )


def _unnumbered(
    action: FulfillOrder, now: ShopOrder, before: ShopOrder | None
) -> Readback:
    """Judge a fulfillment without a number by what is new on the order."""
    units = sum(line.quantity for line in action.lines)
    alike = [f for f in live(now) if not _numbers(f) and f.quantity == units]
    if before is None:
        if alike and _gone(action, now, None):
            return _conflict(
                f"{now.name} shows {units} units without tracking, which may be ours"
            )
        return _free(action, now, None)
    old = {f.id for f in before.fulfillments}
    new = [f for f in alike if f.id not in old]
    if not new:
        return _free(action, now, before)
    if len(new) == 1 and _gone(action, now, before):
        return Readback(status="done", remote=new[0].id)
    return _conflict(f"{now.name} shows {len(new)} fulfillments like ours")


def _free(action: FulfillOrder, now: ShopOrder, before: ShopOrder | None) -> Readback:
    """Return absent, unless something else took the action's lines."""
    left = _remaining(now)
    had = _remaining(before) if before is not None else {}
    for line in action.lines:
        there = left.get(line.line_id, 0)
        if there < line.quantity or there < had.get(line.line_id, there):
            return _conflict(
                f"{now.name}: {line.quantity} of {line.sku} were to go, {there} are"
                " open and our tracking is not there"
            )
    return ABSENT


def _gone(action: FulfillOrder, now: ShopOrder, before: ShopOrder | None) -> bool:
    """Say whether every line shows at least the action's units as shipped."""
    left = _remaining(now)
    had = _remaining(before if before is not None else now, total=before is None)
    return all(
        had.get(line.line_id, 0) - left.get(line.line_id, 0) >= line.quantity
        for line in action.lines
    )


def _remaining(order: ShopOrder, *, total: bool = False) -> Mapping[str, int]:
    return {
        line.id: line.total if total else line.remaining
        for part in order.fulfillment_orders or ()
        for line in part.lines
    }


def _shipped(action: FulfillOrder, now: ShopOrder) -> tuple[int, int]:
    """Return the units shipped from the action's place, and from all others."""
    ours = {line.fulfillment_order_id for line in action.lines}
    parts = now.fulfillment_orders or ()
    places = {part.location for part in parts if part.id in ours}
    here = elsewhere = 0
    for part in parts:
        gone = sum(line.total - line.remaining for line in part.lines)
        if part.location in places:
            here += gone
        else:
            elsewhere += gone
    return here, elsewhere


def _numbers(fulfillment: Fulfillment) -> frozenset[str]:
    numbers = (canonical_tracking(parcel.number) for parcel in fulfillment.parcels)
    return frozenset(filter(None, numbers))


def _named(fulfillment: Fulfillment, company: str) -> bool:
    return not company or {parcel.carrier for parcel in fulfillment.parcels} <= {
        company
    }


def _same(package: Package, action: ConfirmShipment, carrier: str) -> bool:
    return (
        package.reference == action.package_reference
        and canonical_tracking(package.tracking_number)
        == canonical_tracking(action.tracking_number)
        and (not carrier or not package.carrier or package.carrier == carrier)
    )


def _left(
    action: ConfirmShipment, now: MarketOrder
) -> Iterable[tuple[ConfirmItem, int]]:
    unfulfilled = {item.id: item.unfulfilled for item in now.items}
    return [(item, unfulfilled.get(item.order_item_id, 0)) for item in action.items]


def _short_items(action: ConfirmShipment, now: MarketOrder) -> str:
    short = {item.sku for item, left in _left(action, now) if left < item.quantity}
    return listed(short) if short else ""


def _conflict(detail: str) -> Readback:
    return Readback(status="conflict", detail=detail)


def _changed(
    code: Reason, detail: str, *, expected: object = "", actual: object = ""
) -> Finding:
    return found(
        code,
        detail,
        rule="still_valid/1",
        expected=expected,
        actual=actual,
    )
