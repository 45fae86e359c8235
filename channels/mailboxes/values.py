"""What every mailbox yields."""

from datetime import datetime
from typing import NamedTuple

from extractors.values import Issue


class FetchedMail(NamedTuple):
    """One message as it lies in a mailbox."""

    external_id: str
    """The mailbox's own name for it; stable while it lies there."""
    content: bytes
    """The raw RFC 5322 message."""
    received: datetime | None
    """When the mailbox got it, aware; None where nothing reliable says so."""
    watermark: str | None
    """To be stored once this message is committed; None: keep the previous one."""
    issue: Issue | None = None
    """Why *content* is not the whole message; look here before looking at the content.

    Such a message is set aside with this reason and is not counted as read: it comes
    again, under the same id, until the mailbox can give it whole.
    """
    notes: tuple[Issue, ...] = ()
    """What the mailbox knows of the message and its bytes do not say."""
