"""What is left of a total when lines, charges and taxes are taken off it."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.codes import Reason
from extractors.layout.money.amounts import Amount, NumberStyle, amounts_in
from extractors.layout.money.closing import extras_of, lines_sum
from extractors.layout.money.lines import Lines
from extractors.layout.money.sums import Figure
from extractors.layout.money.totals import Totals
from extractors.layout.page.citing import issue_at
from extractors.layout.page.sheet import Sheet
from extractors.values import Issue

_CENT = Decimal("0.01")


def residual_of(
    sheet: Sheet,
    style: NumberStyle,
    figures: Sequence[Figure],
    totals: Totals,
    read: Lines,
) -> Issue | None:
    """Return the one printed amount that would make the total add up, as an issue.

    Its label is none that we know: what it is for, a person has to say. None where the
    sums add up, or no such amount is printed, or several are.
    """
    total = totals.total
    base = totals.lines or totals.net
    start = lines_sum(read.lines)
    if start is None and base is not None:
        start = base.value
    if total is None or start is None or not totals.doubt:
        return None
    left = total.value - start - sum(extras_of(figures, read.charges), Decimal(0))
    known = {figure.amount.run for figure in figures}
    found = [
        (index, amount)
        for index, amount in _above(sheet, style, total)
        if amount.run not in known and amount.value is not None
        if abs(abs(amount.value) - abs(left)) < _CENT
    ]
    if abs(left) < _CENT or len(found) != 1:
        return None
    [(index, amount)] = found
    detail = f"{left} is left of the total: {sheet.rows[index].text!r} may be it"
    return issue_at(sheet.document, amount.run, Reason.UNEXPLAINED_RESIDUAL, detail)


def _above(
    sheet: Sheet, style: NumberStyle, total: Figure
) -> Iterator[tuple[int, Amount]]:
    """Yield the last amount of each row over a total, back to the lines."""
    for index in range(total.row - 1, -1, -1):
        row = sheet.rows[index]
        if index in sheet.tabled or row.page != total.amount.run.page:
            return
        amounts = [a for cell in row.cells for a in amounts_in(cell, style) if a.money]
        if amounts:
            yield index, amounts[-1]
