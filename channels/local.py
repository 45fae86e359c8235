"""This machine's own address: all that a service may have besides its own."""

from urllib.parse import urlsplit

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
"""Hosts to which mail may go in clear: it never leaves this machine."""


def is_local_server(address: str, *, path: bool = False) -> bool:
    """Whether *address* is ``http://127.0.0.1:PORT``.

    Names are refused: what ``localhost`` leads to is somebody's setting.

    Args:
        address: As the settings have it.
        path: Whether something may stand behind the port.

    >>> is_local_server("http://127.0.0.1:8080/"), is_local_server("http://127.0.0.1")
    (True, False)
    >>> is_local_server("http://127.0.0.1:8080/token", path=True)
    True
    """
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError:
        return False
    host = (parts.scheme, parts.hostname, parts.username)
    bare = parts.path in ("", "/") and not parts.query
    return host == ("http", "127.0.0.1", None) and port is not None and (path or bare)
