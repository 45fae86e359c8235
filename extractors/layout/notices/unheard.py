"""Orders that a text names beside those it is read to speak of: none is dropped."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence

from extractors.codes import Reason
from extractors.layout.orders.values import Anchor, Scope, order_key, written_alike
from extractors.layout.page.citing import evidence_of
from extractors.layout.page.heads import ORDERS, QUANTITIES
from extractors.layout.page.labels import Label
from extractors.layout.page.rows import Run
from extractors.layout.page.sheet import Place, Sheet
from extractors.layout.page.tokens import cut
from extractors.layout.page.vocabulary import Field
from extractors.values import Evidence, Issue, NoticeLine

LATER = re.compile(
    r"\b(?:will(?! (?:also |both )?(?:arrive|be (?:delivered|there|with you)))"
    r"|follow\w*|next|later|soon|back[ -]?order\w*|not (?:yet )?shipped|delayed"
    r"|pending|hold|waiting|expected|cancel\w*)\b",
    re.IGNORECASE,
)
"""Of an order: it has not left."""
_SENTENCE = re.compile(r"[.;!?](?:\s|$)")
_STATE = re.compile(r"(?!PO)[A-Z]{2},?")
"""Before a postal code of America."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_SIGNS = ".,;:!?()[]\"'"
_LEAST = 4
"""Characters of a number that is known for an order's without a word for it."""


_MOST = 50
"""Orders of a mail: with more, it is a list."""


def unheard(
    sheet: Sheet,
    anchors: Sequence[Anchor],
    known: Collection[str],
    articles: Collection[str],
) -> tuple[Issue, ...]:
    """Return an issue for each order that is named and has no part of the sheet.

    Args:
        sheet: The sheet.
        anchors: Where it names orders of ours.
        known: Keys of the orders that have a part of it.
        articles: What is read as articles of theirs.
    """
    told: dict[str, Run] = {}
    for place, number in (*_named(anchors), *_in_prose(sheet, known, articles)):
        key = order_key(number.text)
        if key not in known and not stays(sheet, place, anchors):
            told.setdefault(key, number)
    return tuple(
        not_heard(number.text, evidence_of(sheet.document, number))
        for number in told.values()
    )


def torn_rows(
    sheet: Sheet, scopes: Sequence[Scope], lines: Sequence[NoticeLine]
) -> tuple[Issue, ...]:
    """Return an issue where a line of goods stands in a row of two orders.

    Goods are found by rows: whose they are such a row does not tell.
    """
    torn = {scope.begin.row for scope in scopes if scope.begin.word > 0}
    rows = [sheet.rows[n].words for n in torn if n < len(sheet.rows)]
    for line in lines if rows else ():
        at = line.sku.evidence.offset if line.sku else None
        if at is not None and any(w[0].offset <= at <= w[-1].offset for w in rows):
            detail = "several orders stand in one row with articles"
            return (Issue(code=Reason.PO_AMBIGUOUS, detail=detail),)
    return ()


def not_heard(number: str, evidence: Evidence | None) -> Issue:
    """Return the issue that an order is named for nothing that was understood."""
    detail = f"{number!r} is named, and nothing is said of it"
    return Issue(code=Reason.INCOMPLETE_READING, detail=detail, evidence=evidence)


def _named(anchors: Sequence[Anchor]) -> Iterator[tuple[Place, Run]]:
    for anchor in anchors:
        for number in anchor.numbers:
            yield anchor.place, number


def stays(sheet: Sheet, place: Place, anchors: Sequence[Anchor]) -> bool:
    """Say whether an order has not left, by the words that follow its name.

    They reach to the end of the sentence or of the next row, or to the next order; the
    anchors are in reading order.
    """
    after = bisect_right(anchors, place, key=lambda anchor: anchor.place)
    end = anchors[after].place if after < len(anchors) else Place(place.row + 2)
    words = [
        word.text
        for row in range(place.row, min(place.row + 2, len(sheet.rows)))
        for at, word in enumerate(sheet.rows[row].words)
        if place <= (row, at) < end
    ]
    said = " ".join(words)
    stop = _SENTENCE.search(said)
    return bool(LATER.search(said[: stop.start()] if stop else said))


def _in_prose(
    sheet: Sheet, known: Collection[str], articles: Collection[str]
) -> Iterator[tuple[Place, Run]]:
    """Yield numbers of a mail's sentences that are written as its orders are.

    Those after "order" or a "#" count, and those without that begin as one of the
    orders does.
    """
    orders = [key for key in known if len(key) >= _LEAST]
    if not sheet.document.body or not orders or len(orders) > _MOST:
        return
    said, taken = _labelled(sheet)
    for index, row in enumerate(sheet.rows):
        if index in sheet.tabled:
            continue
        for at, word in enumerate(row.words):
            number = word.text.strip(_SIGNS).removeprefix("#")
            begin = word.text.find(number)
            places = {word.offset, word.offset + begin}  # a label may hold its "#"
            if places & taken or number in articles or not number:
                continue
            if at and _STATE.fullmatch(row.words[at - 1].text):
                continue
            sure = bool(places & said) or f"#{number}" in word.text
            if any(_is_alike(number, key, sure=sure) for key in orders):
                run = Run(row.page, (cut(word, begin, begin + len(number)),))
                yield Place(index, at), run


def _labelled(sheet: Sheet) -> tuple[set[int], set[int]]:
    """Return where numbers stand that a sentence calls an order's, and all others'.

    In a form an order that is not called ours is the vendor's.
    """
    said: set[int] = set()
    taken: set[int] = set()
    for label in sheet.labels:
        words = label.value.words[:2] if label.value else ()
        number = next((w for w in words if any(map(str.isdigit, w.text))), None)
        if number is None or label.field in QUANTITIES:
            continue
        formal = label.colon or label.stacked or label.alone
        formal = formal or _beside_ours(sheet, label)
        (said if label.field in ORDERS and not formal else taken).add(number.offset)
    return said, taken


def _beside_ours(sheet: Sheet, label: Label) -> bool:
    """Say whether "Order #1042" stands by itself next to the line of our order."""
    words = label.value.words if label.value else ()
    last = sheet.rows[label.row].words[-1]
    numbered = label.numbered or last.text.startswith("#")
    if not (label.form and numbered and len(words) == 1 and words[0].x1 == last.x1):
        return False
    return any(
        abs(ours.row - label.row) == 1 and ours.form for ours in sheet.of(Field.PO)
    )


def _is_alike(number: str, key: str, *, sure: bool) -> bool:
    """Say whether a number may be that of another order, as it is written."""
    if not written_alike(number, key) or (_YEAR.fullmatch(number) and not sure):
        return False
    begin = key[: (len(key) + 1) // 2]
    return sure or order_key(number).startswith(begin)
