"""The amounts a document prints beside or under the labels of its sums."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractors.layout.money.amounts import Amount, NumberStyle, amounts_in
from extractors.layout.money.roles import VAGUE, Role, Said, role_of
from extractors.layout.page.citing import part
from extractors.layout.page.heads import ARTICLES, QUANTITIES
from extractors.layout.page.matching import field_of
from extractors.layout.page.rows import Row, Run
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.vocabulary import Field
from extractors.once import kept

_OF_ARTICLES = ARTICLES | QUANTITIES | {Field.UNIT_PRICE}
_NEXT_LINE = 2.0
"""Row heights down to an amount that wrapped under its label."""
_UNDER = 7.0
"""Row heights from a head of sums down to the last amount under it, at most."""
_STEP = 3.5
"""Row heights between two amounts of one column of sums, at most."""
_HEADS = 2
"""Cells of a row that hold a label which wrapped, at most."""
_SMALLER_PART = 2
"""No tax is half of what it is part of."""
_BASE = re.compile(r"(?:\b(?:auf|von|on|of|sur|su|sobre|over|op)|@)\s*$", re.IGNORECASE)
"""A label that ends so names first what the amount is reckoned from."""
_RATE = re.compile(r"\d+(?:[.,]\d+)? ?%")


class Figure(NamedTuple):
    """One amount and what its label says it is."""

    role: Role
    strength: int
    amount: Amount
    value: Decimal
    row: int
    label: Run | None = None


def figures_of(sheet: Sheet, style: NumberStyle) -> tuple[Figure, ...]:
    """Return the labelled sums of a document, in reading order.

    An amount's label stands left of it in its row, in the row above where it wrapped,
    or as the head of a column of sums. The rows of article tables are left out.
    """
    found: list[Figure] = []
    pending: tuple[int, Run, Said] | None = None
    split = _Rows(sheet, style)
    for index in range(len(sheet.rows)):
        if index in sheet.tabled:
            pending = None
            continue
        parts, every = split.parts(index)
        several = sum(p.amount is not None for p in every) > 1
        if not (several and _headed(split, index, every)):
            if pending and _wraps(sheet.rows, pending, index):
                found += _adopted(pending, parts, index)
            found += _beside(parts, index)
        pending = _open(parts, index)
    found += _columns(split)
    return _told_apart(sorted(found, key=lambda f: f.row))


def _told_apart(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Return the sums, those that name a tax as included settled by the others.

    "Including VAT" is the tax within a printed sum where it is the smaller part of it,
    and else the sum that the tax is part of.
    """
    sums = {Role.TOTAL, Role.DUE, Role.NET, Role.LINES}
    largest = max((abs(f.value) for f in figures if f.role in sums), default=0)
    return tuple(
        f
        if f.role is not Role.WITHIN
        else f._replace(role=Role.TAX, strength=VAGUE)
        if abs(f.value) * _SMALLER_PART < largest
        else f._replace(role=Role.TOTAL)
        for f in figures
    )


class _Part(NamedTuple):
    """A stretch of a row: an amount of money, or words."""

    run: Run
    amount: Amount | None = None


class _Rows:
    """The rows of a sheet, each split into parts once."""

    def __init__(self, sheet: Sheet, style: NumberStyle) -> None:
        self.sheet = sheet
        self._style = style
        self._parts: dict[int, tuple[list[_Part], list[_Part]]] = {}

    def parts(self, index: int) -> tuple[list[_Part], list[_Part]]:
        """Return a row as :func:`_parts` splits it."""
        found = self._parts.get(index)
        if found is None:
            row = self.sheet.rows[index]
            found = self._parts[index] = _parts(row, self._style)
        return found


