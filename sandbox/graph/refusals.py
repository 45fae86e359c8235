"""The mailbox's own words for what goes wrong."""

import base64

from sandbox.exchange import Answer, as_json

_DENIED = "Access is denied. Check credentials and try again."
_LOST = "The sync state generation is not found; please perform a full sync"
_REFUSALS = {
    "rate_limited": (
        429,
        "ApplicationThrottled",
        "Application is over its MailboxConcurrency limit.",
    ),
    "throttled": (503, "ErrorServerBusy", "The server cannot serve now."),
    "token_expired": (
        401,
        "InvalidAuthenticationToken",
        "Lifetime validation failed, the token is expired.",
    ),
    "claims_challenge": (
        401,
        "InvalidAuthenticationToken",
        "Continuous access evaluation resulted in challenge.",
    ),
    "scope_missing": (403, "ErrorAccessDenied", _DENIED),
    "access_denied": (403, "ErrorAccessDenied", _DENIED),
    "rejected": (400, "ErrorInvalidRequest", "The request is invalid."),
    "partial": (400, "ErrorInvalidRequest", "The request is invalid."),
    "sync_lost": (410, "syncStateNotFound", _LOST),
    "no_message": (
        404,
        "ErrorItemNotFound",
        "The specified object was not found in the store.",
    ),
    "no_folder": (
        404,
        "ErrorItemNotFound",
        "The specified folder could not be found in the store.",
    ),
    "no_route": (400, "BadRequest", "Resource not found for the segment."),
}
_BEARER = 'Bearer realm="", authorization_uri="", client_id=""'
_CLAIMS = base64.b64encode(b'{"access_token":{"nbf":{"essential":true}}}').decode()
_CHALLENGES = {
    "token_expired": ("WWW-Authenticate", _BEARER),
    "claims_challenge": (
        "WWW-Authenticate",
        f'{_BEARER}, error="insufficient_claims", claims="{_CLAIMS}"',
    ),
}


def refusal(kind: str) -> Answer:
    """Return what is said under *kind*.

    Raises:
        ValueError: The mailbox has no such fault.
    """
    if kind not in _REFUSALS:
        raise ValueError(f"no such fault at the mailbox: {kind}")
    status, code, words = _REFUSALS[kind]
    answer = refused(status, code, words)
    return answer.with_headers(_CHALLENGES[kind]) if kind in _CHALLENGES else answer


def refused(status: int, code: str, message: str) -> Answer:
    """Return an error as the service writes it."""
    return as_json({"error": {"code": code, "message": message}}, status=status)
