"""The access token of one store: given once, or granted for a day and renewed."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from channels.errors import AuthorizationError, UnavailableError
from channels.http import BrokenOffError, NoSenseError, NotSentError, parsed
from channels.record import Record
from channels.shopify.config import ShopifyConfig

if TYPE_CHECKING:
    from channels.wire import Wire

_EARLY = 300.0
"""Seconds before its end at which a token is no longer used."""
_OK, _SERVER_ERROR, _TOO_MANY = 200, 500, 429


class Tokens:
    """Hands out the token; the only place that holds it."""

    def __init__(
        self,
        config: ShopifyConfig,
        url: str,
        wire: "Wire",
        monotonic: Callable[[], float],
    ) -> None:
        self._config = config
        self._url = url
        self._wire = wire
        self._monotonic = monotonic
        self._token = config.token.get_secret_value() if config.token else ""
        self._end = float("inf")

    @property
    def renewable(self) -> bool:
        """Whether a refused token can be replaced by asking for another."""
        return self._config.client_secret is not None

    def current(self) -> str:
        """Return a token that is good for some minutes more.

        Raises:
            AuthorizationError: The service grants none.
            UnavailableError: It could not be asked.
        """
        if not self._token or self._monotonic() > self._end - _EARLY:
            self._token, seconds = self._grant()
            self._end = self._monotonic() + seconds
        return self._token

    def drop(self) -> None:
        """Forget a token that was refused."""
        self._token = ""

    def _grant(self) -> tuple[str, float]:
        secret = self._config.client_secret
        if secret is None:
            raise AuthorizationError("the store's token is refused: give a new one")
        form = {
            "grant_type": "client_credentials",
            "client_id": self._config.client_id,
            "client_secret": secret.get_secret_value(),
        }
        try:
            answer = self._wire.request("POST", self._url, data=form)
        except (NotSentError, BrokenOffError) as error:
            raise UnavailableError(
                f"asked {self._config.domain} for a token and got no answer ({error})"
            ) from None
        if answer.status >= _SERVER_ERROR or answer.status == _TOO_MANY:
            raise UnavailableError(
                f"asked {self._config.domain} for a token and got"
                f" HTTP {answer.status}; tried again next night"
            )
        if answer.status != _OK:
            raise AuthorizationError(
                f"{self._config.domain} grants no token (HTTP {answer.status}):"
                " check client_id and client_secret, and that the app is installed"
            )
        try:
            grant = Record(parsed(answer.body), "access_token")
        except NoSenseError:
            raise UnavailableError(
                f"asked {self._config.domain} for a token and got something else"
            ) from None
        return grant.text("access_token"), float(grant.count("expires_in"))
