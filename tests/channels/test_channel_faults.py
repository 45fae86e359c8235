"""Every fault of a call, on every call of both adapters: what it is said to be.

Each write is then settled as the outbox does it: an unknown outcome is read back, and
only what is not there is sent again. The sandbox's own log says whether that doubled or
lost anything.
"""

import socket
import time
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from channels.amazon.marketplace import AmazonMarketplace
from channels.errors import (
    AuthorizationError,
    ChannelError,
    DriftAfterWriteError,
    NotExecutedError,
    OutcomeUnknownError,
    RateLimitedError,
    RejectedError,
    SchemaDriftError,
    UnavailableError,
)
from channels.shopify.shop import ShopifyShop
from tests.channels.faults import EVERYWHERE, Fault

from .conftest import (
    AMAZON_ORDER,
    GID,
    SINCE,
    Channels,
    Start,
    confirmation,
    fulfillment,
)

NUMBER = "1Z5R89390357567127"
Raised = type[ChannelError] | None


FAULTS = [
    *EVERYWHERE,
    Fault("new enum", "drift_enum", committed=True),
]
SHOPIFY_ONLY = [
    Fault("rejected", "rejected"),
    Fault("partial", "partial"),
    Fault("throttled", "throttled"),
    Fault("access denied", "access_denied"),
]
ON_AMAZON: dict[str, Raised] = {"scope missing": None}
"""There a 403 may mean an old token, so it is asked once more with a new one."""
PASSING: dict[str, Raised] = {
    "429 absurd": RateLimitedError,
    "scope missing": AuthorizationError,
    "access denied": AuthorizationError,
}
"""What a read raises when it meets a fault once; all others are read again."""
LASTING: dict[str, Raised] = {
    **PASSING,
    "429": RateLimitedError,
    "429 date": RateLimitedError,
    "429 bare": RateLimitedError,
    "token expired": AuthorizationError,
    "throttled": RateLimitedError,
    "new enum": SchemaDriftError,
    "nulls": SchemaDriftError,
}
"""What it raises when the fault stays; all others are an :class:`UnavailableError`."""
WRITING: dict[str, Raised] = {
    "429": None,
    "429 date": None,
    "429 bare": None,
    "429 absurd": RateLimitedError,
    "token expired": None,
    "throttled": None,
    "scope missing": AuthorizationError,
    "access denied": AuthorizationError,
    "rejected": RejectedError,
}
"""What a write raises; all others are an :class:`OutcomeUnknownError`."""


class Reading(NamedTuple):
    """One read of a port and the request under it."""

    service: str
    operation: str
    call: Callable[[Channels], object]
    drifts: bool = True
    """Whether its answer holds a status that can be new."""


READS = [
    Reading(
        "shopify",
        "bulk_run",
        lambda c: c.shop(granted=True).orders(SINCE),
        drifts=False,
    ),
    Reading("shopify", "bulk_poll", lambda c: c.shop(granted=True).orders(SINCE)),
    Reading("shopify", "bulk_result", lambda c: c.shop(granted=True).orders(SINCE)),
    Reading(
        "shopify",
        "order_state",
        lambda c: c.shop(granted=True).order(f"{GID}/Order/1001"),
    ),
    Reading("amazon", "search_orders", lambda c: c.marketplace().orders(SINCE)),
    Reading("amazon", "get_order", lambda c: c.marketplace().order(AMAZON_ORDER)),
]


def reads() -> Iterator[Any]:
    for reading in READS:
        for fault in FAULTS + (SHOPIFY_ONLY if reading.service == "shopify" else []):
            name = f"{reading.operation}, {fault.name}"
            if not _exists(reading, fault):
                continue
            yield pytest.param(reading, fault, id=name)


