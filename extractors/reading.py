"""One file, a mail or a document by itself → all that can be read of it.

Pure and meant for the confined child: whatever the bytes say comes back as a value; an
exception is a fault of ours.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from extractors import layout, structured
from extractors.codes import Reason
from extractors.covering.beside import with_covering
from extractors.covering.invoices import with_statements
from extractors.digests import content_digest
from extractors.files import media
from extractors.files.documents import read_documents
from extractors.files.doubts import with_doubts
from extractors.files.msg import is_msg, message_of
from extractors.files.source import Source, document_of
from extractors.layout.mentioned import mentioned
from extractors.layout.money.cautions import with_cautions
from extractors.layout.money.letters import letters
from extractors.mail.cloud import cloud_issues
from extractors.mail.forwards import with_authors
from extractors.mail.mime import Message, Part, parse
from extractors.ocr.doubtful import without_doubtful
from extractors.ocr.turning import as_displayed, levelled
from extractors.ocr.values import NOTHING, Place, Recognised
from extractors.parts import read_parts
from extractors.payment.around import header_texts, markup_texts, name_texts
from extractors.payment.details import with_payment
from extractors.second_look import look_again
from extractors.values import Document, Issue, Kind, Mail, Reading

_BUSINESS: frozenset[Kind] = frozenset(
    {"ship_notice", "invoice", "credit_memo", "statement", "unreadable"}
)
"""Mails whose orders stand in their records, if anywhere."""


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
        documents, issues, mails = read_parts(message, known, read_documents)
        links = cloud_issues(message.parts, documents)
        passed_on = (*message.forwarded, *mails)
        reading = _reading(
            documents,
            (*message.issues, *issues, *links, *_several(content)),
            message.parts,
            with_authors(message.mail, passed_on, documents),
            passed_on,
        )
    else:
        single = read_documents(known._replace(content=content, name=name))
        reading = _reading(
            single.documents,
            single.issues,
            [Part(content, name)],
            forwarded=single.mails,
        )
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
    return called_mail and bool(content.strip()) and media.is_text(content)


def _several(content: bytes) -> tuple[Issue, ...]:
    if not media.is_mailbox(content):
        return ()
    detail = "several mails in one file are read as one: save each as a file of its own"
    return (Issue(code=Reason.MULTIPLE_DOCUMENTS, detail=detail),)


def _reading(
    documents: tuple[Document, ...],
    issues: tuple[Issue, ...],
    parts: Sequence[Part],
    mail: Mail | None = None,
    forwarded: Iterable[Mail] = (),
) -> Reading:
    # Rows and columns are found on level lines.
    level = tuple(map(levelled, documents))
    mails = tuple(forwarded)
    said, rest = structured.extract(level)
    kind, seen, found = layout.extract(rest, mail)
    seen = look_again(rest, partial(_printed, parts), mail, seen)
    reconciled = structured.reconciled(level, said, seen)
    prose = tuple(filter(None, map(structured.prose_of, level)))
    reconciled = with_covering(reconciled, level, mail)

    def around() -> Iterator[Document]:
        yield from header_texts((mail, *mails))
        yield from name_texts(documents)
        yield from markup_texts(parts)
        yield from prose

    kind = structured.kind_of(kind, said, seen, level)
    letter = mail if kind not in _BUSINESS else None
    return Reading(
        kind=kind,
        documents=documents,
        extractions=tuple(
            with_doubts(as_displayed(extraction, documents), documents)
            for extraction in with_statements(
                with_cautions(
                    with_payment(reconciled, level, around),
                    level,
                    prose,
                    letters(level, mail),
                ),
                level,
                mail,
            )
        ),
        mail=mail,
        issues=(*issues, *found),
        forwarded=mails,
        orders=mentioned(level, reconciled, letter) if letter else (),
    )


def _printed(parts: Iterable[Part]) -> Mapping[str, bytes]:
    """Return the PDFs among some files, by their hash."""
    return {
        content_digest(part.content): part.content
        for part in parts
        if media.sniff(part.content) == media.PDF
    }
