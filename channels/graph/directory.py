"""The directory, which grants the tokens; ``azure.identity`` asks it, here and alone.

Loaded only where a token is needed.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from azure.core.credentials import TokenCredential
from azure.core.exceptions import (
    AzureError,
    ClientAuthenticationError,
    ServiceRequestError,
)
from azure.core.pipeline.transport import RequestsTransport
from azure.identity import CertificateCredential, ClientSecretCredential

from channels.graph.config import LOGIN, GraphConfig

logging.getLogger("azure.identity").setLevel(logging.CRITICAL)
"""It logs each refusal with the directory's words; whoever asked is told already."""
SCOPE = "https://graph.microsoft.com/.default"
_TOO_MANY, _SERVER_ERROR = 429, 500


class Refused(Exception):  # noqa: N818  # an answer, which the caller judges
    """The directory gives no token."""


class NotReached(Exception):  # noqa: N818  # as above
    """The directory could not be asked, or is not well."""


def granter(config: GraphConfig) -> Callable[[], str]:
    """Return what gets a token, kept until it runs out.

    The function raises :class:`Refused` or :class:`NotReached`.
    """
    transport = PinnedTransport(config)
    credential = _credential(config, transport)

    def token() -> str:
        with asked(transport):
            return str(credential.get_token(SCOPE).token)

    return token


@contextmanager
def asked(transport: "PinnedTransport") -> Iterator[None]:
    """Tell a refusal from a directory that is not well.

    Raises:
        Refused: It was asked, and says no; with its own words.
        NotReached: It could not be asked.
    """
    transport.trouble = ""
    try:
        yield
    except (AzureError, ValueError) as error:
        # The library calls whatever happens on the way a refusal.
        if transport.trouble or not isinstance(error, ClientAuthenticationError):
            raise NotReached(transport.trouble or type(error).__name__) from None
        answer = getattr(error, "response", None)
        words = answer.text() if answer is not None else ""
        raise Refused(f"{error} {words}") from None


def _credential(config: GraphConfig, transport: "PinnedTransport") -> TokenCredential:
    common: dict[str, Any] = {
        "authority": LOGIN,  # else one of the environment would get the credentials
        "disable_instance_discovery": True,
        "transport": transport,
        "retry_total": 0,
    }
    if config.certificate is not None:
        password = config.certificate_password
        return CertificateCredential(
            config.tenant,
            config.client_id,
            certificate_data=config.certificate.read_bytes(),
            password=password and password.get_secret_value(),
            **common,
        )
    secret = config.client_secret
    assert secret is not None  # noqa: S101  # the config has one of both
    return ClientSecretCredential(
        config.tenant, config.client_id, secret.get_secret_value(), **common
    )


class PinnedTransport(RequestsTransport):  # type: ignore[misc]  # mypy skips azure
    """Speaks to the directory alone, or to the local server in its place."""

    def __init__(self, config: GraphConfig) -> None:
        super().__init__(
            connection_timeout=config.timeout,
            read_timeout=config.timeout,
            use_env_settings=False,
        )
        self._login = config.login
        self.trouble = ""
        """What kept the last request from an answer; empty for nothing."""

    def send(self, request: Any, **options: Any) -> Any:
        """Send *request* unless it would go elsewhere."""
        parts = urlsplit(request.url)
        if f"{parts.scheme}://{parts.netloc}" != LOGIN:
            self.trouble = "another host than the directory's"
            raise ServiceRequestError(self.trouble)
        request.url = self._login + request.url.removeprefix(LOGIN)
        try:
            answer = super().send(request, **options)
        except AzureError as error:
            self.trouble = type(error).__name__
            raise
        status = answer.status_code
        if status == _TOO_MANY or status >= _SERVER_ERROR:
            self.trouble = f"HTTP {status}"
        return answer
