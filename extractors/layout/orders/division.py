"""A sheet divided among the orders it names: by rows, by sections, or not at all."""

from collections.abc import Sequence

from extractors.layout.orders.anchors import anchors_of
from extractors.layout.orders.by_rows import column_rows, divided_by_rows
from extractors.layout.orders.by_sections import divided_by_sections
from extractors.layout.orders.carried import orderless
from extractors.layout.orders.values import END, START, Anchor, Orders, Scope, order_key
from extractors.layout.page.sheet import Place, Sheet


def orders_of(sheet: Sheet, numbers: Sequence[Place]) -> Orders:
    """Divide a sheet among the orders it names.

    Args:
        sheet: The sheet.
        numbers: Where its tracking numbers stand, in order.
    """
    anchors = anchors_of(sheet)
    return _divided(sheet, anchors, numbers)._replace(anchors=anchors)


def _divided(
    sheet: Sheet, anchors: Sequence[Anchor], numbers: Sequence[Place]
) -> Orders:
    columns = column_rows(sheet, named=bool(anchors))
    keys = list(dict.fromkeys(order_key(n.text) for a in anchors for n in a.numbers))
    torn = bool(columns) and bool(orderless(sheet))
    if torn or len(columns) > 1 or (columns and keys and set(columns) != set(keys)):
        return divided_by_rows(anchors, columns)
    if not anchors:
        return Orders((Scope(None, None, START, END),), (START, END))
    if len(keys) == 1:
        first = next((a for a in anchors if a.form), anchors[0])
        return Orders((Scope(first.numbers[0], first, START, END),), (START, END))
    return divided_by_sections(sheet, anchors, numbers)
