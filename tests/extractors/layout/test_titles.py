"""What a paper is by its title, in six languages."""

from collections.abc import Callable

import pytest

from extractors.layout.page.tokens import phrase
from extractors.layout.titles import kind_named
from extractors.reading import read
from extractors.values import Kind

TITLES: dict[Kind, str] = {
    "invoice": """
        Invoice, Bill, Tax Invoice, Sales Invoice, Commercial Invoice, Revised Invoice,
        Invoice - Copy, Duplicate Invoice, Billing Invoice
        Rechnung, Handelsrechnung, Teilrechnung, Schlussrechnung, Korrigierte Rechnung,
        Berichtigte Rechnung, Rechnungskorrektur, Rechnung (Kopie)
        Facture, Facture d'acompte, Facture de vente, Facture commerciale,
        Facture rectificative, Note d'honoraires
        Factura, Factura de venta, Factura comercial, Factura rectificativa
        Fattura, Fattura di vendita, Fattura differita, Fattura rettificata
        Factuur, Rekening, Verkoopfactuur, Eindfactuur, Gecorrigeerde factuur, NOTA
    """,
    "credit_memo": """
        Credit Memo, Credit Note, Credit Advice, Return Credit, Credit Memo Copy
        Gutschrift, Rechnungsgutschrift, Stornorechnung
        Avoir, Facture d'avoir, Note de crédit
        Nota de crédito, Nota de abono, Factura de abono
        Nota di credito, Nota di accredito
        Creditnota, Creditfactuur, Kredietnota
    """,
    "order_ack": """
        Order Acknowledgement, Order Acknowledgment, Order Confirmation, Sales Order,
        Acknowledgement of Order, Revised Order Confirmation
        Auftragsbestätigung, Bestellbestätigung, Geänderte Auftragsbestätigung
        Confirmation de commande, Accusé de réception de commande, AR de commande
        Confirmación de pedido, Acuse de recibo de pedido, Confirmación de la orden
        Conferma d'ordine, Conferma dell'ordine, Conferma ordine
        Orderbevestiging, Bestelbevestiging, Opdrachtbevestiging
    """,
    "purchase_order": """
        Purchase Order, Revised Purchase Order, Purchase Order Change, Change Order
        Bestellung, Einkaufsbestellung, Bestellschein
        Bon de commande, Commande fournisseur, Commande d'achat
        Orden de compra, Pedido de compra, PEDIDO
        Ordine di acquisto, Ordine d'acquisto, Ordine fornitore
        Inkooporder, Bestelbon, Bestelling
    """,
    "statement": """
        Statement, Statement of Account, Monthly Statement, Account Summary,
        Outstanding Invoices, Aging Report
        Kontoauszug, Offene-Posten-Liste, Saldenbestätigung, Kontoübersicht
        Relevé de compte, Situation de compte, Extrait de compte
        Estado de cuenta, Extracto de cuenta, Facturas pendientes
        Estratto conto, Partite aperte, Estratto conto cliente
        Rekeningoverzicht, Rekeningafschrift, Openstaande posten
    """,
    "ship_notice": """
        Packing Slip, Packing List, Delivery Note, Dispatch Note
        Lieferschein, Packliste, Sammellieferschein, Lieferavis
        Bon de livraison, Bordereau d'expédition, Avis d'expédition
        Albarán, Albarán de entrega, Lista de empaque, Guía de remisión
        Documento di trasporto, Bolla di consegna, Lista di imballaggio
        Pakbon, Paklijst, Leveringsbon, Afleverbon
    """,
    "other": """
        Quote, Quotation, Price List, Remittance Advice, Payment Reminder, Receipt,
        Pro Forma Invoice, Proforma, Draft Invoice, Invoice (Draft), Sample Invoice,
        Revised Quotation, Dunning Notice, Request for Quotation
        Angebot, Preisliste, Mahnung, Zahlungserinnerung, Zahlungsavis, Quittung,
        Proforma-Rechnung, Pro-forma-Rechnung, Rechnungsentwurf
        Devis, Offre de prix, Liste de prix, Facture pro forma, Facture pro-forma,
        Lettre de relance, Mise en demeure, Avis de paiement
        Presupuesto, Cotización, Lista de precios, Factura proforma,
        Factura pro forma, Recordatorio de pago, Aviso de pago
        Preventivo, Listino prezzi, Fattura pro-forma, Sollecito di pagamento
        Offerte, Prijslijst, Pro-formafactuur, Proforma factuur, Aanmaning, Kwitantie
    """,
}
CASES = [
    pytest.param(kind, title, id=f"{title} is {kind}")
    for kind, text in TITLES.items()
    for line in text.strip().split("\n")
    for title in filter(None, map(str.strip, line.split(",")))
]


