"""What an invoice or its mail states against itself, and terms that hold for any."""

from decimal import Decimal

import pytest

from extractors.codes import Reason
from extractors.layout.money.letters import letter_issues
from extractors.layout.money.other_numbers import other_numbers
from extractors.layout.money.spoken import asked_for, spoken_against
from extractors.sought import folded
from extractors.values import Cited, Evidence, MoneyDocument

R = Reason
STATED = {
    R.INCOMPLETE_READING: [
        "Please wait with your payment.",
        "Kindly hold payment for now.",
        "Please destroy this invoice.",
        "Please do not process this yet.",
        "Voided 11/20/2026 by JM",
        "Sent to you by mistake.",
        "Erroneously billed at the old rate.",
        "This invoice is under dispute (case 884).",
        "Provisional invoice.",
        "Prices subject to confirmation.",
        "*** DRAFT - subject to approval ***",
        "This offer is valid until 12/31/2026.",
        "MEMO INVOICE",
        "Self-billing invoice: issued by the buyer.",
        "Loan equipment, to be returned by 01/31/2027.",
        "Trial period of 30 days.",
        "Warranty replacement at no charge.",
        "Value for insurance only",
        "Funds are held in escrow.",
        "Financed by GreatLease Corp.",
        "You will be billed by GreatLease.",
        "Goods payable by Harborline Fixtures, Inc.",
        "This document credits your account.",
        "Bitte nicht überweisen.",
        "Bitte noch nicht buchen.",
        "Mit der Zahlung bitte noch warten.",
        "Versehentlich erstellt.",
        "Die Menge wird noch geklärt: Menge strittig.",
        "Kommissionsware, zahlbar nach Verkauf.",
        "Ware zur Ansicht.",
        "Rechnungsentwurf",
        "Merci de ne pas régler cette facture.",
        "Merci de ne pas en tenir compte pour le moment.",
        "Facture émise par erreur.",
        "Montant en litige.",
        "Marchandise en prêt.",
        "No pagar.",
        "Documento sin valor contable.",
        "Emitida por error.",
        "Si prega di non pagare.",
        "Merce in conto vendita.",
        "Deze factuur nog niet betalen.",
        "U hoeft deze factuur niet te betalen.",
        "Graag nog even wachten met betalen.",
        "Goederen op proef.",
        "No need to send money for this one.",
        "Nothing further is owed.",
        "Keine Zahlung erforderlich.",
        "Nulla è dovuto.",
        "U bent niets verschuldigd.",
        "Purchaser has contested line 1.",
        "The bill will be replaced once weights are known.",
        "This charge was reversed on 11/20.",
        "Billed ahead of shipment.",
        "Berechnung vor Lieferung.",
        "Prix à confirmer après pesée.",
        "Precio pendiente de confirmar.",
        "Prezzo da definire.",
        "Prijs nog vast te stellen.",
        "Esta factura queda sin efecto.",
        "Die Ware ist nur geliehen.",
        "Goods rejected at dock, pickup arranged.",
        "One carton was not loaded.",
        "Die Lieferung wurde teilweise zurückgenommen.",
        "Marchandise reprise le 20/11.",
        "Mercancía devuelta el 20/11.",
        "Merce resa il 20/11.",
        "Goederen retour genomen op 20-11.",
        "For customs use; not a commercial transaction.",
    ],
    R.REVISED_INVOICE: [
        "Cette facture annule la précédente.",
        "Amended copy - supersedes all previous versions.",
        "This invoice replaces yesterday's.",
        "Diese Rechnung ersetzt die von gestern.",
        "Questa fattura sostituisce la precedente.",
        "Esta factura sustituye a la anterior.",
        "Deze factuur vervangt de vorige.",
    ],
    R.DUPLICATE_SUSPECT: [
        "Paid via PayPal on 11/19/2026.",
        "It has been settled against your credit note.",
        "The driver collected the amount.",
        "Per Nachnahme bezahlt.",
        "Der Betrag wird mit Ihrem Guthaben verrechnet.",
        "La facture est payée.",
        "Cette somme sera compensée avec votre avoir.",
        "La factura ya está abonada.",
        "Fattura già saldata con bonifico.",
        "Het bedrag is reeds betaald.",
        "Wordt verrekend.",
        "Cheque no. 5521 cleared on 11/18/2026.",
        "Amount covered by gift voucher.",
        "We took the money from your card.",
        "Facture honorée par virement.",
        "Importe cobrado con tarjeta.",
    ],
    R.ALLOWANCE_WRONG: [
        "Your deposit of $20.00 has been received.",
        "10% to be held back until acceptance.",
        "50% due now, 50% on delivery.",
        "Please deduct $12.00 for the missing lids.",
        "Anzahlungen werden mit der Schlussrechnung verrechnet.",
        "Un acompte de 20,00 a été versé.",
        "El anticipo ya entregado de 20,00.",
        "L'acconto di 20,00 versato",
        "De aanbetaling is ontvangen.",
        "This price is valid only if paid within 5 days.",
        "Amount shown is after 3% early payment discount.",
        "Add 3% if paid after 12/01/2026.",
        "Preise gelten nur bei Zahlung bis 30.11.",
        "Skonto bereits abgezogen",
        "The remaining half is billed in January.",
        "Bitte kürzen Sie den Betrag um 12,00.",
        "Es handelt sich um eine Abschlagszahlung.",
    ],
    R.SURCHARGE_UNAUTHORISED: [
        "Includes $10.00 interest for late payment.",
        "Late fee of $5.00 included.",
        "Inklusive Verzugszinsen.",
        "Intérêts de retard inclus.",
        "Incluye intereses de demora.",
        "Include interessi di mora.",
        "Inclusief rente wegens te late betaling.",
    ],
    R.SUBSTITUTE_ITEM: [
        "All goods on this invoice are used.",
        "Die Artikel sind gebraucht.",
        "Les produits sont reconditionnés.",
    ],
}
TERMS = [
    "Terms: 2/10 net 30",
    "Pay within 10 days and deduct 2%.",
    "Deduct $4.20 if paid within 10 days.",
    "Bei Zahlung bis zum 29.11.2026 gewähren wir 2 % Skonto (205,80 EUR).",
    "Title to the goods remains with us until payment in full has been received.",
    "Invoices not paid within 30 days bear interest of 1.5% per month.",
    "Any amount in dispute must be notified in writing.",
    "An invoice is deemed accepted unless it is disputed within 14 days.",
    "These terms supersede all prior agreements between the parties.",
    "Prices are subject to change without notice.",
    "All orders are subject to approval of credit.",
    "Buyer shall pay all costs of collection, including interest and fees.",
    "If you have received this invoice in error, please destroy it.",
    "Please disregard this notice if payment has been sent.",
    "Please return this portion with your payment.",
    "A deposit of 50% is required for custom orders.",
    "Refurbished products carry a 90 day warranty.",
    "Warranty replacement requires an RMA number.",
    "Shipment has been paid by sender.",
    "The goods have been collected by UPS on 11/19/2026.",
    "The shipment was cleared by customs.",
    "Rejected goods must be notified within 8 days.",
    "Goods cannot be taken back.",
    "Merce resa solo se autorizzata.",
    "Pallets are on loan and are to be returned empty.",
    "The invoice was sent to your accounting department as well.",
    "Bis zur vollständigen Bezahlung bleibt die Ware unser Eigentum.",
    "Die Ware bleibt unser, bis der Preis vollständig bezahlt ist.",
    "Bei Zahlungsverzug berechnen wir Verzugszinsen.",
    "Der Besteller kann nur mit unbestrittenen Forderungen aufrechnen.",
    "Falls die Rechnung bereits beglichen wurde, ist dieses Schreiben hinfällig.",
    "En cas de retard de paiement, une indemnité forfaitaire sera due.",
    "La marchandise reste nôtre jusqu'à ce que le prix soit payé.",
    "Si vous avez déjà réglé, merci de ne pas tenir compte de ce courrier.",
    "TVA acquittée sur les débits.",
    "Esta factura fue emitida electrónicamente.",
    "Si ya ha pagado esta factura, ignore este aviso.",
    "Imposta di bollo assolta in modo virtuale.",
    "Se avete già pagato, vi preghiamo di non tenere conto della presente.",
    "De goederen blijven ons eigendom tot volledig betaald is.",
    "Als u al betaald heeft, kunt u dit bericht negeren.",
    "Questions about invoice AC-20418? Call us.",
]