def _exists(reading: Reading, fault: Fault) -> bool:
    if reading.operation == "bulk_result":  # a file, not a call of the API
        return fault.kind not in {
            "rate_limited",
            "token_expired",
            "scope_missing",
            "access_denied",
            "throttled",
            "rejected",
            "partial",
            "drift_enum",
            "drift_null",
        }
    if fault.kind == "rejected":
        return reading.operation == "bulk_run"
    return True


@pytest.mark.slow
@pytest.mark.parametrize(("reading", "fault"), list(reads()))
def test_a_read_meets_a_fault_once(
    start: Start, reading: Reading, fault: Fault
) -> None:
    channels = start()
    channels.box.arm(
        service=reading.service,
        operation=reading.operation,
        fault=fault.kind,
        **fault.options,
    )

    passing = PASSING | (ON_AMAZON if reading.service == "amazon" else {})
    expected = _expected_of_a_read(reading, fault, passing, None)
    if fault.kind in {"drift_enum", "drift_null"} and reading.drifts:
        expected = SchemaDriftError
    _holds(expected, lambda: reading.call(channels))


@pytest.mark.slow
@pytest.mark.parametrize(("reading", "fault"), list(reads()))
def test_a_read_meets_a_fault_that_stays(
    start: Start, reading: Reading, fault: Fault
) -> None:
    channels = start()
    channels.box.arm(
        service=reading.service,
        operation=reading.operation,
        fault=fault.kind,
        times=None,
        **fault.options,
    )

    expected = _expected_of_a_read(reading, fault, LASTING, UnavailableError)
    _holds(expected, lambda: reading.call(channels))
    assert sum(channels.slept) <= 240


def _expected_of_a_read(
    reading: Reading, fault: Fault, table: dict[str, Raised], usual: Raised
) -> Raised:
    if fault.name == "rejected":
        return RejectedError
    if fault.name == "nulls":
        return SchemaDriftError
    if fault.name == "new enum" and not reading.drifts:
        return None
    return table.get(fault.name, usual)


def _holds(expected: Raised, call: Callable[[], object]) -> None:
    if expected is None:
        call()
        return
    with pytest.raises(expected) as caught:
        call()
    assert "\n" not in str(caught.value)
    assert type(caught.value) is not ChannelError


@pytest.mark.parametrize(
    "fault", [pytest.param(f, id=f.name) for f in FAULTS + SHOPIFY_ONLY]
)
def test_a_fulfillment_meets_a_fault(start: Start, fault: Fault) -> None:
    channels = start()
    shop = channels.shop(granted=True)
    channels.box.arm(
        service="shopify",
        operation="fulfillment_create",
        fault=fault.kind,
        **fault.options,
    )
    expected = WRITING.get(fault.name, OutcomeUnknownError)
    if fault.kind in {"drift_enum", "drift_null"}:
        expected = DriftAfterWriteError

    _holds(expected, lambda: shop.fulfill(fulfillment(), "r-1"))

    applied = 1 if fault.committed or expected is None else 0
    assert len(channels.box.writes("shopify")) == applied
    _settle_fulfillment(shop)
    assert [entry["numbers"] for entry in channels.box.writes("shopify")] == [[NUMBER]]


def _settle_fulfillment(shop: ShopifyShop) -> None:
    found = shop.order(f"{GID}/Order/1001")
    known = {p.number for one in found.fulfillments for p in one.parcels}
    if NUMBER not in known:
        shop.fulfill(fulfillment(), "r-1")


@pytest.mark.parametrize("fault", [pytest.param(f, id=f.name) for f in FAULTS])
def test_a_confirmation_meets_a_fault(start: Start, fault: Fault) -> None:
    channels = start()
    marketplace = channels.marketplace()
    channels.box.arm(
        service="amazon",
        operation="confirm_shipment",
        fault=fault.kind,
        **fault.options,
    )
    expected = (WRITING | ON_AMAZON).get(fault.name, OutcomeUnknownError)
    if fault.kind in {"slow_body", "cut"}:
        expected = None  # a 204 has no body that could lack or be late

    _holds(expected, lambda: marketplace.confirm(confirmation(), "r-1"))

    applied = 1 if fault.committed or expected is None else 0
    assert len(channels.box.writes("amazon")) == applied
    _settle_confirmation(marketplace)
    written = [entry["tracking_number"] for entry in channels.box.writes("amazon")]
    assert written == [NUMBER]


