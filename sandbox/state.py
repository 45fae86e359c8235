"""What a service knows: its world, and what its journal says was written since."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from sandbox.journal import Journal


class Store(Protocol):
    """The part of a service's own store that is the same everywhere."""

    def apply(self, entry: dict[str, Any], /) -> None:
        """Take over one line of the journal."""


Json = dict[str, Any]
StoreT = TypeVar("StoreT", bound=Store)


class State(Generic[StoreT]):
    """A store made anew from the world and the journal whenever it is asked for."""

    def __init__(
        self, make: Callable[[Path], StoreT], world: Path, journal: Journal
    ) -> None:
        self._make = make
        self._world = world
        self._journal = journal
        self.store: StoreT
        """There once it was started."""

    def restart(self) -> None:
        """Begin again with the world and what the journal holds."""
        self.store = self._replayed(self._journal.all())

    @contextmanager
    def knowing(self, entries: Sequence[Json]) -> Iterator[None]:
        """For a while know nothing but *entries*, the first lines of the journal."""
        present, self.store = self.store, self._replayed(entries)
        try:
            yield
        finally:
            self.store = present

    def _replayed(self, entries: Sequence[Json]) -> StoreT:
        store = self._make(self._world)
        self._journal.replay(store.apply, entries)
        return store
