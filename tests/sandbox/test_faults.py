"""Faults on demand: what the client sees, and whether the write happened."""

import json
import time
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import httpx
import pytest

import sandbox
from sandbox.faults import KINDS, read_fault

NUMBER = "1Z999AA10123456784"
QUICK = httpx.Timeout(5, read=0.3)


def create(shop: Any) -> httpx.Response:
    """Send one fulfilment the way a client with a short patience does."""
    unit = {"fulfillmentOrderId": "gid://shopify/FulfillmentOrder/10017"}
    asked = {
        "lineItemsByFulfillmentOrder": [unit],
        "trackingInfo": {"company": "UPS", "numbers": [NUMBER]},
    }
    query = Path(__file__).with_name("documents") / "fulfillment_create.graphql"
    body = {"query": query.read_text(), "variables": {"fulfillment": asked}}
    return shop.http.post(shop.url, json=body, headers=shop.headers, timeout=QUICK)


class Broken(NamedTuple):
    kind: str
    error: type[Exception]
    writes: int
    options: Mapping[str, Any] = MappingProxyType({})

    def __str__(self) -> str:
        return " ".join([self.kind, *self.options])


BROKEN = [
    Broken("reset", httpx.ReadError, 0),
    Broken("timeout_before", httpx.ReadTimeout, 0),
    Broken("timeout_after", httpx.ReadTimeout, 1),
    Broken("hang", httpx.ReadTimeout, 0),
    Broken("hang", httpx.ReadTimeout, 1, {"commit": True}),
    Broken("drop_before", httpx.RemoteProtocolError, 0),
    Broken("drop_after", httpx.RemoteProtocolError, 1),
    Broken("cut", httpx.RemoteProtocolError, 1),
]


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_a_connection_that_breaks(shop: Any, box: sandbox.Box, case: Broken) -> None:
    fault = {"fault": case.kind, **case.options}
    box.arm(service="shopify", operation="fulfillment_create", **fault)
    with pytest.raises(case.error):
        create(shop)

    [entry] = box.log("shopify")
    assert len(box.writes("shopify")) == case.writes
    assert entry["fault"] == case.kind
    assert shop.state(1001)["fulfillmentsCount"]["count"] == case.writes


class Wrong(NamedTuple):
    kind: str
    status: int
    text: str
    writes: int = 0
    options: Mapping[str, Any] = MappingProxyType({})

    def __str__(self) -> str:
        return " ".join([self.kind, *self.options])


ANSWERED = [
    Wrong("rate_limited", 429, "Exceeded"),
    Wrong("error_before", 503, "<html>", 0, {"status": 503}),
    Wrong("error_after", 500, "<html>", 1),
    Wrong("html", 200, "<html>"),
    Wrong("html", 200, "<html>", 1, {"commit": True}),
    Wrong("truncated", 200, '{"data"', 1),
    Wrong("rejected", 200, "userErrors"),
    Wrong("partial", 200, "INTERNAL_SERVER_ERROR"),
    Wrong("token_expired", 401, "access token"),
    Wrong("scope_missing", 403, "scope"),
    Wrong("access_denied", 200, "ACCESS_DENIED"),
    Wrong("throttled", 200, "THROTTLED"),
    Wrong("drift_enum", 200, "NEVER_SEEN_BEFORE", 1),
    Wrong("drift_null", 200, '"data": null', 1),
]


@pytest.mark.parametrize("case", ANSWERED, ids=str)
def test_an_answer_that_is_wrong(shop: Any, box: sandbox.Box, case: Wrong) -> None:
    fault = {"fault": case.kind, **case.options}
    box.arm(service="shopify", operation="fulfillment_create", **fault)
    answer = create(shop)

    assert answer.status_code == case.status
    assert case.text in answer.text
    assert len(box.writes("shopify")) == case.writes
    assert shop.state(1001)["fulfillmentsCount"]["count"] == case.writes


def test_every_kind_is_tried_here() -> None:
    tried = {case.kind for case in (*BROKEN, *ANSWERED)}

    of_the_books = {"drop_link", "duplicate_docnumber", "closed_period"}
    of_the_mailbox = {"sync_lost", "empty_page", "foreign_link", "claims_challenge"}
    elsewhere = {"refused", "slow_body", "stale_read"} | of_the_books | of_the_mailbox
    assert set(KINDS) == tried | elsewhere


