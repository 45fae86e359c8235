"""What the readers of money documents share: a draft, and the proof of its sums."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from extractors.codes import Reason
from extractors.values import Cited, Issue, MoneyDocument, MoneyLine

_CENT = Decimal("0.01")
_HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Extras:
    """What proves the sums of a document and has no field of its own."""

    tax_basis: Decimal | None = None
    rounding: Decimal = Decimal(0)


class LineProof(NamedTuple):
    """A line and what was added to or taken off it alone."""

    line: MoneyLine
    adjustment: Decimal = Decimal(0)
    """Charges of the line less its allowances."""


def unproved(
    document: MoneyDocument, lines: Sequence[LineProof], extras: Extras
) -> Iterator[Issue]:
    """Yield an issue for every sum of a document that does not close."""
    for number, proof in enumerate(lines, start=1):
        detail = _line_gap(proof)
        if detail and proof.line.amount:
            yield Issue(
                code=Reason.ARITHMETIC_LINE,
                detail=f"line {number}: {detail}",
                evidence=proof.line.amount.evidence,
            )
    yield from _sums(document, extras)


def _line_gap(proof: LineProof) -> str:
    """Return the sentence on a line whose figures do not give its amount, or ""."""
    line = proof.line
    quantity = line.agreed or line.quantity
    if not (quantity and line.unit_price and line.amount):
        return ""
    basis = line.price_basis.value if line.price_basis else Decimal(1)
    if not basis:
        return "the price is for 0 units"
    product = quantity.value * line.unit_price.value / basis
    expected = product + proof.adjustment
    slack = _CENT + abs(quantity.value / basis) * _precision(line.unit_price.value)
    if abs(expected - line.amount.value) <= slack:
        return ""
    return (
        f"{quantity.value} × {line.unit_price.value} for {basis},"
        f" adjusted by {proof.adjustment}, is not {line.amount.value}"
    )


def _precision(value: Decimal) -> Decimal:
    """Return half a unit of the last digit printed; of at least two decimals."""
    exponent = value.as_tuple().exponent
    digits = max(-exponent, 2) if isinstance(exponent, int) else 2
    return _HALF.scaleb(-digits)


def _sums(document: MoneyDocument, extras: Extras) -> Iterator[Issue]:
    amounts = [line.amount.value for line in document.lines if line.amount]
    subtotal, total = document.subtotal, document.total
    if subtotal and amounts and len(amounts) == len(document.lines):
        yield from _differs("the lines", sum(amounts, Decimal(0)), subtotal)
    before_tax = extras.tax_basis
    if before_tax is None and subtotal:
        before_tax = subtotal.value + _of(document.charges) - _of(document.allowances)
    elif before_tax is not None and subtotal:
        made = subtotal.value + _of(document.charges) - _of(document.allowances)
        if abs(made - before_tax) > _CENT:
            detail = f"lines, charges and allowances are {made}, not {before_tax}"
            yield Issue(code=Reason.ARITHMETIC_TOTAL, detail=detail)
    if total and before_tax is not None:
        made = before_tax + _of(document.tax)
        if abs(made + extras.rounding - total.value) > _CENT and made != total.value:
            yield from _differs("net and tax", made, total)


def _of(cited: Cited[Decimal] | None) -> Decimal:
    return cited.value if cited else Decimal(0)


def _differs(what: str, made: Decimal, stated: Cited[Decimal]) -> Iterator[Issue]:
    if abs(made - stated.value) > _CENT:
        yield Issue(
            code=Reason.ARITHMETIC_TOTAL,
            detail=f"{what} are {made}, not {stated.value}",
            evidence=stated.evidence,
        )
