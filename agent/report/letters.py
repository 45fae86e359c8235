"""What vendors wrote that is no ship notice and asks for no money."""

from collections.abc import Collection, Iterable

from agent.ledger.mail_values import StoredMessage
from agent.stages.gate import BELIEVED
from extractors.values import Kind
from matchers.vendors import Vendors
from review.values import Letter

_LETTERS: frozenset[Kind] = frozenset(
    {"order_ack", "purchase_order", "customer", "carrier", "other"}
)
"""What a vendor's question, refusal or delay is read as, whoever it is from."""


def vendors_letters(
    messages: Iterable[StoredMessage], told: Collection[int]
) -> tuple[StoredMessage, ...]:
    """Return what believed vendors wrote, what names an order of ours first.

    Acknowledgements come last: there may be one for each order, and most of them say
    nothing new.

    Args:
        messages: All of a night.
        told: Row ids of those that the report names otherwise.
    """
    letters = [
        message
        for message in messages
        if message.vendor
        and message.trust in BELIEVED
        and message.kind in _LETTERS
        and message.id not in told
    ]
    return tuple(sorted(letters, key=_urgency))


def _urgency(message: StoredMessage) -> tuple[bool, bool, int]:
    return message.kind == "order_ack", not message.orders, message.id


def letter(message: StoredMessage, vendors: Vendors) -> Letter:
    """Return one of them as the summary names it.

    Args:
        message: As stored.
        vendors: As tonight's settings have them.
    """
    vendor = vendors.get(message.vendor or "")
    return Letter(
        id=message.name,
        orders=tuple(number.value for number in message.orders),
        vendor=vendor.name if vendor else "",
        subject=message.subject,
        sender=message.sender,
        message_id=message.message_id,
    )
