"""Labels in a column, each over its value, beside words of another column.

A narrow column of "Invoice Date", its day, "Invoice Number" and its number stands
beside an address: whatever is printed beside such a label is no value of it. A label of
a day shows it: what stands beside it is none, and what stands below it is one.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from extractors.layout.page.dates import dates_in
from extractors.layout.page.labels import Label
from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.vocabulary import Field

_DAYS: Final = frozenset({Field.DATE, Field.OTHER_DATE})
_NUMBERS: Final = frozenset(
    {
        Field.INVOICE,
        Field.CREDIT,
        Field.PO,
        Field.YOUR_ORDER,
        Field.ORDER,
        Field.VENDOR_ORDER,
    }
)
_BELOW: Final = 2.4
"""Row heights: a value printed under its label stands no further down."""
_FLUSH: Final = 2.0
"""Points: as far apart are edges of cells that stand under each other."""


def with_columns(sheet: Sheet, labels: Sequence[Label]) -> tuple[Label, ...]:
    """Return labels, those in a column over their values with the value below.

    Args:
        sheet: The document.
        labels: Of it, with the values that stand beside or under them.
    """
    found = dict(_days(sheet, labels))
    columns = {_begin(sheet, labels[at]) for at in found if not labels[at].stacked}
    if columns:
        for at, label in enumerate(labels):
            below = _numbered(sheet, label) if label.field in _NUMBERS else None
            page, x0 = _begin(sheet, label)
            if below and any(
                page == other and abs(x0 - x1) <= _FLUSH for other, x1 in columns
            ):
                found[at] = below
    return tuple(
        label._replace(value=found[at], stacked=True) if at in found else label
        for at, label in enumerate(labels)
    )


def _days(sheet: Sheet, labels: Sequence[Label]) -> Iterator[tuple[int, Run]]:
    """Yield where labels of a day are whose day stands further down, with the day.

    Beside them stand other words, or under them words that say how days are written.
    """
    for at, label in enumerate(labels):
        value = label.value
        if label.field not in _DAYS or value is None or _dated(sheet, value):
            continue
        if value.numbered if label.stacked else not _apart(sheet, label):
            continue
        below = _under(sheet, label, value if label.stacked else None)
        if below and _dated(sheet, below):
            yield at, below


def _dated(sheet: Sheet, run: Run) -> bool:
    """Say whether a cell begins with a day."""
    return any(d.start == 0 for d in dates_in(run.text, sheet.order))


def _numbered(sheet: Sheet, label: Label) -> Run | None:
    below = _under(sheet, label, None) if _apart(sheet, label) else None
    return below if below and below.numbered else None


def _apart(sheet: Sheet, label: Label) -> bool:
    """Say whether a label is alone in its cell, with another cell's words beside it."""
    value = label.value
    if not label.alone or label.colon or label.stacked or value is None:
        return False
    first = sheet.rows[label.row].words[label.start]
    cell = next(c for c in sheet.rows[label.row].cells if first in c.words)
    return value.words[0] not in cell.words


def _begin(sheet: Sheet, label: Label) -> tuple[int, float]:
    row = sheet.rows[label.row]
    return row.page, row.words[label.start].x0


def _under(sheet: Sheet, label: Label, value: Run | None) -> Run | None:
    """Return the first cell under a label, or under words below it, unless labelled.

    Flush with the label; under such words it may have its middle where they have.
    """
    row = sheet.rows[label.row]
    words = row.words[label.start : label.end]
    x0, x1 = words[0].x0, words[-1].x1
    top = value.top if value else row.top
    for index in range(label.row + 1, len(sheet.rows)):
        lower = sheet.rows[index]
        height = max(row.height, lower.height)
        if lower.page != row.page or lower.top - top > _BELOW * height:
            return None
        if value and lower.top < value.bottom:
            continue
        for cell in lower.cells:
            if min(cell.x1, x1) <= max(cell.x0, x0):
                continue
            middle = value and abs(cell.x0 + cell.x1 - x0 - x1) / 2 <= height
            if abs(cell.x0 - x0) > _FLUSH and not middle:
                return None
            opened = any(
                lb.form and lower.words[lb.start] == cell.words[0]
                for lb in sheet.beside[index]
            )
            return None if opened else cell
    return None
