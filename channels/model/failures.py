"""The client library's exceptions as ours."""

import openai

from channels.errors import (
    AuthorizationError,
    ChannelError,
    RateLimitedError,
    RejectedError,
    SchemaDriftError,
    UnavailableError,
)
from channels.model.budget import BudgetSpentError
from extractors.codes import Reason

_LONGEST_WAIT = 60.0
_SERVER_ERROR = 500
_PASSING = frozenset({408, 409})


def channel_error(error: openai.OpenAIError, model: str) -> ChannelError:
    """Return what *error* means to the night; its text may hold a document's words."""
    if isinstance(error, openai.APITimeoutError):
        return UnavailableError("the model did not answer in time")
    if isinstance(error, openai.APIConnectionError):
        return UnavailableError("the model's server is not reached; see [llm] base_url")
    if isinstance(error, openai.APIStatusError):
        return _refusal(error, model)
    return SchemaDriftError(f"the model's client failed: {type(error).__name__}")


def _refusal(error: openai.APIStatusError, model: str) -> ChannelError:
    """Return what an HTTP status other than success means."""
    status = error.status_code
    if error.code == "insufficient_quota":
        return BudgetSpentError("the model's account has no credit left; add some")
    match status:
        case 401 | 403:
            words = f"the model's server refused the key (HTTP {status})"
            return AuthorizationError(f"{words}; see [llm] api_key")
        case 404:
            words = f"the server has no model {model!r} for this key"
            return AuthorizationError(f"{words}; see [llm] model")
        case 429:
            words = "the model asks us to come back later"
            return RateLimitedError(words, _wait(error))
        case _:
            pass
    if status >= _SERVER_ERROR or status in _PASSING:
        return UnavailableError(f"the model's server failed (HTTP {status})")
    words = f"the model's server refused the request (HTTP {status}"
    return RejectedError(f"{words}, code {error.code!r})", Reason.SCHEMA_DRIFT)


def _wait(error: openai.APIStatusError) -> float | None:
    """Return the seconds the server asks us to wait, bounded."""
    value = error.response.headers.get("retry-after", "")
    seconds = float(value) if value.isascii() and value.isdigit() else None
    return None if seconds is None else min(seconds, _LONGEST_WAIT)
