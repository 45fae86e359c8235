"""The titles of a document: what kind each names, and which of them counts."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import takewhile
from statistics import median
from typing import NamedTuple, cast

from extractors.layout.page.dates import dates_in
from extractors.layout.page.labels import Label
from extractors.layout.page.rows import Row, Run
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.tokens import NUMBER, phrase, tokens_of
from extractors.layout.page.vocabulary import Field, title_kinds, title_parts
from extractors.once import kept
from extractors.values import Kind, Word

TITLE_ROWS = 16
"""The first rows of a page among which its title stands."""
_LARGER = 1.15
"""Times the height of an earlier title that a later one must have to count instead."""
_AGREED = "agreed"
"""The titles that order and contract share with other papers."""
_COMPOUNDS: tuple[tuple[str, Kind], ...] = (
    ("rechnung", "invoice"),
    ("factuur", "invoice"),
    ("gutschrift", "credit_memo"),
    ("auftragsbestatigung", "order_ack"),
    ("bestellbestatigung", "order_ack"),
    ("orderbevestiging", "order_ack"),
    ("bestellung", "purchase_order"),
    ("lieferschein", "ship_notice"),
    ("mahnung", "other"),
    ("angebot", "other"),
    ("offerte", "other"),
)
"""How one-word titles of German and Dutch may end."""
_NO_COMPOUND = re.compile(r"proforma|muster|entwurf|concept")
"""One-word titles that end so and are something else."""
_FEW = 2
"""Cells of a row in which capitals may be a title."""


_ORDINAL = re.compile(r"[1-9](?:\.|st|nd|rd|th|[èe](?:re|me)?|[ºªaoe])", re.IGNORECASE)
"""How a title begins that says which one in a row it is: "2. Mahnung"."""
_APART = 2.5
"""Letters of a word in the mean, where they are set apart, at most."""
_BILLING = frozenset({Field.INVOICE, Field.CREDIT})
_TYPE = re.compile(r"TD[0-2]\d")
"""The code of its type, before the title of an Italian electronic invoice."""
_COMPOUND_WORDS = 3
"""A longer cell that begins with such a word is no title."""
_LONGEST = 8
"""Words: a longer cell is a sentence."""
_UNMADE: Kind = "other"
"""What a paper is that only looks like one."""
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
    announced = [lb for lb in sheet.labels if _announces(lb)]
    over = Counter(lb.row for lb in announced if lb.stacked)
    labels = {
        (lb.row, lb.start)
        for lb in announced
        # In a row of labels over values that of a delivery note is no title, either.
        if (lb.field is not Field.NOTICE or (lb.stacked and over[lb.row] >= _FEW))
        and not _within(sheet, lb)
    }
    usual = median(row.height for row in sheet.rows) if sheet.rows else 0.0
    labels |= {*_referred(sheet, announced)}
    for index, row in enumerate(sheet.rows[:TITLE_ROWS]):
        if index in sheet.tabled or _entered(row):
            continue
        for title in _titles(row):
            known = (index, title.start) in labels and not title.colon
            if (known or title.weak) and title.height < _LARGER * usual:
                continue
            if title.colon:
                label = label or title.kind
            elif best is None or title.height > best[0] * _LARGER:
                best = (title.height, title.kind)
    if best:
        return best[1], label
    norms = tuple(t for t in phrase(subject) if not t.isdigit() and t != NUMBER)
    return None if norms in title_parts("weak") else kind_named(norms), label


def _announces(label: Label) -> bool:
    """Say whether a label has a value that may be one; a name below a title is none."""
    value = label.value
    if value is None or not label.stacked:
        return value is not None
    return len(value.words) <= _FEW and any(map(str.isdigit, value.text))


def _referred(sheet: Sheet, announced: Sequence[Label]) -> Iterator[tuple[int, int]]:
    """Yield the labels of delivery notes below the number of the invoice for them.

    In the type of that, on a paper with a total: "Lieferschein 4711 vom 5.11.".
    """
    own = [lb for lb in announced if lb.field in _BILLING and lb.form and not lb.colon]
    if not own or all(lb.field is not Field.TOTAL for lb in announced):
        return
    first = own[0]
    for label in announced:
        below = label.row > first.row and label.field is Field.NOTICE
        row = sheet.rows[label.row]
        if below and row.height <= _LARGER * sheet.rows[first.row].height:
            yield label.row, label.start


def _entered(row: Row) -> bool:
    """Say whether a row is an entry of an account: a day, a paper, amounts."""
    opens = dates_in(row.cells[0].text, None)
    return len(row.cells) > _FEW and any(d.start == 0 for d in opens)


def _within(sheet: Sheet, label: Label) -> bool:
    """Say whether a label and its value are the words of one title."""
    row, value = sheet.rows[label.row], label.value
    return value is not None and any(
        row.words[label.start] == cell.words[0]
        and set(value.words) <= set(cell.words)
        and kind_named(phrase(cell.text)) is not None
        for cell in row.cells
    )


def title_rows(sheet: Sheet, kind: Kind | None = None) -> frozenset[int]:
    """Return the rows near the top that hold a title; of *kind*, where one is given."""
    return frozenset(
        index
        for index, row in enumerate(sheet.rows[:TITLE_ROWS])
        if index not in sheet.tabled
        and any(not t.weak and kind in (None, t.kind) for t in _titles(row))
    )


def names_title(text: str, kind: Kind) -> bool:
    """Say whether a text before a day is the title of a kind and no word else.

    >>> names_title("Statement as of ", "statement"), names_title("Due on", "invoice")
    (True, False)
    """
    words = phrase(text)
    while words and words[-1] in _DATING:
        words = words[:-1]
    return len(words) < len(phrase(text)) and kind_named(words) == kind


def title_words(row: Row) -> frozenset[int]:
    """Return where the cells of a row begin that are titles: indexes of words."""
    return frozenset(title.start for title in _titles(row) if not title.weak)


def says_agreed(sheet: Sheet) -> bool:
    """Say whether a sheet has the title of an order or contract, nobody says whose."""
    return any(
        title_kinds().get(phrase(cell.text)) == _AGREED
        for index, row in enumerate(sheet.rows[:TITLE_ROWS])
        if index not in sheet.tabled
        for cell in row.cells
    )


def says_unmade(sheet: Sheet) -> bool:
    """Say whether a cell among the titles says that the paper is none: "PRO FORMA"."""
    unmaking = title_parts("unmaking")
    return any(
        phrase(cell.text) in unmaking or _unmade(cell, unmaking)
        for index, row in enumerate(sheet.rows[:TITLE_ROWS])
        if index not in sheet.tabled
        for cell in row.cells
    )


def _unmade(cell: Run, unmaking: frozenset[tuple[str, ...]]) -> bool:
    """Say whether a cell is an unmade title, its own number after it or not."""
    told = [w for w in cell.words if not any(map(str.isdigit, w.text))]
    words = tuple(filter(str.isalnum, tokens_of(told).norms))
    left = [kind_named(rest) for rest in _without(words, unmaking)]
    return any(left)


class _Title(NamedTuple):
    start: int
    """Its first word in the row."""
    kind: Kind
    height: float
    colon: bool
    """One follows it."""
    weak: bool
    """By its words and its place other cells are so as well."""


@kept
def _titles(row: Row) -> list[_Title]:
    """Return the cells of a row that are a title.

    "Invoice No." is a label, "Invoice 4711" and "Invoice No. 4711" are titles.
    """
    titles: list[_Title] = []
    at = 0
    for cell in row.cells:
        words, start = cell.words, at
        at += len(words)
        counted = len(row.cells) == 1 and _ORDINAL.fullmatch(words[0].text)
        if len(words) > 1 and (counted or _TYPE.fullmatch(words[0].text)):
            words = words[1:]
        if len(words) > 4:  # noqa: PLR2004  # no title of letters set apart has fewer
            words = _closed(words)
        opening = tuple(takewhile(lambda w: not any(map(str.isdigit, w.text)), words))
        printed = tokens_of(opening).norms
        colon = ":" in printed
        norms = [n for n in printed if n.isalnum() or n == NUMBER]
        numbered = len(opening) < len(words)
        if norms[-1:] == [NUMBER]:
            if not numbered and not colon:
                continue
            norms = norms[:-1]
        while len(norms) > 1 and numbered and norms[-1] in _DATING:
            norms = norms[:-1]
        kind = kind_named(tuple(norms))
        if counted and kind != _UNMADE:
            # An item of a list: "1. Packing list".
            continue
        if kind:
            alone = len(row.cells) == 1 or (
                len(row.cells) <= _FEW and cell.text.isupper()
            )
            weak = tuple(norms) in title_parts("weak") and (
                colon or not (numbered or alone)
            )
            height = max(word.bottom - word.top for word in words)
            titles.append(_Title(start, kind, height, colon, weak))
    return titles


def _closed(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Return a title whose letters are set apart as its words; other words as such.

    Wide letters are read as words, narrow ones together: "O RDE R".
    """
    text = "".join(word.text for word in words)
    if all(len(word.text) == 1 for word in words):
        return (words[0]._replace(text=text),)
    if not text.isupper() or len(text) > _APART * len(words):
        return words
    title = _joined_titles().get("".join(phrase(text)))
    if title is None:
        return words
    return tuple(words[0]._replace(text=norm) for norm in title)


