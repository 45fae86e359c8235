"""Effects: every write outside, planned before it is made, and what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from hashlib import sha256
from sqlite3 import Row
from typing import Literal

from pydantic import TypeAdapter

from agent.ledger.store import LedgerConflictError, LedgerError, Store, text_of
from extractors.codes import Reason
from matchers.billing.values import AttachDocument, CreateBill
from matchers.values import Action, ConfirmShipment, FulfillOrder

State = Literal[
    "planned",
    "approved",
    "sending",
    "done",
    "unknown",
    "deferred",
    "rejected",
    "shadow",
    "dead_letter",
]
OPEN: tuple[State, ...] = ("planned", "approved", "sending", "unknown", "deferred")
IN_DOUBT: tuple[State, ...] = ("sending", "unknown")
_NEVER_HAPPENED = frozenset({"planned", "approved", "deferred", "shadow", "rejected"})
_PERHAPS = Reason.HALF_DONE
"""Deferred for this it was sent and not seen: what goes out again must be the same."""

SHOWN = 12
"""Hex digits of the hash that a person is shown and gives back."""

_ACTION: TypeAdapter[Action] = TypeAdapter(Action)


@dataclass(frozen=True, slots=True)
class Effect:
    """One row: an action, its state, and how often it was sent."""

    id: int
    key: str
    channel: str
    """``shops:main`` or ``marketplaces:us``."""
    notice: str
    run: int
    """Row id of the night that planned it, or sent it last."""
    action: Action
    payload_sha: str
    """Of what is to be written; an approval binds it."""
    request_id: str
    """Fixed before the first call, the same on every retry."""
    state: State
    attempts: int
    remote: str | None
    reason: Reason | None
    evidence: str
    changed_at: datetime


class NotWaitingError(LedgerError):
    """A person's word came for something that does not wait for it."""


def channel_of(action: Action) -> str:
    """Return the instance an action writes to, as settings name it."""
    match action:
        case FulfillOrder():
            return f"shops:{action.shop}"
        case ConfirmShipment():
            return f"marketplaces:{action.marketplace}"
        case CreateBill() | AttachDocument():
            return f"books:{action.books}"


def request_id_of(key: str) -> str:
    """Return the request id that belongs to *key* on every night and machine."""
    return sha256(key.encode()).hexdigest()[:32]


def _business_digest(action: Action) -> str:
    """Return the digest of what makes the act; the package reference is bookkeeping."""
    body = action.model_dump_json(exclude={"package_reference", "tracking_urls"})
    return sha256(body.encode()).hexdigest()


