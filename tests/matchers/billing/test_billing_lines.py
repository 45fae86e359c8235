"""Part numbers, units, packs and several orders: what a line stands for, or why not."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from extractors.codes import Reason
from matchers.billing.aliases import learned
from matchers.billing.values import ComparedLine, CreateBill
from matchers.values import Match

R = Reason
SECOND = ("RK-72", 2, "20.00")
BOXES = ("BOX-9", 24, "1.00")


@dataclass(frozen=True)
class Case:
    id: str
    make: Callable[[Any], Match]
    code: Reason | None = None
    """None: it is billed."""


def aliased(
    part: str, quantity: Any, price: Any, *aliases: tuple[Any, ...], **line: Any
) -> Callable[[Any], Match]:
    """Return one line for 24 pieces of BOX-9 at 1.00, under these aliases."""

    def make(b: Any) -> Match:
        made = [b.alias(p, s, *f[:1], unit=(f[1:] or ("",))[0]) for p, s, *f in aliases]
        document = b.invoice(b.line(part, quantity, price, **line))
        return b.decide(document, [b.order(BOXES)], aliases=tuple(made))

    return make


DOZEN = ("V-1", "BOX-9", 12)
CASES = [
    Case("an alias", aliased("V-1", 24, "1.00", ("V-1", "BOX-9"))),
    Case("an alias in other writing", aliased("v - 1", 24, "1.00", ("V-1", "BOX-9"))),
    Case(
        "an alias of another vendor's",
        lambda b: b.decide(
            b.invoice(("V-1", 24, "1.00")),
            [b.order(BOXES)],
            aliases=(b.alias("V-1", "BOX-9").model_copy(update={"vendor": "other"}),),
        ),
        R.SKU_UNMAPPED,
    ),
    Case("a box of twelve", aliased("V-1", 2, "12.00", DOZEN, unit="CS")),
    Case("a box of twelve, no unit printed", aliased("V-1", 2, "12.00", DOZEN)),
    Case("a dozen is twelve", aliased("V-1", 2, "12.00", DOZEN, unit="DZ")),
    Case(
        "a pair is not twelve",
        aliased("V-1", 2, "12.00", DOZEN, unit="PR"),
        R.PACK_SIZE_MISMATCH,
    ),
    Case(
        "the factor also holds for the price",
        aliased("V-1", 2, "12.01", DOZEN, unit="CS"),
        R.PRICE_OVER,
    ),
    Case(
        "the factor also holds for the quantity",
        aliased("V-1", 3, "12.00", DOZEN, unit="CS"),
        R.QTY_OVER_PO,
    ),
    Case(
        "a unit without a factor",
        aliased("V-1", 24, "1.00", ("V-1", "BOX-9"), unit="CS"),
        R.UOM_MISMATCH,
    ),
    Case(
        "the unit the alias was decided on",
        aliased("V-1", 24, "1.00", ("V-1", "BOX-9", 1, "CS"), unit="case"),
    ),
    Case(
        "another unit than decided on",
        aliased("V-1", 24, "1.00", ("V-1", "BOX-9", 1, "EA"), unit="CS"),
        R.UOM_MISMATCH,
    ),
    Case(
        "our own number by the case",
        aliased("BOX-9", 24, "1.00", unit="CS"),
        R.UOM_MISMATCH,
    ),
    Case(
        "our own number with its factor",
        aliased("BOX-9", 2, "12.00", ("BOX-9", "BOX-9", 12), unit="CS"),
    ),
    Case(
        "a price per hundred",
        aliased("BOX-9", 24, "100", amount="24.00", price_basis=100),
    ),
    Case(
        "a price per hundred in C",
        aliased("BOX-9", 24, "100", amount="24.00", price_basis=100, unit="C"),
    ),
    Case(
        "a price per hundred in M",
        aliased("BOX-9", 24, "100", amount="24.00", price_basis=100, unit="M"),
        R.UOM_MISMATCH,
    ),
    Case(
        "hundreds without a basis",
        aliased("BOX-9", 24, "1.00", unit="C"),
        R.UOM_MISMATCH,
    ),
    Case("feet", aliased("BOX-9", 24, "1.00", unit="FT"), R.UOM_MISMATCH),
    Case("the same worth in dozens", aliased("BOX-9", 2, "12.00"), R.UOM_MISMATCH),
    Case(
        "two aliases that disagree",
        aliased("V-1", 24, "1.00", ("V-1", "BOX-9"), ("V-1", "RK-48")),
        R.SKU_AMBIGUOUS,
    ),
    Case(
        "two factors",
        aliased("V-1", 24, "1.00", ("V-1", "BOX-9"), ("V-1", "BOX-9", 2)),
        R.SKU_AMBIGUOUS,
    ),
    Case(
        "our number with an alias for another",
        aliased("BOX-9", 24, "1.00", ("BOX-9", "RK-48")),
        R.ALIAS_CONFLICT,
    ),
    Case(
        "an alias of something not ordered",
        aliased("V-1", 5, "3.00", ("V-1", "RK-48")),
        R.LINE_NOT_ON_PO,
    ),
    Case(
        "a substitute that says so",
        aliased("V-1", 5, "3.00", ("V-1", "RK-48"), description="replaces BOX-9"),
        R.SUBSTITUTE_ITEM,
    ),
    Case(
        "an alias of no number", aliased("", 24, "1.00", ("", "BOX-9")), R.SKU_UNMAPPED
    ),
]


@pytest.mark.parametrize("case", [pytest.param(c, id=c.id) for c in CASES])
def test_a_line_is_found_or_named(b: Any, case: Case) -> None:
    match = case.make(b)
    codes = [finding.code for finding in match.findings]

    if case.code is None:
        assert (codes, match.disposition) == ([], "act")
        bill = b.created(match)
        assert [(x.quantity, x.unit_price, x.amount) for x in bill.lines] == [
            (Decimal(24), Decimal("1.00"), Decimal("24.00"))
        ]
    else:
        assert case.code in codes
        assert match.disposition == "hold"


def test_a_doubted_alias_is_the_first_candidate_and_decides_nothing(b: Any) -> None:
    alias = b.alias("V-1", "RK-72", conflicted=True)

    match = b.decide(b.invoice(("V-1", 4, "12.50"), SECOND), aliases=(alias,))

    assert match.disposition == "hold"
    assert match.lines[0].candidates[0] == "RK-72"


def test_candidates_are_ranked_by_price_and_quantity_before_likeness(b: Any) -> None:
    line = b.line("RK-72X", 4, "12.50", description="rack 72")

    match = b.decide(b.invoice(line, SECOND))

    assert match.lines[0].candidates[:2] == ("RK-48", "RK-72")
    assert "same price, same quantity" in match.findings[0].suggestions[0]


def test_the_likest_name_never_matches(b: Any) -> None:
    """Everything agrees but one character of the part number."""
    for part in ("RK-48A", "RK-4 8.", "RK48", "RK_48", "R\u041a-48"):
        match = b.decide(b.invoice((part, 4, "12.50"), SECOND))

        assert match.disposition == "hold", part


def test_an_alias_for_one_document_alone(b: Any) -> None:
    document = b.invoice(("V-1", 4, "12.50"), SECOND)
    once = (b.alias("V-1", "RK-48"),)

    match = b.decide(b.arrival(document, once=once))

    assert match.disposition == "act"
    assert match.lines[0].rule == "once"
    assert b.decide(document).disposition == "hold"


def test_what_a_person_decides_is_learned_with_its_unit(b: Any) -> None:
    document = b.invoice(b.line("V-1", 2, "25.00", unit="PK"), SECOND)
    line = b.decide(document).lines[0]
    alias = learned(
        line, vendor="acme", sku="rk-48", factor=Decimal(2), source="Ann, 2026-11-21"
    )

    match = b.decide(document, aliases=(alias,))

    assert match.disposition == "act"
    assert "alias V-1 = RK-48" in match.actions[0].memo
    other = b.invoice(b.line("V-1", 2, "25.00", unit="BX"), SECOND)
    assert b.decide(other, aliases=(alias,)).disposition == "hold"


def test_an_alias_the_order_speaks_against_is_named(b: Any) -> None:
    order = b.order(("RK-48", 9, "15.00"), ("RK-72", 4, "12.50"))
    document = b.invoice(("v - 1", 4, "12.50"))

    match = b.decide(document, [order], aliases=(b.alias("V-1", "RK-48"),))

    assert [f.code for f in match.findings if f.severity == "hold"] == [
        R.ALIAS_CONFLICT
    ]
    [conflict] = [f for f in match.findings if f.code is R.ALIAS_CONFLICT]
    assert conflict.subjects == ("line 1", "RK-48", "RK-72")


@pytest.mark.parametrize(("part", "factor"), [("", 1), ("V-1", 0), ("V-1", -2)])
def test_nothing_is_learned_from_nothing(part: str, factor: int) -> None:
    line = ComparedLine(line=0, part_number=part, sku="", rule="")

    with pytest.raises(ValueError, match=r"needed|prints no"):
        learned(line, vendor="acme", sku="A", factor=Decimal(factor), source="")


# --- several orders -----------------------------------------------------------------


def two(b: Any) -> list[Any]:
    return [
        b.order(("RK-48", 4, "12.50"), ("CL-10", 5, "1.00")),
        b.order(("RK-48", 6, "12.50"), SECOND, number="1042").model_copy(
            update={"id": "258"}
        ),
    ]


def over_two(b: Any, *lines: Any, head: str | None = "1041, 1042") -> Match:
    receipts = [b.receipt(), b.receipt().model_copy(update={"po_number": "1042"})]
    document = b.invoice(*lines, po_number=head)
    return b.decide(document, two(b), receipts=tuple(receipts))


def test_lines_that_name_their_order(b: Any) -> None:
    match = over_two(
        b,
        b.line("RK-48", 4, "12.50", po_number="1041"),
        b.line("RK-48", 6, "12.50", po_number="PO 1042"),
        head=None,
    )

    assert match.disposition == "act"
    assert R.SEVERAL_POS in {f.code for f in match.findings}
    assert match.po_number == "1041, PO 1042"
    bill = b.created(match)
    assert [(x.po_id, x.quantity) for x in bill.lines] == [
        ("257", Decimal(4)),
        ("258", Decimal(6)),
    ]


def test_skus_of_one_order_alone_need_no_name(b: Any) -> None:
    match = over_two(b, ("CL-10", 5, "1.00"), SECOND)

    assert match.disposition == "act"
    assert {x.po_id for x in b.created(match).lines} == {"257", "258"}


def test_a_sku_of_both_orders_needs_a_name(b: Any) -> None:
    match = over_two(b, ("RK-48", 4, "12.50"), SECOND)

    assert match.disposition == "hold"
    assert R.SKU_AMBIGUOUS in {f.code for f in match.findings}


def test_one_unknown_order_of_two_holds_all(b: Any) -> None:
    match = over_two(b, ("CL-10", 5, "1.00"), head="1041 & 1049")

    assert match.disposition == "hold"
    assert R.PO_NOT_FOUND in {f.code for f in match.findings}


# --- rows, memo, proposal -----------------------------------------------------------


def test_a_row_over_two_ordered_lines_is_split_to_the_cent(b: Any) -> None:
    order = b.order(("RK-48", 3, "3.335"), ("RK-48", 4, "3.335"))

    match = b.decide(b.invoice(("RK-48", 7, "3.335", "23.35")), [order])

    bill = b.created(match)
    assert [x.amount for x in bill.lines] == [Decimal("10.01"), Decimal("13.34")]
    assert [line.line for line in match.lines] == [0, 0]


def test_a_line_left_out_is_shown(b: Any) -> None:
    match = b.decide(b.invoice(("RK-48", 4, "12.50")))

    assert [(line.line, line.sku) for line in match.lines] == [
        (0, "RK-48"),
        (-1, "RK-72"),
    ]


def test_a_memo_names_every_rule_that_was_used(b: Any) -> None:
    vendor = b.vendor(absolute="0.05", charges=({"names": ["freight"], "limit": "15"},))
    document = b.invoice(
        ("RK-48", 4, "12.55"), SECOND, charges=(("Freight", "freight", "15.00"),)
    )

    [bill, attachment] = b.decide(b.arrival(document, vendor=vendor)).actions

    assert bill.memo == (
        "PO 1041; tolerance 0.20 on RK-48; freight 15.00 up to 15; Nightclerk I12"
    )
    assert bill.document_name == attachment.name == "acme-INV-77.pdf"
    assert [x.account_id for x in bill.lines] == ["", "", "80"]
    assert bill.total == Decimal("105.20")


def test_terms_set_the_due_date(b: Any) -> None:
    match = b.decide(b.arrival(vendor=b.vendor(terms_days=30)))

    assert (match.actions[0].due - match.actions[0].date).days == 30


def test_a_person_may_let_a_hold_pass_and_no_block(b: Any) -> None:
    dear = b.propose(b.invoice(("RK-48", 4, "12.51"), SECOND))
    twice = b.propose(bills=(b.bill(("1", 1)),))
    closed = b.propose(orders=[b.order(open=False)])

    assert dear.match.actions == ()
    assert isinstance(dear.actions[0], CreateBill)
    assert (twice.actions, closed.actions) == ((), ())


def test_a_transposed_digit_in_line_fifty_is_found(b: Any) -> None:
    ordered = [(f"P-{n}", 3, f"{10 + n}.27") for n in range(60)]
    billed = [(sku, q, "59.72" if sku == "P-49" else p) for sku, q, p in ordered]

    match = b.decide(b.invoice(*billed), [b.order(*ordered)])

    [finding] = match.findings
    assert finding.code is R.PRICE_OVER
    assert finding.subjects == ("line 50", "P-49")
    assert (finding.expected, finding.actual) == ("59.27", "59.72")
    assert finding.delta == "+0.45 (+0.8 %)"
    assert finding.at_stake == Decimal("1.35")
