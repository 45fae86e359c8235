"""The books' shapes to ours; pure, no guesses. Amounts come in as ``Decimal``."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from channels.record import Record
from matchers.billing.values import (
    Bill,
    BillLine,
    Item,
    Payee,
    PurchaseOrder,
    PurchaseOrderLine,
)

STATUSES = frozenset({"Open", "Closed"})
_ORDER = "PurchaseOrder"
_ON_ITEM, _ON_ACCOUNT = "ItemBasedExpenseLineDetail", "AccountBasedExpenseLineDetail"


class Term(NamedTuple):
    """One term of payment: so many days, whatever the date."""

    id: str
    days: int


class Company(NamedTuple):
    """What the company's own settings say."""

    closed_until: date | None
    currency: str
    several_currencies: bool


def company(found: Record) -> Company:
    """Return what matters of ``Preferences``."""
    accounting = found.optional_record("AccountingInfoPrefs")
    currency = found.optional_record("CurrencyPrefs")
    home = currency and currency.optional_record("HomeCurrency")
    closed = accounting.optional_day("BookCloseDate") if accounting else None
    return Company(
        closed_until=closed or _other_close_date(found),
        currency=home.optional_text("value") if home else "",
        several_currencies=_true(currency, "MultiCurrencyEnabled"),
    )


def _other_close_date(found: Record) -> date | None:
    other = found.optional_record("OtherPrefs")
    for pair in other.optional_records("NameValue") if other else ():
        if pair.optional_text("Name").endswith("BookCloseDate"):
            return date.fromisoformat(pair.text("Value"))
    return None


def item(found: Record) -> Item:
    """Return one product or service."""
    return Item(
        id=found.text("Id"),
        sku=found.optional_text("Sku"),
        name=found.text("Name"),
        active=_active(found),
    )


def payee(found: Record) -> Payee:
    """Return one vendor; whatever else its record holds is not looked at."""
    return Payee(
        id=found.text("Id"),
        name=found.text("DisplayName"),
        currency=_reference(found, "CurrencyRef"),
        active=_active(found),
    )


def term(found: Record) -> Term | None:
    """Return a term; None for one with a discount or bound to days of the month."""
    if not _active(found) or found.optional_text("Type") not in ("", "STANDARD"):
        return None
    days = found.optional_amount("DueDays")
    if days is None or found.optional_amount("DiscountPercent"):
        return None
    return Term(found.text("Id"), int(days))


def account(found: Record) -> tuple[str, str]:
    """Return id and kind of an account; the kind is empty where it is not in use."""
    kind = found.optional_text("AccountType") if _active(found) else ""
    return found.text("Id"), kind


def purchase_order(
    found: Record, *, books: str, read_at: datetime, skus: Mapping[str, str]
) -> PurchaseOrder:
    """Return one order of ours.

    Args:
        found: The order.
        books: Name of the configured instance.
        read_at: When it was asked for.
        skus: SKU by the item's id.
    """
    return PurchaseOrder(
        books=books,
        id=found.text("Id"),
        number=found.optional_text("DocNumber"),
        vendor_id=found.record("VendorRef").text("value"),
        date=found.day("TxnDate"),
        currency=_reference(found, "CurrencyRef"),
        open=found.one_of("POStatus", STATUSES) == "Open",
        total=found.amount("TotalAmt"),
        lines=tuple(_ordered(one, skus) for one in found.records("Line")),
        read_at=read_at,
    )


def bills_of(found: Record) -> tuple[str, ...]:
    """Return the ids of the bills an order says it is linked to."""
    return tuple(
        one.text("TxnId")
        for one in found.optional_records("LinkedTxn")
        if one.optional_text("TxnType") == "Bill"
    )


def _ordered(found: Record, skus: Mapping[str, str]) -> PurchaseOrderLine:
    detail = found.optional_record(_ON_ITEM)
    key = _reference(detail, "ItemRef")
    amount = found.optional_amount("Amount")
    return PurchaseOrderLine(
        id=found.text("Id"),
        item_id=key,
        sku=skus.get(key, ""),
        description=found.optional_text("Description"),
        quantity=_amount(detail, "Qty"),
        unit_price=_amount(detail, "UnitPrice"),
        amount=Decimal(0) if amount is None else amount,
    )


def bill(
    found: Record,
    *,
    books: str,
    read_at: datetime,
    attachments: Sequence[str] | None = None,
) -> Bill:
    """Return one bill.

    A line on an item that names no order of its own counts for the order the whole bill
    is linked to, where that is one: goods billed by hand are billed all the same. It
    names no line of it then.

    Args:
        found: The bill.
        books: Name of the configured instance.
        read_at: When it was asked for.
        attachments: Names of its files; None where they were not asked for.
    """
    orders = {link.text("TxnId") for link in _links(found)}
    whole = next(iter(orders)) if len(orders) == 1 else ""
    return Bill(
        books=books,
        id=found.text("Id"),
        number=found.optional_text("DocNumber"),
        vendor_id=found.record("VendorRef").text("value"),
        date=found.day("TxnDate"),
        currency=_reference(found, "CurrencyRef"),
        total=found.amount("TotalAmt"),
        lines=tuple(_billed(one, whole) for one in found.records("Line")),
        memo=found.optional_text("PrivateNote"),
        attachments=None if attachments is None else tuple(attachments),
        read_at=read_at,
    )


def _billed(found: Record, whole: str) -> BillLine:
    on_item = found.optional_record(_ON_ITEM)
    on_account = found.optional_record(_ON_ACCOUNT)
    amount = found.optional_amount("Amount")
    link = next(iter(_links(found)), None)
    by_hand = whole if on_item is not None else ""
    return BillLine(
        item_id=_reference(on_item, "ItemRef"),
        account_id=_reference(on_account, "AccountRef"),
        description=found.optional_text("Description"),
        quantity=_amount(on_item, "Qty"),
        unit_price=_amount(on_item, "UnitPrice"),
        amount=Decimal(0) if amount is None else amount,
        po_id=link.text("TxnId") if link else by_hand,
        po_line_id=link.optional_text("TxnLineId") if link else "",
    )


def _links(found: Record) -> tuple[Record, ...]:
    links = found.optional_records("LinkedTxn")
    return tuple(one for one in links if one.optional_text("TxnType") == _ORDER)


def _reference(found: Record | None, key: str) -> str:
    reference = found and found.optional_record(key)
    return reference.optional_text("value") if reference else ""


def _amount(found: Record | None, key: str) -> Decimal:
    amount = found.optional_amount(key) if found else None
    return Decimal(0) if amount is None else amount


def _active(found: Record) -> bool:
    """Say whether it is in use; left out means that it is."""
    return found.optional_flag("Active") is not False


def _true(found: Record | None, key: str) -> bool:
    return found is not None and found.optional_flag(key) is True
