"""Files that a sender attached as a link to his cloud: no part of the raw message."""

from channels.graph.answers import record
from channels.graph.client import Client
from channels.http import Call, quoted
from extractors.codes import Reason
from extractors.values import Issue

_REFERENCE = "#microsoft.graph.referenceAttachment"
_NAMED = 5


def cloud_notes(name: str, client: Client, message: str) -> tuple[Issue, ...]:
    """Return a note of the files that lie elsewhere; none where there are none.

    Args:
        name: Of the mailbox, for messages.
        client: Calls it.
        message: Id of the message.

    Raises:
        ChannelError: What is attached cannot be listed.
    """
    call = Call(name, "list_attachments", write=False)
    url = client.addresses.attachments(message)
    listed = record(call, client.get(call.operation, url)).records("value")
    names = [
        quoted(each.optional_text("name"), 80)
        for each in listed
        if each.optional_text("@odata.type") == _REFERENCE
    ]
    if not names:
        return ()
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    named = ", ".join(names[:_NAMED])
    detail = f"attached as a link to a cloud, and never opened: {named}{more}"
    return (Issue(code=Reason.CLOUD_LINK, detail=detail),)
