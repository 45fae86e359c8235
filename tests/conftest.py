"""Rules for every test: this machine only, and hypothesis that repeats itself in CI."""

import os
import shutil
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("dev", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

_MEMORY = Path("/dev/shm")  # noqa: S108  # pytest makes a folder of its own in it
_ENOUGH = 2 << 30
"""Bytes free in it; a run fills a fraction of that."""


def _in_memory() -> bool:
    """Say whether the tests' folders may lie in memory, and programs be run there."""
    if not _MEMORY.is_dir() or shutil.disk_usage(_MEMORY).free < _ENOUGH:
        return False
    return not os.statvfs(_MEMORY).f_flag & os.ST_NOEXEC


if _in_memory():
    # A ledger waits for the disk at every commit, hundreds of times a night. No test
    # pulls a plug: what a killed process has written is there, wherever it is kept.
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))

_LOCAL = ("127.0.0.1", "::1", "localhost")


_FIRST = (
    "test_crashes.py",
    "test_bill_crashes.py",
    "test_nothing_leaks.py",
    "test_night_by_imap.py",
    "test_graph_night.py",
    "test_same_night.py",
    "test_owned_model.py",
    "test_owned_model_on_the_demo_night.py",
    "test_bill_attacks.py",
    "test_bill_lies.py",
    "test_faults.py",
)
"""What a write depends on. The time for slow tests may end before they do."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what matters most first, and leave the others as they stand."""
    ranks = {name: rank for rank, name in enumerate(_FIRST)}
    items.sort(key=lambda item: ranks.get(item.path.name, len(ranks)))


@pytest.fixture(autouse=True)
def _this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail any test that connects to anything but this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in _LOCAL:
            pytest.fail(f"a test tried to reach {address!r}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a developer's own environment out of the tests."""
    for name in list(os.environ):
        ours = name.startswith(("NIGHTCLERK_", "SP_API_", "OPENAI_"))
        if ours and name != "NIGHTCLERK_CORPORA":
            monkeypatch.delenv(name)
