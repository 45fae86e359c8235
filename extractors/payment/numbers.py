"""Check digits of the numbers that name a bank account."""

import re
from string import ascii_uppercase, digits

_LENGTHS = {
    country: length
    for length, countries in {
        15: "NO",
        16: "BE",
        18: "DK FI FK FO GL NL SD",
        19: "MK SI",
        20: "AT BA EE KZ LT LU MN XK",
        21: "CH CR HR LI LV",
        22: "BG BH DE GB GE IE ME RS VA",
        23: "AE GI IL IQ OM SO TL",
        24: "AD CZ ES MD PK RO SA SE SK TN VG",
        25: "AO CV GW LY MZ PT ST",
        26: "DZ IR IS TR",
        27: "BI CF CG CM DJ FR GA GQ GR IT KM MC MG SM TD",
        28: "AL AZ BF BJ BY CI CY DO GT HN HU LB MA ML NE NI PL SN SV TG",
        29: "BR EG PS QA UA",
        30: "JO KW MU YE",
        31: "MT SC",
        32: "LC",
        33: "RU",
    }.items()
    for country in countries.split()
}
"""By country, as the registry of ISO 13616 has them, and of those that use such numbers
unregistered. Two other letters before digits are no country: an article's number."""
COUNTRIES = frozenset(_LENGTHS)
"""How a number of an account may begin."""
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]+")
_VALUES = {letter: str(n) for n, letter in enumerate(digits + ascii_uppercase)}
_ABA_WEIGHTS = (3, 7, 1) * 3


def is_iban(number: str) -> bool:
    """Say whether *number*, without blanks and in capitals, is an IBAN (ISO 13616).

    >>> is_iban("DE89370400440532013000"), is_iban("DE88370400440532013000")
    (True, False)
    >>> is_iban("FB05FALTENBEUTEL16")  # passes the check, and is a folding bag
    False
    """
    if len(number) != _LENGTHS.get(number[:2]) or not _IBAN.fullmatch(number):
        return False
    moved = number[4:] + number[:4]
    return int("".join(_VALUES[letter] for letter in moved)) % 97 == 1


def is_routing(number: str) -> bool:
    """Say whether *number* is an ABA routing transit number: nine digits that check.

    >>> is_routing("021000021"), is_routing("021000022")
    (True, False)
    """
    if not re.fullmatch(r"[0-9]{9}", number):
        return False
    weighed = zip(_ABA_WEIGHTS, map(int, number), strict=True)
    return sum(weight * digit for weight, digit in weighed) % 10 == 0
