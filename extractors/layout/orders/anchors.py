"""The places of a sheet that name our orders."""

import re
from collections.abc import Iterator, Sequence

from extractors.layout.orders.carried import carried, is_spreadsheet
from extractors.layout.orders.values import Anchor, order_key, written_alike
from extractors.layout.orders.whose import is_plain, is_sign, our_fields
from extractors.layout.page.citing import part
from extractors.layout.page.heads import ARTICLES, QUANTITIES
from extractors.layout.page.labels import Label
from extractors.layout.page.parsing import order_numbers
from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Place, Sheet
from extractors.layout.page.tables.values import Layout
from extractors.layout.page.vocabulary import Field

_GLUED = re.compile(r"(?<![\w-])P\.?O\.?[-#]?\d[\w-]{2,20}(?![\w-])", re.IGNORECASE)
"""A purchase order that carries its own label: PO4711, PO-4711."""


def anchors_of(sheet: Sheet) -> tuple[Anchor, ...]:
    """Return the places that name our orders, in order, by the surest kind of label."""
    sure = [*_labelled(sheet, Field.PO), *_boxed(sheet, Field.PO)]
    yours = [*_labelled(sheet, Field.YOUR_ORDER), *_boxed(sheet, Field.YOUR_ORDER)]
    yours = [a for a in yours if a.form]
    if sure:
        sure = _ours(sure, [*yours, *_mentioned(sheet, yours)])
    sure = sure or list(_glued(sheet)) or yours
    return tuple(sorted(sure, key=lambda a: a.place))


def _ours(sure: Sequence[Anchor], yours: Sequence[Anchor]) -> list[Anchor]:
    """Return the anchors that may be ours where some are called our reference.

    Beside such a one the order that is nobody's is the vendor's. An order that is ours
    by its label, and a reference of ours that is written as orders are, may both be.
    """
    keys = {order_key(n.text) for a in sure for n in a.numbers}
    others = [a for a in yours if any(order_key(n.text) not in keys for n in a.numbers)]
    alike = [
        a
        for a in others
        if any(written_alike(n.text, key) for n in a.numbers for key in keys)
    ]
    telling = [a for a in others if a in alike or (a.form and not is_sign(a.label))]
    if telling and all(is_plain(a.label) for a in sure):
        return [a for a in yours if a in telling or a not in others]
    return [*sure, *alike]


def _mentioned(sheet: Sheet, known: Sequence[Anchor]) -> Iterator[Anchor]:
    """Yield what a sentence calls our reference: "order 4712 (your ref. 4711)"."""
    places = {anchor.place for anchor in known}
    for label in sheet.of(Field.YOUR_ORDER):
        numbers = order_numbers(label.value) if label.value else ()
        place = Place(label.row, label.start)
        if numbers and place not in places:
            yield Anchor(place, numbers[:1], label.text, form=False)


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
        if our_fields(table) != (field,):
            continue
        rows = carried(table, field, sheet=is_spreadsheet(sheet))
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
