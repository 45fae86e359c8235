"""Invoices of 50 lines against 20,000 ordered lines and 9,500 items: CPU for each.

    python benchmarks/billing.py [invoices]

Prints one line per measurement; exits 1 where a decision is not the expected one.
"""

import argparse
import gc
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from extractors.values import Cited, Evidence, MoneyDocument, MoneyLine
from matchers.billing.decide import (
    BooksSettings,
    BooksStanding,
    InvoiceArrival,
    decide_invoice,
    named_orders,
)
from matchers.billing.items import Items
from matchers.billing.orders import PurchaseOrders
from matchers.billing.values import (
    Alias,
    Bill,
    Billed,
    BillLine,
    Item,
    Payee,
    PurchaseOrder,
    PurchaseOrderLine,
    Receipt,
)
from matchers.keys import canonical_po
from matchers.policy import Policy
from matchers.trust import SenderVerdict
from matchers.vendors import Vendor

NOW = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
TODAY = date(2026, 11, 21)
ITEMS, ORDERS, LINES, BILLS = 9_500, 400, 50, 5_000
PRICE_AFTER = 97
"""Prices repeat after so many lines, none of them alike in one order."""
EVIDENCE = Evidence(document="d" * 64, page=1, quote="as printed")
VENDOR = Vendor.model_validate(
    {"key": "acme", "name": "Acme", "senders": ["a@acme.example"]}, strict=False
)
T = TypeVar("T")


def sku(number: int, place: int) -> str:
    """Return the SKU of one line of one order."""
    return f"SKU-{(number * LINES + place) % ITEMS:05}"


def price(place: int) -> Decimal:
    """Return what one of a line costs."""
    return Decimal(1000 + 37 * (place % PRICE_AFTER)) / 100


def order(number: int) -> PurchaseOrder:
    """Return one order of fifty lines."""
    lines = tuple(
        PurchaseOrderLine(
            id=str(place + 1),
            item_id=sku(number, place),
            sku=sku(number, place),
            description=f"Steel rack, {place} shelves, box of {place + 1}",
            quantity=Decimal(4),
            unit_price=price(place),
            amount=4 * price(place),
        )
        for place in range(LINES)
    )
    return PurchaseOrder(
        books="main",
        id=str(number),
        number=f"PO-{number}",
        vendor_id="41",
        date=TODAY - timedelta(days=20),
        open=True,
        total=sum((line.amount for line in lines), Decimal(0)),
        lines=lines,
        read_at=NOW,
    )


def text(value: str) -> Cited[str]:
    """Return *value* as printed somewhere."""
    return Cited[str](value=value, evidence=EVIDENCE)


def money(value: Decimal) -> Cited[Decimal]:
    """Return *value* as printed somewhere."""
    return Cited[Decimal](value=value, evidence=EVIDENCE)


def arrival(invoice: int) -> InvoiceArrival:
    """Return an invoice over half of one order's goods, every tenth line by alias."""
    number = invoice % ORDERS
    lines = tuple(
        MoneyLine(
            sku=text(sku(number, at) if at % 10 else f"V-{sku(number, at)}"),
            description=f"Steel rack, {at} shelves, box of {at + 1}",
            quantity=money(Decimal(2)),
            unit="EA",
            unit_price=money(price(at)),
            amount=money(2 * price(at)),
        )
        for at in range(LINES)
    )
    # Totals of orders are alike: another number of cents tells the invoices apart.
    document = MoneyDocument(
        kind="invoice",
        number=text(f"INV-{invoice:06}"),
        date=Cited[date](value=TODAY, evidence=EVIDENCE),
        po_number=text(f"PO {number}"),
        total=money(sum((2 * price(at) for at in range(LINES)), Decimal(0))),
        lines=lines,
    )
    return InvoiceArrival(
        document=document,
        sha256=f"{invoice:064}",
        name="invoice.pdf",
        verdict=SenderVerdict("trusted", "acme"),
        vendor=VENDOR,
        mail_date=TODAY,
        reader="layout",
    )


def bill(number: int) -> Bill:
    """Return an earlier bill over one of each line of one order."""
    lines = tuple(
        BillLine(
            item_id=sku(number % ORDERS, place),
            quantity=Decimal(1),
            amount=price(place),
            po_id=str(number % ORDERS),
            po_line_id=str(place + 1),
        )
        for place in range(LINES if number < ORDERS else 0)
    )
    return Bill(
        books="main",
        id=str(number),
        number=f"OLD-{number}",
        vendor_id="41",
        date=TODAY - timedelta(days=9),
        total=Decimal(number),
        lines=lines,
        read_at=NOW,
    )


def timed(name: str, act: Callable[[], T], units: int) -> tuple[T, float]:
    """Return what *act* gives and its CPU seconds; print them per unit."""
    gc.collect()
    began = time.process_time()
    result = act()
    spent = time.process_time() - began
    print(f"{name:<28} {spent:8.3f} s   {spent / units * 1e3:8.3f} ms each")
    return result, spent


def night(orders: list[PurchaseOrder]) -> BooksStanding:
    """Return what the invoices are held against, all its indexes made."""
    items = Items(
        Item(id=f"SKU-{n:05}", sku=f"SKU-{n:05}", name=f"Steel rack {n}")
        for n in range(ITEMS)
    )
    skus = {line.sku for one in orders for line in one.lines}
    standing = BooksStanding(
        books="main",
        items=items,
        payees=(Payee(id="41", name="Acme"),),
        orders=PurchaseOrders(orders),
        policy=Policy(),
        today=TODAY,
        now=NOW,
        settings=BooksSettings("33", "80"),
        bills=tuple(map(bill, range(BILLS))),
        receipts=tuple(
            Receipt(po_number=canonical_po(one.number), sku=None, document="e" * 64)
            for one in orders
        ),
        aliases=tuple(
            Alias(vendor="acme", part_number=f"V-{sku_}", sku=sku_) for sku_ in skus
        ),
        billed=tuple(
            Billed(
                vendor="acme",
                number=f"OLD-{n}",
                date=TODAY,
                total=Decimal(n),
                kind="bill",
                source=f"books:main:{n}",
            )
            for n in range(BILLS)
        ),
    )
    return standing.after((), {})


def main(invoices: int) -> int:
    """Measure, print, and return 0 where every invoice makes its bill."""
    orders = [order(number) for number in range(ORDERS)]
    by_id = {one.id: one for one in orders}
    standing, _ = timed("night, loaded once", lambda: night(orders), 1)
    arrivals = [arrival(number) for number in range(invoices)]
    fresh = [
        {id_: by_id[id_] for id_ in named_orders(one, standing)} for one in arrivals
    ]
    matches, _ = timed(
        "decisions",
        lambda: [
            decide_invoice(one, standing.after((), {}), read)
            for one, read in zip(arrivals, fresh, strict=True)
        ],
        invoices,
    )
    held = [match for match in matches if match.disposition != "act"]
    for match in held[:5]:
        print(match.key, [finding.detail for finding in match.findings][:5])
    return 1 if held else 0


if __name__ == "__main__":
    told = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    told.add_argument("invoices", type=int, nargs="?", default=500)
    sys.exit(main(told.parse_args().invoices))
