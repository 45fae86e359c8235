"""Everything that has to do with time and chance, given to a channel from outside."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple


class Timing(NamedTuple):
    """Clock, sleep and chance; a test's never sleep."""

    clock: Callable[[], datetime]
    """The present instant, aware; may stand still."""
    monotonic: Callable[[], float]
    """Seconds that only grow; measures how long something took."""
    sleep: Callable[[float], None]
    jitter: Callable[[], float]
    """Between 0 and 1; spreads repeated calls."""
