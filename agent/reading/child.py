"""The confined reader: a process of its own that reads one file after another.

It is started with an empty environment, no open files but two pipes, and takes its own
limits before it sees a byte of a stranger's. Losing it costs one file.
"""

import gc
import os
import resource
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from agent.reading.protocol import (
    MAX_ANSWER,
    MAX_SCAN,
    Answer,
    Request,
    State,
    Task,
    encode_picture,
    encode_scan,
    read_request,
)
from extractors.codec import encode
from extractors.codes import Reason
from extractors.files.pictures import page_picture
from extractors.files.within import file_in
from extractors.ocr.values import decode_recognised
from extractors.reading import outline, pictures, read

MEMORY = 1024 * 1024 * 1024
CPU_SECONDS = 15
_GARBAGE = 100_000
_MB = 1024 * 1024


def main() -> None:
    """Answer requests until the keeper closes the pipe."""
    requests, answers = _pipes()
    _confine()
    gc.freeze()
    # Words make no cycles: looking for some among them after every 700 is a waste.
    gc.set_threshold(_GARBAGE, 10, 10)
    spent = 0.0
    while request := read_request(requests):
        _allow_cpu(CPU_SECONDS)
        state, data = _answer(request)
        now = time.process_time()
        answers.write(Answer(state, now - spent, _peak(), data).encode())
        answers.flush()
        spent = now
        del request, data


def _peak() -> int:
    """Return the most memory this process ever had resident, in bytes.

    The usage that the system keeps for a process begins with what its parent had when
    it was started: a large parent would make every child look swollen.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024
    except (OSError, ValueError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take the pipes from standard input and output, where libraries would write."""
    requests, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    return os.fdopen(requests, "rb"), os.fdopen(answers, "wb")


def _confine() -> None:
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        resource.setrlimit(limit, (value, value))


def _allow_cpu(seconds: int) -> None:
    """Let this request take *seconds*: the limit counts from the child's start."""
    used = time.process_time()
    limit = int(used) + seconds + 1
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.RLIM_INFINITY))


def _answer(request: Request) -> tuple[State, bytes]:
    if request.task in _TASKS:
        return _answer_task(request)
    try:
        state, data = _read(request)
        if len(data) <= MAX_ANSWER:
            return state, data
        reason = f"{Reason.TOO_LARGE} {_too_long(len(data))}"
    except (MemoryError, RecursionError) as error:
        reason = f"{Reason.TOO_LARGE} {type(error).__name__}"
    except Exception as error:  # noqa: BLE001  # named to the keeper, who sets it aside
        return State.FAULT, _where(error)
    gc.collect()
    return _answer_outline(request._replace(task=Task.OUTLINE, reason=reason))


def _too_long(size: int) -> str:
    """Say that what is read of a file is too much, and what to do."""
    most = MAX_ANSWER // _MB
    return f"what is read of it comes to {size // _MB} MB of {most}: send it in parts"


def _answer_outline(request: Request) -> tuple[State, bytes]:
    try:
        return _read(request)
    except Exception as error:  # noqa: BLE001  # as above
        return State.FAULT, _where(error)


def _answer_task(request: Request) -> tuple[State, bytes]:
    try:
        return _TASKS[request.task](request)
    except Exception as error:  # noqa: BLE001  # as above
        return State.FAULT, _where(error)


def _picture(request: Request) -> tuple[State, bytes]:
    sha256, page = request.reason.split()
    picture = page_picture(request.content, sha256, int(page), request.passwords)
    return State.PICTURE, encode_picture(picture)


def _scan(request: Request) -> tuple[State, bytes]:
    from extractors.ocr.scanning import page_scan  # noqa: PLC0415  # Pillow only if used

    sha256, *numbers = request.reason.split()
    page, dpi, turned = map(int, numbers)
    scan = page_scan(request.content, (sha256, page), dpi, turned, request.passwords)
    return State.SCAN, encode_scan(scan)


def _file(request: Request) -> tuple[State, bytes]:
    found = file_in(request.content, request.reason) or b""
    return State.FILE, found if len(found) <= MAX_SCAN else b""


_TASKS: dict[Task, Callable[[Request], tuple[State, bytes]]] = {
    Task.DRAW: _picture,
    Task.SCAN: _scan,
    Task.FILE: _file,
}


def _read(request: Request) -> tuple[State, bytes]:
    if request.task is Task.READ:
        recognised = decode_recognised(request.recognised)
        reading = read(request.content, request.name, request.passwords, recognised)
        state = State.PICTURES if pictures(reading) else State.READING
        return state, encode(reading)
    code, _, detail = request.reason.partition(" ")
    unread = outline(request.content, request.name, Reason(code), detail)
    return State.READING, encode(unread)


def _where(error: Exception) -> bytes:
    """Name the error and its place in our code, and nothing of the document."""
    places = [
        f"{Path(frame.filename).name}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    return f"{type(error).__name__} at {' > '.join(places[-4:])}".encode()


if __name__ == "__main__":
    main()