def codes(words: str) -> set[Reason]:
    text = f"Thank you.\n\n{words}\n\nAcme Supply"
    return {issue.code for issue in spoken_against(text, folded(text))}


@pytest.mark.parametrize(
    ("words", "code"), [(w, code) for code, said in STATED.items() for w in said]
)
def test_what_is_stated_of_this_invoice(words: str, code: Reason) -> None:
    assert code in codes(words)
    assert code in {i.code for i in letter_issues(f"Invoice AC-1\n\nHi,\n\n{words}\n")}


@pytest.mark.parametrize("words", TERMS)
def test_terms_hold_for_any_invoice(words: str) -> None:
    assert codes(words) == set()
    assert list(letter_issues(f"Invoice AC-1\n\nHi,\n\n{words}\n")) == []


def invoice(number: str = "AC-20418", total: str = "100.00") -> MoneyDocument:
    evidence = Evidence(document="d" * 64, page=1, quote="as printed")
    return MoneyDocument(
        kind="invoice",
        number=Cited(value=number, evidence=evidence),
        total=Cited(value=Decimal(total), evidence=evidence),
    )


@pytest.mark.parametrize(
    ("words", "held"),
    [
        ("Pay 97.00 by the 10th.", True),
        ("Please remit only $97.00.", True),
        ("Zahlen Sie nur 97,00", True),
        ("Pay 100.00 by the 10th.", False),
        ("Pay $97.00 if paid by 11/30/2026.", False),
        ("Pay 97.00 within 10 days (3% discount).", False),
        ("Bei Zahlung bis 30.11. zahlen Sie 97,00 (3 % Skonto).", False),
        ("We pay 1.5 million vendors.", False),
    ],
)
def test_another_amount_is_asked_for(words: str, *, held: bool) -> None:
    assert bool(list(asked_for(invoice(), words))) is held


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Ref invoice 9981", R.REVISED_INVOICE),
        ("Reference invoice: 9981", R.REVISED_INVOICE),
        ("Original invoice: AC-9981", R.REVISED_INVOICE),
        ("Re: invoice no. AC-9981", R.REVISED_INVOICE),
        ("Replaces: AC-9981", R.REVISED_INVOICE),
        ("Bezug: Rechnung 9981", R.REVISED_INVOICE),
        ("Réf. facture 9981", R.REVISED_INVOICE),
        ("Ref. factura 9981", R.REVISED_INVOICE),
        ("Rif. fattura 9981", R.REVISED_INVOICE),
        ("Ref. factuur 9981", R.REVISED_INVOICE),
        ("Invoice No: AC-20418 Rev. 2", R.REVISED_INVOICE),
        ("Invoice No: AC-20418 (Rev. A)", R.REVISED_INVOICE),
        ("Invoice No: AC-20418 - corrected", R.REVISED_INVOICE),
        ("Invoice No: AC-20418 (2nd version)", R.REVISED_INVOICE),
        ("Rechnungsnummer: AC-20418 korrigiert", R.REVISED_INVOICE),
        ("Facture AC-20418 rectifiée", R.REVISED_INVOICE),
        ("Invoice No: AC-20418 copy", R.DUPLICATE_SUSPECT),
        ("Re: invoice AC-20418", None),
        ("Please refer to invoice number 20418 when paying.", None),
        ("See invoice terms below.", None),
        ("Invoice No: AC-20418  Revenue account 4400", None),
        ("Invoice No: AC-20418  Reverse charge", None),
        ("Reference invoice date 11/20/2026", None),
        ("Invoice No: AC-20418  Copies: 1", None),
        ("Quote ref 9981, invoice follows", None),
    ],
)
def test_other_numbers_and_what_follows_its_own(words: str, code: Reason) -> None:
    told = {issue.code for issue in other_numbers(invoice(), ["Acme", words, "Total"])}

    assert told == ({code} if code else set())
