"""Names under or beside the labels that announce them."""

import re
from collections.abc import Container, Iterator
from functools import cache
from itertools import pairwise

from extractors.layout.page.citing import part
from extractors.layout.page.rows import Row, Run
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.tokens import phrase
from extractors.layout.page.vocabulary import phrases

_ROWS = 5
"""Rows below a heading in which the name it announces stands."""
_INDENT = 2.5
"""Heights of type: a name begins no further right than its heading."""
_UNDER = 2.4
"""Row heights from a row of headings down to the row of their values, at most."""
_LONGEST = 80
_PERSON = re.compile(r"[^\W\d_][\w'’-]+,\s?[^\W\d_][\w'’-]+,?")
"""A surname, a comma, a first name: "Doe,Jane"."""

_QUOTES = "\"'\u201c\u201d\u201e\u201f\u201a\u2018\u2019\u00ab\u00bb\u2039\u203a` "
"""Single and double, of all six languages."""
_PARTING = re.compile(r"\s*[,;]\s+|\s+[-–—|●•·∙]\s+")
"""What may stand between a name and an address in one line."""
_PLACE = re.compile(
    r"(?=[^,;|]*\d)(?=[^,;|]*[^\W\d])(?:\d|[^\W\d]|P\.)|\d{5}\b|P\.? ?O\.? Box\b",
    re.IGNORECASE,
)
"""A piece of an address: letters and digits."""
_LEGAL = re.compile(
    r"(?:Inc|LLC|L\.L\.C|Corp|Co|Company|Ltd|Limited|LP|LLP|PLC|GmbH|AG|KG|SARL|SAS"
    r"|S\.?A|S\.?L|S\.?p\.?A|S\.?r\.?l|B\.?V|N\.?V)\b",
    re.IGNORECASE,
)
"""A form that belongs to the name before it."""

Words = frozenset[tuple[str, ...]]


@cache
def words_of(heading: str) -> Words:
    """Return the labels under a heading of ``parties.txt``."""
    found = phrases("extractors.layout.money", "parties.txt")
    return frozenset(words for name, words in found if name == heading)


@cache
def _announcing() -> Words:
    found = phrases("extractors.layout.money", "parties.txt")
    return frozenset(words for _, words in found)


def announces(text: str) -> bool:
    """Say whether a text is a party's label: a form left empty shows the next one."""
    return tuple(text.casefold().split()) in _announcing()


def customers(sheet: Sheet) -> Iterator[Run]:
    """Yield every name under a label of whom goods or invoices go to."""
    yield from under(sheet, words_of("customer") | words_of("receiver"))


def under(
    sheet: Sheet, labels: Words, apart: Container[int] = frozenset()
) -> Iterator[Run]:
    """Yield what stands beside, or else under, some labels, if it can be a name.

    Args:
        sheet: The document.
        labels: Wanted.
        apart: Rows whose labels say something of a line and not of the document.
    """
    persons = words_of("person")
    for index, place, said in sheet.openings:
        if said not in labels or index in apart:
            continue
        cell = sheet.rows[index].cells[place]
        before, colon, _ = cell.text.partition(":")
        value = _after(cell, before) if colon else None
        if said in persons and value is None and not cell.text.rstrip().endswith(":"):
            continue
        found = value or _value(sheet, index, place)
        if found and nameable(found.text) and not announces(found.text):
            yield found


def _value(sheet: Sheet, index: int, place: int) -> Run | None:
    """Return the cell right of a label, or the line under it, if only one can be."""
    row = sheet.rows[index]
    cell = row.cells[place]
    beside = row.cells[place + 1] if place + 1 < len(row.cells) else None
    if beside and _opened(sheet, index, beside):
        beside = None
    if beside and cell.text.rstrip().endswith(":"):
        return beside
    if beside and _heads_row(sheet, index, cell, beside):
        beside = None
    below = _below(sheet, index, cell)
    return None if beside and below else beside or below


