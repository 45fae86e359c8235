"""The outbox against a service that misbehaves: nothing lost, doubled or hidden.

The service here is a few lines that behave as told; ``tests/night`` holds the same
rules over HTTP against the sandbox.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agent.caps import Caps
from agent.health import Health
from agent.ledger.effect_values import Effect
from agent.ledger.ledger import Ledger
from agent.outbox import Outbox, StoppedError
from agent.switch import Switch
from channels.errors import (
    AuthorizationError,
    ChannelError,
    OutcomeUnknownError,
    RateLimitedError,
    RejectedError,
    SchemaDriftError,
    UnavailableError,
)
from extractors.codes import Reason, Severity
from matchers.readback import Readback
from matchers.values import Action, Finding, MarketOrder, ShopOrder

from .conftest import fulfil

START = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)


@dataclass
class Service:
    """Applies what it is sent unless told otherwise; remembers every write."""

    applied: list[str] = field(default_factory=list)
    on_send: list[tuple[ChannelError, bool]] = field(default_factory=list)
    """(error, applied all the same), used up one per call."""
    on_read: list[ChannelError] = field(default_factory=list)
    lag: int = 0
    """Reads that do not show a write yet."""
    objection: Finding | None = None
    conflict: bool = False

    def read(self, action: Action) -> ShopOrder | MarketOrder:
        if self.on_read:
            raise self.on_read.pop(0)
        return ShopOrder(
            shop="main",
            id=action.order_id,
            name="#1",
            created_at=START,
            updated_at=START,
            read_at=START,
        )

    def read_back(self, action: Action, record: ShopOrder | MarketOrder) -> Readback:
        del record
        if self.conflict:
            return Readback(status="conflict", detail="another number")
        if action.key in self.applied:
            if self.lag:
                self.lag -= 1
                return Readback(status="absent")
            return Readback(status="done", remote="gid://1")
        return Readback(status="absent")

    def objections(
        self, action: Action, record: ShopOrder | MarketOrder
    ) -> tuple[Finding, ...]:
        del action, record
        return (self.objection,) if self.objection else ()

    def send(self, action: Action, request_id: str) -> None:
        assert request_id
        error, applied = self.on_send.pop(0) if self.on_send else (None, True)
        if applied:
            self.applied.append(action.key)
        if error is not None:
            raise error


class Clock:
    """Stands still unless somebody sleeps."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class Stage:
    ledger: Ledger
    service: Service
    outbox: Outbox
    clock: Clock
    run: int
    switch: Switch
    plan: Callable[[], Effect]

    @property
    def effect(self) -> Effect:
        [effect] = self.ledger.effects.of_notice("n")
        return effect

    def deliver(self) -> Effect:
        self.outbox.deliver(self.ledger.effects.of_notice("n"), "acme", {})
        return self.effect


@pytest.fixture
def stage(ledger: Ledger, run: int, notice: str, tmp_path: Path) -> Stage:
    clock, service = Clock(), Service()
    switch = Switch(tmp_path, {})
    outbox = Outbox(
        ledger,
        {"shops:main": service},
        night=run,
        clock=clock,
        sleep=clock.sleep,
        switch=switch,
        caps=Caps(per_kind={"fulfill_order": 5}, per_vendor=5),
        health=Health(ledger, run, clock),
        settle=timedelta(seconds=60),
    )

    def plan() -> Effect:
        with ledger.transaction():
            ledger.effects.plan(
                [fulfil()], notice=notice, night=run, state="approved", at=clock()
            )
        return ledger.effects.of_notice(notice)[0]

    return Stage(ledger, service, outbox, clock, run, switch, plan)


def test_an_effect_goes_out_once_and_is_read_back(stage: Stage) -> None:
    stage.plan()
    assert stage.deliver().state == "done"
    assert stage.deliver().remote == "gid://1"
    assert stage.service.applied == [fulfil().key]


@pytest.mark.parametrize(
    ("error", "applied", "state"),
    [
        (UnavailableError("refused"), False, "deferred"),
        (RateLimitedError("later", 30), False, "deferred"),
        (AuthorizationError("token"), False, "deferred"),
        (RejectedError("no such line"), False, "rejected"),
        (OutcomeUnknownError("timed out"), False, "unknown"),
        (OutcomeUnknownError("timed out"), True, "done"),
        (SchemaDriftError("new enum"), False, "unknown"),
        (SchemaDriftError("new enum"), True, "done"),
    ],
)
def test_every_answer_to_a_write_has_its_state(
    stage: Stage, error: ChannelError, *, applied: bool, state: str
) -> None:
    stage.plan()
    stage.service.on_send = [(error, applied)]

    assert stage.deliver().state == state
    assert len(stage.service.applied) == int(applied)


