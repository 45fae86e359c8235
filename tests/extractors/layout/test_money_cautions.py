"""An invoice whose own words speak against it is a person's."""

from collections.abc import Callable

import pytest

from extractors.codes import Reason
from extractors.reading import read
from extractors.values import MoneyDocument

INVOICE = """Halyard Supply Co.                                 INVOICE
100 Dock Street                                    Invoice No: HS-20418
Portland, OR 97201                                 Invoice Date: 11/18/2026
                                                   Customer PO: 10432
Bill to: Larkspur Home

Item        Description             Qty    Unit Price      Amount
SR-4872     Steel rack 36x18          4         52.50      210.00

                                           Total          $210.00
"""


def codes(words: str) -> set[Reason]:
    mail = f"From: a@vendor.example\r\nSubject: Invoice\r\n\r\n{INVOICE}\n{words}\n"
    reading = read(mail.replace("\r\n", "\n").replace("\n", "\r\n").encode(), "")
    [told] = [
        {issue.code for issue in e.issues}
        for e in reading.extractions
        if isinstance(e.record, MoneyDocument)
    ]
    return told


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("THIS INVOICE REPLACES INVOICE D36679", Reason.REVISED_INVOICE),
        ("Supersedes and cancels invoice D36679", Reason.REVISED_INVOICE),
        ("Corrected invoice", Reason.REVISED_INVOICE),
        ("INVOICE REVISED", Reason.REVISED_INVOICE),
        ("Amended tax invoice", Reason.REVISED_INVOICE),
        ("Invoice (corrected)", Reason.REVISED_INVOICE),
        ("Korrigierte Rechnung", Reason.REVISED_INVOICE),
        ("Berichtigte Rechnung", Reason.REVISED_INVOICE),
        ("Rechnungskorrektur", Reason.REVISED_INVOICE),
        ("Korrekturrechnung", Reason.REVISED_INVOICE),
        ("Facture d'avoir", Reason.REVISED_INVOICE),
        ("Fattura rettificativa", Reason.REVISED_INVOICE),
        ("Fattura correttiva", Reason.REVISED_INVOICE),
        ("Diese Rechnung ersetzt die Rechnung D36679", Reason.REVISED_INVOICE),
        ("Facture rectificative", Reason.REVISED_INVOICE),
        ("Facture corrigée", Reason.REVISED_INVOICE),
        ("Annule et remplace la facture D36679", Reason.REVISED_INVOICE),
        ("Factura rectificativa", Reason.REVISED_INVOICE),
        ("Sustituye a la factura D36679", Reason.REVISED_INVOICE),
        ("Fattura rettificata", Reason.REVISED_INVOICE),
        ("Sostituisce la fattura D36679", Reason.REVISED_INVOICE),
        ("Gecorrigeerde factuur", Reason.REVISED_INVOICE),
        ("Vervangt factuur D36679", Reason.REVISED_INVOICE),
        ("Rechnungskopie", Reason.DUPLICATE_SUSPECT),
        ("Duplicata de facture", Reason.DUPLICATE_SUSPECT),
        ("PAID IN FULL", Reason.DUPLICATE_SUSPECT),
        ("Balance due $0.00", Reason.DUPLICATE_SUSPECT),
        ("Charged to credit card ending 4242", Reason.DUPLICATE_SUSPECT),
        ("Invoice copy", Reason.DUPLICATE_SUSPECT),
        ("*** VOID *** DO NOT PAY", Reason.INCOMPLETE_READING),
        ("ALL PRICES IN CAD", Reason.CURRENCY_MISMATCH),
        ("Total payable in Canadian funds", Reason.CURRENCY_MISMATCH),
    ],
)
def test_words_that_speak_against_an_invoice(words: str, code: Reason) -> None:
    assert code in codes(words)


@pytest.mark.parametrize(
    "words",
    [
        "Thank you for your business.",
        "All prices in US dollars",
        "Void where prohibited. Title passes on payment.",
        "A service charge of 1.5% per month applies to past due balances.",
        "The goods remain ours until they are paid in full.",
        "If already paid, please disregard.",
        "Please quote this invoice with your payment.",
        "Reklamationen zu dieser Rechnung bitte schriftlich.",
        "Sauf facture rectificative, payable à 30 jours.",
        "Si la factura rectificada no llega, avise.",
    ],
)
def test_other_words_do_not(words: str) -> None:
    told = {Reason.REVISED_INVOICE, Reason.DUPLICATE_SUSPECT, Reason.CURRENCY_MISMATCH}
    assert not codes(words) & told


ORDER = """Halyard Supply Co.                                 {title}
100 Dock Street                                    Order No: HS-20418
Portland, OR 97201                                 Date: 11/18/2026
                                                   Your PO: 10432

Item        Description             Qty    Unit Price      Amount
SR-4872     Steel rack 36x18          4         52.50      210.00
                                           Total          $210.00
"""


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("ORDER CONFIRMATION", False),
        ("REVISED ORDER CONFIRMATION", True),
        ("ORDER CONFIRMATION - REVISED", True),
        ("GEÄNDERTE AUFTRAGSBESTÄTIGUNG", True),
        ("CONFERMA D'ORDINE RETTIFICATA", True),
        ("CONFIRMATION DE COMMANDE MODIFIÉE", True),
        ("GEWIJZIGDE ORDERBEVESTIGING", True),
    ],
)
def test_an_order_that_stands_for_another_says_so(
    title: str, *, told: bool, typed: Callable[[str], bytes]
) -> None:
    content = typed(ORDER.format(title=title))
    [extraction] = read(content, "case.pdf").extractions

    assert isinstance(extraction.record, MoneyDocument)
    assert extraction.record.kind == "order_ack"
    assert (Reason.INCOMPLETE_READING in {i.code for i in extraction.issues}) is told
