"""Heads and sums of documents of money: one feature a case, drawn as it looks."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from extractors.reading import read
from extractors.values import MoneyDocument

Said = dict[str, str | None]

CASES: dict[str, tuple[str, Said, list[str]]] = {
    "an American invoice, freight and sales tax": (
        """
NORTHFIELD SUPPLY CO.                              INVOICE
                                                   Invoice #: 20481
Bill To:                                           Invoice Date: 11/16/2026
Basalt Home Goods                                  PO Number: PO-4471
120 Pine St, Portland, OR 97209                    Terms: Net 30

                                        Subtotal            318.00
                                        Freight              45.10
                                        Sales Tax 8%         25.44
                                        Total              $388.54
""",
        {
            "kind": "invoice",
            "number": "20481",
            "date": "2026-11-16",
            "po_number": "PO-4471",
            "customer": "Basalt Home Goods",
            "currency": "USD",
            "freight": "45.10",
            "tax": "25.44",
            "total": "388.54",
        },
        [],
    ),
    "a German invoice, two rates of tax": (
        """
Rechnung Nr. RE-2026/118 vom 16.11.2026
Ihre Bestellnummer: 4500012345
Währung: EUR

                       Zwischensumme netto          1.250,00
                       USt. 19 % auf 1.000,00         190,00
                       USt. 7 % auf 250,00             17,50
                       Rechnungsbetrag              1.457,50
""",
        {
            "kind": "invoice",
            "number": "RE-2026/118",
            "date": "2026-11-16",
            "po_number": "4500012345",
            "currency": "EUR",
            "subtotal": "1250.00",
            "tax": None,
            "total": "1457.50",
        },
        [],
    ),
    "a French invoice, labels over the sums, a deposit": (
        """
FACTURE N° : F2026-0042              Date de facture : 16/11/2026
Votre référence : PO 88121
                         TOTAL HT      TOTAL TVA     TOTAL TTC
                         1 200,00         240,00      1 440,00 €
                                       Acompte          440,00 €
                                       NET A PAYER    1 000,00 €
""",
        {
            "kind": "invoice",
            "number": "F2026-0042",
            "date": "2026-11-16",
            "currency": "EUR",
            "subtotal": "1200.00",
            "tax": "240.00",
            "total": "1440.00",
        },
        ["allowance_wrong"],
    ),
    "a Spanish invoice": (
        """
FACTURA               Nº de factura: A-2026-91
Fecha de factura: 16 de noviembre de 2026
Su pedido: 778812
                                   Base imponible      329,00
                                   IVA 21%              69,09
                                   Total a pagar       398,09 EUR
""",
        {
            "kind": "invoice",
            "number": "A-2026-91",
            "date": "2026-11-16",
            "po_number": "778812",
            "tax": "69.09",
            "total": "398.09",
            "currency": "EUR",
        },
        [],
    ),
    "an Italian invoice": (
        """
FATTURA N. 118/2026        Data fattura: 16/11/2026
Vostro ordine: 55-1020
                                   Imponibile         357,00 €
                                   IVA 22%             78,54 €
                                   Totale fattura     435,54 €
""",
        {
            "kind": "invoice",
            "number": "118/2026",
            "po_number": "55-1020",
            "tax": "78.54",
            "total": "435.54",
        },
        [],
    ),
    "a Dutch invoice": (
        """
FACTUUR
Factuurnummer: 20260118     Factuurdatum: 16-11-2026
Uw ordernummer: 77120
                                   Totaal excl. BTW    € 367,50
                                   BTW 21%              € 77,18
                                   Totaal incl. BTW    € 444,68
""",
        {
            "kind": "invoice",
            "number": "20260118",
            "date": "2026-11-16",
            "po_number": "77120",
            "subtotal": "367.50",
            "tax": "77.18",
            "total": "444.68",
        },
        [],
    ),
    "a credit memo": (
        """
CREDIT MEMO
Credit Memo #: CM-771          Credit Memo Date: 11/16/2026
                                   Subtotal     ($120.00)
                                   Sales Tax      ($9.60)
                                   Total        ($129.60)
""",
        {
            "kind": "credit_memo",
            "number": "CM-771",
            "date": "2026-11-16",
            "subtotal": "-120.00",
            "tax": "-9.60",
            "total": "-129.60",
        },
        [],
    ),
    "an acknowledgement": (
        """
