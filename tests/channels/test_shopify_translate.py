"""Shopify's shapes to ours: a table of what may come, and of what may not."""

from datetime import UTC, datetime
from typing import Any

import pytest

from channels.errors import SchemaDriftError
from channels.record import Record
from channels.shopify.translate import bulk_orders, fulfillment_input, order
from matchers.values import FulfillLine, FulfillOrder, ShopOrder

NOW = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)
ORDER: dict[str, Any] = {
    "id": "gid://shopify/Order/1",
    "name": "#1001",
    "poNumber": "C-7",
    "sourceName": "web",
    "sourceIdentifier": None,
    "tags": ["PO-9", "rush"],
    "note": None,
    "createdAt": "2026-11-18T10:00:00Z",
    "updatedAt": "2026-11-19T10:00:00Z",
    "cancelledAt": None,
    "displayFulfillmentStatus": "UNFULFILLED",
    "customAttributes": [{"key": "Vendor PO", "value": "V-1"}],
    "shippingAddress": {"zip": "60601"},
    "fulfillments": [
        {
            "id": "gid://shopify/Fulfillment/8",
            "status": "SUCCESS",
            "createdAt": "2026-11-19T09:00:00Z",
            "totalQuantity": 2,
            "trackingInfo": [
                {"number": "T1", "company": "UPS"},
                {"number": None, "company": None},
            ],
        }
    ],
}
LINE = {"id": "gid://shopify/LineItem/2", "sku": "A-1", "quantity": 4}
FULFILLMENT_ORDER: dict[str, Any] = {
    "id": "gid://shopify/FulfillmentOrder/5",
    "status": "OPEN",
    "supportedActions": [{"action": "HOLD"}, {"action": "CREATE_FULFILLMENT"}],
    "assignedLocation": {"name": "Dock 2"},
    "fulfillmentHolds": [
        {"reason": "OTHER", "reasonNotes": "ask Ann"},
        {"reason": "INCORRECT_ADDRESS", "reasonNotes": None},
    ],
    "lineItems": {
        "nodes": [
            {
                "id": "gid://shopify/FulfillmentOrderLineItem/6",
                "sku": "A-1",
                "vendor": "Acme",
                "totalQuantity": 4,
                "remainingQuantity": 3,
                "requiresShipping": True,
            }
        ]
    },
}


def read(found: dict[str, Any], unit: dict[str, Any] | None = None) -> ShopOrder:
    line = Record({**LINE, "currentQuantity": 3, "vendor": "Acme"}, "line")
    metafield = {"namespace": "custom", "key": "vendor_po", "value": "V-1"}
    units = None if unit is None else [Record(unit, "unit")]
    return order(
        Record(found, "order"),
        shop="main",
        read_at=NOW,
        lines=[line],
        metafields=[Record(metafield, "metafield")],
        fulfillment_orders=units,
    )


def test_an_order() -> None:
    found = read(ORDER, FULFILLMENT_ORDER)

    assert (found.shop, found.name, found.po_number) == ("main", "#1001", "C-7")
    assert (found.note, found.source_identifier) == ("", "")
    assert found.attributes == (("Vendor PO", "V-1"),)
    assert found.metafields == (("custom.vendor_po", "V-1"),)
    assert found.postal_code == "60601"
    assert found.created_at == datetime(2026, 11, 18, 10, tzinfo=UTC)
    [line] = found.lines
    assert (line.sku, line.quantity, line.vendor) == ("A-1", 3, "Acme")
    [fulfillment] = found.fulfillments
    assert [p.number for p in fulfillment.parcels] == ["T1"]
    assert found.fulfillment_orders is not None
    [unit] = found.fulfillment_orders
    assert unit.can_fulfill
    assert unit.location == "Dock 2"
    assert unit.holds == ("OTHER: ask Ann", "INCORRECT_ADDRESS")
    assert [(one.total, one.remaining) for one in unit.lines] == [(4, 3)]
    assert ShopOrder.model_validate_json(found.model_dump_json()) == found


def test_a_snapshot_says_that_it_has_no_fulfillment_orders() -> None:
    assert read(ORDER).fulfillment_orders is None


@pytest.mark.parametrize(
    ("change", "field", "expected"),
    [
        pytest.param({"shippingAddress": None}, "postal_code", "", id="no address"),
        pytest.param({"poNumber": None}, "po_number", "", id="no PO"),
        pytest.param({"tags": []}, "tags", (), id="no tags"),
        pytest.param({"fulfillments": []}, "fulfillments", (), id="nothing shipped"),
        pytest.param(
            {"cancelledAt": "2026-11-20T00:00:00Z"},
            "cancelled_at",
            datetime(2026, 11, 20, tzinfo=UTC),
            id="cancelled",
        ),
        pytest.param(
            {"customAttributes": [{"key": "gift", "value": None}]},
            "attributes",
            (("gift", ""),),
            id="an attribute without value",
        ),
    ],
)
def test_what_may_be_missing(
    change: dict[str, Any], field: str, expected: object
) -> None:
    assert getattr(read({**ORDER, **change}), field) == expected


