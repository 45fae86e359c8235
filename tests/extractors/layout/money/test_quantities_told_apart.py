"""A table that tells what was asked for from what is confirmed, or shipped."""

import pytest

from extractors.codes import Reason
from extractors.reading import read
from extractors.values import Extraction, MoneyDocument, MoneyLine

ACKNOWLEDGED = "ORDER ACKNOWLEDGEMENT", "Acknowledgement No: A-20418"
BILLED = "INVOICE", "Invoice No: 20418"


def text(title: tuple[str, str], table: str) -> str:
    name, number = title
    return f"""Halyard Supply Co.{name:>60}
100 Dock Street{number:>63}
Portland, OR 97201                                     Date: 11/18/2026
                                                       PO Number: 10432

{table}
"""


def money(title: tuple[str, str], table: str) -> Extraction:
    content = text(title, table).encode()
    [found] = [
        e
        for e in read(content, "case.txt").extractions
        if isinstance(e.record, MoneyDocument)
    ]
    return found


def lines(found: Extraction) -> tuple[MoneyLine, ...]:
    assert isinstance(found.record, MoneyDocument)
    return found.record.lines


def counts(line: MoneyLine) -> list[str | None]:
    cells = (line.quantity, line.ordered, line.agreed)
    return [str(cell.value) if cell else None for cell in cells]


HEADS = [
    ("ORDER ACKNOWLEDGEMENT", "Description", "Ordered", "Confirmed", "Price"),
    ("ORDER ACKNOWLEDGEMENT", "Description", "Requested", "Acknowledged", "Price"),
    ("ORDER CONFIRMATION", "Description", "Qty Reqd", "Qty Conf", "Price"),
    ("AUFTRAGSBESTÄTIGUNG", "Bezeichnung", "Bestellt", "Bestätigt", "Einzelpreis"),
    ("CONFIRMATION DE COMMANDE", "Désignation", "Commandé", "Confirmé", "Prix"),
    ("CONFIRMACIÓN DE PEDIDO", "Descripción", "Solicitada", "Confirmada", "Precio"),
    ("CONFERMA D'ORDINE", "Descrizione", "Ordinata", "Confermata", "Prezzo"),
    ("ORDERBEVESTIGING", "Omschrijving", "Besteld", "Bevestigd", "Prijs"),
    ("ORDER ACKNOWLEDGEMENT", "Description", "Quantity", "Confirmed", "Price"),
]


@pytest.mark.parametrize("heads", HEADS, ids=" ".join)
def test_what_is_confirmed_stands_beside_what_was_asked_for(
    heads: tuple[str, ...],
) -> None:
    title, name, asked, confirmed, price = heads
    found = money(
        (title, ""),
        f"""SKU         {name:<20}{asked:>12}{confirmed:>14}{price:>14}        Total
SR-4872     Rack                          10             6         52.50       315.00
SR-4873     Shelf                          4             4         10.25        41.00

                                                 Total                  $356.00""",
    )

    assert [counts(line) for line in lines(found)] == [
        ["10", None, "6"],
        ["4", None, "4"],
    ]
    assert Reason.ARITHMETIC_LINE not in {issue.code for issue in found.issues}


def test_an_amount_of_what_was_asked_for_is_an_issue() -> None:
    found = money(
        ACKNOWLEDGED,
        """SKU         Description          Ordered   Confirmed    Price       Amount
SR-4872     Rack                      10           6    52.50       525.00
SR-4873     Shelf                      4           4    10.25        41.00
                                                        Total      $566.00""",
    )

    assert [counts(line) for line in lines(found)] == [
        ["10", None, "6"],
        ["4", None, "4"],
    ]
    assert [i.code for i in found.issues] == [Reason.ARITHMETIC_LINE]


BACKORDERED = """SKU         Description    {heads}     Price       Amount
SR-4872     Rack           {one}     52.50       {amount}
SR-4873     Shelf          {two}     10.25        41.00
                                                        Total      ${total}"""


COLUMNS = [
    ("Ordered   Shipped   B/O", "     10         6     4", "      4         4     0"),
    ("Ordered   B/O   Shipped", "     10     4         6", "      4               4"),
]


@pytest.mark.parametrize("columns", COLUMNS, ids=lambda c: c[0])
@pytest.mark.parametrize(
    ("amount", "total"), [("315.00", "356.00"), ("525.00", "566.00")]
)
def test_the_shipped_quantity_of_an_invoice_counts(
    columns: tuple[str, str, str], amount: str, total: str
) -> None:
    heads, one, two = columns
    table = BACKORDERED.format(
        heads=heads, one=one, two=two, amount=amount, total=total
    )
    found = money(BILLED, table)
    open_ones = [] if amount == "315.00" else [Reason.ARITHMETIC_LINE]

    assert [counts(line) for line in lines(found)] == [
        ["6", "10", None],
        ["4", "4", None],
    ]
    assert [i.code for i in found.issues] == open_ones
