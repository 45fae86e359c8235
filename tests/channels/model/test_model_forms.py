"""Servers that take no JSON schema: asked in the next form, and believed no more."""

import json
from base64 import b64encode
from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from agent.settings.readers import ModelSettings
from agent.stages.model import connected
from channels.errors import AuthorizationError, RejectedError
from channels.model.completion import completion, unwrapped
from channels.model.failures import FormRefusedError
from channels.model.forms import FORMS, Form
from channels.model.prices import load_prices
from channels.model.values import Asked
from extractors.codes import Reason
from extractors.grounding.wire import WireShipNotices, schema
from extractors.values import Document, ShipNotice
from tests.adversarial.bills import BILLS, INVOICE
from tests.adversarial.notices import as_mail

Build = Callable[..., dict[str, Any]]
Print = Callable[[str], Document]

NO_SCHEMA = {
    "an old model": "Invalid parameter: 'response_format' of type 'json_schema' is not"
    " supported with this model.",
    "an old vLLM": "[{'type': 'literal_error', 'loc': ('body', 'response_format',"
    " 'type'), 'msg': \"Input should be 'text' or 'json_object'\"}]",
    "a small host": "This response_format type is unavailable now",
    "a router": {
        "status": 404,
        "message": "No endpoints found that can handle the requested parameters.",
    },
    "a strict host": {"status": 422, "message": "extra_forbidden: json_schema"},
}
NO_TOOLS = "registry.example/library/reader:7b does not support tools"


def form_of(body: dict[str, Any]) -> Form:
    """Return the form of a question on the wire, which is one and only one."""
    told = body.get("response_format", {}).get("type")
    assert (told is None) is ("tools" in body)
    assert (told is None) is ("tool_choice" in body)
    return "tool" if told is None else told


def orders(extractions: Any) -> list[str]:
    return [
        e.record.po_number.value
        for e in extractions
        if isinstance(e.record, ShipNotice) and e.record.po_number
    ]


@pytest.mark.parametrize("words", NO_SCHEMA.values(), ids=NO_SCHEMA)
def test_the_next_form_is_taken_and_remembered(
    words: Any, desk: Any, printed: Print, text: str, answer: Build
) -> None:
    one, two = printed(text), printed(f"{text}\nThank you")
    desk.script(one, answer())
    desk.script(two, answer())
    desk.refuse(json_schema=words)
    reader = desk.reader()

    for document in (one, two):
        assert orders(reader.read(document).extractions) == ["10432"]

    asked = [form_of(body) for body in desk.calls()]
    assert asked == ["json_schema", "tool", "tool"]
    assert reader.form == "tool"
    assert reader.stopped is None
    assert len(desk.kept.paid) == 2, "a refusal costs nothing"


def test_the_last_form(desk: Any, printed: Print, text: str, answer: Build) -> None:
    document = printed(text)
    desk.script(document, answer())
    desk.refuse(json_schema="response_format", tool=NO_TOOLS)

    read = desk.reader().read(document)

    assert orders(read.extractions) == ["10432"]
    assert [form_of(body) for body in desk.calls()] == list(FORMS)


def test_a_server_that_takes_none_is_left_alone(
    desk: Any, printed: Print, text: str
) -> None:
    desk.refuse(
        json_schema="json_schema", tool=NO_TOOLS, json_object="response_format.type"
    )
    reader = desk.reader()

    for _ in range(2):
        with pytest.raises(FormRefusedError, match=r"\[llm\] form"):
            reader.read(printed(text))

    assert len(desk.calls()) == len(FORMS)
    assert isinstance(reader.stopped, FormRefusedError)


def test_a_form_that_was_chosen_is_the_only_one(
    desk: Any, printed: Print, text: str
) -> None:
    desk.refuse(json_schema="response_format")
    with pytest.raises(FormRefusedError):
        desk.reader(forms=("json_schema",)).read(printed(text))
    assert len(desk.calls()) == 1


def test_another_refusal_is_no_reason(desk: Any, printed: Print, text: str) -> None:
    desk.refuse(
        json_schema={"message": "maximum context length is 4096", "code": "too_long"}
    )
    reader = desk.reader()
    with pytest.raises(RejectedError):
        reader.read(printed(text))
    assert len(desk.calls()) == 1
    assert reader.form == "json_schema"


