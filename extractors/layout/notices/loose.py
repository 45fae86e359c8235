"""Tracking numbers in sentences: what is said of each has to be understood.

A labelled number is the notice's. One that a sentence names may be of last week, of
another order, or of nobody's: there is no list of all that it may be.
"""

import re
from collections.abc import Iterable

from extractors.codes import Reason
from extractors.layout.notices.homes import Found
from extractors.layout.notices.parcels import Sighting
from extractors.layout.notices.plain import Numbers, of_parcel
from extractors.layout.notices.running import goods_rows
from extractors.layout.notices.scopes import Part
from extractors.layout.page.citing import issue_at
from extractors.layout.page.sheet import Sheet
from extractors.values import Issue

_END = re.compile(r"(?<=[.;!?])\s+")
_POINTS = re.compile(
    r"\b(?:see|ref(?:erence)?|cf|vgl|siehe|voir|ver|vedi|zie)(?:\W+\w+)?\W*$",
    re.IGNORECASE,
)
"""Before a number beside one that is labelled: why it is named nobody knows."""


def loose_numbers(order: Part, found: Iterable[Found]) -> tuple[Issue, ...]:
    """Return an issue for each number of a sentence that is not understood.

    Args:
        order: Its part of a sheet.
        found: The numbers that stand with it.
    """
    counted = [one for one in found if one.verdict.counts]
    bare = [one for one in counted if not one.seen.labelled]
    if not bare:
        return ()
    sheet = order.sheet
    listed = order.whole.of_all(_listed, sheet)
    known = Numbers.of({one.seen.run.text for one in counted} | _orders(order))
    beside = len(bare) < len(counted)
    issues = []
    for seen, _ in bare:
        index = _row(sheet, seen)
        said = _sentence(sheet, index, seen.run.text)
        strange = "" if index in listed else of_parcel(said, known)
        if not strange and beside:
            before, _, _ = said.partition(seen.run.text)
            points = _POINTS.search(before)
            strange = points[0].strip() if points else ""
        if strange:
            detail = f"{strange!r} is said of {seen.run.text!r}: is it of this order?"
            issues.append(
                issue_at(sheet.document, seen.run, Reason.INCOMPLETE_READING, detail)
            )
    return tuple(issues)


def _orders(order: Part) -> set[str]:
    numbers = ((scope.number, scope.other) for scope in order.scopes)
    return {number.text for pair in numbers for number in pair if number}


def _listed(sheet: Sheet) -> frozenset[int]:
    return frozenset(goods_rows(sheet))


def _row(sheet: Sheet, seen: Sighting) -> int:
    """Return the index of the visual row a number stands in."""
    rows = seen.row.visual if seen.row else (seen.place.row,)
    number = seen.run.text
    return next((n for n in rows if number in sheet.rows[n].text), seen.place.row)


def _sentence(sheet: Sheet, index: int, number: str) -> str:
    """Return the sentence of a row in which a number stands; it may be wrapped."""
    here = sheet.rows[index].text
    said = next((s for s in _END.split(here) if number in s), "")
    if said and here.startswith(said) and here[0].islower() and index:
        said = f"{_END.split(sheet.rows[index - 1].text)[-1]} {said}"
    if said and here.endswith(said) and index + 1 < len(sheet.rows):
        below = sheet.rows[index + 1].text
        said = f"{said} {_END.split(below)[0]}" if below[0].islower() else said
    return said