@cache
def _joined_titles() -> dict[str, tuple[str, ...]]:
    """Return the titles of several words, by their letters."""
    return {"".join(words): words for words in title_kinds() if len(words) > 1}


@lru_cache(maxsize=4096)
def kind_named(words: tuple[str, ...]) -> Kind | None:
    """Return the kind that a title of these normalised words names.

    >>> kind_named(("revised", "purchase", "order")), kind_named(("draft", "invoice"))
    ('purchase_order', 'other')
    """
    if not 0 < len(words) <= _LONGEST:
        return None
    kind = title_kinds().get(words)
    if kind:
        return None if kind == _AGREED else cast("Kind", kind)
    for some, made in (
        (title_parts("unmaking"), False),
        (title_parts("modifier"), True),
    ):
        for left in _without(words, some):
            if named := kind_named(left):
                return named if made else _UNMADE
    return _compound(words)


def _without(
    words: tuple[str, ...], some: frozenset[tuple[str, ...]]
) -> Iterator[tuple[str, ...]]:
    """Yield what is left of words when one of some phrases is taken off an end."""
    for count in range(1, len(words)):
        if words[:count] in some:
            yield words[count:]
        if words[-count:] in some:
            yield words[:-count]


def _compound(norms: Sequence[str]) -> Kind | None:
    """Return the kind that a compound names, perhaps with words after it."""
    if len(norms) > _COMPOUND_WORDS or _NO_COMPOUND.search(norms[0]):
        return None
    if len(norms) > 1 and norms[0] in {"abrechnung", "berechnung", "anrechnung"}:
        return None
    return next((k for end, k in _COMPOUNDS if norms[0].endswith(end)), None)
