"""An HTTP/1.1 server on 127.0.0.1 for one endpoint, with a thread per connection."""

import contextlib
import os
import select
import socket
import struct
import sys
import threading
import time
import traceback
from collections.abc import Callable
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from typing import Any, NamedTuple

from sandbox.clock import Clock
from sandbox.exchange import Answer, Request
from sandbox.faults import Delivery

HOST = "127.0.0.1"
_POLL_SECONDS = 0.02
_TRICKLE_SECONDS = 0.25
_NO_LINGER = struct.pack("ii", 1, 0)


class Reply(NamedTuple):
    """An answer, and how it travels."""

    answer: Answer
    delivery: Delivery = Delivery.WHOLE
    seconds: float = 0.0
    """How long a delivery that is not whole may last."""


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64
    allow_reuse_address = True

    def __init__(self, owner: "Server", bound: socket.socket) -> None:
        self.owner = owner
        super().__init__((HOST, 0), _Handler, bind_and_activate=False)
        self.socket.close()
        self.socket = bound
        self.server_address = bound.getsockname()
        self.server_activate()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Leave a broken connection to the client, who is being tested."""


class Server:
    """One endpoint's port; it is kept while nobody listens on it."""

    def __init__(self, respond: Callable[[Request], Reply], clock: Clock) -> None:
        self.respond = respond
        self.clock = clock
        self.stopping = threading.Event()
        self._connections: set[socket.socket] = set()
        self._lock = threading.RLock()
        bound = _bound(0)
        self.port: int = bound.getsockname()[1]
        self._held: socket.socket | None = None
        self._listen(bound)

    @property
    def url(self) -> str:
        """The address, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    def _listen(self, bound: socket.socket) -> None:
        self._listener = _Listener(self, bound)
        self._thread = threading.Thread(
            target=self._listener.serve_forever,
            args=(_POLL_SECONDS,),
            name=f"sandbox-{self.port}",
            daemon=True,
        )
        self._thread.start()

    def _silence(self) -> None:
        self._listener.shutdown()
        self._thread.join()
        self._listener.server_close()

    def refuse(self, seconds: float, but: socket.socket) -> None:
        """Refuse every connection from now on, and listen again after *seconds*.

        A socket that is bound and does not listen keeps the port and refuses.

        Args:
            seconds: For how long.
            but: The one connection that stays, to be answered.
        """
        with self._lock:
            if self.stopping.is_set():
                return
            self._silence()
            held = _bound(self.port)
            self._drop_connections(but)
        waiting = threading.Thread(target=self._wait, args=(held, seconds), daemon=True)
        waiting.start()

    def _wait(self, held: socket.socket, seconds: float) -> None:
        self.stopping.wait(seconds)
        with self._lock:
            if self.stopping.is_set():
                held.close()
            else:
                self._listen(held)

    def stop(self) -> None:
        """Close the port and every connection."""
        self.stopping.set()
        with self._lock:
            if self._thread.is_alive():
                self._silence()
            self._drop_connections()

    def opened(self, connection: socket.socket) -> None:
        """Remember a connection, to be closed with the server."""
        self._connections.add(connection)

    def closed(self, connection: socket.socket) -> None:
        """Forget a connection."""
        self._connections.discard(connection)

    def _drop_connections(self, but: socket.socket | None = None) -> None:
        for connection in self._connections - {but}:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


def _bound(port: int) -> socket.socket:
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind((HOST, port))
    return bound


def _failed() -> Answer:
    """Return our own failure with its traceback, which goes to stderr too."""
    told = traceback.format_exc()
    sys.stderr.write(told)
    return Answer(500, told.encode(), media_type="text/plain; charset=utf-8")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Listener
    timeout = None

    def setup(self) -> None:
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.server.owner.opened(self.connection)

    def finish(self) -> None:
        self.server.owner.closed(self.connection)
        with contextlib.suppress(OSError):
            super().finish()

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError, TimeoutError):
            super().handle()

    def log_message(self, *_: Any) -> None:
        """Say nothing: requests have a journal."""

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        request = Request(
            method=self.command,
            target=self.path,
            headers={name.lower(): value for name, value in self.headers.items()},
            body=self.rfile.read(length) if length else b"",
        )
        try:
            reply = self.server.owner.respond(request)
        except Exception:  # noqa: BLE001  # a bug of ours must show, not look like a fault
            if self.server.owner.stopping.is_set():
                return
            reply = Reply(_failed())
        self._deliver(reply)

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve  # noqa: N815  # http.server's names

    def _deliver(self, reply: Reply) -> None:
        if reply.delivery is not Delivery.WHOLE:
            self.close_connection = True
        match reply.delivery:
            case Delivery.WHOLE:
                self._send(reply.answer)
            case Delivery.REFUSE:
                self.server.owner.refuse(reply.seconds, self.connection)
                self._send(reply.answer)
            case Delivery.NOTHING:
                self._wait_for_client(reply.seconds)
            case Delivery.RESET:
                self._reset()
            case Delivery.CUT:
                self._send(reply.answer, half=True)
            case Delivery.TRICKLE:
                self._trickle(reply)
            case Delivery.DROP:
                pass

    def _reset(self) -> None:
        """Close without a farewell: the client sees a connection reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        os.close(self.connection.detach())

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Date answers by the sandbox's clock, not by the machine's."""
        if timestamp is not None:
            return super().date_time_string(timestamp)
        now = self.server.owner.clock.now().replace(microsecond=0)
        return format_datetime(now, usegmt=True)

    def _head(self, answer: Answer) -> None:
        self.send_response(answer.status)
        if answer.body or answer.status != 204:  # noqa: PLR2004  # No Content
            self.send_header("Content-Type", answer.media_type)
            self.send_header("Content-Length", str(len(answer.body)))
        for name, value in answer.headers:
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")

    def _send(self, answer: Answer, *, half: bool = False) -> None:
        """Send head and body in one write, so that no packet waits for the other."""
        body = answer.body[: len(answer.body) // 2] if half else answer.body
        connection, self.wfile = self.wfile, BytesIO()
        self._head(answer)
        self.end_headers()
        whole, self.wfile = self.wfile, connection
        self.wfile.write(whole.getvalue() + body)

    def _trickle(self, reply: Reply) -> None:
        self._head(reply.answer)
        self.end_headers()
        until = time.monotonic() + reply.seconds
        for at in range(len(reply.answer.body)):
            if time.monotonic() > until:
                self.wfile.write(reply.answer.body[at:])
                return
            self.wfile.write(reply.answer.body[at : at + 1])
            if self.server.owner.stopping.wait(_TRICKLE_SECONDS):
                return

    def _wait_for_client(self, seconds: float) -> None:
        """Wait until the client gives up, the time is over or the server stops."""
        until = time.monotonic() + seconds
        stopping = self.server.owner.stopping
        while time.monotonic() < until and not stopping.is_set():
            readable, _, _ = select.select([self.connection], [], [], 0.1)
            if readable and not self.connection.recv(1, socket.MSG_PEEK):
                return
