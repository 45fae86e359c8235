"""The adapter over HTTP: what it reads, what it makes, and what it makes once."""

import hashlib
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from channels.errors import RejectedError
from extractors.codes import Reason
from matchers.billing.readback import attached_readback, billed, objections

from .conftest import NAME, NOW, PDF, SINCE, Start, bill_action, file_action, order


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


def test_thousands_of_items_come_once_in_pages(start: Start) -> None:
    many = [{"Id": str(n), "Name": f"I{n}", "Sku": f"S-{n}"} for n in range(1, 2501)]
    company = start(Item=many)
    books = company.books()

    items = books.items()
    assert sorted(item.sku for item in items) == sorted(one["Sku"] for one in many)
    books.items()
    books.purchase_orders(SINCE)
    asked = [
        one for one in company.box.log("quickbooks") if "FROM Item" in str(one["body"])
    ]
    assert len(asked) == 3


def known_bill(**fields: Any) -> dict[str, Any]:
    """Return a bill of one of the order's first line that is there already."""
    return {
        "Id": "800",
        "DocNumber": "INV-70",
        "TxnDate": "2026-11-10",
        "VendorRef": {"value": "41"},
        "TotalAmt": 9.01,
        "Line": [
            {
                "Id": "1",
                "Amount": 9.01,
                "DetailType": "ItemBasedExpenseLineDetail",
                "LinkedTxn": [
                    {"TxnId": "257", "TxnType": "PurchaseOrder", "TxnLineId": "3"}
                ],
                "ItemBasedExpenseLineDetail": {
                    "ItemRef": {"value": "19"},
                    "UnitPrice": 9.01,
                    "Qty": 1,
                },
            }
        ],
        **fields,
    }


UNLINKED = [{**known_bill()["Line"][0], "LinkedTxn": []}]


@pytest.mark.parametrize(
    ("fields", "there"),
    [
        pytest.param({}, True, id="linked to the order"),
        pytest.param({"Line": UNLINKED}, False, id="nothing to do with it"),
        pytest.param({"Line": UNLINKED, "DocNumber": "INV-77"}, True, id="its number"),
        pytest.param(
            {"Line": UNLINKED, "DocNumber": "inv 77"}, True, id="in other dress"
        ),
        pytest.param(
            {"Line": UNLINKED, "DocNumber": "INV-77", "VendorRef": {"value": "42"}},
            False,
            id="another vendor's",
        ),
        pytest.param(
            {"Line": UNLINKED, "DocNumber": "INV-77", "TxnDate": "2020-01-01"},
            True,
            id="its number, years ago",
        ),
        pytest.param({"TxnDate": "2020-01-01"}, True, id="linked, years ago"),
    ],
)
def test_what_a_bill_depends_on(
    start: Start, fields: dict[str, Any], *, there: bool
) -> None:
    company = start(
        Bill=[known_bill(**fields)],
        PurchaseOrder=[order(LinkedTxn=[{"TxnId": "800", "TxnType": "Bill"}])]
        if "Line" not in fields
        else [order()],
    )

    found = company.books().bill_record(bill_action())

    assert [one.id for one in found.orders] == ["257"]
    assert [one.id for one in found.bills] == (["800"] if there else [])


@pytest.mark.parametrize(
    ("entities", "change", "code"),
    [
        pytest.param(
            {"Bill": [known_bill(DocNumber="INV-77")]},
            {},
            Reason.DUPLICATE_EXACT,
            id="its number is there",
        ),
        pytest.param(
            {"Preferences": {"AccountingInfoPrefs": {"BookCloseDate": "2026-11-19"}}},
            {},
            Reason.PERIOD_CLOSED,
            id="its day is closed",
        ),
        pytest.param(
            {}, {"currency": "CAD"}, Reason.CURRENCY_MISMATCH, id="another currency"
        ),
        pytest.param(
            {}, {"number": "x" * 22}, Reason.READBACK_MISMATCH, id="too long a number"
        ),
        pytest.param(
            {}, {"total": Decimal(1)}, Reason.READBACK_MISMATCH, id="not its sum"
        ),
        pytest.param(
            {"Account": [{"Id": "33", "Name": "X", "AccountType": "Expense"}]},
            {},
            Reason.SETTINGS_FAULT,
            id="no account payable",
        ),
    ],
)
def test_a_bill_that_is_not_made(
    start: Start, entities: dict[str, Any], change: dict[str, Any], code: Reason
) -> None:
    company = start(**entities)

    with pytest.raises(RejectedError) as caught:
        company.books().create_bill(bill_action(**change), "r-1")

    assert caught.value.code is code
    assert company.written() == []


