"""The lines of a bill: items linked to their order, charges on accounts, text."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from sandbox.quickbooks.orders import link_as_kept
from sandbox.quickbooks.whole import ACCOUNT_LINE, ITEM_LINE, TEXT_LINE, Json
from sandbox.quickbooks.words import (
    RefusedError,
    inactive,
    missing,
    unknown_reference,
)

if TYPE_CHECKING:
    from sandbox.quickbooks.store import Store

_DIGITS = 10
_SCALE = 5
_CENT = Decimal("0.01")
_DETAIL = ("BillableStatus", "CustomerRef", "ClassRef", "TaxCodeRef")


def checked_lines(
    store: "Store", vendor: str, told: Any, *, drop_links: bool
) -> list[Json]:
    """Return a bill's lines as the books keep them.

    A link to an order that does not fit is left out without a word, and so is the
    amount of an item line that names no item: the line becomes text.

    Raises:
        RefusedError: The books would refuse a line.
    """
    if not isinstance(told, list) or not told:
        raise missing("Line")
    lines = []
    for at, one in enumerate(told, start=1):
        if not isinstance(one, dict):
            raise RefusedError("2010", f"Line {at} is no JSON object.")
        line = {"Id": str(at), "LineNum": at} | _checked(store, one)
        kept = [
            link_as_kept(link)
            for link in _list(one, "LinkedTxn")
            if not drop_links
            and line["DetailType"] != TEXT_LINE
            and store.orders.accepts(vendor, link)
        ]
        lines.append(line | ({"LinkedTxn": kept} if kept else {}))
    return lines


def _checked(store: "Store", told: Mapping[str, Any]) -> Json:
    kind = told.get("DetailType")
    shown = {"Description": told["Description"]} if told.get("Description") else {}
    if kind not in (ITEM_LINE, ACCOUNT_LINE, TEXT_LINE):
        raise missing("Line.DetailType")
    detail = told.get(kind)
    if not isinstance(detail, dict):
        detail = {}
    if kind == TEXT_LINE or (kind == ITEM_LINE and not detail.get("ItemRef")):
        return shown | {"DetailType": TEXT_LINE, "DescriptionLineDetail": {}}
    if "Amount" not in told:
        raise missing("Line.Amount")
    amount = number(told["Amount"], "Amount")
    kept: Json = {"BillableStatus": "NotBillable", "TaxCodeRef": {"value": "NON"}}
    kept |= {key: detail[key] for key in _DETAIL if detail.get(key)}
    if kind == ITEM_LINE:
        kept = _item(store, detail, amount) | kept
    else:
        kept = {"AccountRef": _used(store, "Account", detail.get("AccountRef"))} | kept
    return shown | {"Amount": float(amount), "DetailType": kind, kind: kept}


def _item(store: "Store", detail: Mapping[str, Any], amount: Decimal) -> Json:
    """Return an item line's detail; its amount has to be quantity times price."""
    kept: Json = {"ItemRef": _used(store, "Item", detail["ItemRef"])}
    for name in ("UnitPrice", "Qty"):
        if detail.get(name) is not None:
            kept[name] = _plain(number(detail[name], name))
    if "UnitPrice" in kept and "Qty" in kept:
        product = number(detail["UnitPrice"], "UnitPrice") * number(
            detail["Qty"], "Qty"
        )
        if product.quantize(_CENT, ROUND_HALF_UP) != amount.quantize(
            _CENT, ROUND_HALF_UP
        ):
            raise RefusedError(
                "6070",
                f"Amount is not equal to UnitPrice * Qty. Supplied value:{amount}",
            )
    return kept


def _used(store: "Store", name: str, told: Any) -> Json:
    """Return a reference to an item or account that is in use."""
    value = told.get("value") if isinstance(told, dict) else None
    if value in (None, ""):
        raise missing(f"{name}Ref")
    known = store.entities[name].get(str(value))
    if known is None:
        raise unknown_reference(f"{name}s", str(value))
    if not known["Active"]:
        raise inactive(f"The {name.lower()}")
    return store.reference(name, value)


def number(told: Any, name: str) -> Decimal:
    """Return a number of a request, sent as a JSON number or as text.

    Raises:
        RefusedError: It is none, or has too many digits.
    """
    try:
        value = Decimal(str(told))
    except InvalidOperation:
        value = Decimal("nan")
    if isinstance(told, bool) or not value.is_finite():
        raise RefusedError("2090", f"Invalid Number : {name} {told!r}")
    exponent = int(value.as_tuple().exponent)
    if abs(value) >= 10**_DIGITS or -exponent > _SCALE:
        raise RefusedError("2090", f"Invalid Number : {name} has too many digits")
    return value


def _list(part: Mapping[str, Any], name: str) -> list[Any]:
    told = part.get(name)
    return told if isinstance(told, list) else []


def _plain(value: Decimal) -> float | int:
    return int(value) if value == value.to_integral_value() else float(value)
