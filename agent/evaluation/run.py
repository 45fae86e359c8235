"""Sets of cases, read by the confined readers and judged."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from agent.evaluation.cases import Case, Score
from agent.evaluation.corpora import TRUTH, corpus_cases
from agent.evaluation.replay import Replayed
from agent.evaluation.scoring import score
from agent.evaluation.stripped import without_files
from agent.evaluation.worlds import EXPECTED, world_cases
from agent.reading.pool import read_many

_TOGETHER = 4


class NoTruthError(ValueError):
    """A folder holds no truth to score against."""


def cases_in(folders: Iterable[Path], *, without_xml: bool = False) -> list[Case]:
    """Return every case of the folders, and of folders directly in them.

    Raises:
        NoTruthError: A folder is neither a set nor holds one.
        BrokenTruthError: The truth of one cannot be used.
    """
    cases: list[Case] = []
    for folder in folders:
        sets = [s for s in (folder, *_subfolders(folder)) if _is_set(s)]
        if not sets:
            raise NoTruthError(
                f"{str(folder)!r}: no {TRUTH} and no {EXPECTED} there or one level down"
            )
        for found in sets[:1] if _is_set(folder) else sets:
            cases += _cases(found, without_xml=without_xml)
    return [case for case in cases if case.path.is_file()]


def _subfolders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(child for child in folder.iterdir() if child.is_dir())


def _is_set(folder: Path) -> bool:
    return (folder / TRUTH).is_file() or (folder / EXPECTED).is_file()


def _cases(folder: Path, *, without_xml: bool) -> Iterator[Case]:
    if (folder / TRUTH).is_file():
        return corpus_cases(folder, without_xml=without_xml)
    return world_cases(folder)


def scores(
    cases: list[Case],
    *,
    without_xml: bool = False,
    answers: Replayed | None = None,
    step: Callable[[int, int], None] = lambda _done, _of: None,
) -> list[Score]:
    """Read every case's file and judge it.

    Args:
        cases: As :func:`cases_in` finds them.
        without_xml: Take the files that are embedded in a PDF out of it first.
        answers: Of a model, kept from earlier; they join what the readers say.
        step: Called with how many of how many are read.
    """
    judged: list[Score] = []
    by_id = {case.id: case for case in cases}
    files = _files(cases, without_xml=without_xml)
    for identity, reading in read_many(files, chunk=_TOGETHER):
        told = answers.joined(reading) if answers else reading
        judged.append(score(by_id[identity], told))
        step(len(judged), len(cases))
    return judged


def _files(
    cases: Iterable[Case], *, without_xml: bool
) -> Iterator[tuple[str, bytes, str]]:
    for case in cases:
        content = case.path.read_bytes()
        yield (
            case.id,
            without_files(content) if without_xml else content,
            case.path.name,
        )
