"""The lines of an invoice beside those of the order, as a person reads them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from extractors.values import MoneyDocument
from matchers.billing.allocate import Portion
from matchers.billing.ordered import Identified, OrderedLine
from matchers.billing.values import ComparedLine

_NONE = Decimal(0)
_PLACES = Decimal("0.000001")
_CENT = Decimal("0.01")


def compared_lines(
    identified: Iterable[Identified],
    portions: Sequence[Portion],
    ordered: Iterable[OrderedLine],
    left: Mapping[str, Mapping[str, Decimal] | None],
    *,
    document: MoneyDocument,
    whole: bool,
) -> tuple[ComparedLine, ...]:
    """Return one for every billed line, and for every open one the invoice leaves out.

    A billed line that stands for several ordered ones is shown once for each of them.
    """
    by_line: dict[int, list[ComparedLine]] = {}
    of_position: dict[int, list[Portion]] = {}
    for portion in portions:
        of_position.setdefault(portion.billed.position.index, []).append(portion)
    for one in identified:
        own = of_position.get(one.position.index, [])
        by_line[one.position.index] = [_portion(portion, left) for portion in own] or [
            _alone(one)
        ]
    lines = [
        line
        for index in range(len(document.lines))
        for line in by_line.get(index, _unread(document, index))
    ]
    if whole:
        lines += _left_out(portions, ordered, left)
    return tuple(lines)


def _portion(
    portion: Portion, left: Mapping[str, Mapping[str, Decimal] | None]
) -> ComparedLine:
    ours, position = portion.ordered, portion.billed.position
    return ComparedLine(
        line=position.index,
        part_number=position.part,
        sku=ours.line.sku,
        rule=portion.billed.rule,
        description=position.line.description,
        unit=portion.billed.unit or position.line.unit,
        order=ours.order.number,
        ordered=ours.line.quantity,
        shipped=_shipped(ours, left),
        billed_before=ours.before,
        billed=portion.quantity,
        price_ordered=ours.line.unit_price,
        price_billed=_price(portion.billed),
        amount=portion.amount,
        at_stake=max(portion.at_stake, _NONE),
        evidence=position.evidence,
    )


def _alone(one: Identified) -> ComparedLine:
    position = one.position
    return ComparedLine(
        line=position.index,
        part_number=position.part,
        sku=one.sku,
        rule=one.rule,
        description=position.line.description,
        unit=one.unit or position.line.unit,
        billed=position.quantity,
        price_billed=_price(one),
        amount=position.amount,
        at_stake=position.amount,
        candidates=tuple(candidate.sku for candidate in one.candidates),
        evidence=position.evidence,
    )


def _unread(document: MoneyDocument, index: int) -> list[ComparedLine]:
    """Return a line that is no goods or could not be read, as it is printed."""
    line = document.lines[index]
    amount = line.amount.value if line.amount else None
    if amount is None and line.quantity is None:
        return []
    return [
        ComparedLine(
            line=index,
            part_number=line.sku.value if line.sku else "",
            sku="",
            rule="",
            description=line.description,
            unit=line.unit,
            billed=line.quantity.value if line.quantity else None,
            amount=amount,
            evidence=line.amount.evidence if line.amount else None,
        )
    ]


def _left_out(
    portions: Iterable[Portion],
    ordered: Iterable[OrderedLine],
    left: Mapping[str, Mapping[str, Decimal] | None],
) -> Iterator[ComparedLine]:
    billed = {p.ordered.key for p in portions}
    for ours in ordered:
        if ours.left and ours.key not in billed:
            yield ComparedLine(
                line=-1,
                part_number="",
                sku=ours.line.sku,
                rule="",
                description=ours.line.description,
                order=ours.order.number,
                ordered=ours.line.quantity,
                shipped=_shipped(ours, left),
                billed_before=ours.before,
                price_ordered=ours.line.unit_price,
            )


def _shipped(
    ours: OrderedLine, left: Mapping[str, Mapping[str, Decimal] | None]
) -> Decimal | None:
    went = left.get(ours.order.id)
    return None if went is None else went.get(ours.sku, _NONE)


def _price(one: Identified) -> Decimal:
    net = one.net if one.lines else one.position.net
    price = (Decimal(net.numerator) / net.denominator).quantize(_PLACES)
    cents = price.quantize(_CENT)
    return cents if cents == price else price.normalize()
