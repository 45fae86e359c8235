"""What the mail that brings an invoice says against it, or says of any."""

import pytest

from extractors.codes import Reason
from extractors.layout.money.letters import letter_issues
from extractors.reading import read
from extractors.values import MoneyDocument

AGAINST = (
    ("Invoice AC-1", "Please ignore the attached invoice, it was sent by mistake."),
    ("Invoice AC-1", "Sorry, the attached invoice has a wrong price."),
    ("Invoice AC-1", "The correct one follows tomorrow."),
    ("Invoice AC-1", "We have cancelled this invoice. A credit note follows."),
    ("Invoice AC-1", "Invoice AC-1 has been voided."),
    ("Invoice AC-1", "This invoice was sent in error."),
    ("Invoice AC-1", "Thank you for your payment by credit card."),
    ("Invoice AC-1", "The invoice is for your records only."),
    ("Invoice AC-1", "No action required: it was charged to your card on file."),
    ("Invoice AC-1", "The amount was charged to your Visa ending 4242."),
    ("Invoice AC-1", "Do not pay this invoice until we have spoken."),
    ("Invoice AC-1", "This invoice is overdue."),
    ("Invoice AC-1", "We invoice in advance. Goods ship when we receive the money."),
    ("Invoice AC-1", "Please check the attached draft."),
    ("Rechnung AC-1", "Bitte ignorieren Sie die beigefügte Rechnung."),
    ("Rechnung AC-1", "Die Rechnung wurde storniert. Eine Gutschrift folgt."),
    ("Facture AC-1", "Cette facture a été annulée, un avoir suivra."),
    ("Factura AC-1", "Esta factura fue anulada."),
    ("Fattura AC-1", "Questa fattura è stata annullata."),
    ("Factuur AC-1", "Deze factuur is geannuleerd."),
    ("CANCELLED: Invoice AC-1", "Attached."),
    ("Invoice AC-1 (VOID)", "Attached."),
    ("Paid invoice AC-1", "Attached."),
    ("Proforma AC-1", "Attached for customs."),
    ("Payment reminder AC-1", "Attached."),
    ("Draft invoice for your approval AC-1", "Please check."),
    ("Revised: Invoice AC-1", "Attached."),
)
NOTHING = (
    ("Invoice AC-1", "Our invoice is attached."),
    ("Invoice AC-1", "Attached please find a copy of our invoice."),
    ("Invoice AC-1", "A copy of your invoice is attached for your records."),
    ("Invoice AC-1", "If you have already paid, please disregard this invoice."),
    ("Invoice AC-1", "If this invoice was sent to you in error, please tell us."),
    ("Invoice AC-1", "Please tell us if the invoice is wrong."),
    ("Invoice AC-1", "Please process the attached invoice for payment."),
    ("Invoice AC-1", "Thank you for your business and prompt payment."),
    ("Invoice AC-1", "You can sign up for AutoPay in our portal."),
    ("Invoice AC-1", "We accept all major credit cards."),
    ("Invoice AC-1", "Do not reply to this message."),
    ("Invoice AC-1", "Do not hesitate to contact us about this invoice."),
    ("Invoice AC-1", "The goods were shipped on 11/19 by UPS."),
    ("Invoice AC-1 for PO 4711", "Payment is due within 30 days."),
    ("Your invoice AC-1 is ready", "View it in the attached PDF."),
    ("RE: Quote 9981 - invoice AC-1", "As agreed, our invoice."),
    ("Fwd: Invoice AC-1", "See attached."),
    ("Rechnung AC-1", "Anbei erhalten Sie unsere Rechnung."),
    ("Facture AC-1", "Veuillez trouver ci-joint notre facture."),
    ("Factura AC-1", "Adjuntamos nuestra factura."),
    ("Fattura AC-1", "In allegato la nostra fattura."),
    ("Factuur AC-1", "Bijgevoegd onze factuur."),
)


@pytest.mark.parametrize(("subject", "text"), AGAINST)
def test_a_letter_takes_its_invoice_back(subject: str, text: str) -> None:
    assert list(letter_issues(f"{subject}\n\nHello,\n\n{text}\n"))


@pytest.mark.parametrize(("subject", "text"), NOTHING)
def test_a_letter_that_only_brings_one_says_nothing(subject: str, text: str) -> None:
    assert list(letter_issues(f"{subject}\n\nHello,\n\n{text}\n")) == []


PAPER = """Halyard Supply Co.                                 INVOICE
100 Dock Street                                    Invoice No: HS-20418
                                                   Invoice Date: 11/18/2026
                                                   Customer PO: 10432

Item        Description             Qty    Unit Price      Amount
SR-4872     Steel rack 36x18          4         52.50      210.00

                                           Total          $210.00
"""
MAIL = (
    "From: a@vendor.example\r\nSubject: {subject}\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n\r\n{text}\r\n'
    "--b\r\nContent-Type: text/plain; name=invoice.txt\r\n"
    "Content-Disposition: attachment; filename=invoice.txt\r\n\r\n{paper}\r\n--b--\r\n"
)


@pytest.mark.parametrize(
    ("subject", "text", "codes"),
    [
        ("Invoice HS-20418", "Our invoice is attached.", set()),
        (
            "Invoice HS-20418",
            "We have cancelled this invoice.",
            {Reason.INCOMPLETE_READING},
        ),
        ("CANCELLED: Invoice HS-20418", "Attached.", {Reason.INCOMPLETE_READING}),
        (
            "Re: Invoice HS-20418",
            "Attached.\r\n\r\n> Please do not pay this invoice.",
            set(),
        ),
    ],
)
def test_the_invoice_of_an_attachment_has_what_its_letter_says(
    subject: str, text: str, codes: set[Reason]
) -> None:
    content = MAIL.format(
        subject=subject, text=text, paper=PAPER.replace("\n", "\r\n")
    ).encode()
    [told] = [
        {issue.code for issue in e.issues}
        for e in read(content, "").extractions
        if isinstance(e.record, MoneyDocument)
    ]

    assert told == codes