def _settle_confirmation(marketplace: AmazonMarketplace) -> None:
    found = marketplace.order(AMAZON_ORDER)
    if NUMBER not in {package.tracking_number for package in found.packages}:
        marketplace.confirm(confirmation(), "r-1")


def _fulfilling(channels: Channels) -> Callable[[], object]:
    shop = channels.shop()
    shop.order(f"{GID}/Order/1001")
    return lambda: shop.fulfill(fulfillment(), "r-1")


def _confirming(channels: Channels) -> Callable[[], object]:
    marketplace = channels.marketplace()
    marketplace.order(AMAZON_ORDER)
    return lambda: marketplace.confirm(confirmation(), "r-1")


@pytest.mark.parametrize(
    ("service", "last", "prepare"),
    [
        ("shopify", "order_state", _fulfilling),
        ("amazon", "get_order", _confirming),
    ],
)
def test_nobody_listens(
    start: Start,
    service: str,
    last: str,
    prepare: Callable[[Channels], Callable[[], object]],
) -> None:
    """After a call that went well nobody listens any more."""
    channels = start()
    channels.box.arm(service=service, operation=last, fault="refused", seconds=30.0)
    call = prepare(channels)
    _wait_until_refused(channels.box.ready()[service]["url"])

    with pytest.raises(NotExecutedError):
        call()

    assert channels.box.writes(service) == []
    assert len(channels.slept) == 4


def _wait_until_refused(url: str) -> None:
    where = ("127.0.0.1", urlsplit(url).port)
    while True:
        try:
            socket.create_connection(where, timeout=1).close()
        except ConnectionRefusedError:
            return
        except OSError:
            time.sleep(0.05)


def test_a_token_nobody_grants(start: Start) -> None:
    channels = start()

    with pytest.raises(AuthorizationError, match="client_id"):
        channels.shop(granted=True, client_id="x").order(f"{GID}/Order/1001")
    with pytest.raises(AuthorizationError, match="refresh_token"):
        channels.marketplace(client_id="x").order(AMAZON_ORDER)


@pytest.mark.parametrize(
    ("service", "fault"),
    [
        (service, fault)
        for service in ("shopify", "amazon")
        for fault in ("error_before", "html", "truncated", "drop_before", "hang")
    ],
)
def test_the_token_endpoint_fails(start: Start, service: str, fault: str) -> None:
    channels = start()
    channels.box.arm(service=service, operation="token", fault=fault, times=None)
    writes = {
        "shopify": lambda: channels.shop(granted=True).fulfill(fulfillment(), "r-1"),
        "amazon": lambda: channels.marketplace().confirm(confirmation(), "r-1"),
    }

    with pytest.raises(UnavailableError):
        writes[service]()

    assert channels.box.writes(service) == []


@pytest.mark.parametrize("service", ["shopify", "amazon"])
def test_the_token_endpoint_fails_once(start: Start, service: str) -> None:
    channels = start()
    channels.box.arm(service=service, operation="token", fault="error_before")
    writes = {
        "shopify": lambda: channels.shop(granted=True).fulfill(fulfillment(), "r-1"),
        "amazon": lambda: channels.marketplace().confirm(confirmation(), "r-1"),
    }

    writes[service]()

    assert len(channels.box.writes(service)) == 1


def test_a_token_given_by_hand_is_not_asked_for_again(start: Start) -> None:
    channels = start()
    channels.box.arm(service="shopify", operation="order_state", fault="token_expired")

    with pytest.raises(AuthorizationError, match="give a new one"):
        channels.shop().order(f"{GID}/Order/1001")
