"""An mbox file, read and never opened for writing.

The standard library's reader opens for writing where it may and begins a message at
every line that starts with ``From ``, also in a letter. Here such a line begins one
only if it looks like what a mail program writes there and a header field follows.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, NamedTuple

from channels.errors import UnavailableError
from channels.mailboxes.files import SIZE_LIMIT, too_large, unreadable
from channels.mailboxes.received import HEAD_LIMIT, received
from channels.mailboxes.values import FetchedMail
from extractors.values import Issue

_LINE_LIMIT = 64 * 1024
_CLOCK = re.compile(rb"\d{1,2}:\d\d")
_YEAR = re.compile(rb"(?<!\d)(?:19|20)\d\d(?!\d)")
_FIELD = re.compile(rb"[!-9;-~]{1,80}[ \t]*:")
_USUAL_FIRST = re.compile(
    rb"(?i)(?:return-path|received|delivered-to|message-id|mime-version|date|from|to"
    rb"|subject|status|dkim-signature|authentication-results|content-type|x-[a-z-]+)"
    rb"[ \t]*:"
)
_QUOTED = re.compile(rb"(?m)^>(>*From )")
_BLANK = frozenset({b"", b"\n", b"\r\n"})
_VERSION = "mbox/1:"


class _Span(NamedTuple):
    """Where one message lies: behind its separator, up to the next one."""

    line: int
    """Offset of the separator."""
    start: int
    end: int
    broken: bool
    """Something inside looks like a separator and is none: messages ran together."""


class Mbox:
    """One mbox file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def fetch(self, watermark: str | None) -> Iterator[FetchedMail]:
        """Yield every message, or only those behind a part that has not changed.

        The last message always comes again: it may have been read while it was still
        being delivered. A message's id is made of its bytes, because its place changes
        whenever an earlier one is deleted.

        Raises:
            UnavailableError: The file cannot be opened or read.
        """
        try:
            with self._path.open("rb") as file:
                yield from _mail(file, _unchanged(file, watermark))
        except OSError as error:
            raise UnavailableError(
                f"mbox file {str(self._path)!r} cannot be read: {error.strerror}"
            ) from None


def _mail(file: BinaryIO, begin: int) -> Iterator[FetchedMail]:
    spans = list(_spans(file, begin))
    undated = datetime.min.replace(tzinfo=UTC)
    dated = [(received(_read(file, span, HEAD_LIMIT)), span) for span in spans]
    dated.sort(key=lambda each: (each[0] or undated, each[1].line))
    for position, (moment, span) in enumerate(dated, start=1):
        content = _read(file, span, SIZE_LIMIT)
        external_id = f"sha256:{sha256(content).hexdigest()}"
        mark = None
        if position == len(dated):
            kept = spans[-1].line
            mark = f"{_VERSION}{kept}:{_digest(file, kept)}"
        yield FetchedMail(external_id, content, moment, mark, _issue(span))


def _issue(span: _Span) -> Issue | None:
    size = span.end - span.start
    if size > SIZE_LIMIT:
        return too_large(size)
    if span.broken:
        return unreadable("a separator is damaged: several messages ran together")
    return None


def _spans(file: BinaryIO, begin: int) -> Iterator[_Span]:
    """Yield the messages from offset *begin* on, in one pass over the lines.

    A separator counts only behind an empty line, as a program that delivers mail
    guards these alone; elsewhere it would let a letter forge the next message.
    """
    file.seek(begin)
    line_at = start = offset = begin
    blank, fresh, seen, broken = True, True, False, False
    line = file.readline(_LINE_LIMIT)
    while line:
        offset += len(line)
        following = file.readline(_LINE_LIMIT)
        if fresh and line.startswith(b"From ") and _FIELD.match(following):
            strong = bool(_CLOCK.search(line) and _YEAR.search(line))
            if strong and blank:
                if seen:
                    yield _Span(line_at, start, offset - len(line), broken)
                line_at, start, seen, broken = offset - len(line), offset, True, False
            elif strong or (blank and _USUAL_FIRST.match(following)):
                broken = seen = True
        else:
            seen = seen or bool(line.strip())
        blank = fresh and line in _BLANK
        fresh = line.endswith(b"\n")
        line = following
    if seen:
        yield _Span(line_at, start, offset, broken)


def _read(file: BinaryIO, span: _Span, limit: int) -> bytes:
    """Return the message as it was before it was put into an mbox."""
    file.seek(span.start)
    content = file.read(min(span.end - span.start, limit))
    for end in (b"\r\n\r\n", b"\n\n"):
        if content.endswith(end):
            content = content[: -len(end) // 2]
            break
    return _QUOTED.sub(rb"\1", content)


def _unchanged(file: BinaryIO, watermark: str | None) -> int:
    """Return up to which offset the file is as it was; 0 when that is not certain."""
    version, _, rest = (watermark or "").partition(":")
    length, _, digest = rest.partition(":")
    if version + ":" != _VERSION or not re.fullmatch(r"[0-9]{1,15}", length):
        return 0
    return int(length) if _digest(file, int(length)) == digest else 0


def _digest(file: BinaryIO, length: int) -> str:
    """Return the SHA-256 of the first *length* bytes; of all when there are fewer."""
    file.seek(0)
    digest = sha256()
    while length > 0 and (chunk := file.read(min(length, 1 << 20))):
        digest.update(chunk)
        length -= len(chunk)
    return digest.hexdigest()
