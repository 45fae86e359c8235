"""Which store a command means."""

import sys
from pathlib import Path

from agent.cli.failures import UsageError
from agent.folder import StoreFolder

DEMO = Path("nightclerk-demo")
DEFAULT = Path("nightclerk-store")
MARKER = ".nightclerk-demo"
"""Of a demo's folder: only one with this file in it is ever emptied for a new demo."""
_WORLD = "world: "


def marker_text(world: Path) -> str:
    """Return what a demo's folder says of itself."""
    return f"made by: agent demo\n{_WORLD}{world}\n"


def settings_to_read(named: Path) -> Path:
    """Return the settings a command looks into, those of a demo's world where it can.

    Only where nothing but the usual name was given, and no such file is here.
    """
    marker = DEMO / MARKER
    if named != Path("agent.toml") or named.exists() or not marker.is_file():
        return named
    for line in marker.read_text(encoding="utf-8").splitlines():
        if line.startswith(_WORLD):
            found = Path(line.removeprefix(_WORLD)) / named
            sys.stderr.write(f"(the demo's settings, {found})\n")
            return found
    return named


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
