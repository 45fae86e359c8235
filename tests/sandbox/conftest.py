"""A small world, written anew for every test, and a sandbox over it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

import sandbox

NOW = "2026-11-21T05:30:00Z"


def _order(number: int, sku: str, quantity: int, **told: Any) -> dict[str, Any]:
    """A shop order of one line with one open fulfillment order."""
    line = {
        "id": f"gid://shopify/LineItem/{number}1",
        "sku": sku,
        "title": "Bin",
        "quantity": quantity,
        "currentQuantity": quantity,
        "unfulfilledQuantity": quantity,
        "vendor": "Northwind",
    }
    unit = {
        "id": f"gid://shopify/FulfillmentOrder/{number}7",
        "status": "OPEN",
        "requestStatus": "UNSUBMITTED",
        "supportedActions": [{"action": "CREATE_FULFILLMENT"}],
        "assignedLocation": {
            "name": "Dock",
            "location": {"id": "gid://shopify/Location/1"},
        },
        "lineItems": [
            {
                "id": f"gid://shopify/FulfillmentOrderLineItem/{number}8",
                "sku": sku,
                "productTitle": "Bin",
                "totalQuantity": quantity,
                "remainingQuantity": quantity,
                "lineItem": {"id": line["id"]},
            }
        ],
    }
    return {
        "id": f"gid://shopify/Order/{number}",
        "name": f"#{number}",
        "createdAt": "2026-11-18T10:00:00Z",
        "updatedAt": "2026-11-18T10:00:00Z",
        "lineItems": {"nodes": [line]},
        "fulfillmentOrders": {"edges": [{"node": unit}]},
    } | told


SHOP = {
    "shop": {"id": "gid://shopify/Shop/1", "name": "Racks", "currencyCode": "USD"},
    "locations": [{"id": "gid://shopify/Location/1", "name": "Dock"}],
    "products": [
        {
            "id": "gid://shopify/Product/1",
            "title": "Bin",
            "vendor": "Northwind",
            "status": "ACTIVE",
            "variants": [
                {"id": "gid://shopify/ProductVariant/1", "sku": "BIN-1", "price": "4.50"},
                {"id": "gid://shopify/ProductVariant/2", "sku": "BIN-2", "price": "5.50"},
            ],
        }
    ],
    "orders": [
        _order(1001, "BIN-1", 4, poNumber="PO 4711", tags=["PO-4711", "rush"]),
        _order(
            1002,
            "BIN-2",
            2,
            updatedAt="2026-11-19T10:00:00Z",
            sourceIdentifier="112-1234567-1234567",
            metafields=[{"namespace": "custom", "key": "vendor_po", "value": "4711-B"}],
            customAttributes=[{"key": "Vendor PO", "value": "4712"}],
        ),
        _order(1003, "BIN-1", 1, cancelledAt="2026-11-19T12:00:00Z"),
    ],
}
AMAZON_ORDER = "112-1234567-1234567"
MARKET = {
    "marketplaceId": "ATVPDKIKX0DER",
    "orders": [
        {
            "orderId": AMAZON_ORDER,
            "createdTime": "2026-11-18T09:00:00Z",
            "lastUpdatedTime": "2026-11-18T09:00:00Z",
            "salesChannel": {
                "channelName": "AMAZON",
                "marketplaceId": "ATVPDKIKX0DER",
            },
            "buyer": {"buyerName": "A. Buyer", "buyerPurchaseOrderNumber": "B-77"},
            "recipient": {"deliveryAddress": {"postalCode": "60601"}},
            "orderItems": [
                {
                    "orderItemId": "1",
                    "quantityOrdered": 2,
                    "product": {"sellerSku": "BIN-2"},
                }
            ],
        },
        {
            "orderId": "112-0000000-0000002",
            "createdTime": "2026-11-19T09:00:00Z",
            "lastUpdatedTime": "2026-11-19T09:00:00Z",
            "orderItems": [
                {
                    "orderItemId": "2",
                    "quantityOrdered": 1,
                    "product": {"sellerSku": "BIN-1"},
                }
            ],
        },
    ],
}
SHA = "ab" * 32
MODEL = {
    "answers": {
        SHA: [
            {"content": "{not json"},
            {"content": {"po_number": "4711", "lines": []}},
        ]
    }
}


@pytest.fixture
def world(tmp_path: Path) -> Path:
    folder = tmp_path / "world"
    folder.mkdir()
    (folder / "shopify.json").write_text(json.dumps(SHOP))
    (folder / "amazon.json").write_text(json.dumps(MARKET))
    (folder / "model.json").write_text(json.dumps(MODEL))
    (folder / "agent.toml").write_text(f"[world]\ninstant = {NOW}\n")
    return folder


@pytest.fixture
def box(world: Path, tmp_path: Path) -> Iterator[sandbox.Box]:
    with sandbox.start(world, tmp_path / "state") as running:
        yield running


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=5, trust_env=False) as client:
        yield client
