"""The query language of the books: what it finds, and what it does not read."""

import contextlib
import re
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.quickbooks.language import parse
from sandbox.quickbooks.search import answered
from sandbox.quickbooks.store import Store
from sandbox.quickbooks.words import RefusedError


class Found(NamedTuple):
    query: str
    ids: list[str]


FOUND = [
    Found("select * from PurchaseOrder", ["257", "258"]),
    Found("SELECT * FROM PurchaseOrder WHERE DocNumber = 'PO-4711'", ["257"]),
    Found("select * from PurchaseOrder where DocNumber = 'po-4711'", []),
    Found("select Id from PurchaseOrder where TxnDate > '2026-11-01'", ["258"]),
    Found("select Id from PurchaseOrder where TxnDate >= '2026-11-01'", ["257", "258"]),
    Found("select Id from PurchaseOrder where TxnDate < '2026-11-02'", ["257"]),
    Found("select Id from PurchaseOrder where TotalAmt = 100.10", ["257"]),
    Found("select Id from PurchaseOrder where TotalAmt <= '0.5'", ["258"]),
    Found("select Id from PurchaseOrder where DocNumber in ('PO-4712', 'X')", ["258"]),
    Found("select Id from PurchaseOrder where DocNumber like 'po-47%'", ["257", "258"]),
    Found("select Id from PurchaseOrder where DocNumber like '%.%'", []),
    Found("select Id from PurchaseOrder order by TxnDate desc", ["258", "257"]),
    Found("select Id from PurchaseOrder orderby TxnDate asc", ["257", "258"]),
    Found("select Id from PurchaseOrder ORDER BY VendorRef, Id DESC", ["258", "257"]),
    Found("select Id from PurchaseOrder startposition 2 maxresults 1", ["258"]),
    Found("select Id from PurchaseOrder startposition 3", []),
    Found("select Id from PurchaseOrder maxresults 1", ["257"]),
    Found(
        "select * from Bill where VendorRef = '41' and DueDate > '2026-01-01'", ["800"]
    ),
    Found("select * from Bill where MetaData.CreateTime < '2026-01-02'", ["800"]),
    Found("select * from Vendor", ["41", "42"]),
    Found("select * from Vendor where Active = false", ["43"]),
    Found("select * from Vendor where Active in (true, false)", ["41", "42", "43"]),
    Found("select * from Item where Sku = 'CLIP-1'", ["20"]),
    Found("select * from Term", ["3"]),
    Found("select * from Account where AccountType = 'Accounts Payable'", ["33"]),
    Found("select * from CompanyInfo", ["1"]),
    Found("select * from Preferences", ["1"]),
    Found("select * from Attachable", []),
]


@pytest.mark.parametrize("case", FOUND, ids=lambda case: case.query)
def test_what_a_query_finds(books: Any, case: Found) -> None:
    assert [one["Id"] for one in books.found(case.query)] == case.ids


def test_a_query_by_get_and_its_page(books: Any) -> None:
    text = "select * from PurchaseOrder startposition 2"
    answer = books.get("query", query=text).json()

    assert answer["QueryResponse"]["startPosition"] == 2
    assert answer["QueryResponse"]["maxResults"] == 1
    assert answer["time"].startswith("2026-11-20T21:30:")
    assert books.query("select * from Attachable").json()["QueryResponse"] == {}
    counted = books.query("select count(*) from PurchaseOrder").json()
    assert counted["QueryResponse"] == {"totalCount": 2}


def test_only_what_is_named_is_shown(books: Any) -> None:
    [order, _] = books.found("select DocNumber, MetaData.CreateTime from PurchaseOrder")
    [item, _] = books.found("select * from Item")
    [with_sku, _] = books.found("select *, Sku from Item")

    assert set(order) == {"Id", "domain", "sparse", "DocNumber", "MetaData"}
    assert order["sparse"] is True
    assert "Sku" not in item
    assert "Sku" not in books.get("item/19").json()["Item"]
    assert with_sku["Sku"] == "BIN-100"


def test_a_vendors_bank_is_never_shown(books: Any) -> None:
    vendor = books.get("vendor/41").json()["Vendor"]

    assert vendor["DisplayName"] == "Example Bins Inc"
    assert "bank" not in str(vendor).lower()
    assert "000123456789" not in books.query("select * from Vendor").text


REFUSED = [
    ("", "4000"),
    ("select", "4000"),
    ("select * from Bill where", "4000"),
    ("select * from Bill where DocNumber", "4000"),
    ("select * from Bill where DocNumber = PO-4711", "4000"),
    ("select * from Bill where DocNumber = 'O'Brien'", "4000"),
    ("select * from Bill where DocNumber = 'open", "4000"),
    ("select * from Bill where DocNumber = 'end\\'", "4000"),
    ("select * from Bill where DocNumber = 'a' or DocNumber = 'b'", "4000"),
    ("select * from Bill where DocNumber = 'a' OR 1=1", "4000"),
    ("select * from Bill where DocNumber in ()", "4000"),
    ("select * from Bill where DocNumber != 'a'", "4000"),
    ("select * from Bill; select * from Vendor", "4000"),
    ("select * from Bill order TxnDate", "4000"),
    ("select * from Bill maxresults ten", "4000"),
    ("select count(Id) from Bill", "4000"),
    ("delete from Bill", "4000"),
    ("select * from Bill maxresults 1001", "4001"),
    ("select * from Bill maxresults 0", "4001"),
    ("select * from Bill startposition 0", "4001"),
    ("select * from Payment", "4001"),
    ("select Colour from Bill", "4001"),
    ("select * from Bill where Colour = 'red'", "4001"),
    ("select * from Bill order by Colour", "4001"),
    ("select * from Bill where Line.Amount > '1'", "4001"),
    ("select * from PurchaseOrder where POStatus = 'Open'", "4001"),
    ("select * from Bill where TotalAmt = 'much'", "4001"),
    ("select * from Bill where TotalAmt < 'NaN'", "4001"),
    ("select * from Bill where TxnDate > 'yesterday'", "4001"),
    ("select * from Bill where MetaData.CreateTime > '0001-01-01T00:00+23:59'", "4001"),
    ("select * from Vendor where Active = 'yes'", "4001"),
]


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_what_is_not_read(books: Any, text: str, code: str) -> None:
    answer = books.query(text)

    assert answer.status_code == 400
    assert answer.json()["Fault"]["Error"][0]["code"] == code


@given(st.text())
def test_an_escaped_value_is_read_as_it_was(value: str) -> None:
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    where = f" where DocNumber = '{escaped}'"
    query = parse("select * from Bill" + where)  # noqa: S608  # the books' own language

    assert query.conditions[0].values == (value,)


WORDS = st.sampled_from(
    re.findall(
        r"\S+",
        "select * from Bill where DocNumber = 'x' TotalAmt < in ( ) , 1 ' \\"
        " like order by maxresults startposition and desc count",
    )
)


@given(st.lists(WORDS | st.text(max_size=4), max_size=14).map(" ".join))
def test_no_query_breaks_the_books(text: str) -> None:
    with contextlib.suppress(RefusedError):
        assert answered(EMPTY, text)["QueryResponse"] in ({}, {"totalCount": 0})


EMPTY = Store(Path(__file__).with_name("no world"))
