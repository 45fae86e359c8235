"""All that a server may do to a question, as a table; tests and benchmark go by it."""

import json
from copy import deepcopy
from typing import Any, NamedTuple

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
from extractors.values import Document
from tests.adversarial.bills import BILLS, INVOICE, value
from tests.adversarial.notices import CASES, as_mail, parcel

KINDS: tuple[Asked, ...] = ("ship_notice", "money")
HONEST: dict[Asked, dict[str, Any]] = {
    "ship_notice": CASES[0].honest,
    "money": {"documents": [BILLS[0].honest]},
}


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
