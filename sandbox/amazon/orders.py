"""Searching and reading orders: filters, pages, and which data sets are given."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence

from sandbox.amazon.store import Json, Store, changed_at
from sandbox.clock import Clock, instant, text_of

MOST_IN_A_PAGE = 100
_SETS = {
    "buyer": "BUYER",
    "recipient": "RECIPIENT",
    "proceeds": "PROCEEDS",
    "expense": "EXPENSE",
    "promotion": "PROMOTION",
    "cancellation": "CANCELLATION",
    "fulfillment": "FULFILLMENT",
    "packages": "PACKAGES",
    "tax": "TAX",
    "payment": "PAYMENT",
    "fulfillmentOrders": "FULFILLMENT_ORDERS",
}
"""Property of an order or of its items, and the data set that has to be asked for."""
_STATES = (
    "PENDING_AVAILABILITY",
    "PENDING",
    "UNSHIPPED",
    "PARTIALLY_SHIPPED",
    "SHIPPED",
    "CANCELLED",
    "UNFULFILLABLE",
)


class QueryError(ValueError):
    """The parameters are refused; the message says which."""


Query = Mapping[str, Sequence[str]]


def _one(query: Query, name: str) -> str | None:
    values = query.get(name)
    return values[-1] if values else None


def _many(query: Query, name: str, known: Sequence[str] = ()) -> list[str]:
    """Return a list's values, whether repeated or joined by commas."""
    values = [part for told in query.get(name, ()) for part in told.split(",") if part]
    wrong = [value for value in values if known and value not in known]
    if wrong:
        raise QueryError(f"{name} has no value {wrong[0]}.")
    return values


def _instant(query: Query, name: str) -> float | None:
    told = _one(query, name)
    if told is None:
        return None
    try:
        return instant(told).timestamp()
    except ValueError:
        raise QueryError(f"{name} must be an ISO 8601 date and time.") from None


def _included(query: Query) -> frozenset[str]:
    return frozenset(_many(query, "includedData", tuple(_SETS.values())))


def show(order: Json, query: Query) -> Json:
    """Return *order* with the data sets that were asked for and no others."""
    included = _included(query)
    shown = _visible(order, included)
    shown["orderItems"] = [_visible(item, included) for item in order["orderItems"]]
    return shown


def _visible(part: Json, included: frozenset[str]) -> Json:
    return {
        key: value
        for key, value in part.items()
        if key not in _SETS or _SETS[key] in included
    }


def search(store: Store, query: Query, clock: Clock) -> Json:
    """Return one page of the orders that fit, oldest change first.

    Raises:
        QueryError: The parameters contradict each other or are malformed.
    """
    key, after, before = _window(query)
    size = _page_size(query)
    found = [
        order
        for order in store.orders.values()
        if after <= changed_at(order, key) <= before and _fits(order, query)
    ]
    found.sort(key=lambda order: (changed_at(order, key), order["orderId"]))
    token = _one(query, "paginationToken")
    if token:
        last = _position(token)
        found = [o for o in found if (changed_at(o, key), o["orderId"]) > last]
    chosen = found[:size]
    answer: Json = {"orders": [show(order, query) for order in chosen]}
    if len(found) > size:
        mark = (changed_at(chosen[-1], key), chosen[-1]["orderId"])
        answer["pagination"] = {"nextToken": _token(mark)}
    limit = "createdBefore" if key == "createdTime" else "lastUpdatedBefore"
    answer[limit] = _one(query, limit) or text_of(clock.now())
    return answer


def _window(query: Query) -> tuple[str, float, float]:
    """Return the property that is looked at and its bounds in seconds."""
    created, updated = (
        _instant(query, "createdAfter"),
        _instant(query, "lastUpdatedAfter"),
    )
    if (created is None) == (updated is None):
        raise QueryError("Provide exactly one of createdAfter and lastUpdatedAfter.")
    before = {
        name: _instant(query, name) for name in ("createdBefore", "lastUpdatedBefore")
    }
    if created is not None:
        if before["lastUpdatedBefore"] is not None:
            raise QueryError("lastUpdatedBefore does not go with createdAfter.")
        return "createdTime", created, _or_forever(before["createdBefore"])
    if before["createdBefore"] is not None:
        raise QueryError("createdBefore does not go with lastUpdatedAfter.")
    return "lastUpdatedTime", updated or 0.0, _or_forever(before["lastUpdatedBefore"])


def _or_forever(moment: float | None) -> float:
    return float("inf") if moment is None else moment


def _page_size(query: Query) -> int:
    told = _one(query, "maxResultsPerPage") or str(MOST_IN_A_PAGE)
    if not told.isdigit() or not 1 <= int(told) <= MOST_IN_A_PAGE:
        raise QueryError(f"maxResultsPerPage must be 1 to {MOST_IN_A_PAGE}.")
    return int(told)


def _fits(order: Json, query: Query) -> bool:
    states = _many(query, "fulfillmentStatuses", _STATES)
    by = _many(query, "fulfilledBy", ("MERCHANT", "AMAZON"))
    places = _many(query, "marketplaceIds")
    fulfillment = order["fulfillment"]
    return (
        (not states or fulfillment["fulfillmentStatus"] in states)
        and (not by or fulfillment["fulfilledBy"] in by)
        and (not places or order["salesChannel"].get("marketplaceId") in places)
    )


def _token(mark: tuple[float, str]) -> str:
    return base64.urlsafe_b64encode(json.dumps(mark).encode()).decode()


def _position(token: str) -> tuple[float, str]:
    try:
        moment, order_id = json.loads(base64.urlsafe_b64decode(token))
        return float(moment), str(order_id)
    except (ValueError, TypeError, binascii.Error):
        raise QueryError("paginationToken is not valid.") from None
