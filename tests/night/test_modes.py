"""How far a night may go by itself: modes, the kill switch, caps, one at a time."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from agent.cli.failures import report
from agent.ledger.store import verify_chain
from agent.night import NightBusyError, SinceNeededError
from agent.settings.values import Settings
from agent.switch import Switch
from extractors.codes import Reason

from . import small_world
from .stage import Change, Stage, changed, staged

EXPECTED = small_world.expected()
NOTHING: dict[str, Any] = {"fulfillments": [], "confirmations": []}


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        yield made


# --- modes ---------------------------------------------------------------------------

SHOP_ONLY = EXPECTED | {"confirmations": []}


@dataclass(frozen=True)
class Mode:
    """What store, vendor and actions allow, and what comes of it."""

    store: str = "auto"
    vendor: str = "auto"
    actions: dict[str, str] = field(default_factory=dict)
    seen: dict[str, Any] = field(default_factory=lambda: NOTHING)
    planned: int = 0
    """Lines under "planned, not written"."""


MODES = {
    "auto": Mode(seen=EXPECTED),
    "store draft": Mode(store="draft", planned=4),
    "store shadow": Mode(store="shadow", planned=4),
    "store off": Mode(store="off"),
    "vendor draft": Mode(vendor="draft", planned=4),
    "vendor shadow": Mode(vendor="shadow", planned=4),
    "vendor off": Mode(vendor="off"),
    "the narrower wins": Mode(store="shadow", vendor="draft", planned=4),
    "confirmations as drafts": Mode(
        actions={"confirm_shipment": "draft"}, seen=SHOP_ONLY, planned=1
    ),
    "confirmations off": Mode(actions={"confirm_shipment": "off"}, seen=SHOP_ONLY),
    "fulfilments in shadow": Mode(
        actions={"fulfill_order": "shadow", "confirm_shipment": "shadow"}, planned=4
    ),
}


@pytest.mark.parametrize("name", MODES)
def test_modes(name: str, stage: Stage) -> None:
    """What is not allowed is not written, and what would be done is listed."""
    mode = MODES[name]
    vendors = stage.world / "vendors.toml"
    vendors.write_text(vendors.read_text().replace('"auto"', f'"{mode.vendor}"'))

    def allowed(settings: Settings) -> Settings:
        own = {"mode": mode.store, "actions": mode.actions}
        return changed(settings, store=own)

    for _ in range(2):
        evening = stage.night(allowed)
        assert evening.status == 0, evening.summary
        assert stage.seen == mode.seen
        assert len(evening.night.report.planned) == mode.planned, evening.summary
        for line in evening.night.report.planned:
            assert line in evening.summary
        for item in evening.night.report.waiting:
            assert item.code is None, "nothing is wrong with it, and nothing is said so"
            assert item.why.startswith("nothing speaks against it")
            assert f"{item.title}\n" in evening.summary


def test_shadow_becomes_auto(stage: Stage) -> None:
    """What was only planned is decided afresh and done, once it may be."""
    stage.night(in_mode("shadow"))
    stage.pass_days()

    assert stage.night().status == 0
    assert stage.seen == EXPECTED
    assert stage.doubled == []


LEFT = {
    "not reached": {"fault": "rate_limited", "retry_after": "absurd", "times": None},
    "sent in vain": {"fault": "error_before", "times": None},
}


@pytest.mark.parametrize(
    ("left", "mode"),
    [
        ("not reached", "shadow"),
        ("sent in vain", "draft"),
        ("stopped", "off"),
        *(
            pytest.param(left, mode, marks=pytest.mark.slow)
            for left, mode in (
                ("not reached", "draft"),
                ("not reached", "off"),
                ("sent in vain", "shadow"),
                ("sent in vain", "off"),
                ("stopped", "draft"),
                ("stopped", "shadow"),
            )
        ),
    ],
)
def test_what_an_auto_night_left_waits_when_less_is_allowed(
    left: str, mode: str, stage: Stage
) -> None:
    """Tonight's settings count, whenever something was planned; later it is done."""
    if left == "stopped":
        stage.when("order_state", lambda: switch(stage).set("x", stage.box.clock.now()))
        stage.night()
        switch(stage).clear()
    else:
        for operation in ("fulfillment_create", "confirm_shipment"):
            stage.box.arm(operation=operation, **LEFT[left])
        stage.night()
        stage.box.faults.disarm()
    stage.pass_days()

    evening = stage.night(in_mode(mode))

    assert stage.writes == []
    assert evening.status == 0, evening.summary
    stage.pass_days()
    assert stage.night().status == 0
    assert stage.seen == EXPECTED
    assert stage.doubled == []


def in_mode(mode: str) -> Change:
    return lambda settings: changed(settings, store={"mode": mode})


# --- the kill switch -----------------------------------------------------------------


def switch(stage: Stage) -> Switch:
    return Switch(stage.store.root, {})


def test_stopped_before_the_night(stage: Stage) -> None:
    stage.store.root.mkdir()
    switch(stage).set("a test", stage.box.clock.now())

    evening = stage.night()

    assert evening.status == 4
    assert "stopped" in evening.summary.lower()
    codes = {item.code for item in evening.night.report.waiting}
    assert codes == {Reason.STOPPED}, evening.summary
    assert stage.writes == []
    switch(stage).clear()
    assert stage.night().status == 0
    assert stage.seen == EXPECTED


