"""The index: exact look-ups, links between a shop and a marketplace, collisions."""

from typing import Any

import pytest

from matchers.orders import OrderIndex, linked_ids, po_keys
from matchers.policy import Policy, ShopSources

SOURCES = [
    ("name", {}, {"1001"}),
    ("po_number", {"po_number": "PO 77"}, {"77"}),
    ("tag", {"tags": ("rush", "PO-77", "VIP 2")}, {"77", "VIP2"}),
    ("tag:PO-", {"tags": ("rush", "PO-77", "VIP 2")}, {"77"}),
    (
        "attribute:Vendor PO",
        {"attributes": (("Vendor PO", "77"), ("Gift", "1"))},
        {"77"},
    ),
    (
        "metafield:custom.po",
        {"metafields": (("custom.po", "77"), ("a.b", "1"))},
        {"77"},
    ),
    ("metafield:custom.po", {}, set()),
    ("nonsense", {}, set()),
]


@pytest.mark.parametrize(("source", "changes", "keys"), SOURCES)
def test_a_purchase_order_is_found_where_the_shop_keeps_it(
    build: Any, source: str, changes: dict[str, Any], keys: set[str]
) -> None:
    assert set(po_keys(build.shop(**changes), [source])) == keys


@pytest.mark.parametrize(
    "changes",
    [
        {"source_identifier": "111-2222222-3333333"},
        {"attributes": (("Amazon Order Id", "111-2222222-3333333"),)},
        {"name": "111-2222222-3333333"},
        {"tags": ("amazon", "111-2222222-3333333")},
        {"note": "from Amazon (111-2222222-3333333)"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_shop_order_names_its_marketplace_order_anywhere(
    build: Any, changes: dict[str, Any]
) -> None:
    assert linked_ids(build.shop(**changes)) == ("111-2222222-3333333",)


def test_two_different_marketplace_ids_are_both_seen(build: Any) -> None:
    order = build.shop(note="111-2222222-3333333", tags=("112-2222222-3333333",))

    assert len(linked_ids(order)) == 2


def test_no_id_is_read_across_two_fields(build: Any) -> None:
    assert (
        linked_ids(build.shop(source_identifier="111-2222222", name="-3333333")) == ()
    )


def index(shops: list[Any], markets: list[Any], **policy: Any) -> OrderIndex:
    return OrderIndex(shops, markets, Policy(**policy))


def test_an_order_is_found_by_every_dress_of_its_number(build: Any) -> None:
    known = index([build.shop()], [])

    assert len(known.targets("PO #1001")) == 1
    assert known.targets("1002") == ()
    assert known.targets("no number") == ()


def test_two_orders_under_one_form_are_both_returned(build: Any) -> None:
    sources = (ShopSources(shop="main", sources=("name", "po_number")),)
    twin = build.shop(number=2000, po_number="PO-1001")

    assert len(index([build.shop(), twin], [], po=sources).targets("1001")) == 2


def test_one_order_under_one_form_twice_is_one(build: Any) -> None:
    sources = (ShopSources(shop="main", sources=("name", "po_number")),)
    order = build.shop(po_number="PO-1001")

    assert len(index([order], [], po=sources).targets("1001")) == 1


@pytest.mark.parametrize(
    "printed", [pytest.param("111-2222222-3333333", id="its id"), "BUYER-9", "ALIAS-3"]
)
def test_a_marketplace_order_is_found_by(build: Any, printed: str) -> None:
    market = build.market(po_number="BUYER-9", aliases=("ALIAS-3",))

    [target] = index([], [market]).targets(printed)

    assert target.shop is None
    assert target.market_ids == (market.id,)


def test_a_marketplace_order_with_a_copy_in_the_shop_is_the_shops(build: Any) -> None:
    known = index([build.shop(note=build.amazon)], [build.market()])

    [by_name] = known.targets("1001")
    [by_id] = known.targets(build.amazon)

    assert by_name == by_id
    assert by_name.shop is not None


def test_tracking_numbers_are_known_with_their_orders(build: Any) -> None:
    shop = build.shop(
        fulfillments=(
            build.fulfillment(build.ups, quantity=1),
            build.fulfillment(build.fedex, quantity=1, status="CANCELLED", number=2),
        )
    )
    market = build.market(packages=[("1", build.ups_2)])
    known = index([shop], [market])

    assert {ref.id for ref in known.users(build.ups)} == {shop.id}
    assert {ref.id for ref in known.users(build.ups_2)} == {market.id}
    assert known.users(build.fedex) == frozenset()


def test_an_order_given_twice_is_one_as_read_last(build: Any) -> None:
    older = build.shop(note=build.amazon)
    known = index(
        [older, older.model_copy(update={"tags": ("new",)})], [build.market()]
    )

    [target] = known.targets("1001")

    assert len(known.twins(build.amazon)) == 1
    assert known.shop_orders[target.shop].tags == ("new",)


def test_a_sku_is_known_with_its_vendors(build: Any) -> None:
    known = index([build.shop()], [build.market({"ONLY-AMAZON": (1, 1)})])

    assert known.sku_vendors("rk-48") == {"acme racks"}
    assert known.sku_vendors("ONLY-AMAZON") == frozenset()
    assert known.sku_vendors("ZZ-1") is None
