"""The scoreboard itself: each kind of result, lines paired and judged, bounds."""

from datetime import date
from decimal import Decimal
from math import comb
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.evaluation.board import boards
from agent.evaluation.cases import Case, Expected, ExpectedLine, Result, Truth
from agent.evaluation.compare import judged
from agent.evaluation.intervals import bounds
from agent.evaluation.lines import judge_lines
from agent.evaluation.saved import Kept, changes, kept_of
from agent.evaluation.scoring import score
from extractors.values import (
    Cited,
    Evidence,
    Extraction,
    MoneyDocument,
    MoneyLine,
    NoticeLine,
    Reading,
    ShipNotice,
    Tracking,
)


def cited(value: Any) -> Cited[Any]:
    evidence = Evidence(document="d", page=1, quote=str(value))
    return Cited(value=value, evidence=evidence)


class Judged(NamedTuple):
    id: str
    field: str
    truth: Truth
    got: object
    result: Result
    near: bool = False
    unsigned: bool = False


VALUES = [
    Judged("the same", "number", "4711", "4711", "correct"),
    Judged("blanks and case decide nothing", "number", "inv 12", "INV12", "correct"),
    Judged("a dash does", "number", "12-7", "127", "wrong"),
    Judged("not given", "number", "4711", None, "missing"),
    Judged("invented", "number", None, "4711", "spurious"),
    Judged("rightly not given", "number", None, None, "absent_ok"),
    Judged("part of it", "number", "25130", "25130-1", "near", near=True),
    Judged("part of it, where none may be", "number", "25130", "25130-1", "wrong"),
    Judged("too short a part", "number", "2513", "2513-1", "wrong", near=True),
    Judged("amounts as numbers", "total", Decimal("1.5"), Decimal("1.50"), "correct"),
    Judged("a cent off", "total", Decimal("1.50"), Decimal("1.51"), "wrong"),
    Judged("sign", "total", Decimal("-1.50"), Decimal("1.50"), "wrong"),
    Judged(
        "no sign", "total", Decimal("-1.5"), Decimal("1.5"), "correct", unsigned=True
    ),
    Judged(
        "printed rounded", "unit_price", Decimal("4.095"), Decimal("4.10"), "correct"
    ),
    Judged("cut off", "unit_price", Decimal("4.096"), Decimal("4.09"), "wrong"),
    Judged(
        "whole where there are cents", "total", Decimal("9.6"), Decimal(10), "wrong"
    ),
    Judged("days", "date", "2026-11-20", date(2026, 11, 20), "correct"),
    Judged("marks in names", "vendor", "Au Moulin, S.A.", "Au Moulin SA", "correct"),
    Judged(
        "name of a part", "vendor", "Au Moulin S.A.", "Au Moulin", "near", near=True
    ),
]


@pytest.mark.parametrize("case", [pytest.param(c, id=c.id) for c in VALUES])
def test_what_came_of_a_value(case: Judged) -> None:
    got = judged(
        case.field, case.truth, case.got, near=case.near, unsigned=case.unsigned
    )

    assert got == case.result


def line(sku: str, quantity: int, price: str, amount: str) -> ExpectedLine:
    values = {
        "sku": frozenset[Truth]({sku}),
        "quantity": frozenset[Truth]({Decimal(quantity)}),
        "unit_price": frozenset[Truth]({Decimal(price)}),
        "amount": frozenset[Truth]({Decimal(amount)}),
    }
    return ExpectedLine(values)


def read(
    sku: str | None, quantity: str | None, price: str, amount: str
) -> dict[str, Any]:
    return {
        "sku": sku,
        "quantity": Decimal(quantity) if quantity else None,
        "unit_price": Decimal(price),
        "amount": Decimal(amount),
    }


