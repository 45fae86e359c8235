"""What a paper says of itself, told apart from what its rows say of others."""

from collections.abc import Callable

import pytest

from extractors.reading import read
from extractors.values import MoneyDocument, Reading

REMINDED = """Hallermann GmbH

{title}

Kundennummer 20418

{head}
RE 118822     14.09.2026   28.09.2026    418,60
{second}

Summe                                    695,75
"""
HEAD = "Rechnung      Datum        Fällig am     Betrag"
SECOND = "RE 119034     28.09.2026   12.10.2026    277,15"


def text(page: str) -> Reading:
    return read(page.encode(), "case.txt")


def record(reading: Reading) -> MoneyDocument:
    [found] = [
        e.record for e in reading.extractions if isinstance(e.record, MoneyDocument)
    ]
    return found


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2. Mahnung", "other"),
        ("1. Zahlungserinnerung", "other"),
        ("2nd Reminder", "other"),
        ("2ème relance", "other"),
        ("2º recordatorio de pago", "other"),
        ("Wir haben noch keinen Eingang feststellen können", "other"),
        ("Rechnung Nr. 118822", "invoice"),
    ],
)
def test_a_reminder_lists_invoices_and_is_none(title: str, kind: str) -> None:
    page = REMINDED.format(title=title, head=HEAD, second=SECOND)

    assert text(page).kind == kind


def test_the_number_of_one_invoice_in_a_row_makes_one() -> None:
    page = REMINDED.format(title="", head=HEAD, second="")

    assert text(page).kind == "invoice"


def test_an_item_of_a_list_is_no_title() -> None:
    """A letter's enclosures are numbered as reminders are."""
    page = (
        "Invoice 4711\n\nEnclosed:\n1. Packing list\n2. Delivery note\n\nTotal $4.00\n"
    )

    assert text(page).kind == "invoice"


ENTRIES = """Lemoine SA

{title}

Date         Pièce        Débit      Crédit      Solde
02/09/2026   FA 61120     418,20                418,20
17/09/2026   FA 61348     622,64              1 040,84
"""


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("RELEVÉ DE COMPTE AU 31/10/2026", "2026-10-31"),
        ("Relevé de compte du 31/10/2026", "2026-10-31"),
        ("Statement as of 31/10/2026", "2026-10-31"),
        ("Kontoauszug zum 31.10.2026", "2026-10-31"),
        ("Relevé de compte du 01/10/2026 au 31/10/2026", None),
        ("Relevé de compte", None),
    ],
)
def test_a_column_of_days_dates_no_statement(title: str, day: str | None) -> None:
    found = record(text(ENTRIES.format(title=title)))

    assert (found.date.value.isoformat() if found.date else None) == day


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ("Rechnung vom 05.11.2026", "2026-11-05"),
        ("Rechnung\nzur Bestellung vom 05.11.2026", None),
        ("Hagen, 05.11.2026\nRechnung", "2026-11-05"),
        ("Bad Berka, 05.11.2026\nRechnung", "2026-11-05"),
        ("Rechnung\nLieferung 12, 05.11.2026", None),
        ("Rechnung\ngeliefert, 05.11.2026", None),
    ],
)
def test_a_day_without_a_label(head: str, day: str | None) -> None:
    page = f"Pohlmann GmbH\n{head}\n\nRechnungsnummer: 20931\n\nSumme  58,00 EUR\n"
    found = record(text(page))

    assert (found.date.value.isoformat() if found.date else None) == day


KIT = """INVOICE
Invoice No: 5501938
Date: 11/11/2026

Shipped  Item          Description                  Price   Extended
      1  PK-HYD-40     Power unit kit            4,875.00   4,875.00
{parts}
      6  HOSE-12-96    Hose assembly                88.45     530.70
      2  GEN-3500      Generator                 1,129.00   2,258.00

Total                                                     $7,663.70
"""
PARTS = """      1  PUMP-A10      Axial piston pump
      2  FLT-25        Filter element"""


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (PARTS, "Power unit kit"),
        ("                       with pump and filter", "Power unit kit with pump"),
    ],
    ids=["parts", "more of the name"],
)
def test_parts_of_a_kit_belong_to_no_line(parts: str, name: str) -> None:
    lines = record(text(KIT.format(parts=parts))).lines

    assert [line.sku.value if line.sku else None for line in lines] == [
        "PK-HYD-40",
        "HOSE-12-96",
        "GEN-3500",
    ]
    assert lines[0].description.startswith(name)
    assert lines[1].description == "Hose assembly"


def test_a_row_without_amount_may_be_half_a_line() -> None:
    """Number and quantity over name and price: nothing is left out."""
    page = """INVOICE
Invoice No: 5501938

Qty   Item          Description                  Price   Extended
  4   PK-HYD-40
                    Power unit                  875.00   3,500.00

  6   HOSE-12-96
                    Hose assembly                88.45     530.70

Total                                                   $4,030.70
"""
    lines = record(text(page)).lines

    found = [(line.sku, line.quantity) for line in lines]
    assert [(s and s.value, q and str(q.value)) for s, q in found] == [
        ("PK-HYD-40", "4"),
        ("HOSE-12-96", "6"),
    ]


SOLD = """Pinecrest Business                       Invoice
                                         Invoice # 1XQ7-3

{head}
Description                           Qty    Unit price      Amount
Nitrile gloves                         10        $13.49     $134.90
{line}
Alcohol pads                            6         $4.99      $29.94
{line}

Total                                                       $164.84
"""


