"""Which store a command means."""

import sys
from pathlib import Path

from agent.cli.failures import UsageError
from agent.folder import StoreFolder

DEMO = Path("nightclerk-demo")
DEFAULT = Path("nightclerk-store")


def existing_store(named: Path | None) -> StoreFolder:
    """Return the store a command looks into; the demo's where none is named.

    Raises:
        UsageError: There is no store there.
    """
    for place in (named,) if named else (DEFAULT, DEMO / "store"):
        folder = StoreFolder(place)
        if not folder.ledger.exists() and StoreFolder(place / "store").ledger.exists():
            folder = StoreFolder(place / "store")
        if folder.ledger.exists():
            if named is None and DEMO in place.parents:
                sys.stderr.write(f"(the demo's store in {DEMO})\n")
            return folder
    where = named or f"{DEFAULT} or {DEMO}"
    raise UsageError(f"no store in {where}; name one with --store, or run: agent demo")
