"""Papers of typewriters and line printers, open invoices, several orders."""

from american import line
from paper import Column, Paper

RIGHT = "r"


def _typed(text: str, *, step: float = 12, size: float = 9) -> bytes:
    """Type a page line by line, as a line printer does."""
    p = Paper()
    for number, typed in enumerate(text.strip("\n").split("\n")):
        if typed.strip():
            p.ink(36, 48 + number * step, typed, size=size, mono=True)
    return p.done()


def line_printer() -> bytes:
    return _typed(
        """
KETTERING ABRASIVES INC                          *** INVOICE ***
4 GRIT ST  AKRON OH 44304                        NUMBER        K40871
TEL 330-555-0154                                 DATE     11-06-2026

SOLD TO:                              SHIP TO:
  VANCE TOOL ROOM                       VANCE TOOL ROOM
  LIMA, OH 45801                        DOCK 2
CUST PO# VT-6102          SHIPPED 11-05-2026     VIA TRUCK
TERMS NET 30              DUE 12-06-2026
-------------------------------------------------------------------------------
ITEM NO      DESCRIPTION                       ORD  SHP  B/O    PRICE   NET AMT
-------------------------------------------------------------------------------
KA46-7X1     GRINDING WHEEL, 7" X 1"           24   10   14     18.30    183.00
             46-GRIT
KA80-2SH     SHOP ROLL, 2" X 50-YD 80-GRIT     10   10    0     22.15    221.50
KA120-FD     FLAP DISC, 4-1/2" X 7/8"          40   25   15      6.48    162.00
             120-GRIT ZIRC
-------------------------------------------------------------------------------
                                                       NET MDSE          566.50
                                                        FREIGHT           14.20
                                                PAY THIS AMOUNT         $580.70
"""
    )


def typewriter() -> bytes:
    return _typed(
        """
                           * * *  I N V O I C E  * * *

MERIDIAN ROPE WORKS                          NUMBER:  77-3140
PORT TOWNSEND WA 98368                       DATED:   NOV 2 2026
                                             YOUR ORDER NO: PT 4418-C

QTY    QTY    QTY
ORD    SHP    B/O   CATALOG NO    DESCRIPTION              PRICE     EXTENDED

 12      8      4   MR-516-3S     NYLON ROPE, 3-STRAND      41.25      330.00
                                  5/16 X 600-FT SPOOL
  6      6      0   MR-SHK-38     SHACKLE 3/8 GALV           4.90       29.40
 30     18     12   MR-THM-516    THIMBLE, 5/16              1.15       20.70

                                               SUB TOTAL               380.10
                                               PREPAID FREIGHT          22.60
                                               TOTAL DUE               402.70
""",
        step=13,
        size=8,
    )


def open_items_by_invoice() -> bytes:
    p = Paper()
    p.ink(306, 50, "STATEMENT OF ACCOUNT", align="c", size=14, bold=True)
    p.ink(40, 80, "Yarrow Paper & Twine Co.", size=11, bold=True)
    p.ink(40, 94, "Statement date 11/18/2026")
    p.ink(40, 106, "Customer: Ashgrove Fixtures")
    columns = [Column(40), Column(150), Column(270), Column(480, RIGHT)]
    y = p.table(
        140, columns, [("Date", "Invoice", "Age (days)", "Open amount")], bold=True
    )
    y = p.table(
        y,
        columns,
        [
            ("10/02/2026", "88120", "47", "412.50"),
            ("10/20/2026", "88341", "29", "1,020.00"),
            ("11/11/2026", "88790", "7", "96.25"),
        ],
    )
    p.ink(480, y + 24, "Balance due $1,528.75", align=RIGHT, bold=True)
    return p.done()


def open_items_total_beside() -> bytes:
    p = Paper()
    p.ink(40, 48, "Kilbourn Bearing Supply", size=12, bold=True)
    p.ink(570, 48, "Statement", align=RIGHT, size=16)
    p.table(
        64,
        [Column(440), Column(570, RIGHT)],
        [("Statement Date", "11/15/2026"), ("Account", "A-2207")],
    )
    columns = [Column(40), Column(130), Column(240), Column(330, RIGHT),
               Column(450, RIGHT), Column(570, RIGHT)]  # fmt: skip
    y = p.table(
        130,
        columns,
        [("Inv. Date", "Inv. #", "Your PO", "Days", "Inv. Total", "Balance")],
    )
    y = p.table(
        y,
        columns,
        [
            ("09/30/2026", "61120", "P-17", "46", "800.00", "300.00"),
            ("10/31/2026", "61377", "P-22", "15", "145.10", "145.10"),
        ],
    )
    p.table(y + 16, [Column(380), Column(570, RIGHT)],
            [("Total amount due", "$445.10")])  # fmt: skip
    return p.done()


