"""Lines that name an article beside a count in a way that is not read.

A line that is left out makes of a shipment a part of it. So a line that only may be one
is told, and holds its notice.
"""

import re
from collections.abc import Collection, Iterator

from extractors.layout.notices.scopes import Part
from extractors.layout.notices.spelled_items import listed_items
from extractors.layout.orders.values import order_key
from extractors.layout.page.parsing import code_like
from extractors.layout.page.rows import Row, Run
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.standing import BEHIND
from extractors.layout.page.vocabulary import Field
from extractors.tracking.numbers import accept

NUMBER_WORDS = frozenset(
    (  # noqa: SIM905  # six lines of words read better so
        "one two three four five six seven eight nine ten eleven twelve dozen pair"
        " zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dutzend"
        " deux trois quatre cinq sept huit neuf dix onze douze douzaine"
        " dos tres cuatro cinco seis siete ocho nueve diez once doce docena"
        " due tre quattro cinque sei sette otto nove dieci undici dodici dozzina"
        " twee vijf zes zeven negen tien twaalf dozijn"
    ).split()
)
_COUNT = re.compile(r"[xX×]?\d{1,4}(?:[.,]\d{1,3})?[xX×]?")
_EDGES = ".,:;()[]-–"
_PLACES = frozenset(
    {"suite", "ste", "unit", "apt", "dock", "door", "bay", "room", "bldg", "building"}
)
"""What stands in an address before such a code."""
_NEAR, _LABELLED = 2, 4
"""Words from an article to its count, at most; more where the count has a label."""
_COUNTED = re.compile(
    r"\b(?:qty|quantity|menge|anzahl|quantit[ée]|qt[ée]|cantidad|cant|quantit[àa]|q\.?t[àa]"
    r"|aantal|pcs|st[üu]ck|pi[èe]ces|pezzi|unidades|stuks)(?!\w)"
    r"|(?<!\w)\d{1,4} ?[x×] |\s[x×] ?\d{1,4}(?!\w)",
    re.IGNORECASE,
)
"""What is printed beside the count of an article, and hardly anywhere else."""
_ARTICLES = frozenset(
    {
        Field.SKU,
        Field.OUR_SKU,
        Field.MAKER_SKU,
        Field.ITEM,
        Field.DESCRIPTION,
        Field.SHIPPED,
        Field.QUANTITY,
        Field.PARCEL,
        Field.STATUS,
        Field.YOUR_ORDER,
        Field.ORDER,
    }
)
"""Labels whose values may be articles; "reference" is a word for them, too."""
_TWO_COUNTS = re.compile(
    rf"\d{{1,4}}\s*[xX×]?\s.*?(?:\bordered:? \d|\d\s+(?:\w+\s+)?{BEHIND.pattern})",
    re.IGNORECASE,
)
"""A count, and one of what was ordered or stayed: which of them went?"""


def overlooked(order: Part, known: Collection[str]) -> Iterator[Run]:
    """Yield the lines outside tables that name an article and a count nobody read.

    Args:
        order: Whose lines are looked through.
        known: The codes of the lines that were read.
    """
    forms = {_form(code) for code in known}
    own, _ = order.lines
    orders = order.whole.keys
    foreign = order.whole.of_all(_foreign, order.sheet)
    for index in own:
        row, line = order.sheet.rows[index], order.sheet.line(index)
        if index in order.sheet.tabled or listed_items(order.sheet.document, line):
            continue
        named = [
            (place, code)
            for place, word in enumerate(row.words)
            if (word.x0, word.top, row.page) not in foreign
            and is_article(code := word.text.strip(_EDGES))
            and order_key(code) not in orders
            and not (place and _plain(row.words[place - 1].text) in _PLACES)
        ]
        if known:
            named = [(p, c) for p, c in named if _form(c) in forms]
        read = any(code in known for _, code in named)
        if named and BEHIND.search(line.text):
            if _TWO_COUNTS.search(line.text):
                yield line
        elif read or not named or not (known or _COUNTED.search(line.text)):
            continue
        elif any(_counted(row, p, _NEAR if known else _LABELLED) for p, _ in named):
            yield line


def _foreign(sheet: Sheet) -> frozenset[tuple[float, float, int]]:
    """Return the words that are of other labels than an article's."""
    return frozenset(
        (word.x0, word.top, label.value.page)
        for label in sheet.labels
        if label.value and label.field not in _ARTICLES
        for word in label.value.words
    )


def _form(code: str) -> str:
    """Return what codes of one maker have in common.

    >>> _form("GN-44") == _form("GN-1207"), _form("GN-44") == _form("B12")
    (True, False)
    """
    return re.sub(r"\d+", "9", re.sub(r"[A-Za-z]+", "A", code))


def is_article(text: str) -> bool:
    """Say whether a word is plainly a code: capitals and digits."""
    return (
        code_like(text)
        and text.isupper()
        and len(text) > 3  # noqa: PLR2004  # "B12" is as often a place
        and not _COUNT.fullmatch(text)
        and not accept(text, labelled=False).counts
    )


def _counted(row: Row, place: int, reach: int) -> bool:
    """Say whether a number stands near a word of a row, in digits or in letters."""
    before = row.words[max(place - reach, 0) : place]
    near = (*before, *row.words[place + 1 :][:reach])
    words = [_plain(word.text) for word in near]
    return any(_COUNT.fullmatch(word) or word in NUMBER_WORDS for word in words)


def _plain(word: str) -> str:
    return word.strip(_EDGES).lower()
