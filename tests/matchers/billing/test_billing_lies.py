"""Whatever a document is said to hold: what is written stays within what we ordered."""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.codes import Severity
from extractors.values import MoneyDocument, MoneyLine
from matchers.billing import comparison
from matchers.billing.decide import decide_invoice, named_orders
from matchers.billing.orders import PurchaseOrders
from matchers.billing.prices import Prices
from matchers.billing.values import BillingRules, CreateBill, PurchaseOrder
from tests.matchers.billing.triples import BUILD, PARTS, held_against, planted

PIECE = 500
STRANGER = BUILD.order(
    *((sku, 50, "9.00") for sku in PARTS[:40]), number="2077", vendor_id="42"
).model_copy(update={"id": "777"})
"""Another vendor's order that an owned reader may name."""


def changed(document: MoneyDocument, random: Random) -> MoneyDocument:
    """Return *document* with one to four values as a liar would have them."""
    for _ in range(random.randint(1, 4)):
        document = random.choice(LIES)(document, random)
    if random.random() < 0.8 and document.total is not None:
        document = _closed(document)
    return document


def _closed(document: MoneyDocument) -> MoneyDocument:
    """Return *document* with sums that agree with its lines: a liar can add up."""
    total = sum((x.amount.value for x in document.lines if x.amount), Decimal(0))
    for charge in document.named_charges:
        off = charge.kind == "allowance"
        total += -charge.amount.value if off else charge.amount.value
    return document.model_copy(update={"total": BUILD.number(total), "subtotal": None})


def _line(document: MoneyDocument, random: Random, **changes: Any) -> MoneyDocument:
    if not document.lines:
        return document
    at = random.randrange(len(document.lines))
    line = document.lines[at].model_copy(update=changes)
    if line.quantity and line.unit_price and not line.price_basis:
        worth = line.quantity.value * line.unit_price.value
        line = line.model_copy(update={"amount": BUILD.number(round(worth, 2))})
    lines = (*document.lines[:at], line, *document.lines[at + 1 :])
    return document.model_copy(update={"lines": lines})


def _number(random: Random) -> Any:
    return BUILD.number(
        random.choice(("0", "1", "2", "7.5", "12", "1000", "0.01", "-3"))
    )


LIES = (
    lambda d, r: _line(d, r, quantity=_number(r)),
    lambda d, r: _line(d, r, unit_price=_number(r)),
    lambda d, r: _line(d, r, amount=_number(r)),
    lambda d, r: _line(d, r, sku=BUILD.text(r.choice(PARTS))),
    lambda d, r: _line(d, r, sku=None),
    lambda d, r: _line(d, r, unit=r.choice(("", "EA", "CS", "DZ", "C"))),
    lambda d, r: _line(d, r, price_basis=_number(r)),
    lambda d, r: _line(d, r, discount=_number(r)),
    lambda d, r: _line(d, r, po_number=BUILD.text(r.choice(("1041", "2077")))),
    lambda d, _: d.model_copy(update={"lines": d.lines[1:]}),
    lambda d, _: d.model_copy(update={"lines": (*d.lines, *d.lines[:2])}),
    lambda d, _: d.model_copy(update={"named_charges": ()}),
    lambda d, _: d.model_copy(update={"payment": ()}),
    lambda d, r: d.model_copy(update={"freight": _number(r)}),
    lambda d, r: d.model_copy(update={"charges": _number(r)}),
    lambda d, r: d.model_copy(update={"tax": _number(r)}),
    lambda d, r: d.model_copy(update={"total": _number(r)}),
    lambda d, _: d.model_copy(update={"po_number": BUILD.text("2077")}),
    lambda d, _: d.model_copy(update={"currency": BUILD.text("EUR")}),
    lambda d, _: d.model_copy(update={"kind": "invoice"}),
)


