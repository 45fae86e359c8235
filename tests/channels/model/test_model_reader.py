"""The model reader over HTTP: what goes out, what may come back, what is kept."""

import json
import logging
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from channels.errors import (
    AuthorizationError,
    ChannelError,
    RateLimitedError,
    RejectedError,
    SchemaDriftError,
    UnavailableError,
)
from channels.model.budget import Budget, BudgetSpentError
from channels.model.request import request_key
from extractors.codes import Reason
from extractors.values import Document, Extraction, ShipNotice
from prompts.prompt import load

Build = Callable[..., dict[str, Any]]
Print = Callable[[str], Document]


def codes(extractions: tuple[Extraction, ...]) -> list[Reason]:
    return [issue.code for e in extractions for issue in e.issues]


def record(extractions: tuple[Extraction, ...]) -> ShipNotice:
    [extraction] = extractions
    assert isinstance(extraction.record, ShipNotice)
    return extraction.record


def objects(schema: Any) -> list[dict[str, Any]]:
    """Return every object schema within *schema*."""
    found = []
    if isinstance(schema, dict):
        found += [schema] if schema.get("type") == "object" else []
        found += [o for value in schema.values() for o in objects(value)]
    if isinstance(schema, list):
        found += [o for value in schema for o in objects(value)]
    return found


def test_an_honest_answer_is_read(
    desk: Any, printed: Print, text: str, answer: Build
) -> None:
    document = printed(text)
    desk.script(document, answer())

    read = desk.reader().read(document)

    notice = record(read.extractions)
    assert codes(read.extractions) == []
    assert notice.po_number
    assert notice.po_number.value == "10432"
    assert [t.number.value for t in notice.tracking] == ["1Z5R89390357567127"]
    assert [(x.sku.value, x.quantity.value) for x in notice.lines if x.sku] == [
        ("SR-4872", 4),
        ("SR-4873", 3),
    ]
    assert notice.complete is False
    assert len(read.attempts) == 1
    assert read.cost > 0
    assert load("ship_notice").digest in read.extractions[0].version


def test_what_is_on_the_wire(
    desk: Any, printed: Print, text: str, answer: Build
) -> None:
    document = printed(text)
    desk.script(document, answer())

    read = desk.reader().read(document)

    [body] = desk.calls()
    format_ = body["response_format"]["json_schema"]
    assert format_["strict"] is True
    for schema in objects(format_["schema"]):
        assert schema["additionalProperties"] is False
        assert set(schema["required"]) == set(schema["properties"])
    assert "default" not in json.dumps(format_["schema"])
    assert request_key(body) == read.key
    assert "tools" not in body
    system, user = body["messages"]
    assert system == {"role": "system", "content": load("ship_notice").text}
    assert user["role"] == "user"
    first, *rows = user["content"].split("\n")
    assert first == f"document {document.sha256}"
    assert rows[0] == text.split("\n", 1)[0], "braces are text, never a template"


def test_a_second_run_asks_nothing(
    desk: Any, printed: Print, text: str, answer: Build
) -> None:
    document = printed(text)
    desk.script(document, answer())
    first = desk.reader().read(document)

    offline = desk.reader(base_url="http://127.0.0.1:1/v1")
    second = offline.read(document)

    assert second == first._replace(attempts=())
    assert len(desk.calls()) == 1
    [told] = desk.kept.told
    assert told["document"] == document.sha256
    assert told["cost_usd"] == first.cost
    assert told["input_tokens"] > 0


def test_a_kept_answer_is_held_against_the_page_again(
    desk: Any, printed: Print, text: str, answer: Build
) -> None:
    """Nothing of a stored answer is believed because it was stored."""
    document = printed(text)
    desk.script(document, answer())
    reader = desk.reader()
    key = reader.read(document).key
    desk.kept[key] = desk.kept[key].replace("10432", "10433")

    read = reader.read(document)

    assert Reason.UNGROUNDED_VALUE in codes(read.extractions)
    assert read.extractions[0].record is None


BAD = [
    pytest.param(
        [{"content": "{not json"}] * 2, Reason.SCHEMA_INVALID, 2, id="no JSON"
    ),
    pytest.param(
        [{"content": {"notices": [{"po_number": 10432}]}}] * 2,
        Reason.SCHEMA_INVALID,
        2,
        id="other JSON",
    ),
    pytest.param(
        [{"content": '{"notices": [', "finish_reason": "length"}],
        Reason.INCOMPLETE_READING,
        1,
        id="cut off",
    ),
    pytest.param(
        [{"content": {"notices": []}, "finish_reason": "content_filter"}],
        Reason.INCOMPLETE_READING,
        1,
        id="filtered",
    ),
    pytest.param([{"refusal": "I cannot"}], Reason.INCOMPLETE_READING, 1, id="refused"),
    pytest.param([{"content": ""}] * 2, Reason.SCHEMA_INVALID, 2, id="nothing"),
]


