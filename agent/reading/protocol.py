"""What goes over the pipe between a confined reader and its keeper.

A request is a file, an answer is a reading as JSON; both say first how long they are.
"""

import struct
from enum import IntEnum
from math import isfinite
from typing import BinaryIO, NamedTuple

from extractors.ocr.values import Scan
from extractors.values import Picture

MAX_ANSWER = 16 * 1024 * 1024
"""Bytes of JSON; what would be longer is answered as too large. Who decodes it needs
fifteen times as much memory."""
MAX_SCAN = 16 * 1024 * 1024
"""Bytes of a page drawn for the recogniser, or of a file taken out of a mail, which
only the keeper holds, and once."""
_REQUEST = struct.Struct(">BHHHII")
ANSWER = struct.Struct(">BQQI")
_SIZE = struct.Struct(">II")
_SCAN = struct.Struct(">IIHddd")
_NO_LETTER = "\0"
"""Between passwords: the readers of PDFs take none that has it."""
_LONGEST = 0xFFFF
"""Bytes of all passwords together."""


class Task(IntEnum):
    """What is asked of the child."""

    READ = 0
    OUTLINE = 1
    """The mail's header and the names of its files, nothing of what is in them."""
    DRAW = 2
    """The picture of one page: the request's reason is the document and the page."""
    SCAN = 3
    """One page for the recogniser: the reason says as well how fine and how turned."""
    FILE = 4
    """The bytes of one document in the file, whose hash the reason is."""


class State(IntEnum):
    """How the child fared."""

    READING = 0
    FAULT = 1
    """A fault of ours: the answer is where, not a reading."""
    PICTURE = 2
    """A page as :func:`encode_picture` writes it; empty where nothing can be drawn."""
    SCAN = 3
    """A page as :func:`encode_scan` writes it; empty where nothing can be drawn."""
    PICTURES = 4
    """A reading that says of some pages that they are pictures."""
    FILE = 5
    """A document's bytes; empty where the file holds no such document."""


class Passwords(tuple[str, ...]):
    """What protected files open with; no log or traceback shows more than how many."""

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Passwords(<{len(self)}>)"


NONE_KNOWN = Passwords()


class Request(NamedTuple):
    """One file to be read."""

    content: bytes
    name: str
    task: Task = Task.READ
    reason: str = ""
    """Of an outline: why the files in it are not read, a reason code and a detail. Of
    a page to be drawn: the SHA-256 of its document, and its number."""
    passwords: Passwords = NONE_KNOWN
    """Tried on a file that does not open without."""
    recognised: bytes = b""
    """The words of pages that are pictures, as :mod:`extractors.ocr.values` writes
    them."""

    def encode(self) -> bytes:
        """Return the bytes that go to the child before the content."""
        name = self.name.encode("utf-8", "replace")[:1000]
        reason = self.reason.encode("utf-8", "replace")[:1000]
        known = _NO_LETTER.join(self.passwords).encode("utf-8", "replace")[:_LONGEST]
        parts = name, reason, known, self.recognised
        head = _REQUEST.pack(self.task, *map(len, parts), len(self.content))
        return head + b"".join(parts)


class Answer(NamedTuple):
    """What came back, with what it took."""

    state: State
    cpu_seconds: float
    peak_bytes: int
    """Largest memory the child ever had resident."""
    data: bytes

    def encode(self) -> bytes:
        """Return the bytes that go to the keeper."""
        micros = int(self.cpu_seconds * 1e6)
        return (
            ANSWER.pack(self.state, micros, self.peak_bytes, len(self.data)) + self.data
        )


def read_request(pipe: BinaryIO) -> Request | None:
    """Wait for a request; None when the keeper has closed the pipe."""
    head = pipe.read(_REQUEST.size)
    if len(head) < _REQUEST.size:
        return None
    task, name_size, reason_size, known_size, words_size, size = _REQUEST.unpack(head)
    name = pipe.read(name_size).decode("utf-8", "replace")
    reason = pipe.read(reason_size).decode("utf-8", "replace")
    known = pipe.read(known_size).decode("utf-8", "replace")
    recognised = pipe.read(words_size)
    content = pipe.read(size)
    if len(content) < size:
        return None
    passwords = Passwords(filter(None, known.split(_NO_LETTER)))
    return Request(content, name, Task(task), reason, passwords, recognised)


def encode_scan(scan: Scan | None) -> bytes:
    """Return the answer that holds *scan*."""
    if scan is None:
        return b""
    return _SCAN.pack(*scan[:-1]) + scan.pixels


def decode_scan(data: bytes) -> Scan | None:
    """Return the scan that an answer holds; None where its sizes do not agree."""
    if len(data) <= _SCAN.size:
        return None
    width, height, dpi, turned, *points = _SCAN.unpack_from(data)
    pixels = data[_SCAN.size :]
    if len(pixels) != width * height or not all(map(isfinite, (turned, *points))):
        return None
    return Scan(width, height, dpi, turned, points[0], points[1], pixels)


def encode_picture(picture: Picture | None) -> bytes:
    """Return the answer that holds *picture*."""
    if picture is None:
        return b""
    return _SIZE.pack(picture.width, picture.height) + picture.pixels


def decode_picture(data: bytes) -> Picture | None:
    """Return the picture that an answer holds; None where its sizes do not agree."""
    if len(data) <= _SIZE.size:
        return None
    width, height = _SIZE.unpack_from(data)
    pixels = data[_SIZE.size :]
    if len(pixels) != 3 * width * height:
        return None
    return Picture(width, height, pixels)