def test_a_write_that_did_not_happen_is_sent_again_once_settled(stage: Stage) -> None:
    stage.plan()
    stage.service.on_send = [(OutcomeUnknownError("timed out"), False)]
    request_id = stage.deliver().request_id

    stage.outbox.resolve_doubts(wait=False)
    assert stage.effect.state == "unknown", "too young to be sure"
    stage.outbox.resolve_doubts(wait=True)
    assert stage.effect.state == "deferred", "asked after it had settled"
    assert stage.deliver().state == "done"
    assert stage.effect.request_id == request_id
    assert stage.service.applied == [fulfil().key]


def test_a_write_that_shows_late_is_not_sent_again(stage: Stage) -> None:
    stage.plan()
    stage.service.lag = 2

    assert stage.deliver().state == "unknown"
    stage.outbox.resolve_doubts(wait=False)
    stage.outbox.resolve_doubts(wait=True)
    assert stage.effect.state == "done"
    assert stage.service.applied == [fulfil().key]


def test_a_run_killed_while_sending_asks_first(stage: Stage) -> None:
    effect = stage.plan()
    stage.ledger.effects.sending(effect, stage.run, stage.clock())
    stage.service.applied.append(effect.key)

    stage.outbox.resolve_doubts(wait=False)

    assert stage.effect.state == "done"
    assert stage.service.applied == [effect.key]


def test_what_was_there_before_is_not_sent(stage: Stage) -> None:
    effect = stage.plan()
    stage.service.applied.append(effect.key)

    assert stage.deliver().state == "done"
    assert stage.effect.attempts == 0


def test_what_lies_in_its_place_is_never_overwritten(stage: Stage) -> None:
    stage.plan()
    stage.service.conflict = True

    assert stage.deliver().state == "rejected"
    assert stage.effect.reason is Reason.READBACK_MISMATCH
    assert stage.service.applied == []


def test_something_else_after_our_write_waits_for_a_person(stage: Stage) -> None:
    effect = stage.plan()
    stage.ledger.effects.sending(effect, stage.run, stage.clock())
    stage.service.conflict = True

    stage.outbox.resolve_doubts(wait=False)

    assert stage.effect.state == "dead_letter"


def test_an_order_that_changed_since_is_left_alone(stage: Stage) -> None:
    stage.plan()
    stage.service.objection = Finding(
        code=Reason.ORDER_CANCELLED, severity=Severity.BLOCK, detail="cancelled"
    )

    assert stage.deliver().state == "rejected"
    assert stage.effect.reason is Reason.ORDER_CANCELLED


def test_the_switch_stops_before_the_write(stage: Stage) -> None:
    stage.plan()
    stage.switch.set("halt", START)

    with pytest.raises(StoppedError):
        stage.deliver()

    assert (stage.effect.state, stage.service.applied) == ("approved", [])


def test_the_crossing_write_does_not_happen(stage: Stage) -> None:
    stage.plan()
    for _ in range(5):
        stage.outbox._caps.count(fulfil(), "other")

    assert stage.deliver().state == "deferred"
    assert stage.effect.reason is Reason.CAP_REACHED
    assert stage.service.applied == []


def test_a_channel_that_keeps_failing_is_left_alone_and_named_once(
    stage: Stage,
) -> None:
    stage.plan()
    stage.service.on_read = [UnavailableError("down")] * 3
    for _ in range(4):
        stage.deliver()

    assert stage.effect.state == "deferred"
    assert stage.service.on_read == []
    [trouble] = stage.ledger.trouble(stage.run)
    assert (trouble.channel, trouble.detail) == ("shops:main", "down")


def test_asking_that_fails_leaves_the_doubt(stage: Stage) -> None:
    effect = stage.plan()
    stage.ledger.effects.sending(effect, stage.run, stage.clock())
    stage.service.on_read = [UnavailableError("down")]

    stage.outbox.resolve_doubts(wait=True)

    assert stage.effect.state == "unknown"
    assert stage.service.applied == []
