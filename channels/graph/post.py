"""The morning summary through Outlook: one draft, sent once, and found again.

Nobody promises that Exchange keeps our Message-ID. So the draft carries it in a
property of our own as well, put there before it is sent; one of both finds the copy in
Sent Items, which is reported to get an id of its own, whatever is documented. A draft
that is found is the one that is sent: should an earlier sending still be under way, it
is the same message and goes out once.
"""

import email
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import default
from typing import Any, NamedTuple

from channels.errors import (
    OutcomeUnknownError,
    RejectedError,
    UnavailableError,
)
from channels.graph.answers import record
from channels.graph.client import Client
from channels.graph.config import GraphConfig
from channels.graph.drafts import Drafts
from channels.http import Call, quoted
from channels.record import Record
from channels.timing import Timing

PROPERTY = "String {6f0d2a4e-3b1c-4c57-9a86-1d7be25c90f4} Name nightclerk-summary"
"""Name of the property; for good, or what went out is not found any more."""
_RECIPIENTS = ("toRecipients", "ccRecipients", "bccRecipients")


class _Found(NamedTuple):
    id: str
    draft: bool


class OutlookPost:
    """Sends through one mailbox, from its own address; also says what was sent."""

    def __init__(self, name: str, config: GraphConfig, timing: Timing) -> None:
        """Ask for nothing yet.

        Args:
            name: Of the mailbox.
            config: Mailbox and credentials; the right to send is needed.
            timing: Clock, sleep and chance.
        """
        self._name = name
        self._client = Client(name, config, timing)
        self._drafts = Drafts(name, self._client)

    def send(self, message: bytes, sender: str, to: Sequence[str]) -> tuple[str, ...]:
        """Send *message* unless it went out already; nobody is ever refused.

        Args:
            message: Whole, with its header; its Message-ID says which mail it is.
            sender: Not asked: Exchange writes the mailbox's own address.
            to: Addresses it goes to, and no other.

        Raises:
            OutcomeUnknownError: It may have gone out.
            NotExecutedError: It certainly did not, and may be sent again.
            RejectedError: It was refused, or would have gone to somebody else.
            AuthorizationError: The right to write or to send is missing.
        """
        del sender
        mail = email.message_from_bytes(message, policy=default)
        assert isinstance(mail, EmailMessage)  # noqa: S101  # what this policy makes
        message_id = str(mail["Message-ID"])
        found = self._find(message_id)
        if found is None:
            found = _Found(self._draft(message, message_id), draft=True)
        elif found.draft:
            self._renew(found.id, mail, message_id, to)
        else:
            return ()
        self._check(found.id, to)
        became = self._drafts.send(found.id)
        if became == "unknown":
            raise OutcomeUnknownError(
                f"{self._name}: the summary was sent and no answer came; it may have"
                " gone out"
            )
        if became == "not_sent":
            raise UnavailableError(
                f"{self._name}: the summary was not sent; it lies in Drafts and goes"
                " out with the next run of the night"
            )
        return ()

    def holds(self, message_id: str) -> bool:
        """Say whether a mail with this Message-ID went out, or has arrived.

        Raises:
            ChannelError: The mailbox cannot be looked into.
        """
        found = self._find(message_id)
        return found is not None and not found.draft

    def keep(self, message: bytes, message_id: str, at: datetime) -> None:
        """Do nothing: Exchange puts what is sent into Sent Items by itself."""

    def _draft(self, message: bytes, message_id: str) -> str:
        made = self._drafts.create(message)
        self._change(made, _property(message_id))
        return made

    def _renew(
        self, draft: str, mail: EmailMessage, message_id: str, to: Sequence[str]
    ) -> None:
        """Let a draft of an earlier run say what is true now, to whom it is for."""
        page = mail.get_body(("html", "plain"))
        content = "" if page is None else page.get_content()
        kind = (
            "text" if page is None or page.get_content_subtype() == "plain" else "html"
        )
        self._change(
            draft,
            {
                "subject": str(mail["Subject"]),
                "body": {"contentType": kind, "content": content},
                "toRecipients": [{"emailAddress": {"address": each}} for each in to],
                "ccRecipients": [],
                "bccRecipients": [],
                **_property(message_id),
            },
        )

    def _change(self, draft: str, fields: Mapping[str, object]) -> None:
        url = self._client.addresses.change(draft)
        self._client.patch("update_message", url, fields)

    def _check(self, draft: str, to: Sequence[str]) -> None:
        """Read the draft back.

        Raises:
            RejectedError: It is for anybody else than *to*.
        """
        call = Call(self._name, "get_message", write=False)
        url = self._client.addresses.message(draft, *_RECIPIENTS)
        told = record(call, self._client.get(call.operation, url))
        named = {a.lower() for field in _RECIPIENTS for a in _addresses(told, field)}
        if named != {each.lower() for each in to}:
            there = quoted(", ".join(sorted(named)))
            raise RejectedError(
                f"{self._name}: the draft of the summary is for {there}, which is not"
                " what [summary] to says, and is not sent: write the addresses as"
                " Exchange has them, or delete the draft if somebody changed it"
            )

    def _find(self, message_id: str) -> _Found | None:
        """Return the summary, the one that went out first; None: there is none."""
        value = message_id.replace("'", "''")
        ours = (
            "singleValueExtendedProperties/any("
            f"ep:ep/id eq '{PROPERTY}' and ep/value eq '{value}')"
        )
        drafts: list[_Found] = []
        for folder, wanted in (
            ("sentitems", ours),
            (None, f"internetMessageId eq '{value}'"),
            ("drafts", ours),
        ):
            for found in self._listed(folder, wanted):
                if not found.draft:
                    return found
                drafts.append(found)
        return drafts[0] if drafts else None

    def _listed(self, folder: str | None, wanted: str) -> Iterable[_Found]:
        called = "list_messages" if folder is None else "list_inside"
        call = Call(self._name, called, write=False)
        url = self._client.addresses.messages(folder, wanted)
        page = record(call, self._client.get(call.operation, url))
        return [_Found(m.text("id"), m.flag("isDraft")) for m in page.records("value")]


def _property(message_id: str) -> dict[str, Any]:
    return {
        "singleValueExtendedProperties": [{"id": PROPERTY, "value": message_id}],
    }


def _addresses(told: Record, field: str) -> Sequence[str]:
    return [each.record("emailAddress").text("address") for each in told.records(field)]
