"""Papers drawn stroke by stroke, as a program of the supplier's own would."""

# ruff: noqa: E501  # what is printed on one line stands on one line

from io import BytesIO

from reportlab.lib.pagesizes import A4, letter
from reportlab.pdfgen.canvas import Canvas

Row = tuple[str, ...]


class Paper:
    """A canvas measured in points from the top left corner."""

    def __init__(
        self, size: tuple[float, float] = letter, font: str = "Helvetica"
    ) -> None:
        """Begin a paper; its dates and identity are always the same."""
        self.out = BytesIO()
        self.height = size[1]
        self.font = font
        self.canvas = Canvas(self.out, pagesize=size, invariant=True)

    def text(
        self, x: float, y: float, text: str, size: float = 9, *, bold: bool = False
    ) -> None:
        """Print *text* from *x* on."""
        self.canvas.setFont(self._face(bold=bold), size)
        self.canvas.drawString(x, self.height - y, text)

    def right(
        self, x: float, y: float, text: str, size: float = 9, *, bold: bool = False
    ) -> None:
        """Print *text* up to *x*."""
        self.canvas.setFont(self._face(bold=bold), size)
        self.canvas.drawRightString(x, self.height - y, text)

    def stack(self, x: float, y: float, texts: Row, size: float = 9) -> None:
        """Print one text under the other."""
        for i, text in enumerate(texts):
            self.text(x, y + i * size * 1.3, text, size)

    def rule(self, x0: float, x1: float, y: float, width: float = 0.5) -> None:
        """Draw a level line."""
        self.canvas.setLineWidth(width)
        self.canvas.line(x0, self.height - y, x1, self.height - y)

    def box(self, x: float, y: float, width: float, height: float) -> None:
        """Draw a frame with its upper left corner at *x*, *y*."""
        self.canvas.setLineWidth(0.5)
        self.canvas.rect(x, self.height - y - height, width, height)

    def row(self, y: float, cells: Row, at: tuple[float, ...], size: float = 9) -> None:
        """Print one row; a negative place is where its cell ends."""
        for cell, x in zip(cells, at, strict=True):
            if x < 0:
                self.right(-x, y, cell, size)
            else:
                self.text(x, y, cell, size)

    def margin(self, x: float, y: float, text: str, size: float = 7) -> None:
        """Print *text* upwards, as beside a form."""
        self.canvas.saveState()
        self.canvas.translate(x, self.height - y)
        self.canvas.rotate(90)
        self.canvas.setFont(self.font, size)
        self.canvas.drawString(0, 0, text)
        self.canvas.restoreState()

    def done(self) -> bytes:
        """Return the paper."""
        self.canvas.save()
        return self.out.getvalue()

    def _face(self, *, bold: bool) -> str:
        return f"{self.font}-Bold" if bold else self.font


