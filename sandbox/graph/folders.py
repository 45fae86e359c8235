"""The folders of one mailbox: those every one has, and those somebody made."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

ROOT = "msgfolderroot"
WELL_KNOWN = {
    "inbox": "Inbox",
    "drafts": "Drafts",
    "sentitems": "Sent Items",
    "archive": "Archive",
    "deleteditems": "Deleted Items",
}
"""Folders every mailbox has: well-known name and shown name."""


class Folder(NamedTuple):
    """One folder; in an address it goes by its id, or by its well-known name."""

    key: str
    name: str
    parent: str


class Folders:
    """The tree of folders; their ids say nothing of their names."""

    def __init__(self, paths: Iterable[str], shown: Mapping[str, str]) -> None:
        """Make the tree.

        Args:
            paths: ``Inbox/Suppliers`` and so on, by shown names, parents first.
            shown: By well-known name what the folder is called in this mailbox's
                language.
        """
        self._by_key = {
            key: Folder(key, shown.get(key, name), ROOT)
            for key, name in WELL_KNOWN.items()
        }
        for path in paths:
            parent, _, name = path.rpartition("/")
            key = "AAMkAGF" + base64.urlsafe_b64encode(
                sha256(path.encode()).digest() * 2
            ).decode().replace("/", "-")
            self._by_key[key] = Folder(key, name, self.at(parent) if parent else ROOT)

    def find(self, name: str) -> str | None:
        """Return the folder of that id or well-known name."""
        known = name.lower() if name.lower() in WELL_KNOWN else name
        return known if known in self._by_key else None

    def at(self, path: str) -> str:
        """Return the folder at a path of shown names, or of that well-known name.

        Raises:
            KeyError: There is none.
        """
        if path in WELL_KNOWN:
            return path
        found = ROOT
        for part in path.split("/"):
            inside = {folder.name: folder.key for folder in self._inside(found)}
            found = inside[part]
        return found

    def children(self, parent: str) -> list[dict[str, Any]]:
        """Return the folders directly inside one, as the service shows them."""
        return [
            {
                "id": folder.key,
                "displayName": folder.name,
                "parentFolderId": folder.parent,
                "childFolderCount": len([*self._inside(folder.key)]),
                "isHidden": False,
            }
            for folder in self._inside(parent)
        ]

    def _inside(self, parent: str) -> Iterator[Folder]:
        return (each for each in self._by_key.values() if each.parent == parent)
