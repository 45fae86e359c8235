"""The second reading: the model reads what the layout reader did not close."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from decimal import Decimal

from agent.folder import StoreFolder
from agent.health import Health
from agent.ledger.cases import Notice
from agent.ledger.ledger import Ledger
from agent.ledger.mail_values import StoredMessage
from agent.ledger.store import LedgerUnavailableError
from agent.reading.protocol import NONE_KNOWN, Passwords
from agent.settings.readers import ModelSettings
from agent.settings.values import Settings
from agent.stages.gate import BELIEVED
from agent.stages.opening import names_no_order, open_cases, opening
from agent.stages.orders import Known
from agent.stages.pictures import Pictures
from channels.errors import ChannelError, UnavailableError
from channels.model.values import Asked
from extractors.files.doubts import with_doubts
from extractors.grounding import money_agreement
from extractors.grounding.agreed import as_agreed, single
from extractors.grounding.agreement import agree
from extractors.ocr.turning import as_displayed, levelled
from extractors.values import Document, Extraction, Kind, MoneyDocument
from matchers.keys import canonical_sku

CHANNEL = "llm"
CATCH_UP = timedelta(days=14)
"""How long after it came in a document is asked about that a model never read."""
_WORTH_ASKING: frozenset[Kind] = frozenset({"ship_notice", "other"})
"""Kinds of a pinned vendor's mail in which a notice may lie that was not understood."""


class SecondReader:
    """Asks the model about documents, and lets its answers count only in agreement.

    Args:
        settings: ``[llm]``; without a key it only counts what it would have asked.
        alone: The layout reader is switched off; the model's reading is the only one.
    """

    def __init__(
        self,
        settings: ModelSettings,
        folder: StoreFolder,
        *,
        alone: bool,
        passwords: Passwords,
        now: Callable[[], datetime],
        sleep: Callable[[float], None],
    ) -> None:
        self._settings = settings
        self._folder = folder
        self._alone = alone
        self._passwords = passwords
        self._now = now
        self._sleep = sleep
        self.asked = 0
        """Documents the model read tonight or had read before."""
        self.would_ask = 0
        """Documents it would have been asked about, had there been a key."""
        self.cost_usd = Decimal()
        """Of tonight, answers that were of no use included."""

    def read_open(
        self,
        ledger: Ledger,
        known: Known,
        health: Health,
        *,
        run: int,
        step: Callable[[int, int], None],
    ) -> None:
        """Read every document that is not closed, and renew its notices."""
        if self._settings.read == "none":
            return
        documents = list(_askable(ledger, self._documents(ledger, known, run)))
        if self._settings.api_key is None:
            self.would_ask = len(documents)
            return
        from agent.stages.model import connected  # noqa: PLC0415  # openai only if used

        missed = _askable(ledger, self._missed(ledger, known))
        documents += [sha256 for sha256 in missed if sha256 not in documents]
        drawing = Pictures(
            ledger,
            self._folder,
            on=self._settings.pictures,
            passwords=self._passwords,
        )
        with (
            closing(drawing) as pictures,
            connected(
                self._settings, ledger.answers, now=self._now, sleep=self._sleep
            ) as reader,
        ):
            for count, sha256 in enumerate(documents, start=1):
                document = ledger.mail.document(sha256)
                if document is None or health.is_down(CHANNEL):
                    continue
                kind = _asked_of(ledger, sha256)
                try:
                    shown = pictures.of(document)
                    answer = reader.read(levelled(document), kind, shown)
                except ChannelError as error:
                    health.failed(CHANNEL, error)
                    continue
                except LedgerUnavailableError:
                    raise  # nothing is wrong with the document
                except Exception as error:  # noqa: BLE001  # our bug costs one reading
                    health.failed(CHANNEL, _ours(error))
                    continue
                finally:
                    self.cost_usd = reader.cost
                health.worked(CHANNEL)
                self.asked += 1
                self._renew(ledger, document, answer.extractions, run)
                step(count, len(documents))

    def _documents(self, ledger: Ledger, known: Known, run: int) -> Iterator[str]:
        """Yield the hashes of what the model is to read, in the order it came in."""
        everything = self._settings.read == "all" or self._alone
        for notice in ledger.notices.undecided():
            if notice.match is None and (everything or not is_closed(notice, known)):
                yield notice.document
        for message in ledger.mail.stored_in([run]):
            if message.trust not in BELIEVED or message.kind not in _WORTH_ASKING:
                continue
            for document in ledger.mail.documents_of(message.id):
                if document.status == "read" and (
                    everything or not ledger.notices.of_message(message.id)
                ):
                    yield document.sha256
        tonight = ledger.mail.stored_in([run])
        yield from _bills(ledger, tonight, everything=everything)

    def _missed(self, ledger: Ledger, known: Known) -> Iterator[str]:
        """Yield what no model has read yet though it should have: it was down then."""
        everything = self._settings.read == "all" or self._alone
        messages = ledger.mail.stored_since(self._now() - CATCH_UP)
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

    def _renew(
        self,
        ledger: Ledger,
        document: Document,
        answered: tuple[Extraction, ...],
        run: int,
    ) -> None:
        """Commit the answer, and the notices as both readers together see them."""
        message = ledger.mail.first_message_of(document.sha256)
        layout = [
            extraction
            for extraction in _by_others(ledger, document.sha256)
            if not names_no_order(extraction, message.kind)
        ]
        shown = (as_displayed(e, (document,)) for e in answered)
        answered = tuple(with_doubts(e, [document]) for e in shown)
        agreed = answered if self._alone else agree(layout, answered)
        bills = as_agreed(agreed, *layout, *answered)
        with ledger.transaction():
            ledger.mail.add_extractions((*answered, *bills))
            read = opening(agreed, message.kind, message.vendor)
            named = (_still_called(e, layout) for e in read)
            open_cases(ledger, message.id, named, vendor=message.vendor, night=run)


