"""What has left and what is billed already, by line of purchase order."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from matchers.billing.values import (
    Bill,
    BillLine,
    CreateBill,
    CreateBillLine,
    PurchaseOrder,
    PurchaseOrderLine,
    Receipt,
)
from matchers.keys import canonical_po, canonical_sku

_NONE = Decimal(0)
_Posting = BillLine | CreateBillLine


class Received:
    """Goods that ship notices say have left, by canonical number of the order."""

    def __init__(self, receipts: Iterable[Receipt] = ()) -> None:
        """Index *receipts*."""
        self._by_order: dict[str, list[Receipt]] = defaultdict(list)
        for receipt in receipts:
            self._by_order[receipt.po_number].append(receipt)

    def of(self, order: PurchaseOrder) -> tuple[Receipt, ...]:
        """Return the receipts that name *order*."""
        return tuple(self._by_order.get(canonical_po(order.number), ()))


class BilledBefore:
    """Lines of bills by the order they are linked to, those under way included."""

    def __init__(
        self, bills: Iterable[Bill] = (), *, beside: "BilledBefore | None" = None
    ) -> None:
        """Index *bills* by the orders their lines are linked to.

        Args:
            bills: Of the books.
            beside: Others that are indexed already and count as well.
        """
        self._by_order: dict[str, list[_Posting]] = defaultdict(list)
        self._beside = beside
        self._shown: set[tuple[str, str]] = set()
        for bill in bills:
            self._shown.add((bill.vendor_id, bill.number.upper()))
            self._add(bill.lines)

    def _add(self, lines: Iterable[_Posting]) -> None:
        for line in lines:
            if line.po_id:
                self._by_order[line.po_id].append(line)

    def with_planned(self, planned: Iterable[CreateBill]) -> "BilledBefore":
        """Return the same together with bills under way that are not shown yet."""
        more = BilledBefore(beside=self)
        for action in planned:
            if (action.vendor_id, action.number.upper()) not in self._shown:
                more._add(action.lines)
        return more

    def postings(self, order_id: str) -> Iterator[_Posting]:
        """Yield the lines of bills that are linked to one order."""
        if self._beside is not None:
            yield from self._beside.postings(order_id)
        yield from self._by_order.get(order_id, ())

    def quantities(self, order: PurchaseOrder) -> dict[str, Decimal]:
        """Return line id → how many of it are billed.

        A link that names no line, or one the order no longer has, counts for the lines
        of its item in their order; a linked amount without a quantity for all of them.
        """
        billed = {line.id: _NONE for line in order.lines}
        for posting in self.postings(order.id):
            lines = [line for line in order.lines if line.id == posting.po_line_id]
            lines = lines or [
                line
                for line in order.lines
                if line.item_id and line.item_id == posting.item_id
            ]
            _count(posting, lines, billed)
        return billed


def _count(
    posting: _Posting, lines: list[PurchaseOrderLine], billed: dict[str, Decimal]
) -> None:
    left = posting.quantity
    if not left:
        left = sum((line.quantity for line in lines), _NONE) if posting.amount else left
    for line in lines[:-1]:
        part = min(left, max(line.quantity - billed[line.id], _NONE))
        billed[line.id] += part
        left -= part
    if lines:
        billed[lines[-1].id] += left


def shipped(
    order: PurchaseOrder,
    receipts: Iterable[Receipt],
    ours: Callable[[str], tuple[str, Decimal] | None],
) -> dict[str, Decimal]:
    """Return canonical SKU of the order → how many of it have left.

    Args:
        order: Of ours.
        receipts: That name it.
        ours: Gives our SKU and how many of it one is for a vendor's part number.
    """
    ordered: dict[str, Decimal] = defaultdict(Decimal)
    for line in order.lines:
        if line.item_id:
            ordered[canonical_sku(line.sku)] += line.quantity
    left: dict[str, Decimal] = defaultdict(Decimal)
    for receipt in receipts:
        if receipt.sku is None:
            return dict(ordered)
        sku, factor = receipt.sku, Decimal(1)
        if sku not in ordered:
            sku, factor = ours(sku) or (sku, factor)
        left[sku] += receipt.quantity * factor
    return {sku: left.get(sku, _NONE) for sku in ordered}
