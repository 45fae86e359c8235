"""What the report says of mail that led to no business."""

from agent.ledger.ledger import Ledger
from agent.ledger.mail_values import StoredMessage
from extractors.codes import Reason
from extractors.values import Kind
from matchers.trust import SenderVerdict
from review.values import MailLine

_CLAIMS: frozenset[Kind] = frozenset(
    {"ship_notice", "invoice", "credit_memo", "statement", "order_ack"}
)
"""Kinds that would make us act or pay: a stranger's is named and not counted."""
_PRETENCES = frozenset({Reason.LOOKALIKE_DOMAIN, Reason.OWN_NAME_OUTSIDE})


def disbelieved(message: StoredMessage, verdict: SenderVerdict | None) -> bool:
    """Say whether a mail that is not believed is to be named.

    It claims what would make us act or pay, or its sender wants to be taken for a
    vendor or for us.
    """
    if message.trust != "quarantine":
        return False
    pretends = verdict and any(f.code in _PRETENCES for f in verdict.findings)
    return message.kind in _CLAIMS or bool(pretends)


def other_kind(ledger: Ledger, message: StoredMessage) -> str:
    """Return what to count a message as that led to no notice of its own."""
    if message.kind != "ship_notice":
        return str(message.kind)
    if message.trust == "ignore":
        return "automatic answer"
    documents = [d.sha256 for d in ledger.mail.documents_of(message.id)]
    again = any(ledger.mail.first_message_of(d).id != message.id for d in documents)
    return "ship notice that was known already" if again else "ship_notice"


def older(messages: list[StoredMessage]) -> tuple[str, ...]:
    """Say how much mail came before the day from which on mail is acted on."""
    count = sum(message.state == "indexed" for message in messages)
    what = "message is" if count == 1 else "messages are"
    return (f"{count} older {what} only indexed, and not acted on.",) if count else ()


def is_unsettled(message: StoredMessage, *, shown: bool) -> bool:
    """Say whether something about a message is left to tell.

    A file that lies with a cloud is told of even where the mail opened business that is
    shown: nobody has looked into it.
    """
    codes = {issue.code for issue in message.issues}
    return Reason.CLOUD_LINK in codes or bool(codes and not shown)


def unread_documents(
    ledger: Ledger, messages: list[StoredMessage]
) -> tuple[MailLine, ...]:
    """Return the attachments that could not be read, each with its message."""
    by_id = {message.id: message for message in messages}
    return tuple(
        mail_line(
            by_id[row["message"]],
            f"attachment {row['name']!r}: {row['reason']} {row['detail']}".strip(),
        )
        for row in ledger.mail.unreadable_documents()
        if row["message"] in by_id
    )


def mail_line(message: StoredMessage, why: str) -> MailLine:
    """Return one message as the summary names it."""
    return MailLine(
        message_id=message.message_id or message.sha256[:16],
        kind=message.kind or "unreadable",
        subject=message.subject,
        sender=message.sender,
        why=why,
    )
