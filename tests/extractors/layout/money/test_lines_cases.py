"""Tables of lines with one feature each, in short: what is printed, what is read.

A page is drawn in a fixed-width font from lines of text, so that a case can be read as
it looks; each is read twice, as a PDF and as a text.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from extractors.files.documents import Source, read_documents
from extractors.layout.money.amounts import number_style
from extractors.layout.money.lines import Lines, lines_of
from extractors.layout.page.sheet import sheet_of

CASES: dict[
    str, tuple[str, list[tuple[str | None, ...]], list[tuple[str, str]], list[str]]
] = {
    "a plain invoice with freight": (
        """
INVOICE 20481                                 PO 4471

ITEM NO      DESCRIPTION                QTY   UNIT PRICE     AMOUNT
RK-4800      Rack upright 48in            4        55.00     220.00
             with safety clips
RK-BM96      Rack beam 96in               8        12.25      98.00

                                        SUBTOTAL             318.00
                                        FREIGHT               45.10
                                        FUEL SURCHARGE         6.77
                                        TOTAL                369.87
""",
        [("RK-4800", "4", "55.00", "220.00"), ("RK-BM96", "8", "12.25", "98.00")],
        [("freight", "45.10"), ("fuel", "6.77")],
        [],
    ),
    "ordered, shipped and back-ordered": (
        """
LN  PART NUMBER   DESCRIPTION        ORDERED  SHIPPED   B/O  UM     PRICE    EXTENSION
1   TB-100        Tote box blue           10        6     4  EA      7.50        45.00
2   TB-200        Tote box red             5        5     0  EA      8.00        40.00
                                                                 SUBTOTAL        85.00
""",
        [("TB-100", "6", "7.50", "45.00"), ("TB-200", "5", "8.00", "40.00")],
        [],
        [],
    ),
    "price per hundred, named": (
        """
Item       Description            Qty      Unit Price   Per     Amount
B-0816     Hex bolt 8x16         2500            4.20   100     105.00
B-0820     Hex bolt 8x20          500            4.80   100      24.00
                                              Total             129.00
""",
        [("B-0816", "2500", "4.20", "105.00"), ("B-0820", "500", "4.80", "24.00")],
        [],
        [],
    ),
    "discounts as rates": (
        """
Artikelnr.  Bezeichnung            Menge   Einzelpreis   Rabatt %      Gesamt
A-7781      Regal verzinkt             3        120,00         10      324,00
A-7790      Fachboden                 12         15,50          0      186,00
                                        Zwischensumme                  510,00
""",
        [("A-7781", "3", None, "324,00"), ("A-7790", "12", "15,50", "186,00")],
        [],
        [],
    ),
    "discounts as amounts": (
        """
Code       Description       Qty    Price   Discount    Total
SH-01      Shelf grey          2    40.00      -5.00    75.00
SH-02      Shelf white         3    30.00       0.00    90.00
                                            Subtotal   165.00
""",
        [("SH-01", "2", "40.00", "75.00"), ("SH-02", "3", "30.00", "90.00")],
        [],
        [],
    ),
    "a credit memo, all below zero": (
        """
CREDIT MEMO CM-118

Item        Description          Qty      Price       Amount
RK-4800     Rack upright          -2      55.00      -110.00
RK-BM96     Rack beam             -1      12.25       -12.25
                                  Total              -122.25
""",
        [("RK-4800", "-2", "55.00", "-110.00"), ("RK-BM96", "-1", "12.25", "-12.25")],
        [],
        [],
    ),
    "a credit memo, amounts alone below zero": (
        """
Item        Description          Qty      Price       Amount
RK-4800     Rack upright           2      55.00     (110.00)
RK-BM96     Rack beam              3      12.25      (36.75)
                                  Total             (146.75)
""",
        [("RK-4800", "2", "55.00", "-110.00"), ("RK-BM96", "3", "12.25", "-36.75")],
        [],
        [],
    ),
    "one row does not close": (
        """
Item        Description          Qty      Price       Amount
RK-4800     Rack upright           4      55.00       220.00
RK-BM96     Rack beam              8      12.25        89.00
                                  Total               309.00
""",
        [("RK-4800", "4", "55.00", "220.00"), ("RK-BM96", None, None, "89.00")],
        [],
        ["arithmetic_line"],
    ),
    "one row does not close, nor does the sum": (
        """
