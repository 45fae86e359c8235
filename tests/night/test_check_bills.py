"""``agent demo --check``: a bill that differs in any field is counted and named."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agent.cli import main
from agent.cli.check import compare
from sandbox.final import final_state

from . import bill_world, small_world

Change = Callable[[dict[str, Any]], None]
SALE = bill_world.SALE


def _expectation() -> dict[str, Any]:
    fulfillment = {
        "order_id": SALE.order_id,
        "order_name": f"#{SALE.number}",
        "lines": [
            {"line_id": SALE.line_id, "sku": SALE.sku, "quantity": small_world.SHIPPED}
        ],
        "company": "UPS",
        "numbers": [SALE.tracking],
        "notify_customer": False,
    }
    line = {
        "item_id": bill_world.ITEM_ID,
        "quantity": "2",
        "unit_price": bill_world.PRICE,
        "amount": bill_world.TOTAL,
        "po_id": bill_world.PO_ID,
        "po_line_id": bill_world.PO_LINE_ID,
    }
    bill = {
        "vendor_id": bill_world.VENDOR_ID,
        "number": bill_world.NUMBER,
        "date": "2026-11-20",
        "total": bill_world.TOTAL,
        "currency": "USD",
        "lines": [line],
        "charges": [],
        "attachments": 1,
    }
    notice = {"po_number": str(SALE.number), "outcome": "done", "codes": []}
    invoice = {"number": bill_world.NUMBER, "outcome": "billed", "codes": []}
    return {
        "night": "2026-11-20",
        "instant": small_world.INSTANT,
        "counts": {
            "messages": 2,
            "ship_notices": {"processed": 1, "done": 1, "flagged": 0, "known": 0},
            "invoices": {"processed": 1, "billed": 1, "flagged": 0},
        },
        "messages": [
            {
                "message_id": f"<{SALE.number}-{SALE.tracking}@acme.example>",
                "kind": "ship_notice",
                "notices": [notice],
            },
            {
                "message_id": f"<{bill_world.NUMBER}@acme.example>",
                "kind": "invoice",
                "notices": [],
                "invoices": [invoice],
            },
        ],
        "final": {
            "shopify": {"fulfillments": [fulfillment]},
            "amazon": {"confirmations": []},
            "quickbooks": {"bills": [bill]},
        },
    }


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a small world and the demo of its night."""
    folder = tmp_path_factory.mktemp("bills")
    world = bill_world.build(folder / "world")
    (world / "expected.json").write_text(json.dumps(_expectation()))
    assert check(folder) == 0
    return folder


def check(folder: Path, *more: str) -> int:
    world, store = str(folder / "world"), str(folder / "demo")
    return main(["demo", "--world", world, "--store", store, "--check", *more])


def test_the_night_again_bills_nothing(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for more in (["--again"], ["--again", "--fresh-ledger"]):
        shutil.copytree(finished, tmp_path, dirs_exist_ok=True)
        assert check(tmp_path, *more, "--json") == 0
        told = json.loads(capsys.readouterr().out)
        assert told["effects"]["quickbooks"]["bills"] == 0
        assert told["wrong"] == 0


def _line(bill: dict[str, Any]) -> dict[str, Any]:
    [line] = bill["Line"]
    found: dict[str, Any] = line
    return found


def _relink(bill: dict[str, Any]) -> None:
    _line(bill)["LinkedTxn"][0]["TxnLineId"] = "4"


def _unlink(bill: dict[str, Any]) -> None:
    _line(bill)["LinkedTxn"] = []


def _item(bill: dict[str, Any]) -> None:
    _line(bill)["ItemBasedExpenseLineDetail"]["ItemRef"]["value"] = "8"


CORRUPTIONS: list[tuple[str, Change]] = [
    ("the vendor", lambda bill: bill["VendorRef"].update(value="42")),
    ("the number", lambda bill: bill.update(DocNumber="AC-20419")),
    ("the date", lambda bill: bill.update(TxnDate="2026-11-19")),
    ("the total", lambda bill: bill.update(TotalAmt=106.0)),
    ("an amount", lambda bill: _line(bill).update(Amount=104.0)),
    ("a link", _relink),
    ("no link", _unlink),
    ("an item", _item),
]


def corrupt(folder: Path, change: Change) -> None:
    """Change the bill in the books' journal."""
    journal = folder / "demo" / "services" / "quickbooks.writes.jsonl"
    writes = [json.loads(line) for line in journal.read_text().splitlines()]
    [made] = [write for write in writes if write["operation"] == "create_bill"]
    change(made["bill"])
    journal.write_text("".join(json.dumps(write) + "\n" for write in writes))


@pytest.mark.parametrize(
    "change", [pytest.param(change, id=name) for name, change in CORRUPTIONS]
)
def test_any_field_of_a_bill_that_differs_is_wrong(
    finished: Path, tmp_path: Path, change: Change
) -> None:
    shutil.copytree(finished, tmp_path, dirs_exist_ok=True)
    corrupt(tmp_path, change)

    final = final_state(tmp_path / "world", tmp_path / "demo" / "services")
    told = compare(_expectation(), final, None)

    assert told.wrong >= 1
    for said in ("not expected", "missing"):
        assert any(
            d.startswith(f"quickbooks: {said}: vendor") for d in told.differences
        )


def test_the_command_says_what_differs(
    finished: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(finished, tmp_path, dirs_exist_ok=True)
    corrupt(tmp_path, CORRUPTIONS[0][1])

    assert check(tmp_path, "--again", "--json") == 1

    told = capsys.readouterr()
    assert json.loads(told.out)["wrong"] >= 1
    assert "differs: quickbooks: not expected: vendor" in told.err
    assert "differs: quickbooks: missing: vendor" in told.err
