"""Invoices of American suppliers, each laid out in its own way."""

from decimal import Decimal

from paper import Column, Paper

LEFT, RIGHT = "l", "r"


def line(
    sku: str | None, quantity: str, price: str, amount: str, **more: str
) -> dict[str, str | None]:
    """Return the truth of one line."""
    return {
        "sku": sku,
        "quantity": quantity,
        "unit_price": price,
        "amount": amount,
        **more,
    }


def many_charges() -> bytes:
    p = Paper()
    p.ink(40, 50, "HOLLISTER FASTENER & SUPPLY", size=15, bold=True)
    p.block(40, 66, ["2210 Commerce Pkwy", "Dayton, OH 45404", "(937) 555-0142"])
    p.ink(560, 50, "INVOICE", align=RIGHT, size=18, bold=True)
    heads = ("Invoice No.", "Invoice Date", "Customer P.O.", "Terms", "Ship Via")
    cells = ("0088213", "10/29/26", "P-77120", "2% 10 NET 30", "ESTES LTL")
    grid = [Column(x) for x in (40, 140, 240, 340, 450)]
    p.box(36, 112, 566, 142)
    p.table(122, grid, [heads], size=7)
    p.table(137, grid, [cells])
    p.block(40, 165, ["SOLD TO:", "Mesa Shop Fixtures", "88 Depot Rd", "Tulsa, OK"])
    p.block(320, 165, ["SHIP TO:", "Mesa Shop Fixtures", "Dock 4", "Tulsa, OK"])
    columns = [
        Column(40),
        Column(110),
        Column(330, RIGHT),
        Column(375, RIGHT),
        Column(415, RIGHT),
        Column(430),
        Column(505, RIGHT),
        Column(566, RIGHT),
    ]
    y = p.table(
        235,
        columns,
        [("ITEM", "DESCRIPTION", "QTY ORD", "QTY SHP", "B/O", "U/M", "UNIT PRICE",
          "EXTENSION")],
        size=7,
    )  # fmt: skip
    y = p.table(
        y + 4,
        columns,
        [
            ("HB-3816", "Hex Bolt 3/8-16 x 2", "40", "40", "0", "BX", "18.75",
             "750.00"),
            ("FW-38", "Flat Washer 3/8", "60", "50", "10", "BX", "6.20", "310.00"),
            ("AN-5812", "Wedge Anchor 5/8 x 12", "12", "12", "0", "EA", "11.45",
             "137.40"),
        ],
    )  # fmt: skip
    sums = [
        ("Merchandise Total", "1,197.40"),
        ("Freight", "184.00"),
        ("Fuel Surcharge", "31.28"),
        ("Insurance", "9.50"),
        ("Lift-Gate Delivery", "45.00"),
        ("Residential Delivery", "25.00"),
        ("Handling", "7.50"),
        ("Sales Tax", "83.82"),
        ("INVOICE TOTAL", "1,583.50"),
    ]
    p.table(y + 40, [Column(400), Column(566, RIGHT)], sums)
    p.ink(40, 760, "Past due balances bear interest of 1.5% per month.", size=7)
    return p.done()


def per_hundred() -> bytes:
    p = Paper()
    p.ink(306, 48, "Quillan Wire Products, Inc.", align="c", size=14, bold=True)
    p.ink(306, 62, "PO Box 1180, Erie, PA 16512", align="c")
    p.ink(306, 84, "Invoice", align="c", size=13, bold=True)
    left = ["Invoice Number: QW-55107", "Invoice Date: Nov 3, 2026",
            "Order Number: 310448"]  # fmt: skip
    p.block(40, 110, left)
    p.block(360, 110, ["Your PO: 66-1904", "Ship Date: Nov 2, 2026", "Terms: Net 45"])
    columns = [
        Column(40),
        Column(65),
        Column(150),
        Column(345, RIGHT),
        Column(365),
        Column(450, RIGHT),
        Column(470),
        Column(566, RIGHT),
    ]
    y = p.table(
        180,
        columns,
        [("Ln", "Part Number", "Description", "Ship Qty", "UM", "Price", "Per",
          "Amount")],
        bold=True,
    )  # fmt: skip
    y = p.table(
        y,
        columns,
        [
            ("1", "WN-104", "Wire nut, orange", "500", "EA", "12.40", "C", "62.00"),
            ("2", "ST-9040", "Staple 9/16 galvanised", "2,000", "EA", "85.00", "M",
             "170.00"),
            ("3", "CT-11B", "Cable tie mount", "24", "EA", "3.15", "E", "75.60"),
        ],
    )  # fmt: skip
    sums = [("Sub-Total", "307.60"), ("Shipping", "22.40"), ("Total Due", "$330.00")]
    p.table(y + 20, [Column(430), Column(566, RIGHT)], sums)
    return p.done()


