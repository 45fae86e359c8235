"""The scoreboard in text and as JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

from agent.evaluation.board import Board, Group, Tally, weights_of
from agent.evaluation.cases import HARMFUL, Score
from agent.evaluation.saved import Change
from review.columns import aligned
from review.escape import shortened

_HEAD = ["", "correct", "of", "share", "95 % bounds", "near", "unverified", "wrong",
         "missing", "spurious", "absent"]  # fmt: skip
_NUMBERS = frozenset(range(1, len(_HEAD)))
_SHOWN = 20
"""Wrong values that are listed unless all are asked for."""


def board_text(board: Board, *, everything: bool) -> Iterator[str]:
    """Yield one set's figures; vendors without any error only with *everything*."""
    yield f"{board.name}: {board.files} files, {_weight(board.documents)} documents"
    rows = [_HEAD]
    rows += [_row(name, tally) for name, tally in board.fields.items()]
    if board.lines.weights:
        rows.append(_row("lines", board.lines))
        rows += [_row(f"  {n[5:]}", tally) for n, tally in board.columns.items()]
    yield from ("  " + line for line in aligned(rows, _NUMBERS))
    if precision := _precision(board.lines):
        yield f"  lines: precision {precision[0]}, recall {precision[1]}"
    yield "  " + _documents(board)
    yield from _groups("reader", board.readers)
    if len(board.vendors) > 1:
        yield from _vendors(board.vendors, everything=everything)
    yield ""


def _row(name: str, tally: Tally) -> list[str]:
    right = tally.of("correct")
    share = tally.share(right, tally.asked)
    figures = ["–", "–"]
    if share:
        figures = [f"{share[0]:.1%}", f"{share[1]:.1%} to {share[2]:.1%}"]
    counts = [tally.of(r) for r in ("near", "unverified", "wrong", "missing",
                                    "spurious", "absent_ok")]  # fmt: skip
    return [name, _weight(right), _weight(tally.asked), *figures, *map(_count, counts)]


def _precision(tally: Tally) -> tuple[str, str] | None:
    right = tally.of("correct")
    given = tally.share(right, right + tally.harmful)
    there = tally.share(right, tally.asked)
    if given is None or there is None:
        return None
    return f"{given[0]:.1%}", f"{there[0]:.1%}"


def _documents(board: Board) -> str:
    states = board.states
    all_of = board.documents
    wrong = Tally({"wrong": states["wrong"]}).share(states["wrong"], all_of)
    at_most = f" (at most {wrong[2]:.1%})" if wrong else ""
    return (
        f"documents: {_weight(states['right'])} without any error,"
        f" {_weight(states['incomplete'])} incomplete,"
        f" {_weight(states['wrong'])} with something wrong{at_most}"
    )


def _groups(what: str, groups: Sequence[Group]) -> Iterator[str]:
    head = [f"by {what}", "files", "documents", "right", "incomplete", "wrong"]
    rows = [
        [
            shortened(" ".join(group.name.split()), 40) or "–",
            str(group.files),
            _weight(group.documents),
            *(_weight(group.states[s]) for s in ("right", "incomplete", "wrong")),
        ]
        for group in groups
    ]
    yield from ("  " + line for line in aligned([head, *rows], frozenset(range(1, 6))))


def _vendors(vendors: Sequence[Group], *, everything: bool) -> Iterator[str]:
    """Yield the vendors, the worst first; those without any error as a number."""
    ordered = sorted(
        vendors, key=lambda v: (-v.states["wrong"], -v.states["incomplete"], v.name)
    )
    faulty = [v for v in ordered if v.states["wrong"] or v.states["incomplete"]]
    yield from _groups("vendor", ordered if everything else faulty)
    if not everything and (rest := len(ordered) - len(faulty)):
        yield f"  and {rest} vendors without any error"


def _weight(weight: float) -> str:
    return f"{weight:.2f}".rstrip("0").rstrip(".")


def _count(weight: float) -> str:
    return _weight(weight) if weight else "·"


def wrong_text(scores: Sequence[Score], *, everything: bool) -> Iterator[str]:
    """Yield every value that is wrong, and with *everything* what is missing too."""
    kinds = HARMFUL | {"missing"} if everything else HARMFUL
    found = [
        f"  {shortened(score.case.id, 70)}: {v.place + ' ' if v.place else ''}{v.field}"
        f" {v.result}: expected {shortened(v.expected, 50)!r}, got"
        f" {shortened(v.got, 50)!r}"
        for score in scores
        for v in (*score.verdicts, *score.lines, *score.columns)
        if v.result in kinds and (v.field != "line" or v.expected)  # else: its columns
    ]
    if not found:
        return
    yield "missing or wrong:" if everything else "wrong:"
    yield from found if everything else found[:_SHOWN]
    if len(found) > _SHOWN and not everything:
        yield f"  … and {len(found) - _SHOWN} more: --details lists them all"
    yield ""


def changes_text(
    changes: Sequence[Change], compared: int, left_out: Sequence[str]
) -> Iterator[str]:
    """Yield what changed since an earlier run, and what only one run has read."""
    worse = sum(change.worse for change in changes)
    yield f"compared: {compared} documents, {len(changes)} changed, {worse} got wrong"
    if left_out:
        shown = ", ".join(shortened(name, 60) for name in left_out[:3])
        more = " …" if len(left_out) > 3 else ""  # noqa: PLR2004  # a few to see which
        yield f"  not compared, in one run only: {len(left_out)} ({shown}{more})"
    for change in changes:
        mark = "!" if change.worse else " "
        yield f"{mark} {shortened(change.id, 90)}: {change.before} → {change.after}"
        yield from (f"      {field}" for field in change.fields)


def board_json(
    boards: Sequence[Board], scores: Sequence[Score], changes: Sequence[Change] | None
) -> dict[str, Any]:
    """Return everything as one JSON object."""
    weights = weights_of(scores)
    return {
        "sets": [_board(board) for board in boards],
        "cases": [
            {
                "id": score.case.id,
                "set": score.case.set,
                "weight": round(weights[score.case.id], 6),
                "vendor": score.case.vendor,
                "reader": score.reader,
                "state": score.state,
                "verdicts": [
                    v._asdict() for v in (*score.verdicts, *score.lines, *score.columns)
                ],
            }
            for score in scores
        ],
        "changes": None if changes is None else [c._asdict() for c in changes],
    }


def _board(board: Board) -> dict[str, Any]:
    return {
        "set": board.name,
        "files": board.files,
        "documents": round(board.documents, 6),
        "fields": {name: _tally(tally) for name, tally in board.fields.items()},
        "lines": _tally(board.lines),
        "columns": {name: _tally(tally) for name, tally in board.columns.items()},
        "states": _rounded(board.states),
        "readers": [_group(group) for group in board.readers],
        "vendors": [_group(group) for group in board.vendors],
    }


def _tally(tally: Tally) -> dict[str, Any]:
    share = tally.share(tally.of("correct"), tally.asked)
    wrong = tally.share(tally.harmful, tally.asked)
    return {
        **_rounded(tally.weights),
        "asked": round(tally.asked, 6),
        "share": share and [round(figure, 6) for figure in share],
        "wrong_share": wrong and [round(figure, 6) for figure in wrong],
    }


def _group(group: Group) -> dict[str, Any]:
    return {**group._asdict(), "states": _rounded(group.states)}


def _rounded(weights: Any) -> dict[str, float]:
    return {name: round(weight, 6) for name, weight in sorted(weights.items())}
