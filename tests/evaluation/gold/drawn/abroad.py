"""Invoices and their kin in French, Spanish, Italian, Dutch and German."""

from american import line
from paper import Column, Paper

RIGHT = "r"


def french() -> bytes:
    p = Paper()
    p.ink(40, 50, "ATELIERS DU MARAIS SARL", size=13, bold=True)
    p.block(40, 64, ["12 rue des Tanneurs - 44000 Nantes", "SIRET 552 100 554 00017"])
    p.ink(560, 50, "FACTURE", align=RIGHT, size=16)
    heads = ("N° facture", "Date", "N° client", "Votre commande")
    cells = ("FA-2026-0871", "09/11/2026", "C00412", "CDE 77310")
    grid = [Column(x) for x in (40, 170, 290, 410)]
    p.table(110, grid, [heads], size=8)
    p.table(123, grid, [cells])
    columns = [Column(40), Column(110), Column(330, RIGHT), Column(400, RIGHT),
               Column(460, RIGHT), Column(560, RIGHT)]  # fmt: skip
    y = p.table(
        170, columns, [("Réf.", "Désignation", "Qté", "P.U. HT", "Rem. %",
                        "Montant HT")]
    )  # fmt: skip
    y = p.table(
        y,
        columns,
        [
            ("ADM-210", "Lampe d'atelier articulée", "25", "48,00", "5", "1 140,00"),
            ("ADM-318", "Abat-jour émaillé Ø 30", "10", "22,50", "", "225,00"),
        ],
    )
    sums = [("Total HT", "1 365,00"), ("Frais de port", "35,00"),
            ("TVA 20 %", "280,00"), ("Total TTC", "1 680,00 €")]  # fmt: skip
    p.table(y + 20, [Column(400), Column(560, RIGHT)], sums)
    return p.done()


def spanish() -> bytes:
    p = Paper()
    p.ink(40, 50, "Cerámicas del Turia, S.L.", size=13, bold=True)
    p.ink(40, 64, "NIF B12345674 - Manises (Valencia)")
    p.block(380, 50, ["FACTURA Nº: 26/00419", "Fecha de factura: 12-11-2026",
                      "Su pedido nº: PC-9021"])  # fmt: skip
    p.block(40, 95, ["Cliente:", "Bodega Norte S.A.", "Calle Mayor 4, Bilbao"])
    columns = [Column(40), Column(110), Column(340, RIGHT), Column(410, RIGHT),
               Column(460, RIGHT), Column(560, RIGHT)]  # fmt: skip
    y = p.table(
        150, columns, [("Código", "Descripción", "Cantidad", "Precio", "Dto.",
                        "Importe")]
    )  # fmt: skip
    y = p.table(
        y,
        columns,
        [
            ("CT-501", "Cuenco esmaltado 18 cm", "60", "7,25", "10%", "391,50"),
            ("CT-733", "Fuente ovalada", "12", "19,90", "", "238,80"),
        ],
    )
    sums = [("Base imponible", "630,30"), ("IVA 21%", "132,36"),
            ("TOTAL FACTURA", "762,66 €")]  # fmt: skip
    p.table(y + 20, [Column(400), Column(560, RIGHT)], sums)
    return p.done()


def italian() -> bytes:
    p = Paper()
    p.ink(40, 50, "OFFICINE BREMBATE S.p.A.", size=13, bold=True)
    p.ink(40, 64, "Via dell'Artigiano 8, Bergamo - P.IVA IT01234567890")
    p.block(360, 50, ["Fattura n. 1187/2026", "Data fattura: 05/11/2026",
                      "Vs. ordine: OA-5530 del 20/10/2026"])  # fmt: skip
    columns = [Column(40), Column(110), Column(320), Column(380, RIGHT),
               Column(460, RIGHT), Column(560, RIGHT)]  # fmt: skip
    y = p.table(
        140, columns, [("Codice", "Descrizione", "U.M.", "Q.tà", "Prezzo unit.",
                        "Importo")]
    )  # fmt: skip
    y = p.table(
        y,
        columns,
        [
            ("OB-1150", "Staffa zincata a L", "PZ", "300", "1,15", "345,00"),
            ("OB-2204", "Guida telescopica 500 mm", "PZ", "40", "14,80", "592,00"),
        ],
    )
    sums = [("Totale merce", "937,00"), ("Spese di trasporto", "28,00"),
            ("Imponibile", "965,00"), ("IVA 22%", "212,30"),
            ("Totale fattura EUR", "1.177,30")]  # fmt: skip
    p.table(y + 20, [Column(400), Column(560, RIGHT)], sums)
    return p.done()


