"""A document's bytes, wherever in a mail or archive they lie."""

from collections.abc import Iterator
from contextlib import suppress

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
    if message := _message(content):
        yield content
        for part in message.parts:
            yield from _opened(part.content, nested=False, mailed=False)
    else:
        yield from _opened(content, nested=False, mailed=False)


def _message(content: bytes) -> Message | None:
    if is_msg(content):
        return message_of(content)
    return parse(content) if media.is_mail(content) else None


def _opened(content: bytes, *, nested: bool, mailed: bool) -> Iterator[bytes]:
    """Yield a file and what is in it.

    Args:
        content: The file's bytes.
        nested: It came out of another file: only a mail is opened.
        mailed: It came out of a mail that was a file: no such mail is opened.
    """
    yield content
    if not mailed and (message := _message(content)):
        for part in message.parts:
            yield from _opened(part.content, nested=nested, mailed=True)
        return
    inner = () if nested else _files(content)
    for file in inner:
        yield from _opened(file, nested=True, mailed=mailed)


def _files(content: bytes) -> Iterator[bytes]:
    kind = media.sniff(content)
    if kind == media.PDF:
        yield from (attached.content for attached in structure(content).attachments)
    if kind == media.ZIP:
        with suppress(ArchiveError):
            yield from (member.content for member in members(content))
    if kind == media.TNEF:
        with suppress(TnefError):
            yield from (file.content for file in unpack(content))
