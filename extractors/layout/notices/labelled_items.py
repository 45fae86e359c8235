"""Lines of a notice outside tables that stand under labels: "SKU: …" and "Qty: …"."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors.layout.notices.item import Item, name_of
from extractors.layout.notices.scopes import Part
from extractors.layout.notices.spelled_items import lists_goods
from extractors.layout.page.citing import cite, part
from extractors.layout.page.labels import Label
from extractors.layout.page.parsing import code_shaped, quantity
from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.vocabulary import Field
from extractors.values import Cited, Document, NoticeLine

CODES = (Field.OUR_SKU, Field.SKU, Field.MAKER_SKU)
COUNTS = (Field.SHIPPED, Field.QUANTITY)
_BEHIND_NAME = re.compile(
    r"[^\W\d_].*\s[xX×]\s?(?P<count>\d{1,4})"
    r"(?:\s(?i:of|von|sur|de|di|van)\s(?P<whole>\d{1,4}))?"
)
"""A name and how many of it."""
_BESIDE = 3
"""Rows: the label of an article's quantity stands no further from the article's."""
_COUNT_DIGITS = 4
"""Of a count, at most."""


class _Above(NamedTuple):
    """A line of a name and a count."""

    document: Document
    line: Run
    found: re.Match[str]


def labelled_items(order: Part) -> Iterator[Item]:
    """Yield the lines that stand as "SKU: …" and "Qty: …", in either order.

    Without any such count an article's may stand behind its name, a line above its
    code: "Lamp × 2". Codes on lines that are read by themselves are left to those.
    """
    document = order.sheet.document
    codes = [
        label
        for label in order.labels(*CODES, Field.ITEM)[0]
        if label.value and code_shaped(label.value.words[0].text)
    ]
    counts = [
        (label, cited)
        for label in order.labels(*COUNTS)[0]
        if label.value and (cited := _first_count(document, label.value))
    ]
    if not counts and all(_is_read(order.sheet, label) for label in codes):
        return
    paired = _paired(
        [(c.row, c.start) for c in codes], [(c.row, c.start) for c, _ in counts]
    )
    above = [None if counts else _above(order.sheet, label) for label in codes]
    for number, label in enumerate(codes):
        if not label.value:
            continue
        first = Run(label.value.page, label.value.words[:1])
        count = counts[number][1] if paired else _named_count(above[number], "count")
        line = NoticeLine(
            sku=cite(document, first, first.text),
            quantity=count,
            ordered=_named_count(above[number], "whole"),
        )
        problem = f"how many of {name_of(line)!r} were shipped is not printed"
        yield Item(line, count is None or count.value > 0, "" if count else problem)


def _is_read(sheet: Sheet, label: Label) -> bool:
    """Say whether the line on which a label's value stands is read without it."""
    index = label.row + 1 if label.stacked else label.row
    return index < len(sheet.rows) and lists_goods(sheet.document, sheet.line(index))


def _above(sheet: Sheet, label: Label) -> _Above | None:
    """Return the line of a name and a count above the one of its code."""
    if label.stacked or not label.row or label.row - 1 in sheet.tabled:
        return None
    line = sheet.line(label.row - 1)
    found = _BEHIND_NAME.fullmatch(line.text)
    return _Above(sheet.document, line, found) if found else None


def _named_count(above: _Above | None, group: str) -> Cited[int] | None:
    """Return one of the counts of "Lamp × 2 of 5"."""
    said = above.found[group] if above else None
    if above is None or said is None:
        return None
    words = part(above.line, *above.found.span(group))
    return cite(above.document, words, int(said)) if words else None


def counts_alone(order: Part) -> Iterator[Run]:
    """Yield the quantities that are labelled where no article is."""
    for label in order.labels(*COUNTS)[0]:
        if label.form and label.value and label.text.startswith(("qty", "shipped")):
            first = Run(label.value.page, label.value.words[:1])
            if quantity(first) is not None and len(first.text) <= _COUNT_DIGITS:
                yield label.value


def _paired(codes: list[tuple[int, int]], counts: list[tuple[int, int]]) -> bool:
    """Say whether codes and counts alternate, each pair standing together."""
    if len(codes) != len(counts):
        return False
    first, second = (codes, counts) if codes < counts else (counts, codes)
    woven = [place for pair in zip(first, second, strict=True) for place in pair]
    near = all(b[0] - a[0] <= _BESIDE for a, b in zip(first, second, strict=True))
    return woven == sorted(woven) and near


def _first_count(document: Document, run: Run) -> Cited[int] | None:
    first = Run(run.page, run.words[:1])
    value = quantity(first)
    return None if value is None else cite(document, first, value)
