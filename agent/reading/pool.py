"""Reading many files: chunks through any executor, order kept, none lost.

What is submitted is :func:`read_chunk`, which keeps confined readers of its own
wherever it runs: in a thread of this process, a process of a pool, or a worker of a
cluster. The executor's workers only wait, so no file can break them.
"""

import atexit
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from agent.reading.confined import ConfinedReader, Outcome
from agent.reading.protocol import NONE_KNOWN, Passwords
from agent.reading.scans import NO_SCANS, Scans
from extractors.codec import decode
from extractors.values import Reading

CHUNK = 16
CHUNK_BYTES = 16 * 1024 * 1024
_AHEAD = 64
_AHEAD_BYTES = 256 * 1024 * 1024
"""Chunks in flight: enough to keep a cluster busy, few enough for our memory."""


class Item(NamedTuple):
    """One file to be read."""

    id: str
    content: bytes
    name: str


class _Chunk(NamedTuple):
    """Files on their way, and where their outcomes will be."""

    items: list[Item]
    future: Future[list[Outcome]]

    @property
    def bytes(self) -> int:
        return sum(len(item.content) for item in self.items)


class _Submit(NamedTuple):
    """Where chunks are read, and what opens protected files there."""

    executor: Executor
    passwords: Passwords
    scans: Scans

    def chunk(self, items: list[Item]) -> Future[list[Outcome]]:
        """Submit *items*; what the executor refuses comes back as a failed future."""
        try:
            return self.executor.submit(read_chunk, items, self.passwords, self.scans)
        except (BrokenExecutor, RuntimeError) as error:
            failed: Future[list[Outcome]] = Future()
            failed.set_exception(error)
            return failed


@dataclass(slots=True)
class Usage:
    """What the reading took; filled in as it goes."""

    files: int = 0
    cpu_seconds: float = 0.0
    """Of the confined readers, their start included."""
    peak_bytes: int = 0
    """Of the largest of them."""
    killed: int = 0
    """Files that a reader was lost to."""
    pages: int = 0
    """Pages whose words were recognised."""
    faults: int = 0
    """Files that our own code failed on."""

    def add(self, outcome: Outcome) -> None:
        """Count one file in."""
        self.files += 1
        self.cpu_seconds += outcome.cpu_seconds
        self.peak_bytes = max(self.peak_bytes, outcome.peak_bytes)
        self.killed += outcome.killed
        self.pages += outcome.pages
        self.faults += bool(outcome.fault)


def cores() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0))


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Connect to a Dask cluster and yield its executor; needs the extra ``cluster``.

    Args:
        address: Of its scheduler, ``tcp://host:port``.
    """
    from distributed import Client  # type: ignore[import-not-found]  # noqa: PLC0415  # an extra

    # Not pure: the same file read again after a failure is a task of its own.
    with Client(address) as client, client.get_executor(pure=False) as executor:
        yield executor


def read_many(
    items: Iterable[tuple[str, bytes, str]],
    executor: Executor | None = None,
    *,
    chunk: int = CHUNK,
    usage: Usage | None = None,
    passwords: Passwords = NONE_KNOWN,
    scans: Scans = NO_SCANS,
) -> Iterator[tuple[str, Reading]]:
    """Read files and yield each id with its reading, in the order given.

    Args:
        items: Id, bytes and name of each; taken as they are needed.
        executor: Where to read; by default as many children as there are cores here.
        chunk: Files submitted together.
        usage: Filled with what it took.
        passwords: Known ones, for what does not open without.
        scans: How far pages that are pictures are recognised.
    """
    usage = usage if usage is not None else Usage()
    if executor is not None:
        yield from _read_through(
            _Submit(executor, passwords, scans), items, chunk, usage
        )
        return
    with ThreadPoolExecutor(cores(), thread_name_prefix="reading") as threads:
        yield from _read_through(
            _Submit(threads, passwords, scans), items, chunk, usage
        )


def read_chunk(
    items: list[Item], passwords: Passwords = NONE_KNOWN, scans: Scans = NO_SCANS
) -> list[Outcome]:
    """Read some files in a confined reader of this process, one after the other."""
    with _reader() as reader:
        return [reader.read(i.content, i.name, passwords, scans) for i in items]


def _read_through(
    submit: _Submit,
    items: Iterable[tuple[str, bytes, str]],
    size: int,
    usage: Usage,
) -> Iterator[tuple[str, Reading]]:
    waiting: deque[_Chunk] = deque()
    ahead = 0
    try:
        for group in _groups(items, size):
            waiting.append(_Chunk(group, submit.chunk(group)))
            ahead += waiting[-1].bytes
            while len(waiting) > _AHEAD or ahead > _AHEAD_BYTES:
                ahead -= waiting[0].bytes
                yield from _results(submit, waiting.popleft(), usage)
        while waiting:
            yield from _results(submit, waiting.popleft(), usage)
    finally:
        for chunk in waiting:
            chunk.future.cancel()


def _groups(items: Iterable[tuple[str, bytes, str]], size: int) -> Iterator[list[Item]]:
    """Group the items, *size* at most and not too many bytes together."""
    group: list[Item] = []
    held = 0
    for item in items:
        group.append(Item(*item))
        held += len(item[1])
        if len(group) >= size or held >= CHUNK_BYTES:
            yield group
            group, held = [], 0
    if group:
        yield group


def _results(
    submit: _Submit, chunk: _Chunk, usage: Usage
) -> Iterator[tuple[str, Reading]]:
    for item, outcome in zip(chunk.items, _outcomes(submit, chunk), strict=True):
        usage.add(outcome)
        yield item.id, decode(outcome.data)


def _outcomes(submit: _Submit, chunk: _Chunk) -> list[Outcome]:
    """Wait for a chunk; one that its executor lost is read again, file by file."""
    try:
        return chunk.future.result()
    except Exception:  # noqa: BLE001  # whatever an executor raises for a lost worker
        outcomes: list[Outcome] = []
    for item in chunk.items:
        try:
            outcomes += submit.chunk([item]).result()
        except Exception:  # noqa: BLE001  # as above; here a child is lost, not we
            outcomes += read_chunk([item], submit.passwords, submit.scans)
    return outcomes


_idle: list[ConfinedReader] = []
_lock = threading.Lock()


@contextmanager
def _reader() -> Iterator[ConfinedReader]:
    """Lend a warm reader of this process, or a new one."""
    with _lock:
        reader = _idle.pop() if _idle else ConfinedReader()
    try:
        yield reader
    except BaseException:
        reader.close()
        raise
    with _lock:
        _idle.append(reader)


def file_in(content: bytes, sha256: str) -> bytes | None:
    """Return the bytes of a document that lies in a mail, taken out in a child."""
    with _reader() as reader:
        return reader.file(content, "", sha256)


def close_readers() -> None:
    """End the warm readers of this process."""
    with _lock:
        readers = _idle[:]
        _idle.clear()
    for reader in readers:
        reader.close()


atexit.register(close_readers)
# A forked process must not speak through its parent's pipes.
os.register_at_fork(after_in_child=_idle.clear)
