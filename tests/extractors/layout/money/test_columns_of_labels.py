"""Labels over their values beside other words, and columns that say little."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import pytest

from extractors.reading import read
from extractors.values import MoneyDocument, MoneyLine

Pdf = Callable[..., bytes]
Ink = Sequence[tuple[Any, ...]]


def record(content: bytes, name: str = "case.pdf") -> MoneyDocument:
    [found] = [
        e.record
        for e in read(content, name).extractions
        if isinstance(e.record, MoneyDocument)
    ]
    return found


def given(found: MoneyDocument) -> tuple[str | None, str | None, str | None]:
    day = found.date.value.isoformat() if found.date else None
    number, po = (c.value if c else None for c in (found.number, found.po_number))
    return number, day, po


TOTAL: Ink = [(400, 400, "Total"), (500, 400, "$40.00")]
ADDRESS: Ink = [(400, 60 + 12 * n, s) for n, s in enumerate(["Mill Ltd", "9 Mill Ln"])]


@pytest.mark.parametrize(
    ("beside", "number"),
    [("HX7 8AD", "INV-3391"), ("Hebden Bridge 7", "INV-3391"), ("", "INV-3391")],
)
def test_labels_stand_over_their_values_beside_an_address(
    pdf: Pdf, beside: str, number: str
) -> None:
    page = [
        *ADDRESS,
        (280, 60, "Invoice Date"),
        (280, 72, "21 Nov 2026"),
        (280, 90, "Invoice Number"),
        (400, 90, beside or " "),
        (280, 102, "INV-3391"),
        *TOTAL,
    ]
    assert given(record(pdf(page)))[:2] == (number, "2026-11-21")


def test_what_stands_beside_is_the_value_where_days_show_it(pdf: Pdf) -> None:
    page = [
        (280, 60, "Invoice Date"),
        (400, 60, "21 Nov 2026"),
        (280, 72, "Invoice Number"),
        (400, 72, "INV-3391"),
        (280, 84, "88 Mill Lane"),
        *TOTAL,
    ]
    assert given(record(pdf(page)))[:2] == ("INV-3391", "2026-11-21")


@pytest.mark.parametrize(
    ("caption", "day"),
    [
        ("yyyy-mm-dd", "2026-11-07"),
        ("Due date", None),
        ("Date de facture", "2026-11-07"),
    ],
)
def test_a_caption_under_a_label_is_no_value(
    pdf: Pdf, caption: str, day: str | None
) -> None:
    page = [
        (100, 60, "Invoice No."),
        (200, 60, "Date"),
        (200, 70, caption, 7),
        (100, 84, "F-208871"),
        (200, 84, "2026-11-07"),
        *TOTAL,
    ]
    assert given(record(pdf(page)))[1] == day


def test_an_address_beside_a_grid_is_no_row_of_it(pdf: Pdf) -> None:
    page = [
        (50, 60, "INVOICE"),
        (50, 84, "Redwater Manufacturing"),
        (400, 92, "Cust PO No."),
        (500, 92, "Our Order"),
        (50, 96, "77 Foundry St"),
        (50, 108, "Mentor OH 44060"),
        (404, 108, "8841-RW"),
        (504, 108, "S229914"),
        (50, 160, "Invoice No: 446120"),
        *TOTAL,
    ]
    assert given(record(pdf(page))) == ("446120", None, "8841-RW")


LINES = """INVOICE
Invoice No: 4711

{head}   Description            Quantity   Unit Price     Amount
{rows}

