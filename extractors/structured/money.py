"""What the readers of money documents share: a draft, and the proof of its sums."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from extractors.codes import Reason
from extractors.structured.type_codes import refuses_line, refuses_order
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
    status: str = ""
    """Code of what was answered to it."""


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


def refusals(whole: str, lines: Sequence[str]) -> Iterator[Issue]:
    """Yield an issue where an answer refuses the order, or a line of it.

    Args:
        whole: Status code of the answer, "" for none.
        lines: Of each of its lines.
    """
    refused = [f"line {n} is" for n, code in enumerate(lines, 1) if refuses_line(code)]
    if refuses_order(whole):
        refused.insert(0, "the order is")
    for what in refused:
        yield Issue(code=Reason.QTY_SHORT, detail=f"{what} not accepted")


def several_orders(record: MoneyDocument) -> Iterator[Issue]:
    """Yield an issue where only the lines name orders, and different ones."""
    named = {line.po_number.value for line in record.lines if line.po_number}
    if record.po_number is None and len(named) > 1:
        listed = ", ".join(sorted(named)[:5])
        yield Issue(code=Reason.SEVERAL_POS, detail=f"the lines name {listed}")


def list_price(
    price: Cited[Decimal] | None,
    before: Cited[Decimal] | None,
    off: Cited[Decimal] | None,
) -> tuple[Cited[Decimal] | None, Cited[Decimal] | None]:
    """Return the list price and the discount of one unit, where they make the price.

    Many documents write a price with tax, or of a pack, where this one belongs.
    """
    if not (price and before and off and off.value):
        return None, None
    return (before, off) if before.value - off.value == price.value else (None, None)


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
    complete = bool(amounts) and len(amounts) == len(document.lines)
    subtotal = document.subtotal
    if subtotal and complete:
        yield from _differs("the lines", sum(amounts, Decimal(0)), subtotal)
    lines = sum(amounts, Decimal(0)) if complete else None
    net = _net(document, subtotal.value if subtotal else lines)
    basis = extras.tax_basis
    if basis is not None and net is not None and abs(net - basis) > _CENT:
        detail = f"lines, charges and allowances are {net}, not {basis}"
        yield Issue(code=Reason.ARITHMETIC_TOTAL, detail=detail)
    net = net if basis is None else basis
    if document.total and net is not None:
        made = net + _of(document.tax) + extras.rounding
        yield from _differs("net and tax", made, document.total)


def _net(document: MoneyDocument, lines: Decimal | None) -> Decimal | None:
    """Return the sum before tax; freight is a part of the charges where those are."""
    if lines is None:
        return None
    return lines + _of(document.charges or document.freight) - _of(document.allowances)


def _of(cited: Cited[Decimal] | None) -> Decimal:
    return cited.value if cited else Decimal(0)


def _differs(what: str, made: Decimal, stated: Cited[Decimal]) -> Iterator[Issue]:
    if abs(made - stated.value) > _CENT:
        yield Issue(
            code=Reason.ARITHMETIC_TOTAL,
            detail=f"{what} are {made}, not {stated.value}",
            evidence=stated.evidence,
        )
