"""``agent mailbox``: a person signs in, and sees which folders there are."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import httpx
import pytest

import sandbox
from agent.cli import mailbox
from agent.cli.app import run

FOLDERS = ["Inbox/Suppliers", "Inbox/Suppliers/Acme"]
SETTINGS = """
[mailboxes.orders]
kind = "graph"
username = "orders@store.example"
tenant = "{tenant}"
client_id = "{client_id}"
login = "device_code"
endpoint = "{url}"

[mailboxes.app]
kind = "graph"
username = "orders@store.example"
tenant = "{tenant}"
client_id = "{client_id}"
client_secret = "{client_secret}"
endpoint = "{url}"

[mailboxes.bare]
kind = "graph"
username = "orders@store.example"
tenant = "{tenant}"
client_id = "{client_id}"
endpoint = "{url}"

[mailboxes.files]
kind = "folder"
path = "emails"
"""


@pytest.fixture
def box(tmp_path: Path) -> Iterator[sandbox.Box]:
    world = tmp_path / "world"
    (world / "emails").mkdir(parents=True)
    (world / "graph.json").write_text(json.dumps({"folders": FOLDERS}))
    with sandbox.start(world, tmp_path / "state", services=("graph",)) as made:
        yield made


@pytest.fixture
def options(box: sandbox.Box, tmp_path: Path) -> list[str]:
    file = tmp_path / "agent.toml"
    file.write_text(SETTINGS.format(**box.ready()["graph"]))
    return ["--settings", str(file), "--store", str(tmp_path / "store")]


@pytest.fixture
def person(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who reads what is shown, and types it in."""
    shown = mailbox._show

    def typed(address: str, code: str, until: datetime) -> None:
        shown(address, code, until)
        httpx.post(address, data={"code": code, "user": "ann@store.example"})

    monkeypatch.setattr(mailbox, "_show", typed)


@pytest.mark.usefixtures("person")
def test_signing_in(
    box: sandbox.Box, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["mailbox", "login", "orders", *options]) == 0

    told = capsys.readouterr().out
    assert f"Open      {box.ready()['graph']['url']}/devicelogin\n" in told
    assert "and enter SANDBOX1\n" in told
    assert "signed in as ann@store.example; orders@store.example has 7 folders" in told
    assert run(["mailbox", "folders", "orders", *options]) == 0
    assert FOLDERS[1] in capsys.readouterr().out.splitlines()


@pytest.mark.usefixtures("person")
def test_somebody_who_may_not_read_the_mailbox(
    box: sandbox.Box, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    box.arm(operation="list_folders", fault="access_denied", times=None)

    assert run(["mailbox", "login", "orders", *options]) == 3
    assert "who may not read orders@store.example" in capsys.readouterr().err


def test_folders_for_machines(
    options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["mailbox", "folders", "app", "--json", *options]) == 0

    assert set(FOLDERS) < set(json.loads(capsys.readouterr().out))


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["login", "app"], 2, "is not opened by a person"),
        (["login", "files"], 2, "is not opened by a person"),
        (["login", "nobody"], 2, "no mailbox 'nobody'"),
        (["folders", "files"], 2, "is no account"),
        (["folders", "bare"], 2, "certificate (better) and client_secret"),
        (["folders", "orders"], 3, "run: agent mailbox login orders"),
    ],
)
def test_what_cannot_be(
    options: list[str],
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    status: int,
    said: str,
) -> None:
    assert run(["mailbox", *arguments, *options]) == status
    assert said in capsys.readouterr().err
