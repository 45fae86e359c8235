"""Whether a mail that lists no articles says plainly that all of its order left.

Such a notice stands for the whole purchase order, so its words are not searched for
what may speak against that: nobody has a list of all that can. Each word of the mail
has to be understood, and none of those that are understood leaves anything behind.
"""

import re
from collections.abc import Collection, Iterable
from functools import cache
from itertools import chain
from typing import NamedTuple

from extractors.layout.notices.running import (
    CONTACT,
    SENTENCES,
    blanked,
    goods_rows,
    texts,
    words_under,
)
from extractors.layout.notices.statuses import PARCEL
from extractors.layout.page.dates import dates_in
from extractors.layout.page.sheet import Sheet
from extractors.layout.page.tokens import phrase
from extractors.tracking.carriers import carrier_in

_CLOCK = re.compile(r"\b\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]\.?m\b\.?)?", re.IGNORECASE)
_LISTED = ("closing", "harmless", "listed")
_PARCEL = (*_LISTED, "parcel")
"""Headings of the words that are understood beside goods, and of a parcel."""
_WEIGHT = re.compile(r"\b\d{1,5}(?:[.,]\d{1,3})?\s?(?:lbs?|kgs?|oz)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_PIECE = re.compile(r"[^\s,;:!]+")
_LEFT = re.compile(
    r"\b(?:left (?:our|the) (?:warehouse|facility|dock|building)"
    r"|(?:went|gone) out|on (?:its|their) way(?: to you)?"
    r"|(?:shipped|dispatched|despatched|versandt|versendet|verschickt|envoyées?"
    r"|exp[ée]di[ée]e?s?|enviad[oa]s?|spedit[oaie]|verzonden|verstuurd))\b",
    re.IGNORECASE,
)
"""Words that say that goods left."""
_NOT_YET = frozenset(
    (  # noqa: SIM905  # a list of words reads better so
        "not yet be when once if until till soon nothing none never"
        " nicht noch wird werden sobald wenn pas encore sera seront quand des no sera"
        " seran cuando non sara saranno quando niet wordt worden zodra"
    ).split()
)
"""Right before those words, that they did not, or will."""
_WORDS = 40
"""Characters in which two words are looked for."""
_AGAINST = re.compile(r"\?|\bnos?\b(?![.:#])|\bto (?:have|be)\b", re.IGNORECASE)
"""What turns words round that are harmless by themselves; "no" is also a number's."""
_AROUND = 25
"""Characters that are shown before a word."""


class Numbers(NamedTuple):
    """Orders and parcels as they are printed: a mail may name thousands."""

    printed: frozenset[str]
    longest: int
    """Words of the one with the most."""

    @classmethod
    def of(cls, printed: Collection[str]) -> "Numbers":
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
    known = Numbers.of(numbers)
    for text in (subject, *chain.from_iterable(texts(s, sender) for s in sheets)):
        plain = " ".join(text.split())
        left = left or bool(_LEFT.search(plain))
        if strange := _strange(plain, known):
            return strange
    return None if left else ""


def says_left(text: str) -> bool:
    """Say whether words say that goods left, none before them that they did not.

    >>> says_left("PO 4711 shipped"), says_left("not yet shipped")
    (True, False)
    """
    starts = (found.start() for found in _LEFT.finditer(text))
    before = (phrase(text[max(at - _WORDS, 0) : at])[-2:] for at in starts)
    return any(map(_NOT_YET.isdisjoint, before))


def beside_goods(
    sheets: Iterable[Sheet], subject: str, numbers: Collection[str], sender: str
) -> str:
    """Return what is not understood of a mail that lists goods.

    What it lists is left out, since that may be called anything.

    Args:
        sheets: All texts of the mail.
        subject: Of the mail.
        numbers: Printed forms of its orders and parcels.
        sender: Name and address it comes from.

    Returns:
        The first words that may mean anything; empty where all is understood.
    """
    known = Numbers.of(numbers)
    found = (texts(s, sender, frozenset(goods_rows(s))) for s in sheets)
    for text in (subject, *chain.from_iterable(found)):
        plain = PARCEL.sub(" ", " ".join(text.split()))
        if strange := _strange(plain, known, _LISTED):
            return strange
    return ""


def of_parcel(text: str, numbers: Numbers) -> str:
    """Return what is not understood of a sentence that names a parcel.

    Args:
        text: The sentence.
        numbers: Orders and parcels.

    Returns:
        The first words that may mean anything; empty where all is understood.
    """
    plain = blanked(" ".join(text.split()), PARCEL, _WEIGHT)
    return _strange(plain, numbers, _PARCEL)


def _strange(
    text: str, numbers: Numbers, kinds: tuple[str, ...] = ("closing", "harmless")
) -> str:
    """Return the first words that are not understood, with what stands around them.

    Args:
        text: To look through.
        numbers: Orders and parcels.
        kinds: Headings of the words that are understood.
    """
    harmless = _harmless(kinds)
    left = blanked(text, SENTENCES, _LEFT)
    left = blanked(_without(left, numbers), CONTACT, _CLOCK)
    spans = [(found.start, found.end) for found in dates_in(left, None)]
    spans += [(m.start, m.end) for m in carrier_in(left, labelled=True)]
    for start, end in spans:
        left = f"{left[:start]}{' ' * (end - start)}{left[end:]}"
    strange = [
        m.start()
        for m in _PIECE.finditer(left)
        if not harmless.issuperset(phrase(m[0]))
    ]
    strange += [m.start() for m in _AGAINST.finditer(left)]
    if not strange:
        return ""
    at = min(strange)
    begin = text.rfind(" ", 0, max(at - _AROUND, 0)) + 1
    return text[begin : at + 2 * _AROUND].strip()


def _without(text: str, numbers: Numbers) -> str:
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


@cache
def _harmless(kinds: tuple[str, ...]) -> frozenset[str]:
    return frozenset(chain.from_iterable(map(words_under, kinds)))
