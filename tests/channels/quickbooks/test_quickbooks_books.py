"""The adapter over HTTP: what it reads, what it makes, and what it makes once."""

from datetime import date
from decimal import Decimal

import pytest

from channels.errors import RejectedError
from extractors.codes import Reason
from matchers.billing.readback import attached_readback, billed, objections

from .conftest import NAME, NOW, PDF, SINCE, Start, bill_action, file_action


def test_everything_is_read(start: Start) -> None:
    books = start().books()

    assert [(i.id, i.sku, i.active) for i in books.items()] == [
        ("19", "BIN-100", True),
        ("20", "CLIP-1", True),
        ("21", "", False),
    ]
    assert [(p.id, p.active) for p in books.payees()] == [("41", True), ("42", False)]
    assert books.closed_until() == date(2026, 9, 30)
    assert books.bills(SINCE) == ()
    [read] = books.purchase_orders(SINCE)
    assert read == books.purchase_order("257")
    assert (read.number, read.open, read.vendor_id) == ("PO-4711", True, "41")
    assert read.total == Decimal("100.1")
    assert [(one.id, one.sku, one.quantity) for one in read.lines] == [
        ("3", "BIN-100", Decimal(10)),
        ("7", "CLIP-1", Decimal(100)),
    ]
    assert read.lines[0].unit_price == Decimal("9.01")
    assert read.read_at == NOW


def test_what_is_older_is_left_out(start: Start) -> None:
    books = start().books()

    assert books.purchase_orders(date(2026, 11, 2)) == ()
    assert len(books.purchase_orders(date(2026, 11, 1))) == 1


@pytest.mark.parametrize("order_id", ["999", "2' OR '1", ""])
def test_an_order_that_is_not_there(start: Start, order_id: str) -> None:
    with pytest.raises(RejectedError) as caught:
        start().books().purchase_order(order_id)

    assert caught.value.code is Reason.PO_NOT_FOUND


def test_a_bill_is_made_linked_and_read_back(start: Start) -> None:
    company = start()
    books = company.books()
    action = bill_action()
    before = books.bill_record(action)
    assert billed(action, before).status == "absent"
    assert objections(action, before) == ()

    made = books.create_bill(action, "r-1")

    after = books.bill_record(action)
    assert billed(action, after).remote == made
    assert [one.open for one in after.orders] == [False]
    [bill] = after.bills
    assert (bill.total, bill.memo) == (Decimal("112.44"), "exact")
    assert {f.code for f in objections(action, after)} == {
        Reason.DUPLICATE_EXACT,
        Reason.PO_CLOSED,
        Reason.QTY_OVER_REMAINING,
    }
    [written] = company.written()
    assert written["bill"]["DueDate"] == "2026-12-19"
    assert written["bill"]["SalesTermRef"] == {"value": "5"}
    assert books.create_bill(action, "r-1") == made
    assert len(company.written()) == 1


def test_a_file_is_attached_once(start: Start) -> None:
    company = start()
    books = company.books()
    assert books.attached(file_action()) is None
    assert attached_readback(file_action(), None).status == "absent"
    made = books.create_bill(bill_action(), "r-1")
    bare = books.attached(file_action())
    assert bare is not None
    assert bare.attachments == ()

    file_id = books.attach(file_action(), PDF, "r-2")

    bill = books.attached(file_action())
    assert bill is not None
    assert attached_readback(file_action(), bill).remote == made
    assert bill.attachments == (NAME,)
    assert books.attach(file_action(), PDF, "r-2") == file_id
    [upload] = company.written("upload")
    assert upload["attachable"]["ContentType"] == "application/pdf"
    assert upload["attachable"]["Size"] == len(PDF)
