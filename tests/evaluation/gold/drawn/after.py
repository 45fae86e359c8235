"""Kin of the stacked and typed documents, drawn when the rules for those stood."""

from american import line
from paper import Column, Paper

RIGHT = "r"


def number_among_the_words() -> bytes:
    p = Paper()
    p.ink(40, 50, "Osprey Janitorial Supply", size=14, bold=True)
    p.block(40, 64, ["77 Tidewater Dr, Norfolk, VA 23504", "757-555-0148"], size=8)
    p.ink(570, 50, "Invoice", align=RIGHT, size=18)
    grid = [Column(x, "c") for x in (90, 200, 310, 420, 520)]
    p.table(100, grid, [("INVOICE NO", "INV DT", "PO REF", "SHIP DT", "TERMS")], size=7)
    p.table(116, grid, [("OJ-66120", "11/16/2026", "T-8812", "11/14/2026", "NET 30")])
    columns = [Column(70, "c"), Column(110, "c"), Column(150), Column(470, RIGHT),
               Column(570, RIGHT)]  # fmt: skip
    y = p.table(
        150,
        columns,
        [("SHIPPED", "UNIT", "DESCRIPTION & ITEM #", "UNIT PRICE", "EXT. PRICE")],
        size=7,
    )
    for (shipped, unit, name, price, amount), rest, code in [
        (("3", "CS", "Trash liner, 40 x 46, 1.5 mil", "41.90", "125.70"),
         ("black, 100 per case",), "OJ-TL4046B"),
        (("12", "EA", "Mop head, looped, 24 oz", "8.75", "105.00"), (), "OJ-MH24L"),
        (("1", "DR", "Floor finish 25 percent", "388.00", "388.00"),
         ("55-gal drum",), "OJ-FF2555"),
    ]:  # fmt: skip
        p.table(y + 6, columns, [(shipped, unit, name, price, amount)])
        for text in (*rest, code):
            y += 10
            p.ink(150, y + 6, text, size=8)
        y += 20
    p.table(y + 20, [Column(400), Column(570, RIGHT)],
            [("NET SALES", "618.70"), ("FREIGHT CHARGES", "38.15"),
             ("INVOICE TOTAL", "656.85")])  # fmt: skip
    return p.done()


def wrapped_names_only() -> bytes:
    p = Paper()
    p.ink(40, 50, "BAYLINE FITTINGS LLC", size=13, bold=True)
    p.ink(40, 70, "INVOICE  40-2281", size=11, bold=True)
    p.table(
        88,
        [Column(40), Column(140)],
        [("Bill Date", "November 4, 2026"), ("Customer PO", "RR-1180")],
    )
    columns = [Column(40), Column(330, RIGHT), Column(430, RIGHT), Column(540, RIGHT)]
    y = p.table(140, columns, [("Description", "Quantity", "Unit Price", "Amount")])
    for names, *numbers in [
        (("Ball valve full port brass", "BV600-B"), "4", "22.10", "88.40"),
        (("Union dielectric galvanised", "DU-3450"), "6", "9.35", "56.10"),
        (("Flange blind class A B16-5", "CL150-A2"), "2", "61.00", "122.00"),
    ]:
        p.table(y, columns, [(names[0], *numbers)])
        p.ink(40, y + 11, names[1])
        y += 30
    p.table(y + 8, [Column(400), Column(540, RIGHT)],
            [("Total", "266.50"), ("Amount Due", "$266.50")])  # fmt: skip
    return p.done()


def mixed_orders_typed() -> bytes:
    p = Paper()
    text = """
STILLWATER GEAR WORKS                              ** INVOICE **
RFD 2  BRATTLEBORO VT 05301                        NO.      SG-8814
                                                   DATE     11/19/26

ORD  SHP  B/O  U/M  PART NUMBER  DESCRIPTION              PRICE     EXT AMT
---------------------------------------------------------------------------
P.O. NUMBER 771-A
  8    8    0  EA   SG-48T12     SPUR GEAR 48T 12DP       31.40      251.20
  4    2    2  EA   SG-RACK6     RACK 12DP 6 FT           58.00      116.00
P.O. NUMBER 774-C
 10   10    0  PR   SG-MIT24     MITER GEARS 24T          18.25      182.50
---------------------------------------------------------------------------
                                          NET MDSE                   549.70
                                          PREPAID FRT                 11.30
                                          PAY THIS AMOUNT           $561.00
"""
    for number, typed in enumerate(text.strip("\n").split("\n")):
        if typed.strip():
            p.ink(36, 48 + number * 12, typed, mono=True)
    return p.done()


def open_items_of_one_month() -> bytes:
    p = Paper()
    p.ink(40, 50, "Galloway Tool & Die Supply", size=12, bold=True)
    p.ink(570, 50, "ACCOUNT STATEMENT", align=RIGHT, size=12, bold=True)
    p.ink(570, 66, "As of 11/20/2026", align=RIGHT)
    columns = [Column(40), Column(140), Column(240), Column(380, RIGHT),
               Column(470, RIGHT), Column(560, RIGHT)]  # fmt: skip
    y = p.table(
        110,
        columns,
        [("Document", "Doc. date", "Due", "Original amount", "Paid", "Amount due")],
    )
    y = p.table(
        y,
        columns,
        [
            ("77120", "10/21/2026", "11/20/2026", "980.00", "480.00", "500.00"),
            ("77388", "11/13/2026", "12/13/2026", "212.40", "0.00", "212.40"),
        ],
    )
    p.table(y + 24, [Column(430), Column(560, RIGHT)], [("Please pay", "$712.40")])
    return p.done()


DOCUMENTS = {
    "number-under-in-one-heading": (number_among_the_words, {
        "kind": "invoice", "number": "OJ-66120", "date": "2026-11-16",
        "seller": "Osprey Janitorial Supply", "po_number": "T-8812",
        "totals": {"subtotal": "618.70", "freight": "38.15", "total": "656.85"},
        "lines": [line("OJ-TL4046B", "3", "41.90", "125.70"),
                  line("OJ-MH24L", "12", "8.75", "105.00"),
                  line("OJ-FF2555", "1", "388.00", "388.00")]}),
    "words-like-numbers": (wrapped_names_only, {
        "kind": "invoice", "number": "40-2281", "date": "2026-11-04",
        "seller": "BAYLINE FITTINGS LLC", "po_number": "RR-1180",
        "currency": "USD", "totals": {"total": "266.50"},
        "lines": [line("BV600-B", "4", "22.10", "88.40"),
                  line("DU-3450", "6", "9.35", "56.10"),
                  line("CL150-A2", "2", "61.00", "122.00")]}),
    "typed-for-two-orders": (mixed_orders_typed, {
        "kind": "invoice", "number": "SG-8814", "date": "2026-11-19",
        "seller": "STILLWATER GEAR WORKS", "currency": "USD",
        "totals": {"subtotal": "549.70", "freight": "11.30", "total": "561.00"},
        "lines": [line("SG-48T12", "8", "31.40", "251.20"),
                  line("SG-RACK6", "2", "58.00", "116.00"),
                  line("SG-MIT24", "10", "18.25", "182.50")]}),
    "open-items-paid-in-part": (open_items_of_one_month, {
        "kind": "statement", "date": "2026-11-20", "currency": "USD",
        "seller": "Galloway Tool & Die Supply", "totals": {"total": "712.40"}}),
}  # fmt: skip
