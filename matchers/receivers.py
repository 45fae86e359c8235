"""Receivers: whose word on a sender counts in a mailbox, and by what name it gives it.

A server that adds ``Authentication-Results`` to every message adds it on top. A field
under another name there was not written by it, and nothing has been said.
"""

from typing import Literal, NamedTuple

from extractors.mail.authentication import Authentication, authentication
from extractors.values import Mail

ReceiverKind = Literal["any", "exchange", "gmail", "fastmail", "other", "none"]
"""any: whoever wrote the topmost field. other: the server named. none: nobody."""

OURSELVES = "nightclerk"
"""The name under which we write down what we found ourselves."""


class Receiver(NamedTuple):
    """The server that took the mail in."""

    kind: ReceiverKind = "any"
    authserv_id: str = ""
    """Lower-case name it gives itself; of ``other`` only."""


ANY = Receiver()


def word_of(receiver: Receiver, mail: Mail) -> Authentication | None:
    """Return what *receiver*, or we ourselves, found of the sender; None for nothing.

    Where we checked signatures ourselves nobody else is heard.
    """
    if mail.checked:
        return authentication(mail.checked)
    # Only the topmost is the receiver's own; others may have come with the message.
    said = authentication(mail.authentication[0]) if mail.authentication else None
    return said if said is not None and _wrote(receiver, said) else None


def _wrote(receiver: Receiver, said: Authentication) -> bool:
    match receiver.kind:
        case "any":
            # Our own name is for what we find, never for what a mail brings along.
            return said.server != OURSELVES
        case "exchange":
            return not said.server and said.compauth != "absent"
        case "gmail":
            return said.server == "mx.google.com"
        case "fastmail":
            return said.server.endswith(".messagingengine.com")
        case "other":
            return said.server == receiver.authserv_id != ""
        case "none":
            return False
