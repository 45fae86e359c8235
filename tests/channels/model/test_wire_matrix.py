"""All that a server may do to a question: what comes of it, how often it is asked.

The number of requests is the sandbox's own count: the client library repeats nothing by
itself, and the one re-ask is ours.
"""

import json
from copy import deepcopy
from typing import Any, NamedTuple

import pytest

from channels.errors import (
    AuthorizationError,
    ChannelError,
    RateLimitedError,
    RejectedError,
    SchemaDriftError,
    UnavailableError,
)
from channels.model.values import Asked, Ending
from extractors.codes import Reason
from extractors.values import Document, Extraction
from tests.adversarial.bills import BILLS, INVOICE, value
from tests.adversarial.notices import CASES, as_mail, parcel

KINDS: tuple[Asked, ...] = ("ship_notice", "money")
HONEST: dict[Asked, dict[str, Any]] = {
    "ship_notice": CASES[0].honest,
    "money": {"documents": [BILLS[0].honest]},
}
kinds = pytest.mark.parametrize("kind", KINDS)


class Row(NamedTuple):
    """One thing that happens, and what is documented to come of it."""

    name: str
    answers: tuple[dict[str, Any], ...]
    code: Reason | None
    """None: the record stands."""
    endings: tuple[Ending, ...]
    """One for each request that was answered, all of them paid for."""


def said(content: Any, **more: Any) -> dict[str, Any]:
    return {"content": content, **more}


HALF = said('{"notices": [', finish_reason="length")
ANSWERED = [
    Row("honest", (said(...),), None, ("whole",)),
    Row("fenced", (said("```json\n...\n```"),), None, ("whole",)),
    Row("no JSON", (said("{no"),) * 2, Reason.SCHEMA_INVALID, ("whole",) * 2),
    Row("a page", (said("<html>"),) * 2, Reason.SCHEMA_INVALID, ("whole",) * 2),
    Row("other JSON", (said({"a": 1}),) * 2, Reason.SCHEMA_INVALID, ("whole",) * 2),
    Row("better in the end", (said("{no"), said(...)), None, ("whole",) * 2),
    Row("cut off", (HALF,), Reason.INCOMPLETE_READING, ("truncated",)),
    Row(
        "filtered",
        (said("", finish_reason="content_filter"),),
        Reason.INCOMPLETE_READING,
        ("truncated",),
    ),
    Row("refused", ({"refusal": "I cannot"},), Reason.INCOMPLETE_READING, ("refused",)),
    Row(
        "cut off in the end",
        (said("{no"), HALF),
        Reason.INCOMPLETE_READING,
        ("whole", "truncated"),
    ),
    Row("wrong values", (said(None),), Reason.UNGROUNDED_VALUE, ("whole",)),
]


def filled(row: Row, kind: Asked) -> list[dict[str, Any]]:
    """Return a row's answers about one kind of document."""
    answers = []
    for answer in deepcopy(row.answers):
        if answer.get("content") is ...:
            answer["content"] = HONEST[kind]
        elif "content" in answer and answer["content"] is None:
            answer["content"] = wrong(kind)
        elif answer.get("content") == "```json\n...\n```":
            answer["content"] = f"```json\n{json.dumps(HONEST[kind])}\n```"
        answers.append(answer)
    return answers


def wrong(kind: Asked) -> dict[str, Any]:
    told = deepcopy(HONEST[kind])
    if kind == "money":
        told["documents"][0]["total"] = value("9.99", "Total  $327.43")
    else:
        told["notices"][0]["tracking"] = [parcel("1Z12345E6605272234", "Ship Via")]
    return told


def document_of(kind: Asked) -> Document:
    return as_mail(INVOICE if kind == "money" else CASES[0].text)


def codes(extractions: tuple[Extraction, ...]) -> set[Reason]:
    return {issue.code for e in extractions for issue in e.issues}


