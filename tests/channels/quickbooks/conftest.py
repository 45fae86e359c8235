"""A company's books, its sandbox, and our adapter on it."""

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

import sandbox
from channels.quickbooks.books import QuickBooksBooks
from channels.quickbooks.config import QuickBooksConfig
from channels.timing import Timing
from matchers.billing.values import AttachDocument, CreateBill, CreateBillLine

NOW = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
SINCE = date(2026, 8, 23)
PDF = b"%PDF-1.7 an invoice"
NAME = "INV-77.pdf"


def order(**fields: Any) -> dict[str, Any]:
    """Return an order of two lines, whose ids are not their places."""
    lines = [
        ("3", "19", 10, 9.01, 90.1),
        ("7", "20", 100, 0.1, 10.0),
    ]
    return {
        "Id": "257",
        "DocNumber": "PO-4711",
        "TxnDate": "2026-11-01",
        "POStatus": "Open",
        "VendorRef": {"value": "41"},
        "TotalAmt": 100.1,
        "Line": [
            {
                "Id": key,
                "LineNum": place,
                "Description": "Bin",
                "Amount": amount,
                "DetailType": "ItemBasedExpenseLineDetail",
                "ItemBasedExpenseLineDetail": {
                    "ItemRef": {"value": item},
                    "UnitPrice": price,
                    "Qty": quantity,
                },
            }
            for place, (key, item, quantity, price, amount) in enumerate(lines, 1)
        ],
        **fields,
    }


def company(**entities: Any) -> dict[str, Any]:
    """Return the world of one company."""
    return {
        "CompanyInfo": {"CompanyName": "S"},
        "Preferences": {"AccountingInfoPrefs": {"BookCloseDate": "2026-09-30"}},
        "Vendor": [
            {"Id": "41", "DisplayName": "Example Bins Inc"},
            {"Id": "42", "DisplayName": "Other", "Active": False},
        ],
        "Item": [
            {"Id": "19", "Name": "BIN", "Sku": "BIN-100"},
            {"Id": "20", "Name": "CLIP", "Sku": "CLIP-1"},
            {"Id": "21", "Name": "OLD", "Active": False},
        ],
        "Account": [
            {"Id": "33", "Name": "A/P", "AccountType": "Accounts Payable"},
            {"Id": "80", "Name": "Freight", "AccountType": "Cost of Goods Sold"},
            {"Id": "81", "Name": "Gone", "AccountType": "Expense", "Active": False},
            {"Id": "90", "Name": "Checking", "AccountType": "Bank"},
        ],
        "Term": [
            {"Id": "5", "Name": "Net 30", "Type": "STANDARD", "DueDays": 30},
            {
                "Id": "6",
                "Name": "2% 10 Net 45",
                "Type": "STANDARD",
                "DueDays": 45,
                "DiscountPercent": 2,
                "DiscountDays": 10,
            },
        ],
        "PurchaseOrder": [order()],
        "Bill": [],
        **entities,
    }


def bill_action(**change: Any) -> CreateBill:
    """Return the act of billing the whole order, with freight."""
    fields: dict[str, Any] = {
        "books": "main",
        "vendor_id": "41",
        "vendor_name": "Example Bins Inc",
        "number": "INV-77",
        "date": date(2026, 11, 19),
        "due": date(2026, 12, 19),
        "currency": "USD",
        "lines": (
            CreateBillLine(
                item_id="19",
                description="Bin",
                quantity=Decimal(10),
                unit_price=Decimal("9.01"),
                amount=Decimal("90.10"),
                po_id="257",
                po_line_id="3",
            ),
            CreateBillLine(
                item_id="20",
                description="Clip",
                quantity=Decimal(100),
                unit_price=Decimal("0.10"),
                amount=Decimal("10.00"),
                po_id="257",
                po_line_id="7",
            ),
            CreateBillLine(
                account_id="80", description="Freight", amount=Decimal("12.34")
            ),
        ),
        "total": Decimal("112.44"),
        "memo": "exact",
        "document": hashlib.sha256(PDF).hexdigest(),
        "document_name": NAME,
    }
    return CreateBill(**{**fields, **change})


def file_action(**change: Any) -> AttachDocument:
    """Return the act of attaching the invoice to that bill."""
    fields: dict[str, Any] = {
        "books": "main",
        "vendor_id": "41",
        "number": "INV-77",
        "document": hashlib.sha256(PDF).hexdigest(),
        "name": NAME,
    }
    return AttachDocument(**{**fields, **change})


class Slept(list[float]):
    """A sleep that only remembers."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


class Company:
    """A running sandbox and adapters on it that never really sleep."""

    def __init__(self, box: sandbox.Box, folder: Path) -> None:
        self.box = box
        self.tokens = folder / "tokens" / "books.main"
        self.slept = Slept()

    def books(
        self, monotonic: Callable[[], float] = time.monotonic, **change: Any
    ) -> QuickBooksBooks:
        return QuickBooksBooks(
            "main",
            self.config(**change),
            self.tokens,
            timing=Timing(lambda: NOW, self.slept, monotonic, lambda: 0.5),
        )

    def written(self, operation: str = "create_bill") -> list[dict[str, Any]]:
        """Return what was done to the books; a renewed token is no such thing."""
        writes = self.box.writes("quickbooks")
        return [dict(one) for one in writes if one["operation"] == operation]

    def config(self, **change: Any) -> QuickBooksConfig:
        ready = self.box.ready()["quickbooks"]
        fields: dict[str, Any] = {
            "realm": ready["realm"],
            "client_id": ready["client_id"],
            "client_secret": SecretStr(ready["client_secret"]),
            "refresh_token": SecretStr(FIRST_TOKEN),
            "endpoint": ready["url"],
            "token_endpoint": ready["token_url"],
            "ap_account": "33",
            "timeout": 0.4,
            "deadline": 0.6,
        }
        return QuickBooksConfig(**{**fields, **change})


FIRST_TOKEN = "RT1-sandbox-000001"  # noqa: S105  # opens nothing but the sandbox
Start = Callable[..., Company]


MEMORY = Path("/dev/shm")  # noqa: S108  # a disk in memory, where there is one


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Give a function that starts a sandbox with a company."""
    with ExitStack() as running:

        def begin(
            options: dict[str, Any] | None = None,
            *,
            in_memory: bool = False,
            **entities: Any,
        ) -> Company:
            folder = tmp_path
            if in_memory and os.access(MEMORY, os.W_OK):
                made = tempfile.TemporaryDirectory(dir=MEMORY)
                folder = Path(running.enter_context(made))
            world = folder / "world"
            world.mkdir()
            (world / "quickbooks.json").write_text(json.dumps(company(**entities)))
            box = sandbox.Box(
                world,
                folder / "state",
                services=("quickbooks",),
                now=NOW,
                settings=sandbox.Settings(**(options or {})),
            )
            running.callback(box.stop)
            return Company(box, folder)

        yield begin
