"""Labels and their values: found by words, paired by geometry."""

from collections.abc import Sequence
from typing import NamedTuple

from extractors.layout.page.matching import Match, matches, may_match
from extractors.layout.page.rows import Row, Run
from extractors.layout.page.tokens import Token, cut, tokens_of
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
    words = row.words
    tokens = tokens_of(words)
    if not may_match(tokens):
        return ()
    starts = _cell_starts(row)
    found = []
    for match in matches(tokens, frozenset(starts)):
        label = _label(match, tokens, starts, len(words), index)
        if label:
            found.append((label, match))
    labels = []
    for number, (label, match) in enumerate(found):
        following = found[number + 1][1] if number + 1 < len(found) else None
        value = _beside(row, tokens, match, following, starts)
        labels.append(label._replace(value=value))
    return tuple(labels)


def _cell_starts(row: Row) -> list[int]:
    starts, at = [], 0
    for cell in row.cells:
        starts.append(at)
        at += len(cell.words)
    return starts


def _label(
    match: Match,
    tokens: Sequence[Token],
    starts: Sequence[int],
    count: int,
    index: int,
) -> Label | None:
    """Return the match as a label, or None where it is only a word of a sentence."""
    first, last = tokens[match.first], tokens[match.last - 1]
    opens = first.word in starts and all(
        not t.norm.isalnum() for t in tokens[: match.first] if t.word == first.word
    )
    after = tokens[match.last] if match.last < len(tokens) else None
    cell_end = min((s for s in starts if s > last.word), default=count)
    ends = not any(
        t.norm.isalnum() for t in tokens[match.last :] if t.word < cell_end
    ) and not any(t.norm in {":", "="} for t in tokens[match.last : match.last + 1])
    colon = bool(
        after
        and after.norm in {":", "="}
        and (after.word == last.word or after.word == last.word + 1)
    )
    alone = opens and (ends or (colon and _ends_cell(tokens, match.last + 1, cell_end)))
    form = opens or colon
    if not form and not _announces(match, tokens, ends=ends):
        return None
    return Label(
        match.field,
        index,
        first.word,
        last.word + 1,
        match.text,
        form=form,
        colon=colon,
        numbered=match.numbered,
        alone=alone,
    )


def _announces(match: Match, tokens: Sequence[Token], *, ends: bool) -> bool:
    """Say whether a label in the middle of a sentence announces a value."""
    if match.field not in _INLINE:
        return False
    if ends:
        # The value may stand in the next line.
        return match.field in _WRAPPING and (match.numbered or " " in match.text)
    if match.field in _WORDY:
        return True
    after = (
        t for t in tokens[match.last :] if t.norm.isalnum() and t.norm not in _LINKS
    )
    following = next(after, None)
    if following is None:
        return False
    word = [t.norm for t in tokens if t.word == following.word]
    return any(map(str.isdigit, "".join(word)))


def _ends_cell(tokens: Sequence[Token], at: int, cell_end: int) -> bool:
    return at >= len(tokens) or tokens[at].word >= cell_end


def _beside(
    row: Row,
    tokens: Sequence[Token],
    match: Match,
    following: Match | None,
    starts: Sequence[int],
) -> Run | None:
    """Return the words right of a label: the rest of its cell, else the next cell."""
    words = row.words
    stop = tokens[following.first] if following else None
    at = match.last
    while at < len(tokens) and (
        tokens[at].norm in _SEPARATORS or tokens[at].norm in _LINKS
    ):
        if stop and tokens[at] == stop:
            return None
        at += 1
    if at == len(tokens) or (stop and (tokens[at].word, tokens[at].start) >= stop[1:3]):
        return None
    begin = tokens[at]
    cell_end = min((s for s in starts if s > begin.word), default=len(words))
    value = []
    for number in range(begin.word, cell_end):
        word = words[number]
        start = begin.start if number == begin.word else 0
        end = len(word.text)
        if stop and number >= stop.word:
            if number > stop.word or stop.start <= start:
                break
            end = stop.start
        value.append(
            word if (start, end) == (0, len(word.text)) else cut(word, start, end)
        )
    return Run(row.page, tuple(value)) if value else None


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
