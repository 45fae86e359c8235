"""Totals that are printed and cannot be given: two side by side, or none understood."""

from collections.abc import Sequence

from extractors.codes import Reason
from extractors.layout.money.amounts import NumberStyle, amounts_in
from extractors.layout.money.roles import Role, role_of
from extractors.layout.money.sums import Figure
from extractors.layout.money.totals import Totals
from extractors.layout.page.sheet import Sheet
from extractors.values import Issue, Kind

_BILLS = frozenset({"invoice", "credit_memo"})
_LABEL_AND_TWO = 3


def without_rival(
    sheet: Sheet, style: NumberStyle, figures: Sequence[Figure], totals: Totals
) -> Totals:
    """Return the sums without a total that another amount stands beside.

    One of the two may be struck through, which no word says. An amount that is one of
    the other sums is a column of its own and no rival.
    """
    total = totals.total
    if total is None or total.role is not Role.TOTAL:
        return totals
    cells = sheet.rows[total.row].cells
    if len(cells) != _LABEL_AND_TWO or role_of(cells[0].text) is None:
        return totals
    found = [amounts_in(cell, style) for cell in cells[1:]]
    if any(len(amounts) != 1 or not amounts[0].money for amounts in found):
        return totals
    [[one], [other]] = found
    known = {f.value for f in figures if f.row != total.row}
    alike = (one.marked, one.currency) == (other.marked, other.currency)
    if not alike or one.value == other.value or known & {one.value, other.value}:
        return totals
    doubt = f"several totals are printed: {one.value}, {other.value}"
    return totals._replace(total=None, doubt=doubt)


def unsaid(
    sheet: Sheet, style: NumberStyle, kind: Kind, totals: Totals
) -> tuple[Issue, ...]:
    """Return an issue where a bill prints a total and none was read from it."""
    if kind not in _BILLS or totals.total is not None or totals.doubt:
        return ()
    for index, row in enumerate(sheet.rows):
        first = row.cells[0].text.split()[0].casefold().rstrip(":")
        numbers = [a for cell in row.cells for a in amounts_in(cell, style)]
        if first == "total" and numbers and index not in sheet.tabled:
            detail = f"{row.text!r} is printed, and no total is certain"
            return (Issue(code=Reason.INCOMPLETE_READING, detail=detail),)
    return ()
