"""Tokens of the books: an access token for an hour, a refresh token that rotates."""

import base64
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sandbox.clock import Clock, instant
from sandbox.exchange import Answer, Request, as_json
from sandbox.tokens import Tokens

Json = dict[str, Any]

CLIENT_ID = "ABsandbox"
CLIENT_SECRET = "sandbox-books-secret"  # noqa: S105  # opens nothing but the sandbox
TOKEN_PATH = "/oauth2/v1/tokens/bearer"  # noqa: S105  # a path
REVOKE_PATH = "/v2/oauth2/tokens/revoke"
DISCOVERY_PATH = "/.well-known/openid_sandbox_configuration"
ACCESS_SECONDS = 3600
REFRESH_SECONDS = 8_640_000
"""A hundred days, beginning anew with every rotation."""

_REFUSALS = {
    "rate_limited": (429, "temporarily_unavailable"),
    "token_expired": (400, "invalid_grant"),
    "scope_missing": (403, "insufficient_scope"),
    "access_denied": (403, "access_denied"),
    "rejected": (400, "invalid_grant"),
    "partial": (400, "invalid_request"),
}


def refusal(kind: str) -> Answer:
    """Return the token endpoint's words for one kind of fault.

    Raises:
        ValueError: It has no such fault.
    """
    if kind not in _REFUSALS:
        raise ValueError(f"no such fault at the token endpoint: {kind}")
    status, code = _REFUSALS[kind]
    return as_json({"error": code}, status=status)


def discovery(url: str) -> Answer:
    """Return where everything that concerns tokens is asked for."""
    return as_json(
        {
            "issuer": url,
            "authorization_endpoint": f"{url}/connect/oauth2",
            "token_endpoint": url + TOKEN_PATH,
            "userinfo_endpoint": f"{url}/v1/openid_connect/userinfo",
            "revocation_endpoint": url + REVOKE_PATH,
            "jwks_uri": f"{url}/v1/openid_connect/jwks",
            "response_types_supported": ["code"],
            "scopes_supported": ["com.intuit.quickbooks.accounting"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
        }
    )


class Login:
    """One connection of the app to the company, from its journal entries."""

    def __init__(
        self, clock: Clock, grace: float, commit: Callable[[Json], Json]
    ) -> None:
        self._clock = clock
        self._grace = timedelta(seconds=grace)
        self._commit = commit
        self.restart(())

    def restart(self, entries: Iterable[Mapping[str, Any]]) -> None:
        """Begin again with what the journal holds."""
        self._generation = 1
        self._since: datetime = self._clock.now()
        self._graceful = False
        self._connect(connections=1)
        for entry in entries:
            self.apply(entry)

    def apply(self, entry: Mapping[str, Any]) -> None:
        """Change the connection by one entry, if it concerns tokens."""
        if entry["operation"] not in ("token_refresh", "token_revoke"):
            return
        revoked = entry["operation"] == "token_revoke"
        self._generation = entry["generation"]
        self._since = instant(entry["at"])
        self._graceful = not revoked
        if revoked:
            self._connect(self._connections + 1)

    def _connect(self, connections: int) -> None:
        self._connections = connections
        self._access = Tokens(self._clock, f"AT{connections}.", ACCESS_SECONDS)

    @property
    def refresh_token(self) -> str:
        """The refresh token that is honoured now.

        After a revocation it is the one a person gets by connecting the app again.
        """
        return _refresh_token(self._generation)

    def opens(self, request: Request) -> bool:
        """Say whether a call carries an access token that is honoured now."""
        return self._access.valid(_bearer(request))

    def expire(self, request: Request) -> None:
        """Let the access token of a call run out."""
        self._access.revoke(_bearer(request))

    def answer(self, operation: str, request: Request, url: str) -> Answer:
        """Answer a call that concerns tokens: discovery, token or revoke."""
        match operation:
            case "token":
                return self._grant(request)
            case "revoke":
                return self._revoke(request)
            case _:
                return discovery(url)

    def _grant(self, request: Request) -> Answer:
        """Return new tokens, or why there are none.

        The refresh token changes every time, and the former is dead from then on, or
        after the grace: within it, it gets what came after it.
        """
        if not _is_client(request):
            return as_json({"error": "invalid_client"}, status=401)
        if request.form.get("grant_type") != "refresh_token":
            return as_json({"error": "unsupported_grant_type"}, status=400)
        told = request.form.get("refresh_token", "")
        age = self._clock.now() - self._since
        if told == self.refresh_token and age < timedelta(seconds=REFRESH_SECONDS):
            self._commit(
                {"operation": "token_refresh", "generation": self._generation + 1}
            )
        elif not self._is_in_grace(told, age):
            return refusal("rejected")
        return as_json(
            {
                "token_type": "bearer",
                "access_token": self._access.issue(),
                "expires_in": ACCESS_SECONDS,
                "refresh_token": self.refresh_token,
                "x_refresh_token_expires_in": REFRESH_SECONDS,
            }
        )

    def _is_in_grace(self, told: str, age: timedelta) -> bool:
        former = _refresh_token(self._generation - 1)
        return self._graceful and told == former and age < self._grace

    def _revoke(self, request: Request) -> Answer:
        """End the connection: every token that was handed out is dead."""
        if not _is_client(request):
            return as_json({"error": "invalid_client"}, status=401)
        told = request.form.get("token", "")
        if told != self.refresh_token and not self._access.valid(told):
            return as_json({"error": "invalid_token"}, status=400)
        self._commit({"operation": "token_revoke", "generation": self._generation + 1})
        return Answer(200)


def _refresh_token(generation: int) -> str:
    return f"RT1-sandbox-{generation:06d}"


def _bearer(request: Request) -> str:
    return request.headers.get("authorization", "").removeprefix("Bearer ")


def _is_client(request: Request) -> bool:
    told = request.headers.get("authorization", "")
    pair = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
    return told == f"Basic {pair}"
