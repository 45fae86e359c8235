"""The orders that the lines of a document of several orders name."""

from collections.abc import Iterable, Mapping, Sequence

from extractors.layout.money.heading import number_in
from extractors.layout.page.dates import dates_in
from extractors.layout.page.labels import row_labels
from extractors.layout.page.rows import Row, Run
from extractors.layout.page.vocabulary import Field

_ORDERS = frozenset({Field.PO, Field.YOUR_ORDER})
_LEADING = 2
"""Words before the name of such a paper, at most: "Rif. Ns. DDT"."""


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


def deliveries_in(rows: Sequence[Row], indexes: Iterable[int]) -> frozenset[int]:
    """Return the visual rows that name the delivery of what follows, and its day.

    "Rif. DDT n. 2044 del 22/10/2026" over some lines is of none of their names.

    Args:
        rows: Of the document.
        indexes: Visual rows of a table, without those of its header.
    """
    return frozenset(
        index
        for index in indexes
        if len(rows[index].cells) == 1
        and rows[index].numbered
        and dates_in(rows[index].text, None)
        and any(
            label.field is Field.NOTICE
            and label.start <= _LEADING
            and label.value
            and label.value.numbered
            for label in row_labels(rows[index], index)
        )
    )


def order_above(sections: Mapping[int, Run], row: int) -> Run | None:
    """Return the order of the last section that begins above a row."""
    above = [index for index in sections if index < row]
    return sections[max(above)] if above else None


def order_in(lines: Sequence[Run]) -> Run | None:
    """Return the number that a cell in a column of orders holds; None for several."""
    found = [number for line in lines if (number := number_in(line))]
    return found[0] if len(found) == len(lines) == 1 else None
