"""The day a document of money was made out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from extractors.layout.money.headings import texts_of
from extractors.layout.page.citing import cite, part
from extractors.layout.page.dates import dates_in
from extractors.layout.page.labels import Label
from extractors.layout.page.listed import next_entry
from extractors.layout.page.rows import Row, Run
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.vocabulary import Field
from extractors.layout.titles import names_title, title_rows
from extractors.values import Cited, Kind

_ISSUED = re.compile(
    r"^(?:vom|du|del|van|dated|date|issued(?: at| on)?|d\.d\.|le|from)\b", re.IGNORECASE
)
_TIME = re.compile(r"(?<!\d)\d{1,2}:\d\d(?::\d\d)?(?!\d)")
"""Beside a date: when the page was printed, more likely than what it is dated."""
_LETTER = re.compile(r"^[^\W\d_][\w .-]{1,30}, (?:den|le|the)(?:\s+|$)")
"""A place before a day, as letters are dated."""
_LETTERS = re.compile(r", (?:den|le|the)\b")
"""What no such line is without."""
_PLACE = re.compile(
    r"(?:[A-ZÀ-Ý][^\W\d_]{2,24}(?:[ -](?=[A-ZÀ-Ý])|(?=,))){1,3}, (?=\d)"
)
"""The same without a word between: a place in capitals, a day in digits."""
_PITCH = 2.0
"""Heights of type between a number and the day under it, at most."""
_HEAD = 0.5
"""Of a page: a letter is dated further up."""
_FLUSH = 2.0
"""Points: as far apart are edges of cells that stand under each other."""
_OWN: dict[Kind, tuple[str, ...]] = {
    "invoice": ("invoiced", "issued"),
    "credit_memo": ("credited", "issued"),
    "statement": ("stated", "issued"),
    "order_ack": ("confirmed", "issued", "ordered"),
    "purchase_order": ("placed", "ordered", "issued"),
}
"""Headings of labels that date a document of each kind, the surest first: the day of
the order on an invoice is another paper's, as is that of our order on its answer."""
_ELSE: dict[Kind, tuple[str, ...]] = {
    "credit_memo": ("invoiced",),
    "order_ack": ("placed", "invoiced"),
}
"""Labels that are believed where nothing else dates the document."""


def day_of(
    sheet: Sheet, kind: Kind, labels: Sequence[Label], number: tuple[Label, Run] | None
) -> Cited[date] | None:
    """Return the day; None where labels of one kind give several, or none is certain.

    Args:
        sheet: The document.
        kind: Of the document.
        labels: Of the document.
        number: Its own number with its label: a date may follow it.
    """
    plain = [lb for lb in labels if lb.field is Field.DATE and lb.value]
    timed = [lb for lb in plain if _TIME.search(sheet.rows[lb.row].text)]

    def under(headings: Iterable[str]) -> list[list[tuple[Run, date | None]]]:
        return [
            list(_dated(sheet, (lb for lb in labels if lb.text in texts_of(heading))))
            for heading in headings
        ]

    for found in (
        *under(_OWN.get(kind, ())),
        list(_titled(sheet, kind)),
        list(_beside_number(sheet, number)),
        list(_under_number(sheet, number)),
        list(_dated(sheet, (lb for lb in plain if lb not in timed))),
        list(_written(sheet)),
        list(_placed(sheet)),
        list(_dated(sheet, timed)),
        *under(_ELSE.get(kind, ())),
    ):
        days = {day for _, day in found}
        if len(days) == 1:
            run, day = found[0]
            return cite(sheet.document, run, day) if day else None
        if days:
            return None
    return None


def _dated(sheet: Sheet, labels: Iterable[Label]) -> Iterator[tuple[Run, date | None]]:
    for label in labels:
        if not _lists(sheet, label):
            yield from _starting(sheet, label.value)


def _lists(sheet: Sheet, label: Label) -> bool:
    """Say whether a label heads a column of days, one for each entry of a list."""
    entry = next_entry(sheet.rows, label)
    return entry is not None and any(
        d.start == 0 for d in dates_in(entry.text, sheet.order)
    )


