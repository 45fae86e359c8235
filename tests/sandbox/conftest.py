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
                {
                    "id": "gid://shopify/ProductVariant/1",
                    "sku": "BIN-1",
                    "price": "4.50",
                },
                {
                    "id": "gid://shopify/ProductVariant/2",
                    "sku": "BIN-2",
                    "price": "5.50",
                },
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


@pytest.fixture(scope="session")
def http() -> Iterator[httpx.Client]:
    """One client for all: to make one takes longer than most tests."""
    with httpx.Client(timeout=5, trust_env=False) as client:
        yield client


DOCUMENTS = Path(__file__).with_name("documents")


class Shop:
    """A plain client of the sandbox's shop."""

    def __init__(self, box: sandbox.Box, http: httpx.Client) -> None:
        self.told = box.ready()["shopify"]
        self.http = http
        self.url = self.told["url"] + "/admin/api/2026-10/graphql.json"
        self.headers = {"X-Shopify-Access-Token": self.told["token"]}

    def post(self, query: str, variables: dict[str, Any]) -> httpx.Response:
        body = {"query": query, "variables": variables}
        return self.http.post(self.url, json=body, headers=self.headers)

    def __call__(self, document: str, /, **variables: Any) -> dict[str, Any]:
        """Send one of the documents and return the whole answer."""
        query = (DOCUMENTS / f"{document}.graphql").read_text()
        answer: dict[str, Any] = self.post(query, variables).raise_for_status().json()
        return answer

    def fulfill(self, number: int, quantity: int | None = None, **tracking: Any) -> Any:
        """Fulfil a line of order *number*; all that remains without a quantity."""
        unit: dict[str, Any] = {
            "fulfillmentOrderId": f"gid://shopify/FulfillmentOrder/{number}7"
        }
        if quantity is not None:
            line = f"gid://shopify/FulfillmentOrderLineItem/{number}8"
            unit["fulfillmentOrderLineItems"] = [{"id": line, "quantity": quantity}]
        asked = {"lineItemsByFulfillmentOrder": [unit], "trackingInfo": tracking}
        answer = self("fulfillment_create", fulfillment=asked)
        return answer["data"]["fulfillmentCreate"]

    def state(self, number: int) -> dict[str, Any]:
        answer = self("order_state", id=f"gid://shopify/Order/{number}")
        order: dict[str, Any] = answer["data"]["order"]
        return order


@pytest.fixture
def shop(box: sandbox.Box, http: httpx.Client) -> Shop:
    return Shop(box, http)


class Market:
    """A plain client of the sandbox's marketplace."""

    order = AMAZON_ORDER

    def __init__(self, box: sandbox.Box, http: httpx.Client) -> None:
        self.told = box.ready()["amazon"]
        self.http = http
        self.url = self.told["url"]
        self.token = ""
        self.renew()

    def renew(self) -> httpx.Response:
        form = {
            "grant_type": "refresh_token",
            "refresh_token": self.told["refresh_token"],
            "client_id": self.told["client_id"],
            "client_secret": self.told["client_secret"],
        }
        answer = self.http.post(self.url + "/auth/o2/token", data=form)
        self.token = answer.json().get("access_token", "")
        return answer

    def get(self, order: str = "", **query: str) -> httpx.Response:
        path = "/orders/2026-01-01/orders" + (f"/{order}" if order else "")
        headers = {"x-amz-access-token": self.token}
        return self.http.get(self.url + path, params=query, headers=headers)

    def confirm(self, order: str = AMAZON_ORDER, **changes: Any) -> httpx.Response:
        """Confirm one of two pieces, with *changes* to the package."""
        package = {
            "packageReferenceId": "1",
            "carrierCode": "UPS",
            "trackingNumber": "1Z999AA10123456784",
            "shipDate": "2026-11-20T12:00:00Z",
            "orderItems": [{"orderItemId": "1", "quantity": 1}],
        } | changes
        body = {"marketplaceId": "ATVPDKIKX0DER", "packageDetail": package}
        body["packageDetail"] = {k: v for k, v in package.items() if v is not None}
        return self.http.post(
            f"{self.url}/orders/v0/orders/{order}/shipmentConfirmation",
            json=body,
            headers={"x-amz-access-token": self.token},
        )


@pytest.fixture
def market(box: sandbox.Box, http: httpx.Client) -> Market:
    return Market(box, http)
