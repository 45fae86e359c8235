"""How much of one order is asked for: all there is, within one query's cost."""

from typing import NamedTuple, Self

from channels.record import Record

DEAREST = 1000
"""Points one query may cost."""
LONGEST_PAGE = 250
"""Of any one list."""
_COUNTED = {
    "fulfillmentOrders": "orders",
    "lineItems": "items",
    "metafields": "metafields",
}


class Sizes(NamedTuple):
    """The variables of ``order_state``: how many of each may come."""

    orders: int = 4
    lines: int = 20
    """Of each fulfillment order."""
    fulfillments: int = 10
    numbers: int = 10
    """Tracking numbers of each fulfillment."""
    items: int = 20
    metafields: int = 10

    @property
    def cost(self) -> int:
        """Upper bound in points: an object counts 1, a connection 2 and its nodes."""
        orders = 2 + self.orders * (6 + self.lines)
        fulfillments = self.fulfillments * (1 + self.numbers)
        return 8 + orders + fulfillments + self.items + self.metafields

    def grown(self, names: frozenset[str], times: int) -> Self:
        """Return these sizes with the named ones so many times as large."""
        sizes = {name: min(LONGEST_PAGE, getattr(self, name) * times) for name in names}
        return self._replace(**sizes)

    def lowered(self, seen: "Sizes", kept: frozenset[str]) -> Self:
        """Return these sizes, but no more than was seen of all that is not *kept*."""
        fits = {
            name: max(1, min(size, getattr(seen, name)))
            for name, size in self._asdict().items()
            if name not in kept
        }
        return self._replace(**fits)


def overflowing(order: Record, sizes: Sizes) -> frozenset[str]:
    """Return the names of the sizes that were too small for *order*.

    A list without a page mark that came full may be longer, so it counts as too small.
    """
    small = {
        size
        for field, size in _COUNTED.items()
        if order.record(field).record("pageInfo").flag("hasNextPage")
    }
    for fulfillment_order in order.record("fulfillmentOrders").records("nodes"):
        page = fulfillment_order.record("lineItems").record("pageInfo")
        if page.flag("hasNextPage"):
            small.add("lines")
    count = order.optional_record("fulfillmentsCount")
    fulfillments = order.records("fulfillments")
    if count is None:
        cut_off = len(fulfillments) >= sizes.fulfillments
    else:
        cut_off = count.count("count") > len(fulfillments)
    if cut_off:
        small.add("fulfillments")
    for fulfillment in fulfillments:
        if len(fulfillment.records("trackingInfo")) >= sizes.numbers:
            small.add("numbers")
    return frozenset(small)


def seen(order: Record) -> Sizes:
    """Return how many of each *order* came with."""
    fulfillment_orders = order.record("fulfillmentOrders").records("nodes")
    fulfillments = order.records("fulfillments")
    return Sizes(
        orders=len(fulfillment_orders),
        lines=max(
            (
                len(one.record("lineItems").records("nodes"))
                for one in fulfillment_orders
            ),
            default=0,
        ),
        fulfillments=len(fulfillments),
        # one more than there are, for a full list counts as cut off
        numbers=1
        + max((len(one.records("trackingInfo")) for one in fulfillments), default=0),
        items=len(order.record("lineItems").records("nodes")),
        metafields=len(order.record("metafields").records("nodes")),
    )


def next_sizes(order: Record, sizes: Sizes) -> Sizes | None:
    """Return what to ask for instead, or None when *order* is whole.

    Raises:
        TooLargeError: No one query can read it whole.
    """
    small = overflowing(order, sizes)
    if not small:
        return None
    for times in (4, 2):
        larger = sizes.grown(small, times)
        if larger.cost > DEAREST:
            larger = larger.lowered(seen(order), small)
        if larger.cost <= DEAREST and larger != sizes:
            return larger
    raise TooLargeError


class TooLargeError(Exception):
    """The order holds more than one query may ask for."""
