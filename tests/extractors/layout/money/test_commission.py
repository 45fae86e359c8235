"""What is taken off after the total is no allowance of the lines."""

from collections.abc import Callable

import pytest

from extractors.reading import read
from extractors.values import MoneyDocument

PAGE = """WQRS-TV                                            INVOICE
100 Dock Street                                    Invoice No: 20418
Portland, OR 97201                                 Invoice Date: 11/18/2026
                                                   PO Number: 10432

Item        Description             Qty    Unit Price      Amount
SR-4872     Spot, 30 seconds          4         50.00      200.00

{sums}
"""


def row(label: str, amount: str) -> str:
    return f"{'':40}{label:<24}{amount:>12}"


CASES = {
    "a commission in an amount": (
        [("Gross Total", "$200.00"), ("Agency Commission", "($30.00)"),
         ("Net Amount", "$170.00")],
        ("200.00", None, "200.00"),
        ["allowance_wrong"],
    ),
    "a commission by its rate": (
        [("Gross Total", "$200.00"), ("Agency Commission 15%", ""),
         ("Net Due", "$170.00")],
        ("200.00", None, "200.00"),
        ["allowance_wrong"],
    ),
    "a discount before the total": (
        [("Subtotal", "$200.00"), ("Discount", "-$30.00"), ("Total", "$170.00")],
        ("200.00", "30.00", "170.00"),
        [],
    ),
    "a total and nothing taken off": (
        [("Subtotal", "$200.00"), ("Total", "$200.00")],
        ("200.00", None, "200.00"),
        [],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_sums(name: str, typed: Callable[[str], bytes]) -> None:
    sums, expected, issues = CASES[name]
    text = PAGE.format(sums="\n".join(row(*one) for one in sums))
    [extraction] = read(typed(text), "case.pdf").extractions
    record = extraction.record
    assert isinstance(record, MoneyDocument)

    cells = (record.subtotal, record.allowances, record.total)
    assert tuple(str(c.value) if c else None for c in cells) == expected
    assert [issue.code.value for issue in extraction.issues] == issues
