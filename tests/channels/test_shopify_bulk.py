"""Bulk runs that do not end well, answer by answer from a scripted shop."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from pydantic import SecretStr

from channels.errors import (
    AuthorizationError,
    ChannelError,
    RateLimitedError,
    RejectedError,
    SchemaDriftError,
    UnavailableError,
)
from channels.shopify.config import ShopifyConfig
from channels.shopify.shop import ShopifyShop
from channels.timing import Timing

from .conftest import NOW, SINCE, Slept

RUN = "gid://shopify/BulkOperation/1"
FILE = "http://127.0.0.1:{port}/bulk/1.jsonl"


class Script:
    """What the shop says, one answer after another; the last stays."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.headers: list[tuple[str, dict[str, str]]] = []

    def next(self) -> Any:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def speaking(script: Script) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Say nothing."""

        def _serve(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            script.headers.append((self.path, dict(self.headers.items())))
            told = script.next()
            text = told if isinstance(told, str) else json.dumps(told)
            body = text.replace("{port}", str(self.server.server_port)).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = _serve  # noqa: N815  # http.server's names

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def begun(*errors: dict[str, Any]) -> dict[str, Any]:
    operation = None if errors else {"id": RUN, "status": "CREATED"}
    payload = {"bulkOperation": operation, "userErrors": list(errors)}
    return {"data": {"bulkOperationRunQuery": payload}}


def polled(status: str, **fields: Any) -> dict[str, Any]:
    operation = {
        "id": RUN,
        "status": status,
        "errorCode": None,
        "objectCount": "0",
        "rootObjectCount": "0",
        "url": None,
        **fields,
    }
    return {"data": {"bulkOperation": operation}}


def done(roots: int) -> dict[str, Any]:
    return polled("COMPLETED", rootObjectCount=str(roots), url=FILE)


BUSY = {"code": "OPERATION_IN_PROGRESS", "field": None, "message": "busy"}
INVALID = {"code": "INVALID", "field": None, "message": "no such field"}
ORDER = {
    "id": "gid://shopify/Order/1",
    "name": "#1",
    "tags": [],
    "createdAt": "2026-11-18T10:00:00Z",
    "updatedAt": "2026-11-18T10:00:00Z",
    "displayFulfillmentStatus": "UNFULFILLED",
    "customAttributes": [],
    "fulfillments": [],
}
LINE = json.dumps(ORDER)


def asked(script: Script, use: Callable[[ShopifyShop], Any]) -> tuple[Any, Slept]:
    slept = Slept()
    with speaking(script) as port:
        config = ShopifyConfig(
            domain="a.myshopify.com",
            token=SecretStr("shpat_kept"),
            endpoint=f"http://127.0.0.1:{port}",
            timeout=2,
            deadline=2,
            bulk_seconds=30,
        )
        shop = ShopifyShop("main", config, timing=Timing(lambda: NOW, slept))
        return use(shop), slept


@pytest.mark.parametrize(
    ("answers", "expected", "said"),
    [
        pytest.param([begun(BUSY)], RateLimitedError, "still running", id="busy"),
        pytest.param([begun(INVALID)], RejectedError, "no such field", id="invalid"),
        pytest.param(
            [begun(), polled("FAILED", errorCode="ACCESS_DENIED")],
            AuthorizationError,
            "read_orders",
            id="no scope",
        ),
        pytest.param(
            [begun(), polled("FAILED", errorCode="TIMEOUT")],
            UnavailableError,
            "TIMEOUT",
            id="failed",
        ),
        pytest.param(
            [begun(), polled("CANCELING"), polled("CANCELED")],
            RejectedError,
            "cancelled by somebody",
            id="cancelled",
        ),
        pytest.param(
            [begun(), polled("EXPIRED")], UnavailableError, "EXPIRED", id="expired"
        ),
        pytest.param(
            [begun(), polled("RUNNING")], UnavailableError, "not done", id="endless"
        ),
        pytest.param(
            [begun(), polled("PAUSED")], SchemaDriftError, "PAUSED", id="a new state"
        ),
        pytest.param(
            [begun(), polled("COMPLETED", rootObjectCount="3")],
            UnavailableError,
            "no file",
            id="no file for three orders",
        ),
        pytest.param(
            [begun(), done(2), LINE], UnavailableError, "1 of 2", id="one order lacks"
        ),
        pytest.param(
            [begun(), done(1), LINE + "\n{"], UnavailableError, "whole", id="cut off"
        ),
        pytest.param(
            [begun(), done(1), "[]"], SchemaDriftError, "line 1", id="no object"
        ),
    ],
)
def test_a_run_that_fails(
    answers: list[Any], expected: type[ChannelError], said: str
) -> None:
    with pytest.raises(expected, match=said):
        asked(Script(*answers), lambda shop: shop.orders(SINCE))


def test_a_run_waits_its_turn_and_its_file_is_fetched_without_the_token() -> None:
    script = Script(begun(BUSY), begun(), done(1), f"{LINE}\n\n")

    orders, slept = asked(script, lambda shop: shop.orders(SINCE))

    assert [order.name for order in orders] == ["#1"]
    assert slept == [15.0]
    *calls, (path, headers) = script.headers
    assert path == "/bulk/1.jsonl"
    assert "shpat_kept" not in str(headers)
    assert all("shpat_kept" in str(sent) for _, sent in calls)


def test_an_answer_to_a_read_whose_cost_has_no_shape_is_drift() -> None:
    script = Script({"data": {}, "extensions": {"cost": 5}})

    with pytest.raises(SchemaDriftError, match="cost"):
        asked(script, lambda shop: shop.order("gid://shopify/Order/1"))


def test_a_since_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        asked(Script({}), lambda shop: shop.orders(SINCE.replace(tzinfo=None)))
