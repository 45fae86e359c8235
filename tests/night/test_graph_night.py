"""The same night through a folder and through Outlook: the same decisions."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agent.cli.demo import demo
from agent.cli.demo_servers import local
from agent.settings.values import Settings

from . import small_world
from .stage import Stage, changed, staged

CATEGORY = "Nightclerk"
WORLD = Path(__file__).parents[2] / "fixtures" / "emails"


def through_outlook(stage: Stage, **more: Any) -> Any:
    """Return the change of settings by which mail comes from the local mailbox."""

    def change(settings: Settings) -> Settings:
        there = local(settings, stage.box.ready(), model=False, mailbox="graph")
        patient = {"timeout_seconds": 5.0, **more}
        return changed(
            settings.model_copy(update={"mailboxes": there.mailboxes}),
            mailboxes=dict.fromkeys(there.mailboxes, patient),
        )

    return change


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        yield made


def decisions(stage: Stage) -> dict[str, list[Any]]:
    """Return every decision's digest by its notice, every effect and every message."""
    with stage.ledger() as ledger:
        told = ledger.store.rows(
            "select kind, subject, digest from event where kind = 'decided'"
            " order by subject, id"
        )
        effects = ledger.store.rows("select key, payload_sha from effect order by key")
        mails = ledger.store.rows("select sha256, received, state from message")
        return {
            "decided": [tuple(row) for row in told],
            "effects": [tuple(row) for row in effects],
            "mails": sorted(tuple(row) for row in mails),
        }


def test_equal_decisions_hash_for_hash(tmp_path: Path) -> None:
    """The world's own clock stands still, so that not even an instant differs."""
    found = []
    for name in ("folder", "graph"):
        (tmp_path / name).mkdir()
        with staged(tmp_path / name) as stage:
            stage.box.clock.now = lambda: stage.box.clock._start  # type: ignore[method-assign]
            if name == "graph":
                evening = stage.night(through_outlook(stage))
            else:
                evening = stage.night()
            assert evening.status == 0, evening.summary
            assert stage.seen == small_world.expected()
            found.append(decisions(stage))

    assert found[0] == found[1]
    assert len(found[0]["decided"]) >= 3


def test_the_second_and_third_run_write_nothing(stage: Stage) -> None:
    change = through_outlook(stage)
    evenings = [stage.night(change) for _ in range(3)]

    assert [evening.status for evening in evenings] == [0, 0, 0]
    assert len(stage.writes) == 4
    mimes = [e for e in stage.box.log("graph") if e["operation"] == "get_mime"]
    assert len(mimes) == 3
    assert categories(stage) == [[], [], []]


def test_from_folder_to_outlook_and_back(stage: Stage) -> None:
    """Another place, the same mail: known by its hash."""
    stage.night()
    stage.night(through_outlook(stage))
    stage.night()

    assert len(stage.writes) == 4
    assert len(decisions(stage)["mails"]) == 3


def test_the_same_mail_under_another_id_is_read_once(stage: Stage) -> None:
    """Back from an archive, out of a backup, or delivered twice: known by its hash."""
    change = through_outlook(stage)
    stage.night(change)
    for path in list((stage.world / "emails").glob("*.eml")):
        path.with_name(f"again-{path.name}").write_bytes(path.read_bytes())
        path.unlink()
    evening = stage.night(change)

    assert (evening.status, len(stage.writes)) == (0, 4)
    assert len(decisions(stage)["mails"]) == 3


def test_a_login_that_ran_out_costs_this_mailbox_and_waits_for_nobody(
    stage: Stage,
) -> None:
    by_person = {"login": "device_code", "client_secret": None}
    evening = stage.night(through_outlook(stage, **by_person))

    assert (evening.status, evening.troubled) == (3, {"mailboxes:orders": 1})
    [trouble] = evening.night.report.trouble
    assert trouble.code == "auth_expired"
    assert "run: agent mailbox login orders" in evening.summary
    assert stage.night(through_outlook(stage)).status == 0


def test_a_file_in_a_cloud_is_named_in_the_summary(stage: Stage) -> None:
    head = small_world.message(small_world.SALES[0]).partition("\n\n")[0]
    stage.put_mail("cloud.eml", f"{head}\n\nPlease see the attached file.\n")
    told = {"clouds": {"cloud.eml": ["Invoice 4711.pdf"]}}
    (stage.world / "graph.json").write_text(json.dumps(told))
    service: Any = stage.box._running["graph"].service
    service.restart()

    evening = stage.night(through_outlook(stage))

    [line] = evening.night.report.unsettled
    assert line.why.startswith("cloud_link: ")
    assert "Invoice 4711.pdf" in line.why
    assert (evening.status, stage.seen) == (0, small_world.expected())


