"""The port ``agent.ports.Shop`` on one Shopify store."""

from collections.abc import Sequence
from datetime import UTC, datetime

from channels.errors import DriftAfterWriteError, RejectedError, SchemaDriftError
from channels.http import Call
from channels.record import Record
from channels.shopify import translate
from channels.shopify.address import address, missing_scopes
from channels.shopify.answers import user_errors
from channels.shopify.bulk import BulkRun
from channels.shopify.client import AdminClient
from channels.shopify.companies import company
from channels.shopify.config import ShopifyConfig
from channels.shopify.documents import document
from channels.shopify.sizes import Sizes, TooLargeError, next_sizes
from channels.shopify.tokens import Tokens
from channels.timing import Timing
from extractors.codes import Reason
from matchers.values import FulfillOrder, ShopOrder

_SINCE = "__SINCE__"


class ShopifyShop:
    """One store; calls go out one after another."""

    def __init__(
        self,
        name: str,
        config: ShopifyConfig,
        *,
        timing: Timing,
    ) -> None:
        """Make ready; nothing is asked of the store yet.

        Args:
            name: Of the configured instance, ``main`` in ``[shops.main]``.
            config: Address and credentials.
            timing: Clock, sleep and chance.
        """
        from channels.wire import Wire  # noqa: PLC0415  # httpx only where a store is used

        self.name = name
        self._timing = timing
        where = address(config)
        wire = Wire(timing.monotonic, timeout=config.timeout, deadline=config.deadline)
        self._client = AdminClient(
            name,
            url=where.graphql,
            version=config.api_version,
            wire=wire,
            tokens=Tokens(config, where.token, wire, timing.monotonic),
            timing=timing,
        )
        self._bulk = BulkRun(name, config, self._client, wire, timing)

    def orders(self, since: datetime) -> Sequence[ShopOrder]:
        """Return the orders of every status updated since *since*.

        They come without fulfillment orders.
        """
        if since.tzinfo is None:
            raise ValueError(f"since {since} has no time zone")
        read_at = self._timing.clock()
        stamp = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        lines = self._bulk.lines(document("bulk_orders.inner").replace(_SINCE, stamp))
        return translate.bulk_orders(lines, shop=self.name, read_at=read_at)

    def order(self, order_id: str) -> ShopOrder:
        """Return one order as it is now, with all its fulfillment orders.

        It is asked for again, larger, until nothing is cut off.

        Raises:
            RejectedError: There is no such order, or it is larger than one query may
                be; then it is a person's.
        """
        read_at = self._timing.clock()
        sizes = Sizes()
        while True:
            found = self._state(order_id, sizes)
            try:
                larger = next_sizes(found, sizes)
            except TooLargeError:
                raise RejectedError(
                    f"{self.name}: order {order_id} is too large to be read whole",
                    Reason.INCOMPLETE_READING,
                ) from None
            if larger is None:
                return self._translated(found, read_at)
            sizes = larger

    def fulfill(self, action: FulfillOrder, request_id: str) -> str:
        """Send one fulfillment once and return its id.

        Raises:
            OutcomeUnknownError: It was sent and may have happened.
            NotExecutedError: It certainly did not happen.
            RejectedError: The shop refused it.
        """
        carrier = None if action.carrier is None else company(action.carrier)
        made = translate.fulfillment_input(action, carrier)
        call = Call(self.name, "fulfillment_create", write=True)
        answer = self._client.write(call.operation, {"fulfillment": made}, request_id)
        try:
            payload = answer.record("fulfillmentCreate")
            user_errors(call, payload, "fulfillment")
            fulfillment = payload.record("fulfillment")
            fulfillment.one_of("status", translate.FULFILLMENT_STATUSES)
            return fulfillment.text("id")
        except SchemaDriftError as error:
            raise DriftAfterWriteError(str(error)) from None

    def missing_scopes(self) -> tuple[str, ...]:
        """Return the scopes the token lacks for what the night does."""
        answer = self._client.read("shop_ping", {})
        scopes = answer.record("currentAppInstallation").records("accessScopes")
        return missing_scopes(tuple(scope.text("handle") for scope in scopes))

    def _state(self, order_id: str, sizes: Sizes) -> Record:
        variables = {"id": order_id, **sizes._asdict()}
        answer = self._client.read("order_state", variables)
        found = answer.optional_record("order")
        if found is None:
            raise RejectedError(
                f"{self.name}: there is no order {order_id}", Reason.ORDER_NOT_FOUND
            )
        return found

    def _translated(self, found: Record, read_at: datetime) -> ShopOrder:
        return translate.order(
            found,
            shop=self.name,
            read_at=read_at,
            lines=found.record("lineItems").records("nodes"),
            metafields=found.record("metafields").records("nodes"),
            fulfillment_orders=found.record("fulfillmentOrders").records("nodes"),
        )
