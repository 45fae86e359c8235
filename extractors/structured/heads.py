"""What the columns and labels of a sheet about money announce."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from extractors.layout.page.heads import Column
from extractors.layout.page.labels import Label
from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.tables.values import Layout, TableRow
from extractors.layout.page.tokens import phrase
from extractors.layout.page.vocabulary import Field


class Head(StrEnum):
    """A fact of the document, or of a line."""

    NUMBER = "number"
    CREDIT = "credit"
    DATE = "date"
    PO = "po_number"
    VENDOR = "vendor"
    CUSTOMER = "customer"
    CURRENCY = "currency"
    SUBTOTAL = "subtotal"
    FREIGHT = "freight"
    TAX = "tax"
    TOTAL = "total"
    SKU = "sku"
    DESCRIPTION = "description"
    QUANTITY = "quantity"
    UNIT_PRICE = "unit_price"
    AMOUNT = "amount"
    ACK = "acknowledgement"
    """The vendor's own number of an acknowledged order."""


_BY_FIELD: dict[Field, Head] = {
    Field.INVOICE: Head.NUMBER,
    Field.CREDIT: Head.CREDIT,
    Field.PO: Head.PO,
    Field.YOUR_ORDER: Head.PO,
    Field.SUBTOTAL: Head.SUBTOTAL,
    Field.FREIGHT: Head.FREIGHT,
    Field.TAX: Head.TAX,
    Field.TOTAL: Head.TOTAL,
    Field.SKU: Head.SKU,
    Field.DESCRIPTION: Head.DESCRIPTION,
    Field.QUANTITY: Head.QUANTITY,
    Field.UNIT_PRICE: Head.UNIT_PRICE,
    Field.AMOUNT: Head.AMOUNT,
    Field.DATE: Head.DATE,
    Field.VENDOR_ORDER: Head.ACK,
}


def _phrases(*texts: str) -> frozenset[tuple[str, ...]]:
    return frozenset(phrase(text) for text in texts)


_WORDED: tuple[tuple[frozenset[tuple[str, ...]], Head | None], ...] = (
    (
        _phrases(
            "invoice date", "inv date", "bill date", "billing date", "document date",
            "credit date", "acknowledgement date", "acknowledgment date", "ack date",
            "rechnungsdatum", "belegdatum", "date de facture", "date facture",
            "fecha de factura", "fecha factura", "data fattura", "factuurdatum",
        ),
        Head.DATE,
    ),
    (
        _phrases("currency", "currency code", "curr", "währung", "devise", "moneda",
                 "divisa", "valuta"),
        Head.CURRENCY,
    ),
    (
        _phrases("vendor", "vendor name", "supplier", "supplier name", "seller",
                 "lieferant", "fournisseur", "proveedor", "fornitore", "leverancier"),
        Head.VENDOR,
    ),
    (
        _phrases("customer", "customer name", "buyer", "buyer name", "kunde", "client",
                 "cliente", "klant"),
        Head.CUSTOMER,
    ),
    (_phrases("discount"), None),
)  # fmt: skip
"""Headings that mean more here than on a ship notice; None: nothing we read."""


def head_of(field: Field | None, text: str) -> Head | None:
    """Return what a heading announces on a sheet about money."""
    words = phrase(text)
    for known, head in _WORDED:
        if words in known:
            return head
    return _BY_FIELD.get(field) if field else None


def columns_of(table: Layout) -> dict[Head, int]:
    """Return the column of each fact; a fact with two columns has none."""
    found: dict[Head, list[int]] = {}
    for index, column in enumerate(table.columns):
        head = head_of(column.field, column.text)
        if head:
            found.setdefault(head, []).append(index)
    return {head: spots[0] for head, spots in found.items() if len(spots) == 1}


def cell(row: TableRow, column: int | None) -> Run | None:
    """Return what stands in a cell of one line; None of an empty or a wrapped one."""
    runs = row.cells.get(column, ()) if column is not None else ()
    return runs[0] if len(runs) == 1 else None


def labelled(sheet: Sheet) -> dict[Head, tuple[Run, ...]]:
    """Return the values labelled outside the tables."""
    found: dict[Head, list[Run]] = {}
    for label in sheet.labels:
        head = head_of(label.field, label.text) if label.value else None
        if head and label.value:
            found.setdefault(head, []).append(label.value)
    return {head: tuple(runs) for head, runs in found.items()}


def heading_words(columns: Iterable[Column], labels: Iterable[Label]) -> Iterator[str]:
    """Yield every normalised word of the headings and labels."""
    for text in (*(c.text for c in columns), *(lb.text for lb in labels)):
        yield from phrase(text)
