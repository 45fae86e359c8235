"""Creating a bill: check the body, then say which resource it becomes."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sandbox.quickbooks.lines import checked_lines
from sandbox.quickbooks.store import Store
from sandbox.quickbooks.whole import (
    Json,
    currency,
    line_total,
    pacific,
    printed,
)
from sandbox.quickbooks.words import (
    RefusedError,
    closed_period,
    duplicate_number,
    inactive,
    missing,
    unknown_reference,
)

LONGEST_NUMBER = 21
LONGEST_NOTE = 4000
_PAYABLE = "Accounts Payable"
_COMPUTED = ("TotalAmt", "Balance", "LinkedTxn", "MetaData", "SyncToken", "HomeBalance")
"""Taken in a request and not believed."""
_KNOWN = {
    "VendorRef",
    "APAccountRef",
    "SalesTermRef",
    "DepartmentRef",
    "CurrencyRef",
    "ExchangeRate",
    "DocNumber",
    "PrivateNote",
    "TxnDate",
    "DueDate",
    "Line",
    "GlobalTaxCalculation",
    "TxnTaxDetail",
    "VendorAddr",
    "CustomField",
    "domain",
    "sparse",
    *_COMPUTED,
}


def plan(
    store: Store,
    body: Any,
    now: datetime,
    *,
    again: bool = False,
    drop_links: bool = False,
) -> Json:
    """Return the bill that *body* becomes.

    Args:
        store: Left as it is.
        body: What was sent.
        now: The sandbox's time.
        again: Whether a number that is taken is allowed in this call.
        drop_links: Whether every link to an order is left out, as if none had fitted.

    Raises:
        RefusedError: The books would refuse it.
    """
    _check_properties(body)
    vendor = _vendor(store, body)
    day = _day(body, "TxnDate") or pacific(now).date()
    _check_open(store, day)
    number = _number(store, body, vendor, again=again)
    money = _currency(store, body, vendor)
    payable = _payable(store, body)
    due = _day(body, "DueDate") or day + timedelta(days=_due_days(store, body))
    lines = checked_lines(store, vendor, body.get("Line"), drop_links=drop_links)
    total = line_total(lines)
    if total < 0:
        raise RefusedError(
            "6000",
            "Business Validation Error: Transaction amount must be 0 or greater.",
        )
    stamp = printed(now)
    orders = dict.fromkeys(
        link["TxnId"] for line in lines for link in line.get("LinkedTxn", [])
    )
    kept = {
        key: body[key]
        for key in ("PrivateNote", "SalesTermRef", "DepartmentRef")
        if body.get(key)
    }
    return {
        "Id": store.new_id("Bill"),
        "SyncToken": "0",
        "domain": "QBO",
        "sparse": False,
        "MetaData": {"CreateTime": stamp, "LastUpdatedTime": stamp},
        **({"DocNumber": number} if number else {}),
        "TxnDate": day.isoformat(),
        "DueDate": due.isoformat(),
        **kept,
        "CurrencyRef": currency(money),
        "VendorRef": store.reference("Vendor", vendor),
        "APAccountRef": store.reference("Account", payable),
        "TotalAmt": float(total),
        "Balance": float(total),
        "LinkedTxn": [{"TxnId": order, "TxnType": "PurchaseOrder"} for order in orders],
        "Line": lines,
    }


def _check_properties(body: Any) -> None:
    if not isinstance(body, dict):
        raise RefusedError("2010", "The request is no JSON object.")
    if "Id" in body:
        raise RefusedError("500", "Operation update is not supported.")
    for name in body:
        if name not in _KNOWN:
            raise RefusedError(
                "2010",
                f"Property Name:{name} specified is unsupported or invalid",
            )
    if len(str(body.get("PrivateNote") or "")) > LONGEST_NOTE:
        raise RefusedError("2050", f"PrivateNote: max {LONGEST_NOTE} characters")


def _vendor(store: Store, body: Mapping[str, Any]) -> str:
    value = value_of(body, "VendorRef")
    if value is None:
        raise missing("VendorRef")
    known = store.entities["Vendor"].get(value)
    if known is None:
        raise unknown_reference("Vendors", value)
    if not known["Active"]:
        raise inactive("The vendor")
    return value


def value_of(part: Mapping[str, Any], name: str) -> str | None:
    """Return the id that the reference *name* of *part* holds, if there is one."""
    told = part.get(name)
    value = told.get("value") if isinstance(told, dict) else None
    return str(value) if value not in (None, "") else None


def _day(body: Mapping[str, Any], name: str) -> date | None:
    told = body.get(name)
    if told is None:
        return None
    try:
        return date.fromisoformat(told)
    except (TypeError, ValueError):
        raise RefusedError("2020", f"{name}: {told!r} is no date") from None


def _check_open(store: Store, day: date) -> None:
    closed = store.preference("BookCloseDate")
    if closed and day <= date.fromisoformat(closed[:10]):
        raise closed_period()


def _number(
    store: Store, body: Mapping[str, Any], vendor: str, *, again: bool
) -> str | None:
    told = body.get("DocNumber")
    if told is None or told == "":
        return None
    number = str(told)
    if len(number) > LONGEST_NUMBER:
        raise RefusedError("2050", f"DocNumber: max {LONGEST_NUMBER} characters")
    warned = store.preference("WarnDuplicateBillNumber").lower() == "true"
    for bill in store.entities["Bill"].values() if warned and not again else ():
        if (bill.get("DocNumber"), value_of(bill, "VendorRef")) == (number, vendor):
            raise duplicate_number(number, bill["Id"])
    return number


def _currency(store: Store, body: Mapping[str, Any], vendor: str) -> str:
    """Return the bill's currency: the vendor's, and a request may only agree."""
    theirs = value_of(store.entities["Vendor"][vendor], "CurrencyRef")
    theirs = theirs or store.home_currency
    told = value_of(body, "CurrencyRef") or theirs
    if told != theirs:
        raise RefusedError(
            "6000",
            "Business Validation Error: the currency of the transaction is"
            f" {told}, that of the vendor {theirs}.",
        )
    return theirs


def _payable(store: Store, body: Mapping[str, Any]) -> str:
    """Return the account the bill is owed on; it may be left out where there is one."""
    accounts = store.entities["Account"]
    payable = [
        account["Id"]
        for account in accounts.values()
        if account.get("AccountType") == _PAYABLE and account["Active"]
    ]
    told = value_of(body, "APAccountRef")
    if told is None:
        if len(payable) != 1:
            raise missing("APAccountRef")
        return str(payable[0])
    if told not in accounts:
        raise unknown_reference("Accounts", told)
    if not accounts[told]["Active"]:
        raise inactive("The account")
    if told not in payable:
        raise RefusedError(
            "6000",
            "Business Validation Error: APAccountRef must be an accounts payable"
            " account.",
        )
    return told


def _due_days(store: Store, body: Mapping[str, Any]) -> int:
    told = value_of(body, "SalesTermRef")
    if told is None:
        return 0
    term = store.entities["Term"].get(told)
    if term is None:
        raise unknown_reference("Terms", told)
    return int(term.get("DueDays", 0))
