"""What can be set about a mailbox: where mail comes in."""

from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from agent.settings.graph import GraphSection
from agent.settings.servers import MarkSection, ServerSection
from agent.settings.shapes import Seconds


class MailboxSettings(ServerSection, GraphSection, MarkSection):
    """``[mailboxes.NAME]``: where mail comes in."""

    kind: Literal["folder", "maildir", "mbox", "imap", "graph"]
    path: Path | None = None
    """Of files; relative paths count from the settings file."""
    folders: Annotated[list[str], Field(min_length=1)] = ["INBOX"]
    """Of an account: those that are read."""
    sent: str = ""
    """Of an IMAP account: where a copy of the summary is kept, and looked for."""
    first_days: Annotated[int, Field(ge=1, le=3650)] = 30
    """Of an account: how old mail may be that a first look takes in."""
    timeout_seconds: Seconds = 30
    """Of an account: for the connection and for any one answer."""
    own_addresses: list[str] = []
    """Addresses of our own people, whose forwards are a person's act."""
    receiver: Literal["exchange", "gmail", "fastmail", "none"] | None = None
    """The service that takes the mail in, whose word on the sender counts; ``none``
    where it gives none."""
    authserv_id: str | None = None
    """Of any other service: the name at the start of its Authentication-Results."""
    verify_dkim: bool = False
    """Verify signatures ourselves, and hear nobody else; asks for keys by DNS."""

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if self.kind == "imap" and not (self.host and self.username):
            raise ValueError("kind 'imap' needs host and username")
        if self.kind != "imap" and self.sent:
            raise ValueError("sent is a folder of an imap account")
        if self.kind == "graph" and not (
            self.username and self.tenant and self.client_id
        ):
            raise ValueError("kind 'graph' needs username, tenant and client_id")
        if not self.account and self.path is None:
            raise ValueError(f"path: where does the {self.kind} lie?")
        return self

    @model_validator(mode="after")
    def _markable(self) -> Self:
        able = {"none": True, "keyword": self.kind == "imap", "move": self.account}
        if not able[self.mark]:
            raise ValueError(
                f"mark = {self.mark!r} is not for kind {self.kind!r}: a keyword is put"
                " on mail in an imap account, a category in a graph one; either moves"
            )
        if self.move_to in self.folders:
            raise ValueError("move_to is one of the folders that are read")
        return self

    @property
    def account(self) -> bool:
        """Whether mail lies with a service, and not in files of this machine."""
        return self.kind in {"imap", "graph"}

    @model_validator(mode="after")
    def _one_receiver(self) -> Self:
        if self.receiver and self.authserv_id:
            raise ValueError("receiver or authserv_id, not both")
        return self
