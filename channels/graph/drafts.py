"""Drafts in Outlook, and sending one: once, and then looking what became of it."""

import base64
from typing import Literal

from channels.errors import ChannelError, OutcomeUnknownError, SchemaDriftError
from channels.graph.answers import MissingError, record
from channels.graph.client import Client
from channels.http import Call

Sent = Literal["sent", "not_sent", "unknown"]
"""``not_sent`` may be sent again; ``unknown`` may not, before somebody has looked."""

_LOOKS = (0.0, 2.0, 4.0, 8.0)
"""Seconds before each look at a mail whose sending was not answered."""


class Drafts:
    """The drafts of one mailbox."""

    def __init__(self, name: str, client: Client) -> None:
        self._name = name
        self._client = client

    def create(self, mail: bytes) -> str:
        """Make a draft of a raw message and return its id.

        Raises:
            OutcomeUnknownError: There may be one now, which does no harm.
            ChannelError: There is none.
        """
        call = Call(self._name, "create_draft", write=True)
        url = self._client.addresses.drafts()
        mime = base64.b64encode(mail)
        answer = self._client.post_once(call.operation, url, "text/plain", mime)
        try:
            return record(call, answer).text("id")
        except SchemaDriftError as error:
            raise OutcomeUnknownError(str(error)) from None

    def send(self, draft: str) -> Sent:
        """Send a draft once, whatever is answered, and return what became of it.

        Graph may take a mail and answer 504 all the same; asked again it would go out
        twice. So it is never asked again, but the draft is looked at, and more than
        once: what was sent may be shown as a draft for a while. Where the copy in Sent
        Items gets an id of its own, the draft is gone, which says the same.

        Raises:
            ChannelError: It certainly was not sent: refused, or not reached.
        """
        url = self._client.addresses.send(draft)
        try:
            self._client.post_once("send_draft", url, "application/json", b"")
        except OutcomeUnknownError:
            return self._became(draft)
        return "sent"

    def _became(self, draft: str) -> Sent:
        call = Call(self._name, "get_message", write=False)
        url = self._client.addresses.message(draft, "isDraft")
        for pause in _LOOKS:
            self._client.wait(pause)
            try:
                answer = self._client.get(call.operation, url)
                if not record(call, answer).flag("isDraft"):
                    return "sent"
            except MissingError:
                return "sent"
            except ChannelError:
                return "unknown"
        return "not_sent"
