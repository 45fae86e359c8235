"""Amazon's shapes to ours, on its own published examples and on what may go wrong."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from channels.amazon.translate import confirmation, order, ship_instant
from channels.errors import RejectedError, SchemaDriftError
from channels.record import Record
from extractors.codes import Reason
from matchers.values import ConfirmItem, ConfirmShipment, MarketOrder

NOW = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
ITEM: dict[str, Any] = {
    "orderItemId": "79039765272157",
    "quantityOrdered": 3,
    "product": {"sellerSku": "A-1"},
    "fulfillment": {"quantityFulfilled": 1, "quantityUnfulfilled": 2},
}
ORDER: dict[str, Any] = {
    "orderId": "111-1234567-1234567",
    "orderAliases": [{"aliasId": "W-100", "aliasType": "SELLER_ORDER_ID"}],
    "createdTime": "2026-11-18T10:00:00Z",
    "lastUpdatedTime": "2026-11-19T10:00:00.123Z",
    "salesChannel": {"channelName": "AMAZON", "marketplaceId": "ATVPDKIKX0DER"},
    "buyer": {"buyerPurchaseOrderNumber": "B-9"},
    "recipient": {"deliveryAddress": {"postalCode": "98101"}},
    "fulfillment": {
        "fulfillmentStatus": "PARTIALLY_SHIPPED",
        "fulfilledBy": "MERCHANT",
        "shipByWindow": {"latestDateTime": "2026-11-22T07:59:59Z"},
    },
    "orderItems": [ITEM],
    "packages": [
        {
            "packageReferenceId": "1",
            "packageStatus": {"status": "SHIPPED"},
            "carrier": "UPS",
            "trackingNumber": "T1",
        },
        {
            "packageReferenceId": "2",
            "packageStatus": {"status": "CANCELLED"},
            "trackingNumber": "T2",
        },
    ],
}


def read(found: dict[str, Any]) -> MarketOrder:
    return order(Record(found, "order"), marketplace="us", read_at=NOW)


def test_an_order() -> None:
    found = read(ORDER)

    assert (found.marketplace, found.marketplace_id) == ("us", "ATVPDKIKX0DER")
    assert (found.aliases, found.po_number) == (("W-100",), "B-9")
    assert found.postal_code == "98101"
    assert found.ship_by == datetime(2026, 11, 22, 7, 59, 59, tzinfo=UTC)
    [item] = found.items
    assert (item.sku, item.ordered, item.unfulfilled) == ("A-1", 3, 2)
    assert MarketOrder.model_validate_json(found.model_dump_json()) == found


def test_a_cancelled_package_keeps_its_reference_and_proves_nothing() -> None:
    found = [(one.reference, one.tracking_number) for one in read(ORDER).packages]

    assert found == [("1", "T1"), ("2", "")]


@pytest.mark.parametrize(
    ("field", "ours", "expected"),
    [
        ("buyer", "po_number", ""),
        ("recipient", "postal_code", ""),
        ("packages", "packages", ()),
        ("orderAliases", "aliases", ()),
    ],
)
def test_what_may_be_missing(field: str, ours: str, expected: object) -> None:
    left = {key: value for key, value in ORDER.items() if key != field}

    assert getattr(read(left), ours) == expected


@pytest.mark.parametrize(
    ("change", "named"),
    [
        pytest.param({"orderId": None}, "order.orderId", id="no id"),
        pytest.param({"fulfillment": None}, "order.fulfillment", id="no fulfillment"),
        pytest.param(
            {"fulfillment": {"fulfillmentStatus": "LOST"}},
            "order.fulfillment.fulfillmentStatus",
            id="a new status",
        ),
        pytest.param({"orderItems": None}, "order.orderItems", id="null lines"),
        pytest.param(
            {"orderItems": [{**ITEM, "fulfillment": {}}]},
            r"order.orderItems\[0\].fulfillment.quantityUnfulfilled",
            id="no quantity left",
        ),
        pytest.param({"salesChannel": {}}, "order.salesChannel", id="no marketplace"),
        pytest.param(
            {
                "packages": [
                    {"packageReferenceId": "1", "packageStatus": {"status": "?"}}
                ]
            },
            r"order.packages\[0\].packageStatus.status",
            id="a new package status",
        ),
    ],
)
def test_drift(change: dict[str, Any], named: str) -> None:
    with pytest.raises(SchemaDriftError, match=named):
        read({**ORDER, **change})


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("2026-11-18", "2026-11-18T23:59:59Z", id="a day gone by"),
        pytest.param("2026-11-20", "2026-11-20T23:59:59Z", id="yesterday"),
        pytest.param("2026-11-21", "2026-11-21T05:30:00Z", id="today ends now"),
    ],
)
def test_ship_instant(day: str, expected: str) -> None:
    assert ship_instant(date.fromisoformat(day), NOW) == expected


def test_no_ship_date_in_the_future() -> None:
    with pytest.raises(RejectedError) as caught:
        ship_instant(date(2026, 11, 22), NOW)

    assert caught.value.code is Reason.SHIP_DATE_FUTURE


@given(st.dates(), st.datetimes(timezones=st.timezones()))
def test_it_is_the_day_and_never_ahead_of_the_clock(day: date, now: datetime) -> None:
    try:
        present = now.astimezone(UTC)
    except OverflowError:
        return
    try:
        instant = datetime.fromisoformat(ship_instant(day, now))
    except RejectedError:
        assert day > present.date()
        return

    assert instant <= present
    assert instant.date() == day


def action(**change: Any) -> ConfirmShipment:
    fields: dict[str, Any] = {
        "marketplace": "us",
        "marketplace_id": "ATVPDKIKX0DER",
        "order_id": "111-1234567-1234567",
        "package_reference": "2",
        "items": (ConfirmItem(order_item_id="79", sku="A", quantity=2),),
        "carrier": "UPSN",
        "tracking_number": "T1",
        "ship_date": date(2026, 11, 20),
    }
    return ConfirmShipment(**{**fields, **change})


@pytest.mark.parametrize(
    ("name", "extra"),
    [("Estes", {"carrierName": "Estes"}), (None, {})],
)
def test_a_confirmation(name: str | None, extra: dict[str, str]) -> None:
    assert confirmation(action(), code="X", name=name, now=NOW) == {
        "marketplaceId": "ATVPDKIKX0DER",
        "packageDetail": {
            "packageReferenceId": "2",
            "carrierCode": "X",
            **extra,
            "trackingNumber": "T1",
            "shipDate": "2026-11-20T23:59:59Z",
            "orderItems": [{"orderItemId": "79", "quantity": 2}],
        },
    }


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"package_reference": "0"}, id="zero"),
        pytest.param({"package_reference": "A1"}, id="no number"),
        pytest.param({"package_reference": ""}, id="nothing"),
        pytest.param({"items": ()}, id="no items"),
    ],
)
def test_no_confirmation_of_nothing(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"positive number|needs items"):
        confirmation(action(**change), code="UPS", name=None, now=NOW)
