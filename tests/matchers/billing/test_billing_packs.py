"""A pack that is printed is never billed as a piece, unless something proves it."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from extractors.codes import Reason
from matchers.billing.aliases import learned
from matchers.billing.items import Items
from matchers.billing.values import CreateBill, Item
from matchers.values import Match

R = Reason


@dataclass(frozen=True)
class Case:
    id: str
    make: Callable[[Any], Match]
    code: Reason | None = None
    """None: it is billed."""


def bolt(
    quantity: Any = 4,
    price: Any = "2.50",
    *,
    ours: str = "Bolt",
    alias: tuple[Any, ...] = (),
    item: str = "Bolt",
    **line: Any,
) -> Callable[[Any], Match]:
    """Return a line of BOX-9 against 48 at 2.50, described as *ours* on the order."""

    def make(b: Any) -> Match:
        part = "V-1" if alias else "BOX-9"
        made = [b.alias("V-1", "BOX-9", alias[0], unit=alias[1])] if alias else []
        return b.decide(
            b.invoice(b.line(part, quantity, price, **line)),
            [b.order(("BOX-9", 48, "2.50", ours))],
            aliases=tuple(made),
            items=Items([Item(id="i-BOX-9", sku="BOX-9", name=item)]),
        )

    return make


CASES = [
    Case("single pieces", bolt(description="Bolt")),
    Case(
        "a case at the price of a piece",
        bolt(description="Bolt (case of 12)"),
        R.PACK_SIZE_MISMATCH,
    ),
    Case(
        "a dozen at the price of a piece",
        bolt(description="Bolt, per dozen"),
        R.PACK_SIZE_MISMATCH,
    ),
    Case(
        "a case of nobody knows how many",
        bolt(description="Bolt, per case"),
        R.UOM_MISMATCH,
    ),
    Case(
        "the order names the pack", bolt(description="Bolt 12-pack", ours="Bolt PK12")
    ),
    Case(
        "the item names the pack", bolt(description="Bolt 12-pack", item="Bolts, 12/pk")
    ),
    Case(
        "the order names another pack",
        bolt(description="Bolt 12-pack", ours="Bolt PK24"),
        R.PACK_SIZE_MISMATCH,
    ),
    Case(
        "the order's price proves the pack",
        bolt(2, "30.00", description="Bolt (case of 12)"),
    ),
    Case("it proves a dozen", bolt(2, "30.00", unit="DZ")),
    Case(
        "a cent off proves nothing",
        bolt(2, "30.01", description="Bolt (case of 12)"),
        R.PACK_SIZE_MISMATCH,
    ),
    Case(
        "more than is left proves nothing",
        bolt(5, "30.00", description="Bolt (case of 12)"),
        R.PACK_SIZE_MISMATCH,
    ),
    Case(
        "two sizes prove nothing",
        bolt(2, "30.00", description="Bolt (case of 12), box of 6"),
        R.PACK_SIZE_MISMATCH,
    ),
    Case(
        "a basis that closes says it all",
        bolt(48, "250.00", amount="120.00", price_basis=100, description="Bolt /100"),
    ),
    Case(
        "another basis than its words",
        bolt(48, "250.00", amount="120.00", price_basis=100, description="per dozen"),
        R.PACK_SIZE_MISMATCH,
    ),
    Case(
        "a unit with its count",
        bolt(unit="PK12", description="Bolt"),
        R.PACK_SIZE_MISMATCH,
    ),
    Case(
        "an alias decided on the pack",
        bolt(2, "30.00", alias=(12, "pack of 12"), description="Bolt (case of 12)"),
    ),
    Case(
        "an alias that says a pack is one of ours",
        bolt(alias=(1, "pack of 12"), description="Bolt (case of 12)"),
    ),
    Case(
        "an alias that knows of no pack",
        bolt(alias=(1, ""), description="Bolt (case of 12)"),
        R.PACK_SIZE_MISMATCH,
    ),
    Case(
        "an alias decided on another pack",
        bolt(2, "30.00", alias=(12, "pack of 12"), description="Bolt (case of 24)"),
        R.PACK_SIZE_MISMATCH,
    ),
    Case(
        "an alias without a unit for a pack of its size",
        bolt(2, "30.00", alias=(12, ""), description="Bolt (case of 12)"),
    ),
]


@pytest.mark.parametrize("case", [pytest.param(c, id=c.id) for c in CASES])
def test_a_pack_is_held_or_proved(b: Any, case: Case) -> None:
    match = case.make(b)
    stops = [f.code for f in match.findings if f.severity in ("hold", "block")]

    assert stops == ([case.code] if case.code else [])
    assert match.disposition == ("hold" if case.code else "act")


def test_a_proved_pack_is_billed_in_our_units(b: Any) -> None:
    match = bolt(2, "30.00", description="Bolt (case of 12)")(b)
    [bill] = [a for a in match.actions if isinstance(a, CreateBill)]
    [line] = bill.lines

    assert (line.quantity, line.unit_price, line.amount) == (
        Decimal(24),
        Decimal("2.50"),
        Decimal("60.00"),
    )
    assert "pack of 12" in bill.memo


def test_what_a_person_decides_on_a_pack_holds_for_that_pack(b: Any) -> None:
    held = bolt(alias=(1, ""), description="Bolt (case of 12)")(b)
    [line] = [one for one in held.lines if one.line == 0]
    alias = learned(line, vendor="acme", sku="BOX-9", factor=Decimal(1), source="Dana")

    assert alias.unit == "pack of 12"
    for text, billed in (("Bolt (case of 12)", True), ("Bolt (case of 24)", False)):
        match = bolt(alias=(1, alias.unit), description=text)(b)
        assert (match.disposition == "act") is billed


@pytest.mark.parametrize(
    ("text", "amount", "held"),
    [("Assembly", "120.00", True), ("Freight", "20.00", False), ("Thanks", "0", False)],
)
def test_a_line_we_ordered_on_no_item_cannot_be_compared(
    text: str, amount: str, *, held: bool, b: Any
) -> None:
    order = b.order(("BOX-9", 4, "2.50"), ("", 1, amount, text))
    match = b.decide(b.invoice(("BOX-9", 4, "2.50")), [order])

    assert [f.code for f in match.findings] == ([R.SKU_UNMAPPED] if held else [])
    assert all(text in f.detail for f in match.findings)


def test_what_is_billed_before_it_leaves_is_at_stake(b: Any) -> None:
    match = b.decide(receipts=())

    assert [(f.code, f.at_stake) for f in match.findings] == [
        (R.INVOICED_NOT_SHIPPED, Decimal("90.00"))
    ]
