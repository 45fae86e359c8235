"""Titles that end with the number of their paper: "Schlussrechnung SR-2026-041"."""

import re
from collections.abc import Iterator

from extractors.layout.page.labels import Label
from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.tokens import phrase
from extractors.layout.page.vocabulary import Field
from extractors.layout.titles import kind_named, title_rows
from extractors.values import Kind

_TOLD = re.compile(r"\d{5}|\d{3}.*\D|\D.*\d{3}")
"""What such a number has, and no year, page or part of several."""
_REFERRING = frozenset(
    {"zu", "zur", "zum", "fur", "for", "of", "to", "on", "pour", "sur", "de", "para",
     "per", "su", "voor", "bij", "op"}
)  # fmt: skip
"""Words of a title before the number of another paper."""


def numbered_titles(sheet: Sheet, kind: Kind | None) -> Iterator[Label]:
    """Yield the titles of a kind that a number ends, as labels of it.

    Args:
        sheet: The document.
        kind: Of the document; None where it has no number of its own.
    """
    for index in title_rows(sheet, kind) if kind else ():
        at = 0
        for cell in sheet.rows[index].cells:
            start, at = at, at + len(cell.words)
            *title, last = cell.words
            text = " ".join(word.text for word in title)
            words = phrase(text)
            told = _TOLD.search(last.text) and not _REFERRING.intersection(words)
            if told and kind_named(words) == kind:
                yield Label(
                    Field.INVOICE,
                    index,
                    start,
                    at - 1,
                    text,
                    form=True,
                    colon=False,
                    numbered=False,
                    alone=False,
                    value=Run(cell.page, (last,)),
                )
