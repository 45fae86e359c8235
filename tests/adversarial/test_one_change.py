"""One thing of an answer about money is changed: no other value stands."""

import pytest

from tests.adversarial.changed import changed, misplaced

FEW = 200
MANY = 2_000


def test_few_changes() -> None:
    assert [c for c in map(changed, range(FEW)) if c.wrong] == []


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_many_changes(part: int) -> None:
    size = MANY // 4
    seeds = range(FEW + part * size, FEW + (part + 1) * size)
    assert [c for c in map(changed, seeds) if c.wrong] == []


def test_few_things_misplaced() -> None:
    assert [c for c in map(misplaced, range(FEW)) if c.wrong] == []


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_many_things_misplaced(part: int) -> None:
    size = MANY // 4
    seeds = range(FEW + part * size, FEW + (part + 1) * size)
    assert [c for c in map(misplaced, seeds) if c.wrong] == []


def test_the_honest_answers_stand() -> None:
    """Without them the property above would say nothing."""
    assert all(changed(seed).honest for seed in range(20))