def test_stopped_by_the_environment(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NIGHTCLERK_STOP", "1")

    assert stage.night().status == 4
    assert stage.writes == []


@pytest.mark.parametrize(
    ("operation", "nth", "most"),
    [
        ("bulk_run", 1, 0),
        ("order_state", 1, 0),
        ("fulfillment_create", 1, 1),
        ("fulfillment_create", 2, 2),
        ("confirm_shipment", 1, 3),
    ],
)
def test_stopped_in_the_middle(
    operation: str, nth: int, most: int, stage: Stage
) -> None:
    """The call on its way goes out and no other; the next run does what is left."""
    stage.when(
        operation, lambda: switch(stage).set("a test", stage.box.clock.now()), nth=nth
    )

    evening = stage.night()

    assert evening.status == 4
    assert len(stage.writes) == most
    switch(stage).clear()
    assert stage.night().status == 0
    assert stage.seen == EXPECTED
    assert stage.doubled == []


# --- caps ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("caps", "fulfillments", "confirmations"),
    [
        ({"fulfillments": 0}, 0, 1),
        ({"fulfillments": 1}, 1, 1),
        ({"fulfillments": 2}, 2, 1),
        ({"confirmations": 0}, 3, 0),
        ({"per_vendor": 1}, 1, 0),
        ({"per_vendor": 3}, 2, 1),
    ],
)
def test_caps_are_never_crossed(
    caps: dict[str, int], fulfillments: int, confirmations: int, stage: Stage
) -> None:
    """What is over the cap waits for a person, and goes out once the cap is higher."""
    evening = stage.night(lambda settings: changed(settings, caps=caps))

    written = [w["operation"] for w in stage.writes]
    assert written.count("fulfillment_create") == fulfillments
    assert written.count("confirm_shipment") == confirmations
    assert "cap" in evening.summary
    stage.pass_days()
    assert stage.night().status == 0
    assert stage.seen == EXPECTED


@pytest.mark.parametrize(("nights", "most"), [(10, 1), (9, 3)])
def test_the_median_of_enough_nights_is_a_cap(
    nights: int, most: int, stage: Stage
) -> None:
    remember(stage, nights)

    stage.night(lambda settings: changed(settings, caps={"median_factor": 1}))

    written = [w["operation"] for w in stage.writes]
    assert written.count("fulfillment_create") == most


def remember(stage: Stage, nights: int) -> None:
    """Let the ledger know of earlier nights with one fulfilment each."""
    with stage.ledger() as ledger:
        ledger.store.execute("pragma foreign_keys=off")
        with ledger.transaction():
            for number in range(1, nights + 1):
                ledger.store.execute(
                    "insert into night(id, night, mode, started_at, code_version,"
                    " inputs) values(?, ?, 'auto', '2026-11-01T05:30:00Z', '', '')",
                    [number, f"2026-11-{number:02}"],
                )
                ledger.store.execute(
                    "insert into effect(key, channel, kind, notice, night, payload,"
                    " payload_sha, request_id, state, planned_at, changed_at) values"
                    "(?, 'shops:main', 'fulfill_order', '', ?, '', '', ?, 'done',"
                    " '', '')",
                    [f"earlier:{number}", number, number],
                )


# --- one run at a time ---------------------------------------------------------------


def test_a_second_run_is_refused(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    stage.store.root.mkdir()
    with FileLock(stage.store.lock), pytest.raises(NightBusyError) as refused:
        stage.night()

    assert report(refused.value) == 3
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("error: another run is working on this store")
    assert stage.writes == []


HOLDER = """
import sys
from filelock import FileLock
with FileLock(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read(1)
"""


def test_the_lock_of_a_killed_run_is_free(stage: Stage) -> None:
    stage.store.root.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(stage.store.lock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        with pytest.raises(NightBusyError):
            stage.night()
        other.kill()

    assert stage.night().status == 0
    assert stage.seen == EXPECTED


# --- before the night ----------------------------------------------------------------


def test_a_backup_is_taken_first_and_verified(stage: Stage) -> None:
    stage.night()
    stage.night()

    copies = sorted(stage.store.backups.glob("*.sqlite"))
    counts = []
    for copy in copies:
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
            verify_chain(connection)
            counts += connection.execute("select count(*) from effect").fetchone()
    assert counts == [0, 4]
    assert not list(stage.store.backups.glob("*.partial"))


def test_an_old_backup_put_back_writes_nothing_again(stage: Stage) -> None:
    """The services are asked before anything is believed that a ledger says."""
    stage.night()
    [before] = stage.store.backups.glob("*.sqlite")
    for name in ("ledger.sqlite-wal", "ledger.sqlite-shm"):
        (stage.store.root / name).unlink(missing_ok=True)
    stage.store.ledger.write_bytes(before.read_bytes())

    evening = stage.night()

    assert (evening.status, evening.counts) == (0, (3, 0, 0)), evening.summary
    assert stage.seen == EXPECTED
    assert len(stage.writes) == 4


def test_the_first_night_must_be_told_since_when(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SinceNeededError) as asked:
        stage.night(since=False)

    assert report(asked.value) == 2
    offered = (stage.box.clock.now() - timedelta(days=3)).date()
    [line] = capsys.readouterr().err.splitlines()
    assert f"--since {offered}" in line
    assert stage.writes == []
    assert stage.night().status == 0
    assert stage.night(since=False).status == 0


def test_older_mail_is_indexed_and_never_acted_on(stage: Stage) -> None:
    sale = small_world.SALES[0]
    old = small_world.message(sale).replace("20 Nov", "10 Nov")
    stage.put_mail(f"{sale.number}.eml", old)

    for older in (1, 0, 0):
        evening = stage.night()
        assert evening.status == 0
        assert ("1 older message is only indexed" in evening.summary) == bool(older)
        stage.pass_days()

    rest = [s for s in small_world.SALES if s is not sale]
    assert stage.seen == small_world.expected(rest)
    with stage.ledger() as ledger:
        states = [row["state"] for row in ledger.store.rows("select * from message")]
        assert sorted(states) == ["indexed", "read", "read"]
