"""A document's bytes, wherever in a mail or archive they lie."""

from collections.abc import Iterator

from extractors.digests import content_digest
from extractors.files import media
from extractors.files.archive import ArchiveError, members
from extractors.files.images import FORMATS
from extractors.files.msg import is_msg, message_of
from extractors.files.pdf_structure import structure
from extractors.files.tnef import TnefError, unpack
from extractors.mail.mime import Message, parse


def file_in(content: bytes, sha256: str) -> bytes | None:
    """Return the bytes of that hash in a file; None where it holds no such document."""
    for inner in _contents(content):
        if content_digest(inner) == sha256:
            return inner
    return None


def document_in(content: bytes, sha256: str) -> tuple[bytes, str] | None:
    """Return the PDF or picture of that hash in a file, and its media type."""
    for inner in _contents(content):
        kind = media.sniff(inner)
        drawable = kind == media.PDF or kind in FORMATS
        if drawable and content_digest(inner) == sha256:
            return inner, kind
    return None


def _contents(content: bytes) -> Iterator[bytes]:
    """Yield a file, then what is in it, as deep as reading goes."""
    yield from _opened(content, nested=False)
    if message := _message(content):
        for part in message.parts:
            yield from _opened(part.content, nested=False)


def _message(content: bytes) -> Message | None:
    if is_msg(content):
        return message_of(content)
    return parse(content) if media.is_mail(content) else None


def _opened(content: bytes, *, nested: bool) -> Iterator[bytes]:
    yield content
    kind = media.sniff(content)
    if nested:
        return
    if kind == media.PDF:
        for _, inner in structure(content).attachments:
            yield from _opened(inner, nested=True)
    if kind == media.ZIP:
        try:
            for member in members(content):
                yield from _opened(member.content, nested=True)
        except ArchiveError:
            return
    if kind == media.TNEF:
        try:
            for file in unpack(content):
                yield from _opened(file.content, nested=True)
        except TnefError:
            return
