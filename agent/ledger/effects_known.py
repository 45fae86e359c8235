"""Effects as they were written down: look-ups, none of which changes anything."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from sqlite3 import Row

from pydantic import TypeAdapter

from agent.ledger.effect_values import PERHAPS, Effect, State
from agent.ledger.store import Store, marks
from extractors.codes import Reason
from matchers.billing.values import CreateBill
from matchers.values import Action

_ACTION: TypeAdapter[Action] = TypeAdapter(Action)
_SENT_IN = "night in ({}) and attempts > 0"


class KnownEffects:
    """The outbox's rows, to be read."""

    def __init__(self, store: Store) -> None:
        self._store = store

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

    def is_free(self, key: str) -> bool:
        """Say whether another case may do the act: its own is closed without it.

        A person rejected the case, and the act certainly never happened.
        """
        sql = (
            "select e.reason from effect e join notice n on n.key = e.notice"
            " where e.key = ? and e.state = 'rejected' and n.state = 'settled'"
        )
        row = self._store.row(sql, [key])
        return row is not None and row["reason"] != PERHAPS

    def get(self, key: str) -> Effect | None:
        """Return the effect with *key*."""
        found = self._effects("key = ?", [key])
        return found[0] if found else None

    def by_id(self, row: int) -> Effect | None:
        """Return the effect with this row id."""
        found = self._effects("id = ?", [row])
        return found[0] if found else None

    def of_notice(self, notice: str) -> list[Effect]:
        """Return a notice's effects in the order they were planned."""
        return self._effects("notice = ?", [notice])

    def in_states(self, states: Sequence[State]) -> list[Effect]:
        """Return the effects in any of *states*, oldest first."""
        return self._effects(f"state in ({marks(states)})", states)

    def shadows_of(self, run: int) -> list[Effect]:
        """Return what *run* planned in shadow."""
        return self._effects("state = 'shadow' and night = ?", [run])

    def done_in(self, runs: Sequence[int]) -> list[Effect]:
        """Return the effects whose last sending was in one of *runs*, proved done."""
        return self._effects(f"{_SENT_IN.format(marks(runs))} and state = 'done'", runs)

    def sent_in(self, runs: Sequence[int]) -> list[Effect]:
        """Return the effects that one of *runs* sent, whatever came of it."""
        return self._effects(_SENT_IN.format(marks(runs)), runs)

    def _effects(self, where: str, values: Sequence[object]) -> list[Effect]:
        sql = f"select * from effect where {where} order by id"  # noqa: S608  # ours
        return [_effect(row) for row in self._store.rows(sql, values)]

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
