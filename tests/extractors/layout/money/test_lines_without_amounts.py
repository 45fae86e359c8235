"""An acknowledgement that prints no amounts still says what it is about."""

from collections.abc import Callable

import pytest

from extractors.reading import read
from extractors.values import Cited, MoneyDocument

HEAD = """{title}
Halyard Supply Co.                                     Date: 11/18/2026
100 Dock Street                                        PO Number: 10432

"""
TABLES = {
    "quantity and day": (
        "ORDER ACKNOWLEDGEMENT",
        """Item        Description             Quantity    Ship Date
SR-4872     Steel rack 36x18              10    12/01/2026
SR-4873     Steel shelf                    4    12/01/2026""",
        [("SR-4872", "10", None, None), ("SR-4873", "4", None, None)],
        [],
    ),
    "ordered and confirmed": (
        "ORDER ACKNOWLEDGEMENT",
        """Item        Description             Ordered   Confirmed    Promised
SR-4872     Steel rack 36x18              10           6    12/01/2026
SR-4873     Steel shelf                    4           4    12/01/2026""",
        [("SR-4872", "10", "6", None), ("SR-4873", "4", "4", None)],
        [],
    ),
    "confirmed and a price": (
        "ORDER ACKNOWLEDGEMENT",
        """Item        Description             Ordered   Confirmed    Unit Price
SR-4872     Steel rack 36x18              10           6         52.50
SR-4873     Steel shelf                    4           4         10.25""",
        [("SR-4872", "10", "6", "52.50"), ("SR-4873", "4", "4", "10.25")],
        [],
    ),
    "one not confirmed": (
        "ORDER ACKNOWLEDGEMENT",
        """Item        Description             Ordered   Confirmed    Promised
SR-4872     Steel rack 36x18              10           6    12/01/2026
SR-4873     Steel shelf                    4                     open""",
        [("SR-4872", "10", "6", None), ("SR-4873", "4", None, None)],
        ["incomplete_reading"],
    ),
    "in German": (
        "AUFTRAGSBESTÄTIGUNG",
        """Pos  Artikelnr.  Bezeichnung             Menge     Liefertermin
1    SR-4872     Stahlregal 36x18            10    01.12.2026
2    SR-4873     Stahlboden                   4    01.12.2026""",
        [("SR-4872", "10", None, None), ("SR-4873", "4", None, None)],
        [],
    ),
    "in French": (
        "CONFIRMATION DE COMMANDE",
        """Référence   Désignation             Qté commandée   Qté confirmée
SR-4872     Étagère 36x18                      10               6
SR-4873     Tablette                            4               4""",
        [("SR-4872", "10", "6", None), ("SR-4873", "4", "4", None)],
        [],
    ),
}


def _plain(cited: Cited[object] | None) -> str | None:
    return str(cited.value) if cited else None


@pytest.mark.parametrize("name", TABLES)
def test_lines(name: str, typed: Callable[[str], bytes]) -> None:
    title, table, lines, issues = TABLES[name]
    text = HEAD.format(title=title) + table
    [extraction] = read(typed(text), "case.pdf").extractions
    record = extraction.record
    assert isinstance(record, MoneyDocument)
    assert record.kind == "order_ack"

    found = [
        tuple(map(_plain, (line.sku, line.quantity, line.agreed, line.unit_price)))
        for line in record.lines
    ]
    assert found == lines
    assert [issue.code.value for issue in extraction.issues] == issues


FREIGHT_IN_A_LINE = """ORDER RESPONSE
Halyard Supply Co.                                     Date: 11/18/2026
100 Dock Street                                        PO Number: 10432

Item        Description       (R)equested (A)greed Qty     Price       Total
FR-1        Frais de port     (R) 1.00
                              (A) 1.00                     50.00       50.00
SR-4873     Shelf             (R) 5.00
                              (A) 4.00                     10.00       40.00

                                          Total amount of lines        90.00
"""


def test_the_quantity_of_a_line_is_no_freight(typed: Callable[[str], bytes]) -> None:
    [extraction] = read(typed(FREIGHT_IN_A_LINE), "case.pdf").extractions
    record = extraction.record
    assert isinstance(record, MoneyDocument)

    assert record.freight is None or str(record.freight.value) == "50.00"
    assert all(str(c.amount.value) != "1.00" for c in record.named_charges)
