"""Reading mail from files: bounded, and every failure a reason instead of a gap."""

import stat
from pathlib import Path

from channels.mailboxes.received import HEAD_LIMIT
from extractors.codes import Reason
from extractors.values import Issue

SIZE_LIMIT = 50 * 1024 * 1024
"""Bytes of one message; a larger one is named and not loaded."""
_CHUNK = 16 * 1024
_BLANK = (b"\n\n", b"\r\n\r\n", b"\r\r")


class UnreadableFileError(Exception):
    """A file that should hold a message does not give it; carries the issue."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.detail)
        self.issue = issue


def unreadable(detail: str) -> Issue:
    """Return the issue of a message that cannot be had."""
    return Issue(code=Reason.UNREADABLE, detail=detail)


def read_whole(path: Path) -> bytes:
    """Return the bytes of a regular file.

    Raises:
        UnreadableFileError: It is gone, forbidden, no regular file, or too large.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):  # a pipe would hang the night
            raise UnreadableFileError(unreadable("it is no regular file"))
        if found.st_size > SIZE_LIMIT:
            raise UnreadableFileError(too_large(found.st_size))
        with path.open("rb") as file:
            content = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        raise UnreadableFileError(failure(error)) from None
    if len(content) > SIZE_LIMIT:
        raise UnreadableFileError(too_large(len(content)))
    return content


def read_head(path: Path) -> bytes:
    """Return the beginning of a file up to its first blank line; empty on failure.

    It only serves to sort: what is wrong with the file is said by ``read_whole``.
    """
    head = b""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return b""
        with path.open("rb") as file:
            while len(head) < HEAD_LIMIT and (chunk := file.read(_CHUNK)):
                head += chunk
                if any(blank in head for blank in _BLANK):
                    break
    except OSError:
        return b""
    return head


def too_large(size: int) -> Issue:
    """Return the issue of a message above the limit; *size* in bytes."""
    detail = f"{size} bytes, at most {SIZE_LIMIT} are read"
    return Issue(code=Reason.TOO_LARGE, detail=detail)


def failure(error: OSError) -> Issue:
    """Return the issue of a failed read, without the path: it is the sender's text."""
    return unreadable(f"the file cannot be read: {error.strerror or 'unknown error'}")
