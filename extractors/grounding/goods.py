"""Lines of goods on the page: what a claimed line must be printed like."""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from extractors.grounding.printed import Place, Printed
from extractors.layout.page.matching import field_of
from extractors.layout.page.parsing import code_like, quantity
from extractors.layout.page.rows import Run
from extractors.layout.page.vocabulary import Field

_ONLY_CODES = (Field.OUR_SKU, Field.SKU, Field.MAKER_SKU)
_CODES = (*_ONLY_CODES, Field.ITEM)
_ARTICLES = frozenset({*_CODES, Field.DESCRIPTION})
_SHIPPED = frozenset({Field.SHIPPED})
_PLAIN = frozenset({Field.QUANTITY})
_OTHER = frozenset({Field.ORDERED, Field.BACKORDERED, Field.OTHER_QUANTITY})
_COUNTS = _SHIPPED | _PLAIN | _OTHER
_INTEGER = re.compile(
    r"(?<![\w.,$/#-])\d{1,6}(?![\w%/\"'\u2032\u2033]|[.,]\d|-[\w\d])"
    r"(?!\s?(?i:in|inch|inches|ft|gal|lbs?|kg|mm|cm|oz)\b)"
)
"""A count; no measure, amount or piece of a code."""
_COUNTED = re.compile(
    r"(?i)(?<![\w.,$/#-])(?P<n>\d{1,6})\s?(?:x|ea|each|pcs?|pieces?|units?|qty)\b(?!\s?\d)"
    r"|\b(?:qty|quantity)\s?[:.]?\s?(?P<m>\d{1,6})(?![\w.,/-])"
)
_MEASURE = re.compile(r"[\"'\u2032\u2033%]")
_UNITS = r"(?:x|ea|each|pcs?|pieces?|units?)"
_BEFORE = re.compile(rf"(?i)\s?{_UNITS}\.?(?: of)?\s?")
"""Between a count and its article: 3 x AB-1."""
_BEHIND = re.compile(r"(?i)\s?(?:x|qty\.?:?)\s?")
"""Between an article and its count: AB-1 x 3."""
_COUNT_BEFORE = re.compile(rf"(?i)(?<![\w.,$/#-])\d{{1,6}}\s?{_UNITS}\.?(?: of)?\s?$")
_COUNT_BEHIND = re.compile(r"(?i)\s?(?:x|qty\.?:?)\s?\d{1,6}(?![\w.,/-])")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/\-]*")
_PARTLY = re.compile(
    r"(?i)\bback[- ]?order|\bpartial(?:ly)?\b|\bremain(?:der|ing)\b|\bbalance\b"
    r"|\bshort[- ]?shipped\b|\bto follow\b"
)


class GoodsRow(NamedTuple):
    """One row of a table of goods."""

    row: int
    """First visual row."""
    shipped: int | None
    backordered: int | None


def goods_rows(printed: Printed) -> Iterator[GoodsRow]:
    """Yield the rows of tables that have articles and quantities."""
    for table in printed.sheet.tables:
        counts = Field.SHIPPED if table.has(Field.SHIPPED) else Field.QUANTITY
        if not table.has(*_ARTICLES) or not table.has(*_COUNTS):
            continue
        for row in table.rows:
            shipped = _count(table.cell(row, counts))
            backordered = _count(table.cell(row, Field.BACKORDERED))
            if (
                shipped is not None
                or _count(table.cell(row, Field.ORDERED)) is not None
            ):
                yield GoodsRow(row.first, shipped, backordered)


def _count(runs: tuple[Run, ...]) -> int | None:
    return quantity(runs[0]) if runs else None


def speaks_of_goods(printed: Printed) -> bool:
    """Say whether quantities or a partial shipment are printed anywhere."""
    if any(table.has(*_COUNTS) for table in printed.sheet.tables):
        return True
    if any(printed.sheet.of(*_COUNTS)):
        return True
    return any(
        _COUNTED.search(text) or _PARTLY.search(text)
        for row in printed.cells
        for text in row
    )


def shipped_at(printed: Printed, place: Place, sku: Place) -> int | None:
    """Return the quantity shipped that *place* prints for *sku*, or None.

    The column, or the label, must say so; where neither says anything, it must be the
    row's only count.
    """
    if place.meets(sku) or not _is_shipped(printed, place, sku):
        return None
    return quantity(place.run)


