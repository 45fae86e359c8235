"""Layouts with one awkward feature each, in short: what is printed, what is read.

A page is drawn in a fixed-width font from lines of text, so that a case can be read as
it looks; each is read twice, as a PDF and as the text of a mail.
"""

# ruff: noqa: E501  # tables of cases read across

from collections.abc import Callable
from typing import Any

import pytest

UPS = "1Z5R89390357567127"
UPS_2 = "1Z879E930346834440"
UPS_3 = "1Z410E7W0392751591"
FEDEX = "986578788855"

CASES: dict[str, tuple[str, list[dict[str, Any]]]] = {
    "an old system's packing list": (f"""
                         PACKING LIST                                PAGE 1
ACME STORAGE SYSTEMS INC                            ORDER NO   DATE
100 MAIN ST                                         SO778812   11/18/26
TOLEDO OH 43604

SHIP TO: JANE ROE                    BILL TO: STORAGE SHOP
         12 OAK AVE                           PO BOX 555
         RENO NV 89501                        AUSTIN TX 78701

CUSTOMER PO      SHIP VIA           SHIP DATE   FRT TERMS   WT      CTNS
4471             UPS GROUND         11/18/26    PREPAID     45.0    2

LN  ITEM NUMBER     DESCRIPTION                 ORD   SHP   B/O  UM
001 RK-4800         RACK UPRIGHT 48IN              4     4     0  EA
002 RK-BM96         RACK BEAM 96IN                 8     6     2  EA
                    W/ SAFETY CLIPS
TRACKING NUMBERS:
 {UPS}
 {UPS_2}
""", [{"po": "4471", "carrier": "UPSN", "tracking": [UPS, UPS_2], "date": "2026-11-18",
       "lines": [("RK-4800", 4), ("RK-BM96", 6)]}]),
    "labels glued to their values": (f"""
Shipping Confirmation
P.O.No.:48211   Trk#:{UPS}
ShipDate:11/18/2026
""", [{"po": "48211", "tracking": [UPS], "date": "2026-11-18"}]),
    "a letter about freight": ("""
RE: your PO# 4711

We shipped the above order on Nov 18, 2026 via Saia LTL Freight.
PRO# 10234567890.

1 pallet, 450 lbs
""", [{"po": "4711", "carrier": "SAIA", "tracking": ["10234567890"], "date": "2026-11-18"}]),
    "articles as label lines, a marketplace's order": (f"""
Shipment confirmation
PO Number: 8811
Amazon Order ID: 111-1234567-1234567
Shipped: Nov 18, 2026
Carrier: UPS   Tracking: {UPS}
SKU: AB-100   Qty: 2
SKU: AB-200   Qty: 1
""", [{"po": "8811", "order": "111-1234567-1234567", "carrier": "UPSN", "tracking": [UPS],
       "date": "2026-11-18", "lines": [("AB-100", 2), ("AB-200", 1)], "complete": True}]),
    "counts before the articles they belong to": (f"""
PO 8812 has shipped. Tracking {UPS}

Wire shelf     Qty 2
SKU: AB-100
Post kit       Qty 1
SKU: AB-200
""", [{"po": "8812", "tracking": [UPS], "lines": [("AB-100", 2), ("AB-200", 1)], "complete": True}]),
    "orders as rows between the lines of one table": (f"""
SHIPMENT NOTICE
Ship date: 11/18/2026   Via: UPS

Item      Description       Shipped
PO 6001        Tracking {UPS}
AB-1      Bin                     2
AB-2      Rack                    1
PO 6002        Tracking {UPS_2}
AB-3      Bin                     5
""", [{"po": "6001", "carrier": "UPSN", "tracking": [UPS], "date": "2026-11-18",
       "lines": [("AB-1", 2), ("AB-2", 1)], "complete": True},
      {"po": "6002", "carrier": "UPSN", "tracking": [UPS_2], "date": "2026-11-18",
       "lines": [("AB-3", 5)], "complete": True}]),
    "what stayed behind under its own heading": (f"""
PO 4711 - partial shipment

Shipped today UPS {UPS}:
AB-100 Shelf unit qty 2
Backordered:
AB-200 Bin qty 4
""", [{"po": "4711", "carrier": "UPSN", "tracking": [UPS], "lines": [("AB-100", 2)]}]),
    "what stayed behind in a table of its own": (f"""
PACKING SLIP
PO 4711
Tracking {UPS}

Items Shipped
SKU       Qty
AB-1        2

Items Backordered
SKU       Qty
AB-2        4
""", [{"po": "4711", "tracking": [UPS], "lines": [("AB-1", 2)]}]),
    "a status beside each line": (f"""
Shipment details
Purchase Order 4711
Tracking {UPS}

SKU       Qty   Status
AB-1        2   Shipped
AB-2        4   Backordered
""", [{"po": "4711", "tracking": [UPS], "lines": [("AB-1", 2)]}]),
    "a sentence over three lines": (f"""
Please be advised that your purchase order number
4711 has been shipped via UPS Ground under tracking number
{UPS} on 11/18/2026.
""", [{"po": "4711", "carrier": "UPSN", "tracking": [UPS], "date": "2026-11-18", "complete": True}]),
    "bullets": (f"""
The following shipped today:

 * PO 4711 - UPS {UPS}
 * PO 4712 - UPS {UPS_2}
 * PO 4713 - FedEx {FEDEX}
""", [{"po": "4711", "carrier": "UPSN", "tracking": [UPS], "complete": True},
      {"po": "4712", "carrier": "UPSN", "tracking": [UPS_2], "complete": True},
      {"po": "4713", "carrier": "FDEG", "tracking": [FEDEX], "complete": True}]),
    "two columns and no more": (f"""
Shipped today

PO#      Tracking#
4711     {UPS}
4712     {UPS_2}
         {UPS_3}
""", [{"po": "4711", "tracking": [UPS], "complete": True},
      {"po": "4712", "tracking": [UPS_2, UPS_3], "complete": True}]),
    "an air waybill": ("""
PO 4711 shipped DHL Express, waybill 1234567891 on 18 Nov 2026
""", [{"po": "4711", "carrier": "DHLC", "tracking": ["1234567891"], "date": "2026-11-18", "complete": True}]),
    "an order in groups of digits": (f"""
Your P.O. no. 4500 012 345 has shipped
Tracking: {UPS}
""", [{"po": "4500 012 345", "tracking": [UPS], "complete": True}]),
    "the vendor's order and ours in columns": (f"""
Our Order   Your Order   Tracking              Item     Qty
SO-1        4711         {UPS}    AB-1       2
SO-2        4712         {UPS_2}    AB-2       1
""", [{"po": "4711", "tracking": [UPS], "lines": [("AB-1", 2)], "complete": True},
      {"po": "4712", "tracking": [UPS_2], "lines": [("AB-2", 1)], "complete": True}]),
    "a ship date for each order": (f"""
Shipment report

PO        Ship Date    Carrier   Tracking
4711      11/16/2026   UPS       {UPS}
4712      11/17/2026   UPS       {UPS_2}
""", [{"po": "4711", "carrier": "UPSN", "tracking": [UPS], "date": "2026-11-16", "complete": True},
      {"po": "4712", "carrier": "UPSN", "tracking": [UPS_2], "date": "2026-11-17", "complete": True}]),
    "a noisy footer": (f"""
PO # 4711 has shipped.

Carrier: UPS
Tracking #: {UPS}

Jane Doe, Acme Shelving, PO Box 1234, Dayton, OH 45402
T 937-555-0142, F 937-555-0143, account 986578788855
Save 10% on order # WEB10! Order by 12/01/2026.
We are closed on 11/26/2026. UPS, FedEx and USPS shipping available.
""", [{"po": "4711", "carrier": "UPSN", "tracking": [UPS]}]),
    "freight for several orders": ("""
Daily LTL shipments
Shipped 11/18/2026 - Estes Express

Cust PO   PRO #         BOL #    Pallets   Weight
4711      012-3456789   88121          1      450
4712      012-3456790   88122          2      900
""", [{"po": "4711", "carrier": "EXLA", "tracking": ["0123456789"], "date": "2026-11-18"},
      {"po": "4712", "carrier": "EXLA", "tracking": ["0123456790"], "date": "2026-11-18"}]),
    "will call": ("""
PICKUP RECEIPT
PO Number      4711
Ship Via       WILL CALL
Date shipped   11/18/2026

Item      Shipped
AB-1            2
""", [{"po": "4711", "date": "2026-11-18", "lines": [("AB-1", 2)], "complete": True, "no_tracking": "WILL CALL"}]),
    "ruled with characters": (f"""
Shipped today
+------+--------+-----+--------------------+
| PO   | SKU    | Qty | Tracking           |
+------+--------+-----+--------------------+
| 4711 | AB-100 | 2   | {UPS} |
| 4712 | AB-200 | 1   | {UPS_2} |
+------+--------+-----+--------------------+
""", [{"po": "4711", "tracking": [UPS], "lines": [("AB-100", 2)], "complete": True},
      {"po": "4712", "tracking": [UPS_2], "lines": [("AB-200", 1)], "complete": True}]),
}  # fmt: skip


