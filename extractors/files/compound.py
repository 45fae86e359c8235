"""Compound files, the little file system that Outlook keeps a message in.

Source: [MS-CFB]. Every chain and table is bounded by the size of the file, so that no
loop in it goes on.
"""

import struct
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_ENTRIES = 20_000
MAX_CONTENT = 60 * 1024 * 1024
"""Bytes of all that is read: many streams can name the same sectors."""
_HEADER = 512
_ENTRY = 128
_FREE = 0xFFFFFFFA
"""Numbers from here on are marks and name no sector."""
_NONE = 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5
_SMALL = 4096
"""Bytes: shorter streams lie in the stream of the root, in pieces of 64."""
_PIECE = 64
_IN_HEADER = 109


class CompoundError(ValueError):
    """The file is damaged."""


class _Entry(NamedTuple):
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class Compound:
    """The streams of a compound file, by their paths with ``/`` between the names.

    Raises:
        CompoundError: Its tables cannot be read.
    """

    def __init__(self, content: bytes) -> None:
        if len(content) < _HEADER or not content.startswith(MARK):
            raise CompoundError("no compound file")
        [shift] = struct.unpack_from("<H", content, 30)
        if shift not in (9, 12):
            raise CompoundError(f"sectors of 2 ** {shift}")
        self._content = content
        self._left = MAX_CONTENT
        self._sector = 1 << shift
        [directory] = struct.unpack_from("<I", content, 48)
        [small_table] = struct.unpack_from("<I", content, 60)
        most = len(content) // self._sector
        self._table = _numbers(self._sectors(islice(self._table_sectors(), most)))
        entries = list(_entries(self._chain(directory)))
        if not entries or entries[0].kind != _ROOT:
            raise CompoundError("no root")
        self._small_table = _numbers(self._chain(small_table))
        self._small = self._chain(entries[0].start)
        self._streams = dict(_paths(entries))

    def __contains__(self, path: str) -> bool:
        return path in self._streams

    def __iter__(self) -> Iterator[str]:
        return iter(self._streams)

    def read(self, path: str) -> bytes:
        """Return the content of a stream, as far as it is there; b"" of an unknown one.

        Raises:
            CompoundError: It is too large, or its chain is broken.
        """
        entry = self._streams.get(path)
        if entry is None:
            return b""
        self._left -= entry.size
        if self._left < 0:
            raise CompoundError(f"more than {MAX_CONTENT} bytes in it")
        if entry.size >= _SMALL:
            return self._chain(entry.start)[: entry.size]
        pieces = _follow(entry.start, self._small_table)
        small = b"".join(self._small[n * _PIECE : (n + 1) * _PIECE] for n in pieces)
        return small[: entry.size]

    def _table_sectors(self) -> Iterator[int]:
        """Yield where the allocation table lies: in the header, and in a chain."""
        yield from struct.unpack_from(f"<{_IN_HEADER}I", self._content, 76)
        [at] = struct.unpack_from("<I", self._content, 68)
        for _ in range(len(self._content) // self._sector):
            if at >= _FREE:
                return
            numbers = _numbers(self._sectors([at]))
            if not numbers:
                return
            yield from numbers[:-1]
            at = numbers[-1]

    def _sectors(self, numbers: Iterable[int]) -> bytes:
        size = self._sector
        return b"".join(
            self._content[(n + 1) * size : (n + 2) * size] for n in numbers if n < _FREE
        )

    def _chain(self, start: int) -> bytes:
        return self._sectors(_follow(start, self._table))


def _numbers(table: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(table) // 4}I", table[: len(table) // 4 * 4])


def _follow(start: int, table: tuple[int, ...]) -> Iterator[int]:
    at = start
    for _ in range(len(table)):
        if at >= _FREE:
            return
        if at >= len(table):
            raise CompoundError("a chain leaves the file")
        yield at
        at = table[at]
    if at < _FREE:
        raise CompoundError("a chain has no end")


def _entries(directory: bytes) -> Iterator[_Entry]:
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY)[:MAX_ENTRIES]:
        [length, kind] = struct.unpack_from("<HB", directory, at + 64)
        name = directory[at : at + max(min(length, 64) - 2, 0)]
        left, right, child = struct.unpack_from("<III", directory, at + 68)
        # The upper half of the size is not kept clean by old writers.
        start, size = struct.unpack_from("<II", directory, at + 116)
        text = name.decode("utf-16-le", "replace")
        yield _Entry(text, kind, left, right, child, start, size)


def _paths(entries: list[_Entry]) -> Iterator[tuple[str, _Entry]]:
    """Yield each stream with its path; every entry is visited once."""
    waiting = [(entries[0].child, "")]
    visited: set[int] = set()
    while waiting:
        number, folder = waiting.pop()
        if number >= len(entries) or number in visited:
            continue
        visited.add(number)
        entry = entries[number]
        waiting += [(entry.left, folder), (entry.right, folder)]
        if entry.kind == _STREAM:
            yield folder + entry.name, entry
        elif entry.kind == _STORAGE:
            waiting.append((entry.child, f"{folder}{entry.name}/"))