@pytest.mark.parametrize(("kind", "title"), CASES)
def test_what_a_title_names(kind: Kind, title: str) -> None:
    assert kind_named(phrase(title)) == kind


GOODS = """
Number: 20418                       Date: 11/18/2026
Item        Description             Qty    Unit Price      Amount
SR-4872     Steel rack 36x18          4         52.50      210.00
                                           Total          $210.00
"""


def kind_of(text: str, typed: Callable[[str], bytes]) -> Kind:
    """Return the kind of a page with these lines, all in the same type."""
    return read(typed(text), "case.pdf").kind


@pytest.mark.parametrize("kind", TITLES)
def test_the_title_decides_over_the_same_goods(
    kind: Kind, typed: Callable[[str], bytes]
) -> None:
    """The titles of the first line; the others stand in the same table."""
    for title in filter(None, TITLES[kind].strip().split("\n")[0].split(",")):
        text = f"{title.strip()}\n\nHalyard Supply Co.\nPO Number: 10432\n{GOODS}"
        assert kind_of(text, typed) == kind, title


@pytest.mark.parametrize(
    "heading",
    [
        "Pro Forma Invoice No: 20418",
        "Proforma-Rechnung Nr. 20418",
        "Factura proforma nº 20418",
        "Invoice No: 20418 (pro forma)",
        "PRO FORMA\nInvoice No: 20418",
        "INVOICE\nPROFORMA\nInvoice No: 20418",
        "DRAFT INVOICE\nInvoice No: 20418",
    ],
)
def test_no_pro_forma_is_an_invoice(
    heading: str, typed: Callable[[str], bytes]
) -> None:
    text = f"Halyard Supply Co.\n{heading}\nPO Number: 10432\n{GOODS}"

    assert kind_of(text, typed) == "other"


@pytest.mark.parametrize("cell", ["Bill", "Nota", "Rekening", "Tarif"])
def test_words_of_other_cells_are_no_title_beside_others(
    cell: str, typed: Callable[[str], bytes]
) -> None:
    text = f"A          {cell}          C\nOrder Confirmation\nPO: 10432\n{GOODS}"

    assert kind_of(text, typed) == "order_ack"


STATEMENTS = {
    "columns of an account and ages": """Halyard Supply Co.
Account 20188     As of 11/15/2026     Order desk 555-0100
Date        Reference        PO Number     Charges     Payments     Balance
09/18/2026  Invoice 40118    PO-1001      1,204.50                 1,204.50
10/20/2026  Payment 5512                              1,204.50         0.00
Current     1-30 Days     31-60 Days     61-90 Days     Over 90     Amount Due
0.00        0.00          0.00           0.00           0.00        0.00
Thank you for your order. We appreciate your business.
""",
    "a contract and what is left of it": """Halyard Supply Co.
Contract No: 4711
Previous balance      500.00
Payments received     200.00
New charges           300.00
Balance due           600.00
""",
    "entries of papers": """Halyard GmbH
Kunde: 10188                    Auftrag: 4711
Datum       Beleg            Soll        Haben       Saldo
01.10.2026  Saldovortrag                             500,00
05.10.2026  Rechnung 40118   1.204,50                1.704,50
20.10.2026  Zahlung                      500,00      1.204,50
""",
    "its name among other words": """ACME SUPPLY STATEMENT OF ACCOUNT OCTOBER 2026
Order  PO        Invoice   Date        Amount   Total
1      P-1       40118     09/18/2026  10.00    10.00
Your orders will ship in December.
""",
}


@pytest.mark.parametrize("text", STATEMENTS.values(), ids=STATEMENTS)
def test_an_account_without_a_title_is_a_statement(
    text: str, typed: Callable[[str], bytes]
) -> None:
    assert kind_of(text, typed) == "statement"
