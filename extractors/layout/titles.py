"""The titles of a document: what kind each names, and which of them counts."""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from statistics import median
from typing import cast

from extractors.layout.labels import Label
from extractors.layout.rows import Row
from extractors.layout.sheet import Sheet
from extractors.layout.tokens import NUMBER, phrase, tokens_of
from extractors.layout.vocabulary import Field, title_kinds
from extractors.values import Kind

TITLE_ROWS = 16
"""The first rows of a page among which its title stands."""
_LARGER = 1.15
"""Times the height of an earlier title that a later one must have to count instead."""
_AGREED = "agreed"
"""The titles that order and contract share with other papers."""
_COMPOUNDS: tuple[tuple[str, Kind], ...] = (
    ("rechnung", "invoice"),
    ("gutschrift", "credit_memo"),
    ("bestatigung", "order_ack"),
)
"""How one-word titles of German may end."""


_COMPOUND_WORDS = 3
"""A longer cell that begins with such a word is no title."""
_DATING = frozenset(
    {"as", "of", "dated", "date", "for", "from", "to", "per", "vom", "zum", "du", "au",
     "del", "al", "van"}
)  # fmt: skip
"""Words between a title and the day or number that follows it in its cell."""


def title_of(sheet: Sheet, subject: str) -> tuple[Kind | None, Kind | None]:
    """Return the kind that the largest title names, and the one a heading label names.

    The first among equals. A heading label is "Order response: 4711".
    """
    best: tuple[float, Kind] | None = None
    label: Kind | None = None
    labels = {
        (lb.row, lb.start)
        for lb in sheet.labels
        if lb.value and lb.field is not Field.NOTICE and not _within(sheet, lb)
    }
    usual = median(row.height for row in sheet.rows) if sheet.rows else 0.0
    for index, row in enumerate(sheet.rows[:TITLE_ROWS]):
        if index in sheet.tabled:
            continue
        for start, kind, height, colon in _titles(row):
            if (index, start) in labels and not colon and height < _LARGER * usual:
                continue
            if colon:
                label = label or kind
            elif best is None or height > best[0] * _LARGER:
                best = (height, kind)
    if best:
        return best[1], label
    norms = tuple(t for t in phrase(subject) if not t.isdigit() and t != NUMBER)
    return _named(norms), label


def _within(sheet: Sheet, label: Label) -> bool:
    """Say whether a label and its value are the words of one title."""
    row, value = sheet.rows[label.row], label.value
    return value is not None and any(
        row.words[label.start] == cell.words[0]
        and set(value.words) <= set(cell.words)
        and _named(phrase(cell.text)) is not None
        for cell in row.cells
    )


def title_rows(sheet: Sheet) -> frozenset[int]:
    """Return the rows near the top that hold a title."""
    return frozenset(
        index
        for index, row in enumerate(sheet.rows[:TITLE_ROWS])
        if index not in sheet.tabled and any(_titles(row))
    )


def title_words(row: Row) -> frozenset[int]:
    """Return where the cells of a row begin that are titles: indexes of words."""
    return frozenset(start for start, *_ in _titles(row))


def says_agreed(sheet: Sheet) -> bool:
    """Say whether a sheet has the title of an order or contract, nobody says whose."""
    return any(
        title_kinds().get(phrase(cell.text)) == _AGREED
        for index, row in enumerate(sheet.rows[:TITLE_ROWS])
        if index not in sheet.tabled
        for cell in row.cells
    )


def _titles(row: Row) -> Iterator[tuple[int, Kind, float, bool]]:
    """Yield cells that are a title: first word, kind, height, whether a colon follows.

    "Invoice No." is a label, "Invoice 4711" and "Invoice No. 4711" are titles.
    """
    at = 0
    for cell in row.cells:
        words, start = cell.words, at
        at += len(words)
        if len(words) > 4 and all(len(word.text) == 1 for word in words):  # noqa: PLR2004  # letters set apart
            words = (words[0]._replace(text="".join(w.text for w in words)),)
        opening = tuple(takewhile(lambda w: not any(map(str.isdigit, w.text)), words))
        norms = [t.norm for t in tokens_of(opening)]
        colon = ":" in norms
        norms = [n for n in norms if n.isalnum() or n == NUMBER]
        if norms[-1:] == [NUMBER]:
            if len(opening) == len(words) and not colon:
                continue
            norms = norms[:-1]
        while len(norms) > 1 and len(opening) < len(words) and norms[-1] in _DATING:
            norms = norms[:-1]
        kind = _named(tuple(norms))
        if kind is None and 0 < len(norms) <= _COMPOUND_WORDS:
            kind = _compound(norms)
        if kind:
            yield start, kind, max(word.bottom - word.top for word in words), colon


def _named(words: tuple[str, ...]) -> Kind | None:
    """Return the kind that a title of these normalised words names."""
    kind = title_kinds().get(words)
    return None if kind == _AGREED else cast("Kind | None", kind)


def _compound(norms: Sequence[str]) -> Kind | None:
    """Return the kind that a German compound names, perhaps with words after it."""
    if len(norms) > 1 and norms[0] in {"abrechnung", "berechnung", "anrechnung"}:
        return None
    return next((k for end, k in _COMPOUNDS if norms[0].endswith(end)), None)
