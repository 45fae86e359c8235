"""Hostile files, one after another: what each costs, and whether the keeper lives.

    python benchmarks/bombs.py

Every file of ``tests/bombs/make.py`` is read by a confined reader that the same
process keeps. Printed for each: its size, seconds until the answer, the reader's
largest memory, and the reason given. Exits 1 when one takes longer or more than a
reader may.
"""

import argparse
import runpy
import sys
import time
from pathlib import Path

from agent.reading.child import MEMORY
from agent.reading.confined import WALL_SECONDS, ConfinedReader
from extractors.codec import decode

MAKER = Path(__file__).resolve().parent.parent / "tests" / "bombs" / "make.py"
GRACE = 10.0
"""Seconds: a second reader names what killed the first."""


def main() -> int:
    """Read every file, print the table, and return 1 when one broke its bounds."""
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    bombs = runpy.run_path(str(MAKER))["BOMBS"]
    reader = ConfinedReader()
    bad = 0
    print("| file | bytes | seconds | MB | reason |")
    print("|---|---|---|---|---|")
    for name, make in bombs.items():
        content = make()
        began = time.monotonic()
        outcome = reader.read(content, name)
        seconds = time.monotonic() - began
        reasons = {d.reason.value for d in decode(outcome.data).documents if d.reason}
        megabytes = outcome.peak_bytes / 2**20
        told = ", ".join(sorted(reasons)) or "read"
        print(
            f"| {name} | {len(content):,} | {seconds:.1f} | {megabytes:.0f} | {told} |"
        )
        bad += seconds > WALL_SECONDS + GRACE or outcome.peak_bytes > MEMORY * 1.1
    reader.close()
    print(f"\n{len(bombs)} files, the keeper lives, {bad} beyond their bounds")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
