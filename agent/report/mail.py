"""What the report says of mail that led to no business."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from agent.ledger.ledger import Ledger
from agent.ledger.mail_values import StoredMessage
from agent.report.letters import vendors_letters
from agent.stages.gate import BELIEVED, Gate
from extractors.codes import Reason
from extractors.values import Kind
from matchers.trust import SenderVerdict
from review.values import Letter, MailLine

_CLAIMS: frozenset[Kind] = frozenset(
    {"ship_notice", "invoice", "credit_memo", "statement", "order_ack"}
)
"""Kinds that would make us act or pay: a stranger's is named and not counted."""
_PRETENCES = frozenset({Reason.LOOKALIKE_DOMAIN, Reason.OWN_NAME_OUTSIDE})


class MailTold(NamedTuple):
    """A night's mail as the summary tells of it, beside its cases."""

    letters: tuple[Letter, ...]
    other: dict[str, int]
    """By kind: how many are named nowhere."""
    quarantined: tuple[MailLine, ...]
    set_aside: tuple[MailLine, ...]
    unsettled: tuple[MailLine, ...]


def mail_told(
    ledger: Ledger,
    gate: Gate,
    messages: Sequence[StoredMessage],
    shown: Collection[int],
) -> MailTold:
    """Return what is said of the messages of a night.

    Args:
        ledger: The store's.
        gate: Whom tonight's settings believe.
        messages: All of the night.
        shown: Row ids of those whose business is told of.
    """
    strange = _disbelieved(ledger, gate, messages)
    unsettled = {
        message.id: message
        for message in messages
        if message.trust in BELIEVED
        and _is_unsettled(message, shown=message.id in shown)
    }
    told = {*shown, *unsettled}
    letters = vendors_letters(ledger, gate.vendors, messages, told)
    named = {*shown, *strange, *letters}
    other = Counter(
        _other_kind(ledger, message)
        for message in messages
        if message.state == "read" and message.id not in named
    )
    aside = (
        _line(m, f"{m.reason}: {m.detail}") for m in messages if m.state == "set_aside"
    )
    return MailTold(
        letters=tuple(letters.values()),
        other=dict(other),
        quarantined=tuple(
            _line(message, "; ".join(strange[message.id].reasons))
            for message in messages
            if message.id in strange
        ),
        set_aside=(*aside, *_unread_documents(ledger, messages)),
        unsettled=tuple(
            _line(message, "; ".join(f"{i.code}: {i.detail}" for i in message.issues))
            for message in unsettled.values()
        ),
    )


def _disbelieved(
    ledger: Ledger, gate: Gate, messages: Iterable[StoredMessage]
) -> dict[int, SenderVerdict]:
    """Return what is thought of the mails that are not believed and are to be named."""
    return {
        message.id: verdict
        for message in messages
        if message.trust == "quarantine"
        and (verdict := gate.of(ledger, message))
        and _is_to_be_named(message, verdict)
    }


def _is_to_be_named(message: StoredMessage, verdict: SenderVerdict) -> bool:
    """Say whether a mail that is not believed is more than counted.

    It claims what would make us act or pay, or its sender wants to be taken for a
    vendor or for us.
    """
    pretends = any(finding.code in _PRETENCES for finding in verdict.findings)
    return message.kind in _CLAIMS or pretends


def _other_kind(ledger: Ledger, message: StoredMessage) -> str:
    """Return what to count a message as that led to no notice of its own."""
    if message.kind != "ship_notice":
        return str(message.kind)
    if message.trust == "ignore":
        return "automatic answer"
    documents = [d.sha256 for d in ledger.mail.documents_of(message.id)]
    again = any(ledger.mail.first_message_of(d).id != message.id for d in documents)
    return "ship notice that was known already" if again else "ship_notice"


def older(messages: Iterable[StoredMessage]) -> tuple[str, ...]:
    """Say how much mail came before the day from which on mail is acted on."""
    count = sum(message.state == "indexed" for message in messages)
    what = "message is" if count == 1 else "messages are"
    return (f"{count} older {what} only indexed, and not acted on.",) if count else ()


def _is_unsettled(message: StoredMessage, *, shown: bool) -> bool:
    """Say whether something about a message is left to tell.

    A file that lies with a cloud is told of even where the mail opened business that is
    shown: nobody has looked into it.
    """
    codes = {issue.code for issue in message.issues}
    return Reason.CLOUD_LINK in codes or bool(codes and not shown)


def _unread_documents(
    ledger: Ledger, messages: Iterable[StoredMessage]
) -> tuple[MailLine, ...]:
    """Return the attachments that could not be read, each with its message."""
    by_id = {message.id: message for message in messages}
    return tuple(
        _line(
            by_id[row["message"]],
            f"attachment {row['name']!r}: {row['reason']} {row['detail']}".strip(),
        )
        for row in ledger.mail.unreadable_documents()
        if row["message"] in by_id
    )


def _line(message: StoredMessage, why: str) -> MailLine:
    """Return one message as the summary names it."""
    return MailLine(
        message_id=message.message_id or message.sha256[:16],
        kind=message.kind or "unreadable",
        subject=message.subject,
        sender=message.sender,
        why=why,
    )
