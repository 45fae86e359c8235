"""An invoice whose own words speak against it is a person's."""

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
    ],
)
def test_other_words_do_not(words: str) -> None:
    told = {Reason.REVISED_INVOICE, Reason.DUPLICATE_SUSPECT, Reason.CURRENCY_MISMATCH}
    assert not codes(words) & told
