"""Documents drawn after the rules for the others: what they show was not fitted."""

from american import line
from paper import Column, Paper

RIGHT = "r"


def charges_among_lines() -> bytes:
    p = Paper()
    p.ink(40, 48, "Vandermeer Hydroponics Supply LLC", size=13, bold=True)
    p.block(40, 62, ["71 Greenhouse Way", "Lansing, MI 48906", "Ph 517-555-0190"])
    p.ink(560, 48, "INVOICE  INV-0031877", align=RIGHT, size=12, bold=True)
    p.table(
        66,
        [Column(400), Column(560, RIGHT)],
        [("Invoice Date", "10/30/2026"), ("Due Date", "11/29/2026"),
         ("Purchase Order", "VH-PO-8841"), ("Sales Rep", "T. Okafor")],
    )  # fmt: skip
    columns = [Column(40), Column(130), Column(360, RIGHT), Column(375),
               Column(460, RIGHT), Column(560, RIGHT)]  # fmt: skip
    y = p.table(
        150,
        columns,
        [("Item Number", "Item Description", "Quantity", "Unit", "Unit Price",
          "Extended Price")],
        bold=True,
    )  # fmt: skip
    y = p.table(
        y,
        columns,
        [
            ("NUT-20L-A", "Nutrient A, 20 litre", "12", "EA", "$48.50", "$582.00"),
            ("MED-50", "Clay pebbles, 50 l bag", "40", "BAG", "$21.25", "$850.00"),
            ("FREIGHT", "LTL freight to dock", "1", "EA", "$165.00", "$165.00"),
            ("FUEL", "Fuel surcharge", "1", "EA", "$18.15", "$18.15"),
        ],
    )
    p.table(
        y + 16,
        [Column(420), Column(560, RIGHT)],
        [("Total", "$1,615.15"), ("Amount Paid", "$0.00"),
         ("Amount Due (USD)", "$1,615.15")],
    )  # fmt: skip
    return p.done()


def return_on_invoice() -> bytes:
    p = Paper()
    p.ink(40, 46, "CASCADE BEARING CO.", size=14, bold=True)
    p.ink(40, 60, "3300 Harbor Ave SW, Seattle, WA 98126  Tel (206) 555-0177")
    p.ink(306, 84, "I N V O I C E", align="c", size=12, bold=True)
    p.block(40, 110, ["SOLD TO", "Whidbey Marine Outfitters", "Freeland, WA 98249"])
    p.table(
        110,
        [Column(340), Column(450)],
        [("INVOICE NUMBER", "CB448120"), ("INVOICE DATE", "NOV 06 2026"),
         ("CUSTOMER ORDER NO.", "WMO 3318"), ("OUR ORDER NO.", "S-91177")],
    )  # fmt: skip
    columns = [Column(60, RIGHT), Column(110, RIGHT), Column(130), Column(240),
               Column(480, RIGHT), Column(560, RIGHT)]  # fmt: skip
    y = p.table(
        190,
        columns,
        [("ORDERED", "SHIPPED", "PART NO.", "DESCRIPTION", "NET PRICE", "AMOUNT")],
    )
    y = p.table(
        y,
        columns,
        [
            ("20", "20", "6204-2RS", "Ball bearing 20 x 47", "6.85", "137.00"),
            ("10", "8", "UCP-206", "Pillow block", "23.40", "187.20"),
            ("2-", "2-", "6305-ZZ", "Ball bearing, returned", "9.10", "18.20-"),
        ],
    )
    p.table(
        y + 16,
        [Column(400), Column(560, RIGHT)],
        [("SUBTOTAL", "306.00"), ("SHIPPING & HANDLING", "14.75"),
         ("SALES TAX 10.25%", "31.37"), ("TOTAL", "352.12")],
    )  # fmt: skip
    return p.done()


