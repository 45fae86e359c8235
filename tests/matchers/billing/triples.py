"""Invoices, orders and shipments drawn from a seed, each with one thing wrong or none.

What a bill must come to is kept beside the draw and never taken from the matcher.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

from extractors.codes import Reason
from extractors.values import PaymentDetail
from matchers.billing.decide import BooksSettings
from matchers.billing.items import Items
from matchers.billing.values import Bill, BillLine, Item, Payee, PurchaseOrder
from matchers.trust import SenderVerdict
from tests.matchers.billing.conftest import EVIDENCE, TODAY, Build

R = Reason
CENT = Decimal("0.01")
PARTS = [f"AR-{n:04}" for n in range(400)]
ITEMS = Items(Item(id=f"i-{sku}", sku=sku, name=f"Article {sku}") for sku in PARTS)
"""As the builder names the items of its orders."""
BUILD = Build()


def cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


@dataclass
class Line:
    """One ordered line and how the invoice bills it."""

    sku: str
    ordered: Decimal
    price: Decimal
    printed: str | None
    """Part number on the invoice."""
    factor: int = 1
    """Of ours in one of theirs."""
    before: Decimal = Decimal(0)
    shipped: Decimal = Decimal(0)
    billed: Decimal = Decimal(0)
    """In our units, a multiple of the factor."""
    charged: Decimal = Decimal(0)
    """Price of one of ours."""
    unit: str = ""
    how: str = "plain"
    """plain, basis, rate: how the price is printed."""
    off: Decimal = Decimal(0)
    """What is wrong with the amount."""
    description: str = ""
    ours: str = ""
    """Description on the order."""

    @property
    def amount(self) -> Decimal:
        return cents(self.billed * self.charged)


@dataclass
class Draw:
    """One invoice with all it is held against."""

    random: Random
    lines: list[Line] = field(default_factory=list)
    strangers: list[tuple[Any, ...]] = field(default_factory=list)
    """Lines of the invoice that no order has."""
    charges: list[tuple[str, str, str]] = field(default_factory=list)
    billing: dict[str, Any] = field(default_factory=dict)
    vendor: dict[str, Any] = field(default_factory=dict)
    invoice: dict[str, Any] = field(default_factory=dict)
    order: dict[str, Any] = field(default_factory=dict)
    arrival: dict[str, Any] = field(default_factory=dict)
    standing: dict[str, Any] = field(default_factory=dict)
    more_orders: list[PurchaseOrder] = field(default_factory=list)
    aliases: list[Any] = field(default_factory=list)
    billed: list[Any] = field(default_factory=list)
    receipts: bool = True
    residual: Decimal = Decimal(0)
    code: Reason | None = None
    """What was planted."""
    acts: bool = True
    """It is billed nevertheless."""

    @property
    def billable(self) -> list[Line]:
        return [line for line in self.lines if line.billed]

    @property
    def goods(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal(0))

    def any(self) -> Line:
        """Return one of the billed lines."""
        return self.random.choice(self.billable)

    def plain(self) -> Line:
        """Return a billed line made plain: one of theirs is one of ours."""
        line = self.any()
        line.factor, line.unit, line.how, line.printed = 1, "", "plain", line.sku
        return line


def draw(random: Random) -> Draw:
    """Return an invoice that agrees with its order in every way."""
    made = Draw(random)
    for sku in random.sample(PARTS[:300], random.randint(2, 9)):
        price = Decimal(random.randint(100, 50_000)) / random.choice((100, 100, 1000))
        factor = random.choice((1, 1, 1, 1, 6, 12))
        ordered = Decimal(random.randint(4, 60) * factor)
        printed = sku if factor == 1 and random.random() < 0.6 else f"V{sku[3:]}-X"
        line = Line(sku, ordered, price, printed, factor)
        line.unit = random.choice(("CS", "BX")) if factor > 1 else ""
        if factor == 1:
            line.unit = random.choice(("", "EA", "pcs", "Each"))
            line.how = random.choice(("plain", "plain", "basis", "rate"))
        if random.random() < 0.3:
            line.before = Decimal(
                random.randint(0, int(ordered) // factor - 2) * factor
            )
        line.shipped = line.ordered
        line.billed = line.ordered - line.before
        line.charged = price
        made.lines.append(line)
    made.billing = {
        "payee": "41",
        "absolute": "0.05" if random.random() < 0.5 else "0",
        "percent": "1.0" if random.random() < 0.5 else "0",
        "payment": ("account:12345678",),
        "charges": ({"names": ["freight"], "limit": "40.00"},),
    }
    if random.random() < 0.4:
        made.charges.append(
            ("Freight", "freight", str(cents(Decimal(random.randint(1, 4000)) / 100)))
        )
    return made


# --- what may be wrong -------------------------------------------------------------


def tolerance(made: Draw, line: Line) -> Decimal:
    """Return by how much the price of *line* may be over."""
    limits = [Decimal(made.billing["absolute"])]
    limits.append(line.price * Decimal(made.billing["percent"]) / 100)
    return min((limit for limit in limits if limit > 0), default=Decimal(0))


def price_over(made: Draw) -> None:
    line = made.plain()
    line.charged += tolerance(made, line) + Decimal(
        made.random.choice(("0.01", "0.5", "7"))
    )


def hair_over(made: Draw) -> None:
    line = made.plain()
    line.billed, line.before, line.ordered = Decimal(400), Decimal(0), Decimal(400)
    line.shipped = line.ordered
    line.charged += tolerance(made, line) + Decimal("0.0001")


def at_tolerance(made: Draw) -> None:
    made.billing["absolute"] = "0.05"
    line = made.plain()
    line.charged += tolerance(made, line)


def budget(made: Draw) -> None:
    at_tolerance(made)
    made.billing["monthly"] = "100.00"
    made.standing["spent"] = {"acme": Decimal("100.00")}


def price_under(made: Draw) -> None:
    line = made.plain()
    line.charged = cents(line.price * Decimal("0.9"))


def discount_missing(made: Draw) -> None:
    made.billing["discount"] = "40"
    line = made.plain()
    line.price = cents(line.price) + 1
    line.charged = line.price
    line.price = line.price * Decimal("0.6")


def price_break(made: Draw) -> None:
    line = made.plain()
    line.charged = cents(line.price * Decimal("1.2")) + 1
    made.billing["breaks"] = (
        {"sku": line.sku, "minimum": "1", "unit_price": str(line.charged)},
        {"sku": line.sku, "minimum": "2", "unit_price": str(line.price)},
    )


def over_order(made: Draw) -> None:
    line = made.plain()
    line.before, line.billed = Decimal(0), line.ordered + made.random.randint(1, 3)


def over_remaining(made: Draw) -> None:
    line = made.plain()
    line.before = Decimal(made.random.randint(2, int(line.ordered) - 1))
    line.billed = line.ordered - line.before + 1


def over_shipped(made: Draw) -> None:
    line = made.any()
    line.shipped = line.before + line.billed - 1


def not_shipped(made: Draw) -> None:
    made.receipts = False


def short(made: Draw) -> None:
    line = made.plain()
    line.before, line.billed = Decimal(0), line.ordered - 1


def part_of_order(made: Draw) -> None:
    short(made)
    for line in made.lines:
        line.shipped = line.before + line.billed


def left_out(made: Draw) -> None:
    line = made.random.choice(made.lines)
    line.billed = Decimal(0)


def not_ordered(made: Draw) -> None:
    made.strangers.append((PARTS[350], 3, "0.07"))


def unmapped(made: Draw) -> None:
    made.any().printed = made.random.choice(("QQ-1", "7781-23", "a b c 9"))


def transposed(made: Draw) -> None:
    line = made.plain()
    line.printed = f"{line.sku[:-2]}{line.sku[-1]}x{line.sku[-2]}"


def nameless(made: Draw) -> None:
    line = made.any()
    line.printed, line.description = None, f"Article {line.sku}"


def ambiguous(made: Draw) -> None:
    line = made.any()
    line.printed = "V-9999"
    made.aliases += [BUILD.alias("V-9999", line.sku), BUILD.alias("V-9999", PARTS[360])]


def doubted(made: Draw) -> None:
    line = made.any()
    line.printed = "V-9998"
    made.aliases.append(BUILD.alias("V-9998", line.sku, conflicted=True))


def alias_conflict(made: Draw) -> None:
    """The invoice bills one line under a number whose alias names another one."""
    line = made.plain()
    line.before, line.billed = Decimal(0), line.ordered
    line.printed = "V-9997"
    made.lines.append(Line(PARTS[320], line.ordered + 7, line.price + 3, None))
    made.lines[-1].shipped = made.lines[-1].ordered
    made.aliases.append(BUILD.alias("V-9997", PARTS[320]))


def substitute(made: Draw) -> None:
    line = made.plain()
    line.before, line.billed = Decimal(0), line.ordered
    line.price = line.charged = line.price + Decimal("1000.03")
    line.printed = PARTS[351]


def other_unit(made: Draw) -> None:
    line = made.plain()
    line.unit = made.random.choice(("BX", "case", "DZ", "C", "M", "PR", "ft", "Roll"))


def recounted(made: Draw) -> None:
    line = made.plain()
    line.before, line.price = Decimal(0), line.price * 12
    line.charged, line.billed = line.price / 12, line.ordered * 12


def pack_size(made: Draw) -> None:
    line = made.plain()
    line.ours, line.description = "Bolts, box of 100", "Bolts, box of 50"


def charge(label: str, kind: str, amount: str) -> Callable[[Draw], None]:
    return lambda made: made.charges.append((label, kind, amount))


def residual(made: Draw) -> None:
    made.residual = Decimal(made.random.choice(("0.01", "-0.01", "12.00")))


def open_line(made: Draw) -> None:
    made.any().off = Decimal(made.random.choice(("0.02", "-0.02", "3")))


def set_(where: str, **values: Any) -> Callable[[Draw], None]:
    def change(made: Draw) -> None:
        getattr(made, where).update(values)

    return change


def same_number_order(made: Draw) -> None:
    made.more_orders.append(BUILD.order(number="1041").model_copy(update={"id": "258"}))


def known(number: str, **changes: Any) -> Callable[[Draw], None]:
    return lambda made: made.billed.append((number, changes))


def paid_elsewhere(made: Draw) -> None:
    kind = made.random.choice(("account", "iban", "remit_to", "announced"))
    detail = PaymentDetail(kind=kind, value="87654321", evidence=EVIDENCE)  # type: ignore[arg-type]
    made.invoice["payment"] = (detail,)


PLANTS: tuple[tuple[Callable[[Draw], None], Reason, bool], ...] = (
    (price_over, R.PRICE_OVER, False),
    (hair_over, R.PRICE_OVER, False),
    (at_tolerance, R.WITHIN_TOLERANCE, True),
    (budget, R.TOLERANCE_BUDGET_SPENT, False),
    (price_under, R.PRICE_UNDER, True),
    (discount_missing, R.DISCOUNT_MISSING, False),
    (price_break, R.PRICE_BREAK_WRONG, False),
    (over_order, R.QTY_OVER_PO, False),
    (over_remaining, R.QTY_OVER_REMAINING, False),
    (over_shipped, R.QTY_OVER_SHIPPED, False),
    (not_shipped, R.INVOICED_NOT_SHIPPED, False),
    (short, R.QTY_SHORT, True),
    (part_of_order, R.PARTIAL, True),
    (left_out, R.LINE_MISSING_FROM_INVOICE, True),
    (not_ordered, R.LINE_NOT_ON_PO, False),
    (unmapped, R.SKU_UNMAPPED, False),
    (transposed, R.SKU_UNMAPPED, False),
    (nameless, R.SKU_UNMAPPED, False),
    (doubted, R.SKU_UNMAPPED, False),
    (ambiguous, R.SKU_AMBIGUOUS, False),
    (alias_conflict, R.ALIAS_CONFLICT, False),
    (substitute, R.SUBSTITUTE_ITEM, False),
    (other_unit, R.UOM_MISMATCH, False),
    (recounted, R.UOM_MISMATCH, False),
    (pack_size, R.PACK_SIZE_MISMATCH, False),
    (charge("Freight", "freight", "40.01"), R.FREIGHT_OVER, False),
    (charge("Fuel surcharge", "surcharge", "3.00"), R.SURCHARGE_UNAUTHORISED, False),
    (charge("Sales tax", "tax", "3.00"), R.TAX_UNEXPECTED, False),
    (charge("Goodwill", "allowance", "0.50"), R.ALLOWANCE_WRONG, False),
    (residual, R.UNEXPLAINED_RESIDUAL, False),
    (open_line, R.ARITHMETIC_LINE, False),
    (set_("invoice", currency="EUR"), R.CURRENCY_MISMATCH, False),
    (set_("invoice", po_number=None), R.PO_MISSING, False),
    (set_("invoice", po_number="1049"), R.PO_NOT_FOUND, False),
    (set_("invoice", number=None), R.INCOMPLETE_READING, False),
    (set_("invoice", total=None), R.INCOMPLETE_READING, False),
    (set_("invoice", date=None), R.DATE_IMPLAUSIBLE, False),
    (set_("invoice", date=TODAY + timedelta(days=9)), R.DATE_IMPLAUSIBLE, False),
    (set_("invoice", kind="statement"), R.STATEMENT_NOT_INVOICE, False),
    (set_("invoice", kind="credit_memo"), R.CREDIT_REBILL_PAIR, False),
    (set_("order", open=False), R.PO_CLOSED, False),
    (set_("order", vendor_id="42"), R.PO_OTHER_VENDOR, False),
    (same_number_order, R.PO_AMBIGUOUS, False),
    (set_("standing", closed_until=TODAY), R.PERIOD_CLOSED, False),
    (set_("standing", payees=()), R.SETTINGS_FAULT, False),
    (
        set_("standing", payees=(Payee(id="41", name="Acme", active=False),)),
        R.VENDOR_ON_HOLD,
        False,
    ),
    (set_("arrival", reader="model"), R.INCOMPLETE_READING, False),
    (
        set_("arrival", verdict=SenderVerdict("review", "acme")),
        R.SENDER_UNAUTHENTICATED,
        False,
    ),
    (known("INV-77"), R.DUPLICATE_EXACT, False),
    (known("inv 077"), R.DUPLICATE_EXACT, False),
    (known("INV-77A"), R.DUPLICATE_SUSPECT, False),
    (known("X-1"), R.DUPLICATE_SUSPECT, False),
    (known("INV-77", vendor="other"), R.DUPLICATE_SUSPECT, False),
    (known("INV-77-R1", total=Decimal(1)), R.REVISED_INVOICE, False),
    (paid_elsewhere, R.PAYEE_CHANGED, False),
)


def planted(seed: int) -> Draw:
    """Return the draw of *seed*: every third agrees, in others one thing is wrong."""
    random = Random(seed)  # noqa: S311  # a repeatable draw, no secret
    made = draw(random)
    if seed % 3:
        plant, made.code, made.acts = PLANTS[(seed // 3 * 2 + seed % 3) % len(PLANTS)]
        plant(made)
    return made


# --- as values -----------------------------------------------------------------------


def invoice_line(line: Line) -> Any:
    """Return *line* as printed: in their units, its price in one of several ways."""
    quantity, price = line.billed / line.factor, line.charged * line.factor
    given: dict[str, Any] = {"unit": line.unit, "description": line.description}
    if line.how == "basis":
        given["price_basis"] = 100
        price *= 100
    if line.how == "rate":
        given |= {"list_price": price * 2, "discount": 50}
    shown = None if line.how == "rate" else price
    amount = line.amount + line.off
    return BUILD.line(line.printed, quantity, shown, amount, **given)


def held_against(made: Draw) -> tuple[Any, Any, dict[str, PurchaseOrder]]:
    """Return the arrival, the standing and the fresh orders of one draw."""
    order = BUILD.order(
        *((line.sku, line.ordered, line.price, line.ours) for line in made.lines),
        **made.order,
    )
    lines = [invoice_line(line) for line in made.billable]
    lines += [BUILD.line(*stranger) for stranger in made.strangers]
    made.random.shuffle(lines)
    document = BUILD.invoice(*lines, charges=made.charges, **made.invoice)
    if made.residual and document.total is not None:
        total = BUILD.number(document.total.value + made.residual)
        document = document.model_copy(update={"total": total})
    aliases = [
        BUILD.alias(line.printed, line.sku, line.factor, unit=line.unit)
        for line in made.lines
        if line.printed and line.printed != line.sku and line.printed.endswith("-X")
    ]
    before = tuple(
        BillLine(
            item_id=f"i-{line.sku}",
            quantity=line.before,
            amount=cents(line.before * line.price),
            po_id="257",
            po_line_id=str(place + 1),
        )
        for place, line in enumerate(made.lines)
        if line.before
    )
    bill = Bill(
        books="main",
        id="900",
        number="INV-12",
        vendor_id="41",
        date=TODAY - timedelta(days=9),
        total=Decimal(1),
        lines=before,
        read_at=BUILD.now,
    )
    receipts = tuple(BUILD.receipt(line.sku, line.shipped) for line in made.lines)
    total = document.total.value if document.total else Decimal(1)
    billed = tuple(
        BUILD.billed(number, **{"total": total, **changes})
        for number, changes in made.billed
    )
    given = {
        "items": ITEMS,
        "aliases": (*aliases, *made.aliases),
        "bills": (bill,),
        "receipts": receipts if made.receipts else (),
        "billed": billed,
        "settings": BooksSettings("33", "80", "", "USD"),
        **made.standing,
    }
    vendor = BUILD.vendor(**made.billing)
    arrival = BUILD.arrival(document, vendor=vendor, **made.arrival)
    orders = [order, *made.more_orders]
    return arrival, BUILD.standing(orders, **given), {o.id: o for o in orders}


def due(made: Draw) -> list[tuple[str, Decimal, Decimal]]:
    """Return what a right bill holds: (line of the order, quantity, amount)."""
    return sorted(
        (str(place + 1), line.billed, line.amount)
        for place, line in enumerate(made.lines)
        if line.billed
    )
