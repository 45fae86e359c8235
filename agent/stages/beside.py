"""The mails beside each open notice: what else its vendor wrote."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial

from agent.ledger.cases import Notice
from agent.ledger.ledger import Ledger
from agent.ledger.mail_values import StoredMessage
from agent.stages.gate import Gate
from extractors.covering.covering import objections
from extractors.covering.text import own_text
from extractors.covering.words import TURNS
from extractors.layout.notices.cautions import cautions
from extractors.values import Document, Kind
from matchers.withdrawals import Said, Spoken, Told

_PAPERS: frozenset[Kind] = frozenset(
    {"invoice", "credit_memo", "order_ack", "statement", "purchase_order"}
)
"""What mails of a vendor are that speak of payment, or of days to come: of them only
what takes something back counts."""


def told_of(ledger: Ledger, notices: Iterable[Notice]) -> tuple[Told, ...]:
    """Return open notices as they are compared with other mails."""
    firsts: dict[int, int] = {}
    told = []
    for notice in notices:
        if notice.opened not in firsts:
            firsts[notice.opened] = min(ledger.runs_of(notice.opened))
        told.append(
            Told(
                notice.key,
                notice.message,
                notice.vendor or "",
                firsts[notice.opened],
                notice.body,
                notice.issues,
            )
        )
    return tuple(told)


def mails_beside(ledger: Ledger, gate: Gate, told: Sequence[Told]) -> Iterator[Said]:
    """Yield what the vendors of *told* wrote since the first of them came in."""
    vendors = {one.vendor for one in told} - {""}
    if not vendors:
        return
    since = min(one.run for one in told)
    goods = {one.message: frozenset(_goods(one)) for one in told}
    seen = {one.message for one in told}
    for message in ledger.mail.read_since(since, seen):
        vendor = message.vendor or _vendor_of(gate, message)
        if vendor in vendors:
            yield _said_of(ledger, gate, message, vendor, goods.get(message.id, ()))


def _said_of(
    ledger: Ledger,
    gate: Gate,
    message: StoredMessage,
    vendor: str,
    goods: Collection[str],
) -> Said:
    """Return what one mail of a vendor says, as far as it may speak against a notice.

    Args:
        goods: Words that its notices have of their articles, in small letters.
    """
    documents = ledger.mail.documents_of(message.id)
    return Said(
        message.id,
        vendor,
        message.run,
        message.subject,
        (*message.subject.split(), *_words(documents)),
        partial(_spoken, ledger, message, {*goods, *_names(gate, message, vendor)}),
    )


def _spoken(ledger: Ledger, message: StoredMessage, known: Collection[str]) -> Spoken:
    """Return what the text of a mail says.

    Args:
        known: Words that need no understanding, in small letters.
    """
    # The documents are asked for again: to keep them all would be many nights of mail.
    documents = ledger.mail.documents_of(message.id)
    texts = [message.subject, *_texts(ledger, message, documents)]
    against = [said for text in texts for said in objections(text, known)]
    if message.kind in _PAPERS:
        against = [s for s in against if TURNS.search(s) or cautions(s)]
    return Spoken(
        tuple(dict.fromkeys(against)),
        frozenset(" ".join(line.split()) for t in texts for line in t.split("\n")),
    )


def _texts(
    ledger: Ledger, message: StoredMessage, documents: Iterable[Document]
) -> Iterator[str]:
    """Yield the texts of a mail, and of files that nobody made a record of."""
    for document in documents:
        if document.status != "read":
            continue
        if document.body or not ledger.mail.extractions_of(document.sha256):
            yield own_text(document, message.mail)


def _words(documents: Iterable[Document]) -> Iterator[str]:
    for document in documents:
        for page in document.pages:
            yield from (word.text for word in page.words)


def _goods(one: Told) -> Iterator[str]:
    for line in one.notice.lines:
        yield from line.description.lower().replace(",", " ").split()


def _names(gate: Gate, message: StoredMessage, vendor: str) -> Iterator[str]:
    """Yield the words of the names of a mail's vendor and of who wrote it."""
    pinned = gate.vendors.get(vendor)
    written = [s.name for s in message.mail.senders] if message.mail else []
    for name in (*written, pinned.name if pinned else ""):
        yield from (w.strip(".,&") for w in name.lower().split())


def _vendor_of(gate: Gate, message: StoredMessage) -> str:
    """Return whose address a mail shows that is not believed: it may be true yet."""
    for sender in message.mail.senders if message.mail else ():
        domain = sender.address.rpartition("@")[2]
        if not domain:
            continue
        shown = gate.vendors.by_address(sender.address) or gate.vendors.by_domain(
            domain
        )
        if shown is not None:
            return shown.key
    return ""
