"""Cut the Admin schema down to what the sandbox serves.

    python -m sandbox.shopify.cut_schema admin_2026-10.json.gz > admin_2026-10.graphql

The input is the full introspection result; PROVENANCE.md says where it comes from. The
output keeps the served fields of :data:`SERVED` with every argument and every input and
enum type they need, unabridged: what is not in the cut is refused as an unknown field.
"""

import gzip
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    build_client_schema,
    get_named_type,
    print_schema,
)

SERVED = {
    "QueryRoot": """bulkOperation currentAppInstallation fulfillment fulfillmentOrder
        location locations node nodes order orders productVariant productVariants
        productVariantsCount ordersCount shop""",
    "Mutation": """bulkOperationRunQuery fulfillmentCancel fulfillmentCreate
        fulfillmentTrackingInfoUpdate metafieldsSet tagsAdd""",
    "AccessScope": "handle",
    "AppInstallation": "accessScopes id",
    "Attribute": "key value",
    "BulkOperation": """completedAt createdAt errorCode fileSize id objectCount
        partialDataUrl query rootObjectCount status type url""",
    "Count": "count precision",
    "Fulfillment": """createdAt deliveredAt displayStatus estimatedDeliveryAt
        fulfillmentLineItems id inTransitAt legacyResourceId location name status
        totalQuantity trackingInfo updatedAt""",
    "FulfillmentLineItem": "id lineItem quantity",
    "FulfillmentHold": "id reason reasonNotes",
    "FulfillmentOrder": """assignedLocation createdAt fulfillmentHolds id lineItems
        orderId orderName requestStatus status supportedActions updatedAt""",
    "FulfillmentOrderAssignedLocation": "location name",
    "FulfillmentOrderLineItem": """id lineItem productTitle remainingQuantity
        requiresShipping sku totalQuantity variantTitle vendor""",
    "FulfillmentOrderSupportedAction": "action",
    "FulfillmentTrackingInfo": "company number url",
    "InventoryItem": "duplicateSkuCount id inventoryLevels sku tracked unitCost",
    "InventoryLevel": "id isActive location quantities",
    "InventoryQuantity": "id name quantity updatedAt",
    "LineItem": """currentQuantity fulfillableQuantity id name quantity requiresShipping
        sku title unfulfilledQuantity variantTitle vendor""",
    "Location": "fulfillsOnlineOrders id isActive name shipsInventory",
    "MailingAddress": """address1 address2 city company countryCodeV2 firstName id
        lastName name phone provinceCode zip""",
    "Metafield": "compareDigest id key namespace type value",
    "MoneyV2": "amount currencyCode",
    "Order": """cancelReason cancelledAt closed closedAt createdAt customAttributes
        displayFinancialStatus displayFulfillmentStatus email fulfillmentOrders
        fulfillments fulfillmentsCount id legacyResourceId lineItems metafield
        metafields name note number poNumber processedAt requiresShipping
        shippingAddress sourceIdentifier sourceName tags test updatedAt""",
    "Product": "id status title updatedAt vendor",
    "ProductVariant": """barcode compareAtPrice id inventoryItem inventoryPolicy
        inventoryQuantity price product sku title updatedAt""",
    "Shop": "currencyCode ianaTimezone id myshopifyDomain name",
}
"""Per type the fields the sandbox can answer; other object types are kept whole."""


def cut(full: GraphQLSchema) -> GraphQLSchema:
    """Return *full* with nothing but the served fields and the types they need."""
    kept: set[str] = set()
    waiting = [full.type_map["QueryRoot"], full.type_map["Mutation"]]
    while waiting:
        named = waiting.pop()
        if named.name in kept:
            continue
        kept.add(named.name)
        waiting += _needs(named)
    for name in set(full.type_map) - kept:
        if not name.startswith("__"):
            del full.type_map[name]
    return GraphQLSchema(
        query=_object(full, "QueryRoot"),
        mutation=_object(full, "Mutation"),
        types=[full.type_map[name] for name in sorted(kept)],
        directives=[d for d in full.directives if d.name == "idempotent"],
        assume_valid=True,
    )


def _object(schema: GraphQLSchema, name: str) -> GraphQLObjectType:
    named = schema.type_map[name]
    if not isinstance(named, GraphQLObjectType):
        raise TypeError(f"{name} is no object type")
    return named


def _needs(named: GraphQLNamedType) -> Iterable[GraphQLNamedType]:
    """Cut *named* down in place and return the types its remaining parts speak of."""
    if isinstance(named, GraphQLInputObjectType):
        return [get_named_type(part.type) for part in named.fields.values()]
    if not isinstance(named, GraphQLObjectType | GraphQLInterfaceType):
        return []
    if named.name in SERVED:
        wanted = SERVED[named.name].split()
        named.fields = {name: named.fields[name] for name in wanted}
    if isinstance(named, GraphQLObjectType):
        named.interfaces = tuple(i for i in named.interfaces if i.name == "Node")
    return [n for part in named.fields.values() for n in _field_types(part)]


def _field_types(part: GraphQLField) -> Iterable[GraphQLNamedType]:
    yield get_named_type(part.type)
    for argument in part.args.values():
        yield get_named_type(argument.type)


def _without_descriptions(schema: GraphQLSchema) -> None:
    for named in schema.type_map.values():
        named.description = None
        parts: list[Any] = []
        if isinstance(named, GraphQLEnumType):
            parts += named.values.values()
        fields = getattr(named, "fields", {})
        parts += fields.values()
        parts += [a for f in fields.values() for a in getattr(f, "args", {}).values()]
        for part in parts:
            part.description = None
    for directive in schema.directives:
        directive.description = None
        for argument in directive.args.values():
            argument.description = None


def main() -> None:
    """Read the introspection file named on the command line, print the cut."""
    with gzip.open(Path(sys.argv[1])) as file:
        full = build_client_schema(json.load(file)["data"], assume_valid=True)
    smaller = cut(full)
    _without_descriptions(smaller)
    sys.stdout.write(print_schema(smaller) + "\n")


if __name__ == "__main__":
    main()
