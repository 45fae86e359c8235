"""Ledgers and acts for the tests of the shell."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from agent.ledger.ledger import Ledger
from extractors.values import Cited, Evidence, ShipNotice
from matchers.values import ConfirmItem, ConfirmShipment, FulfillLine, FulfillOrder

NOW = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    opened = Ledger(tmp_path / "ledger.sqlite")
    yield opened
    opened.close()


@pytest.fixture
def run(ledger: Ledger) -> int:
    return ledger.begin_night(
        "2026-11-20", "auto", code_version="1", inputs="{}", at=NOW
    )


@pytest.fixture
def notice(ledger: Ledger, run: int) -> str:
    """Return the key of one open notice, with its message and document behind it."""
    with ledger.transaction():
        ledger.store.execute(
            "insert into message(sha256, mailbox, external_id, stored_at, state)"
            " values('m', 'orders', 'a.eml', '2026', 'read')"
        )
        ledger.store.execute(
            "insert into document values('d', 'a.pdf', 'application/pdf', 1, 1, 0,"
            " 'read', null, '', null)"
        )
        ledger.notices.put(
            "n", ship_notice(), (), message=1, document="d", vendor="acme", night=run
        )
    return "n"


def ship_notice() -> ShipNotice:
    quote = Evidence(document="d", page=1, box=(1.0, 2.0, 3.0, 4.0), quote="PO-1")
    return ShipNotice(po_number=Cited(value="PO-1", evidence=quote))


def fulfil(order: str = "gid://shopify/Order/1", number: str = "1Z1") -> FulfillOrder:
    line = FulfillLine(fulfillment_order_id="f1", line_id="l1", sku="BIN-1", quantity=2)
    return FulfillOrder(
        shop="main",
        order_id=order,
        order_name="#1001",
        lines=(line,),
        carrier="UPSN",
        tracking_numbers=(number,),
    )


def confirm(reference: str = "1") -> ConfirmShipment:
    return ConfirmShipment(
        marketplace="us",
        marketplace_id="ATVPDKIKX0DER",
        order_id="111-1111111-1111111",
        package_reference=reference,
        items=(ConfirmItem(order_item_id="i1", sku="BIN-1", quantity=2),),
        carrier="UPSN",
        tracking_number="1Z1",
        ship_date=date(2026, 11, 20),
    )
