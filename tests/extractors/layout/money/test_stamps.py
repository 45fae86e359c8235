"""Stamps, deposits and sums in words: what an invoice says against itself."""

from decimal import Decimal

import pytest

from extractors.codes import Reason
from extractors.reading import read
from extractors.values import MoneyDocument
from tests.adversarial.bill_cases import Sent
from tests.adversarial.notices import pdf_bytes

R = Reason
SENT = Sent(0)
STAMPED = {
    "PAID": R.DUPLICATE_SUSPECT,
    "** PAID **": R.DUPLICATE_SUSPECT,
    "Paid 11/19/2026": R.DUPLICATE_SUSPECT,
    "PAID BY CHECK #4411": R.DUPLICATE_SUSPECT,
    "BEZAHLT": R.DUPLICATE_SUSPECT,
    "ACQUITTÉ": R.DUPLICATE_SUSPECT,
    "PAGADO": R.DUPLICATE_SUSPECT,
    "FILE COPY": R.DUPLICATE_SUSPECT,
    "KOPIE": R.DUPLICATE_SUSPECT,
    "DUPLICATA": R.DUPLICATE_SUSPECT,
    "SECOND NOTICE": R.DUPLICATE_SUSPECT,
    "PAST DUE": R.DUPLICATE_SUSPECT,
    "MAHNUNG": R.DUPLICATE_SUSPECT,
    "VOID": R.INCOMPLETE_READING,
    "CANCELED": R.INCOMPLETE_READING,
    "STORNIERT": R.INCOMPLETE_READING,
    "ANNULLATO": R.INCOMPLETE_READING,
    "ESTIMATE": R.INCOMPLETE_READING,
    "SUPERSEDED": R.REVISED_INVOICE,
    "Rev. 2": R.REVISED_INVOICE,
    "GECORRIGEERD": R.REVISED_INVOICE,
}
NO_STAMPS = [
    "",
    "PAID parking behind the house",
    "Keep a copy for your records",
    "Copy: accounting",
    "Sample swatches on request",
    "Form 12 rev. 03/24",
    "Void where prohibited",
    "Quote #",
    "Estimate N°",
]
SAID = {
    "Thank you for your payment": R.DUPLICATE_SUSPECT,
    "Your card was charged": R.DUPLICATE_SUSPECT,
    "Net à payer 137,00 €": R.INCOMPLETE_READING,
    "Acompte 300,00 €": R.ALLOWANCE_WRONG,
    "Amount due: USD 137.00": R.INCOMPLETE_READING,
    "Will be debited from your account on 11/30/2026": R.DUPLICATE_SUSPECT,
    "Der Betrag wird von Ihrem Konto abgebucht": R.DUPLICATE_SUSPECT,
    "Terms: prepaid": R.DUPLICATE_SUSPECT,
    "Original to follow by mail": R.DUPLICATE_SUSPECT,
    "For customs purposes only": R.INCOMPLETE_READING,
    "Goods on consignment, payable when sold": R.INCOMPLETE_READING,
    "This invoice has been assigned to Rapid Factors LLC": R.INCOMPLETE_READING,
    "Deposit invoice": R.INCOMPLETE_READING,
    "Invoice 1 of 2": R.INCOMPLETE_READING,
    "Abschlagsrechnung": R.INCOMPLETE_READING,
    "Facture d'acompte": R.INCOMPLETE_READING,
    "This invoice corrects AC-1": R.REVISED_INVOICE,
    "Please disregard our earlier invoice": R.REVISED_INVOICE,
    "Prices in CDN$": R.CURRENCY_MISMATCH,
    "Payable in C$": R.CURRENCY_MISMATCH,
    "Amounts in Swiss francs": R.CURRENCY_MISMATCH,
    "Less deposit              -100.00": R.ALLOWANCE_WRONG,
    "Payments/credits           100.00": R.ALLOWANCE_WRONG,
    "Anzahlung                  100,00": R.ALLOWANCE_WRONG,
    "10% retainage withheld until acceptance": R.ALLOWANCE_WRONG,
    "Nine hundred dollars and 00/100": R.ARITHMETIC_TOTAL,
}
HARMLESS = [
    "Thank you for your prompt payment",
    "Freight: prepaid & add",
    "Ship via UPS, freight terms prepaid",
    "Estimate #: E-4411",
    "Retention of title until paid",
    "Consignment No: 12345 by truck",
    "Deposit                      0.00",
    "Amount due: USD 437.01",
    "Net à payer 437.01",
    "Amount paid                  0.00",
    "Four hundred thirty-seven dollars and 01/100",
    "CAD drawings on request",
    "If you have already paid, please disregard this notice",
    "Overdue accounts are charged 1.5% per month",
]


def told(text: str) -> set[Reason]:
    [found] = [e for e in read(pdf_bytes(text), "i.pdf").extractions if e.record]
    assert isinstance(found.record, MoneyDocument)
    return {issue.code for issue in found.issues}


def stamped(words: str) -> str:
    """Return an invoice with *words* by themselves at its right."""
    rows = SENT.text().split("\n")
    rows[5] = f"{'':60}{words}"
    return "\n".join(rows)


@pytest.mark.parametrize(("words", "code"), STAMPED.items())
def test_a_stamp_is_heard(words: str, code: Reason) -> None:
    assert told(stamped(words)) == {code}


@pytest.mark.parametrize("words", NO_STAMPS)
def test_a_sentence_is_no_stamp(words: str) -> None:
    assert told(stamped(words)) == set()


@pytest.mark.parametrize(("words", "code"), SAID.items())
def test_words_against_an_invoice_are_heard(words: str, code: Reason) -> None:
    assert told(SENT.text(extra=f"{words}\n")) == {code}


@pytest.mark.parametrize("words", HARMLESS)
def test_what_every_invoice_says_is_no_objection(words: str) -> None:
    assert SENT.total == Decimal("437.01")
    assert told(SENT.text(extra=f"{words}\n")) == set()


def test_the_number_of_an_estimate_is_not_the_invoices() -> None:
    reading = read(pdf_bytes(SENT.text(extra="Estimate #: E-4411\n")), "i.pdf")
    [found] = [e.record for e in reading.extractions if e.record]
    assert isinstance(found, MoneyDocument)
    assert found.number is not None
    assert found.number.value == SENT.number
