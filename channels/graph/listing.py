"""What came into the folders: delta, page by page, by hand.

The library's own iterator ends at an empty page although more follow, and never gives
the link the next round begins with.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from channels.errors import SchemaDriftError
from channels.graph.answers import SyncLostError, record
from channels.graph.client import Client
from channels.graph.position import Position
from channels.http import Call

_OVERLAP = timedelta(days=30)
"""How far behind the newest message a folder is read again when its link expired:
mail may be moved into a folder long after it was received."""
_MOST_FILTERED = 5_000
"""A first round with a filter gives at most so many messages, without a word."""
_MOST_PAGES = 20_000


class Round(NamedTuple):
    """What one round through a folder gave."""

    messages: Mapping[str, str]
    """Id of each message, and when it was received; empty where that is not said."""
    path: str
    """Where the next one begins, without the host."""
    bare: frozenset[str] = frozenset()
    """Those of them that have nothing attached, as the service says."""


def stamp(moment: datetime) -> str:
    """Return an instant, aware and in UTC, as the service writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def changed(
    name: str, client: Client, folder: str, before: Position, horizon: datetime
) -> Round:
    """Return what came into *folder* since *before*, or changed there.

    Args:
        name: Of the mailbox, for messages.
        client: Calls it.
        folder: Well-known name or id.
        before: Says where the last round ended.
        horizon: What was received earlier is not asked for.

    Raises:
        ChannelError: The folder cannot be listed to its end.
    """
    path = before.links.get(folder)
    if path is not None:
        try:
            return _walk(name, client, client.at(path))
        except SyncLostError:
            return _anew(name, client, folder, _from(before, horizon))
    return _anew(name, client, folder, horizon)


def _from(before: Position, horizon: datetime) -> datetime:
    if not before.newest:
        return horizon
    return max(horizon, datetime.fromisoformat(before.newest) - _OVERLAP)


def _anew(name: str, client: Client, folder: str, least: datetime) -> Round:
    """Read a folder from *least* on; in whole where the filter would cut it off."""
    found = _walk(name, client, client.addresses.delta(folder, stamp(least)))
    if len(found.messages) < _MOST_FILTERED:
        return found
    return _walk(name, client, client.addresses.delta(folder, None))


def _walk(name: str, client: Client, link: str) -> Round:
    call = Call(name, "delta", write=False)
    messages: dict[str, str] = {}
    bare: set[str] = set()
    for _ in range(_MOST_PAGES):
        page = record(call, client.get(call.operation, link))
        for entry in page.records("value"):
            removed = entry.optional_record("@removed") is not None
            if not removed and not entry.optional_flag("isDraft"):
                message = entry.text("id")
                messages[message] = entry.optional_text("receivedDateTime")
                if entry.optional_flag("hasAttachments") is False:
                    bare.add(message)
        if end := page.optional_text("@odata.deltaLink"):
            return Round(messages, client.path_of(end), frozenset(bare))
        link = page.text("@odata.nextLink")
    raise SchemaDriftError(f"{call} gives pages without end")
