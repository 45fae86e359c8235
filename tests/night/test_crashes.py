"""A night killed at every step, and at pairs of them: nothing lost or doubled."""

import json
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from sandbox.box import Box, start

from . import crashing, small_world

pytestmark = [pytest.mark.slow, pytest.mark.crash]

HERE = Path(__file__).parent
SALES = small_world.SALES[1:2]
"""One order of both channels: the shortest night that can be half done."""
EVERY = 12
"""Of so many single kills one is of a process with an interpreter of its own."""
PAIRS = 100
"""Of all pairs of steps, drawn with a seed; ``benchmarks/crash_pairs.py`` does all."""


@dataclass
class Stage:
    """A small world, its services in another process than the night, and a store."""

    world: Path
    box: Box
    folder: Path

    def told(self, **more: Any) -> str:
        return json.dumps(
            {
                "world": str(self.world),
                "store": str(self.folder / "store"),
                "addresses": self.box.ready(),
                "design": "ours",
                **more,
            }
        )

    def start_over(self) -> None:
        self.box.reset()
        shutil.rmtree(self.folder / "store", ignore_errors=True)

    def process(self, kill_at: int | None) -> subprocess.CompletedProcess[str]:
        """Run one night in a process of its own."""
        return subprocess.run(
            [sys.executable, HERE / "crash_driver.py", self.told(kill_at=kill_at)],
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def forks(
        self, kills: Sequence[Sequence[int]], design: crashing.Design = "ours"
    ) -> Iterator[dict[str, Any]]:
        """Run each list of kills, and a last night after it, in forks."""
        told = self.told(kills=kills, design=design)
        with subprocess.Popen(
            [sys.executable, HERE / "crash_forks.py", told],
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            assert process.stdout is not None
            for line in process.stdout:
                yield json.loads(line)
        assert process.returncode == 0


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    folder = tmp_path_factory.mktemp("crash")
    world = small_world.build(folder / "world", SALES)
    with start(world, folder / "services") as box:
        yield Stage(world, box, folder)


@pytest.fixture(scope="module")
def steps(stage: Stage) -> list[str]:
    """Return the names of a whole night's steps, as it counted them itself."""
    stage.start_over()
    done = stage.process(None)
    assert done.returncode == 0, done.stderr
    names: list[str] = json.loads(done.stdout)["steps"]
    return names


EXPECTED = small_world.expected(SALES)


def doubled(writes: dict[str, Any]) -> list[str]:
    """Return the business acts that the services' own journals hold more than once."""
    acts = [
        json.dumps([w["operation"], w.get("order_id"), w.get("lines"), w.get("items")])
        for service in ("shopify", "amazon")
        for w in writes[service]
    ]
    return sorted({act for act in acts if acts.count(act) > 1})


def test_the_night_is_whole_when_nothing_kills_it(
    stage: Stage, steps: list[str]
) -> None:
    writes = {name: stage.box.writes(name) for name in ("shopify", "amazon")}

    assert small_world.seen(stage.box.final()) == EXPECTED
    assert [len(each) for each in writes.values()] == [1, 1]
    assert {name.split()[0] for name in steps} == {"before", "after"}
    assert sum("commit" in name for name in steps) >= 20
    assert sum("commit" not in name for name in steps) >= 20


def test_killed_at_every_step_and_run_again(stage: Stage, steps: list[str]) -> None:
    """SIGKILLed before and after every commit and every request."""
    kills = [[kill_at] for kill_at in range(1, len(steps) + 1)]
    lines = list(stage.forks(kills))

    assert [line["kills"] for line in lines] == kills
    for name, line in zip(steps, lines, strict=True):
        assert line["ends"] == [-9, 0], name
        assert doubled(line["writes"]) == [], f"killed at {line['kills']}: {name}"
        assert small_world.seen(line["final"]) == EXPECTED, f"{line['kills']}: {name}"


def test_a_process_of_its_own_is_killed_and_run_again(
    stage: Stage, steps: list[str]
) -> None:
    """As above, with nothing that a fork takes over from who starts it."""
    for kill_at, name in list(enumerate(steps, start=1))[::EVERY]:
        stage.start_over()
        assert stage.process(kill_at).returncode == -9, name
        again = stage.process(None)
        assert again.returncode == 0, (name, again.stderr)
        writes = {name: stage.box.writes(name) for name in ("shopify", "amazon")}
        assert doubled(writes) == [], f"killed at {kill_at}: {name}"
        assert small_world.seen(stage.box.final()) == EXPECTED, f"{kill_at}: {name}"


@pytest.mark.parametrize("half", [0, 1])
def test_killed_at_pairs_of_steps(half: int, stage: Stage, steps: list[str]) -> None:
    """The second kill hits the run that was to mend the first."""
    drawn = random.Random(20261120)  # noqa: S311  # a sample, no secret
    count = len(steps)
    pairs = [[drawn.randint(1, count), drawn.randint(1, count)] for _ in range(PAIRS)]

    for line in stage.forks(pairs[half::2]):
        assert line["ends"][0] == -9
        assert line["ends"][-1] == 0
        assert doubled(line["writes"]) == [], line["kills"]
        assert small_world.seen(line["final"]) == EXPECTED, line["kills"]


@pytest.mark.parametrize(
    ("design", "fault"),
    [
        ("call_then_mark", "doubled"),
        ("mark_then_call", "lost"),
        ("no_read_back", "doubled"),
    ],
)
def test_a_broken_design_is_caught(
    stage: Stage, steps: list[str], design: crashing.Design, fault: str
) -> None:
    """Without what the real design is for, the same kills must lose or double."""
    kills = [[kill_at] for kill_at in range(len(steps) // 2, len(steps) + 1)]
    bad = 0
    for line in stage.forks(kills, design):
        lost = small_world.seen(line["final"]) != EXPECTED and not doubled(
            line["writes"]
        )
        bad += bool(doubled(line["writes"])) if fault == "doubled" else lost

    assert bad > 0, f"{design} survived {len(kills)} kills: these tests prove nothing"