@pytest.mark.parametrize(("answers", "code", "calls"), BAD)
def test_an_answer_that_is_none(
    *,
    answers: list[dict[str, Any]],
    code: Reason,
    calls: int,
    desk: Any,
    printed: Print,
    text: str,
) -> None:
    document = printed(text)
    desk.script(document, *answers)

    read = desk.reader().read(document)
    again = desk.reader().read(document)

    assert codes(read.extractions) == [code]
    assert read.extractions[0].record is None
    assert len(desk.calls()) == len(read.attempts) == calls
    assert again.extractions == read.extractions, "kept, too"


def test_asked_again_after_a_malformed_answer(
    desk: Any, printed: Print, text: str, answer: Build
) -> None:
    document = printed(text)
    desk.script(document, {"content": "{"}, answer())

    read = desk.reader().read(document)

    assert record(read.extractions)
    assert len(read.attempts) == 2, "both are paid for"
    first, second = desk.calls()
    assert second["messages"][:2] == first["messages"]
    assert second["response_format"] == first["response_format"]


def test_wrong_values_do_not_get_through(
    desk: Any, printed: Print, text: str, answer: Build
) -> None:
    document = printed(text)
    forged = [{"number": "1Z999AA10123456784", "evidence": "1Z999AA10123456784"}]
    desk.script(document, answer(tracking=forged))

    [extraction] = desk.reader().read(document).extractions

    assert isinstance(extraction.record, ShipNotice)
    assert extraction.record.tracking == ()
    assert {Reason.UNGROUNDED_VALUE, Reason.INCOMPLETE_READING} <= {
        i.code for i in extraction.issues
    }


FAULTS = [
    pytest.param("token_expired", AuthorizationError, 1, True, id="key refused"),
    pytest.param("scope_missing", AuthorizationError, 1, True, id="no permission"),
    pytest.param("rate_limited", RateLimitedError, 3, False, id="throttled"),
    pytest.param("error_before", UnavailableError, 3, False, id="server error"),
    pytest.param("drop_before", UnavailableError, 3, False, id="dropped"),
    pytest.param("cut", UnavailableError, 3, False, id="half a body"),
    pytest.param("html", ChannelError, None, False, id="a page for people"),
    pytest.param("truncated", SchemaDriftError, 1, False, id="half a document"),
    pytest.param("rejected", RejectedError, 1, False, id="bad request"),
]


@pytest.mark.parametrize(("fault", "error", "calls", "stops"), FAULTS)
def test_what_can_go_wrong(
    *,
    fault: str,
    error: type[ChannelError],
    calls: int | None,
    stops: bool,
    desk: Any,
    printed: Print,
    text: str,
) -> None:
    document = printed(text)
    desk.box.arm(service="openai", operation="chat", fault=fault, times=None)
    reader = desk.reader()

    with pytest.raises(error) as raised:
        reader.read(document)

    assert "SR-4872" not in str(raised.value)
    assert raised.value.__cause__ is None
    assert calls is None or len(desk.calls()) == calls
    assert (reader.stopped is not None) is stops
    assert desk.kept == {}


def test_a_passing_fault_is_waited_out(
    desk: Any, printed: Print, text: str, answer: Build
) -> None:
    document = printed(text)
    desk.script(document, answer())
    desk.box.arm(service="openai", operation="chat", fault="rate_limited", times=2)

    read = desk.reader().read(document)

    assert record(read.extractions)
    assert len(desk.slept) == 2


@pytest.mark.parametrize("fault", ["timeout_before", "slow_body"])
def test_the_deadline_holds(
    fault: str, desk: Any, printed: Print, text: str, answer: Build
) -> None:
    document = printed(text)
    desk.script(document, answer())
    desk.box.arm(service="openai", operation="chat", fault=fault, times=None)
    reader = desk.reader(call_seconds=0.4, document_seconds=0.6)

    with pytest.raises(UnavailableError):
        reader.read(document)

    assert len(desk.calls()) <= 3


def test_no_credit_left_stops_the_night(desk: Any, printed: Print, text: str) -> None:
    document = printed(text)
    desk.script(document, {"status": 429, "code": "insufficient_quota"})
    reader = desk.reader()

    for _ in range(3):
        with pytest.raises(BudgetSpentError, match="credit"):
            reader.read(document)

    assert len(desk.calls()) == 1
    assert desk.slept == []
    assert reader.stopped