def test_a_slow_body_runs_into_the_clients_own_deadline(
    shop: Any, box: sandbox.Box
) -> None:
    box.arm(operation="fulfillment_create", fault="slow_body", seconds=1.5)
    began = time.monotonic()
    answer = create(shop)

    assert 1 < time.monotonic() - began < 4
    assert answer.json()["data"]["fulfillmentCreate"]["userErrors"] == []


def test_nobody_listens_for_a_while(shop: Any, box: sandbox.Box) -> None:
    box.arm(operation="order_state", fault="refused", seconds=0.6)
    before = shop.state(1001)
    errors = 0
    began = time.monotonic()
    while time.monotonic() - began < 5:
        try:
            after = shop.state(1001)
            break
        except httpx.ConnectError:
            errors += 1
            time.sleep(0.05)

    assert errors > 2
    assert before == after


def test_a_read_that_lags_behind_the_write(
    shop: Any, market: Any, box: sandbox.Box
) -> None:
    shop.fulfill(1002)
    shop.fulfill(1001)
    market.confirm()
    box.arm(operation="order_state", fault="stale_read", times=2)
    box.arm(operation="get_order", fault="stale_read")
    counts = [shop.state(n)["fulfillmentsCount"]["count"] for n in (1002, 1001, 1001)]
    orders = [
        market.get(market.order, includedData="PACKAGES").json()["order"]
        for _ in range(2)
    ]

    assert counts == [1, 0, 1]
    assert [len(order["packages"]) for order in orders] == [0, 1]


WAITS = [(7, "7"), ("absurd", "1000000000"), (None, None)]


@pytest.mark.parametrize(("told", "header"), WAITS)
def test_when_to_come_back(
    shop: Any, box: sandbox.Box, told: Any, header: str | None
) -> None:
    box.arm(fault="rate_limited", retry_after=told)

    assert create(shop).headers.get("Retry-After") == header


def test_when_to_come_back_as_a_date(shop: Any, box: sandbox.Box) -> None:
    box.arm(fault="rate_limited", retry_after="date")
    headers = create(shop).headers
    sent, back = (parsedate_to_datetime(headers[n]) for n in ("Date", "Retry-After"))

    assert 1 <= (back - sent).total_seconds() <= 3


def test_which_calls_it_hits(shop: Any, box: sandbox.Box) -> None:
    box.arm(
        service="shopify",
        operation="order_state",
        fault="error_before",
        after_calls=1,
        times=2,
        match="Order/1001",
    )
    states = []
    for number in (1002, 1001, 1001, 1002, 1001, 1001):
        variables = {"id": f"gid://shopify/Order/{number}"}
        query = "query Q($id: ID!) { order(id: $id) { id } }"
        states.append(shop.post(query, variables).status_code)

    assert states == [200, 200, 500, 200, 500, 200]


def test_an_expired_issued_token_stays_expired(shop: Any, box: sandbox.Box) -> None:
    form = {
        "grant_type": "client_credentials",
        "client_id": shop.told["client_id"],
        "client_secret": shop.told["client_secret"],
    }
    url = shop.told["url"] + "/admin/oauth/access_token"
    token = shop.http.post(url, data=form).json()["access_token"]
    shop.headers = {"X-Shopify-Access-Token": token}
    box.arm(operation="order_state", fault="token_expired")
    query = '{ order(id: "gid://shopify/Order/1001") { id } }'

    assert [shop.post(query, {}).status_code for _ in range(2)] == [401, 401]
    fresh = shop.http.post(url, data=form).json()["access_token"]
    shop.headers = {"X-Shopify-Access-Token": fresh}
    assert shop.post(query, {}).status_code == 200


MARKET_ANSWERS = [
    Wrong("rate_limited", 429, "QuotaExceeded"),
    Wrong("error_before", 500, "<html>"),
    Wrong("error_after", 500, "<html>", 1),
    Wrong("html", 200, "<html>"),
    Wrong("truncated", 200, "{", 1),
    Wrong("rejected", 400, "InvalidInput"),
    Wrong("partial", 400, "InvalidInput"),
    Wrong("token_expired", 403, "expired"),
    Wrong("scope_missing", 403, "denied"),
    Wrong("drift_null", 200, "{}", 1),
]


