"""Carrier, ship date and the words that excuse a missing number, of one order."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from extractors.codes import Reason
from extractors.layout.notices.scopes import Part, first_level, joined
from extractors.layout.page.citing import cite, issue_at, part
from extractors.layout.page.dates import Dated, dates_in
from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.vocabulary import Field
from extractors.sought import Sought
from extractors.tracking.carriers import (
    carrier_in,
    no_tracking_in,
    no_tracking_possible,
)
from extractors.values import Cited, Issue

_SHIPPED = Sought(
    r"\b(?:shipped|dispatched|despatched|left (?:our|the|us)|picked up|sent out"
    r"|went out|departed|tendered|versandt|versendet|exp[ée]di[ée]e?s?|enviad[oa]s?"
    r"|spedit[oaie]"
    r"|verzonden)\b",
)
_UNCERTAIN = re.compile(
    r"\b(?:will|expect\w*|estimat\w*|schedul\w*|should|plan\w*|anticipat\w*|est\.?"
    r"|ordered|order date|order placed"
    r"|invoice\w*|due|deliver\w*|arriv\w*|eta|not|until|before)\b|\bby\s*$",
    re.IGNORECASE,
)
_WAS = re.compile(
    r"\b(?:wurden?|ist|sind|haben wir|habe ich|werd(?:en)?|is|zijn|hebben wij?)"
    r"\b[^.!?]*$",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"[\s,]*+(?:[^\s.!?]+\s+){0,4}?"
    r"(?:versandt|versendet|verschickt|verzonden|verstuurd)\b",
    re.IGNORECASE,
)
"""German and Dutch say last what was done; with a verb of the past before the day."""
_NEXT_LINE = 1.8
"""Row heights between two lines of one paragraph, at most."""
_A_YEAR = 366
"""Days from its mail; a ship date further off is a slip of the pen."""
_REACH = 90
"""Characters between the word "shipped" and its date."""
_OFFERED = re.compile(r"\b(?:offer|available|ask|option|also|prefer)", re.IGNORECASE)
_SERVICE_WORDS = re.compile(
    r"(?:\W|\d|\b(?:ground|standard|best|way|method|air|next|day|days|second|2nd|two|three"
    r"|overnight|express|expedited|economy|priority|parcel|small|package|pkg|freight|ltl"
    r"|truckload|tl|ftl|motor|common|carrier|truck|prepaid|collect|third|party|billing|bill"
    r"|ppd|add|and|service|services|home|residential|commercial|delivery|shipping|ship|mail"
    r"|saver|select|am|pm|cheapest|lowest|cost|free|regular|domestic|drop|n/?a|none|tbd"
    r"|other|see|below|above|attached|lift|gate|liftgate|inside)\b)*",
    re.IGNORECASE,
)

_EXCUSING = (Field.CARRIER, Field.SERVICE, Field.TRACKING, Field.PRO, Field.STATUS)
"""Labels and columns whose values may say that no tracking number is to be expected."""


class CarrierNamed(NamedTuple):
    """A carrier as a sheet names it for one order."""

    run: Run
    scacs: tuple[str, ...]


class Carriers(NamedTuple):
    """What a sheet says of the carrier of one order."""

    named: tuple[CarrierNamed, ...]
    labelled: bool
    """A label or a column says so, not only the text."""
    unknown: Run | None
    """The value of a carrier's label that names nobody we know."""

    @property
    def scacs(self) -> tuple[str, ...]:
        """All of them, sorted."""
        return tuple(sorted({s for c in self.named for s in c.scacs}))


def mentions(run: Run, *, labelled: bool) -> tuple[CarrierNamed, ...]:
    """Return the carriers a run of words names."""
    found = []
    for mention in carrier_in(run.text, labelled=labelled):
        words = part(run, mention.start, mention.end)
        if words:
            found.append(CarrierNamed(words, mention.scacs))
    return tuple(found)


def carriers_of(order: Part) -> Carriers:
    """Return the carriers named for one order, by label where one says so."""
    fields = (Field.CARRIER, Field.SERVICE)
    named = first_level(
        order.values(*fields), lambda run: mentions(run, labelled=True) or None
    )
    if named:
        return Carriers(
            tuple(c for some in named for c in some), labelled=True, unknown=None
        )
    values = first_level(order.values(Field.CARRIER), _unknown)
    for found in order.told(_mentioned):
        if found:
            return Carriers(
                found, labelled=False, unknown=values[0] if values else None
            )
    return Carriers((), labelled=False, unknown=values[0] if values else None)


def _mentioned(sheet: Sheet, lines: tuple[int, ...]) -> tuple[CarrierNamed, ...]:
    """Return the carriers that lines of text name."""
    return tuple(c for n in lines for c in mentions(sheet.line(n), labelled=False))


