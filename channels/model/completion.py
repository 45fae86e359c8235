"""One chat completion, read from its JSON without believing it is well formed."""

import json
from typing import Any, NamedTuple

from channels.errors import SchemaDriftError
from channels.model.prices import Usage

_NO_SENSE = "the model's server answered with something that is no chat completion"
_CUT = frozenset({"length", "content_filter"})


class Completion(NamedTuple):
    """What of a chat completion matters to us."""

    raw: dict[str, Any]
    content: str | None
    """None where the answer is a tool call or nothing."""
    refusal: str | None
    cut: bool
    """The server stopped the model before it was done."""
    usage: Usage | None
    """None where the server does not count."""


def completion(body: bytes) -> Completion:
    """Return what *body* says.

    Raises:
        SchemaDriftError: It is no chat completion.
    """
    try:
        raw = json.loads(body)
        choice = raw["choices"][0]
        message = choice["message"]
        content, refusal = message.get("content"), message.get("refusal")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise SchemaDriftError(_NO_SENSE) from None
    if not isinstance(content, str | None) or not isinstance(refusal, str | None):
        raise SchemaDriftError(_NO_SENSE)
    return Completion(
        raw=raw,
        content=content,
        refusal=refusal or None,
        cut=choice.get("finish_reason") in _CUT,
        usage=_usage(raw.get("usage")),
    )


def _usage(raw: object) -> Usage | None:
    if not isinstance(raw, dict):
        return None
    details = raw.get("prompt_tokens_details")
    cached = details.get("cached_tokens") if isinstance(details, dict) else 0
    usage = Usage(
        _count(raw.get("prompt_tokens")),
        _count(cached),
        _count(raw.get("completion_tokens")),
    )
    return usage if usage.tokens else None


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0
