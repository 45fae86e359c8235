"""Check digits of the numbers that name a bank account."""

import re
from string import ascii_uppercase, digits

_SHORTEST_IBAN, _LONGEST_IBAN = 15, 34
_LENGTHS = {
    **dict.fromkeys(("NO",), 15),
    **dict.fromkeys(("BE",), 16),
    **dict.fromkeys(("DK", "FI", "FO", "GL", "NL"), 18),
    **dict.fromkeys(("MK", "SI"), 19),
    **dict.fromkeys(("AT", "BA", "EE", "KZ", "LT", "LU", "XK"), 20),
    **dict.fromkeys(("CH", "CR", "HR", "LI", "LV"), 21),
    **dict.fromkeys(("BG", "BH", "DE", "GB", "GE", "IE", "ME", "RS", "VA"), 22),
    **dict.fromkeys(("AE", "GI", "IL", "IQ", "TL"), 23),
    **dict.fromkeys(("AD", "CZ", "ES", "MD", "PK", "RO", "SA", "SE", "SK", "TN"), 24),
    **dict.fromkeys(("PT", "ST"), 25),
    **dict.fromkeys(("IS", "TR"), 26),
    **dict.fromkeys(("FR", "GR", "IT", "MC", "SM"), 27),
    **dict.fromkeys(("AL", "AZ", "CY", "DO", "GT", "HU", "LB", "PL"), 28),
    **dict.fromkeys(("BR", "PS", "QA", "UA"), 29),
    **dict.fromkeys(("JO", "KW", "MU"), 30),
    **dict.fromkeys(("MT", "SC"), 31),
}
"""By country, as the registry of ISO 13616 has them; others are not checked."""
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]+")
_VALUES = {letter: str(n) for n, letter in enumerate(digits + ascii_uppercase)}
_ABA_WEIGHTS = (3, 7, 1) * 3


def is_iban(number: str) -> bool:
    """Say whether *number*, without blanks and in capitals, is an IBAN (ISO 13616).

    >>> is_iban("DE89370400440532013000"), is_iban("DE88370400440532013000")
    (True, False)
    """
    length = len(number)
    fits = _SHORTEST_IBAN <= length <= _LONGEST_IBAN
    if not fits or length != _LENGTHS.get(number[:2], length):
        return False
    if not _IBAN.fullmatch(number):
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
