"""The words documents print before their values, and above themselves, as data.

They lie in ``labels.txt`` and ``titles.txt`` beside this file.
"""

from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from importlib.resources import files

from extractors.layout.page.tokens import phrase

_HERE = "extractors.layout.page"


class Field(StrEnum):
    """What a label announces."""

    PO = "po"
    """Our purchase order, said in so many words."""
    YOUR_ORDER = "your_order"
    """The vendor's words for our number: your order, your reference."""
    ORDER = "order"
    """An order, nobody says whose."""
    VENDOR_ORDER = "vendor_order"
    """The vendor's own number for it."""
    SHOP_ORDER = "shop_order"
    """The end customer's order in a shop or marketplace."""
    TRACKING = "tracking"
    PRO = "pro"
    """A freight carrier's number: PRO, waybill."""
    BOL = "bol"
    """A bill of lading's number: of use where it is the carrier's only one."""
    CARRIER = "carrier"
    SERVICE = "service"
    SHIP_DATE = "ship_date"
    OTHER_DATE = "other_date"
    """Order date, promised date, printed on …: never the ship date."""
    DATE = "date"
    PROMISED_DATE = "promised_date"
    """Estimated, requested, planned: what an acknowledgement prints."""
    SKU = "sku"
    OUR_SKU = "our_sku"
    """The item number of whoever ordered: on a vendor's paper, ours."""
    MAKER_SKU = "maker_sku"
    """The manufacturer's number."""
    ITEM = "item"
    """Number of the line, of the article, or its name: the column's content decides."""
    OTHER_CODE = "other_code"
    """A code of the article that is no SKU: UPC, lot, serial number."""
    DESCRIPTION = "description"
    QUANTITY = "quantity"
    ORDERED = "ordered"
    SHIPPED = "shipped"
    BACKORDERED = "backordered"
    OTHER_QUANTITY = "other_quantity"
    UNIT = "unit"
    LINE = "line"
    """The number of the line."""
    PARCEL = "parcel"
    """The number of the parcel: 1 of 2."""
    WEIGHT = "weight"
    UNIT_PRICE = "unit_price"
    AMOUNT = "amount"
    SUBTOTAL = "subtotal"
    FREIGHT = "freight"
    TAX = "tax"
    TOTAL = "total"
    INVOICE = "invoice"
    CREDIT = "credit"
    NOTICE = "notice"
    """The number of the packing slip or notice itself."""
    PARTY = "party"
    """Ship to, sold to, a name, an address."""
    STATUS = "status"
    OTHER = "other"
    """A label we know and do not want: its value is no value of ours."""


@cache
def label_fields() -> dict[tuple[str, ...], Field]:
    """Return the field of each label, by its normalised words."""
    return {words: Field(name) for name, words in phrases(_HERE, "labels.txt")}


_BESIDE = frozenset({"modifier", "unmaking", "weak"})
"""Headings of the file of titles that name no kind."""


@cache
def title_kinds() -> dict[tuple[str, ...], str]:
    """Return the kind of document each title names, by its normalised words."""
    found = phrases(_HERE, "titles.txt")
    return {words: name for name, words in found if name not in _BESIDE}


@cache
def title_parts(heading: str) -> frozenset[tuple[str, ...]]:
    """Return what may stand in a title beside its own words.

    Args:
        heading: ``modifier``, ``unmaking`` or ``weak``, as the file explains them.
    """
    found = phrases(_HERE, "titles.txt")
    return frozenset(words for name, words in found if name == heading)


def phrases(package: str, name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the heading and the words of each phrase in a file of ours.

    Args:
        package: Where the file lies.
        name: Of a file of phrases between commas under headings in brackets.
    """
    heading = ""
    for line in files(package).joinpath(name).read_text("utf-8").split("\n"):
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            for text in filter(None, map(str.strip, line.split(","))):
                yield heading, phrase(text)
