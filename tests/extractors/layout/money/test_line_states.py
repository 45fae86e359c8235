"""A line that is charged for and says itself that it should not be."""

import pytest

from extractors.codes import Reason
from extractors.layout.money.line_states import line_states
from extractors.values import MoneyDocument, MoneyLine


def codes(description: str) -> list[Reason]:
    record = MoneyDocument(kind="invoice", lines=(MoneyLine(description=description),))
    return [issue.code for issue in line_states(record)]


@pytest.mark.parametrize(
    "description",
    [
        "bin - CANCELLED",
        "bin - BACKORDERED",
        "bin, on back-order",
        "bin - ships 12/15/2026",
        "bin, ships on Dec 15",
        "bin (not yet shipped)",
        "bin, out of stock",
        "bin - lost in transit",
        "bin - monthly rental",
        "bin - sample",
        "bin - USED",
        "Kiste, storniert",
        "caja, anulada",
    ],
)
def test_a_charged_line_contradicts_itself(description: str) -> None:
    assert codes(description) == [Reason.INCOMPLETE_READING]


def test_a_substitute_is_one() -> None:
    assert codes("bin Sub: BIN-101 shipped") == [Reason.SUBSTITUTE_ITEM]


@pytest.mark.parametrize(
    "description",
    [
        "Storage bin, blue",
        "Storage bin, 7 backordered",
        "Storage bin, backordered: 7",
        "Sample bag, clear",
        "Rental sign, 12 in",
        "Noise cancelling headset",
        "Subwoofer 10 in",
        "Used oil filter",
        "Ship bell, brass",
        "Shipping label 4x6",
        "Void fill, paper",
        "Deposit bag, 9x12",
        "Stock pot 8 qt",
    ],
)
def test_the_name_of_an_article_does_not(description: str) -> None:
    assert codes(description) == []
