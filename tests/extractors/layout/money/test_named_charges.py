"""Charges by name: each once, with its label, as the total is made of them."""

from collections.abc import Callable

import pytest

from extractors.reading import read
from extractors.values import MoneyDocument

HEAD = """
INVOICE No. 88120               Date: 11/16/2026

Item      Description              Qty       Price      Amount
HT-100    Torque wrench              4       85.00      340.00
"""
FOOT = 40 * " "
CASES: dict[str, tuple[list[str], list[tuple[str, str, str]]]] = {
    "each of its kind": (
        ["Subtotal   340.00", "Freight     20.00", "Fuel surcharge  3.50",
         "Lift-gate  45.00", "Sales tax  27.20", "Total     435.70"],
        [("Freight", "freight", "20.00"), ("Fuel surcharge", "surcharge", "3.50"),
         ("Lift-gate", "surcharge", "45.00"), ("Sales tax", "tax", "27.20")],
    ),
    "an allowance comes off": (
        ["Less discount 5%   17.00-", "Freight     20.00", "Total     343.00"],
        [("Freight", "freight", "20.00"), ("Less discount 5%", "allowance", "17.00")],
    ),
    "taxes of several places": (
        ["State tax 5%  17.00", "City tax 1%   3.40", "Total     360.40"],
        [("State tax 5%", "tax", "17.00"), ("City tax 1%", "tax", "3.40")],
    ),
    "printed twice, charged once": (
        ["Freight     20.00", "Subtotal   340.00", "Freight     20.00",
         "Total     360.00"],
        [("Freight", "freight", "20.00")],
    ),
    "charged twice, as the total says": (
        ["Handling     5.00", "Handling     5.00", "Total     350.00"],
        [("Handling", "surcharge", "5.00"), ("Handling", "surcharge", "5.00")],
    ),
    "nothing is added": (["Total     340.00"], []),
}  # fmt: skip


@pytest.mark.parametrize(("sums", "wanted"), CASES.values(), ids=CASES)
def test_named(
    sums: list[str], wanted: list[tuple[str, str, str]], pdf: Callable[..., bytes]
) -> None:
    lines = (HEAD + "\n".join(FOOT + text for text in ["", *sums])).split("\n")
    ink = [
        (36 + 5.4 * (len(t) - len(t.lstrip())), 60 + 14 * n, t.lstrip(), 9, "left",
         "Courier")
        for n, t in enumerate(lines)
        if t.strip()
    ]  # fmt: skip
    [extraction] = read(pdf(ink), "a.pdf").extractions
    record = extraction.record
    assert isinstance(record, MoneyDocument)
    named = [(c.label, c.kind, str(c.amount.value)) for c in record.named_charges]

    assert sorted(named) == sorted(wanted)
    assert not extraction.issues
    assert all(c.amount.evidence.quote for c in record.named_charges)
