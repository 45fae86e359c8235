"""Names over their addresses, and which of two stands above the other."""

import re
from collections.abc import Sequence

from extractors.layout.page.rows import Row, Run
from extractors.layout.page.sheet import Sheet

ADDRESS = re.compile(
    r"\b[A-Z]{2},? \d{5}(?:-\d{4})?\b|\b\d{4,5} (?:[A-Z]{2}\b|[^\W\d]{3,})"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|\bP\.? ?O\.? Box\b"
    r"|\(\d{3}\) ?\d{3}|\d{3}[-.]\d{3}[-.]\d{4}|@|\bwww\."
    r"|\b(?:Tel|Phone|Fax|VAT|TVA|NIF|SIRET|USt|Tax ID|EIN|P\.? ?IVA)\b"
    r"|^\d{1,5} [A-Z]\w+ [A-Z]",
    re.IGNORECASE,
)
"""What a line of an address holds, or one of telephone and tax numbers below it."""
_PITCH = 2.2
"""Heights of type between the lines of an address, at most."""


def addressed(rows: Sequence[Row], name: Run) -> bool:
    """Say whether the lines that follow a name, in its column, hold an address."""
    above = name
    for row in rows:
        for cell in row.cells:
            if not _under(cell, name):
                continue
            if _parted(above, cell):
                return False
            if ADDRESS.search(cell.text):
                return True
            above = cell
    return False


def stands_above(sheet: Sheet, name: Run, names: Sequence[Run]) -> bool:
    """Say whether a name and its address stand above those of all others.

    So a sender's do on a letter. Side by side either may be the sender's.

    Args:
        sheet: The document.
        name: At the top of its first page.
        names: Every one with an address; lines of the first one's block may be among
            them.
    """
    if name not in names:
        return False
    end = _end(sheet, name)
    others = [run.top for run in names if not (run.top <= end and _under(run, name))]
    return bool(others) and all(top > end for top in others)


def _end(sheet: Sheet, name: Run) -> float:
    """Return how far down the lines reach that follow a name in its column."""
    last = name
    for row in sheet.rows:
        if row.page != name.page or row.top <= last.top:
            continue
        for cell in row.cells:
            if not _under(cell, name):
                continue
            if _parted(last, cell):
                return last.bottom
            last = cell
    return last.bottom


def _under(cell: Run, name: Run) -> bool:
    return min(cell.x1, name.x1) > max(cell.x0, name.x0)


def _parted(above: Run, below: Run) -> bool:
    """Say whether more than the pitch of an address lies between two lines."""
    height = max(above.bottom - above.top, below.bottom - below.top)
    return below.top - above.top > _PITCH * height
