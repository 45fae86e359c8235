"""The port ``agent.ports.Marketplace`` on one Amazon marketplace."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, NamedTuple

from channels.amazon import translate
from channels.amazon.carriers import carrier
from channels.amazon.clients import Clients, clients
from channels.amazon.config import AmazonConfig
from channels.amazon.transport import TokenRefusedError
from channels.bucket import Bucket
from channels.errors import (
    NotExecutedError,
    RateLimitedError,
    SchemaDriftError,
)
from channels.http import Call, Patience
from channels.record import Record
from channels.timing import Timing
from matchers.values import ConfirmShipment, MarketOrder

_LONGEST_TURN = 240.0
"""Seconds to wait for our turn; a page of ``searchOrders`` comes every 179 s."""
_MOST_PAGES = 250
"""Pages of one search, 100 orders each; more means that paging does not end."""


class _Plan(NamedTuple):
    """Amazon's usage plan of one operation."""

    rate: float
    """Calls a second."""
    burst: int


_PLANS = {
    "searchOrders": _Plan(0.0056, 20),
    "getOrder": _Plan(0.5, 30),
    "confirmShipment": _Plan(2.0, 10),
}


class AmazonMarketplace:
    """One marketplace; calls go out one after another."""

    def __init__(
        self,
        name: str,
        config: AmazonConfig,
        *,
        timing: Timing,
    ) -> None:
        """Make ready; the library is loaded and Amazon asked when first needed.

        Args:
            name: Of the configured instance, ``us`` in ``[marketplaces.us]``.
            config: Marketplace and credentials.
            timing: Clock, sleep and chance.
        """
        self.name = name
        self._config = config
        self._timing = timing
        self._buckets = {
            operation: Bucket(
                rate=plan.rate, burst=plan.burst, monotonic=timing.monotonic
            )
            for operation, plan in _PLANS.items()
        }

    def orders(self, since: datetime) -> Sequence[MarketOrder]:
        """Return the orders of every status updated since that we are to ship."""
        if since.tzinfo is None:
            raise ValueError(f"since {since} has no time zone")
        read_at = self._timing.clock()
        asked: dict[str, Any] = {
            "lastUpdatedAfter": since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "marketplaceIds": self._config.marketplace_id,
            "fulfilledBy": "MERCHANT",
            "includedData": translate.INCLUDED,
            "maxResultsPerPage": 100,
        }
        found: dict[str, MarketOrder] = {}
        for _ in range(_MOST_PAGES):
            page = self._read("searchOrders", lambda c: c.orders.search_orders(**asked))
            for one in page.records("orders"):
                order = translate.order(one, marketplace=self.name, read_at=read_at)
                found[order.id] = order
            token = page.next_page
            if not token:
                return tuple(found.values())
            if token == asked.get("paginationToken"):
                break
            asked["paginationToken"] = token
        raise SchemaDriftError(f"{self.name}: searchOrders gives pages without end")

    def order(self, order_id: str) -> MarketOrder:
        """Return one order as it is now, with its packages.

        Raises:
            RejectedError: There is no such order.
        """
        read_at = self._timing.clock()
        answer = self._read(
            "getOrder",
            lambda c: c.orders.get_order(order_id, includedData=translate.INCLUDED),
        )
        found = answer.record("order")
        return translate.order(found, marketplace=self.name, read_at=read_at)

    def confirm(self, action: ConfirmShipment, request_id: str) -> None:
        """Send one shipment confirmation once.

        Amazon knows the package by ``package_reference``, which the action carries, and
        takes no request id.

        Raises:
            OutcomeUnknownError: It was sent and may have happened.
            NotExecutedError: It certainly did not happen.
            RejectedError: Amazon refused it.
        """
        del request_id
        code, name = carrier(action.carrier)
        now = self._timing.clock()
        body = translate.confirmation(action, code=code, name=name, now=now)
        self._call(
            Call(self.name, "confirmShipment", write=True),
            lambda c: c.confirmations.confirm_shipment(action.order_id, **body),
        )

    @cached_property
    def _clients(self) -> Clients:
        from channels.wire import Wire  # noqa: PLC0415  # httpx only where it is used

        config = self._config
        wire = Wire(
            self._timing.monotonic, timeout=config.timeout, deadline=config.deadline
        )
        return clients(
            self.name,
            config,
            wire=wire,
            timing=self._timing,
        )

    def _read(self, operation: str, ask: Callable[[Clients], Any]) -> "_Page":
        response = self._call(Call(self.name, operation, write=False), ask)
        return _Page(response, operation)

    def _call(self, call: Call, ask: Callable[[Clients], Any]) -> Any:
        """Make one call: in its turn, again where that is safe, never a write twice."""
        sleep, jitter = self._timing.sleep, self._timing.jitter
        patience = Patience(sleep, jitter, seconds=_LONGEST_TURN)
        bucket = self._buckets[call.operation]
        self._turn(call, self._patient_turn)
        renewed = False
        while True:
            found = self._clients
            found.transport.call = call
            try:
                response = ask(found)
            except TokenRefusedError:
                if renewed:
                    raise
                found.drop_token()
                renewed = True
            except RateLimitedError as error:
                if not patience.wait(error.retry_after):
                    raise
                if error.retry_after is None:
                    bucket.drain()
                self._turn(call, patience.wait)
            except NotExecutedError:
                if not patience.wait():
                    raise
                self._turn(call, patience.wait)
            else:
                bucket.learn(response.rate_limit)
                return response

    def _turn(self, call: Call, wait: Callable[[float], bool]) -> None:
        """Wait for the operation's turn, as its usage plan allows."""
        if not self._config.keeps_rates:
            return
        too_long = self._buckets[call.operation].take(wait)
        if too_long is not None:
            raise RateLimitedError(
                f"{call} has its turn in {too_long:.0f} s, which is too long: nothing"
                " was done",
                too_long,
            )

    def _patient_turn(self, seconds: float) -> bool:
        if seconds > _LONGEST_TURN:
            return False
        self._timing.sleep(seconds)
        return True


class _Page(Record):
    """The payload of one answer of the library, and where it goes on."""

    def __init__(self, response: Any, operation: str) -> None:
        super().__init__(response.payload, operation)
        # not the library's own token, which is None where paging has changed its shape
        pages = response.pagination
        self.next_page = (
            ""
            if pages is None
            else Record(pages, f"{operation}.pagination").optional_text("nextToken")
        )
