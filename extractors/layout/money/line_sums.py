"""Which rows are lines, and whether a printed sum proves their amounts."""

from collections.abc import Sequence
from decimal import Decimal

from extractors.codes import Reason
from extractors.layout.money.amounts import NumberStyle, amounts_in
from extractors.layout.money.line_bare import bare_header
from extractors.layout.money.line_table import Line
from extractors.layout.money.line_tables import lines_in, table_of
from extractors.layout.page.citing import issue_at
from extractors.layout.page.rows import Row
from extractors.values import Document, Issue

_TOTALS = 30
"""Rows below the last line in which the sum of the lines is looked for."""


def summed(
    document: Document,
    rows: Sequence[Row],
    found: Sequence[Line],
    style: NumberStyle,
    expected: Decimal | None,
) -> tuple[list[Line], bool, list[Issue]]:
    """Keep the lines that are some, and say whether a printed sum proves their amounts.

    Rows with nothing but an amount are lines only where the sum says so; the last of
    them is the sum itself where it is what all the others come to, whatever its label.
    """
    if not found:
        return [], False, []
    totals = _totals(rows, found[-1], style) | _known(expected)
    if _sum(found) in totals:
        return list(found), True, []
    bare = [line for line in found if _bare(line)]
    kept = [line for line in found if not _bare(line)]
    if kept and bare == [found[-1]] and abs(bare[0].item.amount.value) == _sum(kept):
        return kept, True, []
    issues = [
        issue_at(
            document,
            line.item.amount.run,
            Reason.INCOMPLETE_READING,
            "an amount among the lines has neither quantity nor price",
        )
        for line in bare
    ]
    return kept, bool(kept) and _sum(kept) in totals, issues


def bare_lines(
    rows: Sequence[Row], style: NumberStyle, expected: Decimal | None
) -> list[Line]:
    """Return the lines of a table without heads, where a printed sum proves them."""
    header = bare_header(rows, style)
    table = table_of(rows, header, len(rows), style) if header else None
    found = list(lines_in(table)) if table and table.found.sure else []
    if not found:
        return []
    known = _totals(rows, found[-1], style) | _known(expected)
    return found if _sum(found) in known else []


def _known(expected: Decimal | None) -> set[Decimal]:
    return set() if expected is None else {abs(expected)}


def _sum(lines: Sequence[Line]) -> Decimal:
    """Return what lines come to, without a sign: credit memos print it or do not."""
    return abs(sum((line.item.amount.value for line in lines), Decimal(0)))


def _bare(line: Line) -> bool:
    roles = line.table.found.roles
    return not line.item.proof and not line.item.of(roles.quantities)


def _totals(rows: Sequence[Row], last: Line, style: NumberStyle) -> set[Decimal]:
    """Return the amounts printed below the last line, without signs."""
    begin = last.item.rows[-1] + 1
    return {
        abs(amount.value)
        for row in rows[begin : begin + _TOTALS]
        for cell in row.cells
        for amount in amounts_in(cell, style)
        if amount.value is not None and amount.money
    }
