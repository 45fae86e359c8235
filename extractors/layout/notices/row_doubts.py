"""Columns of a table that contradict the rest of their row.

A row can name an order, an article, a count and a parcel, and say in one more column
that all of it is void. What exactly such a cell concerns is not worked out: the record
is held, as with :mod:`extractors.layout.notices.cautions`.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import NamedTuple

from extractors.codes import Reason
from extractors.layout.notices.item import Item
from extractors.layout.notices.marks import (
    Marks,
    counted_less,
    is_unmarked,
    marks_of,
    numberless,
)
from extractors.layout.notices.other_business import is_no_delivery
from extractors.layout.notices.scopes import Part
from extractors.layout.notices.statuses import is_remark, understood
from extractors.layout.notices.telling import (
    DAYS,
    UNNAMED,
    Telling,
    is_part,
    is_sure,
    telling_of,
)
from extractors.layout.page.citing import issue_at
from extractors.layout.page.dates import dates_in
from extractors.layout.page.heads import NUMBERS, QUANTITIES, Column
from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.standing import BEHIND, remarks
from extractors.layout.page.tables.values import Layout, TableRow
from extractors.layout.page.tokens import phrase, spaced
from extractors.layout.page.vocabulary import Field
from extractors.tracking.carriers import no_tracking_in
from extractors.values import Issue

_FLAGS = frozenset(
    {
        "void", "voided", "cancel", "canceled", "cancelled", "deleted", "returned",
        "reversed", "storniert", "storno", "annule", "annulee", "anulado", "cancelado",
        "annullato", "geannuleerd",
    }
)  # fmt: skip
"""Headings over a yes or a no."""
_COUNTED = frozenset({"qty", "quantity", "units", "pcs", "date", "by", "number"})
"""With them a heading of that kind stands over something else."""
_KINDS = frozenset(
    {"type", "kind", "class", "category", "nature", "typ", "art", "tipo", "soort"}
)
"""Headings over what kind of business a row is."""
_NO = frozenset(
    {"", "n", "no", "false", "f", "none", "na", "n/a", "nein", "non", "nee", "0"}
)
_LASTING = frozenset(
    {
        "exp", "expiry", "expires", "expiration", "best", "use", "lot", "mhd", "dlc",
        "dluo", "warranty", "valid", "due", "payment", "invoice", "scadenza",
        "caducidad", "tht", "haltbar", "garantie", "garantia", "garanzia",
    }
)  # fmt: skip
"""In headings of days to come that say nothing of when goods left."""
_NAMES = UNNAMED | {Field.DESCRIPTION, Field.ITEM, Field.PARTY}
"""Columns of what an article is called; "Name" is a person's as often."""
_CARRIERS = frozenset({Field.CARRIER, Field.SERVICE})
_PLANNED = frozenset(
    {
        "estimated", "est", "expected", "exp", "scheduled", "planned", "anticipated",
        "projected", "tentative", "proposed", "target", "ready", "prevue", "estimada",
        "prevista", "voraussichtliches", "geplantes", "verwachte", "available",
    }
)  # fmt: skip
"""In headings of the day when goods will leave; the day they were asked for says
nothing, since they may leave before it."""
_ARRIVAL = frozenset(
    {
        "eta", "expected", "est", "estimated", "arrival", "arrives", "arriving",
        "voraussichtliche", "prevue", "prevista",
    }
)  # fmt: skip
_LONGEST_WAY = 14
"""Days: what is to arrive later than so long after its notice has not left."""
_PAPERS = re.compile(
    r"\b(?:invoice|bill|rechnung|facture|factura|fattura|factuur)\b", re.IGNORECASE
)
"""What may follow later and takes nothing back."""
_AGAINST = re.compile(
    r"\b(?:void(?:ed)?|cancel+(?:ed|ation|lation)?|recalled|withdrawn|reversed|refused"
    r"|intercepted|returned|return to|rejected|lost|wrong|incorrect|mistake|in error"
    r"|(?:do|does|did) not|don['’]t|not (?:yet )?(?:\w+ )?(?:shipped|sent|dispatched"
    r"|despatched|fulfilled|picked|released)|unshipped|on hold|duplicate|disregard"
    r"|ignore|replaced|storniert|storno|annul[ée]e?|anulad[oa]|cancelad[oa]"
    r"|annullat[oa]|geannuleerd|nicht (?:versandt|versendet|geliefert)"
    r"|non exp[ée]di[ée]e?|no enviad[oa]|non spedit[oa]|niet verzonden)\b",
    re.IGNORECASE,
)


