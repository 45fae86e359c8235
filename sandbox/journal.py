"""What was written, on disk before it is answered: one JSON object per line."""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any


class JournalError(ValueError):
    """A journal holds a line that is no JSON object, or fits no order of the world."""

    def __init__(self, path: Path, line: int, why: str = "is no JSON object") -> None:
        super().__init__(f"{path.name} line {line} {why}")


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Return the complete lines of *path*, oldest first; none when it is absent.

    A last line without its line end was torn by a kill before anything was answered,
    so it never happened.

    Raises:
        JournalError: A complete line is no JSON object.
    """
    if not path.exists():
        return []
    whole, _, _torn = path.read_bytes().rpartition(b"\n")
    entries = []
    for number, line in enumerate(whole.split(b"\n") if whole else [], start=1):
        try:
            entry = json.loads(line)
        except ValueError:
            raise JournalError(path, number) from None
        if not isinstance(entry, dict):
            raise JournalError(path, number)
        entries.append(entry)
    return entries


class Journal:
    """An append-only file; when durable, a line is on disk once ``append`` returns."""

    def __init__(self, path: Path, *, durable: bool) -> None:
        self.path = path
        self._durable = durable
        _drop_torn_line(path)
        self._seq = len(read_lines(path))
        self._file = path.open("ab", buffering=0)

    def replay(
        self, apply: Callable[[dict[str, Any]], None], entries: Iterable[dict[str, Any]]
    ) -> None:
        """Apply *entries*, the first lines of this journal, one after another.

        Raises:
            JournalError: One of them names what the world does not have.
        """
        for line, entry in enumerate(entries, start=1):
            try:
                apply(entry)
            except (KeyError, StopIteration, ValueError) as error:
                why = f"names what the world does not have: {error}"
                raise JournalError(self.path, line, why) from error

    def all(self) -> list[dict[str, Any]]:
        """Return what is written, oldest first, as it lies there now."""
        return read_lines(self.path)

    def append(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        """Write *entry* under the next sequence number and return what was written."""
        self._seq += 1
        written = {"seq": self._seq, **entry}
        line = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
        self._file.write(line.encode() + b"\n")
        if self._durable:
            os.fsync(self._file.fileno())
        return written

    def clear(self) -> None:
        """Forget everything, as before the first start."""
        self._file.truncate(0)
        self._seq = 0

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _drop_torn_line(path: Path) -> None:
    if not path.exists():
        path.touch()
        return
    content = path.read_bytes()
    complete = content.rfind(b"\n") + 1
    if complete < len(content):
        os.truncate(path, complete)
