"""The shop port over HTTP, against the Admin schema itself."""

from typing import Any

import pytest

import sandbox
from channels.errors import RejectedError, SchemaDriftError
from extractors.codes import Reason

from .conftest import GID, SINCE, Start, fulfillment, shop_order


def test_orders_come_from_a_bulk_file(start: Start) -> None:
    shipped = {
        "id": f"{GID}/Fulfillment/9",
        "status": "SUCCESS",
        "createdAt": "2026-11-10T00:00:00Z",
        "totalQuantity": 4,
        "trackingInfo": [{"company": "UPS", "number": "T9", "url": None}],
    }
    orders = [
        shop_order(1001),
        shop_order(1002, cancelledAt="2026-11-19T00:00:00Z"),
        shop_order(1003, fulfillments=[shipped]),
        shop_order(1004, updatedAt="2026-01-01T00:00:00Z"),
    ]
    shop = start(orders).shop()

    found = {order.name: order for order in shop.orders(SINCE)}

    assert sorted(found) == ["#1001", "#1002", "#1003"]
    first = found["#1001"]
    assert [(line.sku, line.quantity, line.vendor) for line in first.lines] == [
        ("A-1", 4, "Acme"),
        ("A-2", 4, "Acme"),
    ]
    assert first.metafields == (("custom.vendor_po", "M-1001"),)
    assert first.attributes == (("Vendor PO", "V-1001"),)
    assert first.fulfillment_orders is None
    assert found["#1002"].cancelled_at is not None
    assert found["#1003"].fulfillments[0].parcels[0].number == "T9"


def test_a_store_without_orders(start: Start) -> None:
    assert start([]).shop().orders(SINCE) == ()


def test_a_run_that_takes_its_time(start: Start) -> None:
    channels = start(settings=sandbox.Settings(bulk_polls=5))

    assert len(channels.shop().orders(SINCE)) == 1
    assert channels.slept == [0.1, 0.2, 0.4, 0.8]


def test_one_order_as_it_is(start: Start) -> None:
    found = start().shop().order(f"{GID}/Order/1001")

    assert found.fulfillment_orders is not None
    [unit] = found.fulfillment_orders
    assert unit.can_fulfill
    assert [(line.sku, line.remaining) for line in unit.lines] == [
        ("A-1", 4),
        ("A-2", 4),
    ]
    assert [line.sku for line in found.lines] == ["A-1", "A-2"]
    assert found.metafields == (("custom.vendor_po", "M-1001"),)


def test_no_such_order(start: Start) -> None:
    with pytest.raises(RejectedError) as caught:
        start().shop().order(f"{GID}/Order/7")

    assert caught.value.code is Reason.ORDER_NOT_FOUND


def test_a_fulfillment_is_what_was_asked(start: Start) -> None:
    channels = start()
    shop = channels.shop()

    made = shop.fulfill(fulfillment(), "r-1")

    [fulfilled] = channels.box.final()["shopify"]["fulfillments"]
    assert fulfilled["lines"] == [
        {
            "line_id": f"{GID}/FulfillmentOrderLineItem/10011",
            "sku": "A-1",
            "quantity": 3,
        }
    ]
    assert (fulfilled["company"], fulfilled["numbers"]) == (
        "UPS",
        ["1Z5R89390357567127"],
    )
    assert fulfilled["notify_customer"] is False
    [known] = shop.order(f"{GID}/Order/1001").fulfillments
    assert (known.id, known.quantity, known.status) == (made, 3, "SUCCESS")
    assert known.parcels[0].number == "1Z5R89390357567127"


def test_what_the_shop_refuses(start: Start) -> None:
    channels = start()
    lines = (fulfillment().lines[0].model_copy(update={"quantity": 5}),)

    with pytest.raises(RejectedError, match="Invalid fulfillment order line item"):
        channels.shop().fulfill(fulfillment(lines=lines), "r-1")

    assert channels.box.writes("shopify") == []


def test_a_token_is_granted_once_and_kept(start: Start) -> None:
    channels = start()
    shop = channels.shop(granted=True)

    shop.order(f"{GID}/Order/1001")
    shop.order(f"{GID}/Order/1001")

    asked = [entry["operation"] for entry in channels.box.log("shopify")]
    assert asked == ["token", "order_state", "order_state"]


