"""The outbox: sends planned effects, and finds out about those whose outcome is open.

Each effect goes ``approved → sending → done | unknown | deferred | rejected``; the
intent is on disk before the call, and nothing is believed that was not read back.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta

from agent.caps import Caps
from agent.health import Health
from agent.ledger.effect_values import IN_DOUBT, Effect, State
from agent.ledger.ledger import Ledger
from agent.switch import Switch
from agent.writers import Record, Writer
from channels.errors import (
    AuthorizationError,
    ChannelError,
    NotExecutedError,
    RejectedError,
)
from extractors.codes import Reason
from matchers.readback import Readback

FRESH = timedelta(seconds=5)
"""A record read for the decision this long ago still serves to send on."""
STUCK: tuple[State, ...] = ("rejected", "dead_letter")

Records = Mapping[str, Record]
"""Channel → the record just read there for the decision."""


class StoppedError(Exception):
    """The kill switch is set; nothing was sent after it was seen."""


class Outbox:
    """One night's sending, over the writers of its channels."""

    def __init__(
        self,
        ledger: Ledger,
        writers: Mapping[str, Writer],
        *,
        night: int,
        clock: Callable[[], datetime],
        sleep: Callable[[float], None],
        switch: Switch,
        caps: Caps,
        health: Health,
        settle: timedelta,
    ) -> None:
        self._ledger = ledger
        self._writers = writers
        self._night = night
        self._clock = clock
        self._sleep = sleep
        self._switch = switch
        self._caps = caps
        self._health = health
        self._settle = settle

    def deliver(self, effects: Iterable[Effect], vendor: str, fresh: Records) -> None:
        """Send what is approved or deferred, each at most once.

        What follows an effect the service refused is not sent: they belong together.

        Raises:
            StoppedError: The kill switch was set before one of them.
        """
        for effect in effects:
            if effect.state in ("approved", "deferred"):
                self._deliver(effect, vendor, fresh.get(effect.channel))
                now = self._ledger.effects.get(effect.key)
                if now is not None and now.state in STUCK:
                    return

    def _deliver(self, effect: Effect, vendor: str, record: Record | None) -> None:
        if self._health.is_down(effect.channel):
            self._defer(effect, Reason.API_UNAVAILABLE, "the channel is down tonight")
            return
        writer = self._writers[effect.channel]
        if record is None or self._clock() - record.read_at > FRESH:
            try:
                record = writer.read(effect.action)
            except ChannelError as error:
                self._health.failed(effect.channel, error)
                self._defer(effect, error.code, str(error))
                return
        seen = writer.read_back(effect.action, record)
        if seen.status == "done":
            self._done(effect, seen, "was there before we sent it")
            return
        objections = writer.objections(effect.action, record)
        if seen.status == "conflict" or objections:
            reason = objections[0].code if objections else Reason.READBACK_MISMATCH
            detail = objections[0].detail if objections else seen.detail
            self._settle_as(effect, "rejected", reason, detail)
            return
        if refusal := self._caps.refusal(effect.action, vendor):
            self._defer(effect, Reason.CAP_REACHED, refusal)
            return
        if self._switch.is_set():
            raise StoppedError(self._switch.why())
        self._caps.count(effect.action, vendor)
        self._ledger.effects.sending(effect, self._night, self._clock())
        self._send(effect, writer)

    def _send(self, effect: Effect, writer: Writer) -> None:
        try:
            writer.send(effect.action, effect.request_id)
        except (NotExecutedError, AuthorizationError) as error:
            self._health.failed(effect.channel, error)
            self._defer(effect, error.code, str(error))
        except RejectedError as error:
            self._settle_as(effect, "rejected", error.code, str(error))
        except ChannelError as error:
            self._health.failed(effect.channel, error)
            self._settle_as(effect, "unknown", error.code, str(error))
            self._ask(effect, writer)
        else:
            self._health.worked(effect.channel)
            self._ask(effect, writer)

    def resolve_doubts(self, *, wait: bool) -> None:
        """Ask about every effect whose outcome is open.

        Found: done. Not found and older than the settling time: may be sent again with
        the same request id. Younger: left for later, or waited for with *wait*.
        """
        doubtful = self._ledger.effects.in_states(IN_DOUBT)
        if wait and doubtful and (rest := self._rest(doubtful)) > timedelta(0):
            self._sleep(rest.total_seconds())
        for effect in doubtful:
            writer = self._writers.get(effect.channel)
            if writer is None or self._health.is_down(effect.channel):
                continue
            self._ask(effect, writer)

    def _rest(self, doubtful: Iterable[Effect]) -> timedelta:
        """Return how long until the youngest doubt has settled."""
        youngest = max(effect.changed_at for effect in doubtful)
        return youngest + self._settle - self._clock()

    def _ask(self, effect: Effect, writer: Writer) -> None:
        try:
            seen = writer.read_back(effect.action, writer.read(effect.action))
        except ChannelError as error:
            self._health.failed(effect.channel, error)
            self._unknown(effect, error.code, str(error))
            return
        if seen.status == "done":
            self._done(effect, seen, "read back")
        elif seen.status == "conflict":
            self._settle_as(
                effect, "dead_letter", Reason.READBACK_MISMATCH, seen.detail
            )
        elif self._settled(effect):
            detail = "asked after it had settled: it did not happen"
            self._defer(effect, Reason.HALF_DONE, detail)
        else:
            self._unknown(effect, Reason.HALF_DONE, "sent, and not to be seen yet")

    def _settled(self, effect: Effect) -> bool:
        """Say whether a write of *effect* would be visible by now."""
        if effect.state not in IN_DOUBT:
            return False
        return self._clock() - effect.changed_at >= self._settle

    def _done(self, effect: Effect, seen: Readback, how: str) -> None:
        self._ledger.effects.settle(
            effect, "done", self._clock(), remote=seen.remote, evidence=how
        )

    def _settle_as(
        self, effect: Effect, state: State, reason: Reason, detail: str
    ) -> None:
        self._ledger.effects.settle(
            effect, state, self._clock(), reason=reason, evidence=detail
        )

    def _defer(self, effect: Effect, reason: Reason, detail: str) -> None:
        self._settle_as(effect, "deferred", reason, detail)

    def _unknown(self, effect: Effect, reason: Reason, detail: str) -> None:
        """Keep the doubt as old as it is: asking does not make it younger."""
        fresh = self._ledger.effects.get(effect.key)
        if fresh is not None and fresh.state != "unknown":
            self._settle_as(effect, "unknown", reason, detail)
