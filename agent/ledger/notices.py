"""Ship notices as open business: opened once, decided every night until they close."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from agent.ledger.mail import ISSUES
from agent.ledger.store import Store, digest_of
from extractors.values import Issue, ShipNotice
from matchers.values import Match

NoticeState = Literal["open", "done", "flagged", "known", "settled", "expired"]


@dataclass(frozen=True, slots=True)
class Notice:
    """One ship notice of one purchase order, and where its business stands."""

    id: int
    """Its short name: ``N12`` in the summary is row 12."""
    key: str
    message: int
    document: str
    vendor: str | None
    body: ShipNotice
    issues: tuple[Issue, ...]
    opened: int
    """Row id of the night that first saw it."""
    state: NoticeState
    decided: int | None
    match: Match | None


def key_of(vendor: str | None, document: str, record: ShipNotice, index: int) -> str:
    """Return the identity of one notice: vendor, document and purchase order."""
    po_number = record.po_number.value if record.po_number else f"#{index}"
    return f"{vendor or '-'}:{document[:16]}:{po_number}"


class Notices:
    """The notices of every night."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def put(
        self,
        key: str,
        record: ShipNotice,
        issues: Sequence[Issue],
        *,
        message: int,
        document: str,
        vendor: str | None,
        night: int,
    ) -> None:
        """Open a notice, or renew what was read of one that is still open.

        Inside a transaction. A closed notice stays as it was decided.
        """
        self._store.execute(
            "insert into notice(key, message, document, vendor, po_number, body,"
            " issues, opened, state) values(?, ?, ?, ?, ?, ?, ?, ?, 'open')"
            " on conflict(key) do update set body = excluded.body,"
            " issues = excluded.issues where state in ('open', 'flagged')",
            [
                key,
                message,
                document,
                vendor,
                record.po_number.value if record.po_number else "",
                record.model_dump_json(),
                ISSUES.dump_json(tuple(issues)).decode(),
                night,
            ],
        )

    def drop_unread(self, document: str, keep: Sequence[str]) -> None:
        """Forget notices of *document* that another reading replaced, undecided ones.

        Inside a transaction.
        """
        for row in self._store.rows(
            "select key from notice where document = ? and match is null", [document]
        ):
            if row["key"] not in keep:
                self._store.execute("delete from notice where key = ?", [row["key"]])

    def undecided(self) -> list[Notice]:
        """Return what is open or flagged, in the order it came in."""
        return self._notices("state in ('open', 'flagged') order by message, id")

    def decide(self, notice: str, match: Match, *, night: int, at: datetime) -> None:
        """Keep tonight's decision, inside a transaction."""
        body = match.model_dump_json()
        self._store.execute(
            "update notice set match = ?, decided = ? where key = ?",
            [body, night, notice],
        )
        self._store.event(at, "decided", notice, digest_of(body))

    def move(self, notice: str, state: NoticeState, at: datetime) -> None:
        """Set a notice's state, inside a transaction; an event where it changes."""
        changed = self._store.execute(
            "update notice set state = ? where key = ? and state <> ?",
            [state, notice, state],
        )
        if changed.rowcount:
            self._store.event(at, f"notice_{state}", notice, None)

    def get(self, key: str) -> Notice | None:
        """Return one notice."""
        found = self._notices("key = ?", [key])
        return found[0] if found else None

    def by_id(self, row: int) -> Notice | None:
        """Return the notice with this row id."""
        found = self._notices("id = ?", [row])
        return found[0] if found else None

    def all(self) -> list[Notice]:
        """Return every notice, in the order it came in."""
        return self._notices("1 order by id")

    def of_message(self, message: int) -> list[Notice]:
        """Return the notices one message brought first."""
        return self._notices("message = ? order by id", [message])

    def decided_in(self, runs: Sequence[int]) -> list[Notice]:
        """Return the notices last decided in one of *runs*, as they came in."""
        marks = ",".join("?" * len(runs))
        return self._notices(f"decided in ({marks}) order by message, id", runs)

    def _notices(self, where: str, values: Sequence[object] = ()) -> list[Notice]:
        rows = self._store.rows(f"select * from notice where {where}", values)  # noqa: S608  # ours
        return [_notice(row) for row in rows]


def _notice(row: sqlite3.Row) -> Notice:
    return Notice(
        id=row["id"],
        key=row["key"],
        message=row["message"],
        document=row["document"],
        vendor=row["vendor"],
        body=ShipNotice.model_validate_json(row["body"]),
        issues=ISSUES.validate_json(row["issues"]),
        opened=row["opened"],
        state=row["state"],
        decided=row["decided"],
        match=None if row["match"] is None else Match.model_validate_json(row["match"]),
    )