def price_with_basis() -> bytes:
    p = Paper()
    p.ink(560, 46, "Invoice", align=RIGHT, size=18)
    p.ink(40, 46, "Tri-County Packaging", size=13, bold=True)
    p.block(40, 60, ["accounting@tricountypackaging.example", "Macon, GA 31201"])
    heads = ("Invoice #", "Date", "PO #", "Ship Date", "Via")
    grid = [Column(x) for x in (40, 150, 260, 370, 470)]
    p.table(110, grid, [heads], bold=True)
    p.table(124, grid, [("77-20418", "11/03/26", "4419", "11/02/26", "Our truck")])
    columns = [Column(40), Column(120), Column(340, RIGHT), Column(450, RIGHT),
               Column(560, RIGHT)]  # fmt: skip
    y = p.table(160, columns, [("SKU", "Product", "Qty", "Price", "Amount")])
    y = p.table(
        y,
        columns,
        [
            ("TC-0904", "Poly bag 9 x 4, 2 mil", "5,000", "31.20/M", "156.00"),
            ("TC-LBL", "Label 4 x 6 thermal", "2,400", "1.85/C", "44.40"),
            ("TC-TAPE", "Carton tape 2 in", "36", "2.15", "77.40"),
        ],
    )
    p.table(
        y + 16,
        [Column(430), Column(560, RIGHT)],
        [("Subtotal", "277.80"), ("Delivery charge", "15.00"), ("Total", "292.80")],
    )
    return p.done()


def two_column_form() -> bytes:
    p = Paper()
    p.box(30, 30, 582, 150)
    p.ink(40, 48, "NORDHAVN INSTRUMENTS INC.", size=12, bold=True)
    p.ink(
        40, 62, "8 Innovation Dr, Andover, MA 01810 | www.nordhavninstruments.example"
    )
    p.table(
        84,
        [Column(40), Column(140), Column(320), Column(430)],
        [
            ("Document type:", "TAX INVOICE", "Account number:", "118820"),
            ("Invoice ref:", "NI/26/4471", "Order ref:", "SO-55190"),
            ("Tax point:", "02 November 2026", "Your order no:", "EX-PO-2207"),
            ("Invoice date:", "02 November 2026", "Payment terms:", "30 days net"),
        ],
        step=15,
    )
    columns = [Column(40), Column(70), Column(160), Column(380, RIGHT),
               Column(470, RIGHT), Column(570, RIGHT)]  # fmt: skip
    y = p.table(
        180,
        columns,
        [("Line", "Model", "Description", "Qty", "Unit Price", "Line Total")],
    )
    y = p.table(
        y,
        columns,
        [
            ("1", "NX-40", "Pressure transmitter 0-40 bar", "3", "412.00", "1,236.00"),
            ("2", "NX-CBL5", "Cable, 5 m, M12", "3", "38.50", "115.50"),
            ("3", "CAL-CERT", "Calibration certificate", "3", "45.00", "135.00"),
        ],
    )
    p.table(
        y + 16,
        [Column(420), Column(570, RIGHT)],
        [("Goods total", "1,486.50"), ("Carriage", "22.00"), ("Insurance", "6.40"),
         ("Invoice total", "USD 1,514.90")],
    )  # fmt: skip
    return p.done()


def partial_acknowledgement() -> bytes:
    p = Paper()
    p.ink(40, 46, "Brightwell Casters, Inc.", size=13, bold=True)
    p.ink(40, 60, "sales@brightwellcasters.example")
    p.ink(560, 46, "Order Confirmation", align=RIGHT, size=14)
    p.table(
        66,
        [Column(380), Column(480)],
        [("Confirmation No.", "OC-77410"), ("Confirmation Date", "11/09/2026"),
         ("Your PO No.", "PO-31190"), ("Expected Ship", "11/23/2026")],
    )  # fmt: skip
    columns = [Column(40), Column(130), Column(330, RIGHT), Column(400, RIGHT),
               Column(480, RIGHT), Column(560, RIGHT)]  # fmt: skip
    y = p.table(
        150,
        columns,
        [("Part #", "Description", "Qty Ordered", "Qty Confirmed", "Price Each",
          "Total")],
    )  # fmt: skip
    y = p.table(
        y,
        columns,
        [
            ("BC-5SW", "5 in swivel caster", "40", "40", "14.25", "570.00"),
            ("BC-5RG", "5 in rigid caster", "40", "24", "11.90", "285.60"),
        ],
    )
    p.table(y + 16, [Column(440), Column(560, RIGHT)], [("Order Total", "855.60")])
    return p.done()