ORDER CONFIRMATION
Order Confirmation #: SO-99120        Date: 11/16/2026
Your PO: 4471
                                   Subtotal      $88.00
                                   Shipping      $12.00
                                   Total        $100.00
""",
        {
            "kind": "order_ack",
            "number": "SO-99120",
            "po_number": "4471",
            "freight": "12.00",
            "total": "100.00",
        },
        [],
    ),
    "sums that do not add up": (
        """
INVOICE 20482
Invoice Date: 11/16/2026
                                   Subtotal     $100.00
                                   Sales Tax      $8.00
                                   Total        $118.00
""",
        {"kind": "invoice", "number": "20482", "total": "118.00"},
        ["arithmetic_total"],
    ),
    "two totals, nothing to tell them apart": (
        """
INVOICE 20483
Invoice Date: 11/16/2026
                                   Total        $100.00
                                   Total        $250.00
""",
        {"kind": "invoice", "number": "20483", "total": None},
        ["arithmetic_total"],
    ),
    "two invoice numbers": (
        """
INVOICE
Invoice #: 20484                   Invoice #: 20485
                                   Total        $100.00
""",
        {"kind": "invoice", "number": None, "total": "100.00"},
        ["multiple_documents"],
    ),
    "a day that could be two": (
        """
INVOICE 20486
Invoice Date: 03/04/2026
                                   Total        $100.00
""",
        {"kind": "invoice", "number": "20486", "date": None, "total": "100.00"},
        [],
    ),
    "an amount that could be two": (
        """
INVOICE 20487
                                   Total        EUR 1,500
""",
        {"kind": "invoice", "number": "20487", "total": None},
        ["incomplete_reading"],
    ),
    "not the invoice it goes back to": (
        """
CREDIT NOTE CN-55
Related invoice: 20480
                                   Total        GBP 40.00
""",
        {"kind": "credit_memo", "number": "CN-55", "currency": "GBP"},
        [],
    ),
}


def drawn(text: str, pdf: Callable[..., bytes]) -> bytes:
    """Return a page of fixed-width lines."""
    lines = text.strip("\n").split("\n")
    ink = [
        (36 + 5.4 * (len(line) - len(line.lstrip())), 60 + 14 * n, line.lstrip())
        for n, line in enumerate(lines)
        if line.strip()
    ]
    return pdf([(x, y, line, 9, "left", "Courier") for x, y, line in ink])


def money(content: bytes, name: str) -> tuple[MoneyDocument, list[str]]:
    """Return the one record of money in a file, and its issues."""
    [extraction] = read(content, name).extractions
    record = extraction.record
    assert isinstance(record, MoneyDocument)
    return record, [issue.code.value for issue in extraction.issues]


def said(record: MoneyDocument, name: str) -> str | None:
    """Return one field as text."""
    value: Any = getattr(record, name)
    return value if name == "kind" else str(value.value) if value else None


@pytest.mark.parametrize(("text", "wanted", "issues"), CASES.values(), ids=CASES)
def test_heads_and_sums(
    text: str, wanted: Said, issues: list[str], pdf: Callable[..., bytes]
) -> None:
    """Every field is the printed one; what is not certain is None, with an issue."""
    record, codes = money(drawn(text, pdf), "page.pdf")

    assert {name: said(record, name) for name in wanted} == wanted
    assert [code for code in codes if code in issues or not issues] == issues


@pytest.mark.parametrize("name", ["number", "date", "total"])
def test_values_are_cited(name: str, pdf: Callable[..., bytes]) -> None:
    """Every value names the place it was read from."""
    text = CASES["an American invoice, freight and sales tax"][0]
    record, _ = money(drawn(text, pdf), "page.pdf")
    cited: Any = getattr(record, name)

    assert cited.evidence.page == 1
    assert cited.evidence.box is not None
    assert cited.evidence.quote in {"20481", "11/16/2026", "$388.54"}


def test_total_is_a_decimal(pdf: Callable[..., bytes]) -> None:
    """Money keeps its cents as printed."""
    record, _ = money(drawn(CASES["a credit memo"][0], pdf), "page.pdf")

    assert record.total
    assert record.total.value == Decimal("-129.60")
