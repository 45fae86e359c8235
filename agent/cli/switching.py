"""``agent stop`` and ``agent resume``: the kill switch by hand."""

import os
import sys
from pathlib import Path

from agent.cli.failures import UsageError
from agent.cli.output import say
from agent.cli.places import DEFAULT, existing_store
from agent.clock import system_clock
from agent.folder import StoreFolder
from agent.switch import Switch


def stop(store: Path | None, reason: str) -> int:
    """Set the switch; works on a store that has no ledger yet, too."""
    folder = _store(store)
    Switch(folder.root, os.environ).set(reason, system_clock())
    say(
        "stopped: nothing is written to any service until:"
        f" agent resume --store {folder.root}"
    )
    return 0


def resume(store: Path | None) -> int:
    """Clear the switch and say what had been given as reason."""
    folder = _store(store)
    switch = Switch(folder.root, os.environ)
    why = switch.why()
    if not switch.clear():
        say("it was not stopped")
    else:
        say(f"resumed (it was stopped: {why}); the next run goes on")
    if switch.is_set():
        say("NIGHTCLERK_STOP is set in the environment: it still stops every run")
    return 0


def _store(named: Path | None) -> StoreFolder:
    """Return the store every command would look into, or one before its first run.

    Raises:
        UsageError: None is named, and there is neither.
    """
    try:
        return existing_store(named)
    except UsageError:
        if named is None and not DEFAULT.exists():
            raise
        folder = StoreFolder(named or DEFAULT)
        sys.stderr.write(f"(nothing has run in {folder.root} yet)\n")
        return folder
