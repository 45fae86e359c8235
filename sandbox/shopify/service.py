"""The shop on the wire: tokens, GraphQL with its costs, and bulk result files."""

import re
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any

from sandbox.bucket import Bucket
from sandbox.clock import Clock
from sandbox.exchange import Answer, Request, as_json
from sandbox.journal import Journal
from sandbox.settings import Settings
from sandbox.shopify import words
from sandbox.shopify.bulk import BulkOperations
from sandbox.shopify.call import Call
from sandbox.shopify.complete import SCOPES, Json
from sandbox.shopify.cost import actual
from sandbox.shopify.execution import (
    VERSION,
    executed,
    first_field,
    parsed,
    requested_cost,
    schema,
    too_dear,
)
from sandbox.shopify.store import Store
from sandbox.state import State
from sandbox.tokens import Tokens

TOKEN = "shpat_sandbox"  # noqa: S105  # opens nothing but the sandbox
CLIENT_ID = "sandbox-client"
CLIENT_SECRET = "sandbox-secret"  # noqa: S105  # opens nothing but the sandbox
TOKEN_SECONDS = 86_399

_GRAPHQL = re.compile(r"/admin/api/(20\d\d-(?:01|04|07|10))/graphql\.json")
_BULK = re.compile(r"/bulk/(\d+\.jsonl)")
_OPERATIONS = {
    "bulkOperationRunQuery": "bulk_run",
    "bulkOperation": "bulk_poll",
    "order": "order_state",
    "orders": "orders_search",
    "shop": "shop_ping",
    "productVariants": "variants_by_sku",
    "fulfillmentTrackingInfoUpdate": "fulfillment_tracking_update",
}
_READS = {"order_state", "orders_search", "bulk_run"}
_VERSION_HEADER = (("X-Shopify-API-Version", VERSION),)
_IN_GRAPHQL = {
    "rejected": words.user_errors,
    "partial": words.half_an_answer,
    "access_denied": words.access_denied,
}


