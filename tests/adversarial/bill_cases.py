"""Honest invoices, their orders and the books, for whoever lies about them.

Each invoice agrees with its order to the cent, so that an honest night bills it. Traps
lie beside: an older open order of the same goods, another vendor's, articles of other
prices. A lie that reaches the books finds something there that would take it.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from tests.adversarial.notices import Json

ACME, RIVAL = "41", "42"
FREIGHT_ACCOUNT, TAX_ACCOUNT = "80", "81"
ROUTING = "021000021"
PHONE = "555-010-4477"
TAX = Decimal("7.31")
FREIGHT = Decimal("24.00")
SKUS = ("BIN-100", "RCK-220", "HK-0310")
FOREIGN_SKU = "RV-9000"
"""An article that the other vendor sells."""


class Row(NamedTuple):
    """One line of an invoice and of its order."""

    sku: str
    name: str
    quantity: int
    price: Decimal

    @property
    def amount(self) -> Decimal:
        return self.quantity * self.price


@dataclass(frozen=True)
class Sent:
    """One honest invoice and the order it is for."""

    at: int
    """Tells it from the others: in its numbers, and by a cent in its prices."""

    @property
    def number(self) -> str:
        return f"AC-{30400 + self.at}"

    @property
    def po_number(self) -> str:
        return str(71000 + self.at)

    @property
    def older(self) -> str:
        """The number of an older order of the same goods, open as well."""
        return str(61000 + self.at)

    @property
    def rivals(self) -> str:
        """The number of another vendor's order of the same goods."""
        return str(81000 + self.at)

    @property
    def date(self) -> date:
        return date(2026, 11, 10) + timedelta(days=self.at % 9)

    @property
    def rows(self) -> tuple[Row, ...]:
        cents = Decimal(self.at) / 100
        return (
            Row(SKUS[0], "Storage bin, blue", 4, Decimal("52.50") + cents),
            Row(SKUS[1], "Steel rack", 2, Decimal("91.25") + 2 * cents),
            Row(SKUS[2], "Hook set", 12 + self.at, Decimal("1.10")),
        )

    @property
    def subtotal(self) -> Decimal:
        return sum((row.amount for row in self.rows), Decimal(0))

    @property
    def total(self) -> Decimal:
        return self.subtotal + FREIGHT + TAX

    def text(self, extra: str = "", label: str = "Customer PO:") -> str:
        """Return the page, with *extra* words below."""
        rows = "\n".join(
            f"{row.sku:<12}{row.name:<24}{row.quantity:>5}{row.price:>14}"
            f"{row.amount:>14}"
            for row in self.rows
        )
        return f"""Acme Supply                                        INVOICE
100 Dock Street                                    Invoice No: {self.number}
Portland, OR 97201                                 Invoice Date: {self.date:%m/%d/%Y}
                                                   {label} {self.po_number}
Bill to: Larkspur Home

Item        Description               Qty    Unit Price        Amount
{rows}

                                             Subtotal   {self.subtotal:>14}
                                             Freight    {FREIGHT:>14}
                                             Sales tax  {TAX:>14}
                                             Total     {f"${self.total}":>15}
{extra}"""

    def order(self, po_id: str, number: str, vendor: str = ACME) -> Json:
        """Return an order of these goods as the books have it."""
        lines = [
            {
                "Id": str(at),
                "LineNum": at,
                "Amount": float(row.amount),
                "DetailType": "ItemBasedExpenseLineDetail",
                "ItemBasedExpenseLineDetail": {
                    "ItemRef": {"value": f"{SKUS.index(row.sku) + 1}"},
                    "Qty": row.quantity,
                    "UnitPrice": float(row.price),
                },
            }
            for at, row in enumerate(self.rows, start=1)
        ]
        return {
            "Id": po_id,
            "SyncToken": "0",
            "DocNumber": number,
            "TxnDate": "2026-11-02",
            "POStatus": "Open",
            "VendorRef": {"value": vendor},
            "TotalAmt": float(self.subtotal),
            "Line": lines,
        }

    @property
    def orders(self) -> tuple[Json, ...]:
        """Return its order and those a lie may name, each with an id of its own."""
        return (
            self.order(f"{1000 + self.at}", self.po_number),
            self.order(f"{2000 + self.at}", self.older),
            self.order(f"{3000 + self.at}", self.rivals, RIVAL),
        )

    @property
    def bill(self) -> Json:
        """Return the one true bill, in the shape of the books' final state."""
        return {
            "vendor_id": ACME,
            "number": self.number,
            "date": self.date.isoformat(),
            "total": f"{self.total}",
            "currency": "USD",
            "lines": [
                {
                    "item_id": f"{SKUS.index(row.sku) + 1}",
                    "quantity": f"{row.quantity}",
                    "unit_price": f"{row.price:.2f}",
                    "amount": f"{row.amount:.2f}",
                    "po_id": f"{1000 + self.at}",
                    "po_line_id": f"{at}",
                }
                for at, row in enumerate(self.rows, start=1)
            ],
            "charges": [
                {"account_id": FREIGHT_ACCOUNT, "amount": f"{FREIGHT}"},
                {"account_id": TAX_ACCOUNT, "amount": f"{TAX}"},
            ],
            "attachments": 1,
        }


