"""How far each folder of an IMAP mailbox has been read, as a watermark."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

_VERSION = "imap/1:"


class Place(NamedTuple):
    """How far one folder has been read; message numbers hold under one validity."""

    validity: int
    """Changes when the server has numbered its messages anew."""
    last: int = 0
    """Every message up to this number was yielded."""
    owed: tuple[int, ...] = ()
    """Those of them that could not be had, ascending; asked for again."""

    def past(self, number: int, *, had: bool) -> "Place":
        """Return the place after message *number* was yielded, or found gone."""
        owed = {*self.owed} - {number} if had else {*self.owed, number}
        return Place(self.validity, max(self.last, number), tuple(sorted(owed)))


class Places(NamedTuple):
    """Where reading has got to in a whole mailbox."""

    since: date
    """Where a folder is new, or numbered anew, it is read from this day on."""
    folders: Mapping[str, Place] = {}

    def with_place(self, folder: str, place: Place) -> "Places":
        """Return the same with *place* for *folder*."""
        return Places(self.since, {**self.folders, folder: place})

    def watermark(self) -> str:
        """Return this as text; :func:`places_of` reads it."""
        return _VERSION + json.dumps(
            {"since": self.since.isoformat(), "folders": self.folders}, sort_keys=True
        )


def places_of(watermark: str | None, since: date) -> Places:
    """Return what *watermark* says; from *since* on where it says nothing of ours.

    >>> places = places_of(None, date(2026, 11, 18)).with_place("INBOX", Place(7, 12))
    >>> places_of(places.watermark(), date(2026, 12, 1)) == places
    True
    """
    version, _, rest = (watermark or "").partition(":")
    if version + ":" != _VERSION:
        return Places(since)
    try:
        told = json.loads(rest)
        return Places(
            datetime.fromisoformat(told["since"]).date(),
            {
                str(folder): Place(int(v), int(last), tuple(map(int, owed)))
                for folder, (v, last, owed) in told["folders"].items()
            },
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return Places(since)
