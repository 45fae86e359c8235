"""Labels and their values: found by words, paired by geometry."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from extractors.layout.page.matching import Match, matches
from extractors.layout.page.rows import Row, Run
from extractors.layout.page.tokens import Tokens, cut, tokens_of
from extractors.layout.page.vocabulary import Field

_SEPARATORS = frozenset(":.=-–—>#*|•")
_LINKS = frozenset({"is", "are", "was", "were", "ist", "es"})
_BELOW = 2.4
"""Row heights: a value printed under its label stands no further down."""
_INLINE = frozenset(
    {
        Field.PO,
        Field.YOUR_ORDER,
        Field.ORDER,
        Field.VENDOR_ORDER,
        Field.SHOP_ORDER,
        Field.TRACKING,
        Field.PRO,
        Field.BOL,
        Field.CARRIER,
        Field.SHIP_DATE,
        Field.PROMISED_DATE,
        Field.OTHER_DATE,
        Field.INVOICE,
        Field.NOTICE,
        Field.OTHER,
    }
)
"""What a label in the middle of a sentence may announce."""

_WRAPPING = frozenset({Field.PO, Field.YOUR_ORDER, Field.TRACKING, Field.PRO})
"""What a sentence may name at the end of a line and give in the next."""
_WORDY = frozenset(
    {Field.CARRIER, Field.SHIP_DATE, Field.PROMISED_DATE, Field.OTHER_DATE}
)
"""What may be followed by a value without a digit."""


class Label(NamedTuple):
    """A label as printed, and the words that stand where its value would."""

    field: Field
    row: int
    """Index among the rows looked at."""
    start: int
    end: int
    """Words of the row it covers; the last one may hold the value's beginning."""
    text: str
    """Normalised, to tell two kinds of label apart."""
    form: bool
    """It stands as a label: it opens its cell, or a colon follows."""
    colon: bool
    numbered: bool
    """A word for "number" belongs to it."""
    alone: bool
    """Nothing else is in its cell."""
    value: Run | None = None
    stacked: bool = False
    """The value stands below it."""


def row_labels(row: Row, index: int) -> tuple[Label, ...]:
    """Return the labels of one row, left to right, each with the value beside it."""
    tokens, starts = tokens_of(row.words), _cell_starts(row)
    found = []
    for match in matches(tokens, frozenset(starts)):
        label = _label(match, tokens, starts, index)
        if label:
            found.append((label, match))
    labels = []
    for number, (label, match) in enumerate(found):
        following = found[number + 1][1] if number + 1 < len(found) else None
        value = _beside(row, tokens, match, following, starts)
        labels.append(label._replace(value=value))
    return tuple(labels)


def _cell_starts(row: Row) -> list[int]:
    """Return which words of a row begin its cells, and how many words it has."""
    return [0, *accumulate([len(cell.words) for cell in row.cells])]


def _cell_end(starts: Sequence[int], word: int) -> int:
    """Return the index after the last word of the cell that a word is in."""
    return starts[bisect_right(starts, word)]


def _label(
    match: Match, tokens: Tokens, starts: Sequence[int], index: int
) -> Label | None:
    """Return the match as a label, or None where it is only a word of a sentence."""
    norms, words = tokens.norms, tokens.words
    word, last = words[match.first], words[match.last - 1]
    opens = word in starts and not any(
        map(str.isalnum, norms[bisect_left(words, word) : match.first])
    )
    cell_end = _cell_end(starts, last)
    rest = norms[match.last : bisect_left(words, cell_end)]
    linked = match.last < len(norms) and norms[match.last] in {":", "="}
    ends = not linked and not any(map(str.isalnum, rest))
    colon = linked and words[match.last] - last in {0, 1}
    alone = opens and (ends or (colon and len(rest) <= 1))
    form = opens or colon
    if not form and not _announces(match, tokens, ends=ends):
        return None
    return Label(
        match.field,
        index,
        word,
        last + 1,
        match.text,
        form=form,
        colon=colon,
        numbered=match.numbered,
        alone=alone,
    )