@kinds
@pytest.mark.parametrize("row", ANSWERED, ids=lambda row: row.name)
def test_what_is_answered(row: Row, kind: Asked, desk: Any) -> None:
    document = document_of(kind)
    desk.script(document, *filled(row, kind))

    read = desk.reader(call_seconds=30.0, document_seconds=60.0).read(document, kind)

    assert len(desk.calls()) == len(row.endings)
    if row.code is None:
        assert codes(read.extractions) == set()
    else:
        assert row.code in codes(read.extractions)
    stored = [attempt for _, _, attempt in desk.kept.paid]
    assert stored == list(read.attempts)
    assert tuple(attempt.ending for attempt in stored) == row.endings
    assert all(a.usage.input and a.usage.output and a.cost for a in stored)
    [told] = desk.kept.told
    assert told["cost_usd"] == read.cost
    assert told["output_tokens"] == sum(a.usage.output for a in stored)
    again = desk.reader(base_url="http://127.0.0.1:1/v1").read(document, kind)
    assert again.extractions == read.extractions, "a second run asks nothing"


class Fault(NamedTuple):
    """One thing that keeps an answer away."""

    name: str
    arm: dict[str, Any]
    error: type[ChannelError]
    calls: int
    waits: tuple[float, ...] | None
    """Seconds asked for; None: whatever we choose."""


FAULTS = [
    Fault(
        "429 with a time",
        {"fault": "rate_limited", "retry_after": 7},
        RateLimitedError,
        3,
        (7.0, 7.0),
    ),
    Fault(
        "429 without one",
        {"fault": "rate_limited", "retry_after": None},
        RateLimitedError,
        3,
        None,
    ),
    Fault("500", {"fault": "error_before"}, UnavailableError, 3, None),
    Fault("503", {"fault": "error_before", "status": 503}, UnavailableError, 3, None),
    Fault("dropped", {"fault": "drop_before"}, UnavailableError, 3, None),
    Fault("reset", {"fault": "reset"}, UnavailableError, 3, None),
    Fault("half a body", {"fault": "cut"}, UnavailableError, 3, None),
    Fault("a page for people", {"fault": "html"}, SchemaDriftError, 1, ()),
    Fault("half a document", {"fault": "truncated"}, SchemaDriftError, 1, ()),
    Fault("key refused", {"fault": "token_expired"}, AuthorizationError, 1, ()),
    Fault("not allowed", {"fault": "scope_missing"}, AuthorizationError, 1, ()),
    Fault("bad request", {"fault": "rejected"}, RejectedError, 1, ()),
]


@kinds
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_what_is_not_answered(fault: Fault, kind: Asked, desk: Any) -> None:
    document = document_of(kind)
    desk.script(document, said(HONEST[kind]))
    desk.box.arm(service="openai", operation="chat", times=None, **fault.arm)

    with pytest.raises(fault.error):
        desk.reader(call_seconds=60.0, document_seconds=90.0).read(document, kind)

    assert len(desk.calls()) == fault.calls
    assert len(desk.slept) == fault.calls - 1
    if fault.waits is not None:
        assert tuple(desk.slept) == fault.waits
    assert desk.kept == {}
    assert desk.kept.paid == []


def test_what_was_paid_before_a_failure_is_kept(desk: Any) -> None:
    """The first answer is of no use, the second never comes: the first cost money."""
    document = document_of("money")
    desk.script(document, said("{no"))
    desk.box.arm(
        service="openai",
        operation="chat",
        fault="token_expired",
        times=None,
        after_calls=1,
    )
    reader = desk.reader(call_seconds=30.0, document_seconds=60.0)

    with pytest.raises(AuthorizationError):
        reader.read(document, "money")

    [(_, number, attempt)] = desk.kept.paid
    assert number == 1
    assert reader.cost == attempt.cost > 0
    assert desk.kept == {}


@kinds
def test_too_slow(kind: Asked, desk: Any) -> None:
    document = document_of(kind)
    desk.script(document, said(HONEST[kind], delay=3))
    with pytest.raises(UnavailableError, match="in time"):
        desk.reader(call_seconds=0.4, document_seconds=0.6).read(document, kind)
    assert len(desk.slept) < 3
    assert desk.kept.paid == []
