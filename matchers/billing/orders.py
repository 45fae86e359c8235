"""Which purchase orders an invoice names, exactly."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple

from extractors.codes import Reason
from extractors.values import Cited, MoneyDocument
from matchers.billing.findings import found
from matchers.billing.values import Payee, PurchaseOrder
from matchers.findings import listed, quoted
from matchers.keys import canonical_po
from matchers.policy import Policy
from matchers.values import Finding

_BETWEEN = re.compile(r"[,;&+]|\band\b|\s/\s", re.IGNORECASE)


class PurchaseOrders:
    """The purchase orders of the books, by canonical number."""

    def __init__(self, orders: Iterable[PurchaseOrder] = ()) -> None:
        """Index *orders*; several may bear one number."""
        self._by_number: dict[str, list[PurchaseOrder]] = defaultdict(list)
        self._by_vendor: dict[str, list[PurchaseOrder]] = defaultdict(list)
        for order in orders:
            number = canonical_po(order.number)
            if number:
                self._by_number[number].append(order)
            self._by_vendor[order.vendor_id].append(order)

    def by_number(self, printed: str) -> tuple[PurchaseOrder, ...]:
        """Return all orders that bear this number."""
        number = canonical_po(printed)
        return tuple(self._by_number.get(number, ())) if number else ()

    def open_of(self, vendor_id: str) -> tuple[PurchaseOrder, ...]:
        """Return the vendor's orders that are open."""
        return tuple(o for o in self._by_vendor.get(vendor_id, ()) if o.open)


class Named(NamedTuple):
    """The orders an invoice names, as the index has them, and what is wrong."""

    orders: tuple[PurchaseOrder, ...] = ()
    findings: tuple[Finding, ...] = ()


def printed_numbers(
    document: MoneyDocument, orders: PurchaseOrders
) -> tuple[Cited[str], ...]:
    """Return the order numbers a document prints, each once, its head's first."""
    cited = [document.po_number, *(line.po_number for line in document.lines)]
    numbers: dict[str, Cited[str]] = {}
    for one in cited:
        if one is None or not one.value.strip():
            continue
        for text in _parts(one.value, orders):
            key = canonical_po(text) or text
            numbers.setdefault(key, one.model_copy(update={"value": text}))
    return tuple(numbers.values())


def _parts(printed: str, orders: PurchaseOrders) -> list[str]:
    """Return the numbers of one field: what it is as a whole, or a list of several."""
    parts = [part.strip() for part in _BETWEEN.split(printed) if part.strip()]
    listed_ = parts[1:] and all(map(canonical_po, parts))
    return parts if listed_ and not orders.by_number(printed) else [printed.strip()]


def named(
    document: MoneyDocument, orders: PurchaseOrders, payee: Payee | None
) -> Named:
    """Return the orders *document* names; of several with one number the payee's."""
    numbers = printed_numbers(document, orders)
    findings: list[Finding] = []
    usable: dict[str, PurchaseOrder] = {}
    if not numbers:
        findings.append(_missing(document, orders, payee))
    for cited in numbers:
        theirs, finding = _one(cited, orders, payee)
        findings += [finding] if finding else []
        if theirs is not None:
            usable[theirs.id] = theirs
    if len(numbers) > 1:
        findings.append(
            found(
                Reason.SEVERAL_POS,
                f"the invoice names {len(numbers)} purchase orders:"
                f" {listed(cited.value for cited in numbers)}",
                rule="several_orders/1",
                subjects=[cited.value for cited in numbers],
            )
        )
    return Named(tuple(usable.values()), tuple(findings))


def _missing(
    document: MoneyDocument, orders: PurchaseOrders, payee: Payee | None
) -> Finding:
    total = document.subtotal or document.total
    alike = [
        f"{order.number} has its total"
        for order in (orders.open_of(payee.id) if payee else ())
        if total is not None and order.total == total.value
    ]
    return found(
        Reason.PO_MISSING,
        "no purchase order of ours is printed",
        rule="order_missing/1",
        suggestions=tuple(alike[:5]),
    )


def _one(
    cited: Cited[str], orders: PurchaseOrders, payee: Payee | None
) -> tuple[PurchaseOrder | None, Finding | None]:
    all_ = orders.by_number(cited.value)
    theirs = [o for o in all_ if payee is None or o.vendor_id == payee.id]
    if len(theirs) == 1:
        return theirs[0], None
    number = quoted(cited.value)
    if len(theirs) > 1:
        code = Reason.PO_AMBIGUOUS
        detail = f"{len(theirs)} purchase orders bear the number {number}"
    elif all_:
        code = Reason.PO_OTHER_VENDOR
        detail = f"purchase order {number} is not this vendor's"
    else:
        code = Reason.PO_NOT_FOUND
        detail = f"the books have no purchase order {number}"
    finding = found(
        code,
        detail,
        rule="order_number/1",
        subjects=(cited.value, *(order.id for order in all_)),
        actual=cited.value,
        evidence=cited.evidence,
    )
    return None, finding


class Fresh(NamedTuple):
    """The named orders as they are now."""

    orders: tuple[PurchaseOrder, ...]
    findings: tuple[Finding, ...]


def freshly(
    snapshots: Iterable[PurchaseOrder],
    fresh: Mapping[str, PurchaseOrder],
    policy: Policy,
    now: datetime,
) -> Fresh:
    """Return the orders that may be planned on, and why one may not."""
    usable, findings = [], []
    for snapshot in snapshots:
        order = fresh.get(snapshot.id)
        problems = list(_unusable(snapshot, order, policy, now))
        findings += problems
        if order is not None and not problems:
            usable.append(order)
            if not order.open:
                findings.append(_closed(order))
    return Fresh(tuple(usable), tuple(findings))


def _unusable(
    snapshot: PurchaseOrder, order: PurchaseOrder | None, policy: Policy, now: datetime
) -> Iterator[Finding]:
    if order is None or order.id != snapshot.id:
        yield found(
            Reason.API_UNAVAILABLE,
            f"purchase order {snapshot.number} could not be read afresh",
            rule="fresh/1",
            subjects=(snapshot.id,),
        )
        return
    age = now - order.read_at
    moved = order.vendor_id != snapshot.vendor_id or canonical_po(
        order.number
    ) != canonical_po(snapshot.number)
    if moved or age > policy.max_reading_age:
        why = "is another by now" if moved else f"was read {age} ago"
        yield found(
            Reason.STALE_SNAPSHOT,
            f"purchase order {snapshot.number} {why}",
            rule="stale_order/1",
            subjects=(snapshot.id,),
            expected=policy.max_reading_age,
            actual=age,
        )


def _closed(order: PurchaseOrder) -> Finding:
    return found(
        Reason.PO_CLOSED,
        f"purchase order {order.number} is closed",
        rule="order_closed/1",
        subjects=(order.id,),
        expected="open",
        actual="closed",
    )
