"""A connection to an IMAP server: encrypted before a word of ours is said."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from imaplib import IMAP4
from typing import TypeAlias

from imapclient import IMAPClient  # type: ignore[import-untyped]  # says it has none
from imapclient.exceptions import (  # type: ignore[import-untyped]  # as above
    CapabilityError,
    LoginError,
)

from channels.errors import (
    AuthorizationError,
    ChannelError,
    SchemaDriftError,
    UnavailableError,
)
from channels.local import LOOPBACK
from channels.secure import MailServer, distrusted

Session: TypeAlias = IMAPClient
_PASSING = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "[SERVERBUG]", "[CONTACTADMIN]")
"""Why a login may be refused though the password is right (RFC 5530)."""
_NAMED = 20
"""Folders that a message about a missing one names at most."""


class ConnectionLostError(UnavailableError):
    """The server was there and went away; what it was asked may be asked again."""


@contextmanager
def session(server: MailServer) -> Iterator[Session]:
    """Yield a connection that is encrypted and logged in; it is ended here.

    Raises:
        UnavailableError: Not reachable, or not as safe as the settings ask for.
        AuthorizationError: Name, password or token refused.
    """
    try:
        with told(server):
            client = _open(server)
    except ConnectionLostError as error:
        raise UnavailableError(str(error)) from None
    with client:
        with told(server):
            if server.security == "starttls":
                client.starttls(server.context())
            _log_in(client, server)
        yield client


@contextmanager
def told(server: MailServer) -> Iterator[None]:
    """Turn what the library raises into our errors; a server's words are left out."""
    try:
        yield
    except ChannelError:
        raise
    except ssl.SSLError as error:
        raise distrusted(server, error) from None
    except CapabilityError:
        raise UnavailableError(
            f"{server.shown} does not offer what is needed"
            f" ({_needed(server)}); nothing was sent to it"
        ) from None
    except LoginError as error:
        raise _refused(server, str(error).upper()) from None
    except (IMAP4.abort, OSError) as error:
        raise ConnectionLostError(
            f"{server.shown}: the connection failed or broke ({type(error).__name__})"
        ) from None
    except IMAP4.error:
        raise UnavailableError(f"{server.shown} refused what it was asked") from None
    except (ValueError, LookupError, TypeError) as error:
        raise SchemaDriftError(
            f"{server.shown} gave an answer that is not understood"
            f" ({type(error).__name__})"
        ) from None


def no_folder(client: Session, server: MailServer, name: str) -> UnavailableError:
    """Return what to say of a folder that cannot be opened: which others there are.

    To be called under :func:`told`: the server is asked for the others.
    """
    there = [folder for _, _, folder in client.list_folders()]
    named = ", ".join(repr(folder) for folder in sorted(there)[:_NAMED])
    more = f" and {len(there) - _NAMED} more" if len(there) > _NAMED else ""
    return UnavailableError(
        f"{server.shown} has no folder {name!r} that can be used; there are"
        f" {named or 'none'}{more}"
    )


def _open(server: MailServer) -> Session:
    if server.security == "none" and server.host not in LOOPBACK:
        raise UnavailableError(
            f"{server.shown} is on another machine: without encryption it is not used"
        )
    encrypted = server.security == "tls"
    client = IMAPClient(
        server.host,
        server.port,
        ssl=encrypted,
        ssl_context=server.context() if encrypted else None,
        timeout=server.timeout,
    )
    client.normalise_times = False  # instants with their zone
    return client


def _log_in(client: Session, server: MailServer) -> None:
    if (token := server.access_token()) is not None:
        client.oauth2_login(server.username, token)
        return
    password = server.password.get_secret_value() if server.password else ""
    if client.has_capability("AUTH=PLAIN"):  # takes what is not ASCII as well
        client.plain_login(server.username, password)
    else:
        client.login(server.username, password)


def _needed(server: MailServer) -> str:
    return "STARTTLS" if server.security == "starttls" else "a login"


def _refused(server: MailServer, said: str) -> ChannelError:
    if any(code in said for code in _PASSING):
        return UnavailableError(f"{server.shown} takes no logins just now")
    what = "access token" if server.token or server.token_command else "password"
    return AuthorizationError(
        f"{server.shown} refused the {what} of {server.username!r}; give a new one"
    )
