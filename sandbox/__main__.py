"""The sandbox as a process: one JSON line when every port is open, then it serves."""

import argparse
import json
import os
import signal
import sys
import threading
from pathlib import Path

from sandbox.box import SERVICES, Box, as_line
from sandbox.clock import instant
from sandbox.settings import Settings


def _arguments() -> argparse.Namespace:
    told = argparse.ArgumentParser(prog="python -m sandbox", description=__doc__)
    told.add_argument("--world", type=Path, required=True, help="folder, never changed")
    told.add_argument(
        "--state", type=Path, required=True, help="folder for the journals"
    )
    told.add_argument("--services", default=",".join(SERVICES), help="comma-separated")
    told.add_argument("--port-file", type=Path, help="gets the ready line, atomically")
    told.add_argument(
        "--now", type=instant, help="instant the clock starts at, ISO 8601"
    )
    told.add_argument("--faults", type=Path, help="JSON list of faults to arm")
    told.add_argument("--points", type=float, default=Settings.points)
    told.add_argument(
        "--points-per-second", type=float, default=Settings.points_per_second
    )
    told.add_argument("--bulk-polls", type=int, default=Settings.bulk_polls)
    told.add_argument("--amazon-limits", action="store_true", help="enforce rates")
    told.add_argument("--quickbooks-limits", action="store_true", help="enforce rates")
    told.add_argument(
        "--quickbooks-grace",
        type=float,
        default=Settings.quickbooks_grace,
        help="seconds for which a refresh token that was rotated still works",
    )
    told.add_argument(
        "--while-stdin", action="store_true", help="end when stdin closes"
    )
    return told.parse_args()


def _write_whole(path: Path, text: str) -> None:
    """Put *text* at *path* so that nobody ever reads half of it."""
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    partial.write_text(text, "utf-8")
    partial.replace(path)


def _watch_stdin(ended: threading.Event) -> None:
    # Not through sys.stdin: its lock would be held when the interpreter ends.
    while os.read(0, 4096):
        pass
    ended.set()


def main() -> int:
    """Serve until SIGTERM, SIGINT or, when asked, the end of stdin."""
    told = _arguments()
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    try:
        box = Box(
            told.world,
            told.state,
            services=[name for name in told.services.split(",") if name],
            now=told.now,
            settings=Settings(
                points=told.points,
                points_per_second=told.points_per_second,
                bulk_polls=told.bulk_polls,
                amazon_limits=told.amazon_limits,
                quickbooks_limits=told.quickbooks_limits,
                quickbooks_grace=told.quickbooks_grace,
            ),
        )
        for fault in json.loads(told.faults.read_bytes()) if told.faults else []:
            box.arm(**fault)
    except (OSError, ValueError) as wrong:
        sys.stderr.write(f"sandbox: {wrong}\n")
        return 2
    line = as_line(box.ready())
    if told.port_file:
        _write_whole(told.port_file, line + "\n")
    try:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        ended.set()  # who started us is gone already
    if told.while_stdin:
        threading.Thread(target=_watch_stdin, args=(ended,), daemon=True).start()
    ended.wait()
    box.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
