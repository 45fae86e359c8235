"""Lines of a notice outside tables that spell articles out: "2 x AB-100"."""

import re
from collections.abc import Iterator

from extractors.layout.notices.item import Item
from extractors.layout.notices.scopes import Part
from extractors.layout.page.citing import cite, part
from extractors.layout.page.parsing import code_like, code_shaped
from extractors.layout.page.rows import Run
from extractors.layout.page.shares import share_of
from extractors.layout.page.standing import BEHIND, heads, remarks
from extractors.tracking.numbers import accept
from extractors.values import Document, NoticeLine

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
_LISTED = 3
"""So many of the forms are those of a list, in which codes may be all letters."""


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
        item = spelled(order.sheet.document, line)
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
    return bool(listed_items(document, line)) or spelled(document, line) is not None


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


def spelled(document: Document, line: Run) -> Item | None:
    """Return the article of a line that spells out one with its count."""
    if share := share_of(line.text):
        return _shared(document, line, share)
    for number, form in enumerate(_SPELLED):
        article = _is_listed if number < _LISTED else is_article
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


def _shared(document: Document, line: Run, share: re.Match[str]) -> Item | None:
    """Return the article of a line that tells how many of how many went.

    None where it names several, or where a slash may part anything else.
    """
    words = [w for w in line.words if is_article(w.text.strip(",:;()"))]
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


def is_article(text: str) -> bool:
    """Say whether a word by itself is plainly an article's code."""
    return (
        code_like(text)
        and not text.isdigit()
        and any(map(str.isalpha, text))
        and not accept(text, labelled=False).counts
    )


def _is_listed(text: str) -> bool:
    """Say whether a word right behind its count is an article's code."""
    return is_article(text) or (code_shaped(text) and not any(map(str.isdigit, text)))
