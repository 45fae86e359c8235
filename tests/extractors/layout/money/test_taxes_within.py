"""Labels that name a tax as included: the tax within a total, or the total itself."""

from collections.abc import Callable

import pytest

from extractors.layout.money.roles import Role, role_of
from extractors.reading import read
from extractors.values import MoneyDocument

Drawn = Callable[..., bytes]

HEAD = """
HOLT TOOL SUPPLY INC            INVOICE No. 88120
4 Mill St, Akron, OH 44308      Invoice Date: 11/16/2026

Item      Description              Qty       Price      Amount
HT-100    Torque wrench              6       10.00       60.00
"""
WITHIN = (
    *("includes tax", "Including VAT 20%", "incl. sales tax", "inkl. 20% MwSt"),
    *("dont TVA 20%", "IVA incluido", "di cui IVA", "waarvan BTW", "inclusief BTW"),
    *("TVA comprise", "comprend TVA", "VAT included", "Total includes VAT"),
)


def money(text: str, pdf: Drawn) -> tuple[MoneyDocument, list[str]]:
    """Return the record of a page drawn as *text*, and its issues."""
    ink = [
        (36 + 5.4 * (len(line) - len(line.lstrip())), 60 + 14 * n, line.lstrip())
        for n, line in enumerate(text.split("\n"))
        if line.strip()
    ]
    content = pdf([(x, y, line, 9, "left", "Courier") for x, y, line in ink])
    [extraction] = read(content, "a.pdf").extractions
    assert isinstance(extraction.record, MoneyDocument)
    return extraction.record, [issue.code.value for issue in extraction.issues]


def sums(*rows: tuple[str, str]) -> str:
    """Return rows of sums as printed."""
    return "\n".join(f"{'':30}{label:24}{value:>10}" for label, value in rows)


def values(record: MoneyDocument) -> tuple[str | None, str | None]:
    """Return the tax and the total as text."""
    tax = str(record.tax.value) if record.tax else None
    return tax, str(record.total.value) if record.total else None


@pytest.mark.parametrize("label", WITHIN)
@pytest.mark.parametrize("step", [1, -1])
def test_the_tax_within_a_total(label: str, step: int, pdf: Drawn) -> None:
    """The larger sum is the total, whichever is printed last."""
    rows = [("Total", "60.00"), (label, "10.00")]
    printed = sums(*rows[::step])
    record, issues = money(HEAD + "\n\n" + printed, pdf)

    assert values(record) == ("10.00", "60.00")
    assert issues == []


@pytest.mark.parametrize("label", ["Incl. VAT", "Inclusief BTW", "Including sales tax"])
def test_the_sum_that_includes_the_tax(label: str, pdf: Drawn) -> None:
    """Where the net and the tax are printed, the same words name their sum."""
    rows = ("Excl. VAT", "60.00"), ("VAT 20%", "12.00"), (label, "72.00")
    record, _ = money(HEAD + sums(("Total", "60.00"), *rows), pdf)

    assert values(record) == ("12.00", "72.00")


def test_lines_that_make_another_total(pdf: Drawn) -> None:
    """Two totals, and the lines come to the one that is not chosen: a person looks."""
    text = HEAD + sums(("Amount", "60.00"), ("Grand total", "71.00"))
    record, issues = money(text, pdf)

    assert values(record) == (None, "71.00")
    assert issues == ["arithmetic_total"]


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("Total incl. VAT", Role.TOTAL),
        ("Summe inkl. USt", Role.TOTAL),
        ("Montant TTC", Role.TOTAL),
        ("TVA", Role.TAX),
        ("incl. tax", Role.WITHIN),
        ("Total includes tax of", Role.WITHIN),
    ],
)
def test_roles(label: str, role: Role) -> None:
    """A label with a word for the whole is a total, unless it says what that holds."""
    said = role_of(label)
    assert said
    assert said.role is role
