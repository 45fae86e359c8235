"""Consignments held against a shop order: which lines go, and how many units."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from matchers import fulfillment_findings as wrong
from matchers.consignments import Consignment, Goods
from matchers.keys import canonical_sku
from matchers.order_lines import (
    OwnLine,
    Prior,
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
        return Plan(findings=(wrong.cancelled(order),), writable=False)
    planner = _Planner(order, vendor, standing, digest)
    if not planner.lines:
        return Plan(findings=(wrong.no_own_line(order, vendor),), writable=False)
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
        left = sum(own.free for own in self.lines if own.line.requires_shipping)
        if self.actions and left:
            self.findings.append(wrong.partial(self.order, self.vendor, left))
        return Plan(
            tuple(self.actions), tuple(self.findings), self.settled, self.writable
        )

    def add(self, consignment: Consignment) -> None:
        """Plan one consignment, or find that it goes already."""
        numbers = set(consignment.numbers)
        seen = {n for n in numbers if any(n in prior.numbers for prior in self.priors)}
        repeated = self._unnumbered() if not numbers else []
        if repeated:
            self.actions += repeated
            self.settled = True
        elif not seen:
            self._send(consignment)
        elif seen == numbers:
            self._settle(consignment)
        elif consignment.parcels is not None:
            self._settle(consignment.part(seen))
            self._send(consignment.part(numbers - seen))
        else:
            self._refuse(wrong.overlapping(self.order, consignment, self._with(seen)))

    def _refuse(self, finding: Finding) -> None:
        self.writable = False
        self.findings.append(finding)

    def _with(self, numbers: set[str]) -> list[Prior]:
        return [prior for prior in self.priors if prior.numbers & numbers]

    def _unnumbered(self) -> list[FulfillOrder]:
        """Return our open actions for this same notice, where it has no number."""
        return [
            prior.action
            for prior in self.priors
            if prior.action is not None and prior.action.notice_digest == self.digest
        ]

    def _settle(self, consignment: Consignment) -> None:
        """Hold a consignment whose numbers are on the order against what is there."""
        numbers = set(consignment.numbers)
        there = self._with(numbers)
        if not _agrees(consignment, there):
            self._refuse(wrong.overlapping(self.order, consignment, there))
            return
        self.settled = True
        for prior in there:
            if prior.action is not None:
                self.actions.append(prior.action)
            else:
                self.findings.append(wrong.same_tracking(self.order, numbers))

    def _send(self, consignment: Consignment) -> None:
        if consignment.mixed:
            self._refuse(wrong.mixed_carriers(self.order, consignment))
            return
        goods = self._goods(consignment)
        if goods is None:
            return
        taken: list[tuple[OwnLine, int]] = []
        for sku, units in goods.items():
            taken += self._take(sku, units, consignment)
        if not taken or (consignment.numbers and consignment.carrier is None):
            self.writable = False
            return
        places: defaultdict[str, list[tuple[OwnLine, int]]] = defaultdict(list)
        for own, units in taken:
            places[own.location].append((own, units))
        if len(places) > 1 and (self.several or self.priors):
            self._refuse(wrong.several_places(self.order, consignment, places))
            return
        for place in sorted(places):
            self.actions.append(self._action(consignment, places[place]))

    def _goods(self, consignment: Consignment) -> Goods | None:
        """Return what is in it; None where the whole order is no longer whole."""
        if consignment.goods is not None:
            return consignment.goods
        gone = sum(own.line.total - own.free for own in self.lines)
        if not gone:
            return whole_goods(self.lines)
        self._refuse(wrong.whole_of_rest(self.order, self.vendor, gone))
        return None

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
        bearing = [own for own in self.lines if canonical_sku(own.line.sku) == sku]
        if not bearing:
            known = self.standing.index.sku_vendors(sku) is not None
            self.findings.append(
                wrong.unknown_sku(
                    self.order, self.vendor, self.lines, sku, units, known=known
                )
            )
            return []
        usable = [own for own in bearing if own.open and own.free]
        free = sum(own.free for own in usable)
        choice = units < free and len({own.location for own in usable}) > 1
        if choice or len({own.line.sku for own in bearing}) > 1:
            self._refuse(wrong.ambiguous_sku(self.order, sku, units, bearing))
            return []
        if units > free:
            self.findings.append(
                wrong.short(
                    self.order,
                    consignment,
                    sku,
                    units,
                    bearing=bearing,
                    priors=self.priors,
                )
            )
        taken = []
        for own in usable:
            quantity = min(units, own.free)
            if quantity:
                units -= quantity
                place = self.lines.index(own)
                self.lines[place] = replace(own, free=own.free - quantity)
                taken.append((own, quantity))
        return taken


def _agrees(consignment: Consignment, there: Iterable[Prior]) -> bool:
    """Say whether what is on the order is the consignment, neither more nor less."""
    known = list(there)
    numbers = frozenset[str]().union(*(prior.numbers for prior in known))
    if numbers != set(consignment.numbers):
        return False
    if consignment.goods is None:
        return True
    goods = consignment.goods
    return sum(prior.units for prior in known) == sum(goods.values()) and all(
        units <= goods.get(sku, 0)
        for prior in known
        for sku, units in (prior.goods or {}).items()
    )