def spanish_credit() -> bytes:
    p = Paper()
    p.ink(40, 46, "Textiles Alcoy, S.A.", size=13, bold=True)
    p.ink(40, 60, "C/ Industria 14 - 03801 Alcoy - CIF A03123456")
    p.ink(40, 90, "NOTA DE CRÉDITO", size=12, bold=True)
    p.table(
        106,
        [Column(40), Column(150)],
        [("Nº:", "NC-2026/77"), ("Fecha:", "13/11/2026"),
         ("Factura original:", "F-2026/1402"), ("Pedido:", "88-104")],
    )  # fmt: skip
    columns = [Column(40), Column(120), Column(360, RIGHT), Column(450, RIGHT),
               Column(560, RIGHT)]  # fmt: skip
    y = p.table(
        180, columns, [("Ref.", "Concepto", "Cant.", "Precio unitario", "Importe")]
    )
    y = p.table(y, columns, [("TA-220", "Manta de algodón", "-5", "32,00", "-160,00")])
    p.table(
        y + 16,
        [Column(420), Column(560, RIGHT)],
        [("Base imponible", "-160,00"), ("IVA 21%", "-33,60"),
         ("Total", "-193,60 EUR")],
    )  # fmt: skip
    return p.done()


def aging_list() -> bytes:
    p = Paper((792, 612))
    p.ink(40, 40, "OAKRIDGE ELECTRIC SUPPLY", size=12, bold=True)
    p.ink(750, 40, "Customer Statement", align=RIGHT, size=12, bold=True)
    p.ink(750, 56, "11/16/2026   Page 1 of 1", align=RIGHT)
    p.ink(40, 70, "Account: 55120   Harlow Contract Furniture")
    columns = [Column(40), Column(120), Column(210), Column(310), Column(470, RIGHT),
               Column(560, RIGHT), Column(650, RIGHT)]  # fmt: skip
    y = p.table(
        110,
        columns,
        [("Date", "Reference", "Type", "Your PO", "Original", "Applied", "Open")],
    )
    y = p.table(
        y,
        columns,
        [
            ("09/29/2026", "118820", "INV", "H-2201", "412.00", "0.00", "412.00"),
            ("10/13/2026", "119004", "INV", "H-2217", "1,075.50", "500.00", "575.50"),
            ("11/02/2026", "119377", "CR", "H-2217", "-88.00", "0.00", "-88.00"),
        ],
    )
    p.table(y + 20, [Column(560, RIGHT), Column(650, RIGHT)],
            [("Total balance due", "899.50")])  # fmt: skip
    return p.done()


def german_tiers() -> bytes:
    p = Paper()
    p.ink(40, 46, "Lindqvist & Sohn Befestigungstechnik GmbH", size=12, bold=True)
    name = "Lindqvist & Sohn Befestigungstechnik GmbH"
    p.ink(40, 80, f"{name} · Werkstr. 9 · 44137 Dortmund", size=6)
    p.block(40, 94, ["Rauch Metallbau KG", "Hafenweg 2", "48155 Münster"])
    p.table(
        94,
        [Column(360), Column(470)],
        [("Rechnungs-Nr.", "RG-61188"), ("Rechnungsdatum", "09.11.2026"),
         ("Kunden-Nr.", "20451"), ("Ihre Bestell-Nr.", "B-7719"),
         ("Lieferschein", "LS-88120")],
    )  # fmt: skip
    p.ink(40, 170, "Rechnung", size=14, bold=True)
    columns = [Column(40), Column(70), Column(150), Column(330, RIGHT), Column(345),
               Column(430, RIGHT), Column(450), Column(560, RIGHT)]  # fmt: skip
    y = p.table(
        200,
        columns,
        [("Pos", "Artikel", "Bezeichnung", "Menge", "ME", "Preis", "PE", "Betrag EUR")],
    )
    y = p.table(
        y,
        columns,
        [
            ("1", "8.8-M10", "Sechskantschraube M10x60", "2.000", "ST", "18,40", "100",
             "368,00"),
            ("2", "DIN125", "Scheibe 10,5", "4.000", "ST", "9,50", "1000", "38,00"),
        ],
    )  # fmt: skip
    p.table(
        y + 16,
        [Column(400), Column(560, RIGHT)],
        [("Warenwert", "406,00"), ("Frachtkosten", "24,00"),
         ("Nettobetrag", "430,00"), ("19 % MwSt.", "81,70"),
         ("Rechnungsbetrag", "511,70")],
    )  # fmt: skip
    return p.done()


