"""What a PDF says of itself: encryption, pages, metadata, and the files inside it.

pypdf reads it, which has limits for every loop of its own. It takes half a second to
import, so it is asked only where PDFium has counted attachments.
"""

import io
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from extractors.files.pdf_pinned import pinned
from extractors.mail.headers import clean

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_ATTACHMENTS = 50
MAX_ATTACHMENT = 10 * 1024 * 1024
_MAX_PAGES = 30
"""Pages on which pinned files are looked for: as many as are read."""
_MAX_TEXT = 300


class Attachment(NamedTuple):
    """A file in a PDF: the XML of an electronic invoice, or pinned to a page."""

    name: str
    content: bytes


class Structure(NamedTuple):
    """What there is besides the pages' text."""

    encrypted: bool
    """It needs a password that is not the empty one."""
    pages: int
    """0 where they cannot be counted."""
    metadata: tuple[tuple[str, str], ...]
    """Title, producer and the like, as written by whoever made it."""
    attachments: tuple[Attachment, ...]
    problem: str = ""
    """Class of the error that ended the reading; "" where there was none."""


def structure(content: bytes, passwords: Sequence[str] = ()) -> Structure:
    """Return the structure of a PDF as far as it can be read; never raises.

    Args:
        content: The file's bytes.
        passwords: Tried one after the other where it does not open without.
    """
    from pypdf import PdfReader  # noqa: PLC0415  # half a second

    encrypted, pages = False, 0
    metadata: tuple[tuple[str, str], ...] = ()
    attachments: list[Attachment] = []
    problem = ""
    try:
        reader = PdfReader(io.BytesIO(content))
        encrypted = reader.is_encrypted and not any(
            map(reader.decrypt, ("", *passwords))
        )
        if not encrypted:
            pages = len(reader.pages)
            metadata = _metadata(reader)
            _attach(reader, attachments)
    except Exception as error:  # noqa: BLE001  # what pypdf lets through has no one class
        problem = type(error).__name__
    return Structure(encrypted, pages, metadata, tuple(attachments), problem)


def _metadata(reader: "PdfReader") -> tuple[tuple[str, str], ...]:
    found: dict[str, object] = dict(reader.metadata or {})
    return tuple(
        (str(name).lstrip("/")[:_MAX_TEXT], clean(str(value))[:_MAX_TEXT])
        for name, value in sorted(found.items())
    )


def _attach(reader: "PdfReader", attachments: list[Attachment]) -> None:
    for embedded in chain(reader.attachment_list, pinned(reader, _MAX_PAGES)):
        if len(attachments) >= MAX_ATTACHMENTS:
            return
        content = embedded.content[:MAX_ATTACHMENT]
        attachments.append(Attachment(clean(embedded.name)[:_MAX_TEXT], content))
