"""A second mail about an order: what takes its notice back stops it, the rest not."""

import math
from collections.abc import Sequence
from pathlib import Path

from . import small_world
from .stage import Stage, staged

OTHER = "1Z999AA10123456784"
TABLE = "PO @PO\nUPS tracking @T\n\nItem      Qty shipped\nBIN-100   {}\n"

AGAINST = [
    "Please disregard our shipping notice for PO @PO of this afternoon.",
    "Please ignore UPS @T. The order has not shipped.",
    "PO @PO has been cancelled on our side, the article is discontinued.",
    "UPS @T (PO @PO) has been voided.",
    f"Correction: PO @PO went out with UPS {OTHER}, not with the number before.",
    "Correction for PO @PO, UPS @T: we shipped only 1 x BIN-100.",
    "Regarding PO @PO: the driver came too late, we try again on Monday.",
    "Bestellung @PO wurde von uns storniert.",
    "Le colis de la commande @PO est encore chez nous.",
    "El pedido @PO ha sido anulado por nosotros.",
    "Abbiamo fermato il pacco dell'ordine @PO.",
    "De zending van bestelling @PO staat hier nog.",
    TABLE.format(1),
]
FOR_IT = [
    "PO @PO shipped today with UPS @T.",
    TABLE.format(small_world.SHIPPED),
    "Thank you for your order @PO. We wish you a nice weekend!",
    "Invoice for PO @PO attached.",
    "Die Bestellung @PO wurde heute mit UPS versandt.",
]


def sales(count: int) -> tuple[small_world.Sale, ...]:
    return tuple(small_world.Sale(7000 + n, _parcel(n)) for n in range(count))


def _parcel(number: int) -> str:
    """Return a number of UPS whose check digit holds."""
    serial = f"5R893903{5756700 + number}"
    values = [int(c) if c.isdigit() else (ord(c) - 63) % 10 for c in serial]
    total = sum(value * (1 + place % 2) for place, value in enumerate(values))
    return f"1Z{serial}{math.ceil(total / 10) * 10 - total}"


def follow(stage: Stage, said: Sequence[str], **sender: str) -> None:
    """Put a second mail for each sale into the mailbox."""
    for sale, text in zip(sales(len(said)), said, strict=True):
        body = text.replace("@PO", str(sale.number)).replace("@T", sale.tracking)
        mail = small_world.message(sale, f"Hello,\n\n{body}\n\nJill\n", **sender)
        mail = mail.replace("Message-ID: <", "Message-ID: <second-")
        mail = mail.replace("Subject: Ship", "Subject: Re: Ship")
        stage.put_mail(f"second-{sale.number}.eml", mail)


def written(stage: Stage) -> set[str]:
    return {parcel for _, _, _, parcel in stage.seen["fulfillments"]}


def test_a_mail_that_takes_a_notice_back_stops_it(tmp_path: Path) -> None:
    mine = sales(len(AGAINST))
    with staged(tmp_path, mine) as stage:
        follow(stage, AGAINST)

        evening = stage.night()

    passed = written(stage)
    assert not [s for s, m in zip(AGAINST, mine, strict=True) if m.tracking in passed]
    assert evening.counts[0] == 0, evening.summary
    assert all(f"PO {sale.number}" in evening.summary for sale in mine)


def test_a_mail_that_agrees_does_not(tmp_path: Path) -> None:
    mine = sales(len(FOR_IT))
    with staged(tmp_path, mine) as stage:
        follow(stage, FOR_IT)

        evening = stage.night()

    assert stage.seen == small_world.expected(mine), evening.summary


def test_what_a_stranger_says_of_an_order_does_not(tmp_path: Path) -> None:
    with staged(tmp_path, sales(1)) as stage:
        follow(stage, AGAINST[:1], sender="jill@stranger.example")

        stage.night()

    assert stage.seen == small_world.expected(sales(1))


def test_what_is_said_of_another_order_does_not(tmp_path: Path) -> None:
    mine = sales(2)
    with staged(tmp_path, mine) as stage:
        first, second = mine
        said = (
            f"Thank you for PO {first.number}.\nPO {second.number} has been cancelled."
        )
        mail = small_world.message(first, said)
        stage.put_mail(
            "z.eml", mail.replace("Subject: Shipment notice", "Subject: Thanks")
        )

        stage.night()

    assert written(stage) == {first.tracking}


def test_what_comes_after_the_write_is_not_done(tmp_path: Path) -> None:
    with staged(tmp_path, sales(1)) as stage:
        stage.night()
        follow(stage, ["UPS @T (PO @PO) has been voided."])

        evening = stage.night()

    assert "has been voided" in " ".join(evening.summary.split())
    assert len(evening.flagged) == 1
