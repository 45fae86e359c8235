"""A sound slip in a file, and the mail that brings it."""

from email.message import EmailMessage

import pytest

from extractors.codes import Reason
from extractors.reading import read
from extractors.values import ShipNotice

SLIP = """PO number,Tracking number,Carrier,SKU,Description,Qty shipped
4711,1Z5R89390357567127,UPS,BIN-100,Storage bin blue,2
"""

HELD = [
    ("CANCELLED: packing slip", "Attached."),
    ("Packing slip", "Please ignore the attached slip, UPS did not get the parcel."),
    ("Packing slip", "Customer called, we stopped the parcel. Old slip attached."),
    ("Packing slip", "Only one of the two bins is in the box."),
    ("Packing slip", "This is for PO 9999, not the PO on the slip."),
    ("Replacement", "Slip attached."),
    ("Lieferschein", "Die Sendung steht noch bei uns."),
    ("Bon de livraison", "Le colis partira lundi."),
    ("Albarán", "El paquete sigue en nuestro almacén."),
    ("DDT", "La merce è ancora da noi."),
    ("Pakbon", "De zending gaat morgen de deur uit."),
]
PASSED = [
    ("Packing slip", "Attached."),
    ("FW: Packing slip PO 4711", "Your blue storage bins were shipped today with UPS."),
    ("Lieferschein 4711", "Ihre Bestellung wurde heute versandt, Lieferschein anbei."),
    ("Re: PO 4711", "Slip attached.\n\n> The parcel has not shipped, what is wrong?"),
    (
        "Packing slip",
        "Attached.\n\nOur office will be closed on Thursday. Regards\nJill",
    ),
]


def issues(subject: str, body: str) -> list[str]:
    mail = EmailMessage()
    mail["From"] = "Jill Sands <ship@acme.example>"
    mail["Subject"] = subject
    mail["Date"] = "Fri, 20 Nov 2026 22:09:00 +0000"
    mail.set_content(f"Hello,\n\n{body}\n")
    mail.add_attachment(SLIP.encode(), maintype="text", subtype="csv", filename="s.csv")
    found = read(mail.as_bytes(), "mail.eml").extractions
    assert any(isinstance(one.record, ShipNotice) for one in found)
    return [issue.code for one in found for issue in one.issues]


@pytest.mark.parametrize(("subject", "body"), HELD)
def test_words_against_the_slip_hold_it(subject: str, body: str) -> None:
    assert Reason.INCOMPLETE_READING in issues(subject, body)


@pytest.mark.parametrize(("subject", "body"), PASSED)
def test_plain_words_leave_it_alone(subject: str, body: str) -> None:
    assert issues(subject, body) == []
