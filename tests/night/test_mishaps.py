"""What goes wrong besides failing calls: orders change, a ledger does not open."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from agent.cli.failures import report
from agent.ledger.store import Connect
from sandbox.final import final_state

from . import small_world
from .stage import Stage, changed, staged

EXPECTED = small_world.expected()
FIRST, AMAZON, LAST = small_world.SALES


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path) as made:
        yield made


def without(*sales: small_world.Sale) -> dict[str, Any]:
    """Return what the services end with when nothing is done for *sales*."""
    return small_world.expected([s for s in small_world.SALES if s not in sales])


# --- orders that are not, or no more, to be written to -------------------------------


def on_hold(order: dict[str, Any]) -> None:
    [part] = order["fulfillmentOrders"]
    part |= {
        "status": "ON_HOLD",
        "supportedActions": [{"action": "RELEASE_HOLD"}],
        "fulfillmentHolds": [{"reason": "AWAITING_PAYMENT", "reasonNotes": ""}],
    }


def cancelled(order: dict[str, Any]) -> None:
    order["cancelledAt"] = "2026-11-21T05:00:00Z"
    order["fulfillmentOrders"][0] |= {"status": "CANCELLED", "supportedActions": []}


def gone(order: dict[str, Any]) -> None:
    """All nine units went out by hand, with another parcel."""
    [part] = order["fulfillmentOrders"]
    part |= {"status": "CLOSED", "supportedActions": []}
    part["lineItems"][0]["remainingQuantity"] = 0
    order["lineItems"][0]["unfulfilledQuantity"] = 0


@dataclass(frozen=True)
class Change:
    """Something done to the first order, and what its notice is flagged for."""

    edit: Callable[[dict[str, Any]], None]
    codes: tuple[str, ...]


CHANGES = {
    "put on hold": Change(on_hold, ("order_on_hold",)),
    "cancelled": Change(cancelled, ("order_cancelled",)),
    "shipped by hand": Change(gone, ("already_sent_other_tracking",)),
}


@pytest.mark.parametrize("name", CHANGES)
def test_an_order_changed_before_the_night(name: str, stage: Stage) -> None:
    stage.edit_order(FIRST.number, CHANGES[name].edit)

    evening = stage.night()

    assert evening.status == 0
    assert evening.flagged[0] in CHANGES[name].codes, evening.summary
    assert stage.seen == without(FIRST)


@pytest.mark.parametrize("name", CHANGES)
def test_an_order_changed_between_decision_and_write(name: str, stage: Stage) -> None:
    """The shop itself refuses; it is not asked twice, and the others go on."""
    change = CHANGES[name]
    stage.when(
        "fulfillment_create", lambda: stage.edit_order(FIRST.number, change.edit)
    )

    evening = stage.night()

    assert stage.seen == without(FIRST)
    assert (evening.status, evening.counts) == (0, (2, 1, 0)), evening.summary
    again = stage.night()
    assert again.flagged[0] in change.codes, again.summary
    assert stage.seen == without(FIRST)


def test_an_unknown_carrier_is_a_persons_business(stage: Stage) -> None:
    mail = small_world.message(FIRST)
    mail = mail.replace("UPS Ground", "Zippy Wagons").replace(
        FIRST.tracking, "ZW-77120"
    )
    stage.put_mail(f"{FIRST.number}.eml", mail)

    evening = stage.night()

    assert stage.seen == without(FIRST)
    assert evening.counts == (2, 1, 0), evening.summary


@pytest.mark.parametrize(
    ("sender", "counts"),
    [("ship@acme.example", (2, 1, 0)), ("alerts@parcels.example", (2, 0, 0))],
)
def test_a_parcel_without_an_order_is_a_persons_business_if_a_vendors(
    sender: str, counts: tuple[int, int, int], stage: Stage
) -> None:
    body = f"Order number: MC{FIRST.number}\nUPS tracking number: {FIRST.tracking}\n"
    mail = small_world.message(FIRST, body, sender).replace(
        f"Shipment notice for PO {FIRST.number}", "A parcel is on its way"
    )
    stage.put_mail(f"{FIRST.number}.eml", mail)

    evening = stage.night()

    assert stage.seen == without(FIRST)
    assert evening.counts == counts, evening.summary


@pytest.mark.parametrize("after_calls", range(6))
def test_a_read_that_lags_behind_a_write(after_calls: int, stage: Stage) -> None:
    """What is not seen yet is waited for, and is no reason to send again."""
    for operation in ("order_state", "get_order"):
        stage.box.arm(operation=operation, fault="stale_read", after_calls=after_calls)

    evening = stage.night()

    assert (evening.status, evening.counts) == (0, (3, 0, 0)), evening.summary
    assert stage.seen == EXPECTED
    assert stage.doubled == []


def test_tokens_that_end_in_the_middle_are_renewed(stage: Stage) -> None:
    for operation in ("fulfillment_create", "order_state", "confirm_shipment"):
        stage.box.arm(operation=operation, fault="token_expired", after_calls=0)

    evening = stage.night()

    assert (evening.status, evening.troubled) == (0, {})
    assert stage.seen == EXPECTED
    assert sum(e["operation"] == "token" for e in stage.box.log("shopify")) >= 3


def test_what_waits_says_what_it_waits_for(stage: Stage) -> None:
    stage.box.arm(
        operation="fulfillment_create",
        fault="rate_limited",
        retry_after="absurd",
        times=None,
    )

    evening = stage.night()

    codes = [item.code for item in evening.night.report.waiting]
    assert codes == ["rate_limited"] * 3, evening.summary


def test_a_mailbox_that_cannot_be_read(stage: Stage) -> None:
    """The night is not complete, and says so; the mail is read the next time."""
    away = stage.world / "away"
    (stage.world / "emails").rename(away)

    first = stage.night()
    away.rename(stage.world / "emails")
    second = stage.night()

    assert (first.status, first.troubled) == (3, {"mailboxes:orders": 1})
    assert second.status == 0
    assert stage.seen == EXPECTED


def test_a_model_that_was_down_is_asked_the_next_night(stage: Stage) -> None:
    """A mail that only it can understand does not stay unread for ever."""
    stage.put_mail("5000.eml", small_world.message(FIRST, "It is on its way.\n"))
    stage.box.arm(service="openai", fault="error_before", times=None)
    first = stage.night(model=True)
    stage.box.faults.disarm()
    stage.pass_days()

    second = stage.night(model=True)

    assert first.troubled == {"llm": 1}
    assert second.troubled == {}, second.summary
    assert second.night.report.model_asked == 1
    stage.pass_days()
    assert stage.night(model=True).night.report.model_asked == 0


# --- the ledger ----------------------------------------------------------------------


def run(stage: Stage, connect: Connect) -> int:
    """Run a night as the command does: what a person can mend is one line."""
    try:
        return stage.night(connect=connect).status
    except Exception as error:  # noqa: BLE001  # raised again where it is our own bug
        return report(error)


def opened(target: Path | str, *, timeout: float = 5, uri: bool = False) -> Any:
    return sqlite3.connect(target, isolation_level=None, timeout=timeout, uri=uri)


def full_at(pages: int) -> Connect:
    """Return how to open a ledger that has room for so many pages and no more."""

    def connect(path: Path) -> sqlite3.Connection:
        connection: sqlite3.Connection = opened(path)
        connection.execute(f"pragma max_page_count={pages}")
        return connection

    return connect


def read_only(path: Path) -> sqlite3.Connection:
    connection: sqlite3.Connection = opened(f"file:{path}?mode=ro", uri=True)
    return connection


def impatient(path: Path) -> sqlite3.Connection:
    connection: sqlite3.Connection = opened(path, timeout=0.2)
    return connection


def one_error(text: str, word: str) -> bool:
    """Say whether stderr has one line, which names the ledger and what is wrong."""
    [line] = text.splitlines()
    return line.startswith("error: ledger 'ledger.sqlite'") and word in line


ROOM = (30, 40, 50, 60)
MORE_ROOM = [pytest.param(n, marks=pytest.mark.slow) for n in range(20, 80) if n % 10]


@pytest.mark.parametrize("pages", [*ROOM, *MORE_ROOM])
def test_a_disk_that_is_full(
    pages: int, stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    """Wherever the room ends: one line, and the next night does what is left."""
    status = run(stage, full_at(pages))
    error = capsys.readouterr().err

    if status != 0:
        assert status == 3
        assert one_error(error, "full"), error
    again = stage.night()
    assert again.status == 0
    assert not again.night.report.set_aside
    assert stage.doubled == []
    assert stage.seen == EXPECTED


def test_some_of_the_disks_are_really_full(stage: Stage) -> None:
    assert run(stage, full_at(min(ROOM))) == 3
    stage.forget_store()
    assert run(stage, full_at(1000)) == 0


@pytest.mark.slow
@pytest.mark.parametrize("kibibytes", [64, 160, 256])
def test_files_that_may_not_grow(kibibytes: int, tmp_path: Path) -> None:
    """The command itself, in a process that may write no larger files."""
    world = small_world.build(tmp_path / "world")
    demo = [sys.executable, "-c", "import sys, agent.cli as cli; sys.exit(cli.main())"]
    demo += ["demo", "--world", str(world)]
    demo += ["--store", str(tmp_path / "demo")]
    limited = ["sh", "-c", f'ulimit -f {2 * kibibytes}; exec "$@"', "sh", *demo]

    first = subprocess.run(limited, capture_output=True, text=True, check=False)
    second = subprocess.run(
        [*demo, "--again"], capture_output=True, text=True, check=False
    )

    assert first.returncode == 3, first.stderr
    assert "Traceback" not in first.stderr
    assert len([x for x in first.stderr.splitlines() if x.startswith("error:")]) == 1
    assert second.returncode == 0, second.stderr
    seen = small_world.seen(final_state(world, tmp_path / "demo" / "services"))
    assert seen == EXPECTED


def test_a_ledger_that_cannot_be_written(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    (stage.world / "emails").rename(stage.world / "away")
    stage.night()
    (stage.world / "away").rename(stage.world / "emails")

    assert run(stage, read_only) == 3
    assert one_error(capsys.readouterr().err, "cannot be written")
    assert stage.writes == []


HOLDER = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=5)
held.execute("begin immediate")
print("held", flush=True)
sys.stdin.read(1)
"""


