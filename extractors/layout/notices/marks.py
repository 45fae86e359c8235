"""Columns that mark or count, row by row, what of a list went.

A tick, a yes or a second count beside what was ordered tells one row from another,
often under no heading or one that nobody listed. Of a row it does not speak for it is
not certain that it went.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from extractors.layout.notices.telling import UNNAMED
from extractors.layout.page.dates import DateOrder
from extractors.layout.page.heads import NUMBERS, ORDERS, Column
from extractors.layout.page.parsing import quantity
from extractors.layout.page.tables.values import Layout, TableRow
from extractors.layout.page.tokens import NUMBER, phrase, spaced
from extractors.layout.page.vocabulary import Field

_YES = frozenset(
    {
        "y", "yes", "true", "t", "x", "v", "ok", "done", "j", "ja", "oui", "o", "si",
        "s", "sí", "sì", "✓", "✔", "☑", "■", "●",
    }
)  # fmt: skip
"""What is said of a row that went."""
NO = frozenset(
    {
        "n", "no", "false", "f", "nein", "non", "nee", "☐", "□", "○", "☒", "✗", "✘",
        "-", "–", "—", "/",
    }
)  # fmt: skip
"""What is said of one that did not."""
_SHARE = re.compile(r"(\d{1,3}(?:[.,]\d+)?) ?%")
_WHOLE = 100
_GOING = frozenset(
    (  # noqa: SIM905  # a list of words reads better so
        "shipped ship shp shpd sent dispatched despatched gone left out fulfilled"
        " complete completed picked pick packed pack pulled loaded scanned staged"
        " processed issued released confirmed actual done filled delivered included"
        " invoiced allocated reserved handed collected versandt versendet verschickt"
        " gepackt verpackt kommissioniert geladen verladen geliefert entnommen"
        " bestatigt expedie expediee envoye envoyee prepare preparee charge chargee"
        " livre livree enviado enviada servido servida preparado preparada cargado"
        " entregado spedito spedita inviato prelevato prelevata preparato caricato"
        " consegnato evaso verzonden verstuurd gepickt ingepakt geladen geleverd"
        " verzameld"
    ).split()
)
"""Words of headings over what was done with the goods of a row."""
_ASIDE = frozenset(
    (  # noqa: SIM905  # the same
        "previous previously prev prior already before date cum cumulative total"
        " available hand stock by to tax taxable vat hazmat hazardous dg adr fragile"
        " gift wrap oversize oversized stackable insured insurance signature"
        " residential kit bundle serialized returnable promo free new expedited"
        " perishable gluten organic price cost weight size level color colour line pos"
        " row bin aisle zone rack shelf per case inner year class grade rev dim length"
        " width height volume cbm"
    ).split()
)
"""Words of headings over something else, whatever stands there."""
_OF_PARCELS = tuple(
    ORDERS
    | {Field.CARRIER, Field.SERVICE, Field.SHIP_DATE, Field.DATE, Field.PARCEL}
    | {Field.NOTICE, Field.BOL}
)
"""Columns of what all goods in a parcel have in common."""
_UNSAID = UNNAMED | {Field.STATUS}


class Marks(NamedTuple):
    """Columns of one table, by index."""

    ticks: frozenset[int]
    """They say yes of some rows and not of others; or under words of going, no."""
    counts: frozenset[int]
    """They count as many as there are of some rows, and fewer of others."""


def marks_of(table: Layout, order: DateOrder | None) -> Marks:
    """Return the columns that tell the rows of a table apart; it goes through all."""
    ticks, counts = set(), set()
    for index, column in enumerate(table.columns):
        words = frozenset(phrase(spaced(column.text)))
        if words & _ASIDE:
            continue
        going = bool(words & _GOING)
        if _is_ticked(table, index, going=going):
            ticks.add(index)
        elif _may_count(column, going=going) and _counts(
            table, index, order, going=going
        ):
            counts.add(index)
    return Marks(frozenset(ticks), frozenset(counts))


def is_unmarked(marks: Marks, table: Layout, row: TableRow, index: int) -> bool:
    """Say whether a column of ticks says nothing of a row, or no."""
    if index not in marks.ticks:
        return False
    text = row.text(index)
    if table.columns[index].field is Field.QUANTITY:
        return _tick_of(text) is None
    return not _agrees(text.lower())


def _agrees(text: str) -> bool:
    """Say whether a mark says that all of a row went; "100%" does.

    >>> _agrees("yes"), _agrees("100.0 %"), _agrees("50%"), _agrees("")
    (True, True, False, False)
    """
    share = _SHARE.fullmatch(text)
    return text in _YES or bool(share and float(share[1].replace(",", ".")) == _WHOLE)


def counted_less(
    marks: Marks, table: Layout, row: TableRow, index: int, order: DateOrder | None
) -> bool:
    """Say whether a second column counts another number of a row than is told."""
    if index not in marks.counts or table.has(Field.SHIPPED):
        return False
    return _count(row, index, order) != _told(table, row, order)


def numberless(rows: Iterable[tuple[Layout, TableRow]]) -> dict[int, int]:
    """Return the column of each row in which a parcel's number is missing, by its id.

    A number stands for the rows below it as well where these leave out whatever else
    concerns the parcel: the order, the carrier, the day. A row that says that once more
    would have said its parcel, and so would one of which nothing of that kind is told.

    Args:
        rows: Of one order, with their tables.
    """
    above: dict[int, TableRow] = {}
    waiting: list[tuple[int, TableRow, int]] = []
    for table, row in rows:
        for index in table.indexes(*NUMBERS)[:1]:
            if table.cell(row, *NUMBERS):
                above[id(table)] = row
                continue
            over = above.get(id(table))
            if over is None or not _continued(table, over, row):
                waiting.append((id(table), row, index))
    # A column that is empty in all of an order's rows tells none of them apart.
    return {id(row): index for table, row, index in waiting if table in above}


def _continued(table: Layout, over: TableRow, row: TableRow) -> bool:
    """Say whether a row leaves out what a row above it says of their parcel."""
    told = [i for i in table.indexes(*_OF_PARCELS) if over.cells.get(i)]
    return bool(told) and not any(row.cells.get(i) for i in told)


def _is_ticked(table: Layout, index: int, *, going: bool) -> bool:
    """Say whether a column ticks rows, under a heading or beside their count."""
    field = table.columns[index].field
    if field is Field.QUANTITY:
        return _ticked(table, index)
    return field in _UNSAID and _ticks(table, index, going=going)


def _ticks(table: Layout, index: int, *, going: bool) -> bool:
    """Say whether cells are ticks and tell the rows apart, or under such words a no."""
    said = [row.text(index).lower() for row in table.rows]
    filled = [text for text in said if text]
    flags = _YES | NO | ({"0", "1"} if going else frozenset())
    shares = all(map(_SHARE.fullmatch, filled))
    if not filled or not (shares or flags.issuperset(filled)):
        return False
    agreed = [_agrees(text) or (going and text == "1") for text in said]
    return any(agreed) != all(agreed) or (going and not all(agreed))


def _ticked(table: Layout, index: int) -> bool:
    """Say whether counts of some rows have a tick behind them, and others none.

    A tick under no heading stands so near to the count that it is read as its unit.
    """
    ticks = [_tick_of(row.text(index)) for row in table.rows if row.cells.get(index)]
    return None in ticks and any(tick is not None for tick in ticks)


def _tick_of(text: str) -> str | None:
    """Return the tick behind a count; None where there is none.

    >>> _tick_of("4 X"), _tick_of("4"), _tick_of("4 EA")
    ('x', None, None)
    """
    count, _, behind = text.lower().partition(" ")
    return behind if count.isdigit() and behind in _YES else None


def _may_count(column: Column, *, going: bool) -> bool:
    unnamed = column.field in UNNAMED
    return unnamed or (going and column.field is Field.OTHER_QUANTITY)


def _counts(table: Layout, index: int, order: DateOrder | None, *, going: bool) -> bool:
    """Say whether a column counts the goods of its rows, by its words or its cells."""
    pairs = [
        (
            _count(row, index, order),
            _told(table, row, order),
            row.cells.get(index),
        )
        for row in table.rows
    ]
    filled = [(count, told) for count, told, cell in pairs if cell]
    if not filled or any(count is None or told is None for count, told in filled):
        return False
    if going:
        return True
    named = any(word != NUMBER for word in phrase(table.columns[index].text))
    within = all(c <= t for c, t in filled if c is not None and t is not None)
    same = any(count == told for count, told in filled)
    return named and within and same and len(filled) > 1


def _count(row: TableRow, index: int, order: DateOrder | None) -> int | None:
    cell = row.cells.get(index, ())
    return quantity(cell[0], order) if len(cell) == 1 else None


def _told(table: Layout, row: TableRow, order: DateOrder | None) -> int | None:
    """Return the count that is taken for what went."""
    cell = table.cell(row, Field.QUANTITY)
    return quantity(cell[0], order) if len(cell) == 1 else None
