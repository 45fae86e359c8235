"""Which purchase orders a sheet names, and which part of it speaks of each."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.files import media
from extractors.layout.citing import part
from extractors.layout.heads import ARTICLES, ORDERS, QUANTITIES
from extractors.layout.labels import Label
from extractors.layout.parsing import is_joiner, order_numbers
from extractors.layout.rows import Run
from extractors.layout.sheet import Place, Sheet
from extractors.layout.tables import Layout, TableRow
from extractors.layout.vocabulary import Field

_GLUED = re.compile(r"(?<![\w-])P\.?O\.?[-#]?\d[\w-]{2,20}(?![\w-])", re.IGNORECASE)
"""A purchase order that carries its own label: PO4711, PO-4711."""
_IGNORED = re.compile(r"[^A-Z0-9]")
_SPELT = re.compile(r"^p\.?o\.?[\W_]+", re.IGNORECASE)
_LED = re.compile(r"^PO(?=\d)")
_ONCE = ORDERS | {
    Field.TRACKING, Field.PRO, Field.BOL, Field.CARRIER, Field.SERVICE,
    Field.SHIP_DATE, Field.DATE, Field.PARTY, Field.NOTICE, Field.INVOICE,
}  # fmt: skip
"""What a sheet that lists its orders in groups tells in the first row of each."""


class Anchor(NamedTuple):
    """A place that names one or more purchase orders."""

    place: Place
    numbers: tuple[Run, ...]
    label: str
    """Normalised, empty for a number that is its own label."""
    form: bool
    """A label as forms have them, not a word in a sentence."""


class Scope(NamedTuple):
    """The part of a sheet that speaks of one purchase order."""

    number: Run | None
    """None: the sheet names none."""
    anchor: Anchor | None
    begin: Place
    end: Place
    rows: tuple[tuple[Layout, TableRow], ...] = ()
    """Rows of tables in which this order has its own column."""
    other: Run | None = None
    """An order number of nobody said whose, where the rows are told apart by it."""

    def holds(self, place: Place) -> bool:
        """Say whether something at *place* belongs to this order."""
        return self.begin <= place < self.end


class Orders(NamedTuple):
    """The scopes of a sheet, and what belongs to none."""

    scopes: tuple[Scope, ...]
    shared: tuple[Place, Place]
    """The stretch whose carrier and date hold for all scopes."""
    ambiguous: str = ""
    """Why parts cannot be told apart; empty when they can."""
    anchors: tuple[Anchor, ...] = ()
    """All places that name an order, those without a part as well."""


START = Place(-1)
END = Place(10**9)


def order_key(text: str) -> str:
    """Return what two spellings of one order number have in common.

    >>> order_key("PO-04711 "), order_key("#04711")
    ('04711', '04711')
    """
    return _LED.sub("", _IGNORED.sub("", text.upper()))


def written_alike(one: str, other: str) -> bool:
    """Say whether two order numbers have digits and letters in the same places.

    A vendor's own number and ours, or a shop's, seldom do.

    >>> written_alike("PO-A48", "A51"), written_alike("48201", "SO-991")
    (True, False)
    """
    forms = [
        "".join("0" if c.isdigit() else "a" for c in order_key(_SPELT.sub("", number)))
        for number in (one, other)
    ]
    return forms[0] == forms[1]


def carried(
    table: Layout, field: Field, *, sheet: bool = False
) -> list[tuple[TableRow, tuple[Run, ...]]]:
    """Return a table's rows, each with its order numbers or those of the row above.

    Several columns of the field that differ name several orders.

    Args:
        table: The table.
        field: Of the columns with the numbers.
        sheet: It is one of a CSV or XLSX file, where an empty cell may have been
            forgotten: it means the order above only in a row that leaves everything
            else empty that an order is told with once.
    """
    out: list[tuple[TableRow, tuple[Run, ...]]] = []
    current: tuple[Run, ...] = ()
    above: TableRow | None = None
    for row in table.rows:
        numbers = _own_numbers(table, row, field)
        if numbers:
            current, above = numbers, row
        elif sheet and not (above and _in_group(table, row, above)):
            out.append((row, ()))
            continue
        out.append((row, current))
    return out


def _own_numbers(table: Layout, row: TableRow, field: Field) -> tuple[Run, ...]:
    cells = [row.cells[i] for i in table.indexes(field) if row.cells.get(i)]
    told: dict[str, tuple[Run, ...]] = {}
    for cell in cells:
        numbers = tuple(n for line in cell for n in order_numbers(line))
        if numbers:
            told.setdefault(" ".join(order_key(n.text) for n in numbers), numbers)
    return tuple(n for numbers in told.values() for n in numbers)


def _in_group(table: Layout, row: TableRow, above: TableRow) -> bool:
    """Say whether a row without an order is plainly one more of the order above."""
    once = table.indexes(*_ONCE)
    told = any(above.cells.get(i) for i in once)
    return told and not any(row.cells.get(i) for i in once)


def orderless(sheet: Sheet) -> tuple[TableRow, ...]:
    """Return the rows of a CSV or XLSX file whose order is not said."""
    if not _is_sheet(sheet):
        return ()
    return tuple(
        row
        for table in sheet.tables
        for field in po_fields(table)
        for row, numbers in carried(table, field, sheet=True)
        if not numbers
    )


def _is_sheet(sheet: Sheet) -> bool:
    return sheet.document.media_type in {media.CSV, media.XLSX}


def po_fields(table: Layout) -> tuple[Field, ...]:
    """Return the field whose column tells orders apart, the one surest ours."""
    for field in (Field.PO, Field.YOUR_ORDER, Field.ORDER):
        if table.has(field):
            return (field,)
    return ()


def anchors_of(sheet: Sheet) -> tuple[Anchor, ...]:
    """Return the places that name our orders, in order, by the surest kind of label."""
    sure = [*_labelled(sheet, Field.PO), *_boxed(sheet, Field.PO)]
    glued = list(_glued(sheet))
    if not sure:
        sure = glued
    if not sure:
        sure = [*_labelled(sheet, Field.YOUR_ORDER), *_boxed(sheet, Field.YOUR_ORDER)]
        sure = [a for a in sure if a.form]
    return tuple(sorted(sure, key=lambda a: a.place))


def names_ours(sheet: Sheet) -> bool:
    """Say whether a sheet may name an order of ours; where not, no scope has one."""
    listed = any(table.has(Field.PO, Field.YOUR_ORDER) for table in sheet.tables)
    return listed or bool(anchors_of(sheet))


def _labelled(sheet: Sheet, field: Field) -> Iterator[Anchor]:
    for label in sheet.of(field):
        numbers = order_numbers(label.value) if label.value else ()
        certain = field is Field.PO or _stands_alone(label, numbers)
        if numbers and (certain or _is_heading(sheet, label, numbers)):
            place = Place(label.row, label.start)
            yield Anchor(place, numbers, label.text, form=_formal(label, numbers))


def _stands_alone(label: Label, numbers: Sequence[Run]) -> bool:
    """Say whether nothing but numbers follows the label: no sentence."""
    words = label.value.words if label.value else ()
    return len(words) <= sum(len(n.words) for n in numbers) + 1 and (
        label.colon or label.stacked or label.alone
    )


def _is_heading(sheet: Sheet, label: Label, numbers: Sequence[Run]) -> bool:
    """Say whether a cell is the label and its numbers and nothing else."""
    words = sum(len(n.words) for n in numbers)
    at = 0
    for cell in sheet.rows[label.row].cells:
        if at == label.start:
            return at + len(cell.words) == label.end + words
        at += len(cell.words)
    return False


def _formal(label: Label, numbers: Sequence[Run]) -> bool:
    """Say whether the label stands in a form, not in a running sentence."""
    if not label.form:
        return False
    words = label.value.words if label.value else ()
    return (
        label.colon or len(words) <= sum(len(n.words) for n in numbers) + 2
    )  # "4711 / shipped"


def is_box(table: Layout) -> bool:
    """Say whether a table is a box of headings over one value each."""
    lines = ARTICLES | QUANTITIES
    return len(table.rows) == 1 and not any(c.field in lines for c in table.columns)


def _boxed(sheet: Sheet, field: Field) -> Iterator[Anchor]:
    """Yield the orders of tables in which only one stands."""
    for table in sheet.tables:
        if not table.has(field):
            continue
        if field is Field.YOUR_ORDER and table.has(Field.PO):
            continue
        rows = carried(table, field, sheet=_is_sheet(sheet))
        runs = [n for _, numbers in rows for n in numbers]
        if len({order_key(n.text) for n in runs}) == 1:
            yield Anchor(Place(table.head), (runs[0],), "column", form=True)


def _glued(sheet: Sheet) -> Iterator[Anchor]:
    if not _GLUED.search(sheet.text):
        return
    for index in range(len(sheet.rows)):
        line = sheet.line(index)
        for match in _GLUED.finditer(line.text):
            number = part(line, match.start(), match.end())
            if number:
                word = line.text[: match.start()].count(" ")
                yield Anchor(Place(index, word), (number,), "", form=False)


def orders_of(sheet: Sheet, numbers: Sequence[Place]) -> Orders:
    """Divide a sheet among the orders it names.

    Args:
        sheet: The sheet.
        numbers: Where its tracking numbers stand, in order.
    """
    anchors = anchors_of(sheet)
    return _divided(sheet, anchors, numbers)._replace(anchors=anchors)


def _divided(
    sheet: Sheet, anchors: Sequence[Anchor], numbers: Sequence[Place]
) -> Orders:
    columns = _column_rows(sheet, named=bool(anchors))
    keys = list(dict.fromkeys(order_key(n.text) for a in anchors for n in a.numbers))
    torn = bool(columns) and bool(orderless(sheet))
    if torn or len(columns) > 1 or (columns and keys and set(columns) != set(keys)):
        return _by_rows(anchors, columns)
    if not anchors:
        return Orders((Scope(None, None, START, END),), (START, END))
    if len(keys) == 1:
        first = next((a for a in anchors if a.form), anchors[0])
        return Orders((Scope(first.numbers[0], first, START, END),), (START, END))
    return _by_sections(sheet, anchors, numbers)


def _column_rows(
    sheet: Sheet, *, named: bool
) -> dict[str, list[tuple[Run, Layout, TableRow]]]:
    """Return the table rows of each order, of tables that name several.

    Args:
        sheet: The sheet.
        named: Our orders are named elsewhere; a column that says "order" is not ours.
    """
    found: dict[str, list[tuple[Run, Layout, TableRow]]] = {}
    for table in sheet.tables:
        fields = po_fields(table)
        if not fields:
            continue
        rows = carried(table, fields[0], sheet=_is_sheet(sheet))
        whole = all(numbers for _, numbers in rows)
        if whole and len({order_key(n.text) for _, ns in rows for n in ns}) < 2:  # noqa: PLR2004  # one order is the sheet's
            continue
        if named and fields == (Field.ORDER,):
            continue
        for row, numbers in rows:
            for number in numbers:
                found.setdefault(order_key(number.text), []).append(
                    (number, table, row)
                )
    return found


def _by_rows(
    anchors: Sequence[Anchor],
    columns: dict[str, list[tuple[Run, Layout, TableRow]]],
) -> Orders:
    """Divide by the rows of tables; sections beside them add what they say."""
    scopes = [_row_scope(rows) for rows in columns.values()]
    strangers = [
        n
        for a in anchors
        for n in a.numbers
        if a.form and order_key(n.text) not in columns
    ]
    note = f"{strangers[0].text!r} heads rows of other orders" if strangers else ""
    owned = [id(row) for scope in scopes for _, row in scope.rows]
    if len(set(owned)) < len(owned):
        note = "several orders are named in one row"
    return Orders(tuple(scopes), (START, END), note)


def _row_scope(rows: Sequence[tuple[Run, Layout, TableRow]]) -> Scope:
    number, table, _ = rows[0]
    ours = po_fields(table) != (Field.ORDER,)
    return Scope(
        number if ours else None,
        None,
        END,
        END,
        tuple((t, r) for _, t, r in rows),
        None if ours else number,
    )


def _by_sections(
    sheet: Sheet, anchors: Sequence[Anchor], numbers: Sequence[Place]
) -> Orders:
    """Divide into stretches of which each names one order, first or last."""
    formal = [a for a in anchors if a.form] or list(anchors)
    keys = {order_key(n.text) for a in formal for n in a.numbers}
    together = _together(sheet, anchors)
    if len(keys) == 1:
        first = formal[0]
        scope = Scope(first.numbers[0], first, START, END)
        return Orders((scope,), (START, END), together)
    note = together
    if any(len(a.numbers) > 1 for a in formal):
        note = "several orders are named together"
    elif formal[0].form and not _same_numbers(formal):
        note = "orders stand side by side"
    elif len({a.label for a in formal}) > 1:
        note = "orders are named in different ways"
    starts = _starts(formal)
    begins = [a.place for a in starts]
    shared = (START, begins[0])
    if _named_last(begins, numbers):
        begins = [START, *(_break(sheet, a, b) for a, b in pairwise(begins))]
        shared = (START, START)
    elif any(n < begins[0] for n in numbers) and not any(
        n > begins[-1] for n in numbers
    ):
        note = note or "numbers stand before the orders they may belong to"
    scopes = [
        Scope(number, anchor, begin, end)
        for anchor, begin, end in zip(starts, begins, [*begins[1:], END], strict=True)
        for number in anchor.numbers
    ]
    return Orders(tuple(scopes), shared, note)


def _together(sheet: Sheet, anchors: Sequence[Anchor]) -> str:
    """Return what is wrong where a sentence names two orders in one breath."""
    for one, other in pairwise(anchors):
        keys = {order_key(n.text) for a in (one, other) for n in a.numbers}
        if one.place.row != other.place.row or len(keys) == 1:
            continue
        between = sheet.rows[one.place.row].words[one.place.word : other.place.word]
        texts = [word.text for word in between]
        joined = bool(texts) and is_joiner(texts[-1])
        last = texts[-2:-1] if joined else texts[-1:]
        listed = joined or (last and last[0].endswith((",", ";", "/")))
        number = one.numbers[-1].text
        if listed and last and last[0].strip(",;/") == number:
            return f"{number!r} and {other.numbers[0].text!r} are named together"
    return ""


def _named_last(anchors: Sequence[Place], numbers: Sequence[Place]) -> bool:
    """Say whether each stretch has its tracking number first and its order last."""
    bounds = [START, *anchors]
    placed = sorted(numbers)
    return not (placed and placed[-1] > anchors[-1]) and all(
        bisect_right(placed, low) < bisect_left(placed, high)
        for low, high in pairwise(bounds)
    )


def _break(sheet: Sheet, upper: Place, lower: Place) -> Place:
    """Return where the stretch that ends with *upper* is over: at the widest gap."""
    rows = range(upper.row + 1, lower.row + 1)
    gaps = [
        (sheet.rows[n].top - sheet.rows[n - 1].top, -n)
        if sheet.rows[n].page == sheet.rows[n - 1].page
        else (float("inf"), -n)
        for n in rows
    ]
    if not gaps:
        return Place(upper.row, upper.word + 1)
    return Place(-max(gaps)[1])


def _same_numbers(anchors: Sequence[Anchor]) -> bool:
    """Say whether anchors that share a row name the same order."""
    by_row: dict[int, set[str]] = {}
    for anchor in anchors:
        by_row.setdefault(anchor.place.row, set()).update(
            order_key(n.text) for n in anchor.numbers
        )
    return all(len(keys) == 1 for keys in by_row.values())


def _starts(anchors: Sequence[Anchor]) -> list[Anchor]:
    """Return the anchors at which another order begins."""
    starts: list[Anchor] = []
    for anchor in anchors:
        same = starts and [order_key(n.text) for n in starts[-1].numbers] == [
            order_key(n.text) for n in anchor.numbers
        ]
        if not same:
            starts.append(anchor)
    return starts
