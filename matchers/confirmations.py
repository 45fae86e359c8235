"""Consignments held against a marketplace order: one confirmation per package."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from extractors.codes import Reason, Severity
from matchers.consignments import Consignment, Goods
from matchers.findings import found, listed, quoted
from matchers.keys import canonical_sku, canonical_tracking
from matchers.plans import Plan, Standing, committed_confirmations
from matchers.statements import ShipDate
from matchers.values import (
    ConfirmItem,
    ConfirmShipment,
    Finding,
    MarketItem,
    MarketOrder,
)

_SHIPPABLE = frozenset({"UNSHIPPED", "PARTIALLY_SHIPPED"})
_FINISHED = frozenset({"SHIPPED"})
_CANCELLED = frozenset({"CANCELLED", "CANCELED"})


def plan_confirmations(
    order: MarketOrder,
    consignments: Sequence[Consignment],
    standing: Standing,
    day: ShipDate,
) -> Plan:
    """Return what to tell the marketplace for one notice.

    Args:
        order: Read afresh, with its packages.
        consignments: What left, with goods.
        standing: What the night knows.
        day: The day it left.
    """
    status = order.status.upper()
    if status in _CANCELLED:
        return Plan(findings=(_cancelled(order),), writable=False)
    if status not in _SHIPPABLE | _FINISHED:
        return Plan(findings=(_not_ready(order),), writable=False)
    planner = _Planner(order, standing, day)
    for consignment in consignments:
        planner.add(consignment)
    return planner.plan()


def whole_market_goods(order: MarketOrder) -> Goods:
    """Return all that was ordered, sent or not."""
    units: Counter[str] = Counter()
    for item in order.items:
        units[canonical_sku(item.sku)] += item.ordered
    return {sku: count for sku, count in sorted(units.items()) if count}


class _Planner:
    """Takes one parcel after another from what the order still wants."""

    def __init__(self, order: MarketOrder, standing: Standing, day: ShipDate) -> None:
        self.order = order
        self.standing = standing
        self.day = day
        committed = committed_confirmations(
            standing.committed, order.marketplace, order.id
        )
        self.shown = {canonical_tracking(p.tracking_number) for p in order.packages}
        self.unseen = {
            canonical_tracking(action.tracking_number): action
            for action in committed
            if canonical_tracking(action.tracking_number) not in self.shown
        }
        spent = _spent(self.unseen.values())
        self.free = {
            item.id: max(0, item.unfulfilled - spent[item.id]) for item in order.items
        }
        self.reference = max(
            (
                int(reference)
                for reference in (
                    *(package.reference for package in order.packages),
                    *(action.package_reference for action in committed),
                )
                if reference.isascii() and reference.isdigit()
            ),
            default=0,
        )
        self.actions: list[ConfirmShipment] = []
        self.findings: list[Finding] = []
        self.settled = False
        self.writable = True

    def plan(self) -> Plan:
        """Return what came of the parcels so far."""
        if any(action.ship_date_inferred for action in self.actions):
            self.findings.append(
                found(
                    Reason.SHIP_DATE_INFERRED,
                    f"the notice prints no usable ship date, {self.day.day} is told",
                    rule="date_inferred/1",
                    actual=self.day.day,
                )
            )
        self.findings += _late(self.order, self.actions)
        return Plan(
            tuple(self.actions), tuple(self.findings), self.settled, self.writable
        )

    def add(self, consignment: Consignment) -> None:
        """Plan every parcel of one consignment, or find that it is told already."""
        parcels = consignment.parcels
        if parcels is None and len(consignment.numbers) == 1:
            parcels = {consignment.numbers[0]: consignment.goods or {}}
        if not consignment.numbers:
            self._refuse(
                Reason.NO_TRACKING,
                f"{self.order.id} cannot be confirmed without a tracking number",
                rule="market_no_tracking/1",
            )
        elif parcels is not None:
            for number, goods in parcels.items():
                self._parcel(number, goods, consignment.carrier)
        elif set(consignment.numbers) <= self.shown:
            self._show(consignment.numbers)
        else:
            self._refuse(
                Reason.PARCEL_CONTENTS_UNKNOWN,
                f"{self.order.id} wants each parcel's contents, the notice does not"
                f" print which line is in which of {listed(consignment.numbers)}",
                rule="contents/1",
                subjects=(self.order.id, *consignment.numbers),
            )

    def _refuse(
        self, code: Reason, detail: str, rule: str, subjects: Iterable[str] = ()
    ) -> None:
        self.writable = False
        self.findings.append(
            found(code, detail, rule=rule, subjects=subjects or (self.order.id,))
        )

    def _show(self, numbers: Iterable[str]) -> None:
        self.settled = True
        self.findings.append(
            found(
                Reason.ORDER_ALREADY_FULFILLED,
                f"{self.order.id} is confirmed with {listed(numbers)} already",
                rule="market_same_tracking/1",
                subjects=(self.order.id, *numbers),
            )
        )

    def _parcel(self, number: str, goods: Goods, carrier: str | None) -> None:
        if number in self.shown:
            self._show((number,))
            return
        ours = self.unseen.get(number)
        if ours is not None:
            self._repeat(ours, goods)
            return
        before = len(self.findings)
        items = tuple(
            item
            for sku, units in goods.items()
            for item in self._take(sku, units, number)
        )
        if not items or carrier is None:
            self.writable = False
            return
        if len(self.findings) == before:
            self._note_carrier(carrier)
        self.reference += 1
        self.actions.append(
            ConfirmShipment(
                marketplace=self.order.marketplace,
                marketplace_id=self.order.marketplace_id,
                order_id=self.order.id,
                package_reference=str(self.reference),
                items=items,
                carrier=carrier,
                tracking_number=number,
                ship_date=self.day.day,
                ship_date_inferred=self.day.inferred,
            )
        )

    def _repeat(self, ours: ConfirmShipment, goods: Goods) -> None:
        """Keep an open action for the same parcel, if it says the same."""
        if _goods(ours) == goods:
            self.settled = True
            self.actions.append(ours)
            return
        self._refuse(
            Reason.ALREADY_SENT_OTHER_TRACKING,
            f"{quoted(ours.tracking_number)} goes to {self.order.id} with other"
            " contents already",
            rule="market_other_contents/1",
            subjects=(self.order.id, ours.tracking_number),
        )

    def _note_carrier(self, carrier: str) -> None:
        known = self.standing.policy.marketplace_carriers
        if known is not None and carrier not in known:
            self.findings.append(
                found(
                    Reason.CARRIER_UNSUPPORTED_BY_MARKETPLACE,
                    f"{self.order.marketplace} has no code for {carrier}; it goes by"
                    " name",
                    rule="market_carrier/1",
                    actual=carrier,
                )
            )

    def _take(self, sku: str, units: int, number: str) -> list[ConfirmItem]:
        """Take *units* of *sku* from what is unfulfilled; at most what is free."""
        bearing = _bearing(self.order.items, sku)
        free = sum(self.free[item.id] for item in bearing)
        if not bearing:
            ours = {item.sku for item in self.order.items}
            self.findings.append(
                found(
                    Reason.SKU_UNMAPPED,
                    f"{units} of {quoted(sku)} left, {self.order.id} has"
                    f" {listed(ours)}",
                    rule="market_sku/1",
                    subjects=(self.order.id, sku),
                    expected=", ".join(sorted(ours)),
                    actual=sku,
                )
            )
        elif units > free:
            self.findings.append(self._short(sku, units, bearing, number))
        taken = []
        for item in bearing:
            quantity = min(units, self.free[item.id])
            if quantity:
                units -= quantity
                self.free[item.id] -= quantity
                taken.append(
                    ConfirmItem(order_item_id=item.id, sku=item.sku, quantity=quantity)
                )
        return taken

    def _short(
        self, sku: str, units: int, bearing: Sequence[MarketItem], number: str
    ) -> Finding:
        free = sum(self.free[item.id] for item in bearing)
        ordered = sum(item.ordered for item in bearing)
        if free == 0 and units <= ordered:
            others = self.shown | set(self.unseen)
            return found(
                Reason.ALREADY_SENT_OTHER_TRACKING,
                f"{units} of {quoted(sku)} left on {quoted(number)}, all {ordered} of"
                f" {self.order.id} went on {listed(others)}",
                rule="market_other_tracking/1",
                subjects=(self.order.id, sku, number),
                expected=", ".join(sorted(others)),
                actual=number,
            )
        return found(
            Reason.OVER_SHIPPED,
            f"{units} of {quoted(sku)} left, {self.order.id} has {ordered} and {free}"
            " of them open",
            rule="market_over_shipped/1",
            subjects=(self.order.id, sku, number),
            expected=free,
            actual=units,
            delta=units - free,
        )


def _bearing(items: Iterable[MarketItem], sku: str) -> list[MarketItem]:
    bearing = (item for item in items if canonical_sku(item.sku) == sku)
    return sorted(bearing, key=lambda item: item.id)


def _spent(actions: Iterable[ConfirmShipment]) -> Mapping[str, int]:
    spent: Counter[str] = Counter()
    for action in actions:
        for item in action.items:
            spent[item.order_item_id] += item.quantity
    return spent


def _goods(action: ConfirmShipment) -> Goods:
    units: Counter[str] = Counter()
    for item in action.items:
        units[canonical_sku(item.sku)] += item.quantity
    return dict(units)


def _late(order: MarketOrder, actions: Iterable[ConfirmShipment]) -> list[Finding]:
    if order.ship_by is None:
        return []
    promised = order.ship_by.date()
    late = [action for action in actions if action.ship_date > promised]
    return [
        found(
            Reason.SHIP_AFTER_PROMISE,
            f"{order.id} left on {action.ship_date}, {promised} was promised",
            rule="promise/1",
            subjects=(order.id,),
            expected=promised,
            actual=action.ship_date,
            delta=f"{(action.ship_date - promised).days} days",
        )
        for action in late[:1]
    ]


def _cancelled(order: MarketOrder) -> Finding:
    return found(
        Reason.ORDER_CANCELLED,
        f"{order.id} is cancelled, the vendor says goods left",
        rule="market_cancelled/1",
        subjects=(order.id,),
        suggestions=("ask the vendor to stop the shipment",),
    )


def _not_ready(order: MarketOrder) -> Finding:
    return found(
        Reason.ORDER_ON_HOLD,
        f"{order.id} is {order.status}, not ready to be shipped",
        rule="market_status/1",
        subjects=(order.id,),
        actual=order.status,
        severity=Severity.HOLD,
    )
