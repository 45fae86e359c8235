"""What an answer of the Admin API means: data, or one of the channel's errors; pure."""

from typing import Any, NamedTuple

from channels.errors import (
    AuthorizationError,
    ChannelError,
    DriftAfterWriteError,
    RejectedError,
    SchemaDriftError,
)
from channels.http import Call, no_answer, quoted
from channels.record import Record
from extractors.codes import Reason

_FORBIDDEN = {402: "the store is frozen", 403: "permission is missing"}
_REFUSING = frozenset({"BAD_REQUEST", "BAD_USER_INPUT", "NOT_FOUND"})
"""Codes that say the shop looked at the request and did nothing."""
_LOCKED = {423: "the store is locked"}


class Throttled(NamedTuple):
    """The bucket was empty; nothing was executed."""

    seconds: float
    """Until the call fits in."""


def refusal(call: Call, status: int) -> ChannelError:
    """Return the error for an HTTP status other than 200, 401, 429 and 5xx."""
    said = _FORBIDDEN.get(status) or _LOCKED.get(status)
    if said:
        return AuthorizationError(
            f"{call} was refused with HTTP {status}: {said}; check the app's"
            " scopes and the store's state in the admin"
        )
    if 300 <= status < 400:  # noqa: PLR2004  # the redirects
        return no_answer(call, f"HTTP {status}, a redirect, which is never followed")
    if 400 <= status < 500:  # noqa: PLR2004  # the request's own faults
        return SchemaDriftError(
            f"{call} was not understood (HTTP {status}): check domain and"
            " api_version in the settings"
        )
    return no_answer(call, f"HTTP {status}")


def data(call: Call, answer: Any) -> Record | Throttled:
    """Return the ``data`` of a well-formed answer, or that we came too early.

    Raises:
        ChannelError: The answer holds errors, or is not of the promised shape.
    """
    try:
        whole = Record(answer, call.operation)
        said = None if not isinstance(answer, dict) else answer.get("errors")
        if said:
            return _errors(call, whole, said)
        return whole.record("data")
    except SchemaDriftError as error:
        if call.write:
            raise DriftAfterWriteError(str(error)) from None
        raise


def _errors(call: Call, whole: Record, said: Any) -> Throttled:
    if isinstance(said, str):
        raise SchemaDriftError(f"{call} was not understood: {quoted(said)}")
    errors = whole.records("errors")
    codes = {
        extensions.optional_text("code")
        for error in errors
        if (extensions := error.optional_record("extensions"))
    }
    if "THROTTLED" in codes:
        return Throttled(_until_it_fits(whole))
    message = quoted(errors[0].optional_text("message")) if errors else "nothing said"
    if _anything_done(whole):
        raise no_answer(call, f"partly done, and {message}")
    if "ACCESS_DENIED" in codes:
        raise AuthorizationError(
            f"{call} needs a scope the app does not have: {message}"
        )
    if "MAX_COST_EXCEEDED" in codes:
        raise RejectedError(
            f"{call} asks for more than the shop answers at once",
            Reason.INCOMPLETE_READING,
        )
    if codes & {"INTERNAL_SERVER_ERROR", "TIMEOUT"}:
        raise no_answer(call, f"the shop failed inside: {message}")
    if call.write and codes & _REFUSING:
        raise RejectedError(f"{call} was refused: {message}")
    if call.write and whole.optional_record("data") is not None:
        raise no_answer(call, f"it was begun and ended with {message}")
    raise SchemaDriftError(f"{call} was not understood: {message}")


def _anything_done(whole: Record) -> bool:
    part = whole.optional_record("data")
    return part is not None and part.filled


def _until_it_fits(whole: Record) -> float:
    extensions = whole.optional_record("extensions")
    cost = extensions.optional_record("cost") if extensions else None
    status = cost.optional_record("throttleStatus") if cost else None
    if cost is None or status is None:
        return 1.0
    lacking = cost.number("requestedQueryCost") - status.number("currentlyAvailable")
    rate = status.number("restoreRate")
    return max(0.1, lacking / rate) if rate else 1.0


def user_errors(call: Call, payload: Record, made: str) -> None:
    """Return when the shop had nothing against it.

    Args:
        call: What was asked.
        payload: The mutation's answer.
        made: Field of the thing it makes; there in spite of errors, we do not know.

    Raises:
        RejectedError: The shop refused; nothing was made.
        OutcomeUnknownError: It refused and made it all the same.
    """
    errors = payload.records("userErrors")
    if not errors:
        return
    said = "; ".join(quoted(error.text("message")) for error in errors[:3])
    if payload.optional_record(made) is not None:
        raise no_answer(call, f"done with objections: {said}")
    raise RejectedError(f"{call} was refused: {said}")
