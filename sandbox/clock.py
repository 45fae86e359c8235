"""The sandbox's own time: it begins at a given instant and only ever moves forward."""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """An instant that advances with the monotonic clock, never with the calendar."""

    def __init__(self, start: datetime) -> None:
        if start.tzinfo is None:
            raise ValueError(f"the sandbox's clock needs a time zone: {start}")
        self._start = start.astimezone(UTC)
        self._began = time.monotonic()

    def now(self) -> datetime:
        """Return the present instant, aware, in UTC."""
        return self._start + timedelta(seconds=time.monotonic() - self._began)

    def stamp(self) -> str:
        """Return the present instant to the second, as the services print it."""
        return text_of(self.now())

    def advance(self, seconds: float) -> None:
        """Let *seconds* pass at once."""
        if seconds < 0:
            raise ValueError("time does not run backwards")
        self._start += timedelta(seconds=seconds)


def instant(text: str) -> datetime:
    """Read an ISO 8601 instant; one without a zone is UTC.

    Raises:
        ValueError: It is no instant.

    >>> instant("2026-11-20T05:30:00Z").isoformat()
    '2026-11-20T05:30:00+00:00'
    """
    read = datetime.fromisoformat(text)
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def text_of(moment: datetime) -> str:
    """Print an aware instant as ``2026-11-20T05:30:00Z``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
