"""What of a mailbox's settings goes together, and what is refused."""

from typing import Any

import pytest
from pydantic import ValidationError

from agent.settings.mailboxes import MailboxSettings

FOLDER: dict[str, Any] = {"kind": "folder", "path": "emails"}
IMAP: dict[str, Any] = {"kind": "imap", "host": "mail.example", "username": "clerk"}
GRAPH: dict[str, Any] = {
    "kind": "graph",
    "username": "orders@store.example",
    "tenant": "t",
    "client_id": "c",
}


@pytest.mark.parametrize(
    "told",
    [
        FOLDER,
        IMAP | {"mark": "keyword"},
        IMAP | {"mark": "keyword", "keyword": "Nightclerk"},
        IMAP | {"mark": "move", "move_to": "Processed"},
        GRAPH | {"mark": "move", "move_to": "Inbox/Processed", "category": "Done"},
    ],
    ids=str,
)
def test_what_goes_together(told: dict[str, Any]) -> None:
    assert MailboxSettings(**told)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (FOLDER | {"mark": "keyword"}, "not for kind 'folder'"),
        (FOLDER | {"mark": "move", "move_to": "Done"}, "not for kind 'folder'"),
        (GRAPH | {"mark": "keyword"}, "a category in a graph one"),
        (IMAP | {"mark": "move"}, "go together"),
        (IMAP | {"move_to": "Done"}, "go together"),
        (IMAP | {"mark": "keyword", "move_to": "Done"}, "go together"),
        (IMAP | {"mark": "move", "move_to": "INBOX"}, "one of the folders"),
        (IMAP | {"mark": "keyword", "keyword": "\\Seen"}, "keyword"),
        (IMAP | {"mark": "keyword", "keyword": "\\Deleted"}, "keyword"),
        (IMAP | {"mark": "keyword", "keyword": "two words"}, "keyword"),
        (IMAP | {"mark": "keyword", "keyword": "x) NOOP"}, "keyword"),
    ],
    ids=str,
)
def test_what_does_not(told: dict[str, Any], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        MailboxSettings(**told)
