"""What an answer of the service means: a success, or one of the channel's errors; pure.

The library takes a refusal for being too fast for a fault of the request, and an
expired token's body, which is written in small letters, for something else again. So
every answer is judged here before the library sees it.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from channels.errors import (
    AuthorizationError,
    ChannelError,
    DriftAfterWriteError,
    RateLimitedError,
    RejectedError,
    SchemaDriftError,
)
from channels.http import (
    LONGEST_WAIT,
    Answer,
    Call,
    NoSenseError,
    no_answer,
    parsed,
    quoted,
    retry_after,
)
from extractors.codes import Reason

_OK, _UNAUTHORIZED, _FORBIDDEN, _TOO_MANY = 200, 401, 403, 429
_REFUSALS, _SERVER_ERRORS = 400, 500
_TOO_FAST = 3001
_NOT_AUTHENTICATED = 3200
_NO_PERMISSION = frozenset({3100, 3202})
_INSIDE = 10000
"""From this code on the service failed by itself."""
_REASONS = {
    610: Reason.PO_NOT_FOUND,
    5010: Reason.STALE_SNAPSHOT,
    6140: Reason.DUPLICATE_EXACT,
    6200: Reason.PERIOD_CLOSED,
    6210: Reason.PERIOD_CLOSED,
}


class TokenRefusedError(AuthorizationError):
    """The access token may just be old; worth one more try with a new one."""


class Fault(NamedTuple):
    """What the service says is wrong."""

    code: int
    """0 where it names none."""
    said: str
    """Its words, quoted and short."""
    kind: str
    """``ValidationFault``, ``AUTHENTICATION``, ``THROTTLED`` …, in small letters."""


def judged(call: Call, answer: Answer, now: datetime) -> ChannelError | None:
    """Return what is wrong with *answer*; None for a plain success."""
    status = answer.status
    if status == _TOO_MANY:
        return _too_fast(call, answer, now)
    if status == _UNAUTHORIZED:
        return TokenRefusedError(f"{call} was refused: the token is not accepted")
    if status >= _SERVER_ERRORS or _OK < status < _REFUSALS:
        return no_answer(call, f"HTTP {status}")
    return _judged_body(call, answer, now)


def _judged_body(call: Call, answer: Answer, now: datetime) -> ChannelError | None:
    status = answer.status
    try:
        value = parsed(answer.body, parse_float=Decimal)  # as the library will
    except NoSenseError as error:
        if status == _FORBIDDEN:
            return _no_permission(call, f"HTTP {status}")
        return no_answer(call, f"HTTP {status}, no JSON, {error}")
    fault = _fault(value)
    if fault is None:
        return _without_fault(call, status, value)
    return _refusal(call, answer, value, fault) or _too_fast(call, answer, now)


def _without_fault(call: Call, status: int, value: Any) -> ChannelError | None:
    if status == _FORBIDDEN:
        return _no_permission(call, f"HTTP {status}")
    if status != _OK:
        return SchemaDriftError(
            f"{call} was not understood (HTTP {status}): check realm and endpoint in"
            " the settings"
        )
    if not isinstance(value, dict) or "Fault" in value:
        drift = DriftAfterWriteError if call.write else SchemaDriftError
        return drift(f"{call} was answered with another shape than promised")
    return None


def _refusal(
    call: Call, answer: Answer, value: Any, fault: Fault
) -> ChannelError | None:
    """Return what the fault means; None: we were too fast."""
    if fault.code == _TOO_FAST or fault.kind == "throttled":
        return None
    if _anything_else(value):
        return no_answer(call, f"partly done, and {fault.said}")
    if fault.code >= _INSIDE or fault.kind in ("systemfault", "servicefault"):
        return no_answer(call, f"the service failed inside: {fault.said}")
    if fault.code == _NOT_AUTHENTICATED or fault.kind == "authentication":
        return TokenRefusedError(f"{call} was refused: {fault.said}")
    forbidden = answer.status == _FORBIDDEN or fault.code in _NO_PERMISSION
    if forbidden or fault.kind == "authorization":
        return _no_permission(call, fault.said)
    return _refused(call, fault)


def _refused(call: Call, fault: Fault) -> ChannelError:
    if call.write:
        code = _REASONS.get(fault.code, Reason.READBACK_MISMATCH)
        return RejectedError(f"{call} was refused: {fault.said}", code)
    return SchemaDriftError(f"{call} was not understood: {fault.said}")


def _too_fast(call: Call, answer: Answer, now: datetime) -> RateLimitedError:
    seconds = retry_after(answer.headers.get("Retry-After"), now)
    return RateLimitedError(
        f"{call} was put off by QuickBooks: nothing was done",
        None if seconds is None else min(seconds, LONGEST_WAIT),
    )


def _no_permission(call: Call, said: str) -> AuthorizationError:
    return AuthorizationError(
        f"{call} was refused, {said}: check that the app is connected to this company"
        " and has the scope com.intuit.quickbooks.accounting"
    )


def _anything_else(value: Mapping[str, Any]) -> bool:
    return any(
        found for name, found in value.items() if name.lower() not in ("fault", "time")
    )


def _fault(value: Any) -> Fault | None:
    """Return the first fault; its names come in capitals and without."""
    whole = _small(value)
    fault = _small(whole.get("fault"))
    if not fault:
        return None
    errors = fault.get("error")
    first = _small(errors[0]) if isinstance(errors, list) and errors else {}
    words = [first.get("code"), first.get("message"), first.get("detail")]
    code = str(first.get("code") or "")
    return Fault(
        code=int(code) if code.isascii() and code.isdigit() else 0,
        said=quoted("; ".join(str(word) for word in words if word) or "nothing said"),
        kind=str(fault.get("type") or "").lower(),
    )


def _small(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        return {}
    return {name.lower(): found for name, found in value.items()}
