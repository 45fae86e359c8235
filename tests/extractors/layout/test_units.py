"""A quantity is a count of pieces; what counts cases or pounds is not one."""

import pytest

from extractors.codes import Reason
from extractors.reading import read
from extractors.values import ShipNotice

MAIL = """\
From: Acme <ship@acme.example>
Subject: Shipped: PO 4711
Date: Fri, 20 Nov 2026 22:09:00 +0000
Message-ID: <1@acme.example>
Content-Type: text/plain; charset="utf-8"

Shipment notification

PO Number: 4711
Carrier: UPS Ground
Tracking number: 1Z5R89390357567127

Item      Description   Qty shipped
AC-100    Bin           {quantity}
"""


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("4", 4),
        ("4 EA", 4),
        ("4 each", 4),
        ("4 pcs.", 4),
        ("4 Stk", 4),
        ("1 CS", None),
        ("1 case", None),
        ("2 Cases", None),
        ("3 PLT", None),
        ("2 dz", None),
        ("1 ctn.", None),
        ("5 lbs", None),
    ],
)
def test_only_pieces_are_counted(printed: str, value: int | None) -> None:
    reading = read(MAIL.format(quantity=printed).encode(), "n.eml")
    [extraction] = reading.extractions
    assert isinstance(extraction.record, ShipNotice)
    counted = [line.quantity for line in extraction.record.lines]
    codes = {issue.code for issue in extraction.issues}

    assert [c and c.value for c in counted] == [value]
    assert (Reason.QUANTITY_UNKNOWN in codes) == (value is None)
