"""An IMAP mailbox: folders are examined for reading, messages only peeked at.

Within a folder messages come in the order of their numbers, which is the order they
arrived in, and each carries the watermark behind it: a night that dies goes on where
its last commit was. Where the server has numbered a folder anew, the folder is read
again from a fixed day on; the ledger knows by their hashes what it has read already.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta
from imaplib import IMAP4
from typing import Any, NamedTuple

from channels.errors import SchemaDriftError
from channels.mailboxes.files import SIZE_LIMIT, too_large, unreadable
from channels.mailboxes.imap_marks import Marking, Marks, marks
from channels.mailboxes.imap_places import Place, Places, places_of
from channels.mailboxes.imap_session import (
    ConnectionLostError,
    Session,
    no_folder,
    session,
    told,
)
from channels.mailboxes.received import HEAD_LIMIT, received
from channels.mailboxes.values import FetchedMail
from channels.secure import MailServer
from extractors.values import Issue

RECONNECTS = 8
"""How often one night takes up a connection that broke."""
PAUSE = 2.0
"""Seconds before a broken connection is taken up again."""
_PATIENCE = 3
"""Times a message may break the connection before the others go on without it."""
_LISTED = 500
"""Messages whose sizes are asked for at once."""
_FETCHED = 32
"""Messages fetched at once, as long as they are small together."""
_SMALL = 4 * 1024 * 1024
"""Bytes that are fetched at once, but for a single larger message."""
_OVERLAP = timedelta(days=2)
"""A server knows a message's day, but not in which time zone."""
_WHOLE = f"BODY.PEEK[]<0.{SIZE_LIMIT + 1}>".encode()
_CONTENT = b"BODY[]<0>"


class _Listed(NamedTuple):
    """One message as the server lists it."""

    number: int
    size: int
    arrived: datetime | None


class Imap:
    """Some folders of one account."""

    def __init__(
        self,
        server: MailServer,
        folders: Sequence[str],
        *,
        since: date,
        sleep: Callable[[float], None],
        marking: Marking | None = None,
    ) -> None:
        """Connect to nothing yet.

        Args:
            server: Where, and as whom.
            folders: As the server names them.
            since: A folder that was never read is read from this day on.
            sleep: Waits so many seconds.
            marking: What is done with mail that was read; None: nothing.
        """
        self._server = server
        self._marking = marking or Marking()
        self._folders = folders
        self._since = since
        self._sleep = sleep

    def fetch(self, watermark: str | None) -> Iterator[FetchedMail]:
        """Yield what came since *watermark*, folder by folder, oldest first.

        A connection that breaks is taken up again where it broke; a message that breaks
        it when asked for alone is yielded with that issue.

        Raises:
            ChannelError: The mailbox cannot be read, or not further.
        """
        reading = _Reading(self._server, places_of(watermark, self._since - _OVERLAP))
        for left in reversed(range(RECONNECTS + 1)):
            try:
                with session(self._server) as client:
                    for folder in self._folders:
                        yield from reading.folder(client, folder)
            except ConnectionLostError:
                if not left:
                    raise
                self._sleep(PAUSE)
            else:
                return

    def folders(self) -> Sequence[str]:
        """Return the name of every folder, as the settings may name it.

        Raises:
            ChannelError: They cannot be listed.
        """
        with session(self._server) as client, told(self._server):
            return [name for _, _, name in client.list_folders()]

    def marking(self) -> AbstractContextManager[Marks]:
        """Return what marks messages that were read, as the settings say."""
        return marks(self._server, self._marking)


