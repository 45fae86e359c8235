"""A sheet divided by the rows of its tables, of which each names its order."""

from collections.abc import Sequence

from extractors.layout.orders.carried import carried, is_spreadsheet
from extractors.layout.orders.values import END, START, Anchor, Orders, Scope, order_key
from extractors.layout.orders.whose import our_fields
from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.tables.values import Layout, TableRow
from extractors.layout.page.vocabulary import Field


def column_rows(
    sheet: Sheet, *, named: bool
) -> dict[str, list[tuple[Run, Layout, TableRow]]]:
    """Return the table rows of each order, of tables that name several.

    Args:
        sheet: The sheet.
        named: Our orders are named elsewhere; a column that says "order" is not ours.
    """
    found: dict[str, list[tuple[Run, Layout, TableRow]]] = {}
    for table in sheet.tables:
        fields = our_fields(table)
        if not fields:
            continue
        rows = carried(table, fields[0], sheet=is_spreadsheet(sheet))
        whole = all(numbers for _, numbers in rows)
        if whole and len({order_key(n.text) for _, ns in rows for n in ns}) < 2:  # noqa: PLR2004  # one order is the sheet's
            continue
        if named and fields == (Field.ORDER,):
            continue
        for row, numbers in rows:
            for number in numbers:
                found.setdefault(order_key(number.text), []).append(
                    (number, table, row)
                )
    return found


def divided_by_rows(
    anchors: Sequence[Anchor],
    columns: dict[str, list[tuple[Run, Layout, TableRow]]],
) -> Orders:
    """Divide by the rows of tables; sections beside them add what they say."""
    scopes = [_row_scope(rows) for rows in columns.values()]
    strangers = [
        n
        for a in anchors
        for n in a.numbers
        if a.form and order_key(n.text) not in columns
    ]
    note = f"{strangers[0].text!r} heads rows of other orders" if strangers else ""
    owned = [id(row) for scope in scopes for _, row in scope.rows]
    if len(set(owned)) < len(owned):
        note = "several orders are named in one row"
    return Orders(tuple(scopes), (START, END), note)


def _row_scope(rows: Sequence[tuple[Run, Layout, TableRow]]) -> Scope:
    number, table, _ = rows[0]
    ours = our_fields(table) != (Field.ORDER,)
    return Scope(
        number if ours else None,
        None,
        END,
        END,
        tuple((t, r) for _, t, r in rows),
        None if ours else number,
    )
