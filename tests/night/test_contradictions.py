"""Two notices of one night that cannot both be true: neither is acted on."""

from pathlib import Path

import pytest

from . import small_world
from .stage import staged

SALE = small_world.SALES[0]
OTHER = "1Z999AA10123456784"


def told(tracking: str, lines: str) -> str:
    body = (
        "Your order has shipped.\n\n"
        f"Customer PO:      {SALE.number}\n"
        "Ship via:         UPS Ground\n"
        f"Tracking number:  {tracking}\n"
        "Date shipped:     11/20/2026\n\n"
        f"{lines}"
    )
    mail = small_world.message(SALE, body)
    return mail.replace("Message-ID: <", f"Message-ID: <{tracking}-")


def items(quantity: int) -> str:
    return (
        "Item         Description            Qty shipped\n"
        f"{SALE.sku}      Storage bin, blue      {quantity}\n"
    )


@pytest.mark.parametrize(
    ("one", "other", "written", "flagged"),
    [
        pytest.param(items(6), items(5), 0, 2, id="together more than was ordered"),
        pytest.param(items(6), items(3), 2, 0, id="together just what was ordered"),
        pytest.param("", "", 0, 2, id="each the whole order"),
        pytest.param("", items(2), 0, 2, id="the whole order and a part of it"),
    ],
)
def test_two_notices_with_other_parcels(
    tmp_path: Path, one: str, other: str, written: int, flagged: int
) -> None:
    with staged(tmp_path, small_world.SALES[:1]) as stage:
        for mail in (stage.world / "emails").iterdir():
            mail.unlink()
        stage.put_mail("a.eml", told(SALE.tracking, one))
        stage.put_mail("b.eml", told(OTHER, other))

        evening = stage.night()

    assert len(stage.seen["fulfillments"]) == written
    assert evening.counts[1] == flagged, evening.summary
