"""Printed dates → dates, or None where day and month could change places."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

DateOrder = Literal["mdy", "dmy"]

_MONTHS = (
    ("jan", "january", "januar", "janvier", "enero", "gennaio", "januari", "ene"),
    ("feb", "february", "februar", "fevrier", "febrero", "febbraio", "februari", "fev"),
    ("mar", "march", "marz", "maerz", "mars", "marzo", "maart", "mrz", "mrt"),
    ("apr", "april", "avril", "abril", "aprile", "avr", "abr"),
    ("may", "mai", "mayo", "maggio", "mei", "mag"),
    ("jun", "june", "juni", "juin", "junio", "giugno", "giu"),
    ("jul", "july", "juli", "juillet", "julio", "luglio", "juil", "lug"),
    ("aug", "august", "aout", "agosto", "augustus", "ago"),
    ("sep", "september", "septembre", "septiembre", "settembre", "sept", "set"),
    ("oct", "october", "oktober", "octobre", "octubre", "ottobre", "okt", "ott"),
    ("nov", "november", "novembre", "noviembre"),
    ("dec", "december", "dezember", "decembre", "diciembre", "dicembre", "dez", "dic"),
)  # fmt: skip
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_PLAIN = str.maketrans("áàâäéèêëíìîïóòôöúùûüç", "aaaaeeeeiiiioooouuuuc")

_NAME = r"(?P<month>[^\W\d_]{3,10})"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"(?<![\d/.-])(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?:T[\d:.+Z-]*)?(?![\d/-])",
        r"(?<![\d/.-])(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<y>\d{4}|\d{2})(?![\d/-])",
        rf"(?<![\d/.-])(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|\.)?[\s-]*(?:de\s+|of\s+)?{_NAME}\.?,?[\s-]*(?:de\s+)?(?P<y>\d{{4}}|\d{{2}})(?!\d)",
        rf"(?<![^\W_]){_NAME}\.?[\s-]*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]+(?P<y>\d{{4}}|\d{{2}})(?![\d:])",
        r"(?<!\d)(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\d)",
    )
)
_SLASHED = re.compile(
    # What must not stand before it is asked behind its first digit: a pattern that
    # begins with a digit is sought faster.
    r"(\d(?<![\d/.-]\d)\d?)[-/](\d{1,2})[-/](\d{4}|\d{2})(?![\d/-])"
)
_STATES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|DC|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO|MT|NE"
    "|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY|PR"
)
_AMERICAN = re.compile(
    rf"\b(?:{_STATES})\.?,?\s+\d{{5}}(?:-\d{{4}})?\b"
    r"|(?<![\d-])(?:\+?1[ .-])?\(\d{3}\)\s?\d{3}[-.]\d{4}\b"
    r"|(?<![\d.-])(?:\+?1[-. ])?[2-9]\d{2}[-.][2-9]\d{2}[-.]\d{4}\b"
    r"|\b(?:U\.?S\.?A|United States|USPS|UPS Ground|FedEx Ground|FedEx Home)\b"
)
_ELSEWHERE = re.compile(
    r"\b(?:GmbH|AG|Ltd|PLC|S\.?A\.?R\.?L|B\.V|N\.V|S\.p\.A|S\.r\.l|VAT|MwSt|USt|TVA|IVA|BTW)\b"
    r"|(?<!\w)\+(?!1\b)\d{2,3}[ (]|[€£]|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b"
    r"|\b(?:United Kingdom|Deutschland|Germany|France|España|Spain|Italia|Italy"
    r"|Nederland|Australia)\b"
)
_POSTAL = r"[ABCEGHJ-NPRSTVXY]\d[A-Z][ -]?\d[A-Z]\d\b"
_POSTAL_CODE = re.compile(_POSTAL, re.IGNORECASE)
"""What no Canadian address is without, and most texts are."""
_CANADIAN = re.compile(
    r"\b(?:Canada|AB|BC|MB|NB|NL|NS|NT|NU|ON|PE|PEI|QC|SK|YT|Alberta|Manitoba|Ontario"
    r"|British Columbia|New Brunswick|Nova Scotia|Qu[eé]bec|Saskatchewan)\b\W{0,3}"
    rf"\s{{1,3}}{_POSTAL}|\b{_POSTAL}\W{{0,3}}\s{{0,3}}Canada\b",
    re.IGNORECASE,
)
"""An address where both orders are in use; its telephones look American."""
_SHORTEST_YEAR = re.compile(r"\d\d")
"""What no date is without, and most words are."""
_CENTURY = 2000
_TWO_DIGITS = 100
_BEFORE = 21
_AFTER = 3
"""Days around its mail in which a notice's dates mostly lie."""
_LATEST_MONTH = 12
_WEEKDAY = 12
"""Characters of "Wednesday, " and the like before a day."""


