"""What amounts prove of each other: each line its product, the whole its sum."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from extractors.values import Cited, MoneyDocument, MoneyLine

_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)
_ZERO = Decimal()


class Extras(NamedTuple):
    """What is added to the lines as a whole and taken off them."""

    added: Decimal = _ZERO
    """Freight included."""
    taken: Decimal = _ZERO
    tax: Decimal = _ZERO


def line_closes(line: MoneyLine, *, rate: bool = False) -> bool | None:
    """Say whether a line's numbers explain its amount; None where too few are known.

    Args:
        line: Of any document of money.
        rate: Its discount is printed as a rate.
    """
    price = line.unit_price or line.list_price
    if line.quantity is None or price is None or line.amount is None:
        return None
    basis = line.price_basis.value if line.price_basis else Decimal(1)
    if not basis:
        return False
    # A price beside the one before its discount has it taken off already.
    discount = None if line.unit_price and line.list_price else line.discount
    counts = [c.value for c in (line.quantity, line.agreed) if c]
    return any(
        _near(line.amount.value, worth)
        for count in counts
        for worth in _worths(count, count * price.value / basis, discount, rate=rate)
    )


def _worths(
    count: Decimal, plain: Decimal, discount: Cited[Decimal] | None, *, rate: bool
) -> Iterator[Decimal]:
    if discount is None:
        yield plain
    elif rate:
        yield plain * (1 - abs(discount.value) / _HUNDRED)
    else:
        yield plain - abs(discount.value)
        yield plain - abs(discount.value) * count


def _near(amount: Decimal, worth: Decimal) -> bool:
    """Credit memos print amounts with a sign and quantities without."""
    return abs(amount - worth) < _CENT or (
        amount < 0 < worth and abs(amount + worth) < _CENT
    )


def whole_closes(record: MoneyDocument, extras: Extras) -> bool | None:
    """Say whether lines, extras and tax make the total; None where too few are known.

    Args:
        record: Its lines, subtotal and total are looked at.
        extras: All that is added and taken, as its sign says.
    """
    lines = _sum_of(record.lines)
    subtotal = record.subtotal.value if record.subtotal else None
    change = extras.added - abs(extras.taken)
    if record.total is None or (record.lines and lines is None):
        return None
    if lines is not None:
        if subtotal is not None and not _in(subtotal, (lines, lines + change)):
            return False
        bases = {lines + change}
    elif subtotal is not None and (change or extras.tax):
        bases = {subtotal, subtotal + change}
    else:
        return None
    return _in(record.total.value - extras.tax, bases)


def _in(value: Decimal, others: Iterable[Decimal]) -> bool:
    return any(abs(value - other) <= _CENT for other in others)


def _sum_of(lines: Iterable[MoneyLine]) -> Decimal | None:
    amounts = [line.amount for line in lines]
    known = [amount.value for amount in amounts if amount]
    return sum(known, _ZERO) if known and len(known) == len(amounts) else None


def proved(record: MoneyDocument) -> bool:
    """Say whether a record's own amounts prove its total and every one of its lines."""
    freight, charges = _value(record.freight), _value(record.charges)
    # The charges of the whole hold the freight, or are what is charged beside it.
    closes = any(
        whole_closes(
            record, Extras(added, _value(record.allowances), _value(record.tax))
        )
        for added in {freight, charges, freight + charges}
    )
    if not closes:
        return False
    rated = (True, False)
    return all(
        any(line_closes(line, rate=rate) for rate in rated) for line in record.lines
    )


def _value(cited: Cited[Decimal] | None) -> Decimal:
    return cited.value if cited else _ZERO
