"""Answers to the schema's fields, over the store's plain dicts.

A field without arguments is simply the dict's value of that name. What takes arguments or
is computed stands in :data:`FIELDS`; every connection is paged by the same function.
"""

import base64
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    get_named_type,
)

from sandbox.clock import Clock
from sandbox.shopify import fulfil, search
from sandbox.shopify.bulk import BulkOperations
from sandbox.shopify.complete import SCOPES, Json
from sandbox.shopify.store import Store, digest_of, metafield_of

MOST_IN_A_PAGE = 250
_STOCK_STATES = ("available", "on_hand", "committed")


@dataclass
class Call:
    """What one execution works on."""

    store: Store
    bulk: BulkOperations
    clock: Clock
    commit: Callable[[Json], Json]
    """Write an entry to the journal, apply it, return it as written."""
    url: str
    """Where result files are fetched."""
    unpaged: bool = False
    """In a bulk query a connection is given whole."""
    searches: list[Json] = field(default_factory=list)
    """Search terms that were not understood, for the answer's extensions."""


def bind(schema: GraphQLSchema) -> GraphQLSchema:
    """Put our resolvers on *schema* and return it."""
    for named in schema.type_map.values():
        if isinstance(named, GraphQLInterfaceType):
            named.resolve_type = _type_name
        if not isinstance(named, GraphQLObjectType) or named.name.startswith("__"):
            continue
        for name, part in named.fields.items():
            if get_named_type(part.type).name.endswith("Connection"):
                part.resolve = _connection
            known = FIELDS.get(f"{named.name}.{name}")
            if known is not None:
                part.resolve = known
    return schema


def _type_name(value: Json, *_: Any) -> str:
    return str(value["id"]).split("/")[3]


