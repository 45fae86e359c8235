"""The same night out of a folder and an IMAP account: equal, and safe to repeat."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from agent.cli.demo import demo
from agent.ledger.ledger import Ledger
from agent.settings.mailboxes import MailboxSettings
from agent.settings.values import Settings
from agent.stages import fetch
from channels.mailboxes.imap import Imap
from channels.mailboxes.received import received
from channels.mailboxes.values import FetchedMail
from sandbox.final import final_state
from tests.channels.mailboxes.dovecot import Dovecot, dovecot

from . import crashing, small_world
from .stage import Change, Stage, staged

EXPECTED = small_world.expected()


@pytest.fixture(scope="module")
def running() -> Iterator[Dovecot]:
    with dovecot() as server:
        yield server


@pytest.fixture
def account(running: Dovecot) -> Dovecot:
    """Give the server with an empty INBOX."""
    with running.client() as client:
        client.select_folder("INBOX")
        client.delete_messages(client.search(), silent=True)
        client.expunge()
    return running


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        yield made


def moved_in(stage: Stage, account: Dovecot) -> None:
    """Deliver the world's mail to the account, in the order it came."""
    mails = [path.read_bytes() for path in (stage.world / "emails").glob("*.eml")]
    for mail in sorted(mails, key=lambda m: (received(m), m)):
        account.deliver(mail, at=received(mail))


def by_imap(account: Dovecot) -> Change:
    server = account.server()

    def change(settings: Settings) -> Settings:
        mailbox = MailboxSettings(
            kind="imap",
            host=server.host,
            port=server.port,
            username=server.username,
            password=server.password,
            ca_file=server.ca_file,
        )
        return settings.model_copy(update={"mailboxes": {"orders": mailbox}})

    return change


def decisions(ledger: Ledger) -> dict[str, list[tuple[str, ...]]]:
    """Return what was read and decided, as hashes; not when, and under which id."""
    tables = {
        "messages": "select sha256, state, kind, vendor, trust, received from message",
        "notices": "select key, state, match from notice",
        "effects": "select key, payload_sha, request_id, state from effect",
    }
    return {
        name: sorted(tuple(map(str, row)) for row in ledger.store.rows(sql))
        for name, sql in tables.items()
    }


def test_folder_and_imap_decide_the_same(tmp_path: Path, account: Dovecot) -> None:
    with ExitStack() as both:
        (tmp_path / "a").mkdir()
        (tmp_path / "b").mkdir()
        folder = both.enter_context(staged(tmp_path / "a"))
        imap = both.enter_context(staged(tmp_path / "b"))
        moved_in(imap, account)

        evenings = [folder.night(), imap.night(by_imap(account))]
        with folder.ledger() as one, imap.ledger() as other:
            assert decisions(one) == decisions(other)

        assert [evening.status for evening in evenings] == [0, 0]
        assert folder.seen == imap.seen == EXPECTED


def test_a_second_run_writes_nothing_and_marks_nothing(
    stage: Stage, account: Dovecot
) -> None:
    moved_in(stage, account)
    for _ in range(3):
        assert stage.night(by_imap(account)).status == 0
        stage.pass_days()

    assert len(stage.writes) == 4
    assert account.flags() == [(), (), ()]


def test_an_account_moved_to_another_server(stage: Stage, account: Dovecot) -> None:
    """All numbers are new: everything is fetched again, and nothing read twice."""
    moved_in(stage, account)
    stage.night(by_imap(account))
    with dovecot() as other:
        moved_in(stage, other)
        evening = stage.night(by_imap(other))

    assert (evening.status, len(stage.writes)) == (0, 4)
    with stage.ledger() as ledger:
        assert ledger.store.number("select count(*) from message") == 3


def test_the_account_is_down(stage: Stage, account: Dovecot) -> None:
    """The rest of the night goes on, and its mail comes with the next run."""
    with dovecot() as other:
        change = by_imap(other)
    first = stage.night(change)
    moved_in(stage, account)
    second = stage.night(by_imap(account))

    assert (first.status, first.troubled) == (3, {"mailboxes:orders": 1})
    assert (second.status, stage.seen) == (0, EXPECTED)


def test_the_demo_by_imap(tmp_path: Path, account: Dovecot) -> None:
    """Again on a server that was made anew: nothing is written a second time."""
    del account  # says that Dovecot is there
    world = small_world.build(tmp_path / "world")
    told: dict[str, Any] = {
        "world": world,
        "store": tmp_path / "demo",
        "mailbox": "imap",
        "fresh_ledger": False,
        "check": False,
        "model": False,
        "as_json": True,
    }

    assert [demo(**told, again=again) for again in (False, True)] == [0, 0]
    assert small_world.seen(final_state(world, tmp_path / "demo/services")) == EXPECTED


@pytest.mark.slow
@pytest.mark.crash
def test_killed_at_every_commit_from_fetching_to_reading(
    stage: Stage, account: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a commit for each message; every message is read once all the same."""
    monkeypatch.setattr(fetch, "BATCH", 1)
    moved_in(stage, account)
    steps = crashing.Steps(None)
    noted: list[int] = []
    whole = Imap.fetch

    def noting(self: Imap, watermark: str | None) -> Iterator[FetchedMail]:
        for mail in whole(self, watermark):
            noted.append(steps.count)
            yield mail
        noted.append(steps.count)

    with monkeypatch.context() as patch:
        patch.setattr(Imap, "fetch", noting)
        connect = crashing.counted_connection(steps)
        assert stage.night(by_imap(account), connect=connect).status == 0
    first, last = noted[0], noted[-1]
    assert last - first == 2 * len(small_world.SALES)

    def run(kill_at: int | None) -> int:
        connect = crashing.counted_connection(crashing.Steps(kill_at))
        return crashing.forked(
            lambda: stage.night(by_imap(account), connect=connect).status
        )

    for kill_at in range(first + 1, last + 5):
        stage.box.reset()
        stage.forget_store()
        assert (run(kill_at), run(None)) == (-9, 0), kill_at
        with stage.ledger() as ledger:
            assert ledger.store.number("select count(*) from message") == 3
            assert ledger.store.number("select count(*) from notice") == 3
        assert (stage.seen, stage.doubled) == (EXPECTED, []), kill_at
