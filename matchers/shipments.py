"""Ship notices held against shop and marketplace orders: findings, and what follows.

Two steps: :func:`candidates` says which orders to read afresh, :func:`decide` plans on
what was read. Both are pure; the same arguments give the same match on any night.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from extractors.codes import Reason, Severity
from extractors.values import ShipNotice
from matchers.candidates import Candidate, candidates, claims, order_named, reused
from matchers.confirmations import plan_confirmations, whole_market_goods
from matchers.consignments import Consignment, Contents, read_contents
from matchers.findings import found, listed, quoted, stops
from matchers.fulfillments import plan_fulfillments
from matchers.keys import canonical_name, canonical_po, canonical_postal_code
from matchers.order_lines import own_lines, whole_goods
from matchers.orders import Reference
from matchers.plans import Plan, Standing
from matchers.policy import Judged
from matchers.statements import Arrival, ship_date, statements
from matchers.units import unit_findings
from matchers.values import (
    Disposition,
    Finding,
    MarketOrder,
    Match,
    ShopOrder,
)
from matchers.vendors import Vendor

__all__ = ["Arrival", "Candidate", "Standing", "candidates", "claims", "decide"]


class _Fresh(NamedTuple):
    """The candidate's orders as they are now."""

    shop: ShopOrder | None
    market: MarketOrder | None
    findings: tuple[Finding, ...]


def decide(
    arrival: Arrival,
    candidate: Candidate,
    standing: Standing,
    *,
    shop_order: ShopOrder | None = None,
    market_order: MarketOrder | None = None,
) -> Match:
    """Return what follows from one notice; never raises for what it says.

    Args:
        arrival: The notice and how it came in.
        candidate: What :func:`candidates` gave for it.
        standing: What the night knows, with the actions planned before.
        shop_order: ``candidate.shop`` read afresh, with its fulfillment orders; None
            where it could not be read.
        market_order: ``candidate.market`` read afresh; None where it could not be.
    """
    vendor = arrival.vendor
    contents = read_contents(arrival.notice, standing.policy)
    fresh = _fresh(candidate, standing, shop_order, market_order)
    shared = (
        *statements(arrival, standing.policy, standing.today),
        *candidate.findings,
        *reused(arrival.notice, candidate, standing),
        *fresh.findings,
        *_dates(arrival.notice, fresh, standing),
        *_twin(candidate, fresh, standing),
        *contents.findings,
    )
    shop = market = Plan()
    if vendor is not None:
        units = unit_findings(arrival.notice, vendor, fresh.shop, fresh.market)
        shared = (*shared, *units)
        shop = _shop_plan(arrival, fresh, contents, standing, vendor)
        market = _market_plan(arrival, fresh, contents, standing, vendor)
    return _match(arrival, candidate, standing, contents, (shared, shop, market))


def _fresh(
    candidate: Candidate,
    standing: Standing,
    shop_order: ShopOrder | None,
    market_order: MarketOrder | None,
) -> _Fresh:
    """Return the orders that may be planned on, and why one may not."""
    findings = []
    usable = []
    for reference, order in (
        (candidate.shop, shop_order),
        (candidate.market, market_order),
    ):
        finding = _unusable(reference, order, standing) if reference else None
        if finding is not None:
            findings.append(finding)
        usable.append(reference is not None and finding is None)
    return _Fresh(
        shop_order if usable[0] else None,
        market_order if usable[1] else None,
        tuple(findings),
    )


def _unusable(
    reference: Reference, order: ShopOrder | MarketOrder | None, standing: Standing
) -> Finding | None:
    if order is None or order.id != reference.id:
        return found(
            Reason.API_UNAVAILABLE,
            f"{reference} could not be read afresh",
            rule="fresh/1",
            subjects=(str(reference),),
        )
    age = standing.now - order.read_at
    partly = isinstance(order, ShopOrder) and order.fulfillment_orders is None
    if age <= standing.policy.max_reading_age and not partly:
        return None
    return found(
        Reason.STALE_SNAPSHOT,
        f"{reference} was read {age} ago{' without fulfillment orders' * partly}, at"
        f" most {standing.policy.max_reading_age} is allowed",
        rule="stale_order/1",
        subjects=(str(reference),),
        expected=standing.policy.max_reading_age,
        actual=age,
    )


def _dates(notice: ShipNotice, fresh: _Fresh, standing: Standing) -> Iterator[Finding]:
    created = [order.created_at for order in (fresh.shop, fresh.market) if order]
    if notice.ship_date is None or not created:
        return
    placed = min(created).date()
    if notice.ship_date.value < placed - timedelta(days=standing.policy.past_days):
        yield found(
            Reason.DATE_IMPLAUSIBLE,
            f"the notice says it shipped on {notice.ship_date.value}, the order was"
            f" placed on {placed}",
            rule="date_past/1",
            expected=placed,
            actual=notice.ship_date.value,
            evidence=notice.ship_date.evidence,
        )


def _twin(candidate: Candidate, fresh: _Fresh, standing: Standing) -> Iterator[Finding]:
    """Yield what speaks against the shop's and the marketplace's order being one."""
    if candidate.shop is None or fresh.market is None:
        return
    shop = standing.index.shop_orders[candidate.shop]
    ours = canonical_postal_code(shop.postal_code)
    theirs = canonical_postal_code(fresh.market.postal_code)
    if ours and theirs and ours != theirs:
        yield found(
            Reason.AMAZON_ORDER_AMBIGUOUS,
            f"{shop.name} goes to {quoted(shop.postal_code)}, {fresh.market.id} to"
            f" {quoted(fresh.market.postal_code)}",
            rule="twin_postal_code/1",
            subjects=(shop.id, fresh.market.id),
            expected=ours,
            actual=theirs,
        )