@pytest.mark.parametrize("case", MARKET_ANSWERS, ids=str)
def test_the_marketplace_says_it_in_its_own_words(
    market: Any, box: sandbox.Box, case: Wrong
) -> None:
    box.arm(service="amazon", operation="confirm_shipment", fault=case.kind)
    answer = market.confirm()

    assert answer.status_code == case.status
    assert case.text in answer.text
    assert len(box.writes("amazon")) == case.writes


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("rejected", 400, "invalid_grant"),
        ("token_expired", 401, "invalid_client"),
        ("rate_limited", 429, "temporarily_unavailable"),
    ],
)
def test_the_token_endpoint_has_words_of_its_own(
    market: Any, box: sandbox.Box, kind: str, status: int, code: str
) -> None:
    box.arm(service="amazon", operation="token", fault=kind)
    answer = market.renew()

    assert (answer.status_code, answer.json()["error"]) == (status, code)
    assert market.renew().status_code == 200


def test_a_bulk_result_may_be_refused(shop: Any, box: sandbox.Box) -> None:
    box.arm(service="shopify", operation="bulk_result", fault="rejected")
    url = shop.told["url"] + "/bulk/1.jsonl"

    assert [shop.http.get(url).status_code for _ in range(2)] == [400, 404]


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("rate_limited", 429),
        ("token_expired", 401),
        ("scope_missing", 403),
        ("rejected", 400),
    ],
)
def test_the_model_says_it_in_its_own_words(
    box: sandbox.Box, http: httpx.Client, kind: str, status: int
) -> None:
    told = box.ready()["openai"]
    box.arm(service="openai", operation="chat", fault=kind)
    answer = http.post(
        told["base_url"] + "/chat/completions",
        json={"messages": []},
        headers={"Authorization": f"Bearer {told['api_key']}"},
    )

    assert answer.status_code == status
    assert answer.json()["error"]["message"]


def test_a_fault_the_service_cannot_have_is_our_own_mistake(
    market: Any, box: sandbox.Box, capsys: pytest.CaptureFixture[str]
) -> None:
    box.arm(service="amazon", fault="throttled")
    answer = market.get(market.order)

    assert answer.status_code == 500
    assert "no such fault" in answer.text
    assert "no such fault" in capsys.readouterr().err


@pytest.mark.parametrize(
    "told", [{}, {"fault": "flood"}, {"fault": "reset", "colour": "red"}]
)
def test_a_fault_nobody_knows_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="fault"):
        read_fault(told)


def test_the_control_port_arms_lists_logs_and_resets(
    shop: Any, box: sandbox.Box, http: httpx.Client
) -> None:
    control = box.ready()["control"]
    fault = {"service": "shopify", "operation": "shop_ping", "fault": "error_before"}
    armed = http.post(f"{control}/faults", json=[fault]).json()
    wrong = http.post(f"{control}/faults", json={"fault": "flood"})
    broken = shop.post("{ shop { id } }", {})
    shop.fulfill(1001)
    state = http.get(f"{control}/state").json()
    log = http.get(f"{control}/log?service=shopify").json()["shopify"]
    writes = http.get(f"{control}/writes").json()
    clock = http.post(f"{control}/clock", json={"advance": 3600}).json()

    assert armed[0]["fault"] == "error_before"
    assert wrong.status_code == 400
    assert broken.status_code == 500
    assert len(state["shopify"]["fulfillments"]) == 1
    assert [entry["operation"] for entry in log] == ["shop_ping", "fulfillment_create"]
    assert len(writes["shopify"]) == 1
    assert clock["now"].startswith("2026-11-21T06:30")
    assert http.get(f"{control}/ready").json() == box.ready()
    assert http.get(f"{control}/nothing").status_code == 404
    emptied = http.post(f"{control}/reset").json()
    assert emptied["shopify"]["fulfillments"] == []
    assert shop.state(1001)["fulfillmentsCount"]["count"] == 0
    assert http.get(f"{control}/faults").json() == []
    assert http.delete(f"{control}/faults").json() == []
    assert json.dumps(box.log("shopify")).count("order_state") == 1
