"""An HTTP server on 127.0.0.1 for one endpoint, with a thread per connection."""

import contextlib
import selectors
import socket
import threading
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from typing import Any

from sandbox.clock import Clock
from sandbox.exchange import Reply, Request
from sandbox.handler import Handler

HOST = "127.0.0.1"


class _Listener(ThreadingHTTPServer):
    """Accepts connections on a socket that is already bound, until it is silenced."""

    daemon_threads = True
    request_queue_size = 64
    timeout = 1

    def __init__(self, bound: socket.socket, handler: type[Handler]) -> None:
        super().__init__((HOST, 0), handler, bind_and_activate=False)
        self.socket.close()
        self.socket = bound
        self.server_activate()
        self._end, self._ended = socket.socketpair()
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def _accept(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self.socket, selectors.EVENT_READ)
            selector.register(self._ended, selectors.EVENT_READ)
            while all(key.fileobj is self.socket for key, _ in selector.select()):
                self.handle_request()

    def silence(self) -> None:
        """Stop accepting and close the socket; nobody has to poll for that."""
        self._end.close()
        self._thread.join()
        self._ended.close()
        self.server_close()

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
        self._waiting: list[threading.Thread] = []
        self._handler = type("_Handler", (Handler,), {"port": self})
        bound = _bound(0)
        self.port: int = bound.getsockname()[1]
        self._listener: _Listener | None = _Listener(bound, self._handler)

    @property
    def url(self) -> str:
        """The address, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    def refuse(self, seconds: float, but: socket.socket) -> None:
        """Refuse every connection from now on, and listen again after *seconds*.

        A socket that is bound and does not listen keeps the port and refuses.

        Args:
            seconds: For how long.
            but: The one connection that stays, to be answered.
        """
        with self._lock:
            if self._listener is None:
                return
            self._listener.silence()
            self._listener = None
            held = _bound(self.port)
            self._drop_connections(but)
            thread = threading.Thread(target=self._return, args=(held, seconds))
            self._waiting.append(thread)
        thread.start()

    def _return(self, held: socket.socket, seconds: float) -> None:
        if self.stopping.wait(seconds):
            held.close()
            return
        with self._lock:
            self._listener = _Listener(held, self._handler)

    def stop(self) -> None:
        """Close the port and every connection."""
        self.stopping.set()
        for thread in self._waiting:
            thread.join()
        with self._lock:
            if self._listener is not None:
                self._listener.silence()
                self._listener = None
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
