"""Documents of money, and the honest answer about each."""

from dataclasses import dataclass
from typing import Any

INVOICE = """Halyard Supply Co.                                 INVOICE
100 Dock Street                                    Invoice No: HS-20418
Portland, OR 97201                                 Invoice Date: 11/18/2026
                                                   Customer PO: 10432
Bill to: Larkspur Home

Item        Description             Qty    Unit Price      Amount
SR-4872     Steel rack 36x18          4         52.50      210.00
SR-4873     Shelf                     3         19.25       57.75
KT-0110     Hook set B               12          1.10       13.20

                                           Subtotal        280.95
                                           Freight          24.00
                                           Sales tax        22.48
                                           Total          $327.43
Thank you
"""
CREDIT = """Halyard Supply Co.                                 CREDIT MEMO
                                                   Credit Memo No: CM-771
                                                   Credit Date: 11/19/2026
                                                   Customer PO: 10377

Item        Description             Qty    Unit Price      Amount
SR-4873     Shelf                     2         19.25       38.50

                                           Total           $38.50
"""
RECHNUNG = """Nordlicht Handel GmbH                              RECHNUNG
Hafenweg 3, 20457 Hamburg                          Rechnungsnummer: 2026-0815
                                                   Rechnungsdatum: 18.11.2026
                                                   Ihre Bestellung: B-4471

Artikel     Bezeichnung             Menge    Einzelpreis      Betrag
NL-100      Lampe                     10          125,00    1.250,00
NL-205      Schirm                     2           40,50       81,00

                                             Nettobetrag    1.331,00
                                             MwSt 19 %        252,89
                                             Gesamtbetrag   1.583,89 EUR
"""
ACK = """ORDER ACKNOWLEDGEMENT
Acknowledgement No: A-5512
Date: 11/17/2026
PO Number: 10440

Item        Description             Qty    Unit Price      Amount
BX-1        Box                      20          2.00       40.00
BX-2        Lid                      20          0.75       15.00

                                           Subtotal         55.00
                                           Handling          5.00
                                           Total            60.00
"""


@dataclass(frozen=True)
class Bill:
    """One document and what a careful reader copies from it."""

    name: str
    text: str
    honest: dict[str, Any]
    total: str
    """The printed total, as a decimal."""


def value(text: str, evidence: str) -> dict[str, str]:
    return {"text": text, "evidence": evidence}


def row(sku: str, name: str, quantity: str, price: str, amount: str) -> dict[str, Any]:
    return {
        "sku": sku,
        "description": name,
        "quantity": quantity,
        "unit": None,
        "unit_price": price,
        "price_basis": None,
        "discount": None,
        "amount": amount,
        "evidence": f"{sku}  {name}  {quantity}  {price}  {amount}",
    }


def bill(kind: str, **change: Any) -> dict[str, Any]:
    empty: dict[str, Any] = dict.fromkeys(
        (
            "number",
            "date",
            "po_number",
            "vendor",
            "customer",
            "currency",
            "subtotal",
            "freight",
            "tax",
            "total",
        )
    )
    return {"kind": kind, **empty, "lines": [], "charges": [], **change}


BILLS = (
    Bill(
        "invoice",
        INVOICE,
        bill(
            "invoice",
            number=value("HS-20418", "100 Dock Street  Invoice No: HS-20418"),
            date=value("11/18/2026", "Invoice Date: 11/18/2026"),
            po_number=value("10432", "Customer PO: 10432"),
            vendor=value("Halyard Supply Co.", "Halyard Supply Co.  INVOICE"),
            customer=value("Larkspur Home", "Bill to: Larkspur Home"),
            currency=value("$", "Total  $327.43"),
            subtotal=value("280.95", "Subtotal  280.95"),
            freight=value("24.00", "Freight  24.00"),
            tax=value("22.48", "Sales tax  22.48"),
            total=value("327.43", "Total  $327.43"),
            lines=[
                row("SR-4872", "Steel rack 36x18", "4", "52.50", "210.00"),
                row("SR-4873", "Shelf", "3", "19.25", "57.75"),
                row("KT-0110", "Hook set B", "12", "1.10", "13.20"),
            ],
        ),
        "327.43",
    ),
    Bill(
        "credit memo",
        CREDIT,
        bill(
            "credit_memo",
            vendor=value("Halyard Supply Co.", "Halyard Supply Co.  CREDIT MEMO"),
            number=value("CM-771", "Credit Memo No: CM-771"),
            date=value("11/19/2026", "Credit Date: 11/19/2026"),
            po_number=value("10377", "Customer PO: 10377"),
            total=value("$38.50", "Total  $38.50"),
            lines=[row("SR-4873", "Shelf", "2", "19.25", "38.50")],
        ),
        "38.50",
    ),
    Bill(
        "Rechnung",
        RECHNUNG,
        bill(
            "invoice",
            vendor=value("Nordlicht Handel GmbH", "Nordlicht Handel GmbH  RECHNUNG"),
            number=value("2026-0815", "Rechnungsnummer: 2026-0815"),
            date=value("18.11.2026", "Rechnungsdatum: 18.11.2026"),
            po_number=value("B-4471", "Ihre Bestellung: B-4471"),
            currency=value("EUR", "Gesamtbetrag  1.583,89 EUR"),
            subtotal=value("1.331,00", "Nettobetrag  1.331,00"),
            tax=value("252,89", "MwSt 19 %  252,89"),
            total=value("1.583,89", "Gesamtbetrag  1.583,89 EUR"),
            lines=[
                row("NL-100", "Lampe", "10", "125,00", "1.250,00"),
                row("NL-205", "Schirm", "2", "40,50", "81,00"),
            ],
        ),
        "1583.89",
    ),
    Bill(
        "acknowledgement",
        ACK,
        bill(
            "order_ack",
            number=value("A-5512", "Acknowledgement No: A-5512"),
            date=value("11/17/2026", "Date: 11/17/2026"),
            po_number=value("10440", "PO Number: 10440"),
            subtotal=value("55.00", "Subtotal  55.00"),
            total=value("60.00", "Total  60.00"),
            lines=[
                row("BX-1", "Box", "20", "2.00", "40.00"),
                row("BX-2", "Lid", "20", "0.75", "15.00"),
            ],
            charges=[
                {
                    "kind": "charge",
                    "label": "Handling",
                    "amount": "5.00",
                    "evidence": "Handling  5.00",
                }
            ],
        ),
        "60.00",
    ),
)
