"""Folders as people name them: ``Inbox/Suppliers``, and not by an id of Exchange."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from channels.errors import SchemaDriftError, UnavailableError
from channels.graph.answers import record
from channels.graph.client import Client
from channels.http import Call

WELL_KNOWN = frozenset(
    {
        "archive",
        "clutter",
        "conversationhistory",
        "deleteditems",
        "drafts",
        "inbox",
        "junkemail",
        "outbox",
        "recoverableitemsdeletions",
        "sentitems",
    }
)
"""Names that the service knows in a mailbox of any language."""
_ID = re.compile(r"[A-Za-z0-9_=+-]{60,}")
_MOST_PAGES = 200
_NAMED = 20
"""Folders that a message about a missing one names at most."""


class Folder(NamedTuple):
    """One folder of the mailbox."""

    id: str
    """What an address takes: the id, or the well-known name."""
    name: str
    """As people see it."""
    parent: bool = False
    """Whether there are folders inside."""


class Folders:
    """The folders of one mailbox, looked up as far as their names are asked for."""

    def __init__(self, name: str, client: Client) -> None:
        """Ask for nothing yet; *name* is the mailbox's, for messages."""
        self._name = name
        self._client = client

    def resolve(self, path: str) -> str:
        """Return what an address takes for *path*.

        Args:
            path: A well-known name, names with ``/`` between them, or an id. In a path
                the first name may be a well-known one, whatever the mailbox calls it;
                case does not count.

        Raises:
            UnavailableError: There is none, or more than one; says which there are.
            ChannelError: The mailbox cannot be asked.
        """
        if path.lower() in WELL_KNOWN:
            return path.lower()
        if _ID.fullmatch(path):
            return path
        first, slash, rest = path.partition("/")
        if slash and first.lower() in WELL_KNOWN:
            root = Folder(first.lower(), first, parent=True)
            found = self._below(root, rest)
        else:
            found = self._among(self.inside(None), path)
        if len(found) == 1:
            return found[0].id
        raise UnavailableError(self._not_one(path, len(found)))

    def inside(self, parent: str | None) -> Sequence[Folder]:
        """Return the folders directly inside *parent*; None: those of the mailbox.

        Raises:
            ChannelError: They cannot be listed.
        """
        addresses = self._client.addresses
        called = "list_folders" if parent is None else "list_children"
        call = Call(self._name, called, write=False)
        link = addresses.folders() if parent is None else addresses.children(parent)
        found: list[Folder] = []
        for _ in range(_MOST_PAGES):
            page = record(call, self._client.get(call.operation, link))
            for each in page.records("value"):
                inner = each.count("childFolderCount") > 0
                named = each.text("displayName")
                found.append(Folder(each.text("id"), named, inner))
            link = page.optional_text("@odata.nextLink")
            if not link:
                return found
        raise SchemaDriftError(f"{call} gives pages without end")

    def paths(self) -> Iterator[str]:
        """Yield the path of every folder, those of one level together.

        Raises:
            ChannelError: They cannot be listed.
        """
        level = [("", folder) for folder in self.inside(None)]
        while level:
            yield from (f"{before}{folder.name}" for before, folder in level)
            level = [
                (f"{before}{folder.name}/", inner)
                for before, folder in level
                if folder.parent
                for inner in self.inside(folder.id)
            ]

    def _below(self, folder: Folder, path: str) -> Sequence[Folder]:
        return self._among(self.inside(folder.id), path) if folder.parent else ()

    def _among(self, folders: Sequence[Folder], path: str) -> Sequence[Folder]:
        """Return the folders at *path*; a name may itself hold a slash."""
        found: list[Folder] = []
        for folder in folders:
            begins, rest = path[: len(folder.name)], path[len(folder.name) :]
            if begins.casefold() != folder.name.casefold():
                continue
            if not rest:
                found.append(folder)
            elif rest.startswith("/"):
                found += self._below(folder, rest[1:])
        return found

    def _not_one(self, path: str, count: int) -> str:
        if count:
            return (
                f"{self._name}: {count} folders can be meant by {path!r}; name it by"
                " its id"
            )
        there = list(self.paths())
        more = f" and {len(there) - _NAMED} more" if len(there) > _NAMED else ""
        named = ", ".join(repr(each) for each in there[:_NAMED])
        return f"{self._name}: there is no folder {path!r}; there are {named}{more}"
