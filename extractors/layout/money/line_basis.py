"""What a price is for, where a word says so: "per 100", "/C", "€/1000"."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from extractors.layout.money.line_number import Number
from extractors.layout.page.rows import Row, Run
from extractors.values import Word

_GLUED = re.compile(r"(?:\D*|[^\d/]*[\d.,'’]*[.,]\d{1,4})/(?P<count>100|1000|C|M)\)?")
_COUNT = re.compile(r"(?P<count>100|1000)(?!\d).*")
_LEADS = frozenset({"/", "per", "pro", "je", "pour", "par", "por", "al", "à"})
_WORTH = {
    "100": Decimal(100),
    "1000": Decimal(1000),
    "C": Decimal(100),
    "M": Decimal(1000),
}
_UNITS = frozenset({"C", "M"})
"""Units of measure of the trade: a hundred, a thousand."""


def bases_in(words: Sequence[Word], row: int, page: int) -> Iterator[Number]:
    """Yield how many units prices among some words are for."""
    for before, word in pairwise((None, *words)):
        if word is None:
            continue
        glued = _GLUED.fullmatch(word.text)
        lead = before is not None and before.text.casefold() in _LEADS
        count = _COUNT.fullmatch(word.text) if lead else None
        found = glued or count
        if found or word.text in _UNITS:
            text = found["count"] if found else word.text
            yield _number(_WORTH[text], Run(page, (word,)), row)


def bases_of(rows: Sequence[Row], index: int) -> tuple[Number, ...]:
    """Return how many units the prices of one visual row are for, as words say."""
    row = rows[index]
    return tuple(bases_in(row.words, index, row.page))


def says_basis(before: Word | None, word: Word) -> bool:
    """Say whether the digits of a word in a heading are the units of a price."""
    lead = before is not None and before.text.casefold() in _LEADS
    return bool(_GLUED.fullmatch(word.text) or (lead and _COUNT.fullmatch(word.text)))


def _number(value: Decimal, run: Run, row: int) -> Number:
    middle, height = (run.top + run.bottom) / 2, max(run.bottom - run.top, 1.0)
    return Number(
        value,
        run,
        row,
        middle,
        height,
        decimals=0,
        percent=False,
        money=False,
        mark="",
        plain=False,
    )
