"""One question over the wire: really strict, bounded in time, size and attempts."""

import ipaddress
import logging
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import httpx2
import instructor
import openai
from instructor.core import InstructorRetryException
from openai.types.chat import ChatCompletion

from channels.errors import ChannelError, RateLimitedError, UnavailableError
from channels.http import Patience
from channels.model.completion import Completion, completion
from channels.model.failures import channel_error
from channels.model.values import Answer
from extractors.grounding.wire import WireModel

_ANSWER_LIMIT = 4 * 1024 * 1024
"""Bytes of one answer."""
_RE_ASKS = 1
"""Further questions after an answer that is not of the schema."""
_TRIES = 3
"""Calls for one answer while the service is throttled or failing."""
_PINNED = {
    "openai": logging.WARNING,  # logs the prompt at DEBUG
    "httpx2": logging.WARNING,
    "httpcore2": logging.WARNING,
    "instructor": logging.CRITICAL,  # the others log the answer, also as an ERROR
    "instructor.v2": logging.CRITICAL,
    "instructor.v2.retry": logging.CRITICAL,
}


BEARER = "Authorization"


class Timing(NamedTuple):
    """The clock of one document's question; enters from outside."""

    monotonic: Callable[[], float]
    sleep: Callable[[float], None]
    jitter: Callable[[], float]
    call_seconds: float = 60.0
    document_seconds: float = 120.0


class Connection(NamedTuple):
    """Where the model is."""

    api_key: str
    base_url: str
    key_header: str = BEARER
    """Where the key goes; any other than this one holds the bare key."""
    headers: Mapping[str, str] = {}
    """Sent with every question, beside the library's own."""
    query: Mapping[str, str] = {}
    """Of every address, such as a version."""


class _Over(Exception):  # noqa: N818  # carries an answer past the library, is no error
    """The question is settled; ask no more."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.outcome)
        self.answer = answer


class Client:
    """Speaks chat completions to any server that knows them."""

    def __init__(self, connection: Connection, timing: Timing) -> None:
        for name, level in _PINNED.items():
            logging.getLogger(name).setLevel(level)
        self._timing = timing
        # A proxy from the environment has no business between us and ourselves.
        http = openai.DefaultHttpxClient(
            trust_env=not is_loopback(connection.base_url), follow_redirects=False
        )
        self._headers: dict[str, Any] = dict(connection.headers)
        if connection.key_header != BEARER:
            bare = {BEARER: openai.Omit(), connection.key_header: connection.api_key}
            self._headers |= bare
        self._openai = openai.OpenAI(
            api_key=connection.api_key,
            base_url=connection.base_url,
            default_query=dict(connection.query),
            max_retries=0,  # it also retries what no waiting will mend
            http_client=http,
        )

    def close(self) -> None:
        """Close the connections."""
        self._openai.close()

    def ask(
        self,
        body: dict[str, Any],
        response_model: type[WireModel],
        paid: Callable[[Completion], None],
    ) -> Answer:
        """Ask once, and once more if the answer is not of the schema.

        Args:
            body: From ``request_body``.
            response_model: What the answer must look like.
            paid: Told of every answer, also of those that gave nothing.

        Raises:
            ChannelError: There was no answer.
        """
        call = _Call(self._openai, body, self._timing, paid, self._headers)
        ask: Any = instructor.patch(
            create=call.create, mode=instructor.Mode.JSON_SCHEMA
        )
        try:
            # Never context=: it would make every message a template.
            ask(
                response_model=response_model,
                max_retries=_RE_ASKS,
                model=body["model"],
                messages=body["messages"],
            )
        except (InstructorRetryException, _Over, ChannelError):
            # The library's error holds the document; ours are kept by the call.
            if call.failed is not None:
                raise call.failed from None
            return call.over or Answer(outcome="malformed", content=call.last)
        return Answer(outcome="answered", content=call.last)


class _Call:
    """All attempts at one document."""

    def __init__(
        self,
        client: openai.OpenAI,
        body: dict[str, Any],
        timing: Timing,
        paid: Callable[[Completion], None],
        headers: dict[str, Any],
    ) -> None:
        self._client = client
        self._headers = headers
        self._body = body
        self._timing = timing
        self._paid = paid
        self._end = timing.monotonic() + timing.document_seconds
        self.last = ""
        self.failed: Exception | None = None
        self.over: Answer | None = None

    def create(self, *, messages: list[dict[str, Any]], **_: Any) -> ChatCompletion:
        """Return one completion; what the library would put on the wire is replaced.

        Args:
            messages: Ours, and behind them a re-ask, if it is one.
        """
        try:
            answer = self._patiently({**self._body, "messages": messages})
            self._paid(answer)
        except Exception as error:  # our own fault too: no bad answer of the model's
            self.failed = error
            raise
        self.last = answer.content or ""
        if answer.refusal is not None:
            self._settle(Answer(outcome="refused", content=answer.refusal))
        if answer.cut:
            self._settle(Answer(outcome="truncated", content=self.last))
        if answer.content is None:
            self._settle(Answer(outcome="malformed", content=""))
        return ChatCompletion.construct(**answer.raw)

    def _settle(self, answer: Answer) -> None:
        self.over = answer
        raise _Over(answer)

    def _patiently(self, body: dict[str, Any]) -> Completion:
        patience = Patience(
            self._timing.sleep,
            self._timing.jitter,
            tries=_TRIES,
            seconds=self._left(),
        )
        while True:
            try:
                return self._once(body)
            except RateLimitedError as error:
                if not patience.wait(error.retry_after):
                    raise
            except UnavailableError:
                if self._left() <= 0 or not patience.wait():
                    raise

    def _once(self, body: dict[str, Any]) -> Completion:
        seconds = min(self._timing.call_seconds, self._left())
        if seconds <= 0:
            raise UnavailableError("the model did not answer in time")
        end = self._timing.monotonic() + seconds
        try:
            with self._client.chat.completions.with_streaming_response.create(
                model=body["model"],
                messages=body["messages"],
                extra_headers=self._headers,
                extra_body=body,  # all of it, also what the library does not know
                timeout=seconds,
            ) as response:
                received = bytearray()
                # Each single read has the timeout; only this bounds all of them.
                for chunk in response.iter_bytes():
                    received += chunk
                    if len(received) > _ANSWER_LIMIT:
                        raise UnavailableError("the model's answer does not end")
                    if self._timing.monotonic() > end:
                        raise UnavailableError("the model did not answer in time")
        except openai.OpenAIError as error:
            raise channel_error(error, str(body["model"])) from None
        except httpx2.HTTPError as error:  # while the answer is being read
            kind = type(error).__name__
            raise UnavailableError(f"the model's answer broke off ({kind})") from None
        return completion(bytes(received))

    def _left(self) -> float:
        return self._end - self._timing.monotonic()


def is_loopback(url: str) -> bool:
    """Say whether *url* names this very machine.

    >>> is_loopback("http://127.0.0.1:8080/v1"), is_loopback("https://a.example/v1")
    (True, False)
    """
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
