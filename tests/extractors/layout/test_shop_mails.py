"""Mails as the shops of suppliers write them: names, codes and counts in lists."""

from collections.abc import Callable
from typing import Any

import pytest

NUMBER = "1Z5R89390357567127"
HEAD = f"PO number: 4711\nYour order has shipped.\nUPS tracking number: {NUMBER}\n\n"
BOTH = [("AB-100", 2), ("AB-CD-E", 9)]
ONE = BOTH[:1]


@pytest.mark.parametrize(
    ("goods", "expected"),
    [
        ("2 x Lamp (AB-100)\n9 x Lid (AB-CD-E)", None),
        ("2 x Lamp, brass (AB-100)\n9 x Lid (CD-200)", [*ONE, ("CD-200", 9)]),
        ("2 × Lamp 20x40 (SKU: AB-100)", ONE),
        ("2x Lampe Messing (Art.-Nr.: AB-100)", ONE),
        ("2 x Lampe, Réf. AB-100", ONE),
        ("2 x Lamp [AB-100]", ONE),
        ("AB-100 Lamp x 2\nAB-CD-E Lid x 9", BOTH),
        ("Lamp brass × 2\nSKU: AB-100\n\nLid × 9\nSKU: AB-CD-E", BOTH),
        ("Items in this shipment\n\nAB-100 Lamp x 2\nAB-CD-E Lid x 9", BOTH),
        ("Items in this shipment\n\nAB-100 Lamp x 2\n\n{other}", ONE),
        ("Items in this shipment\n\nAB-100 Lamp x 2\n\n{unclear}", None),
        # A name that is followed by no count of its own.
        ("Lamp brass × 2\nSKU: AB-100\n\nLid\nSKU: AB-CD-E", None),
        # What stands in brackets is a size.
        ("2 x Lamp (red)", None),
    ],
)
def test_goods(
    goods: str,
    expected: list[tuple[str, int]] | None,
    mail: Callable[..., bytes],
    short: Callable[[bytes], Any],
) -> None:
    goods = goods.format(
        other="Other items in your order\n\nAB-CD-E Lid x 9",
        unclear="Items from our partner\n\nAB-CD-E Lid x 9",
    )
    found = short(mail(f"{HEAD}{goods}\n", subject="PO 4711"))
    [notice] = found.notices

    if expected is None:
        assert found.issues
    else:
        assert not found.issues
        assert notice["lines"] == expected


@pytest.mark.parametrize(
    ("head", "held"),
    [
        ("Order #4612\nPO number: 4711", False),
        ("PO number: 4711\nOrder #4612", False),
        ("Order #4612 was delayed\nPO number: 4711", False),
        ("Order #4612 went along\nPO number: 4711", True),
        ("PO number: 4711\n\nBy UPS\n\nOrder #4612", True),
    ],
)
def test_an_order_of_the_vendors_own_beside_ours(
    head: str,
    held: bool,  # noqa: FBT001  # a case's answer
    mail: Callable[..., bytes],
    short: Callable[[bytes], Any],
) -> None:
    text = f"{head}\n\nShipped today by UPS, tracking {NUMBER}\n\n2 x AB-100\n"
    found = short(mail(text, subject="PO 4711"))

    assert bool(found.issues) is held