class ShopifyService:
    """One shop: its state, its tokens, and its points."""

    name = "shopify"

    def __init__(
        self, world: Path, journal: Journal, clock: Clock, settings: Settings
    ) -> None:
        self._journal = journal
        self._state = State(Store, world, journal)
        self._clock = clock
        self._settings = settings
        self._lock = threading.RLock()
        self._tokens = Tokens(clock, "shpat_issued_", TOKEN_SECONDS, fixed=(TOKEN,))
        self.url = ""
        self.restart()

    def restart(self) -> None:
        """Begin again with the world and what the journal holds."""
        with self._lock:
            self._state.restart()
            self._points = Bucket(
                self._settings.points, self._settings.points_per_second
            )
            self._bulk = BulkOperations(schema(), self._settings.bulk_polls)
            self._bulk.execute = self._unpaged

    def ready(self) -> Json:
        """Return what a client needs to know."""
        return {
            "url": self.url,
            "token": TOKEN,
            "client_id": CLIENT_ID,
            "client_secret": CLIENT_SECRET,
            "api_version": VERSION,
        }

    def operation(self, request: Request) -> str:
        """Name the call by what it asks for, such as order_state or bulk_result."""
        if request.path == "/admin/oauth/access_token":
            return "token"
        if _BULK.fullmatch(request.path):
            return "bulk_result"
        if not _GRAPHQL.fullmatch(request.path) or not isinstance(request.json, dict):
            return "unknown"
        told = request.json
        field = first_field(str(told.get("query")), told.get("operationName"))
        return (
            _OPERATIONS.get(field)
            or re.sub(r"(?=[A-Z])", "_", field).lower()
            or "unknown"
        )

    def answer(self, request: Request) -> Answer:
        """Answer a token request, a GraphQL call or a bulk result download."""
        if request.path == "/admin/oauth/access_token":
            return self._token(request)
        if found := _BULK.fullmatch(request.path):
            return self._result(found[1])
        if (version := _GRAPHQL.fullmatch(request.path)) and version[1] <= VERSION:
            return self._graphql(request)
        return as_json({"errors": "Not Found"}, status=404)

    def _graphql(self, request: Request) -> Answer:
        """Answer a GraphQL call; an older version is served by the one there is."""
        if not self._tokens.valid(request.headers.get("x-shopify-access-token", "")):
            return as_json({"errors": words.BAD_TOKEN}, status=401)
        told = request.json
        if not isinstance(told, dict) or not isinstance(told.get("query"), str):
            return as_json({"errors": "Bad Request"}, status=400)
        with self._lock:
            return as_json(self._executed(told), headers=_VERSION_HEADER)

    def refusal(self, kind: str, request: Request) -> Answer:
        """Return the shop's own words for a fault."""
        if kind == "token_expired":
            self._tokens.revoke(request.headers.get("x-shopify-access-token", ""))
        if kind == "stale_read":
            return self._stale(request)
        if outright := words.refused_outright(kind):
            return outright
        if self.operation(request) in ("token", "bulk_result"):
            return as_json({"error": "invalid_request"}, status=400)
        query = str(request.json.get("query"))
        if kind == "throttled":
            document = parsed(query).document
            asked = requested_cost(document, request.json) if document else 1
            cost = self._cost(asked, None)
            cost["throttleStatus"]["currentlyAvailable"] = 0
            return as_json(words.throttled(cost), headers=_VERSION_HEADER)
        if kind not in _IN_GRAPHQL:
            raise ValueError(f"no such fault at a shop: {kind}")
        return as_json(_IN_GRAPHQL[kind](query), headers=_VERSION_HEADER)

    def _stale(self, request: Request) -> Answer:
        """Answer a read as if the last write were not known yet."""
        if self.operation(request) not in _READS:
            raise ValueError("only a read of orders can be stale")
        with self._lock, self._state.knowing(self._journal.all()[:-1]):
            return self.answer(request)

    def _token(self, request: Request) -> Answer:
        form = request.form
        if (form.get("client_id"), form.get("client_secret")) != (
            CLIENT_ID,
            CLIENT_SECRET,
        ):
            return as_json({"error": "invalid_client"}, status=400)
        if form.get("grant_type") != "client_credentials":
            return as_json({"error": "unsupported_grant_type"}, status=400)
        return as_json(
            {
                "access_token": self._tokens.issue(),
                "scope": ",".join(SCOPES),
                "expires_in": TOKEN_SECONDS,
            }
        )

    def _result(self, name: str) -> Answer:
        body = self._bulk.results.get(name)
        if body is None:
            return as_json({"errors": "Not Found"}, status=404)
        return Answer(200, body, media_type="application/jsonl")

    def _executed(self, told: Json) -> Json:
        document, errors = parsed(told["query"])
        if document is None:
            return {"errors": errors}
        asked = requested_cost(document, told)
        if dear := too_dear(asked):
            return {"errors": [dear]}
        if not self._points.take(asked):
            return words.throttled(self._cost(asked, None))
        call = self._call()
        answer = executed(document, call, told)
        spent = min(asked, actual(answer.get("data")) or asked)
        self._points.give_back(asked - spent)
        answer["extensions"] = {"cost": self._cost(asked, spent)}
        if call.searches:
            answer["extensions"]["search"] = call.searches
        return answer

    def _call(self) -> Call:
        return Call(self._state.store, self._bulk, self._clock, self._commit, self.url)

    def _commit(self, entry: Json) -> Json:
        """Put a checked write on disk, then into the state."""
        written = self._journal.append({"at": self._clock.stamp(), **entry})
        self._state.store.apply(written)
        return written

    def _unpaged(self, query: str, call: Call) -> tuple[Any, Json]:
        document, errors = parsed(query)
        if document is None:
            return None, {"errors": errors}
        return document, executed(document, replace(call, unpaged=True), {})

    def _cost(self, asked: int, spent: int | None) -> Json:
        return {
            "requestedQueryCost": asked,
            "actualQueryCost": spent,
            "throttleStatus": {
                "maximumAvailable": self._points.size,
                "currentlyAvailable": int(self._points.level),
                "restoreRate": self._points.per_second,
            },
        }
