"""Bytes of one file → its documents, read or with the reason why not; never dropped."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from extractors.codes import Reason
from extractors.digests import content_digest
from extractors.files import media
from extractors.files.archive import ArchiveError, members
from extractors.files.grid import MAX_WORDS, text_page
from extractors.files.html import read_html
from extractors.files.images import FORMATS, ImageError, page_sizes
from extractors.files.linked_data import linked_data
from extractors.files.msg import is_msg, message_of
from extractors.files.pdf import PdfError, read_pdf
from extractors.files.pdf_structure import structure
from extractors.files.sheets import Sheet, SheetError, delimiter_of, read_csv, read_xlsx
from extractors.files.tnef import TnefError, unpack
from extractors.files.unseen import deceiving, shown, shown_markup
from extractors.mail.headers import decode_bytes, raw_text
from extractors.ocr.sightings import recognised_pages
from extractors.ocr.values import NOTHING, Recognised
from extractors.values import Document, Issue

MAX_FILE = 40 * 1024 * 1024
MAX_TEXT = 2_000_000
"""Characters."""
_DECORATION = 32 * 1024
"""An inline picture smaller than this is a logo, which says nothing."""
_ENCODING = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,60}?\sencoding\s*=\s*["']([\w.-]{1,40})["']""",
    re.ASCII,
)
_PACKED = re.compile(r">[A-Za-z0-9+/=\s]{4000,}<")
"""The content of an element that can only be a file in base64."""
_SIGNATURES = frozenset(
    {
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
    }
)


class Source(NamedTuple):
    """A file as it came, with what was said of it."""

    content: bytes
    name: str = ""
    declared: str = ""
    charset: str = ""
    body: bool = False
    inline: bool = False
    nested: bool = False
    """It came out of another file: what files there are in it stay closed, but for the
    XML of an electronic invoice."""
    wrapped: bool = False
    """It came out of a mail that was a file itself: another such mail stays closed."""
    passwords: tuple[str, ...] = ()
    """Known ones, for a file that does not open without."""
    recognised: Recognised = NOTHING
    """Words that were read off pictures of pages."""


class Documents(NamedTuple):
    """What one file gave: usually one document, of an archive one for each member."""

    documents: tuple[Document, ...]
    issues: tuple[Issue, ...] = ()


def document_of(source: Source, **facts: object) -> Document:
    """Return the document of *source* without its contents, with *facts* set."""
    values = {
        "sha256": content_digest(source.content),
        "name": source.name,
        "media_type": media.UNKNOWN,
        "body": source.body,
        "size": len(source.content),
    }
    return Document(**(values | facts))  # type: ignore[arg-type]  # facts are its fields


def read_documents(source: Source) -> Documents:
    """Read one file; never raises on what its bytes say."""
    content = source.content
    if not content.strip():
        return Documents((document_of(source, media_type=media.TEXT),))
    kind = source.declared if source.body else media.sniff(content)
    if len(content) > MAX_FILE:
        return _failed(source, kind, Reason.TOO_LARGE, f"{len(content)} bytes")
    if kind == media.ZIP and source.nested:
        return _failed(source, kind, Reason.TOO_LARGE, "an archive in an archive")
    return _READERS.get(kind, _other)(source, kind)


def _failed(
    source: Source,
    kind: str,
    reason: Reason,
    detail: str,
    pictures: tuple[int, ...] = (),
) -> Documents:
    document = document_of(
        source,
        media_type=kind,
        status="unreadable",
        reason=reason,
        detail=detail,
        pictures=pictures,
    )
    return Documents((document,))


def _pdf(source: Source, kind: str) -> Documents:
    try:
        own = source.recognised.of(content_digest(source.content))
        read = read_pdf(source.content, passwords=source.passwords, recognised=own)
    except PdfError as error:
        failed = _failed(source, kind, error.reason, error.detail, error.pictures)
        scan = error.reason is Reason.SCAN_NO_TEXT
        return _with_embedded(failed, source, 0) if scan else failed
    issues = _named(read.issues, source)
    document = document_of(
        source,
        media_type=kind,
        pages=read.pages,
        ocr=read.ocr,
        pictures=read.pictures,
        issues=issues,
    )
    whole = Documents((document,), issues)
    count = read.attachments
    return _with_embedded(whole, source, count) if count else whole


