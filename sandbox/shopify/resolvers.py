"""Answers to the schema's fields, over the store's plain dicts.

A field without arguments is simply the dict's value of that name. What takes arguments
or is computed stands in :data:`FIELDS`; every connection is paged by one function.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    get_named_type,
)

from sandbox.shopify import search
from sandbox.shopify.call import Call
from sandbox.shopify.complete import SCOPES, Json
from sandbox.shopify.mutations import MUTATIONS, Resolver
from sandbox.shopify.paging import check_size, page
from sandbox.shopify.store import digest_of, metafield_of

Info = GraphQLResolveInfo[Call]


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
    """Return the type in a global id: ``gid://shopify/Order/1001`` is an Order."""
    return str(value["id"]).split("/")[3]


_PAGING = {"first", "last", "after", "before", "reverse"}


def _connection(source: Json, info: Info, **asked: Any) -> Json:
    """Return a page of what the source lists under the field's name.

    Raises:
        GraphQLError: An argument would narrow it down, which nothing here does.
    """
    ignored = [name for name in asked.keys() - _PAGING if asked[name]]
    if ignored:
        raise GraphQLError(
            f"the sandbox does not serve {info.field_name}({ignored[0]})"
        )
    return _paged(source[info.field_name], info, asked)


def _paged(found: Sequence[Json], info: Info, asked: Mapping[str, Any]) -> Json:
    if not info.context.unpaged:
        check_size(info.field_name, asked)
    return page(found, info.field_name, asked)


_ORDER_SORTS: dict[str, Callable[[Json], Any]] = {
    "CREATED_AT": lambda order: order["createdAt"],
    "UPDATED_AT": lambda order: order["updatedAt"],
    "PROCESSED_AT": lambda order: order["processedAt"],
    "ORDER_NUMBER": lambda order: order["number"],
    "PO_NUMBER": lambda order: order["poNumber"] or "",
}


def _orders(_: Any, info: Info, **asked: Any) -> Json:
    found = _searched_orders(info, asked)
    sort = _ORDER_SORTS.get(asked["sortKey"])
    if sort is not None and not info.context.unpaged:
        found.sort(key=sort)
    return _paged(found, info, asked)


def _searched_orders(info: Info, asked: Mapping[str, Any]) -> list[Json]:
    orders = info.context.store.orders
    return _searched(orders, search.ORDERS, info, asked.get("query"))


def _variants(_: Any, info: Info, **asked: Any) -> Json:
    return _paged(_searched_variants(info, asked), info, asked)


def _searched_variants(info: Info, asked: Mapping[str, Any]) -> list[Json]:
    variants = info.context.store.variants
    return _searched(variants, search.VARIANTS, info, asked.get("query"))


def _searched(
    things: list[Json], fields: search.Fields, info: Info, text: str | None
) -> list[Json]:
    if not text:
        return list(things)
    query = search.parse(text, fields)
    if query.warnings:
        info.context.searches.append(
            {"path": [info.path.key], "query": text, "warnings": query.warnings}
        )
    return [thing for thing in things if query.matches(thing)]


def _by_id(kind: str) -> Resolver:
    """Return a resolver for the one object of that type and id, or null."""

    def resolve(_: Any, info: Info, **asked: Any) -> Json | None:
        found = info.context.store.by_id.get(asked["id"])
        return found if found and _type_name(found) == kind else None

    return resolve


def _location(_: Any, info: Info, **asked: Any) -> Json | None:
    """Return the location of that id; without one, the shop's first."""
    if asked.get("id") is None:
        return next(iter(info.context.store.locations), None)
    found: Json | None = _by_id("Location")(_, info, **asked)
    return found


def _nodes(_: Any, info: Info, ids: list[str]) -> list[Json | None]:
    return [info.context.store.by_id.get(gid) for gid in ids]


def _installation(*_: Any) -> Json:
    scopes = [{"handle": scope} for scope in SCOPES]
    return {"id": "gid://shopify/AppInstallation/1", "accessScopes": scopes}


def _bulk_operation(_: Any, info: Info, **asked: Any) -> Json | None:
    call = info.context
    return call.bulk.poll(asked["id"], call.clock, call.url)


def _count(number: int) -> Json:
    return {"count": number, "precision": "EXACT"}


def _first(source: Json, info: Info, **asked: Any) -> Any:
    """Return a plain list's first entries."""
    listed = source[info.field_name]
    return listed if asked.get("first") is None else listed[: asked["first"]]


def _metafield(source: Json, _: Info, **asked: Any) -> Json | None:
    return metafield_of(source, asked.get("namespace") or "custom", asked["key"])


def _metafields(source: Json, info: Info, **asked: Any) -> Json:
    namespace, keys = asked.get("namespace"), asked.get("keys")
    found = [
        told
        for told in source["metafields"]
        if namespace in (None, told["namespace"])
        and (keys is None or f"{told['namespace']}.{told['key']}" in keys)
    ]
    return _paged(found, info, asked)


def _quantities(source: Json, _: Info, names: list[str]) -> list[Json]:
    """Return the stock by state. Nothing is ever committed in the sandbox."""
    held = source.get("on_hand", 0)
    values = {"available": held, "on_hand": held, "committed": 0}
    return [
        {"id": f"{source['id']}&name={name}", "name": name, "quantity": values[name]}
        for name in names
        if name in values
    ]


_COMPUTED: dict[str, Resolver] = {
    "QueryRoot.orders": _orders,
    "QueryRoot.ordersCount": lambda _, info, **asked: _count(
        len(_searched_orders(info, asked))
    ),
    "QueryRoot.productVariants": _variants,
    "QueryRoot.productVariantsCount": lambda _, info, **asked: _count(
        len(_searched_variants(info, asked))
    ),
    "QueryRoot.locations": lambda _, info, **asked: _paged(
        info.context.store.locations, info, asked
    ),
    "QueryRoot.order": _by_id("Order"),
    "QueryRoot.fulfillment": _by_id("Fulfillment"),
    "QueryRoot.fulfillmentOrder": _by_id("FulfillmentOrder"),
    "QueryRoot.productVariant": _by_id("ProductVariant"),
    "QueryRoot.location": _location,
    "QueryRoot.node": lambda _, info, **asked: info.context.store.by_id.get(
        asked["id"]
    ),
    "QueryRoot.nodes": _nodes,
    "QueryRoot.shop": lambda _, info: info.context.store.shop,
    "QueryRoot.currentAppInstallation": _installation,
    "QueryRoot.bulkOperation": _bulk_operation,
    "Order.closed": lambda order, _: bool(order["closedAt"]),
    "Order.requiresShipping": lambda order, _: any(
        line["requiresShipping"] for line in order["lineItems"]
    ),
    "Order.fulfillments": _first,
    "Order.fulfillmentsCount": lambda order, *_: _count(len(order["fulfillments"])),
    "Order.metafield": _metafield,
    "Order.metafields": _metafields,
    "Fulfillment.trackingInfo": _first,
    "InventoryLevel.quantities": _quantities,
    "Metafield.compareDigest": lambda told, _: digest_of(told["value"]),
}
FIELDS = _COMPUTED | {f"Mutation.{name}": act for name, act in MUTATIONS.items()}
"""By ``Type.field``: what is not simply the value of that name."""