def row_doubts(order: Part, items: Iterable[Item]) -> tuple[Issue, ...]:
    """Return an issue for each cell of an order's rows that takes the row back.

    Args:
        order: Its part of a sheet.
        items: The lines read of it. What is said of one that stayed behind is not
            asked for more than whether it takes back its parcel.
    """
    lines = {id(item.row): item for item in items if item.row is not None}
    found: list[Issue] = []
    bare = numberless(order.rows)
    for table, row in order.rows:
        marks = order.whole.of_all(marks_of, table, order.sheet.order)
        parcel = bare.get(id(row), -1)
        line = _Line(order.sheet, table, row, lines.get(id(row)), marks, parcel)
        telling = order.whole.of_all(telling_of, table)
        for index in _against(line, telling):
            heading, cell = table.columns[index].text, row.cells.get(index, ())
            detail = (
                f"{heading!r} says {line.text(index)!r}: the row is not certain"
                if cell
                else f"{heading!r} says nothing of a row, and of others that they went"
            )
            at = cell or next(iter(row.cells.values()))
            found.append(
                issue_at(order.sheet.document, at[0], Reason.INCOMPLETE_READING, detail)
            )
    return tuple(dict.fromkeys(found))


class _Line(NamedTuple):
    """A row, and what was read of it."""

    sheet: Sheet
    table: Layout
    row: TableRow
    item: Item | None
    marks: Marks
    bare: int
    """The column in which a parcel's number is missing; -1 where none is."""

    def text(self, index: int) -> str:
        """Return what stands in a column."""
        return self.row.text(index)


def _against(line: _Line, telling: Telling) -> Iterator[int]:
    """Yield the columns that speak against a row."""
    table, item = line.table, line.item
    parcel = bool(table.cell(line.row, *NUMBERS)) or not table.has(*NUMBERS)
    stayed = item is not None and not item.shipped
    for index, column in enumerate(table.columns):
        words = set(phrase(spaced(column.text)))
        text = line.text(index)
        if _FLAGS & words and not _COUNTED & words:
            if text.strip(" .").lower() not in _NO and not _is_naught(text):
                yield index
        elif _KINDS & words and is_no_delivery(text):
            yield index
        elif stayed:
            told = index in telling.statuses and parcel
            if (told and _AGAINST.search(text)) or _went_after_all(column, item):
                yield index
        elif _doubtful(line, telling, index):
            yield index


def _went_after_all(column: Column, item: Item | None) -> bool:
    """Say whether a row is said to have stayed of which a column counts what went."""
    return (
        column.field is Field.SHIPPED
        and item is not None
        and item.line.quantity is not None
        and item.line.quantity.value > 0
    )


def _doubtful(line: _Line, telling: Telling, index: int) -> bool:
    """Say whether a cell of a row that is said to have gone says otherwise."""
    column, text = line.table.columns[index], line.text(index)
    unmarked = line.item is not None and _unmarked(line, index)
    if unmarked or index in telling.statuses:
        return unmarked or _unclear(line, telling, index)
    if column.field in DAYS:
        return line.item is not None and _stays_till(line, telling, index)
    if column.field in UNNAMED and _waits_till(line, index):
        return True
    if column.field in NUMBERS and line.item is not None and _unnumbered(line, text):
        return True
    excused = column.field in NUMBERS | _CARRIERS and no_tracking_in(text)
    paper = _PAPERS.search(f"{column.text} {text}")
    if excused or paper or column.field in QUANTITIES:
        return False
    named = column.field in _NAMES and line.item is not None
    return bool(BEHIND.search(text)) or (named and remarks(text))


