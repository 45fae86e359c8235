"""The header of a table: a row, or a few, of column names from the vocabulary."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.layout.page.labels import Label
from extractors.layout.page.matching import field_of
from extractors.layout.page.rows import Row, Run
from extractors.layout.page.vocabulary import Field
from extractors.once import kept
from extractors.values import Word

QUANTITIES = frozenset(
    {Field.QUANTITY, Field.ORDERED, Field.SHIPPED, Field.BACKORDERED}
)
ORDERS = frozenset(
    {Field.PO, Field.YOUR_ORDER, Field.ORDER, Field.SHOP_ORDER, Field.VENDOR_ORDER}
)
NUMBERS = frozenset({Field.TRACKING, Field.PRO})
ARTICLES = frozenset(
    {Field.SKU, Field.OUR_SKU, Field.MAKER_SKU, Field.ITEM, Field.DESCRIPTION}
)
CORE = QUANTITIES | ORDERS | NUMBERS | ARTICLES | {Field.CARRIER, Field.SHIP_DATE}
"""At least one of them stands in every header we read."""
_FREIGHT = {Field.OTHER_QUANTITY, Field.WEIGHT}
_HEAD_LINES = 3
_HEAD_WORDS = 6
"""Of a cell: longer ones are sentences."""
_HEAD_PITCH = 1.9
"""Row heights between the lines of one header, at most."""


class Column(NamedTuple):
    """One column of a table."""

    field: Field | None
    head: Run | None
    """None: the table has no words over it."""
    text: str
    whole: bool = True
    """All its words are one label."""


class Head(NamedTuple):
    """A header as found."""

    columns: tuple[Column, ...]
    lines: int
    known: int
    """Columns whose name says something."""
    whole: int
    """Columns we look for, all of whose words are their label."""


def head_at(
    rows: Sequence[Row], labels: Sequence[Sequence[Label]], at: int
) -> Head | None:
    """Return the header that begins at a row, of one to three lines.

    A heading over the whole table is no line of it.
    """
    head = _head(rows, labels, at)
    if head is None or head.lines == 1:
        return head
    below = _head(rows, labels, at + 1)
    return None if below and below.whole >= head.whole else head


def _head(
    rows: Sequence[Row], labels: Sequence[Sequence[Label]], at: int
) -> Head | None:
    best: Head | None = None
    for lines in range(1, _HEAD_LINES + 1):
        block = rows[at : at + lines]
        if len(block) < lines or not _close(block):
            break
        if not _wordy(labels[at + lines - 1], block[-1]):
            break
        columns = _columns(block)
        known = [c.field for c in columns if c.field is not None]
        core = set(known) & CORE
        if not _tells(core, set(known)) or len(set(known)) * 2 < len(columns):
            continue
        whole = sum(1 for c in columns if c.whole and c.field in CORE)
        if best is None or (whole, len(known)) >= (best.whole, best.known):
            best = Head(columns, lines, len(known), whole)
    return best


def _tells(core: set[Field], known: set[Field]) -> bool:
    """Say whether the names of columns are those of a table we read.

    One of them alone is a label; beside packages and weights an order's is a column, as
    on a bill of lading.
    """
    return len(core) > 1 or (bool(core & ORDERS) and known >= _FREIGHT)


def _close(block: Sequence[Row]) -> bool:
    return all(
        other.page == one.page
        and other.top - one.top <= _HEAD_PITCH * max(one.height, other.height)
        for one, other in pairwise(block)
    )


def _wordy(labels: Sequence[Label], row: Row) -> bool:
    """Say whether a row can be a line of a header: no values, no sentences."""
    longest = max([len(cell.words) for cell in row.cells])
    if longest > _HEAD_WORDS and not _touching(row):
        return False
    if any(label.colon and label.value and not label.alone for label in labels):
        return False
    return not (row.numbered and _valued(row))


@kept
def _touching(row: Row) -> bool:
    """Say whether the long cells of a row are names of columns that touch."""
    long = (cell for cell in row.cells if len(cell.words) > _HEAD_WORDS)
    return all(len(_label_cuts(cell.words)) > 1 for cell in long)


@kept
def _valued(row: Row) -> bool:
    """Say whether a word of a row has digits as no name of a column has them."""
    return any(_is_value(word) for word in row.words)


def _is_value(word: Word) -> bool:
    """Say whether a word has digits that no name of a column has, as "GTIN-14" has."""
    return sum(map(str.isdigit, word.text)) > 1 and field_of((word,)) is None


def _columns(block: Sequence[Row]) -> tuple[Column, ...]:
    """Return the columns of a header, its words put together over its lines.

    The lowest line divides; a word above several columns ("Quantity": ordered, shipped)
    belongs to each of them.
    """
    groups = [[piece] for piece in _pieces(block[-1])]
    for row in reversed(block[:-1]):
        below = len(groups)
        for piece in _pieces(row):
            over = [g for g in groups[:below] if _over(g, piece)]
            for group in over:
                group.insert(0, piece)
            if not over:
                groups.append([piece])
    groups.sort(key=lambda group: min([piece.x0 for piece in group]))
    return tuple(map(_column, groups))


def _column(group: Sequence[Run]) -> Column:
    if len(group) == 1:
        head = group[0]
        field = field_of(head.words)
        return Column(field, head, head.text, field is not None)
    words = tuple(word for piece in group for word in piece.words)
    whole = Run(group[-1].page, words)
    field = field_of(words)
    known = field is not None
    if field is None:
        field = field_of(group[-1].words) or field_of(group[0].words)
    # What stands over several columns does not say how wide each of them is.
    width = Run(whole.page, group[-1].words)
    return Column(field, width, whole.text, known)


@kept
def _pieces(row: Row) -> list[Run]:
    """Split a header row into cells; labels that touch are cells of their own."""
    pieces = []
    at = 0
    words = row.words
    for cell in row.cells:
        begin, end = at, at + len(cell.words)
        at = end
        if field_of(cell.words) is not None:
            pieces.append(cell)
            continue
        cuts = _label_cuts(words[begin:end])
        for low, high in zip(cuts, [*cuts[1:], end - begin], strict=True):
            pieces.append(Run(row.page, words[begin + low : begin + high]))
    return pieces


def _label_cuts(words: Sequence[Word]) -> list[int]:
    """Return where labels begin in a cell that is nothing but labels; else only 0."""
    cuts = []
    at = 0
    while at < len(words):
        length = next(
            (
                n
                for n in range(min(5, len(words) - at), 0, -1)
                if field_of(words[at : at + n])
            ),
            0,
        )
        if not length:
            return [0]
        cuts.append(at)
        at += length
    return cuts or [0]


def _over(group: Sequence[Run], piece: Run) -> bool:
    """Say whether a piece stands under those of a group."""
    x0, x1 = min(p.x0 for p in group), max(p.x1 for p in group)
    overlap = min(x1, piece.x1) - max(x0, piece.x0)
    return overlap > 0.3 * min(x1 - x0, piece.x1 - piece.x0)
