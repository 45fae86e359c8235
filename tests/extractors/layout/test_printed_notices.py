"""Ship notices printed in very different ways, and what must be read of each."""

# ruff: noqa: E501  # tables of cases read across

from collections.abc import Callable
from typing import Any

import pytest

UPS = "1Z5R89390357567127"
UPS_2 = "1Z879E930346834440"
UPS_3 = "1Z410E7W0392751591"
FEDEX = "986578788855"
FEDEX_2 = "477179081230"
USPS = "9400111202555842332669"

BOXED = [
    (40, 50, "ACME RACK & SHELF CO.", 14),
    (40, 66, "1200 Industrial Pkwy, Dayton, OH 45402  (937) 555-0142"),
    (430, 60, "PACKING LIST", 18),
    (40, 110, "Sold To"),
    (300, 110, "Ship To"),
    (40, 122, "Storage Shop LLC"),
    (300, 122, "Jane Roe"),
    (40, 134, "PO Box 1234"),
    (300, 134, "77 Elm St Apt 4"),
    (40, 146, "Austin, TX 78701"),
    (300, 146, "Boise, ID 83702"),
    # a box of headings over values
    (45, 180, "Customer PO", 8), (140, 180, "Our Order", 8), (230, 180, "Ship Date", 8),
    (320, 180, "Ship Via", 8), (430, 180, "Terms", 8), (500, 180, "Rep", 8),
    (45, 194, "48211"), (140, 194, "SO-99812"), (230, 194, "11/19/2026"),
    (320, 194, "UPS Ground"), (430, 194, "Net 30"), (500, 194, "JL"),
    # lines, two-line header, right-aligned numbers
    (45, 230, "Item", 8), (130, 230, "Description", 8), (400, 230, "Qty", 8, "right"),
    (460, 230, "Qty", 8, "right"), (520, 230, "Back", 8, "right"),
    (400, 240, "Ordered", 8, "right"), (460, 240, "Shipped", 8, "right"), (520, 240, "Ordered", 8, "right"),
    (45, 256, "WS-4872-4"), (130, 256, "Wire shelving unit, 48 x 72 in., 4 shelves,"),
    (400, 256, "2", 9, "right"), (460, 256, "2", 9, "right"), (520, 256, "0", 9, "right"),
    (130, 267, "chrome, with casters"),
    (45, 282, "BIN-11-BL"), (130, 282, "Stack bin, blue, 11 in."),
    (400, 282, "24", 9, "right"), (460, 282, "24", 9, "right"), (520, 282, "0", 9, "right"),
    (130, 310, "Total"), (400, 310, "26", 9, "right"), (460, 310, "26", 9, "right"),
    (40, 340, f"Tracking Number: {UPS}"),
    (40, 400, "Thank you for your business!"),
]  # fmt: skip

STACKED = [
    (72, 72, "Shipment Confirmation", 20),
    (72, 120, "PURCHASE ORDER", 7), (72, 132, "PO-7733", 12),
    (220, 120, "CARRIER", 7), (220, 132, "FedEx Home Delivery", 12),
    (400, 120, "SHIPPED ON", 7), (400, 132, "November 19, 2026", 12),
    (72, 170, "TRACKING NUMBERS", 7), (72, 182, FEDEX, 12), (72, 197, FEDEX_2, 12),
    (72, 240, "SKU", 7), (250, 240, "PRODUCT", 7), (480, 240, "QTY", 7),
    (72, 254, "DR-20"), (250, 254, "Drum rack"), (480, 254, "1"),
    (72, 270, "DR-21"), (250, 270, "Drum cradle"), (480, 270, "3"),
]  # fmt: skip

MULTI = [
    (300, 50, "DAILY SHIPPING REPORT", 14, "center"),
    (300, 64, "Shipped 11/18/2026", 9, "center"),
    (40, 100, "Cust PO"), (110, 100, "Item No."), (210, 100, "Shpd"), (260, 100, "Carrier"),
    (350, 100, "Tracking #"),
    (40, 114, "5101"), (110, 114, "LK-2"), (222, 114, "1"), (260, 114, "UPS"), (350, 114, UPS),
    (40, 128, "5102"), (110, 128, "LK-3"), (222, 128, "4"), (260, 128, "UPS"), (350, 128, UPS_2),
    (350, 139, UPS_3),
    (40, 153, "5103"), (110, 153, "LK-9"), (222, 153, "2"), (260, 153, "FedEx Ground"), (350, 153, FEDEX),
    (110, 167, "LK-8"), (222, 167, "1"), (260, 167, "FedEx Ground"), (350, 167, FEDEX),
]  # fmt: skip

