"""Messages, documents and extractions: what came in and what was read of it."""

import sqlite3
import zlib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from agent.ledger.mail_values import (
    ISSUES,
    ORDERS,
    NewMessage,
    StoredMessage,
    message_of,
)
from agent.ledger.store import Store, marks, text_of
from extractors.codec import decode_document, encode_document, encode_mail
from extractors.codes import Reason
from extractors.values import Document, Extraction, Mail, Reading


class MailRows:
    """What came in, each message and each document once."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def knows(self, sha256: str) -> bool:
        """Say whether a message with this content is stored already."""
        sql = "select 1 from message where sha256 = ?"
        return self._store.row(sql, [sha256]) is not None

    def store(
        self,
        messages: Sequence[NewMessage],
        *,
        night: int,
        at: datetime,
        watermarks: dict[str, str],
    ) -> None:
        """Commit *messages* and, with them, how far their mailboxes have been read."""
        with self._store.transaction():
            for message in messages:
                self._store.execute(
                    "insert or ignore into message(sha256, mailbox, external_id,"
                    " received, stored_at, night, state, issues)"
                    " values(?, ?, ?, ?, ?, ?, ?, ?)",
                    [
                        message.sha256,
                        message.mailbox,
                        message.external_id,
                        message.received and text_of(message.received),
                        text_of(at),
                        night,
                        "indexed" if message.indexed else "stored",
                        ISSUES.dump_json(message.notes).decode(),
                    ],
                )
                self._store.event(at, "message_stored", message.sha256, None)
            for mailbox, watermark in watermarks.items():
                self._store.set_mark(f"watermark:{mailbox}", watermark)

    def unread(self) -> list[StoredMessage]:
        """Return the messages that are stored and not read yet, oldest first."""
        return self._messages("state = 'stored' order by id")

    def read_after(self, mailbox: str, message: int) -> list[tuple[int, str]]:
        """Return row id and external id of what was read and believed after *message*.

        What lies behind a message that is not read yet comes when that one is.
        """
        rows = self._store.rows(
            "select id, external_id from message where mailbox = ? and id > ?"
            " and state = 'read' and trust <> 'quarantine' and not exists (select 1"
            " from message m where m.state = 'stored' and m.id < message.id)"
            " order by id",
            [mailbox, message],
        )
        return [(row["id"], row["external_id"]) for row in rows]

    def quarantined(self, since: datetime) -> list[StoredMessage]:
        """Return what was set apart for its sender, stored after *since*."""
        return self._messages(
            "state = 'read' and trust = 'quarantine' and stored_at >= ? order by id",
            [text_of(since)],
        )

    def stored_in(self, runs: Sequence[int]) -> list[StoredMessage]:
        """Return the messages first stored in one of *runs*."""
        return self._messages(f"night in ({marks(runs)}) order by id", runs)

    def of_night(self, night: str) -> list[StoredMessage]:
        """Return the messages first stored on a night, named by its date."""
        where = "night in (select id from night where night = ?) order by id"
        return self._messages(where, [night])

    def naming_orders(self) -> list[StoredMessage]:
        """Return the letters that name an order of ours."""
        return self._messages("orders <> '[]' order by id")

    def read_since(self, run: int, further: Collection[int]) -> list[StoredMessage]:
        """Return what was read and stored in *run* or later, or is among *further*."""
        some = tuple(further)
        where = f"state = 'read' and (night >= ? or id in ({marks(some)})) order by id"
        return self._messages(where, [run, *some])

    def stored_since(self, since: datetime) -> list[StoredMessage]:
        """Return the messages stored after *since*, oldest first."""
        return self._messages("stored_at >= ? order by id", [text_of(since)])

    def get(self, message: int) -> StoredMessage:
        """Return one message by its row id."""
        [found] = self._messages("id = ?", [message])
        return found

    def by_id(self, row: int) -> StoredMessage | None:
        """Return the message with this row id."""
        found = self._messages("id = ?", [row])
        return found[0] if found else None

    def find(self, name: str) -> StoredMessage | None:
        """Return the message with this Message-ID, or hash (or its beginning)."""
        found = self._messages(
            "message_id in (?, '<' || ? || '>') or sha256 like ? || '%' limit 1",
            [name, name, name if len(name) >= 8 else "-"],  # noqa: PLR2004  # a useful prefix
        )
        return found[0] if found else None

    def _messages(
        self, where: str, values: Sequence[object] = ()
    ) -> list[StoredMessage]:
        rows = self._store.rows(f"select * from message where {where}", values)  # noqa: S608  # ours
        return [message_of(row) for row in rows]

    def record(
        self,
        message: StoredMessage,
        reading: Reading,
        *,
        trust: str,
        vendor: str | None,
        at: datetime,
    ) -> None:
        """Write down what was read of *message*, inside a transaction."""
        mail = reading.mail
        self._store.execute(
            "update message set state = 'read', message_id = ?, kind = ?, subject = ?,"
            " sender = ?, vendor = ?, trust = ?, mail = ?, issues = ?, orders = ?"
            " where id = ?",
            [
                mail.message_id if mail else "",
                reading.kind,
                mail.subject if mail else "",
                mail.senders[0].address if mail and mail.senders else "",
                vendor,
                trust,
                encode_mail(mail) if mail else None,
                ISSUES.dump_json((*message.issues, *reading.issues)).decode(),
                ORDERS.dump_json(reading.orders).decode(),
                message.id,
            ],
        )
        for document in reading.documents:
            self._record_document(message.id, document)
        self.add_extractions(reading.extractions)
        self._store.event(at, "message_read", message.sha256, reading.kind)

    def believe(
        self, message: StoredMessage, trust: str, vendor: str | None, mail: Mail | None
    ) -> None:
        """Change what is thought of a message's sender, inside a transaction.

        Args:
            mail: The facts of its header it rests on.
        """
        self._store.execute(
            "update message set trust = ?, vendor = ?, mail = ? where id = ?",
            [trust, vendor, encode_mail(mail) if mail else None, message.id],
        )

    def set_aside(
        self, message: StoredMessage, reason: Reason, detail: str, at: datetime
    ) -> None:
        """Commit that *message* could not be worked on; it is named in the summary."""
        with self._store.transaction():
            self._store.execute(
                "update message set state = 'set_aside', reason = ?, detail = ?"
                " where id = ?",
                [reason, detail, message.id],
            )
            self._store.event(at, "message_set_aside", message.sha256, [reason])

    def _record_document(self, message: int, document: Document) -> None:
        self._store.execute(
            "insert or ignore into document(sha256, name, media_type, size, pages,"
            " body, status, reason, detail, content)"
            " values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                document.sha256,
                document.name,
                document.media_type,
                document.size,
                len(document.pages),
                document.body,
                document.status,
                document.reason,
                document.detail,
                zlib.compress(encode_document(document), 1),
            ],
        )
        self._store.execute(
            "insert or ignore into message_document(message, document, name)"
            " values(?, ?, ?)",
            [message, document.sha256, document.name],
        )

    def add_extractions(self, extractions: Sequence[Extraction]) -> None:
        """Keep what readers made of documents, inside a transaction."""
        ordinals: Counter[tuple[str, str, str]] = Counter()
        for extraction in extractions:
            reader = (extraction.document, extraction.reader, extraction.version)
            self._store.execute(
                "insert or ignore into extraction(document, reader, version, ordinal,"
                " body) values(?, ?, ?, ?, ?)",
                [
                    *reader,
                    ordinals[reader],
                    extraction.model_dump_json(),
                ],
            )
            ordinals[reader] += 1

    def documents_of(self, message: int) -> list[Document]:
        """Return a message's documents with their pages and words.

        Each has the name it bears in this message; the same bytes may have come under
        another one before.
        """
        rows = self._store.rows(
            "select d.content, m.name from message_document m join document d"
            " on d.sha256 = m.document where m.message = ? order by m.rowid",
            [message],
        )
        return [
            replace(decode_document(zlib.decompress(row["content"])), name=row["name"])
            for row in rows
        ]

    def unreadable_documents(self) -> list[sqlite3.Row]:
        """Return message, name, reason and detail of each document not read."""
        return self._store.rows(
            "select m.message, m.name, d.reason, d.detail from message_document m"
            " join document d on d.sha256 = m.document where d.status <> 'read'"
            " order by m.message"
        )

    def document(self, sha256: str) -> Document | None:
        """Return one document with its pages and words."""
        row = self._store.row("select content from document where sha256 = ?", [sha256])
        return None if row is None else decode_document(zlib.decompress(row["content"]))

    def extractions_of(self, document: str) -> list[Extraction]:
        """Return what each reader made of one document."""
        rows = self._store.rows(
            "select body from extraction where document = ? order by id", [document]
        )
        return [Extraction.model_validate_json(row["body"]) for row in rows]

    def first_message_of(self, document: str) -> StoredMessage:
        """Return the message that brought *document* first."""
        [found] = self._messages(
            "id = (select min(message) from message_document where document = ?)",
            [document],
        )
        return found
