"""A token bucket: so many calls at once, so many more a second."""

from collections.abc import Callable


class Bucket:
    """Waits until one more call of an operation is allowed."""

    def __init__(
        self,
        *,
        rate: float,
        burst: int,
        monotonic: Callable[[], float],
    ) -> None:
        """Begin full.

        Args:
            rate: Calls a second; the service may name another as we go.
            burst: Calls at once after a long rest.
            monotonic: Seconds that only grow.
        """
        self._rate = rate
        self._burst = burst
        self._monotonic = monotonic
        self._level = float(burst)
        self._seen = monotonic()

    def take(self, wait: Callable[[float], bool]) -> float | None:
        """Wait for a place and return None, or return the seconds it would take.

        Args:
            wait: Sleeps so many seconds and says True, or says False at once.
        """
        now = self._monotonic()
        self._level = min(self._burst, self._level + (now - self._seen) * self._rate)
        self._seen = now
        if self._level < 1:
            seconds = (1 - self._level) / self._rate
            if not wait(seconds):
                return seconds
            # counted as slept, whatever the clock says: a test's may stand still
            self._level = 1.0
            self._seen = self._monotonic()
        self._level -= 1
        return None

    def learn(self, header: str | None) -> None:
        """Take over the rate the service names in a header, where it names one."""
        try:
            rate = float(header or "")
        except ValueError:
            return
        if 0 < rate < float("inf"):
            self._rate = rate

    def drain(self) -> None:
        """Be empty: the service says we were too fast."""
        self._level = 0.0
