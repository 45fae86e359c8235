"""Printed numbers → decimals, in the style one document writes them all in."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from extractors.layout.money.currencies import CODES, SIGNS, code_of
from extractors.layout.page.citing import part
from extractors.layout.page.dates import DateOrder
from extractors.layout.page.rows import Row, Run
from extractors.once import kept

DecimalMark = Literal[".", ","]

_CURRENCY = "|".join(
    (*map(re.escape, sorted(SIGNS, key=len, reverse=True)), *(rf"{c}\b" for c in CODES))
)
_BLANK = "[ \u00a0\u2009\u202f]"
_MINUS = "[-\u2212\u2013]"
_NUMBER = re.compile(
    rf"(?<![\w.,/#'’])(?<!\w{_MINUS})(?<!\d:)"
    rf"(?:(?P<open>\(){_BLANK}?|(?P<minus>{_MINUS}){_BLANK}?)?"
    rf"(?:(?P<before>{_CURRENCY}){_BLANK}?(?P<inner>(?:{_MINUS}|\(){_BLANK}?)?)?"
    rf"(?P<digits>\d{{1,3}}(?:{_BLANK}\d{{3}})+(?:[.,]\d{{1,4}})?(?!\d)"
    r"|\d{1,3}(?:['’]\d{3})+(?:[.,]\d{1,4})?|\d+(?:[.,]\d+)*|[.,]\d\d)"
    rf"(?:{_BLANK}?(?P<percent>%))?(?:{_BLANK}?(?P<after>{_CURRENCY}))?"
    rf"(?P<trailing>{_MINUS}(?![\w-])|{_BLANK}?CR\b)?(?P<close>\))?"
    r"(?!\w|[-/:.,'’]\d|-\w)"
)  # fmt: skip
_GROUPED = r"\d{{1,3}}(?:[{} \u00a0\u2009\u202f'’]\d{{3}})+|\d*"
_WHOLE: tuple[tuple[DecimalMark, re.Pattern[str]], ...] = (
    (".", re.compile(_GROUPED.format(","))),
    (",", re.compile(_GROUPED.format("."))),
)
"""What may stand before each decimal mark."""
_NO_DIGIT = re.compile(r"\D")
_TWICE = 3
"""Times the numbers of one style must outnumber those of the other to decide."""


class NumberStyle(NamedTuple):
    """How a document writes its numbers."""

    mark: DecimalMark | None
    """Between units and decimals; None where nothing says so: then only numbers that
    allow one reading have a value."""


class Amount(NamedTuple):
    """A number found in a run of words."""

    value: Decimal | None
    """None: it could be two numbers, or is none of the document's style."""
    run: Run
    """Its own words, currency and sign included."""
    start: int
    end: int
    """Place in the text looked at."""
    currency: str | None
    """ISO code of the currency printed with it; "$" alone is None."""
    marked: bool
    """A currency sign or code is printed with it."""
    decimals: int
    """Digits printed after the decimal mark; 0 for whole numbers."""
    percent: bool
    """A rate, no amount."""

    @property
    def money(self) -> bool:
        """It is printed as money is: with cents, or with a currency."""
        return not self.percent and (self.decimals == 2 or self.marked)  # noqa: PLR2004  # cents


def number_style(texts: Iterable[str], order: DateOrder | None = None) -> NumberStyle:
    """Decide how a document writes its numbers from all of them together.

    Args:
        texts: Its lines.
        order: How it writes its dates; month first says decimal point where the
            numbers say nothing.
    """
    found = (_NUMBER.finditer(t) for t in texts if "." in t or "," in t)
    return _style((match["digits"] for matches in found for match in matches), order)


def style_of(rows: Iterable[Row], order: DateOrder | None = None) -> NumberStyle:
    """Decide the same from the rows of a document, whose numbers are read anyhow."""
    cells = (cell for row in rows if row.numbered for cell in row.cells)
    return _style((m["digits"] for cell in cells for m in _matches(cell)), order)


def _style(numbers: Iterable[str], order: DateOrder | None) -> NumberStyle:
    votes = Counter(map(_evident, numbers))
    point, comma = votes["."], votes[","]
    if point > _TWICE * comma:
        return NumberStyle(".")
    if comma > _TWICE * point:
        return NumberStyle(",")
    return NumberStyle("." if order == "mdy" and not comma else None)


