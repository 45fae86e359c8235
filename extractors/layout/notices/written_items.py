"""Lines of a notice outside tables: label lines, "2 x AB-100", and what nobody read."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.layout.notices.scopes import Part
from extractors.layout.page.citing import cite, part
from extractors.layout.page.labels import Label
from extractors.layout.page.parsing import code_like, code_shaped, quantity
from extractors.layout.page.rows import Row, Run
from extractors.layout.page.shares import share_of
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.standing import BEHIND, heads, remarks
from extractors.layout.page.tables.values import TableRow
from extractors.layout.page.vocabulary import Field
from extractors.tracking.numbers import accept
from extractors.values import Cited, Document, NoticeLine

CODES = (Field.OUR_SKU, Field.SKU, Field.MAKER_SKU)
COUNTS = (Field.SHIPPED, Field.QUANTITY)
_BULLET = r"(?:[-*•·]\s*)?"
_CODE = r"(?P<code>[A-Z0-9][A-Z0-9./_-]{2,}[A-Z0-9])"
_OPENING = rf"^{_BULLET}{_CODE}(?![^\s,:;)])"
_COUNT = r"(?P<count>\d{1,4})"
_PIECES = (
    r"(?i:ea|each|pcs?|pce|units?|stk|stck|stück|pi[èe]ces?|pz|pezzi|uds?|unidades"
    r"|stuks)"
)
_CALLED = (
    r"(?i:sku|item|art(?:ikel|icle|[íi]culo|icolo)?|cod|code|c[óo]digo|codice|part|model|mpn"
    r"|r[ée]f(?:[ée]rence|erencia)?)[.-]{0,2}\s?(?i:no|nr|number|nummer|n[º°]|#)?\.?\s*[:#]?\s*"
)
"""What is printed before an article's code."""
_FORMS = (
    # 2 x AB-100
    rf"(?:^|[:;,]\s){_BULLET}{_COUNT}\s*(?:[xX×]|{_PIECES}|of)\.?\s+{_CODE}(?!\S)",
    # Qty 2 AB-100
    rf"^{_BULLET}(?i:qty|quantity)\.?\s*[:#]?\s*{_COUNT}\s*[-,–xX×]*\s+{_CODE}(?!\S)",
    # AB-100 … x 2
    rf"{_OPENING}.*?\s[xX×]\s?{_COUNT}$",
    # 2 x Lamp (AB-100), 2 x Lamp (SKU: AB-100)
    rf"^{_BULLET}{_COUNT}\s*[xX×]\s+[^()]*\S\s*[(\[](?:{_CALLED})?{_CODE}[)\]]$",
    # 2 x Lamp, SKU: AB-100
    rf"^{_BULLET}{_COUNT}\s*[xX×]\s+[^()]*\W{_CALLED}{_CODE}$",
    # AB-100 … Qty: 2
    rf"{_OPENING}.*?\b(?i:qty|quantity|shipped)\.?\s*[:=]?\s*{_COUNT}\)?\s*{_PIECES}?$",
    # AB-100 … (2 pcs)
    rf"{_OPENING}.*?[\s(]{_COUNT}\s?{_PIECES}\.?\)?$",
)
_ENTRY_FORM = (
    rf"{_COUNT}\s*(?:[xX×]|{_PIECES}|of)\.?\s+{_CODE}(?![^\s,.:;)])"
    r"(?:\s*\((?P<behind>\d{1,4})\s+(?i:(?:on\s+)?back[- ]?order(?:ed)?|b/?o|short"
    r"|to\ follow|still\ to\ come|pending)\))?"
)
_ENTRY = re.compile(_ENTRY_FORM)
_PLAIN = re.sub(r"\?P<\w+>", "?:", _ENTRY_FORM)
_LIST = re.compile(
    rf"(?:[^\W\d][^:\d]{{0,30}}:\s*|{_BULLET})"
    rf"(?P<list>{_PLAIN}(?:\s*(?:[,;+&]|and|und|et|y)\s+{_PLAIN})*)\s*[.;,]?"
)
"""A label, if any, and articles with their counts, one or several."""
_SPELLED = tuple(map(re.compile, _FORMS))
_BEHIND_NAME = re.compile(
    rf"[^\W\d_].*\s[xX×]\s?{_COUNT}(?:\s(?i:of|von|sur|de|di|van)\s(?P<whole>\d{{1,4}}))?"
)
"""A name and how many of it."""
_LISTED = 3
"""So many of the forms are those of a list, in which codes may be all letters."""
_COUNTED = re.compile(rf"{_BULLET}\d{{1,4}}\s*[xX×]\s+\S*[^\W\d_]{{2}}")
"""Begins as a line of a list does, whatever is listed."""
_BESIDE = 3
"""Rows: the label of an article's quantity stands no further from the article's."""
_COUNT_DIGITS = 4
_PLACE = 3
"""Characters of codes that name a place as often ("B2")."""


class Item(NamedTuple):
    """A line of a notice, and where it came from."""

    line: NoticeLine
    shipped: bool
    """False: a line that stayed behind."""
    problem: str = ""
    row: TableRow | None = None


class _Above(NamedTuple):
    """A line of a name and a count."""

    document: Document
    line: Run
    found: re.Match[str]


def name_of(line: NoticeLine) -> str:
    """Return what a person would call a line."""
    return line.sku.value if line.sku else line.description[:60]


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


