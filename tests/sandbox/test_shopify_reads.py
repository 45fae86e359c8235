"""The shop's reads: documents, search, pages, cost, tokens, bulk."""

import json
from pathlib import Path
from typing import Any

import httpx
import pytest
import shopify
from graphql import parse, validate

import sandbox
from sandbox.shopify.execution import schema

DOCUMENTS = sorted(Path(__file__).with_name("documents").glob("*.graphql"))
SINCE = "2026-08-22T00:00:00Z"


@pytest.mark.parametrize("path", [pytest.param(p, id=p.stem) for p in DOCUMENTS])
def test_the_cut_schema_knows_every_document(path: Path) -> None:
    assert validate(schema(), parse(path.read_text())) == []


def test_an_order_is_shown_with_its_open_work(shop: Any) -> None:
    order = shop.state(1001)

    [unit] = order["fulfillmentOrders"]["nodes"]
    [line] = unit["lineItems"]["nodes"]
    assert order["displayFulfillmentStatus"] == "UNFULFILLED"
    assert unit["supportedActions"] == [{"action": "CREATE_FULFILLMENT"}]
    assert (line["sku"], line["remainingQuantity"]) == ("BIN-1", 4)
    assert line["vendor"] == "Northwind"


def test_an_unknown_order_is_null_and_no_error(shop: Any) -> None:
    assert shop("order_state", id="gid://shopify/Order/9")["data"] == {"order": None}


SEARCHES = [
    ("name:1001", [1001]),
    ("name:'#1001'", [1001]),
    ("po_number:'PO 4711'", [1001]),
    ("po_number:4711", [1001]),
    ("po_number:471", []),
    ("po_number:471*", [1001]),
    ("tag:PO-4711", [1001]),
    ("tag:'po 4711' tag:rush", [1001]),
    ("source_identifier:112-1234567-1234567", [1002]),
    ("metafields.custom.vendor_po:4711", [1002]),
    ("status:cancelled", [1003]),
    ("sku:BIN-1", [1001, 1003]),
    ("sku:BIN-1 -status:cancelled", [1001]),
    ("sku:BIN-1 NOT status:cancelled", [1001]),
    ("name:1001 OR name:1002", [1001, 1002]),
    ("(name:1001 OR name:1002) AND sku:BIN-2", [1002]),
    ("updated_at:>='2026-11-19T10:00:00Z'", [1002]),
    ("updated_at:<2026-11-19", [1001, 1003]),
    ("4711", [1001]),
    ("fulfillment_status:unshipped", [1001, 1002, 1003]),
    ("note:anything", [1001, 1002, 1003]),
]


@pytest.mark.parametrize(("query", "numbers"), SEARCHES, ids=[q for q, _ in SEARCHES])
def test_search(shop: Any, query: str, numbers: list[int]) -> None:
    found = shop("orders_search", q=query)["data"]["orders"]["nodes"]

    assert sorted(int(order["legacyResourceId"]) for order in found) == numbers


def test_a_field_that_cannot_be_searched_is_named(shop: Any) -> None:
    extensions = shop("orders_search", q="note:x")["extensions"]

    [search] = extensions["search"]
    assert search["warnings"][0]["field"] == "note"


def test_pages_follow_each_other(shop: Any) -> None:
    seen, after = [], None
    for _ in range(3):
        page = shop("orders_search", q="", first=1, after=after)["data"]["orders"]
        seen += [order["name"] for order in page["nodes"]]
        after = page["pageInfo"]["endCursor"]

    assert seen == ["#1001", "#1003", "#1002"]
    assert not page["pageInfo"]["hasNextPage"]


REFUSED = {
    "no size": "{ orders { nodes { id } } }",
    "two sizes": "{ orders(first: 1, last: 1) { nodes { id } } }",
    "too many": "{ locations(first: 251) { nodes { id } } }",
    "no such cursor": '{ orders(first: 1, after: "x") { nodes { id } } }',
    "unknown field": "{ shop { colour } }",
    "a filter that is not served": '{ order(id: "gid://shopify/Order/1001") {'
    ' fulfillmentOrders(first: 1, query: "status:open") { nodes { id } } } }',
    "no query": "{",
    "too dear": "{ orders(first: 250) { nodes { lineItems(first: 250)"
    " { nodes { id } } } } }",
}


@pytest.mark.parametrize("query", REFUSED.values(), ids=REFUSED)
def test_a_bad_query_is_an_error_with_status_200(shop: Any, query: str) -> None:
    answer = shop.post(query, {})

    assert answer.status_code == 200
    assert answer.json()["errors"][0]["message"]


def test_variants_stock_and_places(shop: Any) -> None:
    found = shop("variants_by_sku", q="sku:'BIN-2'")["data"]["productVariants"]
    places = shop("locations")["data"]["locations"]["nodes"]

    assert [v["price"] for v in found["nodes"]] == ["5.50"]
    assert [place["name"] for place in places] == ["Dock"]


def test_the_real_library_finds_the_address(shop: Any) -> None:
    port = httpx.URL(shop.url).port
    shopify.Session.setup(protocol="http", myshopify_domain="0.0.1", port=port)
    session = shopify.Session("127", "2026-10", shop.told["token"])

    granted = shop("shop_ping")["data"]["currentAppInstallation"]["accessScopes"]

    assert session.site + "/graphql.json" == shop.url
    assert "read_orders" in {scope["handle"] for scope in granted}


