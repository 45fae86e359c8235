"""Words that take a ship notice back hold it; boilerplate does not."""

import pytest

from extractors.codes import Reason
from extractors.layout.notices.cautions import cautions
from extractors.reading import read
from extractors.values import ShipNotice

TAKEN_BACK = (
    "This order has NOT shipped yet. A label was created.",
    "Your shipment hasn't been\npicked up by the carrier.",
    "PO 4711 was not shipped.",
    "The shipment below was CANCELLED.",
    "Label 1 of 2 has been voided.",
    "Status: Returned to sender - package refused",
    "VOID",
    "*** VOID - do not use this number ***",
    "Please disregard our previous ship notice.",
    "Kindly ignore the earlier tracking.",
    "The number below replaces tracking number 1Z5R89390357567127.",
    "Yesterday's tracking number was sent in error.",
    "Old tracking number: 1Z5R89390357567127",
    "Return label tracking number: 1Z5R89390357567127",
    "Return tracking # 1Z5R89390357567127",
    "*** TEST ONLY ***",
    "This is a test.",
    "SAMPLE ONLY - not a real shipment",
    "PO 4711 is held at our dock; the carrier never picked it up.",
    "The driver did not collect the pallet.",
    "Label created for PO 4711 - awaiting pickup.",
    "Label printed, waiting for carrier pick-up",
    "PICK TICKET - NOT YET SHIPPED",
    "Your order is currently on back order.",
    "leider konnten wir Ihre Bestellung 4711 noch nicht versenden.",
    "Ihre Bestellung wurde noch nicht verschickt",
    "Ihre Bestellung 4711 wurde storniert.",
    "Stornierung",
    "Die Bestellung wird voraussichtlich am 3.4. versendet.",
    "Votre commande 4711 n'a pas encore été expédiée.",
    "Commande 4711 annulée",
    "Votre commande n° 4711 a été annulée.",
    "Votre commande sera expédiée lundi.",
    "Colis en attente d'enlèvement",
    "Su pedido 4711 aún no ha sido enviado.",
    "Su pedido todavía no se ha enviado: no lo hemos podido enviar.",
    "Su pedido 4711 ha sido cancelado.",
    "Estado: pendiente de envío",
    "Il Suo ordine 4711 non è ancora stato spedito.",
    "L'ordine 4711 è stato annullato.",
    "La merce sarà spedita domani.",
    "Uw bestelling 4711 is nog niet verzonden.",
    "Uw bestelling 4711 is geannuleerd.",
    "Uw bestelling wordt volgende week verzonden.",
)
HARMLESS = (
    "If you received this in error, please disregard this notice and delete it.",
    "If this e-mail was sent in error, tell us.",
    "Items not in this shipment are on back order and will follow.",
    "Void where prohibited. Warranty void if the seal is broken.",
    "Returns: see our web page for a return label.",
    "The order was placed on 11/18. It has shipped.",
    "Qty ordered   Qty shipped   Qty cancelled",
    "Shipment notification\nPO Number: 4711\nTracking number: 1Z5R89390357567127",
    "Our latest tested shelving",
    "Falls die Ware nicht versendet wurde, rufen Sie uns an.",
    "Ihre Bestellung 4711 wurde heute versendet. Eine Stornierung ist nicht möglich.",
    "Votre commande 4711 a été expédiée. Le reste sera expédié lundi.",
    "Une commande ne peut être annulée.",
    "Su pedido 4711 fue enviado. Un pedido no puede ser cancelado.",
    "Il Suo ordine 4711 è stato spedito. Un ordine non può essere annullato.",
    "Uw bestelling 4711 is verzonden en kan niet worden geannuleerd.",
    "PO 4711 was picked up at our dock by UPS.",
)
NOTICE = """\
From: Acme <ship@acme.example>
To: orders@store.example
Subject: {subject}
Date: Fri, 20 Nov 2026 22:09:00 +0000
Message-ID: <1@acme.example>
Content-Type: text/plain; charset="utf-8"

Shipment notification

PO Number: 4711
Ship date: 11/20/2026
Carrier: UPS Ground
Tracking number: 1Z5R89390357567127
{more}
Item      Description   Qty shipped
AC-100    Bin           4
"""


