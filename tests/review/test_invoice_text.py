"""An invoice on one screen: what differs, what is at stake, what may be done."""

from decimal import Decimal
from typing import Any

import pytest

from extractors.codes import SEVERITY, Reason, Severity
from extractors.values import Cited, Evidence, MoneyDocument
from matchers.billing.values import ComparedLine
from matchers.values import Finding, Match
from review.advice.invoices import OF_INVOICES
from review.columns import width
from review.decision_text import why_not
from review.invoice_text import at_stake, comparison, findings, gravest, sums
from review.reasons import advice

QUOTE = Evidence(document="d", page=1, quote="as printed")


def line(place: int = 0, **changes: Any) -> ComparedLine:
    given: dict[str, Any] = {
        "line": place,
        "part_number": f"AB-{place:05}-GY",
        "sku": f"AB-{place:05}-GY",
        "rule": "sku",
        "ordered": Decimal(4),
        "shipped": Decimal(4),
        "billed": Decimal(4),
        "price_ordered": Decimal("1036.55"),
        "price_billed": Decimal("1036.55"),
        "amount": Decimal("4146.20"),
    }
    return ComparedLine(**{**given, **changes})


def found(code: Reason, **changes: Any) -> Finding:
    given: dict[str, Any] = {"severity": SEVERITY[code], "detail": code.value}
    return Finding(code=code, **{**given, **changes})


def match(*lines: ComparedLine, **changes: Any) -> Match:
    given: dict[str, Any] = {
        "key": "k",
        "vendor": "acme",
        "po_number": "1",
        "notice": "d",
        "disposition": "hold",
        "lines": lines,
    }
    return Match(**{**given, **changes})


def paper(total: str | None = "100.00") -> MoneyDocument:
    cited = Cited[Decimal](value=Decimal(total), evidence=QUOTE) if total else None
    return MoneyDocument(kind="invoice", total=cited)


WRONG = line(49, price_billed=Decimal("1063.55"), at_stake=Decimal("108.00"))


def test_of_sixty_lines_the_wrong_one_is_shown() -> None:
    table = comparison(match(*map(line, range(49)), WRONG, *map(line, range(50, 60))))

    assert len(table) == 5, "a head, the line, its neighbours, and how many agree"
    assert [row.split()[0] for row in table[1:4]] == ["49", "50", "51"]
    assert "108.00" in table[2]
    assert table[4].startswith("… 57 more lines agree")
    assert max(map(width, table)) <= 96, "with its margin within 100 columns"


def test_a_column_that_says_nothing_is_left_out() -> None:
    head = comparison(match(line()))[0]
    assert all(name not in head for name in ("part", "before", "at stake"))

    odd = line(part_number="QX-77", billed_before=Decimal(1), at_stake=Decimal(1))
    [head, _] = comparison(match(odd))
    assert all(name in head for name in ("part", "before", "at stake"))


def test_an_unknown_line_is_shown_with_what_it_may_be() -> None:
    unknown = line(2, part_number="", sku="", rule="", description="Bin \x1b[2J blue")
    why = ("BIN-100: on this order, same price", "BIN-200: an item of ours")
    finding = found(Reason.SKU_UNMAPPED, subjects=("line 3", ""), suggestions=why)
    table = "\n".join(comparison(match(unknown, findings=(finding,))))

    assert '"Bin \\x1b[2J blue"' in table
    assert "line 3 may be BIN-100: on this order, same price" in table
    assert "or BIN-200" in table


@pytest.mark.parametrize(
    ("lines", "codes", "total", "stake"),
    [
        ((WRONG,), (Reason.PRICE_OVER,), "7000.00", "108.00"),
        ((WRONG,), (Reason.PRICE_OVER,), "90.00", "90.00"),
        ((WRONG,), (Reason.PAYEE_CHANGED,), "7000.00", "7000.00"),
        ((WRONG,), (Reason.PRICE_OVER,), None, "108.00"),
        ((WRONG,), (Reason.WITHIN_TOLERANCE,), "7000.00", "0"),
        ((), (Reason.PO_MISSING,), "7000.00", "0"),
    ],
)
def test_what_is_at_stake(
    lines: tuple[ComparedLine, ...],
    codes: tuple[Reason, ...],
    total: str | None,
    stake: str,
) -> None:
    held = match(*lines, findings=tuple(map(found, codes)))
    assert at_stake(held, paper(total)) == Decimal(stake)


def test_a_changed_payee_comes_first() -> None:
    codes = (Reason.PARTIAL, Reason.PRICE_OVER, Reason.DUPLICATE_EXACT)
    held = match(findings=tuple(map(found, (*codes, Reason.PAYEE_CHANGED))))

    assert [f.code for f in gravest(held)] == [Reason.PAYEE_CHANGED, *codes[::-1]]
    assert next(findings(held)).startswith("block: payee_changed")


UNKNOWN = line(2, sku="", rule="")
WHY = {
    "blocked": ((), (Reason.PAYEE_CHANGED,), "blocked (payee_changed)"),
    "down": ((), (Reason.API_UNAVAILABLE,), "did not answer"),
    "final": ((), (Reason.PO_CLOSED,), "would not take it"),
    "unknown": ((UNKNOWN,), (Reason.SKU_UNMAPPED,), "line 3 is none of our SKUs"),
    "no number": (
        (UNKNOWN.model_copy(update={"part_number": ""}),),
        (Reason.SKU_UNMAPPED,),
        "line 3 is without a part number",
    ),
    "several": (
        (UNKNOWN, line(4, sku=""), line(4, sku="")),
        (Reason.SKU_UNMAPPED,),
        "lines 3 and 5 are",
    ),
    "held": ((), (Reason.PO_MISSING,), "no certain bill"),
    "nothing": ((), (Reason.PARTIAL,), "mode"),
}


@pytest.mark.parametrize("case", WHY)
def test_why_nothing_would_be_written(case: str) -> None:
    lines, codes, why = WHY[case]
    assert why in why_not(match(*lines, findings=tuple(map(found, codes))))


def test_sums_leave_out_what_is_nothing() -> None:
    def cited(value: str) -> Cited[Decimal]:
        return Cited[Decimal](value=Decimal(value), evidence=QUOTE)

    document = MoneyDocument(
        kind="invoice",
        subtotal=cited("1000.00"),
        freight=cited("0.00"),
        tax=cited("12.50"),
        total=cited("1012.50"),
    )
    assert [row.split() for row in sums(document)] == [
        ["lines", "1,000.00"],
        ["tax", "12.50"],
        ["total", "1,012.50"],
    ]


def test_advice_on_invoices_speaks_of_no_parcel() -> None:
    told = (f"{a.meaning} {a.todo}".lower() for a in OF_INVOICES.values())
    assert not any(word in text for text in told for word in ("fulfil", "tracking"))
    assert advice(Reason.PRICE_OVER, "invoice") == advice(Reason.PRICE_OVER)
    assert Severity.BLOCK in {SEVERITY[code] for code in OF_INVOICES}
