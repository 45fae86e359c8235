"""The bills that were added, in the shape of ``expected.json``."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from sandbox.quickbooks.whole import ACCOUNT_LINE, ITEM_LINE, exact

Json = dict[str, Any]

_CENT = Decimal("0.01")


def bills_of(entries: Iterable[Mapping[str, Any]]) -> list[Json]:
    """Return every bill the journal's *entries* made, with its attachments counted."""
    found: dict[str, Json] = {}
    for entry in entries:
        if entry.get("operation") == "create_bill":
            bill = entry.get("bill", {})
            found[str(bill.get("Id"))] = _bill(bill)
        elif entry.get("operation") == "upload":
            for reference in entry.get("attachable", {}).get("AttachableRef", []):
                entity = reference.get("EntityRef", {})
                bill = found.get(str(entity.get("value")))
                if entity.get("type") == "Bill" and bill is not None:
                    bill["attachments"] += 1
    return list(found.values())


def _bill(bill: Mapping[str, Any]) -> Json:
    lines = bill.get("Line", [])
    charges = [line for line in lines if ACCOUNT_LINE in line]
    return {
        "vendor_id": _id(bill, "VendorRef"),
        "number": bill.get("DocNumber", ""),
        "date": bill.get("TxnDate"),
        "total": _money(bill.get("TotalAmt", 0)),
        "currency": _id(bill, "CurrencyRef"),
        "lines": [_line(line) for line in lines if ACCOUNT_LINE not in line],
        "charges": [
            {
                "account_id": _id(line[ACCOUNT_LINE], "AccountRef"),
                "amount": _money(line.get("Amount", 0)),
            }
            for line in charges
        ],
        "attachments": 0,
    }


def _line(line: Mapping[str, Any]) -> Json:
    item = line.get(ITEM_LINE, {})
    link: Json = next(iter(line.get("LinkedTxn", [])), {})
    return {
        "item_id": _id(item, "ItemRef"),
        "quantity": _plain(item.get("Qty", 0)),
        "unit_price": _money(item.get("UnitPrice", 0)),
        "amount": _money(line.get("Amount", 0)),
        "po_id": str(link.get("TxnId", "")),
        "po_line_id": str(link.get("TxnLineId", "")),
    }


def _id(part: Mapping[str, Any], name: str) -> str:
    told = part.get(name) or {}
    return str(told.get("value", ""))


def _money(value: Any) -> str:
    """Print an amount with its cents, and with whatever lies beyond them.

    >>> _money(90.1), _money(0.00005)
    ('90.10', '0.00005')
    """
    amount = exact(value)
    cents = amount.quantize(_CENT)
    return f"{cents:f}" if cents == amount else f"{amount:f}"


def _plain(value: Any) -> str:
    """Print a quantity without zeros that say nothing.

    >>> _plain(10), _plain(2.5), _plain(100.0)
    ('10', '2.5', '100')
    """
    text = f"{exact(value):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
