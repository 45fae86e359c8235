"""The small world with books: one order shipped, one invoice for what left."""

import json
from base64 import encodebytes
from collections import Counter
from pathlib import Path
from typing import Any

from tests.adversarial.notices import pdf_bytes

from . import small_world

SALE = small_world.SALES[0]
NUMBER = "AC-20418"
VENDOR_ID, ITEM_ID, PO_ID, PO_LINE_ID = "41", "7", "257", "3"
PRICE = "52.50"
TOTAL = "105.00"
ROUTING = "021000021"

INVOICE = f"""Acme Supply                                        INVOICE
100 Dock Street                                    Invoice No: {NUMBER}
Portland, OR 97201                                 Invoice Date: 11/20/2026
                                                   Customer PO: {SALE.number}
Bill to: Larkspur Home

Item        Description             Qty    Unit Price      Amount
{SALE.sku}     Storage bin, blue         2         {PRICE}      {TOTAL}

                                           Subtotal        {TOTAL}
                                           Total          ${TOTAL}
"""

SETTINGS = """
[books.main]
kind = "quickbooks"
realm = "4620816365000001"
ap_account = "33"
freight_account = "80"
timeout_seconds = 1
"""
VENDORS = f"""
[vendors.acme.billing]
payee = "{VENDOR_ID}"
payment = ["routing:{ROUTING}"]
"""


def build(folder: Path, invoice: str = INVOICE) -> Path:
    """Write the world into *folder* and return it."""
    small_world.build(folder, [SALE])
    (folder / "emails" / "invoice.eml").write_bytes(mail(invoice))
    (folder / "quickbooks.json").write_text(json.dumps(books()))
    with (folder / "agent.toml").open("a") as file:
        file.write(SETTINGS)
    with (folder / "vendors.toml").open("a") as file:
        file.write(VENDORS)
    return folder


def mail(invoice: str, number: str = NUMBER) -> bytes:
    """Return the vendor's mail with an invoice as a PDF."""
    head = small_world.message(SALE).partition("\n\n")[0].split("\n")
    apart = ("content-", "mime-", "message-id", "subject")
    lines = [line for line in head if not line.lower().startswith(apart)]
    lines += [
        f"Message-ID: <{number}@acme.example>",
        f"Subject: Invoice {number}",
        "MIME-Version: 1.0",
        "Content-Type: application/pdf; name=invoice.pdf",
        "Content-Disposition: attachment; filename=invoice.pdf",
        "Content-Transfer-Encoding: base64",
        "",
        *encodebytes(pdf_bytes(invoice)).decode().split("\n"),
    ]
    return "\r\n".join(lines).encode()


def books() -> dict[str, Any]:
    """Return the company: one vendor, one item, one open order of nine."""
    detail = {
        "ItemRef": {"value": ITEM_ID, "name": "Storage bin"},
        "Qty": small_world.ORDERED,
        "UnitPrice": float(PRICE),
    }
    amount = small_world.ORDERED * float(PRICE)
    return {
        "CompanyInfo": {"Id": "1", "CompanyName": "Small"},
        "Vendor": [{"Id": VENDOR_ID, "DisplayName": "Acme", "Active": True}],
        "Item": [
            {
                "Id": ITEM_ID,
                "Name": "Storage bin",
                "Sku": SALE.sku,
                "Active": True,
                "Type": "NonInventory",
            }
        ],
        "Account": [
            {"Id": "33", "Name": "Accounts Payable", "AccountType": "Accounts Payable"},
            {"Id": "80", "Name": "Freight", "AccountType": "Cost of Goods Sold"},
        ],
        "PurchaseOrder": [
            {
                "Id": PO_ID,
                "SyncToken": "0",
                "DocNumber": str(SALE.number),
                "TxnDate": "2026-11-18",
                "POStatus": "Open",
                "VendorRef": {"value": VENDOR_ID, "name": "Acme"},
                "TotalAmt": amount,
                "Line": [
                    {
                        "Id": PO_LINE_ID,
                        "LineNum": 1,
                        "Amount": amount,
                        "DetailType": "ItemBasedExpenseLineDetail",
                        "ItemBasedExpenseLineDetail": detail,
                    }
                ],
            }
        ],
    }


EXPECTED = [
    {
        "vendor_id": VENDOR_ID,
        "number": NUMBER,
        "total": TOTAL,
        "lines": [(ITEM_ID, "2", PO_ID, PO_LINE_ID)],
        "attachments": 1,
    }
]


def seen(final: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the books' final state in the shape of :data:`EXPECTED`."""
    return [
        {
            "vendor_id": bill["vendor_id"],
            "number": bill["number"],
            "total": bill["total"],
            "lines": [
                (x["item_id"], x["quantity"], x["po_id"], x["po_line_id"])
                for x in bill["lines"]
            ],
            "attachments": bill["attachments"],
        }
        for bill in final["quickbooks"]["bills"]
    ]


def acts(writes: list[dict[str, Any]]) -> Counter[str]:
    """Return how often the books' own journal holds each kind of write."""
    kinds = ("create_bill", "upload")
    return Counter(w["operation"] for w in writes if w["operation"] in kinds)
