"""The refresh token on disk: a new one is safe before it is used, none is overwritten.

The service replaces the token as it renews it, so that the newest is the only one that
opens the books. Each is written as a *generation* of its own, in two copies; three
generations are kept. Room for the next is taken up before the service is asked: a full
disk is found out while the present token is still good.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

_COPIES = "ab"
_KEPT = 3
_ROOM = 4096
"""Bytes of one copy; tokens have some hundred."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One refresh token as it was granted."""

    number: int
    token: str = field(repr=False)
    saved_at: datetime
    expires_at: datetime | None
    """None: not yet renewed, so that the service has not said."""
    seed: str
    """Digest of the token that a person gave and this one descends from."""


class StoreBusyError(Exception):
    """Another process holds the token."""


class TokenStore:
    """The generations beside the ledger; only who holds the lock writes."""

    def __init__(self, path: Path, *, patience: float = 120.0) -> None:
        """Open nothing yet.

        Args:
            path: What the files' names begin with, ``…/tokens/books.main``.
            patience: Seconds to wait for another process that renews.
        """
        self._path = path
        self._patience = patience

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep every other process from renewing.

        Raises:
            StoreBusyError: It takes another one too long.
            OSError: The folder cannot be written.
        """
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = FileLock(self._named("lock"), timeout=self._patience, mode=0o600)
        try:
            with lock:
                yield
        except Timeout:
            raise StoreBusyError(str(self._path)) from None

    def newest(self) -> Generation | None:
        """Return the last token that was stored whole; None where there is none."""
        found = [self._read(path) for path in self._files()]
        known = [one for one in found if one is not None]
        return max(known, key=lambda one: one.number, default=None)

    @property
    def damaged(self) -> bool:
        """Whether a copy of the newest files cannot be read."""
        last = max((_number(p) for p in self._finished()), default=0)
        return any(
            self._read(path) is None
            for path in self._finished()
            if _number(path) == last
        )

    @property
    def unanswered(self) -> bool:
        """Whether room was taken for a token that never came."""
        newest = self.newest()
        last = 0 if newest is None else newest.number
        return any(
            _number(path) > last and self._read(path) is None
            for path in self._waiting()
        )

    def reserve(self) -> int:
        """Take up room for the next generation and return its number.

        Raises:
            OSError: There is no room; nothing was changed.
        """
        self._settle()
        number = 1 + max((_number(path) for path in self._finished()), default=0)
        try:
            for copy in _COPIES:
                _written(self._waiting_name(number, copy), b"\n" * _ROOM)
            self._sync_folder()
        except OSError:
            self.release(number)
            raise
        return number

    def release(self, number: int) -> None:
        """Give the room back: the service certainly did not renew."""
        for copy in _COPIES:
            with suppress(OSError):
                self._waiting_name(number, copy).unlink()

    def keep(self, generation: Generation) -> None:
        """Store *generation* in the room taken for it; then it may be used.

        Raises:
            OSError: Neither copy could be written.
        """
        body = _packed(generation)
        failures = []
        for copy in _COPIES:
            try:
                _written(self._waiting_name(generation.number, copy), body)
            except OSError as error:
                failures.append(error)
        if len(failures) == len(_COPIES):
            raise failures[0]
        with suppress(OSError):  # it is on the disk, under whichever of its names
            self._settle()
        for path in self._files():
            if _number(path) <= generation.number - _KEPT:
                with suppress(OSError):
                    path.unlink()

    def _settle(self) -> None:
        """Give every whole copy that still waits its name, which is its last step."""
        for path in self._waiting():
            if self._read(path) is not None:
                path.replace(path.with_suffix(""))
        self._sync_folder()

    def _sync_folder(self) -> None:
        folder = os.open(self._path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def _read(self, path: Path) -> Generation | None:
        try:
            found = _unpacked(path.read_bytes())
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return found if found.number == _number(path) else None

    def _files(self) -> list[Path]:
        return self._finished() + self._waiting()

    def _finished(self) -> list[Path]:
        name = f"{self._path.name}.{'[0-9]' * 8}.[{_COPIES}]"
        return sorted(self._path.parent.glob(name))

    def _waiting(self) -> list[Path]:
        name = f"{self._path.name}.{'[0-9]' * 8}.[{_COPIES}].new"
        return sorted(self._path.parent.glob(name))

    def _waiting_name(self, number: int, copy: str) -> Path:
        return self._named(f"{number:08d}.{copy}.new")

    def _named(self, ending: str) -> Path:
        return self._path.with_name(f"{self._path.name}.{ending}")


def digest(token: str) -> str:
    """Return what tells one given token from another without being one."""
    return hashlib.sha256(token.encode()).hexdigest()


def _number(path: Path) -> int:
    return int(path.name.removesuffix(".new").split(".")[-2])


def _written(path: Path, body: bytes) -> None:
    """Write *body* over the beginning of *path* and see it on the disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
    try:
        at = 0
        while at < len(body):
            at += os.pwrite(handle, body[at:], at)
        os.fsync(handle)
    finally:
        os.close(handle)


def _packed(generation: Generation) -> bytes:
    expires = generation.expires_at
    value: dict[str, Any] = {
        "number": generation.number,
        "token": generation.token,
        "saved_at": generation.saved_at.isoformat(),
        "expires_at": None if expires is None else expires.isoformat(),
        "seed": generation.seed,
    }
    line = json.dumps(value).encode()
    proof = hashlib.sha256(line).hexdigest().encode()
    return (line + b"\n" + proof + b"\n").ljust(_ROOM, b"\n")


def _unpacked(body: bytes) -> Generation:
    line, proof, *_ = body.split(b"\n", 2)
    if hashlib.sha256(line).hexdigest().encode() != proof:
        raise ValueError("not written whole")
    value = json.loads(line)
    expires = value["expires_at"]
    return Generation(
        number=value["number"],
        token=value["token"],
        saved_at=datetime.fromisoformat(value["saved_at"]),
        expires_at=None if expires is None else datetime.fromisoformat(expires),
        seed=value["seed"],
    )
