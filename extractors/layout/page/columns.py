"""Where the columns of a printed table part, and which words fall in each."""

from collections.abc import Sequence
from itertools import pairwise

from extractors.layout.page.heads import NUMBERS, ORDERS, QUANTITIES, Column
from extractors.layout.page.parsing import counts
from extractors.layout.page.rows import Row, Run
from extractors.layout.page.vocabulary import Field
from extractors.values import Word

_COUNTED = QUANTITIES | {Field.OTHER_QUANTITY}
_REACH = 24.0
"""Points: counts set right stand no further behind the end of their head."""
_SENTENCE = 3
"""Words: a longer cell that column borders cut through is no cell of the table."""


def borders(columns: Sequence[Column], words: Sequence[Word]) -> list[float]:
    """Return the x between each two columns that the fewest words cross."""
    heads = [c.head for c in columns if c.head]
    spans = [(w.x0, w.x1) for w in words]
    spans += [(h.x0, h.x1) for h in heads]
    cuts = []
    for left, right in pairwise(heads):
        low, high = (left.x0 + left.x1) / 2, (right.x0 + right.x1) / 2
        cuts.append(_gutter(spans, low, high))
    if len(heads) == len(columns):
        _among_counts(cuts, columns, words)
        for index, column in enumerate(columns[:-1]):
            if column.field in QUANTITIES:
                cuts[index] = _behind_counts(words, cuts, index)
    return cuts


def _among_counts(
    cuts: list[float], columns: Sequence[Column], words: Sequence[Word]
) -> None:
    """Move the cuts between columns of counts to where their counts part.

    Counts set right under heads set left may all stand nearer to the next head. Where
    there are as many stacks of counts as columns, each has its own.
    """
    first = 0
    while first < len(columns):
        end = first
        while end < len(columns) and columns[end].field in _COUNTED:
            end += 1
        if end - first > 1:
            _part(cuts, words, first, end)
        first = max(end, first + 1)


def _part(cuts: list[float], words: Sequence[Word], first: int, end: int) -> None:
    """Part the columns of counts from *first* to before *end* where their counts do.

    The last of them may touch the text of the column behind: it then ends where that
    text begins.
    """
    low = cuts[first - 1] if first else float("-inf")
    high = cuts[end - 1] if end <= len(cuts) else float("inf")
    stacks = _stacks(words, low, high)
    if len(stacks) + 1 == end - first and end <= len(cuts):
        beyond = cuts[end] if end < len(cuts) else float("inf")
        further = [s for s in _stacks(words, high, beyond) if s[0] < high + _REACH]
        texts = [
            w.x0
            for w in words
            if high < (w.x0 + w.x1) / 2 < beyond and not w.text.isdigit()
        ]
        begin = min(texts, default=beyond)
        if further and further[0][1] < begin:
            stacks.append(further[0])
            cuts[end - 1] = (further[0][1] + min(begin, further[0][1] + _REACH)) / 2
    if len(stacks) == end - first:
        own = cuts[first : end - 1]
        held = [sum(1 for cut in own if (a + b) / 2 > cut) for a, b in stacks]
        if held != list(range(end - first)):
            parts = [(one[1] + other[0]) / 2 for one, other in pairwise(stacks)]
            cuts[first : end - 1] = parts


def _stacks(
    words: Sequence[Word], low: float, high: float
) -> list[tuple[float, float]]:
    """Return from where to where the counts between two cuts stand, side by side."""
    spans = sorted(
        (w.x0, w.x1)
        for w in words
        if low < (w.x0 + w.x1) / 2 < high and w.text.isdigit()
    )
    stacks: list[tuple[float, float]] = []
    for x0, x1 in spans:
        if stacks and x0 < stacks[-1][1]:
            stacks[-1] = (stacks[-1][0], max(stacks[-1][1], x1))
        else:
            stacks.append((x0, x1))
    return stacks


