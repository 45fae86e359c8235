"""Scores added up: by field, set, reader and vendor; variants of a document weigh 1."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from agent.evaluation.cases import Result, Score, State, Verdict
from agent.evaluation.intervals import bounds

_ASKED: tuple[Result, ...] = ("correct", "near", "unverified", "wrong", "missing")


@dataclass(frozen=True, slots=True)
class Tally:
    """Results of one field, in documents: fractions where variants share a weight."""

    weights: dict[Result, float]

    def of(self, *results: Result) -> float:
        """Return the weight of some results."""
        return sum(self.weights.get(result, 0.0) for result in results)

    @property
    def asked(self) -> float:
        """The weight of what there was to be found."""
        return self.of(*_ASKED)

    @property
    def harmful(self) -> float:
        """The weight of what was read and is not so."""
        return self.of("wrong", "spurious")

    def share(self, part: float, whole: float) -> tuple[float, float, float] | None:
        """Return part of whole with its exact bounds at 95 %; None of nothing."""
        return (part / whole, *bounds(part, whole)) if whole > 0 else None


class Group(NamedTuple):
    """Documents of one set, reader or vendor."""

    name: str
    files: int
    documents: float
    states: dict[State, float]


@dataclass(frozen=True, slots=True)
class Board:
    """One set's figures."""

    name: str
    files: int
    documents: float
    fields: dict[str, Tally]
    lines: Tally
    columns: dict[str, Tally]
    states: dict[State, float]
    readers: list[Group]
    vendors: list[Group]


def boards(scores: Sequence[Score]) -> list[Board]:
    """Return a board for each set, in the order of their names."""
    weights = weights_of(scores)
    return [
        _board(name, [s for s in scores if s.case.set == name], weights)
        for name in sorted({score.case.set for score in scores})
    ]


def weights_of(scores: Iterable[Score]) -> dict[str, float]:
    """Return each case's weight: the variants of one document share 1."""
    scores = list(scores)
    variants = Counter((s.case.set, s.case.document) for s in scores)
    return {s.case.id: 1 / variants[s.case.set, s.case.document] for s in scores}


def _board(name: str, scores: list[Score], weights: dict[str, float]) -> Board:
    def tallies(chosen: Callable[[Score], Iterable[Verdict]]) -> dict[str, Tally]:
        counted: dict[str, Counter[Result]] = {}
        for score in scores:
            for verdict in chosen(score):
                counter = counted.setdefault(verdict.field, Counter())
                counter[verdict.result] += weights[score.case.id]  # type: ignore[assignment]  # fractions are counted as well
        return {field: Tally(dict(counter)) for field, counter in counted.items()}

    return Board(
        name=name,
        files=len(scores),
        documents=sum(weights[score.case.id] for score in scores),
        fields=tallies(lambda score: score.verdicts),
        lines=tallies(lambda score: score.lines).get("line", Tally({})),
        columns=tallies(lambda score: score.columns),
        states=_states(scores, weights),
        readers=_groups(scores, weights, lambda score: score.reader),
        vendors=_groups(scores, weights, lambda score: score.case.vendor),
    )


def _states(scores: Iterable[Score], weights: dict[str, float]) -> dict[State, float]:
    states: dict[State, float] = {"right": 0.0, "incomplete": 0.0, "wrong": 0.0}
    for score in scores:
        states[score.state] += weights[score.case.id]
    return states


def _groups(
    scores: Sequence[Score], weights: dict[str, float], key: Callable[[Score], str]
) -> list[Group]:
    found: dict[str, list[Score]] = {}
    for score in scores:
        found.setdefault(key(score), []).append(score)
    return [
        Group(
            name,
            len(part),
            sum(weights[score.case.id] for score in part),
            _states(part, weights),
        )
        for name, part in sorted(found.items())
    ]
