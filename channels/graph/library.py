"""The libraries behind the mailbox; loaded only where one is used.

``msgraph`` builds every address, ``azure.identity`` gets the tokens. Neither sends a
request of its own to the mailbox: decision 0014 says why.
"""

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlsplit

from azure.core.credentials import TokenCredential
from azure.core.exceptions import (
    AzureError,
    ClientAuthenticationError,
    ServiceRequestError,
)
from azure.core.pipeline.transport import RequestsTransport
from azure.identity import CertificateCredential, ClientSecretCredential
from kiota_abstractions.base_request_builder import BaseRequestBuilder
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_abstractions.method import Method
from kiota_abstractions.request_adapter import RequestAdapter
from kiota_abstractions.request_information import RequestInformation
from msgraph.generated.users.item.mail_folders.item.messages.delta.delta_request_builder import (  # noqa: E501  # its name
    DeltaRequestBuilder,
)
from msgraph.generated.users.item.messages.item.message_item_request_builder import (
    MessageItemRequestBuilder,
)
from msgraph.generated.users.item.user_item_request_builder import (
    UserItemRequestBuilder,
)

from channels.graph.config import LOGIN, GraphConfig

_SCOPE = "https://graph.microsoft.com/.default"
_Delta = DeltaRequestBuilder.DeltaRequestBuilderGetQueryParameters
_Message = MessageItemRequestBuilder.MessageItemRequestBuilderGetQueryParameters
_TOO_MANY, _SERVER_ERROR = 429, 500


class Refused(Exception):  # noqa: N818  # an answer, which the caller judges
    """The directory gives no token."""


class NotReached(Exception):  # noqa: N818  # as above
    """The directory could not be asked, or is not well."""


class Addresses:
    """Addresses of one mailbox, as the library builds them."""

    def __init__(self, config: GraphConfig) -> None:
        # The builders only keep the adapter; sending is not theirs here.
        nobody = cast("RequestAdapter", object())
        path = {"baseurl": f"{config.origin}/v1.0", "user%2Did": config.user}
        self._user = UserItemRequestBuilder(nobody, path)

    def delta(self, folder: str, at_least: str | None) -> str:
        """Return where the first round of a folder begins.

        Args:
            folder: Well-known name or id.
            at_least: ``receivedDateTime`` of the oldest wanted; None for all.
        """
        query = _Delta(select=["id", "receivedDateTime", "isDraft"])
        if at_least is not None:
            query.filter = f"receivedDateTime ge {at_least}"
        inside = self._user.mail_folders.by_mail_folder_id(folder).messages.delta
        asked = RequestConfiguration(query_parameters=query)
        return str(inside.to_get_request_information(asked).url)

    def folders(self) -> str:
        """Return where the folders of the mailbox are listed."""
        return _plain(Method.GET, self._user.mail_folders)

    def children(self, folder: str) -> str:
        """Return where the folders inside one are listed."""
        inside = self._user.mail_folders.by_mail_folder_id(folder)
        return _plain(Method.GET, inside.child_folders)

    def mime(self, message: str) -> str:
        """Return where the raw message lies."""
        content = self._message(message).content
        return str(content.to_get_request_information().url)

    def message(self, message: str, *fields: str) -> str:
        """Return where some fields of a message lie."""
        asked = RequestConfiguration(query_parameters=_Message(select=list(fields)))
        return str(self._message(message).to_get_request_information(asked).url)

    def change(self, message: str) -> str:
        """Return where a message is changed."""
        return _plain(Method.PATCH, self._message(message))

    def move(self, message: str) -> str:
        """Return where a message is moved."""
        return _plain(Method.POST, self._message(message).move)

    def drafts(self) -> str:
        """Return where a draft is made."""
        return _plain(Method.POST, self._user.messages)

    def send(self, message: str) -> str:
        """Return where a draft is sent."""
        return _plain(Method.POST, self._message(message).send)

    def _message(self, message: str) -> MessageItemRequestBuilder:
        return self._user.messages.by_message_id(message)


def _plain(method: Method, builder: BaseRequestBuilder) -> str:
    """Return a builder's address without any query."""
    asked = RequestInformation(method, builder.url_template, builder.path_parameters)
    return str(asked.url)


def granter(config: GraphConfig) -> Callable[[], str]:
    """Return what gets a token, kept until it runs out.

    The function raises :class:`Refused` or :class:`NotReached`.
    """
    transport = _PinnedTransport(config)
    credential = _credential(config, transport)

    def token() -> str:
        transport.trouble = ""
        try:
            return str(credential.get_token(_SCOPE).token)
        except (AzureError, ValueError) as error:
            # The library calls whatever happens on the way a refusal.
            if transport.trouble or not isinstance(error, ClientAuthenticationError):
                raise NotReached(transport.trouble or type(error).__name__) from None
            raise Refused(str(error)) from None

    return token


def _credential(config: GraphConfig, transport: "_PinnedTransport") -> TokenCredential:
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


class _PinnedTransport(RequestsTransport):  # type: ignore[misc]  # mypy skips azure
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
