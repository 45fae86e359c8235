"""Lines of a notice from the rows of its tables, or from what else lists them."""

from collections.abc import Iterable, Iterator, Sequence

from extractors.codes import Reason
from extractors.layout.notices.divided import Divided
from extractors.layout.notices.item import Item, name_of
from extractors.layout.notices.labelled_items import (
    CODES,
    COUNTS,
    counts_alone,
    labelled_items,
)
from extractors.layout.notices.overlooked import overlooked
from extractors.layout.notices.row_doubts import two_values
from extractors.layout.notices.scopes import Part
from extractors.layout.notices.spelled_items import spelled_items
from extractors.layout.notices.spoken import spoken
from extractors.layout.notices.staying import (
    denied,
    has_items,
    left_lines,
    stays,
    unclear_headings,
    unclear_lists,
    unclear_statuses,
    unsettled,
)
from extractors.layout.notices.unread_lines import unread_lines
from extractors.layout.page.citing import cite, issue_at, part
from extractors.layout.page.heads import QUANTITIES
from extractors.layout.page.parsing import NOT_PIECES, bracketed, code_like, quantity
from extractors.layout.page.rows import Run
from extractors.layout.page.shares import numbers_parcels, whole_share
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.tables.values import Layout, TableRow
from extractors.layout.page.tokens import phrase
from extractors.layout.page.vocabulary import Field
from extractors.values import Cited, Document, Issue, NoticeLine

_OF_ARTICLES = frozenset({"qty", "shipped", "menge", "quantite", "cantidad"})
"""In heads of columns that count articles, and never parcels."""


def items_of(
    order: Part, *, parcels: bool = False
) -> tuple[tuple[Item, ...], tuple[Issue, ...]]:
    """Return the lines of one order, and an issue for each that is not certain.

    Args:
        order: Its part of a sheet.
        parcels: A parcel of it is named. Without one, an article beside a count may be
            what somebody asks for.
    """
    items = list(_from_tables(order))
    labelled = [] if items else list(labelled_items(order))
    items = items or labelled or list(spelled_items(order))
    issues = [
        Issue(code=Reason.QUANTITY_UNKNOWN, detail=item.problem)
        for item in items
        if item.problem
    ]
    if not items:
        issues += _doubts(
            order, counts_alone(order), "{}: of which article is not understood"
        )
    left = left_lines(order) if labelled else ()
    if not order.rows:
        left = (*left, *unclear_lists(order))
    left = (*left, *unclear_statuses(order), *denied(order))
    behind = (*unsettled(order), *unclear_headings(order), *left)
    issues += _doubts(order, behind, "{}: what does it speak of?")
    known = {item.line.sku.value for item in items if item.line.sku}
    beside = overlooked(order, known) if known or parcels else ()
    said = spoken(order, known) if parcels else ()
    issues += _doubts(
        order,
        (*unread_lines(order, items), *beside, *said),
        "{} looks like a line that was not understood",
        Reason.INCOMPLETE_READING,
    )
    return tuple(items), tuple(dict.fromkeys(issues))


def _doubts(
    order: Part,
    lines: Iterable[Run],
    detail: str,
    code: Reason = Reason.QUANTITY_UNKNOWN,
) -> Iterator[Issue]:
    """Yield an issue for each of some lines, which *detail* speaks of."""
    document = order.sheet.document
    for run in lines:
        yield issue_at(document, run, code, detail.format(repr(run.text)))


def _from_tables(order: Part) -> Iterator[Item]:
    for table, row in order.rows:
        if has_items(table):
            item = _from_row(order.whole, table, row)
            if item and stays(order, table, item):
                yield item._replace(shipped=False, problem="")
            elif item:
                yield item


def _from_row(whole: Divided, table: Layout, row: TableRow) -> Item | None:
    """Return the line a table row prints, or None where it prints none."""
    sheet = whole.sheet
    sku = _sku(sheet.document, table, row)
    description = table.text(row, Field.DESCRIPTION, Field.ITEM)
    counted = table.cell(row, *_counts_of(table))
    twice = two_values(table, row, *COUNTS)
    share = _share(whole, table, counted)
    told = counted or table.cell(row, Field.ORDERED, Field.BACKORDERED)
    if (sku is None and not description and not counted) or (
        not told and not sku and _counts(table)
    ):
        return None
    line = NoticeLine(
        sku=sku,
        description=description,
        quantity=_of(sheet, share, "count") if share else _count(sheet, counted),
        backordered=_count(sheet, table.cell(row, Field.BACKORDERED)),
        ordered=_count(sheet, table.cell(row, Field.ORDERED))
        or (_of(sheet, share, "whole") if share else None),
    )
    unit = _unit(table, row)
    if line.quantity is not None and (twice or unit or whole.of_all(_swallowed, table)):
        line = line.model_copy(update={"quantity": None})
    behind = line.backordered is not None and line.backordered.value > 0
    unsaid = behind and not table.has(Field.SHIPPED, Field.ORDERED)
    if line.quantity is not None:
        stayed = line.quantity.value == 0
    else:
        stayed = not counted and behind and table.has(*COUNTS)
    problem = ""
    if unsaid and not stayed:
        problem = f"{name_of(line)!r}: is the quantity what was ordered or what went?"
    elif line.quantity is None and not stayed:
        problem = _uncounted(line, counted, twice, unit)
    elif sku is None and not stayed:
        problem = f"{name_of(line)!r} has no article number"
    return Item(line, not stayed, problem, row)


