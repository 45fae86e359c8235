"""Files that hold files: archives, messages, winmail.dat, PDFs with attachments.

Each is opened so deep and no deeper; what stays closed is a document with a reason.

| in a mail, or by itself | and in that |
|---|---|
| an archive | any file, a mail with its files too, but no archive |
| a mail that came as a file | any file, an archive too, but no mail that is a file |
| winmail.dat | any file, an archive too, but no mail that is a file |
| a PDF | any file, a mail too; of a PDF in an archive or in a PDF only XML |
"""

from collections.abc import Iterable
from dataclasses import replace

from extractors.codes import Reason
from extractors.files import media
from extractors.files.archive import ArchiveError, members
from extractors.files.msg import message_of
from extractors.files.pdf_structure import structure
from extractors.files.source import Documents, Source, document_of, failed, named
from extractors.files.tnef import TnefError, unpack
from extractors.mail.cloud import cloud_issues
from extractors.mail.mime import Message, parse
from extractors.parts import Read, read_parts
from extractors.values import Issue


def read_archive(source: Source, kind: str, read: Read) -> Documents:
    """Read the files of a ZIP archive."""
    if source.nested:
        return closed(source, kind, "an archive inside another file")
    found: list[Documents] = []
    try:
        found.extend(
            read(_inside(source, member.content, member.name))
            for member in members(source.content)
        )
    except ArchiveError as error:
        found.append(failed(source, kind, error.reason, error.detail))
    if not found:
        return failed(source, kind, Reason.DAMAGED, "an archive without files")
    return _joined(found)


def read_mail(source: Source, read: Read) -> Documents:
    """Read a mail that came as a file."""
    if source.wrapped:
        return closed(source, media.MAIL, "a mail inside another mail's file")
    return _message(source, parse(source.content), media.MAIL, read)


def read_outlook(source: Source, kind: str, read: Read) -> Documents:
    """Read a message that Outlook saved."""
    if source.wrapped:
        return closed(source, kind, "a message inside another mail's file")
    return _message(source, message_of(source.content), kind, read)


def read_winmail(source: Source, kind: str, read: Read) -> Documents:
    """Read the files of a winmail.dat."""
    if source.nested or source.wrapped:
        return closed(source, kind, "files inside a file of a file")
    try:
        files = unpack(source.content)
    except TnefError as error:
        return failed(source, kind, Reason.DAMAGED, str(error))
    if not files:
        return Documents((document_of(source, media_type=kind),))
    return _joined(
        read(_inside(source, f.content, f.name)._replace(nested=False, wrapped=True))
        for f in files
    )


def closed(source: Source, kind: str, what: str) -> Documents:
    """Return that a file lies deeper than files are opened, and its name."""
    unread = failed(source, kind, Reason.TOO_LARGE, f"{what} is not opened")
    issue = Issue(code=Reason.TOO_LARGE, detail=unread.documents[0].detail)
    return unread._replace(issues=named((issue,), source))


def with_embedded(pdf: Documents, source: Source, count: int, read: Read) -> Documents:
    """Add the files embedded in a PDF.

    Args:
        pdf: The PDF, read.
        source: Of it; where it came out of another file only XML is opened.
        count: How many files there are in it, as far as that is known.
        read: Reads one of them.
    """
    found = structure(source.content, source.passwords).attachments
    opened = [f for f in found if not source.nested or _is_xml(f.content)]
    [document, *rest] = pdf.documents
    issues = list(pdf.issues)
    if unopened := max(count, len(found)) - len(opened):
        detail = f"{unopened} file(s) in it were not opened"
        issue = named((Issue(code=Reason.TOO_LARGE, detail=detail),), source)
        document = replace(document, issues=(*document.issues, *issue))
        issues += issue
    names: dict[bytes, str] = {}
    for name, content in opened:
        # One of the list may be pinned to a page as well.
        names.setdefault(content, name)
    inner = _joined(
        read(_inside(source, content, name)) for content, name in names.items()
    )
    within = (replace(d, within=d.within or document.sha256) for d in inner.documents)
    return Documents((document, *rest, *within), (*issues, *inner.issues), inner.mails)


def _is_xml(content: bytes) -> bool:
    return media.sniff(content) == media.XML


def _inside(source: Source, content: bytes, name: str) -> Source:
    """Return a file that came out of *source*."""
    return Source(
        content,
        name,
        nested=True,
        wrapped=source.wrapped,
        passwords=source.passwords,
        recognised=source.recognised,
    )


def _message(source: Source, message: Message, kind: str, read: Read) -> Documents:
    known = source._replace(content=b"", wrapped=True)
    parts = read_parts(message, known, read)
    if not parts.documents:  # a header and no word: still, it came
        parts = Documents((document_of(source, media_type=kind),))
    links = cloud_issues(message.parts, parts.documents)
    issues = (*named(tuple(message.issues), source), *parts.issues, *links)
    mails = (message.mail, *message.forwarded, *parts.mails)
    return Documents(parts.documents, issues, mails)


def _joined(reads: Iterable[Documents]) -> Documents:
    known = list(reads)
    return Documents(
        tuple(document for read in known for document in read.documents),
        tuple(issue for read in known for issue in read.issues),
        tuple(mail for read in known for mail in read.mails),
    )
