"""The orders of a table's rows, each named by itself or by a row above."""

from extractors.files import media
from extractors.layout.orders.values import order_key
from extractors.layout.orders.whose import our_fields
from extractors.layout.page.heads import ORDERS
from extractors.layout.page.parsing import order_numbers
from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.tables.values import Layout, TableRow
from extractors.layout.page.vocabulary import Field

_ONCE = ORDERS | {
    Field.TRACKING, Field.PRO, Field.BOL, Field.CARRIER, Field.SERVICE,
    Field.SHIP_DATE, Field.DATE, Field.PARTY, Field.NOTICE, Field.INVOICE,
}  # fmt: skip
"""What a sheet that lists its orders in groups tells in the first row of each."""


def carried(
    table: Layout, field: Field, *, sheet: bool = False
) -> list[tuple[TableRow, tuple[Run, ...]]]:
    """Return a table's rows, each with its order numbers or those of the row above.

    Several columns of the field that differ name several orders.

    Args:
        table: The table.
        field: Of the columns with the numbers.
        sheet: It is one of a CSV or XLSX file, where an empty cell may have been
            forgotten: it means the order above only in a row that leaves everything
            else empty that an order is told with once.
    """
    out: list[tuple[TableRow, tuple[Run, ...]]] = []
    current: tuple[Run, ...] = ()
    above: TableRow | None = None
    for row in table.rows:
        numbers = _own_numbers(table, row, field)
        if numbers:
            current, above = numbers, row
        elif sheet and not (above and _in_group(table, row, above)):
            out.append((row, ()))
            continue
        out.append((row, current))
    return out


def _own_numbers(table: Layout, row: TableRow, field: Field) -> tuple[Run, ...]:
    cells = [row.cells[i] for i in table.indexes(field) if row.cells.get(i)]
    told: dict[str, tuple[Run, ...]] = {}
    for cell in cells:
        numbers = tuple(n for line in cell for n in order_numbers(line))
        if numbers:
            told.setdefault(" ".join(order_key(n.text) for n in numbers), numbers)
    return tuple(n for numbers in told.values() for n in numbers)


def _in_group(table: Layout, row: TableRow, above: TableRow) -> bool:
    """Say whether a row without an order is plainly one more of the order above."""
    once = table.indexes(*_ONCE)
    told = any(above.cells.get(i) for i in once)
    return told and not any(row.cells.get(i) for i in once)


def orderless(sheet: Sheet) -> tuple[TableRow, ...]:
    """Return the rows of a CSV or XLSX file whose order is not said."""
    if not is_spreadsheet(sheet):
        return ()
    return tuple(
        row
        for table in sheet.tables
        for field in our_fields(table)
        for row, numbers in carried(table, field, sheet=True)
        if not numbers
    )


def is_spreadsheet(sheet: Sheet) -> bool:
    """Say whether a sheet is a CSV or XLSX file."""
    return sheet.document.media_type in {media.CSV, media.XLSX}
