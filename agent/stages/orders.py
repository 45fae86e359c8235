"""Orders: every shop's and marketplace's orders of the last months, as one index."""

from dataclasses import dataclass
from datetime import datetime

from agent.clock import Clock
from agent.health import Health
from agent.ledger.ledger import Ledger
from agent.wiring import Outside
from channels.errors import ChannelError
from matchers.orders import OrderIndex
from matchers.policy import Policy
from matchers.values import MarketOrder, ShopOrder


@dataclass(frozen=True, slots=True)
class Known:
    """What the night knows of all orders."""

    index: OrderIndex
    indexed_at: datetime
    policy: Policy


def read_orders(
    ledger: Ledger,
    outside: Outside,
    health: Health,
    *,
    since: datetime,
    policy: Policy,
    run: int,
    clock: Clock,
) -> Known | None:
    """Read and keep all orders; None where a channel does not give them.

    Half an index would call orders unknown that are only unread, and would not see a
    tracking number that was used before: then nothing is decided tonight.
    """
    indexed_at = clock()
    shop_orders: list[ShopOrder] = []
    market_orders: list[MarketOrder] = []
    complete = True
    for name, shop in outside.shops.items():
        channel = f"shops:{name}"
        try:
            found = shop.orders(since)
        except ChannelError as error:
            health.failed(channel, error)
            complete = False
            continue
        ledger.keep_snapshot(channel, run, found, clock())
        shop_orders += found
    for name, market in outside.marketplaces.items():
        channel = f"marketplaces:{name}"
        try:
            confirmed = market.orders(since)
        except ChannelError as error:
            health.failed(channel, error)
            complete = False
            continue
        ledger.keep_snapshot(channel, run, confirmed, clock())
        market_orders += confirmed
    if not complete:
        return None
    return Known(OrderIndex(shop_orders, market_orders, policy), indexed_at, policy)
