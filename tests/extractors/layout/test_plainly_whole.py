"""A mail that names no article stands for a whole order, or for none."""

import pytest

from extractors.codes import Reason
from extractors.reading import read
from extractors.values import Extraction, ShipNotice

UPS = "1Z5R89390357567127"
FEDEX = "986578788855"


def _read(body: str, subject: str = "Shipment", form: str = "plain") -> Extraction:
    head = (
        "From: Acme Storage <ship@acme.example>\n"
        "To: orders@store.example\n"
        f"Subject: {subject}\n"
        "Date: Fri, 20 Nov 2026 22:09:00 +0000\n"
        "Message-ID: <1@acme.example>\n"
        f'Content-Type: text/{form}; charset="utf-8"\n\n'
    )
    [extraction] = read(f"{head}{body}\n".encode(), "n.eml").extractions
    return extraction


def _whole(extraction: Extraction) -> bool:
    record = extraction.record
    assert isinstance(record, ShipNotice)
    assert record.po_number
    assert record.po_number.value.endswith("4711")
    assert not record.lines
    return record.complete


PLAIN = [
    f"PO 4711 shipped today via UPS, tracking {UPS}.",
    f"Hi Sam,\n\nPO 4711 has been shipped complete with UPS {UPS}.\n\nThanks\nJoe",
    (
        f"Dear all,\n\nYour order PO 4711 is on its way. UPS tracking: {UPS}\n\n"
        "Best regards,\nJane Doe\nAcme Storage | Dayton, OH | 937-555-0142"
    ),
    (
        f"PO 4711 left our warehouse on 11/20/2026.\nCarrier: UPS Ground\n"
        f"Tracking number: {UPS}\n\n"
        "If you have any questions, please reply to this email."
    ),
    f"Purchase order: 4711\nShip date: 11/20/2026\nCarrier: FedEx\nTracking: {FEDEX}",
    (
        f"PO 4711 shipped with UPS {UPS}. It should arrive on Tuesday."
        " You can track your package at https://www.ups.com/track"
    ),
    (
        f"Ihre Bestellung 4711 wurde heute vollst\u00e4ndig mit UPS versandt.\n"
        f"Sendungsnummer: {UPS}\n\nMit freundlichen Gr\u00fc\u00dfen\nAcme Storage"
    ),
    (
        f"Bonjour,\n\nvotre commande 4711 a \u00e9t\u00e9 exp\u00e9di\u00e9e"
        f" aujourd'hui par UPS.\nNum\u00e9ro de suivi : {UPS}\n\nCordialement\nAcme"
    ),
    (
        f"Hola,\n\nsu pedido 4711 ha sido enviado hoy con UPS.\n"
        f"N\u00famero de seguimiento: {UPS}\n\nSaludos\nAcme"
    ),
    (
        f"Buongiorno,\n\nil vostro ordine 4711 \u00e8 stato spedito oggi tramite UPS.\n"
        f"Tracking: {UPS}\n\nCordiali saluti\nAcme"
    ),
    (
        f"Uw bestelling 4711 is vandaag verzonden met UPS.\nTrackingnummer: {UPS}\n\n"
        "Met vriendelijke groet\nAcme Storage"
    ),
]

NOT_PLAIN = [
    f"PO 4711 shipped today, UPS {UPS}, everything except the lids.",
    f"PO 4711 first box shipped, UPS {UPS}.",
    f"Half of PO 4711 shipped on UPS {UPS}, the other half goes Monday.",
    f"Shipped PO 4711, UPS {UPS}. We had to short you two lids.",
    f"The lid missing from PO 4711 was shipped today. UPS {UPS}",
    f"Your backordered bins from PO 4711 have shipped: UPS {UPS}",
    f"PO 4711 has not shipped. UPS tracking {UPS}",
    f"PO 4711 shipped no order complete. UPS {UPS}",
    f"Has PO 4711 shipped? UPS {UPS}",
    f"PO 4711 was to have shipped today, UPS {UPS}",
    f"PO 4711 shipped today. Packages: 1 of 2. UPS {UPS}",
    f"PO 4711 shipped today. 3 pallets. UPS {UPS}",
    f"UPS lost PO 4711, shipped with tracking {UPS}.",
    f"We re-sent the broken bins of PO 4711, shipped with UPS {UPS}.",
    f"PO 4711 shipped partly, UPS {UPS}.",
    f"PO 4711 shipped, UPS {UPS}\n2 \u00d7 Storage bin, blue",
    f"PO 4711 shipped, UPS {UPS}, see the packing list.",
    f"PO 4711 shipped via UPS Returns, tracking {UPS}.",
    f"Die Bestellung 4711 wurde ohne die Deckel versandt, UPS {UPS}.",
    (
        f"La commande 4711 a \u00e9t\u00e9 exp\u00e9di\u00e9e sauf les couvercles,"
        f" UPS {UPS}."
    ),
    f"El pedido 4711 ha sido enviado excepto las tapas, UPS {UPS}.",
    f"Il vostro ordine 4711 \u00e8 stato spedito tranne i coperchi, UPS {UPS}.",
    f"Uw bestelling 4711 is verzonden behalve de deksels, UPS {UPS}.",
    f"Ihre Bestellung 4711 wurde nicht versandt, UPS {UPS}.",
]


