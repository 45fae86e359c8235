"""A keeper of one confined reader: starts it, feeds it, ends it, replaces it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from agent.reading.exchange import NoAnswerError, exchange
from agent.reading.protocol import (
    NONE_KNOWN,
    Answer,
    Passwords,
    Request,
    State,
    Task,
    decode_picture,
    decode_scan,
)
from agent.reading.scans import NO_SCANS, Scans, recognise
from extractors.codec import decode, encode
from extractors.codes import Reason
from extractors.digests import content_digest
from extractors.ocr.values import Place, Recognised, Scan, encode_recognised
from extractors.reading import pictures
from extractors.values import Document, Picture, Reading

WALL_SECONDS = 20.0
FILES = 500
"""After so many a child is replaced, whatever it may have kept."""
SWOLLEN = 400 * 1024 * 1024
"""A child that was ever as large as this is replaced too."""
_ROOT = str(Path(__file__).resolve().parents[2])
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]);"
    "from agent.reading.child import main; main()"
)
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "PYDANTIC_DISABLE_PLUGINS": "__all__"}
"""Nothing of ours; and no installed package is searched for plugins, or run as one."""
_DEATHS: dict[int, Reason] = {
    signal.SIGXCPU: Reason.TIMEOUT,
    signal.SIGKILL: Reason.TOO_LARGE,
    signal.SIGABRT: Reason.TOO_LARGE,
}
"""PDFium aborts when memory is refused, the system kills when it is gone."""


class Outcome(NamedTuple):
    """What became of one file."""

    data: bytes
    """A reading, as :mod:`extractors.codec` writes it."""
    cpu_seconds: float
    peak_bytes: int
    killed: bool = False
    """A child was lost to it."""
    fault: str = ""
    """Where our own code failed; empty unless it did."""
    pages: int = 0
    """Pages whose words were recognised."""


class ReaderStartError(RuntimeError):
    """The confined reader ends before its first answer, whatever it is given.

    A fault of the installation, not of a file: it has to be seen, not set aside.
    """

    def __init__(self, python: str, status: int) -> None:
        super().__init__(
            f"the confined reader does not start: {python!r} ended with {status};"
            " is this package installed for it?"
        )


class _DeathError(Exception):
    """The child gave no answer."""

    def __init__(self, reason: Reason, detail: str, cpu: float, peak: int) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.cpu_seconds = cpu
        self.peak_bytes = peak


class ConfinedReader:
    """One child at a time; not for two threads at once."""

    def __init__(
        self,
        wall_seconds: float = WALL_SECONDS,
        files: int = FILES,
        python: str = sys.executable,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wall = wall_seconds
        self._files = files
        self._python = python
        self._clock = clock
        self._child: subprocess.Popen[bytes] | None = None
        self._served = 0

    def read(
        self,
        content: bytes,
        name: str,
        passwords: Passwords = NONE_KNOWN,
        scans: Scans = NO_SCANS,
    ) -> Outcome:
        """Read one file; a file that kills its reader gives a reading that says so.

        Args:
            content: Its bytes.
            name: As it was called.
            passwords: Known ones, for what does not open without.
            scans: How far pages that are pictures are recognised.

        Raises:
            ReaderStartError: No reader can be started here.
        """
        request = Request(content, name, passwords=passwords)
        try:
            return self._read(request, scans)
        except _DeathError as death:
            cpu, peak = death.cpu_seconds, death.peak_bytes
            reason, detail = death.reason, death.detail
        try:
            # Who sent it and what it held, without opening any of it again.
            request = Request(content, name, Task.OUTLINE, f"{reason} {detail}")
            outcome = self._outcome(request)
        except _DeathError as death:
            cpu, peak = cpu + death.cpu_seconds, max(peak, death.peak_bytes)
            data = encode(unread(content, name, reason, detail))
            return Outcome(data, cpu, peak, killed=True)
        cpu, peak = cpu + outcome.cpu_seconds, max(peak, outcome.peak_bytes)
        return outcome._replace(cpu_seconds=cpu, peak_bytes=peak, killed=True)

    def _read(self, request: Request, scans: Scans) -> Outcome:
        """Read a file, and once more with the words of its pages that are pictures."""
        engine = scans.engine
        if engine is None:
            return self._outcome(_with(request, Recognised(without=scans.without)))
        answer = self._ask(request)
        if answer.state is not State.PICTURES:
            return self._outcome_of(answer, request)
        places = pictures(decode(answer.data))
        recognised = recognise(places, _Drawing(self, request), engine, scans)
        again = self._outcome(_with(request, recognised))
        cpu = answer.cpu_seconds + again.cpu_seconds + engine.cpu_seconds
        pages = sum(bool(page.words) for page in recognised.pages.values())
        return again._replace(cpu_seconds=cpu, pages=pages)

    def scan(
        self, request: Request, place: Place, dpi: int, turned: int
    ) -> Scan | None:
        """Draw one page of a file for the recogniser; None if that cannot be done."""
        sha256, page = place
        where = f"{sha256} {page} {dpi} {turned}"
        try:
            answer = self._ask(request._replace(task=Task.SCAN, reason=where))
        except _DeathError:
            return None
        return decode_scan(answer.data) if answer.state is State.SCAN else None

    def draw(
        self,
        content: bytes,
        name: str,
        sha256: str,
        page: int,
        passwords: Passwords = NONE_KNOWN,
    ) -> Picture | None:
        """Draw one page of a document that is, or lies in, a file.

        Args:
            content: The file's bytes.
            name: As it was called.
            sha256: Of the document.
            page: Counts from 1.
            passwords: As for reading it.

        Returns:
            None where it has no picture, or cannot be drawn within the limits.

        Raises:
            ReaderStartError: No reader can be started here.
        """
        try:
            where = f"{sha256} {page}"
            answer = self._ask(Request(content, name, Task.DRAW, where, passwords))
        except _DeathError:
            return None
        return decode_picture(answer.data) if answer.state is State.PICTURE else None

    def file(self, content: bytes, name: str, sha256: str) -> bytes | None:
        """Return the bytes of one document that lies in a file.

        Args:
            content: The file's bytes.
            name: As it was called.
            sha256: Of the document.

        Returns:
            None where it is not there, or cannot be had within the limits.

        Raises:
            ReaderStartError: No reader can be started here.
        """
        try:
            answer = self._ask(Request(content, name, Task.FILE, sha256))
        except _DeathError:
            return None
        return answer.data or None if answer.state is State.FILE else None

    def close(self) -> None:
        """End the child, if there is one."""
        if self._child is not None:
            self._end(self._child)

    def _outcome(self, request: Request) -> Outcome:
        return self._outcome_of(self._ask(request), request)

    def _outcome_of(self, answer: Answer, request: Request) -> Outcome:
        if answer.state is State.FAULT:
            fault = answer.data.decode("utf-8", "replace")
            detail = f"a fault of ours: {fault}"
            reading = unread(request.content, request.name, Reason.UNREADABLE, detail)
            data = encode(reading)
            return Outcome(data, answer.cpu_seconds, answer.peak_bytes, fault=fault)
        return Outcome(answer.data, answer.cpu_seconds, answer.peak_bytes)

    def _ask(self, request: Request) -> Answer:
        child = self._child or self._start()
        deadline = self._clock() + self._wall
        try:
            answer = exchange(child, request, deadline, self._clock)
        except NoAnswerError as error:
            code, cpu, peak = self._end(child)
            if code > 0 and not self._served:
                raise ReaderStartError(self._python, code) from None
            reason = error.reason or _DEATHS.get(-code)
            detail = error.detail or _ended(code)
            raise _DeathError(reason or Reason.DAMAGED, detail, cpu, peak) from None
        self._served += 1
        if self._served >= self._files or answer.peak_bytes > SWOLLEN:
            self.close()
        return answer

    def _start(self) -> "subprocess.Popen[bytes]":
        self._child = subprocess.Popen(  # noqa: S603  # our own interpreter and code
            [self._python, "-I", "-c", _START, _ROOT],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_ENVIRONMENT,
            cwd="/",
            close_fds=True,
            start_new_session=True,
            bufsize=0,
        )
        self._served = 0
        return self._child

    def _end(self, child: "subprocess.Popen[bytes]") -> tuple[int, float, int]:
        """Kill the child and all it may have started; return its status and usage."""
        self._child = None
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        for pipe in (child.stdin, child.stdout):
            if pipe:
                pipe.close()
        return child.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


class _Drawing:
    """Draws the pages of one file."""

    def __init__(self, reader: ConfinedReader, request: Request) -> None:
        self._reader = reader
        self._request = request

    def __call__(self, place: Place, dpi: int, turned: int) -> Scan | None:
        return self._reader.scan(self._request, place, dpi, turned)


def _with(request: Request, recognised: Recognised) -> Request:
    return request._replace(recognised=encode_recognised(recognised))


def _ended(code: int) -> str:
    if code < 0:
        return f"the reader ended with {signal.Signals(-code).name}"
    return f"the reader ended with status {code}"


def unread(content: bytes, name: str, reason: Reason, detail: str) -> Reading:
    """Return the reading of a file of which nothing could be read."""
    document = Document(
        sha256=content_digest(content),
        name=name,
        media_type="application/octet-stream",
        status="unreadable",
        reason=reason,
        detail=detail,
        size=len(content),
    )
    return Reading(kind="unreadable", documents=(document,))
