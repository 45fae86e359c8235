"""The demo night as its first user sees it: the command, its figures, and again."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from agent.cli import main
from tests.commands import agent

from .small_world import build

COUNTS = {"processed": 50, "done": 46, "flagged": 3, "known": 1, "waiting": 0}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "nightclerk-demo"


@pytest.fixture(scope="module")
def told(folder: Path) -> dict[str, Any]:
    """Return what the first night in *folder* says."""
    return demo(folder)


def demo(folder: Path, *more: str) -> dict[str, Any]:
    """Run the demo with its check and return what it prints."""
    ran = agent("demo", "--store", folder, "--check", "--json", *more)
    assert ran.returncode == 0, ran.stderr
    loaded: dict[str, Any] = json.loads(ran.stdout)
    return loaded


def test_the_night_is_done(told: dict[str, Any]) -> None:
    assert told["night"] == "2026-11-20"
    assert told["mode"] == "auto"
    assert told["counts"]["ship_notices"] == COUNTS
    assert told["effects"] == {
        "shopify": {"fulfillments": 46},
        "amazon": {"confirmations": 11},
        "quickbooks": {"bills": 7},
    }
    bills = told["counts"]["invoices"]
    assert (bills["processed"], bills["billed"], bills["flagged"]) == (15, 7, 8)
    assert told["wrong"] == 0
    flagged = [item for item in told["items"] if item["severity"] in ("block", "hold")]
    goods = {item["code"] for item in flagged if item["id"].startswith("N")}
    money = [item["code"] for item in flagged if item["id"].startswith("I")]
    assert len(goods) == 3, "three different reasons"
    assert len(set(money)) >= 7, "hardly a reason twice"
    assert money[0] == "payee_changed", "money first"
    for item in told["items"]:
        assert item["evidence"]["quote"]
        assert item["message_id"].startswith("<")
    assert told["cpu_seconds"] > 0


@pytest.mark.parametrize("more", [(), ("--fresh-ledger",)])
@pytest.mark.usefixtures("told")
def test_the_night_again_writes_nothing(folder: Path, more: tuple[str, ...]) -> None:
    again = demo(folder, "--again", *more)

    assert again["effects"] == {
        "shopify": {"fulfillments": 0},
        "amazon": {"confirmations": 0},
        "quickbooks": {"bills": 0},
    }
    assert again["counts"]["ship_notices"] == COUNTS


@pytest.mark.slow
def test_the_model_reads_along(tmp_path: Path) -> None:
    told = demo(tmp_path / "demo", "--model")

    assert told["counts"]["ship_notices"] == COUNTS
    assert told["wrong"] == 0


def test_a_folder_that_is_no_demo_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "precious.txt").write_text("mine")

    assert main(["demo", "--store", str(tmp_path)]) == 2
    assert "holds something else" in capsys.readouterr().err
    assert (tmp_path / "precious.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["demo", "--world", "nowhere"], 2, "is no world"),
        (["demo", "--again", "--store", "nowhere"], 2, "there is no demo"),
        (["demo", "--fresh-ledger", "--store", "nowhere"], 2, "goes with --again"),
        (["show", "N1", "--store", "nowhere"], 2, "no store in nowhere"),
        (["run", "--settings", "nowhere.toml"], 2, "no such file"),
        (["run", "--since", "yesterday", "--settings", "nowhere.toml"], 2, "no such"),
    ],
)
def test_what_cannot_be_done_is_said(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    *,
    arguments: list[str],
    status: int,
    says: str,
) -> None:
    monkeypatch.chdir(tmp_path)

    assert main(arguments) == status
    assert says in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"counts": {}}'])
def test_an_expectation_that_is_none_checks_nothing(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What expects nothing must not pass for a night as expected."""
    world = build(tmp_path / "world")
    (world / "expected.json").write_text(text)
    arguments = ["--world", str(world), "--store", str(tmp_path / "demo")]

    assert main(["demo", *arguments, "--check"]) == 2
    assert "expected.json" in capsys.readouterr().err


