"""A second order that a sentence names with the first is never dropped in silence."""

import pytest

from extractors.codes import Reason
from extractors.reading import read

MAIL = """\
From: Acme <ship@acme.example>
To: orders@store.example
Subject: Shipment
Date: Fri, 20 Nov 2026 22:09:00 +0000
Message-ID: <1@acme.example>
Content-Type: text/plain; charset="utf-8"

{said}
Tracking: 1Z5R89390357567127
"""


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("PO 4711 and PO 4712 shipped today by UPS.", True),
        ("PO 4711 & PO 4712 shipped today by UPS.", True),
        ("PO 4711, PO 4712 shipped today by UPS.", True),
        ("POs 4711 and 4712 shipped today by UPS.", True),
        ("Ihre Bestellung 4711 und 4712 wurden mit UPS versendet.", True),
        ("Votre commande 4711 et 4712 ont été expédiées par UPS.", True),
        ("PO 4711 shipped today by UPS and your buyer was told.", False),
        ("PO 4711 and PO 4711 shipped today by UPS.", False),
    ],
)
def test_orders_named_together_hold_the_notice(said: str, *, held: bool) -> None:
    extractions = read(MAIL.format(said=said).encode(), "n.eml").extractions
    issues = {issue.code for one in extractions for issue in one.issues}
    assert (Reason.PO_AMBIGUOUS in issues) == held