SECTIONS = [
    (40, 50, "SHIP NOTICE", 16),
    (40, 70, "Carrier: UPS      Ship Date: 11/17/2026"),
    (40, 110, "PO Number: 6001", 11),
    (40, 126, "Item"), (140, 126, "Description"), (400, 126, "Shipped"),
    (40, 138, "AA-10"), (140, 138, "Pallet rack beam"), (410, 138, "6"),
    (40, 150, "AA-11"), (140, 150, "Pallet rack frame"), (410, 150, "2"),
    (40, 164, f"Tracking: {UPS}"),
    (40, 200, "PO Number: 6002", 11),
    (40, 216, "Item"), (140, 216, "Description"), (400, 216, "Shipped"),
    (40, 228, "AA-12"), (140, 228, "Wire deck"), (410, 228, "8"),
    (40, 242, f"Tracking: {UPS_2}"),
]  # fmt: skip

FREIGHT = [
    (40, 50, "STRAIGHT BILL OF LADING", 14),
    (400, 50, "BOL No. 0098123"),
    (40, 90, "Carrier"), (160, 90, "Estes Express Lines"),
    (40, 104, "PRO Number"), (160, 104, "012-3456789"),
    (40, 118, "Customer P.O."), (160, 118, "44190"),
    (40, 132, "Date Shipped"), (160, 132, "11/18/26"),
    (40, 146, "Third Party Acct"), (160, 146, "X99120"),
    (40, 180, "Pieces"), (100, 180, "Description of Articles"), (380, 180, "Weight"), (450, 180, "Class"),
    (40, 194, "2"), (100, 194, "Pallet racking, steel"), (380, 194, "812 lbs"), (450, 194, "70"),
    (40, 240, "Columbus, OH 43215   614-555-0100"),
]  # fmt: skip

OWN_TRUCK = [
    (40, 50, "DELIVERY TICKET", 14),
    (40, 90, "P.O. #"), (120, 90, "31337"),
    (40, 104, "Ship Via"), (120, 104, "OUR TRUCK"),
    (40, 118, "Ship Date"), (120, 118, "19-Nov-2026"),
    (40, 150, "QTY"), (90, 150, "PART NO."), (200, 150, "DESCRIPTION"),
    (40, 164, "1"), (90, 164, "CAB-72"), (200, 164, "Storage cabinet 72 in."),
]  # fmt: skip

GERMAN = [
    (40, 50, "Lieferschein", 16),
    (40, 70, "Regalbau Muster GmbH, 40235 Düsseldorf"),
    (40, 100, "Ihre Bestellnummer:"), (180, 100, "B-20417"),
    (40, 114, "Versanddatum:"), (180, 114, "18.11.2026"),
    (40, 128, "Versandart:"), (180, 128, "UPS Standard"),
    (40, 142, "Sendungsnummer:"), (180, 142, UPS),
    (40, 180, "Pos"), (80, 180, "Artikel-Nr."), (180, 180, "Bezeichnung"), (450, 180, "Menge", 9, "right"),
    (40, 194, "1"), (80, 194, "R-1800"), (180, 194, "Fachbodenregal"), (450, 194, "2", 9, "right"),
    (40, 208, "2"), (80, 208, "R-1801"), (180, 208, "Fachboden"), (450, 208, "10", 9, "right"),
]  # fmt: skip

PARCELS = [
    (40, 50, "Packing Slip 88120", 14),
    (40, 80, "Your PO: 7001    Shipped: 11/16/2026    Via: UPS Ground"),
    (40, 110, "Box"), (100, 110, "Tracking Number"), (300, 110, "Weight"),
    (40, 124, "1 of 2"), (100, 124, UPS), (300, 124, "12.5 lb"),
    (40, 138, "2 of 2"), (100, 138, UPS_2), (300, 138, "8.0 lb"),
    (40, 170, "Part Number"), (160, 170, "Qty"), (200, 170, "UOM"), (250, 170, "Description"),
    (40, 184, "TB-400"), (160, 184, "12"), (200, 184, "EA"), (250, 184, "Tote box 400"),
]  # fmt: skip

CENTRED = [
    (40, 50, "Shipment Notice", 14),
    (40, 90, "PO No."), (140, 90, "Tracking Nos."), (320, 90, "Qty Shipped"), (420, 90, "Item Number"),
    (140, 110, UPS), (40, 116, "8101"), (140, 122, UPS_2), (335, 116, "2"), (420, 116, "PX-1"),
    (40, 150, "8102"), (140, 150, UPS_3), (335, 150, "1"), (420, 150, "PX-2"),
    (40, 180, "Ship date 11/16/2026 via UPS"),
]  # fmt: skip