@pytest.mark.parametrize("form", FORMS)
def test_what_each_form_puts_on_the_wire(
    form: Form, desk: Any, printed: Print, text: str, answer: Build
) -> None:
    document = printed(text)
    desk.script(document, answer())

    desk.reader(forms=(form,)).read(document)

    [body] = desk.calls()
    system, user = body["messages"]
    assert user["content"].startswith(f"document {document.sha256}\n")
    if form == "json_object":
        shape = json.loads(system["content"].rpartition("\n")[2])
    elif form == "tool":
        shape = body["tools"][0]["function"]["parameters"]
        assert body["tools"][0]["function"]["strict"] is True
    else:
        shape = body["response_format"]["json_schema"]["schema"]
        assert body["response_format"]["json_schema"]["strict"] is True
    assert shape == schema(WireShipNotices)


@pytest.mark.parametrize("form", FORMS)
def test_no_form_is_believed_more(
    form: Form, desk: Any, printed: Print, text: str, answer: Build
) -> None:
    document = printed(text)
    desk.script(document, answer(po_number="10433"))

    [extraction] = desk.reader(forms=(form,)).read(document).extractions

    assert extraction.record is None
    assert Reason.UNGROUNDED_VALUE in {i.code for i in extraction.issues}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", ["ship_notice", "money"])
def test_an_answer_of_any_form_is_kept_for_all(
    kind: Asked, form: Form, desk: Any, text: str, answer: Build
) -> None:
    """A second run begins with the strictest form again, and asks nothing."""
    money = {"content": {"documents": [deepcopy(BILLS[0].honest)]}}
    told, honest = {"ship_notice": (text, answer()), "money": (INVOICE, money)}[kind]
    document = as_mail(told)
    desk.script(document, honest)
    first = desk.reader(forms=(form,)).read(document, kind)

    again = desk.reader(base_url="http://127.0.0.1:1/v1").read(document, kind)

    assert again == first._replace(attempts=())
    assert again.extractions[0].record is not None
    assert len(desk.calls()) == 1


@pytest.mark.parametrize("form", FORMS)
def test_asked_again_in_the_same_form(
    form: Form, desk: Any, printed: Print, text: str, answer: Build
) -> None:
    document = printed(text)
    desk.script(document, {"content": "{"}, answer())

    read = desk.reader(forms=(form,)).read(document)

    assert orders(read.extractions) == ["10432"]
    assert [form_of(body) for body in desk.calls()] == [form, form]
    assert [paid[1] for paid in desk.kept.paid] == [1, 2]


def test_a_document_without_an_answer_in_any_form(
    desk: Any, printed: Print, text: str
) -> None:
    for form in FORMS:
        read = desk.reader(forms=(form,)).read(printed(text))
        assert Reason.SCHEMA_INVALID not in {
            i.code for e in read.extractions for i in e.issues
        }


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ('{"a": 1}', '{"a": 1}'),
        ('```json\n{"a": 1}\n```', '{"a": 1}'),
        ('<think>{"b": 2}</think>\n{"a": 1}', '{"a": 1}'),
        ('Here it is: {"a": 1}', 'Here it is: {"a": 1}'),
        ("", ""),
    ],
)
def test_what_is_around_an_answer(said: str, meant: str) -> None:
    assert unwrapped(said) == meant


def test_of_two_calls_none_is_chosen() -> None:
    call = {"function": {"name": "f", "arguments": "{}"}}
    for calls, content in (([call], "{}"), ([call, call], None), ([], None)):
        message = {"content": None, "tool_calls": calls}
        body = json.dumps({"choices": [{"message": message}]}).encode()
        assert completion(body).content == content


def settings(desk: Any, **change: Any) -> ModelSettings:
    ready = desk.box.ready()["openai"]
    told = {
        "api_key": SecretStr(ready["api_key"]),
        "base_url": ready["base_url"],
        "model": ready["model"],
        **change,
    }
    return ModelSettings(**told)


def ask(desk: Any, chosen: ModelSettings, document: Document) -> list[str]:
    now = datetime(2026, 11, 21, tzinfo=UTC)
    with connected(
        chosen,
        desk.kept,
        prices=load_prices(),
        now=lambda: now,
        sleep=desk.slept.append,
    ) as reader:
        return orders(reader.read(document).extractions)


