"""Access tokens that are issued, run out and can be taken back.

A token carries when it was issued, so that it outlives a restart of the sandbox.
"""

import re
import threading

from sandbox.clock import Clock


class Tokens:
    """The tokens one service honours."""

    def __init__(
        self, clock: Clock, prefix: str, seconds: int, fixed: tuple[str, ...] = ()
    ) -> None:
        self._clock = clock
        self._prefix = prefix
        self._seconds = seconds
        self._fixed = fixed
        self._revoked: set[str] = set()
        self._count = 0
        self._lock = threading.Lock()

    def issue(self) -> str:
        """Return a new token."""
        with self._lock:
            self._count += 1
            began = int(self._clock.now().timestamp())
            return f"{self._prefix}{began}-{self._count}"

    def valid(self, token: str) -> bool:
        """Say whether *token* opens the service now."""
        if token in self._fixed:
            return True
        issued = re.fullmatch(re.escape(self._prefix) + r"(\d+)-\d+", token)
        if issued is None or token in self._revoked:
            return False
        return self._clock.now().timestamp() < int(issued[1]) + self._seconds

    def revoke(self, token: str) -> None:
        """Take an issued token back; one that never runs out stays."""
        self._revoked.add(token)
