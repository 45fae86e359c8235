"""The marketplace on the wire: tokens, Orders 2026-01-01, confirmShipment."""

import re
import threading
from pathlib import Path
from urllib.parse import unquote

from sandbox.amazon import confirm, login, orders
from sandbox.amazon.store import Json, Store
from sandbox.bucket import Bucket
from sandbox.clock import Clock
from sandbox.exchange import Answer, Request, as_json
from sandbox.journal import Journal
from sandbox.settings import Settings
from sandbox.state import State
from sandbox.tokens import Tokens

_SEARCH = "/orders/2026-01-01/orders"
_ORDER = re.compile(r"/orders/2026-01-01/orders/([^/]+)")
_CONFIRM = re.compile(r"/orders/v0/orders/([^/]+)/shipmentConfirmation")
_LIMITS = {
    "search_orders": (0.0056, 20),
    "get_order": (0.5, 30),
    "confirm_shipment": (2.0, 10),
}
"""Documented requests per second, and how many at once."""


class AmazonService:
    """One seller's view of the marketplace."""

    name = "amazon"

    def __init__(
        self, world: Path, journal: Journal, clock: Clock, settings: Settings
    ) -> None:
        self._journal = journal
        self._state = State(Store, world, journal)
        self._clock = clock
        self._settings = settings
        self._lock = threading.RLock()
        self._tokens = Tokens(clock, "Atza|", login.TOKEN_SECONDS)
        self._requests = 0
        self.url = ""
        self.restart()

    def restart(self) -> None:
        """Begin again with the world and what the journal holds."""
        with self._lock:
            self._state.restart()
            self._buckets = {
                name: Bucket(burst, rate) for name, (rate, burst) in _LIMITS.items()
            }

    def ready(self) -> Json:
        """Return what a client needs to know."""
        return {
            "url": self.url,
            "refresh_token": login.REFRESH_TOKEN,
            "client_id": login.CLIENT_ID,
            "client_secret": login.CLIENT_SECRET,
            "marketplace_id": self._state.store.marketplace,
        }

    def operation(self, request: Request) -> str:
        """Name the call: token, search_orders, get_order or confirm_shipment."""
        if request.path == "/auth/o2/token":
            return "token"
        if request.method == "POST" and _CONFIRM.fullmatch(request.path):
            return "confirm_shipment"
        if request.method == "GET" and request.path == _SEARCH:
            return "search_orders"
        if request.method == "GET" and _ORDER.fullmatch(request.path):
            return "get_order"
        return "unknown"

    def answer(self, request: Request) -> Answer:
        """Answer one call."""
        operation = self.operation(request)
        if operation == "token":
            return self._token(request)
        if operation == "unknown":
            return self._error(404, "NotFound", "Resource not found.", operation)
        if not self._tokens.valid(request.headers.get("x-amz-access-token", "")):
            return self.refusal("token_expired", request)
        with self._lock:
            if self._settings.amazon_limits and not self._buckets[operation].take(1):
                return self.refusal("rate_limited", request)
            return self._called(operation, request)

    def refusal(self, kind: str, request: Request) -> Answer:
        """Return the marketplace's own words for a fault."""
        operation = self.operation(request)
        if operation == "token":
            return login.refusal(kind)
        denied = "Access to requested resource is denied."
        match kind:
            case "rate_limited":
                words = "You exceeded your quota for the requested resource."
                return self._error(429, "QuotaExceeded", words, operation)
            case "token_expired":
                self._tokens.revoke(request.headers.get("x-amz-access-token", ""))
                details = "The access token you provided has expired."
                return self._error(403, "Unauthorized", denied, operation, details)
            case "stale_read":
                return self._stale(request)
            case "scope_missing" | "access_denied":
                return self._error(403, "Unauthorized", denied, operation)
            case "rejected" | "partial":
                words = "The request was refused."
                return self._error(400, "InvalidInput", words, operation)
            case _:
                raise ValueError(f"no such fault at the marketplace: {kind}")

    def _stale(self, request: Request) -> Answer:
        """Answer a read as if the last write were not known yet."""
        if self.operation(request) not in ("search_orders", "get_order"):
            raise ValueError("only a read of orders can be stale")
        with self._lock, self._state.knowing(self._journal.all()[:-1]):
            return self.answer(request)

    def _token(self, request: Request) -> Answer:
        refused = login.refused(request.form)
        return refused or login.granted(self._tokens.issue())

    def _called(self, operation: str, request: Request) -> Answer:
        try:
            if operation == "search_orders":
                found = orders.search(self._state.store, request.query, self._clock)
                return as_json(found, headers=self._headers(operation))
            if operation == "get_order":
                return self._read(request)
            return self._confirmed(request)
        except orders.QueryError as refused:
            return self._error(400, "InvalidInput", str(refused), operation)
        except confirm.ConfirmationError as refused:
            return self._error(refused.status, refused.code, str(refused), operation)

    def _read(self, request: Request) -> Answer:
        found = _ORDER.fullmatch(request.path)
        order = self._state.store.orders.get(unquote(found[1])) if found else None
        if order is None:
            return self._error(404, "NotFound", "Order not found.", "get_order")
        shown = {"order": orders.show(order, request.query)}
        return as_json(shown, headers=self._headers("get_order"))

    def _confirmed(self, request: Request) -> Answer:
        found = _CONFIRM.fullmatch(request.path)
        order_id = unquote(found[1]) if found else ""
        now = self._clock.now()
        entry = confirm.plan(self._state.store, order_id, request.json, now)
        written = self._journal.append({"at": self._clock.stamp(), **entry})
        self._state.store.apply(written)
        return Answer(204, headers=self._headers("confirm_shipment"))

    def _headers(self, operation: str) -> tuple[tuple[str, str], ...]:
        self._requests += 1
        headers = [("x-amzn-RequestId", f"sandbox-{self._requests:08d}")]
        if operation in _LIMITS:
            headers.append(("x-amzn-RateLimit-Limit", str(_LIMITS[operation][0])))
        return tuple(headers)

    def _error(
        self, status: int, code: str, message: str, operation: str, details: str = ""
    ) -> Answer:
        error = {"code": code, "message": message, "details": details}
        headers = self._headers(operation)
        return as_json({"errors": [error]}, status=status, headers=headers)