DOCUMENTS = {
    "charges-among-lines": (charges_among_lines, {
        "kind": "invoice", "number": "INV-0031877", "date": "2026-10-30",
        "seller": "Vandermeer Hydroponics Supply LLC", "po_number": "VH-PO-8841",
        "totals": {"freight": "165.00", "total": "1615.15"}}),
    "return-on-invoice": (return_on_invoice, {
        "kind": "invoice", "number": "CB448120", "date": "2026-11-06",
        "seller": "CASCADE BEARING CO.", "buyer": "Whidbey Marine Outfitters",
        "po_number": "WMO 3318",
        "totals": {"subtotal": "306.00", "freight": "14.75", "tax": "31.37",
                   "total": "352.12"},
        "lines": [line("6204-2RS", "20", "6.85", "137.00"),
                  line("UCP-206", "8", "23.40", "187.20"),
                  line("6305-ZZ", "-2", "9.10", "-18.20")]}),
    "price-with-basis": (price_with_basis, {
        "kind": "invoice", "number": "77-20418", "date": "2026-11-03",
        "seller": "Tri-County Packaging", "po_number": "4419",
        "totals": {"subtotal": "277.80", "freight": "15.00", "total": "292.80"},
        "lines": [line("TC-0904", "5000", "31.20", "156.00"),
                  line("TC-LBL", "2400", "1.85", "44.40"),
                  line("TC-TAPE", "36", "2.15", "77.40")]}),
    "two-column-form": (two_column_form, {
        "kind": "invoice", "number": "NI/26/4471", "date": "2026-11-02",
        "seller": "NORDHAVN INSTRUMENTS INC.", "po_number": "EX-PO-2207",
        "currency": "USD",
        "totals": {"subtotal": "1486.50", "freight": "22.00", "total": "1514.90"},
        "lines": [line("NX-40", "3", "412.00", "1236.00"),
                  line("NX-CBL5", "3", "38.50", "115.50"),
                  line("CAL-CERT", "3", "45.00", "135.00")]}),
    "partial-acknowledgement": (partial_acknowledgement, {
        "kind": "order_ack", "number": "OC-77410", "date": "2026-11-09",
        "seller": "Brightwell Casters, Inc.", "po_number": "PO-31190",
        "totals": {"total": "855.60"},
        "lines": [line("BC-5SW", "40", "14.25", "570.00"),
                  line("BC-5RG", "40", "11.90", "285.60")]}),
    "spanish-credit": (spanish_credit, {
        "kind": "credit_memo", "number": "NC-2026/77", "date": "2026-11-13",
        "seller": "Textiles Alcoy, S.A.", "po_number": "88-104", "currency": "EUR",
        "totals": {"subtotal": "-160.00", "tax": "-33.60", "total": "-193.60"},
        "lines": [line("TA-220", "-5", "32.00", "-160.00")]}),
    "aging-list": (aging_list, {
        "kind": "statement", "date": "2026-11-16",
        "seller": "OAKRIDGE ELECTRIC SUPPLY", "totals": {"total": "899.50"}}),
    "german-tiers": (german_tiers, {
        "kind": "invoice", "number": "RG-61188", "date": "2026-11-09",
        "currency": "EUR", "seller": "Lindqvist & Sohn Befestigungstechnik GmbH",
        "po_number": "B-7719",
        "totals": {"subtotal": "406.00", "freight": "24.00", "tax": "81.70",
                   "total": "511.70"},
        "lines": [line("8.8-M10", "2000", "18.40", "368.00"),
                  line("DIN125", "4000", "9.50", "38.00")]}),
}  # fmt: skip
