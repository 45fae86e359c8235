"""A vendor, its order and its invoice in short notation: the defaults agree."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from extractors.values import (
    Cited,
    Evidence,
    MoneyCharge,
    MoneyDocument,
    MoneyLine,
)
from matchers.billing.decide import (
    BooksSettings,
    BooksStanding,
    InvoiceArrival,
    Proposal,
    named_orders,
    propose,
)
from matchers.billing.items import Items
from matchers.billing.orders import PurchaseOrders
from matchers.billing.values import (
    Alias,
    Bill,
    Billed,
    BillLine,
    CreateBill,
    Item,
    Payee,
    PurchaseOrder,
    PurchaseOrderLine,
    Receipt,
)
from matchers.policy import Policy
from matchers.trust import SenderVerdict
from matchers.values import Match
from matchers.vendors import Vendor

NOW = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
TODAY = date(2026, 11, 21)
DOCUMENT = "d" * 64
EVIDENCE = Evidence(document=DOCUMENT, page=1, quote="as printed")
_TEXTS = ("number", "po_number", "currency", "vendor", "customer", "bill_to")
SKUS = ("RK-48", "RK-72", "CL-10", "BOX-9")


def text(value: str) -> Cited[str]:
    return Cited[str](value=value, evidence=EVIDENCE)


def number(value: object) -> Cited[Decimal]:
    return Cited[Decimal](value=Decimal(str(value)), evidence=EVIDENCE)


class Build:
    """Orders, invoices and books that agree unless told otherwise."""

    now, today, sha = NOW, TODAY, DOCUMENT
    text, number = staticmethod(text), staticmethod(number)

    def vendor(self, **billing: object) -> Vendor:
        given = {
            "key": "acme",
            "name": "Acme Racks",
            "senders": ("billing@acme.example",),
            "phone": "+1 555 0100",
            "billing": {"payee": "41", **billing},
        }
        return Vendor.model_validate(given, strict=False)

    def order(
        self,
        *lines: tuple[Any, ...],
        number: str = "1041",
        **changes: object,
    ) -> PurchaseOrder:
        """Return an order of lines (sku, quantity, price[, description])."""
        made = tuple(
            PurchaseOrderLine(
                id=str(place + 1),
                item_id=f"i-{sku}" if sku else "",
                sku=sku,
                description=rest[0] if rest else "",
                quantity=Decimal(str(quantity)),
                unit_price=Decimal(str(price)),
                amount=Decimal(str(quantity)) * Decimal(str(price)),
            )
            for place, (sku, quantity, price, *rest) in enumerate(
                lines or (("RK-48", 4, "12.50"), ("RK-72", 2, "20.00"))
            )
        )
        given: dict[str, Any] = {
            "books": "main",
            "id": "257",
            "number": number,
            "vendor_id": "41",
            "date": TODAY - timedelta(days=20),
            "open": True,
            "total": sum((line.amount for line in made), Decimal(0)),
            "lines": made,
            "read_at": NOW,
        }
        return PurchaseOrder(**{**given, **changes})

    def line(
        self,
        sku: str | None,
        quantity: object,
        price: object,
        amount: object = None,
        **rest: Any,
    ) -> MoneyLine:
        if amount is None and quantity is not None and price is not None:
            amount = Decimal(str(quantity)) * Decimal(str(price))
        for name in ("list_price", "discount", "price_basis"):
            if name in rest:
                rest[name] = number(rest[name])
        if "po_number" in rest:
            rest["po_number"] = text(rest["po_number"])
        return MoneyLine(
            sku=text(sku) if sku is not None else None,
            quantity=number(quantity) if quantity is not None else None,
            unit_price=number(price) if price is not None else None,
            amount=number(amount) if amount is not None else None,
            **rest,
        )

    def invoice(
        self,
        *lines: Any,
        charges: Sequence[tuple[str, str, str]] = (),
        **changes: Any,
    ) -> MoneyDocument:
        """Return an invoice whose total closes; lines as tuples or made ones."""
        made = tuple(
            one if isinstance(one, MoneyLine) else self.line(*one)
            for one in lines or (("RK-48", 4, "12.50"), ("RK-72", 2, "20.00"))
        )
        named = tuple(
            MoneyCharge(label=label, kind=kind, amount=number(amount))  # type: ignore[arg-type]
            for label, kind, amount in charges
        )
        total = sum((one.amount.value for one in made if one.amount), Decimal(0))
        for charge in named:
            off = charge.kind == "allowance"
            total += -charge.amount.value if off else charge.amount.value
        given: dict[str, Any] = {
            "kind": "invoice",
            "number": "INV-77",
            "date": TODAY - timedelta(days=2),
            "po_number": "1041",
            "total": total,
            **changes,
        }
        if "charges_sum" in given:
            given["charges"] = given.pop("charges_sum")
        for name, value in given.items():
            if isinstance(value, str) and name in _TEXTS:
                given[name] = text(value)
            elif isinstance(value, str | Decimal) and name != "kind":
                given[name] = number(value)
            elif isinstance(value, date):
                given[name] = Cited[date](value=value, evidence=EVIDENCE)
        return MoneyDocument(lines=made, named_charges=named, **given)

    def arrival(
        self, document: MoneyDocument | None = None, **changes: Any
    ) -> InvoiceArrival:
        given: dict[str, Any] = {
            "document": document or self.invoice(),
            "sha256": DOCUMENT,
            "name": "INV-77.pdf",
            "verdict": SenderVerdict("trusted", "acme"),
            "vendor": self.vendor(),
            "mail_date": TODAY,
            "reader": "layout",
            "item": "I12",
        }
        return InvoiceArrival(**{**given, **changes})

    def receipt(self, sku: str | None = None, quantity: object = 0) -> Receipt:
        return Receipt(
            po_number="1041",
            sku=sku,
            quantity=Decimal(str(quantity)),
            document="e" * 64,
        )

    def bill(
        self, *lines: tuple[str, object], number: str = "INV-70", **changes: Any
    ) -> Bill:
        """Return a bill of the books linked to lines (po_line_id, quantity)."""
        given: dict[str, Any] = {
            "books": "main",
            "id": "900",
            "number": number,
            "vendor_id": "41",
            "date": TODAY - timedelta(days=9),
            "total": Decimal(1),
            "lines": tuple(
                BillLine(
                    quantity=Decimal(str(quantity)),
                    amount=Decimal(1),
                    po_id="257",
                    po_line_id=line,
                )
                for line, quantity in lines
            ),
            "read_at": NOW,
        }
        return Bill(**{**given, **changes})

    def billed(self, number: str, total: object, **changes: Any) -> Billed:
        given: dict[str, Any] = {
            "vendor": "acme",
            "number": number,
            "date": TODAY - timedelta(days=10),
            "total": Decimal(str(total)),
            "kind": "invoice",
            "source": f"I-{number}",
        }
        return Billed(**{**given, **changes})

    def alias(self, part: str, sku: str, factor: object = 1, **rest: Any) -> Alias:
        return Alias(
            vendor="acme",
            part_number=part,
            sku=sku,
            factor=Decimal(str(factor)),
            **rest,
        )

    def standing(
        self, orders: Iterable[PurchaseOrder] | None = None, **changes: Any
    ) -> BooksStanding:
        made = (self.order(),) if orders is None else tuple(orders)
        given: dict[str, Any] = {
            "books": "main",
            "items": Items(
                Item(id=f"i-{sku}", sku=sku, name=f"Article {sku}") for sku in SKUS
            ),
            "payees": (Payee(id="41", name="Acme Racks"),),
            "orders": PurchaseOrders(made),
            "receipts": (self.receipt(),),
            "policy": Policy(),
            "today": TODAY,
            "now": NOW,
            "settings": BooksSettings("33", "80", "", "USD"),
        }
        return BooksStanding(**{**given, **changes})

    def propose(
        self,
        arrival: InvoiceArrival | MoneyDocument | None = None,
        orders: Iterable[PurchaseOrder] | None = None,
        fresh: Mapping[str, PurchaseOrder] | None = None,
        **standing: Any,
    ) -> Proposal:
        """Return what follows; the orders are read afresh as they are."""
        made = (self.order(),) if orders is None else tuple(orders)
        if not isinstance(arrival, InvoiceArrival):
            arrival = self.arrival(arrival)
        night = self.standing(made, **standing)
        by_id = {order.id: order for order in made}
        asked = named_orders(arrival, night)
        read = {id_: by_id[id_] for id_ in asked} if fresh is None else fresh
        return propose(arrival, night, read)

    def decide(self, *args: Any, **rest: Any) -> Match:
        return self.propose(*args, **rest).match

    def created(self, match: Match) -> CreateBill | None:
        found = [a for a in match.actions if isinstance(a, CreateBill)]
        return found[0] if found else None


@pytest.fixture(scope="session")
def b() -> Build:
    return Build()
