"""The text that a mail has of its own, as the words around a notice are read from."""

from collections.abc import Iterable, Iterator

from extractors.layout.bodies import unquoted
from extractors.layout.page.sheet import Sheet, sheet_of
from extractors.values import Document, Mail

_LINE = 2
"""Height of a line of a text."""


def known_words(texts: Iterable[str]) -> frozenset[str]:
    """Return the words of names and of goods, in small letters.

    >>> sorted(known_words(["Acme Supply Co.", "Bin, red"]))
    ['acme', 'bin', 'co', 'red', 'supply']
    """
    words = (word for text in texts for word in text.lower().split())
    return frozenset(word.strip(".,;:&()") for word in words)


def own_text(document: Document, mail: Mail | None) -> str:
    """Return a document's text as lines, without its tables and what it only quotes."""
    return prose_of(sheet_of(unquoted(document, mail)))


def prose_of(sheet: Sheet) -> str:
    """Return what stands outside the tables of a sheet, an empty line where it has one.

    The rows of a table are read as goods, and are no sentences.
    """
    return "\n".join(_lines(sheet))


def _lines(sheet: Sheet) -> Iterator[str]:
    before = None
    for index, row in enumerate(sheet.rows):
        if index in sheet.tabled:
            before = None
            continue
        top = row.words[0].top
        if before is None or row.page != before[0] or top > before[1] + _LINE:
            yield ""
        before = (row.page, top)
        yield row.text
