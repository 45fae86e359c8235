"""What of a mail has to be understood: its running text, without labels and names."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

from extractors.layout.notices.spelled_items import lists_goods
from extractors.layout.notices.statuses import understood
from extractors.layout.notices.staying import has_items
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.standing import heads
from extractors.layout.page.tokens import NUMBER, phrase
from extractors.layout.page.vocabulary import Field, phrases
from extractors.values import Word

_NAMED = frozenset(
    {
        Field.PO,
        Field.YOUR_ORDER,
        Field.ORDER,
        Field.SHOP_ORDER,
        Field.TRACKING,
        Field.PRO,
        Field.CARRIER,
        Field.SERVICE,
        Field.SHIP_DATE,
        Field.DATE,
        Field.STATUS,
    }
)
"""Labels and columns whose values are words like all others."""
_FREE = frozenset({Field.PARTY, Field.WEIGHT, Field.VENDOR_ORDER, Field.NOTICE})
"""Those whose values tell nothing of what was left behind."""
_ARTICLES = frozenset(
    {Field.SKU, Field.OUR_SKU, Field.MAKER_SKU, Field.ITEM, Field.DESCRIPTION,
     Field.OTHER_CODE, Field.QUANTITY, Field.ORDERED, Field.SHIPPED}
)  # fmt: skip
"""Labels of an article and its count."""
_GREETING = re.compile(
    r"\s*(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|hallo"
    r"|guten (?:tag|morgen)|liebe[rs]?|bonjour|hola|estimad[oa]s?|buon ?giorno"
    r"|gentile|beste|geachte)\b"
    r"(?P<whom>(?:\s+[^\s,!.:]+){0,4})\s*[,!.:]?\s*",
    re.IGNORECASE,
)
_WHOM = re.compile(
    r"(?:\s+(?:[^\W\d_a-z][\w.'-]*|all|there|team|everyone|and|und|et))*"
)
_BOX = re.compile(r"(?:P\.?O\.? )?Box \d{1,6}\b")
_NAME = re.compile(
    r"[^\W\d_a-zß-ÿ][\w.&'’-]*|\d{5}(?:-\d{4})?|and|of|desk|dept|department|team|[&-]"
)
"""A word of a company's, a person's or a town's name, or a postcode."""
_BETWEEN = re.compile(r"[\s,|•·:]+")
_ROWS_OF_NAMES = 8
"""A mail ends with no more rows of names than that."""


CONTACT = re.compile(
    r"\S+@\S+\.\w+|https?://\S+|\bwww\.\S+|\b[\w-]+\.(?:com|net|org|de|fr|es|it|nl|eu)\b"
    r"|(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,5}\)|\b\d{2,5})[ ./-]\d{3,4}[ .-]\d{3,5}\b",
    re.IGNORECASE,
)
_US = r"(?:us|this (?:e-?mail|mail|message))"
_DAY = (
    r"(?:to-?morrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|early|late|next|this|week"
    r"|\d{1,2}(?: ?(?:-|to) ?\d{1,2})? (?:business |working )?days?)"
)
SENTENCES = re.compile(
    r"(?<!\w)(?:"
    rf"(?:any )?questions\s*\? (?:just )?(?:reply to|call|contact) {_US}(?: any ?time)?"
    r"|if you have (?:any )?questions,? (?:please )?(?:just )?(?:reply to|call|contact)"
    rf" {_US}"
    rf"|(?:please )?do not (?:reply|respond)(?: to {_US})?"
    r"|(?:it|they|which) (?:should|will|is expected to|are expected to) arrive"
    rf"(?:(?: by| on| in| within)?(?: {_DAY})+)?"
    rf"|(?:expected|estimated|scheduled) (?:delivery|arrival)(?: date)?:?(?: {_DAY})*"
    r"|(?:please )?(?:see|find) (?:the )?(?:attached|enclosed)"
    r" (?:(?:ship|shipping|shipment) )?(?:notice|document|file|pdf)"
    r"|please be advised that|can be tracked"
    r"|track (?:your|the|this) (?:package|parcel|shipment|order)s?"
    r")(?!\w)[.!]?",
    re.IGNORECASE,
)
"""Sentences that make sense as a whole only."""


def goods_rows(sheet: Sheet) -> Iterator[int]:
    """Yield the rows in which articles are listed, and what says of them if they went.

    Both are looked at by themselves.
    """
    yield from listed_rows(sheet)
    for index, row in enumerate(sheet.rows):
        said = heads(row.text) or understood(row.text, sheet.near, sheet.order)
        if said and index not in sheet.tabled:
            yield index


