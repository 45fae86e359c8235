"""The marketplace's orders: a world's, changed only by journal entries."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sandbox import world as worlds
from sandbox.clock import instant

Json = dict[str, Any]


class Store:
    """Every order, by its id."""

    def __init__(self, world: Path) -> None:
        told = worlds.load(world, "amazon.json")
        self.marketplace: str = told.get("marketplaceId", "ATVPDKIKX0DER")
        whole = (_whole(order, self.marketplace) for order in told.get("orders", []))
        self.orders: dict[str, Json] = {order["orderId"]: order for order in whole}

    def apply(self, entry: Mapping[str, Any]) -> None:
        """Change the state by one applied write.

        Raises:
            KeyError: It speaks of something the world does not hold.
        """
        if entry["operation"] != "confirm_shipment":
            raise KeyError(entry["operation"])
        order = self.orders[entry["order_id"]]
        reference = entry["package_reference_id"]
        former = package_of(order, reference)
        if former is not None:
            for part in former["packageItems"]:
                _ship(order, part["orderItemId"], -part["quantity"])
            order["packages"].remove(former)
        items = [
            {"orderItemId": part["order_item_id"], "quantity": part["quantity"]}
            for part in entry["items"]
        ]
        for part in items:
            _ship(order, part["orderItemId"], part["quantity"])
        package = {
            "packageReferenceId": reference,
            "createdTime": former["createdTime"] if former else entry["at"],
            "packageStatus": {"status": "SHIPPED"},
            "carrier": entry["carrier_name"] or entry["carrier_code"],
            "shipTime": entry["ship_date"],
            "trackingNumber": entry["tracking_number"],
            "packageItems": items,
        }
        if entry.get("shipping_method"):
            package["shippingService"] = entry["shipping_method"]
        order["packages"].append(package)
        order["fulfillment"]["fulfillmentStatus"] = _shipped_state(order)
        order["lastUpdatedTime"] = entry["at"]


def _whole(told: Mapping[str, Any], marketplace: str) -> Json:
    order = {
        "salesChannel": {"channelName": "AMAZON", "marketplaceId": marketplace},
        "packages": [],
        "orderItems": [],
    } | dict(told)
    order.setdefault(
        "createdTime", order.get("lastUpdatedTime", "2026-01-01T00:00:00Z")
    )
    order.setdefault("lastUpdatedTime", order["createdTime"])
    order["orderItems"] = [_whole_item(item) for item in order["orderItems"]]
    order["fulfillment"] = {"fulfilledBy": "MERCHANT"} | order.get("fulfillment", {})
    order["fulfillment"].setdefault("fulfillmentStatus", _shipped_state(order))
    return order


def _whole_item(told: Mapping[str, Any]) -> Json:
    done = told.get("fulfillment", {}).get("quantityFulfilled", 0)
    fulfillment = {
        "quantityFulfilled": done,
        "quantityUnfulfilled": told["quantityOrdered"] - done,
    } | told.get("fulfillment", {})
    return dict(told) | {"fulfillment": fulfillment}


def item_of(order: Json, item_id: str) -> Json | None:
    """Return the order's item of that id, if it has one."""
    return next((i for i in order["orderItems"] if i["orderItemId"] == item_id), None)


def package_of(order: Json, reference: str) -> Json | None:
    """Return the order's package of that reference, if it was confirmed before."""
    packages = order["packages"]
    return next((p for p in packages if p["packageReferenceId"] == reference), None)


def _ship(order: Json, item_id: str, quantity: int) -> None:
    item = item_of(order, item_id)
    if item is None:
        raise KeyError(item_id)
    item["fulfillment"]["quantityFulfilled"] += quantity
    item["fulfillment"]["quantityUnfulfilled"] -= quantity


def _shipped_state(order: Json) -> str:
    parts = [item["fulfillment"] for item in order["orderItems"]]
    if not any(part["quantityFulfilled"] for part in parts):
        return "UNSHIPPED"
    open_ones = any(part["quantityUnfulfilled"] for part in parts)
    return "PARTIALLY_SHIPPED" if open_ones else "SHIPPED"


def changed_at(order: Json, key: str) -> float:
    """Return the order's ``createdTime`` or ``lastUpdatedTime`` in seconds."""
    return instant(order[key]).timestamp()
