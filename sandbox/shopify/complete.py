"""World shapes made whole: what a world leaves out gets a fresh shop's value."""

import re
from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

SCOPES = (
    "read_orders",
    "read_all_orders",
    "write_orders",
    "read_products",
    "read_inventory",
    "read_locations",
    "write_merchant_managed_fulfillment_orders",
    "write_assigned_fulfillment_orders",
    "write_third_party_fulfillment_orders",
)
OPEN_STATES = ("OPEN", "IN_PROGRESS")
_LONG_AGO = "2026-01-01T00:00:00Z"


def number_in(gid: str) -> int:
    """Return the number at the end of a global id; 0 when there is none.

    >>> number_in("gid://shopify/Order/1001")
    1001
    """
    found = re.search(r"(\d+)(?:\?.*)?$", gid)
    return int(found[1]) if found else 0


def whole_shop(told: Mapping[str, Any]) -> Json:
    """Return the shop with every served field."""
    return {
        "id": "gid://shopify/Shop/1",
        "name": "Sandbox",
        "currencyCode": "USD",
        "ianaTimezone": "America/New_York",
        "myshopifyDomain": "sandbox.myshopify.com",
    } | dict(told)


def whole_location(told: Mapping[str, Any]) -> Json:
    """Return a location with every served field."""
    return {
        "isActive": True,
        "fulfillsOnlineOrders": True,
        "shipsInventory": True,
    } | dict(told)


def whole_variants(product: Mapping[str, Any], locations: list[Json]) -> list[Json]:
    """Return a product's variants, each with its product and its stock."""
    parent = {key: value for key, value in product.items() if key != "variants"}
    parent = {
        "status": "ACTIVE",
        "vendor": "",
        "title": "",
        "updatedAt": _LONG_AGO,
    } | parent
    return [
        _whole_variant(told, parent, locations) for told in product.get("variants", [])
    ]


def _whole_variant(
    told: Mapping[str, Any], parent: Json, locations: list[Json]
) -> Json:
    variant: Json = {
        "barcode": None,
        "compareAtPrice": None,
        "inventoryPolicy": "DENY",
        "inventoryQuantity": 0,
        "price": "0.00",
        "title": "Default Title",
        "updatedAt": parent["updatedAt"],
    } | dict(told)
    number = number_in(variant["id"])
    stock = {
        "id": f"gid://shopify/InventoryItem/{number}",
        "sku": variant.get("sku"),
        "tracked": True,
        "duplicateSkuCount": 0,
        "unitCost": None,
    } | (variant.get("inventoryItem") or {})
    stock.setdefault(
        "inventoryLevels",
        [
            {
                "id": f"gid://shopify/InventoryLevel/{number}?inventory_item_id={number}",
                "isActive": True,
                "location": location,
                "on_hand": variant["inventoryQuantity"],
            }
            for location in locations[:1]
        ],
    )
    return variant | {"product": parent, "inventoryItem": stock}


def whole_order(told: Mapping[str, Any]) -> Json:
    """Return an order with every served field; its parts point at each other."""
    number = number_in(told["id"])
    created = told.get("createdAt") or told.get("updatedAt") or _LONG_AGO
    order: Json = {
        "legacyResourceId": str(number),
        "name": f"#{number}",
        "number": number,
        "poNumber": None,
        "sourceName": "web",
        "sourceIdentifier": None,
        "tags": [],
        "note": None,
        "email": None,
        "createdAt": created,
        "processedAt": created,
        "updatedAt": created,
        "cancelledAt": None,
        "cancelReason": None,
        "closedAt": None,
        "test": False,
        "displayFinancialStatus": "PAID",
        "customAttributes": [],
        "shippingAddress": None,
        "metafields": [],
        "lineItems": [],
        "fulfillmentOrders": [],
        "fulfillments": [],
    } | dict(told)
    order["lineItems"] = [_whole_line(line) for line in order["lineItems"]]
    lines = {line["id"]: line for line in order["lineItems"]}
    order["fulfillmentOrders"] = [
        _whole_unit(unit, order, lines) for unit in order["fulfillmentOrders"]
    ]
    order["fulfillments"] = [
        _whole_fulfillment(done, order, at)
        for at, done in enumerate(order["fulfillments"], start=1)
    ]
    order["metafields"] = [
        {
            "id": f"gid://shopify/Metafield/{number}{at:03d}",
            "type": "single_line_text_field",
        }
        | field
        for at, field in enumerate(order["metafields"], start=1)
    ]
    address = order["shippingAddress"]
    if address is not None:
        order["shippingAddress"] = {
            "id": f"gid://shopify/MailingAddress/{number}"
        } | address
    order.setdefault("displayFulfillmentStatus", shipped_state(order))
    return order


