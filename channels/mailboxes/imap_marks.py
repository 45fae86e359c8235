"""Saying in an IMAP account what was read: by a keyword, or by moving it away.

A message is never marked read or deleted. It goes by the number that it was read under;
where the server has numbered its folder anew, or it was moved meanwhile, it is left.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from imaplib import IMAP4
from typing import NamedTuple

from channels.errors import SchemaDriftError, UnavailableError
from channels.mailboxes.imap_session import Session, no_folder, session, told
from channels.secure import MailServer

_ANY = b"\\*"
"""Among a folder's flags: it takes keywords it has not seen before."""


class Marking(NamedTuple):
    """What is done with mail that was read; both empty: nothing."""

    keyword: str = ""
    move_to: str = ""
    """Folder, as the server names it."""


class _Message(NamedTuple):
    folder: str
    validity: int
    number: int


@contextmanager
def marks(server: MailServer, how: Marking) -> Iterator["Marks"]:
    """Yield what marks messages, all over one connection; made when first needed."""
    with ExitStack() as opened:
        yield Marks(server, how, opened)


class Marks:
    """One connection on which messages are marked, in the order they were read."""

    def __init__(self, server: MailServer, how: Marking, opened: ExitStack) -> None:
        self._server = server
        self._how = how
        self._opened = opened
        self._client: Session | None = None
        self._selected: tuple[str, int] | None = None
        """The folder that is open, and under which validity its numbers hold."""

    def mark(self, external_id: str) -> None:
        """Mark one message; marked twice it is the same, and one that is gone is left.

        Raises:
            UnavailableError: The server cannot do it; says what to change.
            ChannelError: It could not be done; the rest can be marked another time.
        """
        message = _message(external_id)
        if message is None or not any(self._how):
            return
        with told(self._server):
            client = self._connected()
            if self._open(client, message.folder) != message.validity:
                return
            if self._how.keyword:
                self._put_keyword(client, message)
            if self._how.move_to:
                self._move(client, message)

    def _connected(self) -> Session:
        if self._client is None:
            self._client = self._opened.enter_context(session(self._server))
        return self._client

    def _open(self, client: Session, folder: str) -> int:
        """Open *folder* for writing and return its validity."""
        if self._selected is not None and self._selected[0] == folder:
            return self._selected[1]
        self._selected = None
        try:
            state = client.select_folder(folder)
        except IMAP4.readonly:
            raise UnavailableError(
                f"{self._server.shown} lets nobody mark mail in {folder!r}: it is"
                " open for reading only; mail there is read and stays unmarked"
            ) from None
        except IMAP4.abort:
            raise
        except IMAP4.error:
            raise no_folder(client, self._server, folder) from None
        if self._how.keyword and not keeps(state, self._how.keyword):
            raise UnavailableError(
                f"{self._server.shown} keeps no keywords in {folder!r}: mail there is"
                " read and stays unmarked; use mark = 'move', or take mark out of the"
                " settings"
            )
        validity = state.get(b"UIDVALIDITY")
        if not isinstance(validity, int):
            raise SchemaDriftError(
                f"{self._server.shown} does not number the messages of {folder!r}"
            )
        self._selected = (folder, validity)
        return validity

    def _put_keyword(self, client: Session, message: _Message) -> None:
        keyword = self._how.keyword.encode()
        there = client.add_flags([message.number], [keyword]).get(message.number)
        if there is not None and keyword.lower() not in {f.lower() for f in there}:
            raise UnavailableError(
                f"{self._server.shown} took the keyword {self._how.keyword!r} and did"
                " not keep it; use mark = 'move', or take mark out of the settings"
            )

    def _move(self, client: Session, message: _Message) -> None:
        if not client.has_capability("MOVE"):
            raise UnavailableError(
                f"{self._server.shown} cannot move mail in one step (MOVE), and"
                " nothing is ever copied and deleted instead; use mark = 'keyword', or"
                " take mark out of the settings"
            )
        try:
            client.move([message.number], self._how.move_to)
        except IMAP4.abort:
            raise
        except IMAP4.error:
            raise no_folder(client, self._server, self._how.move_to) from None


def keeps(state: dict[bytes, object], keyword: str) -> bool:
    """Say whether a folder keeps *keyword*; one that does not say keeps what it has."""
    kept = state.get(b"PERMANENTFLAGS", state.get(b"FLAGS", ()))
    names = {f.lower() for f in kept} if isinstance(kept, tuple | list) else set()
    return _ANY in names or keyword.lower().encode() in names


def _message(external_id: str) -> _Message | None:
    """Return which message an id means; None where it is of no account."""
    folder, _, rest = external_id.rpartition("/")
    folder, _, validity = folder.rpartition("/")
    if not (folder and validity.isdecimal() and rest.isdecimal()):
        return None
    return _Message(folder, int(validity), int(rest))
