"""The libraries' clients over our wire; loaded only where books are used.

Both would speak to the network by themselves, without a limit of time, and one asks for
the token's address before anything else. Here every request passes through one of ours.
"""

import json
from typing import Any, NamedTuple, Protocol

from intuitlib.client import AuthClient  # type: ignore[import-untyped]  # has no types
from quickbooks.client import QuickBooks  # type: ignore[import-untyped]  # has no types

from channels.errors import AuthorizationError, UnavailableError
from channels.http import (
    Answer,
    BrokenOffError,
    NoSenseError,
    NotSentError,
    parsed,
)
from channels.quickbooks.config import QuickBooksConfig
from channels.quickbooks.tokens import Grant, NotAskedError, RefusedGrantError
from channels.record import Record
from channels.wire import Wire

_OK, _TOO_MANY, _SERVER_ERROR = 200, 429, 500
_MINOR_VERSION = 75


class Reply(NamedTuple):
    """As much of an answer as the libraries look at."""

    status_code: int
    text: str

    def json(self) -> Any:
        """Return the value it holds."""
        return json.loads(self.text)

    @property
    def content(self) -> bytes:
        """The same as bytes."""
        return self.text.encode()


class Send(Protocol):
    """Sends what the library would and returns a plain success, or raises."""

    def __call__(
        self, method: str, url: str, *, headers: Any, params: Any, content: Any
    ) -> Answer:
        """Raise a :class:`channels.errors.ChannelError` for anything else."""


class Company(QuickBooks):  # type: ignore[misc]  # the library has no types
    """The library's client of one company."""

    def __init__(self, *, address: str, send: Send, **_: Any) -> None:
        self._address = address.partition("/company/")[0]
        self._send = send

    @property
    def api_url(self) -> str:
        """Where the service's resources begin."""
        return self._address

    def process_request(
        self,
        request_type: str,
        url: str,
        headers: Any = "",
        params: Any = "",
        data: Any = "",
    ) -> Reply:
        """Send one request."""
        answer = self._send(
            request_type, url, headers=headers, params=params, content=data
        )
        encoding = json.detect_encoding(answer.body)
        return Reply(answer.status, answer.body.decode(encoding, "surrogatepass"))


def company(config: QuickBooksConfig, send: Send) -> Company:
    """Return the library's client, which has no session, no token and no timeout."""
    return Company(
        company_id=config.realm,
        minorversion=_MINOR_VERSION,
        use_decimal=True,
        address=config.address,
        send=send,
    )


class IntuitGrants(AuthClient):  # type: ignore[misc]  # the library has no types
    """The library's client of the token endpoint."""

    def __init__(self, name: str, config: QuickBooksConfig, wire: Wire) -> None:
        self._name = name
        self._wire = wire
        self._at = config.grants
        super().__init__(
            config.client_id,
            config.client_secret.get_secret_value(),
            redirect_uri="",
            environment="production",
        )

    def __repr__(self) -> str:
        return f"IntuitGrants({self._name!r})"

    def renew(self, token: str) -> Grant:
        """Ask once; see :class:`channels.quickbooks.tokens.Grants`."""
        self.refresh(refresh_token=token)
        seconds = self.x_refresh_token_expires_in
        return Grant(
            access=self.access_token,
            seconds=float(self.expires_in),
            refresh=self.refresh_token,
            refresh_seconds=None if seconds is None else float(seconds),
        )

    def request(self, method: str, url: str, **arguments: Any) -> Reply:
        """Stand where the library's session does.

        Its one GET asks for addresses, which the settings know; no request goes out.
        """
        if method != "POST":
            return Reply(_OK, json.dumps(dict.fromkeys(_ADDRESSES, self._at)))
        try:
            answer = self._wire.request(
                method, url, headers=arguments["headers"], content=arguments["data"]
            )
        except NotSentError as error:
            raise NotAskedError(
                f"{self._name}: Intuit was not reached for a token ({error}): tried"
                " again next night"
            ) from None
        except BrokenOffError as error:
            raise self._no_answer(str(error)) from None
        return Reply(_OK, json.dumps(self._granted(answer)))

    def _granted(self, answer: Answer) -> dict[str, Any]:
        """Return what we take over of an answer; the library takes whatever comes."""
        status = answer.status
        if status == _TOO_MANY:
            raise NotAskedError(
                f"{self._name}: Intuit grants no token now (HTTP {status}): tried again"
                " next night"
            )
        try:
            value = parsed(answer.body)
        except NoSenseError as error:
            raise self._no_answer(f"HTTP {status}, no JSON, {error}") from None
        said = value.get("error") if isinstance(value, dict) else None
        if said == "invalid_grant":
            raise RefusedGrantError
        if status >= _SERVER_ERROR:
            raise self._no_answer(f"HTTP {status}")
        if status != _OK:
            raise AuthorizationError(
                f"{self._name}: Intuit refuses the app (HTTP {status}): check client_id"
                " and client_secret"
            )
        found = Record(value, "token")
        granted: dict[str, Any] = {
            "access_token": found.text("access_token"),
            "refresh_token": found.text("refresh_token"),
            "expires_in": found.count("expires_in"),
        }
        if "x_refresh_token_expires_in" in value:
            key = "x_refresh_token_expires_in"
            granted[key] = found.count(key)
        return granted

    def _no_answer(self, what: str) -> UnavailableError:
        return UnavailableError(
            f"{self._name}: the token was to be renewed and no answer came ({what}):"
            " the present one is kept and tried again"
        )


_ADDRESSES = (
    "authorization_endpoint",
    "token_endpoint",
    "revocation_endpoint",
    "issuer",
    "jwks_uri",
    "userinfo_endpoint",
)
