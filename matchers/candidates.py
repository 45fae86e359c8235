"""Which order a ship notice names, looked up exactly in the index of all orders."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from extractors.codes import Reason
from extractors.values import Cited, ShipNotice
from matchers.findings import found, listed, quoted
from matchers.keys import canonical_po, canonical_tracking, marketplace_ids
from matchers.orders import Reference, Target
from matchers.plans import Standing, used_by
from matchers.statements import Arrival
from matchers.values import Finding


@dataclass(frozen=True, slots=True)
class Candidate:
    """The order a notice names; both parts have to be read afresh before deciding."""

    shop: Reference | None = None
    market: Reference | None = None
    findings: tuple[Finding, ...] = ()
    settled: bool = False
    """The shops show the notice's parcels on an order somebody found by hand."""

    @property
    def references(self) -> tuple[Reference, ...]:
        """What to read afresh."""
        return tuple(ref for ref in (self.shop, self.market) if ref is not None)


def candidates(arrival: Arrival, standing: Standing) -> Candidate:
    """Return the one order *arrival* names, or why there is not exactly one."""
    if (age := standing.now - standing.indexed_at) > standing.policy.max_snapshot_age:
        return Candidate(
            findings=(
                found(
                    Reason.STALE_SNAPSHOT,
                    f"the orders were read {age} ago, at most"
                    f" {standing.policy.max_snapshot_age} is allowed",
                    rule="stale_index/1",
                    expected=standing.policy.max_snapshot_age,
                    actual=age,
                ),
            )
        )
    printed = order_named(arrival.notice)
    if printed is None:
        return Candidate(findings=(_no_po(arrival.notice),))
    targets = standing.index.targets(printed.value)
    if len(targets) != 1:
        return _not_one(arrival, standing, printed, targets)
    other = _other_target(arrival.notice, standing, printed, targets[0])
    if other is not None:
        return Candidate(findings=(other,))
    return _linked(targets[0], standing)


def order_named(notice: ShipNotice) -> Cited[str] | None:
    """Return the number the order is looked up by.

    Without a purchase order only a marketplace's order id will do: any other number
    may be the vendor's own and meet one of ours by chance.
    """
    if notice.po_number is not None and canonical_po(notice.po_number.value):
        return notice.po_number
    further = notice.order_number
    if further is not None and marketplace_ids(further.value):
        return further
    return None


def claims(
    pairs: Iterable[tuple[Arrival, Candidate]],
) -> Mapping[str, frozenset[Reference]]:
    """Return tracking number → the orders that trusted notices name with it.

    Two orders under one number are held both, whichever notice comes first.
    """
    claimed: defaultdict[str, set[Reference]] = defaultdict(set)
    for arrival, candidate in pairs:
        if arrival.verdict.outcome == "trusted":
            for tracking in arrival.notice.tracking:
                claimed[canonical_tracking(tracking.number.value)].update(
                    candidate.references
                )
    return {number: frozenset(refs) for number, refs in claimed.items()}


def reused(
    notice: ShipNotice, candidate: Candidate, standing: Standing
) -> tuple[Finding, ...]:
    """Return a finding for each tracking number that another order uses."""
    own = set(candidate.references)
    if candidate.market is not None:
        own.update(standing.index.twins(candidate.market.id))
    taken: defaultdict[str, set[Reference]] = defaultdict(set)
    for reference, numbers in map(used_by, standing.committed):
        for number in numbers:
            taken[number].add(reference)
    findings = []
    for tracking in notice.tracking if own else ():
        number = canonical_tracking(tracking.number.value)
        others = (
            standing.index.users(number)
            | taken[number]
            | standing.claimed.get(number, frozenset())
        ) - own
        if others:
            findings.append(
                found(
                    Reason.TRACKING_REUSED,
                    f"{quoted(number)} is on"
                    f" {listed(map(standing.index.called, others))} too",
                    rule="reused/1",
                    subjects=(number, *sorted(map(str, others))),
                    evidence=tracking.number.evidence,
                )
            )
    return tuple(findings)


def _no_po(notice: ShipNotice) -> Finding:
    printed = notice.po_number or notice.order_number
    said = quoted(printed.value) if printed else "no number"
    return found(
        Reason.PO_MISSING,
        f"the notice prints {said}, a purchase order is needed",
        rule="po/1",
        evidence=printed.evidence if printed else None,
    )


