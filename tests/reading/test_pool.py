"""Many files through any executor: none lost, none doubled, order kept."""

from collections.abc import Callable, Iterator
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from multiprocessing import get_context
from typing import Any

import pytest

from agent.reading import pool
from agent.reading.pool import Usage, read_many

FILES = [(f"id{n}", f"Subject: PO {n}\r\n\r\ntext {n}".encode(), "") for n in range(40)]


class LosesChunks(Executor):
    """Fails every chunk of more than one file, as a worker that was killed does."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **_: Any) -> Future[Any]:
        future: Future[Any] = Future()
        if len(args[0]) > 1:
            future.set_exception(BrokenExecutor("the worker is gone"))
        else:
            future.set_result(fn(*args))
        return future


class IsBroken(Executor):
    """Takes nothing any more."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        raise BrokenExecutor


@pytest.fixture(autouse=True)
def _no_reader_left() -> Iterator[None]:
    yield
    pool.close_readers()


EXECUTORS = [
    pytest.param(lambda: None, id="by default"),
    pytest.param(lambda: ThreadPoolExecutor(3), id="threads"),
    pytest.param(
        lambda: ProcessPoolExecutor(1, mp_context=get_context("spawn")), id="a process"
    ),
    pytest.param(LosesChunks, id="one that loses chunks"),
    pytest.param(IsBroken, id="a broken one"),
]


@pytest.mark.parametrize("make", EXECUTORS)
def test_every_file_comes_back_once_and_in_order(
    make: Callable[[], Executor | None],
) -> None:
    usage = Usage()
    executor = make()
    try:
        read = list(read_many(FILES, executor, chunk=8, usage=usage))
    finally:
        if executor:
            executor.shutdown()

    assert [name for name, _ in read] == [name for name, _, _ in FILES]
    assert [r.mail.subject for _, r in read if r.mail] == [f"PO {n}" for n in range(40)]
    assert usage.files == 40
    assert usage.cpu_seconds > 0
    assert (usage.killed, usage.faults) == (0, 0)


def test_files_are_taken_as_they_are_needed() -> None:
    taken: list[str] = []

    def endless() -> Iterator[tuple[str, bytes, str]]:
        n = 0
        while True:
            taken.append(str(n))
            yield str(n), FILES[0][1], ""
            n += 1

    answers = read_many(endless(), chunk=1)
    assert next(answers)[0] == "0"
    answers.close()  # type: ignore[attr-defined]  # an iterator that can be closed

    assert len(taken) <= pool._AHEAD + 2


def test_readers_stay_warm_between_batches() -> None:
    list(read_many(FILES[:3]))
    warm = [reader._child for reader in pool._idle]
    list(read_many(FILES[:3]))

    assert set(warm) & {reader._child for reader in pool._idle}
