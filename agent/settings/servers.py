"""What can be set about mail servers: where mail is read, and how the summary goes."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, model_validator

from agent.settings.shapes import Section, shaped
from channels.local import LOOPBACK

Address = Annotated[
    str,
    shaped(
        r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,190}",
        "an address such as owner@my-store.com",
    ),
]
Port = Annotated[int, Field(ge=1, le=65535)]


class ServerSection(Section):
    """What is told of any mail server; a key it does not know is an error."""

    host: str = ""
    """The name its certificate is made for."""
    port: Port | None = None
    """Not set: the usual one."""
    security: Literal["tls", "starttls", "none"] = "tls"
    """``none``: on this machine only."""
    username: str = ""
    password: SecretStr | None = None
    token: SecretStr | None = None
    """Access token of OAuth 2, instead of a password."""
    token_command: list[str] = []
    """Program and arguments that print an access token, asked for every connection."""
    ca_file: Path | None = None
    """Certificates to believe instead of the system's: your own server's."""

    @model_validator(mode="after")
    def _never_in_clear(self) -> Self:
        if self.security == "none" and self.host not in LOOPBACK:
            raise ValueError("security 'none' is for a server on this machine only")
        given = [self.password, self.token, self.token_command or None]
        if sum(each is not None for each in given) > 1:
            raise ValueError("one of password, token and token_command")
        return self


class MarkSection(Section):
    """What is done in a mailbox with mail that was read and is safe in the ledger."""

    mark: Literal["none", "keyword", "move"] = "none"
    """``keyword``: of an IMAP account; one in Outlook has its ``category``."""
    keyword: Annotated[
        str,
        shaped(r"\$?[A-Za-z0-9][A-Za-z0-9_.-]{0,60}", "a flag such as $AgentProcessed"),
    ] = "$AgentProcessed"
    """A flag with a name of its own; none of the server's, such as ``\\Seen``."""
    move_to: str = ""
    """The folder that mail is moved to; it has to be there."""

    @model_validator(mode="after")
    def _moved_somewhere(self) -> Self:
        if (self.mark == "move") != bool(self.move_to):
            raise ValueError("mark = 'move' and move_to go together")
        return self


class SummarySettings(ServerSection):
    """``[summary]``: the morning summary by mail, to these addresses and no other."""

    to: Annotated[list[Address], Field(min_length=1, max_length=20)]
    sender: Address | None = None
    """Counts as one of our own addresses: the summary itself is never read as mail."""
    through: str = ""
    """A mailbox in Outlook that sends it from its own address; no server is named."""
    timeout_seconds: Annotated[float, Field(gt=0, le=3600)] = 30

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if self.through and (self.host or self.sender):
            raise ValueError(
                "through a mailbox: no host, and no sender but that mailbox's address"
            )
        if not self.through and not self.host:
            raise ValueError("host or through: who takes the summary?")
        if not self.through and self.sender is None:
            raise ValueError("sender: which address does the summary come from?")
        return self