def _not_one(
    arrival: Arrival,
    standing: Standing,
    printed: Cited[str],
    targets: tuple[Target, ...],
) -> Candidate:
    if targets:
        names = sorted(_name(target, standing) for target in targets)
        return Candidate(
            findings=(
                found(
                    Reason.PO_AMBIGUOUS,
                    f"{quoted(printed.value)} names several orders: {listed(names)}",
                    rule="po_ambiguous/1",
                    subjects=names,
                    actual=printed.value,
                    evidence=printed.evidence,
                ),
            )
        )
    users = {
        reference
        for tracking in arrival.notice.tracking
        for reference in standing.index.users(tracking.number.value)
    }
    if arrival.nights_open and users:
        shown = all(
            standing.index.users(tracking.number.value)
            for tracking in arrival.notice.tracking
        )
        if shown:
            return Candidate(findings=(_resolved(printed, users),), settled=True)
    return Candidate(
        findings=(
            found(
                Reason.PO_NOT_FOUND,
                f"no order of the last 90 days bears {quoted(printed.value)}",
                rule="po_not_found/1",
                actual=printed.value,
                evidence=printed.evidence,
                suggestions=("ask the vendor which order it is",),
            ),
        )
    )


def _resolved(printed: Cited[str], users: Iterable[Reference]) -> Finding:
    names = sorted(map(str, users))
    return found(
        Reason.RESOLVED_OUTSIDE,
        f"no order bears {quoted(printed.value)}; its parcels are on {listed(names)} by"
        " now",
        rule="resolved_outside/1",
        subjects=names,
        evidence=printed.evidence,
    )


def _other_target(
    notice: ShipNotice, standing: Standing, printed: Cited[str], target: Target
) -> Finding | None:
    further = notice.order_number
    if further is None or canonical_po(further.value) == canonical_po(printed.value):
        return None
    others = standing.index.targets(further.value)
    if not others or target in others:
        return None
    names = sorted(_name(each, standing) for each in (target, *others))
    return found(
        Reason.PO_AMBIGUOUS,
        f"{quoted(printed.value)} and {quoted(further.value)} on one notice name"
        f" different orders: {listed(names)}",
        rule="two_orders/1",
        subjects=names,
        expected=printed.value,
        actual=further.value,
        evidence=further.evidence,
    )


def _name(target: Target, standing: Standing) -> str:
    if target.shop is None:
        return " ".join(target.market_ids)
    return standing.index.shop_orders[target.shop].name


def _linked(target: Target, standing: Standing) -> Candidate:
    """Return the candidate with its marketplace part, where it has one."""
    ids = target.market_ids if standing.policy.confirm_marketplaces else ()
    if not ids:
        return Candidate(shop=target.shop)
    if len(ids) > 1:
        return _ambiguous_market(
            target,
            f"{_name(target, standing)} names {len(ids)} marketplace orders",
            ids,
        )
    markets = standing.index.markets(ids[0])
    twins = standing.index.twins(ids[0])
    if len(twins) > 1:
        names = [standing.index.shop_orders[twin].name for twin in twins]
        return _ambiguous_market(target, f"several orders name {ids[0]}", names)
    if len(markets) > 1:
        return _ambiguous_market(
            target, f"several marketplaces have {ids[0]}", map(str, markets)
        )
    if not markets:
        missing = found(
            Reason.ORDER_NOT_FOUND,
            f"{_name(target, standing)} names the marketplace order {ids[0]}, no"
            " marketplace shows it",
            rule="market_order/1",
            subjects=ids,
        )
        return Candidate(shop=target.shop, findings=(missing,))
    return Candidate(shop=target.shop, market=markets[0])


def _ambiguous_market(target: Target, why: str, names: Iterable[str]) -> Candidate:
    listed_names = sorted(names)
    return Candidate(
        shop=target.shop,
        findings=(
            found(
                Reason.AMAZON_ORDER_AMBIGUOUS,
                f"{why}: {listed(listed_names)}",
                rule="market_ambiguous/1",
                subjects=listed_names,
            ),
        ),
    )
