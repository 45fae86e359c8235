"""The numbers of a table's rows, and the columns they stand in."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from extractors.layout.money.amounts import NumberStyle, amounts_in
from extractors.layout.money.line_heads import NUMERIC, Head, Header
from extractors.layout.money.line_number import Number
from extractors.layout.money.line_roles import Role
from extractors.layout.page.rows import Row, Run

_BESIDE = 2
"""Words beside a number in its cell, at most: a sign, a unit, a kind in brackets."""
_MARK = re.compile(r"\(([A-Z])\)")
_RATE = r"\d{1,2}(?:[.,]\d{1,2})?"
_UPON = re.compile(rf"{_RATE}(?: ?\+ ?{_RATE})+ ?%?")
_FULL = 3
"""Numbers of a row that is one of the table."""
_CODE = 7
"""Digits from which a whole number is a code."""


class Lane(NamedTuple):
    """Numbers one below the other."""

    x0: float
    x1: float
    roles: frozenset[Role]
    """What the head over it says; empty without one."""
    whole: bool
    """The head says nothing else."""


def numbers_of(
    rows: Sequence[Row],
    indexes: Iterable[int],
    heads: Sequence[Head],
    style: NumberStyle,
) -> list[Number]:
    """Return the numbers of some rows, in reading order."""
    found: list[Number] = []
    for index in indexes:
        for cell in rows[index].cells:
            if cell.numbered:
                for piece in _pieces(cell, heads):
                    found += _numbers(piece, index, style)
    return found


def _pieces(cell: Run, heads: Sequence[Head]) -> list[Run]:
    """Part a cell where numbers of two columns stand close together."""
    if len(cell.words) == 1 or not heads:
        return [cell]
    parts = [[cell.words[0]]]
    for one, other in pairwise(cell.words):
        parted = (
            one.text[-1:].isdigit()
            and any(map(str.isdigit, other.text[:2]))
            and _nearest(heads, one.x0, one.x1) != _nearest(heads, other.x0, other.x1)
        )
        if parted:
            parts.append([])
        parts[-1].append(other)
    if len(parts) == 1:
        return [cell]
    return [Run(cell.page, tuple(part)) for part in parts]


def _nearest(heads: Sequence[Head], x0: float, x1: float) -> int:
    return min(range(len(heads)), key=lambda n: max(heads[n].x0 - x1, x0 - heads[n].x1))


def _rates(cell: Run, index: int) -> Iterable[Number]:
    """Yield the rates that are taken off one after the other: "10+5"."""
    rates = _UPON.fullmatch(cell.text)
    for rate in rates[0].rstrip("% ").split("+") if rates else ():
        yield Number(
            Decimal(rate.strip().replace(",", ".")),
            cell,
            index,
            (cell.top + cell.bottom) / 2,
            max(cell.bottom - cell.top, 1.0),
            0,
            percent=True,
            money=False,
            mark="",
            plain=True,
        )


def _numbers(cell: Run, index: int, style: NumberStyle) -> Iterable[Number]:
    rates = list(_rates(cell, index)) if "+" in cell.text else []
    if rates:
        yield from rates
        return
    for amount in amounts_in(cell, style):
        if amount.value is None:
            continue
        whole = amount.value == amount.value.to_integral_value()
        if whole and not amount.marked and abs(amount.value) >= 10**_CODE:
            continue
        before = cell.text[: amount.start].split()
        mark = _MARK.search(before[-1]) if before else None
        run = amount.run
        yield Number(
            amount.value,
            run,
            index,
            (run.top + run.bottom) / 2,
            max(run.bottom - run.top, 1.0),
            amount.decimals,
            amount.percent,
            amount.money,
            mark[1] if mark else "",
            len(cell.words) - len(run.words) <= _BESIDE,
        )


def lanes_of(numbers: Sequence[Number], header: Header | None) -> tuple[Lane, ...]:
    """Return the columns that numbers form, from left to right.

    Rows of several numbers say where columns are; what stands between the rows of a
    table only where they leave room.
    """
    plain = [n for n in numbers if n.plain]
    full = Counter(n.row for n in plain)
    spans = _spans(n for n in plain if full[n.row] >= _FULL)
    rest = [n for n in plain if not any(_in(n, x0, x1) for x0, x1 in spans)]
    spans = sorted(spans + _spans(rest))
    heads = header.heads if header else ()
    over = [_over(heads, x0, x1) for x0, x1 in spans]
    lanes = []
    for (x0, x1), head in zip(spans, over, strict=True):
        if head is None:
            near = _beside(heads, x0, x1, [h for h in over if h is not None])
            roles = frozenset(role for one in near for role in one.roles)
            lanes.append(Lane(x0, x1, roles, len(near) == 1 and near[0].meaning.whole))
        else:
            lanes.append(Lane(x0, x1, head.roles, head.meaning.whole))
    return tuple(lanes)


def _spans(numbers: Iterable[Number]) -> list[tuple[float, float]]:
    """Return the stretches that numbers cover together, from left to right."""
    spans: list[tuple[float, float]] = []
    for x0, x1 in sorted((n.run.x0, n.run.x1) for n in numbers):
        if spans and x0 <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], x1))
        else:
            spans.append((x0, x1))
    return spans


def _in(number: Number, x0: float, x1: float) -> bool:
    return min(x1, number.run.x1) > max(x0, number.run.x0)


def _over(heads: Sequence[Head], x0: float, x1: float) -> Head | None:
    """Return the head that stands over a stretch, the widest part of it."""
    found = max(heads, key=lambda h: min(h.x1, x1) - max(h.x0, x0), default=None)
    return found if found and min(found.x1, x1) > max(found.x0, x0) else None


def _beside(
    heads: Sequence[Head], x0: float, x1: float, taken: Sequence[Head]
) -> list[Head]:
    """Return the heads left and right of a stretch that stand over no other numbers."""
    heads = [h for h in heads if h.roles & NUMERIC]
    left = max((h for h in heads if h.x1 <= x0), key=lambda h: h.x1, default=None)
    right = min((h for h in heads if h.x0 >= x1), key=lambda h: h.x0, default=None)
    return [h for h in (left, right) if h and h not in taken]


def lane_of(lanes: Sequence[Lane], number: Number) -> int | None:
    """Return the column a number stands in."""
    for index, lane in enumerate(lanes):
        if _in(number, lane.x0, lane.x1):
            return index
    return None
