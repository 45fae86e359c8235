"""Ship notices in the text, the HTML or the sheets of a mail."""

# ruff: noqa: E501  # tables of cases read across

from collections.abc import Callable
from typing import Any

import pytest

UPS = "1Z5R89390357567127"
UPS_2 = "1Z879E930346834440"
UPS_3 = "1Z410E7W0392751591"
FEDEX = "986578788855"
USPS = "9400111202555842332669"

LABELS = f"""Good evening,

your order has left our warehouse.

  PO Number ........: 45120
  Our order ........: 889123
  Ship date ........: 2026-11-20
  Ship via .........: UPS Ground
  Tracking number ..: {UPS}

Regards,
Shipping desk   PO Box 1234, Dayton OH 45402
"""

PROSE = f"""Hi Sam,

PO 45121 shipped today via FedEx Ground, tracking number {FEDEX}. It should
arrive on Tuesday.

Thanks
Joe
"""

PROSE_TWO = f"""PO 45122 shipped on November 19, 2026 via UPS, tracking {UPS}.
PO 45123 shipped on November 19, 2026 via UPS, tracking {UPS_2}.
PO 45124 will follow next week.
"""

TABLE = f"""Shipments of 11/18/2026

PO No.    Part No.     Qty Shp  Carrier      Tracking No.
-------   ----------   -------  -----------  -------------------
45125     AB-100             2  UPS          {UPS}
45126     AB-200            10  USPS         {USPS}
          AB-210             1  USPS         {USPS}
-------   ----------   -------  -----------  -------------------
Total                       13
"""

BLOCKS = f"""
Tracking #: {UPS}
Carrier: UPS
PO #: 45127

Tracking #: {UPS_2}
Carrier: UPS
PO #: 45128
"""

ITEM_LINES = f"""Purchase order: 45129
Shipped: 11/18/2026
UPS tracking: {UPS}

Items in this shipment:
  2 x AB-100 Stack bin
  1 x AB-200 Shelf
"""

GLUED = f"""Your order is on its way with UPS. Tracking: {UPS}"""

NUMBERS_WITH_BLANKS = """PO#45130 has shipped via USPS.
Tracking: 9400 1112 0255 5842 3326 69
"""

WILL_CALL = """PO 45131: picked up by customer on 11/18/2026, will call. No tracking."""

CASES: dict[str, tuple[str, str, list[dict[str, Any]]]] = {
    "label lines": ("Shipped", LABELS, [
        {"po": "45120", "carrier": "UPSN", "tracking": [UPS], "date": "2026-11-20", "complete": True},
    ]),
    "a sentence": ("Shipped", PROSE, [
        {"po": "45121", "carrier": "FDEG", "tracking": [FEDEX], "complete": True},
    ]),
    "a sentence for each order": ("Shipped", PROSE_TWO, [
        {"po": "45122", "carrier": "UPSN", "tracking": [UPS], "date": "2026-11-19"},
        {"po": "45123", "carrier": "UPSN", "tracking": [UPS_2], "date": "2026-11-19"},
    ]),
    "a table of characters": ("Daily shipments", TABLE, [
        {"po": "45125", "carrier": "UPSN", "tracking": [UPS], "lines": [("AB-100", 2)], "complete": True},
        {"po": "45126", "carrier": "USPS", "tracking": [USPS], "lines": [("AB-200", 10), ("AB-210", 1)], "complete": True},
    ]),
    "blocks that name the order last": ("Shipments", BLOCKS, [
        {"po": "45127", "carrier": "UPSN", "tracking": [UPS]},
        {"po": "45128", "carrier": "UPSN", "tracking": [UPS_2]},
    ]),
    "lines as a list": ("Shipment", ITEM_LINES, [
        {"po": "45129", "carrier": "UPSN", "tracking": [UPS], "date": "2026-11-18",
         "lines": [("AB-100", 2), ("AB-200", 1)], "complete": True},
    ]),
    "the order only in the subject": ("PO4711 shipped", GLUED, [
        {"po": "PO4711", "carrier": "UPSN", "tracking": [UPS], "complete": True},
    ]),
    "a number in groups": ("Shipped", NUMBERS_WITH_BLANKS, [
        {"po": "45130", "carrier": "USPS", "tracking": [USPS], "complete": True},
    ]),
    "will call": ("Shipped", WILL_CALL, [
        {"po": "45131", "date": "2026-11-18", "complete": True, "no_tracking": "picked up by customer"},
    ]),
}  # fmt: skip