Total                                                  $520.00
"""


def lines(page: str) -> tuple[MoneyLine, ...]:
    return record(page.encode(), "case.txt").lines


def rows_of(codes: Sequence[str]) -> str:
    priced = [("Desk", 4, "100.00", "400.00"), ("Lamp", 2, "50.00", "100.00"),
              ("Cable", 4, "5.00", "20.00")]  # fmt: skip
    return "\n".join(
        f"{code:<11}{name:<20}{count:>11}{price:>13}{amount:>11}"
        for code, (name, count, price, amount) in zip(codes, priced, strict=True)
    )


@pytest.mark.parametrize(
    ("head", "codes", "read_as"),
    [
        ("No.     ", ("1896-S", "70104", "F-100"), ["1896-S", "70104", "F-100"]),
        ("No.     ", ("70104", "70060", "80100"), ["70104", "70060", "80100"]),
        ("No.     ", ("10010", "10020", "10030"), [None, None, None]),
        ("No.     ", ("1", "2", "3"), [None, None, None]),
        ("No.     ", ("1.10", "1.20", "2.10"), [None, None, None]),
        ("Line    ", ("1896-S", "70104", "F-100"), [None, None, None]),
    ],
)
def test_numbers_under_no_but_number(
    head: str, codes: tuple[str, ...], read_as: list[str | None]
) -> None:
    found = lines(LINES.format(head=head, rows=rows_of(codes)))

    assert [line.sku.value if line.sku else None for line in found] == read_as


TAXED = """Facture FAC/2026/00318

Description             Quantité   Prix unitaire   Rem.%   Taxes        Montant
Grand cabinet         2,00 Unité          320,00   10,00   TVA 20%       576,00
Chaise pivotante      6,00 Unité           70,00           TVA 20%       420,00
{between}
                               Montant hors taxes                        996,00
                               TVA 20%                                   199,20
                               Total                                   1 195,20
"""


@pytest.mark.parametrize("between", ["", "                     TVA 20%    199,20"])
def test_the_tax_of_a_line_ends_no_table(between: str) -> None:
    found = lines(TAXED.format(between=between))

    assert [str(line.amount.value) for line in found if line.amount] == [
        "576.00",
        "420.00",
    ]
    assert found[0].discount
    assert str(found[0].discount.value) == "10.00"


SMALL = 7


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ([(110, 213, "Shelf of oak,"), (110, 222, "oiled")],
         ["Cable", "Shelf of oak, oiled"]),
        ([(110, 209, "of copper"), (110, 222, "Shelf")], ["Cable of copper", "Shelf"]),
        ([(110, 207, "Serial 118", SMALL), (110, 214, "Serial 119", SMALL),
          (110, 228, "Shelf")], ["Cable Serial 118 Serial 119", "Shelf"]),
    ],
    ids=["over its numbers", "under its numbers", "two under them"],
)  # fmt: skip
def test_the_widest_gap_parts_two_lines(pdf: Pdf, words: Ink, names: list[str]) -> None:
    last = words[-1][1]
    page = [
        (50, 60, "Invoice No. 4711"),
        *((x, 174, s) for x, s in zip((50, 110, 300, 400, 500),
          ("Item", "Description", "Qty", "Price", "Amount"), strict=True)),
        *((x, 187, s) for x, s in zip((50, 110, 300, 400, 500),
          ("F-1001", "Rope", "2", "10.00", "20.00"), strict=True)),
        *((x, 200, s) for x, s in zip((50, 110, 300, 400, 500),
          ("F-1002", "Cable", "2", "20.00", "40.00"), strict=True)),
        *words,
        *((x, last, s) for x, s in zip((50, 300, 400, 500),
          ("F-1003", "3", "30.00", "90.00"), strict=True)),
        (400, 300, "Total"),
        (500, 300, "$150.00"),
    ]  # fmt: skip
    found = record(pdf(page)).lines

    assert [line.description for line in found] == ["Rope", *names]


PAIRS = """Brandauer GmbH

Rechnung

{own}              9003841122 / 10.11.2026
Auftragsnummer/Datum       1200447 / 02.11.2026
{order}      4500098716 / 30.10.2026

