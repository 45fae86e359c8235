"""The names of both sides, where labels say whose they are."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Literal

from extractors.layout.citing import cite, part
from extractors.layout.labels import row_labels
from extractors.layout.rows import Row, Run
from extractors.layout.sheet import Sheet
from extractors.layout.tokens import phrase
from extractors.layout.vocabulary import phrases
from extractors.values import Cited

Side = Literal["vendor", "customer"]

_ROWS = 5
"""Rows below a heading in which the name it announces stands."""
_LONGEST = 80


@cache
def _words(heading: str) -> frozenset[tuple[str, ...]]:
    found = phrases("extractors.layout.money", "parties.txt")
    return frozenset(words for name, words in found if name == heading)


def party_of(sheet: Sheet, side: Side) -> Cited[str] | None:
    """Return the name of one side; None where labels name none, or several."""
    names: dict[str, Run] = {}
    for run in _names(sheet, side):
        names.setdefault(run.text.casefold(), run)
    if len(names) != 1:
        return None
    [run] = names.values()
    return cite(sheet.document, run, run.text)


def _names(sheet: Sheet, side: Side) -> Iterator[Run]:
    """Yield what stands beside, or else under, the labels of a side."""
    for index, row in enumerate(sheet.rows):
        if index in sheet.tabled:
            continue
        for place, cell in enumerate(row.cells):
            label, value = _divided(cell)
            if phrase(label) not in _words(side):
                continue
            colon = value is not None or cell.text.rstrip().endswith(":")
            if phrase(label) in _words("person") and not colon:
                continue
            found = value or _value(sheet, index, place)
            if found and _nameable(found.text):
                yield found


def _value(sheet: Sheet, index: int, place: int) -> Run | None:
    """Return the cell right of a label, or the line under it, if only one can be."""
    row = sheet.rows[index]
    cell = row.cells[place]
    beside = row.cells[place + 1] if place + 1 < len(row.cells) else None
    if beside and _opened(row, beside):
        beside = None
    if beside and cell.text.rstrip().endswith(":"):
        return beside
    below = _below(sheet, index, cell)
    return None if beside and below else beside or below


def _opened(row: Row, cell: Run) -> bool:
    """Say whether a cell of a row begins with a label."""
    first = cell.words[0]
    return any(lb.form and row.words[lb.start] == first for lb in row_labels(row, 0))


def _divided(cell: Run) -> tuple[str, Run | None]:
    """Return the words before a colon in a cell, and those after it."""
    before, colon, after = cell.text.partition(":")
    if not colon or not after.strip():
        return before, None
    start = len(before) + 1 + len(after) - len(after.lstrip())
    return before, part(cell, start, len(cell.text))


def _below(sheet: Sheet, index: int, head: Run) -> Run | None:
    """Return the name under a heading: a labelled one, else the first line."""
    height = max(sheet.rows[index].height, 1.0)
    for row in sheet.rows[index + 1 : index + 1 + _ROWS]:
        if row.page != head.page:
            return None
        for cell, after in pairwise(row.cells):
            if phrase(cell.text) in _words("name"):
                return after
        flush = _flush(row, head, height)
        if flush is None or ":" in flush.text:
            continue
        if _opened(row, flush):
            return None
        if _nameable(flush.text):
            return flush
    return None


def _flush(row: Row, head: Run, height: float) -> Run | None:
    """Return the cell of a row that begins where the heading begins."""
    return next((c for c in row.cells if abs(c.x0 - head.x0) <= height), None)


def _nameable(text: str) -> bool:
    """Say whether a text can be a name: words more than digits, no colon after."""
    letters = sum(map(str.isalpha, text))
    return (
        letters >= 3  # noqa: PLR2004  # the shortest names of companies
        and len(text) <= _LONGEST
        and letters > 2 * sum(map(str.isdigit, text))
        and not text.rstrip().endswith(":")
    )
