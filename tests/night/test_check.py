"""``agent demo --check``: a write that differs in any field is counted and named."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agent.cli import main
from agent.cli.check import compare
from sandbox.final import final_state

from . import small_world

Change = Callable[[dict[str, Any]], None]


def _expectation() -> dict[str, Any]:
    sales = small_world.SALES
    return {
        "night": "2026-11-20",
        "instant": small_world.INSTANT,
        "counts": {
            "messages": 3,
            "ship_notices": {"processed": 3, "done": 3, "flagged": 0, "known": 0},
        },
        "messages": [
            {
                "message_id": f"<{sale.number}-{sale.tracking}@acme.example>",
                "file": f"emails/{sale.number}.eml",
                "kind": "ship_notice",
                "notices": [
                    {"po_number": str(sale.number), "outcome": "done", "codes": []}
                ],
            }
            for sale in sales
        ],
        "final": {
            "shopify": {
                "fulfillments": [
                    {
                        "order_id": sale.order_id,
                        "order_name": f"#{sale.number}",
                        "lines": [
                            {
                                "line_id": sale.line_id,
                                "sku": sale.sku,
                                "quantity": small_world.SHIPPED,
                            }
                        ],
                        "company": "UPS",
                        "numbers": [sale.tracking],
                        "notify_customer": False,
                    }
                    for sale in sales
                ]
            },
            "amazon": {
                "confirmations": [
                    {
                        "order_id": small_world.AMAZON_ID,
                        "carrier_code": "UPS",
                        "carrier_name": None,
                        "tracking_number": sale.tracking,
                        "ship_date": "2026-11-20",
                        "items": [
                            {
                                "order_item_id": f"item-{sale.number}",
                                "quantity": small_world.SHIPPED,
                            }
                        ],
                    }
                    for sale in sales
                    if sale.amazon
                ]
            },
        },
    }


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a small world and the demo of its night."""
    folder = tmp_path_factory.mktemp("check")
    world = small_world.build(folder / "world")
    (world / "expected.json").write_text(json.dumps(_expectation()))
    assert check(folder) == 0
    return folder


def check(folder: Path, *more: str) -> int:
    world, store = str(folder / "world"), str(folder / "demo")
    return main(["demo", "--world", world, "--store", store, "--check", *more])


def test_the_night_again_writes_nothing(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for more in (["--again"], ["--again", "--fresh-ledger"]):
        shutil.copytree(finished, tmp_path, dirs_exist_ok=True)
        assert check(tmp_path, *more, "--json") == 0
        told = json.loads(capsys.readouterr().out)
        assert told["effects"]["shopify"]["fulfillments"] == 0
        assert told["effects"]["amazon"]["confirmations"] == 0
        assert told["counts"]["ship_notices"]["done"] == 3
        assert told["wrong"] == 0


CORRUPTIONS: list[tuple[str, str, Change]] = [
    ("the order", "shopify", lambda w: w.update(order_id="gid://shopify/Order/4713")),
    ("the line", "shopify", lambda w: w["lines"][0].update(line_id="gid://other")),
    ("the quantity", "shopify", lambda w: w["lines"][0].update(quantity=3)),
    ("the carrier", "shopify", lambda w: w.update(company="FedEx")),
    ("the number", "shopify", lambda w: w.update(numbers=["1Z999AA10123456784"])),
    ("a second number", "shopify", lambda w: w["numbers"].append("1Z9")),
    ("telling the customer", "shopify", lambda w: w.update(notify_customer=True)),
    ("the order", "amazon", lambda w: w.update(order_id="111-0000000-0000000")),
    ("the item", "amazon", lambda w: w["items"][0].update(order_item_id="other")),
    ("the quantity", "amazon", lambda w: w["items"][0].update(quantity=1)),
    ("the carrier", "amazon", lambda w: w.update(carrier_code="FedEx")),
    ("the carrier's name", "amazon", lambda w: w.update(carrier_name="Somebody")),
    ("the number", "amazon", lambda w: w.update(tracking_number="1Z9")),
    ("the date", "amazon", lambda w: w.update(ship_date="2026-11-19T12:00:00Z")),
]


def corrupt(folder: Path, service: str, change: Change) -> None:
    """Change the first write in the journal of *service*."""
    journal = folder / "demo" / "services" / f"{service}.writes.jsonl"
    writes = [json.loads(line) for line in journal.read_text().splitlines()]
    change(writes[0])
    journal.write_text("".join(json.dumps(write) + "\n" for write in writes))


@pytest.mark.parametrize(
    ("service", "change"),
    [
        pytest.param(service, change, id=f"{name} on {service}")
        for name, service, change in CORRUPTIONS
    ],
)
def test_any_field_of_a_write_that_differs_is_wrong(
    finished: Path, tmp_path: Path, service: str, change: Change
) -> None:
    shutil.copytree(finished, tmp_path, dirs_exist_ok=True)
    corrupt(tmp_path, service, change)

    final = final_state(tmp_path / "world", tmp_path / "demo" / "services")
    told = compare(_expectation(), final, None)

    assert told.wrong >= 1
    for said in ("not expected", "missing"):
        assert any(d.startswith(f"{service}: {said}: order") for d in told.differences)


@pytest.mark.parametrize("service", ["shopify", "amazon"])
def test_the_command_says_what_differs(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], service: str
) -> None:
    shutil.copytree(finished, tmp_path, dirs_exist_ok=True)
    changes = {name: change for _, name, change in reversed(CORRUPTIONS)}
    corrupt(tmp_path, service, changes[service])

    assert check(tmp_path, "--again", "--json") == 1

    told = capsys.readouterr()
    assert json.loads(told.out)["wrong"] >= 1
    assert f"differs: {service}: not expected: order" in told.err
    assert f"differs: {service}: missing: order" in told.err


def test_a_write_that_nobody_expected_is_wrong(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(finished, tmp_path, dirs_exist_ok=True)
    expectation = _expectation()
    expectation["final"]["amazon"]["confirmations"] = []
    (tmp_path / "world" / "expected.json").write_text(json.dumps(expectation))

    assert check(tmp_path, "--again", "--json") == 1
    assert json.loads(capsys.readouterr().out)["wrong"] == 1


def test_another_outcome_of_a_message_is_a_difference(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(finished, tmp_path, dirs_exist_ok=True)
    expectation = _expectation()
    [notice] = expectation["messages"][0]["notices"]
    notice |= {"outcome": "flagged", "codes": ["order_cancelled"]}
    (tmp_path / "world" / "expected.json").write_text(json.dumps(expectation))

    assert check(tmp_path, "--again", "--json") == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["wrong"] == 0
    assert "PO 4711: done [], expected flagged" in told.err
