"""What a night costs: CPU and wall per message, and the memory of all our processes.

    python benchmarks/night.py [--rounds 3] [--scale 8] [--world DIR] [--json]

Every night is the real command, ``agent demo --json``, in a process of its own. The
local servers run in another one, which is not counted: they stand for the services.
CPU is what the kernel charged to the command and to every confined reader it started,
start and end included. Memory is the sum over all these processes, looked at every few
milliseconds; a page they share is counted in each. The worlds take turns, so that a
busy machine hurts them alike. Exits 1 where a reach is missed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CPU_PER_MESSAGE = 100.0
"""Milliseconds."""
RATIO = 1.1
"""What a message of the large world may cost, of what one of the demo's costs."""
PEAK = 400.0
"""Megabytes over all our processes."""
_EVERY = 0.005
_PAGE = os.sysconf("SC_PAGE_SIZE")
_COMMAND = """
import json, sys
from contextlib import nullcontext
from agent.cli import demo, main
demo.services = lambda *_: nullcontext(json.loads(sys.argv[1]))
sys.exit(main(sys.argv[2:]))
"""
"""The command as typed, but with servers that somebody else has started."""


@dataclass(frozen=True)
class Cost:
    """One night."""

    messages: int
    done: int
    flagged: int
    known: int
    wrong: int
    cpu: float
    """Milliseconds per message."""
    wall: float
    """Milliseconds per message."""
    peak: float
    """Megabytes."""


def night(world: Path, folder: Path) -> Cost:
    """Run one night of *world* with its store in the new *folder*."""
    folder.mkdir()
    (folder / ".nightclerk-demo").touch()
    with services(world, folder / "services") as addresses:
        command = [sys.executable, "-c", _COMMAND, addresses]
        # "Again" keeps the folder the servers write in; there is no store yet.
        command += ["demo", "--again", "--json", "--world", str(world)]
        command += ["--store", str(folder)]
        return _measured(command)


@contextmanager
def services(world: Path, state: Path) -> Iterator[str]:
    """Start the local servers and yield the line that says where they are."""
    expected = json.loads((world / "expected.json").read_bytes())
    command = [sys.executable, "-m", "sandbox", "--world", str(world)]
    command += ["--state", str(state), "--now", expected["instant"], "--while-stdin"]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline()
        finally:
            process.terminate()


def _measured(command: Sequence[str]) -> Cost:
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    peak = Peak(process.pid)
    with peak:
        output = process.stdout.read()
        process.stdout.close()
        # What the kernel charged to it and to the readers it waited for.
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, f"the night ended with {process.returncode}"
    told = json.loads(output)
    messages, notices = told["counts"]["messages"], told["counts"]["ship_notices"]
    return Cost(
        messages=messages,
        done=notices["done"],
        flagged=notices["flagged"],
        known=notices["known"],
        wrong=told["wrong"],
        cpu=(usage.ru_utime + usage.ru_stime) * 1000 / messages,
        wall=told["seconds"] * 1000 / messages,
        peak=peak.bytes / 1e6,
    )


class Peak:
    """Watches the memory of a process and of all its descendants, summed."""

    def __init__(self, root: int) -> None:
        self.bytes = 0
        self._root = root
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._ended.wait(_EVERY):
            held = sum(map(_resident, [self._root, *_descendants(self._root)]))
            self.bytes = max(self.bytes, held)


def _descendants(process: int) -> Iterator[int]:
    for task in _listed(Path(f"/proc/{process}/task")):
        for child in _text(task / "children").split():
            # Between fork and exec a child is its parent's memory, not more of it.
            if _text(Path(f"/proc/{child}/cmdline")) != _text(
                Path(f"/proc/{process}/cmdline")
            ):
                yield int(child)
                yield from _descendants(int(child))


def _resident(process: int) -> int:
    fields = _text(Path(f"/proc/{process}/statm")).split()
    return int(fields[1]) * _PAGE if fields else 0


