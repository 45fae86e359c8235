"""Documents whose numbers and labels stand above or below what they belong to."""

from american import line
from paper import Column, Paper

RIGHT = "r"


def _sums(p: Paper, y: float, x: float, *rows: tuple[str, str]) -> None:
    p.table(y, [Column(x - 190), Column(x, RIGHT)], rows)


def code_over_name() -> bytes:
    p = Paper()
    p.ink(40, 48, "HARLAN DOCK EQUIPMENT CO.", size=13, bold=True)
    p.block(40, 62, ["5 Railhead Ct, Gary, IN 46402", "219-555-0121"])
    p.ink(570, 48, "INVOICE", align=RIGHT, size=16, bold=True)
    p.table(
        70,
        [Column(400), Column(570, RIGHT)],
        [("Invoice No.", "HD-20417"), ("Inv. Dt.", "11/12/2026"),
         ("Cust. P.O. Ref.", "TX-9914"), ("Net Due Dt.", "12/12/2026")],
    )  # fmt: skip
    columns = [Column(56, RIGHT), Column(100, RIGHT), Column(140, RIGHT),
               Column(170, RIGHT), Column(190), Column(430), Column(500, RIGHT),
               Column(570, RIGHT)]  # fmt: skip
    heads = ("#", "QTY ORD", "QTY SHP", "B/O", "PART NO. & DESCRIPTION", "UM",
             "PRICE", "AMOUNT")  # fmt: skip
    y = p.table(150, columns, [heads], size=7)
    for number, (cells, names) in enumerate(
        [
            (("6", "4", "2", "DB-4410-LM", "EA", "88.50", "354.00"),
             ('Dock Bumper, laminated, 10"H x 4-1/2"P x', '24"W Black')),
            (("2", "2", "0", "WC-18", "PR", "31.75", "63.50"),
             ('Wheel Chock, rubber, 8"L x 6"W', "w/ chain 15-FT")),
            (("12", "12", "0", "LP-2030-YL", "EA", "142.20", "1,706.40"),
             ('Leveler Lip Pad, 20" x 30" Yellow',)),
        ],
        1,
    ):  # fmt: skip
        ordered, shipped, open_, code, unit, price, amount = cells
        row = (str(number), ordered, shipped, open_, code, unit, price, amount)
        y = p.table(y, columns, [row], step=11)
        y = p.block(190, y, names, size=8) + 4
    _sums(p, y + 20, 570, ("Merchandise", "2,123.90"), ("Freight", "96.00"),
          ("Invoice Total", "2,219.90"))  # fmt: skip
    return p.done()


def code_over_long_name() -> bytes:
    p = Paper()
    p.ink(306, 46, "Pell & Ardmore Electric", align="c", size=14, bold=True)
    p.ink(306, 60, "88 Foundry Row, Troy, NY 12180", align="c", size=8)
    p.ink(40, 90, "Tax Invoice", size=15, bold=True)
    grid = [Column(40), Column(170), Column(300), Column(430)]
    p.table(112, grid, [("Invoice Number", "Bill Dt.", "PO reference", "Terms")])
    p.table(134, grid, [("PA/26-1180", "10-Nov-2026", "C-4471-B", "Net 15")])
    columns = [Column(40), Column(350, RIGHT), Column(390), Column(480, RIGHT),
               Column(570, RIGHT)]  # fmt: skip
    y = p.table(
        170,
        columns,
        [("Product / Description", "Quantity", "Unit", "Unit Price", "Line Total")],
        bold=True,
    )
    for row, names in [
        (("SJ123-50Y", "3", "EA", "64.10", "192.30"),
         ["Extension cord 12/3 SJOW", "50-FT yellow jacket, lit end, 15A/125V"]),
        (("QO120CP", "10", "EA", "11.95", "119.50"),
         ["Breaker, plug-on, 1P-20A", "120/240V", "10kAIC"]),
        (("4SQ-212", "2", "CT", "48.00", "96.00"), ['4" sq. box, 2-1/8" deep']),
    ]:  # fmt: skip
        y = p.table(y, columns, [row], step=10)
        for name in names:
            y = p.table(y, [Column(40)], [(name,)], step=10, size=7.5)
        y += 6
    _sums(p, y + 16, 570, ("Subtotal", "407.80"), ("Delivery", "12.50"),
          ("Total USD", "420.30"))  # fmt: skip
    return p.done()


