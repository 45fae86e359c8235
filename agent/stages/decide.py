"""Deciding: each open notice held against fresh orders, planned, acted on."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from agent.clock import Clock, business_date, date_of
from agent.health import Health
from agent.ledger.cases import Notice
from agent.ledger.effect_values import OPEN
from agent.ledger.ledger import Ledger
from agent.outbox import Outbox
from agent.settings.values import Settings
from agent.stages.beside import mails_beside, told_of
from agent.stages.gate import Gate
from agent.stages.orders import Known
from agent.stages.settle import Settler
from agent.wiring import Outside
from channels.errors import ChannelError
from matchers.contradictions import Claim, contradictions
from matchers.orders import Reference
from matchers.shipments import Arrival, Candidate, Standing, candidates, claims, decide
from matchers.values import Action, Disposition, Finding, MarketOrder, Match, ShopOrder
from matchers.withdrawals import Said, denied, withdrawals
from review.values import Ending

Order = TypeVar("Order", ShopOrder, MarketOrder)
_SHOWN: frozenset[Disposition] = frozenset({"settled", "none"})
"""What comes of a notice that the shops show already."""


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
        self._settler = Settler(
            ledger,
            ledger.notices,
            outbox,
            store=settings.store,
            run=run,
            clock=clock,
        )
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
        self._said: Mapping[int, Said] = {}
        self._consider(ledger.notices.undecided())

    def _consider(self, notices: Sequence[Notice]) -> None:
        """Look at all open notices together: one may speak against another."""
        plain = self._standing(())
        tonight = self._ledger.runs_of(self._run)
        rivals = []
        for notice in notices:
            arrival = self._arrivals[notice.key] = self._arrival(notice)
            candidate = self._candidates[notice.key] = candidates(arrival, plain)
            if notice.opened in tonight:
                rivals.append(Claim(notice.key, arrival, candidate))
        told = told_of(self._ledger, notices)
        beside = mails_beside(self._ledger, self._gate, told)
        self._said = {said.message: said for said in beside}
        for against in (
            contradictions(rivals, self._known.index),
            withdrawals(told, self._said.values()),
        ):
            for key, finding in against.items():
                self._candidates[key] = _with(self._candidates[key], finding)
        self._claimed = claims(
            (arrival, self._candidates[key]) for key, arrival in self._arrivals.items()
        )

    def settle(self, notice: Notice) -> None:
        """Decide *notice*, plan what follows, and send it.

        Raises:
            StoppedError: The kill switch is set; the decision is kept, nothing sent.
        """
        if self._settler.in_doubt(notice):
            self._settler.keep(notice)
            return
        candidate = self._candidates[notice.key]
        shop_order, market_order = self._fresh(candidate)

        def decided(candidate: Candidate) -> Match:
            return decide(
                self._arrivals[notice.key],
                candidate,
                self._standing(self._committed(notice)),
                shop_order=shop_order,
                market_order=market_order,
            )

        match = decided(candidate)
        said = self._said.get(notice.message)
        if match.disposition in _SHOWN and said and (finding := denied(said)):
            match = decided(_with(candidate, finding))
        records = {
            f"{ref.channel}:{ref.instance}": record
            for ref, record in (
                (candidate.shop, shop_order),
                (candidate.market, market_order),
            )
            if ref is not None and record is not None
        }
        vendor = self._arrivals[notice.key].vendor
        self._settler.settle(notice, match, vendor, records)

    def _arrival(self, notice: Notice) -> Arrival:
        message = self._ledger.mail.get(notice.message)
        verdict = self._gate.of(self._ledger, message)
        assert verdict is not None  # noqa: S101  # notices come from mail only
        return Arrival(
            notice=notice.body,
            document=notice.document,
            verdict=verdict,
            vendor=self._gate.vendors.get(verdict.vendor) if verdict.vendor else None,
            mail_date=date_of(
                message.dated, self._settings.store.time_zone, today=self._today
            ),
            issues=notice.issues,
            nights_open=self._ledger.nights_between(notice.opened, self._run),
        )

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

    def finish(self) -> Ending:
        """Settle what the last answers changed; say how the night ends.

        What an earlier run left in doubt, and what turned out not to have happened, is
        sent now. What this run sent itself waits for the next one: a service that is
        slow to show a write gets hours and not minutes before it is repeated.
        """
        waiting = self._settler.waiting()
        for notice in waiting:
            if self._settler.left_over(notice):
                self.settle(notice)
            elif notice.match is not None and notice.match.disposition == "act":
                self._settler.move(notice, notice.match.actions)
        return self._settler.ending(
            (notice, self._arrivals[notice.key].vendor) for notice in waiting
        )


def _with(candidate: Candidate, finding: Finding) -> Candidate:
    return replace(candidate, findings=(*candidate.findings, finding))
