"""Which channels work tonight: trouble is named once, a broken channel left alone."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from agent.ledger.ledger import Ledger
from channels.errors import AuthorizationError, ChannelError, SchemaDriftError

BREAKER = 3
"""Calls in a row that a channel may fail before it is left alone for the night."""


class Health:
    """The channels of one run, by the names effects use."""

    def __init__(self, ledger: Ledger, run: int, clock: Callable[[], datetime]) -> None:
        self._ledger = ledger
        self._run = run
        self._clock = clock
        self._failures: Counter[str] = Counter()
        self._down: set[str] = set()

    def is_down(self, channel: str) -> bool:
        """Say whether *channel* is left alone for the rest of the night."""
        return channel in self._down

    def worked(self, channel: str) -> None:
        """Count a call that was answered."""
        self._failures[channel] = 0

    def failed(self, channel: str, error: ChannelError) -> None:
        """Write trouble down once, and open the breaker where it is due."""
        self._ledger.note_trouble(
            self._run, channel, error.code, str(error), self._clock()
        )
        self._failures[channel] += 1
        hopeless = isinstance(error, AuthorizationError | SchemaDriftError)
        if hopeless or self._failures[channel] >= BREAKER:
            self._down.add(channel)