def _open(expected: list[dict[str, Any]]) -> set[str]:
    """Return what is said where nothing tells that all of an order left."""
    closed = {"lines", "complete", "no_tracking"}
    return set() if all(closed & n.keys() for n in expected) else {"quantity_unknown"}


@pytest.mark.parametrize("name", CASES)
def test_printed(
    name: str, pdf: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    text, expected = CASES[name]
    lines = text.strip("\n").split("\n")
    page = [
        (30, 40 + 10 * n, line, 8, "left", "Courier")
        for n, line in enumerate(lines)
        if line
    ]
    read = short(pdf(page))

    assert (read.kind, read.notices) == ("ship_notice", expected)
    assert set(read.issues) <= _open(expected)


@pytest.mark.parametrize("name", CASES)
def test_mailed(
    name: str, mail: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    text, expected = CASES[name]
    read = short(mail(text, subject="Shipping update"))

    assert (read.kind, read.notices) == ("ship_notice", expected)
    assert set(read.issues) <= _open(expected)


GROUPED = f"""<html><body>Shipped today<table><tr><th>Item</th><th>Qty Shipped</th></tr>
<tr><td colspan=2><b>PO 4711 - UPS - {UPS}</b></td></tr><tr><td>AB-1</td><td>2</td></tr>
<tr><td colspan=2><b>PO 4712 - UPS - {UPS_2}</b></td></tr><tr><td>AB-2</td><td>1</td></tr>
</table></body></html>"""
TWO_LINES = f"""<html><body>Shipped<table><tr><th>Customer<br>PO</th><th>Item<br>No.</th>
<th>Qty<br>Shipped</th><th>Tracking<br>Number</th></tr>
<tr><td>4711</td><td>AB-1</td><td>2</td><td>{UPS}</td></tr>
<tr><td>4712</td><td>AB-2</td><td>1</td><td>{UPS_2}</td></tr></table></body></html>"""


@pytest.mark.parametrize(
    "html",
    [
        pytest.param(GROUPED, id="orders as rows of the table"),
        pytest.param(TWO_LINES, id="headings of two lines"),
    ],
)
def test_html(
    html: str, mail: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    read = short(mail("", html=html, subject="Shipping update"))

    assert [(n["po"], n["tracking"], n["lines"]) for n in read.notices] == [
        ("4711", [UPS], [("AB-1", 2)]),
        ("4712", [UPS_2], [("AB-2", 1)]),
    ]
    assert read.issues == []


def test_a_table_over_two_pages_without_a_second_header(
    pdf: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    first = [
        (40, 40, "PACKING SLIP", 14),
        (40, 70, "PO 4711"),
        (40, 84, f"Tracking {UPS}"),
    ]
    first += [(40, 110, "Item #"), (150, 110, "Description"), (400, 110, "Qty")]
    for n in range(40):
        y = 125 + 15 * n
        first += [(40, y, f"AB-{100 + n}"), (150, y, f"Bin {n}"), (402, y, str(n + 1))]
    second = [
        (40, 50, "AB-900"),
        (150, 50, "Bin"),
        (402, 50, "7"),
        (40, 90, "Thank you"),
    ]
    read = short(pdf(first, second))

    [notice] = read.notices
    assert len(notice["lines"]) == 41
    assert notice["lines"][-1] == ("AB-900", 7)
    assert read.issues == []


def test_a_text_that_runs_over_the_columns_beside_it(
    pdf: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    """Its count stands a line lower, and belongs to it all the same."""
    page = [
        (40, 40, "PACKING SLIP", 14), (40, 60, "PO 4711"), (40, 74, f"Tracking {UPS}"),
        (40, 90, "Item"), (100, 90, "Description"), (200, 90, "Qty"), (240, 90, "UM"),
        (40, 104, "AB-1"), (100, 104, "Shelf 48 in."), (205, 104, "5"), (240, 104, "EA"),
        (40, 118, "AB-2"), (100, 118, "A very long text with 4 shelves and 2 posts"),
        (205, 130, "7"), (240, 130, "EA"),
    ]  # fmt: skip
    read = short(pdf(page))

    assert read.notices[0]["lines"] == [("AB-1", 5), ("AB-2", 7)]
    assert read.issues == []


@pytest.mark.parametrize(
    ("cells", "sku"),
    [
        pytest.param(
            [(40, 104, "WS-4872-"), (40, 114, "CHROME-4")],
            "WS-4872-CHROME-4",
            id="broken at a hyphen",
        ),
        pytest.param(
            [(40, 104, "AB-1"), (40, 114, "Wire shelf")], "AB-1", id="its name below it"
        ),
        pytest.param([(40, 104, "AB-1 Wire shelf")], "AB-1", id="its name beside it"),
    ],
)
def test_a_cell_that_holds_more_than_a_code(
    cells: list[Any], sku: str, pdf: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    page = [
        (40, 40, "PACKING SLIP", 14), (40, 60, "PO 4711"), (40, 74, f"Tracking {UPS}"),
        (40, 90, "Item No."), (200, 90, "Qty"), (205, 104, "5"), *cells,
    ]  # fmt: skip

    assert short(pdf(page)).notices[0]["lines"] == [(sku, 5)]


def test_another_order_named_among_the_lines(
    mail: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    text = (
        f"PO 4711 shipped, {UPS}\n\nSKU     Qty   Remarks\nAB-1      2   for PO 4712\n"
    )

    assert "po_ambiguous" in short(mail(text)).issues


UNREAD = {
    "lines without a header": ("AB-100    Wire shelf    2\nAB-200    Post kit      1", "incomplete_reading"),
    "a count of no article": ("Qty: 2", "quantity_unknown"),
    "a count that is none": ("SKU      Qty\nAB-100   2.5", "quantity_unknown"),
    "a count in no column": ("SKU      Description\nAB-100   Shelf", "quantity_unknown"),
    "one or a thousand": ("SKU      Qty\nAB-100   1.000", "quantity_unknown"),
    "several carriers": ("Ship via: UPS\nShip via: FedEx\nBOL 4", "carrier_ambiguous"),
}  # fmt: skip


@pytest.mark.parametrize("name", UNREAD)
def test_what_is_not_understood_is_said(
    name: str, mail: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    """Lines that were not read must not make a notice of the whole order."""
    text, issue = UNREAD[name]
    read = short(mail(f"PO 4711 has shipped.\n\n{text}\n", subject="Shipping update"))

    assert read.kind == "ship_notice"
    assert issue in read.issues
