"""Ten thousand invoices: each planted discrepancy is named, clean ones are billed."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from extractors.codes import Reason, Severity
from matchers.billing import comparison, identify, prices, quantities
from matchers.billing import decide as deciding
from matchers.billing.decide import decide_invoice, named_orders
from matchers.billing.values import CreateBill
from matchers.values import Match
from tests.matchers.billing.triples import PLANTS, Draw, due, held_against, planted

PIECE = 500


def decided(seed: int) -> tuple[Draw, Match]:
    made = planted(seed)
    arrival, standing, orders = held_against(made)
    asked = named_orders(arrival, standing)
    return made, decide_invoice(arrival, standing, {id_: orders[id_] for id_ in asked})


def wrong(seed: int) -> str:
    """Return what is wrong with the decision on one draw; empty where nothing is."""
    made, match = decided(seed)
    codes = {finding.code for finding in match.findings}
    bills = [action for action in match.actions if isinstance(action, CreateBill)]
    if made.code is not None and made.code not in codes:
        return f"{seed}: {made.code} is not among {sorted(codes)}"
    if (match.disposition == "act") != made.acts or bool(bills) != made.acts:
        told = [f.detail for f in match.findings if f.severity is not Severity.INFO]
        return f"{seed}: {match.disposition} for {made.code}: {told}"
    for bill in bills:
        goods = sorted(
            (line.po_line_id, line.quantity, line.amount)
            for line in bill.lines
            if line.item_id
        )
        extra = sum((Decimal(amount) for _, _, amount in made.charges), Decimal(0))
        if goods != due(made) or bill.total != made.goods + extra:
            return f"{seed}: {goods} billed, {due(made)} due"
    return ""


@pytest.mark.parametrize("piece", [0, 1])
def test_a_thousand_draws_are_decided_right(piece: int) -> None:
    seeds = range(piece * PIECE, (piece + 1) * PIECE)

    assert [problem for seed in seeds if (problem := wrong(seed))] == []


@pytest.mark.slow
@pytest.mark.parametrize("piece", range(2, 20))
def test_all_draws_are_decided_right(piece: int) -> None:
    seeds = range(piece * PIECE, (piece + 1) * PIECE)

    assert [problem for seed in seeds if (problem := wrong(seed))] == []


def test_every_plant_is_drawn_and_every_third_is_clean() -> None:
    drawn = Counter(planted(seed).code for seed in range(2 * PIECE))

    assert {code for _, code, _ in PLANTS} == set(drawn) - {None}
    assert drawn[None] == 334


WEAKENED: tuple[tuple[str, Any, str, Callable[..., Any], Reason], ...] = (
    (
        "a tolerance of three percent for everybody",
        prices,
        "allowed_over",
        lambda ordered, _: ordered * 3 / 100 + 1,
        Reason.PRICE_OVER,
    ),
    (
        "quantities are not compared",
        comparison,
        "compare_quantities",
        lambda *_, **__: (),
        Reason.QTY_OVER_REMAINING,
    ),
    (
        "nothing is billed before",
        quantities,
        "_against_order",
        lambda *_: (),
        Reason.QTY_OVER_REMAINING,
    ),
    (
        "units are all alike",
        identify,
        "_counted",
        lambda *_: identify.Counted(Decimal(1)),
        Reason.UOM_MISMATCH,
    ),
    (
        "duplicates are not looked for",
        deciding,
        "_duplicates",
        lambda *_: [],
        Reason.DUPLICATE_EXACT,
    ),
    (
        "whoever is to be paid is paid",
        deciding,
        "payee_findings",
        lambda *_: (),
        Reason.PAYEE_CHANGED,
    ),
)


@pytest.mark.parametrize(
    ("module", "name", "weak", "code"),
    [pytest.param(*row, id=id_) for id_, *row in WEAKENED],
)
def test_a_weakened_rule_is_seen(
    monkeypatch: pytest.MonkeyPatch,
    module: Any,
    name: str,
    weak: Callable[..., Any],
    code: Reason,
) -> None:
    """The test above would be red without the rule: a control."""
    monkeypatch.setattr(module, name, weak)

    hurt = [seed for seed in range(PIECE) if planted(seed).code is code and wrong(seed)]

    assert hurt
