"""Consignments held against a shop order: which lines go, and how many units."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.codes import Reason, Severity
from matchers.consignments import Consignment, Goods
from matchers.findings import found, listed, quoted
from matchers.keys import canonical_sku
from matchers.order_lines import (
    PAUSED,
    WORKING,
    OwnLine,
    own_lines,
    priors,
    unseen_actions,
    whole_goods,
)
from matchers.plans import Plan, Standing, committed_fulfillments
from matchers.values import (
    Finding,
    FulfillLine,
    FulfillOrder,
    ShopOrder,
)
from matchers.vendors import Vendor


def plan_fulfillments(
    order: ShopOrder,
    vendor: Vendor,
    consignments: Sequence[Consignment],
    standing: Standing,
    digest: str,
) -> Plan:
    """Return what to send to the shop for one notice.

    Args:
        order: Read afresh, with its fulfillment orders.
        vendor: Whose notice it is; no other vendor's line is touched.
        consignments: What left.
        standing: What the night knows.
        digest: Identity of the notice.
    """
    if order.cancelled_at is not None:
        return Plan(findings=(_cancelled(order),), writable=False)
    planner = _Planner(order, vendor, standing, digest)
    if not planner.lines:
        return Plan(findings=(_no_own_line(order, vendor),), writable=False)
    planner.several = len(consignments) > 1
    for consignment in consignments:
        planner.add(consignment)
    return planner.plan()


class _Planner:
    """Takes one consignment after another from what is left of the order."""

    def __init__(
        self, order: ShopOrder, vendor: Vendor, standing: Standing, digest: str
    ) -> None:
        committed = committed_fulfillments(standing.committed, order.shop, order.id)
        unseen = unseen_actions(order, committed)
        self.order = order
        self.vendor = vendor
        self.standing = standing
        self.digest = digest
        self.lines = list(own_lines(order, vendor, unseen))
        self.priors = priors(order, unseen)
        self.actions: list[FulfillOrder] = []
        self.findings: list[Finding] = []
        self.several = False
        """Several consignments go with this notice."""
        self.settled = False
        self.writable = True

    def plan(self) -> Plan:
        """Return what came of the consignments so far."""
        left = sum(o.free for o in self.lines if o.line.requires_shipping)
        if self.actions and left:
            self.findings.append(
                found(
                    Reason.PARTIAL,
                    f"{self.order.name}: {left} units of {self.vendor.name} stay open",
                    rule="partial/1",
                    subjects=(self.order.id,),
                    delta=left,
                )
            )
        return Plan(
            tuple(self.actions), tuple(self.findings), self.settled, self.writable
        )

    def add(self, consignment: Consignment) -> None:
        """Plan one consignment, or find that it goes already."""
        standing = self._unnumbered(consignment)
        if standing:
            self.actions += standing
            self.settled = True
            return
        seen = {
            number
            for number in consignment.numbers
            if any(number in prior.numbers for prior in self.priors)
        }
        if consignment.goods is None:
            if not seen and not self._untouched():
                return
            consignment = replace(consignment, goods=whole_goods(self.lines))
        if not seen:
            self._send(consignment)
        elif seen == set(consignment.numbers):
            self._settle(consignment)
        elif consignment.parcels is not None:
            self._settle(consignment.part(seen))
            self._send(consignment.part(set(consignment.numbers) - seen))
        else:
            self._refuse_overlap(consignment, seen)

    def _unnumbered(self, consignment: Consignment) -> list[FulfillOrder]:
        """Return our open actions for the same notice, where it has no number."""
        if consignment.numbers:
            return []
        return [
            prior.action
            for prior in self.priors
            if prior.action is not None and prior.action.notice_digest == self.digest
        ]

    def _untouched(self) -> bool:
        """Say whether nothing of the vendor's went yet; a finding where it did."""
        gone = sum(own.line.total - own.free for own in self.lines)
        if gone:
            self.writable = False
            self.findings.append(
                found(
                    Reason.QUANTITY_UNKNOWN,
                    f"the notice prints no lines, and {gone} units of"
                    f" {self.vendor.name} in {self.order.name} went already",
                    rule="whole_order/1",
                    subjects=(self.order.id,),
                    delta=gone,
                )
            )
        return not gone

    def _settle(self, consignment: Consignment) -> None:
        """Hold a consignment whose numbers are on the order against what is there."""
        numbers = set(consignment.numbers)
        goods = consignment.goods or {}
        priors = [prior for prior in self.priors if prior.numbers & numbers]
        agrees = (
            frozenset().union(*(prior.numbers for prior in priors)) == numbers
            and sum(prior.units for prior in priors) == sum(goods.values())
            and all(
                prior.goods is None or _within(prior.goods, goods) for prior in priors
            )
        )
        if not agrees:
            self._refuse_overlap(consignment, numbers)
            return
        self.settled = True
        for prior in priors:
            if prior.action is not None:
                self.actions.append(prior.action)
                continue
            self.findings.append(
                found(
                    Reason.ORDER_ALREADY_FULFILLED,
                    f"{self.order.name} is fulfilled with {listed(numbers)} already",
                    rule="same_tracking/1",
                    subjects=(self.order.id, *sorted(numbers)),
                )
            )

    def _refuse_overlap(self, consignment: Consignment, seen: set[str]) -> None:
        there = [prior for prior in self.priors if prior.numbers & seen]
        units = sum((consignment.goods or {}).values())
        self.writable = False
        self.findings.append(
            found(
                Reason.ORDER_ALREADY_FULFILLED,
                f"{self.order.name} has {sum(prior.units for prior in there)} units on"
                f" {listed(n for prior in there for n in prior.numbers)}, the notice"
                f" says {units} on {listed(consignment.numbers)}",
                rule="overlapping_tracking/1",
                subjects=(self.order.id, *sorted(seen)),
                severity=Severity.HOLD,
            )
        )

    def _send(self, consignment: Consignment) -> None:
        if consignment.mixed:
            self._refuse_mixed(consignment)
            return
        taken: list[tuple[OwnLine, int]] = []
        for sku, units in (consignment.goods or {}).items():
            taken += self._take(sku, units, consignment)
        if not taken or (consignment.numbers and consignment.carrier is None):
            self.writable = False
            return
        by_location: defaultdict[str, list[tuple[OwnLine, int]]] = defaultdict(list)
        for own, units in taken:
            by_location[own.location].append((own, units))
        if len(by_location) > 1 and (self.several or self.priors):
            self._refuse_places(consignment, by_location)
            return
        for location in sorted(by_location):
            self.actions.append(self._action(consignment, by_location[location]))

    def _refuse_places(self, consignment: Consignment, places: Iterable[str]) -> None:
        """Hold one parcel from several places beside others.

        The shop does not tell which lines a fulfillment took, so a lost answer could
        not be cleared up afterwards.
        """
        self.writable = False
        self.findings.append(
            found(
                Reason.PARCEL_CONTENTS_UNKNOWN,
                f"{listed(consignment.numbers)} would go from {listed(places)} beside"
                f" other parcels of {self.order.name}",
                rule="places/1",
                subjects=(self.order.id, *consignment.numbers),
            )
        )

    def _refuse_mixed(self, consignment: Consignment) -> None:
        self.writable = False
        self.findings.append(
            found(
                Reason.PARCEL_CONTENTS_UNKNOWN,
                f"the parcels {listed(consignment.numbers)} go with different carriers,"
                " and the notice does not print which line is in which",
                rule="carriers_contents/1",
                subjects=(self.order.id, *consignment.numbers),
            )
        )

    def _action(
        self, consignment: Consignment, taken: Iterable[tuple[OwnLine, int]]
    ) -> FulfillOrder:
        return FulfillOrder(
            shop=self.order.shop,
            order_id=self.order.id,
            order_name=self.order.name,
            lines=tuple(
                FulfillLine(
                    fulfillment_order_id=own.fulfillment_order_id,
                    line_id=own.line.id,
                    sku=own.line.sku,
                    quantity=units,
                )
                for own, units in taken
            ),
            carrier=consignment.carrier,
            tracking_numbers=consignment.numbers,
            tracking_urls=tuple(filter(None, consignment.urls.values())),
            notify_customer=self.standing.policy.notify_customer,
            notice_digest="" if consignment.numbers else self.digest,
        )

    def _take(
        self, sku: str, units: int, consignment: Consignment
    ) -> list[tuple[OwnLine, int]]:
        """Take *units* of *sku* from the open lines; at most what is free."""
        bearing = [
            (place, own)
            for place, own in enumerate(self.lines)
            if canonical_sku(own.line.sku) == sku
        ]
        if not bearing:
            self.findings.append(self._unknown_sku(sku, units))
            return []
        names = {own.line.sku for _, own in bearing}
        usable = [(place, own) for place, own in bearing if own.open and own.free]
        free = sum(own.free for _, own in usable)
        if len(names) > 1 or (
            units < free and len({own.location for _, own in usable}) > 1
        ):
            self.writable = False
            self.findings.append(self._ambiguous_sku(sku, units, bearing))
            return []
        if units > free:
            self.findings.append(
                self._short(sku, units, free, [own for _, own in bearing], consignment)
            )
        taken = []
        for place, own in usable:
            quantity = min(units, own.free)
            if not quantity:
                break
            units -= quantity
            self.lines[place] = replace(own, free=own.free - quantity)
            taken.append((own, quantity))
        return taken

    def _unknown_sku(self, sku: str, units: int) -> Finding:
        others = {
            line.vendor
            for part in self.order.fulfillment_orders or ()
            for line in part.lines
            if canonical_sku(line.sku) == sku
        }
        if others - {own.line.vendor for own in self.lines}:
            return found(
                Reason.PO_OTHER_VENDOR,
                f"{quoted(sku)} of {self.order.name} belongs to {listed(others)}, the"
                f" notice is from {self.vendor.name}",
                rule="line_other_vendor/1",
                subjects=(self.order.id, sku),
                expected=", ".join(sorted(others)),
                actual=self.vendor.name,
            )
        known = self.standing.index.sku_vendors(sku) is not None
        ours = {own.line.sku for own in self.lines}
        return found(
            Reason.LINE_NOT_ON_PO if known else Reason.SKU_UNMAPPED,
            f"{units} of {quoted(sku)} left, {self.order.name} has {listed(ours)}"
            f" of {self.vendor.name}",
            rule="sku/1",
            subjects=(self.order.id, sku),
            expected=", ".join(sorted(ours)),
            actual=sku,
        )

    def _ambiguous_sku(
        self, sku: str, units: int, bearing: Iterable[tuple[int, OwnLine]]
    ) -> Finding:
        places = {f"{own.line.sku} at {own.location}" for _, own in bearing}
        return found(
            Reason.SKU_AMBIGUOUS,
            f"{units} of {quoted(sku)} left, {self.order.name} has it as"
            f" {listed(places)}",
            rule="sku_places/1",
            subjects=(self.order.id, sku),
        )

    def _short(
        self,
        sku: str,
        units: int,
        free: int,
        bearing: Sequence[OwnLine],
        consignment: Consignment,
    ) -> Finding:
        """Say why fewer units are free than left."""
        subjects = (self.order.id, sku, *consignment.numbers)
        blocked = [own for own in bearing if own.free and not own.open]
        ordered = sum(own.line.total for own in bearing)
        if free + sum(own.free for own in blocked) >= units:
            why = sorted(
                {own.status for own in blocked}.union(*(o.holds for o in blocked))
            )
            paused = all(own.status in WORKING | PAUSED for own in blocked)
            return found(
                Reason.ORDER_ON_HOLD if paused else Reason.PO_CLOSED,
                f"{units} of {quoted(sku)} left, {self.order.name} lets {free} go"
                f" ({', '.join(why)})",
                rule="on_hold/1",
                subjects=subjects,
                expected=free,
                actual=units,
            )
        if free == 0 and units <= ordered:
            numbers = {number for prior in self.priors for number in prior.numbers}
            return found(
                Reason.ALREADY_SENT_OTHER_TRACKING,
                f"{units} of {quoted(sku)} left on {listed(consignment.numbers)}, all"
                f" {ordered} of {self.order.name} went on {listed(numbers)}",
                rule="other_tracking/1",
                subjects=subjects,
                expected=", ".join(sorted(numbers)),
                actual=", ".join(consignment.numbers),
            )
        return found(
            Reason.OVER_SHIPPED,
            f"{units} of {quoted(sku)} left, {self.order.name} has {ordered} and"
            f" {free} of them open",
            rule="over_shipped/1",
            subjects=subjects,
            expected=free,
            actual=units,
            delta=units - free,
        )


def _within(part: Goods, whole: Goods) -> bool:
    return all(units <= whole.get(sku, 0) for sku, units in part.items())


def _cancelled(order: ShopOrder) -> Finding:
    return found(
        Reason.ORDER_CANCELLED,
        f"{order.name} was cancelled on {order.cancelled_at:%Y-%m-%d}, the vendor says"
        " goods left",
        rule="cancelled/1",
        subjects=(order.id,),
        suggestions=("ask the vendor to stop the shipment",),
    )


def _no_own_line(order: ShopOrder, vendor: Vendor) -> Finding:
    theirs = {
        line.vendor for part in order.fulfillment_orders or () for line in part.lines
    }
    return found(
        Reason.PO_OTHER_VENDOR,
        f"{order.name} has no line of {vendor.name}, only of {listed(theirs)}",
        rule="order_other_vendor/1",
        subjects=(order.id,),
        expected=", ".join(sorted(theirs)),
        actual=vendor.name,
    )
