"""What a browser prints around a page says nothing about the document."""

from collections.abc import Callable

import pytest

from extractors.layout.page.print_frame import without_frame
from extractors.layout.page.rows import Row, Run
from extractors.reading import read
from extractors.values import MoneyDocument, Word

STAMP = "11/21/26, 11:15 PM"


def row(text: str, place: int, page: int = 1) -> Row:
    """Return one row with a cell for each stretch between two blanks."""
    cells, x = [], 0.0
    for cell in text.split("  "):
        words = []
        for word in cell.split():
            words.append(Word(word, x, 12 * place, x + 5 * len(word), 12 * place + 10))
            x += 5 * len(word) + 3
        cells.append(Run(page, tuple(words)))
        x += 30
    return Row(page, tuple(cells), 12 * place, 12 * place + 10)


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        (
            (STAMP, "Facture", "file:///a/b.html  1/1"),
            ("Facture", "file:///a/b.html  1/1"),
        ),
        (
            (f"{STAMP}  Shop - Invoice 12", "Date: 03/04/2026", "1/2"),
            ("Shop - Invoice 12", "Date: 03/04/2026", "1/2"),
        ),
        (
            ("21.11.2026, 23:15  Rechnung", "x", "https://shop.example/r  1/1"),
            ("Rechnung", "x", "https://shop.example/r  1/1"),
        ),
        (
            ("Invoice  https://shop.example/r", "x", f"1 of 1  {STAMP}"),
            ("Invoice  https://shop.example/r", "x", "1 of 1"),
        ),
        ((STAMP, "Invoice", "Total 5.00"), (STAMP, "Invoice", "Total 5.00")),
        ((f"Date: {STAMP}", "x", "1/1"), (f"Date: {STAMP}", "x", "1/1")),
        (("11/21/26  Invoice", "x", "1/1"), ("11/21/26  Invoice", "x", "1/1")),
        (("x", STAMP, "1/1"), ("x", STAMP, "1/1")),
    ],
)
def test_the_day_of_printing_is_left_out(
    printed: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    """Only with a time, at the edge of a page that is counted or addressed there."""
    rows = [row(text, place) for place, text in enumerate(printed)]

    assert tuple(r.text for r in without_frame(rows)) == kept


def test_every_page_has_its_own_frame() -> None:
    """The first page may lack what the second has."""
    rows = [row("Invoice", 0), row("5.00", 1), row(STAMP, 0, 2), row("a  2/2", 1, 2)]

    assert [r.text for r in without_frame(rows)] == ["Invoice", "5.00", "a  2/2"]


def test_the_document_decides_its_order(pdf: Callable[..., bytes]) -> None:
    """A French invoice that was printed from an American browser."""
    lines = (
        (24, 20, STAMP),
        (40, 60, "Facture F-17 du 03/04/2026"),
        (40, 80, "SARL Dupont, 12 rue de Lyon, 69001 Lyon, France"),
        (40, 100, "Total TTC 24,00 EUR"),
        (24, 780, "https://dupont.example/f/17"),
        (560, 780, "1/1"),
    )
    content = pdf([(x, y, text, 9, "left", "Courier") for x, y, text in lines])
    [extraction] = read(content, "a.pdf").extractions
    record = extraction.record

    assert isinstance(record, MoneyDocument)
    assert record.date
    assert record.date.value.isoformat() == "2026-04-03"
