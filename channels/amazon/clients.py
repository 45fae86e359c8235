"""The library's clients, made so that nothing but the settings reaches them."""

import logging
import os
import ssl
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from channels.amazon.config import AmazonConfig, refused_environment
from channels.amazon.transport import StrictTransport, TokenTransport
from channels.errors import AuthorizationError
from channels.http import Call
from channels.record import Record
from channels.timing import Timing

if TYPE_CHECKING:
    from channels.wire import Wire

_EARLY = 300.0
"""Seconds before its end at which a token is no longer used."""


class Clients(NamedTuple):
    """What the marketplace calls through."""

    orders: Any
    """``searchOrders`` and ``getOrder`` of the Orders API 2026-01-01."""
    confirmations: Any
    """``confirmShipment``, which stays under v0."""
    transport: StrictTransport
    tokens: Any

    def drop_token(self) -> None:
        """Forget an access token that was refused."""
        self.tokens.drop()


def clients(
    name: str,
    config: AmazonConfig,
    *,
    wire: "Wire",
    timing: Timing,
) -> Clients:
    """Return the library's clients over our own transport and one shared token.

    Raises:
        AuthorizationError: The environment would redirect the library.
    """
    refused = refused_environment(os.environ)
    if refused is not None:
        raise AuthorizationError(f"{name}: {refused}")
    # loaded here: it takes a third of a second, and has no types
    import sp_api.api  # type: ignore[import-untyped]  # noqa: PLC0415  # see above
    import sp_api.auth  # type: ignore[import-untyped]  # noqa: PLC0415  # see above

    _quiet()

    class Tokens(sp_api.auth.AccessTokenClient):  # type: ignore[misc]  # the library has no types
        """The library's token request with a store of its own.

        The library keeps one store for the whole process, by refresh token alone, and
        never looks whether a token was refused.
        """

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            self._granted: dict[str, Any] = {}
            self._end = 0.0

        def get_auth(self) -> Any:
            if not self._granted or timing.monotonic() > self._end - _EARLY:
                url = self.scheme + self.host + self.path
                granted = self._request(url, self.data, self.headers)
                found = Record(granted, "access token")
                self._end = timing.monotonic() + found.number("expires_in")
                self._granted = {"access_token": found.text("access_token")}
            return sp_api.auth.AccessTokenResponse(**self._granted)

        def drop(self) -> None:
            self._granted = {}

    if config.endpoint:
        parts = urlsplit(
            config.token_url or f"{config.endpoint.rstrip('/')}/auth/o2/token"
        )
        Tokens.scheme, Tokens.host = "http://", parts.netloc
        Tokens.path = parts.path
    arguments: dict[str, Any] = {
        "marketplace": _marketplace(name, config),
        "credentials": {
            "refresh_token": config.refresh_token.get_secret_value(),
            "lwa_app_id": config.client_id,
            "lwa_client_secret": config.client_secret.get_secret_value(),
        },
        "timeout": config.timeout,
        # For transports that are closed below, unused: no certificates are read for
        # them, and nobody would be trusted.
        "verify": ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
        "auth_token_client_class": Tokens,
    }
    orders = sp_api.api.Orders(version="2026-01-01", **arguments)
    confirmations = sp_api.api.Orders(version="v0", **arguments)
    transport = StrictTransport(wire, timing.clock)
    grants = TokenTransport(wire, timing.clock)
    grants.call = Call(name, "access token", write=False)
    tokens = orders._auth  # noqa: SLF001  # the library has no other seam
    for client in (orders, confirmations):
        for part in (client, client._auth):  # noqa: SLF001  # as above
            part._transport.close()  # noqa: SLF001  # as above
        client._transport = transport  # noqa: SLF001  # as above
        client._auth = tokens  # noqa: SLF001  # as above
    tokens._transport = grants  # noqa: SLF001  # as above
    return Clients(orders, confirmations, transport, tokens)


def _marketplace(name: str, config: AmazonConfig) -> Any:
    import sp_api.base  # type: ignore[import-untyped]  # noqa: PLC0415  # as above

    known = {one.marketplace_id: one for one in sp_api.base.Marketplaces}
    found = known.get(config.marketplace_id)
    if found is None:
        raise AuthorizationError(
            f"{name}: marketplace_id {config.marketplace_id!r} is none of Amazon's"
        )
    if not config.endpoint:
        return found
    return SimpleNamespace(
        endpoint=config.endpoint.rstrip("/"),
        marketplace_id=found.marketplace_id,
        region=found.region,
    )


def _quiet() -> None:
    """Keep the library from logging tokens; its loggers set levels of their own."""
    for logger in list(logging.root.manager.loggerDict):
        if logger == "sp_api" or logger.startswith("sp_api."):
            logging.getLogger(logger).setLevel(logging.WARNING)