def code_under_name() -> bytes:
    p = Paper()
    p.ink(40, 56, "Lumen & Thread", size=20, bold=True)
    p.ink(40, 90, "Invoice LT-5520", size=13)
    grid = [Column(40), Column(180), Column(320), Column(460)]
    p.table(116, grid, [("Issued", "Due", "Your PO", "Sent")], size=7)
    p.table(128, grid, [("Oct 28, 2026", "Nov 27, 2026", "88-7710", "Oct 27, 2026")])
    columns = [Column(40), Column(360, RIGHT), Column(460, RIGHT), Column(570, RIGHT)]
    y = p.table(180, columns, [("Item", "Qty", "Price", "Amount")], size=8)
    y += 10
    for name, code, *numbers in [
        ('Pendant shade, 14" opal', "LT7731-OP", "4", "$48.25", "$193.00"),
        ("Twisted cord, 3 x 18 AWG, per foot", "LTC318-BR", "120", "$1.35", "$162.00"),
        ('Ceiling canopy 5" 2-port', "LT0902", "4", "$9.80", "$39.20"),
    ]:
        p.table(y, columns, [(name, *numbers)])
        p.ink(40, y + 12, code, size=7)
        y += 34
    _sums(p, y + 10, 570, ("Subtotal", "$394.20"), ("Shipping", "$14.00"),
          ("Amount due (USD)", "$408.20"))  # fmt: skip
    return p.done()


def code_under_wrapped_name() -> bytes:
    p = Paper()
    p.ink(570, 50, "INVOICE", align=RIGHT, size=16)
    p.ink(40, 50, "Brandt Restaurant Supply", size=12, bold=True)
    p.block(40, 64, ["19 Canal St", "Lowell, MA 01852"])
    p.table(
        70,
        [Column(400, RIGHT), Column(420)],
        [("Invoice #", "300418"), ("Date", "11/05/26"), ("PO #", "B-2231")],
    )
    columns = [Column(60, RIGHT), Column(80), Column(470, RIGHT), Column(570, RIGHT)]
    y = p.table(150, columns, [("Qty", "Product", "Each", "Extension")], bold=True)
    for quantity, names, code, price, amount in [
        ("6", ("Sheet pan, full size, 18 ga", "aluminum 26 x 18"), "BR-SP1826",
         "9.40", "56.40"),
        ("2", ("Speed rack, 20-tier end load",), "BR-RK20E", "164.00", "328.00"),
        ("1", ("Ingredient bin 27-gal", "sliding lid, white"), "BR-IB27W",
         "118.75", "118.75"),
    ]:  # fmt: skip
        p.table(y, columns, [(quantity, names[0], price, amount)])
        for name in (*names[1:], code):
            y += 11
            p.ink(80, y, name)
        y += 22
    _sums(p, y + 14, 570, ("Sub-total", "503.15"), ("Freight & handling", "0.00"),
          ("Sales tax", "0.00"), ("Total", "503.15"))  # fmt: skip
    return p.done()


def values_far_under() -> bytes:
    p = Paper()
    p.ink(40, 48, "Cedar Fork Millwork", size=13)
    p.ink(40, 61, "2 Sawyer Ln, Bend, OR 97701  541-555-0119", size=8)
    p.ink(480, 80, "Invoice", size=14)
    p.block(40, 100, ["Bill To", "Ashgrove Fixtures", "Eugene, OR 97401"])
    grid = [Column(40), Column(150), Column(260), Column(370), Column(480)]
    p.table(
        160,
        grid,
        [("Invoice Date", "Invoice Number", "Purchase Order", "Payment Terms", "Due")],
        size=7,
        bold=True,
    )
    p.table(
        182,
        grid,
        [("11/17/2026", "44-1093", "AF-3308", "Net 30 days", "12/17/2026")],
    )
    columns = [Column(40), Column(150), Column(400, RIGHT), Column(480, RIGHT),
               Column(570, RIGHT)]  # fmt: skip
    y = p.table(
        215, columns, [("Model", "Description", "Quantity", "Price Each", "Amount")]
    )
    y = p.table(
        y + 8,
        columns,
        [
            ("MW-P10", 'Crown moulding 3-1/2" poplar', "80", "4.15", "332.00"),
            ("MW-D22", "Door casing set, primed", "6", "38.20", "229.20"),
        ],
    )
    _sums(p, y, 570, ("Subtotal", "561.20"), ("Sales Tax (0.0%)", "0.00"),
          ("Total", "$561.20"))  # fmt: skip
    return p.done()


