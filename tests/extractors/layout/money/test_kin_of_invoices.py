"""What a document of money is, and whether it is one at all."""

from collections.abc import Callable

import pytest

from extractors.reading import read
from extractors.values import MoneyDocument

BODY = """
                              Number: 88120-A
Your PO: 66-2210              Date: 11/16/2026

Item      Description              Qty       Price      Amount
HT-100    Torque wrench              4       85.00      340.00

                                             Total      340.00
"""
KINDS = {
    "INVOICE": "invoice",
    "Invoice No. 88120": "invoice",
    "REVISED INVOICE": "invoice",
    "CORRECTED INVOICE": "invoice",
    "Amended Invoice": "invoice",
    "RE-ISSUED INVOICE": "invoice",
    "REISSUED INVOICE": "invoice",
    "REPLACEMENT INVOICE": "invoice",
    "DUPLICATE INVOICE": "invoice",
    "VOID INVOICE": "invoice",
    "FINAL INVOICE": "invoice",
    "INVOICE COPY": "invoice",
    "Invoice - Copy": "invoice",
    "Invoice (Duplicate)": "invoice",
    "REVISED INVOICE No. 88120": "invoice",
    "Rechnungskopie": "invoice",
    "Ersatzrechnung": "invoice",
    "Duplicata de facture": "invoice",
    "CREDIT MEMO": "credit_memo",
    "Order Acknowledgment": "order_ack",
    "PURCHASE ORDER": "purchase_order",
    "STATEMENT OF ACCOUNT": "statement",
    "Statement of Account as of 10/31/2026": "statement",
    "PRO FORMA INVOICE": "other",
    "Proforma-Rechnung": "other",
    "QUOTATION": "other",
    "Angebot Nr. 4711": "other",
    "Devis n° 2026-14": "other",
    "Presupuesto": "other",
    "REMITTANCE ADVICE": "other",
    "PAYMENT REMINDER": "other",
    "Final Notice - Past Due": "other",
    "Mahnung": "other",
    "Sollecito di pagamento": "other",
    "Betalingsherinnering": "other",
}


def drawn(text: str, pdf: Callable[..., bytes], title: str = "") -> bytes:
    ink = [
        (36 + 5.4 * (len(line) - len(line.lstrip())), 90 + 14 * n, line.lstrip())
        for n, line in enumerate(text.split("\n"))
        if line.strip()
    ]
    top = [(36, 60, title, 14, "left", "Helvetica-Bold")] if title else []
    return pdf([*top, *((x, y, t, 9, "left", "Courier") for x, y, t in ink)])


@pytest.mark.parametrize(("title", "kind"), KINDS.items(), ids=KINDS)
def test_titles(title: str, kind: str, pdf: Callable[..., bytes]) -> None:
    """The same table of goods is what its title says; an offer is no invoice."""
    reading = read(drawn(BODY, pdf, title), "a.pdf")

    assert reading.kind == kind
    assert bool(reading.extractions) == (kind != "other")


@pytest.mark.parametrize("title", ["REVISED INVOICE", "VOID INVOICE", "INVOICE COPY"])
def test_an_invoice_that_says_when_goods_left(
    title: str, pdf: Callable[..., bytes]
) -> None:
    shipped = "\nShip Date: 11/16/2026    Ship Via: UPS Ground"

    assert read(drawn(shipped + BODY, pdf, title), "a.pdf").kind == "invoice"


@pytest.mark.parametrize(
    "words",
    ["This is not an invoice.", "Not a bill", "Dies ist keine Rechnung.",
     "Ceci n'est pas une facture"],
)  # fmt: skip
def test_what_says_it_is_no_invoice_is_none(
    words: str, pdf: Callable[..., bytes]
) -> None:
    assert read(drawn(BODY + words, pdf, "INVOICE"), "a.pdf").kind == "other"
    assert read(drawn(BODY + words, pdf, "STATEMENT"), "a.pdf").kind == "statement"


DATES = {
    "the order's date is another paper's": (
        "INVOICE",
        "Order Date: 10/20/2026\nInvoice Date: 11/02/2026",
        "2026-11-02",
    ),
    "the invoice's date on a credit is another paper's": (
        "CREDIT MEMO",
        "Invoice Date: 10/20/2026\nCredit Memo Date: 11/02/2026",
        "2026-11-02",
    ),
    "an acknowledgement is dated by itself": (
        "ORDER ACKNOWLEDGMENT",
        "Order Date: 10/20/2026\nAcknowledgment Date: 11/02/2026",
        "2026-11-02",
    ),
    "or by the order": ("ORDER ACKNOWLEDGMENT", "Order Date: 10/20/2026", "2026-10-20"),
    "printed at a time of day": (
        "INVOICE",
        "Date: 10/20/2026\n\n\nDate: 10/31/2026  Time: 04:59:13",
        "2026-10-20",
    ),
    "a letter's day": ("Rechnung", "Aachen, den 20.10.2026", "2026-10-20"),
    "two days under one label": (
        "INVOICE",
        "Invoice Date: 10/20/2026\nInvoice Date: 10/21/2026",
        None,
    ),
}


@pytest.mark.parametrize(("title", "text", "day"), DATES.values(), ids=DATES)
def test_days(
    title: str, text: str, day: str | None, pdf: Callable[..., bytes]
) -> None:
    """A document has the day that dates it, not one of a paper it speaks of."""
    total = "\n\n                                Total   340.00"
    [extraction] = read(drawn(text + total, pdf, title), "a.pdf").extractions
    record = extraction.record
    assert isinstance(record, MoneyDocument)

    assert (record.date and record.date.value.isoformat()) == day