TRUE_LINES = [line("A", 2, "3.00", "6.00"), line("B", 1, "5.00", "5.00")]
A, B = read("A", "2", "3", "6"), read("B", "1", "5", "5")
LINES = [
    ("all right", [A, B], "correct correct"),
    ("another order", [B, A], "correct correct"),
    ("one missing", [B], "missing correct"),
    ("a wrong price", [read("A", "2", "4", "6"), B], "wrong correct"),
    ("no quantity", [read("A", None, "3", "6"), B], "missing correct"),
    ("nothing in common", [read("X", "9", "9", "81")], "missing missing spurious"),
    ("none", [], "missing missing"),
]


@pytest.mark.parametrize(
    ("got", "results"), [pytest.param(got, want, id=name) for name, got, want in LINES]
)
def test_lines(got: list[dict[str, Any]], results: str) -> None:
    whole, _ = judge_lines(TRUE_LINES, got)

    assert " ".join(verdict.result for verdict in whole) == results


def case(**facts: Any) -> Case:
    values = {
        "id": "s/a",
        "set": "s",
        "path": Path("a"),
        "document": "a",
        "vendor": "v",
    }
    return Case(**(values | facts))


def reading(*records: Any, kind: Any = "invoice", reader: Any = "layout") -> Reading:
    made = tuple(
        Extraction(document="d", reader=reader, version="1", record=record)
        for record in records
    )
    return Reading(kind=kind, documents=(), extractions=made)


def test_an_invoice_is_right_incomplete_or_wrong() -> None:
    truth = Expected({"number": "7", "total": Decimal(9)}, (line("A", 1, "9", "9"),))
    wanted = case(kinds=frozenset({"invoice"}), money=truth)
    whole = MoneyLine(
        sku=cited("A"),
        quantity=cited(Decimal(1)),
        unit_price=cited(Decimal(9)),
        amount=cited(Decimal(9)),
    )
    right = MoneyDocument(
        kind="invoice", number=cited("7"), total=cited(Decimal(9)), lines=(whole,)
    )
    wrong = right.model_copy(update={"total": cited(Decimal(8))})
    missing = right.model_copy(update={"number": None})

    states = [score(wanted, reading(r)).state for r in (right, missing, wrong)]
    assert states == ["right", "incomplete", "wrong"]
    assert score(wanted, reading()).state == "incomplete"


def test_the_most_certain_reader_is_judged() -> None:
    wanted = case(money=Expected({"number": "7"}))
    layout = MoneyDocument(kind="invoice", number=cited("8"))
    xml = MoneyDocument(kind="invoice", number=cited("7"))
    both = Reading(
        kind="invoice",
        documents=(),
        extractions=(
            *reading(layout).extractions,
            *reading(xml, reader="xml").extractions,
        ),
    )

    assert (score(wanted, both).reader, score(wanted, both).state) == ("xml", "right")


def notice(po: str, *numbers: str, sku: str = "A", quantity: int = 2) -> ShipNotice:
    return ShipNotice(
        po_number=cited(po),
        tracking=tuple(Tracking(number=cited(n), carrier="UPSN") for n in numbers),
        lines=(NoticeLine(sku=cited(sku), quantity=cited(quantity)),),
    )


def test_notices_are_paired_by_their_purchase_order() -> None:
    fields: dict[str, Truth] = {"carrier": "UPSN", "tracking_numbers": "1Z"}
    ordered = {
        "sku": frozenset[Truth]({"A"}),
        "quantity": frozenset[Truth]({Decimal(2)}),
    }
    told = [
        Expected({"po_number": po, **fields}, (ExpectedLine(ordered),))
        for po in ("10", "11")
    ]
    wanted = case(kinds=frozenset({"ship_notice"}), notices=tuple(told))
    both = reading(notice("11", "1Z"), notice("10", "1Z"), kind="ship_notice")
    one = reading(notice("10", "1Z"), kind="ship_notice")
    more = reading(notice("10", "1Z"), notice("12", "1Z"), kind="ship_notice")
    parcel = ShipNotice(po_number=None, tracking=notice("10", "2Z").tracking)
    told_too = reading(
        notice("11", "1Z"), notice("10", "1Z"), parcel, kind="ship_notice"
    )

    assert [score(wanted, r).state for r in (both, one, more, told_too)] == [
        "right",
        "incomplete",
        "wrong",
        "right",
    ]


