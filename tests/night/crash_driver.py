"""One night in a process of its own, killed at a step: ``python crash_driver.py JSON``.

The argument holds world, store, addresses, kill_at and design; the number of steps a
finished night took is printed.
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import crashing  # beside this file


def main() -> int:
    told = json.loads(sys.argv[1])
    steps = crashing.Steps(told["kill_at"])
    crashing.break_design(told["design"])
    crashing.count_requests(steps)
    status = crashing.night(
        Path(told["world"]), Path(told["store"]), told["addresses"], steps=steps
    )
    sys.stdout.write(json.dumps({"status": status, "steps": steps.names}))
    return status


if __name__ == "__main__":
    sys.exit(main())