def _listed(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _text(path: Path) -> str:
    """Return the contents of a file, empty where its process is gone."""
    try:
        return path.read_text()
    except OSError:
        return ""


def generate(folder: Path, scale: int) -> Path:
    """Draw a world *scale* times the demo's and return it."""
    command = [sys.executable, "-m", "fixtures.generate", "--out", str(folder)]
    command += ["--scale", str(scale)]
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)
    return folder


def summed(nights: Sequence[Cost]) -> Cost:
    """Return the median costs, and the highest peak."""
    return replace(
        nights[0],
        wrong=max(one.wrong for one in nights),
        cpu=median(one.cpu for one in nights),
        wall=median(one.wall for one in nights),
        peak=max(one.peak for one in nights),
    )


def table(worlds: dict[str, Cost]) -> Iterator[str]:
    """Yield the lines of a Markdown table."""
    rows: dict[str, Callable[[Cost], str]] = {
        "messages": lambda cost: f"{cost.messages}",
        "done / flagged / known / wrong": lambda cost: (
            f"{cost.done} / {cost.flagged} / {cost.known} / {cost.wrong}"
        ),
        "CPU ms per message": lambda cost: f"{cost.cpu:.1f}",
        "wall ms per message": lambda cost: f"{cost.wall:.1f}",
        "peak memory, all processes, MB": lambda cost: f"{cost.peak:.0f}",
    }
    yield " | ".join(["|", *worlds]) + " |"
    yield "|---" * (len(worlds) + 1) + "|"
    for name, show in rows.items():
        yield " | ".join([f"| {name}", *map(show, worlds.values())]) + " |"


def missed(small: Cost, large: Cost) -> list[str]:
    """Return what is not as it must be."""
    faults = [
        f"a message costs {cost.cpu:.1f} ms of CPU, reach {CPU_PER_MESSAGE}"
        for cost in (small, large)
        if cost.cpu > CPU_PER_MESSAGE
    ]
    faults += [f"{cost.wrong} wrong writes" for cost in (small, large) if cost.wrong]
    if large.cpu > RATIO * small.cpu:
        faults.append(f"a message of the large night costs {large.cpu / small.cpu:.2f}")
    faults += [
        f"our processes hold {cost.peak:.0f} MB, reach {PEAK}"
        for cost in (small, large)
        if cost.peak > PEAK
    ]
    return faults


def main() -> int:
    """Measure, print, and return 0 where every reach is held."""
    told = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    told.add_argument("--rounds", type=int, default=3)
    told.add_argument("--scale", type=int, default=8, help="of the large world")
    told.add_argument("--world", type=Path, help="a large world drawn before")
    told.add_argument("--json", action="store_true", help="every night, as JSON")
    arguments = told.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        large = arguments.world or generate(folder / "world", arguments.scale)
        worlds = {"demo": ROOT / "fixtures", f"{arguments.scale} ×": large.resolve()}
        nights: dict[str, list[Cost]] = {label: [] for label in worlds}
        for count in range(arguments.rounds):
            for place, (label, world) in enumerate(worlds.items()):
                cost = night(world, folder / f"store-{count}-{place}")
                nights[label].append(cost)
                sys.stderr.write(f"round {count + 1}, {label}: {cost.cpu:.1f} ms\n")
    results = {label: summed(costs) for label, costs in nights.items()}
    small, big = results.values()
    ratio = big.cpu * big.messages / (small.cpu * small.messages)
    faults = missed(small, big)
    if arguments.json:
        every: dict[str, Any] = {
            label: [asdict(cost) for cost in costs] for label, costs in nights.items()
        }
        print(json.dumps({"nights": every, "ratio": ratio, "missed": faults}))
    else:
        print(*table(results), sep="\n")
        print(f"\nthe large night costs {ratio:.2f} × the CPU of the demo's")
        print(*faults, sep="\n", end="")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
