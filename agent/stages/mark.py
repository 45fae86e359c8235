"""Marking: in the mailbox itself, what was read and committed; nothing else changes."""

from contextlib import AbstractContextManager, nullcontext

from agent.ledger.ledger import Ledger
from agent.ports import Mailbox, Markable, MarkableInTurn


def mark_mail(ledger: Ledger, name: str, mailbox: Mailbox) -> None:
    """Mark what one mailbox brought and we have read, each after its commit.

    Nothing happens in a mailbox that cannot be marked, such as a folder of files.

    How far this has come is kept after every message. A message that was marked just
    before the run was killed is marked once more, which changes nothing.

    Raises:
        ChannelError: The mailbox takes no mark; the rest is marked next night.
    """
    key = f"marked:{name}"
    done = int(ledger.store.mark(key) or 0)
    with _marking(mailbox) as marks:
        if marks is None:
            return
        for message, external_id in ledger.mail.read_after(name, done):
            marks.mark(external_id)
            with ledger.transaction():
                ledger.store.set_mark(key, str(message))


def _marking(mailbox: Mailbox) -> AbstractContextManager[Markable | None]:
    if isinstance(mailbox, MarkableInTurn):
        return mailbox.marking()
    return nullcontext(mailbox if isinstance(mailbox, Markable) else None)
