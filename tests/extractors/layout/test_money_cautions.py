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
        ("FOR REVIEW ONLY - NOT A DEMAND FOR PAYMENT", Reason.INCOMPLETE_READING),
        ("Final invoice follows.", Reason.REVISED_INVOICE),
        ("Payment status: Paid", Reason.DUPLICATE_SUSPECT),
        ("Invoice status : VOID", Reason.INCOMPLETE_READING),
        ("Settled 11/19/2026", Reason.DUPLICATE_SUSPECT),
        ("Charged to your Visa ending 4242", Reason.DUPLICATE_SUSPECT),
        ("Ch# 10442 applied 210.00", Reason.DUPLICATE_SUSPECT),
        ("Betrag dankend erhalten", Reason.DUPLICATE_SUSPECT),
        ("Importe recibido", Reason.DUPLICATE_SUSPECT),
        ("Net of credit CM-7 for $20.00.", Reason.DUPLICATE_SUSPECT),
        ("Includes a 50% deposit", Reason.INCOMPLETE_READING),
        ("Installment 1 of 3", Reason.INCOMPLETE_READING),
        ("Rate 1 von 3", Reason.INCOMPLETE_READING),
        ("INVOICE - QUOTATION", Reason.INCOMPLETE_READING),
        ("Please cancel PO 10432.", Reason.INCOMPLETE_READING),
        ("Not payable until goods are received.", Reason.INCOMPLETE_READING),
        (
            "Goods have not been shipped yet. Prepayment required.",
            Reason.INCOMPLETE_READING,
        ),
        ("Training document", Reason.INCOMPLETE_READING),
        ("Debit Note", Reason.INCOMPLETE_READING),
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
        "A 50% deposit is required for custom orders.",
        "Deposits may be required. Orders may not be cancelled.",
        "Order status: shipped",
        "Credits are applied to your next order.",
        "Make checks out in US dollars. Check no. on your remittance, please.",
        "Returned checks are charged a fee.",
        "Buyer may not cancel order lines after shipment.",
        "Prices include all discounts. Net of tax.",
        "Quotation no. 99 was accepted on 11/01/2026.",
        "We may issue a debit note for returned freight.",
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
    told.add(Reason.INCOMPLETE_READING)
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


@pytest.mark.parametrize(
    "title",
    ["VAT INVOICE", "e-Invoice", "E-INVOICE", "Faktura", "Freight Invoice"],
)
def test_titles_that_are_invoices_too(
    title: str, typed: Callable[[str], bytes]
) -> None:
    reading = read(typed(INVOICE.replace("INVOICE", title)), "case.pdf")

    assert reading.kind == "invoice"


@pytest.mark.parametrize("title", ["DEBIT NOTE", "Debit Note", "Debit memo"])
def test_a_debit_note_is_held(title: str, typed: Callable[[str], bytes]) -> None:
    [extraction] = read(
        typed(INVOICE.replace("INVOICE", title)), "case.pdf"
    ).extractions

    assert Reason.INCOMPLETE_READING in {issue.code for issue in extraction.issues}
