"""What is said of an invoice is understood word by word, or a person reads it."""

import pytest

from extractors.codes import Reason
from extractors.covering.invoices import unclear
from extractors.reading import read
from extractors.values import MoneyDocument

UNCLEAR = [
    "The customer has contested this invoice.",
    "This invoice is covered by a gift voucher.",
    "The amount shown is an approximation.",
    "This charge was reversed on 11/20.",
    "Your account shows a zero balance.",
    "Diese Rechnung ist hinfällig.",
    "Cette facture est sans objet.",
    "Esta factura queda sin efecto.",
    "La presente fattura è da considerarsi nulla.",
    "Deze factuur komt te vervallen.",
]
OF_A_LETTER = [
    "No need to send money for this one.",
    "We took the money from your card.",
    "The bill will be replaced once weights are known.",
    "We will credit the full amount after you return the old unit.",
    "The remaining half is billed in January.",
    "Bitte kürzen Sie den Betrag um 12,00.",
    "Es handelt sich um eine Abschlagszahlung.",
    "Facture déjà honorée par virement.",
    "Importe cobrado con tarjeta.",
    "Nulla è dovuto.",
    "U bent niets verschuldigd.",
]
PLAIN = [
    "Please find attached our invoice for your purchase order 4711.",
    "Hi team, here's the invoice for last week's order.",
    "Please see attached invoice and remit payment at your earliest convenience.",
    "The total due is $105.00, payable within 30 days.",
    "Please let us know if you have any questions about this invoice.",
    "Kindly confirm receipt of this invoice.",
    "This email contains an invoice in PDF format.",
    "The goods on this invoice shipped on 11/19/2026, tracking 1Z5R89390357567127.",
    "Sorry for the delay in getting this invoice to you.",
    "We accept ACH, check and all major credit cards.",
    "A hard copy of the invoice will not be mailed.",
    "This invoice was created electronically and is valid without signature.",
    "If this invoice is wrong, tell us within 8 days.",
    "Any claim about this invoice must be made in writing.",
    "Questions about this invoice?",
    "This has nothing to do with money: the office moves in May?",
    "Anbei erhalten Sie unsere Rechnung Nr. 20418 zu Ihrer Bestellung 4711.",
    "Bitte überweisen Sie den Rechnungsbetrag innerhalb von 30 Tagen.",
    "Diese Rechnung wurde elektronisch erstellt und ist ohne Unterschrift gültig.",
    "Veuillez trouver ci-joint notre facture n° 20418 relative à votre commande 4711.",
    "Nous vous remercions de votre règlement sous 30 jours.",
    "Adjuntamos la factura correspondiente a su pedido 4711.",
    "El importe total es de 105,00 dólares y vence el 20/12/2026.",
    "In allegato trovate la nostra fattura n. 20418 relativa al vostro ordine 4711.",
    "Bijgevoegd vindt u onze factuur 20418 voor uw bestelling 4711.",
    "Wij verzoeken u het bedrag binnen 30 dagen over te maken.",
]


@pytest.mark.parametrize("words", UNCLEAR)
@pytest.mark.parametrize("letter", [True, False])
def test_what_is_said_of_this_invoice_has_to_be_understood(
    words: str, *, letter: bool
) -> None:
    assert unclear(f"Hello,\n\n{words}\n\nRegards", letter=letter) == (words,)


@pytest.mark.parametrize("words", OF_A_LETTER)
def test_a_letter_speaks_of_its_invoice_whenever_of_money(words: str) -> None:
    assert unclear(f"Hello,\n\n{words}\n\nRegards", letter=True) == (words,)