def test_the_version_served_is_told(shop: Any) -> None:
    current = shop.post("{ shop { id } }", {})
    shop.url = shop.url.replace("2026-10", "2025-01")
    older = shop.post("{ shop { id } }", {})
    shop.url = shop.url.replace("2025-01", "2027-01")
    unborn = shop.post("{ shop { id } }", {})

    assert current.headers["X-Shopify-API-Version"] == "2026-10"
    assert older.headers["X-Shopify-API-Version"] == "2026-10"
    assert unborn.status_code == 404


def test_a_token_is_issued_for_a_day(box: sandbox.Box, shop: Any) -> None:
    form = {
        "grant_type": "client_credentials",
        "client_id": shop.told["client_id"],
        "client_secret": shop.told["client_secret"],
    }
    url = shop.told["url"] + "/admin/oauth/access_token"
    wrong = shop.http.post(url, data=form | {"client_secret": "x"})
    issued = shop.http.post(url, data=form).json()
    shop.headers = {"X-Shopify-Access-Token": issued["access_token"]}

    assert wrong.status_code == 400
    assert issued["expires_in"] == 86_399
    assert shop.post("{ shop { id } }", {}).status_code == 200
    box.clock.advance(86_400)
    assert shop.post("{ shop { id } }", {}).status_code == 401
    secrets = json.dumps(box.log("shopify"))
    assert shop.told["client_secret"] not in secrets


def test_an_empty_bucket_throttles(world: Path, tmp_path: Path, shop: Any) -> None:
    tight = sandbox.Settings(points=230.0, points_per_second=0.5)
    with sandbox.start(world, tmp_path / "tight", settings=tight) as box:
        shop.url = shop.url.replace(shop.told["url"], box.ready()["shopify"]["url"])
        first = shop("order_state", id="gid://shopify/Order/1001")
        second = shop("order_state", id="gid://shopify/Order/1001")

    cost = second["extensions"]["cost"]
    assert first["extensions"]["cost"]["requestedQueryCost"] == 222
    assert second["errors"][0]["extensions"]["code"] == "THROTTLED"
    assert cost["throttleStatus"]["currentlyAvailable"] < cost["requestedQueryCost"]


def bulk(shop: Any, query: str) -> list[dict[str, Any]]:
    started = shop("bulk_run", query=query)["data"]["bulkOperationRunQuery"]
    gid = started["bulkOperation"]["id"]
    polled = shop("bulk_poll", id=gid)["data"]["bulkOperation"]
    assert polled["status"] == "COMPLETED"
    lines = shop.http.get(polled["url"]).text.splitlines()
    assert int(polled["objectCount"]) == len(lines)
    return [json.loads(line) for line in lines]


def inner(name: str, since: str = SINCE) -> str:
    path = Path(__file__).with_name("documents") / f"{name}.inner.graphql"
    return path.read_text().replace("__SINCE__", since)


def test_the_bulk_index_has_every_order_before_its_parts(shop: Any) -> None:
    lines = bulk(shop, inner("bulk_orders"))

    seen: set[str] = set()
    for line in lines:
        assert line.get("__parentId") is None or line["__parentId"] in seen
        seen.add(line["id"])
    assert [x["name"] for x in lines if "name" in x] == ["#1001", "#1002", "#1003"]
    assert [x["value"] for x in lines if "value" in x] == ["4711-B"]


def test_the_bulk_index_honours_its_date(shop: Any) -> None:
    lines = bulk(shop, inner("bulk_orders", since="2026-11-19T00:00:00Z"))

    assert [line["name"] for line in lines if "name" in line] == ["#1002"]


def test_the_bulk_catalogue_names_the_variant_as_parent(shop: Any) -> None:
    lines = bulk(shop, inner("bulk_catalog"))

    levels = [line for line in lines if "__parentId" in line]
    assert [line["sku"] for line in lines if "sku" in line] == ["BIN-1", "BIN-2"]
    assert levels[0]["__parentId"] == "gid://shopify/ProductVariant/1"
    assert "inventoryLevels" not in lines[0]["inventoryItem"]


@pytest.mark.parametrize(
    "query",
    ["{ shop { id } }", "{ orders { edges { node { colour } } } }", "{"],
    ids=["no connection", "unknown field", "no query"],
)
def test_a_bad_bulk_query_is_a_user_error(shop: Any, query: str) -> None:
    answer = shop("bulk_run", query=query)["data"]["bulkOperationRunQuery"]

    assert answer["bulkOperation"] is None
    assert answer["userErrors"][0]["code"] == "INVALID"


def test_a_bulk_operation_can_take_its_time(
    world: Path, tmp_path: Path, shop: Any
) -> None:
    slow = sandbox.Settings(bulk_polls=3)
    with sandbox.start(world, tmp_path / "slow", settings=slow) as box:
        shop.url = shop.url.replace(shop.told["url"], box.ready()["shopify"]["url"])
        started = shop("bulk_run", query=inner("bulk_orders"))["data"]
        gid = started["bulkOperationRunQuery"]["bulkOperation"]["id"]
        states = [
            shop("bulk_poll", id=gid)["data"]["bulkOperation"]["status"]
            for _ in range(4)
        ]

    assert states == ["RUNNING", "RUNNING", "COMPLETED", "COMPLETED"]
