"""Where a table with money begins: a block of rows that name its columns."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.layout.money.line_basis import says_basis
from extractors.layout.money.line_roles import Meaning, Role, meaning_of
from extractors.layout.page.rows import Row, Run
from extractors.once import kept
from extractors.values import Word

_PITCH = 1.9
"""Row heights between the lines of one header, at most."""
_DEEP = 8
"""Visual rows of a header, at most: cells of three lines stand around a middle."""
_WORDS = 10
"""A longer cell is a sentence."""
_TOUCHING = 0.25
"""Of the narrower one: words that lie over each other this much share a column."""
_LEAST = 3
"""Columns we know that make a header."""

NUMERIC = frozenset(
    {
        Role.QUANTITY,
        Role.ORDERED,
        Role.SHIPPED,
        Role.AGREED,
        Role.BACKORDERED,
        Role.BASIS,
        Role.PRICE,
        Role.LIST_PRICE,
        Role.DISCOUNT,
        Role.AMOUNT,
        Role.TAXED,
    }
)
_MONEY = frozenset({Role.PRICE, Role.LIST_PRICE, Role.AMOUNT, Role.TAXED})
COUNTED = frozenset({Role.QUANTITY, Role.ORDERED, Role.SHIPPED})
NAMED = frozenset({Role.SKU, Role.BUYER_SKU, Role.ITEM, Role.DESCRIPTION})


class Head(NamedTuple):
    """One column's head."""

    words: tuple[Word, ...]
    """From the top line to the lowest, each from left to right."""
    lines: tuple[Run, ...]
    meaning: Meaning
    x0: float
    x1: float

    @property
    def roles(self) -> frozenset[Role]:
        """What the column may hold."""
        return self.meaning.roles


class Header(NamedTuple):
    """A header as found."""

    first: int
    end: int
    """Index after its last visual row."""
    heads: tuple[Head, ...]
    """From left to right."""

    @property
    def roles(self) -> frozenset[Role]:
        """All that its columns may hold."""
        return frozenset(role for head in self.heads for role in head.roles)

    @property
    def priced(self) -> bool:
        """It stands over lines with money."""
        roles = self.roles
        known = sum(1 for head in self.heads if head.roles)
        if not roles & _MONEY or not roles & (NAMED | COUNTED):
            return False
        if roles & COUNTED or roles & {Role.PRICE, Role.LIST_PRICE}:
            return known >= _LEAST
        # A box of totals has headings too; lines without a price name their articles.
        return Role.DESCRIPTION in roles or bool(roles & {Role.ITEM, Role.SKU})


def headers(rows: Sequence[Row]) -> tuple[Header, ...]:
    """Return the headers of all tables, also of those without lines of money."""
    found: list[Header] = []
    at = 0
    while at < len(rows):
        header = _header(rows, at, found[-1].end if found else 0)
        if header is None:
            at += 1
            continue
        found.append(header)
        at = header.end
    return tuple(found)


def _header(rows: Sequence[Row], at: int, free: int) -> Header | None:
    """Return the header whose plainest line is the row at *at*, if it is one.

    Args:
        rows: Of the document.
        at: The row to look at.
        free: No row before this one is taken.
    """
    if not _wordy(rows[at]):
        return None
    core = _pieces(rows[at])
    named = {role for p in core for role in _telling(p)}
    if len([p for p in core if _telling(p)]) < 2 or not named & (NUMERIC | {Role.TAX}):  # noqa: PLR2004  # as above
        return None
    first, end = _extent(rows, at, free)
    columns = [[piece] for piece in core]
    for index in range(first, end):
        if index != at:
            for piece in _pieces(rows[index]):
                _join(columns, piece)
    heads = tuple(sorted(map(_head, columns), key=lambda head: head.x0))
    header = Header(first, end, heads)
    known = sum(1 for head in heads if head.roles)
    return header if known >= 2 and 2 * known >= len(heads) else None  # noqa: PLR2004  # as above


def _telling(piece: Run) -> frozenset[Role]:
    meaning = meaning_of(piece.words)
    return meaning.roles if meaning.whole else frozenset()


@kept
def _wordy(row: Row) -> bool:
    """Say whether a row can be a line of a header: no numbers, no sentences."""
    if row.numbered and any(
        any(map(str.isdigit, word.text)) and not says_basis(before, word)
        for before, word in pairwise((None, *row.words))
        if word is not None
    ):
        return False
    return all(
        len(cell.words) <= _WORDS and not cell.text.endswith(":") for cell in row.cells
    )


def _extent(rows: Sequence[Row], at: int, free: int) -> tuple[int, int]:
    """Return the rows around *at* that are lines of the same header."""
    first, end = at, at + 1
    while first > free and _next_to(rows[first - 1], rows[first]):
        first -= 1
    while end < len(rows) and _next_to(rows[end - 1], rows[end]):
        end += 1
        if end - first > _DEEP:
            break
    return max(first, at - _DEEP), end


def _next_to(upper: Row, lower: Row) -> bool:
    height = max(min(upper.height, lower.height), 1.0)
    near = upper.page == lower.page and lower.top - upper.top <= _PITCH * height
    return near and _wordy(upper) and _wordy(lower)


def _join(columns: list[list[Run]], piece: Run) -> None:
    """Put a piece of a header to the column it stands over, or open one for it."""
    over = [
        c
        for c in columns
        if _overlap(min(r.x0 for r in c), max(r.x1 for r in c), piece) > _TOUCHING
    ]
    if len(over) > 1:
        return  # A word above several columns says nothing about one of them.
    if over:
        over[0].append(piece)
    else:
        columns.append([piece])


def _overlap(x0: float, x1: float, piece: Run) -> float:
    width = max(min(x1 - x0, piece.x1 - piece.x0), 1.0)
    return (min(x1, piece.x1) - max(x0, piece.x0)) / width


def _head(pieces: Sequence[Run]) -> Head:
    lines = tuple(sorted(pieces, key=lambda run: (run.top, run.x0)))
    words = tuple(word for run in lines for word in run.words)
    x0, x1 = min(run.x0 for run in lines), max(run.x1 for run in lines)
    return Head(words, lines, _stacked(words, lines), x0, x1)


def _stacked(words: Sequence[Word], lines: Sequence[Run]) -> Meaning:
    """Return what a head says, whose lines may each name a value of their own."""
    together = meaning_of(words)
    if together.whole:
        return together
    each = frozenset(role for line in lines for role in _telling(line))
    return Meaning(each, whole=False) if each else together


@kept
def _pieces(row: Row) -> list[Run]:
    """Return the cells of a header row; labels that touch are cells of their own."""
    pieces: list[Run] = []
    for cell in row.cells:
        alone = len(cell.words) == 1 or _telling(cell)
        parts = () if alone else _parted(cell)
        pieces += parts if len(parts) > 1 else (cell,)
    return pieces


def _parted(cell: Run) -> tuple[Run, ...]:
    """Split a cell that is nothing but labels one after the other."""
    parts: list[Run] = []
    at = 0
    while at < len(cell.words):
        for end in range(len(cell.words), at, -1):
            piece = Run(cell.page, cell.words[at:end])
            if _telling(piece):
                parts.append(piece)
                at = end
                break
        else:
            return ()
    return tuple(parts)
