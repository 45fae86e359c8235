"""Files pinned to the pages of a PDF, as a paper clip or a push pin shows them.

They are no entries of the file's own list of attachments.
"""

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # has no stubs

from extractors.files.pdf_notes import MAX_NOTES, kinds

if TYPE_CHECKING:
    from pypdf import PdfReader
    from pypdf.generic import EmbeddedFile


def count_pinned(page: Any) -> int:
    """Return how many files are pinned to an open page of PDFium."""
    return sum(kind == pdfium.FPDF_ANNOT_FILEATTACHMENT for kind in kinds(page))


def pinned(reader: "PdfReader", max_pages: int) -> Iterator["EmbeddedFile"]:
    """Yield the files pinned to the first pages of a PDF, in their order.

    Notes that name a file elsewhere, or none, are left out.

    Raises:
        Exception: Whatever pypdf raises on a broken file.
    """
    from pypdf.generic import DictionaryObject, EmbeddedFile  # noqa: PLC0415  # slow to import

    for page in islice(reader.pages, max_pages):
        for entry in (page.annotations or ())[:MAX_NOTES]:
            note = entry.get_object()
            if not isinstance(note, DictionaryObject):
                continue
            if note.get("/Subtype") != "/FileAttachment" or "/FS" not in note:
                continue
            file = note["/FS"]
            if isinstance(file, DictionaryObject) and "/EF" in file:
                name = file.get("/UF") or file.get("/F") or ""
                yield EmbeddedFile(str(name), file)
