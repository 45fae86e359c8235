"""How sure a share is: exact bounds after Clopper and Pearson.

The bounds are quantiles of beta distributions, found by halving. Successes and trials
may be fractions, since variants of one document share its weight.
"""

from math import exp, lgamma, log

_STEPS = 60
"""Halvings: more than a float can tell apart."""
_TERMS = 300
_TINY = 1e-300
_WEIGHT = 1e-3
"""A document has at most this many variants to share its weight: a thousand."""
_ENOUGH = 1e-14


def bounds(successes: float, trials: float, level: float = 0.95) -> tuple[float, float]:
    """Return the lowest and highest share that *successes* of *trials* leave possible.

    >>> [round(bound, 4) for bound in bounds(0, 300)]
    [0.0, 0.0122]
    >>> [round(bound, 4) for bound in bounds(46, 50)]
    [0.8077, 0.9778]
    """
    if trials <= 0:
        return 0.0, 1.0
    tail = (1 - level) / 2
    failures = trials - successes
    # A weight too small to be one is none: the quantile of so steep a curve is noise.
    low = 0.0 if successes < _WEIGHT else _quantile(tail, successes, failures + 1)
    high = 1.0 if failures < _WEIGHT else _quantile(1 - tail, successes + 1, failures)
    return low, high


def _quantile(share: float, a: float, b: float) -> float:
    """Return the x below which lies *share* of the beta distribution of a and b."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if _below(middle, a, b) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _below(x: float, a: float, b: float) -> float:
    """Return the share of the beta distribution of a and b that lies below x."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):  # the fraction settles fast on the other side only
        return 1 - _below(1 - x, b, a)
    front = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x)
    return exp(front) / a * _fraction(x, a, b)


def _fraction(x: float, a: float, b: float) -> float:
    """Return the continued fraction of the incomplete beta function, by Lentz."""
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    total = d
    for m in range(1, _TERMS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1 / _away(1 + term * d)
            c = _away(1 + term / c)
            total *= c * d
        if abs(c * d - 1) < _ENOUGH:
            break
    return total


def _away(value: float) -> float:
    """Keep a divisor away from nought."""
    return value if abs(value) > _TINY else _TINY
