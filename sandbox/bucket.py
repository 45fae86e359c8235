"""A leaky bucket: so much at once, so much more with every second."""

import time


class Bucket:
    """How many points may be spent now; full at first."""

    def __init__(self, size: float, per_second: float) -> None:
        self.size = size
        self.per_second = per_second
        self._level = size
        self._seen = time.monotonic()

    @property
    def level(self) -> float:
        """Return what may be spent at this moment."""
        now = time.monotonic()
        gained = (now - self._seen) * self.per_second
        self._level = min(self.size, self._level + gained)
        self._seen = now
        return self._level

    def take(self, points: float) -> bool:
        """Spend *points* if there are that many; say whether there were."""
        if points > self.level:
            return False
        self._level -= points
        return True

    def give_back(self, points: float) -> None:
        """Return what was taken and not used."""
        self._level = min(self.size, self.level + points)
