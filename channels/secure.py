"""Mail servers: reached through TLS only, with a password or a token of OAuth 2."""

import logging
import ssl
import subprocess
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, SecretStr

from channels.errors import AuthorizationError, UnavailableError

Security = Literal["tls", "starttls", "none"]
"""``none`` is for servers on this machine."""

# At DEBUG the client library writes down what it is told: subjects, names, addresses.
logging.getLogger("imapclient").setLevel(logging.WARNING)


class MailServer(BaseModel):
    """Where a mail server is, and who we are there."""

    model_config = ConfigDict(frozen=True)

    host: str
    port: int
    security: Security
    username: str = ""
    """Empty: the server asks nobody who he is."""
    password: SecretStr | None = None
    token: SecretStr | None = None
    """Access token of OAuth 2, sent as XOAUTH2."""
    token_command: tuple[str, ...] = ()
    """Prints an access token; asked anew for every connection."""
    ca_file: Path | None = None
    """Certificates that are believed, instead of the system's."""
    timeout: float = 30
    """Seconds for the connection and for any one answer."""

    @property
    def shown(self) -> str:
        """The server as messages name it."""
        return f"{self.host}:{self.port}"

    def context(self) -> ssl.SSLContext:
        """Return how the server's certificate and name are checked.

        Raises:
            UnavailableError: ``ca_file`` holds no certificates.
        """
        try:
            context = ssl.create_default_context(cafile=self.ca_file)
        except (OSError, ssl.SSLError):
            raise UnavailableError(
                f"no certificates can be read from ca_file {str(self.ca_file)!r}"
            ) from None
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        return context

    def access_token(self) -> str | None:
        """Return the access token; None where a password is used.

        Raises:
            AuthorizationError: The command that prints it gives none.
        """
        if self.token is not None:
            return self.token.get_secret_value()
        if not self.token_command:
            return None
        name = self.token_command[0]
        try:
            ran = subprocess.run(  # noqa: S603  # named by the owner's own settings
                self.token_command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=self.timeout,
                check=True,
            )
        except (OSError, ValueError, subprocess.SubprocessError) as error:
            raise AuthorizationError(
                f"token_command {name!r} gives no token ({type(error).__name__});"
                " run it by hand and see why"
            ) from None
        if not (token := ran.stdout.strip()) or not token.isascii():
            raise AuthorizationError(f"token_command {name!r} prints no token")
        return token


def distrusted(server: MailServer, error: ssl.SSLError) -> UnavailableError:
    """Return what to say of a server whose encryption is not good enough."""
    if isinstance(error, ssl.SSLCertVerificationError):
        why = f"its certificate is not believed: {error.verify_message}"
    else:
        why = f"no encrypted connection comes about ({error.reason or 'no reason'})"
    return UnavailableError(f"{server.shown}: {why}; nothing was sent to it")