@pytest.mark.parametrize(
    ("head", "line", "vendor"),
    [
        ("", "Sold by: Halden Medical Supply LLC", None),
        ("Sold by: Halden Medical Supply LLC", "", "Halden Medical Supply LLC"),
    ],
)
def test_who_sold_a_line_is_not_who_bills(
    head: str, line: str, vendor: str | None
) -> None:
    found = record(text(SOLD.format(head=head, line=line)))

    assert (found.vendor and found.vendor.value) == vendor


@pytest.mark.parametrize(
    ("first", "second", "customer"),
    [
        ("Accounts Payable", "Lowell Dental Group", "Lowell Dental Group"),
        ("Rechnungsprüfung", "Lowell KG", "Lowell KG"),
        ("Lowell Dental Group", "Accounts Payable", "Lowell Dental Group"),
    ],
)
def test_a_department_is_no_customer(
    pdf: Callable[..., bytes], first: str, second: str, customer: str
) -> None:
    page = pdf(
        [
            (50, 60, "Invoice No. 4711"),
            (50, 90, "Bill To"),
            (50, 102, first),
            (50, 114, second),
            (50, 160, "Total"),
            (200, 160, "$40.00"),
        ]
    )
    found = record(read(page, "case.pdf"))

    assert found.customer
    assert found.customer.value == customer


BILLED = """Steinkühler OHG

{head}

Artikel      Bezeichnung          Anzahl     Preis    Betrag
A-301-7      Weidezaun                 4     62,25    249,00

{foot}
"""
FOOT = "Zu zahlen                                     249,00 EUR"


@pytest.mark.parametrize(
    ("head", "foot", "kind"),
    [
        ("Rechnung Nr. 26/4410\nLieferschein 26-9931 vom 05.11.2026", FOOT, "invoice"),
        ("Lieferschein 26-9931 vom 05.11.2026", FOOT, "other"),
        ("Lieferschein 26-9931\nRechnung Nr. 26/4410", FOOT, "other"),
    ],
)
def test_the_delivery_note_of_an_invoice_is_no_title(
    head: str, foot: str, kind: str
) -> None:
    assert text(BILLED.format(head=head, foot=foot)).kind == kind


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Schlussrechnung SR-2026-041", "SR-2026-041"),
        ("Abschlagsrechnung 260417", "260417"),
        ("Factura rectificativa 26/1093", "26/1093"),
        ("Schlussrechnung 2026", None),
        ("Tax Invoice 11/05/2026", None),
        ("Schlussrechnung zur Bestellung SR-2026-041", None),
    ],
)
def test_a_title_may_end_with_the_number(title: str, number: str | None) -> None:
    page = f"{title}\n\nReuter PartG\n\nSumme netto     58,00 EUR\n"
    found = record(text(page)).number

    assert (found and found.value) == number


GRID = """Levante S.A.U.

FACTURA         FECHA         CLIENTE        {third}       ALBARÁN
26FV/004471     21-11-2026    {client}      4100-22        26AV/10022

CÓDIGO        DESCRIPCIÓN          CANTIDAD    PRECIO    IMPORTE
LED-4410      Lámpara                 60,00      8,35     501,00

{heads}
{sums}
"""
HEADS = (
    "SUMA        DTO. P.P. 2%    BASE IMPONIBLE   {rate}   CUOTA I.V.A.   TOTAL EUROS"
)
SUMS = (
    "501,00            -10,02            490,98    21,00         103,11        594,09"
)


@pytest.mark.parametrize("rate", ["% I.V.A.", "I.V.A. %"])
def test_a_row_of_sums_under_their_heads(rate: str) -> None:
    page = GRID.format(
        third="S/PEDIDO", client="430008812", heads=HEADS.format(rate=rate), sums=SUMS
    )
    reading = text(page)
    found = record(reading)

    assert reading.kind == "invoice"
    assert found.number
    assert found.number.value == "26FV/004471"
    assert found.customer is None
    named = [(c.kind, c.label, str(c.amount.value)) for c in found.named_charges]
    assert named == [
        ("allowance", "DTO. P.P. 2%", "10.02"),
        ("tax", "CUOTA I.V.A.", "103.11"),
    ]


@pytest.mark.parametrize(
    "total", ["TOTAL FACTURA: 2.615,09 €", "Total facture : 615,09 €"]
)
def test_an_amount_is_no_number(total: str) -> None:
    page = f"FACTURA\n\nNº de factura: A-26/1093\nFecha: 21/11/2026\n\n{total}\n"
    found = record(text(page)).number

    assert found
    assert found.value == "A-26/1093"


@pytest.mark.parametrize(
    "label", ["Gutschrift-Nr.", "Gutschriftsnummer", "Credit No.", "N° d'avoir"]
)
def test_the_number_of_a_credit_is_labelled(label: str) -> None:
    page = f"Ilgen AG\n\n{label}: GS-26-00931\n\nSumme     374,02 EUR\n"
    reading = text(page)
    found = record(reading)

    assert reading.kind == "credit_memo"
    assert found.number
    assert found.number.value == "GS-26-00931"


def test_the_code_of_its_type_opens_an_italian_title() -> None:
    page = "TD04 nota di credito     Nazione: IT\n\nTotale documento   690,03 EUR\n"

    assert text(page).kind == "credit_memo"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("O RDE R ACKN OWL E D G M E NT", "order_ack"),
        ("I N V O I C E", "invoice"),
        ("C R E DIT M E MO", "credit_memo"),
        ("A B C D E F", "other"),
    ],
)
def test_letters_set_apart_are_a_title(title: str, kind: str) -> None:
    page = f"{title}\n\nKeystone Co.\n\nTotal   $773.84\n"

    assert text(page).kind == kind