def orders_between_lines() -> bytes:
    p = Paper()
    p.ink(40, 48, "Tamarack Hardware Wholesale", size=12, bold=True)
    p.ink(570, 48, "CONSOLIDATED INVOICE", align=RIGHT, size=13, bold=True)
    p.table(
        64,
        [Column(420), Column(570, RIGHT)],
        [("Invoice No.", "CI-90218"), ("Invoice Date", "11/14/2026")],
    )
    columns = [Column(40), Column(140), Column(360, RIGHT), Column(380),
               Column(480, RIGHT), Column(570, RIGHT)]  # fmt: skip
    y = p.table(
        120,
        columns,
        [("Item #", "Description", "Qty", "UOM", "Unit Price", "Amount")],
        bold=True,
    )
    for order, rows in [
        ("PO-4471", [("TH-100", 'Hinge, 3-1/2" satin', "24", "PC", "2.10", "50.40"),
                     ("TH-210", "Strike plate", "24", "PC", "0.85", "20.40")]),
        ("PO-4502", [("TH-100", 'Hinge, 3-1/2" satin', "10", "PC", "2.10", "21.00"),
                     ("TH-877", "Wood screw #8, 100 ct", "6", "BX", "5.40",
                      "32.40")]),
    ]:  # fmt: skip
        p.ink(40, y + 4, f"Your PO: {order}", bold=True)
        y = p.table(y + 18, columns, rows) + 4
    p.table(y + 16, [Column(420), Column(570, RIGHT)],
            [("Subtotal", "124.20"), ("Shipping", "9.80"),
             ("Total", "134.00")])  # fmt: skip
    return p.done()


def orders_in_a_column() -> bytes:
    p = Paper()
    p.ink(306, 46, "BLUE HERON LAB SUPPLY", align="c", size=13, bold=True)
    p.ink(40, 80, "Invoice 5-81107", size=12)
    p.ink(40, 96, "Date: 13 November 2026")
    columns = [Column(40), Column(110), Column(200), Column(380, RIGHT), Column(390),
               Column(480, RIGHT), Column(570, RIGHT)]  # fmt: skip
    y = p.table(
        130,
        columns,
        [("PO No.", "Cat. No.", "Description", "Qty", "U/M", "Price", "Total")],
    )
    y = p.table(
        y,
        columns,
        [
            ("L-3301", "BH-PP10", "Pipette tips 10 ul, rack", "12", "BX", "14.50",
             "174.00"),
            ("L-3301", "BH-GL50", "Beaker 50 mL", "6", "EA", "7.25", "43.50"),
            ("L-3318", "BH-PH7", "Buffer pH 7, 1 L", "2", "EA", "19.80", "39.60"),
        ],
    )  # fmt: skip
    p.table(y + 16, [Column(420), Column(570, RIGHT)], [("TOTAL", "$257.10")])
    return p.done()


DOCUMENTS = {
    "line-printer": (line_printer, {
        "kind": "invoice", "number": "K40871", "date": "2026-11-06",
        "seller": "KETTERING ABRASIVES INC", "po_number": "VT-6102",
        "currency": "USD",
        "totals": {"subtotal": "566.50", "freight": "14.20", "total": "580.70"},
        "lines": [line("KA46-7X1", "10", "18.30", "183.00"),
                  line("KA80-2SH", "10", "22.15", "221.50"),
                  line("KA120-FD", "25", "6.48", "162.00")]}),
    "typewriter": (typewriter, {
        "kind": "invoice", "number": "77-3140", "date": "2026-11-02",
        "seller": "MERIDIAN ROPE WORKS", "po_number": "PT 4418-C",
        "totals": {"subtotal": "380.10", "freight": "22.60", "total": "402.70"},
        "lines": [line("MR-516-3S", "8", "41.25", "330.00"),
                  line("MR-SHK-38", "6", "4.90", "29.40"),
                  line("MR-THM-516", "18", "1.15", "20.70")]}),
    "open-items-by-invoice": (open_items_by_invoice, {
        "kind": "statement", "date": "2026-11-18", "currency": "USD",
        "seller": "Yarrow Paper & Twine Co.", "totals": {"total": "1528.75"}}),
    "open-items-total-beside": (open_items_total_beside, {
        "kind": "statement", "date": "2026-11-15", "currency": "USD",
        "seller": "Kilbourn Bearing Supply", "totals": {"total": "445.10"}}),
    "orders-between-lines": (orders_between_lines, {
        "kind": "invoice", "number": "CI-90218", "date": "2026-11-14",
        "seller": "Tamarack Hardware Wholesale",
        "totals": {"subtotal": "124.20", "freight": "9.80", "total": "134.00"},
        "lines": [line("TH-100", "24", "2.10", "50.40"),
                  line("TH-210", "24", "0.85", "20.40"),
                  line("TH-100", "10", "2.10", "21.00"),
                  line("TH-877", "6", "5.40", "32.40")]}),
    "orders-in-a-column": (orders_in_a_column, {
        "kind": "invoice", "number": "5-81107", "date": "2026-11-13",
        "seller": "BLUE HERON LAB SUPPLY", "currency": "USD",
        "totals": {"total": "257.10"},
        "lines": [line("BH-PP10", "12", "14.50", "174.00"),
                  line("BH-GL50", "6", "7.25", "43.50"),
                  line("BH-PH7", "2", "19.80", "39.60")]}),
}  # fmt: skip
