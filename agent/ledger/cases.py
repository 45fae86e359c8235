"""Records as open business: opened once, decided every night until they close."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Literal, TypeVar, cast

from agent.ledger.mail_values import ISSUES
from agent.ledger.store import Store, digest_of, marks
from extractors.values import Issue, MoneyDocument, ShipNotice
from matchers.values import Match

CaseState = Literal["open", "done", "flagged", "known", "settled", "expired"]
Body = TypeVar("Body", bound=ShipNotice | MoneyDocument)


@dataclass(frozen=True, slots=True)
class Case(Generic[Body]):
    """One record that asks for something to be done, and where it stands."""

    id: int
    key: str
    message: int
    document: str
    vendor: str | None
    body: Body
    issues: tuple[Issue, ...]
    opened: int
    """Row id of the run that first saw it."""
    state: CaseState
    decided: int | None
    match: Match | None

    @property
    def name(self) -> str:
        """Its short name: ``N12`` is a ship notice, ``I12`` an invoice."""
        return f"{'N' if isinstance(self.body, ShipNotice) else 'I'}{self.id}"


Notice = Case[ShipNotice]
Invoice = Case[MoneyDocument]


class Cases(Generic[Body]):
    """The cases of every night whose records are of one family.

    Args:
        body: What their records are.
    """

    def __init__(self, store: Store, body: type[Body]) -> None:
        self._store = store
        self._body = body
        self._family = "notice" if body is ShipNotice else "invoice"

    def put(
        self,
        key: str,
        record: Body,
        issues: Sequence[Issue],
        *,
        message: int,
        document: str,
        vendor: str | None,
        night: int,
    ) -> None:
        """Open a case, or renew what was read of one that is still open.

        Inside a transaction. A closed case stays as it was decided.
        """
        self._store.execute(
            "insert into notice(key, family, message, document, vendor, po_number,"
            " body, issues, opened, state) values(?, ?, ?, ?, ?, ?, ?, ?, ?, 'open')"
            " on conflict(key) do update set body = excluded.body,"
            " issues = excluded.issues where state in ('open', 'flagged')",
            [
                key,
                self._family,
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
        """Forget cases of *document* that another reading replaced, undecided ones.

        Inside a transaction.
        """
        for row in self._store.rows(
            "select key from notice where document = ? and family = ?"
            " and match is null",
            [document, self._family],
        ):
            if row["key"] not in keep:
                self._store.execute("delete from notice where key = ?", [row["key"]])

    def undecided(self) -> list[Case[Body]]:
        """Return what is open or flagged, in the order it came in."""
        return self._cases("state in ('open', 'flagged') order by message, id")

    def decide(self, case: str, match: Match, *, night: int, at: datetime) -> None:
        """Keep tonight's decision, inside a transaction."""
        body = match.model_dump_json()
        self._store.execute(
            "update notice set match = ?, decided = ? where key = ?",
            [body, night, case],
        )
        self._store.event(at, "decided", case, digest_of(body))

    def move(self, case: str, state: CaseState, at: datetime) -> None:
        """Set a case's state, inside a transaction; an event where it changes."""
        changed = self._store.execute(
            "update notice set state = ? where key = ? and state <> ?",
            [state, case, state],
        )
        if changed.rowcount:
            self._store.event(at, f"{self._family}_{state}", case, None)

    def get(self, key: str) -> Case[Body] | None:
        """Return one case."""
        found = self._cases("key = ?", [key])
        return found[0] if found else None

    def by_id(self, row: int) -> Case[Body] | None:
        """Return the case with this row id."""
        found = self._cases("id = ?", [row])
        return found[0] if found else None

    def all(self) -> list[Case[Body]]:
        """Return every case, in the order it came in."""
        return self._cases("1 order by id")

    def of_message(self, message: int) -> list[Case[Body]]:
        """Return the cases one message brought first."""
        return self._cases("message = ? order by id", [message])

    def decided_in(self, runs: Sequence[int]) -> list[Case[Body]]:
        """Return the cases last decided in one of *runs*, as they came in."""
        return self._cases(f"decided in ({marks(runs)}) order by message, id", runs)

    def _cases(self, where: str, values: Sequence[object] = ()) -> list[Case[Body]]:
        sql = f"select * from notice where family = ? and {where}"  # noqa: S608  # ours
        rows = self._store.rows(sql, [self._family, *values])
        return [self._case(row) for row in rows]

    def _case(self, row: sqlite3.Row) -> Case[Body]:
        match = row["match"]
        # A type variable's own class makes the variable's value.
        body = cast("Body", self._body.model_validate_json(row["body"]))
        return Case(
            id=row["id"],
            key=row["key"],
            message=row["message"],
            document=row["document"],
            vendor=row["vendor"],
            body=body,
            issues=ISSUES.validate_json(row["issues"]),
            opened=row["opened"],
            state=row["state"],
            decided=row["decided"],
            match=None if match is None else Match.model_validate_json(match),
        )


def notice_key(
    vendor: str | None, document: str, record: ShipNotice, index: int
) -> str:
    """Return the identity of one notice: vendor, document and purchase order."""
    po_number = record.po_number.value if record.po_number else f"#{index}"
    return f"{vendor or '-'}:{document[:16]}:{po_number}"


def invoice_key(
    vendor: str | None, document: str, record: MoneyDocument, index: int
) -> str:
    """Return the identity of one invoice: vendor, document and its own number.

    The same number on another document is another case, and a duplicate.
    """
    number = record.number.value if record.number else f"#{index}"
    return f"{vendor or '-'}:{document[:16]}:{record.kind}:{number}"


def vendor_of(store: Store, key: str) -> str:
    """Return the vendor of the case with *key*, of whichever family; "" for none."""
    row = store.row("select vendor from notice where key = ?", [key])
    return str(row["vendor"]) if row is not None and row["vendor"] else ""
