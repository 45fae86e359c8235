"""Many kills in one process: a night warms it, each that is killed is a fork of it.

``python crash_forks.py JSON``: world, store, addresses, design, and the list of kills,
each a list of steps; every kill hits the run that follows the one before. One JSON line
is printed for each: what the services were left with.
"""

import json
import shutil
import sys
import urllib.request
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

import crashing  # beside this file


def main() -> int:
    told = json.loads(sys.argv[1])
    _control(told, "/reset", {})
    shutil.rmtree(told["store"], ignore_errors=True)
    assert _whole(told) == 0
    crashing.break_design(told["design"])
    for kills in told["kills"]:
        _control(told, "/reset", {})
        shutil.rmtree(told["store"], ignore_errors=True)
        ends = [_night(told, kill_at) for kill_at in [*kills, None]]
        line = {
            "kills": kills,
            "ends": ends,
            "final": _control(told, "/state", None),
            "writes": _control(told, "/writes", None),
        }
        sys.stdout.write(json.dumps(line) + "\n")
        sys.stdout.flush()
    return 0


def _night(told: dict[str, Any], kill_at: int | None) -> int:
    def work() -> int:
        steps = crashing.Steps(kill_at)
        crashing.count_requests(steps)
        return _whole(told, steps)

    return crashing.forked(work)


def _whole(told: dict[str, Any], steps: crashing.Steps | None = None) -> int:
    return crashing.night(
        Path(told["world"]),
        Path(told["store"]),
        told["addresses"],
        steps=steps or crashing.Steps(None),
    )


def _control(told: dict[str, Any], path: str, body: object) -> dict[str, Any]:
    request = urllib.request.Request(  # noqa: S310  # our own server on 127.0.0.1
        told["addresses"]["control"] + path,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=20) as answer:  # noqa: S310  # as above
        loaded: dict[str, Any] = json.load(answer)
    return loaded


if __name__ == "__main__":
    sys.exit(main())
