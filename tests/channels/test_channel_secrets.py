"""Keys never come out: not in logs, not in errors, not to other hosts."""

import logging
from collections.abc import Callable
from typing import Any

import pytest
from pydantic import SecretStr

from channels.amazon.marketplace import AmazonMarketplace
from channels.errors import ChannelError, SchemaDriftError
from channels.http import Call
from channels.shopify.bulk import BulkRun
from channels.shopify.config import ShopifyConfig
from channels.shopify.shop import ShopifyShop

from .conftest import (
    AMAZON_ORDER,
    GID,
    SINCE,
    Channels,
    Start,
    confirmation,
    fulfillment,
)


def secrets(channels: Channels) -> set[str]:
    ready = channels.box.ready()
    shop, market = ready["shopify"], ready["amazon"]
    kept = {shop["token"], shop["client_secret"]}
    kept |= {market["refresh_token"], market["client_secret"]}
    return kept | {"Atza|", "shpat_issued"}


@pytest.mark.parametrize("fault", ["", "error_after", "token_expired", "truncated"])
def test_nothing_at_debug(
    start: Start, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    channels = start()
    caplog.set_level(logging.DEBUG)
    if fault:
        for service in ("shopify", "amazon"):
            channels.box.arm(service=service, fault=fault, after_calls=1, times=3)
    said = []
    calls: list[Callable[[ShopifyShop, AmazonMarketplace], Any]] = [
        lambda s, _: s.orders(SINCE),
        lambda s, _: s.order(f"{GID}/Order/1001"),
        lambda s, _: s.fulfill(fulfillment(), "r-1"),
        lambda _, m: m.orders(SINCE),
        lambda _, m: m.order(AMAZON_ORDER),
        lambda _, m: m.confirm(confirmation(), "r-1"),
    ]
    for granted in (False, True):
        shop, marketplace = channels.shop(granted=granted), channels.marketplace()
        for call in calls:
            try:
                said.append(repr(call(shop, marketplace)))
            except ChannelError as error:
                said += [repr(error), repr(error.__cause__), repr(error.__context__)]
        said += [repr(shop), repr(marketplace)]

    everything = caplog.text + "\n".join(said)
    assert [one for one in secrets(channels) if one in everything] == []


def test_settings_do_not_show_their_keys(start: Start) -> None:
    channels = start()
    shown = repr(vars(channels.marketplace()))

    assert [one for one in secrets(channels) if one in shown] == []


OWN = "http://127.0.0.1:8123"


@pytest.mark.parametrize(
    ("endpoint", "url", "fetched"),
    [
        pytest.param("", "https://storage.example/x", True, id="encrypted"),
        pytest.param("", "http://storage.example/x", False, id="in the open"),
        pytest.param("", "http://127.0.0.1:8123/x", False, id="this machine, unasked"),
        pytest.param(OWN, "http://127.0.0.1:8123/x", True, id="the local server"),
        pytest.param(OWN, "http://127.0.0.1:8124/x", False, id="another port"),
        pytest.param(
            OWN, "http://127.0.0.1:8123@evil.example/x", False, id="dressed up"
        ),
        pytest.param("", "file:///etc/passwd", False, id="a file here"),
        pytest.param("", "https:///x", False, id="no host"),
    ],
)
def test_where_a_bulk_file_may_lie(endpoint: str, url: str, *, fetched: bool) -> None:
    run = object.__new__(BulkRun)
    run._call = Call("main", "bulk_run", write=False)
    run._config = ShopifyConfig(
        domain="a.myshopify.com", token=SecretStr("x"), endpoint=endpoint
    )
    if fetched:
        run._check(url)
        return
    with pytest.raises(SchemaDriftError):
        run._check(url)
