"""What a status, a remark or a heading says of goods: that they went, or who knows.

The words that say so are listed in ``standing.txt``. What is not listed is not
understood: of a word for what stayed behind there are more than anybody could list.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import chain

from extractors.layout.page.dates import DateOrder, dates_in
from extractors.layout.page.tokens import NUMBER, phrase, spaced
from extractors.layout.page.vocabulary import phrases
from extractors.tracking.carriers import carrier_in
from extractors.tracking.numbers import accept, candidates

_STATUS = frozenset(
    (  # noqa: SIM905  # a list of words reads better so
        "status state stat st sts statut stato estado etat availability verfugbarkeit"
        " disponibilite disponibilidad disponibilita beschikbaarheid stock action"
        " disposition progress stage situation situacion situazione fulfillment"
        " fulfilment"
    ).split()
)
"""Words of headings over how far a row has come."""
_REMARKS = frozenset(
    (  # noqa: SIM905  # the same
        "note notes nota notas notiz notitie notities remark remarks comment comments"
        " commentaire commentaires comentario comentarios commento commenti kommentar"
        " message reason grund bemerkung bemerkungen anmerkung anmerkungen hinweis"
        " hinweise remarque remarques observation observations observacion"
        " observaciones osservazioni annotazioni opmerking opmerkingen"
    ).split()
)
"""Words of headings over whatever is said of a row."""
_OTHERWISE = frozenset({"qty", "units", "pcs", "date", "by", "level", "hand", NUMBER})
"""With them a heading of that kind stands over something else."""
_ADDRESS = frozenset(
    {"city", "town", "zip", "zipcode", "postal", "postcode", "country"}
)
"""Beside such a heading a state is a part of an address."""
PARCEL = re.compile(
    r"\b(?:box|carton|package|pkg|parcel|ctn|pallet|skid|page|paket|karton|seite|colis"
    r"|bulto|caja|pagina|página|collo|doos|pakket)\s*#?\s*\d{1,3}"
    r"(?:\s*(?:of|von|sur|de|di|van|/)\s*\d{1,3})?(?![\w.])",
    re.IGNORECASE,
)
"""The number of a parcel, or of a page."""
_SHORT_DATE = re.compile(r"(?<![\d/.-])(\d{1,2})[/.](\d{1,2})\.?(?![\d/-])")
_TIME = re.compile(
    r"\b\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\.?)?(?!\w)", re.IGNORECASE
)
_FOLLOWING = ("beside", "arriving")
"""What is understood behind other words only."""
_MONTHS = 12
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@cache
def _phrases(kind: str) -> frozenset[tuple[str, ...]]:
    """Return the phrases under one heading of the file."""
    found = phrases("extractors.layout.notices", "standing.txt")
    return frozenset(words for name, words in found if name == kind)


@cache
def _known(kinds: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """Return the phrases under several headings of the file."""
    return frozenset(chain.from_iterable(map(_phrases, kinds)))


def is_status(heading: str, beside: frozenset[str] = frozenset()) -> bool:
    """Say whether a column's heading announces how far its rows have come.

    Args:
        heading: As printed.
        beside: The words of the headings of all columns.

    >>> is_status("Line status"), is_status("Lieferstatus"), is_status("Status date")
    (True, True, False)
    """
    words = frozenset(phrase(spaced(heading)))
    if words & _OTHERWISE or (words == {"state"} and beside & _ADDRESS):
        return False
    return bool(words & _STATUS) or any(w.endswith("status") for w in words)


def is_remark(heading: str) -> bool:
    """Say whether a column's heading announces whatever is said of its rows.

    >>> is_remark("Notes"), is_remark("Line status")
    (True, False)
    """
    words = frozenset(phrase(spaced(heading)))
    return bool(words & _REMARKS) and not words & _OTHERWISE


def says_gone(text: str) -> bool:
    """Say whether a text is no more than words for goods that went.

    >>> says_gone("Shipped"), says_gone("partially shipped"), says_gone("OK")
    (True, False, False)
    """
    return phrase(text) in _phrases("gone")


@lru_cache(maxsize=4096)
def understood(
    text: str,
    near: date | None = None,
    order: DateOrder | None = None,
    *,
    partly: bool = False,
) -> bool:
    """Say whether a text plainly says that goods went, or nothing of that.

    Args:
        text: A cell over a status, or a heading.
        near: The day of the notice; a date alone says nothing without it.
        order: How the document writes its dates.
        partly: Words for a part that went and a rest that did not are understood too.

    >>> day = date(2026, 11, 20)
    >>> [understood(t, day) for t in ("Shipped via UPS 11/19/2026", "n/a", "–")]
    [True, True, True]
    >>> [understood(t, day) for t in ("In production", "12/15/2026", "To ship")]
    [False, False, False]
    """
    rest, told = _without_dates(text, near, order, later=partly)
    for mention in reversed(carrier_in(rest, labelled=True)):
        rest, told = f"{rest[: mention.start]} {rest[mention.end :]}", True
    rest = _without_numbers(rest)
    words = phrase(PARCEL.sub(" ", _TIME.sub(" ", rest)))
    kinds = ("gone", "harmless", *(("partial",) if partly else ()))
    at = 0
    while at < len(words):
        begun = told or at > 0
        length = _longest(words, at, (*kinds, *(_FOLLOWING if begun else ())))
        if not length:
            return False
        at += length
    return True


def _without_dates(
    text: str, near: date | None, order: DateOrder | None, *, later: bool
) -> tuple[str, bool]:
    """Return a text without its dates that have been; whether there was one.

    A day to come stays, so that it is not understood, unless it is when the goods will
    arrive.

    Args:
        text: Of a cell.
        near: The day of the notice.
        order: How dates are written.
        later: Days to come are understood too.
    """
    told = False
    for start, end, value in sorted(_days(text, near, order), reverse=True):
        before = phrase(text[:start])
        been = near is not None and value is not None and value <= near
        spoken = near is None and bool(before)
        arrives = any(
            before[-n:] in _phrases("arriving") for n in range(1, len(before) + 1)
        )
        if been or spoken or arrives or later:
            text, told = f"{text[:start]} {text[end:]}", told or been
    return text, told


def _days(
    text: str, near: date | None, order: DateOrder | None
) -> Iterator[tuple[int, int, date | None]]:
    """Yield where dates stand in a text and which they are, also those of no year."""
    whole = dates_in(text, order)
    yield from ((d.start, d.end, d.value) for d in whole)
    for match in _SHORT_DATE.finditer(text):
        if any(d.start < match.end() and match.start() < d.end for d in whole):
            continue
        first, second = int(match[1]), int(match[2])
        days = {
            day
            for day in (
                _nearest(near, first, second) if order != "dmy" else None,
                _nearest(near, second, first) if order != "mdy" else None,
            )
            if day
        }
        yield match.start(), match.end(), max(days, default=None)


def _nearest(near: date | None, month: int, day: int) -> date | None:
    """Return the day of no year that lies nearest to another; None for no such day."""
    if near is None or not 0 < month <= _MONTHS or not 0 < day <= _DAYS[month - 1]:
        return None
    years = (near.year - 1, near.year, near.year + 1)
    days = [date(year, month, min(day, 28)) for year in years]
    closest = min(days, key=lambda one: abs((one - near).days))
    return closest + timedelta(days=day - min(day, 28))


def _without_numbers(text: str) -> str:
    """Return a text without the numbers of parcels that prove themselves."""
    for found in reversed(tuple(candidates(text, labelled=False))):
        piece = text[found.start : found.end]
        if accept(piece, labelled=False).sound:
            text = f"{text[: found.start]} {text[found.end :]}"
    return text


def _longest(words: tuple[str, ...], at: int, kinds: tuple[str, ...]) -> int:
    """Return how many words from a place on are one phrase of some kinds."""
    known = _known(kinds)
    lengths = range(len(words) - at, 0, -1)
    return next((n for n in lengths if words[at : at + n] in known), 0)
