"""A number printed with a blank in it is not read as its first half."""

from collections.abc import Callable

import pytest

from extractors.reading import read
from extractors.values import MoneyDocument, Reading

TOTAL = "\n\n                                Total   $340.00"
NUMBERS: dict[str, str | None] = {
    "D-60 123": None,
    "60123 004": None,
    "D-60 12B": None,
    "D-60 12-3": None,
    "D-60 123, page 1": None,
    "D-60 123 11/16/2026": None,
    "D-60123": "D-60123",
    "GI 204417": "GI 204417",
    "4500 012 345": "4500 012 345",
    "D-60 11/16/2026": "D-60",
    "D-60 16 Nov 2026": "D-60",
    "D-60 16.11.2026": "D-60",
    "D-60 dated 11/16/2026": "D-60",
    "D-60 Page 1": "D-60",
    "D-60 1 of 2": "D-60",
    "D-60 (503) 555-0142": "D-60",
    "D-60 12:30": "D-60",
    "D-60 340.00": "D-60",
    "D-60    123": "D-60",
    "4711 / 2026": "4711 / 2026",
    "4711 /2026": "4711 /2026",
    "2026 - 118": "2026 - 118",
    "RE - 2026 - 118": "RE - 2026 - 118",
    "RE-2026 / 118": "RE-2026 / 118",
    "4711 / 2026 vom 18.11.2026": "4711 / 2026",
    "4711 - 10432": None,
    "4711 / 2": None,
    "4711 – 2": None,
    "4711 / A": None,
    "4711 A": None,
    "4711 Acme": "4711",
    "4711 A Buyer": "4711",
    "4711 - 11/18/2026": "4711",
    "4711 / 18.11.2026": "4711",
    "4711 - Net 30": "4711",
    "4711 - page 1": "4711",
}


def _read(text: str, pdf: Callable[..., bytes]) -> Reading:
    ink = [
        (36 + 5.4 * (len(line) - len(line.lstrip())), 90 + 14 * n, line.lstrip())
        for n, line in enumerate((text + TOTAL).split("\n"))
        if line.strip()
    ]
    lines = [(x, y, t, 9, "left", "Courier") for x, y, t in ink]
    return read(pdf([(36, 60, "INVOICE", 14, "left", "Helvetica-Bold"), *lines]), "a")


def _numbers(reading: Reading) -> tuple[str | None, str | None, bool]:
    """Return the number, the order and whether the reading is said to be incomplete."""
    [extraction] = reading.extractions
    record = extraction.record
    assert isinstance(record, MoneyDocument)
    codes = {issue.code.value for issue in (*extraction.issues, *reading.issues)}
    return (
        record.number.value if record.number else None,
        record.po_number.value if record.po_number else None,
        "incomplete_reading" in codes,
    )


@pytest.mark.parametrize(("printed", "number"), NUMBERS.items(), ids=NUMBERS)
def test_number(printed: str, number: str | None, pdf: Callable[..., bytes]) -> None:
    text = f"Invoice No: {printed}\nPO Number: 66-2210"

    assert _numbers(_read(text, pdf)) == (number, "66-2210", number is None)


@pytest.mark.parametrize(("printed", "number"), NUMBERS.items(), ids=NUMBERS)
def test_order(printed: str, number: str | None, pdf: Callable[..., bytes]) -> None:
    text = f"Invoice No: 88120-A\nPO Number: {printed}"

    assert _numbers(_read(text, pdf)) == ("88120-A", number, number is None)


def test_what_another_label_announces_is_no_half(pdf: Callable[..., bytes]) -> None:
    text = (
        "Invoice No: D-60 PO Number: 66-2210\n"
        "Invoice No.      Customer No.\n"
        "D-60             123"
    )

    assert _numbers(_read(text, pdf)) == ("D-60", "66-2210", False)