class _Reading:
    """One night's reading, over as many connections as it takes."""

    def __init__(self, server: MailServer, places: Places) -> None:
        self._server = server
        self._places = places
        self._told: set[tuple[str, int]] = set()
        """Messages whose trouble was told tonight."""
        self._asked: Counter[tuple[str, int]] = Counter()
        """How often a message was asked for and no answer came."""

    def folder(self, client: Session, name: str) -> Iterator[FetchedMail]:
        """Yield what is new in one folder, and what is owed from earlier nights."""
        with told(self._server):
            validity = self._examine(client, name)
            known = self._places.folders.get(name)
            if known is None or known.validity != validity:
                known = Place(validity)
                self._places = self._places.with_place(name, known)
            if not known.last:
                due = client.search(["SINCE", self._places.since])
            else:
                due = client.search(["UID", f"{known.last + 1}:*"])
                # The star alone also stands for the last message, however old.
                due = [number for number in due if number > known.last]
                due = [*known.owed, *due]
        due = sorted(n for n in set(due) if (name, n) not in self._told)
        for at in range(0, len(due), _LISTED):
            yield from self._some(client, name, due[at : at + _LISTED])

    def _examine(self, client: Session, name: str) -> int:
        try:
            state = client.select_folder(name, readonly=True)
        except IMAP4.abort:
            raise
        except IMAP4.error:
            raise no_folder(client, self._server, name) from None
        if not isinstance(validity := state.get(b"UIDVALIDITY"), int):
            raise SchemaDriftError(
                f"{self._server.shown} does not number the messages of {name!r}"
            )
        return validity

    def _some(
        self, client: Session, name: str, numbers: list[int]
    ) -> Iterator[FetchedMail]:
        with told(self._server):
            answers = client.fetch(numbers, [b"RFC822.SIZE", b"INTERNALDATE"])
            there = {*answers}
            if missing := [number for number in numbers if number not in there]:
                there |= {*client.search(["UID", *map(str, missing)])}
        for number in {*self._places.folders[name].owed} & {*numbers} - there:
            self._pass(name, number, had=True)  # deleted meanwhile: not owed any more
        listed = [_listed(n, answers.get(n, {})) for n in numbers if n in there]
        for group in self._groups(name, listed):
            contents = self._contents(client, name, group)
            for each in group:
                got = contents[each.number]
                if got is None:
                    self._pass(name, each.number, had=True)
                else:
                    yield self._mail(name, each, got)

    def _groups(self, name: str, listed: Sequence[_Listed]) -> Iterator[list[_Listed]]:
        """Yield what is fetched at once; what no answer came to goes alone."""
        group: list[_Listed] = []
        for each in listed:
            alone = self._asked[name, each.number] > 0
            size = sum(other.size for other in group) + each.size
            if group and (alone or len(group) == _FETCHED or size > _SMALL):
                yield group
                group = []
            group.append(each)
            if alone:
                yield group
                group = []
        if group:
            yield group

    def _contents(
        self, client: Session, name: str, group: Sequence[_Listed]
    ) -> dict[int, bytes | Issue | None]:
        """Return the bytes of each message, or why there are none; None: it is gone."""
        found: dict[int, bytes | Issue | None] = {
            each.number: too_large(each.size)
            for each in group
            if each.size > SIZE_LIMIT
        }
        asked = [each.number for each in group if each.number not in found]
        if len(asked) == 1 and self._asked[name, asked[0]] >= _PATIENCE:
            # Asked for in company and alone, and the connection broke each time.
            found[asked[0]] = unreadable("the connection breaks when it is asked for")
            return found
        self._asked.update((name, number) for number in asked)
        found |= self._answers(client, asked)
        for number in asked:
            del self._asked[name, number]
        return found

    def _answers(
        self, client: Session, numbers: Sequence[int]
    ) -> dict[int, bytes | Issue | None]:
        if not numbers:
            return {}
        answers: dict[int, Any] = {}
        with told(self._server):
            try:
                answers = client.fetch(numbers, [_WHOLE])
            except IMAP4.abort:
                raise
            except IMAP4.error:
                if len(numbers) == 1:
                    return {numbers[0]: unreadable("the server refuses to give it")}
        found: dict[int, bytes | Issue | None] = {}
        for number in numbers:
            content = answers.get(number, {}).get(_CONTENT)
            if isinstance(content, bytes) and content:
                long = len(content) > SIZE_LIMIT
                found[number] = too_large(len(content)) if long else content
            elif len(numbers) == 1:
                with told(self._server):
                    there = client.search(["UID", str(number)])
                nothing = unreadable("the server gives no content for it")
                found[number] = (
                    nothing if there else None
                )  # deleted since it was listed
            else:  # one of many may cost the others theirs: each by itself
                found |= self._answers(client, [number])
        return found

    def _mail(self, name: str, listed: _Listed, got: bytes | Issue) -> FetchedMail:
        number = listed.number
        issue = None if isinstance(got, bytes) else got
        content = got if isinstance(got, bytes) else b""
        if issue:
            self._told.add((name, number))
        place = self._pass(name, number, had=issue is None)
        return FetchedMail(
            external_id=f"{name}/{place.validity}/{number}",
            content=content,
            received=received(content[:HEAD_LIMIT]) or listed.arrived,
            watermark=self._places.watermark(),
            issue=issue,
        )

    def _pass(self, name: str, number: int, *, had: bool) -> Place:
        place = self._places.folders[name].past(number, had=had)
        self._places = self._places.with_place(name, place)
        return place


def _listed(number: int, answer: dict[bytes, Any]) -> _Listed:
    size, arrived = answer.get(b"RFC822.SIZE"), answer.get(b"INTERNALDATE")
    return _Listed(
        number,
        size if isinstance(size, int) else 0,
        arrived.astimezone(UTC) if isinstance(arrived, datetime) else None,
    )
