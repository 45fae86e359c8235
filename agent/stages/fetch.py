"""Fetching: every message of every mailbox into the store, each once."""

from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from agent.folder import StoreFolder
from agent.ledger.ledger import Ledger
from agent.ledger.mail_values import NewMessage
from agent.ports import FetchedMail, Mailbox
from extractors.digests import message_digest

BATCH = 32
"""Messages per commit: a crash reads at most these again, and stores none twice."""


def fetch_mail(
    ledger: Ledger,
    folder: StoreFolder,
    name: str,
    mailbox: Mailbox,
    *,
    since: datetime,
    night: int,
    at: datetime,
) -> int:
    """Store what is new in one mailbox and return how many messages that were.

    Bytes are on disk before the row that names them, and the watermark moves in the
    same commit as the last message it covers. A message that cannot be had whole is
    noted as trouble and asked for again next night.

    Raises:
        ChannelError: The mailbox cannot be read further; what came before is stored.
    """
    fetched = mailbox.fetch(ledger.store.mark(f"watermark:{name}"))
    stored = 0
    while batch := list(islice(fetched, BATCH)):
        for mail in batch:
            if mail.issue is not None:
                ledger.note_trouble(
                    night,
                    f"mailboxes:{name}",
                    mail.issue.code,
                    f"message {mail.external_id!r} cannot be had: {mail.issue.detail}",
                    at,
                )
        whole = [mail for mail in batch if mail.issue is None]
        new = list(_new(ledger, folder, name, whole, since))
        marks = [mail.watermark for mail in batch if mail.watermark is not None]
        if new or marks:
            ledger.mail.store(
                new,
                night=night,
                at=at,
                watermarks={name: marks[-1]} if marks else {},
            )
        stored += len(new)
    return stored


def _new(
    ledger: Ledger,
    folder: StoreFolder,
    name: str,
    batch: list[FetchedMail],
    since: datetime,
) -> Iterator[NewMessage]:
    seen: set[str] = set()
    for mail in batch:
        sha256 = message_digest(mail.content)
        if sha256 in seen or ledger.mail.knows(sha256):
            continue
        seen.add(sha256)
        folder.put_mail(sha256, mail.content)
        yield NewMessage(
            sha256=sha256,
            mailbox=name,
            external_id=mail.external_id,
            received=mail.received,
            indexed=mail.received is not None and mail.received < since,
            notes=mail.notes,
        )
