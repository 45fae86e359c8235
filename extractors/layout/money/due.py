"""When an invoice wants to be paid: the day it names, or the terms it states."""

from collections.abc import Iterator, Sequence
from datetime import date

from extractors.layout.page.citing import cite, part
from extractors.layout.page.dates import dates_in
from extractors.layout.page.labels import Label
from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Sheet
from extractors.sought import Sought
from extractors.values import Cited

_LABELS = frozenset(
    {
        *("due date", "date due", "net due date", "pay before", "pay by"),
        *("payment due", "echeance", "date d echeance", "vencimiento"),
        *("fecha de vencimiento", "scadenza", "data scadenza", "vervaldatum"),
        *("fallig am", "falligkeitsdatum", "zahlbar bis"),
    }
)
_TERMS = (
    Sought(
        r"\b(?:net|netto)[\s-]{0,2}(?P<days>[0-9]{1,3})\b(?!\s*(?:kg|lbs?|%|[.,]\d))",
    ),
    Sought(
        r"\b(?P<days>[0-9]{1,3})\s*(?:days?|tagen?|jours|d[íi]as|giorni|gg\.?|dagen)"
        r"\s+(?:net(?:to|ti)?|nets)\b",
    ),
    Sought(
        r"\b(?:terms|payable|zahlbar|zahlungsziel|payable\s+[àa]|pago\s+a|pagamento\s+a"
        r"|betaling)\b[^0-9\n]{0,24}(?P<days>[0-9]{1,3})\s*"
        r"(?:days?|tagen?|jours|d[íi]as|giorni|gg\.?|dagen)\b(?!\s*(?:end|eom|fin))",
    ),
)
_AT_ONCE = Sought(
    r"\b(?:due|payable)\s+(?:up)?on\s+receipt\b",
    r"\bsofort\s+(?:f[äa]llig|zahlbar)\b",
)
_LONGEST = 365


def due_of(sheet: Sheet, labels: Sequence[Label]) -> Cited[date] | None:
    """Return the day by which a document wants to be paid; None without a certain one.

    Args:
        sheet: The document.
        labels: Of the document.
    """
    found = list(_days(sheet, labels))
    days = {day for _, day in found}
    if len(days) != 1:
        return None
    run, day = found[0]
    return cite(sheet.document, run, day) if day else None


def _days(sheet: Sheet, labels: Sequence[Label]) -> Iterator[tuple[Run, date | None]]:
    for label in labels:
        if label.text not in _LABELS or label.value is None:
            continue
        text = label.value.text
        begin = len(text) - len(text.lstrip(" :.-"))
        for dated in dates_in(text, sheet.order)[:1]:
            words = part(label.value, dated.start, dated.end)
            if dated.start <= begin and words:
                yield words, dated.value


def terms_of(sheet: Sheet) -> Cited[int] | None:
    """Return in how many days a document wants to be paid; None where it is not said.

    Terms that are said in two ways stay None.
    """
    found = list(_terms(sheet))
    if len({days for _, days in found}) != 1:
        return None
    run, days = found[0]
    return cite(sheet.document, run, days)


def _terms(sheet: Sheet) -> Iterator[tuple[Run, int]]:
    at_once = _AT_ONCE.possible(sheet.low)
    for row in sheet.rows:
        for cell in row.cells:
            if cell.numbered:
                yield from _numbered(cell)
            if at_once and (said := _AT_ONCE.search(cell.text)):
                run = part(cell, said.start(), said.end())
                if run:
                    yield run, 0


def _numbered(cell: Run) -> Iterator[tuple[Run, int]]:
    """Yield the terms of a cell that say a number of days."""
    for sought in _TERMS:
        for match in sought.finditer(cell.text):
            run = part(cell, match.start(), match.end())
            if run and int(match["days"]) <= _LONGEST:
                yield run, int(match["days"])