def _with_embedded(read: Documents, source: Source, count: int) -> Documents:
    """Add the files embedded in a PDF.

    Args:
        read: The PDF.
        source: Of it; where it came out of another file only XML is opened.
        count: How many files there are in it, as far as that is known.
    """
    found = structure(source.content, source.passwords).attachments
    opened = [f for f in found if not source.nested or _is_xml(f.content)]
    [document, *rest] = read.documents
    issues = list(read.issues)
    if closed := max(count, len(found)) - len(opened):
        detail = f"{closed} file(s) in it were not opened"
        issue = _named((Issue(code=Reason.TOO_LARGE, detail=detail),), source)
        document = replace(document, issues=(*document.issues, *issue))
        issues += issue
    documents = [document, *rest]
    names: dict[bytes, str] = {}
    for name, content in opened:
        # One of the list may be pinned to a page as well.
        names.setdefault(content, name)
    for content, name in names.items():
        inner = read_documents(_inside(source, content, name))
        documents += [replace(d, within=document.sha256) for d in inner.documents]
        issues += inner.issues
    return Documents(tuple(documents), tuple(issues))


def _is_xml(content: bytes) -> bool:
    return media.sniff(content) == media.XML


def _inside(source: Source, content: bytes, name: str) -> Source:
    """Return a file that came out of *source*."""
    return Source(
        content,
        name,
        nested=True,
        passwords=source.passwords,
        recognised=source.recognised,
    )


def _mailed(source: Source, content: bytes, name: str) -> Source:
    """Return a file that came with a mail, though that was a file itself."""
    return _inside(source, content, name)._replace(nested=False, wrapped=True)


def _named(issues: tuple[Issue, ...], source: Source) -> tuple[Issue, ...]:
    label = source.name or "attachment"
    return tuple(
        i.model_copy(update={"detail": f"{label}: {i.detail}"}) for i in issues
    )


def _xlsx(source: Source, kind: str) -> Documents:
    try:
        sheet = read_xlsx(source.content)
        return _sheet(source, kind, sheet, _named(deceiving(sheet.text), source))
    except SheetError as error:
        return _failed(source, kind, error.reason, error.detail)


def _sheet(
    source: Source, kind: str, sheet: Sheet, doubts: tuple[Issue, ...]
) -> Documents:
    issues = (*doubts, *(_cut(source) if sheet.cut else ()))
    document = document_of(
        source,
        media_type=kind,
        pages=sheet.pages,
        text=sheet.text,
        tables=sheet.tables,
        issues=issues,
    )
    return Documents((document,), issues)


def _cut(source: Source) -> tuple[Issue, ...]:
    detail = "only the beginning was read"
    return _named((Issue(code=Reason.TOO_LARGE, detail=detail),), source)


def _html(source: Source, kind: str) -> Documents:
    markup = decode_bytes(source.content, source.charset)
    doubts = _named(deceiving(markup, markup=True), source)
    markup = shown_markup(markup)
    read = read_html(markup)
    issues = (*doubts, *(_cut(source) if read.cut else ()))
    if len(read.text) > MAX_TEXT:
        return _failed(source, kind, Reason.TOO_LARGE, f"{len(read.text)} characters")
    document = document_of(
        source,
        media_type=kind,
        pages=(text_page(read.text),),
        text=read.text,
        tables=read.tables,
        issues=issues,
    )
    return Documents((document, *_linked(markup, document)), issues)


def _linked(markup: str, html: Document) -> Iterator[Document]:
    """Yield what the mark-up says for machines; nobody sees it, so it has no page."""
    for text in linked_data(markup):
        source = Source(text.encode("utf-8", "replace"), "mark-up for machines")
        yield document_of(
            source, media_type=media.LINKED_DATA, text=text, within=html.sha256
        )


def _text(source: Source, kind: str) -> Documents:
    text = _decoded(source)
    issues = _named(deceiving(text), source)
    text = shown(text)
    if len(text) > MAX_TEXT:
        text, issues = text[:MAX_TEXT], (*issues, *_cut(source))
    if not source.body and kind == media.TEXT and (mark := delimiter_of(text)):
        return _sheet(source, media.CSV, read_csv(text, mark), issues)
    page = text_page(text)
    if len(page.words) >= MAX_WORDS:
        issues = (*issues, *_cut(source))
    document = document_of(
        source, media_type=kind, pages=(page,), text=text, issues=issues
    )
    return Documents((document,), issues)


