"""Looking at an IMAP account on purpose: can it be read, and marked as told."""

from collections.abc import Iterator, Sequence
from imaplib import IMAP4

from channels.checks import Check, bad, good
from channels.errors import AuthorizationError, ChannelError
from channels.mailboxes.imap_marks import Marking, keeps
from channels.mailboxes.imap_session import Session, no_folder, session, told
from channels.secure import MailServer


def examine(
    server: MailServer, folders: Sequence[str], how: Marking, *, sent: str = ""
) -> Iterator[Check]:
    """Yield what was found; no message is read or changed.

    Args:
        server: Where, and as whom.
        folders: Those that are read.
        how: What is done with mail that was read.
        sent: Folder for copies of the summary; empty for none.
    """
    try:
        with session(server) as client:
            yield good(f"{server.shown} lets {server.username!r} in, encrypted")
            for name in dict.fromkeys((*folders, *filter(None, (sent, how.move_to)))):
                yield _folder(client, server, name)
            yield from _marks(client, server, folders, how)
    except AuthorizationError as error:
        yield bad(str(error), "docs/imap.md: most services want an app password")
    except ChannelError as error:
        yield bad(str(error), "host, port and security; docs/imap.md")


def _folder(client: Session, server: MailServer, name: str) -> Check:
    with told(server):
        try:
            state = client.select_folder(name, readonly=True)
        except IMAP4.abort:
            raise
        except IMAP4.error:
            missing = str(no_folder(client, server, name))
            return bad(missing, "name one of those; create it where it is to be")
    count = state.get(b"EXISTS", 0)
    return good(f"folder {name!r} can be opened: {count} messages")


def _marks(
    client: Session, server: MailServer, folders: Sequence[str], how: Marking
) -> Iterator[Check]:
    if how.move_to:
        with told(server):
            able = client.has_capability("MOVE")
        yield (
            good("mail can be moved in one step")
            if able
            else bad("mail cannot be moved in one step", "use mark = 'keyword'")
        )
    for name in folders if how.keyword else ():
        with told(server):
            try:
                state = client.select_folder(name)  # opened for reading it says nothing
            except IMAP4.readonly:
                state = {}
            except IMAP4.abort:
                raise
            except IMAP4.error:
                continue  # said already
        if keeps(state, how.keyword):
            yield good(f"folder {name!r} keeps the keyword {how.keyword!r}")
        else:
            yield bad(f"folder {name!r} keeps no keywords", "use mark = 'move'")
