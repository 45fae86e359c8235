"""Invoices against purchase orders: the defaults agree, a row changes one thing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from extractors.codes import Reason
from extractors.values import Issue
from matchers.billing.values import CreateBill, Payee
from matchers.policy import Policy
from matchers.trust import SenderVerdict
from matchers.values import Match

R = Reason
CENT = Decimal("0.01")


@dataclass(frozen=True)
class Case:
    id: str
    make: Callable[[Any], Match]
    disposition: str = "act"
    codes: tuple[Reason, ...] = ()


def lines(*printed: Any, **invoice: Any) -> Callable[[Any], Match]:
    """Return the default order decided on with these lines billed."""
    return lambda b: b.decide(
        b.invoice(*(one(b) if callable(one) else one for one in printed), **invoice)
    )


def on(*ordered: Any, **rest: Any) -> Callable[[Any], Match]:
    """Return the default invoice decided on against another order."""
    return lambda b: b.decide(orders=[b.order(*ordered, **rest)])


def under(*printed: Any, **billing: Any) -> Callable[[Any], Match]:
    """Return these lines billed by a vendor with these rules."""
    return lambda b: b.decide(
        b.arrival(b.invoice(*printed), vendor=b.vendor(**billing))
    )


def charged(*charges: Any, rules: Any = (), **billing: Any) -> Callable[[Any], Match]:
    """Return the default goods with these charges, by a vendor with these rules."""
    return lambda b: b.decide(
        b.arrival(b.invoice(charges=charges), vendor=b.vendor(charges=rules, **billing))
    )


def came(**arrival: Any) -> Callable[[Any], Match]:
    """Return the default invoice that came in otherwise."""
    return lambda b: b.decide(b.arrival(**arrival))


def night(**standing: Any) -> Callable[[Any], Match]:
    """Return the default invoice decided on another night."""
    return lambda b: b.decide(
        **{k: v(b) if callable(v) else v for k, v in standing.items()}
    )


GOOD, SECOND = ("RK-48", 4, "12.50"), ("RK-72", 2, "20.00")
FREIGHT = ("Freight", "freight", "15.00")
BREAKS = (
    {"sku": "RK-48", "minimum": "1", "unit_price": "13.00"},
    {"sku": "RK-48", "minimum": "4", "unit_price": "12.75"},
    {"sku": "RK-48", "minimum": "100", "unit_price": "12.00"},
)
ALLOWED = ({"names": ["freight"], "limit": "15.00"},)

DOCUMENT = [
    Case("an invoice that agrees is billed", lines()),
    Case(
        "without a number it is held",
        lines(number=None),
        "hold",
        (R.INCOMPLETE_READING,),
    ),
    Case("without a date it is held", lines(date=None), "hold", (R.DATE_IMPLAUSIBLE,)),
    Case(
        "without a total it is held", lines(total=None), "hold", (R.INCOMPLETE_READING,)
    ),
    Case(
        "a number the books cannot keep is held",
        lines(number="INV-1234567890-1234567890"),
        "hold",
        (R.INCOMPLETE_READING,),
    ),
    Case(
        "a date in the future is held",
        lines(date=date(2026, 11, 23)),
        "hold",
        (R.DATE_IMPLAUSIBLE,),
    ),
    Case("tomorrow's date is another time zone's", lines(date=date(2026, 11, 22))),
    Case(
        "a date before the order is held",
        lines(date=date(2026, 10, 30)),
        "hold",
        (R.DATE_IMPLAUSIBLE,),
    ),
    Case(
        "a date long ago is held",
        lines(date=date(2025, 11, 1)),
        "hold",
        (R.DATE_IMPLAUSIBLE, R.DATE_IMPLAUSIBLE),
    ),
    Case(
        "a closed period is held",
        night(closed_until=date(2026, 11, 19)),
        "hold",
        (R.PERIOD_CLOSED,),
    ),
    Case(
        "the day after the closed period is billed",
        night(closed_until=date(2026, 11, 18)),
    ),
    Case(
        "a cent too much in the total",
        lines(total="90.01"),
        "hold",
        (R.UNEXPLAINED_RESIDUAL,),
    ),
    Case(
        "a cent too little in the total",
        lines(total="89.99"),
        "hold",
        (R.UNEXPLAINED_RESIDUAL,),
    ),
    Case("a subtotal that agrees", lines(subtotal="90.00")),
    Case(
        "a subtotal that does not",
        lines(subtotal="80.00"),
        "hold",
        (R.ARITHMETIC_TOTAL,),
    ),
    Case("another currency", lines(currency="EUR"), "hold", (R.CURRENCY_MISMATCH,)),
    Case("our own currency", lines(currency="USD")),
    Case(
        "an order in another currency",
        on(currency="CAD"),
        "hold",
        (R.CURRENCY_MISMATCH,),
    ),
    Case(
        "a statement is never billed",
        lines(kind="statement"),
        "known",
        (R.STATEMENT_NOT_INVOICE,),
    ),
    Case(
        "a credit memo is never billed",
        lines(kind="credit_memo"),
        "hold",
        (R.CREDIT_REBILL_PAIR,),
    ),
    Case("an acknowledgement is nothing to bill", lines(kind="order_ack"), "none"),
    Case("an order is nothing to bill", lines(kind="purchase_order"), "none"),
    Case(
        "a stranger is held",
        came(verdict=SenderVerdict("quarantine", None), vendor=None),
        "hold",
        (R.VENDOR_UNKNOWN, R.SENDER_UNAUTHENTICATED),
    ),
    Case(
        "an automatic answer is nothing",
        came(verdict=SenderVerdict("ignore", None), vendor=None),
        "none",
        (R.VENDOR_UNKNOWN, R.SENDER_UNAUTHENTICATED),
    ),
    Case(
        "review is not trust",
        came(verdict=SenderVerdict("review", "acme")),
        "hold",
        (R.SENDER_UNAUTHENTICATED,),
    ),
    Case(
        "the model alone never bills",
        came(reader="model"),
        "hold",
        (R.INCOMPLETE_READING,),
    ),
    Case(
        "what a reader doubts holds",
        came(issues=(Issue(code=R.READERS_DISAGREE),)),
        "hold",
        (R.READERS_DISAGREE,),
    ),
    Case("no payee of the books", night(payees=()), "hold", (R.SETTINGS_FAULT,)),
    Case(
        "an inactive payee",
        night(payees=(Payee(id="41", name="Acme Racks", active=False),)),
        "hold",
        (R.VENDOR_ON_HOLD,),
    ),
]

ORDER = [
    Case("no order named", lines(po_number=None), "hold", (R.PO_MISSING,)),
    Case("an unknown order", lines(po_number="1042"), "hold", (R.PO_NOT_FOUND,)),
    Case("an order written otherwise", lines(po_number="P.O. # 1041")),
    Case("a closed order", on(open=False), "hold", (R.PO_CLOSED,)),
    Case("another vendor's order", on(vendor_id="42"), "hold", (R.PO_OTHER_VENDOR,)),
    Case(
        "two orders with one number",
        lambda b: b.decide(orders=[b.order(), b.order(id="258")]),
        "hold",
        (R.PO_AMBIGUOUS,),
    ),
    Case(
        "of two orders with one number the vendor's own",
        lambda b: b.decide(orders=[b.order(), b.order(id="258", vendor_id="42")]),
    ),
    Case(
        "an order that cannot be read",
        lambda b: b.decide(fresh={}),
        "wait",
        (R.API_UNAVAILABLE,),
    ),
    Case(
        "an order read too long ago",
        lambda b: b.decide(fresh={"257": b.order(read_at=b.now - timedelta(hours=1))}),
        "wait",
        (R.STALE_SNAPSHOT,),
    ),
]

LINES = [
    Case("our number in other writing", lines(("rk - 48", 4, "12.50"), SECOND)),
    Case(
        "no part number", lines((None, 4, "12.50"), SECOND), "hold", (R.SKU_UNMAPPED,)
    ),
    Case(
        "an unknown part number",
        lines(("ZZ-9", 4, "12.50"), SECOND),
        "hold",
        (R.SKU_UNMAPPED,),
    ),
    Case(
        "a number one letter off",
        lines(("RK-4B", 4, "12.50"), SECOND),
        "hold",
        (R.SKU_UNMAPPED,),
    ),
    Case(
        "an item nobody ordered",
        lines(GOOD, SECOND, ("CL-10", 1, "3.00")),
        "hold",
        (R.LINE_NOT_ON_PO,),
    ),
    Case(
        "another item at the same price and quantity",
        lines(("CL-10", 4, "12.50"), SECOND),
        "hold",
        (R.SUBSTITUTE_ITEM,),
    ),
    Case(
        "a line left out", lines(GOOD), "act", (R.LINE_MISSING_FROM_INVOICE, R.PARTIAL)
    ),
    Case(
        "a line that does not multiply",
        lines(("RK-48", 4, "12.50", "51.00"), SECOND),
        "hold",
        (R.ARITHMETIC_LINE,),
    ),
    Case(
        "an amount rounded down, and less than half up, is what is asked",
        lambda b: b.decide(
            b.invoice(("RK-48", 3, "3.335", "10.00")), [b.order(("RK-48", 3, "3.335"))]
        ),
    ),
    Case(
        "an amount rounded up for no reason costs a cent",
        lambda b: b.decide(
            b.invoice(("RK-48", 3, "3.3347", "10.01")),
            [b.order(("RK-48", 3, "3.3347"))],
        ),
        "hold",
        (R.PRICE_OVER,),
    ),
    Case(
        "no quantity",
        lines(("RK-48", None, "12.50", "50.00"), SECOND),
        "hold",
        (R.QUANTITY_UNKNOWN,),
    ),
    Case(
        "no price",
        lines(("RK-48", 4, None, "50.00"), SECOND),
        "hold",
        (R.INCOMPLETE_READING,),
    ),
    Case("a line of nothing is words", lines(GOOD, SECOND, ("CL-10", 0, "3.00"))),
    Case(
        "a returned line",
        lines(GOOD, SECOND, ("CL-10", -1, "3.00")),
        "hold",
        (R.ALLOWANCE_WRONG,),
    ),
    Case(
        "rows of one SKU are added up",
        lines(("RK-48", 1, "12.50"), ("RK-48", 3, "12.50"), SECOND),
    ),
    Case(
        "rows of one SKU that add up to too much",
        lines(("RK-48", 2, "12.50"), ("RK-48", 3, "12.50"), SECOND),
        "hold",
        (R.QTY_OVER_PO,),
    ),
    Case(
        "one row for two ordered lines of the SKU",
        on(("RK-48", 3, "12.50"), ("RK-48", 1, "12.50"), SECOND),
    ),
    Case(
        "two prices of one SKU, each at its own",
        lambda b: b.decide(
            b.invoice(("RK-48", 2, "12.00"), ("RK-48", 4, "12.50")),
            [b.order(("RK-48", 4, "12.50"), ("RK-48", 2, "12.00"))],
        ),
    ),
]

QUANTITY = [
    Case(
        "one too many",
        lines(("RK-48", 5, "12.50"), SECOND),
        "hold",
        (R.QTY_OVER_PO,),
    ),
    Case(
        "a part", lines(("RK-48", 3, "12.50"), SECOND), "act", (R.QTY_SHORT, R.PARTIAL)
    ),
    Case("no ship notice", night(receipts=()), "hold", (R.INVOICED_NOT_SHIPPED,)),
    Case(
        "one of four shipped",
        night(receipts=lambda b: (b.receipt("RK-48", 1), b.receipt("RK-72", 2))),
        "hold",
        (R.QTY_OVER_SHIPPED,),
    ),
    Case(
        "two more than ordered, and all of them shipped",
        lambda b: b.decide(
            b.invoice(("RK-48", 6, "12.50"), SECOND),
            receipts=(b.receipt("RK-48", 6), b.receipt("RK-72", 2)),
        ),
        "hold",
        (R.QTY_OVER_PO,),
    ),
    Case(
        "all shipped in two parcels",
        night(
            receipts=lambda b: (
                b.receipt("RK-48", 1),
                b.receipt("RK-48", 3),
                b.receipt("RK-72", 2),
            )
        ),
    ),
    Case(
        "the rest of an order billed before",
        lambda b: b.decide(
            b.invoice(("RK-48", 1, "12.50"), SECOND), bills=(b.bill(("1", 3)),)
        ),
    ),
    Case(
        "one billed before",
        night(bills=lambda b: (b.bill(("1", 1)),)),
        "hold",
        (R.QTY_OVER_REMAINING,),
    ),
    Case(
        "one billed by an invoice of tonight",
        lambda b: b.decide(
            committed=(b.created(b.decide(b.invoice(("RK-48", 1, "12.50")))),)
        ),
        "hold",
        (R.QTY_OVER_REMAINING,),
    ),
]

PRICE = [
    Case("a cent over", lines(("RK-48", 4, "12.51"), SECOND), "hold", (R.PRICE_OVER,)),
    Case("a cent under", lines(("RK-48", 4, "12.49"), SECOND), "act", (R.PRICE_UNDER,)),
    Case(
        "less than half", lines(("RK-48", 4, "6.24"), SECOND), "hold", (R.PRICE_UNDER,)
    ),
    Case(
        "at the absolute tolerance",
        under(("RK-48", 4, "12.55"), SECOND, absolute="0.05"),
        "act",
        (R.WITHIN_TOLERANCE,),
    ),
    Case(
        "a hair over the absolute tolerance",
        under(("RK-48", 4, "12.5501", "50.20"), SECOND, absolute="0.05"),
        "hold",
        (R.PRICE_OVER,),
    ),
    Case(
        "at the relative tolerance",
        under(("RK-48", 4, "12.625"), SECOND, percent="1.0"),
        "act",
        (R.WITHIN_TOLERANCE,),
    ),
    Case(
        "a hair over the relative tolerance",
        under(("RK-48", 4, "12.6251", "50.50"), SECOND, percent="1.0"),
        "hold",
        (R.PRICE_OVER,),
    ),
    Case(
        "the smaller tolerance counts",
        under(("RK-48", 4, "12.60"), SECOND, absolute="0.05", percent="1.0"),
        "hold",
        (R.PRICE_OVER,),
    ),
    Case(
        "the month's budget holds just",
        under(("RK-48", 4, "12.55"), SECOND, absolute="0.05", monthly="0.20"),
        "act",
        (R.WITHIN_TOLERANCE,),
    ),
    Case(
        "the month's budget is spent",
        under(("RK-48", 4, "12.55"), SECOND, absolute="0.05", monthly="0.19"),
        "hold",
        (R.WITHIN_TOLERANCE, R.TOLERANCE_BUDGET_SPENT),
    ),
    Case(
        "a rate off the list price",
        lines(
            lambda b: b.line(
                "RK-48", 4, None, "50.00", list_price="25.00", discount="50"
            ),
            SECOND,
        ),
    ),
    Case(
        "the list price without the rate",
        lines(lambda b: b.line("RK-48", 4, None, "100.00", list_price="25.00"), SECOND),
        "hold",
        (R.DISCOUNT_MISSING,),
    ),
    Case(
        "the agreed rate is not given",
        under(("RK-48", 4, "25.00"), SECOND, discount="50"),
        "hold",
        (R.DISCOUNT_MISSING,),
    ),
    Case(
        "the price of another quantity",
        under(("RK-48", 4, "13.00"), SECOND, breaks=BREAKS),
        "hold",
        (R.PRICE_BREAK_WRONG,),
    ),
    Case(
        "the price of this quantity, though ordered for less",
        under(("RK-48", 4, "12.75"), SECOND, breaks=BREAKS),
        "hold",
        (R.PRICE_OVER,),
    ),
]

CHARGES = [
    Case("freight nobody ordered", charged(FREIGHT), "hold", (R.FREIGHT_UNEXPECTED,)),
    Case("freight at its limit", charged(FREIGHT, rules=ALLOWED)),
    Case(
        "freight a cent over its limit",
        charged(("Freight", "freight", "15.01"), rules=ALLOWED),
        "hold",
        (R.FREIGHT_OVER,),
    ),
    Case(
        "freight in two parts over its limit",
        charged(
            ("Freight", "freight", "10"), ("Shipping", "freight", "6"), rules=ALLOWED
        ),
        "hold",
        (R.FREIGHT_OVER,),
    ),
    Case(
        "a rule for freight covers no fuel surcharge",
        charged(("Fuel surcharge on freight", "surcharge", "5"), rules=ALLOWED),
        "hold",
        (R.SURCHARGE_UNAUTHORISED,),
    ),
    Case(
        "a surcharge its rule names",
        charged(("Fuel Surcharge", "surcharge", "5"), rules=({"names": ["fuel"]},)),
    ),
    Case(
        "tax where none is due",
        charged(("Sales tax", "tax", "7")),
        "hold",
        (R.TAX_UNEXPECTED,),
    ),
    Case(
        "tax without an account",
        charged(("Sales tax", "tax", "7"), tax=True),
        "hold",
        (R.TAX_UNEXPECTED,),
    ),
    Case(
        "an allowance nobody agreed",
        charged(("Discount", "allowance", "7")),
        "hold",
        (R.ALLOWANCE_WRONG,),
    ),
    Case(
        "an allowance its rule names lowers the bill",
        charged(("Volume discount", "allowance", "7"), rules=({"names": ["volume"]},)),
    ),
    Case(
        "freight as a line of its own",
        lines(
            GOOD,
            SECOND,
            lambda b: b.line(None, 1, "15.00", description="Freight charge"),
        ),
        "hold",
        (R.FREIGHT_UNEXPECTED,),
    ),
    Case(
        "goods that only begin like freight",
        lines(
            GOOD,
            SECOND,
            lambda b: b.line(None, 1, "15.00", description="Shipping boxes"),
        ),
        "hold",
        (R.SKU_UNMAPPED,),
    ),
    Case(
        "freight with a code for a part number",
        lines(GOOD, SECOND, lambda b: b.line("FRT", 1, "15.00", description="Freight")),
        "hold",
        (R.FREIGHT_UNEXPECTED,),
    ),
    Case(
        "an ordered item that is called freight",
        lambda b: b.decide(
            b.invoice(b.line("FREIGHT", 1, "15.00", description="Freight")),
            [b.order(("FREIGHT", 1, "15.00"))],
        ),
    ),
    Case(
        "freight known by its sum alone",
        lines(freight="15.00", total="105.00"),
        "hold",
        (R.FREIGHT_UNEXPECTED,),
    ),
    Case("freight of nothing", lines(freight="0.00", tax="0.00", charges_sum="0.00")),
    Case(
        "charges without a name",
        lines(charges_sum="15.00", total="105.00"),
        "hold",
        (R.SURCHARGE_UNAUTHORISED,),
    ),
    Case(
        "charges that hold the freight",
        lines(freight="10.00", charges_sum="15.00", total="105.00"),
        "hold",
        (R.FREIGHT_UNEXPECTED, R.SURCHARGE_UNAUTHORISED),
    ),
    Case(
        "charges beside the freight",
        lines(freight="10.00", charges_sum="15.00", total="115.00"),
        "hold",
        (R.FREIGHT_UNEXPECTED, R.SURCHARGE_UNAUTHORISED),
    ),
    Case(
        "freight that is named and summed is charged once",
        lambda b: b.decide(
            b.arrival(
                b.invoice(charges=(FREIGHT,), freight="15.00", charges_sum="15.00"),
                vendor=b.vendor(charges=ALLOWED),
            )
        ),
    ),
    Case(
        "freight as a line and as a sum is charged once",
        lambda b: b.decide(
            b.arrival(
                b.invoice(
                    b.line(*GOOD),
                    b.line(*SECOND),
                    b.line(None, 1, "15.00", description="Freight"),
                    freight="15.00",
                    subtotal="90.00",
                ),
                vendor=b.vendor(charges=ALLOWED),
            )
        ),
    ),
    Case(
        "tax inside the prices changes nothing",
        lines(tax="7.00"),
    ),
]


def table() -> list[Case]:
    return [*DOCUMENT, *ORDER, *LINES, *QUANTITY, *PRICE, *CHARGES]


@pytest.mark.parametrize("case", [pytest.param(c, id=c.id) for c in table()])
def test_an_invoice_is_decided(b: Any, case: Case) -> None:
    """Every disagreement is named, and only what agrees makes a bill."""
    match = case.make(b)

    assert tuple(f.code for f in match.findings) == case.codes, [
        f.detail for f in match.findings
    ]
    assert match.disposition == case.disposition
    bills = [a for a in match.actions if isinstance(a, CreateBill)]
    assert len(bills) == (case.disposition == "act")
    for bill in bills:
        assert sum(line.amount for line in bill.lines) == bill.total


def test_a_match_names_its_invoice_and_its_orders(b: Any) -> None:
    match = b.decide()

    assert match.key == "acme:77"
    assert match.orders == ("books:main:257",)
    assert match.po_number == "1041"
    assert [line.line for line in match.lines] == [0, 1]


def test_policy_lets_a_hold_pass_and_never_a_block(b: Any) -> None:
    rows = [
        {"action": "create_bill", "code": code, "disposition": "auto_with_note"}
        for code in ("price_over", "qty_over_remaining")
    ]
    policy = Policy.model_validate({"rows": rows}, strict=False)

    dear = b.decide(b.invoice(("RK-48", 4, "12.51"), SECOND), policy=policy)
    twice = b.decide(bills=(b.bill(("1", 1)),), policy=policy)

    assert dear.disposition == "act"
    assert dear.actions[0].memo.startswith("policy */create_bill/price_over=")
    assert twice.disposition == "hold"