def test_the_budget_stops_the_night(
    desk: Any, printed: Print, text: str, answer: Build
) -> None:
    one, two = printed(text), printed(text + "\nThank you")
    desk.script(one, answer())
    desk.script(two, answer())
    reader = desk.reader(budget=Budget(Decimal("0.0001")))

    reader.read(one)
    with pytest.raises(BudgetSpentError, match="budget_usd"):
        reader.read(two)

    assert reader.read(one).attempts == (), "what is kept is still used"
    assert len(desk.calls()) == 1
    assert reader.stopped
    assert reader.stopped.code is Reason.CAP_REACHED


def test_a_model_that_is_down_is_left_alone(
    desk: Any, printed: Print, text: str
) -> None:
    reader = desk.reader(base_url="http://127.0.0.1:1/v1")
    for number in range(5):
        with pytest.raises(UnavailableError):
            reader.read(printed(f"{text}{number}"))
    assert reader.stopped
    assert len(desk.slept) == 6, "three documents, each tried three times"


def test_what_is_not_sent_at_all(desk: Any, printed: Print) -> None:
    assert codes(desk.reader().read(printed(" ")).extractions) == [Reason.SCAN_NO_TEXT]
    long = printed("some words of no use\n" * 9_000)
    assert codes(desk.reader().read(long).extractions) == [Reason.TOO_LARGE]
    assert desk.calls() == []


def test_proxies_are_not_for_ourselves(
    desk: Any, printed: Print, text: str, answer: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    document = printed(text)
    desk.script(document, answer())
    assert record(desk.reader().read(document).extractions)


def test_nothing_of_a_document_is_logged(
    desk: Any,
    printed: Print,
    text: str,
    answer: Build,
    caplog: pytest.LogCaptureFixture,
) -> None:
    document = printed(text)
    desk.script(document, {"content": {"secret": "SR-4872"}}, answer())
    reader = desk.reader()

    with caplog.at_level(logging.DEBUG):
        reader.read(document)

    assert "SR-4872" not in caplog.text
    assert "10432" not in caplog.text


def test_a_server_that_counts_nothing_is_not_free(
    desk: Any, printed: Print, text: str, answer: Build
) -> None:
    document = printed(text)
    desk.script(document, {**answer(), "usage": {"prompt_tokens": "many"}})
    read = desk.reader().read(document)
    assert read.attempts[0].usage.input > 500
    assert read.cost > 0


def test_an_answer_kept_by_another_version_is_asked_for_again(
    desk: Any, printed: Print, text: str, answer: Build
) -> None:
    document = printed(text)
    desk.script(document, answer())
    reader = desk.reader()
    key = reader.read(document).key
    desk.kept[key] = '{"said": "in another form"}'

    assert record(reader.read(document).extractions)
    assert len(desk.calls()) == 2


def test_a_kept_answer_that_is_none(
    desk: Any, printed: Print, text: str, answer: Build
) -> None:
    document = printed(text)
    desk.script(document, answer())
    reader = desk.reader()
    key = reader.read(document).key
    desk.kept[key] = '{"outcome": "answered", "content": "{}"}'

    assert codes(reader.read(document).extractions) == [Reason.SCHEMA_INVALID]


def test_an_endless_answer_is_cut(
    desk: Any, printed: Print, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("channels.model.client._ANSWER_LIMIT", 10_000)
    document = printed(text)
    desk.script(document, {"content": "x" * 20_000})
    with pytest.raises(UnavailableError, match="does not end"):
        desk.reader().read(document)


def test_a_model_nobody_has(desk: Any, printed: Print, text: str) -> None:
    document = printed(text)
    desk.script(document, {"status": 404, "code": "model_not_found"})
    reader = desk.reader()
    with pytest.raises(AuthorizationError, match=r"gpt-5\.4-mini"):
        reader.read(document)
    assert reader.stopped


def test_an_unscripted_answer_that_is_malformed(
    desk: Any, printed: Print, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "sandbox.openai.service.emptiest", lambda _schema: {"notices": None}
    )
    document = printed(text)
    read = desk.reader().read(document)
    assert codes(read.extractions) == [Reason.SCHEMA_INVALID]


def test_a_fault_of_ours_is_no_bad_answer(
    desk: Any, printed: Print, text: str, answer: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kept as the model's it would never be asked about again."""

    def broken(_body: bytes) -> None:
        raise TypeError("ours")

    document = printed(text)
    desk.script(document, answer())
    monkeypatch.setattr("channels.model.client.completion", broken)
    with pytest.raises(TypeError, match="ours"):
        desk.reader().read(document)
    assert desk.kept == {}
    assert len(desk.calls()) == 1