def line_discounts() -> bytes:
    p = Paper()
    p.ink(40, 55, "tamarack lighting", size=20)
    p.ink(40, 70, "www.tamaracklighting.example")
    p.ink(400, 55, "SALES INVOICE", size=13, bold=True)
    pairs = [("Invoice", "INV26-3391"), ("Date", "11/12/2026"), ("PO #", "B20931"),
             ("Account", "50772")]  # fmt: skip
    p.table(75, [Column(400), Column(470)], pairs)
    columns = [
        Column(60, RIGHT),
        Column(75),
        Column(150),
        Column(395, RIGHT),
        Column(440, RIGHT),
        Column(500, RIGHT),
        Column(570, RIGHT),
    ]
    y = p.table(
        170,
        columns,
        [("Qty", "SKU", "Description", "List", "Disc", "Net", "Extended")],
        bold=True,
    )
    y = p.table(
        y,
        columns,
        [
            ("4", "TL-PEND-12", "Pendant, brushed brass", "125.00", "20%", "100.00",
             "400.00"),
            ("10", "TL-SC-04", "Sconce, matte black", "18.50", "10%", "16.65",
             "166.50"),
        ],
    )  # fmt: skip
    sums = [
        ("Subtotal", "566.50"),
        ("Sales Tax (6.25%)", "35.41"),
        ("Invoice Total USD", "601.91"),
    ]
    p.table(y + 24, [Column(420), Column(570, RIGHT)], sums)
    return p.done()


def three_pages() -> bytes:
    p = Paper()
    columns = [
        Column(40),
        Column(120),
        Column(360, RIGHT),
        Column(440, RIGHT),
        Column(560, RIGHT),
    ]
    running = Decimal(0)
    rows = _racks()
    for number in (1, 2, 3):
        p.ink(40, 40, "Bellweather Racking LLC", size=12, bold=True)
        p.ink(560, 40, f"Page {number} of 3", align=RIGHT)
        p.ink(40, 60, "Invoice 7004418")
        p.ink(200, 60, "Date 11/05/2026")
        p.ink(340, 60, "Customer Order 4500098113")
        y = p.table(
            90,
            columns,
            [("Material", "Description", "Quantity", "Price/Unit", "Net Value")],
            bold=True,
        )
        if number > 1:
            p.ink(120, y, "Brought forward")
            p.ink(560, y, f"{running:,.2f}", align=RIGHT)
            y += 14
        part = rows[(number - 1) * 8 : number * 8]
        y = p.table(y, columns, part)
        running += sum(Decimal(row[4].replace(",", "")) for row in part)
        if number < 3:
            p.ink(120, y, "Carried forward")
            p.ink(560, y, f"{running:,.2f}", align=RIGHT)
            p.page()
        else:
            sums = [("Net total", f"{running:,.2f}"), ("Freight charges", "412.00"),
                    ("Amount payable", f"{running + 412:,.2f}")]  # fmt: skip
            p.table(y + 20, [Column(400), Column(560, RIGHT)], sums)
    return p.done()


def _racks() -> list[tuple[str, str, str, str, str]]:
    rows = []
    for n in range(24):
        quantity, price = 2 + n, Decimal("14.35") + 3 * n
        rows.append(
            (f"BR{1200 + 7 * n}", f"Upright frame {60 + 6 * n} in", str(quantity),
             f"{price}", f"{quantity * price:,.2f}")
        )  # fmt: skip
    return rows


def _racks_truth() -> list[dict[str, str | None]]:
    return [line(r[0], r[2], r[3], r[4].replace(",", "")) for r in _racks()]


