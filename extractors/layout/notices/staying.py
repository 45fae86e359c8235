"""Goods that stayed behind, by the headings of tables and the status of a row."""

from collections.abc import Iterator

from extractors.layout.notices.divided import Divided
from extractors.layout.notices.item import Item
from extractors.layout.notices.labelled_items import CODES
from extractors.layout.notices.marks import NO
from extractors.layout.notices.scopes import Part
from extractors.layout.notices.spelled_items import lists_goods
from extractors.layout.notices.statuses import understood
from extractors.layout.notices.telling import is_part, telling_of
from extractors.layout.page.heads import QUANTITIES
from extractors.layout.page.labels import row_labels
from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.standing import BEHIND, heads, says_behind
from extractors.layout.page.tables.values import Layout
from extractors.layout.page.vocabulary import Field

_HEADED = 3
"""Rows: a table's heading stands no further above it."""
_DONE = frozenset(
    (  # noqa: SIM905  # a list of words reads better so
        "shipped sent dispatched despatched fulfilled picked packed loaded versandt"
        " versendet verschickt expedie expediee envoye envoyee enviado enviada spedito"
        " spedita inviato inviata verzonden verstuurd"
    ).split()
)
"""Words of labels over whether goods went."""
_ADDRESS = "state"
"""A label of addresses as well."""
_LONGEST = 6
"""Words of a heading; longer lines are sentences."""


def has_items(table: Layout) -> bool:
    """Say whether a table lists articles; what a freight bill lists are pieces."""
    fields = {c.field for c in table.columns}
    if fields & {*CODES, Field.ITEM}:
        return True
    freight = Field.WEIGHT in fields and not fields & {Field.SHIPPED, Field.ORDERED}
    return Field.DESCRIPTION in fields and bool(fields & QUANTITIES) and not freight


def stays(order: Part, table: Layout, item: Item) -> bool:
    """Say whether a heading or the row's status says that its goods did not go."""
    if _left_behind(order.whole, table, item):
        return True
    rows = order.sheet.rows
    for index in range(table.head - 1, max(table.head - _HEADED - 1, -1), -1):
        if index in order.sheet.tabled or rows[index].page != rows[table.head].page:
            break
        if heads(rows[index].text):
            return bool(BEHIND.search(rows[index].text))
    return False


def _left_behind(whole: Divided, table: Layout, item: Item) -> bool:
    """Say whether a row's status is that it stayed; not of a part that did not."""
    if item.row is None or is_part(table, item):
        return False
    statuses = whole.of_all(telling_of, table).statuses
    for index in item.row.cells:
        text = item.row.text(index)
        if table.columns[index].field is Field.STATUS and BEHIND.search(text):
            return True
        if index in statuses and says_behind(text):
            return True
    return False


def unsettled(order: Part) -> Iterator[Run]:
    """Yield lines in or right under a table that say something stayed behind.

    Whether they speak of what stands above or below them is not printed.
    """
    heads_of = {table.head for table, _ in order.rows}
    for table in {id(t): t for t, _ in order.rows if has_items(t)}.values():
        for index in order.whole.of_all(_behind, order.sheet, table):
            if index not in heads_of and index + 1 not in heads_of:
                yield order.sheet.line(index)


def _behind(sheet: Sheet, table: Layout) -> tuple[int, ...]:
    """Return the lines in or right under a table that say something stayed behind."""
    if table.has(Field.SHIPPED, Field.BACKORDERED):
        return ()
    return tuple(
        index
        for index in (*table.loose, table.end)
        if index not in sheet.tabled
        and index < len(sheet.rows)
        and len(sheet.rows[index].cells) == 1
        and heads(sheet.line(index).text)
        and BEHIND.search(sheet.line(index).text)
    )


def unclear_headings(order: Part) -> Iterator[Run]:
    """Yield the headings between an order's tables that may mean that goods stayed.

    Above the first table a line may be anything. Between two it says how they differ,
    and of what is in the second it is only known that it is something else.
    """
    tables = {id(t): t for t, _ in order.rows if has_items(t)}.values()
    sheet = order.sheet
    last: Layout | None = None
    for table in sorted(tables, key=lambda t: t.head):
        if last is not None:
            index = _heading(sheet, last.end, table.head)
            if index is not None and not _is_clear(sheet, index):
                yield sheet.line(index)
        last = table


def _heading(sheet: Sheet, begin: int, head: int) -> int | None:
    """Return the nearest line above a table, after the one before it, that heads it."""
    rows = sheet.rows
    for index in range(head - 1, max(head - 1 - _HEADED, begin - 1), -1):
        row = rows[index]
        if index in sheet.tabled or row.page != rows[head].page:
            return None
        if any(label.value for label in row_labels(row, index)):
            continue
        short = len(row.cells) == 1 and len(row.words) <= _LONGEST
        return index if short and rows[begin - 1].page == row.page else None
    return None


def _is_clear(sheet: Sheet, index: int) -> bool:
    """Say whether a heading says that goods went or stayed, or nothing of that."""
    text = sheet.rows[index].text
    return bool(BEHIND.search(text)) or understood(text, sheet.near, sheet.order)


def left_lines(order: Part) -> Iterator[Run]:
    """Yield the short lines outside tables that say something stayed behind.

    Among articles that stand one below the other with their labels, it is not printed
    of which they speak.
    """
    own, _ = order.lines
    for index in own:
        text = order.sheet.rows[index].text
        if not (heads(text) and BEHIND.search(text)):
            continue
        labels = row_labels(order.sheet.rows[index], index)
        if not any(lb.value and lb.field in QUANTITIES for lb in labels):
            yield order.sheet.line(index)


def unclear_lists(order: Part) -> Iterator[Run]:
    """Yield the headings between lists of goods that may mean that goods stayed.

    As between tables; a heading ends with a colon, or speaks of goods.
    """
    sheet, (own, _) = order.sheet, order.lines
    listed = [lists_goods(sheet.document, sheet.line(index)) for index in own]
    for place in range(1, len(own) - 1):
        index = own[place]
        row = sheet.rows[index]
        if listed[place] or not listed[place + 1] or not any(listed[:place]):
            continue
        heading = row.text.endswith(":") or heads(row.text)
        if len(row.words) > _LONGEST or not heading or _is_clear(sheet, index):
            continue
        yield sheet.line(index)


def unclear_statuses(order: Part) -> Iterator[Run]:
    """Yield the statuses outside tables that do not say that the goods went.

    Where a column counts what went, the order may have gone in part.
    """
    sheet = order.sheet
    partly = any(table.has(Field.SHIPPED) for table, _ in order.rows)
    for label in order.labels(Field.STATUS)[0]:
        if label.value is None or label.text == _ADDRESS or not label.colon:
            continue
        text = label.value.text
        if not understood(text, sheet.near, sheet.order, partly=partly):
            yield label.value


def denied(order: Part) -> Iterator[Run]:
    """Yield the cells outside tables that say no of what happens to goods that go.

    As exports print it of an article or an order: "Is shipped: FALSE".
    """
    own, _ = order.lines
    lines = frozenset(own)
    for index, place, words in order.sheet.openings:
        cell = order.sheet.rows[index].cells[place]
        said = cell.text.partition(":")[2].strip(" .").lower()
        if index in lines and said in NO and _DONE.intersection(words):
            yield cell
