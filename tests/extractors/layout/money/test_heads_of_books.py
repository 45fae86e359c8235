"""Heads and lines as bookkeeping programs print them, not all of it labelled."""

from collections.abc import Callable
from typing import Any

import pytest

from extractors.layout.page.labels import row_labels
from extractors.layout.page.rows import Row, Run
from extractors.reading import read
from extractors.values import MoneyDocument, Word

TABLE = """
Description                  Quantity      Unit Price      Amount
[AB-100] Bowl                4.00 Units    10.00           40.00
[AB-200] Plate, blue         2.00 Units     5.00           10.00

                             Untaxed Amount                50.00
                             Sales tax                      4.00
                             Total                       $ 54.00
"""
HEADS: dict[str, tuple[str, dict[str, str | None]]] = {
    "the day of our order is not the day of its answer": (
        """
ORDER CONFIRMATION
Order confirmation no.     662031
Date                       11/19/2026
Your PO number             4500098203
PO date                    11/16/2026
""",
        {"number": "662031", "date": "2026-11-19", "po_number": "4500098203"},
    ),
    "the only day of an answer": (
        """
ORDER CONFIRMATION
Order confirmation no.     662031
PO date                    11/16/2026
""",
        {"date": "2026-11-16"},
    ),
    "number and day under the title, without labels": (
        """
Fair Rope Inc.                                       Invoice
Fairhaven MA 02719                                   #INV104882
United States                                        11/17/2026
Invoice total 10.00                                  Terms: Net 30
""",
        {"number": "INV104882", "date": "2026-11-17"},
    ),
    "a day elsewhere under the number": (
        """
Fair Rope Inc.                                       Invoice
Fairhaven MA 02719                                   #INV104882
11/17/2026                                           Net 30
Invoice total 10.00
""",
        {"number": "INV104882", "date": None},
    ),
    "a number in groups is no label": (
        """
Invoice INV/2026/00417
Invoice Date: 11/19/2026
Total  10.00
""",
        {"number": "INV/2026/00417", "date": "2026-11-19"},
    ),
    "a reference that says it is a purchase order": (
        """
TAX INVOICE
Invoice Number: INV-3321
Reference: PO-11874
Total  10.00
""",
        {"number": "INV-3321", "po_number": "PO-11874"},
    ),
    "a reference that says nothing": (
        """
TAX INVOICE
Invoice Number: INV-3321
Reference: 11874
Total  10.00
""",
        {"number": "INV-3321", "po_number": None},
    ),
    "a day of invoicing in French": (
        """
Facture n° FA-2026-1187
Date de facturation     14/11/2026
Votre commande          PO-11888
Total TTC               10,00 €
""",
        {"number": "FA-2026-1187", "date": "2026-11-14", "po_number": "PO-11888"},
    ),
    "a grid under the title that says only No.": (
        """
Harlan Supply Co.                                    INVOICE
No.        Date          Customer     Order
8812       11/19/2026    10077        4451
Total  50.00
""",
        {"number": "8812", "date": "2026-11-19", "po_number": None},
    ),
    "such a grid in German": (
        """
Muster GmbH                                          Rechnung
Nr.        Datum         Kunde        Ihre Bestellung
8812       19.11.2026    10077        4451
Gesamtbetrag  50,00 €
""",
        {"number": "8812", "date": "2026-11-19", "po_number": "4451"},
    ),
    "such a grid, its day before its number": (
        """
Harlan Supply Co.                                    INVOICE
Date          Number     P.O. Number
11/19/2026    8812       4451
Total  50.00
""",
        {"number": "8812", "date": "2026-11-19", "po_number": "4451"},
    ),
    "a grid without a day": (
        """
Harlan Supply Co.                                    INVOICE
No.        Customer     Terms
8812       10077        30 days
Total  50.00
""",
        {"number": None},
    ),
    "a grid under another heading": (
        """
Harlan Supply Co.                                    INVOICE
Delivery note
No.        Date
8812       11/19/2026
Total  50.00
""",
        {"number": None},
    ),
    "a grid below, beside a number that is labelled": (
        """
Harlan Supply Co.                                    INVOICE 20481
No.        Date          Customer
8812       11/19/2026    10077
Total  50.00
""",
        {"number": "20481"},
    ),
    "two numbers in such grids": (
        """
Harlan Supply Co.                                    INVOICE
No.        Date          No.
8812       11/19/2026    4451
Total  50.00
""",
        {"number": None},
    ),
}