def dutch() -> bytes:
    p = Paper()
    p.ink(40, 50, "De Vries Kantoormeubelen B.V.", size=13, bold=True)
    p.ink(40, 75, "FACTUUR", size=13)
    pairs = [("Factuurnummer", "20261188"), ("Factuurdatum", "10-11-2026"),
             ("Uw ordernummer", "INK-3307"), ("Vervaldatum", "10-12-2026")]  # fmt: skip
    p.table(95, [Column(40), Column(150)], pairs)
    columns = [Column(40), Column(130), Column(360, RIGHT), Column(450, RIGHT),
               Column(560, RIGHT)]  # fmt: skip
    y = p.table(
        170, columns, [("Artikelnr.", "Omschrijving", "Aantal", "Prijs", "Bedrag")]
    )
    y = p.table(
        y,
        columns,
        [
            ("VK-8801", "Bureaustoel Delft, zwart", "6", "€ 189,00", "€ 1.134,00"),
            ("VK-1203", "Ladeblok op wielen", "3", "€ 98,50", "€ 295,50"),
        ],
    )
    sums = [("Subtotaal", "€ 1.429,50"), ("Verzendkosten", "€ 45,00"),
            ("BTW 21%", "€ 309,65"), ("Totaal te betalen", "€ 1.784,15")]  # fmt: skip
    p.table(y + 20, [Column(400), Column(560, RIGHT)], sums)
    return p.done()


def german_credit() -> bytes:
    p = Paper()
    p.ink(40, 50, "Hagedorn Lagertechnik GmbH", size=13, bold=True)
    p.ink(40, 85, "Gutschrift", size=13, bold=True)
    pairs = [("Belegnummer:", "GS-260411"), ("Datum:", "06.11.2026"),
             ("Zu Rechnung:", "RE-260398"), ("Ihre Bestellung:", "4500771"),
             ("Kundennummer:", "10442")]  # fmt: skip
    p.table(60, [Column(360), Column(460)], pairs)
    columns = [Column(40), Column(70), Column(150), Column(370, RIGHT),
               Column(460, RIGHT), Column(560, RIGHT)]  # fmt: skip
    y = p.table(
        150, columns, [("Pos.", "Art.-Nr.", "Bezeichnung", "Menge", "E-Preis",
                        "G-Preis")]
    )  # fmt: skip
    y = p.table(
        y, columns, [("1", "HL-3300", "Fachboden 900 x 400", "4", "17,50", "70,00")]
    )
    sums = [("Nettobetrag", "70,00"), ("MwSt. 19 %", "13,30"),
            ("Gutschriftbetrag", "83,30 EUR")]  # fmt: skip
    p.table(y + 20, [Column(400), Column(560, RIGHT)], sums)
    return p.done()


DOCUMENTS = {
    "french": (french, {
        "kind": "invoice", "number": "FA-2026-0871", "date": "2026-11-09",
        "currency": "EUR", "seller": "ATELIERS DU MARAIS SARL",
        "po_number": "CDE 77310",
        "totals": {"subtotal": "1365.00", "freight": "35.00", "tax": "280.00",
                   "total": "1680.00"},
        "lines": [line("ADM-210", "25", "45.60", "1140.00", gross_price="48.00"),
                  line("ADM-318", "10", "22.50", "225.00")]}),
    "spanish": (spanish, {
        "kind": "invoice", "number": "26/00419", "date": "2026-11-12",
        "currency": "EUR", "seller": "Cerámicas del Turia, S.L.",
        "buyer": "Bodega Norte S.A.", "po_number": "PC-9021",
        "totals": {"subtotal": "630.30", "tax": "132.36", "total": "762.66"},
        "lines": [line("CT-501", "60", "6.525", "391.50", gross_price="7.25"),
                  line("CT-733", "12", "19.90", "238.80")]}),
    "italian": (italian, {
        "kind": "invoice", "number": "1187/2026", "date": "2026-11-05",
        "currency": "EUR", "seller": "OFFICINE BREMBATE S.p.A.",
        "po_number": "OA-5530",
        "totals": {"subtotal": "937.00", "freight": "28.00", "tax": "212.30",
                   "total": "1177.30"},
        "lines": [line("OB-1150", "300", "1.15", "345.00"),
                  line("OB-2204", "40", "14.80", "592.00")]}),
    "dutch": (dutch, {
        "kind": "invoice", "number": "20261188", "date": "2026-11-10",
        "currency": "EUR", "seller": "De Vries Kantoormeubelen B.V.",
        "po_number": "INK-3307",
        "totals": {"subtotal": "1429.50", "freight": "45.00", "tax": "309.65",
                   "total": "1784.15"},
        "lines": [line("VK-8801", "6", "189.00", "1134.00"),
                  line("VK-1203", "3", "98.50", "295.50")]}),
    "german-credit": (german_credit, {
        "kind": "credit_memo", "number": "GS-260411", "date": "2026-11-06",
        "currency": "EUR", "seller": "Hagedorn Lagertechnik GmbH",
        "po_number": "4500771",
        "totals": {"subtotal": "70.00", "tax": "13.30", "total": "83.30"},
        "lines": [line("HL-3300", "4", "17.50", "70.00")]}),
}  # fmt: skip
