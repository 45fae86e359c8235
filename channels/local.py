"""The one address besides a service's own that may be given to it: this machine's."""

from urllib.parse import urlsplit


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