@pytest.mark.parametrize("text", TAKEN_BACK)
def test_words_that_take_a_notice_back_are_an_issue(text: str) -> None:
    assert [i.code for i in cautions(text)][:1] == [Reason.INCOMPLETE_READING]


@pytest.mark.parametrize("text", HARMLESS)
def test_boilerplate_is_none(text: str) -> None:
    assert cautions(text) == ()


@pytest.mark.parametrize(
    ("subject", "more", "held"),
    [
        ("Shipped: PO 4711", "", False),
        ("VOID: PO 4711", "", True),
        ("Shipped: PO 4711", "This shipment was cancelled.", True),
        ("Shipped: PO 4711", "Return label tracking number: 1Z879E930346834440", True),
    ],
)
def test_a_notice_with_such_words_is_not_clean(
    subject: str, more: str, *, held: bool
) -> None:
    reading = read(NOTICE.format(subject=subject, more=more).encode(), "n.eml")
    [extraction] = reading.extractions
    said = any("is not certain" in issue.detail for issue in extraction.issues)
    assert said == held


@pytest.mark.parametrize("tag", ["s", "strike", "del"])
def test_a_number_that_is_struck_out_is_not_read(tag: str) -> None:
    body = (
        "Content-Type: text/html; charset=utf-8\n\n<h1>Shipment notification</h1>"
        "<p>PO Number: 4711</p><p>Carrier: UPS Ground</p>"
        f"<p>Tracking number: <{tag}>1Z5R89390357567127</{tag}> 1Z879E930346834440</p>"
    )
    head = NOTICE.partition("Content-Type")[0].format(subject="Shipped", more="")
    [extraction] = read((head + body).encode(), "n.eml").extractions
    numbers = [t.number.value for t in extraction.record.tracking]
    assert numbers == ["1Z879E930346834440"]


PARCEL = "1Z5R89390357567127"


@pytest.mark.parametrize(
    "text",
    [
        f"If anything arrives damaged, send it back with our return number {PARCEL}.",
        f"For returns use {PARCEL}.",
        f"(Example of a tracking number: {PARCEL})",
        f"The earlier parcel {PARCEL} was lost.",
        f"Warranty replacement for parcel {PARCEL}",
        f"Return label enclosed: {PARCEL}",
        f"The previous shipment\n{PARCEL} arrived yesterday and all is well.",
        f"The rest left in a separate shipment ({PARCEL}) against PO 5149.",
        f"Previously shipped on this order: LMP-100, qty 1 (tracking {PARCEL})",
    ],
)
def test_a_number_of_another_parcel_is_doubted(text: str) -> None:
    assert [issue.code for issue in cautions(text)] == [Reason.INCOMPLETE_READING]


def test_what_was_shipped_previously_is_no_parcel_of_the_notice() -> None:
    more = "Previously shipped: LMP-100, qty 1 (tracking 1Z879E930346834440)\n"
    mail = NOTICE.format(subject="Shipped: PO 4711", more=more)
    [extraction] = read(mail.encode(), "n.eml").extractions
    assert isinstance(extraction.record, ShipNotice)
    assert [t.number.value for t in extraction.record.tracking] == [PARCEL]
    assert any("whose is it?" in issue.detail for issue in extraction.issues)


@pytest.mark.parametrize(
    "text",
    [
        f"Tracking number: {PARCEL}\nReturns accepted within 30 days.",
        f"Sample bin  4  {PARCEL}",
        f"PO 12 went by UPS as {PARCEL}. For returns, call us.",
        f"The order was shipped today, number {PARCEL}.\n\nPrevious orders: see below.",
    ],
)
def test_other_words_leave_a_number_alone(text: str) -> None:
    assert cautions(text) == ()
