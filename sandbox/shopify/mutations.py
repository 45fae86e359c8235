"""The schema's mutations: plan the write, journal it, show what it became."""

from collections.abc import Callable, Mapping
from typing import Any

from graphql import GraphQLResolveInfo

from sandbox.shopify import fulfil
from sandbox.shopify.call import Call
from sandbox.shopify.complete import Json
from sandbox.shopify.store import Store, metafield_of

Resolver = Callable[..., Any]


def _write(
    plan: Callable[[Store, Mapping[str, Any]], Json],
    result: str,
    show: Callable[[Store, Json], Any],
) -> Resolver:
    """Return a resolver for one kind of write.

    Args:
        plan: Turns what is asked into a journal entry or raises the user errors.
        result: The payload's property for what was written.
        show: What that property holds, from the entry as it was applied.
    """

    def resolve(_: Any, info: GraphQLResolveInfo[Call], **asked: Any) -> Json:
        call = info.context
        try:
            planned = plan(call.store, asked)
        except fulfil.UserErrorsError as refused:
            return {result: None, "userErrors": refused.errors}
        return {result: show(call.store, call.commit(planned)), "userErrors": []}

    return resolve


def _fulfillment(store: Store, entry: Json) -> Json:
    return store.by_id[entry["fulfillment_id"]]


def _order(store: Store, entry: Json) -> Json:
    return store.by_id[entry["order_id"]]


def _metafields(store: Store, entry: Json) -> list[Json | None]:
    order = _order(store, entry)
    names = [(told["namespace"], told["key"]) for told in entry["metafields"]]
    return [metafield_of(order, *name) for name in names]


def _bulk_run(_: Any, info: GraphQLResolveInfo[Call], **asked: Any) -> Json:
    return info.context.bulk.run(asked["query"], info.context)


MUTATIONS: dict[str, Resolver] = {
    "bulkOperationRunQuery": _bulk_run,
    "fulfillmentCreate": _write(fulfil.create, "fulfillment", _fulfillment),
    "fulfillmentTrackingInfoUpdate": _write(
        fulfil.update_tracking, "fulfillment", _fulfillment
    ),
    "fulfillmentCancel": _write(fulfil.cancel, "fulfillment", _fulfillment),
    "tagsAdd": _write(fulfil.add_tags, "node", _order),
    "metafieldsSet": _write(fulfil.set_metafields, "metafields", _metafields),
}
"""By field of the schema's mutation type."""
