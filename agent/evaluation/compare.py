"""Whether a value that was read is the true one, by what kind of value it is."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from agent.evaluation.cases import Result, Truth

_AMOUNTS = frozenset(
    {"subtotal", "charges", "allowances", "freight", "tax", "total",
     "quantity", "unit_price", "amount"}
)  # fmt: skip
_NAMES = frozenset({"vendor", "customer"})
_LEAST = 5
"""Characters of a truth that may be looked for within a printed number."""
_CENTS = 2


def judged(
    field: str, truth: Truth, got: object, *, near: bool = False, unsigned: bool = False
) -> Result:
    """Say what came of one value.

    Args:
        field: Its name; it decides how values are compared.
        truth: As it should be; None: it must not be given.
        got: As it was read; None: it was not.
        near: The truth may be written down shorter than it is printed.
        unsigned: Credit is written with a sign by some and without by others.
    """
    if truth is None:
        return "absent_ok" if got is None else "spurious"
    if got is None:
        return "missing"
    if field in _AMOUNTS:
        return "correct" if same_amount(truth, got, unsigned=unsigned) else "wrong"
    name = field in _NAMES
    ours, theirs = plain(got, name=name), plain(truth, name=name)
    if near and ours != theirs and _within(ours, theirs, either=name):
        return "near"
    return "correct" if ours == theirs else "wrong"


def _within(ours: str, theirs: str, *, either: bool) -> bool:
    """Say whether the truth is a part of what was read; of names, the reverse too."""
    if len(theirs) >= _LEAST and theirs in ours:
        return True
    return either and len(ours) >= _LEAST and ours in theirs


def same_amount(truth: object, got: object, *, unsigned: bool = False) -> bool:
    """Say whether two amounts are equal, or the one printed is the other rounded.

    >>> same_amount("4.1", Decimal("4.10")), same_amount("4.095", Decimal("4.10"))
    (True, True)
    >>> same_amount("4.09", Decimal("4.1"))
    False
    """
    try:
        true, ours = Decimal(str(truth)), Decimal(str(got))
    except InvalidOperation:
        return False
    if unsigned:
        true, ours = abs(true), abs(ours)
    places = -int(ours.as_tuple().exponent)
    unit = Decimal(1).scaleb(-places)
    return true == ours or (places >= _CENTS and 2 * abs(true - ours) <= unit)


def plain(value: object, *, name: bool = False) -> str:
    """Return a value without what may differ: case and blanks, in names all marks.

    >>> plain("INV 12-7"), plain("Au Bon-Moulin, S.A.", name=True)
    ('inv12-7', 'aubonmoulinsa')
    """
    text = value.isoformat() if isinstance(value, date) else str(value)
    return re.sub(r"[\W_]+" if name else r"\s+", "", text).casefold()