def item_below() -> bytes:
    p = Paper()
    p.ink(40, 50, "Cobb Creek Woodworks", size=14, bold=True)
    p.block(40, 66, ["14 Mill St", "Asheville, NC 28801", "hello@cobbcreek.example"])
    p.ink(560, 52, "Invoice", align=RIGHT, size=22)
    p.box(400, 70, 560, 104)
    grid = [Column(440, "c"), Column(520, "c")]
    p.table(82, grid, [("DATE", "INVOICE #")], size=8)
    p.table(98, grid, [("11/09/2026", "4417")])
    p.ink(40, 130, "BILL TO", size=8)
    p.block(40, 142, ["Linden & Rye", "6 Front St", "Salem, MA 01970"])
    grid = [Column(340, "c"), Column(420, "c"), Column(510, "c")]
    p.table(190, grid, [("P.O. NO.", "TERMS", "DUE DATE")], size=8)
    p.table(204, grid, [("LR-2208", "Net 15", "11/24/2026")])
    columns = [Column(40), Column(100), Column(470, RIGHT), Column(560, RIGHT)]
    y = p.table(235, columns, [("QUANTITY", "DESCRIPTION", "RATE", "AMOUNT")], size=8)
    for quantity, text, rate, amount in (
        ("6", ("Walnut serving board with juice groove", "and leather loop, oiled",
               "Item # CC-WSB-18"), "38.00", "228.00"),
        ("15", ("Maple spoon rest", "Item # CC-MSR-02"), "9.50", "142.50"),
        ("2", ("Cherry rolling pin, tapered, 20 inch,", "unfinished",
               "Item # CC-CRP-20"), "24.25", "48.50"),
    ):  # fmt: skip
        y = p.table(y, columns, [(quantity, text[0], rate, amount)], step=11)
        for more in text[1:]:
            p.ink(100, y, more)
            y += 11
        y += 4
    sums = [("SUBTOTAL", "419.00"), ("SHIPPING", "18.60"), ("TOTAL", "$437.60"),
            ("BALANCE DUE", "$437.60")]  # fmt: skip
    p.table(y + 24, [Column(400), Column(560, RIGHT)], sums)
    return p.done()


def remit_to() -> bytes:
    p = Paper()
    p.ink(40, 48, "GARRITY INDUSTRIAL CORP.", size=13, bold=True)
    p.ink(560, 48, "ORIGINAL INVOICE", align=RIGHT, bold=True)
    p.ink(18, 500, "RETURN ONE COPY WITH PAYMENT", turn=90, size=8)
    left = [("Our Order No.:", "SO-881204"), ("Order Date:", "10/14/2026"),
            ("Date Shipped:", "11/02/2026"), ("F.O.B.:", "Origin")]  # fmt: skip
    right = [("Invoice No.:", "GI 204417"), ("Invoice Date:", "11/04/2026"),
             ("Your P.O. No.:", "PO-61187"), ("Due Date:", "12/04/2026")]  # fmt: skip
    p.box(40, 75, 300, 140)
    p.box(305, 75, 566, 140)
    p.table(90, [Column(46), Column(140)], left)
    p.table(90, [Column(312), Column(420)], right)
    p.block(46, 165, ["Bill To", "Northgate Maker Supply", "410 Foundry Ln",
                      "Duluth, MN 55802"])  # fmt: skip
    columns = [
        Column(46),
        Column(80),
        Column(170),
        Column(400, RIGHT),
        Column(420),
        Column(500, RIGHT),
        Column(566, RIGHT),
    ]
    y = p.table(
        235,
        columns,
        [("No", "Catalog No", "Description", "Shipped", "Unit", "Price Each",
          "Total Price")],
        bold=True,
    )  # fmt: skip
    y = p.table(
        y,
        columns,
        [
            ("10", "G-4410-2", "Bench vise, 4 inch", "5", "EA", "61.30", "306.50"),
            ("20", "G-1190", "Jaw pad set", "20", "PR", "4.85", "97.00"),
            ("30", "G-7002-R", "Swivel base", "5", "EA", "22.10", "110.50"),
        ],
    )
    sums = [("Net Merchandise", "514.00"), ("Freight & Handling", "38.75"),
            ("Pay This Amount", "$552.75")]  # fmt: skip
    p.table(y + 20, [Column(420), Column(566, RIGHT)], sums)
    p.block(46, 640, ["Remit To:", "Garrity Industrial Corp.", "PO Box 740112",
                      "Chicago, IL 60674-0112"])  # fmt: skip
    p.ink(46, 740, "Garrity Industrial Corp. - 900 Tower Ave - Gary, IN 46402", size=7)
    return p.done()


