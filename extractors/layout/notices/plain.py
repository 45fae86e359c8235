"""Whether a mail that lists no articles says plainly that all of its order left.

Such a notice stands for the whole purchase order, so its words are not searched for
what may speak against that: nobody has a list of all that can. Each word of the mail
has to be understood, and none of those that are understood leaves anything behind.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from typing import NamedTuple

from extractors.layout.page.dates import dates_in
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.tokens import NUMBER, phrase
from extractors.layout.page.vocabulary import Field, phrases
from extractors.tracking.carriers import carrier_in
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
_CONTACT = re.compile(
    r"\S+@\S+\.\w+|https?://\S+|\bwww\.\S+|\b[\w-]+\.(?:com|net|org|de|fr|es|it|nl|eu)\b"
    r"|(?:\+\d{1,3}[ .-]?)?(?:\(\d{2,5}\)|\b\d{2,5})[ ./-]\d{3,4}[ .-]\d{3,5}\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\b\.?)?", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_PIECE = re.compile(r"[^\s,;:!]+")
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
_US = r"(?:us|this (?:e-?mail|mail|message))"
_DAY = (
    r"(?:to-?morrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day|early|late|next|this|week"
    r"|\d{1,2}(?: ?(?:-|to) ?\d{1,2})? (?:business |working )?days?)"
)
_SENTENCES = re.compile(
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
_LEFT = re.compile(
    r"\b(?:left (?:our|the) (?:warehouse|facility|dock|building)"
    r"|(?:went|gone) out|on (?:its|their) way(?: to you)?"
    r"|(?:shipped|dispatched|despatched|versandt|versendet|verschickt|envoyées?"
    r"|exp[ée]di[ée]e?s?|enviad[oa]s?|spedit[oaie]|verzonden|verstuurd))\b",
    re.IGNORECASE,
)
"""Words that say that goods left."""
_AGAINST = re.compile(r"\?|\bnos?\b(?![.:#])|\bto (?:have|be)\b", re.IGNORECASE)
"""What turns words round that are harmless by themselves; "no" is also a number's."""
_AROUND = 25
"""Characters that are shown before a word."""
_ROWS_OF_NAMES = 8
"""A mail ends with no more rows of names than that."""


class _Numbers(NamedTuple):
    """Orders and parcels as they are printed: a mail may name thousands."""

    printed: frozenset[str]
    longest: int
    """Words of the one with the most."""

    @classmethod
    def of(cls, printed: Collection[str]) -> "_Numbers":
        """Return some numbers so that they are found by what stands in a text."""
        words = (len(_WORD.findall(number)) for number in printed)
        return cls(frozenset(printed), max(words, default=0))


def unexplained(
    sheets: Iterable[Sheet],
    subject: str,
    numbers: Collection[str],
    sender: str,
    *,
    left: bool,
) -> str | None:
    """Return what of a mail is not understood as saying that its orders left whole.

    Args:
        sheets: All that was read of it.
        subject: Of the mail.
        numbers: Printed forms of its orders and parcels.
        sender: Name and address it comes from.
        left: It has a ship date.

    Returns:
        The first words that may mean anything; empty where only the word is missing
        that goods left; None where all is understood.
    """
    known = _Numbers.of(numbers)
    for text in (subject, *chain.from_iterable(_texts(s, sender) for s in sheets)):
        plain = " ".join(text.split())
        left = left or bool(_LEFT.search(plain))
        if strange := _strange(plain, known):
            return strange
    return None if left else ""


def _texts(sheet: Sheet, sender: str) -> Iterator[str]:
    """Yield what has to be understood: rows of tables, and the text between them."""
    free = set(_free_words(sheet))
    running: list[str] = []
    for index, row in enumerate(sheet.rows[: _signature(sheet, sender)]):
        kept = [w.text for n, w in enumerate(row.words) if (index, n) not in free]
        line = " ".join(kept)
        greeting = _GREETING.fullmatch(line)
        if index in sheet.tabled:
            yield from (" ".join(running), line)
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
        if not _is_names(_blanked(" ".join(text.split()), _SENTENCES, _CONTACT, _BOX)):
            break
        vouched = vouched or bool(_CONTACT.search(text))
        vouched = vouched or not known.isdisjoint(phrase(text))
        start -= 1
    around = " ".join(row.text for row in rows[max(start - 1, 0) : start + 1])
    closed = not _words("closing").isdisjoint(phrase(around))
    return start if vouched or closed else end


def _is_names(text: str) -> bool:
    """Say whether a text is nothing but names of companies, people and towns."""
    return all(_NAME.fullmatch(word) for word in _BETWEEN.split(text) if word)


def _strange(text: str, numbers: _Numbers) -> str:
    """Return the first words that are not understood, with what stands around them."""
    left = _blanked(text, _SENTENCES, _LEFT)
    left = _blanked(_without(left, numbers), _CONTACT, _CLOCK)
    spans = [(found.start, found.end) for found in dates_in(left, None)]
    spans += [(m.start, m.end) for m in carrier_in(left, labelled=True)]
    for start, end in spans:
        left = f"{left[:start]}{' ' * (end - start)}{left[end:]}"
    strange = [m.start() for m in _PIECE.finditer(left) if not _is_harmless(m.group())]
    strange += [m.start() for m in _AGAINST.finditer(left)]
    if not strange:
        return ""
    at = min(strange)
    begin = text.rfind(" ", 0, max(at - _AROUND, 0)) + 1
    return text[begin : at + 2 * _AROUND].strip()


def _without(text: str, numbers: _Numbers) -> str:
    """Return *text* with blanks in place of the numbers; a longer one goes first."""
    words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    at = 0
    while at < len(words):
        begin = words[at][0]
        for last in range(min(at + numbers.longest, len(words)) - 1, at - 1, -1):
            end = words[last][1]
            if text[begin:end] in numbers.printed:
                text = f"{text[:begin]}{' ' * (end - begin)}{text[end:]}"
                at = last
                break
        at += 1
    return text


def _blanked(text: str, *patterns: re.Pattern[str]) -> str:
    """Return *text* with blanks in place of what the patterns find."""
    for pattern in patterns:
        text = pattern.sub(lambda found: " " * len(found.group()), text)
    return text


def _is_harmless(piece: str) -> bool:
    return _harmless().issuperset(phrase(piece))


@cache
def _harmless() -> frozenset[str]:
    return _words("closing") | _words("harmless")


@cache
def _words(heading: str) -> frozenset[str]:
    """Return the words under one heading of the file, normalised."""
    found = phrases("extractors.layout.notices", "plain.txt")
    return frozenset(norm for name, norms in found if name == heading for norm in norms)
