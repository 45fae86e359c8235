"""Documents by somebody who had seen no rule: three that misled the reader at first."""

from american import line
from paper import Column, Paper
from reportlab.lib.pagesizes import A4

RIGHT = "r"


def kit_of_parts() -> bytes:
    p = Paper()
    p.ink(40, 50, "Tri-Lakes Fluid Power, Inc.", size=17, bold=True)
    p.ink(570, 50, "INVOICE 5501938", align=RIGHT, size=12, bold=True)
    p.ink(40, 64, "3100 E Kearney St   Springfield MO 65803   417-555-0108")
    p.ink(570, 64, "11/11/2026", align=RIGHT)
    p.ink(570, 76, "Page 1 of 1", align=RIGHT)
    p.block(40, 100, ["Bill To 70441", "Ozark Timber Harvesting LLC", "Hwy 65 South",
                      "Harrison AR 72601"])  # fmt: skip
    p.block(320, 100, ["Ship To", "Ozark Timber - Shop", "CR 221", "Jasper AR 72641"])
    grid = [Column(x, "c") for x in (85, 175, 265, 355, 450, 540)]
    heads = ("Customer PO", "Order Number", "Order Date", "Salesperson", "Carrier")
    p.table(164, grid, [(*heads, "Terms")], bold=True)
    values = ("OTH-3318", "2208814", "11/06/2026", "House", "R+L", "NET 30 DAYS")
    p.table(180, grid, [values])
    columns = [Column(70, RIGHT), Column(115, RIGHT), Column(150, RIGHT), Column(158),
               Column(190), Column(290), Column(500, RIGHT),
               Column(570, RIGHT)]  # fmt: skip
    heads = ("Ordered", "Shipped", "B/O", "U/M", "Item", "Description", "Price")
    y = p.table(206, columns, [(*heads, "Extended")], bold=True)
    kit = ("PK-HYD-40", "Hydraulic power unit kit 40 GPM", "4,875.00", "4,875.00")
    y = p.table(y, columns, [("1", "1", "0", "KT", *kit)])
    for count, code, name in [
        ("1", "PUMP-A10V", "Axial piston pump"),
        ("1", "MTR-40HP", "Motor 40 HP 230/460"),
        ("1", "RSV-60", "Reservoir 60 gal"),
        ("2", "FLT-25", "Return filter element"),
    ]:
        row = (count, count, "0", "EA", code, f"  {name}", "", "")
        y = p.table(y, columns, [row])
    hose = ("HOSE-12-96", "Hose assembly 3/4 x 96 JIC", "88.45", "530.70")
    y = p.table(y, columns, [("6", "6", "0", "EA", *hose)])
    generator = ("GEN-3500i", "Inverter generator 3500 W", "1,129.00", "2,258.00")
    y = p.table(y, columns, [("2", "2", "0", "EA", *generator)])
    y = p.block(290, y, ["Serial: EZ3500-118274", "Serial: EZ3500-118291"])
    p.table(y + 20, [Column(480, RIGHT), Column(570, RIGHT)],
            [("Subtotal", "7,663.70"), ("Freight", "212.60"), ("Tax (Exempt)", "0.00"),
             ("Total Due USD", "7,876.30")])  # fmt: skip
    return p.done()


