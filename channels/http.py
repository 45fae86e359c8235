"""What every HTTP channel agrees on: answers, waiting, and what a body may be."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, NamedTuple

from channels.errors import ChannelError, OutcomeUnknownError, UnavailableError

LONGEST_WAIT = 3600.0
"""Seconds: the most we pass on as a service's wish to be left alone."""


class Answer(NamedTuple):
    """One whole HTTP answer."""

    status: int
    headers: Mapping[str, str]
    """Looked up without regard to case."""
    body: bytes


class Call(NamedTuple):
    """One call as a message names it."""

    channel: str
    """Name of the configured instance, ``main``."""
    operation: str
    write: bool

    def __str__(self) -> str:
        return f"{self.channel}: {self.operation}"


class NotSentError(Exception):
    """The service was never reached: refused, no such name, no TLS."""


class BrokenOffError(Exception):
    """The request went out and no whole answer came back."""


class NoSenseError(ValueError):
    """The body is not JSON: a page for people, an end missing, nothing at all."""


def not_reached(call: Call, what: str) -> UnavailableError:
    """Return the error for a request that never got there."""
    return UnavailableError(
        f"{call} did not reach the service ({what}): nothing was done, it is tried"
        " again next night"
    )


def no_answer(call: Call, what: str) -> ChannelError:
    """Return the error for a request that went out and had no answer we can read."""
    if call.write:
        return OutcomeUnknownError(
            f"{call} was sent and the outcome is unknown ({what}): the order is read"
            " before anything is sent again"
        )
    return UnavailableError(
        f"{call} had no answer ({what}): nothing was done, it is asked again next night"
    )


def parsed(body: bytes, *, parse_float: Callable[[str], Any] = float) -> Any:
    """Return the JSON value *body* holds.

    Args:
        body: Of one answer.
        parse_float: Makes a number of one that is not whole; ``Decimal`` for money.

    Raises:
        NoSenseError: It holds none.
    """
    try:
        return json.loads(body, parse_constant=_no_constant, parse_float=parse_float)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise NoSenseError(type(error).__name__) from None


def _no_constant(name: str) -> None:
    raise NoSenseError(name)


def retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds a ``Retry-After`` header asks for; None where it says nothing.

    Args:
        value: Seconds or an HTTP date, as RFC 9110 has it.
        now: Aware; what a date is measured from.

    >>> retry_after("12", datetime(2026, 11, 21, tzinfo=UTC))
    12.0
    >>> retry_after("Sat, 21 Nov 2026 00:01:00 GMT", datetime(2026, 11, 21, tzinfo=UTC))
    60.0
    """
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.replace(".", "", 1).isdigit():
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - now).total_seconds())


class Patience:
    """How often and how long one call may be tried again."""

    def __init__(
        self,
        sleep: Callable[[float], None],
        jitter: Callable[[], float],
        *,
        tries: int = 5,
        seconds: float = 120.0,
    ) -> None:
        self._sleep = sleep
        self._jitter = jitter
        self._tries_left = tries - 1
        self._seconds_left = seconds
        self._step = 1.0

    def wait(self, seconds: float | None = None) -> bool:
        """Wait and return True, or return False at once when it would be too long.

        Args:
            seconds: What the service asked for; None: our own growing, spread steps.
        """
        if seconds is None:
            seconds = self._step * (0.5 + self._jitter() / 2)
            self._step *= 2
        if self._tries_left <= 0 or seconds > self._seconds_left:
            return False
        self._tries_left -= 1
        self._seconds_left -= seconds
        self._sleep(seconds)
        return True


def quoted(text: object, limit: int = 200) -> str:
    """Return a stranger's words for a message: one line, quoted, not too long."""
    words = str(text)
    return repr(words if len(words) <= limit else words[: limit - 1] + "…")
