"""Dates, counts, order numbers and rows by themselves."""

from datetime import date

import pytest

from extractors.layout.page.dates import date_order, dates_in
from extractors.layout.page.parsing import order_numbers, quantity
from extractors.layout.page.rows import Run, page_rows
from extractors.values import Page, Word


def run(text: str) -> Run:
    words, x = [], 0.0
    for part in text.split():
        words.append(Word(part, x, 0, x + 5 * len(part), 10))
        x += 5 * len(part) + 3
    return Run(1, tuple(words))


@pytest.mark.parametrize(
    ("text", "order", "value"),
    [
        ("2026-11-18", None, date(2026, 11, 18)),
        ("2026-11-18T10:00:00Z", None, date(2026, 11, 18)),
        ("18.11.2026", None, date(2026, 11, 18)),
        ("11.12.2026", "mdy", date(2026, 12, 11)),
        ("11/18/26", None, date(2026, 11, 18)),
        ("03/04/2026", None, None),
        ("03/04/2026", "mdy", date(2026, 3, 4)),
        ("03/04/2026", "dmy", date(2026, 4, 3)),
        ("05/05/2026", None, date(2026, 5, 5)),
        ("13/13/2026", None, None),
        ("Nov. 5th, 2026", None, date(2026, 11, 5)),
        ("5 de noviembre de 2026", None, date(2026, 11, 5)),
        ("18-NOV-26", None, date(2026, 11, 18)),
        ("20261118", None, date(2026, 11, 18)),
        ("2. März 2026", None, date(2026, 3, 2)),
        ("Feb 30, 2026", None, None),
    ],
)
def test_a_date(text: str, order: str, value: date | None) -> None:
    [dated] = dates_in(text, order)

    assert dated.value == value


@pytest.mark.parametrize(
    "text", ["11/18", "1.2.3.4", "12-34567-89", "Shelf 48 x 72", ""]
)
def test_no_date(text: str) -> None:
    assert dates_in(text, None) == ()


@pytest.mark.parametrize(
    ("text", "near", "order"),
    [
        ("11/18/2026", None, "mdy"),
        ("18/11/2026", None, "dmy"),
        ("18/11/2026 and 11/18/2026", None, None),
        ("03/04/2026 Dayton, OH 45402", None, "mdy"),
        ("03/04/2026 Muster GmbH", None, "dmy"),
        ("03/04/2026 Muster GmbH, (937) 555-0142", None, None),
        ("03/04/2026 Ltd., Toronto, ON M5H 1J9", None, None),
        ("03/04/2026 Ltd., Laval, Québec H7T 2P5, Canada", None, None),
        ("03/04/2026 Surrey V3T 1Z2 Canada, (604) 555-0142", None, None),
        ("03/04/2026, 21/04/2026 Toronto, ON M5H 1J9", None, "dmy"),
        ("11/09/2026 Toronto, ON M5H 1J9", date(2026, 11, 10), "mdy"),
        ("11/09/2026", date(2026, 11, 10), "mdy"),
        ("09/11/2026", date(2026, 11, 10), "dmy"),
        ("11/09/2026", date(2026, 1, 10), None),
        ("10/10/2026", date(2026, 10, 10), None),
    ],
)
def test_how_dates_are_written(text: str, near: date | None, order: str | None) -> None:
    assert date_order(text, near) == order


@pytest.mark.parametrize(
    ("text", "order", "value"),
    [
        ("2", None, 2),
        ("0", None, 0),
        ("2.00", None, 2),
        ("2 EA", None, 2),
        ("2 pc(s)", None, 2),
        ("1,200", None, 1200),
        ("1,200", "dmy", 1200),
        ("1,000", None, None),
        ("1.000", "mdy", 1),
        ("1.000", "dmy", 1000),
        ("1.000", None, None),
        ("1,000", "mdy", 1000),
        ("2.5", None, None),
        ("-1", None, None),
        ("1 of 2", None, None),
        ("AB", None, None),
        ("$2", None, None),
    ],
)
def test_a_count(text: str, order: str, value: int | None) -> None:
    assert quantity(run(text), order) == value


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("4711", ["4711"]),
        ("#1001", ["1001"]),
        ("PO-4711 / rev 2", ["PO-4711"]),
        ("4711, 4712 and 4713", ["4711", "4712", "4713"]),
        ("WB 20481", ["WB 20481"]),
        ("4500 012 345", ["4500 012 345"]),
        ("4711 450 lbs", ["4711"]),
        ("11/18/2026", []),
        ("937-555-0142", []),
        ("19.00", []),
        ("1Z5R89390357567127", []),
        ("terms 2 10", []),
        ("A1", []),
    ],
)
def test_order_numbers(text: str, numbers: list[str]) -> None:
    assert [n.text for n in order_numbers(run(text))] == numbers


def test_a_skewed_page_is_set_straight() -> None:
    """Lines that fall by one point in forty are still lines."""
    words = [
        Word(f"w{line}", x, 40 + 12 * line + x / 40, x + 20, 50 + 12 * line + x / 40)
        for line in range(4)
        for x in (20.0 + 22 * n for n in range(12))
    ]
    rows = page_rows(Page(1, 612, 792, tuple(words)))

    assert [len(row.words) for row in rows] == [12] * 4
    assert all(len({w.text for w in row.words}) == 1 for row in rows)


def test_turned_print_and_drawn_lines_are_no_words_of_a_row() -> None:
    words = (
        Word("PO", 40, 40, 52, 50),
        Word("-----", 60, 40, 90, 50),
        Word("4711", 100, 40, 120, 50),
        Word("CONFIDENTIAL", 5, 30, 15, 120),
    )
    [row] = page_rows(Page(1, 612, 792, words))

    assert row.text == "PO  4711"


@pytest.mark.parametrize(
    ("x0", "text"),
    [
        (120.0, "Supervisors  Invoice  4711"),
        # Boxes that touch or overlap a little are of one line of type.
        (146.0, "Supervisors Invoice  4711"),
        # A box around another is a scan's, or of a word printed over.
        (100.0, "Supervisors Invoice  4711"),
    ],
)
def test_a_word_that_runs_into_the_next_field_ends_its_own(
    x0: float, text: str
) -> None:
    words = (
        Word("Supervisors", 95, 40, 150, 50),
        Word("Invoice", x0, 40, x0 + 35, 50),
        Word("4711", 230, 40, 250, 50),
    )
    [row] = page_rows(Page(1, 612, 792, words))

    assert row.text == text
