"""``agent eval``: what is read, held against the truth."""

import os
from collections.abc import Sequence
from pathlib import Path

from agent.cli.failures import UsageError
from agent.cli.output import Progress, say, say_json
from agent.cli.scoreboard import board_json, board_text, changes_text, wrong_text
from agent.evaluation import saved
from agent.evaluation.board import boards
from agent.evaluation.cases import Score
from agent.evaluation.replay import Replayed
from agent.evaluation.run import NoTruthError, cases_in, scores

CORPORA = "NIGHTCLERK_CORPORA"
"""Environment variable: where the sets lie when none is named."""


def evaluate(
    sets: Sequence[Path],
    *,
    without_xml: bool,
    replay: Path | None,
    compare: Path | None,
    save: Path | None,
    details: bool,
    as_json: bool,
) -> int:
    """Read every document of the sets, print the scoreboard; 1 if one got wrong."""
    try:
        before = saved.load(compare) if compare else None
        answers = Replayed.load(replay) if replay else None
        cases = cases_in(_folders(sets), without_xml=without_xml)
        if save:
            saved.ready(save)
    except (NoTruthError, OSError, ValueError) as error:
        raise UsageError(str(error)) from error
    progress = Progress(quiet=False)
    judged = scores(
        cases,
        without_xml=without_xml,
        answers=answers,
        step=lambda done, of: progress("reading", done, of),
    )
    progress.end()
    after = saved.kept_of(judged)
    changes = None if before is None else saved.changes(before, after)
    if save:
        options = {"without_xml": without_xml, "replay": replay is not None}
        saved.save(save, judged, options)
    if as_json:
        shown = board_json(boards(judged), judged, changes)
        say_json(shown)
        return _status(changes)
    _print(judged, details=details)
    if answers is not None:
        say(f"answers of a model: used for {answers.used} documents")
    if before is not None and changes is not None:
        compared = len(before.keys() & after.keys())
        for line in changes_text(
            changes, compared, sorted(before.keys() ^ after.keys())
        ):
            say(line)
    return _status(changes)


def _status(changes: Sequence[saved.Change] | None) -> int:
    return 1 if any(change.worse for change in changes or ()) else 0


def _folders(sets: Sequence[Path]) -> Sequence[Path]:
    if sets:
        return sets
    if place := os.environ.get(CORPORA):
        return [Path(place)]
    raise UsageError(f"name a set with --set, or set {CORPORA}")


def _print(judged: Sequence[Score], *, details: bool) -> None:
    for board in boards(judged):
        for line in board_text(board, everything=details):
            say(line)
    for line in wrong_text(judged, everything=details):
        say(line)
