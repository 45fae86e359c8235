"""The ledger's file: opening, transactions, the chained event log, verified backups."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from agent.ledger.schema import MIGRATIONS

Connect = Callable[[Path], sqlite3.Connection]
GENESIS = "0" * 64


class LedgerError(Exception):
    """The ledger cannot be used as it is; the message says why and what to do."""


class LedgerUnavailableError(LedgerError):
    """The file cannot be worked with now; the night stops and loses nothing."""


class LedgerConflictError(LedgerError):
    """A key was met again with another body: our own bug, nothing was written."""


_PASSING = {
    sqlite3.SQLITE_BUSY: "another program holds it; close what has it open",
    sqlite3.SQLITE_LOCKED: "another program holds it; close what has it open",
    sqlite3.SQLITE_FULL: "the disk is full; make room",
    sqlite3.SQLITE_IOERR: "the disk fails or is full; look at it",
    sqlite3.SQLITE_READONLY: "it cannot be written; see who owns the store's folder",
    sqlite3.SQLITE_CANTOPEN: "it cannot be opened; see who owns the store's folder",
}
"""What is wrong around the file and not with it, by SQLite's primary result code."""
_PRIMARY = 0xFF


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Say in words what keeps the ledger at *path* from being worked with.

    Raises:
        LedgerUnavailableError: Something that a person can mend, and what.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        why = _PASSING.get(getattr(error, "sqlite_errorcode", 0) & _PRIMARY)
        if why is None:
            raise
        raise LedgerUnavailableError(
            f"ledger {path.name!r}: {why}, then run again: what was done is kept"
            f" ({error})"
        ) from error


def connect(path: Path) -> sqlite3.Connection:
    """Open *path* in autocommit, so that only our transactions begin and commit."""
    return sqlite3.connect(path, isolation_level=None, timeout=5)


def text_of(instant: datetime) -> str:
    """Return an aware instant as sortable UTC text."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")


def digest_of(value: object) -> str:
    """Return the SHA-256 of *value* as canonical JSON."""
    canonical = json.dumps(value, sort_keys=True, separators=(",", ":"), default=str)
    return sha256(canonical.encode()).hexdigest()


def marks(values: Sequence[object]) -> str:
    """Return the placeholders of *values*, as ``in (...)`` has them."""
    return ",".join("?" * len(values))


class Store:
    """One open ledger file.

    Every write happens inside :meth:`transaction`; the file is in WAL mode and a commit
    is on disk when it returns (``synchronous=FULL``).
    """

    def __init__(self, path: Path, *, connect: Connect = connect) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._connection = connect(path)
        try:
            with told(path):
                self._prepare()
        except LedgerUnavailableError:
            self._connection.close()
            raise
        except sqlite3.DatabaseError as error:
            self._connection.close()
            raise LedgerError(
                f"ledger {path.name!r} cannot be opened ({error});"
                " restore the newest file of its backups folder"
            ) from error
        path.chmod(0o600)

    def _prepare(self) -> None:
        self._connection.row_factory = sqlite3.Row
        self._connection.execute("pragma journal_mode=wal")
        self._connection.execute("pragma synchronous=full")
        self._connection.execute("pragma foreign_keys=on")
        database = Database(self._connection)
        known = {step.name for step in MIGRATIONS.pending(database)}
        known |= {step.name for step in MIGRATIONS.applied(database)}
        ours = {step.name for step in MIGRATIONS._migrations}  # noqa: SLF001  # no public list
        if newer := known - ours:
            raise LedgerError(
                f"ledger {self.path.name!r} was written by a newer version"
                f" ({', '.join(sorted(newer))}); install that version"
            )
        if MIGRATIONS.pending(database):
            MIGRATIONS.apply(database)

    def close(self) -> None:
        """Close the file; the ledger cannot be used afterwards."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Write everything inside or nothing; on disk when the block ends."""
        with told(self.path):
            self._connection.execute("begin immediate")
            try:
                yield
                self._connection.execute("commit")
            except BaseException:
                # a full disk may have ended the transaction already
                if self._connection.in_transaction:
                    self._connection.execute("rollback")
                raise

    def execute(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one statement; writes only inside :meth:`transaction`."""
        return self._connection.execute(sql, values)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """Return all rows of a query."""
        with told(self.path):
            return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Row | None:
        """Return the first row of a query, or None."""
        with told(self.path):
            found: sqlite3.Row | None = self._connection.execute(sql, values).fetchone()
        return found

    def number(self, sql: str, values: Sequence[Any] = ()) -> int:
        """Return the one number a query yields."""
        with told(self.path):
            [value] = self._connection.execute(sql, values).fetchone()
        return int(value)

    def mark(self, name: str) -> str | None:
        """Return the value kept under *name*, such as a mailbox's watermark."""
        row = self.row("select value from mark where name = ?", [name])
        return None if row is None else str(row["value"])

    def set_mark(self, name: str, value: str) -> None:
        """Keep *value* under *name*, inside a transaction."""
        self.execute(
            "insert into mark(name, value) values(?, ?)"
            " on conflict(name) do update set value = excluded.value",
            [name, value],
        )

    def event(self, at: datetime, kind: str, subject: str, body: object) -> None:
        """Append one event, inside a transaction; only the digest of *body* is kept."""
        previous, _ = self.head()
        row = [text_of(at), kind, subject, digest_of(body), previous]
        self.execute(
            "insert into event(at, kind, subject, digest, previous, hash)"
            " values(?, ?, ?, ?, ?, ?)",
            [*row, digest_of(row)],
        )

    def head(self) -> tuple[str, int]:
        """Return the hash of the newest event and how many there are."""
        row = self.row("select hash, id from event order by id desc limit 1")
        return (GENESIS, 0) if row is None else (str(row["hash"]), int(row["id"]))


def verify_chain(connection: sqlite3.Connection) -> int:
    """Return how many events there are, each chained to the one before.

    Raises:
        LedgerError: An event was changed, removed or put in between.
    """
    previous, count = GENESIS, 0
    for row in connection.execute(
        "select id, at, kind, subject, digest, previous, hash from event order by id"
    ):
        count += 1
        body = [row[1], row[2], row[3], row[4], row[5]]
        if row[0] != count or row[5] != previous or row[6] != digest_of(body):
            raise LedgerError(
                f"the event log is broken at event {count}: it was changed outside"
                " Nightclerk; restore the newest backup and tell whoever looks after it"
            )
        previous = row[6]
    return count


def back_up(store: Store, folder: Path, name: str, *, keep: int) -> Path:
    """Copy the ledger into *folder*, verify the copy, and keep the newest *keep*.

    Raises:
        LedgerError: The copy is not sound; the night must not begin.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"{name}.sqlite"
    partial = folder / f"{name}.partial"
    partial.unlink(missing_ok=True)
    with told(target), closing(sqlite3.connect(partial)) as copy:
        store._connection.backup(copy)  # noqa: SLF001  # same module, same file
        copy.execute("pragma journal_mode=delete")
        [(verdict,)] = copy.execute("pragma integrity_check").fetchall()
        if verdict != "ok":
            raise LedgerError(f"the backup {target.name!r} is not sound: {verdict}")
        verify_chain(copy)
    partial.chmod(0o600)
    partial.replace(target)
    for old in sorted(folder.glob("*.sqlite"))[:-keep]:
        old.unlink()
    return target