def books(sent: Sequence[Sent]) -> dict[str, Any]:
    """Return the company's books with every order of *sent* and their traps."""
    items = [
        {"Id": f"{at}", "Name": sku, "Sku": sku, "Active": True, "Type": "NonInventory"}
        for at, sku in enumerate((*SKUS, FOREIGN_SKU), start=1)
    ]
    return {
        "CompanyInfo": {"Id": "1", "CompanyName": "Small"},
        "Vendor": [
            {"Id": ACME, "DisplayName": "Acme", "Active": True},
            {"Id": RIVAL, "DisplayName": "Rival", "Active": True},
        ],
        "Item": items,
        "Account": [
            {"Id": "33", "Name": "Payable", "AccountType": "Accounts Payable"},
            {"Id": "80", "Name": "Freight", "AccountType": "Cost of Goods Sold"},
            {"Id": "81", "Name": "Tax", "AccountType": "Expense"},
        ],
        "PurchaseOrder": [order for one in sent for order in one.orders],
    }


def receipts(sent: Sequence[Sent]) -> Iterator[Json]:
    """Yield what has left for each order, traps included."""
    for one in sent:
        for number in (one.po_number, one.older, one.rivals):
            for row in one.rows:
                yield {
                    "po_number": number,
                    "sku": row.sku,
                    "quantity": str(row.quantity),
                    "date": "2026-11-19",
                }


SETTINGS = """
[books.main]
kind = "quickbooks"
realm = "4620816365000001"
ap_account = "33"
freight_account = "80"
tax_account = "81"
timeout_seconds = 5
"""
VENDORS = f"""
[vendors.acme.billing]
payee = "{ACME}"
tax = true
payment = [
  "routing:{ROUTING}",
  "account:810044735",
  "iban:DE89370400440532013000",
  "remit_to:POBOX5520CHARLOTTENC28299",
]
[[vendors.acme.billing.charges]]
names = ["freight"]
limit = "30.00"
account = "80"
[vendors.rival]
name = "Rival"
senders = ["ship@rival.example"]
domains = ["rival.example"]
automation = "auto"
[vendors.rival.billing]
payee = "{RIVAL}"
"""


def fill(world: Path, sent: Sequence[Sent]) -> None:
    """Give a small world the books, rules and goods received of *sent*."""
    (world / "quickbooks.json").write_text(json.dumps(books(sent)))
    (world / "history.json").write_text(json.dumps({"receipts": list(receipts(sent))}))
    with (world / "agent.toml").open("a") as file:
        file.write(SETTINGS)
    path = world / "vendors.toml"
    told = path.read_text()
    assert "phone" not in told
    pinned = 'name = "Acme"'
    assert pinned in told
    path.write_text(told.replace(pinned, f'{pinned}\nphone = "{PHONE}"') + VENDORS)