def test_what_was_read_is_marked_and_nothing_else_changes(stage: Stage) -> None:
    change = through_outlook(stage, category=CATEGORY)
    stage.put_mail("junk.eml", small_world.message(small_world.SALES[0]) + "\nagain")
    stage.night(change)
    stage.night(change)

    made = {w["operation"] for w in stage.box.writes("graph")}
    assert made == {"arrived", "update_message"}
    assert categories(stage) == [[CATEGORY]] * 4
    assert marks(stage) == 4


def test_a_mailbox_that_takes_no_mark_costs_nothing_else(stage: Stage) -> None:
    change = through_outlook(stage, category=CATEGORY)
    stage.box.arm(operation="update_message", fault="scope_missing")

    first = stage.night(change)
    second = stage.night(change)

    assert stage.seen == small_world.expected()
    assert "ErrorAccessDenied" in first.summary
    assert second.troubled == {}
    assert categories(stage) == [[CATEGORY]] * 3


def test_a_mailbox_that_is_down_is_read_the_next_night(stage: Stage) -> None:
    change = through_outlook(stage)
    stage.box.arm(service="graph", operation="delta", fault="throttled", times=None)
    first = stage.night(change)
    stage.box.faults.disarm()

    assert (first.status, len(stage.writes)) == (3, 0)
    assert stage.night(change).status == 0
    assert stage.seen == small_world.expected()


@pytest.mark.parametrize(
    ("operation", "nth"),
    [
        ("get_mime", 2),
        ("update_message", 2),
        *(
            pytest.param(operation, nth, marks=pytest.mark.slow)
            for operation in ("get_mime", "get_message", "update_message")
            for nth in (1, 3)
        ),
    ],
)
def test_killed_between_reading_and_marking(
    stage: Stage, tmp_path: Path, operation: str, nth: int
) -> None:
    """Each message is read once, done once and marked, wherever the run was killed."""
    child = dead_run(stage, tmp_path, operation, nth)
    assert child.returncode == -9, child.stderr

    evening = stage.night(through_outlook(stage, category=CATEGORY))

    assert evening.status == 0, evening.summary
    assert stage.seen == small_world.expected()
    assert stage.doubled == []
    with stage.ledger() as ledger:
        read = ledger.store.rows(
            "select subject, count(*) from event where kind = 'message_read' group by 1"
        )
    assert [row[1] for row in read] == [1, 1, 1]
    assert categories(stage) == [[CATEGORY]] * 3


@pytest.mark.slow
def test_the_demo_is_the_same_night(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options: dict[str, Any] = {"world": None, "store": tmp_path / "demo"}
    options |= {"fresh_ledger": False, "check": True, "model": False, "as_json": True}
    for again in (False, True):
        assert demo(mailbox="graph", again=again, **options) == 0

    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [night["wrong"] for night in told] == [0, 0]
    log = (tmp_path / "demo" / "services" / "graph.requests.jsonl").read_text()
    assert log.count('"get_mime"') == len(list(WORLD.rglob("*.eml")))


CHILD = """
import os, signal, sys
from pathlib import Path
from agent.clock import world_clock
from agent.folder import StoreFolder
from agent.run import prepare
from agent.settings.values import Settings
from channels.graph.client import Client

operation, nth = sys.argv[3], int(sys.argv[4])
count = [0]
send = Client._once

def dying(self, call, *rest):
    answer = send(self, call, *rest)
    if call.operation == operation:
        count[0] += 1
        if count[0] == nth:
            os.kill(os.getpid(), signal.SIGKILL)
    return answer

Client._once = dying
settings = Settings.model_validate_json(sys.stdin.read())
world, store = Path(sys.argv[1]), Path(sys.argv[2])
instant = settings.world.instant
with prepare(settings, base=world, folder=StoreFolder(store),
             clock=world_clock(instant), sleep=lambda _: None,
             since=instant.replace(day=instant.day - 3),
             progress=lambda *_: None) as run:
    run()
"""


def dead_run(
    stage: Stage, folder: Path, operation: str, nth: int
) -> subprocess.CompletedProcess[str]:
    """Run a night that is killed just after the *nth* such call was answered."""
    settings = through_outlook(stage, category=CATEGORY)(stage._settings(model=False))
    told = json.loads(settings.model_dump_json())
    for table in ("mailboxes", "shops", "marketplaces"):
        for name, instance in getattr(settings, table).items():
            for key, value in instance:
                if hasattr(value, "get_secret_value"):
                    told[table][name][key] = value.get_secret_value()
    told["llm"]["api_key"] = None
    script = folder / "killed.py"
    script.write_text(CHILD)
    return subprocess.run(
        [sys.executable, script, stage.world, stage.store.root, operation, str(nth)],
        input=json.dumps(told),
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=False,
    )


def categories(stage: Stage) -> list[list[str]]:
    service: Any = stage.box._running["graph"].service
    return [m.categories for m in service._store.messages.values()]


def marks(stage: Stage) -> int:
    return sum(w["operation"] == "update_message" for w in stage.box.writes("graph"))