Item        Description          Qty      Price       Amount
RK-4800     Rack upright           4      55.00       220.00
RK-BM96     Rack beam              8      12.25        89.00
                                  Total               318.00
""",
        [("RK-4800", "4", "55.00", "220.00"), ("RK-BM96", None, None, None)],
        [],
        ["arithmetic_line"],
    ),
    "heads that say something else": (
        """
Amount     Product              VAT      Price      Total
  3.00     Ballons, various     19%       0.79       2.37
400.00     Hot air              19%       0.25     100.00
                            Net total:            102.37
""",
        [(None, "3.00", "0.79", "2.37"), (None, "400.00", "0.25", "100.00")],
        [],
        [],
    ),
    "no heads at all": (
        """
INVOICE 77

RK-4800      Rack upright 48in            4        55.00     220.00
RK-BM96      Rack beam 96in               8        12.25      98.00
                                          Total              318.00
""",
        [("RK-4800", "4", "55.00", "220.00"), ("RK-BM96", "8", "12.25", "98.00")],
        [],
        [],
    ),
    "a total between the lines and a word like it among them": (
        """
Item        Description          Qty      Price       Amount
TC-1        Total care kit         4       5.00        20.00
TC-2        Net bag                8       2.50        20.00
                              Subtotal                 40.00
                              Tax                       3.20
                              Total                    43.20
""",
        [("TC-1", "4", "5.00", "20.00"), ("TC-2", "8", "2.50", "20.00")],
        [],
        [],
    ),
    "freight among the lines without a quantity": (
        """
Item        Description          Qty      Price       Amount
TC-1        Care kit               4       5.00        20.00
            Shipping & Handling                         9.95
                              Total                    29.95
""",
        [("TC-1", "4", "5.00", "20.00")],
        [("freight", "9.95")],
        [],
    ),
    "French": (
        """
Réf.       Désignation            Qté     P.U. HT    Remise    Montant HT   TVA
NG-250     Nougat 250 g             5        4,55       10%         20,48   5,5%
HU-010     Huile d'olive           10       19,80                  198,00    20%
                                          Total HT                 218,48
                                          Frais de port              8,00
""",
        [("NG-250", "5", None, "20,48"), ("HU-010", "10", "19,80", "198,00")],
        [("freight", "8,00")],
        [],
    ),
    "Spanish": (
        """
Código     Descripción          Cantidad    Precio    Importe
AB-12      Estante metálico           12     24,50     294,00
AB-14      Tornillos                 100      0,35      35,00
                              Base imponible           329,00
""",
        [("AB-12", "12", "24,50", "294,00"), ("AB-14", "100", "0,35", "35,00")],
        [],
        [],
    ),
    "Italian": (
        """
Cod. art.  Descrizione           Q.tà      Prezzo unitario    Importo
IT-900     Scaffale                 7                31,20     218,40
IT-901     Ripiano                 14                 9,90     138,60
                                      Imponibile               357,00
""",
        [("IT-900", "7", "31,20", "218,40"), ("IT-901", "14", "9,90", "138,60")],
        [],
        [],
    ),
    "Dutch": (
        """
Artikelcode   Omschrijving         Aantal     Prijs      Bedrag
NL-33         Stelling                  3     88,00      264,00
NL-34         Legbord                   9     11,50      103,50
                                      Subtotaal          367,50
                                      Verzendkosten       14,95
""",
        [("NL-33", "3", "88,00", "264,00"), ("NL-34", "9", "11,50", "103,50")],
        [("freight", "14,95")],
        [],
    ),
    "a subtotal among the lines": (
        """
Item        Description          Qty      Price       Amount
TC-1        Care kit               4       5.00        20.00
TC-2        Bag                    3       2.50         7.50
                              Subtotal kitchen         27.50
TC-3        Lamp                   2      30.00        60.00
                              Total                    87.50
""",
        [
            ("TC-1", "4", "5.00", "20.00"),
            ("TC-2", "3", "2.50", "7.50"),
            ("TC-3", "2", "30.00", "60.00"),
        ],
        [],
        [],
    ),
    "totals alone": (
        """
Subtotal      100.00
Tax             8.00
Total         108.00
""",
        [],
        [],
        [],
    ),
    "customer's and vendor's numbers": (
        """
