"""Sending one mail through an SMTP server, once, and knowing what became of it."""

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from channels.errors import (
    AuthorizationError,
    ChannelError,
    OutcomeUnknownError,
    RejectedError,
    UnavailableError,
)
from channels.local import LOOPBACK
from channels.secure import MailServer, distrusted
from extractors.codes import Reason

_YES, _NO, _LAST = 200, 400, 599
"""Where SMTP's answers begin to be a yes, begin to be a no, and end."""
_GO_ON = 354
_LASTING = 500
"""From here on a refusal is for good; below, the server asks to be tried again."""
_NO_LOGIN = frozenset({530, 534, 535, 538})


class Smtp:
    """One server that takes our mail."""

    def __init__(self, server: MailServer) -> None:
        """Connect to nothing yet."""
        self._server = server

    def send(self, message: bytes, sender: str, to: Sequence[str]) -> tuple[str, ...]:
        """Send *message* once and return the addresses the server refused.

        Args:
            message: Whole, with its header; lines end in CR LF.
            sender: Address that failures are told to.
            to: Addresses it goes to; at least one has to be taken.

        Raises:
            OutcomeUnknownError: The message was handed over and no answer came.
            NotExecutedError: It was certainly not taken; may be sent again.
            RejectedError: The server refused it for good.
            AuthorizationError: Name, password or token refused.
        """
        with _told(self._server), self._connected() as smtp:
            _must(smtp.mail(sender), self._server, "the sender")
            answers = {address: smtp.rcpt(address) for address in to}
            refused = [a for a, (code, _) in answers.items() if code >= _NO]
            if len(refused) == len(answers):
                _must(answers[refused[0]], self._server, "every address")
            code, said = smtp.docmd("DATA")
            if code != _GO_ON:
                _must((max(code, _NO), said), self._server, "the mail")
            self._hand_over(smtp, message)
            return tuple(refused)

    def offer(self, sender: str, to: Sequence[str]) -> tuple[str, ...]:
        """Say what a mail would be, hand none over, and return who was refused.

        Raises:
            NotExecutedError: The server is not there, or does not take it now.
            RejectedError: It would not take a mail from *sender*.
            AuthorizationError: Name, password or token refused.
        """
        with _told(self._server), self._connected() as smtp:
            _must(smtp.mail(sender), self._server, "the sender")
            refused = [each for each in to if smtp.rcpt(each)[0] >= _NO]
            smtp.rset()
            return tuple(refused)

    def _hand_over(self, smtp: smtplib.SMTP, message: bytes) -> None:
        """Send the text and wait for the answer: from here on nothing is certain."""
        body = message if message.endswith(b"\r\n") else message + b"\r\n"
        try:
            smtp.send(body.replace(b"\r\n.", b"\r\n..") + b".\r\n")
            answer = smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            raise OutcomeUnknownError(
                f"{self._server.shown}: the mail was handed over and no answer came"
                f" ({type(error).__name__}); it may have gone out"
            ) from None
        if not _YES <= answer[0] <= _LAST:
            raise OutcomeUnknownError(
                f"{self._server.shown}: the mail was handed over and the answer is"
                " none; it may have gone out"
            )
        _must(answer, self._server, "the mail")

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        server = self._server
        if server.security == "none" and server.host not in LOOPBACK:
            raise UnavailableError(
                f"{server.shown} is on another machine: without encryption it is not"
                " used"
            )
        told: dict[str, Any] = {
            "host": server.host,
            "port": server.port,
            "timeout": server.timeout,
            "local_hostname": "[127.0.0.1]",  # else it asks name servers who we are
        }
        if server.security == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(**told, context=server.context())
        else:
            smtp = smtplib.SMTP(**told)
        try:
            smtp.ehlo_or_helo_if_needed()
            if server.security == "starttls":
                smtp.starttls(context=server.context())
                smtp.ehlo()
            _log_in(smtp, server)
            yield smtp
            _quit(smtp)
        finally:
            smtp.close()


def _log_in(smtp: smtplib.SMTP, server: MailServer) -> None:
    if not server.username:
        return
    if (token := server.access_token()) is not None:
        said = f"user={server.username}\1auth=Bearer {token}\1\1"
        # A refused token is answered with a challenge; an empty line ends it.
        smtp.auth("XOAUTH2", lambda challenge=None: said if challenge is None else "")
        return
    password = server.password.get_secret_value() if server.password else ""
    smtp.login(server.username, password)


def _quit(smtp: smtplib.SMTP) -> None:
    """Say goodbye; whether that is heard says nothing of the mail."""
    try:
        smtp.quit()
    except (OSError, smtplib.SMTPException):
        return


def _must(answer: tuple[int, bytes], server: MailServer, what: str) -> None:
    """Raise what a refusal means; the server's own words are left out.

    Raises:
        UnavailableError: It asks to be tried again later.
        RejectedError: It will not take it.
        AuthorizationError: It wants a login.
    """
    code, _ = answer
    if _YES <= code < _NO:
        return
    detail = f"{server.shown} refused {what} (SMTP {code})"
    if code in _NO_LOGIN:
        raise AuthorizationError(f"{detail}: it wants a login")
    if code >= _LASTING:
        raise RejectedError(detail, Reason.API_UNAVAILABLE)
    raise UnavailableError(f"{detail}; it may take it later")


@contextmanager
def _told(server: MailServer) -> Iterator[None]:
    """Turn what the library raises before the text is handed over into our errors."""
    try:
        yield
    except ChannelError:
        raise
    except ssl.SSLError as error:
        raise distrusted(server, error) from None
    except smtplib.SMTPAuthenticationError as error:
        if error.smtp_code < _LASTING:
            raise UnavailableError(f"{server.shown} takes no logins just now") from None
        what = "access token" if server.token or server.token_command else "password"
        raise AuthorizationError(
            f"{server.shown} refused the {what} of {server.username!r}; give a new one"
        ) from None
    except smtplib.SMTPNotSupportedError:
        what = "STARTTLS" if server.security == "starttls" else "a login"
        raise UnavailableError(
            f"{server.shown} does not offer what is needed ({what});"
            " nothing was sent to it"
        ) from None
    except smtplib.SMTPResponseException as error:
        _must((error.smtp_code, b""), server, "what it was asked")
        raise UnavailableError(f"{server.shown} gave an answer that is none") from None
    except UnicodeError:
        raise AuthorizationError(
            f"{server.shown}: user name and password may hold ASCII characters only"
        ) from None
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise UnavailableError(
            f"{server.shown}: the connection failed or broke ({type(error).__name__});"
            " nothing was sent"
        ) from None
