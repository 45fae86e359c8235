"""The books: what a bill becomes, what is refused, what it does to its order."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

import sandbox


def made(answer: Any) -> dict[str, Any]:
    """The bill of an answer that must be a success."""
    assert answer.status_code == 200, answer.text
    bill: dict[str, Any] = answer.json()["Bill"]
    return bill


def code(answer: Any) -> str:
    """The code of an answer that must be a refusal."""
    assert answer.status_code == 400
    [error] = answer.json()["Fault"]["Error"]
    return str(error["code"])


def links(bill: dict[str, Any]) -> list[Any]:
    return [
        (link["TxnId"], link["TxnLineId"])
        for line in bill["Line"]
        for link in line.get("LinkedTxn", [])
    ]


def test_a_bill_as_the_books_keep_it(books: Any, box: sandbox.Box) -> None:
    body = books.bill(SalesTermRef={"value": "3"}, PrivateNote="n", TotalAmt=1.0)
    bill = made(books.post("bill", body))

    assert bill["TotalAmt"] == bill["Balance"] == 48.38
    assert bill["DueDate"] == "2026-12-19"
    assert bill["VendorRef"] == {"value": "41", "name": "Example Bins Inc"}
    assert bill["LinkedTxn"] == [{"TxnId": "257", "TxnType": "PurchaseOrder"}]
    assert links(bill) == [("257", "3")]
    assert [line["Id"] for line in bill["Line"]] == ["1", "2"]
    assert books.get(f"bill/{bill['Id']}").json()["Bill"] == bill
    assert books.found("select * from Bill where DocNumber = 'INV-77'") == [bill]
    assert [w["operation"] for w in box.writes("quickbooks")] == [
        "token_refresh",
        "create_bill",
    ]


def test_an_order_closes_when_all_of_it_is_billed(books: Any) -> None:
    """Two of ten were billed before the night; the rest comes in three bills."""
    states = []
    for number, lines in enumerate(
        [[books.item(4)], [books.item(4)], [books.item(100, "7")]]
    ):
        made(books.post("bill", books.bill(*lines, DocNumber=f"N-{number}")))
        states.append(books.order()["POStatus"])
    late = made(books.post("bill", books.bill(books.item(1), DocNumber="N-9")))

    assert states == ["Open", "Open", "Closed"]
    assert [link["TxnId"] for link in books.order()["LinkedTxn"]] == [
        "800",
        "1000",
        "1001",
        "1002",
    ]
    assert books.order()["SyncToken"] == "3"
    assert links(late) == []


class Lost(NamedTuple):
    what: str
    link: dict[str, Any]
    vendor: str = "41"

    def __str__(self) -> str:
        return self.what


RIGHT = {"TxnId": "257", "TxnType": "PurchaseOrder", "TxnLineId": "3"}
LOST = [
    Lost("another vendor's order", RIGHT, vendor="42"),
    Lost("a closed order", RIGHT | {"TxnId": "258", "TxnLineId": "1"}),
    Lost("an order there is not", RIGHT | {"TxnId": "999"}),
    Lost("a line there is not", RIGHT | {"TxnLineId": "8"}),
    Lost("the line's number for its id", RIGHT | {"TxnLineId": "1"}),
    Lost("no line", {"TxnId": "257", "TxnType": "PurchaseOrder"}),
    Lost("no type", {"TxnId": "257", "TxnLineId": "3"}),
    Lost("another type", RIGHT | {"TxnType": "ReimburseCharge"}),
]


@pytest.mark.parametrize("case", LOST, ids=str)
def test_a_link_that_does_not_fit_is_dropped_in_silence(books: Any, case: Lost) -> None:
    line = books.item(1, LinkedTxn=[case.link])
    body = books.bill(line, VendorRef={"value": case.vendor})
    bill = made(books.post("bill", body))

    assert links(bill) == []
    assert bill["LinkedTxn"] == []
    assert bill["TotalAmt"] == 9.01
    assert len(books.order()["LinkedTxn"]) == 1


class Refused(NamedTuple):
    what: str
    code: str
    change: Callable[[Any], dict[str, Any]]

    def __str__(self) -> str:
        return self.what


def with_line(**changes: Any) -> Callable[[Any], dict[str, Any]]:
    return lambda books: {"Line": [books.item(1, **changes)]}


REFUSED = [
    Refused("no vendor", "2020", lambda _: {"VendorRef": None}),
    Refused("unknown vendor", "2500", lambda _: {"VendorRef": {"value": "9"}}),
    Refused("inactive vendor", "610", lambda _: {"VendorRef": {"value": "43"}}),
    Refused("22 characters", "2050", lambda _: {"DocNumber": "N" * 22}),
    Refused("long note", "2050", lambda _: {"PrivateNote": "n" * 4001}),
    Refused("empty date", "2020", lambda _: {"TxnDate": ""}),
    Refused("no date", "2020", lambda _: {"DueDate": "tomorrow"}),
    Refused("closed period", "6210", lambda _: {"TxnDate": "2026-09-30"}),
    Refused("unknown account", "2500", lambda _: {"APAccountRef": {"value": "9"}}),
    Refused("inactive account", "610", lambda _: {"APAccountRef": {"value": "34"}}),
    Refused("not payable", "6000", lambda _: {"APAccountRef": {"value": "80"}}),
    Refused("unknown term", "2500", lambda _: {"SalesTermRef": {"value": "9"}}),
    Refused("currency", "6000", lambda _: {"CurrencyRef": {"value": "CAD"}}),
    Refused("unknown property", "2010", lambda _: {"Colour": "red"}),
    Refused("update", "500", lambda _: {"Id": "800", "SyncToken": "0"}),
    Refused("no lines", "2020", lambda _: {"Line": []}),
    Refused("line that is none", "2010", lambda _: {"Line": ["bin"]}),
    Refused("no kind of line", "2020", with_line(DetailType=None)),
    Refused("wrong product", "6070", with_line(Amount=9.02)),
    Refused("no number", "2090", with_line(Amount="nine")),
    Refused("not a number", "2090", with_line(Amount="NaN")),
    Refused("truth", "2090", with_line(Amount=True)),
    Refused("six decimals", "2090", with_line(Amount=9.000001)),
    Refused("eleven digits", "2090", with_line(Amount=10**10)),
    Refused("no amount of a charge", "2020", lambda b: {"Line": [no_amount(b)]}),
    Refused("no account", "2020", lambda b: {"Line": [b.charge(1, "")]}),
    Refused("unknown charge", "2500", lambda b: {"Line": [b.charge(1, "9")]}),
    Refused("negative", "6000", lambda b: {"Line": [b.charge(-1)]}),
    Refused(
        "unknown item",
        "2500",
        with_line(ItemBasedExpenseLineDetail={"ItemRef": {"value": "9"}}),
    ),
    Refused(
        "inactive item",
        "610",
        with_line(ItemBasedExpenseLineDetail={"ItemRef": {"value": "21"}}),
    ),
]


def no_amount(books: Any) -> dict[str, Any]:
    charge: dict[str, Any] = books.charge(1)
    del charge["Amount"]
    return charge


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_what_the_books_refuse(books: Any, box: sandbox.Box, case: Refused) -> None:
    answer = books.post("bill", books.bill(**case.change(books)))

    assert code(answer) == case.code
    assert box.final()["quickbooks"]["bills"] == []


def test_the_boundaries_are_inside(books: Any) -> None:
    body = books.bill(TxnDate="2026-10-01", DocNumber="N" * 21)

    assert made(books.post("bill", body))["DocNumber"] == "N" * 21


def test_an_item_line_without_an_item_loses_its_amount(books: Any) -> None:
    line = books.item(1, Description="Freight", ItemBasedExpenseLineDetail={})
    bill = made(books.post("bill", books.bill(line, books.charge(5))))

    assert bill["TotalAmt"] == 5
    assert bill["Line"][0]["DetailType"] == "DescriptionOnly"
    assert "Amount" not in bill["Line"][0]


def test_amounts_as_text_are_numbers(books: Any) -> None:
    bill = made(books.post("bill", books.bill(books.charge("5.10"))))

    assert bill["TotalAmt"] == 5.1


def test_the_day_and_the_number_may_be_left_out(books: Any) -> None:
    bill = made(books.post("bill", books.bill(TxnDate=None, DocNumber=None)))

    assert bill["TxnDate"] == bill["DueDate"] == "2026-11-20"
    assert "DocNumber" not in bill


def test_a_vendors_currency_is_the_bills(books: Any) -> None:
    body = books.bill(books.charge(1), VendorRef={"value": "42"})

    assert made(books.post("bill", body))["CurrencyRef"]["value"] == "CAD"
