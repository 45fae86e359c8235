"""How far a mailbox has been read: small enough for a watermark, nothing is missed."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import NamedTuple

_VERSION = "graph/1:"
_DIGEST = 8
"""Bytes that stand for an id: two are taken for one once in 2**64."""
MOST_SEEN = 4_096
"""Newest messages whose ids are kept, so that a change of theirs fetches nothing."""


class Due(NamedTuple):
    """A message to be fetched; sorts by its age."""

    received: str
    """As the service writes it; empty where that is not said."""
    message: str
    """Its immutable id."""


@dataclass(frozen=True, slots=True)
class Position:
    """What is known of one mailbox after so many messages."""

    user: str
    """Whose mailbox; another begins anew."""
    links: Mapping[str, str] = field(default_factory=dict)
    """By folder: where its next round begins, without the host."""
    newest: str = ""
    """When the newest message was received, as the service writes it."""
    seen: tuple[bytes, ...] = ()
    """Of messages that are committed, oldest first."""
    again: Mapping[str, str] = field(default_factory=dict)
    """Messages that could not be had, and when they were received: asked for again."""

    def unknown(self, found: Mapping[str, str]) -> dict[str, str]:
        """Return of *found* what is not committed, as far as is remembered."""
        seen = frozenset(self.seen)
        return {m: at for m, at in found.items() if _digest(m) not in seen}

    def passed(self, fetched: Sequence[Due], missed: Sequence[Due]) -> "Position":
        """Return this after some messages were fetched and others could not be had."""
        seen = dict.fromkeys((*self.seen, *(_digest(due.message) for due in fetched)))
        newest = max([self.newest, *(due.received for due in fetched)])
        again = {**self.again, **{due.message: due.received for due in missed}}
        for due in fetched:
            again.pop(due.message, None)
        kept = tuple(seen)[-MOST_SEEN:]
        return replace(self, seen=kept, newest=newest, again=again)

    def text(self) -> str:
        """Return this as it is stored."""
        told = {
            "user": self.user,
            "links": dict(self.links),
            "newest": self.newest,
            "seen": base64.b64encode(b"".join(self.seen)).decode(),
            "again": dict(self.again),
        }
        return _VERSION + json.dumps(told, separators=(",", ":"))


def position(text: str | None, user: str) -> Position:
    """Return what *text* says; the beginning when it is not of this mailbox."""
    if text is None or not text.startswith(_VERSION):
        return Position(user)
    told = json.loads(text.removeprefix(_VERSION))
    if told["user"] != user:
        return Position(user)
    raw = base64.b64decode(told["seen"])
    seen = tuple(raw[i : i + _DIGEST] for i in range(0, len(raw), _DIGEST))
    return Position(user, told["links"], told["newest"], seen, told["again"])


def _digest(message: str) -> bytes:
    return sha256(message.encode()).digest()[:_DIGEST]
