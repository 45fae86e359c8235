"""Faults of the books on demand: what the client sees, and what was written."""

import json
import time
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import httpx
import pytest

import sandbox
from sandbox.faults import KINDS
from sandbox.settings import Settings


class Broken(NamedTuple):
    kind: str
    error: type[Exception]
    writes: int


BROKEN = [
    Broken("reset", httpx.ReadError, 0),
    Broken("timeout_before", httpx.ReadTimeout, 0),
    Broken("timeout_after", httpx.ReadTimeout, 1),
    Broken("hang", httpx.ReadTimeout, 0),
    Broken("drop_before", httpx.RemoteProtocolError, 0),
    Broken("drop_after", httpx.RemoteProtocolError, 1),
    Broken("cut", httpx.RemoteProtocolError, 1),
]


@pytest.mark.parametrize("case", BROKEN, ids=lambda case: case.kind)
def test_a_lost_answer_comes_again_under_its_request_id(
    books: Any, box: sandbox.Box, case: Broken
) -> None:
    """Whether it was written or not: sent again, there is one bill."""
    box.arm(service="quickbooks", operation="create_bill", fault=case.kind)
    patience = 0.5 if case.error is httpx.ReadTimeout else 30
    with pytest.raises(case.error):
        books.post("bill", books.bill(), patience, requestid="r")
    while box.log("quickbooks")[-1]["operation"] != "create_bill":
        time.sleep(0.01)  # the machine may be slower than the client's patience
    found = len(box.final()["quickbooks"]["bills"])
    again = books.post("bill", books.bill(), requestid="r")

    assert found == case.writes
    assert again.json()["Bill"]["DocNumber"] == "INV-77"
    assert len(box.final()["quickbooks"]["bills"]) == 1


class Wrong(NamedTuple):
    kind: str
    status: int
    text: str
    writes: int = 0
    options: Mapping[str, Any] = MappingProxyType({})

    def __str__(self) -> str:
        return " ".join([self.kind, *self.options])


ANSWERED = [
    Wrong("rate_limited", 429, '"code":"003001"'),
    Wrong("error_before", 503, "<html>", 0, {"status": 503}),
    Wrong("error_after", 500, "<html>", 1),
    Wrong("html", 200, "<html>"),
    Wrong("html", 200, "<html>", 1, {"commit": True}),
    Wrong("truncated", 200, '{"Bill"', 1),
    Wrong("rejected", 400, '"code":"6000"'),
    Wrong("partial", 200, '"Fault"'),
    Wrong("token_expired", 401, '"fault"'),
    Wrong("scope_missing", 403, "ApplicationAuthorizationFailed"),
    Wrong("access_denied", 403, "AuthorizationFailed"),
    Wrong("drift_enum", 200, '"DetailType": "NEVER_SEEN_BEFORE"', 1),
    Wrong("drift_null", 200, '"Bill": null', 1),
    Wrong("duplicate_docnumber", 400, '"code":"6140"'),
    Wrong("closed_period", 400, '"code":"6210"'),
    Wrong("drop_link", 200, '"LinkedTxn":[]', 1),
]


@pytest.mark.parametrize("case", ANSWERED, ids=str)
def test_an_answer_that_is_wrong(books: Any, box: sandbox.Box, case: Wrong) -> None:
    fault = {"fault": case.kind, **case.options}
    box.arm(service="quickbooks", operation="create_bill", **fault)
    answer = books.post("bill", books.bill())

    assert answer.status_code == case.status
    assert case.text in answer.text
    assert len(box.final()["quickbooks"]["bills"]) == case.writes
    assert box.log("quickbooks")[-1]["fault"] == case.kind


def test_every_kind_the_books_have_is_tried_here() -> None:
    tried = {case.kind for case in (*BROKEN, *ANSWERED)}

    elsewhere = {
        "throttled",
        "sync_lost",
        "empty_page",
        "foreign_link",
        "claims_challenge",
    }
    assert set(KINDS) - tried == {"refused", "slow_body", "stale_read"} | elsewhere


@pytest.mark.parametrize(("told", "header"), [(60, "60"), (None, None)])
def test_when_to_come_back(
    books: Any, box: sandbox.Box, told: int | None, header: str | None
) -> None:
    box.arm(service="quickbooks", fault="rate_limited", retry_after=told)

    assert books.get("bill/800").headers.get("Retry-After") == header


