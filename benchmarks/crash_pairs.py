"""A night killed twice, at every pair of its steps: what is lost, what is doubled.

    python benchmarks/crash_pairs.py [--from 1] [--to 48] [--sample N] [--out FILE]

A step lies before or after a commit of the ledger or a request that leaves the process.
The first kill hits a night of one order that two services want to hear about, the
second the run that was to mend it, and a third run ends the work. Nobody keeps a list:
the first goes over all steps that a whole night counted, the second on until a run has
no such step any more. Every pair is a line of FILE; what is there already is not done
again, so that a measurement that was broken off goes on. Exits 1 where anything was
lost or doubled.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sandbox.box import Box, start

NIGHTS = Path(__file__).resolve().parent.parent / "tests" / "night"
sys.path.insert(0, str(NIGHTS))

import small_world  # type: ignore[import-not-found]  # noqa: E402  # found by the line above

SALES = small_world.SALES[1:2]
SEED = 20261120
_FORKS = """
import runpy, shopify, sp_api.api, sp_api.auth, sys
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
"""What the nights import late is there before they fork."""
_LONGER = 4
"""A run that mends may have more steps than a whole night, but not so many times."""
_KILLED = -9


class Pair(NamedTuple):
    """Two kills and what they led to."""

    first: int
    second: int
    hit: bool
    """False where the second run had ended before its step."""
    lost: bool
    doubled: bool


class Stage:
    """One world, its services, and a store that is new for every pair."""

    def __init__(self, folder: Path, box: Box) -> None:
        self._told = {
            "world": str(box.world),
            "store": str(folder / "store"),
            "addresses": box.ready(),
            "design": "ours",
        }

    def steps(self) -> int:
        """Return how many steps a night has that nothing kills."""
        told = json.dumps({**self._told, "kill_at": None})
        command = [sys.executable, str(NIGHTS / "crash_driver.py"), told]
        done = subprocess.run(command, capture_output=True, check=True)
        return len(json.loads(done.stdout)["steps"])

    def pairs(self, kills: Iterable[tuple[int, int]]) -> Iterator[Pair]:
        """Yield what comes of each pair of *kills*, in forks of one process."""
        told = json.dumps({**self._told, "kills": list(kills)})
        command = [sys.executable, "-c", _FORKS, str(NIGHTS / "crash_forks.py"), told]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            try:
                for line in process.stdout:
                    yield _pair(json.loads(line))
            finally:
                process.kill()


def _pair(line: dict[str, Any]) -> Pair:
    first, second = line["kills"]
    acts = Counter(
        json.dumps([w["operation"], w.get("order_id"), w.get("lines"), w.get("items")])
        for service in ("shopify", "amazon")
        for w in line["writes"][service]
    )
    doubled = max(acts.values(), default=0) > 1
    whole = small_world.seen(line["final"]) == small_world.expected(SALES)
    # A run that fails by itself is no night either.
    sound = line["ends"][-1] == 0 and set(line["ends"]) <= {0, _KILLED}
    lost = not sound or not (whole or doubled)
    hit = line["ends"][:2] == [_KILLED, _KILLED]
    return Pair(first, second, hit=hit, lost=lost, doubled=doubled)


def every_pair(
    stage: Stage, firsts: range, steps: int, done: list[Pair]
) -> Iterator[Pair]:
    """Yield all pairs of *firsts* but those *done*; each first ends with a miss."""
    ended = {pair.first for pair in done if not pair.hit}
    for first in firsts:
        if first in ended:
            continue
        begin = max((pair.second for pair in done if pair.first == first), default=0)
        kills = ((first, second) for second in range(begin + 1, _LONGER * steps))
        for pair in stage.pairs(kills):
            yield pair
            if not pair.hit:
                break


def some_pairs(
    stage: Stage, steps: int, count: int, done: list[Pair]
) -> Iterator[Pair]:
    """Yield *count* pairs, drawn the same every time, but those *done*."""
    drawn = random.Random(SEED)  # noqa: S311  # no secret
    kills = [(drawn.randint(1, steps), drawn.randint(1, steps)) for _ in range(count)]
    known = {(pair.first, pair.second) for pair in done}
    yield from stage.pairs(kill for kill in kills if kill not in known)


def kept(file: Path) -> list[Pair]:
    """Return the pairs that an earlier run wrote down."""
    if not file.exists():
        return []
    return [Pair(*json.loads(line)) for line in file.read_text().splitlines()]


def main() -> int:
    """Kill, count, and return 0 where nothing was lost or doubled."""
    told = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    told.add_argument("--from", dest="begin", type=int, default=1, help="first step")
    told.add_argument("--to", dest="end", type=int, help="last of the first steps")
    told.add_argument("--sample", type=int, help="so many pairs, drawn with a seed")
    told.add_argument("--out", type=Path, default=Path("crash-pairs.jsonl"))
    arguments = told.parse_args()
    done = kept(arguments.out)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        world = small_world.build(folder / "world", SALES)
        with start(world, folder / "services") as box:
            stage = Stage(folder, box)
            steps = stage.steps()
            firsts = range(arguments.begin, (arguments.end or steps) + 1)
            found = (
                some_pairs(stage, steps, arguments.sample, done)
                if arguments.sample
                else every_pair(stage, firsts, steps, done)
            )
            with arguments.out.open("a") as file:
                for pair in found:
                    done.append(pair)
                    file.write(json.dumps(pair) + "\n")
                    file.flush()
    pairs = [pair for pair in done if pair.hit]
    bad = [pair for pair in pairs if pair.lost or pair.doubled]
    print("| steps | pairs | lost | doubled | seconds |\n|---|---|---|---|---|")
    print(
        f"| {steps} | {len(pairs)} | {sum(pair.lost for pair in pairs)}"
        f" | {sum(pair.doubled for pair in pairs)} | {time.monotonic() - began:.0f} |"
    )
    for pair in bad:
        print(f"killed at {pair.first}, then at {pair.second}: {pair}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
