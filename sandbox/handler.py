"""One connection: requests are read, answers written, whole or as a fault wants."""

import contextlib
import os
import select
import socket
import struct
import sys
import threading
import time
import traceback
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from io import BytesIO
from typing import Any, Protocol

from sandbox.clock import Clock
from sandbox.exchange import Answer, Delivery, Reply, Request

_TRICKLE_SECONDS = 0.25
_LOOK_SECONDS = 0.1
_NO_LINGER = struct.pack("ii", 1, 0)


class Port(Protocol):
    """What a connection needs of the port it came in by."""

    clock: Clock
    stopping: threading.Event

    def respond(self, request: Request) -> Reply:
        """Answer one request."""

    def refuse(self, seconds: float, but: socket.socket) -> None:
        """Refuse every connection for a while."""

    def opened(self, connection: socket.socket) -> None:
        """Remember a connection."""

    def closed(self, connection: socket.socket) -> None:
        """Forget a connection."""


def _failed() -> Answer:
    """Return our own failure with its traceback, which goes to stderr too."""
    told = traceback.format_exc()
    sys.stderr.write(told)
    return Answer(500, told.encode(), media_type="text/plain; charset=utf-8")


class Handler(BaseHTTPRequestHandler):
    """Speaks HTTP/1.1 and keeps the connection."""

    protocol_version = "HTTP/1.1"
    port: Port
    timeout = None

    def setup(self) -> None:
        """Begin a connection; answers are not held back to fill a packet."""
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.port.opened(self.connection)

    def finish(self) -> None:
        """End a connection that the client may have left."""
        self.port.closed(self.connection)
        with contextlib.suppress(OSError):
            super().finish()

    def handle(self) -> None:
        """Serve requests until the client leaves."""
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
            reply = self.port.respond(request)
        except Exception:  # noqa: BLE001  # a bug of ours must show, not look like a fault
            if self.port.stopping.is_set():
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
                self.port.refuse(reply.seconds, self.connection)
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
        now = self.port.clock.now().replace(microsecond=0)
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
            if self.port.stopping.wait(_TRICKLE_SECONDS):
                return

    def _wait_for_client(self, seconds: float) -> None:
        """Wait until the client gives up, the time is over or the server stops."""
        until = time.monotonic() + seconds
        stopping = self.port.stopping
        while time.monotonic() < until and not stopping.is_set():
            readable, _, _ = select.select([self.connection], [], [], _LOOK_SECONDS)
            if readable and not self.connection.recv(1, socket.MSG_PEEK):
                return
