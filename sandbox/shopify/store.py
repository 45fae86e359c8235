"""The shop's state: a world's orders and catalogue, changed only by journal entries."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sandbox import world as worlds
from sandbox.shopify.complete import (
    OPEN_STATES,
    Json,
    number_in,
    shipped_state,
    whole_location,
    whole_order,
    whole_shop,
    whole_variants,
)

FIRST_FULFILLMENT = 9_000_000
"""Below the first id given out in a shop that has no fulfillment yet."""


class Store:
    """Everything the shop knows now, found by global id."""

    def __init__(self, world: Path) -> None:
        told = worlds.load(world, "shopify.json")
        self.shop = whole_shop(told.get("shop", {}))
        self.locations = [whole_location(place) for place in told.get("locations", [])]
        self.orders = [whole_order(order) for order in told.get("orders", [])]
        self.variants = [
            variant
            for product in told.get("products", [])
            for variant in whole_variants(product, self.locations)
        ]
        self.by_id: dict[str, Json] = {}
        """Every object that can be asked for by id."""
        self.order_of: dict[str, Json] = {}
        """The order of a fulfillment order or fulfillment."""
        self._index()
        self._last_fulfillment = max(
            (number_in(gid) for gid in self.order_of if "/Fulfillment/" in gid),
            default=FIRST_FULFILLMENT,
        )

    def _index(self) -> None:
        self.by_id[self.shop["id"]] = self.shop
        for thing in (*self.locations, *self.orders, *self.variants):
            self.by_id[thing["id"]] = thing
        for variant in self.variants:
            self.by_id[variant["product"]["id"]] = variant["product"]
            self.by_id[variant["inventoryItem"]["id"]] = variant["inventoryItem"]
        for order in self.orders:
            for part in (*order["fulfillmentOrders"], *order["fulfillments"]):
                self.by_id[part["id"]] = part
                self.order_of[part["id"]] = order
            for line in order["lineItems"]:
                self.by_id[line["id"]] = line
            for unit in order["fulfillmentOrders"]:
                if unit["assignedLocation"].get("location"):
                    place = unit["assignedLocation"]["location"]
                    self._place(place, unit["assignedLocation"]["name"])

    def _place(self, place: Json, name: str) -> None:
        known = self.by_id.setdefault(
            place["id"], whole_location({"name": name} | place)
        )
        place.update(known | place)

    def new_fulfillment_id(self) -> str:
        """Return an id no fulfillment has; the same after a restart."""
        return f"gid://shopify/Fulfillment/{self._last_fulfillment + 1}"

    def apply(self, entry: Mapping[str, Any]) -> None:
        """Change the state by one applied write.

        Raises:
            KeyError: It speaks of something the world does not hold.
        """
        match entry["operation"]:
            case "fulfillment_create":
                self._fulfilled(entry)
            case "fulfillment_cancel":
                self._cancelled(entry)
            case "fulfillment_tracking_update":
                done = self.by_id[entry["fulfillment_id"]]
                done["trackingInfo"] = parcels(entry)
                self._touch(entry, done)
            case "tags_add":
                order = self.by_id[entry["order_id"]]
                order["tags"] = sorted({*order["tags"], *entry["tags"]})
                order["updatedAt"] = entry["at"]
            case "metafields_set":
                self._noted(entry)
            case unknown:
                raise KeyError(unknown)

    def _touch(self, entry: Mapping[str, Any], part: Json) -> None:
        part["updatedAt"] = self.order_of[part["id"]]["updatedAt"] = entry["at"]

    def _fulfilled(self, entry: Mapping[str, Any]) -> None:
        order = self.by_id[entry["order_id"]]
        gid = entry["fulfillment_id"]
        sent = []
        for at, picked in enumerate(entry["lines"], start=1):
            unit = self.by_id[picked["fulfillment_order_id"]]
            line = next(x for x in unit["lineItems"] if x["id"] == picked["line_id"])
            _take(unit, line, picked["quantity"])
            unit["updatedAt"] = entry["at"]
            sent.append(
                {
                    "id": f"gid://shopify/FulfillmentLineItem/{number_in(gid)}{at:03d}",
                    "lineItem": line["lineItem"],
                    "quantity": picked["quantity"],
                    "unit": unit,
                    "unit_line": line,
                }
            )
        done = {
            "id": gid,
            "legacyResourceId": str(number_in(gid)),
            "name": entry["name"],
            "status": "SUCCESS",
            "displayStatus": "FULFILLED",
            "createdAt": entry["at"],
            "updatedAt": entry["at"],
            "deliveredAt": None,
            "inTransitAt": None,
            "estimatedDeliveryAt": None,
            "totalQuantity": sum(part["quantity"] for part in sent),
            "trackingInfo": parcels(entry),
            "fulfillmentLineItems": sent,
            "location": self.by_id.get(entry["location_id"] or ""),
        }
        order["fulfillments"].append(done)
        self.by_id[gid] = done
        self.order_of[gid] = order
        self._last_fulfillment = max(self._last_fulfillment, number_in(gid))
        order["displayFulfillmentStatus"] = shipped_state(order)
        order["updatedAt"] = entry["at"]

    def _cancelled(self, entry: Mapping[str, Any]) -> None:
        done = self.by_id[entry["fulfillment_id"]]
        done["status"] = "CANCELLED"
        done["displayStatus"] = "CANCELED"
        for part in done["fulfillmentLineItems"]:
            if "unit" in part:
                _take(part["unit"], part["unit_line"], -part["quantity"])
        order = self.order_of[done["id"]]
        order["displayFulfillmentStatus"] = shipped_state(order)
        self._touch(entry, done)

    def _noted(self, entry: Mapping[str, Any]) -> None:
        order = self.by_id[entry["order_id"]]
        for told in entry["metafields"]:
            known = metafield_of(order, told["namespace"], told["key"])
            if known is None:
                at = len(order["metafields"]) + 1
                gid = f"gid://shopify/Metafield/{number_in(order['id'])}{at:03d}"
                order["metafields"].append({"id": gid, **told})
            else:
                known.update(told)
        order["updatedAt"] = entry["at"]


def _take(unit: Json, line: Json, quantity: int) -> None:
    """Move *quantity* of a line from remaining to fulfilled, or back when negative."""
    line["remainingQuantity"] -= quantity
    ordered = line["lineItem"] or {}
    for name in ("unfulfilledQuantity", "fulfillableQuantity"):
        if name in ordered:
            ordered[name] -= quantity
    remaining = sum(part["remainingQuantity"] for part in unit["lineItems"])
    total = sum(part["totalQuantity"] for part in unit["lineItems"])
    if not remaining:
        unit["status"] = "CLOSED"
    else:
        unit["status"] = "OPEN" if remaining == total else "IN_PROGRESS"
    can = ["CREATE_FULFILLMENT"] if unit["status"] in OPEN_STATES else []
    unit["supportedActions"] = [{"action": action} for action in can]


def parcels(entry: Mapping[str, Any]) -> list[Json]:
    """Return the tracking of a write as the shop lists it, number beside URL."""
    numbers, urls = entry["numbers"], entry["urls"]
    return [
        {
            "company": entry["company"],
            "number": numbers[at] if at < len(numbers) else None,
            "url": urls[at] if at < len(urls) else None,
        }
        for at in range(max(len(numbers), len(urls)))
    ]


def metafield_of(order: Mapping[str, Any], namespace: str, key: str) -> Json | None:
    """Return the order's metafield of that name, if it has one."""
    for field in order["metafields"]:
        if (field["namespace"], field["key"]) == (namespace, key):
            found: Json = field
            return found
    return None


def digest_of(value: str) -> str:
    """Return the compare digest of a metafield's value."""
    return hashlib.sha256(value.encode()).hexdigest()