def _cursor(thing: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(str(thing["id"]).encode()).decode()


def _connection(source: Json, info: GraphQLResolveInfo, **asked: Any) -> Json:
    return page(source[info.field_name], info, asked)


def page(
    found: Sequence[Json], info: GraphQLResolveInfo, asked: Mapping[str, Any]
) -> Json:
    """Return one page of *found* as a connection.

    Raises:
        GraphQLError: Neither or both ends are asked for, too many, or no such cursor.
    """
    first, last = asked.get("first"), asked.get("last")
    if asked.get("reverse"):
        found = found[::-1]
    size = first if first is not None else last
    if not info.context.unpaged:
        if (first is None) == (last is None):
            raise GraphQLError(
                f"you must provide one of first or last for {info.field_name}",
                extensions={"code": "BAD_USER_INPUT"},
            )
        if not 0 < (size or 0) <= MOST_IN_A_PAGE:
            raise GraphQLError(
                f"{info.field_name} takes 1 to {MOST_IN_A_PAGE}, not {size}",
                extensions={"code": "BAD_USER_INPUT"},
            )
    start, stop = 0, len(found)
    if asked.get("after"):
        start = _position(found, asked["after"]) + 1
    if asked.get("before"):
        stop = _position(found, asked["before"])
    if first is not None:
        start, stop = start, min(stop, start + first)
    elif last is not None:
        start = max(start, stop - last)
    chosen = found[start:stop]
    return {
        "nodes": chosen,
        "edges": [{"node": thing, "cursor": _cursor(thing)} for thing in chosen],
        "pageInfo": {
            "hasNextPage": stop < len(found),
            "hasPreviousPage": start > 0,
            "startCursor": _cursor(chosen[0]) if chosen else None,
            "endCursor": _cursor(chosen[-1]) if chosen else None,
        },
    }


def _position(found: Sequence[Json], cursor: str) -> int:
    for at, thing in enumerate(found):
        if _cursor(thing) == cursor:
            return at
    raise GraphQLError(
        f"Invalid cursor {cursor!r}", extensions={"code": "BAD_USER_INPUT"}
    )


_ORDER_SORTS: dict[str, Callable[[Json], Any]] = {
    "CREATED_AT": lambda o: o["createdAt"],
    "UPDATED_AT": lambda o: o["updatedAt"],
    "PROCESSED_AT": lambda o: o["processedAt"],
    "ORDER_NUMBER": lambda o: o["number"],
    "PO_NUMBER": lambda o: o["poNumber"] or "",
}


def _orders(_: Any, info: GraphQLResolveInfo, **asked: Any) -> Json:
    call: Call = info.context
    found = _searched(call.store.orders, search.ORDERS, info, asked.get("query"))
    if not call.unpaged:
        found.sort(key=_ORDER_SORTS.get(asked["sortKey"], lambda _: 0))
    return page(found, info, asked)


def _variants(_: Any, info: GraphQLResolveInfo, **asked: Any) -> Json:
    store: Store = info.context.store
    found = _searched(store.variants, search.VARIANTS, info, asked.get("query"))
    return page(found, info, asked)


def _searched(
    things: list[Json],
    fields: search.Fields,
    info: GraphQLResolveInfo,
    text: str | None,
) -> list[Json]:
    if not text:
        return list(things)
    query = search.parse(text, fields)
    if query.warnings:
        info.context.searches.append(
            {"path": [info.path.key], "query": text, "warnings": query.warnings}
        )
    return [thing for thing in things if query.matches(thing)]


def _by_id(kind: str) -> Callable[..., Json | None]:
    def resolve(_: Any, info: GraphQLResolveInfo, id: str | None = None) -> Json | None:  # noqa: A002  # the schema's argument name
        store: Store = info.context.store
        if id is None:
            return (
                store.locations[0] if kind == "Location" and store.locations else None
            )
        found = store.by_id.get(id)
        return found if found and _type_name(found) == kind else None

    return resolve


def _node(_: Any, info: GraphQLResolveInfo, id: str) -> Json | None:  # noqa: A002  # the schema's argument name
    found: Json | None = info.context.store.by_id.get(id)
    return found


def _nodes(_: Any, info: GraphQLResolveInfo, ids: list[str]) -> list[Json | None]:
    return [info.context.store.by_id.get(gid) for gid in ids]


def _count(number: int) -> Json:
    return {"count": number, "precision": "EXACT"}


def _write(
    plan: Callable[[Store, Mapping[str, Any]], Json],
    payload: Callable[[Store, Json], Json],
    empty: Json,
) -> Callable[..., Json]:
    """Return a mutation: plan the entry, commit it, show what it became."""

    def resolve(_: Any, info: GraphQLResolveInfo, **asked: Any) -> Json:
        call: Call = info.context
        try:
            entry = call.commit(plan(call.store, asked.get("fulfillment") or asked))
        except fulfil.UserErrorsError as refused:
            return empty | {"userErrors": refused.errors}
        return payload(call.store, entry) | {"userErrors": []}

    return resolve


def _its_fulfillment(store: Store, entry: Json) -> Json:
    return {"fulfillment": store.by_id[entry["fulfillment_id"]]}


def _its_metafields(store: Store, entry: Json) -> Json:
    order = store.by_id[entry["order_id"]]
    names = [(told["namespace"], told["key"]) for told in entry["metafields"]]
    return {"metafields": [metafield_of(order, *name) for name in names]}


def _bulk_run(_: Any, info: GraphQLResolveInfo, **asked: Any) -> Json:
    return info.context.bulk.run(asked["query"], info.context)


def _bulk_operation(_: Any, info: GraphQLResolveInfo, id: str) -> Json | None:  # noqa: A002  # the schema's argument name
    call: Call = info.context
    return call.bulk.poll(id, call.clock, call.url)


def _first(source: Json, info: GraphQLResolveInfo, **asked: Any) -> Any:
    """Return a plain list's first entries."""
    listed = source[info.field_name]
    return listed if asked.get("first") is None else listed[: asked["first"]]


def _metafield(source: Json, _: GraphQLResolveInfo, **asked: Any) -> Json | None:
    return metafield_of(source, asked.get("namespace") or "custom", asked["key"])


def _metafields(source: Json, info: GraphQLResolveInfo, **asked: Any) -> Json:
    wanted = asked.get("namespace")
    keys = asked.get("keys")
    found = [
        told
        for told in source["metafields"]
        if (wanted is None or told["namespace"] == wanted)
        and (keys is None or f"{told['namespace']}.{told['key']}" in keys)
    ]
    return page(found, info, asked)


def _quantities(source: Json, _: Any, names: list[str]) -> list[Json]:
    held = source.get("on_hand", 0)
    values = {"available": held, "on_hand": held, "committed": 0}
    return [
        {
            "id": f"{source['id']}&name={name}",
            "name": name,
            "quantity": values[name],
            "updatedAt": None,
        }
        for name in names
        if name in _STOCK_STATES
    ]


FIELDS: dict[str, Callable[..., Any]] = {
    "QueryRoot.orders": _orders,
    "QueryRoot.ordersCount": lambda _, info, **asked: _count(
        len(
            _searched(
                info.context.store.orders, search.ORDERS, info, asked.get("query")
            )
        )
    ),
    "QueryRoot.productVariants": _variants,
    "QueryRoot.productVariantsCount": lambda _, info, **asked: _count(
        len(
            _searched(
                info.context.store.variants, search.VARIANTS, info, asked.get("query")
            )
        )
    ),
    "QueryRoot.locations": lambda _, info, **asked: page(
        info.context.store.locations, info, asked
    ),
    "QueryRoot.order": _by_id("Order"),
    "QueryRoot.fulfillment": _by_id("Fulfillment"),
    "QueryRoot.fulfillmentOrder": _by_id("FulfillmentOrder"),
    "QueryRoot.location": _by_id("Location"),
    "QueryRoot.productVariant": _by_id("ProductVariant"),
    "QueryRoot.node": _node,
    "QueryRoot.nodes": _nodes,
    "QueryRoot.shop": lambda _, info: info.context.store.shop,
    "QueryRoot.currentAppInstallation": lambda *_: {
        "id": "gid://shopify/AppInstallation/1",
        "accessScopes": [{"handle": scope} for scope in SCOPES],
    },
    "QueryRoot.bulkOperation": _bulk_operation,
    "Mutation.bulkOperationRunQuery": _bulk_run,
    "Mutation.fulfillmentCreate": _write(
        fulfil.create, _its_fulfillment, {"fulfillment": None}
    ),
    "Mutation.fulfillmentTrackingInfoUpdate": _write(
        fulfil.update_tracking, _its_fulfillment, {"fulfillment": None}
    ),
    "Mutation.fulfillmentCancel": _write(
        fulfil.cancel, _its_fulfillment, {"fulfillment": None}
    ),
    "Mutation.tagsAdd": _write(
        fulfil.add_tags,
        lambda store, entry: {"node": store.by_id[entry["order_id"]]},
        {"node": None},
    ),
    "Mutation.metafieldsSet": _write(
        fulfil.set_metafields, _its_metafields, {"metafields": None}
    ),
    "Order.closed": lambda order, _: bool(order["closedAt"]),
    "Order.requiresShipping": lambda order, _: any(
        line["requiresShipping"] for line in order["lineItems"]
    ),
    "Order.fulfillments": _first,
    "Order.fulfillmentsCount": lambda order, _, **__: _count(
        len(order["fulfillments"])
    ),
    "Order.metafield": _metafield,
    "Order.metafields": _metafields,
    "Fulfillment.trackingInfo": _first,
    "InventoryLevel.quantities": _quantities,
    "Metafield.compareDigest": lambda told, _: digest_of(told["value"]),
}
"""By ``Type.field``: what is not simply the value of that name."""
