"""A file on its way to be read, and what reading it gives."""

from typing import NamedTuple

from extractors.codes import Reason
from extractors.digests import content_digest
from extractors.files import media
from extractors.ocr.values import NOTHING, Recognised
from extractors.values import Document, Issue, Mail


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
    mails: tuple[Mail, ...] = ()
    """Of the messages that were a file, or in one: who wrote what it passes on."""


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


def failed(
    source: Source,
    kind: str,
    reason: Reason,
    detail: str,
    pictures: tuple[int, ...] = (),
) -> Documents:
    """Return that *source* is unreadable, and why."""
    document = document_of(
        source,
        media_type=kind,
        status="unreadable",
        reason=reason,
        detail=detail,
        pictures=pictures,
    )
    return Documents((document,))


def named(issues: tuple[Issue, ...], source: Source) -> tuple[Issue, ...]:
    """Return *issues* that begin with the name of the file."""
    label = source.name or ("text of the mail" if source.body else "attachment")
    return tuple(
        i.model_copy(update={"detail": f"{label}: {i.detail}"}) for i in issues
    )