def _heads_row(sheet: Sheet, index: int, cell: Run, beside: Run) -> bool:
    """Say whether two cells stand over numbers of their own in the next row."""
    if index + 1 >= len(sheet.rows):
        return False
    row, under = sheet.rows[index], sheet.rows[index + 1]
    if under.page != row.page or under.top - row.top > _UNDER * row.height:
        return False
    return all(
        any(c.numbered and min(c.x1, head.x1) > max(c.x0, head.x0) for c in under.cells)
        for head in (cell, beside)
    )


def _opened(sheet: Sheet, index: int, cell: Run) -> bool:
    """Say whether a cell of a row begins with a label."""
    words, first = sheet.rows[index].words, cell.words[0]
    return any(lb.form and words[lb.start] == first for lb in sheet.beside[index])


def _after(cell: Run, before: str) -> Run | None:
    """Return the words of a cell after a colon, if there are any."""
    after = cell.text[len(before) + 1 :]
    start = len(cell.text) - len(after.lstrip())
    return part(cell, start, len(cell.text)) if after.strip() else None


def _below(sheet: Sheet, index: int, head: Run) -> Run | None:
    """Return the name under a heading: a labelled one, else the first line."""
    height = max(sheet.rows[index].height, 1.0)
    for under, row in enumerate(sheet.rows[index + 1 : index + 1 + _ROWS], index + 1):
        if row.page != head.page:
            return None
        for cell, after in pairwise(row.cells):
            if phrase(cell.text) in words_of("name"):
                return after
        flush = _flush(row, head, height)
        if flush is None:
            continue
        before, colon, _ = flush.text.partition(":")
        if colon and phrase(before) in words_of("name"):
            return _after(flush, before)
        if colon:
            continue
        if _opened(sheet, under, flush):
            return None
        if nameable(flush.text) and phrase(flush.text) not in words_of("department"):
            return flush
    return None


def _flush(row: Row, head: Run, height: float) -> Run | None:
    """Return the cell of a row that begins where the heading begins, or indented."""
    flush = (c for c in row.cells if abs(c.x0 - head.x0) <= height)
    indented = (c for c in row.cells if 0 < c.x0 - head.x0 <= _INDENT * height)
    return next(flush, None) or next(indented, None)


def name_in(run: Run) -> Run:
    """Return a name without the address that follows it and the quotes around it.

    >>> from extractors.values import Word
    >>> words = ['"Pell', 'Rope,', 'Inc.",', '9', 'Dock', 'Rd,', 'Bath,', 'ME', '04530']
    >>> name_in(Run(1, tuple(Word(w, n, 0, n, 9) for n, w in enumerate(words)))).text
    'Pell Rope, Inc.'
    """
    text = run.text
    pieces = list(_PARTING.finditer(text))
    rests = [text[p.end() :] for p in pieces]
    end = len(text)
    if any(_PLACE.match(rest) for rest in rests):
        legal = (p for p, rest in zip(pieces, rests, strict=True) if _LEGAL.match(rest))
        kept = {p.start() for p in legal}
        end = next((p.start() for p in pieces if p.start() not in kept), end)
    start = len(text) - len(text.lstrip(_QUOTES))
    name = text[start:end].rstrip(" ,;")
    if name[-1:] and name[-1] in _QUOTES and (start or name.count(name[-1]) == 1):
        name = name.rstrip(_QUOTES + " ,;")
    found = part(run, start, start + len(name)) if name else None
    return found or run


def nameable(text: str) -> bool:
    """Say whether a text can be a company's: letters more than digits, no colon."""
    letters = sum(map(str.isalpha, text))
    return (
        letters >= 3  # noqa: PLR2004  # the shortest names of companies
        and len(text) <= _LONGEST
        and letters > 2 * sum(map(str.isdigit, text))
        and not text.rstrip().endswith((":", "-"))
        and not text[0].isdigit()
        and not _PERSON.fullmatch(text)
    )
