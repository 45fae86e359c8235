"""Lines of goods on the page: what a claimed line must be printed like."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors.layout.parsing import quantity
from extractors.layout.rows import Run
from extractors.layout.vocabulary import Field
from extractors.printed import Place, Printed

_CODES = (Field.OUR_SKU, Field.SKU, Field.MAKER_SKU, Field.ITEM)
_SHIPPED = frozenset({Field.SHIPPED})
_PLAIN = frozenset({Field.QUANTITY})
_OTHER = frozenset({Field.ORDERED, Field.BACKORDERED, Field.OTHER_QUANTITY})
_COUNTS = _SHIPPED | _PLAIN | _OTHER
_INTEGER = re.compile(r"(?<![\w.,$/#-])\d{1,6}(?![\w%/]|[.,]\d|-\w)")
_COUNTED = re.compile(
    r"(?i)(?<![\w.,$/#-])(?P<n>\d{1,6})\s?(?:x|ea|each|pcs?|pieces?|units?|qty)\b(?!\s?\d)"
    r"|\b(?:qty|quantity|x)\s?[:.]?\s?(?P<m>\d{1,6})(?![\w.,/-])"
)
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
        if not table.has(*_CODES, Field.DESCRIPTION) or not table.has(*_COUNTS):
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
    if place.meets(sku):
        return None
    called = printed.called(place)
    if called in _SHIPPED:
        return quantity(place.run)
    if called in _PLAIN:
        return (
            None if _has_column(printed, place, Field.SHIPPED) else quantity(place.run)
        )
    if called is not None or _has_column(printed, place, *_COUNTS):
        return None
    return quantity(place.run) if _only_count(printed, place, sku) else None


def backordered_at(printed: Printed, place: Place) -> int | None:
    """Return the quantity still to come that *place* prints, or None."""
    if printed.called(place) is not Field.BACKORDERED:
        return None
    return quantity(place.run)


def is_sku(printed: Printed, place: Place) -> bool:
    """Say whether what stands at *place* can be an article's number."""
    called = printed.called(place)
    return called is None or called in {*_CODES, Field.DESCRIPTION}


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
