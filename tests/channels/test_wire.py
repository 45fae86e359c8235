"""The wire against a server that misbehaves byte by byte."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest

from channels.http import BrokenOffError, NotSentError
from channels.wire import Wire

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
Behaviour = Callable[[socket.socket], None]


@contextmanager
def serving(behave: Behaviour) -> Iterator[str]:
    """Accept connections one by one, read a request, then behave."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def run() -> None:
        while not stop.is_set():
            try:
                peer, _ = listener.accept()
            except OSError:
                return
            with peer, suppress(OSError):
                peer.recv(65536)
                behave(peer)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        stop.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def sends(*parts: bytes, pause: float = 0.0) -> Behaviour:
    def behave(peer: socket.socket) -> None:
        for part in parts:
            peer.sendall(part)
            time.sleep(pause)

    return behave


def wire(**bounds: float) -> Wire:
    settings: dict[str, float] = {"timeout": 5.0, "deadline": 0.4, **bounds}
    return Wire(time.monotonic, **settings)  # type: ignore[arg-type]  # limit is whole


def test_a_whole_answer() -> None:
    with serving(sends(HEAD + b"Content-Length: 2\r\n\r\n{}")) as url:
        answer = wire().request("POST", url, content=b"x")

    assert (answer.status, answer.body) == (200, b"{}")
    assert answer.headers["content-TYPE"] == "application/json"


@pytest.mark.parametrize(
    "behave",
    [
        pytest.param(sends(), id="closed without a byte"),
        pytest.param(sends(HEAD + b"Content-Length: 9\r\n\r\n{}"), id="half a body"),
        pytest.param(sends(b"SMTP ready\r\n\r\n"), id="not HTTP"),
        pytest.param(lambda _: time.sleep(0.8), id="silence"),
        pytest.param(
            sends(HEAD + b"Content-Length: 99\r\n\r\n", *[b"x"] * 20, pause=0.05),
            id="a byte now and then in the body",
        ),
        pytest.param(
            sends(*[HEAD[n : n + 1] for n in range(20)], pause=0.05),
            id="a byte now and then in the head",
        ),
    ],
)
def test_no_whole_answer_in_time(behave: Behaviour) -> None:
    began = time.monotonic()
    with serving(behave) as url, pytest.raises(BrokenOffError):
        wire().request("POST", url, content=b"x")

    assert time.monotonic() - began < 2


def test_too_large_an_answer_is_not_read_to_its_end() -> None:
    with (
        serving(sends(HEAD + b"Content-Length: 5000\r\n\r\n" + b"x" * 5000)) as url,
        pytest.raises(BrokenOffError, match="more than 1000 bytes"),
    ):
        wire(limit=1000).request("GET", url)


def packed(content: bytes) -> Behaviour:
    body = gzip.compress(content)
    head = HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
    return sends(head % len(body) + body)


def test_a_packed_answer_is_unpacked_within_its_limit() -> None:
    with serving(packed(b"{}")) as url:
        assert wire(limit=1000).request("GET", url).body == b"{}"
    with (
        serving(packed(b" " * 1_000_000)) as url,
        pytest.raises(BrokenOffError, match="more than 1000 bytes"),
    ):
        wire(limit=1000).request("GET", url)


def test_nobody_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

    with pytest.raises(NotSentError):
        wire().request("POST", f"http://127.0.0.1:{port}/", content=b"x")


def test_no_tls_there() -> None:
    with serving(sends(b"plain")) as url, pytest.raises(NotSentError):
        wire().request("GET", url.replace("http:", "https:"))


def test_a_redirect_is_an_answer_and_not_followed() -> None:
    head = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n"
    with serving(sends(head + b"Content-Length: 0\r\n\r\n")) as url:
        assert wire().request("POST", url, content=b"x").status == 302


def test_lines_come_whole_whatever_the_chunks() -> None:
    body = b'{"a":1}\n{"b"', b":2}\n", b'{"c":3}'
    head = HEAD + b"Content-Length: 23\r\n\r\n"
    with serving(sends(head, *body, pause=0.02)) as url:
        lines = list(wire().lines(url, seconds=5, limit=100))

    assert lines == [b'{"a":1}', b'{"b":2}', b'{"c":3}']


@pytest.mark.parametrize(
    "behave",
    [
        pytest.param(sends(HEAD + b"Content-Length: 9\r\n\r\n{}\n"), id="its end"),
        pytest.param(
            sends(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"),
            id="all of it",
        ),
    ],
)
def test_a_file_that_lacks(behave: Behaviour) -> None:
    with serving(behave) as url, pytest.raises(BrokenOffError):
        list(wire().lines(url, seconds=5, limit=100))
