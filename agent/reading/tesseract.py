"""The recogniser of words: one confined tesseract for each picture, fed over a pipe.

It sees grey pixels that we drew, writes one table, and has no file, no environment of
ours, and little memory and time. Losing it costs one page.
"""

import os
import re
import resource
import selectors
import shutil
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from typing import NamedTuple

from extractors.ocr.values import Scan

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 30
_MAX_TABLE = 4 * 1024 * 1024
_CHUNK = 1 << 16
_LIMITS = (
    (resource.RLIMIT_AS, MEMORY),
    (resource.RLIMIT_CPU, CPU_SECONDS),
    (resource.RLIMIT_FSIZE, 0),
    (resource.RLIMIT_CORE, 0),
    (resource.RLIMIT_NPROC, 0),
)
_ENVIRONMENT = {"LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
_DATA = "TESSDATA_PREFIX"
"""Where its language data lie, if not where it was built for."""
_ONE_COLUMN = "4"
"""Lines of any size under each other: keeps the rows of tables whole."""
_ORIENTATION = "0"
_TURNED = re.compile(rb"Orientation in degrees: (0|90|180|270)\b")
_ORIENTATION_DATA = "osd"
LANGUAGES = ("eng", "deu")


class RecogniserError(Exception):
    """It gave no answer; the message says why."""


class Spent(NamedTuple):
    """What one picture took."""

    cpu_seconds: float
    peak_bytes: int


class Tesseract:
    """The tesseract of this machine, with the languages it reads in.

    Attributes:
        cpu_seconds: Spent by all its processes so far.
        peak_bytes: Of the largest of them.
    """

    def __init__(self, command: str, languages: Sequence[str], *, turns: bool) -> None:
        self._command = command
        self._languages = "+".join(languages)
        self._turns = turns
        self.cpu_seconds = 0.0
        self.peak_bytes = 0

    @property
    def tells_turns(self) -> bool:
        """Whether it has the data to tell how a page is turned."""
        return self._turns

    def table(self, scan: Scan, seconds: float) -> bytes:
        """Return the words of *scan*, in tesseract's own columns.

        Raises:
            RecogniserError: Within *seconds* there is none.
        """
        options = ["-l", self._languages, "--psm", _ONE_COLUMN, "--oem", "1"]
        return self._run(scan, [*options, "--dpi", str(scan.dpi), "tsv"], seconds)

    def turned(self, scan: Scan, seconds: float) -> int | None:
        """Return the quarter turns, in degrees clockwise, that its lines are turned.

        None where too few letters stand there to tell.
        """
        options = ["-l", _ORIENTATION_DATA, "--psm", _ORIENTATION]
        try:
            said = self._run(scan, [*options, "--dpi", str(scan.dpi)], seconds)
        except RecogniserError:
            return None
        match = _TURNED.search(said)
        return int(match[1]) if match else None

    def _run(self, scan: Scan, options: Sequence[str], seconds: float) -> bytes:
        child = subprocess.Popen(  # noqa: S603  # found by its name, our own arguments
            [self._command, "stdin", "stdout", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            cwd="/",
            close_fds=True,
            start_new_session=True,
            bufsize=0,
        )
        try:
            with suppress(ProcessLookupError):
                for limit, value in _LIMITS:
                    # Before it sees a byte of the picture.
                    resource.prlimit(child.pid, limit, (value, value))
            answer = _exchange(child, _bitmap(scan), time.monotonic() + seconds)
        finally:
            status = self._end(child)
        if status:
            raise RecogniserError(_ended(status))
        return answer

    def _end(self, child: "subprocess.Popen[bytes]") -> int:
        """Wait for the end of *child*, which has closed its pipe or is killed now."""
        for pipe in (child.stdin, child.stdout):
            if pipe:
                pipe.close()
        with suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        self.cpu_seconds += usage.ru_utime + usage.ru_stime
        self.peak_bytes = max(self.peak_bytes, usage.ru_maxrss * 1024)
        return child.returncode


def tesseract(
    languages: tuple[str, ...] = LANGUAGES, command: str = "tesseract"
) -> Tesseract | None:
    """Return the tesseract of this machine; None where there is none.

    Args:
        languages: Those of them that are installed are read.
        command: Its name, or where it lies.
    """
    found = shutil.which(command)
    known = _known(found) if found else frozenset[str]()
    usable = [language for language in languages if language in known]
    if found is None or not usable:
        return None
    return Tesseract(found, usable, turns=_ORIENTATION_DATA in known)


@cache
def _known(found: str) -> frozenset[str]:
    """Return the languages whose data are installed."""
    try:
        listed = subprocess.run(  # noqa: S603  # as above
            [found, "--list-langs"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=_environment(),
            timeout=20,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    said = (listed.stdout + listed.stderr).decode("utf-8", "replace")
    return frozenset(said.split())


def _environment() -> dict[str, str]:
    prefix = os.environ.get(_DATA)
    return {**_ENVIRONMENT, _DATA: prefix} if prefix else _ENVIRONMENT


def _bitmap(scan: Scan) -> bytes:
    """Return the plainest of all picture files: no decoder has anything to decode."""
    return b"P5\n%d %d\n255\n" % (scan.width, scan.height) + scan.pixels


def _exchange(
    child: "subprocess.Popen[bytes]", picture: bytes, deadline: float
) -> bytes:
    """Feed the picture while listening, until the other side closes its end."""
    assert child.stdin and child.stdout  # noqa: S101, PT018  # opened as pipes
    into, out = child.stdin.fileno(), child.stdout.fileno()
    os.set_blocking(into, False)
    pending = memoryview(picture)
    got = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(out, selectors.EVENT_READ)
        selector.register(into, selectors.EVENT_WRITE)
        while True:
            left = deadline - time.monotonic()
            if left <= 0:
                raise RecogniserError("no words within the time limit")
            for key, _ in selector.select(left):
                if key.fd == into:
                    pending = _send(into, pending)
                    if not pending:
                        selector.unregister(into)
                        child.stdin.close()
                    continue
                piece = os.read(out, _CHUNK)
                if not piece:
                    _wait(child, deadline)
                    return bytes(got)
                got += piece
                if len(got) > _MAX_TABLE:
                    raise RecogniserError("the answer is too large")


def _send(pipe: int, pending: memoryview) -> memoryview:
    try:
        return pending[os.write(pipe, pending[:_CHUNK]) :]
    except BrokenPipeError:
        return pending[:0]  # its end is read from the other pipe


def _wait(child: "subprocess.Popen[bytes]", deadline: float) -> None:
    """Let *child* end by itself once its pipe is closed, so that its status is true."""
    while time.monotonic() < deadline:
        if os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
            return
        time.sleep(0.002)


def _ended(status: int) -> str:
    if status < 0:
        return f"the recogniser ended with {signal.Signals(-status).name}"
    return f"the recogniser ended with status {status}"
