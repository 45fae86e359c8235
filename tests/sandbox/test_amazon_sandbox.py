"""The marketplace: search, read and confirm, by httpx and by the real library."""

import types
from typing import Any

import httpx
import pytest
from sp_api.api import Orders
from sp_api.auth import AccessTokenClient
from sp_api.base import SellingApiException

import sandbox

ALL = "BUYER,RECIPIENT,FULFILLMENT,PACKAGES"


def test_an_order_is_read_with_what_was_asked_for(market: Any) -> None:
    bare = market.get(market.order).json()["order"]
    full = market.get(market.order, includedData=ALL).json()["order"]

    assert "buyer" not in bare
    assert "fulfillment" not in bare["orderItems"][0]
    assert full["buyer"]["buyerPurchaseOrderNumber"] == "B-77"
    assert full["orderItems"][0]["fulfillment"]["quantityUnfulfilled"] == 2
    assert full["fulfillment"]["fulfillmentStatus"] == "UNSHIPPED"


def test_a_search_comes_in_pages(market: Any) -> None:
    asked = {"lastUpdatedAfter": "2026-11-01T00:00:00Z", "maxResultsPerPage": "1"}
    first = market.get(**asked).json()
    token = first["pagination"]["nextToken"]
    second = market.get(**asked, paginationToken=token).json()

    ids = [o["orderId"] for page in (first, second) for o in page["orders"]]
    assert ids == [market.order, "112-0000000-0000002"]
    assert "pagination" not in second


SEARCHES = {
    "since the second": ({"lastUpdatedAfter": "2026-11-19T00:00:00Z"}, 200, 1),
    "created": ({"createdAfter": "2026-11-18T09:00:00Z"}, 200, 2),
    "before": (
        {
            "createdAfter": "2026-11-01T00:00:00Z",
            "createdBefore": "2026-11-18T10:00:00Z",
        },
        200,
        1,
    ),
    "by state": (
        {
            "createdAfter": "2026-11-01T00:00:00Z",
            "fulfillmentStatuses": "SHIPPED,CANCELLED",
        },
        200,
        0,
    ),
    "elsewhere": (
        {"createdAfter": "2026-11-01T00:00:00Z", "marketplaceIds": "A1F83G8C2ARO7P"},
        200,
        0,
    ),
    "no date": ({}, 400, 0),
    "two dates": (
        {
            "createdAfter": "2026-11-01T00:00:00Z",
            "lastUpdatedAfter": "2026-11-01T00:00:00Z",
        },
        400,
        0,
    ),
    "no such state": (
        {"createdAfter": "2026-11-01T00:00:00Z", "fulfillmentStatuses": "LOST"},
        400,
        0,
    ),
    "not a date": ({"createdAfter": "soon"}, 400, 0),
    "page too large": (
        {"createdAfter": "2026-11-01T00:00:00Z", "maxResultsPerPage": "101"},
        400,
        0,
    ),
    "bad token": (
        {"createdAfter": "2026-11-01T00:00:00Z", "paginationToken": "x"},
        400,
        0,
    ),
}


@pytest.mark.parametrize(("query", "status", "count"), SEARCHES.values(), ids=SEARCHES)
def test_search(market: Any, query: dict[str, str], status: int, count: int) -> None:
    answer = market.get(**query)

    assert answer.status_code == status
    assert len(answer.json().get("orders", [])) == count
    assert answer.headers["x-amzn-RateLimit-Limit"] == "0.0056"


def test_a_confirmation_can_be_read_back(market: Any, box: sandbox.Box) -> None:
    answer = market.confirm()

    order = market.get(market.order, includedData=ALL).json()["order"]
    [package] = order["packages"]
    assert (answer.status_code, answer.content) == (204, b"")
    assert package["trackingNumber"] == "1Z999AA10123456784"
    assert package["shipTime"] == "2026-11-20T12:00:00Z"
    assert order["fulfillment"]["fulfillmentStatus"] == "PARTIALLY_SHIPPED"
    assert order["lastUpdatedTime"] > "2026-11-21"
    assert box.final()["amazon"]["confirmations"] == [
        {
            "order_id": market.order,
            "carrier_code": "UPS",
            "carrier_name": None,
            "tracking_number": "1Z999AA10123456784",
            "ship_date": "2026-11-20",
            "items": [{"order_item_id": "1", "quantity": 1}],
        }
    ]


def test_the_same_reference_edits_the_package(market: Any, box: sandbox.Box) -> None:
    market.confirm()
    both = [{"orderItemId": "1", "quantity": 2}]
    assert market.confirm(orderItems=both).status_code == 204

    order = market.get(market.order, includedData=ALL).json()["order"]
    assert len(order["packages"]) == 1
    assert order["fulfillment"]["fulfillmentStatus"] == "SHIPPED"
    [final] = box.final()["amazon"]["confirmations"]
    assert final["items"][0]["quantity"] == 2
    assert market.confirm(packageReferenceId="2").status_code == 400