def too_much(
    bill: CreateBill,
    orders: dict[str, PurchaseOrder],
    standing: Any,
    rules: BillingRules,
) -> list[str]:
    """Return how *bill* goes beyond what was ordered, shipped and agreed."""
    problems = []
    ordered = {(o.id, line.id): line for o in orders.values() for line in o.lines}
    quantity: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    freight = Decimal(0)
    for line in bill.lines:
        if line.account_id:
            freight += line.amount
            continue
        ours = ordered[line.po_id, line.po_line_id]
        quantity[line.po_id, line.po_line_id] += line.quantity
        over = Fraction(line.amount) / Fraction(line.quantity) - Fraction(
            ours.unit_price
        )
        limits = [rules.absolute, ours.unit_price * rules.percent / 100]
        allowed = min((limit for limit in limits if limit > 0), default=Decimal(0))
        rounding = Fraction("0.005") / Fraction(line.quantity)
        if over > Fraction(allowed) + rounding or line.item_id != ours.item_id:
            problems.append(f"{line} for {ours}")
        if (
            orders[line.po_id].vendor_id != bill.vendor_id
            or not orders[line.po_id].open
        ):
            problems.append(f"{line} on an order that is not to be billed")
    before = {
        line.po_line_id: line.quantity for one in standing.bills for line in one.lines
    }
    came = {one.sku: one.quantity for one in standing.receipts}
    for (_, id_), many in quantity.items():
        ours = ordered["257", id_]
        if many + before.get(id_, 0) > min(ours.quantity, came.get(ours.sku, 0)):
            problems.append(f"{many} of {ours}")
    if freight > Decimal("40.00") or sum(x.amount for x in bill.lines) != bill.total:
        problems.append(f"{freight} freight, {bill.total} in all")
    return problems


def harm(seed: int, *, reader: str) -> list[str]:
    """Return what a lie about one drawn invoice brings about; [] for no harm."""
    made = planted(seed)
    arrival, standing, orders = held_against(made)
    document = changed(arrival.document, Random(seed))  # noqa: S311  # repeatable
    arrival = arrival._replace(document=document, reader=reader)
    orders[STRANGER.id] = STRANGER
    standing = replace(standing, orders=PurchaseOrders(orders.values()))
    fresh = {id_: orders[id_] for id_ in named_orders(arrival, standing)}
    match = decide_invoice(arrival, standing, fresh)
    bills = [action for action in match.actions if isinstance(action, CreateBill)]
    if bills and any(f.severity is Severity.BLOCK for f in match.findings):
        return ["billed in spite of a block"]
    rules = arrival.vendor.billing if arrival.vendor else BillingRules()
    return [p for bill in bills for p in too_much(bill, orders, standing, rules)]


@pytest.mark.parametrize("piece", [0, 1])
def test_no_lie_is_billed_beyond_the_order(piece: int) -> None:
    seeds = range(piece * PIECE, (piece + 1) * PIECE)

    assert [(s, p) for s in seeds if (p := harm(s, reader="layout"))] == []


@pytest.mark.slow
@pytest.mark.parametrize("piece", range(2, 20))
def test_no_lie_of_many_is_billed_beyond_the_order(piece: int) -> None:
    seeds = range(piece * PIECE, (piece + 1) * PIECE)

    assert [(s, p) for s in seeds if (p := harm(s, reader="layout"))] == []


def test_the_model_alone_bills_nothing() -> None:
    for seed in range(PIECE):
        made = planted(seed)
        arrival, standing, orders = held_against(made)
        arrival = arrival._replace(reader="model")
        fresh = {id_: orders[id_] for id_ in named_orders(arrival, standing)}

        assert decide_invoice(arrival, standing, fresh).actions == ()


def test_without_the_rule_of_prices_a_lie_would_be_billed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The test above would be red without it: a control."""
    monkeypatch.setattr(comparison, "compare_prices", lambda *_: Prices())

    assert any(harm(seed, reader="layout") for seed in range(PIECE))


NUMBERS = st.decimals(allow_nan=False, allow_infinity=False) | st.sampled_from(
    [
        Decimal("1E+40"),
        Decimal("1E-40"),
        Decimal("0E+99"),
        Decimal(-1),
        Decimal("12.50"),
    ]
)
TEXTS = st.text(max_size=30) | st.sampled_from(["1041", "RK-48", "RK-72", "PO 1041"])


@st.composite
def documents(draw: Any) -> MoneyDocument:
    """Return a document of money that holds anything."""
    number = st.none() | NUMBERS.map(BUILD.number)
    text = st.none() | TEXTS.map(BUILD.text)
    line = st.builds(
        MoneyLine,
        sku=text,
        description=TEXTS,
        quantity=number,
        unit=TEXTS,
        po_number=text,
        unit_price=number,
        list_price=number,
        discount=number,
        price_basis=number,
        amount=number,
    )
    made = draw(
        st.builds(
            MoneyDocument,
            kind=st.sampled_from(["invoice", "credit_memo", "statement"]),
            number=text,
            po_number=text,
            currency=text,
            subtotal=number,
            charges=number,
            allowances=number,
            freight=number,
            tax=number,
            total=number,
            lines=st.lists(line, max_size=4).map(tuple),
        )
    )
    day = BUILD.invoice().date
    return made.model_copy(update={"date": draw(st.none() | st.just(day))})


@given(documents())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_document_raises(document: MoneyDocument) -> None:
    match = BUILD.decide(document)

    assert all(isinstance(finding.detail, str) for finding in match.findings)