def bill_of_lading() -> bytes:
    """Draw a straight bill of lading for two orders on one truck."""
    p = Paper()
    p.text(
        160, 40, "STRAIGHT BILL OF LADING - SHORT FORM - NOT NEGOTIABLE", 10, bold=True
    )
    for x, y, w, h in (
        (36, 50, 270, 75), (306, 50, 270, 75), (36, 125, 270, 75), (306, 125, 270, 75),
        (36, 200, 540, 90), (36, 290, 540, 120),
    ):  # fmt: skip
        p.box(x, y, w, h)
    p.text(40, 60, "SHIP FROM", 7, bold=True)
    p.stack(
        40,
        74,
        (
            "Pinecrest Furniture Works",
            "1400 Veneer St",
            "High Point NC 27262",
            "SID# 77120",
        ),
    )
    p.text(310, 60, "BILL OF LADING NUMBER", 7, bold=True)
    p.text(310, 76, "06141411234567890", 11)
    p.text(310, 92, "CARRIER NAME:  Estes Express Lines")
    p.text(310, 104, "SCAC:  EXLA        Trailer number: 53-8841")
    p.text(310, 116, "PRO NUMBER:  095-3981361", bold=True)
    p.text(40, 135, "SHIP TO", 7, bold=True)
    p.stack(
        40,
        149,
        (
            "Ridgeline Direct LLC - Crossdock",
            "88 Terminal Rd",
            "Louisville KY 40213",
            "CID# RDLOU",
        ),
    )
    p.text(310, 135, "DATE", 7, bold=True)
    p.text(310, 149, "11/17/2026")
    p.text(
        310, 164, "Freight charge terms:   Prepaid [X]   Collect [ ]   3rd party [ ]", 8
    )
    p.text(310, 180, "Seal number(s): 4471882", 8)
    p.text(240, 210, "CUSTOMER ORDER INFORMATION", 8, bold=True)
    at = (40.0, -260.0, -330.0, 360.0, 430.0)
    p.row(
        224,
        (
            "CUSTOMER ORDER NUMBER",
            "# PKGS",
            "WEIGHT",
            "PALLET",
            "ADDITIONAL SHIPPER INFO",
        ),
        at,
        7,
    )
    p.rule(36, 576, 228)
    p.row(242, ("RD-58190", "4", "388", "Y", "SO 20477"), at)
    p.row(256, ("RD-58204", "2", "171", "Y", "SO 20481"), at)
    p.rule(36, 576, 262)
    p.row(276, ("GRAND TOTAL", "6", "559", "", ""), at)
    p.text(240, 300, "CARRIER INFORMATION", 8, bold=True)
    at = (40.0, 80.0, 120.0, 160.0, -250.0, 270.0, 480.0, 530.0)
    p.row(
        314,
        (
            "QTY",
            "TYPE",
            "QTY",
            "TYPE",
            "WEIGHT",
            "COMMODITY DESCRIPTION",
            "NMFC #",
            "CLASS",
        ),
        at,
        7,
    )
    p.rule(36, 576, 318)
    p.row(
        332, ("2", "PLT", "4", "CTN", "388", "Chairs, wooden, KD", "79300-2", "125"), at
    )
    p.row(
        346,
        ("1", "PLT", "2", "CTN", "171", "Tables, wooden, KD", "79210-1", "92.5"),
        at,
    )
    p.stack(
        40,
        425,
        (
            "RECEIVED, subject to individually determined rates or contracts that have been agreed upon in writing",
            "between the carrier and shipper, if applicable, otherwise to the rates, classifications and rules.",
        ),
        6.5,
    )
    p.text(40, 460, "SHIPPER SIGNATURE / DATE   R. Tate  11/17/26")
    p.text(330, 460, "CARRIER SIGNATURE / PICKUP DATE  ____________")
    return p.done()


def marketplace_slip() -> bytes:
    """Draw a packing slip for an order of a marketplace, sent in two parcels."""
    p = Paper(font="Times-Roman")
    p.font = "Helvetica"
    p.text(40, 50, "Packing Slip", 20, bold=True)
    p.text(40, 68, "Thank you for shopping with Barn Owl Books & Toys", 10)
    p.rule(40, 572, 78, 1)
    p.stack(
        40,
        95,
        ("Ship to:", "Evelyn Marsh", "5021 Harbor Pl Unit 8", "Oakland, CA 94607"),
    )
    p.stack(
        320,
        95,
        (
            "PO Number: BOB-20417",
            "Order ID: 113-8840127-4471186",
            "Order date: Nov 15, 2026",
            "Shipped: Nov 17, 2026",
        ),
    )
    p.rule(40, 572, 150)
    at = (40.0, 110.0, -470.0, -560.0)
    p.row(163, ("Qty shipped", "Product", "Item price", "Weight"), at, 8)
    p.rule(40, 572, 168)
    p.row(
        184, ("2", "BO-PZL-1000  Puzzle 1000 pc, Night Garden", "24.00", "1.9 lb"), at
    )
    p.text(110, 195, "ISBN/UPC 840123799159   Condition: New", 7)
    p.row(212, ("1", "BO-KIT-07  Wooden bird house kit", "31.50", "3.2 lb"), at)
    p.text(110, 223, "UPC 840123137470   Condition: New", 7)
    p.rule(40, 572, 236)
    p.text(40, 256, "Your shipment", 10, bold=True)
    p.text(40, 272, "Parcel 1: OnTrac  C18486897187100")
    p.text(40, 286, "Parcel 2: Amazon Shipping  TBA330070210806")
    p.text(
        40,
        320,
        "Returns: print a label from your orders page. Do not write on the original carton.",
        8,
    )
    return p.done()


LEDGER = tuple(
    (f"EF-{1000 + 37 * i}", f"Enamel hook rail {6 + i} in.", 2 + i % 5, 425 + 35 * i)
    for i in range(46)
)
"""Part number, name, quantity, price in cents."""


