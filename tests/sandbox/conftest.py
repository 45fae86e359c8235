"""A small world, written anew for every test, and a sandbox over it."""

import json
from collections.abc import Callable, Iterator
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
BOOKS = {
    "Vendor": [
        {
            "Id": "41",
            "DisplayName": "Example Bins Inc",
            "TermRef": {"value": "3"},
            "VendorPaymentBankDetail": {"BankAccountNumber": "000123456789"},
        },
        {"Id": "42", "DisplayName": "Maple Racks", "CurrencyRef": {"value": "CAD"}},
        {"Id": "43", "DisplayName": "Gone Ltd", "Active": False},
    ],
    "Item": [
        {"Id": "19", "Name": "Bin", "Sku": "BIN-100", "Type": "Inventory"},
        {"Id": "20", "Name": "Clip", "Sku": "CLIP-1", "Type": "Inventory"},
        {"Id": "21", "Name": "Old clip", "Sku": "CLIP-0", "Active": False},
    ],
    "Account": [
        {"Id": "33", "Name": "A/P", "AccountType": "Accounts Payable"},
        {"Id": "34", "AccountType": "Accounts Payable", "Active": False},
        {"Id": "80", "Name": "Freight In", "AccountType": "Cost of Goods Sold"},
    ],
    "Term": [{"Id": "3", "Name": "Net 30", "DueDays": 30}],
    "Preferences": {"AccountingInfoPrefs": {"BookCloseDate": "2026-09-30"}},
    "PurchaseOrder": [
        {
            "Id": "257",
            "DocNumber": "PO-4711",
            "TxnDate": "2026-11-01",
            "VendorRef": {"value": "41"},
            "Line": [
                {
                    "Id": "3",
                    "Amount": 90.1,
                    "ItemBasedExpenseLineDetail": {
                        "ItemRef": {"value": "19"},
                        "UnitPrice": 9.01,
                        "Qty": 10,
                    },
                },
                {
                    "Id": "7",
                    "Amount": 10.0,
                    "ItemBasedExpenseLineDetail": {
                        "ItemRef": {"value": "20"},
                        "UnitPrice": 0.1,
                        "Qty": 100,
                    },
                },
            ],
        },
        {
            "Id": "258",
            "DocNumber": "PO-4712",
            "TxnDate": "2026-11-02",
            "POStatus": "Closed",
            "VendorRef": {"value": "41"},
            "Line": [
                {
                    "Id": "1",
                    "ItemBasedExpenseLineDetail": {
                        "ItemRef": {"value": "20"},
                        "UnitPrice": 0.1,
                        "Qty": 5,
                    },
                }
            ],
        },
    ],
    "Bill": [
        {
            "Id": "800",
            "DocNumber": "OLD-1",
            "TxnDate": "2026-10-20",
            "VendorRef": {"value": "41"},
            "Line": [
                {
                    "Id": "1",
                    "Amount": 18.02,
                    "ItemBasedExpenseLineDetail": {
                        "ItemRef": {"value": "19"},
                        "UnitPrice": 9.01,
                        "Qty": 2,
                    },
                    "LinkedTxn": [
                        {
                            "TxnId": "257",
                            "TxnType": "PurchaseOrder",
                            "TxnLineId": "3",
                        }
                    ],
                }
            ],
        }
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
    (folder / "quickbooks.json").write_text(json.dumps(BOOKS))
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


class Books:
    """A plain client of the sandbox's books."""

    def __init__(self, box: sandbox.Box, http: httpx.Client) -> None:
        self.told = box.ready()["quickbooks"]
        self.http = http
        self.url = f"{self.told['url']}/v3/company/{self.told['realm']}"
        self.refresh_token = self.told["refresh_token"]
        self.access_token = ""
        self.renew()

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.access_token}"}

    def token(self, refresh_token: str, **form: str) -> httpx.Response:
        """Ask for tokens without taking them over."""
        form = {"grant_type": "refresh_token", "refresh_token": refresh_token} | form
        client = (self.told["client_id"], self.told["client_secret"])
        return self.http.post(self.told["token_url"], data=form, auth=client)

    def renew(self) -> httpx.Response:
        answer = self.token(self.refresh_token)
        told = answer.json() if answer.status_code == 200 else {}
        self.access_token = told.get("access_token", "")
        self.refresh_token = told.get("refresh_token", self.refresh_token)
        return answer

    def get(self, path: str, **query: str) -> httpx.Response:
        return self.http.get(f"{self.url}/{path}", params=query, headers=self.headers)

    def post(
        self, path: str, body: Any, patience: float = 30, **query: str
    ) -> httpx.Response:
        return self.http.post(
            f"{self.url}/{path}",
            json=body,
            params={"minorversion": "75"} | query,
            headers=self.headers,
            timeout=patience,
        )

    def query(self, text: str) -> httpx.Response:
        headers = self.headers | {"Content-Type": "application/text"}
        return self.http.post(f"{self.url}/query", content=text, headers=headers)

    def found(self, text: str) -> Any:
        """Return the resources a query finds."""
        answer = self.query(text).raise_for_status().json()["QueryResponse"]
        return next((part for part in answer.values() if isinstance(part, list)), [])

    @staticmethod
    def item(quantity: float, line: str = "3", **changes: Any) -> dict[str, Any]:
        """A line of a bill for what order 257 holds, linked to it."""
        item, price = {"3": ("19", 9.01), "7": ("20", 0.1)}[line]
        link = {"TxnId": "257", "TxnType": "PurchaseOrder", "TxnLineId": line}
        return {
            "Amount": round(quantity * price, 2),
            "DetailType": "ItemBasedExpenseLineDetail",
            "LinkedTxn": [link],
            "ItemBasedExpenseLineDetail": {
                "ItemRef": {"value": item},
                "UnitPrice": price,
                "Qty": quantity,
            },
        } | changes

    @staticmethod
    def charge(amount: float, account: str = "80") -> dict[str, Any]:
        return {
            "Amount": amount,
            "DetailType": "AccountBasedExpenseLineDetail",
            "AccountBasedExpenseLineDetail": {"AccountRef": {"value": account}},
        }

    def bill(self, *lines: dict[str, Any], **changes: Any) -> dict[str, Any]:
        """The body of a bill; a change to None leaves a property out."""
        body = {
            "VendorRef": {"value": "41"},
            "APAccountRef": {"value": "33"},
            "DocNumber": "INV-77",
            "TxnDate": "2026-11-19",
            "Line": list(lines) or [self.item(4), self.charge(12.34)],
        } | changes
        return {name: part for name, part in body.items() if part is not None}

    def order(self) -> dict[str, Any]:
        order: dict[str, Any] = self.get("purchaseorder/257").json()["PurchaseOrder"]
        return order

    def attach(self, bill: str, content: bytes = b"%PDF-1.7\r\n") -> httpx.Response:
        reference = {"EntityRef": {"type": "Bill", "value": bill}}
        metadata = {"AttachableRef": [reference], "FileName": "invoice.pdf"}
        metadata["ContentType"] = "application/pdf"
        told = json.dumps(metadata).encode()
        files = {
            "file_metadata_01": ("attachment.json", told, "application/json"),
            "file_content_01": ("invoice.pdf", content, "application/pdf"),
        }
        return self.http.post(f"{self.url}/upload", files=files, headers=self.headers)


@pytest.fixture
def new_books(http: httpx.Client) -> Callable[[sandbox.Box], Books]:
    """Connect to the books of a sandbox that a test started itself."""
    return lambda box: Books(box, http)


@pytest.fixture
def books(box: sandbox.Box, new_books: Callable[[sandbox.Box], Books]) -> Books:
    return new_books(box)
