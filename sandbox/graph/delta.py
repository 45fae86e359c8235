"""What changed in one folder since a token was handed out, page by page."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from sandbox.graph.store import Message, Store

Json = dict[str, Any]
PAGE = 10
"""Messages of a page where ``odata.maxpagesize`` asks for no other number."""
MOST_FILTERED = 5_000
"""Messages a first round with a filter gives at most."""


class SyncStateError(Exception):
    """The token is of no use any more: the folder must be read from the beginning."""


class QueryError(ValueError):
    """The query asks for what a delta query does not have."""


@dataclass(frozen=True)
class Position:
    """How far a client has come; goes out as an opaque token."""

    folder: str
    since: int = 0
    """Changes the client knew before this round."""
    until: int = 0
    """Changes there were when this round began."""
    done: int = 0
    """Entries of this round already given."""
    at_least: str = ""
    """``receivedDateTime ge``, of the first round."""
    fields: tuple[str, ...] = ()

    def token(self) -> str:
        """Return this as it stands in a link."""
        text = json.dumps(asdict(self), separators=(",", ":"))
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def position(folder: str, query: Mapping[str, Sequence[str]], now: int) -> Position:
    """Return where a request begins.

    Args:
        folder: The folder asked about.
        query: Of the request.
        now: How many changes there have been.

    Raises:
        SyncStateError: The token is not one of this folder.
        QueryError: A filter or an option that there is not.
    """
    if token := _first(query, "$skiptoken"):
        return _read(token, folder, now)
    if token := _first(query, "$deltatoken"):
        before = _read(token, folder, now)
        return replace(before, since=before.until, until=now, done=0, at_least="")
    if unknown := set(query) - {"$select", "$filter", "$top", "changeType"}:
        raise QueryError(f"The query parameter {min(unknown)!r} is not supported.")
    fields = tuple(filter(None, _first(query, "$select").split(",")))
    least = ""
    if asked := _first(query, "$filter"):
        name, operator, least = [*asked.split(" ", 2), "", ""][:3]
        if (name, operator) not in {("receivedDateTime", o) for o in ("ge", "gt")}:
            raise QueryError("Only receivedDateTime can be filtered by.")
    return Position(folder, until=now, at_least=least, fields=fields)


def page(
    store: Store, at: Position, size: int, *, immutable: bool
) -> tuple[list[Json], Position | None]:
    """Return the entries of one page, and where the next begins; None at the end."""
    changed = store.changes[at.since : at.until]
    touched = {c.key: c for c in changed if c.folder == at.folder}
    entries = []
    for change in touched.values():
        message = store.messages.get(change.key)
        if message is not None and message.folder == at.folder:
            if message.received >= at.at_least:
                entries.append(shown(message, at.fields, immutable=immutable))
        elif at.since:
            gone = change.key if immutable else change.regular
            entries.append({"id": gone, "@removed": {"reason": "deleted"}})
    if at.at_least:
        del entries[MOST_FILTERED:]
    end = at.done + size
    rest = replace(at, done=end) if end < len(entries) else None
    return entries[at.done : end], rest


def shown(message: Message, fields: Sequence[str] = (), *, immutable: bool) -> Json:
    """Return a message as JSON; all of what there is when no *fields* are named."""
    whole = {
        "@odata.etag": f'W/"{message.key[-8:]}{message.version}"',
        "id": message.key if immutable else message.regular,
        "receivedDateTime": message.received,
        "categories": message.categories,
        "isDraft": message.draft,
        "hasAttachments": message.attached,
        "isRead": False,
        "parentFolderId": message.folder,
        **message.fields,
    }
    always = {"@odata.etag", "id"}
    return {k: v for k, v in whole.items() if not fields or k in always | {*fields}}


def _first(query: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(query.get(name, ())), "")


def _read(token: str, folder: str, now: int) -> Position:
    try:
        told = json.loads(base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)))
        found = Position(**told | {"fields": tuple(told["fields"])})
    except (ValueError, TypeError, KeyError):
        raise SyncStateError from None
    if found.folder != folder or found.until > now:
        raise SyncStateError
    return found
