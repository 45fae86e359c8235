"""Exactly what is sent to the model for one document, and its hash."""

import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from channels.model.forms import OBJECT_PROMPT, Form, asked_as, in_words
from extractors.grounding.wire import WireModel
from prompts.prompt import Prompt, joined, load

PICTURE_PROMPT = "pictures"
"""What is said of pictures where some are sent."""


class Parameters(NamedTuple):
    """What is chosen of the model."""

    model: str
    max_output_tokens: int = 16_000
    reasoning_effort: str | None = None
    """None: not sent; servers that do not know it refuse it."""
    extra: Mapping[str, Any] = {}
    """Further fields of the request that a server wants, such as a choice of routes."""


class Question(NamedTuple):
    """What is asked about one document, in whatever form."""

    document: str
    """SHA-256 of its bytes."""
    rows: Sequence[str]
    """Its visual rows."""
    prompt: Prompt
    answer: type[WireModel]
    """What the answer must look like."""
    pictures: Sequence[bytes] = ()
    """PNG files of its pages, where it was recognised from a picture."""


def instructions(question: Question, form: Form) -> Prompt:
    """Return the instructions as they are sent, under one digest."""
    parts = [question.prompt]
    if question.pictures:
        parts.append(load(PICTURE_PROMPT))
    if form == "json_object":
        parts.append(load(OBJECT_PROMPT))
    return joined(*parts)


def request_body(
    parameters: Parameters, question: Question, form: Form = "json_schema"
) -> dict[str, Any]:
    """Return the body of the one request about a document.

    Instructions and schema come first and are always the same, so that a server can
    keep them; the stranger's text is a message of its own and nothing else is in it.

    Args:
        parameters: What is chosen of the model.
        question: What is asked.
        form: How the schema is given.
    """
    system = instructions(question, form).text + in_words(form, question.answer)
    body: dict[str, Any] = {
        **parameters.extra,
        "model": parameters.model,
        "messages": [
            {"role": "system", "content": system},
            {"role": "user", "content": _told(question)},
        ],
        **asked_as(form, question.answer),
        "max_completion_tokens": parameters.max_output_tokens,
    }
    if parameters.reasoning_effort is not None:
        body["reasoning_effort"] = parameters.reasoning_effort
    return body


def _told(question: Question) -> str | list[dict[str, Any]]:
    """Return the document: its rows, and behind them the pictures of its pages."""
    text = "\n".join([f"document {question.document}", *question.rows])
    if not question.pictures:
        return text
    return [
        {"type": "text", "text": text},
        *(
            {"type": "image_url", "image_url": {"url": _inline(png), "detail": "high"}}
            for png in question.pictures
        ),
    ]


def _inline(png: bytes) -> str:
    return f"data:image/png;base64,{b64encode(png).decode()}"


def request_key(body: dict[str, Any]) -> str:
    """Return the name an answer is kept under: the SHA-256 of everything sent."""
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()
