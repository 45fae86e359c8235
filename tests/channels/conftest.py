"""A small world, its sandbox, and our adapters on it."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

import sandbox
from channels.amazon.config import AmazonConfig
from channels.amazon.marketplace import AmazonMarketplace
from channels.shopify.config import ShopifyConfig
from channels.shopify.shop import ShopifyShop
from channels.timing import Timing
from matchers.values import ConfirmItem, ConfirmShipment, FulfillLine, FulfillOrder

NOW = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
SINCE = datetime(2026, 8, 23, tzinfo=UTC)
GID = "gid://shopify"
AMAZON_ORDER = "111-1234567-1234567"


def shop_order(number: int, **fields: Any) -> dict[str, Any]:
    """Return one shop order: two lines, one fulfillment order, nothing shipped."""
    lines = [
        {
            "id": f"{GID}/LineItem/{number}{at}",
            "sku": f"A-{at}",
            "title": "Bin",
            "quantity": 4,
            "currentQuantity": 4,
            "unfulfilledQuantity": 4,
            "vendor": "Acme",
        }
        for at in (1, 2)
    ]
    unit = {
        "id": f"{GID}/FulfillmentOrder/{number}",
        "status": "OPEN",
        "requestStatus": "UNSUBMITTED",
        "supportedActions": [{"action": "CREATE_FULFILLMENT"}],
        "assignedLocation": {"name": "Dock", "location": {"id": f"{GID}/Location/1"}},
        "fulfillmentHolds": [],
        "lineItems": [
            {
                "id": f"{GID}/FulfillmentOrderLineItem/{number}{at}",
                "sku": f"A-{at}",
                "productTitle": "Bin",
                "variantTitle": None,
                "vendor": "Acme",
                "totalQuantity": 4,
                "remainingQuantity": 4,
                "requiresShipping": True,
                "lineItem": {"id": f"{GID}/LineItem/{number}{at}"},
            }
            for at in (1, 2)
        ],
    }
    return {
        "id": f"{GID}/Order/{number}",
        "name": f"#{number}",
        "poNumber": None,
        "sourceName": "web",
        "sourceIdentifier": None,
        "tags": [f"PO-{number}"],
        "note": None,
        "email": None,
        "createdAt": "2026-11-18T10:00:00Z",
        "updatedAt": "2026-11-19T10:00:00Z",
        "cancelledAt": None,
        "closedAt": None,
        "displayFulfillmentStatus": "UNFULFILLED",
        "customAttributes": [{"key": "Vendor PO", "value": f"V-{number}"}],
        "shippingAddress": {"name": "A", "zip": "60601", "countryCodeV2": "US"},
        "metafields": [
            {"namespace": "custom", "key": "vendor_po", "value": f"M-{number}"}
        ],
        "lineItems": lines,
        "fulfillmentOrders": [unit],
        "fulfillments": [],
        **fields,
    }


def market_order(order_id: str = AMAZON_ORDER, **fields: Any) -> dict[str, Any]:
    """Return one marketplace order of three of one item, nothing shipped."""
    return {
        "orderId": order_id,
        "createdTime": "2026-11-18T10:00:00Z",
        "lastUpdatedTime": "2026-11-19T10:00:00Z",
        "salesChannel": {"channelName": "AMAZON", "marketplaceId": "ATVPDKIKX0DER"},
        "buyer": {"buyerPurchaseOrderNumber": "B-9"},
        "recipient": {"deliveryAddress": {"postalCode": "98101"}},
        "fulfillment": {"fulfillmentStatus": "UNSHIPPED", "fulfilledBy": "MERCHANT"},
        "orderItems": [
            {
                "orderItemId": "79039765272157",
                "quantityOrdered": 3,
                "product": {"sellerSku": "A-1"},
                "fulfillment": {"quantityFulfilled": 0, "quantityUnfulfilled": 3},
            }
        ],
        **fields,
    }


def fulfillment(**change: Any) -> FulfillOrder:
    """Return the act of shipping three of the first line of order 1001."""
    fields: dict[str, Any] = {
        "shop": "main",
        "order_id": f"{GID}/Order/1001",
        "order_name": "#1001",
        "lines": (
            FulfillLine(
                fulfillment_order_id=f"{GID}/FulfillmentOrder/1001",
                line_id=f"{GID}/FulfillmentOrderLineItem/10011",
                sku="A-1",
                quantity=3,
            ),
        ),
        "carrier": "UPSN",
        "tracking_numbers": ("1Z5R89390357567127",),
    }
    return FulfillOrder(**{**fields, **change})


def confirmation(**change: Any) -> ConfirmShipment:
    """Return the act of confirming two of the marketplace order."""
    fields: dict[str, Any] = {
        "marketplace": "us",
        "marketplace_id": "ATVPDKIKX0DER",
        "order_id": AMAZON_ORDER,
        "package_reference": "1",
        "items": (ConfirmItem(order_item_id="79039765272157", sku="A-1", quantity=2),),
        "carrier": "UPSN",
        "tracking_number": "1Z5R89390357567127",
        "ship_date": date(2026, 11, 20),
    }
    return ConfirmShipment(**{**fields, **change})


class Slept(list[float]):
    """A sleep that remembers, and really sleeps only when it is told to."""

    real = False

    def __call__(self, seconds: float) -> None:
        self.append(seconds)
        if self.real:
            time.sleep(seconds)


class Channels:
    """A running sandbox and adapters on it that never really sleep."""

    def __init__(self, box: sandbox.Box) -> None:
        self.box = box
        self.slept = Slept()

    def shop(
        self,
        *,
        granted: bool = False,
        monotonic: Callable[[], float] = time.monotonic,
        **change: Any,
    ) -> ShopifyShop:
        ready = self.box.ready()["shopify"]
        keys: dict[str, Any] = {"token": SecretStr(ready["token"])}
        if granted:
            keys = {
                "client_id": ready["client_id"],
                "client_secret": SecretStr(ready["client_secret"]),
            }
        config = ShopifyConfig(
            domain="my-store.myshopify.com",
            endpoint=ready["url"],
            **{
                "timeout": 0.4,
                "deadline": 0.6,
                "bulk_seconds": 1.0,
                **keys,
                **change,
            },
        )
        return ShopifyShop(
            "main",
            config,
            timing=Timing(lambda: NOW, self.slept, monotonic, lambda: 0.5),
        )

    def marketplace(self, **change: Any) -> AmazonMarketplace:
        ready = self.box.ready()["amazon"]
        keys = {
            "refresh_token": SecretStr(ready["refresh_token"]),
            "client_id": ready["client_id"],
            "client_secret": SecretStr(ready["client_secret"]),
        }
        config = AmazonConfig(
            endpoint=ready["url"],
            **{"timeout": 0.4, "deadline": 0.6, "paced": True, **keys, **change},
        )
        return AmazonMarketplace(
            "us",
            config,
            timing=Timing(lambda: NOW, self.slept, jitter=lambda: 0.5),
        )


Start = Callable[..., Channels]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Give a function that starts a sandbox with these orders."""
    running = []

    def begin(
        shop_orders: list[dict[str, Any]] | None = None,
        market_orders: list[dict[str, Any]] | None = None,
        **options: Any,
    ) -> Channels:
        world = tmp_path / "world"
        world.mkdir()
        shop = {
            "shop": {"id": f"{GID}/Shop/1", "name": "S", "currencyCode": "USD"},
            "locations": [{"id": f"{GID}/Location/1", "name": "Dock"}],
            "products": [],
            "orders": [shop_order(1001)] if shop_orders is None else shop_orders,
        }
        market = {
            "marketplaceId": "ATVPDKIKX0DER",
            "orders": [market_order()] if market_orders is None else market_orders,
        }
        (world / "shopify.json").write_text(json.dumps(shop), "utf-8")
        (world / "amazon.json").write_text(json.dumps(market), "utf-8")
        box = sandbox.Box(
            world,
            tmp_path / "state",
            services=("shopify", "amazon"),
            now=NOW,
            **options,
        )
        running.append(box)
        return Channels(box)

    yield begin
    for box in running:
        box.stop()
