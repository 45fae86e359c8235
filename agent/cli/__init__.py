"""The command line: parses, calls the night, prints; no rule lives here."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    from agent.cli.app import run  # noqa: PLC0415  # typer only where it is used

    return run(list(sys.argv[1:] if arguments is None else arguments))
