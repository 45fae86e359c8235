"""Marking: in the mailbox itself, what was read and committed; nothing else changes."""

from agent.ledger.ledger import Ledger
from agent.ports import Markable


def mark_mail(ledger: Ledger, name: str, mailbox: Markable) -> None:
    """Mark what one mailbox brought and we have read, each after its commit.

    How far this has come is kept after every message. A message that was marked just
    before the run was killed is marked once more, which changes nothing.

    Raises:
        ChannelError: The mailbox takes no mark; the rest is marked next night.
    """
    key = f"marked:{name}"
    done = int(ledger.store.mark(key) or 0)
    for message, external_id in ledger.mail.read_after(name, done):
        mailbox.mark(external_id)
        with ledger.transaction():
            ledger.store.set_mark(key, str(message))
