"""One mailbox of the sandbox, and somebody who works in it besides us."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

import sandbox
from channels.graph.config import GraphConfig
from channels.graph.mailbox import GraphMailbox
from channels.timing import Timing
from sandbox.settings import Settings

NOW = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
PREFER = 'IdType="ImmutableId"'


def mail(number: int, *, days: float = 0) -> bytes:
    """Return a message received so many days ago; each is another second."""
    at = NOW - timedelta(days=days, hours=10) + timedelta(seconds=number)
    return (
        "Received: from mx.example by mail.store.example;"
        f" {at:%a, %d %b %Y %H:%M:%S} +0000\r\n"
        f"Message-ID: <m{number}@acme.example>\r\n"
        f"Subject: Notice {number}\r\n\r\nBody {number}\r\n"
    ).encode()


@dataclass
class Office:
    """The mailbox's server, our adapter, and a person in Outlook."""

    box: sandbox.Box
    world: Path
    waited: list[float] = field(default_factory=list)

    def config(self, **changes: Any) -> GraphConfig:
        told = self.box.ready()["graph"]
        return GraphConfig(
            **{
                "user": told["user"],
                "tenant": told["tenant"],
                "client_id": told["client_id"],
                "client_secret": told["client_secret"],
                "endpoint": told["url"],
                "timeout": 5.0,
                "deadline": 10.0,
            }
            | changes
        )

    def mailbox(self, *, days: int = 90, **changes: Any) -> GraphMailbox:
        return GraphMailbox(
            "outlook",
            self.config(**changes),
            since=NOW - timedelta(days=days),
            timing=Timing(self.box.clock.now, self.wait, jitter=lambda: 0.0),
        )

    def wait(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.box.clock.advance(seconds)

    def put(self, number: int, *, days: float = 0, name: str | None = None) -> bytes:
        """Deliver one message."""
        content = mail(number, days=days)
        (self.world / "emails" / (name or f"{number:04}.eml")).write_bytes(content)
        return content

    def operations(self) -> list[str]:
        return [entry["operation"] for entry in self.box.log("graph")]

    def times(self, operation: str) -> int:
        return self.operations().count(operation)

    # --- what a person does in Outlook, over the same interface ---------------------

    def person(self, method: str, path: str, **body: Any) -> dict[str, Any]:
        told = self.box.ready()["graph"]
        form = {
            "grant_type": "client_credentials",
            "client_id": told["client_id"],
            "client_secret": told["client_secret"],
            "scope": "https://graph.microsoft.com/.default",
        }
        login = f"{told['url']}/{told['tenant']}/oauth2/v2.0/token"
        token = httpx.post(login, data=form).json()["access_token"]
        answer = httpx.request(
            method,
            f"{told['url']}/v1.0/users/{told['user']}/{path}",
            headers={"Authorization": f"Bearer {token}", "Prefer": PREFER},
            json=body or None,
        )
        assert answer.is_success, answer.text
        return answer.json() if answer.content else {}

    def move(self, message: str, folder: str) -> None:
        self.person("POST", f"messages/{message}/move", destinationId=folder)

    def look(self, message: str) -> dict[str, Any]:
        return self.person("GET", f"messages/{message}")


Open = Callable[..., Office]


@pytest.fixture
def open_office(tmp_path: Path) -> Iterator[Open]:
    """Return what opens an office with some mail in it."""
    opened: list[sandbox.Box] = []

    def start(count: int = 3, settings: Settings | None = None, **told: Any) -> Office:
        world = tmp_path / "world"
        (world / "emails").mkdir(parents=True)
        (world / "graph.json").write_text(json.dumps(told))
        box = sandbox.Box(
            world, tmp_path / "state", services=("graph",), now=NOW, settings=settings
        )
        opened.append(box)
        office = Office(box, world)
        for number in range(count):
            office.put(number)
        return office

    yield start
    for box in opened:
        box.stop()


@pytest.fixture
def office(open_office: Open) -> Office:
    return open_office()