def _behind_counts(words: Sequence[Word], cuts: Sequence[float], index: int) -> float:
    """Return where a column of counts ends, also where they stand far from its head.

    Counts set right under a head set left may touch the next column: the column is
    then empty, and the cells of the next begin with a count each.
    """
    low = cuts[index - 1] if index else float("-inf")
    high = cuts[index + 1] if index + 1 < len(cuts) else float("inf")
    own: set[int] = set()
    beside: dict[int, list[Word]] = {}
    for number, line in enumerate(_lines(words)):
        for word in line:
            middle = (word.x0 + word.x1) / 2
            if low < middle < cuts[index]:
                own.add(number)
            if cuts[index] < middle < high:
                beside.setdefault(number, []).append(word)
    lines = list(beside.values())
    counted = [line for line in lines if len(line) > 1 and line[0].text.isdigit()]
    filled = not own.isdisjoint(beside)
    if filled or not counted or len(counted) * 2 < len(lines):
        return cuts[index]
    end, begin = max(ln[0].x1 for ln in counted), min(ln[1].x0 for ln in counted)
    return (end + begin) / 2 if end < begin else cuts[index]


def _lines(words: Sequence[Word]) -> list[list[Word]]:
    """Divide the words of rows, in order, into lines; letters differ in their tops."""
    lines: list[list[Word]] = []
    for word in words:
        before = lines[-1][-1] if lines else None
        if before is None or word.x0 < before.x1 or not _level(before, word):
            lines.append([])
        lines[-1].append(word)
    return lines


def _level(one: Word, other: Word) -> bool:
    return one.top < (other.top + other.bottom) / 2 < one.bottom


def _gutter(spans: Sequence[tuple[float, float]], low: float, high: float) -> float:
    """Return the middle of the widest stretch in low..high that fewest spans cover."""
    inside = [s for s in spans if s[1] > low and s[0] < high]
    points = sorted({low, high, *(x for s in inside for x in s if low < x < high)})
    best: tuple[float, float, float] | None = None
    for x0, x1 in pairwise(points):
        middle = (x0 + x1) / 2
        covered = sum(1 for s in inside if s[0] < middle < s[1])
        rank = (-covered, x1 - x0, middle)
        if best is None or rank[:2] > best[:2]:
            best = rank
    return best[2] if best else (low + high) / 2


def place(
    row: Row, cuts: Sequence[float], columns: Sequence[Column]
) -> dict[int, Run] | None:
    """Put the words of a row into columns; None for a sentence across them.

    A long text may run on over the columns right of its own where these are empty.
    """
    counted = _in_order(row, cuts, columns)
    if counted:
        return counted
    cells: dict[int, list[Word]] = {}
    for cell in row.cells:
        if len(cell.words) > _SENTENCE and any(
            word.x0 < cut < word.x1 for word in cell.words for cut in cuts
        ):
            return None
        parts: dict[int, list[Word]] = {}
        for word in cell.words:
            middle = (word.x0 + word.x1) / 2
            parts.setdefault(sum(1 for cut in cuts if middle > cut), []).append(word)
        first = min(parts)
        runs_on = any(
            not _fits(columns[n], Run(row.page, tuple(words)))
            for n, words in parts.items()
            if n > first
        )
        if runs_on:
            parts = {first: list(cell.words)}
        for index, words in parts.items():
            cells.setdefault(index, []).extend(words)
    return {index: Run(row.page, tuple(cells[index])) for index in sorted(cells)}


def _in_order(
    row: Row, cuts: Sequence[float], columns: Sequence[Column]
) -> dict[int, Run] | None:
    """Put cells into columns by their order, where a text's columns do not line up.

    As many cells as columns, each of the kind its column holds, and not already one in
    each by where they stand.
    """
    if row.cells[0].words[0].offset < 0 or len(row.cells) != len(columns):
        return None
    middles = [(cell.x0 + cell.x1) / 2 for cell in row.cells]
    if {sum(1 for cut in cuts if m > cut) for m in middles} == set(range(len(columns))):
        return None
    if all(map(_fits, columns, row.cells)):
        return dict(enumerate(row.cells))
    return None


def _fits(column: Column, run: Run) -> bool:
    """Say whether words can be a value of a column."""
    if column.field in QUANTITIES:
        return counts(run)
    if column.field in ORDERS | NUMBERS | {Field.SHIP_DATE, Field.UNIT_PRICE}:
        return run.numbered
    return True