@pytest.mark.parametrize("account", ["81", "90", "33", "999"])
def test_a_charge_goes_to_an_expense(start: Start, account: str) -> None:
    company = start()
    *items, freight = bill_action().lines
    other = freight.model_copy(update={"account_id": account})

    with pytest.raises(RejectedError, match="no account for expenses"):
        company.books().create_bill(bill_action(lines=(*items, other)), "r-1")

    assert company.written() == []


def test_a_number_that_cannot_be_asked_for(start: Start) -> None:
    company = start()
    books = company.books()
    action = bill_action(number="INV:77'\\é")

    made = books.create_bill(action, "r-1")

    assert billed(action, books.bill_record(action)).remote == made
    assert books.create_bill(action, "r-1") == made
    asked = [str(one["body"]) for one in company.box.log("quickbooks")]
    assert not any("INV:77" in one for one in asked if "SELECT" in one)


@pytest.mark.parametrize(
    ("due", "term"),
    [
        (None, None),
        (date(2026, 12, 19), {"value": "5"}),
        (date(2026, 12, 18), None),
        (date(2026, 11, 19) + timedelta(days=45), None),
    ],
    ids=["none", "30 days", "29 days", "45 days, with a discount"],
)
def test_terms_of_payment(start: Start, due: date | None, term: Any) -> None:
    company = start()
    company.books().create_bill(bill_action(due=due), "r-1")

    [written] = company.written()
    assert written["bill"].get("SalesTermRef") == term


def test_several_currencies(start: Start) -> None:
    cad = {"CurrencyRef": {"value": "CAD"}}
    company = start(
        Preferences={
            "CurrencyPrefs": {
                "MultiCurrencyEnabled": True,
                "HomeCurrency": {"value": "USD"},
            }
        },
        Vendor=[{"Id": "41", "DisplayName": "Bins", **cad}],
        PurchaseOrder=[order(**cad)],
    )
    books = company.books()
    action = bill_action(currency="CAD")
    books.create_bill(action, "r-1")

    assert [one.currency for one in books.payees()] == ["CAD"]
    assert books.purchase_order("257").currency == "CAD"
    assert billed(action, books.bill_record(action)).status == "done"
    wrong = billed(bill_action(), books.bill_record(bill_action()))
    assert wrong.status == "conflict"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ()),
        ({"ap_account": ""}, ()),
        ({"ap_account": "80"}, ("ap_account '80' names no one account",)),
        ({"freight_account": "80", "tax_account": ""}, ()),
        ({"tax_account": "81"}, ("tax_account 81 is no account for expenses",)),
        ({"freight_account": "9"}, ("freight_account 9 is no account for expenses",)),
    ],
)
def test_accounts_of_the_settings(
    start: Start, change: dict[str, str], said: tuple[str, ...]
) -> None:
    assert start().books(**change).unusable_accounts() == said


@pytest.mark.parametrize(
    ("change", "content", "said"),
    [
        ({}, b"another", "not the one it came in"),
        ({"document": hashlib.sha256(b"").hexdigest()}, b"", "not the one it came in"),
        ({"name": "../x.pdf"}, PDF, "no name of ours"),
        ({"name": 'a".pdf'}, PDF, "no name of ours"),
        ({"number": "INV-1"}, PDF, "no such bill yet"),
    ],
)
def test_a_file_that_is_not_attached(
    start: Start, change: dict[str, str], content: bytes, said: str
) -> None:
    company = start()
    books = company.books()
    books.create_bill(bill_action(), "r-1")

    with pytest.raises(RejectedError, match=said):
        books.attach(file_action(**change), content, "r-2")

    assert company.written("upload") == []