@pytest.mark.parametrize("operation", ["bulk_poll", "fulfillment_create", "get_order"])
def test_a_ledger_that_another_program_holds(
    operation: str, stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    """Held from some moment of the night on: it ends, and the next one goes on."""
    held: list[subprocess.Popen[str]] = []

    def hold() -> None:
        command = [sys.executable, "-c", HOLDER, str(stage.store.ledger)]
        holder = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        held.append(holder)

    stage.when(operation, hold)
    status = run(stage, impatient)
    error = capsys.readouterr().err
    for holder in held:
        holder.communicate("x")

    assert status == 3
    assert one_error(error, "another program holds it"), error
    again = stage.night()
    assert again.status == 0
    assert stage.doubled == []
    assert stage.seen == EXPECTED


def test_a_ledger_held_for_a_moment_is_waited_for(stage: Stage) -> None:
    held: list[sqlite3.Connection] = []

    def hold() -> None:
        other = sqlite3.connect(
            stage.store.ledger, isolation_level=None, check_same_thread=False
        )
        other.execute("begin immediate")
        held.append(other)
        threading.Timer(0.3, other.close).start()

    stage.when("bulk_poll", hold)

    assert stage.night().status == 0
    assert len(held) == 1
    assert stage.seen == EXPECTED


# --- between two nights --------------------------------------------------------------


@pytest.mark.parametrize("sent", [False, True], ids=["never sent", "sent in vain"])
def test_settings_change_while_something_waits(*, sent: bool, stage: Stage) -> None:
    """What waits is done as tonight's settings have it, and stops no other notice."""
    if sent:
        stage.box.arm(operation="fulfillment_create", fault="error_before", times=None)
        stage.night()
        stage.box.faults.disarm()
    else:
        stage.night(lambda settings: changed(settings, caps={"fulfillments": 0}))
    stage.pass_days()
    notifying = {"main": {"notify_customer": True}}

    evening = stage.night(lambda settings: changed(settings, shops=notifying))

    assert evening.status == 0, evening.summary
    assert stage.seen == EXPECTED
    assert stage.doubled == []