def record(content: bytes) -> MoneyDocument:
    made = [e.record for e in read(content, "paper.pdf").extractions]
    [money] = [r for r in made if isinstance(r, MoneyDocument)]
    return money


@pytest.mark.parametrize("name", HEADS)
def test_heads(name: str, typed: Callable[[str], bytes]) -> None:
    text, expected = HEADS[name]
    money = record(typed(text))
    found = {key: getattr(money, key) for key in expected}
    assert {k: str(v.value) if v else None for k, v in found.items()} == expected


def test_codes_in_brackets_and_amounts_before_tax(
    typed: Callable[[str], bytes],
) -> None:
    money = record(typed(f"Invoice INV/2026/00417\n{TABLE}"))
    assert [line.sku.value if line.sku else None for line in money.lines] == [
        "AB-100",
        "AB-200",
    ]
    sums = [money.subtotal, money.tax, money.total]
    assert [str(s.value) for s in sums if s] == ["50.00", "4.00", "54.00"]


def test_codes_under_activity(typed: Callable[[str], bytes]) -> None:
    money = record(
        typed("""
INVOICE
Invoice # 1042
ACTIVITY      DESCRIPTION           QTY      RATE      AMOUNT
AB-100        Bowl                  4        10.00     40.00
AB-200        Plate                 2         5.00     10.00
                                    TOTAL             $50.00
""")
    )
    assert [(ln.sku and ln.sku.value, ln.description) for ln in money.lines] == [
        ("AB-100", "Bowl"),
        ("AB-200", "Plate"),
    ]


@pytest.mark.parametrize(
    ("word", "fields"),
    [
        ("INV/2026/00417", []),
        ("WH/OUT/00318", []),
        ("Inv/4711", ["invoice"]),
        ("Inv#4711", ["invoice"]),
    ],
)
def test_where_a_label_ends(word: str, fields: list[str]) -> None:
    row = Row(1, (Run(1, (Word(word, 40, 40, 90, 50),)),), 40, 50)
    assert [label.field for label in row_labels(row, 0)] == fields


SENDER: list[tuple[Any, ...]] = [
    (36, 60, "Kastell Haushaltswaren GmbH, Ringstr. 18, 73033 Ulm", 6),
    (36, 78, "Pagoda Europe B.V.", 10),
    (36, 92, "Havenweg 12", 10),
    (36, 104, "3089 Rotterdam", 10),
    (400, 40, "Rechnung", 14),
    (400, 60, "Rechnungsnummer 9026004417", 10),
    (400, 300, "Rechnungsbetrag EUR  1.143,59", 10),
]


@pytest.mark.parametrize(
    ("size", "vendor"), [(6, "Kastell Haushaltswaren GmbH"), (10, None)]
)
def test_the_line_over_the_window(
    pdf: Callable[..., bytes], size: float, vendor: str | None
) -> None:
    first, *rest = SENDER
    found = record(pdf([(*first[:3], size), *rest])).vendor
    assert (found.value if found else None) == vendor


def test_a_name_of_legal_forms_alone(pdf: Callable[..., bytes]) -> None:
    """Each piece after the name may be a form of it: there is no address to cut off."""
    ink = [(36, 40, "Pell, Co. of 1899, Inc. 2", 9), (36, 60, "Invoice No. 4711", 9)]
    assert record(pdf([*ink, (36, 80, "Total 10.00", 9)])).number


@pytest.mark.parametrize(
    ("x", "under", "sku"),
    [
        (52, "PENDANT LAMP", "DR-5520"),
        (52, "PENDANT", None),  # may be more of the number
        (40, "PENDANT LAMP", None),
        (52, "BLK 14", None),
    ],
)
def test_a_name_set_in_under_its_code(
    x: float, under: str, sku: str | None, pdf: Callable[..., bytes]
) -> None:
    head = ["Item Code", "Shipped", "Price", "Amount"]
    cells = ["DR-5520", "6", "41.50", "249.00"]
    ink: list[tuple[Any, ...]] = [
        (40, 60, "Invoice", 16),
        (40, 80, "Invoice Number: 4711", 9),
        *((40 + 120 * n, 140, text, 9) for n, text in enumerate(head)),
        *((40 + 120 * n, 160, text, 9) for n, text in enumerate(cells)),
        (x, 171, under, 9),
        (400, 300, "Invoice Total: 249.00", 9),
    ]
    [line] = record(pdf(ink)).lines
    assert (line.sku.value if line.sku else None) == sku
