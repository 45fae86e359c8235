"""What it costs to take in mail from Outlook, and a run that finds none.

    python benchmarks/graph.py [--messages 2000]

The server runs in a process of its own: what is counted is our CPU alone. Prints a
table for docs/benchmarks.md; exit status 1 where a limit is passed.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

NOW = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
MILLISECONDS = 15.0
"""CPU of one message, pulled and stored, at most."""
FACTOR = 1.3
"""A run without new mail, in the bare imports it needs, at most."""
TRIES = 5
IMPORTS = (
    "import agent.ledger.ledger, agent.folder, agent.stages.fetch, channels.wire;"
    "import channels.graph.mailbox, channels.graph.library, channels.graph.directory"
)


def world(folder: Path, count: int) -> Path:
    """Write *count* messages of a vendor's usual size, a second apart."""
    (folder / "emails").mkdir(parents=True)
    filling = ("X" * 74 + "\r\n") * 400
    for number in range(count):
        at = NOW - timedelta(days=1) + timedelta(seconds=number)
        head = f"Received: by x; {at:%a, %d %b %Y %H:%M:%S} +0000\r\n"
        text = f"{head}Message-ID: <{number}@a.example>\r\n\r\n{filling}"
        (folder / "emails" / f"{number:05}.eml").write_text(text, newline="")
    return folder


def serve(place: Path) -> tuple[subprocess.Popen[str], dict[str, Any]]:
    """Start the server in a process of its own and return it and its address."""
    command = [sys.executable, "-m", "sandbox", "--world", str(place / "world")]
    command += ["--state", str(place / "state"), "--services", "graph"]
    server = subprocess.Popen(
        [*command, "--now", NOW.isoformat(), "--while-stdin"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    assert server.stdout is not None
    return server, json.loads(server.stdout.readline())["graph"]


def pull(address: dict[str, str], store: Path) -> int:
    """Take in what is new and return how many messages that was."""
    from agent.folder import StoreFolder  # noqa: PLC0415  # counted with the rest
    from agent.ledger.ledger import Ledger  # noqa: PLC0415  # as above
    from agent.stages.fetch import fetch_mail  # noqa: PLC0415  # as above
    from channels.graph.config import GraphConfig  # noqa: PLC0415  # as above
    from channels.graph.mailbox import GraphMailbox  # noqa: PLC0415  # as above
    from channels.timing import Timing  # noqa: PLC0415  # as above

    folder = StoreFolder(store)
    folder.root.mkdir(parents=True, exist_ok=True)
    config = GraphConfig(
        user=address["user"],
        tenant=address["tenant"],
        client_id=address["client_id"],
        client_secret=address["client_secret"],  # type: ignore[arg-type]  # pydantic wraps it
        endpoint=address["url"],
    )
    since = NOW - timedelta(days=30)
    mailbox = GraphMailbox("orders", config, since=since, timing=Timing(lambda: NOW))
    ledger = Ledger(folder.ledger)
    night = ledger.begin_night(
        "2026-11-21", "shadow", code_version="0", inputs="{}", at=NOW
    )
    stored = fetch_mail(
        ledger, folder, "orders", mailbox, since=since, night=night, at=NOW
    )
    ledger.close()
    return stored


def child(*arguments: str) -> float:
    """Run this script, or a line of code, and return the CPU seconds it took."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *arguments], check=True, cwd=Path(__file__).parents[1]
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=2_000)
    parser.add_argument("--once", nargs=2, help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.once:
        pull(json.loads(told.once[0]), Path(told.once[1]))
        return 0
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        world(place / "world", told.messages)
        server, address = serve(place)
        try:
            before, began = time.process_time(), time.perf_counter()
            stored = pull(address, place / "store")
            seconds = time.perf_counter() - began
            each = 1000 * (time.process_time() - before) / told.messages
            assert stored == told.messages
            again = (__file__, "--once", json.dumps(address), str(place / "store"))
            empty = min(child(*again) for _ in range(TRIES))
            bare = min(child("-c", IMPORTS) for _ in range(TRIES))
        finally:
            server.terminate()
            server.communicate()
    print("| what | figure | limit |\n|---|---|---|")
    print(
        f"| CPU of a message of {stored}, pulled and stored | {each:.1f} ms | 15 ms |"
    )
    print(f"| the same by the clock | {1000 * seconds / stored:.1f} ms | |")
    print(f"| CPU of a run that finds no new mail | {empty:.2f} s | |")
    print(f"| of the bare imports it needs | {bare:.2f} s | |")
    print(f"| the one in the other | {empty / bare:.2f} | 1.3 |")
    return int(each > MILLISECONDS or empty > FACTOR * bare)


if __name__ == "__main__":
    sys.exit(main())
