"""Messages as the ledger stores them and gives them back."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from pydantic import TypeAdapter

from extractors.codec import decode_mail
from extractors.codes import Reason
from extractors.values import Cited, Issue, Kind, Mail

ISSUES: TypeAdapter[tuple[Issue, ...]] = TypeAdapter(tuple[Issue, ...])
"""How issues lie in a column."""
ORDERS: TypeAdapter[tuple[Cited[str], ...]] = TypeAdapter(tuple[Cited[str], ...])
"""How cited orders do."""
MessageState = Literal["stored", "read", "indexed", "set_aside"]


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message about to be stored; its bytes lie in the mail folder already."""

    sha256: str
    mailbox: str
    external_id: str
    received: datetime | None
    indexed: bool
    """Older than the first night's *since*: kept for history, never acted on."""
    notes: tuple[Issue, ...] = ()
    """What the mailbox knows of it; kept beside what reading it finds."""


@dataclass(frozen=True, slots=True)
class StoredMessage:
    """One row of the message table."""

    id: int
    sha256: str
    message_id: str
    state: MessageState
    kind: Kind | None
    trust: str | None
    vendor: str | None
    subject: str
    sender: str
    reason: Reason | None
    detail: str
    received: datetime | None
    mail: Mail | None
    issues: tuple[Issue, ...] = ()
    """Of the mail as a whole; those of a record lie with its notice."""
    orders: tuple[Cited[str], ...] = ()
    """Orders of ours that a letter names, which no case is opened for."""
    mailbox: str = ""
    """Name the settings give to where it came in."""
    run: int = 0
    """Row id of the run that stored it."""

    @property
    def name(self) -> str:
        """What it is called where one is named: M31."""
        return f"M{self.id}"

    @property
    def dated(self) -> datetime | None:
        """When it came in, or else when it says that it was written."""
        return self.received or (self.mail.date if self.mail else None)


def message_of(row: sqlite3.Row) -> StoredMessage:
    """Return a row of the message table as it was stored."""
    return StoredMessage(
        id=row["id"],
        sha256=row["sha256"],
        message_id=row["message_id"],
        state=row["state"],
        kind=row["kind"],
        trust=row["trust"],
        vendor=row["vendor"],
        subject=row["subject"],
        sender=row["sender"],
        reason=None if row["reason"] is None else Reason(row["reason"]),
        detail=row["detail"],
        received=row["received"] and datetime.fromisoformat(row["received"]),
        mail=None if row["mail"] is None else decode_mail(row["mail"]),
        issues=ISSUES.validate_json(row["issues"]),
        orders=ORDERS.validate_json(row["orders"]),
        mailbox=row["mailbox"],
        run=row["night"] or 0,
    )
