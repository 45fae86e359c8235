"""Numbers of parcels that went before: in a section of such, or called the old one."""

import re
from collections.abc import Iterable, Iterator

from extractors.codes import Reason
from extractors.layout.notices.homes import Found
from extractors.layout.notices.parcels import Sighting
from extractors.layout.notices.scopes import Part
from extractors.layout.page.citing import issue_at
from extractors.layout.page.dates import without_dates
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.standing import heads
from extractors.values import Issue

_BEFORE = re.compile(
    r"\b(?:previous(?:ly)?|prior|earlier|former(?:ly)?) "
    r"(?:shipped|sent|dispatched|delivered|shipments?|deliver(?:y|ies)|parcels?"
    r"|packages?)"
    r"|\balready (?:shipped|sent|dispatched|delivered)"
    r"|\b(?:shipped|sent|delivered) (?:earlier|before|previously)"
    r"|\b(?:bereits|schon|zuvor|vorher) (?:geliefert|versandt|versendet|verschickt)"
    r"|\bfr[üu]here (?:lieferung|sendung)|\bd[ée]j[àa] (?:livr|exp[ée]di|envoy)"
    r"|\b(?:envois?|livraisons?|exp[ée]ditions?) pr[ée]c[ée]dent"
    r"|\bya enviad|\benv[ií]os? anterior|\bgi[àa] (?:spedit|consegnat|inviat)"
    r"|\bspedizion[ei] precedent|\b(?:al|reeds|eerder) (?:verzonden|geleverd|verstuurd)"
    r"|\beerdere (?:zending|levering)",
    re.IGNORECASE,
)
"""In a heading: what stands below it is of another day."""
_OLD = (
    r"(?:old(?! dominion)|former|outdated|obsolete|superseded|invalid|no longer valid"
    r"|alt(?:e|er)?|ung[üu]ltig|ancien(?:ne)?|p[ée]rim[ée]e?|viej[oa]|antigu[oa]"
    r"|anterior|vecchi[oa]|precedente|oude?|vervallen)"
)
_BEHIND = re.compile(rf"\W{{1,4}}{_OLD}(?!\w)", re.IGNORECASE)
_AHEAD = re.compile(rf"(?<!\w){_OLD}(?:\W+\w+){{0,4}}\W+$", re.IGNORECASE)
"""Right behind a number or shortly before it: it is no longer the parcel's."""
_LONGEST = 9
"""Words of a heading with its day."""
_FAR = 40
"""Rows: a section is no longer."""


def former_numbers(order: Part, found: Iterable[Found]) -> tuple[Issue, ...]:
    """Return an issue for each number that may be of a parcel that went before.

    Args:
        order: Its part of a sheet.
        found: The numbers that stand with it.
    """
    issues = []
    for seen, verdict in found:
        if not verdict.counts:
            continue
        said = _called_old(order.sheet, seen) or _section(order.sheet, seen)
        if said:
            detail = f"{said!r} is printed with {verdict.number!r}: did it go before?"
            document = order.sheet.document
            issues.append(
                issue_at(document, seen.run, Reason.INCOMPLETE_READING, detail)
            )
    return tuple(dict.fromkeys(issues))


def _called_old(sheet: Sheet, seen: Sighting) -> str:
    """Return the words of a number's line that call it the old one; often none."""
    if seen.row is not None or seen.place.row >= len(sheet.rows):
        return ""
    text, number = sheet.rows[seen.place.row].text, seen.run.text
    before, _, behind = text.partition(number)
    match = (_BEHIND.match(behind) or _AHEAD.search(before)) if number in text else None
    return " ".join(match[0].split()).strip(" ()[]-–:") if match else ""


def _section(sheet: Sheet, seen: Sighting) -> str:
    """Return the heading of earlier parcels that a number stands under; often none."""
    first = seen.row.first if seen.row is not None else seen.place.row
    for index in _above(sheet, first):
        text = sheet.rows[index].text
        if _BEFORE.search(text) and _is_heading(text):
            return text
        if heads(text) and _is_heading(text):
            return ""
    return ""


def _above(sheet: Sheet, row: int) -> Iterator[int]:
    """Yield the lines outside tables above a row of its page, the nearest first."""
    if row >= len(sheet.rows):
        return
    for index in range(row - 1, max(row - 1 - _FAR, -1), -1):
        if sheet.rows[index].page != sheet.rows[row].page:
            return
        if index not in sheet.tabled and len(sheet.rows[index].cells) == 1:
            yield index


def _is_heading(text: str) -> bool:
    """Say whether a line is short and has no figures but a day's."""
    text = without_dates(text)
    return len(text.split()) <= _LONGEST and not any(map(str.isdigit, text))