def _parts(row: Row, style: NumberStyle) -> tuple[list[_Part], list[_Part]]:
    """Split a row into amounts of money and the words between them.

    Beside amounts with a currency, a number without one may be a rate or a quantity.

    Args:
        row: One visual row.
        style: How the document writes numbers.

    Returns:
        The row split at the amounts that count, and at those without a currency too.
    """
    found = [
        (cell, [a for a in amounts_in(cell, style) if a.money and a.value is not None])
        for cell in row.cells
    ]
    every = _split(found)
    if len({a.marked for _, amounts in found for a in amounts}) < 2:  # noqa: PLR2004  # with and without
        return every, every
    marked = [(cell, [a for a in amounts if a.marked]) for cell, amounts in found]
    return _split(marked), every


def _split(found: Sequence[tuple[Run, Sequence[Amount]]]) -> list[_Part]:
    parts: list[_Part] = []
    for cell, amounts in found:
        at = 0
        for amount in amounts:
            before = part(cell, at, amount.start)
            if before and before.text.strip():
                parts.append(_Part(before))
            parts.append(_Part(amount.run, amount))
            at = amount.end
        rest = part(cell, at, len(cell.text))
        if rest and rest.text.strip():
            parts.append(_Part(rest))
    return parts


def _worded(run: Run) -> bool:
    return sum(map(str.isalpha, run.text)) > 1


def _beside(parts: Sequence[_Part], index: int) -> Iterator[Figure]:
    """Yield each first amount after words that label it."""
    label: Run | None = None
    based = False
    for one in parts:
        if one.amount is None:
            label = one.run if _worded(one.run) else label
            based = False
            continue
        if label and not based and _BASE.search(label.text):
            based = True
            continue
        said = role_of(label.text) if label else None
        if said:
            yield from _figure(said, one.amount, index, label)
        label = None


def _figure(
    said: Said, amount: Amount, index: int, label: Run | None
) -> Iterator[Figure]:
    if amount.value is not None:
        yield Figure(said.role, said.strength, amount, amount.value, index, label)


def _open(parts: Sequence[_Part], index: int) -> tuple[int, Run, Said] | None:
    """Return the label a row ends with, no amount of its own following."""
    if not parts or parts[-1].amount is not None:
        return None
    for one in reversed(parts):
        if one.amount is not None:
            return None
        said = role_of(one.run.text) if _worded(one.run) else None
        if said:
            return index, one.run, said
    return None


def _wraps(rows: Sequence[Row], pending: tuple[int, Run, Said], index: int) -> bool:
    upper, lower = rows[pending[0]], rows[index]
    near = lower.top - upper.top <= _NEXT_LINE * max(upper.height, lower.height)
    # One of many heads names all that stands below it, and not the first of that.
    heads = len(upper.cells) > _HEADS and not upper.numbered
    return pending[0] + 1 == index and upper.page == lower.page and near and not heads


def _adopted(
    pending: tuple[int, Run, Said], parts: Sequence[_Part], index: int
) -> Iterator[Figure]:
    """Yield the amount right of the label above it, no words of its own before it."""
    _, label, said = pending
    for one in parts:
        if one.run.x0 < label.x0:
            continue
        if one.amount is None and _worded(one.run):
            return
        if one.amount is not None:
            yield from _figure(said, one.amount, index, label)
            return


def _headed(split: _Rows, index: int, parts: Sequence[_Part]) -> bool:
    """Say whether an amount of a row stands under one of several heads of sums.

    The nearest row with a head over an amount decides.
    """
    amounts = [p.run for p in parts if p.amount is not None]
    rows = split.sheet.rows
    for above in range(index - 1, max(index - 8, -1), -1):
        if rows[above].page != rows[index].page:
            break
        heads = _heads(rows[above])
        if any(_over(h, a) for h, _ in heads for a in amounts):
            return len(heads) > 1
    return False


