"""What has to be known of a mailbox before anything is asked of it."""

from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from channels.local import is_local_server

PRODUCTION = "https://graph.microsoft.com"
LOGIN = "https://login.microsoftonline.com"
"""Named here and not looked up: whoever answers there gets the credentials."""
_ID = r"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"


class GraphConfig(BaseModel):
    """Mailbox, folders and credentials."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    user: str = Field(pattern=r"^[^@\s/]+@[^@\s/]+$")
    """The mailbox's address."""
    tenant: str = Field(pattern=_ID)
    client_id: str = Field(pattern=_ID)
    certificate: Path | None = None
    """PEM or PKCS#12 file with the certificate and its private key."""
    certificate_password: SecretStr | None = None
    client_secret: SecretStr | None = None
    login_file: Path | None = None
    """Where the login of a person is kept, instead of certificate and secret."""
    folders: tuple[str, ...] = ("inbox",)
    """Well-known names, paths such as ``Inbox/Suppliers``, or ids."""
    category: str = Field("", max_length=255)
    """Put on mail that is committed; empty: nothing is changed in the mailbox."""
    move_to: str = ""
    """Folder that mail is moved to once it is committed; empty: it stays."""
    endpoint: str = ""
    """``http://127.0.0.1:PORT`` of a local server, which grants the tokens too; empty:
    the real one."""
    timeout: float = Field(30.0, gt=0)
    """Seconds for the connection and any one read."""
    deadline: float = Field(120.0, gt=0)
    """Seconds for one whole call."""

    @property
    def origin(self) -> str:
        """Scheme and host that the token is for, and no other ever gets."""
        return self.endpoint.rstrip("/") or PRODUCTION

    @property
    def login(self) -> str:
        """Scheme and host that the credentials are for."""
        return self.endpoint.rstrip("/") or LOGIN

    @model_validator(mode="after")
    def _complete(self) -> Self:
        secret = self.client_secret and self.client_secret.get_secret_value()
        if self.login_file is not None:
            if secret or self.certificate:
                raise ValueError("a person signs in: no certificate, no client_secret")
        elif bool(secret) == bool(self.certificate):
            raise ValueError("one of certificate (better) and client_secret is needed")
        if not self.folders or not all(self.folders):
            raise ValueError("folders names none")
        if self.endpoint and not is_local_server(self.endpoint):
            raise ValueError(
                f"endpoint {self.endpoint!r} is not http://127.0.0.1:PORT; leave it out"
                " for the real service"
            )
        return self