def test_by_deployment(desk: Any, printed: Print, text: str, answer: Build) -> None:
    """Azure: the bare key in a header of its own, the version in the address."""
    document = printed(text)
    desk.script(document, answer())
    azure = {"base_url": desk.box.ready()["openai"]["azure_url"]}
    version = {"query": {"api-version": "2024-10-21"}}
    key = {"key_header": "api-key"}

    assert ask(desk, settings(desk, **azure, **version, **key), document) == ["10432"]

    [target] = {e["target"] for e in desk.box.log("openai")}
    assert target.endswith("/chat/completions?api-version=2024-10-21")
    desk.kept.clear()
    for wrong in (azure | version, azure | key):
        with pytest.raises(AuthorizationError):
            ask(desk, settings(desk, **wrong), document)


def test_through_a_router(desk: Any, printed: Print, text: str, answer: Build) -> None:
    document = printed(text)
    desk.script(document, answer())
    chosen = settings(
        desk,
        headers={"HTTP-Referer": "https://shop.example", "X-Title": "Nightclerk"},
        extra={"provider": {"require_parameters": True}, "model": "another"},
    )

    assert ask(desk, chosen, document) == ["10432"]

    [body] = desk.calls()
    assert body["provider"] == {"require_parameters": True}
    assert body["model"] == "sandbox-reader", "what we send cannot be overruled"
    [written] = desk.box.writes("openai")
    assert written["caller"] == {
        "http-referer": "https://shop.example",
        "x-title": "Nightclerk",
    }


def test_by_setting(desk: Any, printed: Print, text: str, answer: Build) -> None:
    document = printed(text)
    desk.script(document, answer())
    assert ask(desk, settings(desk, form="json_object"), document) == ["10432"]
    assert [form_of(body) for body in desk.calls()] == ["json_object"]


@pytest.mark.parametrize("name", ["Authorization", "API-Key", "a b"])
def test_no_key_among_the_headers(name: str) -> None:
    with pytest.raises(ValidationError):
        ModelSettings(headers={name: "secret"})


# --- pictures ------------------------------------------------------------------------


def test_pictures_go_with_the_rows(
    desk: Any, printed: Print, text: str, answer: Build
) -> None:
    document = printed(text)
    png = b"\x89PNG\r\n\x1a\n"
    desk.script(document, {"content": "{"}, answer())
    reader = desk.reader()

    read = reader.read(document, pictures=[png, png])

    assert orders(read.extractions) == ["10432"]
    first, second = desk.calls()
    system, user = first["messages"]
    assert "Pictures" in system["content"]
    words, *pictures = user["content"]
    assert words["text"].startswith(f"document {document.sha256}\n")
    assert [p["image_url"]["detail"] for p in pictures] == ["high", "high"]
    inline = f"data:image/png;base64,{b64encode(png).decode()}"
    assert {p["image_url"]["url"] for p in pictures} == {inline}
    assert second["messages"][:2] == first["messages"]


def test_another_picture_is_another_question(
    desk: Any, printed: Print, text: str, answer: Build
) -> None:
    document = printed(text)
    desk.script(document, answer())
    reader = desk.reader()
    keys = {reader.read(document, pictures=p).key for p in ([], [b"a"], [b"b"], [b"a"])}
    assert len(keys) == 3
    assert len(desk.calls()) == 3


def test_what_only_a_picture_shows_is_not_believed(
    desk: Any, printed: Print, text: str, answer: Build
) -> None:
    """The words that were recognised decide; the picture cannot add to them."""
    document = printed(text)
    forged = [{"number": "1Z999AA10123456784", "evidence": "the picture says so"}]
    desk.script(document, answer(tracking=forged))

    [extraction] = desk.reader().read(document, pictures=[b"a"]).extractions

    assert isinstance(extraction.record, ShipNotice)
    assert extraction.record.tracking == ()
    assert Reason.UNGROUNDED_VALUE in {i.code for i in extraction.issues}
    blank = desk.reader().read(printed(" "), pictures=[b"a"])
    assert blank.answer is None, "nothing could be held against a page without words"


def test_pictures_are_not_free(
    desk: Any, printed: Print, text: str, answer: Build
) -> None:
    document = printed(text)
    desk.script(document, {**answer(), "usage": {"prompt_tokens": "many"}})
    reader = desk.reader()
    plain = reader.read(document).attempts[0].usage.input
    drawn = reader.read(document, pictures=[b"a"]).attempts[0].usage.input
    assert drawn - plain > 1_000
