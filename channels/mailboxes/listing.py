"""From files found to mail fetched: oldest first, and what fails is said."""

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from channels.mailboxes import manifest
from channels.mailboxes.files import UnreadableFileError, read_head, read_whole
from channels.mailboxes.received import received
from channels.mailboxes.values import FetchedMail
from extractors.values import Issue

_NANO = 1_000_000_000


class Found(NamedTuple):
    """A file that should hold one message."""

    external_id: str
    path: Path
    modified: int = 0
    """Nanoseconds since 1970."""
    stamp: tuple[int, ...] = ()
    """Changes whenever the file's bytes do."""
    issue: Issue | None = None
    """Already known to give nothing, for this reason."""


def shown(path: Path) -> str:
    """Return a path as an id that can be stored: names on disk may be no Unicode."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def fetch(found: Sequence[Found], before: str | None) -> Iterator[FetchedMail]:
    """Yield the mail in all files but those proved to be as *before*, oldest first.

    The last message carries the new watermark, so it is stored only when every other
    was committed. A file that gave nothing stays out of it and comes again.
    """
    now = manifest.watermark((each.external_id, each.stamp) for each in found)
    same = manifest.unchanged(before, now)
    due = [f for f in found if manifest.bucket(f.external_id) not in same]
    dated = sorted(((_received(f), f.external_id, i) for i, f in enumerate(due)))
    failed: set[Found] = set()
    for position, (moment, external_id, index) in enumerate(dated, start=1):
        content, issue = _content(due[index])
        if issue:
            failed.add(due[index])
        mark = None
        if position == len(dated):
            known = (f for f in found if f not in failed)
            mark = manifest.watermark((each.external_id, each.stamp) for each in known)
        yield FetchedMail(external_id, content, moment, mark, issue)


def _received(found: Found) -> datetime:
    head = b"" if found.issue else read_head(found.path)
    return received(head) or datetime.fromtimestamp(found.modified / _NANO, UTC)


def _content(found: Found) -> tuple[bytes, Issue | None]:
    """Return the bytes, or none of them and why."""
    if found.issue:
        return b"", found.issue
    try:
        return read_whole(found.path), None
    except UnreadableFileError as error:
        return b"", error.issue
