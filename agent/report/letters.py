"""What vendors wrote that is no ship notice and asks for no money."""

from collections.abc import Collection, Iterable

from agent.ledger.ledger import Ledger
from agent.ledger.mail_values import StoredMessage
from agent.stages.gate import BELIEVED, contents_of
from extractors.covering.text import own_text
from extractors.layout.page.standing import BEHIND
from extractors.values import Kind, MoneyDocument
from matchers.contents import Contents
from matchers.vendors import Vendors
from review.values import Letter

_LETTERS: frozenset[Kind] = frozenset(
    {"order_ack", "purchase_order", "customer", "carrier", "other"}
)
"""What a vendor's question, refusal or delay is read as, whoever it is from."""


def vendors_letters(
    ledger: Ledger,
    vendors: Vendors,
    messages: Iterable[StoredMessage],
    told: Collection[int],
) -> dict[int, Letter]:
    """Return what believed vendors wrote, by row id, what presses most first.

    What names an order of ours comes before what does not. Acknowledgements come last,
    but for those that take something away: there may be one for each order, and most
    say nothing new.

    Args:
        ledger: The store's.
        vendors: As tonight's settings have them.
        messages: All of a night.
        told: Row ids of those that the report names otherwise.
    """
    letters = [
        (message, contents_of(ledger, message))
        for message in messages
        if message.vendor
        and message.trust in BELIEVED
        and message.kind in _LETTERS
        and message.id not in told
    ]
    letters.sort(key=lambda one: (_routine(*one), not one[0].orders, one[0].id))
    return {m.id: _letter(m, contents, vendors) for m, contents in letters}


def _routine(message: StoredMessage, contents: Contents) -> bool:
    """Say whether it acknowledges an order, was understood, and takes nothing away."""
    if message.kind != "order_ack" or _differs(contents):
        return False
    if any(extraction.issues for extraction in contents.extractions):
        return False
    bodies = (d for d in contents.documents if d.body and d.status == "read")
    return not any(BEHIND.search(own_text(body, message.mail)) for body in bodies)


def _differs(contents: Contents) -> bool:
    """Say whether an acknowledgement agrees to other quantities than were ordered."""
    records = (extraction.record for extraction in contents.extractions)
    return any(
        line.quantity and line.agreed and line.quantity.value != line.agreed.value
        for record in records
        if isinstance(record, MoneyDocument) and record.kind == "order_ack"
        for line in record.lines
    )


def _letter(message: StoredMessage, contents: Contents, vendors: Vendors) -> Letter:
    vendor = vendors.get(message.vendor or "")
    return Letter(
        id=message.name,
        orders=tuple(number.value for number in message.orders),
        vendor=vendor.name if vendor else "",
        subject=message.subject,
        sender=message.sender,
        message_id=message.message_id,
        differs=_differs(contents),
    )
