"""What the head of a column says the column holds, in six languages."""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from extractors.layout.money.currencies import CODES, SIGNS
from extractors.layout.page.tokens import NUMBER, normalised
from extractors.values import Word

_LEAST_LETTERS = 3
"""A shorter word inside a longer heading says nothing."""
_ASIDE = frozenset(
    {
        *(code.casefold() for code in CODES),
        *(sign.casefold() for sign in SIGNS),
        "in",
        "ht",
        "h",
        "excl",
        "exkl",
        "net",
        "the",
        "of",
        "for",
        "pour",
        "s",
    }
)
"""Words that may stand beside a heading and change nothing for us."""


class Role(StrEnum):
    """What a column of a table with money holds."""

    LINE = "line"
    SKU = "sku"
    """The vendor's number of the article, or a number nobody says whose it is."""
    BUYER_SKU = "buyer_sku"
    GTIN = "gtin"
    ITEM = "item"
    """Number or name of the article: the values decide."""
    DESCRIPTION = "description"
    QUANTITY = "quantity"
    """What the amount is for."""
    ORDERED = "ordered"
    SHIPPED = "shipped"
    AGREED = "agreed"
    BACKORDERED = "backordered"
    UNIT = "unit"
    BASIS = "basis"
    """How many units the price is for."""
    PRICE = "price"
    LIST_PRICE = "list_price"
    """Before the line's own discount."""
    DISCOUNT = "discount"
    """A rate, an amount of the line or one of the unit."""
    TAX = "tax"
    TAX_AMOUNT = "tax_amount"
    AMOUNT = "amount"
    """Of the line, before tax."""
    TAXED = "taxed"
    """Of the line, with tax."""
    ORDER = "order"
    """The buyer's order that the line is for."""
    OTHER = "other"


class Meaning(NamedTuple):
    """What a heading says."""

    roles: frozenset[Role]
    whole: bool
    """All its words say it, and not only some of them."""


NOTHING = Meaning(frozenset(), whole=False)
_BETWEEN = frozenset({"/", "&", "+", "|", "and", "und", "et", "y", "e", "en"})
"""Words between what stands together in one column."""
_NAMING = frozenset({Role.SKU, Role.BUYER_SKU, Role.ITEM, Role.DESCRIPTION})


def meaning_of(words: Sequence[Word]) -> Meaning:
    """Return what the words over a column say.

    >>> from extractors.values import Word
    >>> meaning_of([Word("Prix", 0, 0, 9, 9), Word("unitaire", 10, 0, 30, 9)]).roles
    frozenset({<Role.PRICE: 'price'>})
    """
    return _meaning(tuple(word.text for word in words))


@lru_cache(maxsize=4096)
def _meaning(texts: tuple[str, ...]) -> Meaning:
    norms = _norms(texts)
    plain = [norm for norm in norms if norm not in _ASIDE]
    for some in (norms, plain, [norm for norm in plain if norm != "%"]):
        found = _phrases().get(tuple(some))
        if found:
            return Meaning(found, whole=True)
    joined = _joined(texts)
    return Meaning(joined or _inside(norms), whole=bool(joined))


def _joined(texts: tuple[str, ...]) -> frozenset[Role]:
    """Return what "Item No. / Description" says: both, if both tell of the article."""
    at = next((n for n, text in enumerate(texts) if text in _BETWEEN), 0)
    if not 0 < at < len(texts) - 1:
        return frozenset()
    both = [_meaning(texts[:at]), _meaning(texts[at + 1 :])]
    roles = both[0].roles | both[1].roles
    named = all(m.whole and m.roles <= _NAMING for m in both)
    return roles if named else frozenset()


def _inside(norms: Sequence[str]) -> frozenset[Role]:
    """Return what the longest phrase inside a longer heading says."""
    for length in range(min(len(norms), _longest()), 0, -1):
        for at in range(len(norms) - length + 1):
            some = tuple(norms[at : at + length])
            if sum(map(len, some)) > _LEAST_LETTERS and some in _phrases():
                return _phrases()[some]
    return frozenset()


@cache
def _longest() -> int:
    return max(map(len, _phrases()))


@cache
def _phrases() -> dict[tuple[str, ...], frozenset[Role]]:
    """Return the roles of each phrase in our list, by its normalised words."""
    found: dict[tuple[str, ...], frozenset[Role]] = {}
    heading = ""
    lines = files("extractors.layout.money").joinpath("line_heads.txt")
    for line in lines.read_text("utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not (heading == "" and line.startswith("#")):
            for text in filter(None, map(str.strip, line.split(","))):
                words = _norms(tuple(text.split()))
                found[words] = found.get(words, frozenset()) | {Role(heading)}
    return found


def _norms(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(
        norm
        for text in texts
        for norm, _, _ in normalised(text)
        if norm.isalnum() or norm in {NUMBER, "%"}
    )