def labels_beside_an_address() -> bytes:
    p = Paper(A4)
    p.ink(48, 84, "TAX INVOICE", size=22)
    p.block(48, 116, ["Penhallow Brewing Co", "Attn: R Trescothick", "The Old Maltings",
                      "Redruth", "TR15 2AA", "UNITED KINGDOM"])  # fmt: skip
    y = 60.0
    for label, value in [
        ("Invoice Date", "5 Nov 2026"),
        ("Invoice Number", "INV-3391"),
        ("Reference", "PO 20614"),
        ("VAT Number", "GB 294 5510 38"),
    ]:
        p.ink(290, y, label, bold=True)
        p.ink(290, y + 11, value)
        y += 32
    p.block(416, 60, ["Calder Vale Instruments Ltd", "Mill Lane", "Hebden Bridge"])
    p.ink(416, 92, "HX7 8AD")
    columns = [Column(48), Column(350, RIGHT), Column(423, RIGHT), Column(456, RIGHT),
               Column(547, RIGHT)]  # fmt: skip
    heads = ("Description", "Quantity", "Unit Price", "VAT", "Amount GBP")
    y = p.table(215, columns, [heads], bold=True)
    rows = [
        ("Site survey and calibration of flow meters", "1.00", "640.00", "640.00"),
        ("DN50 electromagnetic flow sensor", "3.00", "412.75", "1,238.25"),
        ("Cable gland M20, nickel-plated brass", "36.00", "1.85", "66.60"),
    ]
    for name, count, price, amount in rows:
        y = p.table(y + 6, columns, [(name, count, price, "20%", amount)])
    y = p.table(y + 6, [Column(456, RIGHT), Column(547, RIGHT)],
                [("Subtotal", "1,944.85"), ("TOTAL VAT 20%", "388.97"),
                 ("TOTAL GBP", "2,333.82")], step=20)  # fmt: skip
    p.ink(48, y + 20, "Due Date: 5 Dec 2026", bold=True)
    p.ink(48, y + 60, "PAYMENT ADVICE", size=16)
    p.block(48, y + 80, ["To: Calder Vale Instruments Ltd", "Mill Lane"])
    p.table(y + 60, [Column(290), Column(400)],
            [("Customer", "Penhallow Brewing Co"), ("Invoice Number", "INV-3391"),
             ("Amount Due", "2,333.82"), ("Due Date", "5 Dec 2026"),
             ("Amount Enclosed", "")], step=20)  # fmt: skip
    return p.done()


def second_reminder() -> bytes:
    p = Paper(A4)
    p.ink(60, 70, "Getränke Hallermann GmbH · Brunnenweg 1 · 34414 Warburg", size=7)
    p.block(60, 90, ["Gasthof Zur Post", "Marktplatz 3", "34431 Marsberg"], size=11)
    p.ink(530, 150, "Warburg, 16.11.2026", align=RIGHT, size=11)
    p.ink(60, 180, "2. Mahnung – Kundennummer 20418", size=11, bold=True)
    p.block(60, 205, ["leider konnten wir zu den folgenden Rechnungen noch keinen",
                      "Zahlungseingang feststellen:"], size=11)  # fmt: skip
    columns = [Column(60), Column(140), Column(220), Column(360, RIGHT),
               Column(395, "c"), Column(480, RIGHT)]  # fmt: skip
    y = p.table(
        245,
        columns,
        [
            ("Rechnung", "Datum", "Fällig am", "Betrag", "Tage", "Offen"),
            ("RE 118822", "14.09.2026", "28.09.2026", "418,60 €", "49", "418,60 €"),
            ("RE 119034", "28.09.2026", "12.10.2026", "277,15 €", "35", "277,15 €"),
        ],
        size=10,
    )
    p.table(y, [Column(60), Column(480, RIGHT)],
            [("Mahngebühr", "5,00 €"), ("Gesamtforderung", "700,75 €")],
            size=10)  # fmt: skip
    return p.done()


DOCUMENTS = {
    "kit-of-parts": (kit_of_parts, {
        "kind": "invoice", "number": "5501938", "date": "2026-11-11",
        "seller": "Tri-Lakes Fluid Power, Inc.", "po_number": "OTH-3318",
        "totals": {"subtotal": "7663.70", "freight": "212.60", "total": "7876.30"},
        "lines": [line("PK-HYD-40", "1", "4875.00", "4875.00"),
                  line("HOSE-12-96", "6", "88.45", "530.70"),
                  line("GEN-3500i", "2", "1129.00", "2258.00")],
    }),
    "labels-beside-an-address": (labels_beside_an_address, {
        "kind": "invoice", "number": "INV-3391", "date": "2026-11-05",
        "seller": "Calder Vale Instruments Ltd", "po_number": "20614",
        "currency": "GBP",
        "totals": {"subtotal": "1944.85", "tax": "388.97", "total": "2333.82"},
        "lines": [line(None, "1", "640.00", "640.00"),
                  line(None, "3", "412.75", "1238.25"),
                  line(None, "36", "1.85", "66.60")],
    }),
    "second-reminder": (second_reminder, {
        "kind": "other", "xml_kind": "statement", "number": None, "po_number": None,
        "total": None,
    }),
}  # fmt: skip