REMARKS = [
    "Freight allowance still to be applied.",
    "Pricing error on line 1, see email.",
    "Se emitirá una nota de abono.",
    "Customer deducted 20.00 at source from the amount.",
    "Cost and amount shown for accrual purposes only.",
    "Payment already drawn by standing order.",
    "Wir haben den Betrag bereits belastet.",
    "Preisdifferenz wird gutgeschrieben, Betrag folgt.",
    "Somme et montant déjà prélevés.",
    "Factura en espera de aprobación.",
    "Importo già addebitato sul conto.",
    "Factuur in afwachting van goedkeuring.",
]
FINE_PRINT = [
    "Merce resa solo se autorizzata.",
    "La merce viaggia a rischio del committente.",
    "No deductions without prior authorization.",
    "Used goods cannot be returned.",
    "All goods are checked twice before they leave our dock.",
    "Please return the remittance slip with your payment.",
    "The goods have been collected by UPS on 11/19/2026.",
    "See invoice terms on reverse.",
    "Freight is prepaid and added.",
    "Amount due: $105.00",
    "Past due accounts are charged 1.5% interest per month.",
    "Title passes on payment.",
    "passes on payment of the quibbled sum.",
    "Goods remain our property until paid in full.",
    "Payments by credit card are subject to a fee of 3%.",
    "Claims about the amount billed expire after 8 days.",
    "Customer Account No. 448120 - Credit Dept. ext. 12",
    "Bei Zahlungsverzug berechnen wir Verzugszinsen.",
    "Tout retard de paiement entraîne des pénalités.",
]


@pytest.mark.parametrize("words", REMARKS)
def test_a_remark_on_a_paper_has_to_be_understood(words: str) -> None:
    assert unclear(f"Thank you.\n\n{words}\n", letter=False) == (words,)


@pytest.mark.parametrize("words", FINE_PRINT)
def test_fine_print_is_no_remark(words: str) -> None:
    assert unclear(f"Thank you.\n\n{words}\n", letter=False) == ()


def test_a_page_of_terms_is_none_of_remarks() -> None:
    terms = "\n\n".join(f"Remarkable amount number {n} quibbles." for n in "abcdefgh")

    assert unclear(terms, letter=False) == ()
    assert len(unclear(terms[: len(terms) // 2], letter=False)) > 1


@pytest.mark.parametrize("words", PLAIN)
@pytest.mark.parametrize("letter", [True, False])
def test_plain_sentences(words: str, *, letter: bool) -> None:
    assert unclear(f"Hello,\n\n{words}\n\nRegards", letter=letter) == ()


def test_names_and_goods_say_nothing() -> None:
    said = "Invoice for the bins of quibble works attached."

    assert unclear(said, letter=True) == (said,)
    assert unclear(said, {"bin", "quibble", "works"}, letter=True) == ()


PAPER = """Halyard Supply Co.                                 INVOICE
100 Dock Street                                    Invoice No: HS-20418
                                                   Invoice Date: 11/18/2026
                                                   Customer PO: 10432

Item        Description             Qty    Unit Price      Amount
SR-4872     Steel rack 36x18          4         52.50      210.00

                                           Total          $210.00

{below}
"""
MAIL = (
    "From: a@vendor.example\r\nSubject: Invoice\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n\r\n{text}\r\n'
    "--b\r\nContent-Type: text/plain; name=invoice.txt\r\n"
    "Content-Disposition: attachment; filename=invoice.txt\r\n\r\n{paper}\r\n--b--\r\n"
)


@pytest.mark.parametrize(
    ("text", "below", "held"),
    [
        ("Our invoice is attached.", "Thank you.", False),
        ("Invoice attached: fully dressed in a voucher.", "Thank you.", True),
        ("Our invoice is attached.", "This invoice is dressed in a voucher.", True),
        ("The weather is fine in Duluth.", "Vouchers are sold at our desk.", False),
    ],
)
def test_the_invoice_is_held(text: str, below: str, *, held: bool) -> None:
    paper = PAPER.format(below=below).replace("\n", "\r\n")
    reading = read(MAIL.format(text=text, paper=paper).encode(), "")
    [told] = [
        {issue.code for issue in e.issues}
        for e in reading.extractions
        if isinstance(e.record, MoneyDocument)
    ]

    assert told == ({Reason.UNCLEAR_WORDS} if held else set())
