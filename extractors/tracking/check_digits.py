"""Check digits: the arithmetic behind tracking numbers and article numbers.

Source of the courier rules: jkeen/tracking_number_data, ``data/couriers``.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_GTIN_LENGTHS = frozenset({8, 12, 13, 14})
_BASE_36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _mod10(serial: str, check: str, rule: Mapping[str, Any]) -> bool:
    """Weigh every second place; a letter counts as its code less three, modulo ten."""
    places = serial[::-1] if rule.get("reverse") else serial
    weights: tuple[int, int] = (rule["evens_multiplier"], rule["odds_multiplier"])
    total = sum(
        (int(place) if place.isdigit() else (ord(place) - 3) % 10) * weights[index % 2]
        for index, place in enumerate(places)
    )
    return (10 - total % 10) % 10 == int(check)


def _mod7(serial: str, check: str, _rule: Mapping[str, Any]) -> bool:
    return int(serial) % 7 == int(check)


def _s10(serial: str, check: str, _rule: Mapping[str, Any]) -> bool:
    pairs = zip(serial, _S10_WEIGHTS, strict=True)
    rest = sum(int(digit) * weight for digit, weight in pairs) % 11
    return {0: 5, 1: 0}.get(rest, 11 - rest) == int(check)


def _weighted(serial: str, check: str, rule: Mapping[str, Any]) -> bool:
    pairs = zip(serial, rule["weightings"], strict=True)
    total = sum(int(digit) * weight for digit, weight in pairs)
    return bool(total % rule["modulo1"] % rule["modulo2"] == int(check))


def luhn(digits: str) -> bool:
    """Say whether the last of *digits* is the Luhn check digit of those before it.

    >>> luhn("07209562763")
    True
    """
    total = 0
    for index, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (1 + index % 2)
        total += doubled - 9 if doubled > 9 else doubled  # noqa: PLR2004  # digit sum
    return total % 10 == 0


def _luhn(serial: str, check: str, _rule: Mapping[str, Any]) -> bool:
    return luhn(serial + check)


def _mod_37_36(serial: str, check: str, _rule: Mapping[str, Any]) -> bool:
    """ISO 7064 hybrid system, as DPD prints it."""
    modulus = 36
    carry = modulus
    for character in serial:
        carry = (carry + _BASE_36.index(character)) % modulus or modulus
        carry = carry * 2 % (modulus + 1)
    return _BASE_36[(modulus + 1 - carry) % modulus] == check


ALGORITHMS: MappingProxyType[str, Callable[[str, str, Mapping[str, Any]], bool]] = (
    MappingProxyType(
        {
            "mod10": _mod10,
            "mod7": _mod7,
            "s10": _s10,
            "sum_product_with_weightings_and_modulo": _weighted,
            "luhn": _luhn,
            "mod_37_36": _mod_37_36,
        }
    )
)
"""Serial part, check digit, the rule's own figures → whether they agree."""


def gtin(digits: str) -> bool:
    """Say whether *digits* is a GTIN-8, -12 (UPC), -13 (EAN) or -14 by its check digit.

    >>> gtin("4006381333931"), gtin("4006381333932")
    (True, False)
    """
    if len(digits) not in _GTIN_LENGTHS or not (digits.isascii() and digits.isdigit()):
        return False
    total = sum(
        int(digit) * (1 + index % 2 * 2) for index, digit in enumerate(reversed(digits))
    )
    return total % 10 == 0
