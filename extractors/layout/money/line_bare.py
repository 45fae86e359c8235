"""Tables that nothing stands over: rows in which arithmetic alone shows the columns."""

from collections.abc import Sequence
from itertools import combinations

from extractors.layout.money.amounts import NumberStyle, amounts_in
from extractors.layout.money.line_cells import numbers_of
from extractors.layout.money.line_heads import Head, Header
from extractors.layout.money.line_number import Number
from extractors.layout.money.line_proof import close
from extractors.layout.money.line_roles import Meaning, Role
from extractors.layout.page.parsing import code_like
from extractors.layout.page.rows import Row, Run

_MOST = 9
"""Numbers of a row that are tried."""


def bare_header(rows: Sequence[Row], style: NumberStyle) -> Header | None:
    """Return the columns of words before the first row that quantity × price explains.

    It stands above that row and takes none itself. None without such a row.
    """
    found = [
        index
        for index, row in enumerate(rows)
        if len(row.cells) > 2  # noqa: PLR2004  # a quantity, a price, an amount
        and any(_priced(cell, style) for cell in row.cells)
        and _explained(numbers_of(rows, (index,), (), style))
    ]
    if not found:
        return None
    first = found[0]
    numbers = numbers_of(rows, (first,), (), style)
    left = _explained(numbers) or 0.0
    heads = tuple(
        _head(cell, rows, found) for cell in rows[first].cells if cell.x1 <= left
    )
    return Header(first, first, heads)


def _priced(cell: Run, style: NumberStyle) -> bool:
    """Say whether an amount of money stands in a cell, as it does in every such row."""
    return any(amount.money for amount in amounts_in(cell, style))


def _explained(numbers: Sequence[Number]) -> float | None:
    """Return where the quantity stands in a row that closes, and not by chance."""
    some = [n for n in numbers if not n.percent][:_MOST]
    for one, other, amount in combinations(some, 3):
        telling = all(abs(n.value) not in {0, 1} for n in (one, other))
        if telling and amount.money and close(amount, one.value * other.value):
            return one.run.x0
    return None


def _head(cell: Run, rows: Sequence[Row], found: Sequence[int]) -> Head:
    """Return a column of words, by what stands in it in all rows that close."""
    texts = [
        other.text
        for index in found
        for other in rows[index].cells
        if min(other.x1, cell.x1) > max(other.x0, cell.x0)
    ]
    coded = all(code_like(text) for text in texts)
    counted = all(text.strip(".").isdigit() for text in texts)
    role = Role.SKU if coded else Role.LINE if counted else Role.DESCRIPTION
    meaning = Meaning(frozenset({role}), whole=True)
    return Head(cell.words, (cell,), meaning, cell.x0, cell.x1)
