"""Ship notices in files held against the words of the mail that brings them."""

from collections.abc import Iterable, Iterator, Sequence

from extractors.codes import Reason
from extractors.covering.covering import objection
from extractors.covering.text import known_words, own_text
from extractors.covering.within import within
from extractors.values import Document, Extraction, Issue, Mail, ShipNotice


def with_covering(
    extractions: Iterable[Extraction], documents: Sequence[Document], mail: Mail | None
) -> tuple[Extraction, ...]:
    """Return extractions with what a mail says against the notices in its files.

    Args:
        extractions: Of one mail.
        documents: All of it.
        mail: None for a file that is no mail, about which nothing is said.
    """
    read = _held(tuple(extractions), documents, mail)
    files = {d.sha256 for d in documents if not d.body}
    in_files = {n for n, one in enumerate(read) if files & set(_places(one))}
    if mail is None or not in_files:
        return read
    said = _against(read, documents, mail)
    if not said:
        return read
    detail = f"the mail says {said!r}: what its file says is not certain"
    issue = Issue(code=Reason.INCOMPLETE_READING, detail=detail)
    return tuple(
        one.model_copy(update={"issues": (*one.issues, issue)})
        if n in in_files
        else one
        for n, one in enumerate(read)
    )


def _held(
    read: tuple[Extraction, ...], documents: Sequence[Document], mail: Mail | None
) -> tuple[Extraction, ...]:
    """Return extractions with what the text says against them that they are read from.

    A text is gone through once, however many orders it lists.
    """
    if mail is None:
        return read
    said = {
        body.sha256: within(body, mail, records)
        for body in documents
        if body.body
        and (records := [r for one in read if (r := _listed(one, body.sha256))])
    }
    return tuple(
        one.model_copy(update={"issues": (*one.issues, *issues)})
        if (issues := said.get(one.document, ())) and _listed(one, one.document)
        else one
        for one in read
    )


def _listed(one: Extraction, document: str) -> ShipNotice | None:
    """Return the notice of a parcel that a document lists the goods of."""
    record = one.record
    if one.document != document or not isinstance(record, ShipNotice):
        return None
    return record if record.lines and record.tracking else None


def _against(
    read: Iterable[Extraction], documents: Iterable[Document], mail: Mail
) -> str:
    known = known_words(_names(read, mail))
    bodies = (d for d in documents if d.body and d.status == "read")
    for text in (mail.subject, *(own_text(d, mail) for d in bodies)):
        if said := objection(text, known):
            return said
    return ""


def _names(read: Iterable[Extraction], mail: Mail) -> Iterator[str]:
    """Yield the names of who wrote a mail, and of the goods that it is about."""
    yield from (sender.name for sender in mail.senders)
    for one in read:
        if isinstance(one.record, ShipNotice):
            yield from (line.description for line in one.record.lines)


def _places(one: Extraction) -> Iterator[str]:
    """Yield the documents that a ship notice is read from."""
    record = one.record
    if not isinstance(record, ShipNotice):
        return
    yield one.document
    if record.po_number:
        yield record.po_number.evidence.document
    yield from (tracking.number.evidence.document for tracking in record.tracking)
    yield from (line.sku.evidence.document for line in record.lines if line.sku)
