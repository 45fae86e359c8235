"""Bytes of one file → its documents, read or with the reason why not; never dropped."""

import re
from collections.abc import Callable, Iterator

from extractors.codes import Reason
from extractors.digests import content_digest
from extractors.files import media
from extractors.files.concealed import concealed, without_struck
from extractors.files.containers import (
    read_archive,
    read_mail,
    read_outlook,
    read_winmail,
    with_embedded,
)
from extractors.files.grid import MAX_LINES, MAX_WORDS, overflows, text_page
from extractors.files.html import read_html
from extractors.files.images import CUT, FORMATS, ImageError, is_whole, page_sizes
from extractors.files.linked_data import linked_data
from extractors.files.msg import is_msg
from extractors.files.pdf import PdfError, read_pdf
from extractors.files.sheets import (
    MAX_COLUMNS,
    Sheet,
    SheetError,
    delimiter_of,
    read_csv,
    read_xlsx,
)
from extractors.files.source import Documents, Source, document_of, failed, named
from extractors.files.unseen import deceiving, shown, shown_markup
from extractors.mail.headers import decode_bytes, raw_text
from extractors.ocr.sightings import recognised_pages
from extractors.values import Document, Issue

MAX_FILE = 40 * 1024 * 1024
MAX_TEXT = 2_000_000
"""Characters."""
_OF_A_SHEET = (
    f": {MAX_LINES:,} rows, {MAX_COLUMNS} columns, {MAX_WORDS:,} words at most"
)
"""What of a sheet is read, for people."""
_DECORATION = 32 * 1024
"""An inline picture smaller than this is a logo, which says nothing."""
_ENCODING = re.compile(
    rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,60}?\sencoding\s*=\s*["']([\w.-]{1,40})["']""",
    re.ASCII,
)
_PACKED = re.compile(r">[A-Za-z0-9+/=\s]{4000,}<")
"""The content of an element that can only be a file in base64."""
_TEXTS = frozenset({media.TEXT, media.HTML})
"""What may be empty and nothing is lost: mail programmes add such texts."""
_SIGNATURES = frozenset(
    {
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
    }
)


def read_documents(source: Source) -> Documents:
    """Read one file; never raises on what its bytes say."""
    content = source.content
    if not content.strip():
        return _empty(source)
    kind = source.declared if source.body else media.sniff(content)
    if len(content) > MAX_FILE:
        return failed(source, kind, Reason.TOO_LARGE, f"{len(content)} bytes")
    if not source.body and media.is_mail_file(content, source.name, source.declared):
        return read_mail(source, read_documents)
    return _READERS.get(kind, _other)(source, kind)


def _empty(source: Source) -> Documents:
    """Read a file of blanks: a text that says nothing, or a document that was lost."""
    size = len(source.content)
    text = source.declared in _TEXTS or source.name.lower().endswith(".txt")
    if source.body or text or (size and not source.declared):
        return Documents((document_of(source, media_type=media.TEXT),))
    what = f"{size} bytes, all blank" if size else "an empty file, 0 bytes"
    return failed(source, source.declared or media.UNKNOWN, Reason.DAMAGED, what)


def _pdf(source: Source, kind: str) -> Documents:
    try:
        own = source.recognised.of(content_digest(source.content))
        read = read_pdf(source.content, passwords=source.passwords, recognised=own)
    except PdfError as error:
        unread = failed(source, kind, error.reason, error.detail, error.pictures)
        scan = error.reason is Reason.SCAN_NO_TEXT
        return with_embedded(unread, source, 0, read_documents) if scan else unread
    issues = named(read.issues, source)
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
    return with_embedded(whole, source, count, read_documents) if count else whole


def _xlsx(source: Source, kind: str) -> Documents:
    try:
        sheet = read_xlsx(source.content)
        doubts = (*deceiving(sheet.text), *sheet.issues)
        return _sheet(source, kind, sheet, named(doubts, source))
    except SheetError as error:
        return failed(source, kind, error.reason, error.detail)


def _sheet(
    source: Source, kind: str, sheet: Sheet, doubts: tuple[Issue, ...]
) -> Documents:
    issues = (*doubts, *(_cut(source, _OF_A_SHEET) if sheet.cut else ()))
    document = document_of(
        source,
        media_type=kind,
        pages=sheet.pages,
        text=sheet.text,
        tables=sheet.tables,
        issues=issues,
    )
    return Documents((document,), issues)


def _cut(source: Source, most: str = "") -> tuple[Issue, ...]:
    """Return the issue that a file is longer than what was read of it."""
    detail = f"only the beginning was read{most}"
    return named((Issue(code=Reason.TOO_LARGE, detail=detail),), source)


def _html(source: Source, kind: str) -> Documents:
    markup = decode_bytes(source.content, source.charset)
    doubts = named(deceiving(markup, markup=True), source)
    markup = shown_markup(markup)
    read = read_html(markup)
    unsaid = named(tuple(concealed(read.hidden, read.struck, read.text)), source)
    if len(read.text) > MAX_TEXT:
        return failed(source, kind, Reason.TOO_LARGE, f"{len(read.text)} characters")
    page = text_page(read.text)
    cut = read.cut or overflows(read.text, page)
    issues = (*doubts, *unsaid, *(_cut(source) if cut else ()))
    document = document_of(
        source,
        media_type=kind,
        pages=(page,),
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
    doubts = deceiving(text)
    text, struck = without_struck(shown(text))
    issues = named((*doubts, *concealed((), struck, text)), source)
    if len(text) > MAX_TEXT:
        text, issues = text[:MAX_TEXT], (*issues, *_cut(source))
    if not source.body and kind == media.TEXT and (mark := delimiter_of(text)):
        return _sheet(source, media.CSV, read_csv(text, mark), issues)
    page = text_page(text)
    if overflows(text, page):
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
        return failed(source, kind, Reason.TOO_LARGE, f"{len(text)} characters")
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
    return read_archive(source, kind, read_documents)


def _outlook(source: Source, kind: str) -> Documents:
    if not is_msg(source.content):
        return _other(source, kind)
    return read_outlook(source, kind, read_documents)


def _winmail(source: Source, kind: str) -> Documents:
    return read_winmail(source, kind, read_documents)


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
        return failed(source, kind, Reason.SCAN_NO_TEXT, "a picture")
    try:
        sizes = page_sizes(source.content, kind)
    except ImageError as error:
        return failed(source, kind, error.reason, error.detail)
    own = source.recognised.of(content_digest(source.content))
    pictures = tuple(range(1, len(sizes) + 1))
    if not any(map(own.words, pictures)):
        if not is_whole(source.content, kind):
            return failed(source, kind, Reason.DAMAGED, CUT, pictures)
        why = own.why_not(pictures) if pictures else ""
        detail = f"a picture{f': {why}' if why else ''}"
        return failed(source, kind, Reason.SCAN_NO_TEXT, detail, pictures)
    pages, issues = recognised_pages(sizes, own)
    issues = named(issues, source)
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
