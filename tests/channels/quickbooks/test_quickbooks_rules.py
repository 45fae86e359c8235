"""The adapter's rules, as tables: answers, questions, amounts, settings."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr, ValidationError

from channels.errors import (
    AuthorizationError,
    ChannelError,
    DriftAfterWriteError,
    OutcomeUnknownError,
    RateLimitedError,
    RejectedError,
    SchemaDriftError,
    UnavailableError,
)
from channels.http import Answer, Call
from channels.quickbooks import bodies, query, translate
from channels.quickbooks.answers import TokenRefusedError, judged
from channels.quickbooks.client import _rows
from channels.quickbooks.config import TRIAL, QuickBooksConfig
from channels.record import Record
from extractors.codes import Reason

from .conftest import NOW, bill_action, order

READ = Call("main", "query Bill", write=False)
WRITE = Call("main", "bill", write=True)
Raised = type[ChannelError] | None


def fault(code: str, kind: str = "ValidationFault", **beside: Any) -> dict[str, Any]:
    error = {"Message": "m", "Detail": "d", "code": code, "element": ""}
    return {"Fault": {"Error": [error], "type": kind}, "time": "t", **beside}


def small(code: str, kind: str) -> dict[str, Any]:
    error = {"message": "m", "detail": "d", "code": code, "element": None}
    return {"fault": {"error": [error], "type": kind}}


@pytest.mark.parametrize(
    ("status", "body", "read", "write"),
    [
        pytest.param(200, {"Bill": {}}, None, None, id="a success"),
        pytest.param(
            429,
            fault("003001", "THROTTLED"),
            RateLimitedError,
            RateLimitedError,
            id="too fast",
        ),
        pytest.param(
            400,
            fault("3001"),
            RateLimitedError,
            RateLimitedError,
            id="too fast, told as a fault of the request",
        ),
        pytest.param(
            429, None, RateLimitedError, RateLimitedError, id="too fast, without words"
        ),
        pytest.param(
            401, None, TokenRefusedError, TokenRefusedError, id="an old token"
        ),
        pytest.param(
            400,
            small("3200", "AUTHENTICATION"),
            TokenRefusedError,
            TokenRefusedError,
            id="an old token, in small letters",
        ),
        pytest.param(
            403,
            small("3100", "AUTHORIZATION"),
            AuthorizationError,
            AuthorizationError,
            id="no permission",
        ),
        pytest.param(
            403, None, AuthorizationError, AuthorizationError, id="forbidden, a page"
        ),
        pytest.param(
            403, {}, AuthorizationError, AuthorizationError, id="forbidden, no fault"
        ),
        pytest.param(
            400, fault("6140"), SchemaDriftError, RejectedError, id="a number twice"
        ),
        pytest.param(
            200, fault("6000"), SchemaDriftError, RejectedError, id="a fault under 200"
        ),
        pytest.param(
            200,
            fault("6000", Bill={"Id": "1"}),
            UnavailableError,
            OutcomeUnknownError,
            id="a fault beside a bill",
        ),
        pytest.param(
            200,
            fault("6000", QueryResponse={}),
            SchemaDriftError,
            RejectedError,
            id="a fault beside nothing",
        ),
        pytest.param(
            400,
            fault("10000", "SystemFault"),
            UnavailableError,
            OutcomeUnknownError,
            id="the service failed inside",
        ),
        pytest.param(
            400,
            fault("words"),
            SchemaDriftError,
            RejectedError,
            id="a fault without number",
        ),
        pytest.param(
            500, fault("6000"), UnavailableError, OutcomeUnknownError, id="500"
        ),
        pytest.param(502, None, UnavailableError, OutcomeUnknownError, id="a gateway"),
        pytest.param(302, None, UnavailableError, OutcomeUnknownError, id="elsewhere"),
        pytest.param(202, {}, UnavailableError, OutcomeUnknownError, id="later"),
        pytest.param(200, None, UnavailableError, OutcomeUnknownError, id="a page"),
        pytest.param(404, {}, SchemaDriftError, SchemaDriftError, id="no such place"),
        pytest.param(
            200, [], SchemaDriftError, DriftAfterWriteError, id="another shape"
        ),
        pytest.param(
            200,
            {"Fault": None},
            SchemaDriftError,
            DriftAfterWriteError,
            id="a fault of no shape",
        ),
    ],
)
def test_answers(status: int, body: Any, read: Raised, write: Raised) -> None:
    content = b"<html>" if body is None else json.dumps(body).encode()
    answer = Answer(status, {}, content)
    for call, expected in ((READ, read), (WRITE, write)):
        failure = judged(call, answer, NOW)
        assert type(failure) is (expected or type(None)), failure


@pytest.mark.parametrize(
    "body", ['{"a": 1e99999999999999999999}', '{"a": NaN}', "[" * 100_000, "\x00", ""]
)
def test_what_the_library_would_stumble_over(body: str) -> None:
    failure = judged(WRITE, Answer(200, {}, body.encode()), NOW)

    assert type(failure) is OutcomeUnknownError


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("6140", Reason.DUPLICATE_EXACT),
        ("6210", Reason.PERIOD_CLOSED),
        ("5010", Reason.STALE_SNAPSHOT),
        ("2500", Reason.READBACK_MISMATCH),
    ],
)
def test_a_refusal_names_its_reason(code: str, reason: Reason) -> None:
    answer = Answer(400, {}, json.dumps(fault(code)).encode())
    failure = judged(WRITE, answer, NOW)

    assert failure is not None
    assert failure.code is reason


def test_the_wish_to_be_left_alone_is_bounded() -> None:
    late = Answer(429, {"Retry-After": "1000000000"}, b"")
    failure = judged(READ, late, NOW)

    assert isinstance(failure, RateLimitedError)
    assert failure.retry_after == 3600


def test_questions() -> None:
    assert query.select("Bill", query.equals("DocNumber", "INV-77 /2#a_")) == (
        "SELECT * FROM Bill WHERE DocNumber = 'INV-77 /2#a_' ORDERBY Id"
        " STARTPOSITION 1 MAXRESULTS 1000"
    )
    assert query.select("Item", query.EVERY, start=1001) == (
        "SELECT *, Sku FROM Item WHERE Active IN (true, false) ORDERBY Id"
        " STARTPOSITION 1001 MAXRESULTS 1000"
    )
    assert query.since("TxnDate", date(2026, 8, 1)) == "TxnDate >= '2026-08-01'"
    assert list(query.among("Id", ["2", "1", "2"])) == ["Id IN ('1', '2')"]
    assert list(query.among("Id", [])) == []
    assert len(list(query.among("Id", map(str, range(61))))) == 3


@given(st.text())
def test_nothing_a_stranger_wrote_ends_a_text(number: str) -> None:
    """What may be asked for needs no escaping; all else is never sent."""
    if not query.askable(number):
        with pytest.raises(ValueError, match="never sent"):
            query.equals("DocNumber", number)
        return
    assert query.equals("DocNumber", number) == f"DocNumber = '{number}'"
    assert not set(number) & set("'\\\"%\n\r\t\0")


@pytest.mark.parametrize(
    "number", ["", "a" * 22, "x'", "x\\", "x\n", "\u0660", "\uff29NV", "a;b", "a%", "é"]
)
def test_what_is_never_asked(number: str) -> None:
    assert not query.askable(number)


def test_a_field_is_ours() -> None:
    with pytest.raises(ValueError, match="no field"):
        query.equals("Id = '1' OR Id", "2")


@given(
    st.decimals(
        min_value=Decimal(-99999999999),
        max_value=Decimal(99999999999),
        places=4,
    )
    | st.decimals(min_value=0, max_value=Decimal(9999999999), places=5)
    | st.integers(min_value=0, max_value=10**15 - 1).map(Decimal)
)
def test_an_amount_comes_back_as_it_went(amount: Decimal) -> None:
    sent = json.dumps({"a": bodies.number(amount)})
    back = Record(json.loads(sent, parse_float=Decimal), "line").amount("a")

    assert back == amount


@pytest.mark.parametrize(
    "text", ["0.12345678901234567890", "NaN", "Infinity", "1E-400"]
)
def test_what_a_number_cannot_hold_is_not_sent(text: str) -> None:
    with pytest.raises(ValueError, match="no number"):
        bodies.number(Decimal(text))


def test_a_bill_on_the_wire() -> None:
    body = bodies.bill_body(bill_action(), ap_account="33", currency="", term_id="5")

    assert body == {
        "VendorRef": {"value": "41"},
        "APAccountRef": {"value": "33"},
        "DocNumber": "INV-77",
        "TxnDate": "2026-11-19",
        "DueDate": "2026-12-19",
        "PrivateNote": "exact",
        "SalesTermRef": {"value": "5"},
        "Line": [
            {
                "Amount": 90.1,
                "Description": "Bin",
                "DetailType": "ItemBasedExpenseLineDetail",
                "LinkedTxn": [
                    {"TxnId": "257", "TxnType": "PurchaseOrder", "TxnLineId": "3"}
                ],
                "ItemBasedExpenseLineDetail": {
                    "ItemRef": {"value": "19"},
                    "UnitPrice": 9.01,
                    "Qty": 10,
                },
            },
            {
                "Amount": 10,
                "Description": "Clip",
                "DetailType": "ItemBasedExpenseLineDetail",
                "LinkedTxn": [
                    {"TxnId": "257", "TxnType": "PurchaseOrder", "TxnLineId": "7"}
                ],
                "ItemBasedExpenseLineDetail": {
                    "ItemRef": {"value": "20"},
                    "UnitPrice": 0.1,
                    "Qty": 100,
                },
            },
            {
                "Amount": 12.34,
                "Description": "Freight",
                "DetailType": "AccountBasedExpenseLineDetail",
                "AccountBasedExpenseLineDetail": {"AccountRef": {"value": "80"}},
            },
        ],
    }


LINES = bill_action().lines


@pytest.mark.parametrize(
    ("change", "named"),
    [
        pytest.param({"number": "x" * 22}, "21 characters", id="a long number"),
        pytest.param({"number": ""}, "21 characters", id="no number"),
        pytest.param({"lines": ()}, "no lines", id="no lines"),
        pytest.param({"total": Decimal("112.45")}, "are not 112.45", id="a cent off"),
        pytest.param({"vendor_id": "x"}, "no id", id="no vendor"),
        pytest.param(
            {
                "lines": (LINES[0].model_copy(update={"po_line_id": ""}),),
                "total": Decimal("90.10"),
            },
            "no id",
            id="no link",
        ),
        pytest.param(
            {
                "lines": (LINES[0].model_copy(update={"account_id": "80"}),),
                "total": Decimal("90.10"),
            },
            "on an item or on an account",
            id="both",
        ),
    ],
)
def test_what_is_no_bill(change: dict[str, Any], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        bodies.bill_body(
            bill_action(**change), ap_account="33", currency="", term_id=""
        )


def record(value: dict[str, Any]) -> Record:
    return Record(json.loads(json.dumps(value), parse_float=Decimal), "row")


def bill_row(**fields: Any) -> dict[str, Any]:
    return {
        "Id": "900",
        "DocNumber": "INV-1",
        "TxnDate": "2026-11-19",
        "VendorRef": {"value": "41"},
        "TotalAmt": 90.1,
        "LinkedTxn": [{"TxnId": "257", "TxnType": "PurchaseOrder"}],
        "Line": [
            {
                "Id": "1",
                "Amount": 90.1,
                "ItemBasedExpenseLineDetail": {
                    "ItemRef": {"value": "19"},
                    "UnitPrice": 9.01,
                    "Qty": 10,
                },
            }
        ],
        **fields,
    }


LINK = [{"TxnId": "257", "TxnType": "PurchaseOrder", "TxnLineId": "3"}]
ITEM_LINE = bill_row()["Line"][0]


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        pytest.param({}, ("257", ""), id="linked as a whole"),
        pytest.param(
            {"Line": [ITEM_LINE | {"LinkedTxn": LINK}]}, ("257", "3"), id="by its line"
        ),
        pytest.param({"LinkedTxn": []}, ("", ""), id="not at all"),
        pytest.param(
            {
                "LinkedTxn": [
                    {"TxnId": "257", "TxnType": "PurchaseOrder"},
                    {"TxnId": "258", "TxnType": "PurchaseOrder"},
                ]
            },
            ("", ""),
            id="to two orders as a whole",
        ),
        pytest.param(
            {"LinkedTxn": [{"TxnId": "5", "TxnType": "BillPaymentCheck"}]},
            ("", ""),
            id="to a payment",
        ),
    ],
)
def test_which_order_a_line_is_for(fields: dict[str, Any], link: Any) -> None:
    found = translate.bill(record(bill_row(**fields)), books="main", read_at=NOW)

    assert (found.lines[0].po_id, found.lines[0].po_line_id) == link


def test_a_line_of_words() -> None:
    words = {"Id": "2", "Description": "thanks", "DetailType": "DescriptionOnly"}
    row = record(bill_row(Line=[words]))
    [line] = translate.bill(row, books="main", read_at=NOW).lines

    assert (line.item_id, line.account_id, line.amount) == ("", "", Decimal(0))


def reads_order(value: dict[str, Any]) -> object:
    return translate.purchase_order(record(value), books="main", read_at=NOW, skus={})


@pytest.mark.parametrize(
    ("read", "value", "named"),
    [
        pytest.param(reads_order, order(POStatus="Held"), "POStatus", id="new status"),
        pytest.param(reads_order, order(POStatus=None), "POStatus", id="no status"),
        pytest.param(reads_order, order(TotalAmt="100"), "TotalAmt", id="text"),
        pytest.param(reads_order, order(TxnDate="1/1/26"), "TxnDate", id="slashes"),
        pytest.param(reads_order, order(VendorRef=None), "VendorRef", id="no vendor"),
        pytest.param(reads_order, order(Line=None), "Line", id="no lines"),
        pytest.param(
            lambda v: translate.item(record(v)), {"Id": "1"}, "Name", id="no name"
        ),
        pytest.param(
            lambda v: translate.payee(record(v)),
            {"Id": "1", "DisplayName": "x", "Active": "yes"},
            "Active",
            id="no truth value",
        ),
    ],
)
def test_drift(
    read: Callable[[dict[str, Any]], object], value: dict[str, Any], named: str
) -> None:
    with pytest.raises(SchemaDriftError, match=named):
        read(value)


@pytest.mark.parametrize(
    ("preferences", "closed"),
    [
        ({}, None),
        ({"AccountingInfoPrefs": {}}, None),
        ({"AccountingInfoPrefs": {"BookCloseDate": ""}}, None),
        (
            {"AccountingInfoPrefs": {"BookCloseDate": "2026-09-30"}},
            date(2026, 9, 30),
        ),
        (
            {
                "OtherPrefs": {
                    "NameValue": [
                        {
                            "Name": "AccountingInfoPrefs.BookCloseDate",
                            "Value": "2026-08-31",
                        }
                    ]
                }
            },
            date(2026, 8, 31),
        ),
    ],
)
def test_when_the_books_are_closed(
    preferences: dict[str, Any], closed: date | None
) -> None:
    assert translate.company(record(preferences)).closed_until == closed


@pytest.mark.parametrize(
    ("change", "days"),
    [
        ({}, 30),
        ({"Type": "DATE_DRIVEN"}, None),
        ({"Active": False}, None),
        ({"DiscountPercent": 2}, None),
        ({"DiscountPercent": 0}, 30),
        ({"DueDays": None}, None),
    ],
)
def test_terms(change: dict[str, Any], days: int | None) -> None:
    row = {"Id": "5", "Name": "Net 30", "Type": "STANDARD", "DueDays": 30, **change}
    term = translate.term(record(row))

    assert (None if term is None else term.days) == days


CONFIG: dict[str, Any] = {
    "realm": "4620816365000001",
    "client_id": "c",
    "client_secret": SecretStr("s"),
}
LOCAL = "http://127.0.0.1:8123"


@pytest.mark.parametrize(
    ("change", "address", "paced"),
    [
        ({}, "https://quickbooks.api.intuit.com/v3/company/4620816365000001", True),
        ({"endpoint": TRIAL}, f"{TRIAL}/v3/company/4620816365000001", True),
        (
            {"endpoint": LOCAL, "token_endpoint": f"{LOCAL}/t"},
            f"{LOCAL}/v3/company/4620816365000001",
            False,
        ),
        (
            {"endpoint": LOCAL, "token_endpoint": f"{LOCAL}/t", "paced": True},
            f"{LOCAL}/v3/company/4620816365000001",
            True,
        ),
    ],
)
def test_where_the_books_are(
    change: dict[str, Any], address: str, *, paced: bool
) -> None:
    config = QuickBooksConfig(**{**CONFIG, **change})

    assert (config.address, config.keeps_rates) == (address, paced)


@pytest.mark.parametrize(
    ("change", "address"),
    [
        ({}, "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer"),
        (
            {"endpoint": TRIAL},
            "https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer",
        ),
        ({"endpoint": LOCAL}, f"{LOCAL}/oauth2/v1/tokens/bearer"),
        ({"endpoint": LOCAL, "token_endpoint": f"{LOCAL}/t"}, f"{LOCAL}/t"),
    ],
)
def test_where_tokens_are_renewed(change: dict[str, Any], address: str) -> None:
    assert QuickBooksConfig(**{**CONFIG, **change}).grants == address


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ({"Bill": [{"Id": "1"}], "startPosition": 1, "maxResults": 1}, ""),
        ({"startPosition": 1, "maxResults": 0, "totalCount": 0}, ""),
        ({}, ""),
        ({"bill": [{"Id": "1"}]}, "holds 'bill' as well"),
        ({"startPosition": 1, "maxResults": 2}, "says 2 rows and holds 0"),
        ({"Bill": {"Id": "1"}}, "a list"),
        ({"Bill": [None]}, "an object"),
    ],
)
def test_no_rows_are_not_taken_for_rows_elsewhere(
    page: dict[str, Any], said: str
) -> None:
    if not said:
        assert len(_rows(record(page), "Bill")) == len(page.get("Bill", ()))
        return
    with pytest.raises(SchemaDriftError, match=said):
        _rows(record(page), "Bill")


@pytest.mark.parametrize(
    "change",
    [
        {"realm": "12a"},
        {"realm": ""},
        {"client_id": ""},
        {"client_secret": SecretStr("")},
        {"ap_account": "cash"},
        {"endpoint": "https://quickbooks.example"},
        {"endpoint": "http://10.0.0.1:80"},
        {"endpoint": "http://127.0.0.1"},
        {"endpoint": "http://127.0.0.1:x"},
        {"token_endpoint": f"{LOCAL}/t"},
        {"endpoint": LOCAL, "token_endpoint": "https://evil.example/t"},
        {"endpoint": LOCAL, "token_endpoint": "http://127.0.0.1:8123@evil.example/t"},
        {"endpoint": TRIAL, "token_endpoint": f"{LOCAL}/t"},
        {"timeout": 0},
    ],
)
def test_settings_that_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        QuickBooksConfig(**{**CONFIG, **change})


def test_the_libraries_are_not_loaded_with_the_adapter() -> None:
    names = {"httpx", "quickbooks", "intuitlib.client", "requests"}
    code = (
        "import sys, channels.quickbooks.books;"
        f"print(sorted({names!r} & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert found.stdout.strip() == "[]"
