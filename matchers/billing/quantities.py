"""Ordered, shipped, billed before and billed now, over all invoices of an order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.codes import Reason
from matchers.billing.allocate import Portion
from matchers.billing.findings import difference, found, shown
from matchers.billing.ordered import OrderedLine
from matchers.billing.values import PurchaseOrder
from matchers.findings import quoted
from matchers.values import Finding

_NONE = Decimal(0)
Shipped = Mapping[str, Mapping[str, Decimal] | None]
"""Id of an order → canonical SKU → how many left; None where no notice came."""


def compare_quantities(
    portions: Sequence[Portion],
    ordered: Sequence[OrderedLine],
    shipped: Shipped,
    *,
    whole: bool,
) -> Iterator[Finding]:
    """Yield where the billed quantities are not what is left of the ordered ones.

    Args:
        portions: Of one invoice.
        ordered: All lines of the orders it names.
        shipped: What left of them.
        whole: Every line of the invoice was found; only then can one be missing.
    """
    now: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    of_line: dict[tuple[str, str], list[Portion]] = defaultdict(list)
    for portion in portions:
        now[portion.ordered.key] += portion.quantity
        of_line[portion.ordered.key].append(portion)
    for line in ordered:
        yield from _against_order(line, now[line.key], of_line[line.key])
    orders = {line.order.id: line.order for line in ordered}
    for order in orders.values():
        lines = [line for line in ordered if line.order.id == order.id]
        billed = any(now[line.key] for line in lines)
        left = shipped.get(order.id)
        sums = _by_sku(lines, now)
        if billed and left is None:
            worth = sum((now[x.key] * x.line.unit_price for x in lines), _NONE)
            yield _not_shipped(order, worth)
        elif left is not None:
            yield from _against_shipped(sums, left)
        if whole and billed:
            yield from _rest(order, sums, left or {})


def _against_order(
    line: OrderedLine, now: Decimal, own: Sequence[Portion]
) -> Iterator[Finding]:
    ordered, before = line.line.quantity, line.before
    if now > ordered:
        why = f"{shown(ordered)} ordered"
        yield _over(Reason.QTY_OVER_PO, line, own, now=now, due=ordered, why=why)
    if now and before and now + before > ordered:
        code = Reason.QTY_OVER_REMAINING
        why = f"{shown(ordered)} ordered and {shown(before)} billed before"
        yield _over(code, line, own, now=now, due=line.left, why=why)


def _over(
    code: Reason,
    line: OrderedLine,
    own: Sequence[Portion],
    *,
    now: Decimal,
    due: Decimal,
    why: str,
) -> Finding:
    return found(
        code,
        f"{quoted(line.line.sku)} on {line.order.number}: {shown(now)} billed, {why}",
        rule="quantity/1",
        subjects=(line.order.id, line.sku, *(p.billed.position.subject for p in own)),
        expected=shown(due),
        actual=shown(now),
        delta=difference(due, now),
        evidence=own[-1].billed.position.evidence if own else None,
        at_stake=(now - due) * line.line.unit_price,
    )


def _not_shipped(order: PurchaseOrder, worth: Decimal) -> Finding:
    return found(
        Reason.INVOICED_NOT_SHIPPED,
        f"no ship notice of purchase order {order.number} has come",
        rule="shipped/1",
        subjects=(order.id,),
        at_stake=worth,
        suggestions=("wait for the ship notice", "say that the goods came"),
    )


@dataclass(slots=True)
class _Sums:
    """One SKU of one order, all its lines together."""

    first: OrderedLine
    ordered: Decimal = _NONE
    before: Decimal = _NONE
    now: Decimal = _NONE


def _by_sku(
    lines: Iterable[OrderedLine], now: Mapping[tuple[str, str], Decimal]
) -> dict[str, _Sums]:
    sums: dict[str, _Sums] = {}
    for line in lines:
        of_sku = sums.setdefault(line.sku, _Sums(line))
        of_sku.ordered += line.line.quantity
        of_sku.before += line.before
        of_sku.now += now.get(line.key, _NONE)
    return sums


def _against_shipped(
    sums: Mapping[str, _Sums], left: Mapping[str, Decimal]
) -> Iterator[Finding]:
    """Yield where goods that were ordered are billed and not shipped, or the reverse.

    What is billed beyond the order is told as that alone.
    """
    for sku, of_sku in sums.items():
        went = left.get(sku, _NONE)
        billed = of_sku.now + of_sku.before
        if of_sku.now and min(billed, of_sku.ordered) > went:
            yield _unlike_shipped(Reason.QTY_OVER_SHIPPED, of_sku, sku, went)
        elif of_sku.now and billed < went:
            yield _unlike_shipped(Reason.QTY_SHORT, of_sku, sku, went)


def _unlike_shipped(code: Reason, of_sku: _Sums, sku: str, went: Decimal) -> Finding:
    ours, due = of_sku.first, max(went - of_sku.before, _NONE)
    more = of_sku.now - due
    return found(
        code,
        f"{quoted(ours.line.sku)} on {ours.order.number}: {shown(of_sku.now)} billed"
        f" after {shown(of_sku.before)}, {shown(went)} shipped",
        rule="quantity_shipped/1",
        subjects=(ours.order.id, sku),
        expected=shown(due),
        actual=shown(of_sku.now),
        delta=difference(due, of_sku.now),
        at_stake=more * ours.line.unit_price if more > 0 else None,
    )


def _rest(
    order: PurchaseOrder, sums: Mapping[str, _Sums], left: Mapping[str, Decimal]
) -> Iterator[Finding]:
    """Yield what of the order the invoice leaves out: shipped, or still to come."""
    for sku, of_sku in sums.items():
        waiting = left.get(sku, _NONE) - of_sku.before
        if not of_sku.now and waiting > 0:
            yield found(
                Reason.LINE_MISSING_FROM_INVOICE,
                f"{quoted(of_sku.first.line.sku)} on {order.number} was shipped and is"
                " not on the invoice",
                rule="line_missing/1",
                subjects=(order.id, sku),
                expected=shown(waiting),
                actual=0,
            )
    wanted = sum((one.ordered for one in sums.values()), _NONE)
    got = sum((one.before + one.now for one in sums.values()), _NONE)
    if got < wanted:
        yield found(
            Reason.PARTIAL,
            f"{shown(got)} of {shown(wanted)} units of {order.number} are billed with"
            " this invoice",
            rule="partial/1",
            subjects=(order.id,),
            expected=shown(wanted),
            actual=shown(got),
        )
