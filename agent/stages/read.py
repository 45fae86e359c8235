"""Reading: stored messages through the confined readers into open notices."""

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import replace
from datetime import datetime

from agent.folder import StoreFolder
from agent.ledger.ledger import Ledger
from agent.ledger.mail_values import StoredMessage
from agent.ledger.store import LedgerUnavailableError
from agent.reading.pool import Usage, read_many
from agent.reading.protocol import Passwords
from agent.reading.scans import Scans
from agent.stages.gate import BELIEVED, Gate, contents_of
from agent.stages.opening import open_cases, opening
from agent.stages.signed import UNANSWERED
from extractors.codes import Reason
from extractors.values import Reading
from matchers.contents import Contents


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
    """Commit one reading with the cases it opens."""
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
            opened = opening(reading.extractions, reading.kind, vendor)
            open_cases(ledger, message.id, opened, vendor=vendor, night=night)


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
            open_cases(ledger, message.id, read, vendor=verdict.vendor, night=night)
