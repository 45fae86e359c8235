"""The files a command was given: named, in folders, by a pattern, or piped in."""

import os
import sys
from collections.abc import Iterable, Iterator
from glob import glob, has_magic
from pathlib import Path

from review.escape import shortened

LARGEST = 50 * 1024 * 1024
"""Bytes of a file that is opened at all."""
PIPED = Path("-")
"""What comes on standard input."""
_NOT_THERE = (FileNotFoundError, NotADirectoryError)


class Faults:
    """What could not be opened, each said in one line as it happens."""

    def __init__(self) -> None:
        self.status = 0
        """1 when a file could not be opened, 2 when there is none of that name."""
        self.count = 0

    def say(self, file: Path, why: str, status: int = 1) -> None:
        """Say what is wrong with *file*."""
        self.status = max(self.status, status)
        self.count += 1
        name = shortened(str(file))
        if name != name.strip():  # one of blanks would not be seen
            name = repr(name)
        sys.stderr.write(f"error: {name}: {why}\n")

    def failed(self, file: Path, error: OSError) -> None:
        """Say that *file* could not be opened."""
        why = error.strerror or str(error)
        if isinstance(error, PermissionError):
            why += "; make it readable for you, or run this as its owner"
        self.say(file, why, 2 if isinstance(error, _NOT_THERE) else 1)


class Inputs:
    """The files to be read, in order, and their bytes."""

    def __init__(self, files: Iterable[Path], faults: Faults) -> None:
        self._faults = faults
        self._piped: bytes | None = None
        self.files = list(self._expanded(files))
        """Those in folders at any depth, hidden ones left out."""

    def loaded(self) -> Iterator[tuple[str, bytes, str]]:
        """Yield path, bytes and name of each file that can be opened."""
        for file in self.files:
            content = self.content_of(file)
            if content is not None:
                yield (
                    str(file),
                    content,
                    "standard input" if file == PIPED else file.name,
                )

    def content_of(self, file: Path) -> bytes | None:
        """Return a file's bytes; None of one that cannot be opened, which is said."""
        try:
            return self._read_piped() if file == PIPED else read_bytes(file)
        except OSError as error:
            self._faults.failed(file, error)
            return None

    def _read_piped(self) -> bytes:
        if self._piped is None:
            self._piped = _within_bounds(sys.stdin.buffer.read(LARGEST + 1))
        return self._piped

    def _expanded(self, files: Iterable[Path]) -> Iterator[Path]:
        for file in files:
            try:
                folder = file.is_dir()
            except OSError as error:  # a name too long for any file
                self._faults.failed(file, error)
                continue
            if folder:
                yield from self._in_folder(file)
            elif has_magic(str(file)) and not file.exists():
                # Quoted, or there were too many for the shell.
                found = sorted(glob(str(file), recursive=True))  # noqa: PTH207  # an absolute pattern, too
                if not found:
                    self._faults.say(file, "no file is named like this", status=2)
                yield from self._expanded(map(Path, found))
            else:
                yield file

    def _in_folder(self, folder: Path) -> list[Path]:
        """Return the files of a folder; that it has none is said."""
        before = self._faults.count
        inside = list(self._inside(folder))
        if not inside and self._faults.count == before:
            hidden = any(inner.name.startswith(".") for inner in folder.iterdir())
            left = " but hidden ones, which are left out" if hidden else ""
            self._faults.say(folder, f"a folder without files{left}")
        return inside

    def _inside(self, folder: Path) -> Iterator[Path]:
        def failed(error: OSError) -> None:
            self._faults.failed(Path(error.filename), error)

        for root, folders, names in os.walk(folder, onerror=failed):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (Path(root, n) for n in sorted(names) if not n.startswith("."))


def read_bytes(file: Path) -> bytes:
    """Return a file's bytes.

    Raises:
        OSError: It is not there, not ours to read, no file, or larger than LARGEST.
    """
    # A pipe that nobody writes to is empty then, and not waited for.
    with os.fdopen(os.open(file, os.O_RDONLY | os.O_NONBLOCK), "rb") as opened:
        return _within_bounds(opened.read(LARGEST + 1))


def _within_bounds(content: bytes) -> bytes:
    if len(content) > LARGEST:
        raise OSError(f"larger than {LARGEST >> 20} MiB")
    return content
