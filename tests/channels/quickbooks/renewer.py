"""A program for the tests: renews a token, killing itself at a line of ours.

For every number read from stdin a child of its own renews once and is killed with
SIGKILL before it executes the line of ``channels`` of that number, counted from one. It
answers ``killed``, or what became of the renewal.
"""

import json
import os
import resource
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

import channels
import channels.quickbooks.library
import channels.wire
from channels.errors import ChannelError
from channels.quickbooks.books import QuickBooksBooks
from channels.quickbooks.config import QuickBooksConfig
from channels.quickbooks.store import Generation, TokenStore
from channels.timing import Timing

OURS = str(Path(channels.__file__).parent)


def renew(told: dict[str, Any]) -> str:
    books = QuickBooksBooks(
        "main",
        QuickBooksConfig(**told["config"]),
        Path(told["tokens"]),
        timing=Timing(lambda: datetime(2026, 11, 21, tzinfo=UTC)),
    )
    if "careless" in told:
        TokenStore.keep = _forget  # type: ignore[method-assign]
    try:
        books._client.tokens.current()
    except ChannelError as error:
        return f"{type(error).__name__}: {error}"
    return "renewed"


def _forget(_: TokenStore, generation: Generation) -> None:
    """Keep nothing, as the library does: the negative control."""
    del generation


class Killer:
    """Counts lines of ours and ends the process before one of them."""

    def __init__(self, last: int) -> None:
        self._left = last

    def __call__(self, frame: FrameType, event: str, _: Any) -> "Killer | None":
        if not frame.f_code.co_filename.startswith(OURS):
            return None
        if event == "line":
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return self


def child(told: dict[str, Any], last: int, answer: int) -> None:
    if "room" in told:
        resource.setrlimit(resource.RLIMIT_FSIZE, (told["room"], told["room"]))
    sys.settrace(Killer(last))
    said = renew(told)
    sys.settrace(None)
    os.write(answer, said.encode())
    os._exit(0)


def main() -> None:
    told = json.loads(sys.argv[1])
    channels.wire._trusted()  # read once, before the children are made
    for line in sys.stdin:
        ours, theirs = os.pipe()
        process = os.fork()
        if process == 0:
            child(told, int(line), theirs)
        os.close(theirs)
        os.waitpid(process, 0)
        with os.fdopen(ours) as answer:
            sys.stdout.write(f"{answer.read() or 'killed'}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
