"""Effects: planned once under one key, whatever is planned again."""

from datetime import UTC, datetime

import pytest

from agent.ledger.effect_values import State, request_id_of
from agent.ledger.effects import NotWaitingError
from agent.ledger.ledger import Ledger
from agent.ledger.store import LedgerConflictError
from extractors.codes import Reason
from matchers.values import Action

from .conftest import confirm, fulfil

NOW = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)


def plan(ledger: Ledger, action: Action, run: int, state: State = "approved") -> None:
    with ledger.transaction():
        ledger.effects.plan([action], notice="n", night=run, state=state, at=NOW)


@pytest.mark.usefixtures("notice")
def test_planning_twice_is_planning_once(ledger: Ledger, run: int) -> None:
    plan(ledger, fulfil(), run)
    plan(ledger, fulfil(), run)

    [effect] = ledger.effects.of_notice("n")
    assert effect.action == fulfil()
    assert effect.request_id == request_id_of(fulfil().key)


OTHER = fulfil().model_copy(update={"carrier": "FDEG"})


@pytest.mark.usefixtures("notice")
def test_another_act_under_a_known_key_is_refused(ledger: Ledger, run: int) -> None:
    """Two notices, one act, two contents: nobody knows which is true."""
    plan(ledger, fulfil(), run)

    with pytest.raises(LedgerConflictError), ledger.transaction():
        ledger.effects.plan([OTHER], notice="m", night=run, state="approved", at=NOW)

    assert ledger.effects.of_notice("n")[0].action == fulfil()


@pytest.mark.usefixtures("notice")
@pytest.mark.parametrize(
    ("state", "reason", "replaced"),
    [
        ("approved", None, True),
        ("planned", None, True),
        ("shadow", None, True),
        ("deferred", Reason.API_UNAVAILABLE, True),
        ("deferred", Reason.HALF_DONE, False),
        ("rejected", Reason.READBACK_MISMATCH, True),
        ("sending", None, False),
        ("unknown", Reason.HALF_DONE, False),
        ("done", None, False),
        ("dead_letter", Reason.READBACK_MISMATCH, False),
    ],
)
def test_its_own_notice_may_change_what_never_happened(
    ledger: Ledger, run: int, state: State, reason: Reason | None, *, replaced: bool
) -> None:
    """What may have gone out keeps its content: sent again it must be the same."""
    plan(ledger, fulfil(), run)
    [effect] = ledger.effects.of_notice("n")
    ledger.effects.settle(effect, state, NOW, reason=reason)

    plan(ledger, OTHER, run)

    [now] = ledger.effects.of_notice("n")
    assert now.action == (OTHER if replaced else fulfil())
    assert now.state == ("approved" if replaced else state)
    assert now.request_id == effect.request_id


@pytest.mark.usefixtures("notice")
def test_the_package_reference_first_chosen_stays(ledger: Ledger, run: int) -> None:
    plan(ledger, confirm("1"), run)
    plan(ledger, confirm("2"), run)

    [effect] = ledger.effects.of_notice("n")
    assert effect.action == confirm("1")


@pytest.mark.usefixtures("notice")
@pytest.mark.parametrize(
    ("before", "again", "after"),
    [
        ("shadow", "approved", "approved"),
        ("shadow", "shadow", "shadow"),
        ("rejected", "approved", "approved"),
        ("rejected", "shadow", "rejected"),
        ("planned", "approved", "planned"),
        ("sending", "approved", "sending"),
        ("unknown", "approved", "unknown"),
        ("done", "approved", "done"),
        ("dead_letter", "approved", "dead_letter"),
        ("deferred", "approved", "deferred"),
    ],
)
def test_planning_again_moves_only_what_was_never_sent(
    ledger: Ledger, run: int, before: State, again: State, after: State
) -> None:
    plan(ledger, fulfil(), run)
    [effect] = ledger.effects.of_notice("n")
    ledger.effects.settle(effect, before, NOW)

    plan(ledger, fulfil(), run, again)

    assert ledger.effects.of_notice("n")[0].state == after


@pytest.mark.usefixtures("notice")
def test_what_came_of_it_is_kept(ledger: Ledger, run: int) -> None:
    plan(ledger, fulfil(), run)
    [effect] = ledger.effects.of_notice("n")
    ledger.effects.sending(effect, run, NOW)
    ledger.effects.settle(effect, "unknown", NOW, reason=Reason.HALF_DONE, evidence="?")
    ledger.effects.settle(effect, "done", NOW, remote="gid://1")

    [done] = ledger.effects.done_in([run])
    assert (done.state, done.remote, done.attempts) == ("done", "gid://1", 1)
    assert done.reason is None
    assert ledger.effects.done_by_night("fulfill_order", 30) == [1]
    assert ledger.effects.by_id(done.id) == done


@pytest.mark.usefixtures("notice")
def test_what_was_planned_can_be_withdrawn(ledger: Ledger, run: int) -> None:
    plan(ledger, fulfil(), run)
    with ledger.transaction():
        ledger.effects.void(ledger.effects.of_notice("n"), NOW, Reason.STALE_SNAPSHOT)

    assert ledger.effects.in_states(("rejected",))[0].evidence == "withdrawn"


@pytest.mark.usefixtures("notice")
def test_an_approval_binds_what_was_shown(ledger: Ledger, run: int) -> None:
    plan(ledger, fulfil(), run, "planned")
    [effect] = ledger.effects.of_notice("n")

    for shown in ("", "3f", "0" * 12):
        with pytest.raises(NotWaitingError):
            ledger.effects.judge(effect, "approved", shown=shown, person="jo", at=NOW)
    shown = effect.payload_sha[:12]
    ledger.effects.judge(effect, "approved", shown=shown, person="jo", at=NOW)

    assert ledger.effects.of_notice("n")[0].state == "approved"
    with pytest.raises(NotWaitingError, match="waits for no word"):
        ledger.effects.judge(effect, "rejected", shown=shown, person="jo", at=NOW)


@pytest.mark.usefixtures("notice")
def test_what_a_person_rejected_is_not_planned_again(ledger: Ledger, run: int) -> None:
    plan(ledger, fulfil(), run, "planned")
    [effect] = ledger.effects.of_notice("n")
    shown = effect.payload_sha[:12]
    ledger.effects.judge(
        effect, "rejected", shown=shown, person="jo", at=NOW, reason="no"
    )

    plan(ledger, fulfil(), run)

    assert ledger.effects.of_notice("n")[0].state == "rejected"
