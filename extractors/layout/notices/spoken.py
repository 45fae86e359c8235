"""Sentences of a mail that speak of articles beside the lines that are read of it.

"Only 2 of the GN-44 went" and "LK-99 in place of GN-44" change what a list says. Such a
sentence is told and holds its notice, unless it says of others that they stayed.
"""

import re
from collections.abc import Collection, Iterator

from extractors.layout.notices.overlooked import is_article
from extractors.layout.notices.scopes import Part
from extractors.layout.orders.values import order_key
from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.standing import BEHIND
from extractors.layout.page.vocabulary import Field

_END = re.compile(r"(?<=[.;!?])\s+")
_EDGES = ".,:;!?()[]\"'–-"
_EXCEPT = re.compile(
    r"\b(?:only|except|excluding|without|minus|all but|instead of|in place of"
    r"|did(?: not|n'?t)|(?:was|were|is|are|could|can) ?n(?:o|')t|cannot|substitut\w*"
    r"|swapped|damaged|missing|(?:are|is|were|was|shipped|ship) short|nur|au[ßs]er|ohne"
    r"|anstelle|statt|nicht|sauf|sans|seulement|au lieu|excepto|sin|s[óo]lo|salvo"
    r"|eccetto|senza|solo|behalve|zonder|alleen|niet)\b",
    re.IGNORECASE,
)
"""What makes of some goods fewer or other ones."""
_ARTICLES = frozenset(
    {Field.SKU, Field.OUR_SKU, Field.MAKER_SKU, Field.ITEM, Field.DESCRIPTION,
     Field.SHIPPED, Field.QUANTITY, Field.BACKORDERED, Field.ORDERED}
)  # fmt: skip


def spoken(order: Part, known: Collection[str]) -> Iterator[Run]:
    """Yield the rows of a mail with a sentence that changes what its lines say.

    Args:
        order: Whose rows are looked through.
        known: The codes of the lines that were read.
    """
    sheet = order.sheet
    if not known or not sheet.document.body or not order.whole.of_all(_excepts, sheet):
        return
    values = order.whole.of_all(_values, sheet)
    own, _ = order.lines
    for index in own:
        if index in sheet.tabled:
            continue
        words = {
            code
            for word in sheet.rows[index].words
            if word.offset not in values
            and is_article(code := word.text.strip(_EDGES))
            and order_key(code) not in order.whole.keys
        }
        text = " ".join((sheet.rows[index].text, _opening(sheet, index + 1)))
        if words and any(_changes(s, words, known) for s in _END.split(text)):
            yield sheet.line(index)


def _excepts(sheet: Sheet) -> bool:
    """Say whether a sheet has any of the words that make goods fewer or others."""
    return bool(_EXCEPT.search(sheet.text))


def _changes(sentence: str, codes: Collection[str], known: Collection[str]) -> bool:
    """Say whether a sentence makes fewer or others of the articles in it."""
    named = {code for code in codes if code in sentence}
    if not named or not _EXCEPT.search(sentence):
        return False
    return not (BEHIND.search(sentence) and named.isdisjoint(known))


def _opening(sheet: Sheet, index: int) -> str:
    """Return the beginning of a row, if a sentence goes on there that began above."""
    if index >= len(sheet.rows) or index in sheet.tabled:
        return ""
    text = sheet.rows[index].text
    return _END.split(text)[0] if text[:1].islower() else ""


def _values(sheet: Sheet) -> frozenset[int]:
    """Return where the numbers stand that other labels than an article's announce."""
    found: set[int] = set()
    for label in sheet.labels:
        words = label.value.words if label.value else ()
        if label.field not in _ARTICLES:
            number = next((w for w in words if any(map(str.isdigit, w.text))), None)
            found.add(number.offset if number else -1)
    return frozenset(found)