def three_taxes() -> bytes:
    p = Paper()
    p.ink(306, 50, "SALTBUSH SIGN & DISPLAY", align="c", size=14, bold=True)
    p.ink(306, 80, "Invoice No: 2026-0713      Date: 2026-11-10", align="c")
    p.ink(306, 95, "Customer PO: 9917-A", align="c")
    columns = [Column(50), Column(150), Column(380, RIGHT), Column(460, RIGHT),
               Column(556, RIGHT)]  # fmt: skip
    y = p.table(140, columns, [("Code", "Item", "Units", "Unit Cost", "Line Total")])
    y = p.table(
        y,
        columns,
        [
            ("SB-A24", "A-frame 24 x 36", "8", "$85.00", "$680.00"),
            ("SB-V10", "Vinyl banner 10 ft", "4", "$80.00", "$320.00"),
        ],
    )
    sums = [
        ("Subtotal", "$1,000.00"),
        ("State Tax 5.6%", "$56.00"),
        ("County Tax 0.7%", "$7.00"),
        ("City Tax 2.3%", "$23.00"),
        ("Grand Total", "$1,086.00"),
    ]
    p.table(y + 30, [Column(420), Column(556, RIGHT)], sums)
    return p.done()


def deposit_paid() -> bytes:
    p = Paper()
    p.ink(40, 50, "Orrin Forge & Iron", size=14, bold=True)
    p.ink(40, 64, "Tax ID 84-5550199")
    p.block(400, 50, ["Invoice # OF-1182", "Issued November 6, 2026",
                      "Reference: PO 30077"])  # fmt: skip
    p.block(40, 110, ["Billed to", "Tern Harbor Goods", "1 Quay St, Portland, ME"])
    columns = [Column(40), Column(400, RIGHT), Column(470, RIGHT), Column(560, RIGHT)]
    y = p.table(180, columns, [("Description", "Hours/Qty", "Rate", "Amount")])
    y = p.table(
        y,
        columns,
        [
            ("Wall bracket, hand forged", "40", "48.00", "1,920.00"),
            ("Mounting plate", "40", "12.00", "480.00"),
        ],
    )
    sums = [("Total", "2,400.00"), ("Deposit received 10/01", "-1,200.00"),
            ("Balance due", "$1,200.00")]  # fmt: skip
    p.table(y + 20, [Column(400), Column(560, RIGHT)], sums)
    return p.done()


def volume_rebate() -> bytes:
    p = Paper()
    p.ink(40, 45, "PELHAM PAPER & PACKAGING", bold=True, size=12)
    p.ink(40, 58, "A division of Pelham Mills Co.")
    p.ink(560, 45, "Invoice", align=RIGHT, size=16)
    p.block(400, 75, ["Document No.  90118845", "Document Date  11-13-2026",
                      "Purchase Order  TK-40991"])  # fmt: skip
    columns = [Column(40), Column(110), Column(330, RIGHT), Column(345),
               Column(450, RIGHT), Column(556, RIGHT)]  # fmt: skip
    y = p.table(
        150, columns, [("Product", "Product description", "Billed", "UOM",
                        "Net price", "Net amount")]
    )  # fmt: skip
    y = p.table(
        y,
        columns,
        [
            ("104-220", "Kraft mailer 6 x 9 (250/CS)", "18", "CS", "41.20", "741.60"),
            ("104-310", "Void fill 30 in roll", "6", "RL", "58.90", "353.40"),
        ],
    )
    sums = [
        ("Goods total", "1,095.00"),
        ("Less volume rebate 4%", "43.80-"),
        ("Pallet charge", "36.00"),
        ("Delivery", "60.00"),
        ("Invoice amount", "1,147.20"),
    ]
    p.table(y + 26, [Column(380), Column(556, RIGHT)], sums)
    return p.done()


