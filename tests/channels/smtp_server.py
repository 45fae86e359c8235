"""A real SMTP server for the tests: aiosmtpd, on a free port, doing as it is told."""

import asyncio
import base64
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from pydantic import SecretStr

from channels.secure import MailServer

USER = "clerk@store.example"
PASSWORD = "s3cret"  # noqa: S105  # of a server that lives a second
TOKEN = "ya29.token"  # noqa: S105  # as above


@dataclass
class Conduct:
    """How the server behaves, and what it has taken."""

    sender: str = "250 ok"
    """Answer to MAIL."""
    refused: dict[str, str] = field(default_factory=dict)
    """Answer to RCPT, where it is a refusal."""
    data: list[str] = field(default_factory=list)
    """Answers to the text, one for each mail; taken with 250 when there are no more.

    ``silent`` takes the mail and never answers, ``dropped`` takes it and hangs up,
    ``lost`` does not take it and hangs up.
    """
    taken: list[Envelope] = field(default_factory=list)
    delivered: Callable[[bytes], object] = lambda _: None
    """Called with each mail that is taken, before the answer."""

    @property
    def texts(self) -> list[bytes]:
        """Return each mail as it would be delivered."""
        return [bytes(envelope.content or b"") for envelope in self.taken]

    # aiosmtpd calls these by their names
    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, *_: Any
    ) -> str:
        del server, session
        envelope.mail_from = address
        return self.sender

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, *_: Any
    ) -> str:
        del server, session
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        del session
        answer = self.data.pop(0) if self.data else "250 taken"
        if answer[0] in "45":
            return answer
        if answer != "lost":
            self.taken.append(envelope)
            await asyncio.to_thread(self.delivered, self.texts[-1])
        if answer == "silent":
            await asyncio.sleep(3)
        if answer in ("dropped", "lost"):
            assert server.transport is not None
            server.transport.abort()
        return "250 taken"


class _Server(SMTP):
    """Knows XOAUTH2, as the large services do."""

    async def auth_XOAUTH2(self, _: SMTP, args: list[str]) -> AuthResult:  # noqa: N802  # aiosmtpd's name for it
        said = base64.b64decode(args[1]).decode()
        if said == f"user={USER}\1auth=Bearer {TOKEN}\1\1":
            return AuthResult(success=True)
        await self.challenge_auth(b'{"status":"400"}')
        return AuthResult(success=False, handled=False)


def _authenticate(*given: Any) -> AuthResult:
    told = given[-1]
    right = isinstance(told, LoginPassword) and (told.login, told.password) == (
        USER.encode(),
        PASSWORD.encode(),
    )
    return AuthResult(success=right, handled=False)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Server(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        """Knock without a word: its own knock believes the system's certificates."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5):
            pass


@dataclass(frozen=True)
class Running:
    """One running server."""

    conduct: Conduct
    told: MailServer

    def server(self, **change: Any) -> MailServer:
        """Return what an adapter is told about it."""
        return self.told.model_copy(update=change)


@contextmanager
def smtp_server(
    folder: Path, *, security: str = "tls", name: str = "127.0.0.1", auth: bool = True
) -> Iterator[Running]:
    """Yield a running server.

    Args:
        folder: Where its certificate is written.
        security: ``tls``, ``starttls``, or ``none``: encryption is not offered.
        name: Whom its certificate is made for.
        auth: Whether a login is needed.
    """
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "smtp-ca.pem")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    conduct = Conduct()
    controller = _Controller(
        conduct,
        hostname="127.0.0.1",
        port=_free(),
        ssl_context=context if security == "tls" else None,
        tls_context=context if security == "starttls" else None,
        require_starttls=security == "starttls",
        # It does not see encryption that was there from the start.
        auth_required=auth and security == "starttls",
        auth_require_tls=security == "starttls",
        authenticator=_authenticate,
    )
    controller.start()
    try:
        yield Running(
            conduct,
            MailServer(
                host="127.0.0.1",
                port=controller.port,
                security="starttls" if security == "none" else security,
                username=USER if auth else "",
                password=SecretStr(PASSWORD) if auth else None,
                ca_file=folder / "smtp-ca.pem",
                timeout=10,
            ),
        )
    finally:
        controller.stop()


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