CALLS = {
    "token": lambda books: books.token(books.refresh_token),
    "discovery": lambda books: books.http.get(books.told["discovery_url"]),
    "query": lambda books: books.query("select * from Bill"),
    "read": lambda books: books.get("bill/800"),
    "batch": lambda books: books.post("batch", {"BatchItemRequest": []}),
    "upload": lambda books: books.attach("800"),
    "download": lambda books: books.get("download/1"),
    "file": lambda books: books.http.get(books.told["url"] + "/files/" + "0" * 64),
}
REFUSALS = ("rate_limited", "rejected", "partial", "token_expired", "scope_missing")


@pytest.mark.parametrize("operation", CALLS)
def test_every_call_can_be_refused(
    books: Any, box: sandbox.Box, operation: str
) -> None:
    """With an answer of the service's own: a bug of the sandbox would be a 500."""
    for kind in REFUSALS:
        box.arm(service="quickbooks", operation=operation, fault=kind)
        answer = CALLS[operation](books)
        logged = box.log("quickbooks")[-1]

        assert (logged["operation"], logged["fault"]) == (operation, kind)
        assert answer.status_code in (200, 400, 401, 403, 429)
        assert {"error", "fault", "Fault"} & answer.json().keys()
        books.renew()


def test_dropped_links_leave_the_order_open(books: Any, box: sandbox.Box) -> None:
    lines = [books.item(8), books.item(100, "7")]
    box.arm(service="quickbooks", operation="create_bill", fault="drop_link")
    dropped = books.post("bill", books.bill(*lines)).json()["Bill"]
    state = books.order()["POStatus"]
    linked = books.post("bill", books.bill(*lines)).json()["Bill"]

    assert dropped["TotalAmt"] == linked["TotalAmt"] == 82.08
    assert not any("LinkedTxn" in line for line in dropped["Line"])
    assert (state, books.order()["POStatus"]) == ("Open", "Closed")


def test_a_read_that_lags_behind_the_write(books: Any, box: sandbox.Box) -> None:
    books.post("bill", books.bill())
    books.renew()
    query = "select Id from Bill where DocNumber = 'INV-77'"
    box.arm(service="quickbooks", operation="query", fault="stale_read")
    box.arm(service="quickbooks", operation="read", fault="stale_read")
    found = [len(books.found(query)) for _ in range(2)]
    linked = [len(books.order()["LinkedTxn"]) for _ in range(2)]

    assert (found, linked) == ([0, 1], [1, 2])


def test_an_expired_token_stays_expired(books: Any, box: sandbox.Box) -> None:
    box.arm(service="quickbooks", operation="query", fault="token_expired")
    states = [books.query("select * from Bill").status_code for _ in range(2)]
    books.renew()

    assert states == [401, 401]
    assert books.query("select * from Bill").status_code == 200


def test_a_fault_meant_for_one_query(books: Any, box: sandbox.Box) -> None:
    box.arm(service="quickbooks", match="from Vendor", fault="error_before", times=None)
    queries = ["select * from Item", "select * from Vendor", "select * from Item"]

    assert [books.query(text).status_code for text in queries] == [200, 500, 200]


@pytest.mark.parametrize(
    ("kind", "operation"),
    [("throttled", "query"), ("drop_link", "query"), ("stale_read", "create_bill")],
)
def test_a_fault_the_books_cannot_have_is_our_own_mistake(
    books: Any,
    box: sandbox.Box,
    kind: str,
    operation: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    box.arm(service="quickbooks", fault=kind)
    call = books.query if operation == "query" else lambda _: books.post("bill", {})

    assert call("select * from Bill").status_code == 500
    assert "ValueError" in capsys.readouterr().err


def test_rates_are_enforced_when_asked(
    world: Path, tmp_path: Path, new_books: Any
) -> None:
    """More at once than ten, however slow the machine: a burst meets the limit."""
    settings = Settings(quickbooks_limits=True)
    with sandbox.start(world, tmp_path / "state", settings=settings) as box:
        books = new_books(box)
        books_of = box._running["quickbooks"].service
        for bucket in books_of._buckets:  # type: ignore[attr-defined]
            bucket.per_second = 0
        answers = [books.query("select * from Bill") for _ in range(12)]

    assert [answer.status_code for answer in answers] == [200] * 10 + [429] * 2
    assert json.loads(answers[-1].text)["Fault"]["type"] == "THROTTLED"
    assert "Retry-After" not in answers[-1].headers
