"""A run's results in a file, and two runs held against each other."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from agent.evaluation.cases import HARMFUL, Score, State, Verdict

VERSION = 1


class Kept(NamedTuple):
    """What is kept of one case: results, and nothing of the document itself."""

    state: State
    results: Mapping[str, str]
    """Result by field; of lines, and of fields that occur several times, by number."""


class Change(NamedTuple):
    """One case that is not what it was."""

    id: str
    before: State
    after: State
    fields: tuple[str, ...]
    """``total: correct → wrong``, for each that changed."""
    worse: bool
    """Something that was right is wrong now."""


def kept_of(scores: Iterable[Score]) -> dict[str, Kept]:
    """Return what is kept of each case."""
    return {
        score.case.id: Kept(score.state, _results((*score.verdicts, *score.lines)))
        for score in scores
    }


def _results(verdicts: Sequence[Verdict]) -> dict[str, str]:
    counts: dict[str, int] = {}
    results: dict[str, str] = {}
    for verdict in verdicts:
        count = counts[verdict.field] = counts.get(verdict.field, 0) + 1
        name = verdict.field if count == 1 else f"{verdict.field} {count}"
        results[name] = verdict.result
    return results


def save(file: Path, scores: Iterable[Score], options: Mapping[str, bool]) -> None:
    """Write a run's results, one case a line, so that a diff names what changed."""
    cases = {
        name: json.dumps([kept.state, kept.results])
        for name, kept in sorted(kept_of(scores).items())
    }
    lines = ",\n".join(f"{json.dumps(name)}: {text}" for name, text in cases.items())
    head = f'"version": {VERSION}, "options": {json.dumps(dict(options))}'
    file.write_text(f'{{{head}, "cases": {{\n{lines}\n}}}}\n', encoding="utf-8")


def ready(file: Path) -> None:
    """See that a run can be kept there, before it is made: it may take an hour.

    Raises:
        OSError: It cannot. A file that is there already is left as it is.
    """
    with file.open("ab"):
        pass


def load(file: Path) -> dict[str, Kept]:
    """Return the cases of an earlier run.

    Raises:
        OSError: It cannot be opened.
        ValueError: It was not written by :func:`save`.
    """
    text = file.read_text(encoding="utf-8", errors="replace")
    try:
        value = json.loads(text)
        version, cases = value["version"], value["cases"].items()
        kept = {name: Kept(state, found) for name, (state, found) in cases}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"{str(file)!r} holds no results of agent eval") from error
    if version != VERSION:
        raise ValueError(f"{str(file)!r} was saved by another version: {version!r}")
    return kept


def changes(before: Mapping[str, Kept], after: Mapping[str, Kept]) -> list[Change]:
    """Return every case of both runs that changed, what got worse first."""
    found = []
    for name in before.keys() & after.keys():
        old, new = before[name], after[name]
        fields = tuple(_differing(old.results, new.results))
        if old.state != new.state or fields:
            worse = new.state == "wrong" and (
                old.state == "right" or _lost(old.results, new.results)
            )
            found.append(Change(name, old.state, new.state, fields, worse))
    return sorted(found, key=lambda change: (not change.worse, change.id))


def _differing(old: Mapping[str, str], new: Mapping[str, str]) -> Iterable[str]:
    for name in dict.fromkeys((*old, *new)):
        was, now = old.get(name, "not judged"), new.get(name, "not judged")
        if was != now:
            yield f"{name}: {was} → {now}"


def _lost(old: Mapping[str, str], new: Mapping[str, str]) -> bool:
    """Say whether a value that was right is wrong now."""
    return any(
        was in {"correct", "absent_ok"} and new.get(name) in HARMFUL
        for name, was in old.items()
    )