def _whole_line(told: Mapping[str, Any]) -> Json:
    quantity = told.get("quantity", 1)
    line: Json = {
        "sku": None,
        "title": "",
        "variantTitle": None,
        "vendor": None,
        "quantity": quantity,
        "currentQuantity": quantity,
        "unfulfilledQuantity": told.get("currentQuantity", quantity),
        "requiresShipping": True,
    } | dict(told)
    line.setdefault("name", line["title"])
    line.setdefault("fulfillableQuantity", line["unfulfilledQuantity"])
    return line


def _whole_unit(told: Mapping[str, Any], order: Json, lines: dict[str, Json]) -> Json:
    """Return a fulfillment order: Shopify's unit of work."""
    unit: Json = {
        "status": "OPEN",
        "requestStatus": "UNSUBMITTED",
        "createdAt": order["createdAt"],
        "updatedAt": order["updatedAt"],
        "assignedLocation": {"name": "", "location": None},
        "fulfillmentHolds": [],
        "lineItems": [],
        "orderId": order["id"],
        "orderName": order["name"],
    } | dict(told)
    can = ["CREATE_FULFILLMENT"] if unit["status"] in OPEN_STATES else []
    unit.setdefault("supportedActions", [{"action": action} for action in can])
    number = number_in(unit["id"])
    unit["fulfillmentHolds"] = [
        {"id": f"gid://shopify/FulfillmentHold/{number}{at}", "reasonNotes": None}
        | hold
        for at, hold in enumerate(unit["fulfillmentHolds"], start=1)
    ]
    unit["lineItems"] = [_whole_unit_line(line, lines) for line in unit["lineItems"]]
    return unit


def _whole_unit_line(told: Mapping[str, Any], lines: dict[str, Json]) -> Json:
    named = dict(told.get("lineItem") or {})
    same_sku = (x for x in lines.values() if x["sku"] == told.get("sku"))
    ordered = lines.get(named.get("id", "")) or next(same_sku, named)
    total = told.get("totalQuantity", told.get("remainingQuantity", 1))
    return (
        {
            "sku": ordered.get("sku"),
            "productTitle": ordered.get("title", ""),
            "variantTitle": ordered.get("variantTitle"),
            "vendor": ordered.get("vendor"),
            "totalQuantity": total,
            "remainingQuantity": total,
            "requiresShipping": True,
        }
        | dict(told)
        | {"lineItem": ordered or None}
    )


def _whole_fulfillment(told: Mapping[str, Any], order: Json, at: int) -> Json:
    created = told.get("createdAt", order["updatedAt"])
    fulfillment: Json = {
        "name": f"{order['name']}-F{at}",
        "legacyResourceId": str(number_in(told["id"])),
        "status": "SUCCESS",
        "displayStatus": "FULFILLED",
        "createdAt": created,
        "updatedAt": created,
        "deliveredAt": None,
        "inTransitAt": None,
        "estimatedDeliveryAt": None,
        "totalQuantity": 0,
        "trackingInfo": [],
        "fulfillmentLineItems": [],
        "location": None,
    } | dict(told)
    fulfillment["trackingInfo"] = [
        {"company": None, "number": None, "url": None} | parcel
        for parcel in fulfillment["trackingInfo"]
    ]
    return fulfillment


def shipped_state(order: Mapping[str, Any]) -> str:
    """Return the order's displayFulfillmentStatus as its fulfillment orders have it."""
    units = order["fulfillmentOrders"]
    lines = [line for unit in units for line in unit["lineItems"]]
    remaining = sum(line["remainingQuantity"] for line in lines)
    if not lines or order["cancelledAt"]:
        return "UNFULFILLED"
    if not remaining:
        return "FULFILLED"
    if remaining < sum(line["totalQuantity"] for line in lines):
        return "PARTIALLY_FULFILLED"
    states = {unit["status"] for unit in units}
    for state in ("ON_HOLD", "SCHEDULED", "IN_PROGRESS"):
        if states == {state}:
            return state
    return "UNFULFILLED"
