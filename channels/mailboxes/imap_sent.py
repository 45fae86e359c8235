"""The folder of an IMAP account where what we sent is kept, and looked for."""

from collections.abc import Sequence
from datetime import datetime
from imaplib import IMAP4

from channels.mailboxes.imap_session import Session, no_folder, session, told
from channels.secure import MailServer


class SentFolder:
    """One folder that copies go to; some others are only looked into."""

    def __init__(self, server: MailServer, sent: str, others: Sequence[str]) -> None:
        """Connect to nothing yet.

        Args:
            server: Where, and as whom.
            sent: Folder of what was sent, as the server names it.
            others: Folders in which a mail to ourselves would arrive.
        """
        self._server = server
        self._sent = sent
        self._others = others

    def holds(self, message_id: str) -> bool:
        """Say whether a mail with this Message-ID was sent, or has arrived.

        Raises:
            ChannelError: The account cannot be looked into.
        """
        with session(self._server) as client, told(self._server):
            folders = dict.fromkeys((self._sent, *self._others))
            return any(_holds(client, self._server, f, message_id) for f in folders)

    def keep(self, message: bytes, message_id: str, at: datetime) -> None:
        """Put a copy of a sent mail there, unless the server did so by itself.

        Raises:
            ChannelError: The account cannot be looked into, or takes no copy.
        """
        with session(self._server) as client, told(self._server):
            if not _holds(client, self._server, self._sent, message_id):
                client.append(self._sent, message, flags=[rb"\Seen"], msg_time=at)


def _holds(client: Session, server: MailServer, folder: str, message_id: str) -> bool:
    try:
        client.select_folder(folder, readonly=True)
    except IMAP4.abort:
        raise
    except IMAP4.error:
        raise no_folder(client, server, folder) from None
    return bool(client.search(["HEADER", "Message-ID", message_id]))
