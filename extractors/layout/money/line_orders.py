"""The orders that the lines of a document of several orders name."""

from collections.abc import Iterable, Mapping, Sequence

from extractors.layout.money.heading import number_in
from extractors.layout.page.labels import row_labels
from extractors.layout.page.rows import Row, Run
from extractors.layout.page.vocabulary import Field

_ORDERS = frozenset({Field.PO, Field.YOUR_ORDER})


def sections_of(rows: Sequence[Row], indexes: Iterable[int]) -> dict[int, Run]:
    """Return the rows among the lines that say which order the following are for.

    Args:
        rows: Of the document.
        indexes: Visual rows of a table, without those of its header.

    Returns:
        The order's number by visual row: nothing else stands there.
    """
    found: dict[int, Run] = {}
    for index in indexes:
        labels = row_labels(rows[index], index)
        first = labels[0] if labels else None
        if (
            first is None
            or first.field not in _ORDERS
            or first.start
            or not first.form
            or first.value is None
        ):
            continue
        number = number_in(first.value)
        if number and number.words[-1].x1 == rows[index].words[-1].x1:
            found[index] = number
    return found


def order_above(sections: Mapping[int, Run], row: int) -> Run | None:
    """Return the order of the last section that begins above a row."""
    above = [index for index in sections if index < row]
    return sections[max(above)] if above else None


def order_in(lines: Sequence[Run]) -> Run | None:
    """Return the number that a cell in a column of orders holds; None for several."""
    found = [number for line in lines if (number := number_in(line))]
    return found[0] if len(found) == len(lines) == 1 else None
