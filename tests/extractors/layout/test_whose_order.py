"""Which of two order numbers is ours: the one that is called our reference."""

from collections.abc import Callable
from typing import Any

import pytest

from extractors.codes import Reason

NUMBER = "1Z5R89390357567127"
TEXT = """
{orders}
Carrier: UPS
Tracking number: {number}

SKU       Qty
AB-100    2
"""
HELD = None


@pytest.mark.parametrize(
    ("orders", "ours"),
    [
        ("Bestellnummer: 4712\nIhre Referenz: 4711", "4711"),
        ("Commande : 4712\nVotre référence : 4711", "4711"),
        ("Numéro de commande : 4712\nRéférence client : 4711", "4711"),
        ("Pedido: 4712\nSu referencia: 4711", "4711"),
        ("Ordine: 4712\nVostro riferimento: 4711", "4711"),
        ("Bestelnummer: 4712\nUw referentie: 4711", "4711"),
        ("Order number: 4712\nYour reference: 4711", "4711"),
        ("Bestellnummer: A-99812\nIhre Referenz: 4711", "4711"),
        # The only number there is, or the same one twice.
        ("Bestellnummer: 4711", "4711"),
        ("Commande n° 4711", "4711"),
        ("Bestellnummer: 4711\nIhre Referenz: 4711", "4711"),
        ("Bestellnummer: 4711\nIhr Zeichen: MM-12", "4711"),
        ("PO number: 4711\nCustomer reference: JS-12", "4711"),
        ("PO number: 4711\nSales order: 4712", "4711"),
        # Both may be ours.
        ("Purchase order: 4712\nYour reference: 4711", HELD),
        ("Ihre Bestellung: 4712\nIhre Referenz: 4711", HELD),
        ("Votre commande : 4712\nVotre référence : 4711", HELD),
    ],
)
def test_two_numbers(
    orders: str,
    ours: str | None,
    mail: Callable[..., bytes],
    short: Callable[[bytes], Any],
) -> None:
    found = short(mail(TEXT.format(orders=orders, number=NUMBER)))
    sure = {n["po"] for n in found.notices if n.get("tracking") and n.get("lines")}

    doubts = {Reason.PO_AMBIGUOUS.value, Reason.INCOMPLETE_READING.value}
    if ours is None:
        assert doubts & set(found.issues)
    else:
        assert (sure, doubts & set(found.issues)) == ({ours}, set())


@pytest.mark.parametrize(
    "orders",
    [
        "Commande n° 4712 (votre réf. 4711)",
        "Numéro de commande 4712 - Référence client 4711",
        "Bestellung 4712 (Ihr Zeichen 4711)",
        "Pedido 4712 (su ref. 4711)",
        "Ordine 4712 (Vs. rif. 4711)",
        "Your order 4712 (your ref. 4711)",
    ],
)
def test_the_vendors_number_is_never_taken_for_ours(
    orders: str, mail: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    found = short(mail(TEXT.format(orders=orders, number=NUMBER)))

    assert not {n.get("po") for n in found.notices} & {"4712"} or found.issues


def test_columns_of_both(
    mail: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    table = (
        "<table><tr><th>Commande</th><th>Votre référence</th><th>Article</th>"
        "<th>Quantité</th><th>N° de suivi</th></tr>"
        f"<tr><td>4712</td><td>4711</td><td>AB-1</td><td>2</td><td>{NUMBER}</td></tr>"
        "</table>"
    )
    [notice] = short(mail("voir ci-dessous", html=f"<p>UPS</p>{table}")).notices

    assert notice["po"] == "4711"
