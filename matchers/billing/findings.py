"""How a finding about an invoice is made: both sides, the difference, the money."""

from decimal import Decimal
from fractions import Fraction
from functools import partial

from matchers import findings

_SHOWN_PLACES = Decimal("0.1")
_HUNDRED = 100


found = partial(findings.found, family="billing")
"""Return a finding of the billing rules."""
from_issue = partial(findings.from_issue, family="billing")
"""Return what a reader could not do or does not trust, as a finding."""


def difference(ours: Decimal, theirs: Decimal) -> str:
    """Return how much more *theirs* is, as an amount and as a share of *ours*.

    >>> difference(Decimal("10.00"), Decimal("10.50"))
    '+0.50 (+5.0 %)'
    >>> difference(Decimal("600.00"), Decimal("600.01"))
    '+0.01 (+0.002 %)'
    >>> difference(Decimal(0), Decimal(3))
    '+3'
    """
    more = theirs - ours
    if not ours:
        return f"{more:+f}"
    share = Decimal(more * _HUNDRED / ours)
    places = _SHOWN_PLACES
    if more and abs(share) < places / 2:  # a cent on six hundred is not nothing
        places = Decimal(1).scaleb(share.adjusted())
    return f"{more:+f} ({share.quantize(places):+f} %)"


def shown(value: Fraction | Decimal) -> str:
    """Return a number as a person writes it, without noughts at its end.

    >>> shown(Fraction(1, 3)), shown(Decimal("12.50")), shown(Decimal("1E+2"))
    ('0.333333', '12.5', '100')
    """
    if isinstance(value, Fraction):
        value = (Decimal(value.numerator) / value.denominator).quantize(
            Decimal("0.000001")
        )
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def priced(value: Fraction | Decimal) -> str:
    """Return a price as a person writes it, with two decimals at least.

    >>> priced(Decimal("12.5")), priced(Fraction(1, 8)), priced(Decimal(3))
    ('12.50', '0.125', '3.00')
    """
    whole, _, decimals = shown(value).partition(".")
    return f"{whole}.{decimals:0<2}"