BACKORDER = [
    (40, 50, "PACKING SLIP", 14),
    (40, 80, "Purchase Order No. 9920"), (300, 80, "Sales Order 5512"),
    (40, 94, "Ship Method USPS Priority Mail"), (300, 94, f"Tracking No. {USPS}"),
    (40, 130, "Line"), (80, 130, "Product Code"), (200, 130, "Ordered"), (260, 130, "Shipped"), (320, 130, "B/O"),
    (40, 144, "1"), (80, 144, "GL-100"), (210, 144, "10"), (270, 144, "6"), (325, 144, "4"),
    (40, 158, "2"), (80, 158, "GL-200"), (210, 158, "5"), (270, 158, "0"), (325, 158, "5"),
    (40, 190, "Items on back order will follow."),
]  # fmt: skip

CASES: dict[str, tuple[list[Any], list[dict[str, Any]]]] = {
    "boxed headings over values, two-line header": (BOXED, [
        {"po": "48211", "carrier": "UPSN", "tracking": [UPS], "date": "2026-11-19",
         "lines": [("WS-4872-4", 2), ("BIN-11-BL", 24)], "complete": True},
    ]),
    "labels above their values, two numbers in a list": (STACKED, [
        {"po": "PO-7733", "carrier": "FDEG", "tracking": [FEDEX, FEDEX_2], "date": "2026-11-19",
         "lines": [("DR-20", 1), ("DR-21", 3)], "complete": True},
    ]),
    "several orders in one table, several parcels in one cell": (MULTI, [
        {"po": "5101", "carrier": "UPSN", "tracking": [UPS], "date": "2026-11-18", "lines": [("LK-2", 1)], "complete": True},
        {"po": "5102", "carrier": "UPSN", "tracking": [UPS_2, UPS_3], "date": "2026-11-18", "lines": [("LK-3", 4)], "complete": True},
        {"po": "5103", "carrier": "FDEG", "tracking": [FEDEX], "date": "2026-11-18", "lines": [("LK-9", 2), ("LK-8", 1)], "complete": True},
    ]),
    "one section for each order": (SECTIONS, [
        {"po": "6001", "carrier": "UPSN", "tracking": [UPS], "date": "2026-11-17", "lines": [("AA-10", 6), ("AA-11", 2)], "complete": True},
        {"po": "6002", "carrier": "UPSN", "tracking": [UPS_2], "date": "2026-11-17", "lines": [("AA-12", 8)], "complete": True},
    ]),
    "own truck": (OWN_TRUCK, [
        {"po": "31337", "date": "2026-11-19", "lines": [("CAB-72", 1)], "complete": True, "no_tracking": "OUR TRUCK"},
    ]),
    "German delivery note": (GERMAN, [
        {"po": "B-20417", "carrier": "UPSN", "tracking": [UPS], "date": "2026-11-18", "lines": [("R-1800", 2), ("R-1801", 10)], "complete": True},
    ]),
    "a table of parcels and a table of lines": (PARCELS, [
        {"po": "7001", "carrier": "UPSN", "tracking": [UPS, UPS_2], "date": "2026-11-16", "lines": [("TB-400", 12)], "complete": True},
    ]),
    "cells of several lines centred in their row": (CENTRED, [
        {"po": "8101", "carrier": "UPSN", "tracking": [UPS, UPS_2], "date": "2026-11-16", "lines": [("PX-1", 2)], "complete": True},
        {"po": "8102", "carrier": "UPSN", "tracking": [UPS_3], "date": "2026-11-16", "lines": [("PX-2", 1)], "complete": True},
    ]),
    "ordered, shipped and back-ordered apart": (BACKORDER, [
        {"po": "9920", "carrier": "USPS", "tracking": [USPS], "lines": [("GL-100", 6)]},
    ]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_printed(
    name: str, pdf: Callable[..., bytes], short: Callable[[bytes], Any]
) -> None:
    page, expected = CASES[name]
    read = short(pdf(page))

    assert read.kind == "ship_notice"
    assert read.notices == expected
    assert read.issues == []


def test_freight(pdf: Callable[..., bytes], short: Callable[[bytes], Any]) -> None:
    """A PRO number counts with its carrier; the bill of lading's own number does not."""
    read = short(pdf(FREIGHT))

    assert read.kind == "ship_notice"
    assert [n["po"] for n in read.notices] == ["44190"]
    assert read.notices[0]["carrier"] == "EXLA"
    assert read.notices[0]["tracking"] == ["0123456789"]
    assert read.notices[0]["date"] == "2026-11-18"