def _open(expected: list[dict[str, Any]]) -> set[str]:
    """Return what is said where nothing tells that all of an order left."""
    closed = {"lines", "complete", "no_tracking"}
    return set() if all(closed & n.keys() for n in expected) else {"quantity_unknown"}


@pytest.mark.parametrize("name", CASES)
def test_text(
    name: str, mail: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    subject, text, expected = CASES[name]
    read = short(mail(text, subject=subject))

    assert read.kind == "ship_notice"
    assert read.notices == expected
    assert set(read.issues) <= _open(expected)


HTML = f"""<html><body><p>The following orders shipped today:</p>
<table border=1><tr><th>Customer PO</th><th>SKU</th><th>Qty Ordered</th><th>Qty Shipped</th>
<th>Ship Via</th><th>Tracking</th></tr>
<tr><td rowspan=2>5001</td><td>AB-1</td><td>2</td><td>2</td><td>UPS</td><td>{UPS}<br>{UPS_2}</td></tr>
<tr><td>AB-2</td><td>4</td><td>1</td><td>UPS</td><td>{UPS}</td></tr>
<tr><td>5002</td><td>AB-3</td><td>1</td><td>1</td><td>UPS</td><td>{UPS_3}</td></tr>
</table></body></html>"""

KEYED = f"""<html><body><h2>Your shipment is on its way</h2>
<table><tr><td>PO Number</td><td>5003</td></tr><tr><td>Carrier</td><td>UPS</td></tr>
<tr><td>Ship Date</td><td>Nov 19, 2026</td></tr><tr><td>Tracking Number</td>
<td><a href="https://x.example/t">{UPS}</a></td></tr></table>
<table><tr><td>Item</td><td>Description</td><td>Quantity</td></tr>
<tr><td>AB-7</td><td>Shelf</td><td>3</td></tr></table></body></html>"""


def test_html_table(mail: Callable[..., bytes], short: Callable[[bytes], Any]) -> None:
    read = short(mail("see html", html=HTML, subject="Orders shipped"))

    assert read.notices == [
        {
            "po": "5001",
            "carrier": "UPSN",
            "tracking": [UPS, UPS_2],
            "lines": [("AB-1", 2), ("AB-2", 1)],
        },
        {
            "po": "5002",
            "carrier": "UPSN",
            "tracking": [UPS_3],
            "lines": [("AB-3", 1)],
            "complete": True,
        },
    ]
    assert read.issues == []


def test_html_keys_and_values(
    mail: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    read = short(mail("see html", html=KEYED))

    assert read.notices == [
        {
            "po": "5003",
            "carrier": "UPSN",
            "tracking": [UPS],
            "date": "2026-11-19",
            "lines": [("AB-7", 3)],
            "complete": True,
        }
    ]
    assert read.issues == []


CSV = f"""po_number,sku,qty_shipped,carrier,tracking_number,ship_date
7001,AB-1,2,UPS,{UPS},2026-11-18
7001,AB-2,1,UPS,{UPS_2},2026-11-18
7002,AB-1,5,USPS,{USPS},2026-11-18
"""


def test_csv(mail: Callable[..., bytes], short: Callable[[bytes], Any]) -> None:
    file = ("ship.csv", "text/csv", CSV.encode())
    read = short(mail("Attached.\n", subject="Daily ship file", files=[file]))

    assert read.kind == "ship_notice"
    assert [(n["po"], n["tracking"], n["lines"]) for n in read.notices] == [
        ("7001", [UPS, UPS_2], [("AB-1", 2), ("AB-2", 1)]),
        ("7002", [USPS], [("AB-1", 5)]),
    ]
    assert read.notices[0]["date"] == "2026-11-18"
    assert read.issues == []
