"""The ledger as the night sees it: its parts behind one name, and its nights."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from agent.ledger.aliases import Aliases
from agent.ledger.answers import Answers
from agent.ledger.cases import Body, Case, Cases, vendor_of
from agent.ledger.effect_values import Effect
from agent.ledger.effects import Effects
from agent.ledger.mail import MailRows
from agent.ledger.store import Connect, Store, connect, text_of
from agent.ledger.verdicts import Verdicts, shown_of
from extractors.codes import Reason
from extractors.values import MoneyDocument, ShipNotice, Value
from matchers.billing.values import Receipt


@dataclass(frozen=True, slots=True)
class NightRow:
    """One run."""

    id: int
    night: str
    """Business date."""
    mode: str
    started_at: datetime
    ended_at: datetime | None
    exit_status: int | None


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something outside that kept a channel from working, once per night."""

    channel: str
    code: Reason
    detail: str


class Ledger:
    """One store's ledger.

    Raises:
        LedgerError: On opening, when the file is damaged or newer than this version.
    """

    def __init__(self, path: Path, *, connect: Connect = connect) -> None:
        self.store = Store(path, connect=connect)
        self.mail = MailRows(self.store)
        self.notices = Cases(self.store, ShipNotice)
        self.invoices = Cases(self.store, MoneyDocument)
        self.aliases = Aliases(self.store)
        self.effects = Effects(self.store)
        self.answers = Answers(self.store)
        self.verdicts = Verdicts(self.store)
        self.transaction = self.store.transaction

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    def vendor_of(self, case: str) -> str:
        """Return the vendor of a notice or invoice by its key; "" for none."""
        return vendor_of(self.store, case)

    def proposed(self, case: Case[Body]) -> list[Effect]:
        """Return what would be written for a case if a person let it pass."""
        return [
            effect
            for effect in self.effects.of_notice(case.key)
            if effect.state not in ("rejected", "dead_letter")
        ]

    def shown(self, case: Case[Body]) -> str:
        """Return the hash of what a person decides on in a case that was decided."""
        assert case.match is not None  # noqa: S101  # the callers' promise
        actions = case.match.actions or [e.action for e in self.proposed(case)]
        return shown_of(case.match, actions)

    def receipts(self) -> list[Receipt]:
        """Return what was entered as received, beside what ship notices say."""
        return [
            Receipt(
                po_number=row["po_number"],
                sku=row["sku"],
                quantity=Decimal(row["quantity"]),
                document=row["source"],
            )
            for row in self.store.rows("select * from receipt order by rowid")
        ]

    def add_receipts(self, receipts: Iterable[Receipt], at: datetime) -> None:
        """Commit goods that were received without a notice of ours; each once."""
        with self.transaction():
            for receipt in receipts:
                self.store.execute(
                    "insert or ignore into receipt(po_number, sku, quantity, source)"
                    " values(?, ?, ?, ?)",
                    [
                        receipt.po_number,
                        receipt.sku,
                        str(receipt.quantity),
                        receipt.document,
                    ],
                )
                self.store.event(at, "received", receipt.po_number, receipt.document)

    def begin_night(
        self, night: str, mode: str, *, code_version: str, inputs: str, at: datetime
    ) -> int:
        """Commit that a run began; return its row id.

        Args:
            inputs: JSON of the digests that every decision of this run is made from.
        """
        with self.transaction():
            cursor = self.store.execute(
                "insert into night(night, mode, started_at, code_version, inputs)"
                " values(?, ?, ?, ?, ?)",
                [night, mode, text_of(at), code_version, inputs],
            )
            self.store.event(at, "night_began", night, inputs)
        return int(cursor.lastrowid or 0)

    def end_night(self, night: int, exit_status: int, at: datetime) -> None:
        """Commit how a run ended."""
        with self.transaction():
            self.store.execute(
                "update night set ended_at = ?, exit_status = ? where id = ?",
                [text_of(at), exit_status, night],
            )
            self.store.event(at, "night_ended", str(night), exit_status)

    def nights(self, limit: int = 1) -> list[NightRow]:
        """Return the newest runs, newest first."""
        rows = self.store.rows("select * from night order by id desc limit ?", [limit])
        return [
            NightRow(
                id=row["id"],
                night=row["night"],
                mode=row["mode"],
                started_at=datetime.fromisoformat(row["started_at"]),
                ended_at=row["ended_at"] and datetime.fromisoformat(row["ended_at"]),
                exit_status=row["exit_status"],
            )
            for row in rows
        ]

    def nights_between(self, earlier: int, later: int) -> int:
        """Return how many business nights lie between two runs, 0 for the same one."""
        return self.store.number(
            "select count(distinct night) - 1 from night where id between ? and ?",
            [earlier, later],
        )

    def runs_of(self, run: int) -> list[int]:
        """Return every run of the business night that *run* belongs to, up to it."""
        rows = self.store.rows(
            "select id from night where id <= ? and mode = (select mode from night"
            " where id = ?) and night = (select night from night where id = ?)"
            " order by id",
            [run, run, run],
        )
        return [row["id"] for row in rows]

    def note_trouble(
        self, night: int, channel: str, code: Reason, detail: str, at: datetime
    ) -> None:
        """Commit one line about a channel; the same line again is nothing new."""
        known = (
            "select 1 from trouble where night = ? and channel = ? and code = ?"
            " and (detail = ? or channel not like 'mailboxes:%')"
        )
        if self.store.row(known, [night, channel, code, detail]):
            return
        with self.transaction():
            self.store.execute(
                "insert into trouble(night, channel, code, detail) values(?, ?, ?, ?)",
                [night, channel, code, detail],
            )
            self.store.event(at, "trouble", channel, [code, detail])

    def trouble(self, night: int) -> list[Trouble]:
        """Return what went wrong outside on *night*."""
        rows = self.store.rows(
            "select * from trouble where night = ? order by id", [night]
        )
        return [
            Trouble(row["channel"], Reason(row["code"]), row["detail"]) for row in rows
        ]

    def keep_snapshot(
        self, channel: str, night: int, records: Iterable[Value], at: datetime
    ) -> str:
        """Commit the outside records this night decides on; return their digest."""
        lines = [record.model_dump_json() for record in records]
        body = "\n".join(lines).encode()
        digest = sha256(body).hexdigest()
        with self.transaction():
            self.store.execute(
                "insert or replace into snapshot(channel, night, read_at, records,"
                " sha256, body) values(?, ?, ?, ?, ?, ?)",
                [
                    channel,
                    night,
                    text_of(at),
                    len(lines),
                    digest,
                    zlib.compress(body, 1),
                ],
            )
            self.store.event(at, "snapshot", channel, digest)
        return digest