def _announces(match: Match, tokens: Tokens, *, ends: bool) -> bool:
    """Say whether a label in the middle of a sentence announces a value."""
    if match.field not in _INLINE:
        return False
    if ends:
        # The value may stand in the next line.
        return match.field in _WRAPPING and (match.numbered or " " in match.text)
    if match.field in _WORDY:
        return True
    norms, words = tokens.norms, tokens.words
    for at in range(match.last, len(norms)):
        if norms[at].isalnum() and norms[at] not in _LINKS:
            word = words[at]
            piece = norms[bisect_left(words, word) : bisect_right(words, word)]
            return any(map(str.isdigit, "".join(piece)))
    return False


def _beside(
    row: Row,
    tokens: Tokens,
    match: Match,
    following: Match | None,
    starts: Sequence[int],
) -> Run | None:
    """Return the words right of a label: the rest of its cell, else the next cell."""
    norms = tokens.norms
    stop = following.first if following else len(norms)
    at = match.last
    while at < stop and (norms[at] in _SEPARATORS or norms[at] in _LINKS):
        at += 1
    if at >= stop:
        return None
    words, begin, start = row.words, tokens.words[at], tokens.starts[at]
    end, rest = _cell_end(starts, begin), 0
    if following and tokens.words[stop] < end:
        # The next label begins in this cell, maybe inside a word of the value.
        end, rest = tokens.words[stop], tokens.starts[stop]
    if begin == end:
        return Run(row.page, (cut(words[begin], start, rest),))
    value = words[begin:end]
    if start:
        value = (cut(value[0], start), *value[1:])
    if rest:
        value = (*value, cut(words[end], 0, rest))
    return Run(row.page, value)


def with_stacked(
    labels: Sequence[Sequence[Label]], rows: Sequence[Row]
) -> tuple[Label, ...]:
    """Return all labels, those without a value beside them given the one below."""
    found = []
    for index, here in enumerate(labels):
        for label in here:
            if label.value is None and label.form:
                below = _below(label, labels, rows, index)
                found.append(label._replace(value=below, stacked=below is not None))
            elif label.value is None:
                found.append(label._replace(value=_wrapped(label, rows, index)))
            else:
                found.append(label)
    return tuple(found)


def _wrapped(label: Label, rows: Sequence[Row], index: int) -> Run | None:
    """Return what a sentence goes on with in the next line after a label at its end."""
    if index + 1 >= len(rows):
        return None
    row, under = rows[index], rows[index + 1]
    ends = label.end == len(row.words) and len(row.cells) == 1
    near = under.page == row.page and under.top - row.top <= _BELOW * row.height
    flush = abs(under.cells[0].x0 - row.cells[0].x0) <= row.height
    return under.cells[0] if ends and near and flush else None


def _below(
    label: Label,
    labels: Sequence[Sequence[Label]],
    rows: Sequence[Row],
    index: int,
) -> Run | None:
    """Return the cell under a label, unless a label opens it or it stands too far."""
    words = rows[index].words[label.start : label.end]
    x0, x1 = min(w.x0 for w in words), max(w.x1 for w in words)
    for at in range(index + 1, len(rows)):
        row, under = rows[index], rows[at]
        height = max(row.height, under.height)
        if under.page != row.page or under.top - row.top > _BELOW * height:
            return None
        best, most = None, 0.0
        for cell in under.cells:
            overlap = min(cell.x1, x1) - max(cell.x0, x0)
            if overlap > most:
                best, most = cell, overlap
        if at > index + 1 and best and not _aligned(best, x0, x1, height):
            return None
        if best is None:
            # A row of another column may stand between them.
            continue
        first = best.words[0]
        opened = any(
            other.form and under.words[other.start] == first for other in labels[at]
        )
        return None if opened else best
    return None


def _aligned(cell: Run, x0: float, x1: float, slack: float) -> bool:
    """Say whether a cell begins, ends or has its middle where a label has."""
    middles = (cell.x0 + cell.x1 - x0 - x1) / 2
    return min(abs(cell.x0 - x0), abs(cell.x1 - x1), abs(middles)) <= slack
