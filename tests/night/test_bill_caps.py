"""How much one night may bill: caps, the kill switch, modes, and orders that change."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from agent.settings.values import Settings
from agent.switch import Switch
from matchers.billing.values import CreateBill
from tests.adversarial.bill_cases import Sent
from tests.adversarial.bill_mails import mail
from tests.adversarial.notices import pdf_bytes

from .bill_nights import billing, made_bills, wrong_bills
from .bill_world import acts
from .stage import Change, Stage, changed

SENT = tuple(Sent(at) for at in range(3))
FIRST, SECOND, THIRD = (sent.total for sent in SENT)
CENT = Decimal("0.01")
LONG_AGO = "2026-11-01T05:30:00+00:00"


def raws(sent: Sequence[Sent]) -> dict[str, bytes]:
    return {
        one.number: mail(one.number, [("invoice.pdf", pdf_bytes(one.text()))])
        for one in sent
    }


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    with billing(tmp_path, SENT, raws(SENT)) as made:
        yield made


def capped(**caps: Any) -> Change:
    return lambda settings: changed(settings, caps=caps)


def billed(stage: Stage) -> int:
    assert wrong_bills(stage, SENT) == []
    return len(made_bills(stage))


# --- caps ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("caps", "most"),
    [
        ({"bills": 0}, 0),
        ({"bills": 2}, 2),
        ({"bill_amount": THIRD}, 3),
        ({"bill_amount": THIRD - CENT}, 2),
        ({"bill_amount": FIRST - CENT}, 0),
        ({"bills_vendor_amount": FIRST + SECOND}, 2),
        ({"bills_vendor_amount": FIRST + SECOND - CENT}, 1),
        ({"bills_amount": FIRST + SECOND + THIRD}, 3),
        ({"bills_amount": FIRST + SECOND + THIRD - CENT}, 2),
        ({"per_vendor": 2}, 1),
    ],
    ids=str,
)
def test_the_crossing_bill_is_not_made_and_the_rest_is(
    caps: dict[str, Any], most: int, stage: Stage
) -> None:
    evening = stage.night(capped(**caps))

    assert billed(stage) == most, evening.summary
    assert evening.flagged == ["cap_reached"] * (3 - most), evening.summary
    stage.pass_days()
    assert stage.night().status == 0
    assert billed(stage) == 3
    assert acts(stage.box.writes("quickbooks")) == {"create_bill": 3, "upload": 3}


def test_two_runs_of_one_night_count_together(stage: Stage) -> None:
    caps = capped(bills_amount=FIRST + SECOND)

    for _ in range(3):
        stage.night(caps)

    assert billed(stage) == 2


@pytest.mark.parametrize(("nights", "most"), [(10, 2), (9, 3)])
def test_the_median_of_enough_nights_is_a_cap(
    nights: int, most: int, stage: Stage
) -> None:
    """Twice an ordinary night's money, and no more."""
    remember(stage, nights, FIRST)

    evening = stage.night(capped(median_factor=2.1))

    assert billed(stage) == most, evening.summary
    assert evening.flagged == ["cap_reached"] * (3 - most)


def remember(stage: Stage, nights: int, total: Decimal) -> None:
    """Let the ledger know of earlier nights with two bills of *total* in all each.

    Two, so that the cap on their number is above what tonight has.
    """
    half = CreateBill(
        books="main",
        vendor_id="41",
        vendor_name="Acme",
        number="1",
        date=date(2026, 11, 1),
        lines=(),
        total=total / 2,
        document="",
    )
    payload = half.model_dump_json()
    with stage.ledger() as ledger:
        ledger.store.execute("pragma foreign_keys=off")
        with ledger.transaction():
            for number in range(1, nights + 1):
                ledger.store.execute(
                    "insert into night(id, night, mode, started_at, code_version,"
                    " inputs) values(?, ?, 'auto', '2026-11-01T05:30:00Z', '', '')",
                    [number, f"2026-11-{number:02}"],
                )
                for bill in (f"{number}:1", f"{number}:2"):
                    ledger.store.execute(
                        "insert into effect(key, channel, kind, notice, night,"
                        " payload, payload_sha, request_id, state, planned_at,"
                        " changed_at) values(?, 'books:main', 'create_bill', '', ?,"
                        " ?, '', ?, 'done', ?, ?)",
                        [bill, number, payload, bill, LONG_AGO, LONG_AGO],
                    )


