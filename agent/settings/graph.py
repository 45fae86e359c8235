"""What can be set about a mailbox in Microsoft 365."""

from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr

from agent.settings.shapes import Section


class GraphSection(Section):
    """Who we are to the directory, and what may be changed in the mailbox."""

    tenant: str = ""
    """The directory's id."""
    client_id: str = ""
    """Of the registered app."""
    login: Literal["app", "device_code"] = "app"
    """``app``: by certificate or secret; ``device_code``: a person signs in once."""
    certificate: Path | None = None
    """PEM or PKCS#12 with its private key; relative paths count from the settings."""
    certificate_password: SecretStr | None = None
    client_secret: SecretStr | None = None
    """Instead of a certificate."""
    category: str = Field("", max_length=255)
    """Put on mail that was read and committed; empty: nothing is changed."""
    endpoint: str | None = None
    """Another address than the service's own: the sandbox."""