def _shop_plan(
    arrival: Arrival,
    fresh: _Fresh,
    contents: Contents,
    standing: Standing,
    vendor: Vendor,
) -> Plan:
    if fresh.shop is None:
        return Plan()
    return plan_fulfillments(
        fresh.shop, vendor, contents.consignments, standing, arrival.document
    )


def _market_plan(
    arrival: Arrival,
    fresh: _Fresh,
    contents: Contents,
    standing: Standing,
    vendor: Vendor,
) -> Plan:
    if fresh.market is None:
        return Plan()
    whole = (
        whole_goods(own_lines(fresh.shop, vendor, ()))
        if fresh.shop
        else whole_market_goods(fresh.market)
    )
    consignments = [
        replace(c, goods=whole) if c.goods is None else c for c in contents.consignments
    ]
    day = ship_date(arrival, standing.today)
    plan = plan_confirmations(fresh.market, consignments, standing, day)
    if fresh.shop is not None:
        return plan
    named = all(c.goods is not None for c in contents.consignments)
    objections = tuple(
        _strangers(fresh.market, vendor, consignments, standing, named=named)
    )
    return replace(
        plan,
        findings=(*plan.findings, *objections),
        writable=plan.writable and not objections,
    )


def _strangers(
    order: MarketOrder,
    vendor: Vendor,
    consignments: Iterable[Consignment],
    standing: Standing,
    *,
    named: bool,
) -> Iterator[Finding]:
    """Yield the SKUs of a marketplace order that are not known to be the vendor's.

    A marketplace does not say whose a line is; the shops' orders do for their SKUs.
    """
    ours = {canonical_name(name) for name in vendor.shop_vendors}
    skus = {sku for consignment in consignments for sku in consignment.goods or ()}
    for sku in sorted(skus):
        theirs = (standing.index.sku_vendors(sku) or frozenset()) - {""}
        if theirs and theirs.isdisjoint(ours):
            yield found(
                Reason.PO_OTHER_VENDOR,
                f"{quoted(sku)} of {order.id} belongs to {listed(theirs)}, the notice"
                f" is from {vendor.name}",
                rule="market_other_vendor/1",
                subjects=(order.id, sku),
                expected=", ".join(sorted(theirs)),
                actual=vendor.name,
            )
        elif not theirs and (standing.policy.market_vendor_known or not named):
            yield found(
                Reason.SKU_UNMAPPED,
                f"nothing tells that {quoted(sku)} of {order.id} is of {vendor.name}",
                rule="market_sku_vendor/1",
                subjects=(order.id, sku),
            )


def _match(
    arrival: Arrival,
    candidate: Candidate,
    standing: Standing,
    contents: Contents,
    parts: tuple[tuple[Finding, ...], Plan, Plan],
) -> Match:
    shared, shop, market = parts
    vendor = arrival.vendor.key if arrival.vendor else ""
    printed = order_named(arrival.notice)
    po_number = printed.value if printed else ""
    channels = {"shops": "fulfill_order", "marketplaces": "confirm_shipment"}
    concerned = [channels[ref.channel] for ref in candidate.references]
    judged: list[Finding] = []
    known = False
    for findings, actions in (
        (shared, concerned or list(channels.values())),
        (shop.findings, ["fulfill_order"]),
        (market.findings, ["confirm_shipment"]),
    ):
        verdict = standing.policy.judge(
            findings,
            vendor=vendor,
            actions=actions,
            today=standing.today,
            nights_open=arrival.nights_open,
        )
        judged += verdict.findings
        known = known or verdict.known
    plans = (shop, market)
    believed = arrival.verdict.outcome == "trusted" and arrival.vendor is not None
    disposition = _disposition(
        Judged(tuple(judged), known),
        plans,
        candidate,
        certain=believed and contents.certain,
    )
    if arrival.verdict.outcome == "ignore":
        disposition = "none"
    if disposition == "hold" and not stops(judged):
        # Policy let it pass, yet there is nothing certain to write: show why.
        judged = [*shared, *shop.findings, *market.findings]
    actions_out = shop.actions + market.actions
    return Match(
        key=f"{vendor}:{arrival.document}:{canonical_po(po_number)}",
        vendor=vendor,
        po_number=po_number,
        notice=arrival.document,
        orders=tuple(map(str, candidate.references)),
        findings=tuple(judged),
        disposition=disposition,
        actions=actions_out if disposition == "act" else (),
    )


def _disposition(
    judged: Judged,
    plans: Sequence[Plan],
    candidate: Candidate,
    *,
    certain: bool,
) -> Disposition:
    """Return the first that applies; the strictest come first."""
    writable = certain and all(plan.writable for plan in plans)
    retry = any(f.severity is Severity.RETRY for f in judged.findings)
    settled = any(plan.settled for plan in plans)
    ranked: tuple[tuple[Disposition, bool], ...] = (
        ("hold", stops(judged.findings)),
        ("wait", retry),
        ("known", judged.known),
        ("settled", candidate.settled),
        ("hold", not writable),
        ("act", any(plan.actions for plan in plans)),
        ("settled", settled),
    )
    return next((disposition for disposition, applies in ranked if applies), "none")