def _unmarked(line: _Line, index: int) -> bool:
    """Say whether a column has a tick, a count or a parcel of others, none of a row."""
    if index == line.bare:
        cells = line.table.cell(line.row, *_CARRIERS)
        sure = line.table.cell(line.row, Field.SHIPPED)
        return not sure and not any(no_tracking_in(run.text) for run in cells)
    marks, table, row = line.marks, line.table, line.row
    told = counted_less(marks, table, row, index, line.sheet.order)
    return told or is_unmarked(marks, table, row, index)


def _waits_till(line: _Line, index: int) -> bool:
    """Say whether a cell is a day by which what has left would have arrived."""
    near, text = line.sheet.near, line.text(index)
    words = set(phrase(line.table.columns[index].text))
    if near is None or words & _LASTING:
        return False
    latest = near + timedelta(days=_LONGEST_WAY)
    days = dates_in(text, line.sheet.order)[:1]
    return any(d.start == 0 and d.value and d.value > latest for d in days)


def _unnumbered(line: _Line, text: str) -> bool:
    """Say whether words stand where a parcel's number should, and excuse nothing."""
    if any(map(str.isdigit, text)) or not any(map(str.isalpha, text)):
        return False
    cells = line.table.cell(line.row, *_CARRIERS)
    return not any(no_tracking_in(said) for said in (text, *(c.text for c in cells)))


def _unclear(line: _Line, telling: Telling, index: int) -> bool:
    """Say whether it is not understood of a status that its row went."""
    sheet, text, item = line.sheet, line.text(index), line.item
    sure = is_sure(line.table, item)
    if not text:
        return item is not None and not sure and index in telling.gone
    if sure and is_remark(line.table.columns[index].text):
        return bool(_AGAINST.search(text) or BEHIND.search(text))
    partly = item is not None and is_part(line.table, item)
    return not understood(text, sheet.near, sheet.order, partly=partly)


def _stays_till(line: _Line, telling: Telling, index: int) -> bool:
    """Say whether a cell under a heading of a day tells of a day to come, or none."""
    sheet, column, text = line.sheet, line.table.columns[index], line.text(index)
    if column.field is Field.SHIP_DATE:
        if not text:
            return index in telling.filled
        return not (_dated(text) or understood(text))
    words = set(phrase(spaced(column.text)))
    if BEHIND.search(text):
        return True
    if column.field is Field.PROMISED_DATE:
        return bool(words & _PLANNED) and not understood(text, sheet.near, sheet.order)
    if not words & _ARRIVAL or sheet.near is None:
        return False
    latest = sheet.near + timedelta(days=_LONGEST_WAY)
    return not understood(text, latest, sheet.order)


def _dated(text: str) -> bool:
    """Say whether a cell begins with a day."""
    return any(d.leads for d in dates_in(text, None)) or bool(
        re.match(r"\d{1,2}[/.-]\d{1,2}\b", text)
    )


def _is_naught(text: str) -> bool:
    """Say whether a cell holds a dash or a zero.

    >>> _is_naught("-"), _is_naught("0.00"), _is_naught("Y")
    (True, True, False)
    """
    return not any(c.isalpha() or c in "123456789" for c in text)


def two_values(table: Layout, row: TableRow, *fields: Field) -> tuple[Run, ...]:
    """Return the differing cells of two columns that mean the same; none if all agree.

    Args:
        table: The table.
        row: One of its rows.
        fields: Each is looked at by itself.
    """
    for field in fields:
        filled = [i for i in table.indexes(field) if row.cells.get(i)]
        if len({row.text(i) for i in filled}) > 1:
            return tuple(row.cells[i][0] for i in filled)
    return ()
