"""What the sandbox keeps: it may be killed at any time, and a changed line shows."""

import copy
import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

import sandbox
from sandbox.box import start
from sandbox.final import journal_path
from sandbox.journal import Journal, JournalError, read_lines
from sandbox.world import WorldError, instant_of, plain

WORLD_FILES = (
    "shopify.json",
    "amazon.json",
    "quickbooks.json",
    "graph.json",
    "model.json",
)
NUMBER = "1Z999AA10123456784"


@contextmanager
def process(world: Path, state: Path, *options: str) -> Iterator[Any]:
    """Run the sandbox as a process; yields it with its ready line."""
    command = [sys.executable, "-m", "sandbox", "--world", str(world)]
    with subprocess.Popen(
        [*command, "--state", str(state), *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout
        try:
            yield running, json.loads(running.stdout.readline())
        finally:
            if running.poll() is None:
                running.kill()


def fulfill(told: dict[str, Any], number: int) -> httpx.Response:
    unit = {"fulfillmentOrderId": f"gid://shopify/FulfillmentOrder/{number}7"}
    asked = {
        "lineItemsByFulfillmentOrder": [unit],
        "trackingInfo": {"company": "UPS", "numbers": [NUMBER]},
    }
    query = Path(__file__).with_name("documents") / "fulfillment_create.graphql"
    return httpx.post(
        told["shopify"]["url"] + "/admin/api/2026-10/graphql.json",
        json={"query": query.read_text(), "variables": {"fulfillment": asked}},
        headers={"X-Shopify-Access-Token": told["shopify"]["token"]},
        trust_env=False,
    )


def test_killed_and_started_again_it_knows_what_was_written(
    world: Path, tmp_path: Path
) -> None:
    state = tmp_path / "state"
    before = {path.name: path.read_bytes() for path in world.iterdir()}
    with process(world, state) as (running, told):
        first = fulfill(told, 1001).json()["data"]["fulfillmentCreate"]
        running.send_signal(signal.SIGKILL)
        running.wait()
    with process(world, state) as (running, told):
        again = fulfill(told, 1001).json()["data"]["fulfillmentCreate"]
        second = fulfill(told, 1002).json()["data"]["fulfillmentCreate"]
        running.terminate()
        assert running.wait(10) == 0

    assert first["userErrors"] == []
    assert "unfulfillable" in again["userErrors"][0]["message"]
    assert second["fulfillment"]["id"] != first["fulfillment"]["id"]
    assert len(sandbox.final_state(world, state)["shopify"]["fulfillments"]) == 2
    assert {path.name: path.read_bytes() for path in world.iterdir()} == before


def test_the_ready_line_is_in_the_port_file_too(world: Path, tmp_path: Path) -> None:
    ports = tmp_path / "ports.json"
    faults = tmp_path / "faults.json"
    faults.write_text(json.dumps([{"fault": "error_before", "times": None}]))
    options = ["--services", "shopify", "--port-file", str(ports), "--while-stdin"]
    options += ["--faults", str(faults), "--now", "2027-01-01T00:00:00Z"]
    with process(world, tmp_path / "state", *options) as (running, told):
        assert json.loads(ports.read_text()) == told
        assert set(told) == {"shopify", "control"}
        answer = fulfill(told, 1001)
        assert answer.status_code == 500
        assert answer.headers["Date"].startswith("Fri, 01 Jan 2027")
        running.stdin.close()
        assert running.wait(10) == 0


def test_a_world_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "shopify.json").write_text("{")
    command = [sys.executable, "-m", "sandbox", "--world", str(tmp_path)]
    ended = subprocess.run(
        [*command, "--state", str(tmp_path / "state")],
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 2
    assert ended.stderr.startswith("sandbox: ")


def _with(entry: dict[str, Any], path: tuple[Any, ...], value: Any) -> dict[str, Any]:
    changed = copy.deepcopy(entry)
    part: Any = changed
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return changed


class Corruption(NamedTuple):
    service: str
    path: tuple[Any, ...]
    value: Any

    def __str__(self) -> str:
        return ".".join(str(step) for step in (self.service, *self.path))


CORRUPTED = [
    Corruption("shopify", ("order_id",), "gid://shopify/Order/9"),
    Corruption("shopify", ("order_name",), "#9"),
    Corruption("shopify", ("lines", 0, "line_id"), "gid://shopify/Line/9"),
    Corruption("shopify", ("lines", 0, "sku"), "BIN-9"),
    Corruption("shopify", ("lines", 0, "quantity"), 9),
    Corruption("shopify", ("company",), "FedEx"),
    Corruption("shopify", ("numbers",), ["9"]),
    Corruption("shopify", ("notify_customer",), value=True),
    Corruption("amazon", ("order_id",), "112-9999999-9999999"),
    Corruption("amazon", ("carrier_code",), "FedEx"),
    Corruption("amazon", ("carrier_name",), "Nine"),
    Corruption("amazon", ("tracking_number",), "9"),
    Corruption("amazon", ("ship_date",), "2026-11-09"),
    Corruption("amazon", ("items", 0, "order_item_id"), "9"),
    Corruption("amazon", ("items", 0, "quantity"), 9),
]


@pytest.mark.parametrize("corruption", CORRUPTED, ids=str)
def test_a_changed_line_changes_the_final_state(
    box: sandbox.Box, shop: Any, market: Any, corruption: Corruption
) -> None:
    shop.fulfill(1001, company="UPS", numbers=[NUMBER])
    market.confirm()
    honest = box.final()
    file = journal_path(box.state, corruption.service)
    [entry] = read_lines(file)
    changed = _with(entry, corruption.path, corruption.value)
    file.write_text(json.dumps(changed) + "\n")

    final = sandbox.final_state(box.world, box.state)
    other = "amazon" if corruption.service == "shopify" else "shopify"
    assert final[corruption.service] != honest[corruption.service]
    assert final[other] == honest[other]
    assert json.dumps(corruption.value) in json.dumps(final)


def test_a_torn_line_never_happened(tmp_path: Path) -> None:
    path = tmp_path / "torn.jsonl"
    path.write_bytes(b'{"seq":1}\n{"seq":2,"or')

    assert read_lines(path) == [{"seq": 1}]
    journal = Journal(path, durable=True)
    assert journal.append({"a": 1})["seq"] == 2
    journal.close()
    assert [entry["seq"] for entry in read_lines(path)] == [1, 2]


@pytest.mark.parametrize("line", [b"{", b"[]", b"\xff"])
def test_a_broken_line_is_named(tmp_path: Path, line: bytes) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_bytes(b"{}\n" + line + b"\n")
    with pytest.raises(JournalError, match=r"broken\.jsonl line 2"):
        read_lines(path)


def test_nothing_was_added_to_a_world_nobody_touched(
    world: Path, tmp_path: Path
) -> None:
    empty = sandbox.final_state(world, tmp_path)

    assert empty == {
        "shopify": {"fulfillments": []},
        "amazon": {"confirmations": []},
        "quickbooks": {"bills": []},
    }
    with pytest.raises(NotADirectoryError):
        sandbox.final_state(tmp_path / "none", tmp_path)


def test_the_clock_never_runs_back_over_a_restart(world: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    with sandbox.start(world, state) as box:
        box.clock.advance(7200)
        assert fulfill(box.ready(), 1001).status_code == 200
        [written] = box.writes("shopify")
    with sandbox.start(world, state) as box:
        assert box.clock.stamp() >= written["at"]


def test_the_instant_of_a_world(tmp_path: Path) -> None:
    assert instant_of(tmp_path).year == 2026
    order = {"updatedAt": "2026-11-19T10:00:00Z"}
    (tmp_path / "shopify.json").write_text(json.dumps({"orders": [order]}))
    assert instant_of(tmp_path).isoformat() == "2026-11-19T10:01:00+00:00"
    (tmp_path / "expected.json").write_text('{"instant": "2026-11-21T05:30:00Z"}')
    assert instant_of(tmp_path).isoformat() == "2026-11-21T05:30:00+00:00"


def test_connections_are_unwrapped_at_any_depth() -> None:
    told = {"a": {"edges": [{"node": {"b": {"nodes": [1]}, "c": {"pageInfo": {}}}}]}}

    assert plain(told) == {"a": [{"b": [1], "c": []}]}


def test_two_sandboxes_never_share_a_state(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.box._SETTLE_SECONDS", 0.1)
    state = tmp_path / "state"
    with (
        sandbox.start(world, state),
        pytest.raises(BlockingIOError, match="another sandbox"),
    ):
        sandbox.Box(world, state)
    with sandbox.start(world, state) as box:
        assert box.ready()


def test_an_unknown_service_is_refused(world: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no service"):
        sandbox.Box(world, tmp_path / "state", services=["etsy"])


def test_of_many_equal_writes_at_once_one_is_applied(
    world: Path, tmp_path: Path
) -> None:
    with sandbox.start(world, tmp_path / "race") as box:
        told = box.ready()
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: fulfill(told, 1001).json(), range(24)))
        made = [a["data"]["fulfillmentCreate"]["fulfillment"] for a in answers]

        assert sum(one is not None for one in made) == 1
        assert len(box.writes("shopify")) == 1
        assert len(box.log("shopify")) == 24


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param("[]", "holds no JSON object", id="a list"),
        pytest.param("{", "is not JSON", id="cut off"),
        pytest.param("", "is not JSON", id="empty"),
        pytest.param("\udcff", "is not JSON", id="no text"),
    ],
)
@pytest.mark.parametrize("name", WORLD_FILES)
def test_a_world_file_that_is_none_is_named(
    tmp_path: Path, name: str, content: str, told: str
) -> None:
    (tmp_path / name).write_bytes(content.encode("utf-8", "surrogateescape"))
    now = datetime(2026, 1, 1, tzinfo=UTC)
    with (
        pytest.raises(WorldError, match=f"{name} {told}.*expected"),
        start(tmp_path, tmp_path / "state", now=now),
    ):
        pass


@pytest.mark.parametrize("name", [WORLD_FILES[2], "expected.json"])
def test_a_wrong_world_is_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("[]")
    command = [sys.executable, "-m", "sandbox", "--world", str(tmp_path)]
    command += ["--state", str(tmp_path / "state")]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)

    assert ended.returncode == 2
    [line] = ended.stderr.splitlines()
    assert line.startswith("sandbox: ")
    assert name in line
