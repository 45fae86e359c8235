"""Opening: which records of a mail become open business, and under which key."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Generic, NamedTuple

from agent.ledger.cases import Body, Case, Cases, invoice_key, notice_key
from agent.ledger.ledger import Ledger
from extractors.values import Extraction, Kind, MoneyDocument, ShipNotice
from matchers.contents import CLAIMS

_NOTICES: frozenset[Kind] = frozenset(
    {"ship_notice", "invoice", "credit_memo", "statement"}
)
"""Mails whose notices are business of ours even where no order is printed."""


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
    told = any(isinstance(e.record, ShipNotice) for e in rest)
    return rest if vendor is None or told else (*rest, *loose[:1])


def names_no_order(extraction: Extraction, kind: Kind | None) -> bool:
    """Say whether it only tells of a parcel, in a mail that is no notice."""
    record = extraction.record
    notice = isinstance(record, ShipNotice) and record.po_number is None
    return notice and kind not in _NOTICES


class _Family(NamedTuple, Generic[Body]):
    """One family of cases, and what it does otherwise than the other."""

    cases: Cases[Body]
    record_of: Callable[[Extraction], Body | None]
    """The record that opens a case of this family; None where there is no such."""
    key_of: Callable[[str | None, str, Body, int], str]
    renewed: Callable[[Body, Case[Body] | None], Body]
    """The record as it is kept, beside what is known under its key."""


def open_cases(
    ledger: Ledger,
    message: int,
    extractions: Iterable[Extraction],
    *,
    vendor: str | None,
    night: int,
) -> None:
    """Make open business of ship notices and of what asks for money.

    Inside a transaction.
    """
    read = tuple(extractions)
    notices = _Family(ledger.notices, _ship_notice, notice_key, _as_read)
    invoices = _Family(ledger.invoices, _claim, invoice_key, _with_earlier_payment)
    _open(notices, read, message=message, vendor=vendor, night=night)
    _open(invoices, read, message=message, vendor=vendor, night=night)


def _open(
    family: _Family[Body],
    extractions: Iterable[Extraction],
    *,
    message: int,
    vendor: str | None,
    night: int,
) -> None:
    keys: defaultdict[str, list[str]] = defaultdict(list)
    for index, extraction in enumerate(extractions):
        record = family.record_of(extraction)
        if record is None:
            continue
        key = family.key_of(vendor, extraction.document, record, index)
        keys[extraction.document].append(key)
        family.cases.put(
            key,
            family.renewed(record, family.cases.get(key)),
            extraction.issues,
            message=message,
            document=extraction.document,
            vendor=vendor,
            night=night,
        )
    for document, kept in keys.items():
        family.cases.drop_unread(document, kept)


def _ship_notice(extraction: Extraction) -> ShipNotice | None:
    record = extraction.record
    return record if isinstance(record, ShipNotice) else None


def _claim(extraction: Extraction) -> MoneyDocument | None:
    record = extraction.record
    if isinstance(record, MoneyDocument) and record.kind in CLAIMS:
        return record
    return None


def _as_read(record: ShipNotice, _known: Case[ShipNotice] | None) -> ShipNotice:
    return record


def _with_earlier_payment(
    record: MoneyDocument, known: Case[MoneyDocument] | None
) -> MoneyDocument:
    """Return *record* with what earlier mails said of where to pay.

    The same document may come again beside other words: none of them is forgotten.
    """
    earlier = known.body.payment if known else ()
    said = {(d.fingerprint, d.hidden): d for d in (*earlier, *record.payment)}
    return record.model_copy(update={"payment": tuple(said.values())})
