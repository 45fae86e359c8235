"""Deciding: each open notice held against fresh orders, planned, acted on."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from agent.clock import Clock, business_date
from agent.health import Health
from agent.ledger.effects import IN_DOUBT, OPEN, Effect
from agent.ledger.ledger import Ledger
from agent.ledger.notices import Notice, NoticeState
from agent.modes import mode_of, planned_state
from agent.outbox import Outbox, Records
from agent.settings.values import Settings
from agent.stages.orders import Known
from agent.stages.read import Gate
from agent.wiring import Outside
from channels.errors import ChannelError
from extractors.codes import SEVERITY, Reason, Severity
from matchers.contradictions import Claim, contradictions
from matchers.orders import Reference
from matchers.shipments import Arrival, Candidate, Standing, candidates, claims, decide
from matchers.values import Action, Disposition, MarketOrder, Match, ShopOrder
from matchers.vendors import Vendor
from review.values import Ending

_STATES: dict[Disposition, NoticeState] = {
    "hold": "flagged",
    "known": "known",
    "wait": "open",
    "settled": "settled",
    "none": "settled",
}
Order = TypeVar("Order", ShopOrder, MarketOrder)

_WITHDRAWABLE = ("planned", "approved", "deferred")


class Decider:
    """Decides the open notices of one run, one after another."""

    def __init__(
        self,
        ledger: Ledger,
        outside: Outside,
        outbox: Outbox,
        health: Health,
        *,
        gate: Gate,
        known: Known,
        settings: Settings,
        run: int,
        clock: Clock,
    ) -> None:
        self._ledger = ledger
        self._outside = outside
        self._outbox = outbox
        self._health = health
        self._gate = gate
        self._known = known
        self._settings = settings
        self._run = run
        self._clock = clock
        self._today = business_date(clock(), settings.store.time_zone)
        self._arrivals: dict[str, Arrival] = {}
        self._candidates: dict[str, Candidate] = {}
        self._claimed: Mapping[str, frozenset[Reference]] = {}
        plain = self._standing(())
        tonight = ledger.runs_of(run)
        rivals = []
        for notice in ledger.notices.undecided():
            arrival = self._arrivals[notice.key] = self._arrival(notice)
            candidate = self._candidates[notice.key] = candidates(arrival, plain)
            if notice.opened in tonight:
                rivals.append(Claim(notice.key, arrival, candidate))
        for key, finding in contradictions(rivals, known.index).items():
            candidate = self._candidates[key]
            findings = (*candidate.findings, finding)
            self._candidates[key] = replace(candidate, findings=findings)
        self._claimed = claims(
            (arrival, self._candidates[key]) for key, arrival in self._arrivals.items()
        )

    def settle(self, notice: Notice) -> None:
        """Decide *notice*, plan what follows, and send it.

        Raises:
            StoppedError: The kill switch is set; the decision is kept, nothing sent.
        """
        own = self._ledger.effects.of_notice(notice.key)
        if any(effect.state in IN_DOUBT for effect in own):
            self._again(notice)
            return
        candidate = self._candidates[notice.key]
        shop_order, market_order = self._fresh(candidate)
        match = decide(
            self._arrivals[notice.key],
            candidate,
            self._standing(self._committed(notice)),
            shop_order=shop_order,
            market_order=market_order,
        )
        effects = self._plan(notice, match, own)
        records = {
            f"{ref.channel}:{ref.instance}": record
            for ref, record in (
                (candidate.shop, shop_order),
                (candidate.market, market_order),
            )
            if ref is not None and record is not None
        }
        self._send(notice, match, effects, records)

    def _again(self, notice: Notice) -> None:
        """Keep yesterday's decision of a notice whose effect is still in doubt."""
        if notice.match is not None:
            with self._ledger.transaction():
                self._ledger.notices.decide(
                    notice.key, notice.match, night=self._run, at=self._clock()
                )

    # --- what a decision is made of --------------------------------------------------

    def _arrival(self, notice: Notice) -> Arrival:
        message = self._ledger.mail.get(notice.message)
        verdict = self._gate.verdict(message.mail)
        assert verdict is not None  # noqa: S101  # notices come from mail only
        received = message.received or (message.mail.date if message.mail else None)
        return Arrival(
            notice=notice.body,
            document=notice.document,
            verdict=verdict,
            vendor=self._gate.vendors.get(verdict.vendor) if verdict.vendor else None,
            mail_date=self._day(received),
            issues=notice.issues,
            nights_open=self._ledger.nights_between(notice.opened, self._run),
        )

    def _day(self, instant: datetime | None) -> date:
        if instant is None:
            return self._today
        return business_date(instant, self._settings.store.time_zone)

    def _standing(self, committed: Iterable[Action]) -> Standing:
        return Standing(
            index=self._known.index,
            policy=self._known.policy,
            now=self._clock(),
            today=self._today,
            indexed_at=self._known.indexed_at,
            committed=tuple(committed),
            claimed=self._claimed,
        )

    def _committed(self, notice: Notice) -> Iterable[Action]:
        """Return what other notices have under way; shadow plans count too."""
        under_way = [
            *self._ledger.effects.in_states(OPEN),
            *self._ledger.effects.shadows_of(self._run),
        ]
        for effect in under_way:
            if effect.notice != notice.key:
                yield effect.action

    def _fresh(
        self, candidate: Candidate
    ) -> tuple[ShopOrder | None, MarketOrder | None]:
        """Read the candidate's orders; None for one that cannot be read now."""
        shop_order = market_order = None
        if candidate.shop is not None:
            shop = self._outside.shops[candidate.shop.instance]
            shop_order = self._read(candidate.shop, shop.order)
        if candidate.market is not None:
            market = self._outside.marketplaces[candidate.market.instance]
            market_order = self._read(candidate.market, market.order)
        return shop_order, market_order

    def _read(self, reference: Reference, read: Callable[[str], Order]) -> Order | None:
        channel = f"{reference.channel}:{reference.instance}"
        if self._health.is_down(channel):
            return None
        try:
            order = read(reference.id)
        except ChannelError as error:
            self._health.failed(channel, error)
            return None
        self._health.worked(channel)
        return order

    # --- what follows ----------------------------------------------------------------

    def _plan(self, notice: Notice, match: Match, own: list[Effect]) -> list[Effect]:
        """Commit the decision with its effects; withdraw planned ones it dropped."""
        vendor = self._arrivals[notice.key].vendor
        keys = {action.key for action in match.actions}
        now = self._clock()
        with self._ledger.transaction():
            self._ledger.notices.decide(notice.key, match, night=self._run, at=now)
            self._ledger.effects.void(
                [e for e in own if e.state in _WITHDRAWABLE and e.key not in keys],
                now,
                Reason.STALE_SNAPSHOT,
            )
            if vendor is not None:
                for action in match.actions:
                    self._plan_one(notice, action, vendor, now)
            if match.disposition != "act":
                state = self._state(notice, match.disposition)
                self._ledger.notices.move(notice.key, state, now)
        return [e for key in keys if (e := self._ledger.effects.get(key)) is not None]

    def _state(self, notice: Notice, disposition: Disposition) -> NoticeState:
        """Return where a notice stands that nothing follows from tonight."""
        state = _STATES[disposition]
        nights = self._arrivals[notice.key].nights_open
        if state in ("open", "flagged") and nights >= self._settings.store.open_nights:
            return "expired"
        return state

    def _plan_one(
        self, notice: Notice, action: Action, vendor: Vendor, now: datetime
    ) -> None:
        state = planned_state(mode_of(action, vendor, self._settings.store))
        if state is not None:
            self._ledger.effects.plan(
                [action], notice=notice.key, night=self._run, state=state, at=now
            )

    def _send(
        self, notice: Notice, match: Match, effects: list[Effect], records: Records
    ) -> None:
        if match.disposition != "act":
            return
        allowed = [e for e in effects if self._may_go(notice, e)]
        ordered = sorted(allowed, key=lambda effect: effect.id)
        try:
            self._outbox.deliver(ordered, match.vendor, records)
        finally:
            self._move(notice, match)

    def _may_go(self, notice: Notice, effect: Effect) -> bool:
        """Say whether tonight's settings let *effect* out, whenever it was planned."""
        vendor = self._arrivals[notice.key].vendor
        if vendor is None:
            return False
        mode = mode_of(effect.action, vendor, self._settings.store)
        person = mode == "draft" and self._ledger.effects.approved(effect.key)
        return mode == "auto" or person

    def _move(self, notice: Notice, match: Match) -> None:
        """Set the notice's state by what came of its effects."""
        keys = [action.key for action in match.actions]
        effects = [self._ledger.effects.get(key) for key in keys]
        states = {effect.state if effect else "off" for effect in effects}
        stuck = any(effect is not None and needs_a_person(effect) for effect in effects)
        state: NoticeState = "open"
        if states == {"done"}:
            state = "done"
        elif any(map(self._ledger.effects.refused, keys)):
            state = "settled"
        elif stuck:
            state = "flagged"
        with self._ledger.transaction():
            self._ledger.notices.move(notice.key, state, self._clock())

    # --- the end of a night ----------------------------------------------------------

    def finish(self) -> Ending:
        """Settle what the last answers changed; say how the night ends.

        What an earlier run left in doubt, and what turned out not to have happened, is
        sent now. What this run sent itself waits for the next one: a service that is
        slow to show a write gets hours and not minutes before it is repeated.
        """
        waiting = [
            notice
            for notice in self._ledger.notices.decided_in([self._run])
            if notice.state in ("open", "flagged") and notice.match is not None
        ]
        for notice in waiting:
            if any(map(self._left_over, self._ledger.effects.of_notice(notice.key))):
                self.settle(notice)
            elif notice.match is not None and notice.match.disposition == "act":
                self._move(notice, notice.match)
        return "not finished" if any(map(self._unfinished, waiting)) else "complete"

    def _left_over(self, effect: Effect) -> bool:
        """Say whether *effect* is an earlier run's, and certainly did not happen."""
        absent = effect.state == "deferred" and effect.reason is Reason.HALF_DONE
        return absent and effect.run != self._run

    def _unfinished(self, notice: Notice) -> bool:
        """Say whether *notice* waits for a service and not for a person."""
        now = self._ledger.notices.get(notice.key)
        if now is None or now.match is None or now.state != "open":
            return False
        if now.match.disposition == "wait":
            return True
        effects = self._ledger.effects.of_notice(now.key)
        return any(
            e.state in IN_DOUBT or (e.state == "deferred" and self._may_go(now, e))
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