def carried_forward() -> bytes:
    """Draw an invoice over three pages, with what is carried over at their edges."""
    p = Paper()
    at = (40.0, 120.0, -400.0, -440.0, -500.0, -570.0)
    carried, rows = 0, list(LEDGER)
    pages = [rows[:18], rows[18:36], rows[36:]]
    for number, part in enumerate(pages, 1):
        p.text(40, 45, "ELMFORD ENAMELWARE CO.", 14, bold=True)
        p.text(40, 58, "18 Kiln Road, East Liverpool, Ohio 43920", 8)
        p.right(572, 45, "INVOICE", 14, bold=True)
        p.right(572, 60, f"No. 26-118844     Page {number} of {len(pages)}")
        p.text(40, 80, "Date: 11/06/2026")
        p.text(180, 80, "Customer order: HK 40-118")
        p.text(360, 80, "Terms: Net 45 days")
        y = 110.0
        if number == 1:
            p.stack(
                40, 100, ("Sold to: Hearth & Kettle LLC", "3 Market Sq, Salem MA 01970")
            )
            p.stack(300, 100, ("Ship to: same",))
            y = 135.0
        p.rule(40, 572, y - 12)
        p.row(y, ("Item", "Description", "Qty", "U/M", "Price", "Amount"), at, 8)
        p.rule(40, 572, y + 4)
        y += 18
        if carried:
            p.row(y, ("", "Brought forward", "", "", "", money(carried)), at)
            y += 18
        for sku, name, quantity, cents in part:
            p.row(
                y,
                (sku, name, str(quantity), "ea", money(cents), money(quantity * cents)),
                at,
            )
            carried += quantity * cents
            y += 26
        if number < len(pages):
            p.row(y, ("", "Carried forward", "", "", "", money(carried)), at)
            p.canvas.showPage()
    y += 10
    freight = 18640
    for label, cents in (
        ("Total goods", carried),
        ("Freight", freight),
        ("INVOICE TOTAL", carried + freight),
    ):
        p.right(490, y, label, bold=label.isupper())
        p.right(570, y, money(cents), bold=label.isupper())
        y += 14
    return p.done()


def money(cents: int) -> str:
    """Return an amount as it is printed."""
    return f"{cents // 100:,}.{cents % 100:02}"


def totals_left() -> bytes:
    """Draw an invoice with its sums at the left and small print up the margin."""
    p = Paper(font="Helvetica")
    p.margin(
        20,
        700,
        "Form 22-B  Rev. 04/24   Seller warrants that these goods were produced in compliance with the Fair Labor Standards Act",
    )
    p.text(60, 50, "Coulter Ridge Archery", 16, bold=True)
    p.stack(
        60, 66, ("RR 2 Box 118, Lewistown MT 59457", "orders@coulterridge.example"), 8
    )
    p.text(430, 50, "Invoice", 16)
    at = (60.0, 160.0, 260.0, 360.0, 470.0)
    p.box(55, 100, 510, 36)
    p.row(
        112,
        ("INVOICE NUMBER", "INVOICE DATE", "PO NUMBER", "SHIPPED VIA", "DUE"),
        at,
        7,
    )
    p.row(128, ("CR-20618", "11/14/2026", "4471/B", "USPS Priority", "11/29/2026"), at)
    p.stack(60, 156, ("Bill to: Quiver & Co Online", "29 Fletcher St, Bend OR 97701"))
    p.stack(320, 156, ("Ship to: Ansel Whitmore", "PO Box 40, Burns OR 97720"))
    at2 = (60.0, 100.0, 200.0, -430.0, -490.0, -560.0)
    p.row(200, ("QTY", "PART", "DESCRIPTION", "LIST", "NET", "EXTENDED"), at2, 7)
    p.rule(55, 565, 204, 1)
    p.row(
        220,
        ("12", "CRA-500-29", "Carbon arrow 500 spine 29 in.", "9.50", "7.60", "91.20"),
        at2,
    )
    p.row(
        236,
        ("2", "CRA-QVR-H", "Hip quiver, oiled leather", "64.00", "51.20", "102.40"),
        at2,
    )
    p.row(252, ("5", "CRA-WAX", "Bowstring wax", "4.25", "3.40", "17.00"), at2)
    p.rule(55, 565, 262)
    p.text(60, 300, "Goods")
    p.right(200, 300, "210.60")
    p.text(60, 314, "Shipping & insurance")
    p.right(200, 314, "13.85")
    p.text(60, 328, "TOTAL DUE", bold=True)
    p.right(200, 328, "$224.45", bold=True)
    p.stack(
        260,
        300,
        (
            "Dealer discount of 20% has been taken on all lines.",
            "Tracking 9400 3217 7995 1451 3801 67",
            "Make checks payable to Coulter Ridge Archery.",
        ),
        8,
    )
    return p.done()


