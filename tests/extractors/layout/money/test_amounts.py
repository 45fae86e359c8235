"""Printed numbers: every style, and the numbers that have two readings."""

from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.layout.money.amounts import (
    NumberStyle,
    amount_of,
    amounts_in,
    number_style,
)
from extractors.layout.money.roles import role_of
from extractors.layout.page.rows import Run
from extractors.values import Word

POINT, COMMA, OPEN = NumberStyle("."), NumberStyle(","), NumberStyle(None)


def run_of(text: str) -> Run:
    """Return a line of type as one run."""
    words, at = [], 0.0
    for word in text.split(" "):
        words.append(Word(word, at, 0.0, at + 5.0 * len(word), 10.0))
        at += 5.0 * len(word) + 3.0
    return Run(1, tuple(words))


@pytest.mark.parametrize(
    ("text", "style", "values"),
    [
        ("1.234,56 €", COMMA, ["1234.56"]),
        ("1.234,56 €", POINT, [None]),
        ("$1,234.56", POINT, ["1234.56"]),
        ("1 234,56", COMMA, ["1234.56"]),
        ("1'234.50 CHF", POINT, ["1234.50"]),
        ("(5.00)", POINT, ["-5.00"]),
        ("$(5.00)", POINT, ["-5.00"]),
        ("5.00-", POINT, ["-5.00"]),
        ("-5,00 EUR", COMMA, ["-5.00"]),
        ("\u22125,00 EUR", COMMA, ["-5.00"]),
        ("5.00 CR", POINT, ["-5.00"]),
        ("1.234", OPEN, [None]),
        ("1.234", POINT, ["1.234"]),
        ("1.234", COMMA, ["1234"]),
        ("12.50", OPEN, ["12.50"]),
        ("Total:12.50", POINT, ["12.50"]),
        ("12.50 / 13.50", POINT, ["12.50", "13.50"]),
        ("F-2026-001", POINT, []),
        ("16/11/2026", POINT, []),
        ("12:30", POINT, []),
        ("16.11.2026", COMMA, [None]),
    ],
)
def test_amounts(text: str, style: NumberStyle, values: list[str | None]) -> None:
    """A number has the value its document's style gives it, or none."""
    found = [amount.value for amount in amounts_in(run_of(text), style)]

    assert found == [Decimal(v) if v else None for v in values]


@pytest.mark.parametrize(
    ("texts", "mark"),
    [
        (["1.234,56", "1.000"], ","),
        (["1,234.56", "1,000"], "."),
        (["12,50", "12.50"], None),
        (["1.000", "2,000"], None),
        ([], None),
    ],
)
def test_style_of_a_document(texts: list[str], mark: str | None) -> None:
    """All numbers together decide, and numbers against each other decide nothing."""
    assert number_style(texts).mark == mark


def test_american_dates_decide_where_numbers_say_nothing() -> None:
    """Month first goes with a decimal point."""
    assert number_style(["1,500"], "mdy") == POINT


@given(
    st.decimals("-99999999.99", "99999999.99", places=2),
    st.sampled_from([(".", ","), (",", "."), (",", " "), (".", "'")]),
    st.sampled_from(["{}", "{} €", "${}", "EUR {}", "{} USD"]),
)
def test_written_amounts_are_read_back(
    value: Decimal, marks: tuple[str, str], pattern: str
) -> None:
    """Whatever the style, the amount that was written is the amount that is read."""
    mark, group = marks
    table: dict[str, str | int | None] = {",": group, ".": mark}
    plain = f"{value:,.2f}".translate(str.maketrans(table))
    style = POINT if mark == "." else COMMA
    amount = amount_of(run_of(pattern.format(plain)), style)

    assert amount
    assert amount.value == value


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Total HT", "net"),
        ("Montant total T.T.C.", "total"),
        ("Rechnungssumme ohne USt.", "net"),
        ("Summe inkl. USt", "total"),
        ("zzgl. 19% MwSt", "tax"),
        ("Totaal excl. BTW", "net"),
        ("Totale imponibile", "net"),
        ("Net Amount Due", "due"),
        ("Montant déjà payé", "prepaid"),
        ("Shipping & Handling", "freight"),
        ("Frais de livraison", "freight"),
        ("Gesamtbetrag der Abschläge", "allowance"),
        ("Positionssumme", "lines"),
        ("VAT No.", None),
        ("Payment Terms 30 Days", None),
        ("Notes", None),
    ],
)
def test_roles(text: str, role: str | None) -> None:
    """A label says what its amount is by all its words together."""
    found = role_of(text)

    assert (found.role.value if found else None) == role


@pytest.mark.parametrize("name", ["labels.txt", "titles.txt"])
def test_no_phrase_is_taken_for_a_comment(name: str) -> None:
    """Below the first heading no line of the vocabulary opens with the comment mark."""
    text = files("extractors.layout.page").joinpath(name).read_text("utf-8")
    lines = text[text.index("\n[") :].split("\n")

    assert [line for line in lines if line.startswith("#")] == []
