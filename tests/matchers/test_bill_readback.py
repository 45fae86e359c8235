"""What the books show of a bill, and what speaks against making it now."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from extractors.codes import Reason, Severity
from matchers.billing.readback import (
    attached_readback,
    billed,
    objections,
    same_number,
)
from matchers.billing.values import (
    AttachDocument,
    Bill,
    BillLine,
    BillRecord,
    CreateBill,
    CreateBillLine,
    PurchaseOrder,
    PurchaseOrderLine,
)

NOW = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
D = Decimal


def action(**change: Any) -> CreateBill:
    fields: dict[str, Any] = {
        "books": "main",
        "vendor_id": "41",
        "vendor_name": "Bins",
        "number": "INV-77",
        "date": date(2026, 11, 19),
        "currency": "USD",
        "lines": (
            CreateBillLine(
                item_id="19",
                quantity=D(10),
                unit_price=D("9.01"),
                amount=D("90.10"),
                po_id="257",
                po_line_id="3",
            ),
            CreateBillLine(
                item_id="20",
                quantity=D(100),
                unit_price=D("0.10"),
                amount=D("10.00"),
                po_id="257",
                po_line_id="7",
            ),
            CreateBillLine(account_id="80", quantity=D(1), amount=D("12.34")),
        ),
        "total": D("112.44"),
        "document": "d",
    }
    return CreateBill(**{**fields, **change})


def shown(of: CreateBill, **change: Any) -> Bill:
    """Return the bill the books make of it; a line on an account has no quantity."""
    fields: dict[str, Any] = {
        "books": of.books,
        "id": "900",
        "number": of.number,
        "vendor_id": of.vendor_id,
        "date": of.date,
        "currency": of.currency,
        "total": of.total,
        "lines": tuple(
            BillLine(account_id=one.account_id, amount=one.amount)
            if one.account_id
            else BillLine(**one.model_dump(exclude={"ordered_at"}))
            for one in of.lines
        ),
        "read_at": NOW,
    }
    return Bill(**{**fields, **change})


def lines(**change: Any) -> dict[str, Any]:
    """Return the bill's lines with the first one changed."""
    first, *rest = shown(action()).lines
    return {"lines": (first.model_copy(update=change), *rest)}


def order(**change: Any) -> PurchaseOrder:
    fields: dict[str, Any] = {
        "books": "main",
        "id": "257",
        "number": "PO-4711",
        "vendor_id": "41",
        "date": date(2026, 11, 1),
        "currency": "USD",
        "open": True,
        "total": D("100.1"),
        "lines": (
            PurchaseOrderLine(
                id="3",
                item_id="19",
                quantity=D(10),
                unit_price=D("9.01"),
                amount=D("90.1"),
            ),
            PurchaseOrderLine(
                id="7",
                item_id="20",
                quantity=D(100),
                unit_price=D("0.1"),
                amount=D(10),
            ),
        ),
        "read_at": NOW,
    }
    return PurchaseOrder(**{**fields, **change})


def record(*bills: Bill, orders: tuple[PurchaseOrder, ...] | None = None) -> BillRecord:
    return BillRecord(
        orders=(order(),) if orders is None else orders, bills=bills, read_at=NOW
    )


@dataclass(frozen=True)
class Case:
    id: str
    status: str
    changes: tuple[dict[str, Any], ...] = ({},)
    """Of each bill that is there."""
    said: str = ""


CASES = [
    Case("ours is there", "done"),
    Case("nothing is there", "absent", ()),
    Case("another vendor's of the number", "absent", ({"vendor_id": "42"},)),
    Case("another number", "absent", ({"number": "INV-78"},)),
    Case("no number at all", "absent", ({"number": ""},)),
    Case("the number in other dress", "conflict", ({"number": "inv 77"},), "written"),
    Case("two of the number", "conflict", ({}, {"id": "901"}), "2 bills"),
    Case("another day", "conflict", ({"date": date(2026, 11, 18)},), "dated"),
    Case("a cent more", "conflict", ({"total": D("112.45")},), "112.45"),
    Case("a cent less", "conflict", ({"total": D("112.43")},), "112.43"),
    Case("written without its nought", "done", ({"total": D("112.440")},)),
    Case("another currency", "conflict", ({"currency": "CAD"},), "CAD"),
    Case("a currency the books do not say", "done", ({"currency": ""},)),
    Case("another item", "conflict", (lines(item_id="21"),), "item 21"),
    Case("one more of it", "conflict", (lines(quantity=D(11)),), "11 ×"),
    Case("another price", "conflict", (lines(unit_price=D("9.02")),), "9.02"),
    Case("another amount", "conflict", (lines(amount=D("90.11")),), "90.11"),
    Case("another order", "conflict", (lines(po_id="258"),), "258"),
    Case("another line of it", "conflict", (lines(po_line_id="7"),), "line 7"),
    Case(
        "the link is gone",
        "conflict",
        (lines(po_id="", po_line_id=""),),
        "1 of its lines are not linked",
    ),
    Case(
        "linked as a whole and not by its line",
        "conflict",
        (lines(po_line_id=""),),
        "1 of its lines are not linked",
    ),
    Case("a line is gone", "conflict", ({"lines": shown(action()).lines[1:]},), "lack"),
    Case(
        "a line twice",
        "conflict",
        ({"lines": (*shown(action()).lines, shown(action()).lines[0])},),
        "it has",
    ),
    Case("in another order", "done", ({"lines": shown(action()).lines[::-1]},)),
    Case(
        "with a line of words",
        "done",
        ({"lines": (*shown(action()).lines, BillLine(amount=D(0), description="x"))},),
    ),
    Case(
        "with a line of words that costs",
        "conflict",
        ({"lines": (*shown(action()).lines, BillLine(amount=D(1)))},),
    ),
    Case(
        "the freight on another account",
        "conflict",
        (
            {
                "lines": (
                    *shown(action()).lines[:2],
                    BillLine(account_id="81", amount=D("12.34")),
                )
            },
        ),
        "account 81",
    ),
]