DOCUMENTS = {
    "many-charges": (many_charges, {
        "kind": "invoice", "number": "0088213", "date": "2026-10-29",
        "seller": "HOLLISTER FASTENER & SUPPLY", "po_number": "P-77120",
        "totals": {"subtotal": "1197.40", "freight": "184.00", "charges": "302.28",
                   "tax": "83.82", "total": "1583.50"},
        "lines": [line("HB-3816", "40", "18.75", "750.00"),
                  line("FW-38", "50", "6.20", "310.00"),
                  line("AN-5812", "12", "11.45", "137.40")]}),
    "per-hundred": (per_hundred, {
        "kind": "invoice", "number": "QW-55107", "date": "2026-11-03",
        "seller": "Quillan Wire Products, Inc.", "po_number": "66-1904",
        "totals": {"subtotal": "307.60", "freight": "22.40", "total": "330.00"},
        "lines": [line("WN-104", "500", "12.40", "62.00"),
                  line("ST-9040", "2000", "85.00", "170.00"),
                  line("CT-11B", "24", "3.15", "75.60")]}),
    "line-discounts": (line_discounts, {
        "kind": "invoice", "number": "INV26-3391", "date": "2026-11-12",
        "seller": "tamarack lighting", "po_number": "B20931",
        "totals": {"subtotal": "566.50", "tax": "35.41", "total": "601.91"},
        "lines": [line("TL-PEND-12", "4", "100.00", "400.00", gross_price="125.00"),
                  line("TL-SC-04", "10", "16.65", "166.50", gross_price="18.50")]}),
    "three-pages": (three_pages, {
        "kind": "invoice", "number": "7004418", "date": "2026-11-05",
        "seller": "Bellweather Racking LLC", "po_number": "4500098113",
        "totals": {"subtotal": "19277.40", "freight": "412.00", "total": "19689.40"},
        "lines": _racks_truth()}),
    "item-below": (item_below, {
        "kind": "invoice", "number": "4417", "date": "2026-11-09",
        "seller": "Cobb Creek Woodworks", "po_number": "LR-2208",
        "totals": {"subtotal": "419.00", "freight": "18.60", "total": "437.60"},
        "lines": [line("CC-WSB-18", "6", "38.00", "228.00"),
                  line("CC-MSR-02", "15", "9.50", "142.50"),
                  line("CC-CRP-20", "2", "24.25", "48.50")]}),
    "remit-to": (remit_to, {
        "kind": "invoice", "number": "GI 204417", "date": "2026-11-04",
        "seller": "GARRITY INDUSTRIAL CORP.", "buyer": "Northgate Maker Supply",
        "po_number": "PO-61187",
        "totals": {"subtotal": "514.00", "freight": "38.75", "total": "552.75"},
        "lines": [line("G-4410-2", "5", "61.30", "306.50"),
                  line("G-1190", "20", "4.85", "97.00"),
                  line("G-7002-R", "5", "22.10", "110.50")]}),
    "three-taxes": (three_taxes, {
        "kind": "invoice", "number": "2026-0713", "date": "2026-11-10",
        "seller": "SALTBUSH SIGN & DISPLAY", "po_number": "9917-A",
        "totals": {"subtotal": "1000.00", "total": "1086.00"},
        "lines": [line("SB-A24", "8", "85.00", "680.00"),
                  line("SB-V10", "4", "80.00", "320.00")]}),
    "deposit-paid": (deposit_paid, {
        "kind": "invoice", "number": "OF-1182", "date": "2026-11-06",
        "seller": "Orrin Forge & Iron", "buyer": "Tern Harbor Goods",
        "po_number": "30077", "totals": {"total": "2400.00"},
        "lines": [line(None, "40", "48.00", "1920.00"),
                  line(None, "40", "12.00", "480.00")]}),
    "volume-rebate": (volume_rebate, {
        "kind": "invoice", "number": "90118845", "date": "2026-11-13",
        "seller": "PELHAM PAPER & PACKAGING", "po_number": "TK-40991",
        "totals": {"subtotal": "1095.00", "allowances": "43.80", "freight": "60.00",
                   "charges": "96.00", "total": "1147.20"},
        "lines": [line("104-220", "18", "41.20", "741.60"),
                  line("104-310", "6", "58.90", "353.40")]}),
}  # fmt: skip