def _counts_of(table: Layout) -> tuple[Field, ...]:
    """Return the column that counts what went.

    Beside one of what went, any other counts something else: an empty cell is no leave
    to take what was ordered.
    """
    return (Field.SHIPPED,) if table.has(Field.SHIPPED) else (Field.QUANTITY,)


def _uncounted(
    line: NoticeLine, counted: Sequence[Run], twice: Sequence[Run], unit: str
) -> str:
    """Say why it is not known how many went."""
    if twice:
        printed = " and ".join(run.text for run in twice)
        return f"{name_of(line)!r}: {printed} are printed, which of them went?"
    if unit:
        return f"{name_of(line)!r} is counted in {unit!r}: no count of pieces"
    if counted:
        return f"{' '.join(run.text for run in counted)!r} is no count of pieces"
    return f"how many of {name_of(line)!r} were shipped is not printed"


def _swallowed(table: Layout) -> bool:
    """Say whether a column of what was ordered is empty and the one behind it is not.

    What stands there may be the orders' counts, set far to the right of their head.
    """
    ordered, shipped = table.indexes(Field.ORDERED), table.indexes(Field.SHIPPED)
    if len(ordered) != 1 or len(shipped) != 1 or shipped[0] != ordered[0] + 1:
        return False
    filled = [row for row in table.rows if row.cells.get(shipped[0])]
    return len(filled) > 1 and not any(r.cells.get(ordered[0]) for r in table.rows)


def _unit(table: Layout, row: TableRow) -> str:
    """Return the unit a row is counted in, if that is plainly not the single piece."""
    text = table.text(row, Field.UNIT)
    return text if text.strip(" .").lower() in NOT_PIECES else ""


def _counts(table: Layout) -> bool:
    return table.has(*QUANTITIES)


def _count(sheet: Sheet, cell: Sequence[Run]) -> Cited[int] | None:
    """Return the one count in a cell."""
    counts = [
        (run, value)
        for run in cell
        if (value := quantity(run, sheet.order)) is not None
    ]
    if len(counts) != 1 or len(cell) > len(counts) + 1:
        return None
    return cite(sheet.document, *counts[0])


def _share(whole: Divided, table: Layout, cell: Sequence[Run]) -> Run | None:
    """Return the cell that says how many of how many went: "1 of 2" under "Qty".

    None where such cells may number parcels.
    """
    columns = table.indexes(*_counts_of(table))
    heads = {word for i in columns for word in phrase(table.columns[i].text)}
    if len(cell) != 1 or len(columns) != 1 or not heads & _OF_ARTICLES:
        return None
    share = whole_share(cell[0].text)
    if share is None or int(share["count"]) > int(share["whole"]):
        return None
    # Last, because it looks at the whole column.
    return None if whole.of_all(_numbered, table) else cell[0]


def _numbered(table: Layout) -> bool:
    """Say whether a column of counts numbers parcels."""
    columns = table.indexes(*_counts_of(table))
    cells = (row.cells.get(i, ()) for row in table.rows for i in columns)
    return numbers_parcels([run.text for cell in cells for run in cell])


def _of(sheet: Sheet, run: Run, group: str) -> Cited[int] | None:
    """Return one of the two counts of "1 of 2"."""
    share = whole_share(run.text)
    words = part(run, *share.span(group)) if share else None
    return cite(sheet.document, words, int(share[group])) if share and words else None


def _behind_place(table: Layout, row: TableRow, run: Run) -> Run | None:
    """Return the code behind the number of its line, where both stand in one cell.

    A number set right may touch the code set left in the column behind.
    """
    if len(run.words) != 2 or not table.has(Field.LINE):  # noqa: PLR2004  # number, code
        return None
    place, code = run.words
    alone = not table.cell(row, Field.LINE) and place.text.isdigit()
    return Run(run.page, (code,)) if alone and code_like(code.text) else None


def _sku(document: Document, table: Layout, row: TableRow) -> Cited[str] | None:
    for field in CODES:
        cell = table.cell(row, field)
        if not cell:
            continue
        run = cell[0]
        first = Run(run.page, run.words[:1])
        if len(run.words) > 1 and code_like(first.text):
            return cite(document, first, first.text)
        if len(cell) > 1 and run.text.endswith("-") and len(cell[1].words) == 1:
            both = Run(run.page, (*run.words, *cell[1].words))
            return cite(document, both, "".join(w.text for w in both.words))
        run = _behind_place(table, row, run) or run
        return cite(document, run, run.text)
    cell = table.cell(row, Field.DESCRIPTION, Field.ITEM)
    if cell:
        if led := bracketed(cell[0]):
            return cite(document, led, led.text)
        first = Run(cell[0].page, cell[0].words[:1])
        if code_like(first.text) and not first.text.isdigit():
            return cite(document, first, first.text)
    return None