def test_a_token_is_renewed_before_it_ends(start: Start) -> None:
    channels = start()
    now = [0.0]
    shop = channels.shop(granted=True, monotonic=lambda: now[0])

    for now[0] in (0.0, 86_000.0, 86_200.0, 86_300.0):
        shop.order(f"{GID}/Order/1001")

    asked = [entry["operation"] for entry in channels.box.log("shopify")]
    assert asked == [
        "token",
        "order_state",
        "order_state",
        "token",
        "order_state",
        "order_state",
    ]


def test_a_version_that_is_served_by_another(start: Start) -> None:
    with pytest.raises(SchemaDriftError, match=r"2026-07 and answered in '2026-10'"):
        start().shop(api_version="2026-07").order(f"{GID}/Order/1001")


def test_calls_wait_for_their_points(start: Start) -> None:
    """A small bucket: what the answers say of it is planned with, not run into."""
    limits = sandbox.Settings(points=300, points_per_second=400)
    channels = start(settings=limits)
    channels.slept.real = True
    shop = channels.shop()

    shop.order(f"{GID}/Order/1001")
    assert channels.slept == []
    for _ in range(4):
        shop.order(f"{GID}/Order/1001")

    assert channels.slept
    assert max(channels.slept) < 1
    assert len(channels.box.log("shopify")) == 5


def test_scopes(start: Start) -> None:
    assert start().shop().missing_scopes() == ()


def parcels(count: int) -> list[dict[str, Any]]:
    return [{"company": "UPS", "number": f"T{n}", "url": None} for n in range(count)]


def shipments(count: int, numbers: int) -> list[dict[str, Any]]:
    return [
        {
            "id": f"{GID}/Fulfillment/{n}",
            "status": "SUCCESS",
            "createdAt": "2026-11-10T00:00:00Z",
            "totalQuantity": 1,
            "trackingInfo": parcels(numbers),
        }
        for n in range(1, count + 1)
    ]


def units(count: int, lines: int) -> list[dict[str, Any]]:
    [unit] = shop_order(1001)["fulfillmentOrders"]
    line = unit["lineItems"][0]
    return [
        {
            **unit,
            "id": f"{GID}/FulfillmentOrder/{n}",
            "lineItems": [
                {**line, "id": f"{GID}/FulfillmentOrderLineItem/{n}{at:03}"}
                for at in range(lines)
            ],
        }
        for n in range(1, count + 1)
    ]


@pytest.mark.parametrize(
    ("fields", "reads"),
    [
        pytest.param({"fulfillmentOrders": units(4, 20)}, 1, id="just fits"),
        pytest.param({"fulfillmentOrders": units(5, 1)}, 2, id="one unit more"),
        pytest.param({"fulfillmentOrders": units(1, 21)}, 2, id="one line more"),
        pytest.param({"fulfillmentOrders": units(1, 250)}, 3, id="a long unit"),
        pytest.param({"fulfillmentOrders": units(14, 30)}, 3, id="many long units"),
        pytest.param({"fulfillments": shipments(11, 1)}, 2, id="one shipment more"),
        pytest.param({"fulfillments": shipments(1, 10)}, 2, id="a full parcel list"),
        pytest.param({"fulfillments": shipments(30, 3)}, 2, id="many shipments"),
    ],
)
def test_nothing_is_cut_off(start: Start, fields: dict[str, Any], reads: int) -> None:
    channels = start([shop_order(1001, **fields)])

    found = channels.shop().order(f"{GID}/Order/1001")

    assert found.fulfillment_orders is not None
    expected_units = fields.get("fulfillmentOrders", shop_order(1)["fulfillmentOrders"])
    assert [len(unit.lines) for unit in found.fulfillment_orders] == [
        len(unit["lineItems"]) for unit in expected_units
    ]
    assert [len(one.parcels) for one in found.fulfillments] == [
        len(one["trackingInfo"]) for one in fields.get("fulfillments", [])
    ]
    assert len(channels.box.log("shopify")) == reads


@pytest.mark.parametrize(("count", "lines"), [(20, 60), (1, 251)])
def test_an_order_too_large_to_read_is_a_persons(
    start: Start, count: int, lines: int
) -> None:
    channels = start([shop_order(1001, fulfillmentOrders=units(count, lines))])

    with pytest.raises(RejectedError) as caught:
        channels.shop().order(f"{GID}/Order/1001")

    assert caught.value.code is Reason.INCOMPLETE_READING
