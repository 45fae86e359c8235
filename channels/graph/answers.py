"""What an answer of the mailbox means: a success or one of our errors; pure."""

import re
from datetime import datetime

from channels.errors import (
    AuthorizationError,
    ChannelError,
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
from channels.record import Record

_OK = frozenset({200, 201, 202, 204})
_UNAUTHORIZED, _FORBIDDEN, _GONE, _TOO_MANY = 401, 403, 410, 429
_REFUSALS, _SERVER_ERRORS = 400, 500
_NOT_NOW = frozenset({408, 502, 503, 504})


class TokenRefusedError(AuthorizationError):
    """The access token may just be old; worth one more try with a new one."""


class SyncLostError(ChannelError):
    """The delta link is of no use any more: the folder is read from its watermark."""


class FailedInsideError(ChannelError):
    """The service failed at this call; another message may be had all the same."""

    retryable = True

    def __init__(self, message: str, said: str) -> None:
        super().__init__(message)
        self.said = said
        """Status and the service's own code, short."""


class MissingError(RejectedError):
    """There is no such message, or no such folder."""


def judged(call: Call, answer: Answer, now: datetime) -> ChannelError | None:
    """Return what is wrong with *answer*; None for a plain success."""
    status = answer.status
    if status in _OK:
        # A page for people where a message should be: something in between answered.
        page = answer.headers.get("content-type", "").startswith("text/html")
        return no_answer(call, f"HTTP {status} with a page") if page else None
    said = f"HTTP {status} {_code(answer)}".strip()
    if status == _TOO_MANY:
        wait = retry_after(answer.headers.get("retry-after"), now)
        seconds = None if wait is None else min(wait, LONGEST_WAIT)
        return RateLimitedError(f"{call} was too much at once ({said})", seconds)
    if status in _NOT_NOW:
        return no_answer(call, said)
    if status >= _SERVER_ERRORS:
        # A write may have been done; a read failed, perhaps for this message alone.
        failed = FailedInsideError(f"{call} failed inside the service ({said})", said)
        return no_answer(call, said) if call.write else failed
    if status < _REFUSALS:
        return SchemaDriftError(
            f"{call} was answered with {said}: links are not followed"
        )
    return _refused(call, status, said)


def _refused(call: Call, status: int, said: str) -> ChannelError:
    if status == _UNAUTHORIZED:
        return TokenRefusedError(f"{call} was refused: the token is not accepted")
    if status == _FORBIDDEN:
        return AuthorizationError(
            f"{call} was refused ({said}): the app has no such right on this mailbox;"
            " docs/outlook.md says which it needs"
        )
    if status == _GONE:
        return SyncLostError(f"{call}: the link is expired")
    if status == 404:  # noqa: PLR2004  # Not Found
        return MissingError(f"{call}: there is none of that name ({said})")
    return RejectedError(f"{call} was refused ({said})")


def _code(answer: Answer) -> str:
    """Return the service's own code for what is wrong, quoted; empty for none."""
    try:
        told = parsed(answer.body)
    except NoSenseError:
        return ""
    error = told.get("error") if isinstance(told, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    return quoted(code, 60) if isinstance(code, str) else ""


def code_of(said: str) -> str:
    """Return the directory's code in what it said; none of its other words."""
    code = re.search(r"AADSTS\d{4,7}", said)
    return code[0] if code else "no code"


def record(call: Call, answer: Answer) -> Record:
    """Return the object an answer holds.

    Raises:
        ChannelError: It holds none.
    """
    try:
        return Record(parsed(answer.body), call.operation)
    except NoSenseError as error:
        raise no_answer(call, f"no JSON, {error}") from None
