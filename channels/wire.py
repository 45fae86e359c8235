"""One HTTP connection: a deadline for the whole call, a size, and no redirects.

httpx bounds each single read; a service that sends one byte a second keeps such a call
alive for ever. Here every read and write of the socket gets what is left of the call's
own deadline, headers included.
"""

import logging
import ssl
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import httpcore
import httpx

from channels.http import (
    Answer,
    BrokenOffError,
    Call,
    NotSentError,
    no_answer,
    not_reached,
)

_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)


class Wire:
    """Sends one request at a time; not for use by several threads."""

    def __init__(
        self,
        monotonic: Callable[[], float],
        *,
        timeout: float = 30.0,
        deadline: float = 60.0,
        limit: int = 64 * 2**20,
    ) -> None:
        """Open nothing yet.

        Args:
            monotonic: Seconds that only grow; what the deadline is measured by.
            timeout: Seconds for the connection and for any single read or write.
            deadline: Seconds for one whole call.
            limit: Bytes of one answer.
        """
        for name in ("httpx", "httpcore"):  # at INFO and below they log whole addresses
            logging.getLogger(name).setLevel(logging.WARNING)
        self._deadline = _Deadline(monotonic)
        self._seconds = deadline
        self._limit = limit
        self._client = httpx.Client(
            transport=_BoundedTransport(self._deadline),
            timeout=timeout,
            follow_redirects=False,
            trust_env=False,
            headers={"Accept-Encoding": "identity", "User-Agent": "nightclerk"},
        )
        self._closing = weakref.finalize(self, self._client.close)

    def ask(self, call: Call, method: str, url: str, **sent: Any) -> Answer:
        """Send one request of *call*, as :meth:`request` does.

        Raises:
            UnavailableError: Nothing was done: it was not reached, or not heard of a
                read.
            OutcomeUnknownError: A write went out and had no whole answer.
        """
        try:
            return self.request(method, url, **sent)
        except NotSentError as error:
            raise not_reached(call, str(error)) from None
        except BrokenOffError as error:
            raise no_answer(call, str(error)) from None

    def request(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, Any] | None = None,
        data: Mapping[str, Any] | None = None,
        content: bytes | str | None = None,
    ) -> Answer:
        """Send one request and return the whole answer, whatever its status.

        Raises:
            NotSentError: The service was not reached; it knows nothing of the request.
            BrokenOffError: It may have got the request; there is no whole answer.
        """
        self._deadline.start(self._seconds)
        try:
            request = self._client.build_request(
                method,
                url,
                headers=dict(headers or {}),
                params=params or None,
                data=data,
                content=content,
            )
            response = self._client.send(request, stream=True)
            try:
                body = b"".join(_bounded(response.iter_bytes(), self._limit))
            finally:
                response.close()
        except _NEVER_SENT as error:
            raise NotSentError(type(error).__name__) from None
        except httpx.HTTPError as error:
            raise BrokenOffError(type(error).__name__) from None
        return Answer(response.status_code, response.headers, body)

    def lines(self, url: str, *, seconds: float, limit: int) -> Iterator[bytes]:
        """Yield the lines of a file, never holding it whole; no token goes out.

        Raises:
            NotSentError: The host was not reached.
            BrokenOffError: No such file, or its end is missing.
        """
        self._deadline.start(seconds)
        try:
            with self._client.stream("GET", url) as response:
                if response.status_code != httpx.codes.OK:
                    raise BrokenOffError(f"HTTP {response.status_code}")
                yield from _split(_bounded(response.iter_bytes(), limit))
        except _NEVER_SENT as error:
            raise NotSentError(type(error).__name__) from None
        except httpx.HTTPError as error:
            raise BrokenOffError(type(error).__name__) from None

    def close(self) -> None:
        """Close the connections; it happens by itself when nobody needs them more."""
        self._closing()


def _bounded(chunks: Iterable[bytes], limit: int) -> Iterator[bytes]:
    got = 0
    for chunk in chunks:
        got += len(chunk)
        if got > limit:
            raise BrokenOffError(f"more than {limit} bytes")
        yield chunk


def _split(chunks: Iterable[bytes]) -> Iterator[bytes]:
    rest: list[bytes] = []
    for chunk in chunks:
        *whole, last = chunk.split(b"\n")
        for line in whole:
            rest.append(line)
            yield b"".join(rest)
            rest.clear()
        rest.append(last)
    if tail := b"".join(rest):
        yield tail


class _Deadline:
    """The end of the call under way."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._end = 0.0

    def start(self, seconds: float) -> None:
        self._end = self._monotonic() + seconds

    def left(self, timeout: float | None, late: type[Exception]) -> float:
        """Return what one step may take; raise *late* when nothing is left."""
        left = self._end - self._monotonic()
        if left <= 0:
            raise late("the whole call took too long")
        return left if timeout is None else min(timeout, left)


class _BoundedTransport(httpx.HTTPTransport):
    """httpx over a socket layer that knows the deadline."""

    def __init__(self, deadline: _Deadline) -> None:
        super().__init__(verify=_trusted(), trust_env=False)
        pool = self._pool
        # httpx passes no network backend on; its pool takes one at any time before use
        pool._network_backend = _Backend(deadline, pool._network_backend)  # noqa: SLF001  # the only seam


@cache
def _trusted() -> ssl.SSLContext:
    """Return whom every wire trusts; the certificates take a while to load."""
    return httpx.create_ssl_context(trust_env=False)


class _Backend(httpcore.NetworkBackend):
    def __init__(self, deadline: _Deadline, inner: Any) -> None:
        self._deadline = deadline
        self._inner = inner

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout, httpcore.ConnectTimeout)
        stream = self._inner.connect_tcp(
            host, port, left, local_address, socket_options
        )
        return _Stream(self._deadline, stream)

    def sleep(self, seconds: float) -> None:
        self._inner.sleep(seconds)


class _Stream(httpcore.NetworkStream):
    def __init__(self, deadline: _Deadline, inner: httpcore.NetworkStream) -> None:
        self._deadline = deadline
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = self._deadline.left(timeout, httpcore.ReadTimeout)
        return self._inner.read(max_bytes, left)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        left = self._deadline.left(timeout, httpcore.WriteTimeout)
        self._inner.write(buffer, left)

    def start_tls(
        self,
        ssl_context: Any,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.left(timeout, httpcore.ConnectTimeout)
        stream = self._inner.start_tls(ssl_context, server_hostname, left)
        return _Stream(self._deadline, stream)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)

    def close(self) -> None:
        self._inner.close()