def listed_rows(sheet: Sheet) -> Iterator[int]:
    """Yield the rows in which articles are listed, in whatever way."""
    for table in sheet.tables:
        if has_items(table):
            yield from range(table.head, table.end)
    for label in sheet.labels:
        if label.field in _ARTICLES and not label.start and label.value:
            yield label.row
    for index, row in enumerate(sheet.rows):
        if index not in sheet.tabled and lists_goods(sheet.document, row.line):
            yield index


def texts(
    sheet: Sheet, sender: str, listed: Collection[int] = frozenset()
) -> Iterator[str]:
    """Yield what has to be understood: rows of tables, and the text between them.

    Args:
        sheet: To read.
        sender: Name and address it comes from.
        listed: Rows that are left out.
    """
    free = set(_free_words(sheet))
    running: list[str] = []
    for index, row in enumerate(sheet.rows[: _signature(sheet, sender)]):
        kept = [w.text for n, w in enumerate(row.words) if (index, n) not in free]
        line = " ".join(kept)
        greeting = _GREETING.fullmatch(line)
        if index in sheet.tabled or index in listed:
            yield from (" ".join(running), "" if index in listed else line)
            running = []
        elif not (greeting and _WHOM.fullmatch(greeting["whom"])):
            running.append(line)
    yield " ".join(running)


def _free_words(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Yield row and place of the words that are labels, or values of no account."""
    for label in sheet.labels:
        if label.field not in _NAMED | _FREE or not label.form:
            continue
        yield from ((label.row, n) for n in range(label.start, label.end - 1))
        last = sheet.rows[label.row].words[label.end - 1]
        if set(phrase(last.text)) <= set(label.text.split()) | {NUMBER}:
            yield label.row, label.end - 1
        if label.field in _FREE and label.value:
            yield from _places(sheet, label.value.words, (label.row, label.row + 1))
    yield from _free_cells(sheet)


def _free_cells(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Yield the same of tables of which every column is understood."""
    for table in sheet.tables:
        if not all(column.field in _NAMED | _FREE for column in table.columns):
            continue
        first = min((row.first for row in table.rows), default=table.end)
        for index in range(table.head, first):
            yield from ((index, n) for n in range(len(sheet.rows[index].words)))
        for row in table.rows:
            for column in table.indexes(*_FREE):
                for run in row.cells.get(column, ()):
                    yield from _places(sheet, run.words, row.visual)


def _places(
    sheet: Sheet, words: Sequence[Word], rows: Iterable[int]
) -> Iterator[tuple[int, int]]:
    """Yield which of some words are names or figures."""
    named = {
        word
        for word in words
        if _is_names(word.text) or any(map(str.isdigit, word.text))
    }
    for index in rows:
        if index == len(sheet.rows):
            break  # the last row has none below it
        here = enumerate(sheet.rows[index].words)
        yield from ((index, n) for n, word in here if word in named)


def _signature(sheet: Sheet, sender: str) -> int:
    """Return where the names begin that a mail ends with; its end where none do."""
    rows = sheet.rows
    known = set(phrase(re.sub(r"[@.<>]", " ", sender)))
    end = start = len(rows)
    vouched = False
    while start and end - start < _ROWS_OF_NAMES and start - 1 not in sheet.tabled:
        text = rows[start - 1].text
        if not _is_names(blanked(" ".join(text.split()), SENTENCES, CONTACT, _BOX)):
            break
        vouched = vouched or bool(CONTACT.search(text))
        vouched = vouched or not known.isdisjoint(phrase(text))
        start -= 1
    around = " ".join(row.text for row in rows[max(start - 1, 0) : start + 1])
    closed = not words_under("closing").isdisjoint(phrase(around))
    return start if vouched or closed else end


def _is_names(text: str) -> bool:
    """Say whether a text is nothing but names of companies, people and towns."""
    return all(_NAME.fullmatch(word) for word in _BETWEEN.split(text) if word)


def blanked(text: str, *patterns: re.Pattern[str]) -> str:
    """Return *text* with blanks in place of what the patterns find."""
    for pattern in patterns:
        text = pattern.sub(lambda found: " " * len(found.group()), text)
    return text


@cache
def words_under(heading: str) -> frozenset[str]:
    """Return the words under one heading of the file, normalised."""
    found = phrases("extractors.layout.notices", "plain.txt")
    return frozenset(norm for name, norms in found if name == heading for norm in norms)
