"""A real browser opens what we write of strangers: it runs nothing and asks nobody."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from agent.cli.app import run
from review.html import summary_html
from tests.programs import needs

from .scripts_of_strangers import scripts
from .test_summary import report

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
PER_PAGE = 100

pytestmark = [
    pytest.mark.slow,
    needs("chromium", "google-chrome"),
]


class Listener(ThreadingHTTPServer):
    """Answers whatever is asked, and keeps what it was."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"


class Answering(BaseHTTPRequestHandler):
    server: Listener

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Write nothing."""


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener() as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def opened(page: Path, profile: Path) -> str:
    """Return the page as it stands in the browser after it had time for scripts."""
    assert BROWSER is not None
    options = (
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        f"--user-data-dir={profile}",
        "--virtual-time-budget=2000",
        "--dump-dom",
    )
    told = subprocess.run(
        [BROWSER, *options, page.as_uri()],
        capture_output=True,
        check=True,
        timeout=300,
    )
    return told.stdout.decode("utf-8")


@contextmanager
def asked_nobody(listener: Listener) -> Iterator[None]:
    yield
    assert listener.asked == []


def test_the_check_sees_what_runs(tmp_path: Path, listener: Listener) -> None:
    """The control: without escaping scripts run and the server is asked."""
    page = tmp_path / "page.html"
    for number, text in enumerate(list(scripts(listener.address))[:4]):
        page.write_text(f"<!doctype html><meta charset=utf-8><p>{text}</p>")
        listener.asked.clear()
        dom = opened(page, tmp_path / "profile")
        assert "data-hit" in dom.partition(">")[0] or listener.asked, number


def test_the_summary_of_hostile_mail(tmp_path: Path, listener: Listener) -> None:
    texts = list(scripts(listener.address))
    assert len(texts) > 300
    page = tmp_path / "summary.html"
    for at in range(0, len(texts), PER_PAGE):
        reports = [report(text) for text in texts[at : at + PER_PAGE]]
        whole = replace(
            reports[0],
            items=tuple(item for each in reports for item in each.items),
            known=tuple(item for each in reports for item in each.known),
            waiting=tuple(item for each in reports for item in each.waiting),
            done=tuple(line for each in reports for line in each.done),
            quarantined=tuple(line for each in reports for line in each.quarantined),
            trouble=tuple(line for each in reports for line in each.trouble),
            planned=tuple(line for each in reports for line in each.planned),
        )
        page.write_text(summary_html(whole), encoding="utf-8")
        with asked_nobody(listener):
            dom = opened(page, tmp_path / "profile")
        assert "<h1" in dom
        assert "data-hit" not in dom.partition("<body")[0]


def test_the_evidence_of_hostile_mail(tmp_path: Path, listener: Listener) -> None:
    texts = list(scripts(listener.address))[::4]
    lines = "".join(f"Tracking number: {text}\r\nPO: {text}\r\n" for text in texts)
    mail = tmp_path / "<img src=x onerror=alert(1)>.eml"
    mail.write_text(
        f"From: a@b.example\r\nSubject: PO 4711 shipped {texts[0]}\r\n"
        "Content-Type: text/plain; charset=utf-8\r\n\r\n"
        "Customer PO: 4711\r\nShip via: UPS Ground\r\n"
        f"Tracking number: 1Z5R89390357567127\r\nBIN-100  {texts[1]} 9 2\r\n{lines}",
        encoding="utf-8",
    )
    page = tmp_path / "evidence.html"
    assert run(["read", "--evidence", str(page), str(mail)]) in {0, 1}
    with asked_nobody(listener):
        dom = opened(page, tmp_path / "profile")
    assert "4711" in dom
    assert "data-hit" not in dom.partition("<body")[0]
