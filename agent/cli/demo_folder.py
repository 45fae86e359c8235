"""The folder of ``agent demo``: what is in it, and making it ready for a night."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

import agent
from agent.cli.failures import UsageError
from agent.cli.places import MARKER, marker_text
from agent.folder import StoreFolder
from agent.night import NightBusyError
from agent.switch import SWITCH


@dataclass(frozen=True, slots=True)
class Places:
    """The parts of a demo's folder."""

    root: Path

    @property
    def store(self) -> StoreFolder:
        """The night's store."""
        return StoreFolder(self.root / "store")

    @property
    def services(self) -> Path:
        """The state of the local servers, kept for the next command."""
        return self.root / "services"


def world_of(named: Path | None) -> Path:
    """Return the folder of the world that is *named*, or of our own.

    Raises:
        UsageError: It is no world.
    """
    world = named or Path(agent.__file__).resolve().parent.parent / "fixtures"
    if not (world / "agent.toml").is_file():
        raise UsageError(
            f"{world} is no world: it has no agent.toml; name one with --world"
        )
    return world.resolve()


def make_ready(places: Places, world: Path, *, again: bool, fresh_ledger: bool) -> None:
    """Make the folder ready for a night: emptied, or as the last one left it.

    Args:
        again: The same night once more, in what the last one left.
        fresh_ledger: With *again*: the services as they are, the store forgotten.

    Raises:
        UsageError: The folder is not a demo's, or there is none yet.
        NightBusyError: A demo is at work there.
    """
    root = places.root
    if again:
        if not (root / MARKER).exists():
            raise UsageError(f"there is no demo in {root} yet; run: agent demo")
        if fresh_ledger:
            _forget(places.store)
        return
    if fresh_ledger:
        raise UsageError("--fresh-ledger goes with --again")
    if root.exists() and any(root.iterdir()) and not (root / MARKER).exists():
        raise UsageError(
            f"{root} holds something else; name another folder with --store"
        )
    if root.exists():
        _empty(places)
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    (root / MARKER).write_text(marker_text(world), encoding="utf-8")


def _empty(places: Places) -> None:
    """Remove what an earlier demo left but the kill switch.

    Not while it is still at work there.

    Raises:
        NightBusyError: It is.
    """
    if places.store.lock.exists():
        try:
            with FileLock(places.store.lock, timeout=0):
                pass
        except Timeout:
            raise NightBusyError(
                "another demo is working in this folder; wait for it to end, or name"
                " another with --store"
            ) from None
    _forget(places.store)
    for inside in places.root.iterdir():
        if inside == places.store.root:
            continue
        _remove(inside)


def _forget(store: StoreFolder) -> None:
    """Remove what is in the store; what was stopped stays so until resume."""
    if store.root.is_symlink():
        store.root.unlink()
    for inside in store.root.iterdir() if store.root.is_dir() else ():
        if inside.name != SWITCH:
            _remove(inside)


def _remove(inside: Path) -> None:
    if inside.is_dir() and not inside.is_symlink():
        shutil.rmtree(inside)
    else:
        inside.unlink()
