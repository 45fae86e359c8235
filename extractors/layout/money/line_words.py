"""What a row says that is no line: a total, a sum carried over, a charge."""

from collections.abc import Sequence
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from extractors.layout.page.rows import Row, Run
from extractors.layout.page.tokens import NUMBER, normalised
from extractors.once import kept
from extractors.values import Word


class Saying(StrEnum):
    """What the words at the beginning of a cell announce."""

    CARRY = "carry"
    """A sum from one page to the next: no line, and no end of them."""
    TOTAL = "total"
    TAX = "tax"
    FUEL = "fuel"
    INSURANCE = "insurance"
    DUTY = "duty"
    PALLET = "pallet"
    LIFT_GATE = "lift_gate"
    RESIDENTIAL = "residential"
    HANDLING = "handling"
    FREIGHT = "freight"
    ALLOWANCE = "allowance"
    OTHER = "other"
    CHARGES_SUM = "charges_sum"
    """All charges together."""
    ALLOWANCES_SUM = "allowances_sum"
    PAID = "paid"


ENDING = frozenset(
    {Saying.TOTAL, Saying.TAX, Saying.CHARGES_SUM, Saying.ALLOWANCES_SUM}
)
"""After it no line of the table comes."""
CHARGING = frozenset(
    {
        Saying.FUEL,
        Saying.INSURANCE,
        Saying.DUTY,
        Saying.PALLET,
        Saying.LIFT_GATE,
        Saying.RESIDENTIAL,
        Saying.HANDLING,
        Saying.FREIGHT,
        Saying.ALLOWANCE,
        Saying.OTHER,
        Saying.CHARGES_SUM,
        Saying.ALLOWANCES_SUM,
    }
)


def saying_of(words: Sequence[Word]) -> Saying | None:
    """Return what *words* begin with, the longest phrase we know."""
    found = opening(words)
    return found[0] if found else None


def opening(words: Sequence[Word]) -> tuple[Saying, int] | None:
    """Return what *words* begin with, and how many normalised words say it."""
    return _opening(tuple(word.text for word in words[: _longest()]))


@lru_cache(maxsize=8192)
def _opening(texts: tuple[str, ...]) -> tuple[Saying, int] | None:
    norms: list[str] = []
    for text in texts:
        norms += [n for n, _, _ in normalised(text) if n.isalnum() or n == NUMBER]
    for length in range(min(len(norms), _longest()), 0, -1):
        found = _phrases().get(tuple(norms[:length]))
        if found:
            return found, length
    return None


@kept
def sayings(row: Row) -> tuple[tuple[Saying, Run], ...]:
    """Return what the cells of a row begin with, left to right."""
    return tuple(
        (said, cell)
        for cell in row.cells
        if (said := saying_of(cell.words)) is not None
    )


@cache
def _longest() -> int:
    return max(map(len, _phrases()))


@cache
def _phrases() -> dict[tuple[str, ...], Saying]:
    found: dict[tuple[str, ...], Saying] = {}
    heading = ""
    lines = files("extractors.layout.money").joinpath("line_words.txt")
    for line in lines.read_text("utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            for text in filter(None, map(str.strip, line.split(","))):
                norms = tuple(
                    norm
                    for part in text.split()
                    for norm, _, _ in normalised(part)
                    if norm.isalnum() or norm == NUMBER
                )
                found.setdefault(norms, Saying(heading))
    return found
