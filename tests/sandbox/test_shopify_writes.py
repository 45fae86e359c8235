"""The shop's writes: what fulfils, what is refused, what is left behind."""

from typing import Any

import pytest

import sandbox

NUMBER = "1Z999AA10123456784"
UNIT = "gid://shopify/FulfillmentOrder/10017"
LINE = "gid://shopify/FulfillmentOrderLineItem/10018"


def test_part_of_a_line_leaves_the_rest_open(shop: Any) -> None:
    made = shop.fulfill(1001, 3, company="UPS", numbers=[NUMBER])

    order = shop.state(1001)
    [unit] = order["fulfillmentOrders"]["nodes"]
    [parcel] = made["fulfillment"]["trackingInfo"]
    assert made["userErrors"] == []
    assert parcel == {"company": "UPS", "number": NUMBER, "url": None}
    assert order["displayFulfillmentStatus"] == "PARTIALLY_FULFILLED"
    assert unit["status"] == "IN_PROGRESS"
    assert unit["lineItems"]["nodes"][0]["remainingQuantity"] == 1
    assert order["updatedAt"] == made["fulfillment"]["createdAt"]
    assert order["fulfillmentsCount"]["count"] == 1


def test_omitted_lines_mean_all_that_remains(shop: Any) -> None:
    shop.fulfill(1001, 1)
    made = shop.fulfill(1001)

    order = shop.state(1001)
    [unit] = order["fulfillmentOrders"]["nodes"]
    assert made["fulfillment"]["totalQuantity"] == 3
    assert order["displayFulfillmentStatus"] == "FULFILLED"
    assert (unit["status"], unit["supportedActions"]) == ("CLOSED", [])


def test_numbers_stand_beside_their_urls(shop: Any) -> None:
    made = shop.fulfill(
        1001, company="UPS", numbers=["A1", "B2"], urls=["https://u.example/a"]
    )

    assert made["fulfillment"]["trackingInfo"] == [
        {"company": "UPS", "number": "A1", "url": "https://u.example/a"},
        {"company": "UPS", "number": "B2", "url": None},
    ]


def _asked(*units: dict[str, Any]) -> dict[str, Any]:
    return {"lineItemsByFulfillmentOrder": list(units)}


def _unit(number: int, *lines: tuple[str, int]) -> dict[str, Any]:
    asked = [{"id": gid, "quantity": quantity} for gid, quantity in lines]
    gid = f"gid://shopify/FulfillmentOrder/{number}7"
    return {"fulfillmentOrderId": gid, "fulfillmentOrderLineItems": asked}


REFUSED = {
    "one too many": _asked(_unit(1001, (LINE, 5))),
    "twice the same line": _asked(_unit(1001, (LINE, 3), (LINE, 2))),
    "none": _asked(_unit(1001, (LINE, 0))),
    "another order's line": _asked(_unit(1002, (LINE, 1))),
    "two orders": _asked(_unit(1001, (LINE, 1)), _unit(1002)),
    "cancelled": _asked(_unit(1003)),
    "unknown unit": _asked(_unit(999)),
    "nothing": _asked(),
}


@pytest.mark.parametrize("asked", REFUSED.values(), ids=REFUSED)
def test_a_refused_write_changes_nothing(
    shop: Any, box: sandbox.Box, asked: dict[str, Any]
) -> None:
    made = shop("fulfillment_create", fulfillment=asked)["data"]["fulfillmentCreate"]

    assert made["fulfillment"] is None
    assert made["userErrors"][0]["message"]
    assert box.writes("shopify") == []
    assert shop.state(1001)["displayFulfillmentStatus"] == "UNFULFILLED"


def test_a_closed_unit_refuses(shop: Any) -> None:
    shop.fulfill(1002)
    again = shop.fulfill(1002)

    assert "unfulfillable status= closed" in again["userErrors"][0]["message"]


def test_a_wrong_variable_never_reaches_the_shop(shop: Any, box: sandbox.Box) -> None:
    asked = _asked({"fulfillmentOrderId": UNIT, "quantity": 1})

    assert shop("fulfillment_create", fulfillment=asked)["errors"]
    assert box.writes("shopify") == []


def test_the_final_state_is_what_was_added(shop: Any, box: sandbox.Box) -> None:
    shop.fulfill(1001, 2, company="UPS", numbers=[NUMBER])

    assert box.final()["shopify"]["fulfillments"] == [
        {
            "order_id": "gid://shopify/Order/1001",
            "order_name": "#1001",
            "lines": [{"line_id": LINE, "sku": "BIN-1", "quantity": 2}],
            "company": "UPS",
            "numbers": [NUMBER],
            "notify_customer": False,
        }
    ]


def test_new_tracking_replaces_the_old(shop: Any, box: sandbox.Box) -> None:
    made = shop.fulfill(1001, 2, company="UPS", numbers=[NUMBER])
    answer = shop(
        "fulfillment_tracking_update",
        fulfillmentId=made["fulfillment"]["id"],
        tracking={"company": "FedEx", "number": "612345678901"},
    )

    told = answer["data"]["fulfillmentTrackingInfoUpdate"]
    [final] = box.final()["shopify"]["fulfillments"]
    assert told["fulfillment"]["trackingInfo"][0]["number"] == "612345678901"
    assert (final["company"], final["numbers"]) == ("FedEx", ["612345678901"])


def test_a_cancelled_fulfillment_gives_its_pieces_back(
    shop: Any, box: sandbox.Box
) -> None:
    gid = shop.fulfill(1001)["fulfillment"]["id"]
    shop("fulfillment_cancel", id=gid)
    again = shop("fulfillment_cancel", id=gid)["data"]["fulfillmentCancel"]

    order = shop.state(1001)
    [unit] = order["fulfillmentOrders"]["nodes"]
    assert unit["lineItems"]["nodes"][0]["remainingQuantity"] == 4
    assert order["fulfillments"][0]["status"] == "CANCELLED"
    assert order["displayFulfillmentStatus"] == "UNFULFILLED"
    assert again["userErrors"]
    assert box.final()["shopify"]["fulfillments"] == []


def test_tags_and_metafields_are_found_again(shop: Any) -> None:
    gid = "gid://shopify/Order/1001"
    field = {"ownerId": gid, "namespace": "custom", "key": "vendor_po", "value": "P-9"}
    shop("tags_add", id=gid, tags=["seen", "rush"])
    first = shop("metafields_set", metafields=[field])["data"]["metafieldsSet"]
    stale = shop("metafields_set", metafields=[field | {"compareDigest": "0"}])
    digest = first["metafields"][0]["compareDigest"]
    fresh = shop("metafields_set", metafields=[field | {"compareDigest": digest}])

    [order] = shop("orders_search", q="metafields.custom.vendor_po:P-9")["data"][
        "orders"
    ]["nodes"]
    assert order["vendorPo"]["value"] == "P-9"
    assert order["tags"] == ["PO-4711", "rush", "seen"]
    [error] = stale["data"]["metafieldsSet"]["userErrors"]
    assert error["code"] == "STALE_OBJECT"
    assert fresh["data"]["metafieldsSet"]["userErrors"] == []