def _evident(digits: str) -> DecimalMark | None:
    """Return the decimal mark that one number by itself makes certain.

    >>> [_evident(d) for d in ("1.234,56", "12.50", "1.234", "1.234.567", "7", "1,5")]
    [',', '.', None, ',', None, ',']
    """
    if "." not in digits and "," not in digits:
        return None
    readings = _readings(digits)
    return next(iter(readings)) if len(readings) == 1 else None


def _readings(digits: str) -> dict[DecimalMark, Decimal]:
    """Return what *digits* are worth in each style that could have written them."""
    found: dict[DecimalMark, Decimal] = {}
    for mark, grouped in _WHOLE:
        whole, _, cents = digits.partition(mark)
        if grouped.fullmatch(whole) and (cents.isdigit() or mark not in digits):
            plain = _NO_DIGIT.sub("", whole) or "0"
            found[mark] = Decimal(f"{plain}.{cents}" if cents else plain)
    return found


def amounts_in(run: Run, style: NumberStyle) -> tuple[Amount, ...]:
    """Return the numbers in a run of words, left to right.

    Dates, codes and numbers grown together with letters are none. A sign, brackets and
    a currency belong to the number: "-5,00 €", "(5.00)", "5.00-", "$5.00 CR".
    """
    if not run.numbered:
        return ()
    found: tuple[Amount, ...] | None = run.known.get(style)
    if found is None:
        found = run.known[style] = tuple(_amounts(run, style))
    return found


def _amounts(run: Run, style: NumberStyle) -> Iterator[Amount]:
    for match in _matches(run):
        start, end = _span(match)
        if words := part(run, start, end):
            value, decimals = _value(match, style)
            sign = match["before"] or match["after"]
            yield Amount(
                value,
                words,
                start,
                end,
                code_of(sign) if sign else None,
                marked=sign is not None,
                decimals=decimals,
                percent=match["percent"] is not None,
            )


@kept
def _matches(run: Run) -> tuple[re.Match[str], ...]:
    """Return the numbers of a run as they are printed."""
    return tuple(_NUMBER.finditer(run.text)) if run.numbered else ()


def _span(match: re.Match[str]) -> tuple[int, int]:
    """Return where a number stands, without a bracket of the words around it."""
    start, end = match.span()
    if match["open"] and not match["close"] and not match["inner"]:
        start = match.end("open")
    if match["close"] and not (match["open"] or "(" in (match["inner"] or "")):
        end = match.start("close")
    return start, end


def _value(match: re.Match[str], style: NumberStyle) -> tuple[Decimal | None, int]:
    """Return what a number is worth, and how many of its digits are decimals."""
    digits = match["digits"]
    readings = _readings(digits)
    value = readings.get(style.mark) if style.mark else _only(readings)
    if value is not None and _negative(match):
        value = -value
    cents = max(digits.rfind(","), digits.rfind("."))
    decimals = len(digits) - cents - 1 if cents >= 0 else 0
    if value is not None and decimals and value == value.to_integral_value():
        decimals = max(-int(value.as_tuple().exponent), 0)
    return value, decimals


def _only(readings: dict[DecimalMark, Decimal]) -> Decimal | None:
    values = set(readings.values())
    return values.pop() if len(values) == 1 else None


def _negative(match: re.Match[str]) -> bool:
    inner = match["inner"] or ""
    bracketed = bool(match["close"]) and bool(match["open"] or "(" in inner)
    signed = bool(inner) and "(" not in inner
    return bool(match["minus"] or match["trailing"] or bracketed or signed)


def amount_of(run: Run, style: NumberStyle) -> Amount | None:
    """Return the number that is all a run says; None where it says more, or less.

    A unit or word beside it is more: "5 EA" is no amount, "5,00 EUR" is one.
    """
    found = amounts_in(run, style)
    if len(found) != 1:
        return None
    rest = run.text[: found[0].start] + run.text[found[0].end :]
    return None if rest.strip(" :=*|") else found[0]
