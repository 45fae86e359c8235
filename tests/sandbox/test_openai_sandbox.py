"""The scripted model: what it answers, to the real client library and on the wire."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import openai
import pytest

import sandbox
from sandbox.openai.strict import emptiest, violations

SHA = "ab" * 32
OTHER = "cd" * 32
SCHEMA = {
    "type": "object",
    "properties": {
        "kind": {"type": "string", "enum": ["invoice", "other"]},
        "po_number": {"anyOf": [{"type": "string"}, {"type": "null"}]},
        "lines": {"type": "array", "items": {"$ref": "#/$defs/Line"}},
        "first": {"$ref": "#/$defs/Line"},
    },
    "required": ["kind", "po_number", "lines", "first"],
    "additionalProperties": False,
    "$defs": {
        "Line": {
            "type": "object",
            "properties": {"sku": {"type": ["string", "null"]}},
            "required": ["sku"],
            "additionalProperties": False,
        }
    },
}


@pytest.fixture
def client(box: sandbox.Box) -> Iterator[openai.OpenAI]:
    told = box.ready()["openai"]
    with openai.OpenAI(
        base_url=told["base_url"], api_key=told["api_key"], max_retries=0, timeout=5
    ) as opened:
        yield opened


def ask(client: openai.OpenAI, sha: str, **options: Any) -> Any:
    shape = {"name": "answer", "strict": True, "schema": SCHEMA}
    asked: dict[str, Any] = {
        "model": "any",
        "messages": [
            {"role": "system", "content": "Read."},
            {"role": "user", "content": f"document {sha}"},
        ],
        "response_format": {"type": "json_schema", "json_schema": shape},
    }
    return client.chat.completions.create(**asked | options)


def script(world: Path, *answers: dict[str, Any]) -> None:
    told = {"answers": {SHA: list(answers)}}
    (world / "model.json").write_text(json.dumps(told))


def test_answers_come_in_turn_and_the_last_stays(client: openai.OpenAI) -> None:
    said = [ask(client, SHA).choices[0].message.content for _ in range(3)]

    assert said[0] == "{not json"
    assert json.loads(said[1]) == {"po_number": "4711", "lines": []}
    assert said[2] == said[1]


def test_a_document_nobody_knows_gets_nothing_invented(client: openai.OpenAI) -> None:
    answer = ask(client, OTHER)

    assert json.loads(answer.choices[0].message.content) == {
        "kind": "other",
        "po_number": None,
        "lines": [],
        "first": {"sku": None},
    }
    assert answer.usage.total_tokens > 0


def test_a_question_asked_again_is_known_by_the_earlier_message(
    client: openai.OpenAI,
) -> None:
    ask(client, SHA)
    answer = ask(
        client,
        SHA,
        messages=[
            {"role": "user", "content": [{"type": "text", "text": f"is {SHA}"}]},
            {"role": "assistant", "content": "{not json"},
            {"role": "user", "content": "that was no JSON"},
        ],
    )

    assert "4711" in answer.choices[0].message.content


def test_every_request_is_kept_as_it_was_sent(
    client: openai.OpenAI, box: sandbox.Box
) -> None:
    ask(client, SHA)

    [entry] = box.log("openai")
    assert entry["operation"] == "chat"
    assert entry["body"]["response_format"]["json_schema"]["strict"] is True
    assert "sk-sandbox" not in json.dumps(entry)


def test_a_schema_that_is_not_strict_is_refused(client: openai.OpenAI) -> None:
    loose = {"name": "a", "strict": True, "schema": {**SCHEMA, "required": []}}
    with pytest.raises(openai.BadRequestError, match="required"):
        ask(
            client,
            SHA,
            response_format={"type": "json_schema", "json_schema": loose},
        )


def test_refusal_truncation_status_and_delay(world: Path, tmp_path: Path) -> None:
    script(
        world,
        {"refusal": "No."},
        {"content": '{"po', "finish_reason": "length"},
        {"status": 503},
        {"status": 429, "code": "insufficient_quota"},
        {"content": {}, "delay": 0.3},
    )
    with sandbox.start(world, tmp_path / "scripted") as box:
        told = box.ready()["openai"]
        with openai.OpenAI(
            base_url=told["base_url"], api_key="sk-sandbox", max_retries=0, timeout=0.2
        ) as client:
            refused = ask(client, SHA).choices[0]
            cut = ask(client, SHA).choices[0]
            with pytest.raises(openai.InternalServerError):
                ask(client, SHA)
            with pytest.raises(openai.RateLimitError) as quota:
                ask(client, SHA)
            with pytest.raises(openai.APITimeoutError):
                ask(client, SHA)

    assert (refused.message.refusal, refused.message.content) == ("No.", None)
    assert cut.finish_reason == "length"
    assert quota.value.code == "insufficient_quota"


def test_tools_are_answered_as_a_call(client: openai.OpenAI) -> None:
    tool = {"type": "function", "function": {"name": "f", "parameters": SCHEMA}}
    answer = client.chat.completions.create(
        model="any",
        messages=[{"role": "user", "content": OTHER}],
        tools=[tool],  # type: ignore[list-item]  # a plain dict
    )

    [call] = answer.choices[0].message.tool_calls or []
    assert json.loads(call.function.arguments)["po_number"] is None  # type: ignore[union-attr]  # a function call


def test_where_it_stands_outlives_a_restart(world: Path, tmp_path: Path) -> None:
    said = []
    for _ in range(2):
        with sandbox.start(world, tmp_path / "again") as box:
            told = box.ready()["openai"]
            with openai.OpenAI(
                base_url=told["base_url"], api_key=told["api_key"], max_retries=0
            ) as client:
                said.append(ask(client, SHA).choices[0].message.content)

    assert said[0] == "{not json"
    assert "4711" in said[1]


def test_models_are_listed_and_keys_looked_at(
    client: openai.OpenAI, box: sandbox.Box, http: httpx.Client
) -> None:
    url = box.ready()["openai"]["base_url"]

    assert [m.id for m in client.models.list()] == ["sandbox-reader"]
    assert http.get(f"{url}/models").status_code == 401
    assert (
        http.get(
            f"{url}/embeddings", headers={"Authorization": "Bearer sk-sandbox"}
        ).status_code
        == 404
    )


def test_strictness() -> None:
    assert violations(SCHEMA) == []
    assert violations({"type": "object", "properties": {"a": {"type": "string"}}})
    assert emptiest({"type": "string"}) == ""
    assert emptiest({"const": "x"}) == "x"
    assert emptiest({}) is None
