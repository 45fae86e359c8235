"""The mailbox's server by itself: what Microsoft documents, asked over HTTP."""

import base64
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

import sandbox

NOW = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
SCOPE = "https://graph.microsoft.com/.default"
MAIL = b"Date: Fri, 20 Nov 2026 22:09:0%d +0000\r\nSubject: %d\r\n\r\nhi\r\n"


class Mailbox:
    """One client of the server, with a token."""

    def __init__(self, box: sandbox.Box) -> None:
        self.told = box.ready()["graph"]
        self.base = f"{self.told['url']}/v1.0/users/{self.told['user']}"
        self.token = self.login().json()["access_token"]

    def login(self, **changes: str) -> httpx.Response:
        form = {
            "grant_type": "client_credentials",
            "client_id": self.told["client_id"],
            "client_secret": self.told["client_secret"],
            "scope": SCOPE,
        }
        url = f"{self.told['url']}/{self.told['tenant']}/oauth2/v2.0/token"
        return httpx.post(url, data=form | changes)

    def ask(
        self, path: str, method: str = "GET", *, prefer: str = "", **body: Any
    ) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.token}", "Prefer": prefer}
        url = path if path.startswith("http") else f"{self.base}/{path}"
        return httpx.request(method, url, headers=headers, **body)

    def walk(self, link: str, prefer: str = "") -> tuple[list[dict[str, Any]], str]:
        found = []
        while True:
            page = self.ask(link, prefer=prefer).json()
            found += page["value"]
            if "@odata.deltaLink" in page:
                return found, page["@odata.deltaLink"]
            link = page["@odata.nextLink"]


@pytest.fixture
def world(tmp_path: Path) -> Path:
    (tmp_path / "world" / "emails").mkdir(parents=True)
    for number in range(3):
        content = MAIL % (number, number)
        (tmp_path / "world" / "emails" / f"{number}.eml").write_bytes(content)
    return tmp_path / "world"


@pytest.fixture
def box(world: Path, tmp_path: Path) -> Iterator[sandbox.Box]:
    with sandbox.start(world, tmp_path / "s", services=("graph",), now=NOW) as made:
        yield made


@pytest.fixture
def mailbox(box: sandbox.Box) -> Mailbox:
    return Mailbox(box)


DELTA = "mailFolders/inbox/messages/delta"
IMMUTABLE = 'IdType="ImmutableId"'


@pytest.mark.parametrize("delta", [DELTA, f"{DELTA}()"])
def test_pages_as_large_as_asked_for(mailbox: Mailbox, delta: str) -> None:
    page = mailbox.ask(delta, prefer="odata.maxpagesize=2").json()

    assert len(page["value"]) == 2
    assert "@odata.deltaLink" not in page
    assert len(mailbox.walk(delta, "odata.maxpagesize=2")[0]) == 3


def test_the_raw_message_is_the_file(mailbox: Mailbox) -> None:
    found, _ = mailbox.walk(DELTA)
    raw = mailbox.ask(f"messages/{found[1]['id']}/$value")

    assert raw.content == MAIL % (1, 1)
    assert found[1]["receivedDateTime"] == "2026-11-20T22:09:01Z"


def test_a_usual_id_changes_with_a_move_and_an_immutable_one_does_not(
    mailbox: Mailbox,
) -> None:
    usual, _ = mailbox.walk(DELTA)
    kept, link = mailbox.walk(DELTA, IMMUTABLE)
    one = f"messages/{kept[0]['id']}"
    for folder in ("archive", "inbox"):
        body = {"destinationId": folder}
        moved = mailbox.ask(f"{one}/move", "POST", prefer=IMMUTABLE, json=body)
        assert moved.json()["id"] == kept[0]["id"]

    assert mailbox.ask(f"messages/{usual[0]['id']}").status_code == 404
    assert [m["id"] for m in mailbox.walk(link, IMMUTABLE)[0]] == [kept[0]["id"]]


def test_moved_away_is_removed_here_and_new_there(mailbox: Mailbox) -> None:
    found, link = mailbox.walk(DELTA, IMMUTABLE)
    one = found[0]["id"]
    mailbox.ask(f"messages/{one}/move", "POST", json={"destinationId": "archive"})

    [gone] = mailbox.walk(link, IMMUTABLE)[0]
    [here] = mailbox.walk("mailFolders/archive/messages/delta", IMMUTABLE)[0]
    assert gone == {"id": one, "@removed": {"reason": "deleted"}}
    assert here["id"] == one


def test_a_filter_and_what_is_none(mailbox: Mailbox) -> None:
    some = f"{DELTA}?$filter=receivedDateTime ge 2026-11-20T22:09:01Z"

    assert len(mailbox.walk(some)[0]) == 2
    assert mailbox.ask(f"{DELTA}?$filter=isRead eq false").status_code == 400
    assert mailbox.ask(f"{DELTA}?$search=x").status_code == 400


def test_a_token_of_another_folder_or_of_nobody_is_lost(mailbox: Mailbox) -> None:
    _, link = mailbox.walk(DELTA)
    for wrong in (link.replace("inbox", "archive"), f"{DELTA}?$deltatoken=abc"):
        answer = mailbox.ask(wrong)
        assert answer.status_code == 410
        assert answer.json()["error"]["code"] == "syncStateNotFound"


def test_state_outlives_a_restart(
    box: sandbox.Box, mailbox: Mailbox, world: Path
) -> None:
    found, link = mailbox.walk(DELTA, IMMUTABLE)
    one = f"messages/{found[0]['id']}"
    mailbox.ask(one, "PATCH", json={"categories": ["Red"]})
    service: Any = box._running["graph"].service
    service.restart()
    (world / "emails" / "1.eml").unlink()

    changed, _ = mailbox.walk(link, IMMUTABLE)
    assert mailbox.ask(one).json()["categories"] == ["Red"]
    assert [m["id"] for m in changed if "@removed" in m] == [found[1]["id"]]


def test_a_draft_is_made_and_sent_once(mailbox: Mailbox) -> None:
    made = mailbox.ask(
        "messages", "POST", prefer=IMMUTABLE, content=base64.b64encode(b"To: a\n\nhi")
    )
    sends = [
        mailbox.ask(f"messages/{made.json()['id']}/send", "POST").status_code
        for _ in range(2)
    ]

    assert (made.status_code, made.json()["isDraft"]) == (201, True)
    assert sends == [202, 400]


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"client_secret": "x"}, 401),
        ({"client_id": "x"}, 400),
        ({"grant_type": "password"}, 400),
        ({"scope": "Mail.Read"}, 400),
    ],
    ids=str,
)
def test_no_token(mailbox: Mailbox, changes: dict[str, str], status: int) -> None:
    assert mailbox.login(**changes).status_code == status


def test_what_is_closed(box: sandbox.Box, mailbox: Mailbox) -> None:
    other = mailbox.base.replace("orders@", "boss@")

    assert mailbox.ask(f"{other}/{DELTA}").status_code == 403
    assert mailbox.ask("messages/x", "PATCH", json={"isRead": True}).status_code == 404
    assert mailbox.ask("calendar").status_code == 400
    box.clock.advance(3_600)
    assert mailbox.ask(DELTA).status_code == 401
    assert mailbox.token not in str(box.log("graph"))
