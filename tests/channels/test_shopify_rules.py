"""Addresses, tokens, costs and answers of Shopify, without a server."""

import importlib.resources
import subprocess
import sys
from typing import Any

import pytest
from graphql import OperationDefinitionNode, parse
from pydantic import SecretStr, ValidationError

from channels.errors import (
    AuthorizationError,
    ChannelError,
    DriftAfterWriteError,
    OutcomeUnknownError,
    RejectedError,
    SchemaDriftError,
    UnavailableError,
)
from channels.http import Call
from channels.record import Record
from channels.shopify.address import address, missing_scopes
from channels.shopify.answers import Throttled, data, refusal, user_errors
from channels.shopify.config import ShopifyConfig
from channels.shopify.costs import CostPlan
from channels.shopify.documents import document
from channels.shopify.sizes import Sizes
from sandbox.shopify.cost import Requested
from sandbox.shopify.execution import parsed as understood
from sandbox.shopify.execution import schema

READ = Call("main", "order_state", write=False)
WRITE = Call("main", "fulfillment_create", write=True)
DOCUMENTS = sorted(
    entry.name.removesuffix(".graphql")
    for entry in (importlib.resources.files("channels.shopify") / "documents").iterdir()
)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_document_is_valid_in_the_admin_schema(name: str) -> None:
    assert understood(document(name)).errors == []


@pytest.mark.parametrize(
    "sizes", [Sizes(), Sizes(16, 33, 40, 4, 7, 3), Sizes(1, 250, 1, 2, 250, 1)]
)
def test_the_cost_of_an_order_is_not_underrated(sizes: Sizes) -> None:
    operation = parse(document("order_state")).definitions[0]
    assert isinstance(operation, OperationDefinitionNode)

    points = Requested(schema(), {}, sizes._asdict()).of(operation)

    assert points <= sizes.cost <= points + 10


def config(**change: Any) -> ShopifyConfig:
    fields = {"domain": "my-store.myshopify.com", "token": SecretStr("shpat_x")}
    return ShopifyConfig(**{**fields, **change})


def test_the_real_address() -> None:
    assert address(config()) == (
        "https://my-store.myshopify.com/admin/api/2026-10/graphql.json",
        "https://my-store.myshopify.com/admin/oauth/access_token",
    )


def test_a_local_address_leaves_the_library_as_it_was() -> None:
    local = address(config(endpoint="http://127.0.0.1:8123"))

    assert local == (
        "http://127.0.0.1:8123/admin/api/2026-10/graphql.json",
        "http://127.0.0.1:8123/admin/oauth/access_token",
    )
    assert address(config()).graphql.startswith("https://my-store.myshopify.com/")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"domain": "shop.example.com"}, "myshopify", id="own domain"),
        pytest.param({"domain": "a.myshopify.com.evil.com"}, "myshopify", id="longer"),
        pytest.param({"domain": "evil.com/a.myshopify.com"}, "myshopify", id="path"),
        pytest.param({"domain": "https://a.myshopify.com"}, "myshopify", id="address"),
        pytest.param({"api_version": "2026-1"}, "pattern", id="version"),
        pytest.param({"endpoint": "http://10.0.0.1:80"}, "127.0.0.1", id="not here"),
        pytest.param({"endpoint": "https://127.0.0.1:80"}, "127.0.0.1", id="https"),
        pytest.param({"endpoint": "http://127.0.0.1"}, "127.0.0.1", id="no port"),
        pytest.param({"endpoint": "http://127.0.0.1:x"}, "127.0.0.1", id="bad port"),
        pytest.param({"endpoint": "http://u@127.0.0.1:1"}, "127.0.0.1", id="user"),
        pytest.param({"token": None}, "either", id="no keys"),
        pytest.param({"token": SecretStr("")}, "either", id="empty token"),
        pytest.param(
            {"client_id": "a", "client_secret": SecretStr("b")}, "either", id="both"
        ),
        pytest.param({"tokn": "x"}, "Extra", id="unknown key"),
    ],
)
def test_settings_that_are_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said) as caught:
        config(**change)

    assert "shpat_x" not in str(caught.value)


@pytest.mark.parametrize(
    ("granted", "missing"),
    [
        (["read_orders", "write_assigned_fulfillment_orders"], ()),
        (["write_orders", "write_third_party_fulfillment_orders"], ()),
        (["read_orders"], ("write_merchant_managed_fulfillment_orders",)),
        (["write_merchant_managed_fulfillment_orders"], ("read_orders",)),
    ],
)
def test_scopes(granted: list[str], missing: tuple[str, ...]) -> None:
    assert missing_scopes(tuple(granted)) == missing


def throttled(needed: float, there: float, rate: float) -> dict[str, Any]:
    return {
        "errors": [{"message": "x", "extensions": {"code": "THROTTLED"}}],
        "extensions": {
            "cost": {
                "requestedQueryCost": needed,
                "actualQueryCost": None,
                "throttleStatus": {
                    "maximumAvailable": 2000,
                    "currentlyAvailable": there,
                    "restoreRate": rate,
                },
            }
        },
    }


