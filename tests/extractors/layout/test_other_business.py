"""Notices in the form of a delivery that are about none: returns, plans, and so on."""

from email.message import EmailMessage

import pytest

from extractors.codes import Reason
from extractors.reading import read
from extractors.values import ShipNotice

FORM = """PO number: 4711
Carrier: UPS
Tracking number: 1Z5R89390357567127

Item       Qty
BIN-100    2
"""

HELD = [
    ("RMA 5512 PO 4711", "RMA 5512 approved. Customer sends back:"),
    ("PO 4711", "Retoureneingang bestätigt"),
    ("PO 4711", "Reso ricevuto"),
    ("PO 4711", "Recogida de devolución"),
    ("PO 4711", "Retour de marchandise"),
    ("PO 4711", "Retourzending ontvangen"),
    ("PO 4711", "Warranty parts shipped, no charge."),
    ("PO 4711", "Exchange order."),
    ("Samples PO 4711", "Pre-production samples for your approval:"),
    ("PO 4711", "Ersatzlieferung (kostenlos) zu Ihrer Reklamation"),
    ("PO 4711", "Remplacement sous garantie"),
    ("PO 4711", "Sostituzione in garanzia"),
    ("PO 4711", "Reship - original was returned undeliverable."),
    ("PO 4711", "Status: On hold - credit"),
    ("PO 4711", "Scheduled to ship on Monday."),
    ("PO 4711", "PRE-ALERT: cargo ready 12/05/2026."),
    ("PO 4711", "Geplanter Versand am 04.12.2026"),
    ("PO 4711", "Expédition prévue le 04/12/2026"),
    ("PO 4711", "Envío previsto el 04/12/2026"),
    ("PO 4711", "Spedizione prevista il 04/12/2026"),
    ("PO 4711", "Geplande verzending op 04-12-2026"),
    ("PO 4711", "Order confirmation - tracking numbers are pre-assigned."),
    ("Updated tracking for PO 4711", "Updated tracking number for your order:"),
    ("PO 4711", "There is a new tracking number, the old label was damaged."),
    ("PO 4711", "hier die neue Sendungsnummer, die alte ist ungültig."),
    ("PO 4711", "veuillez trouver le numéro de suivi corrigé."),
    ("PO 4711", "Is this the tracking number you mean? We show nothing."),
]
PASSED = [
    ("PO 4711 shipped", "Your order has shipped."),
    ("PO 4711 shipped", "Your order has shipped. Estimated delivery: 11/24/2026."),
    ("PO 4711 shipped", "Shipped today. If you need to return an item, call us first."),
    (
        "PO 4711 shipped",
        "Shipped today. New: our catalog. Returns policy below.",
    ),
    ("Lieferschein Bestellung 4711", "Die Ware wurde heute versandt."),
    ("Expédition commande 4711", "Votre commande a été expédiée."),
    ("Envío pedido 4711", "Su pedido ha sido enviado."),
    ("Spedizione ordine 4711", "La merce è stata spedita."),
    ("Verzending bestelling 4711", "Uw bestelling is verzonden."),
]
FOOT = (
    "\nRETURNS: within 30 days, with an RMA number.\nWarranty: one year on all parts.\n"
    "Retouren nur nach Rücksprache. Garanzia 24 mesi.\n"
)


def issues(subject: str, body: str) -> list[str]:
    mail = EmailMessage()
    mail["From"] = "ship@acme.example"
    mail["Subject"] = subject
    mail["Date"] = "Fri, 20 Nov 2026 22:09:00 +0000"
    mail.set_content(body)
    found = read(mail.as_bytes(), "mail.eml").extractions
    assert any(isinstance(one.record, ShipNotice) for one in found)
    return [issue.code for one in found for issue in one.issues]


@pytest.mark.parametrize(("subject", "said"), HELD)
def test_what_is_no_delivery_is_held(subject: str, said: str) -> None:
    assert Reason.INCOMPLETE_READING in issues(subject, f"Hello,\n\n{said}\n\n{FORM}")


@pytest.mark.parametrize(("subject", "said"), PASSED)
def test_a_delivery_with_terms_at_its_foot_is_not(subject: str, said: str) -> None:
    assert issues(subject, f"Hello,\n\n{said}\n\n{FORM}{FOOT}") == []


@pytest.mark.parametrize(
    ("kind", "held"),
    [("Sale", 0), ("Delivery", 0), ("Return", 1), ("Replacement", 1), ("Retoure", 1)],
)
def test_a_column_of_kinds_is_heard(kind: str, held: int) -> None:
    rows = (
        "PO number,SKU,Qty shipped,Type,Tracking number,Carrier\n"
        f"4711,BIN-100,2,{kind},1Z5R89390357567127,UPS\n"
    )
    found = read(rows.encode(), "day.csv").extractions

    assert [len(one.issues) for one in found] == [held]
