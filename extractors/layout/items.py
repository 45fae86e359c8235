"""Lines of a notice: from the rows of a table, or from label lines."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.codes import Reason
from extractors.layout.citing import cite, evidence_of, part
from extractors.layout.heads import ARTICLES, QUANTITIES
from extractors.layout.parsing import code_like, quantity
from extractors.layout.rows import Run
from extractors.layout.scopes import Part
from extractors.layout.sheet import Sheet
from extractors.layout.standing import BEHIND, heads
from extractors.layout.tables import Layout, TableRow
from extractors.layout.vocabulary import Field
from extractors.tracking import accept
from extractors.values import Cited, Document, Issue, NoticeLine

_CODES = (Field.OUR_SKU, Field.SKU, Field.MAKER_SKU)
_COUNTS = (Field.SHIPPED, Field.QUANTITY)
_CODE = r"(?P<code>[A-Z0-9][A-Z0-9./_-]{2,}[A-Z0-9])"
_SPELLED = tuple(
    re.compile(form)
    for form in (
        rf"(?:^|[:;,]\s)(?:[-*•·]\s*)?(?P<count>\d{{1,4}})\s*(?:[xX×]|(?i:ea|each|pcs?|units?|of))\.?\s+(?:of\s+)?{_CODE}(?!\S)",
        rf"^(?:[-*•·]\s*)?(?i:qty|quantity)\.?\s*[:#]?\s*(?P<count>\d{{1,4}})\s*[-,–xX×]*\s+{_CODE}(?!\S)",
        rf"^(?:[-*•·]\s*)?{_CODE}(?![^\s,:;)]).*?\(?\b(?i:qty|quantity|shipped)\.?\s*[:=]?\s*(?P<count>\d{{1,4}})\)?\s*(?:ea|EA|pcs?)?$",
        rf"^(?:[-*•·]\s*)?{_CODE}(?![^\s,:;)]).*?\s[xX×]\s?(?P<count>\d{{1,4}})$",
        rf"^(?:[-*•·]\s*)?{_CODE}(?![^\s,:;)]).*?[\s(](?P<count>\d{{1,4}})\s?(?:ea|EA|each|pcs?|units?)\.?\)?$",
    )
)
_HEADED = 3
"""Rows: a table's heading stands no further above it."""
_BESIDE = 3
"""Rows: a quantity's label stands no further below the article's."""


class Item(NamedTuple):
    """A line of a notice, and where it came from."""

    line: NoticeLine
    shipped: bool
    """False: a line that stayed behind."""
    problem: str = ""
    row: TableRow | None = None


def items_of(order: Part) -> tuple[tuple[Item, ...], tuple[Issue, ...]]:
    """Return the lines of one order, and an issue for each that is not certain."""
    items = list(_from_tables(order))
    if not items:
        items = list(_from_labels(order)) or list(_from_text(order))
    issues = [
        Issue(code=Reason.QUANTITY_UNKNOWN, detail=item.problem)
        for item in items
        if item.problem
    ]
    document = order.sheet.document
    for run in _unsettled(order):
        detail = f"{run.text!r}: what does it speak of?"
        evidence = evidence_of(document, run)
        issues.append(
            Issue(code=Reason.QUANTITY_UNKNOWN, detail=detail, evidence=evidence)
        )
    for run in _unread(order, items):
        detail = f"{run.text!r} looks like a line that was not understood"
        evidence = evidence_of(document, run)
        issues.append(
            Issue(code=Reason.INCOMPLETE_READING, detail=detail, evidence=evidence)
        )
    return tuple(items), tuple(dict.fromkeys(issues))


def has_items(table: Layout) -> bool:
    """Say whether a table lists articles."""
    fields = {c.field for c in table.columns}
    return bool(fields & (ARTICLES - {Field.DESCRIPTION})) or (
        Field.DESCRIPTION in fields and bool(fields & QUANTITIES)
    )