@kept
def _heads(row: Row) -> list[tuple[Run, Said]]:
    """Return the cells of a row that are labels of sums and hold no number but a rate.

    None where the row is the head of a table of articles.
    """
    rated = row.numbered and not any(map(_counted, row.cells))
    heads = [
        (cell, said)
        for cell in row.cells
        if (rated or not cell.numbered) and (said := role_of(cell.text))
    ]
    if heads and sum(field_of(cell.words) in _OF_ARTICLES for cell in row.cells) > 1:
        return []
    return heads


def _counted(cell: Run) -> bool:
    """Say whether a cell holds a number that is no rate beside words."""
    rest = _RATE.sub("", cell.text)
    return any(map(str.isdigit, rest)) or not any(map(str.isalpha, rest))


def _over(head: Run, run: Run) -> bool:
    """Say whether a head stands over an amount: over its middle, or flush right."""
    middle = (run.x0 + run.x1) / 2
    slack = 0.25 * (run.x1 - run.x0)
    flush = abs(head.x1 - run.x1) <= slack or abs(head.x0 - run.x0) <= slack
    return head.x0 - slack <= middle <= head.x1 + slack or flush


def _columns(split: _Rows) -> Iterator[Figure]:
    """Yield the amounts under heads of sums: the only one, or the sum of the others."""
    for index, row in enumerate(split.sheet.rows):
        heads = _heads(row)
        if index in split.sheet.tabled or len(heads) < 2:  # noqa: PLR2004  # one label is no row of heads
            continue
        for head, said in heads:
            # Under "% VAT" stand rates.
            rates = "%" in head.text and not head.numbered
            stack = [] if rates else list(_stack(split, index, head))
            figure = _whole(stack)
            if figure:
                at, amount = figure
                weaker = Said(said.role, min(said.strength, 2))
                yield from _figure(weaker, amount, at, head)


def _stack(split: _Rows, index: int, head: Run) -> Iterator[tuple[int, Amount]]:
    """Yield the amounts under a head, top to bottom."""
    rows = split.sheet.rows
    last = index
    for at in range(index + 1, len(rows)):
        row = rows[at]
        height = max(row.height, 1.0)
        far = row.top - rows[last].top > (_UNDER if last == index else _STEP) * height
        if row.page != rows[index].page or far or at in split.sheet.tabled:
            return
        _, parts = split.parts(at)
        single = sum(p.amount is not None for p in parts) == 1
        below = [p for p in parts if _over(head, p.run)]
        if single and last != index and any(_beside(parts, at)):
            return
        if any(p.amount is None and role_of(p.run.text) for p in below):
            return
        for one in below:
            if one.amount is not None:
                last = at
                yield at, one.amount


def _whole(stack: Sequence[tuple[int, Amount]]) -> tuple[int, Amount] | None:
    """Return the amount of the whole: the only one, or the last, if it is the sum."""
    if len(stack) == 1:
        return stack[0]
    values = [amount.value for _, amount in stack if amount.value is not None]
    if len(values) > 1 and len(values) == len(stack):
        if values[-1] == sum(values[:-1]):
            return stack[-1]
        if len(set(values)) == 1 and len(values) == 2:  # noqa: PLR2004  # a sum of one
            return stack[-1]
    return None


def rates_of(sheet: Sheet, style: NumberStyle) -> tuple[Decimal, ...]:
    """Return the rates that labels take off the whole: "Agency Commission: 15%"."""
    found: list[Decimal] = []
    for index, row in enumerate(sheet.rows):
        if index in sheet.tabled or "%" not in row.text:
            continue
        line = sheet.line(index)
        at = 0
        for amount in amounts_in(line, style):
            label = part(line, at, amount.start)
            at = amount.end
            said = role_of(label.text) if label and _worded(label) else None
            off = said is not None and said.role is Role.ALLOWANCE
            if off and amount.percent and amount.value:
                found.append(abs(amount.value))
    return tuple(dict.fromkeys(found))


def strongest(figures: Sequence[Figure]) -> int:
    """Return the greatest strength among figures; VAGUE where there are none."""
    return max((f.strength for f in figures), default=VAGUE)