class Effects:
    """The outbox's rows."""

    def __init__(self, store: Store) -> None:
        self._store = store

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
            if known is None:
                self._insert(action, payload_sha, notice, night, state=state, at=at)
                continue
            if known["notice"] != notice and self.is_free(action.key):
                self._hand_over(action, payload_sha, notice, night, state=state, at=at)
                continue
            if known["payload_sha"] != payload_sha:
                if known["notice"] != notice:
                    raise LedgerConflictError(
                        f"effect {action.key!r} is known with another content; not sent"
                    )
                if known["state"] in _NEVER_HAPPENED and known["reason"] != _PERHAPS:
                    self._replace(action, payload_sha, state, at)
                continue
            self._store.execute(
                "update effect set night = ? where key = ? and state = 'shadow'",
                [night, action.key],
            )
            again = known["state"] in ("shadow", "rejected") and state != "shadow"
            if again and not self.refused(action.key):
                self._change(action.key, state, at)

    def is_free(self, key: str) -> bool:
        """Say whether another case may do the act: its own is closed without it.

        A person rejected the case, and the act certainly never happened.
        """
        sql = (
            "select e.reason from effect e join notice n on n.key = e.notice"
            " where e.key = ? and e.state = 'rejected' and n.state = 'settled'"
        )
        row = self._store.row(sql, [key])
        return row is not None and row["reason"] != _PERHAPS

    def _hand_over(
        self,
        action: Action,
        payload_sha: str,
        notice: str,
        night: int,
        *,
        state: State,
        at: datetime,
    ) -> None:
        """Give an act that is free to another case; what was said of it is void.

        It gets a request id of its own: a service that refused the first one would
        repeat its answer.
        """
        self._store.execute(
            "update effect set notice = ?, night = ?, payload = ?, payload_sha = ?,"
            " request_id = ?, attempts = 0, remote = null, planned_at = ?"
            " where key = ?",
            [
                notice,
                night,
                action.model_dump_json(),
                payload_sha,
                request_id_of(f"{action.key}:{payload_sha}"),
                text_of(at),
                action.key,
            ],
        )
        self._change(action.key, state, at)

    def _replace(
        self, action: Action, payload_sha: str, state: State, at: datetime
    ) -> None:
        """Write another content under a known key; an approval of the old is void."""
        if self.refused(action.key):
            return
        self._store.execute(
            "update effect set payload = ?, payload_sha = ? where key = ?",
            [action.model_dump_json(), payload_sha, action.key],
        )
        self._change(action.key, state, at)

    def _insert(
        self,
        action: Action,
        payload_sha: str,
        notice: str,
        night: int,
        *,
        state: State,
        at: datetime,
    ) -> None:
        now = text_of(at)
        self._store.execute(
            "insert into effect(key, channel, kind, notice, night, payload,"
            " payload_sha, request_id, state, planned_at, changed_at)"
            " values(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                action.key,
                channel_of(action),
                action.kind,
                notice,
                night,
                action.model_dump_json(),
                payload_sha,
                request_id_of(action.key),
                state,
                now,
                now,
            ],
        )
        self._store.event(at, f"effect_{state}", action.key, payload_sha)

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

    def refused(self, key: str) -> bool:
        """Say whether a person rejected this very act; it is not planned again."""
        sql = (
            "select 1 from approval a join effect e on e.id = a.effect"
            " where e.key = ? and a.verdict = 'rejected' and a.at >= e.planned_at"
        )
        return self._store.row(sql, [key]) is not None

    def approved(self, key: str) -> bool:
        """Say whether a person approved this very act with this very content."""
        sql = (
            "select 1 from approval a join effect e on e.id = a.effect where e.key = ?"
            " and a.verdict = 'approved' and a.payload_sha = e.payload_sha"
        )
        return self._store.row(sql, [key]) is not None

    def get(self, key: str) -> Effect | None:
        """Return the effect with *key*."""
        row = self._store.row("select * from effect where key = ?", [key])
        return None if row is None else _effect(row)

    def by_id(self, row: int) -> Effect | None:
        """Return the effect with this row id."""
        found = self._store.row("select * from effect where id = ?", [row])
        return None if found is None else _effect(found)

    def of_notice(self, notice: str) -> list[Effect]:
        """Return a notice's effects in the order they were planned."""
        rows = self._store.rows(
            "select * from effect where notice = ? order by id", [notice]
        )
        return [_effect(row) for row in rows]

    def in_states(self, states: Sequence[State]) -> list[Effect]:
        """Return the effects in any of *states*, oldest first."""
        marks = ",".join("?" * len(states))
        rows = self._store.rows(
            f"select * from effect where state in ({marks}) order by id",  # noqa: S608  # marks only
            states,
        )
        return [_effect(row) for row in rows]

    def shadows_of(self, run: int) -> list[Effect]:
        """Return what *run* planned in shadow."""
        rows = self._store.rows(
            "select * from effect where state = 'shadow' and night = ? order by id",
            [run],
        )
        return [_effect(row) for row in rows]

    def done_in(self, runs: Sequence[int]) -> list[Effect]:
        """Return the effects whose last sending was in one of *runs*, proved done."""
        marks = ",".join("?" * len(runs))
        rows = self._store.rows(
            f"select * from effect where night in ({marks}) and attempts > 0"  # noqa: S608  # marks
            " and state = 'done' order by id",
            runs,
        )
        return [_effect(row) for row in rows]

    def sent_in(self, runs: Sequence[int]) -> list[Effect]:
        """Return the effects that one of *runs* sent, whatever came of it."""
        marks = ",".join("?" * len(runs))
        rows = self._store.rows(
            f"select * from effect where night in ({marks}) and attempts > 0"  # noqa: S608  # marks
            " order by id",
            runs,
        )
        return [_effect(row) for row in rows]

    def done_by_night(self, kind: str, nights: int) -> list[int]:
        """Return how many of *kind* each of the last nights did, newest first."""
        rows = self._store.rows(
            "select n.night, count(*) as sent from effect e join night n"
            " on n.id = e.night where e.kind = ? and e.state = 'done'"
            " group by n.night order by n.night desc limit ?",
            [kind, nights],
        )
        return [row["sent"] for row in rows]

    def billed_by_night(self, nights: int) -> list[Decimal]:
        """Return what the bills of each of the last nights came to, newest first."""
        rows = self._store.rows(
            "select n.night, e.payload from effect e join night n on n.id = e.night"
            " where e.kind = 'create_bill' and e.state = 'done' and n.night in"
            " (select distinct n.night from effect e join night n on n.id = e.night"
            "  where e.kind = 'create_bill' and e.state = 'done'"
            "  order by n.night desc limit ?) order by n.night desc",
            [nights],
        )
        sums: dict[str, Decimal] = {}
        for row in rows:
            total = CreateBill.model_validate_json(row["payload"]).total
            sums[row["night"]] = sums.get(row["night"], Decimal(0)) + total
        return list(sums.values())


def _effect(row: Row) -> Effect:
    return Effect(
        id=row["id"],
        key=row["key"],
        channel=row["channel"],
        notice=row["notice"],
        run=row["night"],
        action=_ACTION.validate_json(row["payload"]),
        payload_sha=row["payload_sha"],
        request_id=row["request_id"],
        state=row["state"],
        attempts=row["attempts"],
        remote=row["remote"],
        reason=None if row["reason"] is None else Reason(row["reason"]),
        evidence=row["evidence"],
        changed_at=datetime.fromisoformat(row["changed_at"]),
    )
