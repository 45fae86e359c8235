"""The bill that follows from an invoice: its lines linked to what was ordered."""

import re
from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal

from matchers.billing.allocate import Portion
from matchers.billing.charges import Charges
from matchers.billing.money import unit_price
from matchers.billing.standing import BooksStanding, InvoiceArrival
from matchers.billing.values import (
    AttachDocument,
    CreateBill,
    CreateBillLine,
    Money,
    Payee,
)

_TYPES = frozenset(
    ["pdf", "xml", "txt", "csv", "xlsx", "png", "jpg", "jpeg", "tif", "tiff"]
)
"""Kinds of files the books keep, by what their names end in."""
_NO_NAME = re.compile(r"[^A-Za-z0-9]+")
_MOST = 900
"""Characters of a memo; the books keep more, a bookkeeper reads less."""


def plan_bill(
    arrival: InvoiceArrival,
    standing: BooksStanding,
    payee: Payee,
    portions: Sequence[Portion],
    *,
    charges: Charges,
    rules: Iterable[str],
    smallest: Money,
) -> tuple[CreateBill, AttachDocument] | None:
    """Return the bill and its attachment; None where they would not make the total."""
    document, vendor = arrival.document, arrival.vendor
    if vendor is None or document.number is None or document.date is None:
        return None
    lines = (*(_line(p, smallest) for p in portions), *charges.lines)
    total = sum((line.amount for line in lines), Decimal(0))
    if document.total is None or total != document.total.value or not portions:
        return None
    number = document.number.value.strip()
    plain = _NO_NAME.sub("-", number).strip("-") or arrival.sha256[:12]
    name = f"{vendor.key}-{plain}.{_extension(arrival.name)}"
    days = vendor.billing.terms_days
    bill = CreateBill(
        books=standing.books,
        vendor_id=payee.id,
        vendor_name=payee.name,
        number=number,
        date=document.date.value,
        due=document.date.value + timedelta(days=days) if days is not None else None,
        currency=payee.currency or portions[0].ordered.order.currency,
        lines=lines,
        total=total,
        memo=_memo(arrival, portions, (*rules, *charges.rules)),
        document=arrival.sha256,
        document_name=name,
    )
    attachment = AttachDocument(
        books=standing.books,
        vendor_id=payee.id,
        number=number,
        document=arrival.sha256,
        name=name,
    )
    return bill, attachment


def _line(portion: Portion, smallest: Money) -> CreateBillLine:
    ours = portion.ordered
    return CreateBillLine(
        item_id=ours.line.item_id,
        description=ours.line.description,
        quantity=portion.quantity,
        unit_price=unit_price(
            portion.billed.net, portion.quantity, portion.amount, smallest
        ),
        amount=portion.amount,
        po_id=ours.order.id,
        po_line_id=ours.line.id,
        ordered_at=ours.line.unit_price,
    )


def _memo(
    arrival: InvoiceArrival, portions: Iterable[Portion], rules: Iterable[str]
) -> str:
    """Name the orders, every rule that was used, and the item in our own ledger."""
    portions = tuple(portions)
    orders = dict.fromkeys(p.ordered.order.number for p in portions)
    aliases = dict.fromkeys(
        f"{p.billed.rule} {p.billed.position.part} = {p.ordered.line.sku}"
        for p in portions
        if p.billed.rule != "sku"
    )
    parts = [f"PO {', '.join(orders)}", *rules, *aliases]
    own = f"Nightclerk {arrival.item}".strip()
    return f"{'; '.join(parts)[: _MOST - len(own)]}; {own}"


def _extension(name: str) -> str:
    """Return the ending of a stranger's file name where the books keep such files.

    The text of a mail has no name, and HTML is text as well.
    """
    ending = name.rpartition(".")[2].lower()
    return ending if ending in _TYPES else "txt"
