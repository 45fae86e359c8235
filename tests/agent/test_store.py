"""The ledger's file: append-only events, chained; backups that are proved sound."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from agent.ledger.ledger import Ledger
from agent.ledger.store import LedgerError, back_up, verify_chain

NOW = datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.parametrize("change", ["update event set kind = 'x'", "delete from event"])
def test_an_event_stays_as_it_was_written(ledger: Ledger, change: str) -> None:
    with ledger.transaction():
        ledger.store.event(NOW, "kind", "subject", {"a": 1})

    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        ledger.store.execute(change)


@pytest.mark.parametrize(
    "tampering",
    [
        "update event set subject = 'other' where id = 2",
        "update event set at = '1999' where id = 1",
        "delete from event where id = 2",
        "delete from event where id = 1",
        "update event set digest = 'x' where id = 3",
    ],
)
def test_a_changed_log_is_found(ledger: Ledger, tmp_path: Path, tampering: str) -> None:
    with ledger.transaction():
        for number in range(4):
            ledger.store.event(NOW, "kind", str(number), None)
    copy = back_up(ledger.store, tmp_path / "b", "one", keep=3)
    with closing(sqlite3.connect(copy)) as connection:
        assert verify_chain(connection) == 4
        connection.executescript("drop trigger event_no_update;")
        connection.executescript("drop trigger event_no_delete;")
        connection.execute(tampering)

        with pytest.raises(LedgerError, match="event log is broken"):
            verify_chain(connection)


def test_a_failed_transaction_leaves_nothing(ledger: Ledger) -> None:
    def fail() -> None:
        with ledger.transaction():
            ledger.store.set_mark("a", "1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert ledger.store.mark("a") is None


def test_only_the_newest_backups_are_kept(ledger: Ledger, tmp_path: Path) -> None:
    for name in ("1", "2", "3"):
        back_up(ledger.store, tmp_path / "b", name, keep=2)

    kept = sorted(path.name for path in (tmp_path / "b").iterdir())
    assert kept == ["2.sqlite", "3.sqlite"]


def test_a_ledger_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    Ledger(path).close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "insert into _sqlite_migrations(migration_set, name, applied_at)"
            " values('nightclerk', 'm999_future', '2030-01-01')"
        )

    with pytest.raises(LedgerError, match="newer version"):
        Ledger(path)


def test_a_file_that_is_no_ledger_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"not a database" * 100)

    with pytest.raises(LedgerError, match="restore the newest"):
        Ledger(path)


def test_the_ledger_is_for_its_owner_alone(ledger: Ledger) -> None:
    assert ledger.store.path.stat().st_mode & 0o077 == 0
