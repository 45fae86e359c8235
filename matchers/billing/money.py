"""Amounts to the currency's last digit, and how far a price may be off: exact."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from matchers.billing.values import BillingRules, Money

_WHOLE = frozenset(
    {"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX"}
    | {"VND", "VUV", "XAF", "XOF", "XPF"}
)
_THOUSANDTHS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
_PRICE_PLACES = Decimal("0.0000001")
"""As many as the books keep of a unit price."""
_HUNDRED = Fraction(100)


def smallest(currency: str) -> Money:
    """Return the smallest amount of *currency*; of an unknown one a hundredth.

    Source: ISO 4217, list one, minor units.
    """
    if currency in _WHOLE:
        return Decimal(1)
    return Decimal("0.001") if currency in _THOUSANDTHS else Decimal("0.01")


def worth(quantity: Decimal, price: Fraction, unit: Money) -> Money:
    """Return what *quantity* at *price* comes to, halves away from nought.

    Args:
        quantity: Of the priced unit.
        price: Of one, exact.
        unit: The result is a multiple of it; a power of ten.

    >>> worth(Decimal(3), Fraction("3.335"), Decimal("0.01"))
    Decimal('10.01')
    >>> worth(Decimal("-2.5"), Fraction(1), Decimal(1))
    Decimal('-3')
    """
    count, by = quantity.as_integer_ratio()
    part = price.denominator * by
    whole = (2 * abs(price.numerator * count) * int(1 / unit) + part) // (2 * part)
    amount = whole * unit
    return -amount if (count < 0) != (price < 0) else amount


def allowed_over(ordered: Money, rules: BillingRules) -> Fraction:
    """Return by how much a unit price may exceed the ordered one, the bound included.

    The smaller of the absolute and the relative tolerance where both are set; nought
    where none is.
    """
    limits = []
    if rules.absolute > 0:
        limits.append(Fraction(rules.absolute))
    if rules.percent > 0:
        limits.append(Fraction(ordered) * Fraction(rules.percent) / _HUNDRED)
    return min(limits, default=Fraction(0))


def unit_price(net: Fraction, quantity: Decimal, amount: Money, unit: Money) -> Money:
    """Return the price of one whose product with *quantity* rounds to *amount*.

    The price itself where it is one with few digits and fits, else the amount's share.
    """
    for written in (Decimal(net.numerator) / net.denominator, amount / quantity):
        short = written.quantize(_PRICE_PLACES, rounding=ROUND_HALF_UP)
        if (short * quantity).quantize(unit, rounding=ROUND_HALF_UP) == amount:
            return _plain(short)
    raise ValueError(f"no price of {quantity} comes to {amount}")


def _plain(price: Decimal) -> Decimal:
    """Return *price* with two decimals at least and no further noughts."""
    cents = price.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    return cents if cents == price else price.normalize()