@pytest.mark.parametrize(
    ("answer", "seconds"),
    [
        pytest.param(throttled(222, 22, 100), 2.0, id="until it fits"),
        pytest.param(throttled(222, 222, 100), 0.1, id="at least a moment"),
        pytest.param(throttled(222, 0, 0), 1.0, id="no rate told"),
        pytest.param(
            {"errors": [{"message": "x", "extensions": {"code": "THROTTLED"}}]},
            1.0,
            id="nothing told",
        ),
    ],
)
def test_throttled(answer: dict[str, Any], seconds: float) -> None:
    assert data(WRITE, answer) == Throttled(seconds)


def error(code: str | None, **whole: Any) -> dict[str, Any]:
    extensions = {} if code is None else {"extensions": {"code": code}}
    return {"errors": [{"message": "said so", **extensions}], **whole}


@pytest.mark.parametrize(
    ("call", "answer", "expected"),
    [
        pytest.param(READ, [], SchemaDriftError, id="a list"),
        pytest.param(READ, {}, SchemaDriftError, id="nothing"),
        pytest.param(WRITE, {"data": None}, DriftAfterWriteError, id="null on a write"),
        pytest.param(READ, {"errors": "Not Found"}, SchemaDriftError, id="a sentence"),
        pytest.param(READ, error(None), SchemaDriftError, id="not understood"),
        pytest.param(WRITE, error(None), DriftAfterWriteError, id="neither on a write"),
        pytest.param(READ, error("ACCESS_DENIED"), AuthorizationError, id="no scope"),
        pytest.param(WRITE, error("ACCESS_DENIED"), AuthorizationError, id="nor there"),
        pytest.param(READ, error("MAX_COST_EXCEEDED"), RejectedError, id="too dear"),
        pytest.param(
            READ, error("INTERNAL_SERVER_ERROR"), UnavailableError, id="fails inside"
        ),
        pytest.param(
            WRITE, error("INTERNAL_SERVER_ERROR"), OutcomeUnknownError, id="on a write"
        ),
        pytest.param(WRITE, error("BAD_USER_INPUT"), RejectedError, id="refused"),
        pytest.param(
            WRITE,
            error("BAD_USER_INPUT", data={"fulfillmentCreate": {"fulfillment": {}}}),
            OutcomeUnknownError,
            id="refused and something done",
        ),
        pytest.param(
            WRITE,
            error(None, data={"fulfillmentCreate": None}),
            OutcomeUnknownError,
            id="begun and ended",
        ),
        pytest.param(READ, {"errors": 7}, SchemaDriftError, id="errors of no shape"),
    ],
)
def test_answers(call: Call, answer: Any, expected: type[ChannelError]) -> None:
    with pytest.raises(expected) as caught:
        data(call, answer)

    assert type(caught.value) is expected


@pytest.mark.parametrize(
    ("payload", "expected"),
    [
        pytest.param({"userErrors": [], "fulfillment": {}}, None, id="none"),
        pytest.param(
            {"userErrors": [{"message": "no"}], "fulfillment": None},
            RejectedError,
            id="refused",
        ),
        pytest.param(
            {"userErrors": [{"message": "hm"}], "fulfillment": {"id": "1"}},
            OutcomeUnknownError,
            id="refused and made",
        ),
    ],
)
def test_user_errors(
    payload: dict[str, Any], expected: type[ChannelError] | None
) -> None:
    record = Record(payload, "fulfillmentCreate")
    if expected is None:
        user_errors(WRITE, record, "fulfillment")
        return
    with pytest.raises(expected):
        user_errors(WRITE, record, "fulfillment")


@pytest.mark.parametrize(
    ("status", "read", "write"),
    [
        (302, UnavailableError, OutcomeUnknownError),
        (202, UnavailableError, OutcomeUnknownError),
        (400, SchemaDriftError, SchemaDriftError),
        (402, AuthorizationError, AuthorizationError),
        (403, AuthorizationError, AuthorizationError),
        (404, SchemaDriftError, SchemaDriftError),
        (423, AuthorizationError, AuthorizationError),
    ],
)
def test_refusals(
    status: int, read: type[ChannelError], write: type[ChannelError]
) -> None:
    assert type(refusal(READ, status)) is read
    assert type(refusal(WRITE, status)) is write


def test_the_bucket_is_planned_with() -> None:
    plan = CostPlan()
    assert plan.delay("order_state", 0.0) == 0.0

    plan.learn("order_state", throttled(222, 22, 100)["extensions"], 10.0)

    assert plan.delay("order_state", 10.0) == 2.0
    assert plan.delay("order_state", 11.0) == 1.0
    assert plan.delay("order_state", 20.0) == 0.0
    assert plan.delay("never asked yet", 10.0) == 0.0


@pytest.mark.parametrize("extensions", [None, {}, {"cost": None}, []])
def test_an_answer_without_a_cost(extensions: Any) -> None:
    plan = CostPlan()
    plan.learn("order_state", extensions, 0.0)

    assert plan == CostPlan()


@pytest.mark.parametrize(
    "module", ["channels.shopify.shop", "channels.amazon.marketplace"]
)
def test_the_libraries_are_not_loaded_with_the_adapter(module: str) -> None:
    code = (
        f"import sys, {module};"
        "print(sorted({'httpx', 'shopify', 'sp_api', 'graphql'} & set(sys.modules)))"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert found.stdout.strip() == "[]"
