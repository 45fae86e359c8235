"""World shapes made whole: what a world leaves out gets a new company's value."""

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

Json = dict[str, Any]

ITEM_LINE = "ItemBasedExpenseLineDetail"
ACCOUNT_LINE = "AccountBasedExpenseLineDetail"
TEXT_LINE = "DescriptionOnly"
LISTS = ("Account", "Item", "Term", "Vendor")
"""Entities that are made inactive, never deleted."""
HOME_CURRENCY = "USD"
_CURRENCY_NAMES = {"USD": "United States Dollar", "CAD": "Canadian Dollar"}
_PACIFIC = timezone(timedelta(hours=-8))
_LONG_AGO = "2026-01-01T00:00:00-08:00"
_AP = {
    "Id": "33",
    "Name": "Accounts Payable (A/P)",
    "AccountType": "Accounts Payable",
    "AccountSubType": "AccountsPayable",
    "Classification": "Liability",
}


def pacific(moment: datetime) -> datetime:
    """Return *moment* in the zone the service prints its times in."""
    return moment.astimezone(_PACIFIC)


def printed(moment: datetime) -> str:
    """Print an instant as the service does."""
    return pacific(moment).isoformat(timespec="seconds")


def exact(value: Any) -> Decimal:
    """Return a JSON number as the decimal it was written as.

    >>> exact(0.1) * 3
    Decimal('0.3')
    """
    return Decimal(str(value))


def currency(code: str) -> Json:
    """Return a reference to a currency."""
    return {"value": code, "name": _CURRENCY_NAMES.get(code, code)}


def whole_company(told: Mapping[str, Any]) -> Json:
    """Return the company with what every company has."""
    return _whole({"CompanyName": "Sandbox", "Country": "US", "Id": "1"} | dict(told))


def whole_preferences(told: Mapping[str, Any]) -> Json:
    """Return the preferences, those of a new company where none are told."""
    return _whole(
        {
            "Id": "1",
            "AccountingInfoPrefs": {},
            "VendorAndPurchasesPrefs": {},
            "CurrencyPrefs": {
                "MultiCurrencyEnabled": False,
                "HomeCurrency": {"value": HOME_CURRENCY},
            },
            "OtherPrefs": {"NameValue": []},
        }
        | dict(told)
    )


def whole_entity(name: str, told: Mapping[str, Any], home: str) -> Json:
    """Return one resource of the entity *name* with what the service always shows."""
    if name in LISTS:
        return _whole({"Active": True} | _without_bank(dict(told)))
    if name in ("PurchaseOrder", "Bill"):
        return _whole_transaction(name, told, home)
    return _whole(dict(told))


def accounts_of(told: list[Json]) -> list[Json]:
    """Return the chart of accounts; every company has accounts payable."""
    has = any(account.get("AccountType") == _AP["AccountType"] for account in told)
    return told if has else [_AP, *told]


def line_total(lines: list[Json]) -> Decimal:
    """Return what the lines come to."""
    return sum((exact(line.get("Amount", 0)) for line in lines), Decimal(0))


def _whole(told: Json) -> Json:
    stamps = {"CreateTime": _LONG_AGO, "LastUpdatedTime": _LONG_AGO}
    common: Json = {
        "SyncToken": "0",
        "domain": "QBO",
        "sparse": False,
        "MetaData": stamps,
    }
    whole = common | told
    whole["Id"] = str(whole["Id"])
    whole["MetaData"] = stamps | whole["MetaData"]
    return whole


def _without_bank(told: Any) -> Any:
    """Leave out whatever speaks of a bank: the service never shows a vendor's."""
    if isinstance(told, list):
        return [_without_bank(part) for part in told]
    if not isinstance(told, dict):
        return told
    return {
        key: _without_bank(part)
        for key, part in told.items()
        if "bank" not in key.lower()
    }


def _whole_transaction(name: str, told: Mapping[str, Any], home: str) -> Json:
    lines = [_whole_line(line, at) for at, line in enumerate(told.get("Line", []), 1)]
    total = float(line_total(lines))
    shown: Json = {
        "TxnDate": _LONG_AGO[:10],
        "CurrencyRef": currency(home),
        "LinkedTxn": [],
    }
    whole = _whole(shown | {"TotalAmt": total} | dict(told) | {"Line": lines})
    if name == "Bill":
        whole.setdefault("Balance", whole["TotalAmt"])
        whole.setdefault("DueDate", whole["TxnDate"])
        orders = dict.fromkeys(
            str(link["TxnId"])
            for line in lines
            for link in line.get("LinkedTxn", [])
            if link.get("TxnType") == "PurchaseOrder"
        )
        whole["LinkedTxn"] = whole["LinkedTxn"] or [
            {"TxnId": order, "TxnType": "PurchaseOrder"} for order in orders
        ]
    return whole


def _whole_line(told: Mapping[str, Any], at: int) -> Json:
    known = (ITEM_LINE, ACCOUNT_LINE)
    detail = next((name for name in known if name in told), TEXT_LINE)
    line: Json = {"Id": str(at), "LineNum": at, "DetailType": detail} | dict(told)
    line["Id"] = str(line["Id"])
    if "Amount" not in line and detail == ITEM_LINE:
        item = line[ITEM_LINE]
        each, count = exact(item.get("UnitPrice", 0)), exact(item.get("Qty", 0))
        line["Amount"] = float(each * count)
    return line
