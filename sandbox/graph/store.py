"""One mailbox: a world's mail, changed only by journal entries."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.policy import compat32
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from sandbox import world as worlds
from sandbox.graph.folders import Folders
from sandbox.graph.letters import FIELDS, fields_of

Json = dict[str, Any]
USER = "orders@store.example"
_HEAD = 256 * 1024


@dataclass
class Message:
    """One message and where it lies."""

    key: str
    """The immutable id: it survives every move."""
    path: Path | None
    """The file with its bytes; None for a draft."""
    raw: bytes
    """A draft's bytes."""
    folder: str
    received: str
    draft: bool = False
    categories: list[str] = field(default_factory=list)
    version: int = 0
    moves: int = 0
    attached: bool = False
    clouds: list[str] = field(default_factory=list)
    """Names of files that are attached as links to a cloud."""
    fields: Json = field(default_factory=dict)
    """Of what was a draft once: subject, recipients and so on."""

    @property
    def regular(self) -> str:
        """The usual id: another one after every move."""
        return _id("R", f"{self.key}/{self.folder}/{self.moves}")

    @property
    def content(self) -> bytes:
        """The raw message, byte for byte."""
        return self.raw if self.path is None else self.path.read_bytes()


class Change(NamedTuple):
    """Something about one message, as the folder concerned sees it."""

    folder: str
    key: str
    regular: str


class Store:
    """Every message of one mailbox, and what happened to each in which order."""

    def __init__(self, world: Path) -> None:
        told = worlds.load(world, "graph.json")
        self.user: str = told.get("user", USER)
        self._clouds: dict[str, list[str]] = told.get("clouds", {})
        self.roles: list[str] = told.get("roles", [])
        self.scopes: str = told.get("scopes", "Mail.ReadWrite Mail.Send")
        self.open: list[str] = told.get("open", [])
        self.certificate: str = told.get("certificate", "")
        self.folders = Folders(told.get("folders", ()), told.get("shown", {}))
        placed: dict[str, str] = told.get("placed", {})
        self._placed = {name: self.folders.at(path) for name, path in placed.items()}
        self._mail = world / "emails"
        self._files: dict[str, str] = {}
        self.messages: dict[str, Message] = {}
        self.changes: list[Change] = []

    def news(self) -> Iterator[Json]:
        """Yield what the mail folder and this mailbox do not have in common."""
        present = {_name(path, self._mail) for path in _mails(self._mail)}
        if arrived := sorted(present - set(self._files)):
            yield {"operation": "arrived", "files": arrived}
        if gone := sorted(set(self._files) - present):
            yield {"operation": "gone", "files": gone}

    def find(self, name: str) -> Message | None:
        """Return the message of that id, immutable or as it is at present."""
        if name in self.messages:
            return self.messages[name]
        every = self.messages.values()
        return next((m for m in every if m.regular == name), None)

    def apply(self, entry: Mapping[str, Any]) -> None:
        """Change the state by one applied write.

        Raises:
            KeyError: It speaks of something the mailbox does not hold.
        """
        match entry["operation"]:
            case "arrived":
                self._arrive(entry["files"], entry["at"])
            case "gone":
                for name in entry["files"]:
                    key = self._files.pop(name)
                    if key in self.messages:  # not deleted here before
                        self._remove(self.messages[key])
            case "delete_message":
                self._remove(self.messages[entry["id"]])
            case "move_message":
                self._move(self.messages[entry["id"]], entry["folder"])
            case "update_message":
                message = self.messages[entry["id"]]
                message.categories = list(entry.get("categories", message.categories))
                message.fields |= {k: v for k, v in entry.items() if k in FIELDS}
                self._touched(message)
            case "create_draft":
                raw = base64.b64decode(entry["mime"])
                key, at = entry["id"], entry["at"]
                draft = Message(key, None, raw, "drafts", at, draft=True)
                draft.fields = fields_of(raw)
                self.messages[key] = draft
                self._touched(draft)
            case "send_draft":
                self._send(self.messages[entry["id"]], entry)
            case other:
                raise KeyError(other)

    def _arrive(self, files: Sequence[str], at: str) -> None:
        for name in files:
            path = self._mail / name
            message = Message(
                _id("I", name), path, b"", self._placed.get(name, "inbox"), at
            )
            message.received = _received(path) or at
            message.clouds = self._clouds.get(name, [])
            inside = b"content-disposition: attachment" in path.read_bytes().lower()
            message.attached = inside or bool(message.clouds)
            self._files[name] = message.key
            self.messages[message.key] = message
            self._touched(message)

    def _send(self, message: Message, entry: Mapping[str, Any]) -> None:
        """Let a draft become what was sent, under another id where it is to be so."""
        message.draft = False
        message.fields |= {k: v for k, v in entry.items() if k in FIELDS}
        if "becomes" in entry:
            self._remove(message)
            message.key = entry["becomes"]
            self.messages[message.key] = message
        self._move(message, "sentitems")

    def _remove(self, message: Message) -> None:
        self._touched(message)
        self.messages.pop(message.key, None)

    def _move(self, message: Message, folder: str) -> None:
        self._touched(message)
        message.folder = folder
        message.moves += 1
        self._touched(message)

    def _touched(self, message: Message) -> None:
        message.version += 1
        self.changes.append(Change(message.folder, message.key, message.regular))


def draft_key(count: int) -> str:
    """Return the immutable id of the *count*-th draft."""
    return _id("D", str(count))


def _id(kind: str, text: str) -> str:
    """Return an id of the shape Exchange gives, with ``/``-free base64 in it."""
    digest = base64.urlsafe_b64encode(sha256(text.encode()).digest()).decode()
    return f"AAkALg{kind}{digest.rstrip('=')}="


def _mails(root: Path) -> Iterator[Path]:
    if not root.is_dir():
        return
    for path in root.rglob("*"):
        inside = path.relative_to(root).parts
        hidden = any(part.startswith(".") for part in inside)
        if not hidden and path.suffix.lower() in {"", ".eml"} and path.is_file():
            yield path


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()


def _received(path: Path) -> str | None:
    """Return when the last server had it, else when it was written."""
    with path.open("rb") as file:
        head = BytesHeaderParser(policy=compat32).parsebytes(file.read(_HEAD))
    trace = str(head.get("Received", "")).rpartition(";")[2]
    for told in (trace, str(head.get("Date", ""))):
        try:
            moment = parsedate_to_datetime(told.strip())
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return stamp(aware.astimezone(UTC))
    return None


def stamp(moment: datetime) -> str:
    """Return an instant as the service writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
