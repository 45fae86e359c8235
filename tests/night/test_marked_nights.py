"""Mail is marked or moved only after it is safe, and read once wherever a run dies."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agent.settings.values import Settings
from channels.mailboxes.imap_marks import Marks
from channels.mailboxes.received import received
from tests.channels.mailboxes.dovecot import Dovecot, dovecot

from . import crashing, small_world
from .stage import Change, Stage, changed, staged
from .test_graph_night import through_outlook
from .test_night_by_imap import by_imap

EXPECTED = small_world.expected()
KEYWORD = b"$AgentProcessed"
MARKED: dict[str, Any] = {"mark": "keyword"}
MOVED: dict[str, Any] = {"mark": "move", "move_to": "Processed"}


@pytest.fixture(scope="module")
def running() -> Iterator[Dovecot]:
    with dovecot() as server:
        yield server


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        yield made


@pytest.fixture
def account(running: Dovecot, stage: Stage) -> Dovecot:
    """Give the server with the world's mail in INBOX, and an empty folder beside it."""
    with running.client() as client:
        if client.folder_exists("Processed"):
            client.delete_folder("Processed")
        client.create_folder("Processed")
        client.select_folder("INBOX")
        client.delete_messages(client.search(), silent=True)
        client.expunge()
    mails = [path.read_bytes() for path in (stage.world / "emails").glob("*.eml")]
    for mail in sorted(mails, key=lambda m: (received(m), m)):
        running.deliver(mail, at=received(mail))
    return running


def marking(account: Dovecot, how: dict[str, Any]) -> Change:
    there = by_imap(account)

    def change(settings: Settings) -> Settings:
        return changed(there(settings), mailboxes={"orders": how})

    return change


def read_once(stage: Stage) -> None:
    with stage.ledger() as ledger:
        rows = ledger.store.rows(
            "select subject, count(*) from event where kind = 'message_read' group by 1"
        )
    assert [row[1] for row in rows] == [1, 1, 1]
    assert (stage.seen, stage.doubled) == (EXPECTED, [])


def state(account: Dovecot) -> tuple[list[tuple[bytes, ...]], int]:
    """Return the flags of what lies in INBOX, and how many were moved away."""
    return account.flags(), len(account.flags("Processed"))


def test_a_keyword_for_what_was_read(stage: Stage, account: Dovecot) -> None:
    change = marking(account, MARKED)
    evenings = [stage.night(change) for _ in range(2)]

    assert [evening.status for evening in evenings] == [0, 0]
    assert state(account) == ([(KEYWORD,)] * 3, 0)
    read_once(stage)


def test_what_was_read_is_moved(stage: Stage, account: Dovecot) -> None:
    change = marking(account, MOVED)
    evenings = [stage.night(change) for _ in range(2)]

    assert [evening.status for evening in evenings] == [0, 0]
    assert state(account) == ([], 3)
    read_once(stage)


def test_a_folder_that_is_missing_costs_nothing_else(
    stage: Stage, account: Dovecot
) -> None:
    """The night is done, the summary says what there is, and later all are moved."""
    first = stage.night(marking(account, {**MOVED, "move_to": "Done"}))
    second = stage.night(marking(account, MOVED))

    assert (first.status, first.troubled) == (0, {"mailboxes:orders": 1})
    assert "no folder 'Done'" in first.summary
    assert "'Processed'" in first.summary
    assert (second.status, second.troubled) == (0, {})
    assert state(account) == ([], 3)
    read_once(stage)


@pytest.mark.parametrize("how", [MARKED, MOVED], ids=["keyword", "move"])
@pytest.mark.parametrize(
    "step",
    [
        pytest.param(step, marks=() if step == "after 2" else pytest.mark.slow)
        for step in (
            f"{when} {nth}" for when in ("before", "after") for nth in (1, 2, 3)
        )
    ],
)
def test_killed_while_marking(
    stage: Stage,
    account: Dovecot,
    monkeypatch: pytest.MonkeyPatch,
    how: dict[str, Any],
    step: str,
) -> None:
    """Just before a message is marked, or before the ledger knows that it was."""
    change = marking(account, how)
    whole, count = Marks.mark, [0]

    def dying(self: Marks, external_id: str) -> None:
        count[0] += 1
        if step == f"before {count[0]}":
            os.kill(os.getpid(), signal.SIGKILL)
        whole(self, external_id)
        if step == f"after {count[0]}":
            os.kill(os.getpid(), signal.SIGKILL)

    with monkeypatch.context() as patch:
        patch.setattr(Marks, "mark", dying)
        assert crashing.forked(lambda: stage.night(change).status) == -9

    assert stage.night(change).status == 0
    read_once(stage)
    assert state(account) == (([(KEYWORD,)] * 3, 0) if how is MARKED else ([], 3))


def test_moved_in_outlook(stage: Stage) -> None:
    change = through_outlook(
        stage, category="Nightclerk", mark="move", move_to="Archive"
    )
    evenings = [stage.night(change) for _ in range(2)]

    assert [evening.status for evening in evenings] == [0, 0]
    service: Any = stage.box._running["graph"].service
    there = service._store.messages.values()
    assert {(m.folder, *m.categories) for m in there} == {("archive", "Nightclerk")}
    assert {w["operation"] for w in stage.box.writes("graph")} == {
        "arrived",
        "update_message",
        "move_message",
    }
    read_once(stage)


@pytest.mark.parametrize("fault", ["error_after", "drop_after", "error_before"])
def test_a_move_without_an_answer(stage: Stage, fault: str) -> None:
    """It is done once more the next night, which changes nothing."""
    change = through_outlook(stage, mark="move", move_to="archive")
    stage.box.arm(operation="move_message", fault=fault)
    first, second = stage.night(change), stage.night(change)

    assert first.troubled == {"mailboxes:orders": 1}
    assert second.troubled == {}
    service: Any = stage.box._running["graph"].service
    assert {m.folder for m in service._store.messages.values()} == {"archive"}
    read_once(stage)
