"""What ``agent show`` prints of messages: one in full, or a night's as a list."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from textwrap import wrap

from agent.ledger.ledger import Ledger
from agent.ledger.mail_values import StoredMessage
from extractors.values import Document
from review.columns import aligned
from review.escape import shortened
from review.places import Places

_LINES = 12
"""Of a letter's text; the rest is read where it came in."""
_WIDTH = 94
_LONGEST = 1_000
"""Characters of one line, before it is broken into several."""


def mail_list(messages: Sequence[StoredMessage]) -> list[str]:
    """Return a line for each message: what it is, from whom, and what it is about."""
    return aligned(
        [
            (
                message.name,
                message.kind or message.state,
                message.trust or "",
                shortened(", ".join(n.value for n in message.orders), 30),
                f'"{shortened(message.subject, 60)}"',
                shortened(message.sender, 50),
            )
            for message in messages
        ]
    )


def mail_lines(ledger: Ledger, message: StoredMessage, *, text: bool) -> Iterator[str]:
    """Yield all that is known of one message.

    Args:
        ledger: The store's.
        message: As stored.
        text: Its first lines as well: nothing else tells what it says.
    """
    yield f'{message.name}  "{shortened(message.subject)}"'
    yield f"    from {shortened(message.sender)}, {message.received or 'no date'}"
    yield f"    {message.message_id}  {message.kind}, sender {message.trust}"
    if message.reason:
        yield f"    set aside: {message.reason} {shortened(message.detail)}"
    documents = ledger.mail.documents_of(message.id)
    for document in documents:
        name = "text of the mail" if document.body else shortened(document.name)
        what = f"{document.status}" + (
            f" ({document.reason})" if document.reason else ""
        )
        pages = len(document.pages)
        yield f"    document {document.sha256[:12]}  {name}, {pages} p., {what}"
    places = Places(ledger.mail.document)
    for number in message.orders:
        at = number.evidence
        place = "subject" if at.document == message.sha256 else places.of(at)
        yield f"    names PO {shortened(number.value, 60)} ({place})"
    if text:
        yield from _beginning(documents)


def _beginning(documents: Iterable[Document]) -> Iterator[str]:
    """Yield the first lines of a mail's text that are not empty."""
    texts = (d.text for d in documents if d.body and d.status == "read")
    lines = filter(str.strip, next(texts, "").splitlines())
    pieces = (p for line in lines for p in wrap(shortened(line, _LONGEST), _WIDTH))
    said = list(islice(pieces, _LINES + 1))
    yield from (f"    | {piece}" for piece in said[:_LINES])
    if len(said) > _LINES:
        yield "    | …"
