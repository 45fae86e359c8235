"""The second reading: the model reads what the layout reader did not close."""

from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from agent.folder import StoreFolder
from agent.health import Health
from agent.ledger.ledger import Ledger
from agent.ledger.store import LedgerUnavailableError
from agent.reading.protocol import NONE_KNOWN, Passwords
from agent.settings.readers import ModelSettings
from agent.settings.values import Settings
from agent.stages.opening import names_no_order, open_cases, opening
from agent.stages.orders import Known
from agent.stages.pictures import Pictures
from agent.stages.unclosed import asked_of, by_others, missed, unclosed
from channels.errors import ChannelError, UnavailableError
from channels.model.prices import Prices
from channels.model.values import ModelAnswer
from extractors.files.doubts import with_doubts
from extractors.grounding.agreed import as_agreed
from extractors.grounding.agreement import agree
from extractors.ocr.turning import as_displayed, levelled
from extractors.values import Document, Extraction, MoneyDocument

if TYPE_CHECKING:  # openai only where it is used
    from channels.model.reader import ModelReader

CHANNEL = "llm"


class SecondReader:
    """Asks the model about documents, and lets its answers count only in agreement.

    Args:
        settings: ``[llm]``; without a key it only counts what it would have asked.
        prices: What an answer costs.
        alone: The layout reader is switched off; the model's reading is the only one.
    """

    def __init__(
        self,
        settings: ModelSettings,
        folder: StoreFolder,
        *,
        prices: Prices,
        alone: bool,
        passwords: Passwords,
        now: Callable[[], datetime],
        sleep: Callable[[float], None],
    ) -> None:
        self._settings = settings
        self._folder = folder
        self._prices = prices
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
        everything = self._settings.read == "all" or self._alone
        documents = list(unclosed(ledger, known, run=run, everything=everything))
        if self._settings.api_key is None:
            self.would_ask = len(documents)
            return
        from agent.stages.model import connected  # noqa: PLC0415  # openai only if used

        late = missed(ledger, known, now=self._now(), everything=everything)
        documents += [sha256 for sha256 in late if sha256 not in documents]
        drawing = Pictures(
            ledger,
            self._folder,
            on=self._settings.pictures,
            passwords=self._passwords,
        )
        with (
            closing(drawing) as pictures,
            connected(
                self._settings,
                ledger.answers,
                prices=self._prices,
                now=self._now,
                sleep=self._sleep,
            ) as reader,
        ):
            for count, sha256 in enumerate(documents, start=1):
                document = ledger.mail.document(sha256)
                if document is None or health.is_down(CHANNEL):
                    continue
                answer = self._asked(ledger, health, reader, pictures, document)
                if answer is not None:
                    self._renew(ledger, document, answer.extractions, run)
                    step(count, len(documents))

    def _asked(
        self,
        ledger: Ledger,
        health: Health,
        reader: "ModelReader",
        pictures: Pictures,
        document: Document,
    ) -> ModelAnswer | None:
        """Return the model's answer; None where there is none, which is noted."""
        kind = asked_of(ledger, document.sha256)
        try:
            answer = reader.read(levelled(document), kind, pictures.of(document))
        except ChannelError as error:
            health.failed(CHANNEL, error)
            return None
        except LedgerUnavailableError:
            raise  # nothing is wrong with the document
        except Exception as error:  # noqa: BLE001  # our bug costs one reading
            health.failed(CHANNEL, _ours(error))
            return None
        finally:
            self.cost_usd = reader.cost
        health.worked(CHANNEL)
        self.asked += 1
        return answer

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
            for extraction in by_others(ledger, document.sha256)
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


def _ours(error: Exception) -> UnavailableError:
    """Return a fault of our own as the night tells it, without a document's words."""
    return UnavailableError(f"our own fault: {type(error).__name__}; nothing was read")


def second_reader(
    settings: Settings,
    folder: StoreFolder,
    *,
    prices: Prices,
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
        model,
        folder,
        prices=prices,
        alone=alone,
        passwords=passwords,
        now=clock,
        sleep=sleep,
    )
