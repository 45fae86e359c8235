"""Ordered, shipped, billed before and billed now, over all invoices of an order."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from extractors.codes import Reason
from matchers.billing.allocate import Portion
from matchers.billing.findings import difference, found, shown
from matchers.billing.identify import OrderedLine
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
        if billed and left is None:
            yield _not_shipped(order)
        elif billed and left is not None:
            yield from _against_shipped(lines, now, left)
        if whole:
            yield from _rest(order, lines, now, left or {}, billed=billed)


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


def _not_shipped(order: PurchaseOrder) -> Finding:
    return found(
        Reason.INVOICED_NOT_SHIPPED,
        f"no ship notice of purchase order {order.number} has come",
        rule="shipped/1",
        subjects=(order.id,),
        suggestions=("wait for the ship notice", "say that the goods came"),
    )


def _by_sku(
    lines: Iterable[OrderedLine], now: Mapping[tuple[str, str], Decimal]
) -> dict[str, tuple[OrderedLine, Decimal, Decimal]]:
    """Return SKU → its first line, what is billed of it now, and before."""
    sums: dict[str, tuple[OrderedLine, Decimal, Decimal]] = {}
    for line in lines:
        first, billed, before = sums.get(line.sku, (line, _NONE, _NONE))
        sums[line.sku] = (
            first,
            billed + now.get(line.key, _NONE),
            before + line.before,
        )
    return sums


def _against_shipped(
    lines: Iterable[OrderedLine],
    now: Mapping[tuple[str, str], Decimal],
    left: Mapping[str, Decimal],
) -> Iterator[Finding]:
    for sku, (line, billed, before) in _by_sku(lines, now).items():
        went = left.get(sku, _NONE)
        if billed and billed + before > went:
            yield found(
                Reason.QTY_OVER_SHIPPED,
                f"{quoted(line.line.sku)} on {line.order.number}: {shown(billed)}"
                f" billed after {shown(before)}, {shown(went)} shipped",
                rule="quantity_shipped/1",
                subjects=(line.order.id, sku),
                expected=shown(max(went - before, _NONE)),
                actual=shown(billed),
                delta=difference(max(went - before, _NONE), billed),
                at_stake=(billed + before - went) * line.line.unit_price,
            )
        elif billed and billed + before < went:
            yield found(
                Reason.QTY_SHORT,
                f"{quoted(line.line.sku)} on {line.order.number}: {shown(billed)}"
                f" billed after {shown(before)}, {shown(went)} shipped",
                rule="quantity_short/1",
                subjects=(line.order.id, sku),
                expected=shown(went - before),
                actual=shown(billed),
                delta=difference(went - before, billed),
            )


def _rest(
    order: PurchaseOrder,
    lines: Sequence[OrderedLine],
    now: Mapping[tuple[str, str], Decimal],
    left: Mapping[str, Decimal],
    *,
    billed: bool,
) -> Iterator[Finding]:
    """Yield what of the order the invoice leaves out: shipped, or still to come."""
    sums = _by_sku(lines, now)
    for sku, (line, wanted, before) in sums.items():
        if billed and not wanted and before < left.get(sku, _NONE):
            yield found(
                Reason.LINE_MISSING_FROM_INVOICE,
                f"{quoted(line.line.sku)} on {order.number} was shipped and is not on"
                " the invoice",
                rule="line_missing/1",
                subjects=(order.id, sku),
                expected=shown(left.get(sku, _NONE) - before),
                actual=0,
            )
    wanted = sum((line.line.quantity for line in lines), _NONE)
    got = sum((line.before + now.get(line.key, _NONE) for line in lines), _NONE)
    if billed and got < wanted:
        yield found(
            Reason.PARTIAL,
            f"{shown(got)} of {shown(wanted)} units of {order.number} are billed with"
            " this invoice",
            rule="partial/1",
            subjects=(order.id,),
            expected=shown(wanted),
            actual=shown(got),
        )
