"""A night that bills, killed at every step: no bill lost, none made twice."""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from sandbox.box import Box, start
from sandbox.settings import Settings

from . import bill_world, crashing

pytestmark = [pytest.mark.slow, pytest.mark.crash]

HERE = Path(__file__).parent
PAIRS = 15
"""Of all pairs of steps, drawn with a seed."""
GRACE = Settings(quickbooks_grace=86400.0)
"""A refresh token that was replaced goes on working for a day, as the service does: a
kill between its answer and the disk would lose any other."""


class Stage:
    """The world with books, its services in another process than the night."""

    def __init__(self, folder: Path, box: Box) -> None:
        self.folder = folder
        self.box = box

    def forks(
        self, kills: Sequence[Sequence[int]], design: crashing.Design = "ours"
    ) -> Iterator[dict[str, Any]]:
        self.box.reset()  # each night begins with the first refresh token
        told = json.dumps(
            {
                "world": str(self.folder / "world"),
                "store": str(self.folder / "store"),
                "addresses": self.box.ready(),
                "design": design,
                "kills": kills,
            }
        )
        with subprocess.Popen(
            [sys.executable, HERE / "crash_forks.py", told],
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                yield json.loads(line)
        assert process.returncode == 0

    def steps(self) -> list[str]:
        """Return the names of a whole night's steps, as it counted them itself."""
        self.box.reset()
        shutil.rmtree(self.folder / "store", ignore_errors=True)
        told = {
            "world": str(self.folder / "world"),
            "store": str(self.folder / "store"),
            "addresses": self.box.ready(),
            "design": "ours",
            "kill_at": None,
        }
        done = subprocess.run(
            [sys.executable, HERE / "crash_driver.py", json.dumps(told)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        names: list[str] = json.loads(done.stdout)["steps"]
        return names


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("bills")
    world = bill_world.build(folder / "world")
    with start(world, folder / "services", settings=GRACE) as box:
        yield Stage(folder, box)


@pytest.fixture(scope="module")
def steps(stage: Stage) -> list[str]:
    return stage.steps()


def right(line: dict[str, Any]) -> bool:
    """Say whether the books hold the one bill with its one file, made once each."""
    written = bill_world.acts(line["writes"]["quickbooks"])
    whole = bill_world.seen(line["final"]) == bill_world.EXPECTED
    return whole and written == {"create_bill": 1, "upload": 1}


def test_killed_at_every_step_of_billing_and_run_again(
    stage: Stage, steps: list[str]
) -> None:
    """From the first call to the books on; the steps before are goods alone."""
    assert any("/bill" in name for name in steps)
    assert any("/upload" in name for name in steps)
    kills = [[kill_at] for kill_at in range(_first(steps), len(steps) + 1)]

    for line in stage.forks(kills):
        name = steps[line["kills"][0] - 1]
        assert line["ends"] == [-9, 0], name
        assert right(line), name


def _first(steps: Sequence[str]) -> int:
    return next(n for n, name in enumerate(steps, start=1) if "/tokens/" in name)


def test_killed_at_pairs_of_steps(stage: Stage, steps: list[str]) -> None:
    drawn = random.Random(20261121)  # noqa: S311  # a sample, no secret
    count = len(steps)
    pairs = [[drawn.randint(1, count), drawn.randint(1, count)] for _ in range(PAIRS)]

    for line in stage.forks(pairs):
        assert line["ends"][-1] == 0, line["kills"]
        assert right(line), line["kills"]


def test_a_design_that_marks_first_loses_a_bill(stage: Stage, steps: list[str]) -> None:
    """The one that calls first is caught by the channel, which searches on its own."""
    kills = [[kill_at] for kill_at in range(_first(steps), len(steps) + 1)]

    assert not all(right(line) for line in stage.forks(kills, "mark_then_call"))