def values_far_under_two_rows() -> bytes:
    p = Paper()
    p.ink(40, 52, "Inlet Safety Products, Inc.", size=12, bold=True)
    p.ink(570, 52, "Credit Memo", align=RIGHT, size=15, bold=True)
    grid = [Column(40), Column(220), Column(400)]
    p.table(84, grid, [("Credit Memo No.", "Credit Date", "Customer No.")], size=7)
    p.table(104, grid, [("C-80117", "11/09/2026", "40718")])
    p.table(132, grid, [("Customer P.O. No.", "Original Invoice", "Reason")], size=7)
    p.table(152, grid, [("SP-22190", "91120", "Freight refund")])
    columns = [Column(40), Column(140), Column(420, RIGHT), Column(490, RIGHT),
               Column(570, RIGHT)]  # fmt: skip
    y = p.table(
        190, columns, [("Item No.", "Description", "Qty", "Unit Price", "Amount")]
    )
    y = p.table(
        y, columns, [("GL-11NT", "Nitrile glove, large, box", "10", "8.95", "89.50")]
    )
    _sums(p, y + 10, 570, ("Subtotal", "89.50"), ("Freight", "12.00"),
          ("Total Credit", "101.50"))  # fmt: skip
    return p.done()


DOCUMENTS = {
    "code-over-name": (code_over_name, {
        "kind": "invoice", "number": "HD-20417", "date": "2026-11-12",
        "seller": "HARLAN DOCK EQUIPMENT CO.", "po_number": "TX-9914",
        "totals": {"subtotal": "2123.90", "freight": "96.00", "total": "2219.90"},
        "lines": [line("DB-4410-LM", "4", "88.50", "354.00"),
                  line("WC-18", "2", "31.75", "63.50"),
                  line("LP-2030-YL", "12", "142.20", "1706.40")]}),
    "code-over-long-name": (code_over_long_name, {
        "kind": "invoice", "number": "PA/26-1180", "date": "2026-11-10",
        "seller": "Pell & Ardmore Electric", "po_number": "C-4471-B",
        "currency": "USD",
        "totals": {"subtotal": "407.80", "freight": "12.50", "total": "420.30"},
        "lines": [line("SJ123-50Y", "3", "64.10", "192.30"),
                  line("QO120CP", "10", "11.95", "119.50"),
                  line("4SQ-212", "2", "48.00", "96.00")]}),
    "code-under-name": (code_under_name, {
        "kind": "invoice", "number": "LT-5520", "date": "2026-10-28",
        "seller": "Lumen & Thread", "po_number": "88-7710", "currency": "USD",
        "totals": {"subtotal": "394.20", "freight": "14.00", "total": "408.20"},
        "lines": [line("LT7731-OP", "4", "48.25", "193.00"),
                  line("LTC318-BR", "120", "1.35", "162.00"),
                  line("LT0902", "4", "9.80", "39.20")]}),
    "code-under-wrapped-name": (code_under_wrapped_name, {
        "kind": "invoice", "number": "300418", "date": "2026-11-05",
        "seller": "Brandt Restaurant Supply", "po_number": "B-2231",
        "totals": {"subtotal": "503.15", "freight": "0.00", "tax": "0.00",
                   "total": "503.15"},
        "lines": [line("BR-SP1826", "6", "9.40", "56.40"),
                  line("BR-RK20E", "2", "164.00", "328.00"),
                  line("BR-IB27W", "1", "118.75", "118.75")]}),
    "values-far-under": (values_far_under, {
        "kind": "invoice", "number": "44-1093", "date": "2026-11-17",
        "seller": "Cedar Fork Millwork", "po_number": "AF-3308", "currency": "USD",
        "totals": {"subtotal": "561.20", "tax": "0.00", "total": "561.20"},
        "lines": [line("MW-P10", "80", "4.15", "332.00"),
                  line("MW-D22", "6", "38.20", "229.20")]}),
    "values-far-under-twice": (values_far_under_two_rows, {
        "kind": "credit_memo", "number": "C-80117", "date": "2026-11-09",
        "seller": "Inlet Safety Products, Inc.", "po_number": "SP-22190",
        "totals": {"subtotal": "89.50", "freight": "12.00", "total": "101.50"},
        "lines": [line("GL-11NT", "10", "8.95", "89.50")]}),
}  # fmt: skip
