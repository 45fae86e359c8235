"""Somebody between a client and its server: cuts the line, or changes what is said."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Change = Callable[[bytes], bytes | None]
"""From what the server says to what the client hears.

None, or only the beginning of it, cuts the line."""


@dataclass
class Between:
    """One listener that passes on what both sides say."""

    port: int
    told: list[bytes] = field(default_factory=list)
    """What clients said."""
    connections: int = 0


@contextmanager
def between(server: int, change: Callable[[int], Change]) -> Iterator[Between]:
    """Yield a listener that passes connections on to the port *server*.

    Args:
        change: Given the number of a connection, from 1 on: what happens on it.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        made = Between(listener.getsockname()[1])
        threads: list[threading.Thread] = []

        def accept() -> None:
            while True:
                try:
                    client, _ = listener.accept()
                except OSError:
                    return
                made.connections += 1
                far = socket.create_connection(("127.0.0.1", server))
                heard = change(made.connections)
                for work in (
                    lambda c=client, f=far: _pass(c, f, made.told),
                    lambda c=client, f=far, h=heard: _answer(f, c, h),
                ):
                    thread = threading.Thread(target=work)
                    thread.start()
                    threads.append(thread)

        accepting = threading.Thread(target=accept)
        accepting.start()
        try:
            yield made
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            accepting.join()
            for thread in threads:
                thread.join()


def _pass(client: socket.socket, far: socket.socket, told: list[bytes]) -> None:
    with suppress(OSError):
        while said := client.recv(65536):
            told.append(said)
            far.sendall(said)
    _end(far)


def _answer(far: socket.socket, client: socket.socket, change: Change) -> None:
    with client, far, suppress(OSError):
        while said := far.recv(65536):
            heard = change(said)
            if heard is None:
                break
            client.sendall(heard)
            if heard == said[: len(heard)] != said:
                break  # no more than a beginning is let through
        _end(client)
        _end(far)


def _end(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def cut_after(size: int) -> Change:
    """Return the change that cuts the line after *size* bytes from the server."""
    left = size

    def change(said: bytes) -> bytes | None:
        nonlocal left
        if left <= 0:
            return None
        heard, left = said[:left], left - len(said)
        return heard

    return change
