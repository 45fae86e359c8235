"""Shopify's order shapes to ours and our fulfillment to its input; pure, no guesses."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from channels.errors import SchemaDriftError
from channels.record import Record
from matchers.values import (
    Fulfillment,
    FulfillmentOrder,
    FulfillmentOrderLine,
    FulfillOrder,
    OrderLine,
    Parcel,
    ShopOrder,
)

ORDER_STATUSES = frozenset(
    {
        "FULFILLED",
        "FULFILLMENT_NOT_REQUIRED",
        "IN_PROGRESS",
        "ON_HOLD",
        "OPEN",
        "PARTIALLY_FULFILLED",
        "PENDING_FULFILLMENT",
        "REQUEST_DECLINED",
        "RESTOCKED",
        "SCHEDULED",
        "UNFULFILLED",
    }
)
FULFILLMENT_ORDER_STATUSES = frozenset(
    {
        "CANCELLED",
        "CLOSED",
        "INCOMPLETE",
        "IN_PROGRESS",
        "ON_HOLD",
        "OPEN",
        "SCHEDULED",
    }
)
FULFILLMENT_STATUSES = frozenset(
    {"CANCELLED", "ERROR", "FAILURE", "OPEN", "PENDING", "SUCCESS"}
)


def order(
    found: Record,
    *,
    shop: str,
    read_at: datetime,
    lines: Iterable[Record],
    metafields: Iterable[Record],
    fulfillment_orders: Iterable[Record] | None,
) -> ShopOrder:
    """Return one order.

    Args:
        found: The order itself.
        shop: Name of the configured instance.
        read_at: When it was asked for.
        lines: Its line items, which a bulk file keeps apart.
        metafields: Likewise.
        fulfillment_orders: None where they were not asked for.
    """
    address = found.optional_record("shippingAddress")
    status = found.one_of("displayFulfillmentStatus", ORDER_STATUSES)
    return ShopOrder(
        shop=shop,
        id=found.text("id"),
        name=found.text("name"),
        po_number=found.optional_text("poNumber"),
        source_name=found.optional_text("sourceName"),
        source_identifier=found.optional_text("sourceIdentifier"),
        tags=found.texts("tags"),
        note=found.optional_text("note"),
        attributes=tuple(
            (one.text("key"), one.optional_text("value"))
            for one in found.records("customAttributes")
        ),
        metafields=tuple(
            (f"{one.text('namespace')}.{one.text('key')}", one.optional_text("value"))
            for one in metafields
        ),
        created_at=found.instant("createdAt"),
        updated_at=found.instant("updatedAt"),
        cancelled_at=found.optional_instant("cancelledAt"),
        fulfillment_status=status,
        postal_code="" if address is None else address.optional_text("zip"),
        lines=tuple(_line(one) for one in lines),
        fulfillment_orders=None
        if fulfillment_orders is None
        else tuple(_fulfillment_order(one) for one in fulfillment_orders),
        fulfillments=tuple(_fulfillment(one) for one in found.records("fulfillments")),
        read_at=read_at,
    )


def _line(found: Record) -> OrderLine:
    found.count("quantity")  # what was ordered at first; what stands now counts
    return OrderLine(
        id=found.text("id"),
        sku=found.optional_text("sku"),
        quantity=found.count("currentQuantity"),
        vendor=found.optional_text("vendor"),
    )


def _fulfillment_order(found: Record) -> FulfillmentOrder:
    actions = {one.text("action") for one in found.records("supportedActions")}
    return FulfillmentOrder(
        id=found.text("id"),
        status=found.one_of("status", FULFILLMENT_ORDER_STATUSES),
        can_fulfill="CREATE_FULFILLMENT" in actions,
        location=found.record("assignedLocation").optional_text("name"),
        holds=tuple(_hold(one) for one in found.records("fulfillmentHolds")),
        lines=tuple(
            FulfillmentOrderLine(
                id=one.text("id"),
                sku=one.optional_text("sku"),
                vendor=one.optional_text("vendor"),
                total=one.count("totalQuantity"),
                remaining=one.count("remainingQuantity"),
                requires_shipping=one.flag("requiresShipping"),
            )
            for one in found.record("lineItems").records("nodes")
        ),
    )


def _hold(found: Record) -> str:
    reason, notes = found.text("reason"), found.optional_text("reasonNotes")
    return f"{reason}: {notes}" if notes else reason


def _fulfillment(found: Record) -> Fulfillment:
    return Fulfillment(
        id=found.text("id"),
        status=found.one_of("status", FULFILLMENT_STATUSES),
        created_at=found.instant("createdAt"),
        quantity=found.count("totalQuantity"),
        parcels=tuple(
            Parcel(number=number, carrier=one.optional_text("company"))
            for one in found.records("trackingInfo")
            if (number := one.optional_text("number"))
        ),
    )


def bulk_orders(
    lines: Iterable[Record], *, shop: str, read_at: datetime
) -> Sequence[ShopOrder]:
    """Put the lines of a bulk file together: children name their parent.

    Raises:
        SchemaDriftError: A child without its parent, or of a kind we did not ask for.
    """
    parents: dict[str, tuple[Record, list[Record], list[Record]]] = {}
    for line in lines:
        key, parent = line.text("id"), line.optional_text("__parentId")
        if not parent:
            parents[key] = (line, [], [])
        elif parent not in parents:
            raise SchemaDriftError(
                f"{line.where} of the bulk file names a parent that did not come before"
                " it: the file cannot be put together"
            )
        elif key.startswith("gid://shopify/LineItem/"):
            parents[parent][1].append(line)
        elif key.startswith("gid://shopify/Metafield/"):
            parents[parent][2].append(line)
        else:
            raise SchemaDriftError(
                f"{line.where} of the bulk file is neither an order, a line nor a"
                " metafield"
            )
    return tuple(
        order(
            found,
            shop=shop,
            read_at=read_at,
            lines=items,
            metafields=metafields,
            fulfillment_orders=None,
        )
        for found, items, metafields in parents.values()
    )


def fulfillment_input(action: FulfillOrder, company: str | None) -> dict[str, Any]:
    """Return the ``FulfillmentInput`` for *action*.

    The lines are always named: a fulfillment order without lines means all that is left
    of it. Without a name of the shop's own for the carrier, the links are sent instead,
    for then the shop makes none.

    Args:
        action: What is to be sent.
        company: The shop's exact name of the carrier; None where it has none.
    """
    if not action.lines or any(line.quantity < 1 for line in action.lines):
        raise ValueError(
            f"{action.order_name}: a fulfillment needs lines of one or more"
        )
    by_order: dict[str, list[dict[str, Any]]] = {}
    for line in action.lines:
        lines = by_order.setdefault(line.fulfillment_order_id, [])
        lines.append({"id": line.line_id, "quantity": line.quantity})
    tracking: dict[str, Any] = {}
    if action.tracking_numbers:
        tracking["numbers"] = list(action.tracking_numbers)
    if company is not None:
        tracking["company"] = company
    elif action.tracking_urls:
        tracking["urls"] = list(action.tracking_urls)
    made: dict[str, Any] = {
        "lineItemsByFulfillmentOrder": [
            {"fulfillmentOrderId": key, "fulfillmentOrderLineItems": lines}
            for key, lines in by_order.items()
        ],
        "notifyCustomer": action.notify_customer,
    }
    return made | {"trackingInfo": tracking} if tracking else made
