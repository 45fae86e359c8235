"""A small world: three orders, of which one is Amazon's, and a mail for each.

Every order has more left than its notice ships, so that a doubled write would be taken
by the services and seen, and not be hidden by their own refusals.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

INSTANT = "2026-11-21T05:30:00Z"
SHIPPED = 2
ORDERED = 9
AMAZON_ID = "111-2222222-3333333"


@dataclass(frozen=True)
class Sale:
    """One order, and what the vendor says of it."""

    number: int
    tracking: str
    amazon: bool = False
    sku: str = "BIN-100"

    @property
    def order_id(self) -> str:
        return f"gid://shopify/Order/{self.number}"

    @property
    def line_id(self) -> str:
        return f"gid://shopify/FulfillmentOrderLineItem/{self.number}"


SALES = (
    Sale(4711, "1Z5R89390357567127"),
    Sale(4712, "1Z879E930346834440", amazon=True),
    Sale(4713, "1Z410E7W0392751591"),
)


def build(folder: Path, sales: Sequence[Sale] = SALES) -> Path:
    """Write the world of *sales* into *folder* and return it."""
    (folder / "emails").mkdir(parents=True)
    for sale in sales:
        mail = folder / "emails" / f"{sale.number}.eml"
        mail.write_bytes(message(sale).replace("\n", "\r\n").encode())
    _write(folder / "shopify.json", _shopify(sales))
    _write(folder / "amazon.json", _amazon([sale for sale in sales if sale.amazon]))
    (folder / "agent.toml").write_text(SETTINGS)
    (folder / "vendors.toml").write_text(VENDORS)
    return folder


def expected(sales: Sequence[Sale] = SALES) -> dict[str, Any]:
    """Return the services' final state after the night, whatever happened in it."""
    return {
        "fulfillments": sorted(
            (s.order_id, s.line_id, SHIPPED, s.tracking) for s in sales
        ),
        "confirmations": sorted(
            (AMAZON_ID, f"item-{s.number}", SHIPPED, s.tracking)
            for s in sales
            if s.amazon
        ),
    }


def seen(final: dict[str, Any]) -> dict[str, Any]:
    """Return the services' final state in the shape of :func:`expected`."""
    return {
        "fulfillments": sorted(
            (f["order_id"], line["line_id"], line["quantity"], ",".join(f["numbers"]))
            for f in final["shopify"]["fulfillments"]
            for line in f["lines"]
        ),
        "confirmations": sorted(
            (
                c["order_id"],
                item["order_item_id"],
                item["quantity"],
                c["tracking_number"],
            )
            for c in final["amazon"]["confirmations"]
            for item in c["items"]
        ),
    }


def message(
    sale: Sale, body: str | None = None, sender: str = "ship@acme.example"
) -> str:
    """Return the vendor's mail about *sale*."""
    text = body or (
        "Your order has shipped.\n\n"
        f"Customer PO:      {sale.number}\n"
        "Ship via:         UPS Ground\n"
        f"Tracking number:  {sale.tracking}\n"
        "Date shipped:     11/20/2026\n\n"
        "Item         Description            Qty ordered   Qty shipped\n"
        f"{sale.sku}      Storage bin, blue      {ORDERED}             {SHIPPED}\n"
    )
    domain = sender.partition("@")[2]
    return (
        "Received: from mx.example (10.0.0.1) by mail.store.example;"
        " Fri, 20 Nov 2026 22:10:00 +0000\n"
        "Authentication-Results: spf=pass (sender IP is 192.0.2.1)"
        f" smtp.mailfrom={domain};"
        f" dkim=pass (signature was verified) header.d={domain};"
        f" dmarc=pass action=none header.from={domain};compauth=pass reason=100\n"
        f"From: Acme Shipping <{sender}>\n"
        "To: orders@store.example\n"
        f"Subject: Shipment notice for PO {sale.number}\n"
        "Date: Fri, 20 Nov 2026 22:09:00 +0000\n"
        f"Message-ID: <{sale.number}-{sale.tracking}@{domain}>\n"
        "MIME-Version: 1.0\n"
        'Content-Type: text/plain; charset="utf-8"\n'
        "\n"
        f"{text}"
    )


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value))


