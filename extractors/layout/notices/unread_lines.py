"""Lines of a notice outside tables that hold goods nobody read."""

import re
from collections.abc import Collection, Iterator, Sequence

from extractors.layout.notices.item import Item
from extractors.layout.notices.scopes import Part
from extractors.layout.notices.spelled_items import is_article, listed_items, spelled
from extractors.layout.page.parsing import quantity
from extractors.layout.page.rows import Row, Run
from extractors.layout.page.shares import share_of
from extractors.layout.page.sheet import Sheet
from extractors.values import Document

_COUNTED = re.compile(r"(?:[-*•·]\s*)?\d{1,4}\s*[xX×]\s+\S*[^\W\d_]{2}")
"""Begins as a line of a list does, whatever is listed."""
_COUNT_DIGITS = 4
"""Of a count, at most."""
_PLACE = 3
"""Characters of codes that name a place as often ("B2")."""


def unread_lines(order: Part, items: Sequence[Item]) -> Iterator[Run]:
    """Yield the lines outside tables that hold a code and a count nobody read."""
    known = {item.line.sku.value for item in items if item.line.sku}
    own, _ = order.lines
    valued = order.whole.of_all(_valued, order.sheet)
    for index in own:
        row, line = order.sheet.rows[index], order.sheet.line(index)
        one = spelled(order.sheet.document, line)
        if one:
            unread = one.line.sku is not None and one.line.sku.value not in known
        else:
            unread = _is_of_list(order.sheet.document, line, known) or (
                share_of(row.text) is not None and _names_unread(row, known)
            )
        if unread or _holds_code_and_count(row, known, valued):
            yield line


def _is_of_list(document: Document, line: Run, known: Collection[str]) -> bool:
    """Say whether a line begins as those do that were read, and was not."""
    if not known or not _COUNTED.match(line.text):
        return False
    return not listed_items(document, line)


def _holds_code_and_count(
    row: Row, known: Collection[str], valued: Collection[tuple[float, float, int]]
) -> bool:
    """Say whether cells of a row are a count and an article's code of no line."""
    if not any(
        quantity(c) is not None and len(c.text) <= _COUNT_DIGITS for c in row.cells
    ):
        return False
    firsts = (cell.words[0] for cell in row.cells)
    return any(
        is_article(word.text)
        and len(word.text) > _PLACE
        and (word.x0, word.top, row.page) not in valued
        and word.text not in known
        for word in firsts
    )


def _valued(sheet: Sheet) -> frozenset[tuple[float, float, int]]:
    """Return the words that are the value of a label."""
    return frozenset(
        (w.x0, w.top, lb.value.page)
        for lb in sheet.labels
        if lb.value
        for w in lb.value.words
    )


def _names_unread(row: Row, known: Collection[str]) -> bool:
    """Say whether a row names an article that is in no line."""
    words = (w.text.strip(",:;()") for w in row.words)
    return any(is_article(text) and text not in known for text in words)