REFUSED = {
    "a number as reference": {"packageReferenceId": 1},
    "letters as reference": {"packageReferenceId": "A1"},
    "zero as reference": {"packageReferenceId": "0"},
    "no carrier": {"carrierCode": None},
    "a nameless other": {"carrierCode": "Other"},
    "no number": {"trackingNumber": None},
    "a number of another carrier": {"trackingNumber": "612345678901234"},
    "a date without time": {"shipDate": "2026-11-20"},
    "a slashed date": {"shipDate": "11/20/2026"},
    "the future": {"shipDate": "2026-11-23T12:00:00Z"},
    "before the order": {"shipDate": "2026-11-01T12:00:00Z"},
    "three of two": {"orderItems": [{"orderItemId": "1", "quantity": 3}]},
    "twice two of two": {"orderItems": [{"orderItemId": "1", "quantity": 2}] * 2},
    "none": {"orderItems": [{"orderItemId": "1", "quantity": 0}]},
    "half a piece": {"orderItems": [{"orderItemId": "1", "quantity": 0.5}]},
    "true pieces": {"orderItems": [{"orderItemId": "1", "quantity": True}]},
    "an item of another order": {"orderItems": [{"orderItemId": "2", "quantity": 1}]},
    "no items": {"orderItems": []},
    "items as text": {"orderItems": "1"},
}


@pytest.mark.parametrize("changes", REFUSED.values(), ids=REFUSED)
def test_a_refused_confirmation_changes_nothing(
    market: Any, box: sandbox.Box, changes: dict[str, Any]
) -> None:
    answer = market.confirm(**changes)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "InvalidInput"
    assert box.writes("amazon") == []


@pytest.mark.parametrize(
    ("carrier", "number"),
    [
        ("FedEx", "612345678901"),
        ("USPS", "9405511206213334271430"),
        ("DHL", "1234567890"),
        ("Other", "OD-4711-22"),
    ],
)
def test_other_carriers_are_taken(market: Any, carrier: str, number: str) -> None:
    name = "Old Dominion" if carrier == "Other" else None
    answer = market.confirm(
        carrierCode=carrier, carrierName=name, trackingNumber=number
    )

    assert answer.status_code == 204


def test_an_unknown_order_is_404(market: Any) -> None:
    assert market.confirm("112-9999999-9999999").status_code == 404
    assert market.get("112-9999999-9999999").status_code == 404


def test_a_token_lasts_an_hour(market: Any, box: sandbox.Box) -> None:
    assert market.get(market.order).status_code == 200
    box.clock.advance(3601)
    late = market.get(market.order)

    assert late.status_code == 403
    assert "expired" in late.json()["errors"][0]["details"]
    assert market.renew().status_code == 200
    assert market.get(market.order).status_code == 200


def test_limits_are_kept_when_asked(world: Any, tmp_path: Any, market: Any) -> None:
    strict = sandbox.Settings(amazon_limits=True)
    with sandbox.start(world, tmp_path / "strict", settings=strict) as box:
        market.url = box.ready()["amazon"]["url"]
        market.renew()
        query = {"createdAfter": "2026-11-01T00:00:00Z"}
        answers = [market.get(**query).status_code for _ in range(21)]

    assert answers == [200] * 20 + [429]


def test_the_real_library_reads_confirms_and_reads_back(box: sandbox.Box) -> None:
    told = box.ready()["amazon"]
    url = httpx.URL(told["url"])

    class Tokens(AccessTokenClient):  # type: ignore[misc]  # the library is untyped
        scheme, host = "http://", f"127.0.0.1:{url.port}"

        def _request(self, *asked: Any) -> Any:
            """Close the connection, which the library leaves open."""
            try:
                return super()._request(*asked)
            finally:
                self._transport.close()

    credentials = {
        "refresh_token": told["refresh_token"],
        "lwa_app_id": told["client_id"],
        "lwa_client_secret": told["client_secret"],
    }
    place = types.SimpleNamespace(
        endpoint=told["url"],
        marketplace_id=told["marketplace_id"],
        region="us-east-1",
    )
    options = {
        "marketplace": place,
        "credentials": credentials,
        "auth_token_client_class": Tokens,
        "timeout": 5,
    }
    package = {
        "packageReferenceId": "1",
        "carrierCode": "UPS",
        "trackingNumber": "1Z999AA10123456784",
        "shipDate": "2026-11-20T12:00:00Z",
        "orderItems": [{"orderItemId": "1", "quantity": 2}],
    }
    order_id = "112-1234567-1234567"
    with Orders(version="2026-01-01", **options) as orders:
        found = orders.search_orders(
            lastUpdatedAfter="2026-11-01T00:00:00Z",
            marketplaceIds=[told["marketplace_id"]],
            includedData=["BUYER", "FULFILLMENT"],
        ).payload
        with Orders(**options) as older:
            older.confirm_shipment(
                order_id, marketplaceId=told["marketplace_id"], packageDetail=package
            )
            with pytest.raises(SellingApiException):
                older.confirm_shipment(
                    order_id,
                    marketplaceId=told["marketplace_id"],
                    packageDetail=package | {"packageReferenceId": "2"},
                )
        read = orders.get_order(order_id, includedData=["PACKAGES"]).payload

    assert found["orders"][0]["orderId"] == order_id
    assert read["order"]["packages"][0]["trackingNumber"] == "1Z999AA10123456784"
    assert len(box.writes("amazon")) == 1
