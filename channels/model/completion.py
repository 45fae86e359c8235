"""One chat completion, read from its JSON without believing it is well formed."""

import json
import re
from typing import Any, NamedTuple

from channels.errors import SchemaDriftError
from channels.model.prices import Usage
from channels.model.values import Ending

_NO_SENSE = "the model's server answered with something that is no chat completion"
_CUT = frozenset({"length", "content_filter"})
_WRAPPED = re.compile(
    r"\s*(?:<think>.*?</think>\s*)?(?:```(?:json)?\s*(?P<fenced>.*?)\s*```|(?P<bare>.*))\s*",
    re.DOTALL | re.IGNORECASE,
)


class Completion(NamedTuple):
    """What of a chat completion matters to us."""

    raw: dict[str, Any]
    """With the answer as its message's content, in whatever form it came."""
    content: str | None
    """None where the answer is several tool calls or nothing."""
    refusal: str | None
    cut: bool
    """The server stopped the model before it was done."""
    usage: Usage | None
    """None where the server does not count."""

    @property
    def ending(self) -> Ending:
        """How the answer ended, before anybody looks into it."""
        if self.refusal is not None:
            return "refused"
        return "truncated" if self.cut else "whole"


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
        if not content and message.get("tool_calls"):
            content = _called(message["tool_calls"])
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise SchemaDriftError(_NO_SENSE) from None
    if not isinstance(content, str | None) or not isinstance(refusal, str | None):
        raise SchemaDriftError(_NO_SENSE)
    content = content and unwrapped(content)
    choice["message"] = {"role": "assistant", "content": content, "refusal": refusal}
    return Completion(
        raw=raw,
        content=content,
        refusal=refusal or None,
        cut=choice.get("finish_reason") in _CUT,
        usage=_usage(raw.get("usage")),
    )


def unwrapped(text: str) -> str:
    r"""Return an answer without the fence or the thoughts some servers put around it.

    >>> unwrapped('<think>hm</think>\n```json\n{"a": 1}\n```')
    '{"a": 1}'
    """
    match = _WRAPPED.fullmatch(text)
    if match is None:
        return text
    return match["fenced"] if match["fenced"] is not None else match["bare"]


def _called(calls: Any) -> Any:
    """Return the arguments of the one call; None where there are several."""
    return calls[0]["function"]["arguments"] if len(calls) == 1 else None


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
