"""What stands between the library and the network: only a true success gets through.

The library takes an answer it cannot read for an empty success, leaves network errors
as they come, and renews no token. So every answer is judged here, and what is not
plainly good is raised as one of the channel's errors before the library sees it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

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
from extractors.codes import Reason

if TYPE_CHECKING:
    import httpx

    from channels.wire import Wire

_OK, _NO_CONTENT, _TOO_MANY, _SERVER_ERROR = 200, 204, 429, 500
_UNAUTHORIZED = frozenset({401, 403})
_REFUSED_GRANT = frozenset({400, 401, 403})
_UNKNOWN_ORDER = frozenset({400, 404})


class TokenRefusedError(AuthorizationError):
    """The access token may just be old; worth one more try with a new one."""


class StrictTransport:
    """The shape of the library's own transport, over our wire."""

    def __init__(self, wire: "Wire", clock: Callable[[], datetime]) -> None:
        self._wire = wire
        self._clock = clock
        self.call: Call
        """What is under way, set before each call."""

    def request(
        self,
        method: str,
        url: str,
        *,
        params: Mapping[str, Any] | None = None,
        data: Mapping[str, Any] | None = None,
        content: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> "httpx.Response":
        """Send one request and return its answer if that is a plain success.

        Raises:
            ChannelError: Anything else.
        """
        import httpx  # noqa: PLC0415  # only where a marketplace is used

        call = self.call
        # the library cuts its host from an https address; httpx writes the true one
        sent = {k: v for k, v in (headers or {}).items() if k.lower() != "host"}
        answer = self._wire.ask(
            call, method, url, headers=sent, params=params, data=data, content=content
        )
        failure = self.judged(answer)
        if failure is not None:
            raise failure
        # only the service's own headers: the body is no longer packed as it was
        own = {
            k: v for k, v in answer.headers.items() if k.lower().startswith("x-amzn")
        }
        return httpx.Response(answer.status, headers=own, content=answer.body)

    def judged(self, answer: Answer) -> ChannelError | None:
        """Return what is wrong with *answer* to the call under way."""
        return judged(self.call, answer, self._clock())

    def close(self) -> None:
        """Close the connections."""
        self._wire.close()


class TokenTransport(StrictTransport):
    """The same for the token endpoint, whose refusals have a shape of their own."""

    def judged(self, answer: Answer) -> ChannelError | None:
        """Return what is wrong; a refused grant is an :class:`AuthorizationError`."""
        if answer.status in _REFUSED_GRANT:
            return AuthorizationError(
                f"{self.call.channel}: Amazon grants no access token"
                f" (HTTP {answer.status}): check refresh_token, client_id and"
                " client_secret, or authorize the app anew"
            )
        return super().judged(answer)


def judged(call: Call, answer: Answer, now: datetime) -> ChannelError | None:
    """Return what is wrong with *answer*; None for a plain success.

    A write has succeeded with 204 and nothing else: an empty or unread answer has come
    from something in between before, and a success was made of it.
    """
    status = answer.status
    if call.write and status == _NO_CONTENT:
        return None
    if status == _TOO_MANY:
        seconds = retry_after(answer.headers.get("Retry-After"), now)
        return RateLimitedError(
            f"{call} was put off by Amazon: nothing was done",
            None if seconds is None else min(seconds, LONGEST_WAIT),
        )
    if status >= _SERVER_ERROR:
        return no_answer(call, f"HTTP {status}")
    try:
        value = parsed(answer.body)
    except NoSenseError as error:
        if status in _UNAUTHORIZED:
            return TokenRefusedError(f"{call} was refused with HTTP {status}")
        return no_answer(call, f"HTTP {status}, no JSON, {error}")
    return _judged_value(call, status, value)


def _judged_value(call: Call, status: int, value: Any) -> ChannelError | None:
    errors = value.get("errors") if isinstance(value, dict) else None
    if call.write or status != _OK or errors:
        return _refusal(call, status, errors)
    if not isinstance(value, dict) or "headers" in value:
        # a list would lose all but its first; "headers" is an argument of the library's
        return SchemaDriftError(f"{call} was answered with another shape than promised")
    return None


def _refusal(call: Call, status: int, errors: Any) -> ChannelError:
    first = errors[0] if isinstance(errors, list) and errors else None
    if not isinstance(first, dict) or status < 400:  # noqa: PLR2004  # no refusal
        return no_answer(call, f"HTTP {status} without the promised body")
    words = [first.get("code"), first.get("message"), first.get("details")]
    said = quoted("; ".join(str(word) for word in words if word))
    if status in _UNAUTHORIZED:
        return TokenRefusedError(
            f"{call} was refused with HTTP {status}, {said}: check the app's"
            " roles and its authorization in Seller Central"
        )
    if call.write:
        return RejectedError(f"{call} was refused by Amazon: {said}")
    if call.operation == "getOrder" and status in _UNKNOWN_ORDER:
        # an id that somebody mistyped into a note is no drift of the service
        return RejectedError(
            f"{call}: Amazon does not know the order: {said}", Reason.ORDER_NOT_FOUND
        )
    return SchemaDriftError(f"{call} was not understood by Amazon: {said}")
