"""One file, a mail or a document by itself → all that can be read of it.

Pure and meant for the confined child: whatever the bytes say comes back as a value; an
exception is a fault of ours.
"""

from collections.abc import Iterable, Mapping

from extractors import layout, structured
from extractors.alternatives import agreed
from extractors.codes import Reason
from extractors.digests import content_digest
from extractors.files import media
from extractors.files.documents import Documents, Source, document_of, read_documents
from extractors.files.doubts import with_doubts
from extractors.files.msg import is_msg, message_of
from extractors.layout.money.cautions import with_cautions
from extractors.mail.cloud import cloud_issues
from extractors.mail.forwards import with_authors
from extractors.mail.mime import Message, Part, parse
from extractors.ocr.doubtful import without_doubtful
from extractors.ocr.turning import as_displayed, levelled
from extractors.ocr.values import NOTHING, Place, Recognised
from extractors.payment.details import with_payment
from extractors.second_look import look_again
from extractors.values import Document, Issue, Mail, Reading


def read(
    content: bytes,
    name: str,
    passwords: tuple[str, ...] = (),
    recognised: Recognised = NOTHING,
) -> Reading:
    """Read a file.

    Args:
        content: Its bytes.
        name: As it was called; "" or ``.eml`` says that it came as a mail.
        passwords: Known ones, for files that do not open without.
        recognised: The words of pages that are pictures; :func:`pictures` says which
            there are.
    """
    known = Source(b"", passwords=passwords, recognised=recognised)
    if message := _message(content, name):
        documents, issues = _documents(message, known)
        links = cloud_issues(message.parts, documents)
        reading = _reading(
            documents,
            (*message.issues, *issues, *links),
            _printed(part.content for part in message.parts),
            with_authors(message.mail, message.forwarded, documents),
            message.forwarded,
        )
    else:
        single = read_documents(known._replace(content=content, name=name))
        reading = _reading(single.documents, single.issues, _printed([content]))
    return without_doubtful(reading, recognised)


def pictures(reading: Reading) -> tuple[Place, ...]:
    """Return the pages that are pictures, in the order in which they are read."""
    return tuple(
        (document.sha256, page)
        for document in reading.documents
        for page in document.pictures
    )


def outline(content: bytes, name: str, reason: Reason, detail: str) -> Reading:
    """Return who sent a file and what it holds, with none of it opened.

    For a file that killed its reader: *reason* and *detail* say how.
    """
    message = _message(content, name)
    parts = message.parts if message else [Part(content, name)]
    documents = [_unread(part, reason, detail) for part in parts]
    return Reading(
        kind="unreadable",
        documents=tuple({d.sha256: d for d in documents}.values()),
        mail=with_authors(message.mail, message.forwarded) if message else None,
        forwarded=tuple(message.forwarded) if message else (),
    )


def _unread(part: Part, reason: Reason, detail: str) -> Document:
    return document_of(
        Source(part.content, part.name, body=part.body),
        media_type=media.sniff(part.content),
        status="unreadable",
        reason=part.reason or reason,
        detail=part.detail or detail,
    )


def _message(content: bytes, name: str) -> Message | None:
    """Take a mail apart, as MIME or as Outlook saved it; None of other files."""
    if is_msg(content):
        return message_of(content)
    return parse(content) if _is_mail(content, name) else None


def _is_mail(content: bytes, name: str) -> bool:
    if content.lstrip()[:5] == b"%PDF-":
        return False
    if media.is_mail(content):
        return True
    called_mail = not name or name.lower().endswith(".eml")
    return called_mail and media.is_text(content)


def _reading(
    documents: tuple[Document, ...],
    issues: tuple[Issue, ...],
    printed: Mapping[str, bytes],
    mail: Mail | None = None,
    forwarded: Iterable[Mail] = (),
) -> Reading:
    # Rows and columns are found on level lines.
    level = tuple(map(levelled, documents))
    said, rest = structured.extract(level)
    kind, seen, found = layout.extract(rest, mail)
    seen = look_again(rest, printed, mail, seen)
    return Reading(
        kind=structured.kind_of(kind, said, seen, level),
        documents=documents,
        extractions=tuple(
            with_doubts(as_displayed(extraction, documents), documents)
            for extraction in with_cautions(
                with_payment(structured.reconciled(level, said, seen), level), level
            )
        ),
        mail=mail,
        issues=(*issues, *found),
        forwarded=tuple(forwarded),
    )


def _printed(contents: Iterable[bytes]) -> Mapping[str, bytes]:
    """Return the PDFs among some files, by their hash."""
    return {
        content_digest(content): content
        for content in contents
        if media.sniff(content) == media.PDF
    }


def _documents(
    message: Message, known: Source
) -> tuple[tuple[Document, ...], tuple[Issue, ...]]:
    """Read the parts, the best of each set of alternatives, each file once."""
    documents: dict[str, Document] = {}
    issues: list[Issue] = []
    for group in _alternatives(message.parts):
        forms = [_read_part(part, known) for part in group]
        read = agreed(_best(forms, group), forms, message.mail)
        issues += read.issues
        for document in read.documents:
            documents.setdefault(document.sha256, document)
    return tuple(documents.values()), tuple(issues)


def _alternatives(parts: Iterable[Part]) -> Iterable[list[Part]]:
    """Group the texts that say the same; everything else stands alone."""
    groups: dict[int, list[Part]] = {}
    alone = -1
    for part in parts:
        key = part.alternative if part.body and part.alternative else alone
        groups.setdefault(key, []).append(part)
        alone -= key == alone
    return groups.values()


def _best(reads: list[Documents], group: list[Part]) -> Documents:
    """Read the HTML where it holds tables or is all there is, else the plain text."""
    if len(reads) == 1:
        return reads[0]
    pairs = list(zip(reads, group, strict=True))
    html = [read for read, part in pairs if part.declared == media.HTML]
    plain = [read for read, part in pairs if part.declared != media.HTML]
    told = [r for r in html if any(d.tables for d in r.documents)]
    shown = [
        r for r in (*told, *plain, *html) if any(d.text.strip() for d in r.documents)
    ]
    best = (shown or plain or html)[0]
    unseen = [
        d
        for r in html
        if r is not best
        for d in r.documents
        if d.media_type == media.LINKED_DATA
    ]
    return best._replace(documents=(*best.documents, *unseen))


def _read_part(part: Part, known: Source) -> Documents:
    if part.reason:
        return Documents((_unread(part, part.reason, part.detail),))
    source = Source(
        part.content,
        part.name,
        part.declared,
        part.charset,
        part.body,
        part.inline,
        passwords=known.passwords,
        recognised=known.recognised,
    )
    return read_documents(source)
