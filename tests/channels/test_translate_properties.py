"""Whatever a service answers: an order of ours, or drift with the name of a field."""

import copy
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from channels.amazon import translate as amazon
from channels.errors import SchemaDriftError
from channels.record import Record
from channels.shopify import sizes
from channels.shopify import translate as shopify
from matchers.values import MarketOrder, ShopOrder

from .conftest import market_order, shop_order

NOW = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(alphabet=st.characters(exclude_categories=())),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.text(max_size=3), inner, max_size=2)
    ),
    max_leaves=4,
)


def _connections(found: dict[str, Any]) -> dict[str, Any]:
    """Return a shop order as ``order_state`` answers it."""
    page = {"hasNextPage": False}
    whole = copy.deepcopy(found)
    for unit in whole["fulfillmentOrders"]:
        unit["lineItems"] = {"nodes": unit["lineItems"], "pageInfo": page}
    for key in ("fulfillmentOrders", "lineItems", "metafields"):
        whole[key] = {"nodes": whole[key], "pageInfo": page}
    return whole | {"fulfillmentsCount": {"count": 0}}


SHOPIFY = _connections(shop_order(1001))
AMAZON = market_order(
    packages=[
        {
            "packageReferenceId": "1",
            "packageStatus": {"status": "SHIPPED"},
            "trackingNumber": "T1",
        }
    ]
)


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every container in *value* with each of its keys."""
    keys = value if isinstance(value, dict) else range(len(value))
    for key in keys:
        yield value, key
        if isinstance(value[key], dict | list):
            yield from _places(value[key])


@st.composite
def spoilt(draw: st.DrawFn, whole: dict[str, Any]) -> dict[str, Any]:
    """One or two fields of a good answer hold something else."""
    order = copy.deepcopy(whole)
    for _ in range(draw(st.integers(1, 2))):
        places = list(_places(order))
        container, key = places[draw(st.integers(0, len(places) - 1))]
        container[key] = draw(anything)
    return order


def _shop_order(found: dict[str, Any]) -> ShopOrder:
    record = Record(found, "order")
    sizes.next_sizes(record, sizes.Sizes())
    return shopify.order(
        record,
        shop="main",
        read_at=NOW,
        lines=record.record("lineItems").records("nodes"),
        metafields=record.record("metafields").records("nodes"),
        fulfillment_orders=record.record("fulfillmentOrders").records("nodes"),
    )


def _market_order(found: dict[str, Any]) -> MarketOrder:
    return amazon.order(Record(found, "order"), marketplace="us", read_at=NOW)


def _said(read: Callable[[], ShopOrder | MarketOrder]) -> str:
    """Return which field is wrong; that the value survives where none is."""
    try:
        order = read()
    except (SchemaDriftError, sizes.TooLargeError) as error:
        return str(error) or "order"
    assert type(order).model_validate_json(order.model_dump_json()) == order
    return "order"


@settings(max_examples=400)
@given(spoilt(SHOPIFY))
def test_a_shop_order_or_drift(found: dict[str, Any]) -> None:
    assert _said(lambda: _shop_order(found)).startswith("order")


@settings(max_examples=400)
@given(spoilt(AMAZON))
def test_a_market_order_or_drift(found: dict[str, Any]) -> None:
    assert _said(lambda: _market_order(found)).startswith("order")


def test_the_unspoilt_ones_are_read() -> None:
    assert _shop_order(SHOPIFY).name == "#1001"
    assert _market_order(AMAZON).packages
