"""Documents of money that contradict themselves: an issue, and no wrong value."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from extractors.reading import read
from extractors.values import MoneyDocument

HEAD = """
HOLT TOOL SUPPLY INC            INVOICE No. 88120
4 Mill St, Akron, OH 44308      Invoice Date: 11/16/2026
                                PO Number: PO-4471

Item      Description              Qty       Price      Amount
HT-100    Torque wrench              4       85.00      340.00
HT-220    Socket rail                6       12.50       75.00
"""
CASES: dict[str, tuple[str, str | None, set[str]]] = {
    "it adds up": (
        """
                                        Subtotal        415.00
                                        Freight          20.00
                                        Total           435.00
""",
        "435.00",
        set(),
    ),
    "an amount that no label explains": (
        """
                                        Subtotal        415.00
                                        Freight          20.00
                                        Kerbside swap     9.75
                                        Total           444.75
""",
        "444.75",
        {"unexplained_residual"},
    ),
    "more than anything printed explains": (
        """
                                        Subtotal        415.00
                                        Freight          20.00
                                        Total           444.75
""",
        "444.75",
        {"arithmetic_total"},
    ),
    "two of the same kind might be it": (
        """
                                        Subtotal        415.00
                                        Kerbside swap     9.75
                                        Meter ticket      9.75
                                        Total           424.75
""",
        "424.75",
        {"arithmetic_total"},
    ),
    "tax and net make another total": (
        """
                                        Subtotal        415.00
                                        Sales tax        33.20
                                        Total           458.20
""",
        "458.20",
        {"arithmetic_total"},
    ),
    "two totals, and neither is proved": (
        """
                                        Total           425.00
                                        Total           451.00
""",
        None,
        {"arithmetic_total"},
    ),
    "two totals side by side, one perhaps struck through": (
        """
                                        Total           415.00     390.00
""",
        None,
        {"arithmetic_total"},
    ),
    "a total behind a count": (
        """
                                        Total qty 10 Total         415.00
""",
        None,
        {"incomplete_reading"},
    ),
    "a commission printed as a rate": (
        """
                                        Gross amount    415.00
                                        Agency commission: 15%
                                        Net amount      352.75
""",
        "415.00",
        {"allowance_wrong"},
    ),
    "a commission that is another rate": (
        """
                                        Gross amount    415.00
                                        Agency commission: 10%
                                        Net amount      352.75
""",
        "415.00",
        {"arithmetic_total"},
    ),
}


def page(text: str, pdf: Callable[..., bytes]) -> bytes:
    ink = [
        (36 + 5.4 * (len(line) - len(line.lstrip())), 60 + 14 * n, line.lstrip())
        for n, line in enumerate(text.split("\n"))
        if line.strip()
    ]
    return pdf([(x, y, line, 9, "left", "Courier") for x, y, line in ink])


@pytest.mark.parametrize(("sums", "total", "issues"), CASES.values(), ids=CASES)
def test_sums(
    sums: str, total: str | None, issues: set[str], pdf: Callable[..., bytes]
) -> None:
    """What is printed is given; what does not add up blocks it."""
    [extraction] = read(page(HEAD + sums, pdf), "a.pdf").extractions
    record = extraction.record
    assert isinstance(record, MoneyDocument)

    assert (record.total and str(record.total.value)) == total
    assert {issue.code.value for issue in extraction.issues} == issues


def test_a_residual_is_shown_where_it_stands(pdf: Callable[..., bytes]) -> None:
    """A person sees the amount in question, not only that one is left."""
    text = HEAD + CASES["an amount that no label explains"][0]
    [extraction] = read(page(text, pdf), "a.pdf").extractions
    [issue] = extraction.issues

    assert "Kerbside swap" in issue.detail
    assert issue.evidence
    assert issue.evidence.quote == "9.75"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("HT-300    Vise, 6 in                 3       40.00      129.00", None),
        ("HT-300    Vise, 6 in                 3       43.00      129.00", "129.00"),
    ],
)
def test_a_line_that_contradicts_itself(
    line: str, wanted: str | None, pdf: Callable[..., bytes]
) -> None:
    """Quantity × price is another amount: none of the three is believed."""
    sums = "\n                                        Total           900.00\n"
    [extraction] = read(page(HEAD + line + sums, pdf), "a.pdf").extractions
    record = extraction.record
    assert isinstance(record, MoneyDocument)
    codes = {issue.code.value for issue in extraction.issues}
    last = record.lines[-1]

    assert (last.amount and str(last.amount.value)) == wanted
    assert ("arithmetic_line" in codes) == (wanted is None)
    assert (last.quantity is None) == (last.unit_price is None) == (wanted is None)


def test_lines_that_come_to_another_sum(pdf: Callable[..., bytes]) -> None:
    """A line that is missing is noticed by the sum that all come to."""
    sums = "\n                                        Total           515.00\n"
    [extraction] = read(page(HEAD + sums, pdf), "a.pdf").extractions
    record = extraction.record
    assert isinstance(record, MoneyDocument)
    amounts = [line.amount.value for line in record.lines if line.amount]

    assert sum(amounts) == Decimal("415.00")
    assert [i.code.value for i in extraction.issues] == ["arithmetic_total"]