Endbetrag                       595,00 EUR
"""


@pytest.mark.parametrize(
    ("own", "order", "read_as"),
    [
        ("Nummer/Datum", "Ihre Bestellung/Datum",
         ("9003841122", "2026-11-10", "4500098716")),
        ("Rechnungsnr. / Datum", "Bestellnummer / Datum",
         ("9003841122", "2026-11-10", "4500098716")),
        ("Kundennummer/Datum", "Ihre Bestellung/Datum", (None, None, "4500098716")),
    ],
)  # fmt: skip
def test_a_number_and_its_day_have_one_label(
    own: str, order: str, read_as: tuple[str | None, ...]
) -> None:
    page = PAIRS.format(own=own, order=order)

    assert given(record(page.encode(), "case.txt")) == read_as


@pytest.mark.parametrize(
    ("sums", "currency"),
    [
        ("Total USD     58,00", "USD"),
        ("TOTAL EUROS     58,00", "EUR"),
        ("Total     58,00\nAmount due (CAD)     58,00", "CAD"),
        ("Total USD     58,00\nTotal EUR     54,00", None),
        ("Total     58,00", None),
    ],
)
def test_the_label_of_a_sum_names_the_currency(sums: str, currency: str | None) -> None:
    found = record(f"Invoice 4711\n\nPell\n\n{sums}\n".encode(), "case.txt").currency

    assert (found and found.value) == currency


def test_rates_one_upon_the_other_make_the_amount() -> None:
    page = """FATTURA
Fattura n. 1188

CODICE      DESCRIZIONE        QUANTITA      PREZZO    SCONTO      IMPORTO
TR-4512     Trapano                   4      139,00    10+5         475,38
PU-1900     Punte                    10       12,50    10+5         106,88
NA-3300     Nastro                   60        0,95                  57,00

Totale                                                              639,26
"""
    found = lines(page)

    assert [str(line.amount.value) for line in found if line.amount] == [
        "475.38",
        "106.88",
        "57.00",
    ]
    assert [line.list_price and str(line.list_price.value) for line in found] == [
        "139.00",
        "12.50",
        None,
    ]
    assert all(line.discount is None for line in found)


@pytest.mark.parametrize(
    ("label", "po"),
    [
        ("Your order/Date 4500771204 / 13.11.2026", "4500771204"),
        ("Your order / Date  4500771204 / 13.11.2026", "4500771204"),
        ("Customer no./Date 4500771204 / 13.11.2026", None),
    ],
)
def test_a_pair_without_a_gap(label: str, po: str | None) -> None:
    page = f"Invoice 4711-8\n\nPell\n\n{label}\n\nTotal     58,00\n"

    assert given(record(page.encode(), "case.txt"))[1:] == (None, po)


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("Rif. Ns. DDT 2211 del 10/11/2026", "Trapano"),
        ("Lieferschein 2211 vom 10.11.2026", "Trapano"),
        ("Rosso grande 2211", "Rosso grande 2211 Trapano"),
    ],
)
def test_the_delivery_of_some_lines_is_no_name(reference: str, name: str) -> None:
    page = f"""FATTURA
Fattura n. 1188

CODICE      DESCRIZIONE                             QUANTITA     PREZZO     IMPORTO
            {reference}
TR-4512     Trapano                                        4     139,00      556,00
NA-3300     Nastro                                        60       0,95       57,00

Totale                                                                       613,00
"""
    assert [line.description for line in lines(page)] == [name, "Nastro"]


def test_sums_close_a_table_without_a_gap() -> None:
    page = """Rechnung 2026-30771

Pos   Artikel    Bezeichnung        Menge     Einzelpreis      Gesamt
1     ZB-1020    Knarre                 6           38,40      230,40
2     ZB-2210    Schlüssel              1          119,50      119,50
                                              Nettosumme      349,90
                                              19 % MwSt.       66,48
                                              Gesamtbetrag €  416,38
"""
    found = record(page.encode(), "case.txt")

    assert found.subtotal
    assert found.tax
    assert (found.subtotal.value, found.tax.value) == (
        Decimal("349.90"),
        Decimal("66.48"),
    )
    assert found.currency
    assert found.currency.value == "EUR"


@pytest.mark.parametrize("title", ["FATTURA DIFFERITA", "NOTA DI CREDITO"])
def test_the_title_is_a_value_beside_its_number(pdf: Pdf, title: str) -> None:
    page = [
        (50, 60, "Tipo documento", 7),
        (180, 60, "Numero", 7),
        (260, 60, "Data", 7),
        (50, 72, title),
        (180, 72, "5504/V2"),
        (260, 72, "16/11/2026"),
        *TOTAL,
    ]
    assert given(record(pdf(page)))[0] == "5504/V2"