def _from_tables(order: Part) -> Iterator[Item]:
    for table, row in order.rows:
        if has_items(table):
            item = _from_row(order.sheet, table, row)
            if item and _stays(order, table, row):
                yield item._replace(shipped=False, problem="")
            elif item:
                yield item


def _stays(order: Part, table: Layout, row: TableRow) -> bool:
    """Say whether a heading or the row's status says that its goods did not go."""
    status = " ".join(run.text for run in table.cell(row, Field.STATUS))
    if BEHIND.search(status):
        return True
    rows = order.sheet.rows
    for index in range(table.head - 1, max(table.head - _HEADED - 1, -1), -1):
        if index in order.sheet.tabled or rows[index].page != rows[table.head].page:
            break
        if heads(rows[index].text):
            return bool(BEHIND.search(rows[index].text))
    return False


def _unsettled(order: Part) -> Iterator[Run]:
    """Yield lines in or right under a table that say something stayed behind.

    Whether they speak of what stands above or below them is not printed.
    """
    heads_of = {table.head for table, _ in order.rows}
    for table in {id(t): t for t, _ in order.rows if has_items(t)}.values():
        if table.has(Field.SHIPPED, Field.BACKORDERED):
            continue
        for index in (*table.loose, table.end):
            if index in heads_of or index + 1 in heads_of:
                continue
            if index in order.sheet.tabled or index >= len(order.sheet.rows):
                continue
            line = order.sheet.line(index)
            alone = len(order.sheet.rows[index].cells) == 1
            if alone and heads(line.text) and BEHIND.search(line.text):
                yield line


def _from_row(sheet: Sheet, table: Layout, row: TableRow) -> Item | None:
    """Return the line a table row prints, or None where it prints none."""
    sku = _sku(sheet.document, table, row)
    words = table.cell(row, Field.DESCRIPTION, Field.ITEM)
    description = " ".join(run.text for run in words)
    counted = table.cell(row, *_COUNTS)
    told = counted or table.cell(row, Field.ORDERED, Field.BACKORDERED)
    if (sku is None and not description) or (not told and _counts(table)):
        return None
    line = NoticeLine(
        sku=sku,
        description=description,
        quantity=_count(sheet, counted),
        backordered=_count(sheet, table.cell(row, Field.BACKORDERED)),
        ordered=_count(sheet, table.cell(row, Field.ORDERED)),
    )
    behind = line.backordered is not None and line.backordered.value > 0
    unsaid = behind and not table.has(Field.SHIPPED, Field.ORDERED)
    if line.quantity is not None:
        stayed = line.quantity.value == 0
    else:
        stayed = not counted and behind and table.has(*_COUNTS)
    problem = ""
    if stayed:
        pass
    elif unsaid:
        problem = f"{_name(line)!r}: is the quantity what was ordered or what went?"
    elif line.quantity is None and counted:
        problem = f"{' '.join(run.text for run in counted)!r} is no count of pieces"
    elif line.quantity is None:
        problem = f"how many of {_name(line)!r} were shipped is not printed"
    elif sku is None:
        problem = f"{_name(line)!r} has no article number"
    return Item(line, not stayed, problem, row)


def _counts(table: Layout) -> bool:
    return table.has(*QUANTITIES)


def _name(line: NoticeLine) -> str:
    return line.sku.value if line.sku else line.description[:60]


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


def _sku(document: Document, table: Layout, row: TableRow) -> Cited[str] | None:
    for field in _CODES:
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
        return cite(document, run, run.text)
    cell = table.cell(row, Field.DESCRIPTION, Field.ITEM)
    if cell:
        first = Run(cell[0].page, cell[0].words[:1])
        if code_like(first.text) and not first.text.isdigit():
            return cite(document, first, first.text)
    return None


