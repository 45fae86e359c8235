"""Confirming a shipment: check the body, then say which journal entry it becomes."""

import re
from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sandbox.amazon.shape import problems
from sandbox.amazon.store import Json, Store, item_of, package_of
from sandbox.clock import instant

FUTURE = timedelta(days=1)
"""How far ahead a ship date may lie: the far side of the date line, no more."""
SHIPPABLE = ("UNSHIPPED", "PARTIALLY_SHIPPED", "SHIPPED")
_FORMATS = {
    "UPS": r"1Z[0-9A-Z]{16}|T\d{10}|\d{9}|\d{12}|\d{18,26}",
    "FEDEX": r"\d{9,22}|\d{34}",
    "USPS": r"\d{20,34}|[A-Z]{2}\d{9}[A-Z]{2}",
    "DHL": r"\d{10,11}|[A-Z]{3,4}\d{9,18}|\d{20,39}",
}
_ANY_FORMAT = r"[0-9A-Za-z][0-9A-Za-z\-]{3,49}"


class ConfirmationError(Exception):
    """The confirmation is refused; nothing changed."""

    def __init__(
        self, message: str, *, status: int = 400, code: str = "InvalidInput"
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code


def plan(store: Store, order_id: str, body: Any, now: datetime) -> Json:
    """Return the entry of one confirmation.

    Raises:
        ConfirmationError: Amazon would refuse it.
    """
    wrong = problems(body, "ConfirmShipmentRequest")
    if wrong:
        raise ConfirmationError(wrong[0])
    order = store.orders.get(order_id)
    if order is None:
        raise ConfirmationError(
            f"Order {order_id} not found.", status=404, code="NotFound"
        )
    _check_order(order, body["marketplaceId"])
    package = body["packageDetail"]
    _check_package(package, order, now)
    _check_quantities(package, order)
    return {
        "operation": "confirm_shipment",
        "order_id": order_id,
        "package_reference_id": package["packageReferenceId"],
        "carrier_code": package["carrierCode"],
        "carrier_name": package.get("carrierName"),
        "shipping_method": package.get("shippingMethod"),
        "tracking_number": package["trackingNumber"],
        "ship_date": package["shipDate"],
        "items": [
            {"order_item_id": part["orderItemId"], "quantity": part["quantity"]}
            for part in package["orderItems"]
        ],
    }


def _check_order(order: Json, marketplace: str) -> None:
    if order["salesChannel"].get("marketplaceId", marketplace) != marketplace:
        raise ConfirmationError("marketplaceId is not the order's.")
    if order["fulfillment"]["fulfilledBy"] != "MERCHANT":
        raise ConfirmationError("The order is not fulfilled by the merchant.")
    state = order["fulfillment"]["fulfillmentStatus"]
    if state not in SHIPPABLE:
        raise ConfirmationError(f"The order is {state} and cannot be confirmed.")


def _check_package(package: Mapping[str, Any], order: Json, now: datetime) -> None:
    if not re.fullmatch(r"[1-9]\d*", package["packageReferenceId"]):
        raise ConfirmationError("packageReferenceId must be a positive numeric value.")
    if package["carrierCode"] == "Other" and not package.get("carrierName"):
        raise ConfirmationError('carrierName is required when carrierCode is "Other".')
    if not package["carrierCode"].strip():
        raise ConfirmationError("carrierCode must not be empty.")
    expected = _FORMATS.get(package["carrierCode"].upper(), _ANY_FORMAT)
    if not re.fullmatch(expected, package["trackingNumber"]):
        raise ConfirmationError(
            f"trackingNumber is not valid for carrier {package['carrierCode']}."
        )
    shipped = instant(package["shipDate"])
    if shipped > now + FUTURE:
        raise ConfirmationError("shipDate must not be in the future.")
    if shipped < instant(order["createdTime"]) - FUTURE:
        raise ConfirmationError("shipDate must not be before the order date.")


def _check_quantities(package: Mapping[str, Any], order: Json) -> None:
    """Hold the package against what is open, its own former content counted as open."""
    wanted: Counter[str] = Counter()
    for part in package["orderItems"]:
        if part["quantity"] < 1:
            raise ConfirmationError("quantity must be at least 1.")
        wanted[part["orderItemId"]] += part["quantity"]
    if not wanted:
        raise ConfirmationError("orderItems must not be empty.")
    former = package_of(order, package["packageReferenceId"])
    again: Counter[str] = Counter()
    for part in former["packageItems"] if former else ():
        again[part["orderItemId"]] += part["quantity"]
    for item_id, quantity in wanted.items():
        item = item_of(order, item_id)
        if item is None:
            raise ConfirmationError(f"Order item {item_id} is not in the order.")
        if quantity > item["fulfillment"]["quantityUnfulfilled"] + again[item_id]:
            raise ConfirmationError(
                f"Order item {item_id}: quantity exceeds the unfulfilled quantity."
            )
