"""A confined reader answers, whatever a file does to it; its keeper lives on."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from agent.reading.confined import ConfinedReader, Outcome, ReaderStartError
from extractors.codec import decode
from extractors.codes import Reason
from extractors.values import Reading

MAIL = b"From: a@b.example\r\nSubject: PO 48960\r\n\r\nhello"


@pytest.fixture(scope="module")
def reader() -> Iterator[ConfinedReader]:
    one = ConfinedReader()
    yield one
    one.close()


def reading(outcome: Outcome) -> Reading:
    return decode(outcome.data)


def test_a_mail_is_read(reader: ConfinedReader) -> None:
    outcome = reader.read(MAIL, "")

    assert not outcome.killed
    assert not outcome.fault
    assert reading(outcome).mail
    assert 0 < outcome.cpu_seconds < 5
    assert 1 << 20 < outcome.peak_bytes < 1 << 30


def test_one_child_reads_many_files_and_is_then_replaced() -> None:
    reader = ConfinedReader(files=3)
    children = set()
    for _ in range(5):
        reader.read(MAIL, "")
        if reader._child:
            children.add(reader._child.pid)
    reader.close()

    assert len(children) == 2


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (signal.SIGABRT, Reason.TOO_LARGE),
        (signal.SIGKILL, Reason.TOO_LARGE),
        (signal.SIGXCPU, Reason.TIMEOUT),
        (signal.SIGSEGV, Reason.DAMAGED),
    ],
)
def test_a_killed_child_is_a_reason_and_the_sender_is_still_known(
    reader: ConfinedReader, sent: signal.Signals, reason: Reason
) -> None:
    reader.read(MAIL, "")
    assert reader._child
    os.kill(reader._child.pid, sent)

    outcome = reader.read(MAIL, "")
    assert outcome.killed
    assert [d.reason for d in reading(outcome).documents] == [reason]
    mail = reading(outcome).mail
    assert mail
    assert mail.subject == "PO 48960"
    assert not reader.read(MAIL, "").killed


def test_a_child_that_does_not_answer_is_ended() -> None:
    slow = ConfinedReader(wall_seconds=0.0)
    outcome = slow.read(MAIL, "name.eml")
    slow.close()

    [document] = reading(outcome).documents
    assert (document.status, document.reason) == ("unreadable", Reason.TIMEOUT)
    assert document.name == "name.eml"


def test_a_reader_that_cannot_start_is_our_fault_and_seen() -> None:
    reader = ConfinedReader(python="/bin/false")

    with pytest.raises(ReaderStartError, match="does not start"):
        reader.read(MAIL, "")


def test_a_large_file_goes_through_the_pipe(reader: ConfinedReader) -> None:
    content = MAIL + b" and so on" * 300_000

    [document] = reading(reader.read(content, "")).documents
    assert document.size == len(content) - MAIL.index(b"hello")


def test_a_reading_too_large_to_send_is_said_to_be(reader: ConfinedReader) -> None:
    # Pictograms are little to read and long to write: twelve bytes of JSON each.
    rows = "\r\n".join([" ".join(["\N{PACKAGE}" * 60] * 20)] * 100)
    text = "Content-Type: text/plain; charset=utf-8"
    parts = "".join(f"--b\r\n{text}\r\n\r\n{n} {rows}\r\n" for n in range(8))
    header = "Subject: PO 1\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n"

    outcome = reader.read((header + parts).encode(), "")
    assert not outcome.killed
    documents = reading(outcome).documents
    assert {d.reason for d in documents} == {Reason.TOO_LARGE}
    assert documents[0].detail.endswith(" MB of 16: send it in parts")
    assert reading(outcome).mail


CONFINEMENT = """
import os, resource, sys, threading
sys.path.insert(0, {root!r})
from agent.reading import child
child._confine()
child._allow_cpu(1)
{attempt}
"""


@pytest.mark.parametrize(
    ("attempt", "status"),
    [
        pytest.param("while True: pass", -signal.SIGXCPU, id="time"),
        pytest.param("bytes(2 << 30)", 1, id="memory"),
        pytest.param(
            "f = open('/tmp/x', 'wb'); f.write(b'x'); f.flush()",
            -signal.SIGXFSZ,
            id="a file",
        ),
        pytest.param("print(os.environ.get('SECRET'))", 0, id="nothing"),
    ],
)
def test_the_limits_hold(attempt: str, status: int, tmp_path: Path) -> None:
    root = str(Path(__file__).resolve().parents[2])
    attempt = attempt.replace("/tmp/x", str(tmp_path / "x"))  # noqa: S108  # replaced
    code = "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_DFL)\n"
    code += CONFINEMENT.format(root=root, attempt=attempt)
    done = subprocess.run(
        [sys.executable, "-I", "-c", code],
        check=False,
        capture_output=True,
        env={},
        timeout=30,
    )

    assert done.returncode == status


def test_the_child_has_no_environment_and_no_files_of_ours(
    reader: ConfinedReader, tmp_path: Path
) -> None:
    secret = (tmp_path / "secret").open("w")
    os.set_inheritable(secret.fileno(), True)  # noqa: FBT003  # the call's own form
    reader.close()  # so that the child is one that is started now
    reader.read(MAIL, "")
    assert reader._child
    process = Path("/proc", str(reader._child.pid))
    environment = (process / "environ").read_bytes()
    files = [str(link.readlink()) for link in (process / "fd").iterdir()]
    session = os.getsid(reader._child.pid)
    secret.close()

    assert environment.split(b"\0")[:-1] == [
        b"LC_ALL=C.UTF-8",
        b"PYDANTIC_DISABLE_PLUGINS=__all__",
    ]
    assert str(tmp_path / "secret") not in files
    assert all(f.startswith("pipe:") or f == os.devnull for f in files)
    assert session == reader._child.pid


def test_only_what_is_used_is_loaded() -> None:
    """A child is started for every batch: its imports are paid each time."""
    code = "import sys, agent.reading.child as c; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )

    heavy = {"pypdf", "pdfplumber", "pdfminer", "openpyxl", "PIL", "numpy", "httpx"}
    assert not heavy & set(done.stdout.split())


def test_a_large_parent_makes_no_child_look_swollen() -> None:
    code = """
held = bytearray(600 << 20)
held[::4096] = b"x" * len(held[::4096])
from agent.reading.confined import ConfinedReader
reader = ConfinedReader()
print(reader.read(b"Subject: x\\r\\n\\r\\nhello", "a.eml").peak_bytes)
reader.close()
"""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).resolve().parents[2],
    )
    assert int(done.stdout) < 300 << 20
