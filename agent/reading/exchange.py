"""One question to a child process and its answer, over two pipes, within a time."""

import os
import selectors
import subprocess
from collections.abc import Callable

from agent.reading.protocol import (
    ANSWER,
    MAX_ANSWER,
    MAX_SCAN,
    Answer,
    Request,
    State,
)
from extractors.codes import Reason

_CHUNK = 1 << 16


class NoAnswerError(Exception):
    """The child ended, or gave no answer in time, or one that is too large."""

    def __init__(self, reason: Reason | None = None, detail: str = "") -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def exchange(
    child: "subprocess.Popen[bytes]",
    request: Request,
    deadline: float,
    clock: Callable[[], float],
) -> Answer:
    """Send the request while listening: neither side may wait for the other.

    Args:
        child: Started with pipes for both.
        request: What is asked, and the file.
        deadline: On *clock*, when an answer has to be whole.
        clock: Seconds that only go forward.

    Raises:
        NoAnswerError: There is none; the child is of no more use.
    """
    assert child.stdin and child.stdout  # noqa: S101, PT018  # opened as pipes
    into, out = child.stdin.fileno(), child.stdout.fileno()
    os.set_blocking(into, False)
    pending = [memoryview(request.encode()), memoryview(request.content)]
    got = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(out, selectors.EVENT_READ)
        selector.register(into, selectors.EVENT_WRITE)
        while True:
            left = deadline - clock()
            if left <= 0:
                raise NoAnswerError(Reason.TIMEOUT, "no answer within the time limit")
            for key, _ in selector.select(left):
                if key.fd == into:
                    if not _send(into, pending):
                        selector.unregister(into)
                    continue
                piece = os.read(out, _CHUNK)
                if not piece:
                    raise NoAnswerError
                got += piece
            if answer := _complete(got):
                return answer


def _send(pipe: int, pending: list[memoryview]) -> bool:
    """Write what the pipe takes; False when there is nothing more to write."""
    try:
        written = os.write(pipe, pending[0][:_CHUNK])
    except BrokenPipeError:
        pending.clear()  # the end is read from the other pipe
        return False
    pending[0] = pending[0][written:]
    if not pending[0]:
        pending.pop(0)
    return bool(pending)


def _complete(got: bytearray) -> Answer | None:
    if len(got) < ANSWER.size:
        return None
    state, micros, peak, size = ANSWER.unpack_from(got)
    if size > (MAX_SCAN if state in (State.SCAN, State.FILE) else MAX_ANSWER):
        raise NoAnswerError(Reason.TOO_LARGE, "the answer is too large")
    if len(got) < ANSWER.size + size:
        return None
    data = bytes(got[ANSWER.size : ANSWER.size + size])
    return Answer(State(state), micros / 1e6, peak, data)
