"""A small world with books: two orders that left, and the invoices a test puts in."""

import json
from base64 import encodebytes
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from agent.folder import StoreFolder
from sandbox.box import start
from sandbox.settings import Settings
from tests.adversarial.notices import pdf_bytes

from . import small_world
from .small_world import Sale
from .stage import Stage

SALES = (Sale(4711, "1Z5R89390357567127"), Sale(4713, "1Z410E7W0392751591"))
PAYEE = "41"
PRICE = "52.50"

SETTINGS = """
[books.main]
kind = "quickbooks"
realm = "4620816365000001"
ap_account = "33"
freight_account = "80"
timeout_seconds = 1
"""
RULES = f"""
[vendors.acme.billing]
payee = "{PAYEE}"
payment = ["routing:021000021"]
terms_days = 30
"""


class Row(NamedTuple):
    """One billed line."""

    part: str = "BIN-100"
    quantity: int = 2
    price: str = PRICE
    words: str = "Storage bin, blue"


def invoice(number: str, *rows: Row, po_number: int = 4711, foot: str = "") -> str:
    """Return the text of one invoice; a clean one for what left of an order."""
    rows = rows or (Row(),)
    amounts = [f"{row.quantity * float(row.price):.2f}" for row in rows]
    total = f"{sum(map(float, amounts)):.2f}"
    lines = [
        f"{row.part:<11} {row.words:<23} {row.quantity:<6} {row.price:>10} {amount:>12}"
        for row, amount in zip(rows, amounts, strict=True)
    ]
    return "\n".join(
        [
            "Acme Supply                                        INVOICE",
            f"100 Dock Street                            Invoice No: {number}",
            "Portland, OR 97201                         Invoice Date: 11/20/2026",
            f"                                           Customer PO: {po_number}",
            "Bill to: Larkspur Home",
            "",
            "Item        Description             Qty    Unit Price      Amount",
            *lines,
            "",
            f"                                           Subtotal        {total}",
            f"                                           Total          ${total}",
            foot,
        ]
    )


def mail(text: str, name: str) -> bytes:
    """Return the vendor's mail with an invoice as a PDF.

    Args:
        text: Of the invoice.
        name: Of the mail, in its Message-ID.
    """
    head = small_world.message(SALES[0]).partition("\n\n")[0].split("\n")
    apart = ("content-", "mime-", "message-id", "subject")
    lines = [line for line in head if not line.lower().startswith(apart)]
    lines += [
        f"Message-ID: <{name}@acme.example>",
        "Subject: Invoice",
        "MIME-Version: 1.0",
        "Content-Type: application/pdf; name=invoice.pdf",
        "Content-Disposition: attachment; filename=invoice.pdf",
        "Content-Transfer-Encoding: base64",
        "",
        *encodebytes(pdf_bytes(text)).decode().split("\n"),
    ]
    return "\r\n".join(lines).encode()


def build(folder: Path, invoices: Sequence[str]) -> Path:
    """Write the world into *folder* and return it."""
    small_world.build(folder, SALES)
    for place, text in enumerate(invoices, start=1):
        name = f"x{place}"
        (folder / "emails" / f"{name}.eml").write_bytes(mail(text, name))
    (folder / "quickbooks.json").write_text(json.dumps(books()))
    toml = folder / "agent.toml"
    toml.write_text(toml.read_text() + SETTINGS)
    vendors = folder / "vendors.toml"
    vendors.write_text(vendors.read_text() + RULES)
    return folder


@contextmanager
def held(root: Path, *invoices: str) -> Iterator[Stage]:
    """Put the world on stage, with the books' refresh tokens good for a day."""
    world = build(root / "world", invoices)
    kind = Settings(quickbooks_grace=86400.0)
    with start(world, root / "services", settings=kind) as box:
        yield Stage(world, box, StoreFolder(root / "store"))


def change_books(stage: Stage, change: Callable[[dict[str, Any]], object]) -> None:
    """Let somebody change something in the books, now."""
    path = stage.world / "quickbooks.json"
    told = json.loads(path.read_text())
    change(told)
    path.write_text(json.dumps(told))
    stage.box._running["quickbooks"].service.restart()


def bill_by_hand(
    number: str, total: float, *, quantity: int = 0, po_id: str = "257"
) -> Callable[[dict[str, Any]], object]:
    """Return a change: a bill somebody enters, linked to an order for *quantity*."""
    detail = {
        "ItemRef": {"value": "7"},
        "Qty": quantity or 1,
        "UnitPrice": total / (quantity or 1),
    }
    line = {
        "Id": "1",
        "Amount": total,
        "DetailType": "ItemBasedExpenseLineDetail",
        "ItemBasedExpenseLineDetail": detail,
    }
    if quantity:
        linked = {"TxnId": po_id, "TxnType": "PurchaseOrder", "TxnLineId": "3"}
        line["LinkedTxn"] = [linked]
    bill = {
        "Id": "900",
        "SyncToken": "0",
        "DocNumber": number,
        "TxnDate": "2026-11-21",
        "VendorRef": {"value": PAYEE, "name": "Acme"},
        "TotalAmt": total,
        "Line": [line],
    }
    return lambda books: books.setdefault("Bill", []).append(bill)


def bills(stage: Stage) -> list[tuple[str, str, int]]:
    """Return the bills the nights added: number, total, files."""
    return [
        (bill["number"], bill["total"], bill["attachments"])
        for bill in stage.box.final()["quickbooks"]["bills"]
    ]


def made(stage: Stage) -> int:
    """Return how many bills the books' own journal holds."""
    writes = stage.box.writes("quickbooks")
    return sum(write["operation"] == "create_bill" for write in writes)


def books() -> dict[str, Any]:
    """Return the company: a vendor, two items, an open order of nine for each sale."""
    return {
        "CompanyInfo": {"Id": "1", "CompanyName": "Small"},
        "Vendor": [{"Id": PAYEE, "DisplayName": "Acme", "Active": True}],
        "Item": [
            _item("7", "BIN-100", "Storage bin, blue"),
            _item("8", "BIN-200", "Storage bin, red"),
        ],
        "Account": [
            {"Id": "33", "Name": "Accounts Payable", "AccountType": "Accounts Payable"},
            {"Id": "80", "Name": "Freight", "AccountType": "Cost of Goods Sold"},
        ],
        "PurchaseOrder": [
            _order("257", SALES[0].number),
            _order("258", SALES[1].number),
        ],
    }


def _item(row: str, sku: str, name: str) -> dict[str, Any]:
    return {
        "Id": row,
        "Name": name,
        "Sku": sku,
        "Active": True,
        "Type": "NonInventory",
    }


def _order(row: str, number: int) -> dict[str, Any]:
    amount = small_world.ORDERED * float(PRICE)
    detail = {
        "ItemRef": {"value": "7", "name": "Storage bin, blue"},
        "Qty": small_world.ORDERED,
        "UnitPrice": float(PRICE),
    }
    line = {
        "Id": "3",
        "LineNum": 1,
        "Amount": amount,
        "DetailType": "ItemBasedExpenseLineDetail",
        "ItemBasedExpenseLineDetail": detail,
    }
    return {
        "Id": row,
        "SyncToken": "0",
        "DocNumber": str(number),
        "TxnDate": "2026-11-18",
        "POStatus": "Open",
        "VendorRef": {"value": PAYEE, "name": "Acme"},
        "TotalAmt": amount,
        "Line": [line],
    }