def state_and_county() -> bytes:
    """Draw an invoice with a discount on each line and taxes of three places."""
    p = Paper(font="Courier")
    p.text(40, 50, "VALDOSTA RESTAURANT EQUIPMENT", 13, bold=True)
    p.text(40, 64, "701 Slaughter Blvd, Valdosta GA 31601", 8)
    p.text(400, 50, "INVOICE 0071882", 11, bold=True)
    p.text(400, 64, "DATE 11/12/2026", 8)
    p.text(400, 76, "PO   PAN-3381", 8)
    p.text(400, 88, "PAGE 1/1", 8)
    p.stack(
        40,
        100,
        ("BILL TO  PAN & PEEL", "         40 RIVER ST", "         SAVANNAH GA 31401"),
        8,
    )
    at = (40.0, 110.0, -310.0, -350.0, -415.0, -460.0, -560.0)
    p.row(
        160, ("ITEM", "DESCRIPTION", "QTY", "UM", "LIST", "DISC", "NET AMOUNT"), at, 8
    )
    p.rule(40, 565, 165)
    p.row(
        180,
        ("PP-16-BLK", "PIZZA PEEL 16IN BLACK", "6", "EA", "32.00", "25%", "144.00"),
        at,
        8,
    )
    p.row(
        194, ("DP-1420", "DOUGH PAN 14IN", "24", "EA", "11.50", "40%", "165.60"), at, 8
    )
    p.row(208, ("OB-BRS", "OVEN BRUSH BRASS", "2", "EA", "27.00", "", "54.00"), at, 8)
    p.rule(330, 565, 220)
    sums = (("SUBTOTAL", "363.60"), ("DELIVERY", "30.00"), ("FUEL SURCHARGE", "4.50"), ("GA STATE TAX 4.00%", "14.54"),
            ("LOWNDES CO TAX 3.00%", "10.91"), ("CITY TAX 1.00%", "3.64"), ("TOTAL", "427.19"))  # fmt: skip
    for i, (label, amount) in enumerate(sums):
        p.row(236 + 13 * i, (label, amount), (330.0, -560.0), 8)
    return p.done()


def pro_forma() -> bytes:
    """Draw a pro forma for customs."""
    p = Paper(A4)
    p.text(40, 50, "PRO FORMA INVOICE", 16, bold=True)
    p.text(
        40,
        66,
        "For customs purposes only - no commercial value charged - do not pay",
        8,
    )
    p.stack(
        40,
        90,
        (
            "Exporter: Zhuoya Lighting Ltd",
            "88 Keji Rd, Zhongshan, Guangdong, China",
            "Ref: ZL-PI-20261107",
            "Date: 2026-11-07",
        ),
    )
    p.stack(
        320,
        90,
        (
            "Consignee: Lumen & Loom Inc",
            "12 Ironworks Ave, Troy NY 12180",
            "PO ref: LL-0447",
            "Incoterms: DAP Troy   Waybill 1167668515",
        ),
    )
    at = (40.0, 140.0, 300.0, -400.0, -470.0, -555.0)
    p.rule(40, 555, 150)
    p.row(162, ("Model", "Goods", "HS code", "Qty", "Unit USD", "Value USD"), at, 8)
    p.rule(40, 555, 167)
    p.row(
        182,
        ("ZL-3301", "Table lamp base, ceramic", "9405.21", "40", "11.20", "448.00"),
        at,
    )
    p.row(
        196,
        ("ZL-S12", "Lampshade, linen 12 in.", "9405.99", "40", "4.10", "164.00"),
        at,
    )
    p.rule(40, 555, 206)
    p.row(220, ("Total value for customs", "", "", "80", "", "612.00"), at)
    p.text(
        40,
        250,
        "Country of origin: China. Net weight 61.0 kg, gross 74.5 kg, 4 cartons.",
        8,
    )
    return p.done()


PAPERS = {
    "bill-of-lading": bill_of_lading,
    "marketplace-slip": marketplace_slip,
    "invoice-carried-forward": carried_forward,
    "invoice-totals-left": totals_left,
    "invoice-state-county": state_and_county,
    "pro-forma": pro_forma,
}
