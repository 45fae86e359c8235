"""Settings, turns and answers of Amazon, without a server."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from channels.amazon.config import AmazonConfig
from channels.amazon.transport import TokenRefusedError, judged
from channels.bucket import Bucket
from channels.errors import (
    ChannelError,
    OutcomeUnknownError,
    RateLimitedError,
    RejectedError,
    SchemaDriftError,
    UnavailableError,
)
from channels.http import Answer, Call
from extractors.codes import Reason

NOW = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
READ = Call("us", "searchOrders", write=False)
ONE = Call("us", "getOrder", write=False)
WRITE = Call("us", "confirmShipment", write=True)
ERRORS = {"errors": [{"code": "InvalidInput", "message": "no", "details": "why"}]}
HTML = b"<html>502 Bad Gateway</html>"
Kind = type[ChannelError] | None


def body(value: Any) -> bytes:
    return json.dumps(value).encode()


@pytest.mark.parametrize(
    ("status", "content", "read", "write"),
    [
        pytest.param(200, body({}), None, OutcomeUnknownError, id="200"),
        pytest.param(204, b"", UnavailableError, None, id="204"),
        pytest.param(
            200,
            body(ERRORS),
            UnavailableError,
            OutcomeUnknownError,
            id="200 and errors",
        ),
        pytest.param(200, HTML, UnavailableError, OutcomeUnknownError, id="200 page"),
        pytest.param(200, b"", UnavailableError, OutcomeUnknownError, id="200 empty"),
        pytest.param(200, b"[]", SchemaDriftError, OutcomeUnknownError, id="200 list"),
        pytest.param(
            200, body({"headers": 1}), SchemaDriftError, OutcomeUnknownError, id="clash"
        ),
        pytest.param(302, b"", UnavailableError, OutcomeUnknownError, id="redirect"),
        pytest.param(400, body(ERRORS), SchemaDriftError, RejectedError, id="400"),
        pytest.param(400, HTML, UnavailableError, OutcomeUnknownError, id="400 page"),
        pytest.param(
            400,
            body({"errors": []}),
            UnavailableError,
            OutcomeUnknownError,
            id="400 bare",
        ),
        pytest.param(401, body(ERRORS), TokenRefusedError, TokenRefusedError, id="401"),
        pytest.param(403, body(ERRORS), TokenRefusedError, TokenRefusedError, id="403"),
        pytest.param(403, b"", TokenRefusedError, TokenRefusedError, id="403 empty"),
        pytest.param(404, body(ERRORS), SchemaDriftError, RejectedError, id="404"),
        pytest.param(409, body(ERRORS), SchemaDriftError, RejectedError, id="409"),
        pytest.param(429, body(ERRORS), RateLimitedError, RateLimitedError, id="429"),
        pytest.param(429, HTML, RateLimitedError, RateLimitedError, id="429 page"),
        pytest.param(
            500, body(ERRORS), UnavailableError, OutcomeUnknownError, id="500"
        ),
        pytest.param(502, HTML, UnavailableError, OutcomeUnknownError, id="502 page"),
        pytest.param(503, b"", UnavailableError, OutcomeUnknownError, id="503 empty"),
    ],
)
def test_only_a_plain_success_is_one(
    status: int, content: bytes, read: Kind, write: Kind
) -> None:
    for call, expected in ((READ, read), (WRITE, write)):
        found = judged(call, Answer(status, {}, content), NOW)
        assert (None if found is None else type(found)) is expected


@pytest.mark.parametrize("status", [400, 404])
def test_an_id_amazon_does_not_know(status: int) -> None:
    found = judged(ONE, Answer(status, {}, body(ERRORS)), NOW)

    assert isinstance(found, RejectedError)
    assert found.code is Reason.ORDER_NOT_FOUND


def test_how_long_to_stay_away_is_bounded() -> None:
    found = judged(READ, Answer(429, {"Retry-After": "1000000000"}, b""), NOW)

    assert isinstance(found, RateLimitedError)
    assert found.retry_after == 3600


def test_a_refusal_says_why_in_one_line() -> None:
    said = {"errors": [{"code": "InvalidInput", "message": "bad\nnumber " + "x" * 999}]}
    found = judged(WRITE, Answer(400, {}, body(said)), NOW)

    assert "InvalidInput" in str(found)
    assert "\n" not in str(found)
    assert len(str(found)) < 300


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def sleep(self, seconds: float) -> bool:
        self.now += seconds
        return True


def test_a_burst_and_then_a_call_every_two_seconds() -> None:
    time = Time()
    bucket = Bucket(rate=0.5, burst=3, monotonic=lambda: time.now)

    at = []
    for _ in range(6):
        assert bucket.take(time.sleep) is None
        at.append(time.now)

    assert at == [0, 0, 0, 2, 4, 6]


def test_a_rest_fills_no_more_than_the_burst() -> None:
    time = Time()
    bucket = Bucket(rate=1, burst=2, monotonic=lambda: time.now)
    time.sleep(1000)

    for _ in range(3):
        bucket.take(time.sleep)

    assert time.now == 1001


def test_a_turn_that_is_too_far_off_is_said() -> None:
    bucket = Bucket(rate=0.01, burst=1, monotonic=lambda: 0.0)
    bucket.drain()

    assert bucket.take(lambda _: False) == 100


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("4.0", 0.25), (None, 2.0), ("", 2.0), ("0", 2.0), ("many", 2.0), ("nan", 2.0)],
)
def test_the_service_may_name_another_rate(header: str | None, seconds: float) -> None:
    bucket = Bucket(rate=0.5, burst=1, monotonic=lambda: 0.0)
    bucket.drain()
    bucket.learn(header)

    assert bucket.take(lambda _: False) == seconds


def config(**change: Any) -> AmazonConfig:
    fields: dict[str, Any] = {
        "refresh_token": SecretStr("Atzr|x"),
        "client_id": "c",
        "client_secret": SecretStr("s3cret"),
    }
    return AmazonConfig(**{**fields, **change})


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"refresh_token": SecretStr("")}, "refresh_token", id="no token"),
        pytest.param({"client_secret": SecretStr("")}, "client_secret", id="no secret"),
        pytest.param({"client_id": ""}, "client_id", id="no id"),
        pytest.param(
            {"endpoint": "http://example.com:80"}, "127.0.0.1", id="elsewhere"
        ),
        pytest.param({"endpoint": "http://127.0.0.1:x"}, "127.0.0.1", id="bad port"),
        pytest.param({"token_url": "http://127.0.0.1:1/t"}, "endpoint", id="alone"),
        pytest.param({"marketplace_id": "us"}, "pattern", id="no marketplace id"),
        pytest.param({"region": "na"}, "Extra", id="unknown key"),
    ],
)
def test_settings_that_are_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said) as caught:
        config(**change)

    assert "s3cret" not in str(caught.value)