Your Item    Our Item     UPC             Description      Qty    Price    Amount
SKU-88       V-4411       012345678905    Bracket           10     1.50     15.00
SKU-89       V-4412       036000291452    Clamp              4     2.25      9.00
                                                  Total                     24.00
""",
        [("V-4411", "10", "1.50", "15.00"), ("V-4412", "4", "2.25", "9.00")],
        [],
        [],
    ),
    "price per hundred, in the unit": (
        """
Part No      Description          Qty Ordered  Qty Shipped  UM   Unit Price    Extension
B-0816       Hex bolt 8x16               3000         2500   C         4.20       105.00
B-0820       Hex bolt 8x20                500          500   C         4.80        24.00
W-0001       Washer                     12000        12000   M         1.50        18.00
                                                     Merchandise Total            147.00
""",
        [
            ("B-0816", "2500", "4.20", "105.00"),
            ("B-0820", "500", "4.80", "24.00"),
            ("W-0001", "12000", "1.50", "18.00"),
        ],
        [],
        [],
    ),
    "price per thousand, over the column": (
        """
Artikelnr.   Bezeichnung               Menge    Preis/1000       Betrag
S-0440       Schraube M4                8000         12,50       100,00
S-0550       Schraube M5                2000         15,00        30,00
                                     Nettobetrag                 130,00
""",
        [("S-0440", "8000", "12,50", "100,00"), ("S-0550", "2000", "15,00", "30,00")],
        [],
        [],
    ),
    "what only begins like a charge": (
        """
Item        Description          Qty      Price       Amount
TC-1        Care kit               4       5.00        20.00
                              Subtotal                 20.00
                              Sales tax (8.00%)         1.60
                              Lift gate service        75.00
                              Residential delivery     12.50
                              Total                   109.10
Freight class                   70.00
Shipping weight                 45.00 lbs
Shipping method                 UPS Ground
Insurance declared value       500.00
""",
        [("TC-1", "4", "5.00", "20.00")],
        [("lift_gate", "75.00"), ("residential", "12.50")],
        [],
    ),
    "a line with a quantity only confirmed in part": (
        """
Item        Description          Ordered   Confirmed    Price       Amount
TC-1        Care kit                  10           6     5.00        30.00
TC-2        Bag                        3           3     2.50         7.50
                                           Total                     37.50
""",
        [("TC-1", "6", "5.00", "30.00"), ("TC-2", "3", "2.50", "7.50")],
        [],
        [],
    ),
}


def _value(fact: Any) -> Any:
    return None if fact is None else fact.value


def brief(
    read: Lines,
) -> tuple[list[tuple[Any, ...]], list[tuple[str, Decimal]], list[str]]:
    """Return what was read without evidence."""
    lines = [
        (
            _value(one.sku),
            _value(one.quantity),
            _value(one.unit_price),
            _value(one.amount),
        )
        for one in read.lines
    ]
    charges: list[tuple[str, Decimal]] = [
        (one.kind, one.amount.value) for one in read.charges
    ]
    return lines, charges, [issue.code.value for issue in read.issues]


def read_lines(content: bytes, name: str) -> Lines:
    document = read_documents(Source(content, name)).documents[0]
    sheet = sheet_of(document)
    style = number_style([row.text for row in sheet.rows], sheet.order)
    return lines_of(sheet, style)


@pytest.mark.parametrize("kind", ["pdf", "text"])
@pytest.mark.parametrize("name", CASES)
def test_lines(name: str, kind: str, pdf: Callable[..., bytes]) -> None:
    """A table is read alike from a page and from a text."""
    text, lines, charges, issues = CASES[name]
    if kind == "pdf":
        page = [
            (30, 40 + 12 * n, line, 7.5, "left", "Courier")
            for n, line in enumerate(text.splitlines())
            if line.strip()
        ]
        read = read_lines(pdf(page), "a.pdf")
    else:
        read = read_lines(text.encode(), "a.txt")
    wanted = [
        (sku, *(None if n is None else Decimal(n.replace(",", ".")) for n in numbers))
        for sku, *numbers in lines
    ]
    said = [(kind, Decimal(n.replace(",", "."))) for kind, n in charges]
    assert brief(read) == (wanted, said, issues)
