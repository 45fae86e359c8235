"""The marketplace port over HTTP, through the real library."""

import pytest

from channels.amazon.config import refused_environment
from channels.errors import AuthorizationError, RejectedError
from extractors.codes import Reason

from .conftest import AMAZON_ORDER, NOW, SINCE, Start, confirmation, market_order


def test_orders_of_every_status_that_we_ship(start: Start) -> None:
    orders = [
        market_order(),
        market_order(
            "111-0000000-0000002", fulfillment={"fulfillmentStatus": "SHIPPED"}
        ),
        market_order(
            "111-0000000-0000003",
            fulfillment={"fulfillmentStatus": "UNSHIPPED", "fulfilledBy": "AMAZON"},
        ),
        market_order("111-0000000-0000004", lastUpdatedTime="2026-01-01T00:00:00Z"),
    ]
    found = start(market_orders=orders).marketplace().orders(SINCE)

    assert {order.id: order.status for order in found} == {
        AMAZON_ORDER: "UNSHIPPED",
        "111-0000000-0000002": "SHIPPED",
    }
    assert {order.marketplace for order in found} == {"us"}
    assert {order.read_at for order in found} == {NOW}


def test_every_page_is_read(start: Start) -> None:
    ids = {f"111-0000000-{n:07}" for n in range(230)}
    channels = start(market_orders=[market_order(one) for one in sorted(ids)])

    found = channels.marketplace().orders(SINCE)

    assert {order.id for order in found} == ids
    asked = [entry["operation"] for entry in channels.box.log("amazon")]
    assert asked == ["token", "search_orders", "search_orders", "search_orders"]


def test_only_what_is_needed_is_asked_for(start: Start) -> None:
    channels = start()
    channels.marketplace().orders(SINCE)

    target = channels.box.log("amazon")[-1]["target"]
    assert target.count("arketplace") == 1
    assert "lastUpdatedAfter=2026-08-23T00%3A00%3A00Z" in target


def test_one_order_and_its_confirmation(start: Start) -> None:
    channels = start()
    marketplace = channels.marketplace()
    before = marketplace.order(AMAZON_ORDER)

    marketplace.confirm(confirmation(), "r-1")

    after = marketplace.order(AMAZON_ORDER)
    assert (before.packages, before.items[0].unfulfilled) == ((), 3)
    [package] = after.packages
    assert (package.reference, package.tracking_number) == ("1", "1Z5R89390357567127")
    assert (after.items[0].unfulfilled, after.status) == (1, "PARTIALLY_SHIPPED")
    [confirmed] = channels.box.final()["amazon"]["confirmations"]
    assert confirmed == {
        "order_id": AMAZON_ORDER,
        "carrier_code": "UPS",
        "carrier_name": None,
        "tracking_number": "1Z5R89390357567127",
        "ship_date": "2026-11-20",
        "items": [{"order_item_id": "79039765272157", "quantity": 2}],
    }


def test_a_carrier_amazon_has_no_code_for_goes_by_its_name(start: Start) -> None:
    channels = start()
    freight = confirmation(carrier="EXLA", tracking_number="0123456789")
    channels.marketplace().confirm(freight, "r-1")

    [confirmed] = channels.box.final()["amazon"]["confirmations"]
    assert confirmed["carrier_code"] == "Other"
    assert confirmed["carrier_name"]


@pytest.mark.parametrize(
    ("paced", "waits"),
    [
        pytest.param(None, 0, id="a local server has no rates"),
        pytest.param(True, 3, id="after thirty at once, one every two seconds"),
    ],
)
def test_amazons_rates(start: Start, *, paced: bool | None, waits: int) -> None:
    channels = start()
    marketplace = channels.marketplace(paced=paced)

    for _ in range(33):
        marketplace.order(AMAZON_ORDER)

    assert len(channels.slept) == waits
    assert all(seconds <= 2 for seconds in channels.slept)


def test_no_such_order(start: Start) -> None:
    with pytest.raises(RejectedError) as caught:
        start().marketplace().order("111-0000000-0000000")

    assert caught.value.code is Reason.ORDER_NOT_FOUND


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param({"tracking_number": "1Z"}, "trackingNumber", id="bad format"),
        pytest.param({"order_id": "111-0000000-0000000"}, "not found", id="no order"),
    ],
)
def test_what_amazon_refuses(start: Start, change: dict[str, str], said: str) -> None:
    channels = start()

    with pytest.raises(RejectedError, match=said):
        channels.marketplace().confirm(confirmation(**change), "r-1")

    assert channels.box.writes("amazon") == []


@pytest.mark.parametrize(
    ("environment", "refused"),
    [
        ({}, False),
        ({"AWS_ENV": "PRODUCTION"}, False),
        ({"AWS_ENV": "SANDBOX"}, True),
        ({"SP_API_DEFAULT_MARKETPLACE": "DE"}, True),
        ({"SP_API_DEFAULT_MARKETPLACE": ""}, False),
    ],
)
def test_what_would_override_the_settings(
    environment: dict[str, str], *, refused: bool
) -> None:
    assert (refused_environment(environment) is not None) == refused


def test_it_does_not_start_where_the_environment_overrides(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    marketplace = start().marketplace()
    monkeypatch.setenv("SP_API_DEFAULT_MARKETPLACE", "DE")

    with pytest.raises(AuthorizationError, match="SP_API_DEFAULT_MARKETPLACE"):
        marketplace.order(AMAZON_ORDER)


def test_an_unknown_marketplace(start: Start) -> None:
    with pytest.raises(AuthorizationError, match="none of Amazon's"):
        start().marketplace(marketplace_id="A000000000000").order(AMAZON_ORDER)