@pytest.mark.parametrize(
    ("change", "named"),
    [
        pytest.param({"id": None}, "order.id", id="no id"),
        pytest.param({"name": ""}, "order.name", id="no name"),
        pytest.param({"tags": None}, "order.tags", id="tags are null"),
        pytest.param({"createdAt": None}, "order.createdAt", id="no date"),
        pytest.param(
            {"displayFulfillmentStatus": "LOST"},
            "order.displayFulfillmentStatus",
            id="a new status",
        ),
        pytest.param({"fulfillments": None}, "order.fulfillments", id="null list"),
        pytest.param(
            {"fulfillments": [{**ORDER["fulfillments"][0], "status": "GONE"}]},
            r"order.fulfillments\[0\].status",
            id="a new fulfillment status",
        ),
    ],
)
def test_drift_of_an_order(change: dict[str, Any], named: str) -> None:
    with pytest.raises(SchemaDriftError, match=named):
        read({**ORDER, **change})


@pytest.mark.parametrize(
    ("change", "named"),
    [
        pytest.param({"status": "PAUSED"}, "unit.status", id="a new status"),
        pytest.param({"supportedActions": None}, "unit.supportedActions", id="null"),
        pytest.param({"lineItems": None}, "unit.lineItems", id="no lines"),
        pytest.param({"assignedLocation": None}, "assignedLocation", id="no location"),
    ],
)
def test_drift_of_a_fulfillment_order(change: dict[str, Any], named: str) -> None:
    with pytest.raises(SchemaDriftError, match=named):
        read(ORDER, {**FULFILLMENT_ORDER, **change})


def test_a_fulfillment_order_that_offers_nothing() -> None:
    found = read(ORDER, {**FULFILLMENT_ORDER, "supportedActions": []})

    assert found.fulfillment_orders is not None
    assert not found.fulfillment_orders[0].can_fulfill


def bulk(*lines: dict[str, Any]) -> list[ShopOrder]:
    records = [Record(line, f"line {n}") for n, line in enumerate(lines, start=1)]
    return list(bulk_orders(records, shop="main", read_at=NOW))


def child(kind: str, number: int, parent: int, **fields: Any) -> dict[str, Any]:
    return {
        "id": f"gid://shopify/{kind}/{number}",
        "__parentId": f"gid://shopify/Order/{parent}",
        **fields,
    }


def test_children_find_their_parents() -> None:
    second = {**ORDER, "id": "gid://shopify/Order/2"}
    lines = bulk(
        ORDER,
        second,
        child("LineItem", 1, 2, sku="B", quantity=1, currentQuantity=1),
        child("Metafield", 1, 1, namespace="c", key="k", value="v"),
        child("LineItem", 2, 1, sku=None, quantity=2, currentQuantity=0),
    )

    assert [[line.sku for line in one.lines] for one in lines] == [[""], ["B"]]
    assert [one.metafields for one in lines] == [(("c.k", "v"),), ()]
    assert bulk() == []


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([child("LineItem", 1, 1)], id="no parent before it"),
        pytest.param([ORDER, child("Refund", 1, 1)], id="not asked for"),
        pytest.param([{"name": "x"}], id="no id"),
    ],
)
def test_a_file_that_cannot_be_put_together(lines: list[dict[str, Any]]) -> None:
    with pytest.raises(SchemaDriftError, match="line"):
        bulk(*lines)


def action(**change: Any) -> FulfillOrder:
    lines = (
        FulfillLine(fulfillment_order_id="F1", line_id="L1", sku="A", quantity=2),
        FulfillLine(fulfillment_order_id="F2", line_id="L2", sku="B", quantity=1),
        FulfillLine(fulfillment_order_id="F1", line_id="L3", sku="C", quantity=5),
    )
    fields: dict[str, Any] = {
        "shop": "main",
        "order_id": "O",
        "order_name": "#1",
        "lines": lines,
        "carrier": "UPSN",
        "tracking_numbers": ("T1", "T2"),
    }
    return FulfillOrder(**{**fields, **change})


def test_every_line_is_named() -> None:
    assert fulfillment_input(action(), "UPS") == {
        "lineItemsByFulfillmentOrder": [
            {
                "fulfillmentOrderId": "F1",
                "fulfillmentOrderLineItems": [
                    {"id": "L1", "quantity": 2},
                    {"id": "L3", "quantity": 5},
                ],
            },
            {
                "fulfillmentOrderId": "F2",
                "fulfillmentOrderLineItems": [{"id": "L2", "quantity": 1}],
            },
        ],
        "notifyCustomer": False,
        "trackingInfo": {"numbers": ["T1", "T2"], "company": "UPS"},
    }


@pytest.mark.parametrize(
    ("change", "company", "tracking"),
    [
        pytest.param(
            {"tracking_urls": ("https://x",)},
            "UPS",
            {"numbers": ["T1", "T2"], "company": "UPS"},
            id="a known name makes its own links",
        ),
        pytest.param(
            {"tracking_urls": ("https://x",)},
            None,
            {"numbers": ["T1", "T2"], "urls": ["https://x"]},
            id="no name, so the links",
        ),
        pytest.param({}, None, {"numbers": ["T1", "T2"]}, id="neither"),
        pytest.param(
            {"tracking_numbers": (), "carrier": None}, None, None, id="no tracking"
        ),
    ],
)
def test_tracking(
    change: dict[str, Any], company: str | None, tracking: dict[str, Any] | None
) -> None:
    made = fulfillment_input(action(**change), company)

    assert made.get("trackingInfo") == tracking


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param((), id="no lines would mean all of them"),
        pytest.param(
            (FulfillLine(fulfillment_order_id="F", line_id="L", sku="A", quantity=0),),
            id="none of a line",
        ),
    ],
)
def test_no_fulfillment_without_quantities(lines: tuple[FulfillLine, ...]) -> None:
    with pytest.raises(ValueError, match="needs lines"):
        fulfillment_input(action(lines=lines), None)