def test_a_demo_at_work_is_not_taken_away(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    world = build(tmp_path / "world")
    store = tmp_path / "demo"
    arguments = ["demo", "--world", str(world), "--store", str(store)]
    assert main(arguments) == 0
    ledger = store / "store" / "ledger.sqlite"

    with FileLock(store / "store" / "lock"):
        assert main(arguments) == 3
        assert "another demo is working" in capsys.readouterr().err
        assert ledger.exists()
    assert main(arguments) == 0


START = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from agent.cli import main
exit(main())
"""
"""Who starts the tests in the background has them, and us, deaf to Ctrl-C."""


def started(*arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-c", START, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_without_utf_8(encoding: str, tmp_path: Path) -> None:
    world = build(tmp_path / "world")
    arguments = ["demo", "--world", world, "--store", tmp_path / "demo"]
    people = agent(*arguments, encoding=encoding)
    machines = agent(*arguments, "--json", encoding=encoding)

    assert (people.returncode, machines.returncode) == (0, 0)
    assert "\\u" in people.stdout
    assert json.loads(machines.stdout)["counts"]["ship_notices"]["done"] == 3


def test_ctrl_c_is_said_and_not_a_success(tmp_path: Path) -> None:
    store = tmp_path / "demo"
    process = started("demo", "--store", str(store))
    deadline = time.monotonic() + 30
    while not (store / "store" / "lock").exists() and time.monotonic() < deadline:
        time.sleep(0.02)

    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)

    assert process.returncode == 3
    assert err.decode().splitlines()[-1].startswith("interrupted")


@pytest.mark.parametrize("command", ["show", "explain"])
def test_every_item_can_be_looked_into(
    folder: Path,
    told: dict[str, Any],
    capsys: pytest.CaptureFixture[str],
    command: str,
) -> None:
    store = str(folder / "store")
    for item in told["items"]:
        assert main([command, item["id"], "--store", store]) == 0
        assert item["code"] in capsys.readouterr().out
    assert main([command, told["items"][0]["message_id"], "--store", store]) == 0
    assert main([command, "PO 0", "--store", store]) == 2


@pytest.mark.usefixtures("told")
def test_status_tells_a_monitor(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = str(folder / "store")

    assert main(["status", "--store", store, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["healthy"] is True
    assert main(["stop", "--store", store, "--reason", "halt"]) == 0
    assert main(["status", "--store", store]) == 1
    assert main(["resume", "--store", store]) == 0
    assert main(["status", "--store", store]) == 0


@pytest.mark.parametrize(
    ("named", "more"),
    [
        ("", ("--again", "--fresh-ledger")),
        ("store", ()),
        pytest.param("", (), marks=pytest.mark.slow),
        pytest.param("store", ("--again", "--fresh-ledger"), marks=pytest.mark.slow),
    ],
)
def test_a_demo_is_stopped_by_either_of_its_folders(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    named: str,
    more: tuple[str, ...],
) -> None:
    world, root = build(tmp_path / "world"), tmp_path / "demo"
    night = ("demo", "--world", str(world), "--store", str(root), "--json")
    assert main([*night]) == 0
    assert json.loads(capsys.readouterr().out)["effects"]["shopify"]["fulfillments"]
    store = str(root / named)

    assert main(["stop", "--store", store, "--reason", "halt"]) == 0
    shutil.rmtree(root / "services")  # the shop has forgotten: all is to be done again
    capsys.readouterr()
    assert main([*night, *more]) == 4
    effects = json.loads(capsys.readouterr().out)["effects"]
    assert {count for kinds in effects.values() for count in kinds.values()} == {0}
    assert main(["status", "--store", store]) == 1
    assert "stopped: " in capsys.readouterr().out
    assert not (root / "STOP").exists()

    assert main(["resume", "--store", store]) == 0
    assert "(it was stopped: " in capsys.readouterr().out
    assert main([*night, "--again"]) == 0
