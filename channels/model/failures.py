"""The client library's exceptions as ours."""

import re

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
_NOT_KNOWN = frozenset({400, 404, 415, 422, 501})
"""Statuses with which servers refuse a field of the request that they do not know."""
_FORM = re.compile(
    r"response[ _.]?format|json[ _]schema|json[ _]object|structured[ _]output"
    r"|\bstrict\b|\btool[ _](?:choice|call|use)|\btools\b|requested parameters"
    r"|\bguided",
    re.IGNORECASE,
)
"""Words of a refusal that concern how the schema is given, not what is asked."""


class FormRefusedError(RejectedError):
    """The server does not take the schema in the form in which it was given."""


def channel_error(error: openai.OpenAIError, model: str) -> ChannelError:
    """Return what *error* means to the night; its text may hold a document's words."""
    if isinstance(error, openai.APITimeoutError):
        return UnavailableError("the model did not answer in time")
    if isinstance(error, openai.APIConnectionError):
        return UnavailableError("the model's server is not reached; see [llm] base_url")
    if isinstance(error, openai.APIStatusError):
        if _concerns_form(error):
            words = "the model's server does not take our schema"
            words = f"{words} (HTTP {error.status_code}); see [llm] form"
            return FormRefusedError(words, Reason.SCHEMA_DRIFT)
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


def _concerns_form(error: openai.APIStatusError) -> bool:
    """Say whether it is the form of the question that is refused, not the question."""
    known = error.status_code not in _NOT_KNOWN or error.code == "model_not_found"
    return not known and bool(_FORM.search(error.message))


def _wait(error: openai.APIStatusError) -> float | None:
    """Return the seconds the server asks us to wait, bounded."""
    value = error.response.headers.get("retry-after", "")
    seconds = float(value) if value.isascii() and value.isdigit() else None
    return None if seconds is None else min(seconds, _LONGEST_WAIT)
