"""The index of all orders: by purchase order, marketplace id, tracking number."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from matchers.keys import (
    canonical_name,
    canonical_po,
    canonical_sku,
    canonical_tracking,
    marketplace_ids,
)
from matchers.policy import Policy
from matchers.values import Fulfillment, MarketOrder, ShopOrder

_DEAD = frozenset({"CANCELLED", "ERROR", "FAILURE"})
"""States of a fulfillment that did not happen."""


class Reference(NamedTuple):
    """One order, or bill, of one configured channel instance."""

    channel: Literal["shops", "marketplaces", "books"]
    instance: str
    id: str

    def __str__(self) -> str:
        """Return it as matches and effects store it."""
        return f"{self.channel}:{self.instance}:{self.id}"


class Target(NamedTuple):
    """One order as its customer placed it: in a shop, on a marketplace, or both."""

    shop: Reference | None
    market_ids: tuple[str, ...]
    """Every marketplace order id it is linked to; two are one too many."""


def shop_reference(order: ShopOrder) -> Reference:
    """Return what names *order*."""
    return Reference("shops", order.shop, order.id)


def market_reference(order: MarketOrder) -> Reference:
    """Return what names *order*."""
    return Reference("marketplaces", order.marketplace, order.id)


def live(order: ShopOrder) -> tuple[Fulfillment, ...]:
    """Return the fulfillments of *order* that happened or are about to."""
    return tuple(f for f in order.fulfillments if f.status.upper() not in _DEAD)


def po_keys(order: ShopOrder, sources: Iterable[str]) -> Iterator[str]:
    """Yield the canonical purchase orders that *sources* give of *order*."""
    for source in sources:
        kind, _, rest = source.partition(":")
        match kind:
            case "name":
                values = [order.name]
            case "po_number":
                values = [order.po_number]
            case "tag":
                values = [
                    t.removeprefix(rest) for t in order.tags if t.startswith(rest)
                ]
            case "attribute":
                values = [value for key, value in order.attributes if key == rest]
            case "metafield":
                values = [value for key, value in order.metafields if key == rest]
            case _:
                values = []
        yield from filter(None, map(canonical_po, values))


def linked_ids(order: ShopOrder) -> tuple[str, ...]:
    """Return the marketplace order ids *order* names anywhere, sorted."""
    texts = (
        order.source_identifier,
        *(value for _, value in order.attributes),
        order.name,
        *order.tags,
        order.note,
        order.po_number,
        *(value for _, value in order.metafields),
    )
    # A newline parts them, so no id is read across two fields.
    return tuple(sorted(marketplace_ids("\n".join(texts))))


class OrderIndex:
    """Every order of every status, built once a night; all look-ups are exact."""

    def __init__(
        self,
        shop_orders: Iterable[ShopOrder],
        market_orders: Iterable[MarketOrder],
        policy: Policy,
    ) -> None:
        # An order given twice is one order, as it was read last.
        self.shop_orders = {shop_reference(order): order for order in shop_orders}
        self.market_orders = {market_reference(o): o for o in market_orders}
        bearing: defaultdict[str, list[Reference]] = defaultdict(list)
        self._tracking: defaultdict[str, list[Reference]] = defaultdict(list)
        self._links: dict[Reference, tuple[str, ...]] = {}
        self._twins: defaultdict[str, list[Reference]] = defaultdict(list)
        self._markets: defaultdict[str, list[Reference]] = defaultdict(list)
        self._sku_vendors: defaultdict[str, set[str]] = defaultdict(set)
        for reference, shop_order in self.shop_orders.items():
            self._add_shop_order(reference, shop_order)
            for key in set(po_keys(shop_order, policy.sources(shop_order.shop))):
                bearing[key].append(reference)
        for reference, market_order in self.market_orders.items():
            self._add_market_order(reference, market_order)
            texts = (market_order.id, market_order.po_number, *market_order.aliases)
            for key in set(map(canonical_po, texts)) - {""}:
                bearing[key].append(reference)
        self._po = {key: tuple(references) for key, references in bearing.items()}

    def _add_shop_order(self, reference: Reference, order: ShopOrder) -> None:
        self._links[reference] = links = linked_ids(order)
        for market_id in links:
            self._twins[market_id].append(reference)
        for fulfillment in live(order):
            for parcel in fulfillment.parcels:
                self._tracking[canonical_tracking(parcel.number)].append(reference)
        for line in order.lines:
            self._sku_vendors[canonical_sku(line.sku)].add(canonical_name(line.vendor))

    def _add_market_order(self, reference: Reference, order: MarketOrder) -> None:
        self._markets[order.id].append(reference)
        for package in order.packages:
            self._tracking[canonical_tracking(package.tracking_number)].append(
                reference
            )
        for item in order.items:
            # Known, and nobody's until a shop order tells whose.
            self._sku_vendors[canonical_sku(item.sku)].update(())

    def references(self, key: str) -> tuple[Reference, ...]:
        """Return the orders that bear the canonical purchase order *key*."""
        return self._po.get(key, ())

    def targets(self, printed: str) -> tuple[Target, ...]:
        """Return the different orders a printed number names: none, one, or too many.

        A marketplace order and the shop's copy of it are one.
        """
        found: dict[Target, None] = {}
        for reference in self.references(canonical_po(printed)):
            if reference.channel == "shops":
                found[Target(reference, self._links.get(reference, ()))] = None
                continue
            twins = self._twins.get(reference.id, ())
            for twin in twins:
                found[Target(twin, self._links.get(twin, ()))] = None
            if not twins:
                found[Target(None, (reference.id,))] = None
        return tuple(found)

    def markets(self, market_id: str) -> tuple[Reference, ...]:
        """Return the marketplace orders of that id, one per instance that has it."""
        return tuple(self._markets.get(market_id, ()))

    def twins(self, market_id: str) -> tuple[Reference, ...]:
        """Return the shop orders that name the marketplace order *market_id*."""
        return tuple(self._twins.get(market_id, ()))

    def called(self, reference: Reference) -> str:
        """Return an order's name as people say it: ``#1001``, or its id."""
        order = self.shop_orders.get(reference)
        return order.name if order else reference.id

    def users(self, tracking_number: str) -> frozenset[Reference]:
        """Return the orders that already use a tracking number."""
        return frozenset(self._tracking.get(canonical_tracking(tracking_number), ()))

    def sku_vendors(self, sku: str) -> frozenset[str] | None:
        """Return whose SKU it is, as canonical names; None: no order ever had it."""
        vendors = self._sku_vendors.get(canonical_sku(sku))
        return None if vendors is None else frozenset(vendors)
