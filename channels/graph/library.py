"""Every address of a mailbox, as ``msgraph`` builds them; loaded only where used.

It sends no request of its own to the mailbox: decision 0014 says why.
"""

from typing import cast

from kiota_abstractions.base_request_builder import BaseRequestBuilder
from kiota_abstractions.base_request_configuration import RequestConfiguration
from kiota_abstractions.method import Method
from kiota_abstractions.request_adapter import RequestAdapter
from kiota_abstractions.request_information import RequestInformation
from msgraph.generated.users.item.mail_folders.item.messages.delta.delta_request_builder import (  # noqa: E501  # its name
    DeltaRequestBuilder,
)
from msgraph.generated.users.item.mail_folders.item.messages.messages_request_builder import (  # noqa: E501  # its name
    MessagesRequestBuilder as InsideRequestBuilder,
)
from msgraph.generated.users.item.messages.item.attachments.attachments_request_builder import (  # noqa: E501  # its name
    AttachmentsRequestBuilder,
)
from msgraph.generated.users.item.messages.item.message_item_request_builder import (
    MessageItemRequestBuilder,
)
from msgraph.generated.users.item.messages.messages_request_builder import (
    MessagesRequestBuilder,
)
from msgraph.generated.users.item.user_item_request_builder import (
    UserItemRequestBuilder,
)

from channels.graph.config import GraphConfig

_Delta = DeltaRequestBuilder.DeltaRequestBuilderGetQueryParameters
_Messages = MessagesRequestBuilder.MessagesRequestBuilderGetQueryParameters
_Inside = InsideRequestBuilder.MessagesRequestBuilderGetQueryParameters
_Attachments = AttachmentsRequestBuilder.AttachmentsRequestBuilderGetQueryParameters
_Message = MessageItemRequestBuilder.MessageItemRequestBuilderGetQueryParameters


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
        query = _Delta(select=["id", "receivedDateTime", "isDraft", "hasAttachments"])
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

    def attachments(self, message: str) -> str:
        """Return where is listed what is attached to a message: names and kinds."""
        asked = RequestConfiguration(query_parameters=_Attachments(select=["name"]))
        inside = self._message(message).attachments
        return str(inside.to_get_request_information(asked).url)

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

    def messages(self, folder: str | None, wanted: str) -> str:
        """Return where messages are listed that a filter asks for.

        Args:
            folder: Well-known name or id; None for the whole mailbox.
            wanted: The filter, as OData writes it.
        """
        fields = ["id", "isDraft"]
        if folder is None:
            anywhere = RequestConfiguration(
                query_parameters=_Messages(filter=wanted, select=fields)
            )
            return str(self._user.messages.to_get_request_information(anywhere).url)
        inside = self._user.mail_folders.by_mail_folder_id(folder).messages
        asked = RequestConfiguration(
            query_parameters=_Inside(filter=wanted, select=fields)
        )
        return str(inside.to_get_request_information(asked).url)

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
