"""Notices of one night that cannot all be true: together they claim too much."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from extractors.codes import Reason
from extractors.values import ShipNotice
from matchers.candidates import Candidate
from matchers.findings import found, quoted
from matchers.keys import canonical_name, canonical_sku, canonical_tracking
from matchers.orders import OrderIndex, Reference
from matchers.statements import Arrival
from matchers.values import Finding, OrderLine
from matchers.vendors import Vendor

Parcels = frozenset[str]
"""The tracking numbers of a notice: what tells a repeated notice from another."""


class Claim(NamedTuple):
    """One notice of tonight and the order it names."""

    key: str
    arrival: Arrival
    candidate: Candidate


def contradictions(claims: Iterable[Claim], index: OrderIndex) -> Mapping[str, Finding]:
    """Return, by key, why a notice cannot be acted on beside another of the night.

    Two notices with other parcels may each ship a part of an order. Where together they
    claim more of an article than was ordered, one of them is wrong, and nothing tells
    which: all that claim it are held, whichever came first.
    """
    by_order: defaultdict[Reference, list[Claim]] = defaultdict(list)
    for claim in claims:
        trusted = claim.arrival.verdict.outcome == "trusted"
        # A notice without a parcel writes nothing: it cannot be the wrong one of two.
        parcels = _parcels(claim.arrival.notice)
        if trusted and parcels and claim.arrival.vendor and claim.candidate.shop:
            by_order[claim.candidate.shop].append(claim)
    held: dict[str, Finding] = {}
    for reference, rivals in by_order.items():
        if len(rivals) > 1:
            held |= _held(reference, rivals, index)
    return held


def _held(
    reference: Reference, rivals: Iterable[Claim], index: OrderIndex
) -> Mapping[str, Finding]:
    order = index.shop_orders[reference]
    claimed: dict[Parcels, Counter[str]] = {}
    goods: dict[str, Counter[str]] = {}
    ordered: Counter[str] = Counter()
    for line in order.lines:
        ordered[canonical_sku(line.sku)] += line.quantity
    for rival in rivals:
        vendor = rival.arrival.vendor
        if vendor is None:
            continue
        mine = _goods(rival.arrival.notice, order.lines, vendor)
        goods[rival.key] = mine
        parcels = _parcels(rival.arrival.notice)
        # The same parcels told of twice are one claim, the larger of the two.
        claimed[parcels] = claimed.get(parcels, Counter()) | mine
    together: Counter[str] = Counter()
    for each in claimed.values():
        together.update(each)
    over = {sku for sku in together if 0 < ordered[sku] < together[sku]}
    if len(claimed) < 2:  # noqa: PLR2004  # one claim contradicts nobody
        return {}
    return {
        key: _finding(min(over & set(mine)), together, ordered, order.name)
        for key, mine in goods.items()
        if over & set(mine)
    }


def _goods(
    notice: ShipNotice, lines: Iterable[OrderLine], vendor: Vendor
) -> Counter[str]:
    """Return units by SKU; a notice without lines claims all of its vendor's."""
    if notice.lines:
        told: Counter[str] = Counter()
        for item in notice.lines:
            if item.sku and item.quantity and item.quantity.value > 0:
                told[canonical_sku(item.sku.value)] += item.quantity.value
        return told
    ours = {canonical_name(name) for name in vendor.shop_vendors}
    whole: Counter[str] = Counter()
    for line in lines:
        if canonical_name(line.vendor) in ours:
            whole[canonical_sku(line.sku)] += line.quantity
    return whole


def _parcels(notice: ShipNotice) -> Parcels:
    return frozenset(canonical_tracking(t.number.value) for t in notice.tracking)


def _finding(
    sku: str, together: Counter[str], ordered: Counter[str], order: str
) -> Finding:
    return found(
        Reason.OVER_SHIPPED,
        f"tonight's notices claim {together[sku]} of {quoted(sku)} in other parcels,"
        f" {order} has {ordered[sku]}",
        rule="contradiction/1",
        subjects=(order, sku),
        expected=ordered[sku],
        actual=together[sku],
        suggestions=("ask the vendor which notice is right",),
    )
