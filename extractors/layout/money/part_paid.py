"""Deposits, payments and retentions that an invoice takes off what is owed.

Its lines and its total close without them, and the bill made of these would be paid in
full: what was paid before, or may be kept back, is then paid a second time.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.codes import Reason
from extractors.layout.page.rows import Row
from extractors.values import Issue, MoneyDocument

_TAKEN_OFF = re.compile(
    (
        r"(?:(?:less|minus|abzüglich|abzgl\.?|moins|menos|meno|minus)\s+)?"
        r"(?:\w+\s+){0,2}?"
        r"(?:deposits?|pre-?payments?|down\s*payments?|advance(?:\s+payments?|d)?|prepaid"
        r"|amounts?\s+paid|paid(?:\s+to\s+date)?|(?:total\s+)?payments?(?:\s*/\s*credits?"
        r"|\s+received|\s+applied|\s+made|\s+to\s+date)|credits?\s+applied|retainage"
        r"|retention|withh[eo]ld(?:ing)?|anzahlung(?:en)?|vorauszahlung(?:en)?"
        r"|bereits\s+(?:gezahlt|bezahlt)|einbehalt|acomptes?|d[ée]j[àa]\s+(?:pay[ée]|r[ée]gl[ée])"
        r"|retenue|anticipos?|pagos?\s+a\s+cuenta|retenci[óo]n|accont[oi]|anticip[oi]"
        r"|ritenuta|gi[àa]\s+pagato|aanbetaling(?:en)?|voorschot(?:ten)?|reeds\s+betaald)"
        r"(?:\s+(?:received|paid|applied|on\s+[\d/.-]+|\(?[0-9.,]+\s*%\)?))*\s*:?"
    ),
    re.IGNORECASE,
)
_SIGN = r"\s*+[-–\u2212(]?+\s*+"
"""What it took it keeps: blanks before nothing would be shared out in every way."""
_MONEY = r"(?:[A-Z]{3}|[$€£])?"
_AMOUNT = re.compile(
    rf"{_SIGN}{_MONEY}{_SIGN}(?P<number>[0-9][0-9.,' ]*[.,][0-9]{{2}})"
    rf"\s*+{_MONEY}{_SIGN}\)?"
)
_RETAINED = re.compile(
    r"\b(?:retainage|retention\s+of\s+[0-9.,]+\s*%|[0-9.,]+\s*%\s+(?:retention|retained)"
    r"|amount\s+withheld)\b",
    re.IGNORECASE,
)


_ASKED = re.compile(
    r"(?:total\s+|net\s+)?(?:amount|balance|total)\s+(?:now\s+)?(?:due|payable|owed|owing)"
    r"(?:\s+now)?|please\s+(?:pay|remit)(?:\s+this\s+amount)?|pay\s+this\s+amount"
    r"|zu\s+zahlen|zahlbetrag|net\s+[àa]\s+payer|total\s+a\s+pagar|netto\s+a\s+pagare"
    r"|te\s+betalen",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^0-9$€£]+")
_CODE = re.compile(r"\s[A-Z]{3}$")
_NO_DIGIT = re.compile(r"[^0-9]")


def part_paid(record: MoneyDocument, rows: Sequence[Row]) -> Iterator[Issue]:
    """Yield an issue where not exactly the total is asked for.

    A row takes off what was paid before or is kept back, or asks for another amount.
    """
    total = f"{abs(record.total.value):.2f}" if record.total else ""
    for row in rows:
        cells = [cell.text.strip() for cell in row.cells]
        pairs = [*pairwise(cells), *filter(None, map(_halves, cells))]
        for label, value in pairs:
            amount = _AMOUNT.fullmatch(value)
            if amount is None or not total or not _ASKED.fullmatch(label.strip(" :")):
                continue
            asked = _NO_DIGIT.sub("", amount["number"])
            if asked.lstrip("0") not in ("", _NO_DIGIT.sub("", total).lstrip("0")):
                yield Issue(
                    code=Reason.INCOMPLETE_READING,
                    detail=f"{label!r} {value!r} is printed, the total is {total}",
                )
                return
        for label, value in pairs:
            amount = _AMOUNT.fullmatch(value)
            if amount and _TAKEN_OFF.fullmatch(label) and _counts(amount["number"]):
                yield _issue(f"{label} {value}")
                return
        if said := _RETAINED.search(row.text):
            yield _issue(said[0])
            return


def _halves(cell: str) -> tuple[str, str] | None:
    """Return label and amount of a cell that holds both; None where it does not."""
    words = _WORDS.match(cell)
    if words is None or words.end() == len(cell):
        return None
    return _CODE.sub("", words[0].rstrip(" :-–\u2212(")), cell[words.end() :]


def _counts(number: str) -> bool:
    return any(char in "123456789" for char in number)


def _issue(words: str) -> Issue:
    return Issue(
        code=Reason.ALLOWANCE_WRONG,
        detail=f"{words!r} is printed: not all of the total is owed any more",
    )