@pytest.mark.parametrize("body", PLAIN)
def test_plain_words_stand_for_the_whole_order(body: str) -> None:
    extraction = _read(body)

    assert _whole(extraction)
    assert Reason.QUANTITY_UNKNOWN not in {i.code for i in extraction.issues}


@pytest.mark.parametrize("body", NOT_PLAIN)
def test_what_is_not_understood_is_named(body: str) -> None:
    extraction = _read(body)

    assert not _whole(extraction)
    told = [i for i in extraction.issues if i.code is Reason.QUANTITY_UNKNOWN]
    assert told or Reason.PO_AMBIGUOUS in {i.code for i in extraction.issues}


@pytest.mark.parametrize(
    "subject",
    ["PO 4711 shipped, lids to follow", "Partial: PO 4711", "PO 4711 (first of two)"],
)
def test_the_subject_has_to_be_plain_as_well(subject: str) -> None:
    assert not _whole(_read(f"PO 4711 shipped, UPS {UPS}.", subject))


def test_nothing_says_that_it_left() -> None:
    assert not _whole(_read(f"PO number: 4711\nCarrier: UPS\nTracking: {UPS}"))


def test_a_table_of_orders() -> None:
    heads = "Tracking", "Carrier", "Your PO", "Destination", "Date"
    cells = UPS, "UPS", "4711", "Reno NV 89597", "11/20/2026"
    table = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
        for row in (heads, cells)
    )

    assert _whole(_read(f"<p>Shipped complete:</p><table>{table}</table>", form="html"))
    more = table.replace("Carrier", "Boxes").replace(">UPS<", ">1 of 2<")
    page = f"<p>Shipped complete:</p><table>{more}</table>"
    assert not _whole(_read(page, form="html"))


@pytest.mark.parametrize("word", ["except", "half", "lids", "not", "2", "Teil", "sauf"])
def test_one_more_word_and_it_is_not(word: str) -> None:
    for at in range(1, 7):
        words = f"Your order PO_4711 shipped today via UPS {UPS}".split()
        words.insert(at, word)
        body = " ".join(words).replace("_", " ")
        record = _read(body).record
        assert isinstance(record, ShipNotice)
        assert not record.complete


def test_a_file_that_is_not_read_may_tell_of_a_part() -> None:
    body = f"PO 4711 shipped with UPS {UPS}. Please see the attached notice."
    assert _whole(_read(body))
    parts = (
        f'--b\nContent-Type: text/plain; charset="utf-8"\n\n{body}\n'
        "--b\nContent-Type: image/png; name=slip.png\n"
        "Content-Disposition: attachment; filename=slip.png\n"
        "Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--b--"
    )
    mixed = (
        "From: Acme Storage <ship@acme.example>\nTo: orders@store.example\n"
        "Subject: Shipment\nDate: Fri, 20 Nov 2026 22:09:00 +0000\n"
        "Message-ID: <2@acme.example>\nMIME-Version: 1.0\n"
        f"Content-Type: multipart/mixed; boundary=b\n\n{parts}\n"
    )
    [extraction] = read(mixed.encode(), "n.eml").extractions
    assert not _whole(extraction)
    assert any("slip.png" in issue.detail for issue in extraction.issues)
