"""The lines of a document with money, from words and geometry, proved by arithmetic."""

from decimal import Decimal
from typing import NamedTuple

from extractors.codes import Reason
from extractors.layout.money.amounts import NumberStyle
from extractors.layout.money.charges import Charge, charges_of
from extractors.layout.money.line_counted import Counted, counted_lines
from extractors.layout.money.line_heads import headers
from extractors.layout.money.line_sums import bare_lines, summed
from extractors.layout.money.line_tables import lines_in, rows_of, tables_in
from extractors.layout.money.line_values import built_of
from extractors.layout.page.sheet import Sheet
from extractors.values import Issue, MoneyLine


class Lines(NamedTuple):
    """All that a document charges for."""

    lines: tuple[MoneyLine, ...]
    charges: tuple[Charge, ...]
    issues: tuple[Issue, ...]
    numbered: frozenset[int] = frozenset()
    """The visual rows that hold a number of a line."""
    rows: frozenset[int] = frozenset()
    """These, and those with words under the name of a line, on the same page."""


def lines_of(
    sheet: Sheet,
    numbers: NumberStyle,
    expected_sum: Decimal | None = None,
    *,
    ordered: bool = False,
) -> Lines:
    """Read the lines and charges of a document.

    Args:
        sheet: Of the document.
        numbers: How it writes numbers.
        expected_sum: What the lines come to, where another reader knows it.
        ordered: It is an order, or answers one: its lines may have no amounts.

    Returns:
        The lines in reading order; what does not close, or could be several things, is
        None there and named among the issues.
    """
    document, rows = sheet.document, sheet.rows
    heads = headers(rows)
    tables = list(tables_in(rows, heads, numbers))
    found = [line for table in tables for line in lines_in(table)]
    kept, proved, issues = summed(document, rows, found, numbers, expected_sum)
    if not kept:
        kept, proved = bare_lines(rows, numbers, expected_sum), True
    lines = []
    for line in kept:
        built, troubles = built_of(document, line, proved=proved)
        lines.append(built)
        issues += troubles
    told = not kept and ordered
    counted = counted_lines(document, rows, heads, numbers) if told else Counted()
    lines += counted.lines
    issues += counted.issues
    if heads and any(h.priced for h in heads) and not lines:
        detail = "the columns of the lines cannot be told apart"
        issues.append(Issue(code=Reason.INCOMPLETE_READING, detail=detail))
    taken = {n for line in kept for n in rows_of(line)}
    taken |= {n for head in heads for n in range(head.first, head.end)}
    charges = charges_of(document, rows, frozenset(taken), numbers)
    numbered = frozenset(n for line in kept for n in line.item.rows)
    under = frozenset(
        n
        for line in kept
        for n in rows_of(line)
        if n >= line.item.rows[0] and rows[n].page == rows[line.item.rows[0]].page
    )
    return Lines(tuple(lines), charges, tuple(issues), numbered, under)
