"""What can be wrong between a consignment and a shop order, one sentence each."""

from collections.abc import Iterable, Sequence

from extractors.codes import Reason, Severity
from matchers.consignments import Consignment
from matchers.findings import found, listed, quoted
from matchers.keys import canonical_sku
from matchers.order_lines import PAUSED, WORKING, OwnLine, Prior
from matchers.values import Finding, ShopOrder
from matchers.vendors import Vendor


def cancelled(order: ShopOrder) -> Finding:
    """Return that the customer's order is cancelled."""
    return found(
        Reason.ORDER_CANCELLED,
        f"{order.name} was cancelled on {order.cancelled_at:%Y-%m-%d}, the vendor says"
        " goods left",
        rule="cancelled/1",
        subjects=(order.id,),
        suggestions=("ask the vendor to stop the shipment",),
    )


def no_own_line(order: ShopOrder, vendor: Vendor) -> Finding:
    """Return that nothing of the order is the vendor's to ship."""
    theirs = {
        line.vendor for part in order.fulfillment_orders or () for line in part.lines
    }
    return found(
        Reason.PO_OTHER_VENDOR,
        f"{order.name} has no line of {vendor.name}, only of {listed(theirs)}",
        rule="order_other_vendor/1",
        subjects=(order.id,),
        expected=", ".join(sorted(theirs)),
        actual=vendor.name,
    )


def partial(order: ShopOrder, vendor: Vendor, left: int) -> Finding:
    """Return that units stay open."""
    return found(
        Reason.PARTIAL,
        f"{order.name}: {left} units of {vendor.name} stay open",
        rule="partial/1",
        subjects=(order.id,),
        delta=left,
    )


def whole_of_rest(order: ShopOrder, vendor: Vendor, gone: int) -> Finding:
    """Return that a notice without lines meets an order begun already."""
    return found(
        Reason.QUANTITY_UNKNOWN,
        f"the notice prints no lines, and {gone} units of {vendor.name} in"
        f" {order.name} went already",
        rule="whole_order/1",
        subjects=(order.id,),
        delta=gone,
    )


def same_tracking(order: ShopOrder, numbers: Iterable[str]) -> Finding:
    """Return that the shop shows the parcels already."""
    there = sorted(numbers)
    return found(
        Reason.ORDER_ALREADY_FULFILLED,
        f"{order.name} is fulfilled with {listed(there)} already",
        rule="same_tracking/1",
        subjects=(order.id, *there),
    )


def overlapping(
    order: ShopOrder, consignment: Consignment, there: Sequence[Prior]
) -> Finding:
    """Return that the parcels are on the order in another way than printed."""
    units = sum((consignment.goods or {}).values())
    return found(
        Reason.ORDER_ALREADY_FULFILLED,
        f"{order.name} has {sum(prior.units for prior in there)} units on"
        f" {listed({number for prior in there for number in prior.numbers})}, the"
        f" notice says {units} on {listed(consignment.numbers)}",
        rule="overlapping_tracking/1",
        subjects=(order.id, *consignment.numbers),
        severity=Severity.HOLD,
    )


def mixed_carriers(order: ShopOrder, consignment: Consignment) -> Finding:
    """Return that several carriers cannot be told apart."""
    return found(
        Reason.PARCEL_CONTENTS_UNKNOWN,
        f"the parcels {listed(consignment.numbers)} go with different carriers, and"
        " the notice does not print which line is in which",
        rule="carriers_contents/1",
        subjects=(order.id, *consignment.numbers),
    )


def several_places(
    order: ShopOrder, consignment: Consignment, places: Iterable[str]
) -> Finding:
    """Return that one consignment of several would go from several places.

    The shop does not tell which lines a fulfillment took, so a lost answer could not
    be cleared up afterwards.
    """
    return found(
        Reason.PARCEL_CONTENTS_UNKNOWN,
        f"{listed(consignment.numbers)} would go from {listed(places)} beside other"
        f" parcels of {order.name}",
        rule="places/1",
        subjects=(order.id, *consignment.numbers),
    )


def unknown_sku(
    order: ShopOrder,
    vendor: Vendor,
    own: Iterable[OwnLine],
    sku: str,
    units: int,
    *,
    known: bool,
) -> Finding:
    """Return that the vendor has no such line in the order.

    Args:
        order: The shop order.
        vendor: Whose notice it is.
        own: The vendor's lines.
        sku: Canonical, as the notice prints it.
        units: How many left.
        known: Some order of ours has or had this SKU.
    """
    ours = tuple(own)
    owners = {
        line.vendor
        for part in order.fulfillment_orders or ()
        for line in part.lines
        if canonical_sku(line.sku) == sku
    }
    if owners - {each.line.vendor for each in ours}:
        return found(
            Reason.PO_OTHER_VENDOR,
            f"{quoted(sku)} of {order.name} belongs to {listed(owners)}, the notice is"
            f" from {vendor.name}",
            rule="line_other_vendor/1",
            subjects=(order.id, sku),
            expected=", ".join(sorted(owners)),
            actual=vendor.name,
        )
    skus = {each.line.sku for each in ours}
    return found(
        Reason.LINE_NOT_ON_PO if known else Reason.SKU_UNMAPPED,
        f"{units} of {quoted(sku)} left, {order.name} has {listed(skus)} of"
        f" {vendor.name}",
        rule="sku/1",
        subjects=(order.id, sku),
        expected=", ".join(sorted(skus)),
        actual=sku,
    )


def ambiguous_sku(
    order: ShopOrder, sku: str, units: int, bearing: Iterable[OwnLine]
) -> Finding:
    """Return that the units could come from several lines that are not alike."""
    places = {f"{own.line.sku} at {own.location}" for own in bearing}
    return found(
        Reason.SKU_AMBIGUOUS,
        f"{units} of {quoted(sku)} left, {order.name} has it as {listed(places)}",
        rule="sku_places/1",
        subjects=(order.id, sku),
    )


def short(
    order: ShopOrder,
    consignment: Consignment,
    sku: str,
    units: int,
    *,
    bearing: Sequence[OwnLine],
    priors: Iterable[Prior],
) -> Finding:
    """Return why fewer units of *sku* are free than left."""
    subjects = (order.id, sku, *consignment.numbers)
    free = sum(own.free for own in bearing if own.open)
    blocked = [own for own in bearing if own.free and not own.open]
    ordered = sum(own.line.total for own in bearing)
    if free + sum(own.free for own in blocked) >= units:
        states = {own.status for own in blocked}
        why = states.union(*(own.holds for own in blocked))
        return found(
            Reason.ORDER_ON_HOLD if states <= WORKING | PAUSED else Reason.PO_CLOSED,
            f"{units} of {quoted(sku)} left, {order.name} lets {free} go:"
            f" {listed(why)}",
            rule="on_hold/1",
            subjects=subjects,
            expected=free,
            actual=units,
        )
    if free == 0 and units <= ordered:
        numbers = {number for prior in priors for number in prior.numbers}
        return found(
            Reason.ALREADY_SENT_OTHER_TRACKING,
            f"{units} of {quoted(sku)} left on {listed(consignment.numbers)}, none of"
            f" the {ordered} of {order.name} is open; sent are {listed(numbers)}",
            rule="other_tracking/1",
            subjects=subjects,
            expected=", ".join(sorted(numbers)),
            actual=", ".join(consignment.numbers),
        )
    return found(
        Reason.OVER_SHIPPED,
        f"{units} of {quoted(sku)} left, {order.name} has {ordered} and {free} of them"
        " open",
        rule="over_shipped/1",
        subjects=subjects,
        expected=free,
        actual=units,
        delta=units - free,
    )