# --- the kill switch -----------------------------------------------------------------


def switch(stage: Stage) -> Switch:
    return Switch(stage.store.root, {})


@pytest.mark.parametrize(
    ("operation", "nth", "bills", "files"),
    [
        ("create_bill", 1, 1, 0),
        ("upload", 1, 1, 1),
        ("create_bill", 2, 2, 1),
    ],
)
def test_stopped_between_a_bill_and_its_file(
    operation: str, nth: int, bills: int, files: int, stage: Stage
) -> None:
    """The call on its way goes out and no other; the next run does what is left."""
    stage.when(
        operation, lambda: switch(stage).set("a test", stage.box.clock.now()), nth=nth
    )

    evening = stage.night()

    assert evening.status == 4
    written = acts(stage.box.writes("quickbooks"))
    assert (written["create_bill"], written["upload"]) == (bills, files)
    switch(stage).clear()
    assert stage.night().status == 0
    assert billed(stage) == 3
    assert acts(stage.box.writes("quickbooks")) == {"create_bill": 3, "upload": 3}


# --- modes ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("store", "planned"),
    [
        ({"mode": "off"}, 0),
        ({"mode": "shadow"}, 6),
        ({"mode": "draft"}, 6),
        ({"actions": {"create_bill": "off"}}, 0),
        ({"actions": {"create_bill": "shadow"}}, 6),
        ({"actions": {"create_bill": "draft"}}, 6),
    ],
    ids=str,
)
def test_what_is_not_allowed_is_not_billed(
    store: dict[str, Any], planned: int, stage: Stage
) -> None:
    def allowed(settings: Settings) -> Settings:
        return changed(settings, store=store)

    for _ in range(2):
        evening = stage.night(allowed)
        assert acts(stage.box.writes("quickbooks")) == {}
        assert evening.status == 0, evening.summary
        assert len(evening.night.report.planned) == planned, evening.summary
    stage.pass_days()
    assert stage.night().status == 0
    assert billed(stage) == 3


# --- orders that change while we decide ----------------------------------------------


def edit_order(stage: Stage, sent: Sent, edit: Callable[[Any], object]) -> None:
    """Let somebody change an order in the books, now."""
    path = stage.world / "quickbooks.json"
    told = json.loads(path.read_text())
    [order] = [o for o in told["PurchaseOrder"] if o["DocNumber"] == sent.po_number]
    edit(order)
    path.write_text(json.dumps(told))
    stage.box._running["quickbooks"].service.restart()


def closed(order: Any) -> None:
    order["POStatus"] = "Closed"


def cheaper(order: Any) -> None:
    line = order["Line"][0]
    line["ItemBasedExpenseLineDetail"]["UnitPrice"] = 10.0
    line["Amount"] = 40.0


def fewer(order: Any) -> None:
    line = order["Line"][0]
    line["ItemBasedExpenseLineDetail"]["Qty"] = 1
    line["Amount"] = line["ItemBasedExpenseLineDetail"]["UnitPrice"]


def another_vendors(order: Any) -> None:
    order["VendorRef"] = {"value": "42"}


@pytest.mark.parametrize(
    ("edit", "nth"),
    [
        pytest.param(edit, nth, id=f"{edit.__name__} {when}")
        for nth, when in ((7, "before deciding"), (8, "before writing"))
        for edit in (closed, cheaper, fewer, another_vendors)
    ],
)
def test_an_order_that_changes_is_not_billed_as_it_was(
    edit: Callable[[Any], None], nth: int, tmp_path: Path
) -> None:
    """It is read afresh for the decision, and again right before the bill.

    The seventh question to the books is the one, the eighth the other.
    """
    sent = SENT[:1]
    with billing(tmp_path, sent, raws(sent)) as stage:
        stage.when("query", lambda: edit_order(stage, sent[0], edit), nth=nth)

        evening = stage.night()

        assert made_bills(stage) == [], evening.summary
        items = (*evening.night.report.items, *evening.night.report.waiting)
        assert [item.code for item in items] != [None], evening.summary
        read = [e["body"] for e in stage.box.log("quickbooks")][nth]
        assert read.startswith("SELECT * FROM PurchaseOrder WHERE Id")
