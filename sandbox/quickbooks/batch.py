"""Several calls in one: each has an answer or a fault of its own."""

from collections.abc import Callable, Iterator
from typing import Any

from sandbox.quickbooks.whole import Json
from sandbox.quickbooks.words import RefusedError, fault

MOST = 30

Query = Callable[[str], Json]
Create = Callable[[Any, str], Json]
"""Takes a bill and the request id it is made under; returns the answer."""


def answered(body: Any, request_id: str, query: Query, create: Create) -> Json:
    """Return the answers to a batch, in its order.

    Raises:
        RefusedError: It is no batch, or too large; nothing in it was done.
    """
    items = body.get("BatchItemRequest") if isinstance(body, dict) else None
    if not isinstance(items, list) or not all(isinstance(i, dict) for i in items):
        raise RefusedError("2010", "The request holds no BatchItemRequest.")
    if len(items) > MOST:
        raise RefusedError("1040", f"A batch holds at most {MOST} requests.")
    return {"BatchItemResponse": list(_each(items, request_id, query, create))}


def _each(
    items: list[Json], request_id: str, query: Query, create: Create
) -> Iterator[Json]:
    for item in items:
        own_id = f"{request_id}:{item.get('bId')}" if request_id else ""
        try:
            answer = _one(item, own_id, query, create)
        except RefusedError as refused:
            answer = fault(refused)
        yield answer | ({"bId": item["bId"]} if "bId" in item else {})


def _one(item: Json, request_id: str, query: Query, create: Create) -> Json:
    if "Query" in item:
        return query(str(item["Query"]))
    if item.get("operation") == "create" and "Bill" in item:
        return create(item["Bill"], request_id)
    raise RefusedError("500", "Operation is not supported in a batch.")
