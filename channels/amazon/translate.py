"""Amazon's order shapes to ours and our confirmation to its body; pure, no guesses."""

from datetime import UTC, date, datetime, time
from typing import Any

from channels.errors import RejectedError
from channels.record import Record
from extractors.codes import Reason
from matchers.values import ConfirmShipment, MarketItem, MarketOrder, Package

STATUSES = frozenset(
    {
        "CANCELLED",
        "PARTIALLY_SHIPPED",
        "PENDING",
        "PENDING_AVAILABILITY",
        "SHIPPED",
        "UNFULFILLABLE",
        "UNSHIPPED",
    }
)
PACKAGE_STATUSES = frozenset(
    {"CANCELLED", "DELIVERED", "IN_TRANSIT", "PENDING", "SHIPPED", "UNDELIVERABLE"}
)
_DATA = ("BUYER", "RECIPIENT", "FULFILLMENT", "PACKAGES")
INCLUDED = ",".join(_DATA)
"""The parts of an order we ask for; what is not asked for is not sent."""


def order(found: Record, *, marketplace: str, read_at: datetime) -> MarketOrder:
    """Return one order of the Orders API 2026-01-01.

    Args:
        found: The order, asked for with :data:`INCLUDED`.
        marketplace: Name of the configured instance.
        read_at: When it was asked for.
    """
    fulfillment = found.record("fulfillment")
    window = fulfillment.optional_record("shipByWindow")
    buyer = found.optional_record("buyer")
    return MarketOrder(
        marketplace=marketplace,
        marketplace_id=found.record("salesChannel").text("marketplaceId"),
        id=found.text("orderId"),
        aliases=tuple(
            one.text("aliasId") for one in found.optional_records("orderAliases")
        ),
        po_number=""
        if buyer is None
        else buyer.optional_text("buyerPurchaseOrderNumber"),
        status=fulfillment.one_of("fulfillmentStatus", STATUSES),
        items=tuple(_item(one) for one in found.records("orderItems")),
        packages=tuple(_package(one) for one in found.optional_records("packages")),
        ship_by=None if window is None else window.optional_instant("latestDateTime"),
        postal_code=_postal_code(found),
        created_at=found.instant("createdTime"),
        updated_at=found.instant("lastUpdatedTime"),
        read_at=read_at,
    )


def _item(found: Record) -> MarketItem:
    return MarketItem(
        id=found.text("orderItemId"),
        sku=found.record("product").optional_text("sellerSku"),
        ordered=found.count("quantityOrdered"),
        unfulfilled=found.record("fulfillment").count("quantityUnfulfilled"),
    )


def _package(found: Record) -> Package:
    """Return one package; a cancelled one keeps its number and proves nothing."""
    status = found.optional_record("packageStatus")
    stands = status is None or status.one_of("status", PACKAGE_STATUSES) != "CANCELLED"
    return Package(
        reference=found.text("packageReferenceId"),
        tracking_number=found.optional_text("trackingNumber") if stands else "",
        carrier=found.optional_text("carrier"),
    )


def _postal_code(found: Record) -> str:
    recipient = found.optional_record("recipient")
    address = (
        None if recipient is None else recipient.optional_record("deliveryAddress")
    )
    return "" if address is None else address.optional_text("postalCode")


def ship_instant(day: date, now: datetime) -> str:
    """Return the instant that stands for *day*: its last second in UTC, or *now*.

    Amazon wants an instant and refuses one before the order was placed or in the
    future. The end of the day comes after every order placed that day and lies on the
    same date in every American zone; a day that is not over ends now.

    Raises:
        RejectedError: The day has not begun; nothing was sent.

    >>> ship_instant(date(2026, 11, 20), datetime(2026, 11, 21, 5, 30, tzinfo=UTC))
    '2026-11-20T23:59:59Z'
    """
    present = now.astimezone(UTC)
    if day > present.date():
        raise RejectedError(
            f"the ship date {day.isoformat()} is in the future: nothing was sent",
            Reason.SHIP_DATE_FUTURE,
        )
    end = datetime.combine(day, time(23, 59, 59), UTC)
    moment = min(end, present).replace(microsecond=0, tzinfo=None)
    return f"{moment.isoformat()}Z"


def confirmation(
    action: ConfirmShipment, *, code: str, name: str | None, now: datetime
) -> dict[str, Any]:
    """Return the body of ``confirmShipment`` for *action*.

    Args:
        action: What is to be sent.
        code: Amazon's code of the carrier, ``Other`` where it has none.
        name: The carrier's name, which Amazon wants with ``Other``; else None.
        now: Aware; the ship date never lies behind it.
    """
    reference = action.package_reference
    if not (reference.isascii() and reference.isdigit() and int(reference) > 0):
        raise ValueError(f"package reference {reference!r} is no positive number")
    if not action.items or any(item.quantity < 1 for item in action.items):
        raise ValueError(
            f"{action.order_id}: a confirmation needs items of one or more"
        )
    return {
        "marketplaceId": action.marketplace_id,
        "packageDetail": {
            "packageReferenceId": reference,
            "carrierCode": code,
            **({} if name is None else {"carrierName": name}),
            "trackingNumber": action.tracking_number,
            "shipDate": ship_instant(action.ship_date, now),
            "orderItems": [
                {"orderItemId": item.order_item_id, "quantity": item.quantity}
                for item in action.items
            ],
        },
    }
