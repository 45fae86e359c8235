"""What a mail says besides its texts: in its header, in names of files, in mark-up.

A person sees a subject, the name of a sender or of a file and the words shown for a
picture before anything else. They are read for where to pay, and for nothing more.
"""

import re
from collections.abc import Iterable, Iterator

from lxml import etree  # type: ignore[import-untyped]  # has no stubs

from extractors.digests import content_digest
from extractors.files import media
from extractors.files.grid import text_page
from extractors.files.html import MAX_HTML
from extractors.mail.headers import decode_bytes
from extractors.mail.mime import Part
from extractors.values import Document, Mail

_SAID = ("alt", "title", "aria-label", "summary")
"""Attributes whose words are shown: for a picture, under the pointer, or read out."""
_JOINTS = str.maketrans("_.", "  ")
"""What stands for a blank in the name of a file."""
_BREAKS = re.compile(r"[\r\n\x0b\x0c\x85\u2028\u2029]+")
_MAX_SAID = 100_000


def header_texts(mails: Iterable[Mail | None]) -> Iterator[Document]:
    """Yield subject and senders' names of *mails*, each as a document."""
    for mail in mails:
        if mail is not None:
            names = (sender.name for sender in mail.senders)
            yield from _document(mail.sha256, "header", (mail.subject, *names))


def name_texts(documents: Iterable[Document]) -> Iterator[Document]:
    """Yield the names of files among *documents*, each as a document."""
    for document in documents:
        if not document.body and document.name:
            name = document.name.translate(_JOINTS)
            yield from _document(document.sha256, document.name, (name,))


def markup_texts(parts: Iterable[Part]) -> Iterator[Document]:
    """Yield what the mark-up of the HTML among *parts* says beside its text."""
    for part in parts:
        if media.HTML in {part.declared, media.sniff(part.content)}:
            said = _attributes(decode_bytes(part.content, part.charset))
            yield from _document(content_digest(part.content), part.name, said)


def _attributes(markup: str) -> tuple[str, ...]:
    if not any(f"{name}=" in markup.lower() for name in _SAID):
        return ()
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, recover=True)
    content = markup[:MAX_HTML].encode("utf-8", "replace")
    try:
        root = etree.fromstring(content, parser)
    except (etree.LxmlError, ValueError):
        return ()
    if root is None:
        return ()
    said = (node.get(name, "") for node in root.iter("*") for name in _SAID)
    return tuple(dict.fromkeys(text for text in said if text.strip()))


def _document(sha256: str, name: str, lines: Iterable[str]) -> Iterator[Document]:
    """Yield a document of lines that stand apart from each other; none of blanks."""
    plain = (_BREAKS.sub(" ", line).strip() for line in lines)
    text = "\n\n\n".join(filter(None, plain))[:_MAX_SAID]
    if text:
        yield Document(
            sha256=sha256,
            name=name,
            media_type=media.TEXT,
            pages=(text_page(text),),
            text=text,
        )