def _titled(sheet: Sheet, kind: Kind) -> Iterator[tuple[Run, date | None]]:
    """Yield the day in the title of the document itself: "Statement as of 31/10/26"."""
    for index in title_rows(sheet, kind):
        for cell in sheet.rows[index].cells:
            dated = dates_in(cell.text, sheet.order)
            if len(dated) != 1 or dated[0].end != len(cell.text):
                continue
            words = part(cell, dated[0].start, dated[0].end)
            if words and names_title(cell.text[: dated[0].start], kind):
                yield words, dated[0].value


def _written(sheet: Sheet) -> Iterator[tuple[Run, date | None]]:
    """Yield the day a letter is dated by: "München, den 01.11.2024"."""
    if not _LETTERS.search(sheet.text):
        return
    for row in sheet.rows:
        for number, cell in enumerate(row.cells):
            led = _LETTER.match(cell.text)
            if led and led.end() < len(cell.text):
                yield from _starting(sheet, part(cell, led.end(), len(cell.text)))
            elif led and number + 1 < len(row.cells):
                yield from _starting(sheet, row.cells[number + 1])


def _placed(sheet: Sheet) -> Iterator[tuple[Run, date | None]]:
    """Yield the day after a place at the head of a page: "Hagen, 05.11.2026"."""
    if sheet.order != "dmy" or not sheet.document.pages:
        return
    page = sheet.document.pages[0]
    for index, row in enumerate(sheet.rows):
        if row.page != page.number or row.top > _HEAD * page.height:
            return
        cell = row.cells[-1]
        led = None if index in sheet.tabled else _PLACE.match(cell.text)
        day = part(cell, led.end(), len(cell.text)) if led else None
        dated = dates_in(day.text, sheet.order) if day else []
        if day and [(d.start, d.end) for d in dated] == [(0, len(day.text))]:
            yield day, dated[0].value


def _starting(sheet: Sheet, run: Run | None) -> Iterator[tuple[Run, date | None]]:
    """Yield the date a value begins with."""
    if run is None:
        return
    begin = len(run.text) - len(run.text.lstrip(" :.-"))
    for dated in dates_in(run.text, sheet.order)[:1]:
        words = part(run, dated.start, dated.end)
        if dated.start <= begin and words:
            yield words, dated.value


def _beside_number(
    sheet: Sheet, number: tuple[Label, Run] | None
) -> Iterator[tuple[Run, date | None]]:
    """Yield the date that follows a document's number in its row: "4711 vom 3.5.26"."""
    if number is None:
        return
    label, run = number
    line = sheet.line(label.row)
    last = run.words[-1]
    at = next((i for i, w in enumerate(line.words) if w.x1 == last.x1), None)
    if at is None or at + 1 >= len(line.words):
        return
    rest = Run(line.page, line.words[at + 1 :])
    opened = _ISSUED.match(rest.text)
    if opened:
        yield from _starting(sheet, part(rest, opened.end(), len(rest.text)))


def _under_number(
    sheet: Sheet, number: tuple[Label, Run] | None
) -> Iterator[tuple[Run, date | None]]:
    """Yield the date that stands alone right under a document's number.

    So does a head without labels: the title, the number below it, the day below that.
    """
    if number is None:
        return
    run = number[1]
    for index, row in enumerate(sheet.rows):
        heads = [c for c in row.cells if row.page == run.page and _ends_with(c, run)]
        if not heads:
            continue
        for cell in _next_below(sheet.rows, index, heads[0]):
            dated = dates_in(cell.text, sheet.order)
            if len(dated) == 1 and dated[0].end - dated[0].start == len(cell.text):
                yield cell, dated[0].value


def _next_below(rows: Sequence[Row], index: int, head: Run) -> Iterator[Run]:
    """Yield the cells flush under another, where nothing stands between."""
    for row in rows[index + 1 :]:
        if row.page != head.page or row.top - head.top > _PITCH * rows[index].height:
            return
        below = [c for c in row.cells if c.x0 < head.x1 and c.x1 > head.x0]
        if below:
            yield from (
                c
                for c in below
                if min(abs(c.x0 - head.x0), abs(c.x1 - head.x1)) <= _FLUSH
            )
            return


def _ends_with(cell: Run, run: Run) -> bool:
    """Say whether the words of a run are the last of a cell, where they are printed."""
    last = run.words[-1]
    return cell.words[-1].top == last.top and cell.x1 == run.x1
