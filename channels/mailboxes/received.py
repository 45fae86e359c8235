"""When a message came in, by its own header; bounded, and never a reason to fail."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

HEAD_LIMIT = 256 * 1024
"""Bytes of a message in which its header is looked for."""
_VALUE_LIMIT = 4_096
"""Characters of one unfolded field; a date lies at the end of a Received field."""
_NAME = re.compile(rb"([!-9;-~]{1,80})[ \t]*:")


def received(head: bytes) -> datetime | None:
    r"""Return when the message was received, aware, in UTC.

    The topmost Received field is the last server's word; a message that was never
    sent through one has only the sender's Date.

    Args:
        head: The beginning of the raw message; at most ``HEAD_LIMIT`` bytes are read.

    >>> received(b"Received: from a by b; Fri, 20 Nov 2026 22:04:11 -0600\r\n\r\n")
    datetime.datetime(2026, 11, 21, 4, 4, 11, tzinfo=datetime.timezone.utc)
    """
    first: dict[bytes, str] = {}
    for name, value in _fields(head[:HEAD_LIMIT]):
        if name in {b"received", b"date"}:
            first.setdefault(name, value)
        if b"received" in first and b"date" in first:
            break
    trace = first.get(b"received", "")
    return _instant(trace.rpartition(";")[2]) or _instant(first.get(b"date", ""))


def _fields(head: bytes) -> Iterator[tuple[bytes, str]]:
    """Yield (lower-case name, unfolded value), skipping lines that are no field."""
    name, value = b"", b""
    for line in head.splitlines():
        if not line:
            break
        if line[:1] in b" \t":
            value += b" " + line.strip()
            continue
        yield name, _shown(value)
        found = _NAME.match(line)
        name = found[1].lower() if found else b""
        value = line[found.end() :].strip() if found else b""
    yield name, _shown(value)


def _shown(value: bytes) -> str:
    return value[-_VALUE_LIMIT:].decode("ascii", "replace")


def _instant(text: str) -> datetime | None:
    """Return the instant *text* names in the form of RFC 5322, or None."""
    try:
        moment = parsedate_to_datetime(text.strip())
        if moment.tzinfo is None:  # "-0000": UTC, by a clock nobody vouches for
            return moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
