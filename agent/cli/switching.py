"""``agent stop`` and ``agent resume``: the kill switch by hand."""

import os
from pathlib import Path

from agent.cli.output import say
from agent.cli.places import DEFAULT, existing_store
from agent.clock import system_clock
from agent.folder import StoreFolder
from agent.switch import Switch


def stop(store: Path | None, reason: str) -> int:
    """Set the switch; works on a store that has no ledger yet, too."""
    folder = StoreFolder(store) if store else _store()
    Switch(folder.root, os.environ).set(reason, system_clock())
    say(
        "stopped: nothing is written to any service until:"
        f" agent resume --store {folder.root}"
    )
    return 0


def resume(store: Path | None) -> int:
    """Clear the switch and say what had been given as reason."""
    folder = StoreFolder(store) if store else _store()
    switch = Switch(folder.root, os.environ)
    why = switch.why()
    if not switch.clear():
        say("it was not stopped")
    else:
        say(f"resumed (it was stopped: {why}); the next run goes on")
    if switch.is_set():
        say("NIGHTCLERK_STOP is set in the environment: it still stops every run")
    return 0


def _store() -> StoreFolder:
    return StoreFolder(DEFAULT) if DEFAULT.exists() else existing_store(None)
