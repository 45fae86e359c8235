"""What is left for a second reader: documents that the first one did not close."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from agent.ledger.cases import Notice
from agent.ledger.ledger import Ledger
from agent.ledger.mail_values import StoredMessage
from agent.stages.gate import BELIEVED
from agent.stages.orders import Known
from channels.model.values import Asked
from extractors.grounding import money_agreement
from extractors.grounding.agreed import single
from extractors.values import Extraction, Kind, MoneyDocument
from matchers.keys import canonical_sku

CATCH_UP = timedelta(days=14)
"""How long after it came in a document is asked about that a model never read."""
_WORTH_ASKING: frozenset[Kind] = frozenset({"ship_notice", "other"})
"""Kinds of a pinned vendor's mail in which a notice may lie that was not understood."""


def unclosed(
    ledger: Ledger, known: Known, *, run: int, everything: bool
) -> Iterator[str]:
    """Yield the hashes of tonight's documents that are to be read once more, each once.

    Args:
        ledger: The store's.
        known: The orders that a notice is closed by.
        run: Tonight's.
        everything: What is closed, too.
    """
    yield from _askable(ledger, _unclosed(ledger, known, run, everything=everything))


def _unclosed(
    ledger: Ledger, known: Known, run: int, *, everything: bool
) -> Iterator[str]:
    for notice in ledger.notices.undecided():
        if notice.match is None and (everything or not is_closed(notice, known)):
            yield notice.document
    tonight = ledger.mail.stored_in([run])
    for message in tonight:
        if message.trust not in BELIEVED or message.kind not in _WORTH_ASKING:
            continue
        for document in ledger.mail.documents_of(message.id):
            if document.status == "read" and (
                everything or not ledger.notices.of_message(message.id)
            ):
                yield document.sha256
    yield from _bills(ledger, tonight, everything=everything)


def missed(
    ledger: Ledger, known: Known, *, now: datetime, everything: bool
) -> Iterator[str]:
    """Yield what no model has read yet though it should have: it was down then."""
    yield from _askable(ledger, _missed(ledger, known, now, everything=everything))


def _missed(
    ledger: Ledger, known: Known, now: datetime, *, everything: bool
) -> Iterator[str]:
    messages = ledger.mail.stored_since(now - CATCH_UP)
    bills = _bills(ledger, messages, everything=everything)
    yield from (d for d in bills if not _was_asked(ledger, d))
    for message in messages:
        if message.state != "read" or message.trust not in BELIEVED:
            continue
        notices = ledger.notices.of_message(message.id)
        waiting = {n.document for n in notices if n.state in ("open", "flagged")}
        if notices and not everything:
            waiting -= {n.document for n in notices if is_closed(n, known)}
        elif not notices and message.kind in _WORTH_ASKING:
            documents = ledger.mail.documents_of(message.id)
            waiting = {d.sha256 for d in documents if d.status == "read"}
        yield from sorted(d for d in waiting if not _was_asked(ledger, d))


def _askable(ledger: Ledger, documents: Iterable[str]) -> Iterator[str]:
    """Yield, each once, the documents that have words of their own.

    A scan nobody could read has none, nor has what a mail says to machines alone.
    """
    for sha256 in dict.fromkeys(documents):
        document = ledger.mail.document(sha256)
        if document is not None and any(page.words for page in document.pages):
            yield sha256


def _bills(
    ledger: Ledger, messages: Iterable[StoredMessage], *, everything: bool
) -> Iterator[str]:
    """Yield the documents of money in *messages* that are not closed."""
    for message in messages:
        if message.trust not in BELIEVED:
            continue
        for document in ledger.mail.documents_of(message.id):
            if (
                document.status == "read"
                and asked_of(ledger, document.sha256) == "money"
                and (everything or not _is_proved(ledger, document.sha256))
            ):
                yield document.sha256


def _is_proved(ledger: Ledger, document: str) -> bool:
    return money_agreement.is_closed(by_others(ledger, document))


def by_others(ledger: Ledger, document: str) -> tuple[Extraction, ...]:
    """Return what every reader but the model makes of *document*."""
    kept = single(ledger.mail.extractions_of(document))
    return tuple(extraction for extraction in kept if extraction.reader != "model")


def asked_of(ledger: Ledger, document: str) -> Asked:
    """Return what a document is asked about: money where it was read as such only."""
    records = [e.record for e in by_others(ledger, document) if e.record is not None]
    money = bool(records) and all(isinstance(r, MoneyDocument) for r in records)
    return "money" if money else "ship_notice"


def _was_asked(ledger: Ledger, document: str) -> bool:
    """Say whether a model's reading of *document* is known, be it an empty one."""
    return ledger.answers.has_document(document) or any(
        extraction.reader == "model"
        for extraction in ledger.mail.extractions_of(document)
    )


def is_closed(notice: Notice, known: Known) -> bool:
    """Say whether the layout reader left nothing a second reader could add.

    The order is found, every SKU and quantity is exactly the order's, and every number
    is verified; nothing was left unexplained.
    """
    body = notice.body
    if notice.issues or body.po_number is None or not body.lines or not body.tracking:
        return False
    if not all(tracking.verified and tracking.carrier for tracking in body.tracking):
        return False
    targets = known.index.targets(body.po_number.value)
    if len(targets) != 1 or targets[0].shop is None:
        return False
    ordered = {
        (canonical_sku(line.sku), line.quantity)
        for line in known.index.shop_orders[targets[0].shop].lines
    }
    return all(
        line.sku is not None
        and line.quantity is not None
        and (canonical_sku(line.sku.value), line.quantity.value) in ordered
        for line in body.lines
    )
