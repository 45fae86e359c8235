"""What the shop says when a call goes wrong, in its own shapes."""

from typing import Any

from graphql import GraphQLObjectType

from sandbox.exchange import Answer, as_json
from sandbox.shopify.complete import Json
from sandbox.shopify.execution import first_field, schema

BAD_TOKEN = (
    "[API] Invalid API key or access token (unrecognized login or wrong password)"  # noqa: S105  # a sentence
)
_TOO_FAST = (
    "Exceeded 2 calls per second for api client. Reduce request rates to resume."
)
_NO_SCOPE = (
    "[API] This action requires merchant approval for"
    " write_merchant_managed_fulfillment_orders scope."
)
_OUTRIGHT = {
    "rate_limited": (429, _TOO_FAST),
    "token_expired": (401, BAD_TOKEN),
    "scope_missing": (403, _NO_SCOPE),
}


def refused_outright(kind: str) -> Answer | None:
    """Return the HTTP error of that kind; None when GraphQL itself says it."""
    if kind not in _OUTRIGHT:
        return None
    status, words = _OUTRIGHT[kind]
    return as_json({"errors": words}, status=status)


def throttled(cost: Json) -> Json:
    """Return the error for a bucket that holds too few points."""
    error = {"message": "Throttled", "extensions": {"code": "THROTTLED"}}
    return {"errors": [error], "extensions": {"cost": cost}}


def half_an_answer(query: str) -> Json:
    """Return an internal error beside data with nothing in it."""
    field = first_field(query)
    return _without(field, "Internal error. Looks like something went wrong.")


def access_denied(query: str) -> Json:
    """Return the error for a field whose scope was not granted."""
    field = first_field(query)
    answer = _without(field, f"Access denied for {field} field.")
    answer["errors"][0]["extensions"] = {
        "code": "ACCESS_DENIED",
        "requiredAccess": "`write_merchant_managed_fulfillment_orders` access scope.",
    }
    return answer


def _without(field: str, message: str) -> Json:
    extensions = {"code": "INTERNAL_SERVER_ERROR"}
    error = {"message": message, "path": [field], "extensions": extensions}
    return {"data": {field: None}, "errors": [error]}


def user_errors(query: str) -> Json:
    """Return a write's refusal inside its own payload; for a read, half an answer."""
    field = first_field(query)
    mutation = schema().mutation_type
    payload: Any = getattr(mutation and mutation.fields.get(field), "type", None)
    if not isinstance(payload, GraphQLObjectType):
        return half_an_answer(query)
    nothing: Json = dict.fromkeys(payload.fields)
    error = {"field": ["fulfillment"], "message": "The request was refused."}
    return {"data": {field: nothing | {"userErrors": [error]}}}