@pytest.mark.parametrize("case", [pytest.param(c, id=c.id) for c in CASES])
def test_a_bill_reads_back(case: Case) -> None:
    bills = [shown(action(), **change) for change in case.changes]

    seen = billed(action(), record(*bills))

    assert seen.status == case.status, seen
    assert (seen.remote == "900") is (case.status == "done")
    assert case.said in seen.detail
    assert bool(seen.detail) is (case.status == "conflict")


def test_all_links_gone_are_told_in_one_sentence() -> None:
    bare = tuple(
        one.model_copy(update={"po_id": "", "po_line_id": ""})
        for one in shown(action()).lines
    )

    seen = billed(action(), record(shown(action(), lines=bare)))

    assert seen.detail == (
        "bill 900 with number INV-77: 2 of its lines are not linked to the purchase"
        " order"
    )


def file() -> AttachDocument:
    return AttachDocument(
        books="main", vendor_id="41", number="INV-77", document="d", name="a.pdf"
    )


@pytest.mark.parametrize(
    ("attachments", "status"),
    [
        (("a.pdf",), "done"),
        (("b.pdf", "a.pdf"), "done"),
        (("A.pdf",), "absent"),
        ((), "absent"),
        (None, "conflict"),
    ],
)
def test_a_file_reads_back(attachments: tuple[str, ...] | None, status: str) -> None:
    seen = attached_readback(file(), shown(action(), attachments=attachments))

    assert seen.status == status
    assert (seen.remote == "900") is (status == "done")


def test_no_bill_has_no_file() -> None:
    assert attached_readback(file(), None).status == "absent"


def other(quantity: str, **change: Any) -> Bill:
    """Return another bill of the order's first line."""
    line = BillLine(
        item_id="19",
        quantity=D(quantity),
        unit_price=D("9.01"),
        amount=D("9.01"),
        po_id="257",
        po_line_id="3",
    )
    changed = line.model_copy(update=change)
    return shown(action(), id="800", number="INV-70", lines=(changed,))


def ordered(**change: Any) -> PurchaseOrder:
    first, *rest = order().lines
    return order(lines=(first.model_copy(update=change), *rest))


@dataclass(frozen=True)
class Now:
    id: str
    codes: tuple[Reason, ...]
    orders: tuple[PurchaseOrder, ...] = field(default_factory=lambda: (order(),))
    bills: tuple[Bill, ...] = ()
    action: Callable[[], CreateBill] = action


NOWS = [
    Now("nothing changed", ()),
    Now("the order is gone", (Reason.PO_NOT_FOUND,), ()),
    Now("another order is there", (Reason.PO_NOT_FOUND,), (order(id="258"),)),
    Now("closed", (Reason.PO_CLOSED,), (order(open=False),)),
    Now("of another vendor", (Reason.PO_OTHER_VENDOR,), (order(vendor_id="42"),)),
    Now("in another currency", (Reason.CURRENCY_MISMATCH,), (order(currency="CAD"),)),
    Now("of no said currency", (), (order(currency=""),)),
    Now("the line is gone", (Reason.LINE_NOT_ON_PO,), (ordered(id="4"),)),
    Now("for another item", (Reason.LINE_NOT_ON_PO,), (ordered(item_id="21"),)),
    Now("fewer ordered", (Reason.QTY_OVER_REMAINING,), (ordered(quantity=D(9)),)),
    Now("more ordered", (), (ordered(quantity=D(11)),)),
    Now("one billed since", (Reason.QTY_OVER_REMAINING,), bills=(other("1"),)),
    Now(
        "billed by its item alone",
        (Reason.QTY_OVER_REMAINING,),
        bills=(other("1", po_line_id=""),),
    ),
    Now("another line billed", (), (ordered(quantity=D(10)),), (other("0"),)),
    Now("another order billed", (), bills=(other("1", po_id="258"),)),
    Now("no more than is left", (), (ordered(quantity=D(11)),), (other("1"),)),
    Now(
        "the number is there",
        (Reason.DUPLICATE_EXACT,),
        bills=(shown(action(), lines=()),),
    ),
    Now(
        "the number is there in other dress",
        (Reason.DUPLICATE_EXACT,),
        bills=(shown(action(), number="inv77", lines=()),),
    ),
    Now(
        "the line is billed in two parts that are too much",
        (Reason.QTY_OVER_REMAINING,),
        action=lambda: action(lines=(action().lines[0], action().lines[0])),
    ),
    Now("no order is named", (), (), action=lambda: action(lines=action().lines[2:])),
]


@pytest.mark.parametrize("now", [pytest.param(n, id=n.id) for n in NOWS])
def test_what_changed_speaks_against_it(now: Now) -> None:
    findings = objections(now.action(), record(*now.bills, orders=now.orders))

    assert tuple(one.code for one in findings) == now.codes
    assert all(one.severity in (Severity.BLOCK, Severity.HOLD) for one in findings)
    assert all(one.rule == "billing.still_billable/1" for one in findings)


@pytest.mark.parametrize(
    ("one", "another", "same"),
    [
        ("INV-77", "inv 77", True),
        ("INV-77", "INV77", True),
        ("\uff29NV-77", "INV-77", True),
        ("INV-77", "INV-7", False),
        ("INV-077", "INV-77", False),
        ("", "", False),
        ("--", "//", False),
    ],
)
def test_numbers(one: str, another: str, *, same: bool) -> None:
    assert same_number(one, another) is same