class Dated(NamedTuple):
    """A date found in a text."""

    value: date | None
    """None: it could be two dates, or none of the calendar."""
    start: int
    end: int

    @property
    def leads(self) -> bool:
        """It begins its text, or behind no more than the name of a weekday."""
        return self.start <= _WEEKDAY


def date_order(text: str, near: date | None = None) -> DateOrder | None:
    """Return how a document writes its dates; None where nothing says so.

    A date that allows one order only decides; else an American or a foreign address,
    of which a Canadian one is neither; else that dates lie about the day of the mail in
    one order only.

    Args:
        text: The document's.
        near: The day its mail was sent.
    """
    slashed = [tuple(map(int, groups)) for groups in _SLASHED.findall(text)]
    orders: set[DateOrder] = set()
    for first, second, _ in slashed:
        if first > _LATEST_MONTH >= second:
            orders.add("dmy")
        if second > _LATEST_MONTH >= first:
            orders.add("mdy")
    if not orders:
        american, elsewhere = _AMERICAN.search(text), _ELSEWHERE.search(text)
        if _POSTAL_CODE.search(text) and _CANADIAN.search(text):
            return None if near is None else _one(_about(slashed, near))
        if american or elsewhere:
            orders = (
                {"dmy" if elsewhere else "mdy"}
                if not american or not elsewhere
                else orders
            )
        elif near:
            orders = _about(slashed, near)
    return _one(orders)


def _one(orders: set[DateOrder]) -> DateOrder | None:
    return next(iter(orders)) if len(orders) == 1 else None


def _about(slashed: Sequence[tuple[int, ...]], near: date) -> set[DateOrder]:
    """Return the orders in which any of the dates lies about a day."""
    orders: set[DateOrder] = set()
    for first, second, year in slashed:
        full = year + (_CENTURY if year < _TWO_DIGITS else 0)
        readings: tuple[tuple[DateOrder, date | None], ...] = (
            ("mdy", _calendar(full, first, second)),
            ("dmy", _calendar(full, second, first)),
        )
        for order, day in readings:
            if day and first != second and -_BEFORE <= (day - near).days <= _AFTER:
                orders.add(order)
    return orders


def dates_in(text: str, order: DateOrder | None) -> tuple[Dated, ...]:
    """Return the dates printed in *text*, in order.

    Args:
        text: One value, or a line.
        order: What :func:`date_order` said of the document.

    >>> [str(d.value) for d in dates_in("18 Nov 2026, 11/19/26, 03/04/2026", None)]
    ['2026-11-18', '2026-11-19', 'None']
    """
    if not _SHORTEST_YEAR.search(text):
        return ()
    found: list[Dated] = []
    for form in _FORMS:
        for match in form.finditer(text):
            groups = match.groupdict()
            if groups.get("month") and _month(groups["month"]) is None:
                continue
            if any(d.start < match.end() and match.start() < d.end for d in found):
                continue
            found.append(Dated(_value(groups, order), match.start(), match.end()))
    return tuple(sorted(found, key=lambda d: d.start))


def without_dates(text: str) -> str:
    """Return a text with a blank in place of each of its dates.

    >>> without_dates("Shipped 18 Nov 2026 by UPS").split()
    ['Shipped', 'by', 'UPS']
    """
    for dated in reversed(dates_in(text, None)):
        text = f"{text[: dated.start]} {text[dated.end :]}"
    return text


def _month(name: str) -> int | None:
    return _MONTH.get(name.casefold().translate(_PLAIN))


def _value(groups: dict[str, str | None], order: DateOrder | None) -> date | None:
    year = int(groups["y"] or 0)
    year += _CENTURY if year < _TWO_DIGITS else 0
    if groups.get("a"):
        first, second = int(groups["a"] or 0), int(groups["b"] or 0)
        if groups["mark"] == ".":
            order = "dmy"
        readings = {
            d
            for d in (
                _calendar(year, first, second) if order != "dmy" else None,
                _calendar(year, second, first) if order != "mdy" else None,
            )
            if d
        }
        return readings.pop() if len(readings) == 1 else None
    month = _month(groups["month"] or "") if groups.get("month") else None
    return _calendar(year, month or int(groups.get("m") or 0), int(groups["d"] or 0))


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
