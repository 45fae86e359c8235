"""Fifty notices against ninety thousand orders: indexing, looking up, deciding.

    python benchmarks/matching.py [orders]

Prints one line per measurement; exits 1 where a decision is not the expected one.
"""

import argparse
import gc
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from extractors.values import Cited, Evidence, NoticeLine, ShipNotice, Tracking
from matchers.keys import canonical_po
from matchers.orders import OrderIndex
from matchers.policy import Policy
from matchers.shipments import Arrival, Standing, candidates, claims, decide
from matchers.trust import SenderVerdict
from matchers.values import (
    FulfillmentOrder,
    FulfillmentOrderLine,
    MarketItem,
    MarketOrder,
    OrderLine,
    ShopOrder,
)
from matchers.vendors import Vendor

NOW = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
TODAY = date(2026, 11, 21)
T = TypeVar("T")
NOTICES = 50
TWIN_EVERY = 8
"""One shop order in so many has its copy on the marketplace."""
LOOK_UPS = 200_000
EVIDENCE = Evidence(document="d" * 64, page=1, quote="as printed")


def shop_order(number: int) -> ShopOrder:
    """Return the bulk snapshot of one order of two lines."""
    twin = market_id(number) if number % TWIN_EVERY == 0 else ""
    return ShopOrder(
        shop="main",
        id=f"gid://shopify/Order/{number}",
        name=f"#{number}",
        source_identifier=twin,
        tags=(f"PO-{number}-A", "wholesale"),
        note="leave at the dock, call ahead",
        created_at=NOW - timedelta(days=number % 90),
        updated_at=NOW,
        lines=tuple(
            OrderLine(
                id=f"gid://shopify/LineItem/{number}{place}",
                sku=f"SKU-{(number + place) % 9500}",
                quantity=2,
                vendor=f"Vendor {number % 12}",
            )
            for place in range(2)
        ),
        read_at=NOW,
    )


def fresh(order: ShopOrder) -> ShopOrder:
    """Return *order* with its fulfillment order, as read before a write."""
    lines = tuple(
        FulfillmentOrderLine(
            id=line.id, sku=line.sku, vendor=line.vendor, total=2, remaining=2
        )
        for line in order.lines
    )
    part = FulfillmentOrder(id=order.id, status="OPEN", can_fulfill=True, lines=lines)
    return order.model_copy(update={"fulfillment_orders": (part,)})


def market_id(number: int) -> str:
    """Return a marketplace order id that *number* alone has."""
    return f"111-{number:07}-{number:07}"


def market_order(number: int) -> MarketOrder:
    """Return the copy of one shop order on the marketplace."""
    return MarketOrder(
        marketplace="us",
        marketplace_id="ATVPDKIKX0DER",
        id=market_id(number),
        status="UNSHIPPED",
        items=tuple(
            MarketItem(
                id=f"{number}{place}",
                sku=f"SKU-{(number + place) % 9500}",
                ordered=2,
                unfulfilled=2,
            )
            for place in range(2)
        ),
        created_at=NOW,
        updated_at=NOW,
        read_at=NOW,
    )


def text(value: str) -> Cited[str]:
    """Return *value* as printed somewhere."""
    return Cited[str](value=value, evidence=EVIDENCE)


def arrival(number: int) -> Arrival:
    """Return a notice that agrees with one order."""
    vendor = Vendor(key="vendor", name=f"Vendor {number % 12}")
    notice = ShipNotice(
        po_number=text(f"PO {number}-A"),
        tracking=(Tracking(number=text(f"1Z{number:016}"), carrier="UPSN"),),
        lines=tuple(
            NoticeLine(
                sku=text(f"SKU-{(number + place) % 9500}"),
                quantity=Cited[int](value=2, evidence=EVIDENCE),
            )
            for place in range(2)
        ),
    )
    return Arrival(
        notice=notice,
        document=f"{number:064}",
        verdict=SenderVerdict("trusted", "vendor"),
        vendor=vendor,
        mail_date=TODAY,
    )


def timed(name: str, act: Callable[[], T], units: int) -> T:
    """Return what *act* gives and print its CPU time per unit."""
    gc.collect()
    began = time.process_time()
    result = act()
    spent = time.process_time() - began
    print(f"{name:<28} {spent:8.3f} s   {spent / units * 1e6:10.2f} µs each")
    return result


def main(orders: int) -> int:
    """Measure, print, and return 0 where every notice acts."""
    shops = [shop_order(number) for number in range(1000, 1000 + orders)]
    markets = [
        market_order(number)
        for number in range(1000, 1000 + orders)
        if number % TWIN_EVERY == 0
    ]
    policy = Policy.model_validate(
        {"po": ({"shop": "main", "sources": ("name", "tag:PO-")},)}
    )
    total = len(shops) + len(markets)
    index = timed("index", lambda: OrderIndex(shops, markets, policy), total)
    keys = [canonical_po(order.name) for order in shops]
    timed(
        "exact look-up",
        lambda: [index.references(keys[n % orders]) for n in range(LOOK_UPS)],
        LOOK_UPS,
    )
    arrivals = [arrival(1000 + n * (orders // NOTICES)) for n in range(NOTICES)]
    standing = Standing(
        index=index, policy=policy, now=NOW, today=TODAY, indexed_at=NOW
    )
    found = timed(
        "candidates", lambda: [candidates(a, standing) for a in arrivals], NOTICES
    )
    claimed = claims(zip(arrivals, found, strict=True))
    night = Standing(
        index=index,
        policy=policy,
        now=NOW,
        today=TODAY,
        indexed_at=NOW,
        claimed=claimed,
    )
    read = [
        (
            fresh(index.shop_orders[one.shop]) if one.shop else None,
            index.market_orders[one.market] if one.market else None,
        )
        for one in found
    ]
    matches = timed(
        "decisions",
        lambda: [
            decide(a, one, night, shop_order=shop, market_order=market)
            for a, one, (shop, market) in zip(arrivals, found, read, strict=True)
        ],
        NOTICES,
    )
    held = [match for match in matches if match.disposition != "act"]
    for match in held:
        print(match.po_number, [finding.detail for finding in match.findings])
    return 1 if held else 0


if __name__ == "__main__":
    told = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    told.add_argument("orders", type=int, nargs="?", default=90_000)
    sys.exit(main(told.parse_args().orders))
