"""Lines over several pages: heads repeated, sums carried over."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from extractors.codes import Reason
from extractors.files.documents import Source, read_documents
from extractors.layout.money.amounts import NumberStyle, number_style
from extractors.layout.money.lines import Lines, lines_of
from extractors.layout.page.sheet import sheet_of
from extractors.values import Document, Page, Word

HEAD = "Pos  Artikelnr.   Bezeichnung             Menge   Einzelpreis       Betrag"
ONE = [
    HEAD,
    "1    RG-100       Regal verzinkt              3         88,00       264,00",
    "2    RG-200       Fachboden                  12         11,50       138,00",
]
TWO = [
    "3    RG-300       Kreuzstrebe                 4          7,25        29,00",
    "                  Zwischensumme                                     431,00",
]
WANTED = [
    ("RG-100", Decimal(3), Decimal("264.00")),
    ("RG-200", Decimal(12), Decimal("138.00")),
    ("RG-300", Decimal(4), Decimal("29.00")),
]


def lines(pdf: Callable[..., bytes], *pages: list[str]) -> Lines:
    inked = [
        [(30, 40 + 12 * n, line, 7.5, "left", "Courier") for n, line in enumerate(page)]
        for page in pages
    ]
    document = read_documents(Source(pdf(*inked), "a.pdf")).documents[0]
    sheet = sheet_of(document)
    return lines_of(sheet, number_style([row.text for row in sheet.rows], sheet.order))


def values(read: Lines) -> list[tuple[Any, ...]]:
    return [
        (
            one.sku and one.sku.value,
            one.quantity and one.quantity.value,
            one.amount and one.amount.value,
        )
        for one in read.lines
    ]


@pytest.mark.parametrize(
    "carry", ["Übertrag", "Carried forward", "À reporter", "Riporto"]
)
def test_sums_carried_over_are_no_lines(pdf: Callable[..., bytes], carry: str) -> None:
    """A sum at the foot of a page and at the head of the next is left out."""
    sum_line = f"                  {carry:<40}            402,00"
    read = lines(pdf, [*ONE, sum_line], [HEAD, sum_line, *TWO])
    assert values(read) == WANTED
    assert not read.issues
    assert {one.amount.evidence.page for one in read.lines if one.amount} == {1, 2}


def test_a_table_goes_on_without_its_heads(pdf: Callable[..., bytes]) -> None:
    """Rows of the next page stand in the same columns."""
    assert values(lines(pdf, ONE, TWO)) == WANTED


def test_columns_left_open_are_said_so(pdf: Callable[..., bytes]) -> None:
    """Heads over nothing that can be told apart give an issue, and no line."""
    read = lines(pdf, [HEAD, "1    RG-100  Regal   3 88 264", "Danke"])
    assert not read.lines
    assert [issue.code for issue in read.issues] == [Reason.INCOMPLETE_READING]


def test_half_a_character_is_left_out() -> None:
    """Some fonts give pictures as halves of characters, which no text can hold."""
    texts = ["Item Description Qty Price Amount", "A-1 \ud83dRack 2 5.00 10.00"]
    words = tuple(
        Word(text, 100.0 * n, 20.0 * row, 100.0 * n + 60, 20.0 * row + 9)
        for row, line in enumerate(texts)
        for n, text in enumerate(line.split())
    )
    page = Page(1, 600, 800, words)
    document = Document("0" * 64, "a.pdf", "application/pdf", (page,))
    (line,) = lines_of(sheet_of(document), NumberStyle(".")).lines
    assert line.description == "Rack"


def test_a_known_sum_proves_amounts_alone(pdf: Callable[..., bytes]) -> None:
    """What a total printed elsewhere says, another reader may know."""
    page = [
        "Description                      Amount",
        "Repair of rack                   120.00",
        "Call-out                          45.00",
    ]
    inked = [(30, 40 + 12 * n, t, 7.5, "left", "Courier") for n, t in enumerate(page)]
    document = read_documents(Source(pdf(inked), "a.pdf")).documents[0]
    sheet = sheet_of(document)
    style = number_style([row.text for row in sheet.rows])
    assert not lines_of(sheet, style).lines
    read = lines_of(sheet, style, Decimal("165.00"))
    assert [one.description for one in read.lines] == ["Repair of rack", "Call-out"]
