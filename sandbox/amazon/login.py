"""Login with Amazon: who may have a token, and what is said to who may not."""

from collections.abc import Mapping

from sandbox.exchange import Answer, as_json

CLIENT_ID = "amzn1.application-oa2-client.sandbox"
CLIENT_SECRET = "amzn1.oa2-cs.v1.sandbox"  # noqa: S105  # opens nothing but the sandbox
REFRESH_TOKEN = "Atzr|sandbox"  # noqa: S105  # opens nothing but the sandbox
TOKEN_SECONDS = 3600

_REFUSALS = {
    "rate_limited": (429, "temporarily_unavailable", "Too many requests"),
    "token_expired": (401, "invalid_client", "Client authentication failed"),
    "scope_missing": (403, "unauthorized_client", "Client is not authorized"),
    "access_denied": (403, "unauthorized_client", "Client is not authorized"),
    "rejected": (400, "invalid_grant", "The request has an invalid grant parameter"),
    "partial": (400, "invalid_request", "The request is missing a parameter"),
}


def refusal(kind: str) -> Answer:
    """Return the token endpoint's words for one kind of fault.

    Raises:
        ValueError: It has no such fault.
    """
    if kind not in _REFUSALS:
        raise ValueError(f"no such fault at the token endpoint: {kind}")
    status, code, words = _REFUSALS[kind]
    return as_json({"error": code, "error_description": words}, status=status)


def refused(form: Mapping[str, str]) -> Answer | None:
    """Return why *form* gets no token; None when it does."""
    if (form.get("client_id"), form.get("client_secret")) != (CLIENT_ID, CLIENT_SECRET):
        return refusal("token_expired")
    asked = (form.get("grant_type"), form.get("refresh_token"))
    return None if asked == ("refresh_token", REFRESH_TOKEN) else refusal("rejected")


def granted(token: str) -> Answer:
    """Return a new access token as it is handed out."""
    return as_json(
        {
            "access_token": token,
            "refresh_token": REFRESH_TOKEN,
            "token_type": "bearer",
            "expires_in": TOKEN_SECONDS,
        }
    )
