"""A total in English words, as on cheques: held against the one in figures."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.codes import Reason
from extractors.values import Issue, MoneyDocument

_ONES = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90,
}  # fmt: skip
_LARGE = {"thousand": 1000, "million": 1_000_000}
_HUNDRED = 100
_WORD = "|".join((*_ONES, *_TENS, *_LARGE, "hundred"))
_SUM = re.compile(
    rf"\b(?P<words>(?:{_WORD})(?:[\s-]+(?:and[\s-]+)?(?:{_WORD}))*)\s+"
    r"(?:(?:us\s+)?dollars?|euros?|pounds?)"
    r"(?:\s*(?:,|and|&)?\s*(?:(?P<cents>[0-9]{1,2})(?:\s*/\s*100|\s+cents?)"
    rf"|(?P<said>(?:{_WORD})(?:[\s-]+(?:{_WORD}))?)\s+cents?))?",
    re.IGNORECASE,
)


def written_sums(record: MoneyDocument, rows: Sequence[str]) -> Iterator[Issue]:
    """Yield an issue where a sum in words is not the total of *record*."""
    if record.total is None:
        return
    for row in rows:
        for match in _SUM.finditer(row):
            said = Decimal(_value(match["words"])) + _cents(match)
            if said != record.total.value:
                detail = f"{match[0]!r} is printed, the total is {record.total.value:f}"
                yield Issue(code=Reason.ARITHMETIC_TOTAL, detail=detail)
                return


def _cents(match: re.Match[str]) -> Decimal:
    if match["cents"]:
        return Decimal(match["cents"]) / _HUNDRED
    return Decimal(_value(match["said"])) / _HUNDRED if match["said"] else Decimal(0)


def _value(words: str) -> int:
    """Return what number words come to.

    >>> _value("Four hundred thirty-seven"), _value("two thousand and five")
    (437, 2005)
    """
    whole = part = 0
    for word in re.split(r"[\s-]+", words.casefold()):
        if word in _LARGE:
            whole, part = whole + max(part, 1) * _LARGE[word], 0
        elif word == "hundred":
            part = max(part, 1) * _HUNDRED
        else:
            part += _ONES.get(word, 0) + _TENS.get(word, 0)
    return whole + part
