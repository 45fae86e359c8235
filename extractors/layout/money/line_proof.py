"""Quantity × price ÷ basis, less discounts, is the amount: which columns say so."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from extractors.layout.money.line_number import Number

_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)
_TRIES = 4
"""Numbers of one row in one column that are tried."""


class Proof(NamedTuple):
    """The numbers of one row that explain its amount."""

    quantity: Number | None
    price: Number
    basis: Number | None = None
    discounts: tuple[Number, ...] = ()
    rated: bool = False
    """The discounts are rates of the price."""

    @property
    def telling(self) -> bool:
        """It could hardly be true by chance."""
        if self.quantity is None:
            return False
        return (
            abs(self.quantity.value) != 1
            and self.price.value != 0
            and abs(self.price.value) != 1
        )


def close(amount: Number, worth: Decimal) -> bool:
    """Say whether an amount is *worth*, but for rounding of its last digit.

    Credit memos print amounts with a sign and quantities without.
    """
    value = amount.value
    return abs(value - worth) < _CENT or (
        value < 0 < worth and abs(value + worth) < _CENT
    )


def proofs(
    amount: Number,
    quantities: Sequence[Number],
    prices: Sequence[Number],
    bases: Sequence[Number] = (),
    discounts: Sequence[Number] = (),
) -> tuple[Proof, ...]:
    """Return the ways to explain an amount, the plainest kind of them only.

    Without a quantity, a price that is the amount explains it.
    """
    pairs = list(product(quantities[:_TRIES], prices[:_TRIES]))
    plain = [Proof(q, p) for q, p in pairs if close(amount, q.value * p.value)]
    if plain:
        return _different(plain)
    based = [
        Proof(q, p, b)
        for (q, p), b in product(pairs, bases[:_TRIES])
        if b.value > 0 and close(amount, q.value * p.value / b.value)
    ]
    if based:
        return _different(based)
    less = [
        Proof(q, p, b, cut, rated)
        for (q, p), b in product(pairs, (None, *bases[:_TRIES]))
        if b is None or b.value > 0
        for cut in _cuts(discounts)
        for rated, worth in _less(q.value, p.value, b, cut)
        if close(amount, worth)
    ]
    if less or quantities:
        return _different(less)
    return _different([Proof(None, p) for p in prices if close(amount, p.value)])


def _cuts(discounts: Sequence[Number]) -> Iterator[tuple[Number, ...]]:
    some = tuple(discounts[:_TRIES])
    yield from ((one,) for one in some)
    if len(some) > 1:
        yield some


def _less(
    quantity: Decimal, price: Decimal, basis: Number | None, cut: tuple[Number, ...]
) -> Iterator[tuple[bool, Decimal]]:
    """Yield what a row is worth less its discounts, taken for rates and for amounts."""
    full = quantity * price / (basis.value if basis else 1)
    signed = sum((one.value for one in cut), Decimal(0))
    plain = sum((abs(one.value) for one in cut), Decimal(0))
    if not signed:
        return
    left = full
    for one in cut:
        left *= 1 - abs(one.value) / _HUNDRED
    if any(one.percent or not one.money for one in cut):
        yield True, left
        return
    yield from ((False, worth) for worth in (full + signed, full - plain))
    yield False, full - plain * quantity
    yield True, left


def _different(found: Iterable[Proof]) -> tuple[Proof, ...]:
    """Return one proof of each that say different values."""
    kept: dict[tuple[Decimal | None, ...], Proof] = {}
    for proof in found:
        values = (
            proof.quantity.value if proof.quantity else None,
            proof.price.value,
            proof.basis.value if proof.basis else None,
        )
        kept.setdefault(values, proof)
    return tuple(kept.values())
