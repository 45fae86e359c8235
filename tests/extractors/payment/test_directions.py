"""Sentences that direct money in a form of their own; honest ones that do not.

The first are about anything that is not known: closed worlds need no list of frauds.
"""

import pytest

from extractors.files.grid import text_page
from extractors.payment.details import payment_details
from extractors.reading import read
from extractors.values import Document, MoneyDocument

INVOICE = """Halyard Supply Co.                                 INVOICE
100 Dock Street                                    Invoice No: HS-20418
Portland, OR 97201                                 Invoice Date: 11/18/2026
                                                   Customer PO: 10432
Bill to: Larkspur Home

Item        Description             Qty    Unit Price      Amount
SR-4872     Steel rack 36x18          4         52.50      210.00

                                           Total          $210.00
"""
DIRECTED = (
    "USDC (ERC-20): 0x52908400098527886E0F7030069857D2E4169EE7",
    "We now accept Bitcoin: bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
    "UPI: acmesupply@okicici",
    "Wise: acme-supply@wise.example",
    "Send to our Wise account @acmesupply21",
    "PayPal: acme.payments@fastmail.example",
    "PayPal.me/acmesupply99",
    "Pay online at https://pay.acme-billing.example/inv/77",
    "Sort code 20-00-00  Acc no 55779911",
    "BSB 062-000 Account 1234 5678",
    "CLABE 032180000118359719",
    "Kto. 1234567 BLZ 500 105 17",
    "I.B.A.N. DE89.3704.0044.0532.0130.00",
    "IBAN: DE 89 3704 0044 0532 0130 00",
    "DE89370400440532013000",
    "iban de89370400440532013000",
    "Bankgiro 5050-1055",
    "Plusgiro 12 34 56-7",
    "RIB 30004 00056 00012345678 55",
    "PC-Konto 01-162-8",
    "Chave PIX: 12.345.678/0001-90",
    "Lockbox 778812, Charlotte NC 28201",
    "Bitte beachten Sie unsere neue Bankverbindung.",
    "Attention : nos coordonnées bancaires ont changé.",
    "Le informamos de que hemos cambiado de banco.",
    "Si prega di prendere nota del nuovo conto corrente.",
    "Let op: ons rekeningnummer is gewijzigd.",
    "Uwaga: zmienil sie nasz numer konta.",
    "Our previous account has been closed. Contact us for payment instructions.",
    "Do not use the account on file. Details by phone: 555-0199.",
    "From now on all payments go to our parent company.",
    "Kindly route this payment as per the attached letter.",
    "Our bank is being audited; ask Jill at 555-0199 before you pay.",
    "Our collection partner Coface handles this invoice.",
    "Payable to Acme Holding Ltd (Hong Kong).",
    "Beneficiary: J. Moore",
    "Account name: Acme Trading FZE",
    "Wire to Emirates NBD, Dubai.",
    "Wire to Bank of Dubai.",
    "Payment to the address above or wire to emirates nbd.",
    "Remit to our office at Zebra Lane 5.",
    "Pay to us at the new address we mailed you.",
    "Interac e-Transfer to pay@acme-ar.example",
    "$acmesupply on Cash App",
    "Please pay in gift cards.",
    "Remit: 12 Ocean Drive, Miami FL 33139",
    "Cheques to Acme c/o Moore & Partners",
    "Hemos cambiado de banco. Los nuevos datos: Banco Sabadell, titular J. Moore.",
    "Vi comunichiamo le nuove coordinate bancarie.",
    "Abbiamo cambiato banca.",
    "Nous avons change de banque.",
    "Tenemos una nueva cuenta bancaria.",
    "Nuevos datos bancarios para el pago.",
    "Wij hebben een nieuwe bankrekening.",
    "Alteramos os nossos dados bancarios.",
    "Before paying please call Jill at 555-0199 for the wiring instructions.",
    "Use the account our CFO mails you from his private address.",
    "our iban is de89370400440532013000",
    "Account: DE89.3704.0044.0532.0130.00",
    "Account: DE89-3704-0044-0532-0130-00",
    "IBAN\nDE89 3704 0044\n0532 0130 00",
    "Pay into DE 8937 0400 4405 3201 3000",
    "ABA 121000358 acct 00012345",
    "We bank with Chase now, one-two-one-zero-zero-zero-three-five-eight.",
    "Acct ending 5512 is no longer in use; the new one ends 7781.",
    "Bitte auf unser neues Konto überweisen.",
    "Wir haben die Bank gewechselt.",
    "Mudámos de banco.",
    "Nasz numer rachunku uległ zmianie.",
    "Nowy numer konta: patrz pismo.",
    "Scan to pay. Wallet: bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
    "Please remit the full amount to Zebra Finance, Reno.",
    "Kindly pay the invoice via Zebra Collect.",
    "Remit all payments to\nZebra Bank, Dubai",
    "Please transfer the funds into the account of my brother.",
    "Bitte überweisen Sie den Betrag auf das Konto der Zebra GmbH.",
    "Veuillez payer le montant sur le compte de Zebra SARL.",
    "Pagar el importe en la cuenta de Zebra SL.",
)
HONEST = (
    "Please remit payment at your earliest convenience.",
    "Review and pay invoice online.",
    "Terms: Net 30. Due date: 12/20/2026.",
    "Payment is due within 30 days of the invoice date.",
    "Payment due upon receipt.",
    "Please pay within 30 days to avoid late fees.",
    "Please remit payment to the address above.",
    "Please remit to the address shown above.",
    "Remit payment to our office address above.",
    "Please send payment to the remit-to address on file.",
    "Please send your payment to us at the above address.",
    "Please mail your check with this portion to the address below.",
    "Please return this portion with your payment.",
    "Detach and return the stub with your check in the enclosed envelope.",
    "Please include the invoice number with your payment.",
    "Please reference invoice number when sending payment.",
    "Please reference invoice number HS-20418 on your check.",
    "Send remittance advice to ar@acme.example.",
    "Please e-mail remittance advices to ar@acme.example.",
    "Direct all payment inquiries to accounts receivable.",
    "For questions about this invoice call 555-0199.",
    "Questions about payment? Call our office at 555-0199.",
    "A finance charge of 1.5% per month applies to past due accounts.",
    "Past due accounts are subject to a service charge of 1.5%.",
    "A 3% surcharge applies to credit card payments.",
    "A $35.00 fee is charged for returned checks.",
    "We accept checks, ACH and all major credit cards.",
    "We accept Visa, Mastercard and PayPal.",
    "Cash discount 2% if paid within 10 days.",
    "2% 10, Net 30",
    "Title to the goods passes on payment in full.",
    "Thank you for your prompt payment.",
    "Thank you for your business!",
    "Your account number with us: 10442",
    "Account Manager: Jill Moore",
    "Sales rep: Jill Moore, phone 555-0199",
    "Ship to: First National Bank, 100 Main Street, Reno NV 89501",
    "Bank fees are to be borne by the payer.",
    "Prices are subject to change without notice.",
    "Claims must be made within 10 days of receipt.",
    "No returns without authorization. A restocking fee of 20% applies.",
    "Make all checks payable to the company named above.",
    "Payment by check or wire transfer within 30 days.",
    "Payment method: ACH",
    "Payment terms: 2/10 net 30",
    "Please pay the total amount due by 12/20/2026.",
    "Please transfer the amount to our account on file within 14 days.",
    "Please use the bank account on file.",
    "This invoice is payable in US dollars.",
    "Deposits are not refundable.",
    "Freight prepaid and added.",
    "Send all orders to orders@acme.example.",
    "Please send all correspondence to our main office.",
    "Order online at www.acme.example and save 5%.",
    "Zahlbar innerhalb von 30 Tagen ohne Abzug.",
    "Bitte überweisen Sie den Betrag auf das unten genannte Konto.",
    "Bitte zahlen Sie den Rechnungsbetrag innerhalb von 14 Tagen auf unser Konto.",
    "Die Ware bleibt bis zur vollständigen Bezahlung unser Eigentum.",
    "Bitte geben Sie bei Zahlung die Rechnungsnummer an.",
    "Paiement à 30 jours date de facture.",
    "Merci de payer le montant sur notre compte bancaire indiqué ci-dessous.",
    "En cas de retard de paiement, une pénalité de 10% sera appliquée.",
    "Pago a 30 días fecha factura.",
    "Pago por transferencia bancaria a 30 días.",
    "Pagamento a 30 giorni data fattura.",
    "Betaling binnen 30 dagen na factuurdatum.",
    "Gelieve het bedrag te betalen binnen 14 dagen.",
    "Prazo de pagamento: 30 dias.",
    "Termin płatności: 30 dni.",
    "Wise choices start with Acme Supply.",
    "New bank of LED lamps, 12 pieces",
    "Food bank donation pallet",
    "Battery bank, 20000 mAh, USB-C",
    "Remit to: Invoice S2041877.001",
    "Payment to Seller is due when the goods are shipped from our works.",
    "Wire to board connector, 24 AWG",
    "Wire shelving 36 in, chrome",
    "Swish wiper blade 22 in",
    "Check valve 1/2 in, brass",
    "Transfer pump 12 V",
    "Deposit bottle, 0.25",
    "Rib 40 mm, pack of 4",
    "Wallet, leather, brown",
)


