"""The shop's writes: check what is asked, then say which journal entry it becomes.

Every function returns either an entry or the user errors; none changes anything.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sandbox.shopify.complete import OPEN_STATES, Json, number_in
from sandbox.shopify.store import Store, digest_of, metafield_of

MAX_LINES = 512
MAX_TAG = 255
_BAD_QUANTITY = "Invalid fulfillment order line item quantity requested."
_NO_FULFILLMENT = "Fulfillment does not exist."


class UserErrorsError(Exception):
    """The write is refused; nothing changed."""

    def __init__(self, message: str, *field: str, code: str | None = None) -> None:
        super().__init__(message)
        error = {"message": message, "field": list(field) or None, "code": code}
        self.errors: list[Json] = [error]


def create(store: Store, asked: Mapping[str, Any]) -> Json:
    """Return the entry of a ``fulfillmentCreate``.

    Raises:
        UserErrorsError: Shopify would refuse it.
    """
    told: Mapping[str, Any] = asked["fulfillment"]
    groups: Sequence[Mapping[str, Any]] = told["lineItemsByFulfillmentOrder"]
    if not groups:
        raise UserErrorsError(
            "Line items by fulfillment order can't be blank", "fulfillment"
        )
    units = [_open_unit(store, group["fulfillmentOrderId"]) for group in groups]
    orders = {unit["orderId"] for unit in units}
    if len(orders) > 1:
        raise UserErrorsError(
            "All fulfillment orders must belong to the same order.", "fulfillment"
        )
    places = {
        (unit["assignedLocation"].get("location") or {}).get("id") for unit in units
    }
    if len(places) > 1:
        raise UserErrorsError(
            "All fulfillment orders must be assigned to the same location.",
            "fulfillment",
        )
    lines = [
        line
        for unit, group in zip(units, groups, strict=True)
        for line in _picked(unit, group.get("fulfillmentOrderLineItems"))
    ]
    _check_lines(units, lines)
    order = store.by_id[orders.pop()]
    return {
        "operation": "fulfillment_create",
        "fulfillment_id": store.new_fulfillment_id(),
        "name": f"{order['name']}-F{len(order['fulfillments']) + 1}",
        "order_id": order["id"],
        "order_name": order["name"],
        "location_id": places.pop(),
        "lines": lines,
        **_tracking(told.get("trackingInfo") or {}),
        "notify_customer": bool(told.get("notifyCustomer")),
    }


def _open_unit(store: Store, gid: str) -> Json:
    unit = store.by_id.get(gid)
    if unit is None or "/FulfillmentOrder/" not in gid:
        raise UserErrorsError("Fulfillment order does not exist.", "fulfillment")
    if store.by_id[unit["orderId"]]["cancelledAt"]:
        raise UserErrorsError("Order has been cancelled.", "fulfillment")
    can = any(act["action"] == "CREATE_FULFILLMENT" for act in unit["supportedActions"])
    if unit["status"] not in OPEN_STATES or not can:
        raise UserErrorsError(
            f"Fulfillment order {number_in(gid)} has an unfulfillable status="
            f" {unit['status'].lower()}.",
            "fulfillment",
        )
    return unit


def _picked(unit: Json, asked: Sequence[Mapping[str, Any]] | None) -> list[Json]:
    """Return what is to be sent of a fulfillment order, all that remains by default."""
    known = {line["id"]: line for line in unit["lineItems"]}
    if not asked:
        asked = [
            {"id": gid, "quantity": line["remainingQuantity"]}
            for gid, line in known.items()
            if line["remainingQuantity"]
        ]
    picked = []
    for part in asked:
        line = known.get(part["id"])
        if line is None:
            raise UserErrorsError(
                "Fulfillment order line item does not exist.", "fulfillment"
            )
        picked.append(
            {
                "fulfillment_order_id": unit["id"],
                "line_id": line["id"],
                "sku": line["sku"],
                "quantity": part["quantity"],
            }
        )
    return picked


def _check_lines(units: Sequence[Json], lines: Sequence[Json]) -> None:
    remaining = {
        line["id"]: line["remainingQuantity"]
        for unit in units
        for line in unit["lineItems"]
    }
    wanted: Counter[str] = Counter()
    for line in lines:
        wanted[line["line_id"]] += line["quantity"]
    if (
        not lines
        or any(line["quantity"] < 1 for line in lines)
        or any(quantity > remaining[gid] for gid, quantity in wanted.items())
    ):
        raise UserErrorsError(_BAD_QUANTITY, "fulfillment")
    if len(lines) > MAX_LINES:
        raise UserErrorsError(
            f"No more than {MAX_LINES} line items can be fulfilled at once.",
            "fulfillment",
        )


def _tracking(told: Mapping[str, Any]) -> Json:
    """Return company, numbers and URLs, whether one or many were given."""
    numbers = list(told.get("numbers") or [])
    urls = list(told.get("urls") or [])
    if not numbers and told.get("number"):
        numbers = [told["number"]]
    if not urls and told.get("url"):
        urls = [told["url"]]
    return {"company": told.get("company"), "numbers": numbers, "urls": urls}


def update_tracking(store: Store, asked: Mapping[str, Any]) -> Json:
    """Return the entry of a ``fulfillmentTrackingInfoUpdate``."""
    done = _standing(store, asked["fulfillmentId"], "fulfillmentId")
    return {
        "operation": "fulfillment_tracking_update",
        "fulfillment_id": done["id"],
        "order_id": store.order_of[done["id"]]["id"],
        **_tracking(asked["trackingInfoInput"]),
        "notify_customer": bool(asked.get("notifyCustomer")),
    }


def cancel(store: Store, asked: Mapping[str, Any]) -> Json:
    """Return the entry of a ``fulfillmentCancel``."""
    done = _standing(store, asked["id"], "id")
    if done["displayStatus"] == "DELIVERED":
        raise UserErrorsError("Fulfillment cannot be cancelled.", "id")
    return {
        "operation": "fulfillment_cancel",
        "fulfillment_id": done["id"],
        "order_id": store.order_of[done["id"]]["id"],
    }


def _standing(store: Store, gid: str, field: str) -> Json:
    done = store.by_id.get(gid)
    if done is None or "/Fulfillment/" not in gid:
        raise UserErrorsError(_NO_FULFILLMENT, field)
    if done["status"] == "CANCELLED":
        raise UserErrorsError("Fulfillment is already cancelled.", field)
    return done


def add_tags(store: Store, asked: Mapping[str, Any]) -> Json:
    """Return the entry of a ``tagsAdd`` on an order."""
    order = store.by_id.get(asked["id"])
    if order is None or "/Order/" not in asked["id"]:
        raise UserErrorsError("The resource does not exist.", "id")
    tags = [tag.strip() for tag in asked["tags"] if tag.strip()]
    if any(len(tag) > MAX_TAG for tag in tags):
        raise UserErrorsError(f"Tag is too long (maximum {MAX_TAG}).", "tags")
    return {"operation": "tags_add", "order_id": order["id"], "tags": tags}


def set_metafields(store: Store, asked: Mapping[str, Any]) -> Json:
    """Return the entry of a ``metafieldsSet`` on one order."""
    told = asked["metafields"]
    owners = {field["ownerId"] for field in told}
    order = store.by_id.get(next(iter(owners), ""))
    if len(owners) != 1 or order is None or "metafields" not in order:
        raise UserErrorsError(
            "Owner does not exist.", "metafields", "0", "ownerId", code="INVALID"
        )
    fields = []
    for at, field in enumerate(told):
        namespace = field.get("namespace") or "custom"
        known = metafield_of(order, namespace, field["key"])
        if "compareDigest" in field:
            digest = None if known is None else digest_of(known["value"])
            if field["compareDigest"] != digest:
                raise UserErrorsError(
                    "The resource has been updated since it was loaded.",
                    "metafields",
                    str(at),
                    code="STALE_OBJECT",
                )
        kind = field.get("type") or (known or {}).get("type")
        fields.append(
            {
                "namespace": namespace,
                "key": field["key"],
                "value": field["value"],
                "type": kind or "single_line_text_field",
            }
        )
    return {
        "operation": "metafields_set",
        "order_id": order["id"],
        "metafields": fields,
    }
