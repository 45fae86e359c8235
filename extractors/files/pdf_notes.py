"""What is laid on a PDF's page: filled fields, stamps, typed notes, strokes.

A viewer shows them as the page itself, and the text of the page has none of them.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # has no stubs

MAX_NOTES = 500
"""Notes of one page that are looked at."""
_FOR_A_CLICK = frozenset(
    {
        pdfium.FPDF_ANNOT_LINK,
        pdfium.FPDF_ANNOT_POPUP,
        pdfium.FPDF_ANNOT_TEXT,
        pdfium.FPDF_ANNOT_FILEATTACHMENT,
    }
)
"""Kinds that put no word on the page and cover none, but for a small sign."""
_SAID_IN = {
    pdfium.FPDF_ANNOT_TEXT: (b"Contents",),
    pdfium.FPDF_ANNOT_FREETEXT: (b"Contents",),
    pdfium.FPDF_ANNOT_STAMP: (b"Contents", b"Name"),
    pdfium.FPDF_ANNOT_WIDGET: (b"V",),
}
"""Kinds that say something in words, and where."""
_NOTHING = frozenset({"", "Off"})
"""No words, or the state of a box that is not ticked."""
_EMPTY = 2
"""Bytes of a text without characters: the end of it."""
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW


def kinds(page: Any) -> Iterator[int]:
    """Yield the kind of each note on an open page, as PDFium counts them."""
    for note in _notes(page):
        yield pdfium.FPDFAnnot_GetSubtype(note)


def untold(page: Any) -> tuple[str, ...]:
    """Return what notes say without being drawn: some viewers show it, or on a click.

    A field or a typed note that brings no drawing of itself is drawn by the viewer, if
    it knows how; PDFium does not.
    """
    said = (_said(note) for note in _notes(page))
    return tuple(text for text in said if text not in _NOTHING)


def shown_page(document: Any, number: int) -> Any:
    """Open page *number* of a document, with what is laid on it; nothing if damaged."""
    page = pdfium.FPDF_LoadPage(document, number - 1)
    return with_notes(document, page, number) if page else page


def with_notes(document: Any, page: Any, number: int) -> Any:
    """Return an open page with what is laid on it as part of it, unless it is hidden.

    Args:
        document: Open; the file's bytes stay as they are.
        page: Of the document. It is closed where another one is returned.
        number: Of the page, counted from 1.

    Returns:
        The page; nothing if it cannot be opened again.
    """
    if _FOR_A_CLICK.issuperset(kinds(page)):
        return page
    _remove_unseen(page)  # merging looks at one of the two flags only
    merged = pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    if merged != pdfium.FLATTEN_SUCCESS:
        return page
    pdfium.FPDF_ClosePage(page)
    return pdfium.FPDF_LoadPage(document, number - 1)


def _remove_unseen(page: Any) -> None:
    unseen = [
        number
        for number, note in enumerate(_notes(page))
        if pdfium.FPDFAnnot_GetFlags(note) & _UNSEEN
    ]
    for number in reversed(unseen):
        pdfium.FPDFPage_RemoveAnnot(page, number)


def _notes(page: Any) -> Iterator[Any]:
    """Yield each note of a page, open as long as it is looked at; None if broken."""
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page), MAX_NOTES)):
        with _note(page, number) as note:
            yield note


@contextmanager
def _note(page: Any, number: int) -> Iterator[Any]:
    note = pdfium.FPDFPage_GetAnnot(page, number)
    try:
        yield note
    finally:
        if note:
            pdfium.FPDFPage_CloseAnnot(note)


def _said(note: Any) -> str:
    """Return the words of a note that nothing draws; empty where there are none."""
    kind = pdfium.FPDFAnnot_GetSubtype(note)
    if pdfium.FPDFAnnot_GetFlags(note) & _UNSEEN:
        return ""
    if kind != pdfium.FPDF_ANNOT_TEXT and _is_drawn(note):
        return ""
    texts = (_text(note, key) for key in _SAID_IN.get(kind, ()))
    return next((" ".join(text.split()) for text in texts if text.strip()), "")


def _is_drawn(note: Any) -> bool:
    normal = pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL
    return bool(pdfium.FPDFAnnot_GetAP(note, normal, None, 0) > _EMPTY)


def _text(note: Any, key: bytes) -> str:
    length = pdfium.FPDFAnnot_GetStringValue(note, key, None, 0)
    if length <= _EMPTY:
        return ""
    buffer = (ctypes.c_ushort * (length // 2))()
    pdfium.FPDFAnnot_GetStringValue(note, key, buffer, length)
    return bytes(buffer)[:-_EMPTY].decode("utf-16-le", errors="replace")
