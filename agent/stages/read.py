"""Reading: stored messages through the confined readers into open notices."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from dataclasses import replace
from datetime import datetime

from agent.folder import StoreFolder
from agent.ledger.cases import Invoice, invoice_key, notice_key
from agent.ledger.ledger import Ledger
from agent.ledger.mail import StoredMessage
from agent.ledger.store import LedgerUnavailableError
from agent.reading.pool import Usage, read_many
from agent.reading.protocol import Passwords
from agent.reading.scans import Scans
from agent.stages.gate import BELIEVED, Gate, contents_of
from agent.stages.signed import UNANSWERED
from extractors.codes import Reason
from extractors.values import (
    Extraction,
    Kind,
    MoneyDocument,
    Reading,
    ShipNotice,
)
from matchers.contents import CLAIMS, Contents

_NOTICES: frozenset[Kind] = frozenset(
    {"ship_notice", "invoice", "credit_memo", "statement"}
)
"""Mails whose notices are business of ours even where no order is printed."""


def read_mail(
    ledger: Ledger,
    folder: StoreFolder,
    executor: Executor,
    gate: Gate,
    *,
    passwords: Passwords,
    scans: Scans,
    usage: Usage,
    night: int,
    clock: Callable[[], datetime],
    layout: bool,
    step: Callable[[int, int], None],
) -> None:
    """Read what is stored and unread; each message is committed as it comes back.

    Args:
        passwords: Tried on files that do not open without.
        scans: How far pages that are pictures are recognised.
        layout: False where the model alone is to be heard: its reading opens notices.
        step: Told how many of how many are done.
    """
    unread = {str(message.id): message for message in ledger.mail.unread()}
    files = (
        (name, folder.mail(m.sha256).read_bytes(), "") for name, m in unread.items()
    )
    for count, (name, reading) in enumerate(
        read_many(files, executor, usage=usage, passwords=passwords, scans=scans),
        start=1,
    ):
        message = unread[name]
        try:
            if reading.mail and message.mailbox in gate.verified:
                content = folder.mail(message.sha256).read_bytes()
                mail = gate.looked_at(reading.mail, message.mailbox, content)
                reading = replace(reading, mail=mail)  # noqa: PLW2901  # the same, looked at
            record_reading(
                ledger, gate, message, reading, layout=layout, night=night, at=clock()
            )
        except LedgerUnavailableError:
            raise  # nothing is wrong with the message
        except Exception as error:  # noqa: BLE001  # our bug costs one message, named
            detail = f"our own fault: {type(error).__name__}"
            ledger.mail.set_aside(message, Reason.UNREADABLE, detail, clock())
        step(count, len(unread))


def record_reading(
    ledger: Ledger,
    gate: Gate,
    message: StoredMessage,
    reading: Reading,
    *,
    layout: bool,
    night: int,
    at: datetime,
) -> None:
    """Commit one reading with the notices and invoices it opens."""
    if reading.mail is None:
        failed = next((d for d in reading.documents if d.reason), None)
        reason = failed.reason if failed and failed.reason else Reason.UNREADABLE
        detail = failed.detail if failed else "not a mail"
        ledger.mail.set_aside(message, reason, detail, at)
        return
    read = Contents(reading.kind, reading.documents, reading.extractions)
    verdict = gate.verdict(reading.mail, message.mailbox, read)
    outcome = verdict.outcome if verdict else "review"
    vendor = verdict.vendor if verdict else None
    with ledger.transaction():
        ledger.mail.record(message, reading, trust=outcome, vendor=vendor, at=at)
        if layout and outcome in BELIEVED:
            open_ = opening(reading.extractions, reading.kind, vendor)
            open_notices(ledger, message.id, open_, vendor=vendor, night=night)
            open_invoices(ledger, message.id, open_, vendor=vendor, night=night)


def opening(
    extractions: Iterable[Extraction], kind: Kind | None, vendor: str | None
) -> tuple[Extraction, ...]:
    """Return the extractions that may open business.

    What a carrier or shop tells of a parcel, in a mail that is no notice and names no
    order of ours, is nobody's business; a vendor's is a person's, one for each mail.

    Args:
        extractions: Of one mail.
        kind: What the mail is.
        vendor: The vendor its sender is pinned to.
    """
    read = tuple(extractions)
    loose = tuple(e for e in read if names_no_order(e, kind))
    rest = tuple(e for e in read if e not in loose)
    alone = vendor is not None and not any(_ship_notices(rest))
    return (*rest, *loose[:1]) if alone else rest


def names_no_order(extraction: Extraction, kind: Kind | None) -> bool:
    """Say whether it only tells of a parcel, in a mail that is no notice."""
    record = extraction.record
    notice = isinstance(record, ShipNotice) and record.po_number is None
    return notice and kind not in _NOTICES


def open_notices(
    ledger: Ledger,
    message: int,
    extractions: Iterable[Extraction],
    *,
    vendor: str | None,
    night: int,
) -> None:
    """Make open business of every ship notice, inside a transaction."""
    keys: dict[str, list[str]] = {}
    for extraction, record, index in _ship_notices(extractions):
        key = notice_key(vendor, extraction.document, record, index)
        keys.setdefault(extraction.document, []).append(key)
        ledger.notices.put(
            key,
            record,
            extraction.issues,
            message=message,
            document=extraction.document,
            vendor=vendor,
            night=night,
        )
    for document, kept in keys.items():
        ledger.notices.drop_unread(document, kept)


def open_invoices(
    ledger: Ledger,
    message: int,
    extractions: Iterable[Extraction],
    *,
    vendor: str | None,
    night: int,
) -> None:
    """Make open business of every document that asks for money, in a transaction."""
    keys: dict[str, list[str]] = {}
    for index, extraction in enumerate(extractions):
        record = extraction.record
        if not isinstance(record, MoneyDocument) or record.kind not in CLAIMS:
            continue
        key = invoice_key(vendor, extraction.document, record, index)
        keys.setdefault(extraction.document, []).append(key)
        ledger.invoices.put(
            key,
            _with_earlier_payment(record, ledger.invoices.get(key)),
            extraction.issues,
            message=message,
            document=extraction.document,
            vendor=vendor,
            night=night,
        )
    for document, kept in keys.items():
        ledger.invoices.drop_unread(document, kept)


def _with_earlier_payment(
    record: MoneyDocument, known: Invoice | None
) -> MoneyDocument:
    """Return *record* with what earlier mails said of where to pay.

    The same document may come again beside other words: none of them is forgotten.
    """
    earlier = known.body.payment if known else ()
    said = {(d.fingerprint, d.hidden): d for d in (*earlier, *record.payment)}
    return record.model_copy(update={"payment": tuple(said.values())})


def _ship_notices(
    extractions: Iterable[Extraction],
) -> Iterator[tuple[Extraction, ShipNotice, int]]:
    for index, extraction in enumerate(extractions):
        if isinstance(extraction.record, ShipNotice):
            yield extraction, extraction.record, index


def believe_again(
    ledger: Ledger, folder: StoreFolder, gate: Gate, *, since: datetime, night: int
) -> None:
    """Judge quarantined messages anew: a vendor may have been pinned since."""
    for message in ledger.mail.quarantined(since):
        mail = message.mail
        if mail and mail.checked == UNANSWERED:
            content = folder.mail(message.sha256).read_bytes()
            mail = gate.looked_at(mail, message.mailbox, content)
        contents = contents_of(ledger, message)
        verdict = gate.verdict(mail, message.mailbox, contents)
        if verdict is None or verdict.outcome not in BELIEVED:
            continue
        with ledger.transaction():
            ledger.mail.believe(message, verdict.outcome, verdict.vendor, mail)
            read = opening(contents.extractions, message.kind, verdict.vendor)
            open_notices(ledger, message.id, read, vendor=verdict.vendor, night=night)
            open_invoices(ledger, message.id, read, vendor=verdict.vendor, night=night)