def _from_labels(order: Part) -> Iterator[Item]:
    """Yield the lines that stand as "SKU: …" and "Qty: …", in either order."""
    document = order.sheet.document
    codes = [
        label
        for label in order.labels(*_CODES)[0]
        if label.value and code_like(label.value.words[0].text)
    ]
    counts = [
        (label, cited)
        for label in order.labels(*_COUNTS)[0]
        if label.value and (cited := _first_count(document, label.value))
    ]
    paired = _paired(
        [(c.row, c.start) for c in codes], [(c.row, c.start) for c, _ in counts]
    )
    for number, label in enumerate(codes):
        if not label.value:
            continue
        first = Run(label.value.page, label.value.words[:1])
        count = counts[number][1] if paired else None
        line = NoticeLine(sku=cite(document, first, first.text), quantity=count)
        problem = f"how many of {_name(line)!r} were shipped is not printed"
        yield Item(line, count is None or count.value > 0, "" if count else problem)


def _paired(
    codes: list[tuple[int, int]], counts: list[tuple[int, int]]
) -> bool:
    """Say whether places of codes and counts alternate, and each pair stands together."""
    if len(codes) != len(counts):
        return False
    first, second = (codes, counts) if codes < counts else (counts, codes)
    woven = [place for pair in zip(first, second, strict=True) for place in pair]
    near = all(b[0] - a[0] <= _BESIDE for a, b in zip(first, second, strict=True))
    return woven == sorted(woven) and near


def _first_count(document: Document, run: Run) -> Cited[int] | None:
    first = Run(run.page, run.words[:1])
    value = quantity(first)
    return None if value is None else cite(document, first, value)


def _from_text(order: Part) -> Iterator[Item]:
    """Yield the lines that read "2 x ABC-100 …" or "ABC-100 … Qty: 2"."""
    own, _ = order.lines
    behind = False
    for index in own:
        line = order.sheet.line(index)
        item = _spelled(order.sheet.document, line)
        if item is None:
            if heads(line.text):
                behind = bool(BEHIND.search(line.text))
        elif behind or BEHIND.search(line.text):
            yield item._replace(shipped=False)
        else:
            yield item


def _spelled(document: Document, line: Run) -> Item | None:
    for form in _SPELLED:
        match = form.search(line.text)
        if not match or not _is_article(match["code"]):
            continue
        code = part(line, *match.span("code"))
        count = part(line, *match.span("count"))
        if not code or not count:
            continue
        value = NoticeLine(
            sku=cite(document, code, match["code"]),
            quantity=cite(document, count, int(match["count"])),
        )
        return Item(value, int(match["count"]) > 0)
    return None


def _is_article(text: str) -> bool:
    """Say whether a word by itself is plainly an article's code."""
    return (
        code_like(text)
        and not text.isdigit()
        and any(map(str.isalpha, text))
        and not accept(text, labelled=False).counts
    )


def _unread(order: Part, items: Sequence[Item]) -> Iterator[Run]:
    """Yield the lines outside tables that hold a code and a count nobody read."""
    known = {item.line.sku.value for item in items if item.line.sku}
    own, _ = order.lines
    valued = {
        (w.x0, w.top, lb.value.page)
        for lb in order.sheet.labels
        if lb.value
        for w in lb.value.words
    }
    for index in own:
        row = order.sheet.rows[index]
        spelled = _spelled(order.sheet.document, order.sheet.line(index))
        if spelled and spelled.line.sku and spelled.line.sku.value not in known:
            yield order.sheet.line(index)
            continue
        counts = [c for c in row.cells if quantity(c) is not None and len(c.text) < 5]  # noqa: PLR2004  # no year, no ZIP
        codes = [
            w
            for c in row.cells
            for w in c.words[:1]
            if _is_article(w.text)
            and len(w.text) > 3  # noqa: PLR2004  # "B2" is a place
            and (w.x0, w.top, row.page) not in valued
            and w.text not in known
        ]
        if counts and codes:
            yield order.sheet.line(index)