def _unknown(run: Run) -> Run | None:
    """Return a carrier's value unless it is only a kind of service, or no carrier."""
    text = run.text
    if _SERVICE_WORDS.fullmatch(text) or no_tracking_in(text):
        return None
    return run if sum(map(str.isalpha, text)) > 2 else None  # noqa: PLR2004  # "A1" names nobody


def ship_date_of(order: Part) -> tuple[Cited[date] | None, tuple[Issue, ...]]:
    """Return the day the goods left, and why not where the print is no one day."""
    levels: list[list[tuple[Run, Dated]]] = [
        _dated(order, runs)
        for runs in (
            order.cells(Field.SHIP_DATE),
            *(
                [lb.value for lb in labels if lb.value]
                for labels in order.labels(Field.SHIP_DATE, Field.SHIPPED)
            ),
        )
    ]
    levels += order.told(_told)
    for level in levels:
        if level:
            return _one_date(order, level)
    return None, ()


def _dated(order: Part, runs: Sequence[Run]) -> list[tuple[Run, Dated]]:
    """Return the date each value begins with."""
    found = []
    for run in runs:
        dates = dates_in(run.text, order.sheet.order)
        if dates and dates[0].leads:
            words = part(run, dates[0].start, dates[0].end)
            if words:
                found.append((words, dates[0]))
    return found


def _told(sheet: Sheet, lines: tuple[int, ...]) -> list[tuple[Run, Dated]]:
    """Return the dates that sentences give as the day of shipping."""
    found = []
    for index in lines:
        run = sheet.line(index)
        for dated in dates_in(run.text, sheet.order):
            before = f"{_led_by(sheet, index)}{run.text[: dated.start]}"
            if _CLOSING.match(run.text, dated.end) and _WAS.search(before):
                words = part(run, dated.start, dated.end)
                found += [(words, dated)] if words else []
                continue
            verbs = list(_SHIPPED.finditer(before))
            if not verbs or len(before) - verbs[-1].end() > _REACH:
                continue
            told = before[max(verbs[-1].start() - 20, 0) :]
            words = part(run, dated.start, dated.end)
            if words and not _UNCERTAIN.search(told):
                found.append((words, dated))
    return found


def _led_by(sheet: Sheet, index: int) -> str:
    """Return the line before, where a sentence may have begun; it ends in a blank."""
    rows = sheet.rows
    if not index or index - 1 in sheet.tabled:
        return ""
    row, above = rows[index], rows[index - 1]
    near = above.page == row.page and row.top - above.top < _NEXT_LINE * row.height
    whole = len(above.cells) == len(row.cells) == 1
    return f"{above.text} " if near and whole else ""


def _one_date(
    order: Part, level: Sequence[tuple[Run, Dated]]
) -> tuple[Cited[date] | None, tuple[Issue, ...]]:
    document = order.sheet.document
    values = {dated.value for _, dated in level}
    run, dated = level[0]
    near = order.sheet.near
    far = near and dated.value and abs((dated.value - near).days) > _A_YEAR
    if len(values) == 1 and dated.value and not far:
        return cite(document, run, dated.value), ()
    texts = ", ".join(dict.fromkeys(run.text for run, _ in level))
    if None in values:
        why = "could be two days"
    else:
        why = "is not of this year" if far else "are different days"
    detail = f"ship date {texts!r}: {why}"
    return None, (issue_at(document, run, Reason.DATE_IMPLAUSIBLE, detail),)


def may_excuse(sheet: Sheet) -> bool:
    """Say whether anything on a sheet says that no tracking number is to be expected.

    Where not, it is said of no order.
    """
    if not no_tracking_possible(sheet.low):
        return False
    said = chain(
        map(sheet.line, range(len(sheet.rows))),
        (label.value for label in sheet.of(*_EXCUSING) if label.value),
        (
            joined(cell)
            for table in sheet.tables
            if table.has(*_EXCUSING)
            for row in table.rows
            if (cell := table.cell(row, *_EXCUSING))
        ),
    )
    return any(map(_excuse, said))


def no_tracking_of(order: Part) -> Cited[str] | None:
    """Return the words that say no tracking number is to be expected."""
    for runs in order.values(*_EXCUSING):
        for run in runs:
            if words := _excuse(run):
                return cite(order.sheet.document, words, words.text)
    for words in order.told(_excused):
        if words:
            return cite(order.sheet.document, words, words.text)
    return None


def _excuse(run: Run) -> Run | None:
    """Return the first words of a run that excuse a missing number."""
    for mention in no_tracking_in(run.text):
        words = part(run, mention.start, mention.end)
        if words:
            return words
    return None


def _excused(sheet: Sheet, lines: tuple[int, ...]) -> Run | None:
    """Return the first words of some lines that excuse a missing number."""
    for run in map(sheet.line, lines):
        if not _OFFERED.search(run.text) and (words := _excuse(run)):
            return words
    return None
