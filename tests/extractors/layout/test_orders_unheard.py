"""An order that a mail names beside the one it is read for holds it, or is read too."""

import pytest

from extractors.codes import Reason
from extractors.reading import read
from extractors.values import Extraction, ShipNotice

MAIL = """\
From: Acme <ship@acme.example>
To: orders@store.example
Subject: Shipment
Date: Fri, 20 Nov 2026 22:09:00 +0000
Message-ID: <1@acme.example>
Content-Type: text/plain; charset="utf-8"

{}
"""
ONE, TWO = "1Z5R89390357567127", "1Z999AA10123456784"
FIRST = f"PO 48201 shipped via UPS, tracking {ONE}"


def notices(text: str) -> list[tuple[ShipNotice, Extraction]]:
    found = read(MAIL.format(text).encode(), "n.eml").extractions
    return [(e.record, e) for e in found if isinstance(e.record, ShipNotice)]


def holds(text: str) -> list[Reason]:
    codes = {Reason.INCOMPLETE_READING, Reason.PO_AMBIGUOUS}
    return [i.code for _, e in notices(text) for i in e.issues if i.code in codes]


HELD = [
    f"{FIRST}; PO 48202 shipped too.",
    f"{FIRST}. PO 48202 has shipped as well.",
    f"{FIRST}. PO 48202 shipped via UPS, tracking {TWO}.",
    f"{FIRST}, and so did PO 48202.",
    f"{FIRST} together with PO 48202.",
    f"{FIRST} (PO 48202 is in the same box).",
    f"{FIRST}; order 48202 shipped too.",
    f"{FIRST}; your order 48202 left as well.",
    f"{FIRST}. 48202 went out too.",
    f"{FIRST}. Also shipped: 48202.",
    f"{FIRST}, #48202 went with the same truck.",
    f"{FIRST}. PO 48202 will arrive with it.",
    f"{FIRST} and will be there on Monday; PO 48202 shipped too.",
    f"PO 48201 shipped; PO 48202 shipped too. Tracking {ONE}.",
    f"Good news! {FIRST}.\n4 x GN-44\n\nPO 48202 shipped too.",
    f"PO 48202 follows and {FIRST}.",
    f"We shipped PO 48201 (UPS {ONE}). PO 48202: 3 x GN-45 shipped too.",
    f"PO 48201 ist versandt, UPS {ONE}; Bestellung 48202 ebenfalls.",
    f"PO: 48201\nTracking: {ONE}\n\nWe also sent you PO 48202 today.",
]


@pytest.mark.parametrize("text", HELD)
def test_another_order_holds(text: str) -> None:
    assert holds(text)


SOUND = [
    f"{FIRST}.",
    f"{FIRST}. PO 48201 was packed by hand.",
    f"{FIRST}. PO 48202 will follow next week.",
    f"{FIRST}. Our invoice 48233 is attached.",
    f"{FIRST}.\nInvoice: 48233\nOrder: 48299",
    f"{FIRST}.\nAnn, Acme Inc., 12 Main St, Dayton OH 48207",
    f"{FIRST}. Call 555-48202 with questions.",
    f"{FIRST}. Our order SO-88123 is complete.",
    f"{FIRST}. Our zip is 97209.",
    f"PO 2045 shipped on Nov 19, 2026 via UPS, tracking {ONE}.",
]


@pytest.mark.parametrize("text", SOUND)
def test_other_numbers_hold_nothing(text: str) -> None:
    [(record, _)] = notices(text)

    assert holds(text) == []
    assert record.po_number is not None
    assert [t.number.value for t in record.tracking] == [ONE]


def test_orders_in_parts_of_their_own_are_both_read() -> None:
    text = f"PO 48201: 2 x GN-44\nUPS {ONE}\n\nPO 48202: 3 x GN-45\nUPS {TWO}"

    assert holds(text) == []
    assert [(r.po_number.value, r.lines[0].quantity.value, r.tracking[0].number.value)
            for r, _ in notices(text) if r.po_number and r.lines[0].quantity] == [
        ("48201", 2, ONE), ("48202", 3, TWO)]  # fmt: skip
