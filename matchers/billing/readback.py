"""Whether a bill is to be seen in the books, and what speaks against making it now."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from extractors.codes import Reason
from matchers.billing.findings import found
from matchers.billing.values import (
    AttachDocument,
    Bill,
    BillLine,
    BillRecord,
    CreateBill,
    CreateBillLine,
    PurchaseOrder,
    PurchaseOrderLine,
)
from matchers.findings import listed, quoted
from matchers.readback import ABSENT, Readback
from matchers.values import Finding

_NO_TOKEN = re.compile(r"[^0-9A-Z]+")
_changed = partial(found, rule="still_billable/1")


def same_number(one: str, other: str) -> bool:
    """Say whether two numbers of documents differ in case, blanks and signs at most.

    >>> same_number("INV-77", "inv 77"), same_number("INV-77", "INV-78")
    (True, False)
    """
    return _bare(one) == _bare(other) != ""


def _bare(number: str) -> str:
    return _NO_TOKEN.sub("", unicodedata.normalize("NFKC", number).upper())


def billed(action: CreateBill, record: BillRecord) -> Readback:
    """Say whether the books show exactly this bill.

    Every line counts, with its link to the order: the books may take a bill and leave
    a link out without a word, and the order then stays open to be billed again.
    """
    there = _named(action, record)
    if not there:
        return ABSENT
    if len(there) > 1:
        ids = listed(bill.id for bill in there)
        return _conflict(f"{len(there)} bills bear the number {action.number}: {ids}")
    differences = list(_differences(action, there[0]))
    if differences:
        said = "; ".join(differences[:3])
        return _conflict(f"bill {there[0].id} with number {action.number}: {said}")
    return Readback(status="done", remote=there[0].id)


def attached_readback(action: AttachDocument, bill: Bill | None) -> Readback:
    """Say whether the file hangs at its bill.

    Args:
        action: What was to be attached, under a name of ours that no other file has.
        bill: Read with the names of its files; None where there is no such bill.
    """
    if bill is None:
        return ABSENT
    if bill.attachments is None:
        return _conflict(f"bill {bill.id} was read without its attachments")
    if action.name in bill.attachments:
        return Readback(status="done", remote=bill.id)
    return ABSENT


def objections(action: CreateBill, record: BillRecord) -> tuple[Finding, ...]:
    """Return what speaks against making the bill, the books being as they are now.

    To be asked on a fresh reading just before the write; nothing else keeps an order
    that was closed, changed or billed since the decision from being billed again.
    """
    return (*_taken(action, record), *_changed_orders(action, record))


def _named(action: CreateBill, record: BillRecord) -> list[Bill]:
    return [
        bill
        for bill in record.bills
        if bill.vendor_id == action.vendor_id
        and same_number(bill.number, action.number)
    ]


class _Line(NamedTuple):
    """As much of a line as must be the same."""

    item_id: str
    account_id: str
    quantity: Decimal
    unit_price: Decimal
    amount: Decimal
    po_id: str
    po_line_id: str

    @property
    def unlinked(self) -> "_Line":
        return self._replace(po_id="", po_line_id="")

    def __str__(self) -> str:
        if self.account_id:
            return f"{self.amount} on account {self.account_id}"
        link = f"line {self.po_line_id} of {self.po_id}" if self.po_id else "no order"
        sum_ = f"{self.quantity} × {self.unit_price} = {self.amount}"
        return f"{sum_} of item {self.item_id} for {link}"


def _line(line: CreateBillLine | BillLine) -> _Line:
    """Return the line; one on an account is an amount, whatever else it says."""
    if line.account_id:
        nothing = Decimal(0)
        return _Line("", line.account_id, nothing, nothing, line.amount, "", "")
    return _Line(
        line.item_id,
        "",
        line.quantity,
        line.unit_price,
        line.amount,
        line.po_id,
        line.po_line_id,
    )


def _differences(action: CreateBill, bill: Bill) -> Iterator[str]:
    if bill.number != action.number:
        yield f"it is written {quoted(bill.number)}"
    if bill.date != action.date:
        yield f"it is dated {bill.date}, not {action.date}"
    if bill.total != action.total:
        yield f"it comes to {bill.total}, not {action.total}"
    if action.currency and bill.currency and bill.currency != action.currency:
        yield f"it is in {bill.currency}, not {action.currency}"
    wanted = Counter(map(_line, action.lines))
    shown = Counter(_line(one) for one in bill.lines if not _only_words(one))
    missing, surplus = wanted - shown, shown - wanted
    yield from _dropped(missing, surplus)
    for line in missing:
        yield f"it lacks {line}"
    for line in surplus:
        yield f"it has {line}"


def _dropped(missing: Counter[_Line], surplus: Counter[_Line]) -> Iterator[str]:
    """Yield one sentence where nothing but links is missing, and take those lines out.

    It is what the books do by themselves; a person links the lines by hand.
    """
    count = 0
    for line in list(missing):
        for other in list(surplus):
            if other.unlinked == line.unlinked and not other.po_line_id:
                times = min(missing[line], surplus[other])
                missing -= Counter({line: times})
                surplus -= Counter({other: times})
                count += times
    if count:
        yield f"{count} of its lines are not linked to the purchase order"


def _only_words(line: BillLine) -> bool:
    return not (line.item_id or line.account_id or line.amount)


def _taken(action: CreateBill, record: BillRecord) -> Iterator[Finding]:
    for bill in _named(action, record):
        yield _changed(
            Reason.DUPLICATE_EXACT,
            f"bill {bill.id} of {bill.date} bears the number {quoted(bill.number)} now",
            subjects=(bill.id,),
            expected=action.number,
            actual=bill.number,
        )


def _changed_orders(action: CreateBill, record: BillRecord) -> Iterator[Finding]:
    orders = {order.id: order for order in record.orders}
    for order_id in dict.fromkeys(line.po_id for line in action.lines if line.po_id):
        order = orders.get(order_id)
        if order is None:
            yield _changed(
                Reason.PO_NOT_FOUND,
                f"purchase order {order_id} is not in the books now",
                subjects=(order_id,),
            )
            continue
        yield from _changed_order(action, order)
        yield from _changed_lines(action, order, record)


def _changed_order(action: CreateBill, order: PurchaseOrder) -> Iterator[Finding]:
    if order.vendor_id != action.vendor_id:
        yield _changed(
            Reason.PO_OTHER_VENDOR,
            f"purchase order {order.number} is of vendor {order.vendor_id} now",
            subjects=(order.id,),
            expected=action.vendor_id,
            actual=order.vendor_id,
        )
    if not order.open:
        yield _changed(
            Reason.PO_CLOSED,
            f"purchase order {order.number} is closed now",
            subjects=(order.id,),
            expected="open",
            actual="closed",
        )
    if action.currency and order.currency and order.currency != action.currency:
        yield _changed(
            Reason.CURRENCY_MISMATCH,
            f"purchase order {order.number} is in {order.currency} now",
            subjects=(order.id,),
            expected=order.currency,
            actual=action.currency,
        )


def _changed_lines(
    action: CreateBill, order: PurchaseOrder, record: BillRecord
) -> Iterator[Finding]:
    known = {line.id: line for line in order.lines}
    for line_id, quantity, items in _wanted(action, order.id):
        line = known.get(line_id)
        what = f"purchase order {order.number}, line {line_id}"
        if line is None or items != {line.item_id}:
            yield _changed(
                Reason.LINE_NOT_ON_PO,
                f"{what} is not there now, or is for another item",
                subjects=(order.id, line_id),
                expected=line.item_id if line else "",
                actual=", ".join(sorted(items)),
            )
            continue
        left = line.quantity - _already(order.id, line, record.bills)
        if quantity > left:
            yield _changed(
                Reason.QTY_OVER_REMAINING,
                f"{what}: {quantity} were to be billed, {left} of {line.quantity} are"
                " left to bill now",
                subjects=(order.id, line_id),
                expected=left,
                actual=quantity,
            )
        for price in _ordered_at(action, order.id, line_id) - {line.unit_price}:
            yield _changed(
                Reason.STALE_SNAPSHOT,
                f"{what} costs {line.unit_price} now, {price} when it was decided",
                subjects=(order.id, line_id),
                expected=price,
                actual=line.unit_price,
            )


def _ordered_at(action: CreateBill, order_id: str, line_id: str) -> set[Decimal]:
    return {
        line.ordered_at
        for line in action.lines
        if (line.po_id, line.po_line_id) == (order_id, line_id)
        and line.ordered_at is not None
    }


def _wanted(
    action: CreateBill, order_id: str
) -> Iterable[tuple[str, Decimal, set[str]]]:
    """Return each line of the order with what the bill takes of it, and as what."""
    quantities: dict[str, Decimal] = {}
    items: dict[str, set[str]] = {}
    for line in action.lines:
        if line.po_id == order_id:
            before = quantities.get(line.po_line_id, Decimal(0))
            quantities[line.po_line_id] = before + line.quantity
            items.setdefault(line.po_line_id, set()).add(line.item_id)
    return [(key, quantity, items[key]) for key, quantity in quantities.items()]


def _already(order_id: str, line: PurchaseOrderLine, bills: Iterable[Bill]) -> Decimal:
    """Return what bills took of the line; one that names no line takes by its item."""
    return sum(
        (
            one.quantity
            for bill in bills
            for one in bill.lines
            if one.po_id == order_id
            and (
                one.po_line_id == line.id
                or (not one.po_line_id and one.item_id == line.item_id)
            )
        ),
        Decimal(0),
    )


def _conflict(detail: str) -> Readback:
    return Readback(status="conflict", detail=detail)
