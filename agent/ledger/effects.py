"""Effects: every write outside, planned before it is made, and what came of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Literal, NamedTuple

from agent.ledger.effect_values import (
    PERHAPS,
    Effect,
    State,
    channel_of,
    request_id_of,
)
from agent.ledger.effects_known import KnownEffects
from agent.ledger.store import LedgerConflictError, LedgerError, text_of
from extractors.codes import Reason
from matchers.values import Action

_NEVER_HAPPENED = frozenset({"planned", "approved", "deferred", "shadow", "rejected"})
SHOWN = 12
"""Hex digits of the hash that a person is shown and gives back."""


class NotWaitingError(LedgerError):
    """A person's word came for something that does not wait for it."""


def _business_digest(action: Action) -> str:
    """Return the digest of what makes the act; the package reference is bookkeeping."""
    body = action.model_dump_json(exclude={"package_reference", "tracking_urls"})
    return sha256(body.encode()).hexdigest()


class _Planned(NamedTuple):
    """One act as it is to be written down."""

    action: Action
    payload_sha: str
    notice: str
    night: int
    state: State
    at: datetime


class Effects(KnownEffects):
    """The outbox's rows, and all that may change them."""

    def plan(
        self,
        actions: Sequence[Action],
        *,
        notice: str,
        night: int,
        state: State,
        at: datetime,
    ) -> None:
        """Write down what is going to be done, inside a transaction.

        An action already known under its key stays as it was first written down, unless
        its own notice is decided otherwise and it certainly never happened.

        Raises:
            LedgerConflictError: A known key comes with another act behind it.
        """
        for action in actions:
            payload_sha = _business_digest(action)
            known = self._store.row(
                "select payload_sha, state, reason, notice from effect where key = ?",
                [action.key],
            )
            new = _Planned(action, payload_sha, notice, night, state, at)
            if known is None:
                self._insert(new)
                continue
            if known["notice"] != notice and self.is_free(action.key):
                self._hand_over(new)
                continue
            if known["payload_sha"] != payload_sha:
                if known["notice"] != notice:
                    raise LedgerConflictError(
                        f"effect {action.key!r} is known with another content; not sent"
                    )
                if known["state"] in _NEVER_HAPPENED and known["reason"] != PERHAPS:
                    self._replace(new)
                continue
            self._store.execute(
                "update effect set night = ? where key = ? and state = 'shadow'",
                [night, action.key],
            )
            again = known["state"] in ("shadow", "rejected") and state != "shadow"
            if again and not self.refused(action.key):
                self._change(action.key, state, at)

    def _hand_over(self, new: _Planned) -> None:
        """Give an act that is free to another case; what was said of it is void.

        It gets a request id of its own: a service that refused the first one would
        repeat its answer.
        """
        self._store.execute(
            "update effect set notice = ?, night = ?, payload = ?, payload_sha = ?,"
            " request_id = ?, attempts = 0, remote = null, planned_at = ?"
            " where key = ?",
            [
                new.notice,
                new.night,
                new.action.model_dump_json(),
                new.payload_sha,
                request_id_of(f"{new.action.key}:{new.payload_sha}"),
                text_of(new.at),
                new.action.key,
            ],
        )
        self._change(new.action.key, new.state, new.at)

    def _replace(self, new: _Planned) -> None:
        """Write another content under a known key; an approval of the old is void."""
        if self.refused(new.action.key):
            return
        self._store.execute(
            "update effect set payload = ?, payload_sha = ? where key = ?",
            [new.action.model_dump_json(), new.payload_sha, new.action.key],
        )
        self._change(new.action.key, new.state, new.at)

    def _insert(self, new: _Planned) -> None:
        now = text_of(new.at)
        self._store.execute(
            "insert into effect(key, channel, kind, notice, night, payload,"
            " payload_sha, request_id, state, planned_at, changed_at)"
            " values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                new.action.key,
                channel_of(new.action),
                new.action.kind,
                new.notice,
                new.night,
                new.action.model_dump_json(),
                new.payload_sha,
                request_id_of(new.action.key),
                new.state,
                now,
                now,
            ],
        )
        self._store.event(
            new.at, f"effect_{new.state}", new.action.key, new.payload_sha
        )

    def _change(
        self,
        key: str,
        state: State,
        at: datetime,
        *,
        remote: str | None = None,
        reason: Reason | None = None,
        evidence: str = "",
    ) -> None:
        self._store.execute(
            "update effect set state = ?, changed_at = ?,"
            " remote = coalesce(?, remote), reason = ?, evidence = ? where key = ?",
            [state, text_of(at), remote, reason, evidence, key],
        )
        self._store.event(at, f"effect_{state}", key, [remote, reason, evidence])

    def sending(self, effect: Effect, night: int, at: datetime) -> None:
        """Commit the intent to send, the attempt counted; the call may follow."""
        with self._store.transaction():
            self._store.execute(
                "update effect set attempts = attempts + 1, night = ? where key = ?",
                [night, effect.key],
            )
            self._change(effect.key, "sending", at)

    def settle(
        self,
        effect: Effect,
        state: State,
        at: datetime,
        *,
        remote: str | None = None,
        reason: Reason | None = None,
        evidence: str = "",
    ) -> None:
        """Commit what came of *effect*."""
        with self._store.transaction():
            self._change(
                effect.key, state, at, remote=remote, reason=reason, evidence=evidence
            )

    def void(self, effects: Iterable[Effect], at: datetime, why: Reason) -> None:
        """Withdraw effects that were planned and never sent, inside a transaction."""
        for effect in effects:
            self._change(effect.key, "rejected", at, reason=why, evidence="withdrawn")

    def judge(
        self,
        effect: Effect,
        verdict: Literal["approved", "rejected"],
        *,
        shown: str,
        person: str,
        at: datetime,
        reason: str = "",
    ) -> None:
        """Commit a person's word on a planned effect.

        Args:
            shown: The hash of what the person was shown, or its beginning.

        Raises:
            NotWaitingError: It does not wait for a word, or is not what was shown.
        """
        with self._store.transaction():
            now = self.by_id(effect.id)
            if now is None or now.state != "planned":
                state = now.state if now else "gone"
                raise NotWaitingError(f"E{effect.id} waits for no word: it is {state}")
            if len(shown) < SHOWN or not now.payload_sha.startswith(shown):
                raise NotWaitingError(
                    f"E{effect.id} is not what was shown under {shown!r}; look at it"
                    f" again: its hash is {now.payload_sha[:SHOWN]}"
                )
            self._store.execute(
                "insert into approval(effect, payload_sha, verdict, person, reason, at)"
                " values(?, ?, ?, ?, ?, ?)",
                [now.id, now.payload_sha, verdict, person, reason, text_of(at)],
            )
            self._change(effect.key, verdict, at, evidence=f"{verdict} by {person}")

    def await_word(self, key: str, *, approved: bool, at: datetime) -> None:
        """Let an effect go that a person approved with its case, inside a transaction.

        One that was let go for another reason, or before what speaks against it
        changed, waits again.
        """
        effect = self.get(key)
        if effect is None:
            return
        if approved and effect.state == "planned":
            self._change(key, "approved", at, evidence="nothing holds it any more")
        elif not approved and effect.state == "approved" and not self.approved(key):
            self._change(key, "planned", at, evidence="waits for a person's word")
