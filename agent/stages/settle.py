"""Settling: a decision written down with its effects, sent, and the case moved on."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Generic

from agent.clock import Clock
from agent.ledger.cases import Body, Case, Cases, CaseState
from agent.ledger.effect_values import IN_DOUBT, Effect
from agent.ledger.ledger import Ledger
from agent.ledger.verdicts import shown_of
from agent.modes import mode_of, planned_state
from agent.outbox import Outbox, Records
from agent.settings.values import StoreSettings
from extractors.codes import SEVERITY, Reason, Severity
from matchers.values import Action, Disposition, Match
from matchers.vendors import Vendor
from review.values import Ending

_STATES: Mapping[Disposition, CaseState] = {
    "hold": "flagged",
    "known": "known",
    "wait": "open",
    "settled": "settled",
    "none": "settled",
}
_WITHDRAWABLE = ("planned", "approved", "deferred")


class Settler(Generic[Body]):
    """Does what one run decided about the cases of one family."""

    def __init__(
        self,
        ledger: Ledger,
        cases: Cases[Body],
        outbox: Outbox,
        *,
        store: StoreSettings,
        run: int,
        clock: Clock,
    ) -> None:
        self._ledger = ledger
        self._cases = cases
        self._outbox = outbox
        self._store = store
        self._run = run
        self._clock = clock

    def in_doubt(self, case: Case[Body]) -> bool:
        """Say whether an effect of *case* is open; its last decision then stands."""
        own = self._ledger.effects.of_notice(case.key)
        return any(effect.state in IN_DOUBT for effect in own)

    def keep(self, case: Case[Body]) -> None:
        """Decide *case* tonight as it was decided before."""
        if case.match is not None:
            with self._ledger.transaction():
                self._cases.decide(
                    case.key, case.match, night=self._run, at=self._clock()
                )

    def begun(self, case: Case[Body]) -> bool:
        """Say whether something of *case* is written already."""
        own = self._ledger.effects.of_notice(case.key)
        return any(effect.state == "done" for effect in own)

    def resume(self, case: Case[Body]) -> None:
        """Send what is left of a case as it was decided when its first write went out.

        Raises:
            StoppedError: The kill switch is set; nothing was sent.
        """
        self.keep(case)
        effects = self._ledger.effects.of_notice(case.key)
        try:
            self._outbox.deliver(effects, case.vendor or "", {})
        finally:
            self.move(case, [effect.action for effect in effects])

    def settle(
        self,
        case: Case[Body],
        match: Match,
        vendor: Vendor | None,
        records: Records,
        proposed: Sequence[Action] = (),
    ) -> None:
        """Commit *match* with its effects, and send what may go.

        Args:
            case: What was decided on.
            match: The decision.
            vendor: Whose mail it came in.
            records: What was read for it just now, by channel.
            proposed: Of a match that holds: what is written if a person lets it pass.

        Raises:
            StoppedError: The kill switch is set; the decision is kept, nothing sent.
        """
        actions = match.actions or tuple(proposed)
        shown = shown_of(match, actions)
        word = self._ledger.verdicts.approved(case.key, shown)
        effects = self._plan(case, match, vendor, actions, approved=word is not None)
        if match.disposition != "act" and word is None:
            return
        allowed = [e for e in effects if word or self.may_go(vendor, e)]
        ordered = sorted(allowed, key=lambda effect: effect.id)
        try:
            self._outbox.deliver(ordered, match.vendor, records)
        finally:
            self.move(case, actions)

    def _plan(
        self,
        case: Case[Body],
        match: Match,
        vendor: Vendor | None,
        actions: Sequence[Action],
        *,
        approved: bool,
    ) -> list[Effect]:
        """Commit the decision with its effects; withdraw planned ones it dropped."""
        own = self._ledger.effects.of_notice(case.key)
        keys = {action.key for action in actions}
        held = match.disposition != "act"
        now = self._clock()
        with self._ledger.transaction():
            self._cases.decide(case.key, match, night=self._run, at=now)
            self._ledger.effects.void(
                [e for e in own if e.state in _WITHDRAWABLE and e.key not in keys],
                now,
                Reason.STALE_SNAPSHOT,
            )
            if vendor is not None:
                for action in actions:
                    self._plan_one(
                        case, action, vendor, now, held=held, approved=approved
                    )
            if match.disposition != "act":
                state = self._state(case, match.disposition)
                self._cases.move(case.key, state, now)
        return [e for key in keys if (e := self._ledger.effects.get(key)) is not None]

    def _state(self, case: Case[Body], disposition: Disposition) -> CaseState:
        """Return where a case stands that nothing follows from tonight."""
        state = _STATES[disposition]
        nights = self._ledger.nights_between(case.opened, self._run)
        if state in ("open", "flagged") and nights >= self._store.open_nights:
            return "expired"
        return state

    def _plan_one(
        self,
        case: Case[Body],
        action: Action,
        vendor: Vendor,
        now: datetime,
        *,
        held: bool,
        approved: bool,
    ) -> None:
        mode = mode_of(action, vendor, self._store)
        # What is held waits for a person's word, in whichever mode writes at all.
        mode = "draft" if held and mode == "auto" else mode
        state = planned_state(mode)
        if state is None or (held and state == "shadow"):
            return
        known = self._ledger.effects.get(action.key)
        other = known is not None and known.notice != case.key
        if held and other and not self._ledger.effects.is_free(action.key):
            return  # another case's, which may still do it: not this one's to propose
        self._ledger.effects.plan(
            [action], notice=case.key, night=self._run, state=state, at=now
        )
        if state in ("planned", "approved"):
            approved = approved or state == "approved"
            self._ledger.effects.await_word(action.key, approved=approved, at=now)

    def may_go(self, vendor: Vendor | None, effect: Effect) -> bool:
        """Say whether tonight's settings let *effect* out, whenever it was planned."""
        if vendor is None:
            return False
        mode = mode_of(effect.action, vendor, self._store)
        person = mode == "draft" and self._ledger.effects.approved(effect.key)
        return mode == "auto" or person

    def move(self, case: Case[Body], actions: Sequence[Action]) -> None:
        """Set the case's state by what came of the effects of its actions."""
        keys = [action.key for action in actions]
        effects = [self._ledger.effects.get(key) for key in keys]
        states = {effect.state if effect else "off" for effect in effects}
        stuck = any(effect is not None and needs_a_person(effect) for effect in effects)
        state: CaseState = "open"
        if states == {"done"}:
            state = "done"
        elif any(map(self._ledger.effects.refused, keys)):
            state = "settled"
        elif stuck:
            state = "flagged"
        with self._ledger.transaction():
            self._cases.move(case.key, state, self._clock())

    def waiting(self) -> list[Case[Body]]:
        """Return what was decided tonight and is still open business."""
        return [
            case
            for case in self._cases.decided_in([self._run])
            if case.state in ("open", "flagged") and case.match is not None
        ]

    def left_over(self, case: Case[Body]) -> bool:
        """Say whether an earlier run's effect of *case* certainly did not happen."""
        return any(
            effect.state == "deferred"
            and effect.reason is Reason.HALF_DONE
            and effect.run != self._run
            for effect in self._ledger.effects.of_notice(case.key)
        )

    def ending(self, cases: Iterable[tuple[Case[Body], Vendor | None]]) -> Ending:
        """Say whether any of *cases* waits for a service and not for a person."""
        unfinished = any(self._unfinished(case, vendor) for case, vendor in cases)
        return "not finished" if unfinished else "complete"

    def _unfinished(self, case: Case[Body], vendor: Vendor | None) -> bool:
        now = self._cases.get(case.key)
        if now is None or now.match is None or now.state != "open":
            return False
        if now.match.disposition == "wait":
            return any(f.severity is Severity.RETRY for f in now.match.findings)
        effects = self._ledger.effects.of_notice(now.key)
        return any(
            e.state in IN_DOUBT or (e.state == "deferred" and self.may_go(vendor, e))
            for e in effects
        )


def needs_a_person(effect: Effect) -> bool:
    """Say whether *effect* will not come right by itself."""
    if effect.state in ("rejected", "dead_letter"):
        return True
    held = effect.reason is not None and SEVERITY[effect.reason] in (
        Severity.HOLD,
        Severity.BLOCK,
    )
    return effect.state == "deferred" and held and effect.reason is not Reason.HALF_DONE