def _still_called(agreed: Extraction, layout: list[Extraction]) -> Extraction:
    """Return a document of money under the number its case has, if it lost its own.

    The readers disagree about it, which holds the case; under no number it would be
    another case, and the first one would stand beside it as if nobody had objected.
    """
    record = agreed.record
    known = [e.record for e in layout if isinstance(e.record, MoneyDocument)]
    if not isinstance(record, MoneyDocument) or record.number or len(known) != 1:
        return agreed
    renamed = {"number": known[0].number, "kind": known[0].kind}
    return agreed.model_copy(update={"record": record.model_copy(update=renamed)})


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
                and _asked_of(ledger, document.sha256) == "money"
                and (everything or not _is_proved(ledger, document.sha256))
            ):
                yield document.sha256


def _is_proved(ledger: Ledger, document: str) -> bool:
    return money_agreement.is_closed(_by_others(ledger, document))


def _by_others(ledger: Ledger, document: str) -> tuple[Extraction, ...]:
    """Return what every reader but the model makes of *document*."""
    kept = single(ledger.mail.extractions_of(document))
    return tuple(extraction for extraction in kept if extraction.reader != "model")


def _asked_of(ledger: Ledger, document: str) -> Asked:
    """Return what a document is asked about: money where it was read as such only."""
    records = [e.record for e in _by_others(ledger, document) if e.record is not None]
    money = bool(records) and all(isinstance(r, MoneyDocument) for r in records)
    return "money" if money else "ship_notice"


def _ours(error: Exception) -> UnavailableError:
    """Return a fault of our own as the night tells it, without a document's words."""
    return UnavailableError(f"our own fault: {type(error).__name__}; nothing was read")


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


def second_reader(
    settings: Settings,
    folder: StoreFolder,
    *,
    clock: Callable[[], datetime],
    sleep: Callable[[float], None],
    passwords: Passwords = NONE_KNOWN,
) -> SecondReader:
    """Return the second reader as *settings* want it, over the store in *folder*."""
    readers = settings.reading.readers
    model = settings.llm
    if "model" not in readers:
        model = model.model_copy(update={"read": "none"})
    alone = "layout" not in readers
    return SecondReader(
        model, folder, alone=alone, passwords=passwords, now=clock, sleep=sleep
    )
