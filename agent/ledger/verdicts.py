"""What persons said of cases that waited for them, bound to what they were shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from agent.ledger.effects import SHOWN, NotWaitingError
from agent.ledger.store import Store, digest_of, text_of
from extractors.codes import Severity
from matchers.values import Action, Match

_STOPS = frozenset({Severity.BLOCK, Severity.HOLD})


@dataclass(frozen=True, slots=True)
class Verdict:
    """One person's word on one case."""

    verdict: Literal["approved", "rejected"]
    shown: str
    person: str
    reason: str
    at: datetime


def shown_of(match: Match, actions: Sequence[Action]) -> str:
    """Return the hash of what a person decides on.

    It covers what would be written, every line beside its order's, and what speaks
    against it; when any of it changes, a word given before counts for nothing.
    """
    return digest_of(
        {
            "actions": [action.model_dump(mode="json") for action in actions],
            "lines": [line.model_dump(mode="json") for line in match.lines],
            "against": [
                [finding.code, finding.detail]
                for finding in match.findings
                if finding.severity in _STOPS
            ],
        }
    )


class Verdicts:
    """The words of persons, oldest first."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def give(
        self,
        case: str,
        verdict: Literal["approved", "rejected"],
        *,
        shown: str,
        current: str,
        person: str,
        at: datetime,
        reason: str = "",
    ) -> None:
        """Write a word down, inside a transaction.

        Args:
            case: Its key.
            verdict: The word.
            shown: The hash of what the person was shown, or its beginning.
            current: The hash of what there is to decide now.
            person: Who it is.
            at: When.
            reason: Why.

        Raises:
            NotWaitingError: What was shown is not what there is now.
        """
        if len(shown) < SHOWN or not current.startswith(shown):
            raise NotWaitingError(
                f"it is not what was shown under {shown!r}; look at it again: its hash"
                f" is {current[:SHOWN]}"
            )
        self._store.execute(
            "insert into verdict(notice, shown, verdict, person, reason, at)"
            " values(?, ?, ?, ?, ?, ?)",
            [case, current, verdict, person, reason, text_of(at)],
        )
        self._store.event(at, f"case_{verdict}", case, [current, person])

    def of(self, case: str) -> list[Verdict]:
        """Return what was said of a case."""
        rows = self._store.rows(
            "select * from verdict where notice = ? order by id", [case]
        )
        return [
            Verdict(
                verdict=row["verdict"],
                shown=row["shown"],
                person=row["person"],
                reason=row["reason"],
                at=datetime.fromisoformat(row["at"]),
            )
            for row in rows
        ]

    def approved(self, case: str, current: str) -> Verdict | None:
        """Return the last word on a case if it is yes, and to exactly this."""
        said = self.of(case)
        if said and said[-1].verdict == "approved" and said[-1].shown == current:
            return said[-1]
        return None
