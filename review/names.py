"""What values are called where people see them, and which kind each is of."""

from typing import NamedTuple


class Look(NamedTuple):
    """A kind of value, and the colour that marks it."""

    kind: str
    colour: str
    """Dark enough to be read on white."""


REFERENCE = Look("numbers", "#1257a6")
DAY = Look("dates", "#7a2d8f")
PARTY = Look("who", "#0d6b63")
PARCEL = Look("parcels", "#006a86")
SUM = Look("amounts", "#a8430f")
PRICE = Look("prices", "#b3123f")
ARTICLE = Look("articles", "#6b5b00")
QUANTITY = Look("quantities", "#2c6b1f")
PAYMENT = Look("where to pay", "#4a4f57")
LOOKS = (
    REFERENCE, DAY, PARTY, PARCEL, ARTICLE, QUANTITY, PRICE, SUM, PAYMENT,
)  # fmt: skip
"""In the order of the legend."""

_FIELDS: dict[str, tuple[str, Look]] = {
    "number": ("number", REFERENCE),
    "date": ("date", DAY),
    "po_number": ("purchase order", REFERENCE),
    "order_number": ("order number", REFERENCE),
    "vendor": ("vendor", PARTY),
    "customer": ("customer", PARTY),
    "currency": ("currency", SUM),
    "subtotal": ("subtotal", SUM),
    "allowances": ("allowances", SUM),
    "charges": ("charges", SUM),
    "freight": ("freight", SUM),
    "tax": ("tax", SUM),
    "total": ("total", SUM),
    "carrier": ("carrier", PARCEL),
    "tracking_numbers": ("tracking number", PARCEL),
    "no_tracking": ("no parcel number", PARCEL),
    "ship_date": ("ship date", DAY),
}
_COLUMNS: dict[str, tuple[str, Look]] = {
    "sku": ("article", ARTICLE),
    "description": ("description", ARTICLE),
    "quantity": ("quantity", QUANTITY),
    "ordered": ("ordered", QUANTITY),
    "backordered": ("to follow", QUANTITY),
    "agreed": ("agreed", QUANTITY),
    "unit": ("unit", QUANTITY),
    "unit_price": ("unit price", PRICE),
    "list_price": ("list price", PRICE),
    "price_basis": ("price per", PRICE),
    "discount": ("discount", PRICE),
    "amount": ("amount", SUM),
    "po_number": ("purchase order", REFERENCE),
    "tracking": ("parcel", PARCEL),
}
COLUMNS = (
    "sku", "description", "ordered", "quantity", "agreed", "backordered", "unit",
    "list_price", "unit_price", "price_basis", "discount", "amount", "po_number",
    "tracking",
)  # fmt: skip
"""Of lines, in the order they are shown."""
PAYMENTS = {
    "iban": "IBAN",
    "bic": "BIC",
    "routing": "routing number",
    "account": "account",
    "remit_to": "remit to",
    "payment_contact": "payment contact",
    "announced": "new bank details announced",
}
KINDS = {
    "invoice": "invoice",
    "ship_notice": "ship notice",
    "purchase_order": "purchase order",
    "order_ack": "order acknowledgement",
    "credit_memo": "credit memo",
    "statement": "statement",
    "customer": "mail of a customer",
    "carrier": "mail of a carrier",
    "other": "nothing that is read further",
    "unreadable": "unreadable",
}


MEDIA = {
    "application/pdf": "PDF",
    "text/plain": "text",
    "text/html": "HTML",
    "text/csv": "CSV",
    "application/xml": "XML",
    "application/ld+json": "mark-up for machines",
    "application/zip": "ZIP archive",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
    "image/jpeg": "JPEG picture",
    "image/png": "PNG picture",
}


class Path(NamedTuple):
    """A fact's name, such as ``lines[0].sku``, taken apart."""

    field: str
    nth: int = -1
    """Counts from 0; -1 where it is no list."""
    column: str = ""


def path_of(name: str) -> Path:
    """Take a fact's name apart.

    >>> path_of("lines[0].sku"), path_of("total").nth
    (Path(field='lines', nth=0, column='sku'), -1)
    """
    head, _, column = name.partition(".")
    field, _, index = head.rstrip("]").partition("[")
    return Path(field, int(index) if index else -1, column)


def called(name: str, kind: str = "", detail: str = "") -> str:
    """Return what a fact is called.

    Args:
        name: As in ``agent read --json``.
        kind: Of its record.
        detail: Of a charge or a payment, its kind.

    >>> called("number", "credit_memo"), called("lines[1].unit_price")
    ('credit memo number', 'line 2 unit price')
    >>> called("payment[0].value", detail="iban")
    'IBAN'
    """
    path = path_of(name)
    if path.field == "lines":
        return f"line {path.nth + 1} {_COLUMNS[path.column][0]}"
    if path.field == "payment":
        return PAYMENTS.get(detail, "where to pay")
    if path.field == "named_charges":
        return detail or "charge"
    if path.field == "number" and kind:
        return f"{KINDS.get(kind, kind)} number"
    return _FIELDS[path.field][0]


def column_called(column: str) -> str:
    """Return what a column of lines is called."""
    return _COLUMNS[column][0]


def rank(name: str) -> int:
    """Return the place of a field in a list of fields: sums in the order of a bill."""
    field = path_of(name).field
    order = [*_FIELDS, "payment"]
    return order.index("charges" if field == "named_charges" else field)


def look_of(name: str) -> Look:
    """Return the kind a fact is of, which every fact has."""
    path = path_of(name)
    if path.field == "lines":
        return _COLUMNS[path.column][1]
    if path.field == "payment":
        return PAYMENT
    if path.field == "named_charges":
        return SUM
    return _FIELDS[path.field][1]