def _xml(source: Source, kind: str) -> Documents:
    """Read XML as its text, without the files that are packed into it."""
    declared = _ENCODING.match(source.content)
    charset = declared[1].decode("ascii") if declared else source.charset
    text = _decoded(source._replace(charset=charset))
    text = _PACKED.sub("><", text)
    if len(text) > MAX_TEXT:
        return _failed(source, kind, Reason.TOO_LARGE, f"{len(text)} characters")
    page = text_page(text)
    document = document_of(source, media_type=kind, pages=(page,), text=text)
    return Documents((document,))


def _decoded(source: Source) -> str:
    content = source.content
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", "replace")
    elif source.charset:
        text = decode_bytes(content, source.charset)
    else:
        text = raw_text(content)
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _archive(source: Source, kind: str) -> Documents:
    documents: list[Document] = []
    issues: list[Issue] = []
    try:
        for member in members(source.content):
            read = read_documents(_inside(source, member.content, member.name))
            documents += read.documents
            issues += read.issues
    except ArchiveError as error:
        documents += _failed(source, kind, error.reason, error.detail).documents
    if not documents:
        return _failed(source, kind, Reason.DAMAGED, "an empty archive")
    return Documents(tuple(documents), tuple(issues))


def _outlook(source: Source, kind: str) -> Documents:
    """Read the texts and files of a message that Outlook saved."""
    if not is_msg(source.content):
        return _other(source, kind)
    if source.nested or source.wrapped:
        return _failed(source, kind, Reason.TOO_LARGE, "a message in another file")
    documents: list[Document] = []
    message = message_of(source.content)
    issues = list(message.issues)
    # Of a text that is there twice, the HTML, which comes second, is the fuller one.
    chosen = {p.alternative or -n: p for n, p in enumerate(message.parts, start=1)}
    for part in chosen.values():
        inner = _mailed(source, part.content, part.name)._replace(
            declared=part.declared,
            charset=part.charset,
            body=part.body,
            inline=part.inline,
        )
        if part.reason:
            documents += _failed(inner, kind, part.reason, part.detail).documents
            continue
        read = read_documents(inner)
        documents += read.documents
        issues += read.issues
    return Documents(tuple(documents), tuple(issues))


def _winmail(source: Source, kind: str) -> Documents:
    if source.nested or source.wrapped:
        return _failed(source, kind, Reason.TOO_LARGE, "files in a file in a file")
    try:
        files = unpack(source.content)
    except TnefError as error:
        return _failed(source, kind, Reason.DAMAGED, str(error))
    if not files:
        return Documents((document_of(source, media_type=kind),))
    reads = [read_documents(_mailed(source, f.content, f.name)) for f in files]
    return Documents(
        tuple(document for read in reads for document in read.documents),
        tuple(issue for read in reads for issue in read.issues),
    )


def _other(source: Source, kind: str) -> Documents:
    if source.declared in _SIGNATURES:
        return Documents((document_of(source, media_type=source.declared),))
    if kind.startswith("image/"):
        if source.inline and len(source.content) < _DECORATION:
            return Documents((document_of(source, media_type=kind),))
        return _image(source, kind)
    document = document_of(
        source,
        media_type=kind,
        status="quarantined",
        reason=Reason.UNKNOWN_DOCUMENT,
        detail="a kind of file that is not read",
    )
    return Documents((document,))


def _image(source: Source, kind: str) -> Documents:
    """Read a picture as pages, as far as their words were recognised."""
    if kind not in FORMATS:
        return _failed(source, kind, Reason.SCAN_NO_TEXT, "a picture")
    try:
        sizes = page_sizes(source.content, kind)
    except ImageError as error:
        return _failed(source, kind, error.reason, error.detail)
    own = source.recognised.of(content_digest(source.content))
    pictures = tuple(range(1, len(sizes) + 1))
    if not any(map(own.words, pictures)):
        why = own.why_not(pictures) if pictures else ""
        detail = f"a picture{f': {why}' if why else ''}"
        return _failed(source, kind, Reason.SCAN_NO_TEXT, detail, pictures)
    pages, issues = recognised_pages(sizes, own)
    issues = _named(issues, source)
    document = document_of(
        source, media_type=kind, pages=pages, ocr=True, pictures=pictures, issues=issues
    )
    return Documents((document,), issues)


_READERS: dict[str, Callable[[Source, str], Documents]] = {
    media.PDF: _pdf,
    media.XLSX: _xlsx,
    media.ZIP: _archive,
    media.HTML: _html,
    media.TEXT: _text,
    media.XML: _xml,
    media.OLE: _outlook,
    media.TNEF: _winmail,
}
