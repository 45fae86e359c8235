"""Mail from Microsoft 365: each message as MIME, oldest first, and left as it is."""

import json
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from channels.errors import RejectedError, UnavailableError
from channels.graph.answers import FailedInsideError, MissingError, record
from channels.graph.client import Client
from channels.graph.clouds import cloud_notes
from channels.graph.config import GraphConfig
from channels.graph.folders import Folders
from channels.graph.listing import changed, stamp
from channels.graph.position import Due, Position, position
from channels.http import Call
from channels.mailboxes.files import SIZE_LIMIT, too_large, unreadable
from channels.mailboxes.received import received
from channels.mailboxes.values import FetchedMail
from channels.timing import Timing
from extractors.values import Issue

AT_ONCE = 4
"""Requests under way together: the service refuses a fifth of the same mailbox."""
_AHEAD = 2 * AT_ONCE
_CHECKPOINT = 256
"""Messages after which it is noted how far a long reading has come."""
_MOST_FAILED = 5
"""Failures in a row that are no longer the messages' own."""


class _Got(NamedTuple):
    due: Due
    content: bytes | None
    """None: it is not there any more, or cannot be had."""
    issue: Issue | None
    notes: tuple[Issue, ...] = ()


class GraphMailbox:
    """One mailbox; only its setting lets anything be changed there."""

    def __init__(
        self,
        name: str,
        config: GraphConfig,
        *,
        since: datetime,
        timing: Timing,
    ) -> None:
        """Ask for nothing yet.

        Args:
            name: Of the configured instance.
            config: Mailbox and credentials.
            since: Mail received before is not asked for.
            timing: Clock, sleep and chance.
        """
        self._name = name
        self._config = config
        self._since = since.astimezone(UTC)
        self._client = Client(name, config, timing)

    def fetch(self, watermark: str | None) -> Iterator[FetchedMail]:
        """Yield what came into the folders since *watermark*, oldest first.

        The last message carries the new watermark; of a long reading some on the way
        say how far it has come. Mail that was moved away and back keeps its id and is
        not fetched again.

        Raises:
            ChannelError: The mailbox cannot be read further.
        """
        before = position(watermark, self._config.user)
        due, after, bare = self._listed(before)
        waiting: FetchedMail | None = None
        fetched: list[Due] = []
        missed: list[Due] = []
        for got in self._contents(due, bare):
            (missed if got.issue else fetched).append(got.due)
            if got.content is None and got.issue is None:
                continue
            if waiting is not None:
                yield waiting
            mark = None
            if len(fetched) % _CHECKPOINT == 0:
                so_far = replace(after, links=before.links)
                mark = so_far.passed(fetched, missed).text()
            content = got.content or b""
            moment = _moment(got.due.received) or received(content)
            waiting = FetchedMail(
                got.due.message, content, moment, mark, got.issue, got.notes
            )
        if waiting is not None:
            yield waiting._replace(watermark=after.passed(fetched, missed).text())

    def folders(self) -> Iterator[str]:
        """Yield the path of every folder, as the settings may name it.

        Raises:
            ChannelError: They cannot be listed.
        """
        return Folders(self._name, self._client).paths()

    def mark(self, external_id: str) -> None:
        """Put the configured category on a message, and move it where it is told to.

        Nothing happens without either in the settings, nor to a message that is gone.

        Raises:
            ChannelError: It could not be done; doing it again does no harm.
        """
        try:
            if self._config.category:
                self._categorise(external_id)
            if self._config.move_to:
                self._move(external_id)
        except MissingError:
            return

    def _categorise(self, message: str) -> None:
        """Add the category to those the message has."""
        call = Call(self._name, "get_message", write=False)
        url = self._client.addresses.message(message, "categories")
        now = record(call, self._client.get(call.operation, url)).texts("categories")
        if self._config.category not in now:
            self._client.patch(
                "update_message",
                self._client.addresses.change(message),
                {"categories": [*now, self._config.category]},
            )

    def _move(self, message: str) -> None:
        """Move it; its id stays, so that moved a second time it is the same."""
        body = json.dumps({"destinationId": self._destination}).encode()
        url = self._client.addresses.move(message)
        self._client.post_once("move_message", url, "application/json", body)

    @cached_property
    def _destination(self) -> str:
        return Folders(self._name, self._client).resolve(self._config.move_to)

    def _listed(self, before: Position) -> tuple[list[Due], Position, set[str]]:
        """Return what is to be fetched, oldest first, and where to begin next time.

        Also what of it has certainly nothing attached.
        """
        found = dict(before.again)
        bare: set[str] = set()
        links = {}
        folders = Folders(self._name, self._client)
        for path in self._config.folders:
            folder = folders.resolve(path)
            came = changed(self._name, self._client, folder, before, self._since)
            found |= came.messages
            bare |= came.bare
            links[folder] = came.path
        unknown = before.unknown(found).items()
        oldest = stamp(self._since)
        due = sorted(
            Due(at, message) for message, at in unknown if not at or at >= oldest
        )
        return due, replace(before, links=links), bare

    def _contents(self, due: Sequence[Due], bare: set[str]) -> Iterator[_Got]:
        """Yield what the service gives for each, in order, a few asked for ahead."""
        failed = 0
        coming = iter(due)
        with _few_threads() as threads:
            asked: deque[Future[_Got]] = deque(
                threads.submit(self._content, one, bare)
                for one in islice(coming, _AHEAD)
            )
            while asked:
                got = asked.popleft().result()
                asked.extend(
                    threads.submit(self._content, one, bare)
                    for one in islice(coming, 1)
                )
                failed = failed + 1 if got.issue else 0
                if failed > _MOST_FAILED:
                    raise UnavailableError(
                        f"{self._name}: get_mime fails message after message"
                        f" ({got.issue and got.issue.detail}): nothing was done, it is"
                        " asked again next night"
                    )
                yield got

    def _content(self, due: Due, bare: set[str]) -> _Got:
        notes: tuple[Issue, ...] = ()
        try:
            url = self._client.addresses.mime(due.message)
            content = self._client.get("get_mime", url).body
            if due.message not in bare:
                notes = cloud_notes(self._name, self._client, due.message)
        except MissingError:
            return _Got(due, None, None)  # deleted since it was listed
        except FailedInsideError as error:
            return _Got(due, None, unreadable(f"the service fails at it: {error.said}"))
        except RejectedError as error:
            return _Got(due, None, unreadable(str(error)))
        if len(content) > SIZE_LIMIT:
            return _Got(due, None, too_large(len(content)))
        return _Got(due, content, None, notes)


@contextmanager
def _few_threads() -> Iterator[ThreadPoolExecutor]:
    """Yield as many threads as there may be requests; what nobody awaits is dropped."""
    threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="graph")
    try:
        yield threads
    finally:
        threads.shutdown(cancel_futures=True)


def _moment(told: str) -> datetime | None:
    try:
        return datetime.fromisoformat(told)
    except ValueError:
        return None
