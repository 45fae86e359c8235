"""Everything that has to do with time and chance, given to a channel from outside."""

import random
import time
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple


class Timing(NamedTuple):
    """Clock, sleep and chance; a test's never sleep."""

    clock: Callable[[], datetime]
    """The present instant, aware; may stand still."""
    sleep: Callable[[float], None] = time.sleep
    monotonic: Callable[[], float] = time.monotonic
    """Seconds that only grow, for deadlines; they pass even where the clock of a world
    stands still."""
    jitter: Callable[[], float] = random.random
    """Between 0 and 1; spreads repeated calls."""
