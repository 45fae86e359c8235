"""Used and refurbished goods: billed only where the order says that they are."""

from typing import Any

import pytest

from extractors.codes import Reason
from matchers.billing.conditions import condition_in
from matchers.billing.items import Items
from matchers.billing.values import CreateBill, Item
from matchers.values import Match

NOT_NEW = [
    *("Storage bin, used", "USED - Storage bin", "Bin (used)", "Used bin, blue"),
    *("Bin, refurbished", "Refurb. bin", "Bin reman", "Bin - B-stock", "Bin grade B"),
    *("Bin, open box", "Bin, pre-owned", "Bin, second hand", "Bin, scratch & dent"),
    *("Bin, floor model", "Bin ex-demo", "Bin as-is", "Bin, damaged"),
    *("Gebrauchte Box", "Box, generalüberholt", "Box, B-Ware", "Box (Rückläufer)"),
    *("Boîte d'occasion", "Boîte reconditionnée", "Caja usada", "Caja reacondicionada"),
    *("Scatola usata", "Scatola ricondizionata", "Tweedehands bak", "Bak, gebruikt"),
]
NEW = [
    *("Storage bin, blue", "Bin for used oil", "Used oil filter", "Unused bin"),
    *("Bin, can be used outdoors", "Bin used in workshops", "Gebrauchsanweisung"),
    *("Occasional chair", "Timer 60 seconds", "Display stand", "Demo board"),
    *("Grade 8 bolt", "Renewal kit", "Boîte multi-usage", "Usatello", "Caja de uso"),
    *("Damage-free hook", "Mop, B-12", "Kantoorgebruik", "Repair kit"),
]


@pytest.mark.parametrize("words", NOT_NEW)
def test_words_that_say_goods_are_not_new(words: str) -> None:
    assert condition_in(words)


@pytest.mark.parametrize("words", NEW)
def test_words_that_only_sound_like_it(words: str) -> None:
    assert condition_in(words) == ""


def decided(
    b: Any, billed: str, ours: str = "Rack", item: str = "Rack"
) -> tuple[set[Reason], Match]:
    match = b.decide(
        b.invoice(b.line("RK-48", 4, "12.50", description=billed)),
        [b.order(("RK-48", 4, "12.50", ours))],
        items=Items([Item(id="i-RK-48", sku="RK-48", name=item)]),
    )
    return {finding.code for finding in match.findings}, match


@pytest.mark.parametrize(
    "ours",
    [
        {"ours": "Rack, used"},
        {"item": "Rack refurbished"},
        {"ours": "", "item": "Gebrauchtes Regal, gebrauchte Ware"},
    ],
)
def test_what_was_ordered_so_is_billed_so(ours: dict[str, str], b: Any) -> None:
    codes, match = decided(b, "Rack, refurbished", **ours)

    assert Reason.SUBSTITUTE_ITEM not in codes
    assert any(isinstance(action, CreateBill) for action in match.actions)


def test_what_was_ordered_new_is_not_billed_used(b: Any) -> None:
    codes, match = decided(b, "Rack, used")

    assert Reason.SUBSTITUTE_ITEM in codes
    assert match.disposition == "hold"


def test_a_plain_line_is_billed(b: Any) -> None:
    codes, match = decided(b, "Rack, grey")

    assert codes == set()
    assert match.disposition == "act"