def _is_shipped(printed: Printed, place: Place, sku: Place) -> bool:
    called = printed.called(place)
    if called in _ARTICLES:
        called = None  # a count is no article: the heading is its neighbour's
    if called in _SHIPPED:
        return True
    if called in _PLAIN:
        return not _has_column(printed, place, Field.SHIPPED)
    if called not in _OTHER and _touches(printed, place, sku):
        return True
    if called is not None or _has_column(printed, place, *_COUNTS):
        return False
    head = printed.overhead(place)
    if head and head[0] not in _ARTICLES:
        return _counts_below(printed, *head)
    return _only_count(printed, place, sku)


def _touches(printed: Printed, place: Place, sku: Place) -> bool:
    """Say whether count and article stand together as one phrase."""
    if (place.row, place.cell) != (sku.row, sku.cell):
        return False
    text = printed.cells[place.row][place.cell]
    if place.end <= sku.start:
        return bool(_BEFORE.fullmatch(text[place.end : sku.start]))
    return bool(_BEHIND.fullmatch(text[sku.end : place.start]))


def _counts_below(printed: Printed, field: Field, row: int) -> bool:
    """Say whether a lone heading is over the quantities shipped."""
    if field in _PLAIN:
        beside = printed.sheet.rows[row].cells
        return not any(field_of(cell.words) in _SHIPPED for cell in beside)
    return field in _SHIPPED


def backordered_at(printed: Printed, place: Place) -> int | None:
    """Return the quantity still to come that *place* prints, or None."""
    if printed.called(place) is not Field.BACKORDERED:
        return None
    return quantity(place.run)


def unclaimed(printed: Printed, claimed: Collection[str]) -> Iterator[Place]:
    """Yield what looks like further articles outside tables of goods.

    That is a code with a count beside it, or one that looks like an article claimed.

    Args:
        printed: The document.
        claimed: The articles' numbers as printed.
    """
    shapes = {_shape(sku) for sku in claimed}
    for row, cells in enumerate(printed.cells):
        for cell, text in enumerate(cells):
            for match in _CODE.finditer(text):
                code = match[0].rstrip("./-_")
                if code in claimed or not code_like(code):
                    continue
                place = printed.place(
                    row, cell, match.start(), match.start() + len(code)
                )
                if place is None or _has_column(printed, place, *_COUNTS):
                    continue
                alike = _shape(code) in shapes and not _PARTLY.search(text)
                if (alike or _counted(text, place)) and is_sku(printed, place):
                    yield place


def _counted(text: str, place: Place) -> bool:
    before, behind = text[: place.start], text[place.end :]
    return bool(_COUNT_BEFORE.search(before) or _COUNT_BEHIND.match(behind))


def _shape(code: str) -> str:
    return re.sub(r"[A-Za-z]", "A", re.sub(r"\d", "9", code))


def is_sku(printed: Printed, place: Place) -> bool:
    """Say whether what stands at *place* can be an article's number."""
    called = printed.called(place)
    if called in _ONLY_CODES and _is_whole(printed, place):
        return any(map(str.isalnum, place.text))
    if not any(map(str.isdigit, place.text)) or _MEASURE.search(place.text):
        return False  # a word of the text, where no heading says it is a number
    if called in _COUNTS or called in _ONLY_CODES or called is Field.LINE:
        return quantity(place.run) is None  # no count: the heading is another's
    if called is Field.DESCRIPTION:
        return not _has_code(printed, place)
    return called is None or called is Field.ITEM


def _is_whole(printed: Printed, place: Place) -> bool:
    """Say whether nothing else stands in the cell."""
    return printed.cells[place.row][place.cell] == place.text


def _has_code(printed: Printed, place: Place) -> bool:
    """Say whether another column of the row holds its article's number."""
    if place.row not in printed.logical:
        return False
    table, row = printed.logical[place.row]
    return any(table.cell(row, field) for field in _CODES)


def _has_column(printed: Printed, place: Place, *fields: Field) -> bool:
    return place.row in printed.logical and printed.logical[place.row][0].has(*fields)


def _only_count(printed: Printed, place: Place, sku: Place) -> bool:
    counted: list[Place] = []
    integers: list[Place] = []
    for cell, text in enumerate(printed.cells[place.row]):
        for pattern, found in ((_COUNTED, counted), (_INTEGER, integers)):
            for match in pattern.finditer(text):
                group = next((g for g in ("n", "m") if match.groupdict().get(g)), 0)
                start, end = match.span(group)
                here = printed.place(place.row, cell, start, end)
                if here and not here.meets(sku):
                    found.append(here)
    choice = counted or integers
    return len(choice) == 1 and choice[0].meets(place)
