"""The morning summary through Outlook: once a night, wherever a run dies."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agent.settings.servers import SummarySettings
from agent.settings.values import Settings
from channels.graph.client import Client
from sandbox.settings import Settings as Limits

from . import crashing, small_world
from .stage import Change, Evening, Stage, staged
from .test_graph_night import through_outlook

OWNERS = ["owner@store.example", "second@store.example"]
ONE = small_world.SALES[:1]
CALLS = [
    *(f"find {n}" for n in range(1, 7)),
    "create_draft 1",
    "update_message 1",
    "get_message 1",
    "send_draft 1",
]
"""Every call that a night makes for its summary."""
EXCHANGES = [
    {},
    {"graph_keeps_message_id": False},
    {"graph_keeps_message_id": False, "graph_new_id_when_sent": True},
]
"""What Exchange may do to a draft as it goes out."""


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with staged(tmp_path, ONE) as made:
        yield made


def mailed(stage: Stage, **more: Any) -> Change:
    """Return the change that lets a night send its summary from its own mailbox."""
    there = through_outlook(stage, **more)

    def change(settings: Settings) -> Settings:
        changed = there(settings)
        [name] = changed.mailboxes
        summary = SummarySettings(to=OWNERS, through=name)
        return changed.model_copy(update={"summary": summary})

    return change


def service(stage: Stage) -> Any:
    return stage.box._running["graph"].service


def limits(stage: Stage, **changes: Any) -> None:
    service(stage)._settings = Limits(**changes)


def lying(stage: Stage, folder: str) -> list[Any]:
    every = service(stage)._store.messages.values()
    return [message for message in every if message.folder == folder]


def sent(stage: Stage) -> list[list[str]]:
    """Return who got each mail that went out."""
    return [
        w["to"] for w in stage.box.writes("graph") if w["operation"] == "send_draft"
    ]


def state(evening: Evening) -> tuple[str, int]:
    assert evening.night.delivery is not None
    return str(evening.night.delivery.state), evening.status


def test_once_a_night_and_to_nobody_else(stage: Stage) -> None:
    evenings = [stage.night(mailed(stage)) for _ in range(3)]

    assert [state(evening) for evening in evenings] == [("sent", 0)] * 3
    assert sent(stage) == [OWNERS]
    [mail] = lying(stage, "sentitems")
    assert mail.fields["subject"].startswith("Nightclerk · Small · night of Friday")
    assert lying(stage, "drafts") == []
    stage.pass_days()
    stage.night(mailed(stage))
    assert sent(stage) == [OWNERS, OWNERS]


@pytest.mark.parametrize(
    "fault",
    [
        "error_after",
        *(
            pytest.param(f, marks=pytest.mark.slow)
            for f in ("drop_after", "timeout_after")
        ),
    ],
)
@pytest.mark.parametrize(
    "exchange", [{}, {"graph_late_looks": 2}, {"graph_new_id_when_sent": True}], ids=str
)
def test_taken_without_an_answer(
    stage: Stage, fault: str, exchange: dict[str, Any]
) -> None:
    """It is seen to have gone out, even where it shows as a draft for a while."""
    limits(stage, **exchange)
    stage.box.arm(operation="send_draft", fault=fault)

    evenings = [stage.night(mailed(stage, timeout_seconds=1.0)) for _ in range(2)]

    assert [state(evening) for evening in evenings] == [("sent", 0)] * 2
    assert sent(stage) == [OWNERS]


@pytest.mark.parametrize(
    "fault",
    [
        "error_before",
        *(
            pytest.param(f, marks=pytest.mark.slow)
            for f in ("rate_limited", "scope_missing")
        ),
    ],
)
def test_not_taken(stage: Stage, fault: str) -> None:
    """The draft waits for the next run, which sends it and says what is true then."""
    stage.box.arm(operation="send_draft", fault=fault)
    first = stage.night(mailed(stage))
    service(stage)._store.messages[lying(stage, "drafts")[0].key].fields["subject"] = (
        "x"
    )
    second = stage.night(mailed(stage))

    assert (state(first), state(second)) == (("failed", 3), ("sent", 0))
    assert sent(stage) == [OWNERS]
    [mail] = lying(stage, "sentitems")
    assert mail.fields["subject"].startswith("Nightclerk · Small")
    assert "<html" in mail.fields["body"]["content"].lower()
    assert lying(stage, "drafts") == []


def test_nobody_can_say_and_the_next_run_can(stage: Stage) -> None:
    stage.box.arm(operation="send_draft", fault="error_after")
    stage.box.arm(
        operation="get_message", fault="scope_missing", after_calls=1, times=None
    )
    stage.box.arm(
        operation="list_inside", fault="scope_missing", after_calls=4, times=None
    )
    first = stage.night(mailed(stage))
    stage.box.faults.disarm()
    second = stage.night(mailed(stage))

    assert (state(first), state(second)) == (("sending", 3), ("sent", 0))
    assert sent(stage) == [OWNERS]


@pytest.mark.parametrize(
    "exchange",
    [*(pytest.param(e, marks=pytest.mark.slow) for e in EXCHANGES[:2]), EXCHANGES[2]],
    ids=str,
)
def test_a_lost_ledger_sends_no_second_one(
    stage: Stage, exchange: dict[str, bool]
) -> None:
    limits(stage, **exchange)
    stage.night(mailed(stage))
    stage.forget_store()
    stage.night(mailed(stage))

    assert sent(stage) == [OWNERS]


def test_a_draft_that_somebody_addressed_anew(stage: Stage) -> None:
    stage.box.arm(operation="send_draft", fault="error_before")
    stage.night(mailed(stage))
    [draft] = lying(stage, "drafts")
    draft.fields["bccRecipients"] = [{"emailAddress": {"address": "x@evil.example"}}]
    stage.night(mailed(stage))

    assert sent(stage) == [OWNERS]


def test_a_draft_that_is_addressed_anew_just_before(stage: Stage) -> None:
    def somebody() -> None:
        [draft] = lying(stage, "drafts")
        who = {"emailAddress": {"address": "x@evil.example"}}
        draft.fields["ccRecipients"] = [who]

    stage.when("get_message", somebody)
    evening = stage.night(mailed(stage))

    assert state(evening) == ("failed", 3)
    assert evening.night.delivery is not None
    assert "x@evil.example" in evening.night.delivery.detail
    assert sent(stage) == []


@pytest.mark.parametrize(
    ("call", "exchange"),
    [
        pytest.param(call, exchange, marks=() if often else pytest.mark.slow)
        for call in CALLS
        for number, exchange in enumerate(EXCHANGES)
        for often in [(call, number) in {("create_draft 1", 0), ("send_draft 1", 2)}]
    ],
    ids=str,
)
def test_killed_after_any_call(
    stage: Stage,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
    exchange: dict[str, bool],
) -> None:
    """One mail goes out, to the owners, and no draft is left behind."""
    limits(stage, **exchange)
    whole, seen = Client._once, list[str]()

    def dying(self: Client, called: Any, *rest: Any) -> Any:
        answer = whole(self, called, *rest)
        found = called.operation in {"list_inside", "list_messages"}
        name = "find" if found else called.operation
        seen.append(name)
        if f"{name} {seen.count(name)}" == call:
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    with monkeypatch.context() as patch:
        patch.setattr(Client, "_once", dying)
        assert crashing.forked(lambda: stage.night(mailed(stage)).status) == -9

    evenings = [stage.night(mailed(stage)) for _ in range(2)]

    assert [state(evening) for evening in evenings] == [("sent", 0)] * 2
    assert sent(stage) == [OWNERS]
    assert (len(lying(stage, "sentitems")), lying(stage, "drafts")) == (1, [])
