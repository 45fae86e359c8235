"""Ledgers of earlier versions are opened and brought up to date."""

import sqlite3
from contextlib import closing
from pathlib import Path

from agent.ledger.ledger import Ledger


def test_a_ledger_of_the_first_version_gets_what_was_added(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    Ledger(path).close()
    with closing(sqlite3.connect(path)) as old, old:
        for column, change in (("issues", "m002%"), ("orders", "m005%")):
            old.execute(f"alter table message drop column {column}")
            old.execute("delete from _sqlite_migrations where name like ?", [change])
        old.execute(
            "insert into message(sha256, mailbox, external_id, stored_at, state)"
            " values('m', 'orders', 'a.eml', '2026-11-20T00:00:00+00:00', 'stored')"
        )

    with closing(Ledger(path)) as opened:
        message = opened.mail.get(1)
        assert (message.issues, message.orders) == ((), ())