def _shopify(sales: Sequence[Sale]) -> dict[str, Any]:
    return {
        "shop": {
            "id": "gid://shopify/Shop/1",
            "name": "Small",
            "currencyCode": "USD",
            "ianaTimezone": "America/New_York",
            "myshopifyDomain": "small.myshopify.com",
        },
        "locations": [{"id": "gid://shopify/Location/1", "name": "Acme"}],
        "products": [],
        "orders": [_order(sale) for sale in sales],
    }


def _order(sale: Sale) -> dict[str, Any]:
    line = f"gid://shopify/LineItem/{sale.number}"
    return {
        "id": sale.order_id,
        "name": f"#{sale.number}",
        "poNumber": None,
        "sourceName": "amazon" if sale.amazon else "web",
        "sourceIdentifier": AMAZON_ID if sale.amazon else None,
        "tags": [],
        "note": None,
        "email": "buyer@mail.example",
        "createdAt": "2026-11-18T10:00:00Z",
        "updatedAt": "2026-11-18T10:00:00Z",
        "cancelledAt": None,
        "closedAt": None,
        "displayFulfillmentStatus": "UNFULFILLED",
        "customAttributes": [],
        "shippingAddress": {
            "name": "A Buyer",
            "company": None,
            "city": "Akron",
            "zip": "44304",
            "provinceCode": "OH",
            "countryCodeV2": "US",
        },
        "metafields": [],
        "lineItems": [
            {
                "id": line,
                "sku": sale.sku,
                "title": "Storage bin",
                "quantity": ORDERED,
                "currentQuantity": ORDERED,
                "unfulfilledQuantity": ORDERED,
                "vendor": "Acme",
            }
        ],
        "fulfillmentOrders": [
            {
                "id": f"gid://shopify/FulfillmentOrder/{sale.number}",
                "status": "OPEN",
                "requestStatus": "UNSUBMITTED",
                "supportedActions": [{"action": "CREATE_FULFILLMENT"}],
                "assignedLocation": {
                    "name": "Acme",
                    "location": {"id": "gid://shopify/Location/1"},
                },
                "fulfillmentHolds": [],
                "lineItems": [
                    {
                        "id": sale.line_id,
                        "sku": sale.sku,
                        "productTitle": "Storage bin",
                        "variantTitle": None,
                        "vendor": "Acme",
                        "totalQuantity": ORDERED,
                        "remainingQuantity": ORDERED,
                        "requiresShipping": True,
                        "lineItem": {"id": line},
                    }
                ],
            }
        ],
        "fulfillments": [],
    }


def _amazon(sales: Sequence[Sale]) -> dict[str, Any]:
    return {
        "marketplaceId": "ATVPDKIKX0DER",
        "orders": [
            {
                "orderId": AMAZON_ID,
                "orderAliases": [],
                "createdTime": "2026-11-18T09:00:00Z",
                "lastUpdatedTime": "2026-11-18T09:00:00Z",
                "programs": [],
                "associatedOrders": [],
                "salesChannel": {
                    "channelName": "AMAZON",
                    "marketplaceId": "ATVPDKIKX0DER",
                    "marketplaceName": "Amazon.com",
                },
                "buyer": {},
                "recipient": {"deliveryAddress": {"postalCode": "44304"}},
                "fulfillment": {
                    "fulfillmentStatus": "UNSHIPPED",
                    "fulfilledBy": "MERCHANT",
                },
                "orderItems": [
                    {
                        "orderItemId": f"item-{sale.number}",
                        "quantityOrdered": ORDERED,
                        "product": {"asin": "B000000001", "sellerSku": sale.sku},
                        "fulfillment": {
                            "quantityFulfilled": 0,
                            "quantityUnfulfilled": ORDERED,
                        },
                    }
                ],
                "packages": [],
            }
            for sale in sales
        ],
    }


SETTINGS = f"""
[store]
name = "Small"
mode = "auto"
settle_seconds = 0

[world]
instant = {INSTANT}

[mailboxes.orders]
kind = "folder"
path = "emails"

[shops.main]
kind = "shopify"
domain = "small.myshopify.com"
timeout_seconds = 1

[marketplaces.us]
kind = "amazon"
timeout_seconds = 1
"""

VENDORS = """
[vendors.acme]
name = "Acme"
senders = ["ship@acme.example"]
domains = ["acme.example"]
automation = "auto"
"""