def test_numbers_that_fail_their_format_stand_apart() -> None:
    wanted = case(tracking=frozenset({"1Z", "2Z", "3Z"}))
    parcels = (
        Tracking(number=cited("1Z")),
        Tracking(number=cited("2Z"), verified=False),
        Tracking(number=cited("9Z"), verified=False),
    )
    got = score(wanted, reading(ShipNotice(po_number=None, tracking=parcels)))

    assert [(v.place, v.result) for v in got.verdicts] == [
        ("1z", "correct"),
        ("2z", "unverified"),
        ("3z", "missing"),
        ("9z", "spurious"),
    ]


def test_variants_of_one_document_weigh_one() -> None:
    truth = Expected({"number": "7"})
    right = MoneyDocument(kind="invoice", number=cited("7"))
    scores = [
        score(case(id=f"s/{n}", document=document, money=truth), reading(*records))
        for n, (document, records) in enumerate(
            [("a", [right]), ("a", []), ("a", []), ("a", []), ("b", [right])]
        )
    ]
    [board] = boards(scores)

    assert (board.files, board.documents) == (5, 2)
    assert board.fields["number"].weights == {"correct": 1.25, "missing": 0.75}


def test_what_changed_is_named_and_only_what_got_wrong_is_worse() -> None:
    before = {
        "a": Kept("right", {"total": "correct"}),
        "b": Kept("right", {"total": "correct"}),
        "c": Kept("incomplete", {"total": "missing"}),
        "d": Kept("wrong", {"total": "wrong", "date": "correct"}),
        "e": Kept("right", {"total": "correct"}),
    }
    after = {
        "a": Kept("wrong", {"total": "wrong"}),
        "b": Kept("incomplete", {"total": "missing"}),
        "c": Kept("wrong", {"total": "wrong"}),
        "d": Kept("wrong", {"total": "wrong", "date": "wrong"}),
        "e": Kept("right", {"total": "correct"}),
    }

    found = changes(before, after)
    assert [(change.id, change.worse) for change in found] == [
        ("a", True),
        ("d", True),
        ("b", False),
        ("c", False),
    ]
    assert found[0].fields == ("total: correct → wrong",)


def test_what_is_kept_says_nothing_of_the_document() -> None:
    truth = Expected({"number": "SECRET-1"})
    right = MoneyDocument(kind="invoice", number=cited("SECRET-2"))

    assert "SECRET" not in repr(kept_of([score(case(money=truth), reading(right))]))


@pytest.mark.parametrize(
    ("successes", "trials"), [(1, 10), (5, 10), (46, 50), (9, 10), (300, 1000)]
)
def test_bounds_are_exact(successes: int, trials: int) -> None:
    """At either bound, a result as extreme as this one has a chance of 2.5 %."""
    low, high = bounds(successes, trials)
    above = range(successes, trials + 1)

    assert chance(above, trials, low) == pytest.approx(0.025)
    assert chance(range(successes + 1), trials, high) == pytest.approx(0.025)


def chance(counts: range, trials: int, share: float) -> float:
    return sum(comb(trials, k) * share**k * (1 - share) ** (trials - k) for k in counts)


def test_bounds_of_none_and_all() -> None:
    """Nothing in 300 shows less than 1.2 %, and no more."""
    assert bounds(0, 300) == (0.0, pytest.approx(1 - 0.025 ** (1 / 300)))
    assert bounds(300, 300) == (pytest.approx(0.025 ** (1 / 300)), 1.0)
    assert bounds(0, 0) == (0.0, 1.0)


@given(st.floats(0, 500), st.floats(0.01, 500))
def test_bounds_hold_the_share(successes: float, failures: float) -> None:
    trials = successes + failures
    low, high = bounds(successes, trials)

    assert 0 <= low <= successes / trials + 1e-9
    assert successes / trials - 1e-9 <= high <= 1
