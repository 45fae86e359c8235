"""Invoices become bills: once, whatever fails, and only as they were decided."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.box import start
from sandbox.settings import Settings as BoxSettings

from . import bill_world, small_world
from .bill_world import acts, seen
from .stage import Stage, StoreFolder

FAULT = 1.5
"""Seconds that a fault lasts."""
ONCE = {"create_bill": 1, "upload": 1}


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    world = bill_world.build(tmp_path / "world")
    kind = BoxSettings(quickbooks_grace=86400.0)
    with start(world, tmp_path / "services", settings=kind) as box:
        yield Stage(world, box, StoreFolder(tmp_path / "store"))


def bills(stage: Stage) -> list[dict[str, object]]:
    return seen(stage.box.final())


def test_an_invoice_that_agrees_becomes_a_bill_with_its_file(stage: Stage) -> None:
    evening = stage.night()

    report = evening.night.report
    assert (evening.status, report.bills) == (0, 1)
    assert (report.invoices.processed, report.invoices.billed) == (1, 1)
    assert bills(stage) == bill_world.EXPECTED
    assert acts(stage.box.writes("quickbooks")) == ONCE
    assert "1 billed" in evening.summary


def test_the_night_again_bills_nothing(stage: Stage) -> None:
    stage.night()
    stage.night()
    stage.forget_store()
    stage.night()

    assert acts(stage.box.writes("quickbooks")) == ONCE


def test_books_that_are_down_cost_the_bills_a_night_and_nothing_else(
    stage: Stage,
) -> None:
    stage.box.arm(service="quickbooks", fault="error_before", times=None)
    first = stage.night()
    assert first.status == 3
    assert first.counts == (1, 0, 0)
    assert first.troubled["books:main"] == 1
    assert bills(stage) == []

    stage.box.faults.disarm()
    stage.pass_days()
    second = stage.night()
    assert second.status == 0
    assert bills(stage) == bill_world.EXPECTED
    assert acts(stage.box.writes("quickbooks")) == ONCE


@pytest.mark.slow
@pytest.mark.parametrize("operation", ["create_bill", "upload"])
@pytest.mark.parametrize(
    "fault",
    [
        "refused",
        "timeout_before",
        "timeout_after",
        "drop_before",
        "drop_after",
        "rate_limited",
        "error_before",
        "error_after",
        "html",
        "truncated",
        "rejected",
        "token_expired",
        "scope_missing",
        "slow_body",
        "hang",
    ],
)
def test_a_fault_on_a_write_neither_loses_nor_doubles(
    stage: Stage, operation: str, fault: str
) -> None:
    stage.box.arm(service="quickbooks", operation=operation, fault=fault, seconds=FAULT)
    first = stage.night()
    assert acts(stage.box.writes("quickbooks"))[operation] <= 1
    stage.box.faults.disarm()
    if fault == "refused":
        # A door stays shut as long, and twenty nights may pass in less.
        time.sleep(FAULT)
    for _ in range(20):
        stage.pass_days()
        if stage.night().status == 0:
            break

    written = acts(stage.box.writes("quickbooks"))
    refused = fault == "rejected"
    assert refused or bills(stage) == bill_world.EXPECTED, first.summary
    assert max(written.values(), default=0) <= 1
    assert not refused or first.flagged


def test_a_link_the_books_drop_is_a_persons_business(stage: Stage) -> None:
    stage.box.arm(service="quickbooks", operation="create_bill", fault="drop_link")
    evening = stage.night()

    assert evening.flagged == ["readback_mismatch"]
    assert "link" in evening.summary
    stage.pass_days()
    stage.night()
    assert acts(stage.box.writes("quickbooks"))["create_bill"] == 1


def test_an_invoice_for_goods_that_have_not_left_waits_and_is_billed_then(
    stage: Stage,
) -> None:
    notice = stage.world / "emails" / f"{bill_world.SALE.number}.eml"
    kept = notice.read_bytes()
    notice.unlink()
    assert stage.night().flagged == ["invoiced_not_shipped"]
    assert bills(stage) == []

    notice.write_bytes(kept)
    stage.pass_days()
    evening = stage.night()
    assert evening.flagged == [], evening.summary
    assert bills(stage) == bill_world.EXPECTED, evening.summary


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("52.50      105.00", "52.51      105.02", "price_over"),
        ("  2         52.50      105.00", " 20         52.50     1050.00", "qty_over"),
        ("BIN-100     Storage bin, blue", "BIN-101     Storage bin, blue", "sku"),
        ("Thank you", "", ""),
    ],
)
def test_what_differs_is_not_billed(
    tmp_path: Path, old: str, new: str, code: str
) -> None:
    text = bill_world.INVOICE.replace(old, new)
    if "105.02" in new:
        text = text.replace("105.00", "105.02")
    if "1050.00" in new:
        text = text.replace("        105.00", "       1050.00").replace(
            "$105.00", "$1050.00"
        )
    world = bill_world.build(tmp_path / "world", text)
    with start(world, tmp_path / "services") as box:
        stage = Stage(world, box, StoreFolder(tmp_path / "store"))
        flagged = stage.night().flagged
        assert acts(box.writes("quickbooks")) == ({} if code else ONCE)
    assert all(code in found for found in flagged)
    assert bool(flagged) == bool(code)


def test_another_bank_on_the_invoice_holds_it_and_comes_first(tmp_path: Path) -> None:
    changed = bill_world.INVOICE + "Our bank has changed: ABA 129900641, acct 810044736"
    world = bill_world.build(tmp_path / "world", changed)
    with start(world, tmp_path / "services") as box:
        evening = Stage(world, box, StoreFolder(tmp_path / "store")).night()
        assert acts(box.writes("quickbooks")) == {}
    assert evening.flagged == ["payee_changed"]


def test_the_same_invoice_beside_other_words_keeps_what_was_said(stage: Stage) -> None:
    """A letter naming another bank is not forgotten when its invoice comes again."""
    plain = bill_world.mail(bill_world.INVOICE)
    head, _, body = plain.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    part = [line for line in lines if line.lower().startswith(b"content-")]
    rest = [line for line in lines if line not in part]
    letter = b"Our bank details have changed: routing 129900641, account 810044736"
    mixed = b"\r\n".join(
        [
            *(x.replace(b"<AC-", b"<first-AC-") for x in rest),
            b"Content-Type: multipart/mixed; boundary=b",
            b"",
            b"--b",
            b"Content-Type: text/plain",
            b"",
            letter,
            b"--b",
            *part,
            b"",
            body,
            b"--b--",
        ]
    )
    (stage.world / "emails" / "invoice.eml").write_bytes(mixed)
    assert stage.night().flagged == ["payee_changed"]

    stage.put_mail("again.eml", plain)
    stage.pass_days()
    assert stage.night().flagged == ["payee_changed"]
    assert bills(stage) == []


def test_an_invoice_in_the_mail_itself_is_filed_as_text(stage: Stage) -> None:
    head = small_world.message(bill_world.SALE).partition("\n\n")[0]
    told = head.replace("Shipment notice", "Invoice").replace("<4711-", "<invoice-")
    stage.put_mail("invoice.eml", f"{told}\n\n{bill_world.INVOICE}")

    assert stage.night().flagged == []
    assert bills(stage) == bill_world.EXPECTED
