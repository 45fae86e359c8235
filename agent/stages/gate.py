"""The gate: whom tonight's settings believe."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from agent.ledger.ledger import Ledger
from agent.ledger.mail_values import StoredMessage
from agent.ports import Names
from agent.stages.signed import checked
from extractors.values import Mail
from matchers.company import Company
from matchers.contents import Contents
from matchers.receivers import ANY, Receiver
from matchers.trust import SenderVerdict, judge
from matchers.vendors import Vendors

BELIEVED = frozenset({"trusted", "review"})
"""Outcomes of the sender gate whose documents may become open business."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Whom we believe, as tonight's settings say."""

    vendors: Vendors
    company: Company = field(default_factory=Company)
    """We ourselves."""
    receivers: Mapping[str, Receiver] = field(default_factory=dict)
    """Whose word counts, by the mailbox's name."""
    verified: frozenset[str] = frozenset()
    """Mailboxes whose mail's signatures we verify ourselves."""
    names: Names | None = None
    """Where the keys of signatures are found; needed for *verified* only."""

    def looked_at(self, mail: Mail, mailbox: str, content: bytes) -> Mail:
        """Return *mail* with what we find of its signatures, where that is asked for.

        Keys are changed every few months: only a fresh mail can be looked at so.
        """
        if self.names is None or mailbox not in self.verified:
            return mail
        return replace(mail, checked=checked(content, mail, self.names))

    def verdict(
        self, mail: Mail | None, mailbox: str, contents: Contents
    ) -> SenderVerdict | None:
        """Judge the sender of *mail* in *mailbox*; None for what is no mail."""
        if mail is None:
            return None
        return judge(
            mail,
            self.vendors,
            company=self.company,
            receiver=self.receivers.get(mailbox, ANY),
            contents=contents,
        )

    def of(self, ledger: Ledger, message: StoredMessage) -> SenderVerdict | None:
        """Judge the sender of a message that was read, by tonight's settings."""
        return self.verdict(message.mail, message.mailbox, contents_of(ledger, message))


def contents_of(ledger: Ledger, message: StoredMessage) -> Contents:
    """Return what was read of a message, by whichever reader."""
    documents = tuple(ledger.mail.documents_of(message.id))
    return Contents(
        kind=message.kind,
        documents=documents,
        extractions=tuple(
            extraction
            for document in documents
            for extraction in ledger.mail.extractions_of(document.sha256)
        ),
    )
