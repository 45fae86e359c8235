"""What is written to the books: a bill, and what goes with a file; pure.

It is made field by field, for the library's objects add some of their own. An amount
goes out as the JSON number that prints the same.
"""

import re
from decimal import Decimal
from typing import Any

from matchers.billing.values import CreateBill, CreateBillLine

LONGEST_NUMBER = 21
_NOTE = 4000
_WORDS = 1000
"""Of a line's description, well below what the service takes."""
_ID = re.compile(r"[0-9]{1,20}")
_ORDER = "PurchaseOrder"
_ON_ITEM, _ON_ACCOUNT = "ItemBasedExpenseLineDetail", "AccountBasedExpenseLineDetail"
_MEDIA_TYPES = {
    "csv": "text/csv",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "pdf": "application/pdf",
    "png": "image/png",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "text/xml",
}


def number(value: Decimal) -> int | float:
    """Return the JSON number that prints as *value* and nothing else.

    Raises:
        ValueError: There is none.

    >>> number(Decimal("9.01")), number(Decimal("10.00"))
    (9.01, 10)
    """
    if value.is_finite():
        if value == value.to_integral_value():
            return int(value)
        near = float(value)
        if Decimal(repr(near)) == value:
            return near
    raise ValueError(f"{value} is no number the books could give back")


def bill_body(
    action: CreateBill, *, ap_account: str, currency: str, term_id: str
) -> dict[str, Any]:
    """Return the body of a new bill.

    Args:
        action: What is to be booked.
        ap_account: Account payable; never left to the service.
        currency: To be named; empty where the company has but one.
        term_id: Term of payment; empty for none.

    Raises:
        ValueError: It would not come out as it is meant.
    """
    if not 1 <= len(action.number) <= LONGEST_NUMBER:
        raise ValueError(f"{action.number!r} has no 1 to {LONGEST_NUMBER} characters")
    if not action.lines:
        raise ValueError(f"bill {action.number!r} has no lines")
    if sum(line.amount for line in action.lines) != action.total:
        raise ValueError(f"the lines of {action.number!r} are not {action.total}")
    body: dict[str, Any] = {
        "VendorRef": {"value": _id(action.vendor_id)},
        "APAccountRef": {"value": _id(ap_account)},
        "DocNumber": action.number,
        "TxnDate": action.date.isoformat(),
        "Line": [_line(line) for line in action.lines],
    }
    if action.due is not None:
        body["DueDate"] = action.due.isoformat()
    if action.memo:
        body["PrivateNote"] = action.memo[:_NOTE]
    if currency:
        body["CurrencyRef"] = {"value": currency}
    if term_id:
        body["SalesTermRef"] = {"value": term_id}
    return body


def _line(line: CreateBillLine) -> dict[str, Any]:
    made: dict[str, Any] = {"Amount": number(line.amount)}
    if line.description:
        made["Description"] = line.description[:_WORDS]
    if bool(line.item_id) == bool(line.account_id):
        raise ValueError("a line of a bill is on an item or on an account")
    if line.account_id:
        detail = {"AccountRef": {"value": _id(line.account_id)}}
        return made | {"DetailType": _ON_ACCOUNT, _ON_ACCOUNT: detail}
    link = {
        "TxnId": _id(line.po_id),
        "TxnType": _ORDER,
        "TxnLineId": _id(line.po_line_id),
    }
    on_item = {
        "ItemRef": {"value": _id(line.item_id)},
        "UnitPrice": number(line.unit_price),
        "Qty": number(line.quantity),
    }
    return made | {"DetailType": _ON_ITEM, "LinkedTxn": [link], _ON_ITEM: on_item}


def _id(text: str) -> str:
    if not _ID.fullmatch(text):
        raise ValueError(f"{text!r} is no id of the books")
    return text


def attachment(name: str, bill_id: str) -> dict[str, Any]:
    """Return what goes with a file that is attached to a bill."""
    kind = name.rpartition(".")[2].lower()
    media_type = _MEDIA_TYPES.get(kind, "application/octet-stream")
    reference = {"EntityRef": {"type": "Bill", "value": _id(bill_id)}}
    return {
        "FileName": name,
        "ContentType": media_type,
        "AttachableRef": [reference],
    }