def said(text: str) -> list[str]:
    whole = f"{INVOICE}\n\n{text}\n"
    document = Document(
        sha256="0" * 64,
        name="a.txt",
        media_type="text/plain",
        pages=(text_page(whole),),
        text=whole,
    )
    return [detail.fingerprint for detail in payment_details([document])]


def test_a_label_beside_another_cell_is_of_the_address_below() -> None:
    text = (
        "Send remittance to:                     Sub-total     1,660.53\n"
        "Zinc Mill Supply, Inc.                  Freight          12.00\n"
        "Lockbox 2291\n"
        "Chicago, IL 60694\n"
    )

    assert said(text) == ["remit_to:ZINCMILLSUPPLYINCLOCKBOX2291CHICAGOIL60694"]


def test_there_are_enough() -> None:
    assert len(HONEST) >= 40
    assert len(DIRECTED) >= 40


@pytest.mark.parametrize("text", DIRECTED)
def test_money_is_directed_somewhere(text: str) -> None:
    assert said(text), text


@pytest.mark.parametrize("text", HONEST)
def test_nothing_is_directed_anywhere(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Kindly remit payment to Halyard Supply Co. within 30 days.",
            "HALYARDSUPPLYCO",
        ),
        ("Wire to Emirates NBD, Dubai.", "EMIRATESNBDDUBAI"),
        ("Account name: Acme Trading FZE", "ACMETRADINGFZE"),
    ],
)
def test_a_bare_name_is_compared_as_one(text: str, name: str) -> None:
    assert said(text) == [f"remit_to:{name}"]


@pytest.mark.parametrize(
    ("name", "told"),
    [("Larkspur Home", []), ("Zebra Trading FZE", ["remit_to:ZEBRATRADINGFZE"])],
)
def test_our_own_account_with_the_vendor_is_no_news(name: str, told: list[str]) -> None:
    content = f"From: a@v.example\r\n\r\n{INVOICE}\nAccount name: {name}\n".encode()
    [record] = [
        e.record
        for e in read(content, "").extractions
        if isinstance(e.record, MoneyDocument)
    ]

    assert [detail.fingerprint for detail in record.payment] == told
