"""One thing of an answer is changed: nothing stands that the honest one does not say.

The slow tests make ten thousand changes of one character; a benchmark prints what came
of them.
"""

from functools import cache

import pytest

from tests.adversarial.changed import misplaced
from tests.adversarial.one_character import (
    READERS,
    SUBJECTS,
    Readers,
    Subject,
    Try,
    attempt,
    pool,
)

FEW = 100
ALL = 10_000
PARTS = 6
"""Pieces of each table's rows, so that none takes long."""
EACH = ALL // len(SUBJECTS) // len(READERS)

subjects = pytest.mark.parametrize("subject", SUBJECTS)
readers = pytest.mark.parametrize("readers", READERS)
parts = pytest.mark.parametrize("part", range(PARTS))


def wrong(tries: list[Try]) -> list[tuple[str, dict[str, object]]]:
    return [(t.answer, t.values) for t in tries if t.outcome == "wrong"]


@cache
def few(subject: Subject, readers: Readers) -> list[Try]:
    return [attempt(seed, subject, readers) for seed in range(FEW)]


def piece(part: int, size: int) -> range:
    """Return the seeds of one piece of *size* tries."""
    return range(part * size // PARTS, (part + 1) * size // PARTS)


@subjects
@readers
def test_few_changes(subject: Subject, readers: Readers) -> None:
    assert wrong(few(subject, readers)) == []


@pytest.mark.slow
@subjects
@readers
@parts
def test_ten_thousand_changes(subject: Subject, readers: Readers, part: int) -> None:
    tries = [attempt(seed, subject, readers) for seed in piece(part, EACH)]
    assert wrong(tries) == []


@subjects
def test_without_grounding_they_would_stand(subject: Subject) -> None:
    """The control: the same changes, and the answer taken at its word."""
    tries = [
        attempt(seed, subject, "model alone", grounding=False) for seed in range(FEW)
    ]
    assert len(wrong(tries)) > FEW // 2


@subjects
@readers
def test_honest_answers_stand(subject: Subject, readers: Readers) -> None:
    """Without them the properties above would say nothing."""
    tries = few(subject, readers)
    assert all(t.expected for t in tries if t.outcome != "malformed")
    assert {"same", "less"} <= {t.outcome for t in tries}
    assert len(pool(subject)) > len(READERS)


@subjects
def test_few_values_from_elsewhere(subject: Subject) -> None:
    """What is printed in another place is held once the other reader has spoken."""
    tries = [
        attempt(seed, subject, "both readers", elsewhere=True) for seed in range(FEW)
    ]
    assert wrong(tries) == []


@pytest.mark.slow
@subjects
@parts
def test_many_values_from_elsewhere(subject: Subject, part: int) -> None:
    tries = [
        attempt(seed, subject, "both readers", elsewhere=True)
        for seed in piece(part, EACH)
    ]
    assert wrong(tries) == []


def test_few_things_misplaced() -> None:
    assert [c for c in map(misplaced, range(FEW)) if c.wrong] == []


@pytest.mark.slow
@parts
def test_many_things_misplaced(part: int) -> None:
    assert [c for c in map(misplaced, piece(part, EACH)) if c.wrong] == []
