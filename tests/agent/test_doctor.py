"""``agent doctor``: each thing that may be wrong is found, with the next step."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import sandbox
from agent.cli.app import run
from channels.graph.checkup import rights_of
from tests.channels.mailboxes.dovecot import Dovecot, dovecot
from tests.channels.smtp_server import PASSWORD, USER, Running, smtp_server

GRAPH = """
[mailboxes.orders]
kind = "graph"
username = "orders@store.example"
tenant = "{tenant}"
client_id = "{client_id}"
client_secret = "{client_secret}"
endpoint = "{url}"
"""
BOSS = "boss@store.example"
Found = list[dict[str, str]]
Doctor = Callable[..., tuple[int, Found]]


@pytest.fixture
def doctor(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Doctor:
    """Return what runs the command on some settings."""

    def examined(text: str, *options: str) -> tuple[int, Found]:
        file = tmp_path / "agent.toml"
        file.write_text(text)
        store = str(tmp_path / "store")
        told = ["doctor", "--settings", str(file), "--store", store, "--json"]
        status = run([*told, *options])
        return status, json.loads(capsys.readouterr().out)

    return examined


Box = Callable[..., sandbox.Box]


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Box]:
    opened: list[sandbox.Box] = []

    def start(**told: Any) -> sandbox.Box:
        world = tmp_path / "world"
        (world / "emails").mkdir(parents=True)
        (world / "graph.json").write_text(json.dumps(told))
        opened.append(sandbox.Box(world, tmp_path / "state", services=("graph",)))
        return opened[-1]

    yield start
    for made in opened:
        made.stop()


def settings(box: sandbox.Box, more: str = "") -> str:
    return GRAPH.format(**box.ready()["graph"]) + more


def saying(found: Found, words: str) -> dict[str, str]:
    """Return the one check that says *words*."""
    [one] = [check for check in found if words in check["what"]]
    return one


def test_a_mailbox_as_it_should_be(box: Box, doctor: Doctor) -> None:
    status, found = doctor(settings(box()), "--closed", BOSS)

    assert status == 0
    assert saying(found, "grants a token")["verdict"] == "good"
    assert saying(found, "folder 'INBOX'")["verdict"] == "good"
    assert saying(found, BOSS) == {
        "channel": "mailboxes.orders",
        "verdict": "good",
        "what": f"{BOSS} is closed to the app",
        "todo": "",
    }
    assert saying(found, "not mailed")["verdict"] == "careful"


def test_nothing_is_read_or_changed(box: Box, doctor: Doctor) -> None:
    made = box()
    doctor(settings(made), "--closed", BOSS)

    asked = {entry["operation"] for entry in made.log("graph")}
    assert asked == {"discovery", "token", "list_inside"}
    assert made.writes("graph") == []


def test_rights_over_every_mailbox(box: Box, doctor: Doctor) -> None:
    """Granted in Entra, they undo the scope, whatever Exchange says."""
    made = box(roles=["Mail.Read", "User.Read.All"], open=[BOSS])

    status, found = doctor(settings(made), "--closed", BOSS)

    assert status == 1
    assert saying(found, "Mail.Read over every mailbox")["verdict"] == "bad"
    assert "remove it" in saying(found, "Mail.Read over every mailbox")["todo"]
    assert saying(found, "User.Read.All")["verdict"] == "careful"
    assert saying(found, f"{BOSS} is open")["verdict"] == "bad"


def test_another_mailbox_that_was_not_tried(box: Box, doctor: Doctor) -> None:
    status, found = doctor(settings(box()))

    assert status == 0
    assert "--closed" in saying(found, "was not tried")["todo"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('folders = ["Inbox/Supliers"]', "no folder 'Inbox/Supliers'"),
        ('mark = "move"\nmove_to = "Gone"', "no folder 'Gone'"),
    ],
)
def test_folders_that_are_missing(
    box: Box, doctor: Doctor, more: str, said: str
) -> None:
    status, found = doctor(settings(box(), more))

    assert status == 1
    assert "agent mailbox folders orders" in saying(found, said)["todo"]


def test_a_right_that_is_missing(box: Box, doctor: Doctor) -> None:
    made = box()
    made.arm(operation="list_inside", fault="scope_missing", times=None)

    status, found = doctor(settings(made))

    assert status == 1
    assert "two hours" in saying(found, "no such right")["todo"]


def test_credentials_that_are_refused(box: Box, doctor: Doctor) -> None:
    made = box()
    made.arm(operation="token", fault="token_expired", times=None)

    status, found = doctor(settings(made))

    assert status == 1
    assert "steps 1 and 2" in saying(found, "AADSTS7000222")["todo"]


def test_what_the_summary_needs(box: Box, doctor: Doctor) -> None:
    more = '\n[summary]\nto = ["owner@store.example"]\nthrough = "orders"\n'
    status, found = doctor(settings(box(), more))

    assert status == 0
    needed = saying(found, '"Application Mail.ReadWrite" and "Application Mail.Send"')
    assert "Test-ServicePrincipalAuthorization" in needed["todo"]
    assert "through mailbox 'orders'" in saying(found, "goes out")["what"]


def test_a_person_who_has_not_signed_in(box: Box, doctor: Doctor) -> None:
    text = settings(box())
    text = "\n".join(
        'login = "device_code"' if "secret" in line else line
        for line in text.splitlines()
    )

    status, found = doctor(text)

    assert status == 1
    assert "agent mailbox login orders" in saying(found, "nobody has signed")["what"]


def test_settings_that_lack_a_credential(box: Box, doctor: Doctor) -> None:
    text = settings(box())
    bare = "\n".join(line for line in text.splitlines() if "secret" not in line)

    status, found = doctor(bare)

    assert status == 1
    assert saying(found, "client_secret is needed")["verdict"] == "bad"


def test_for_people(
    box: Box, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "agent.toml"
    file.write_text(settings(box(), 'folders = ["Gone"]'))

    assert run(["doctor", "--settings", str(file)]) == 1
    told = capsys.readouterr().out
    assert "ok       mailboxes.orders: the directory grants a token\n" in told
    assert "WRONG    mailboxes.orders: " in told
    assert "→ agent mailbox folders orders lists them" in told


@pytest.mark.parametrize("token", ["", ".", "a.b.c", "a.e30.c", "a.W10.c", "..."])
def test_a_token_that_says_nothing(token: str) -> None:
    assert not any(rights_of(token))


@pytest.fixture(scope="module")
def account() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Running]:
    with smtp_server(tmp_path) as running:
        yield running


def imap(account: Dovecot, **more: str) -> str:
    told = account.server()
    assert told.password is not None
    lines = {
        "kind": "imap",
        "host": told.host,
        "username": told.username,
        "password": told.password.get_secret_value(),
        "ca_file": str(told.ca_file),
    } | more
    written = "\n".join(f"{key} = {json.dumps(value)}" for key, value in lines.items())
    return f"[mailboxes.orders]\nport = {told.port}\n{written}\n"


@pytest.mark.parametrize(
    ("more", "said", "todo"),
    [
        ({}, "folder 'INBOX' can be opened: 0 messages", ""),
        ({"mark": "keyword"}, "keeps the keyword '$AgentProcessed'", ""),
        ({"sent": "Gone"}, "no folder 'Gone'", "create it"),
        ({"mark": "move", "move_to": "Gone"}, "no folder 'Gone'", "create it"),
        ({"password": "wrong"}, "refused the password", "app password"),
        ({"ca_file": "agent.toml"}, "no certificates can be read", "host, port"),
    ],
    ids=str,
)
def test_an_imap_account(
    account: Dovecot, doctor: Doctor, more: dict[str, str], said: str, todo: str
) -> None:
    status, found = doctor(imap(account, **more))

    assert todo in saying(found, said)["todo"]
    assert status == (saying(found, said)["verdict"] == "bad") == bool(todo)


def summary(post: Running, **more: object) -> str:
    told: dict[str, object] = {
        "to": ["owner@store.example"],
        "sender": USER,
        "host": post.told.host,
        "port": post.told.port,
        "username": USER,
        "password": PASSWORD,
        "ca_file": str(post.told.ca_file),
    }
    written = "\n".join(f"{k} = {json.dumps(v)}" for k, v in (told | more).items())
    return f'[mailboxes.m]\nkind = "folder"\npath = "."\n\n[summary]\n{written}\n'


@pytest.mark.parametrize(
    ("more", "warned"),
    [
        ("", True),
        ('receiver = "gmail"', False),
        ('receiver = "none"', False),
        ('authserv_id = "mx.example.com"', False),
        ("verify_dkim = true", False),
    ],
    ids=str,
)
def test_whose_word_on_senders_counts(
    doctor: Doctor, more: str, *, warned: bool
) -> None:
    status, found = doctor(f'[mailboxes.m]\nkind = "folder"\npath = "."\n{more}\n')

    said = [check["todo"] for check in found if "which server's word" in check["what"]]
    assert status == 0
    assert ["authserv_id" in todo for todo in said] == ([True] if warned else [])


@pytest.mark.parametrize(
    ("more", "status", "said"),
    [
        ({}, 0, "would take a mail for owner@store.example"),
        ({"password": "wrong"}, 1, "refused the password"),
        ({"port": 1}, 1, "nothing was sent"),
    ],
    ids=str,
)
def test_the_way_out(
    post: Running, doctor: Doctor, more: dict[str, object], status: int, said: str
) -> None:
    found = doctor(summary(post, **more))

    assert found[0] == status
    assert saying(found[1], said)["channel"] == "summary"
    assert post.conduct.texts == []


BOOKS = """
[books.main]
kind = "quickbooks"
realm = "4620816365000001"
client_id = "c"
client_secret = "s"
ap_account = "33"
"""


@pytest.mark.parametrize(
    ("more", "verdict"),
    [
        (BOOKS, "careful"),
        (BOOKS + '[company]\nnames = ["Larkspur Home"]\n', "good"),
    ],
)
def test_who_we_are_for_invoices(
    more: str, verdict: str, tmp_path: Path, doctor: Doctor
) -> None:
    (tmp_path / "mail").mkdir()
    status, found = doctor(
        f'[mailboxes.orders]\nkind = "folder"\npath = "mail"\n{more}'
    )
    [check] = [check for check in found if check["channel"] == "company"]

    assert status == 0
    assert check["verdict"] == verdict
    assert ("[company]" in check["todo"]) is (verdict == "careful")


def test_without_books_nobody_asks_who_we_are(tmp_path: Path, doctor: Doctor) -> None:
    (tmp_path / "mail").mkdir()
    _, found = doctor('[mailboxes.orders]\nkind = "folder"\npath = "mail"\n')

    assert all(check["channel"] != "company" for check in found)
