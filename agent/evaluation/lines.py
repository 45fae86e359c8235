"""Lines held against the true lines: paired by what agrees, then judged by column."""

from collections.abc import Mapping, Sequence

from agent.evaluation.cases import HARMFUL, ExpectedLine, Result, Truth, Verdict
from agent.evaluation.compare import judged

Line = Mapping[str, object]
"""Column → value as read; a value that is not certain is None."""
BESIDE = {"unit_price": "list_price", "quantity": "agreed"}
"""Columns whose truth may be what the record tells apart from them."""


def judge_lines(
    truth: Sequence[ExpectedLine],
    got: Sequence[Line],
    *,
    place: str = "",
    unsigned: bool = False,
) -> tuple[list[Verdict], list[Verdict]]:
    """Judge the lines of one record.

    Returns:
        One verdict for each line, and one for each judged column of a paired line.
    """
    whole: list[Verdict] = []
    columns: list[Verdict] = []
    pairs = _paired(truth, got, unsigned=unsigned)
    for i, line in enumerate(truth):
        where = f"{place} line {i + 1}".strip()
        if i not in pairs:
            whole.append(Verdict("line", "missing", where, _shown(line)))
            continue
        found = got[pairs[i]]
        parts = [
            Verdict(
                f"line.{name}",
                _column(name, right, found, unsigned=unsigned),
                where,
                " or ".join(sorted(str(value) for value in right)),
                str(found.get(name)),
            )
            for name, right in line.values.items()
        ]
        columns += parts
        whole.append(Verdict("line", _worst(parts), where))
    for j in sorted(set(range(len(got))) - set(pairs.values())):
        shown = ", ".join(f"{k} {v}" for k, v in got[j].items() if v is not None)
        whole.append(Verdict("line", "spurious", place, "no such line", shown))
    return whole, columns


def _paired(
    truth: Sequence[ExpectedLine], got: Sequence[Line], *, unsigned: bool
) -> dict[int, int]:
    """Pair each true line with the read one that agrees most, nearest first."""
    scored = sorted(
        (-_agreeing(line, found, unsigned=unsigned), abs(i - j), i, j)
        for i, line in enumerate(truth)
        for j, found in enumerate(got)
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for agreeing, _, i, j in scored:
        if agreeing < 0 and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _agreeing(line: ExpectedLine, got: Line, *, unsigned: bool) -> int:
    return sum(
        _column(name, right, got, unsigned=unsigned) == "correct"
        for name, right in line.values.items()
    )


def _column(name: str, right: frozenset[Truth], got: Line, *, unsigned: bool) -> Result:
    """Judge one column; what is told apart beside it may be the true one.

    That is a price before its discount, and what is confirmed beside what was ordered.
    """
    result = _judged(name, right, got.get(name), unsigned=unsigned)
    beside = got.get(BESIDE.get(name, ""))
    if result != "correct" and beside is not None:
        other = _judged(name, right, beside, unsigned=unsigned)
        return other if other == "correct" else result
    return result


def _judged(
    name: str, right: frozenset[Truth], got: object, *, unsigned: bool
) -> Result:
    results = [judged(name, truth, got, unsigned=unsigned) for truth in right]
    return next((r for r in results if r in {"correct", "absent_ok"}), results[0])


def _worst(parts: Sequence[Verdict]) -> Result:
    results = {part.result for part in parts}
    if results & HARMFUL:
        return "wrong"
    return "missing" if "missing" in results else "correct"


def _shown(line: ExpectedLine) -> str:
    return ", ".join(f"{k} {min(map(str, v))}" for k, v in line.values.items())
