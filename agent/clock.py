"""Where time comes from, and what a night is called."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]

HALF_DAY = timedelta(hours=12)


def system_clock() -> datetime:
    """Return this instant in UTC."""
    return datetime.now(UTC)  # noqa: TID251  # the one place the wall clock is read


def world_clock(instant: datetime) -> Clock:
    """Return a clock that shows *instant* now and runs on from there."""
    began = time.monotonic()
    return lambda: instant + timedelta(seconds=time.monotonic() - began)


def night_of(now: datetime, zone: str) -> date:
    """Return the night that *now* belongs to: named for the evening it began on.

    >>> night_of(datetime(2026, 11, 21, 5, 30, tzinfo=UTC), "America/New_York")
    datetime.date(2026, 11, 20)
    """
    return (now.astimezone(ZoneInfo(zone)) - HALF_DAY).date()


def business_date(now: datetime, zone: str) -> date:
    """Return the calendar day of *now* where the store is."""
    return now.astimezone(ZoneInfo(zone)).date()


def date_of(instant: datetime | None, zone: str, *, today: date) -> date:
    """Return the calendar day of *instant* where the store is; *today* for none."""
    return today if instant is None else business_date(instant, zone)
