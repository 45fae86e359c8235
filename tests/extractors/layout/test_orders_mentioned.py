"""Which orders of ours a mail names that is no notice and asks for no money."""

from collections.abc import Callable

import pytest

from extractors.reading import read
from extractors.values import Evidence

OURS = ["48201"]
QUOTE = "\n\nOn Thu, Nov 19, 2026 Ann wrote:\n> PO 48201: 4 x BIN-100\n"


@pytest.mark.parametrize(
    ("subject", "text", "orders"),
    [
        ("Back order on PO 48201", "The red bins are late.", OURS),
        ("A delay", "Your PO 48201 is delayed until December.", OURS),
        ("Your order 48201", "We cannot deliver BIN-100, what shall we do?", OURS),
        ("A question", "Which colour for your order 48201?", OURS),
        ("Frage", "Zu Ihrer Bestellung 48201: welche Farbe?", OURS),
        ("Retard", "Votre commande 48201 partira plus tard.", OURS),
        ("Retraso", "Su pedido 48201 no puede salir hoy.", OURS),
        ("Ritardo", "Il vostro ordine 48201 parte domani.", OURS),
        ("Vraag", "Uw bestelling 48201: welke kleur?", OURS),
        ("PO 48201", "PO-48201 and PO 48202 need an address.", [*OURS, "48202"]),
        ("RE: bins", f"We are out of these, sorry.{QUOTE}", OURS),
        ("RE: PO 48202", f"We are out of these, sorry.{QUOTE}", ["48202"]),
        ("2027 price list", "Prices change on 2027-01-01. Call 555-0100.", []),
        ("Holidays", "Our order desk is closed, order 24 hours ahead.", []),
    ],
)
def test_orders(
    subject: str, text: str, orders: list[str], mail: Callable[..., bytes]
) -> None:
    reading = read(mail(f"{text}\n", subject=subject), "")

    assert [number.value for number in reading.orders] == orders


def test_an_order_is_cited(mail: Callable[..., bytes]) -> None:
    reading = read(mail("About PO 48201: when?\n", subject="A question"), "")
    [number] = reading.orders

    body = next(d for d in reading.documents if d.body)
    assert number.evidence == Evidence(
        document=body.sha256, page=1, offset=9, quote="48201"
    )


def test_a_ship_notice_has_its_order_in_its_record(mail: Callable[..., bytes]) -> None:
    text = "PO 48201 shipped today, UPS 1Z5R89390357567127.\n\n4 x BIN-100\n"
    reading = read(mail(text, subject="PO 48201"), "")

    assert (reading.kind, reading.orders) == ("ship_notice", ())