def spelled_items(order: Part) -> Iterator[Item]:
    """Yield the lines that read "2 x ABC-100 …" or "ABC-100 … Qty: 2"."""
    own, _ = order.lines
    behind = False
    for index in own:
        line = order.sheet.line(index)
        several = listed_items(order.sheet.document, line)
        if several:
            stayed = behind or _labelled_behind(line.text)
            yield from (
                item._replace(shipped=item.shipped and not stayed) for item in several
            )
            continue
        item = _spelled(order.sheet.document, line)
        if item and not behind and share_of(line.text):
            yield item  # What is said of the rest is not said of these.
        elif item is None:
            if heads(line.text):
                behind = bool(BEHIND.search(line.text))
        elif behind or BEHIND.search(line.text):
            yield item._replace(shipped=False)
        elif remarks(line.text, tail=False):
            problem = f"{line.text[:60]!r} may say more than what went"
            yield item._replace(problem=problem)
        else:
            yield item


def _labelled_behind(text: str) -> bool:
    """Say whether the label before a list says that its goods did not go."""
    label, colon, _ = text.partition(":")
    return bool(colon and BEHIND.search(label))


def lists_goods(document: Document, line: Run) -> bool:
    """Say whether a line outside tables is one of articles with their counts."""
    return bool(listed_items(document, line)) or _spelled(document, line) is not None


def listed_items(document: Document, line: Run) -> tuple[Item, ...]:
    """Return the articles of a line that is a list: "3 x AB-1 (3 to follow), 2 x AB-2".

    The line is the list and a label, to its last word; anything else is left alone.
    """
    whole = _LIST.fullmatch(line.text)
    if not whole:
        return ()
    items = []
    for match in _ENTRY.finditer(line.text, whole.start("list")):
        code = part(line, *match.span("code"))
        count = part(line, *match.span("count"))
        behind = part(line, *match.span("behind")) if match["behind"] else None
        if not code or not count or not _is_listed(match["code"]):
            return ()
        value = NoticeLine(
            sku=cite(document, code, match["code"]),
            quantity=cite(document, count, int(match["count"])),
            backordered=cite(document, behind, int(match["behind"]))
            if behind
            else None,
        )
        items.append(Item(value, int(match["count"]) > 0))
    return tuple(items)


def _shared(document: Document, line: Run, share: re.Match[str]) -> Item | None:
    """Return the article of a line that tells how many of how many went.

    None where it names several, or where a slash may part anything else.
    """
    words = [w for w in line.words if _is_article(w.text.strip(",:;()"))]
    count = part(line, *share.span("count"))
    went, ordered = int(share["count"]), int(share["whole"])
    if len(words) != 1 or count is None or not share["word"] or went > ordered:
        return None
    at = line.text.index(words[0].text)
    text = words[0].text.strip(",:;()")
    at += words[0].text.index(text)
    code = part(line, at, at + len(text))
    if code is None:
        return None
    value = NoticeLine(
        sku=cite(document, code, text), quantity=cite(document, count, went)
    )
    return Item(value, went > 0)


def _spelled(document: Document, line: Run) -> Item | None:
    if share := share_of(line.text):
        return _shared(document, line, share)
    for number, form in enumerate(_SPELLED):
        article = _is_listed if number < _LISTED else _is_article
        match = form.search(line.text)
        if not match or not article(match["code"]):
            continue
        code = part(line, *match.span("code"))
        count = part(line, *match.span("count"))
        if not code or not count:
            continue
        value = NoticeLine(
            sku=cite(document, code, match["code"]),
            quantity=cite(document, count, int(match["count"])),
        )
        return Item(value, int(match["count"]) > 0)
    return None


def _is_article(text: str) -> bool:
    """Say whether a word by itself is plainly an article's code."""
    return (
        code_like(text)
        and not text.isdigit()
        and any(map(str.isalpha, text))
        and not accept(text, labelled=False).counts
    )


def _is_listed(text: str) -> bool:
    """Say whether a word right behind its count is an article's code."""
    return _is_article(text) or (code_shaped(text) and not any(map(str.isdigit, text)))


def unread_lines(order: Part, items: Sequence[Item]) -> Iterator[Run]:
    """Yield the lines outside tables that hold a code and a count nobody read."""
    known = {item.line.sku.value for item in items if item.line.sku}
    own, _ = order.lines
    valued = order.whole.of_all(_valued, order.sheet)
    for index in own:
        row = order.sheet.rows[index]
        spelled = _spelled(order.sheet.document, order.sheet.line(index))
        listed = known and _COUNTED.match(order.sheet.line(index).text)
        if (
            listed
            and not spelled
            and not listed_items(order.sheet.document, order.sheet.line(index))
        ):
            yield order.sheet.line(index)
            continue
        if spelled and spelled.line.sku and spelled.line.sku.value not in known:
            yield order.sheet.line(index)
            continue
        if not spelled and share_of(row.text) and _names_unread(row, known):
            yield order.sheet.line(index)
            continue
        counted = any(
            quantity(c) is not None and len(c.text) <= _COUNT_DIGITS for c in row.cells
        )
        if not counted:
            continue
        codes = [
            w
            for c in row.cells
            for w in c.words[:1]
            if _is_article(w.text)
            and len(w.text) > _PLACE
            and (w.x0, w.top, row.page) not in valued
            and w.text not in known
        ]
        if codes:
            yield order.sheet.line(index)


def _valued(sheet: Sheet) -> frozenset[tuple[float, float, int]]:
    """Return the words that are the value of a label."""
    return frozenset(
        (w.x0, w.top, lb.value.page)
        for lb in sheet.labels
        if lb.value
        for w in lb.value.words
    )


def _names_unread(row: Row, known: set[str]) -> bool:
    """Say whether a row names an article that is in no line."""
    words = (w.text.strip(",:;()") for w in row.words)
    return any(_is_article(text) and text not in known for text in words)
