"""Units of measure and packs: what one of theirs is in ours, or why it cannot be told.

The books count an item in one unit and do not name it. Whatever counts single pieces is
taken for it; every other unit needs an alias that a person decided.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from extractors.codes import Reason
from matchers.billing.values import Alias

SINGLE = "EA"
_SINGLES = frozenset(
    [
        "EA",
        "EACH",
        "PC",
        "PCS",
        "PCE",
        "PIECE",
        "PIECES",
        "UN",
        "UNIT",
        "UNITS",
        "U",
        "ST",
        "STK",
        "STUECK",
        "STUCK",
        "STÜCK",
        "STCK",
        "PZ",
        "UD",
        "UDS",
        "QTY",
        "C62",
        "H87",
        "1",
        "NMP",
        "NAR",
    ]
)
_WORDS = {
    **dict.fromkeys(["BX", "BOX", "BOXES", "BXS"], "BX"),
    **dict.fromkeys(["CS", "CASE", "CASES", "CSE"], "CS"),
    **dict.fromkeys(["CT", "CTN", "CARTON", "CARTONS", "CTNS"], "CT"),
    **dict.fromkeys(["PK", "PACK", "PACKS", "PKG", "PACKAGE", "PAC", "PKT"], "PK"),
    **dict.fromkeys(["DZ", "DOZ", "DOZEN", "DOZENS", "DZN"], "DZ"),
    **dict.fromkeys(["PR", "PAIR", "PAIRS", "PRS"], "PR"),
    **dict.fromkeys(["C", "CEN", "HUNDRED", "HU", "/C", "CLF", "100"], "C"),
    **dict.fromkeys(["M", "MIL", "THOUSAND", "TH", "/M", "T3", "1000"], "M"),
    **dict.fromkeys(["RL", "ROLL", "ROLLS", "RO"], "RL"),
    **dict.fromkeys(["GR", "GROSS", "GRO"], "GR"),
    **dict.fromkeys(["BG", "BAG", "BAGS"], "BG"),
    **dict.fromkeys(["KT", "KIT", "KITS"], "KT"),
    **dict.fromkeys(["SET", "SETS"], "SET"),
}
COUNTS = {
    "DZ": Decimal(12),
    "PR": Decimal(2),
    "C": Decimal(100),
    "M": Decimal(1000),
    "GR": Decimal(144),
}
"""Units that say themselves how many they are."""
_PACK = r"(?:box|case|pack|carton|bag|pkg|pk|bx|cs|ctn)"
_PACKED = (
    re.compile(rf"\b{_PACK}\s*(?:of|/)\s*([0-9]{{1,5}})\b", re.IGNORECASE),
    re.compile(rf"\b([0-9]{{1,5}})\s*(?:/|per\s+){_PACK}\b", re.IGNORECASE),
    re.compile(r"\b([0-9]{1,5})[ -]?(?:pack|pk|ct|count)\b", re.IGNORECASE),
)
_LONGEST = 400
"""Characters of a description that are looked at."""


def canonical_unit(printed: str) -> str:
    """Return one name for each unit; ``EA`` where none is printed.

    >>> [canonical_unit(unit) for unit in ("pcs.", " ", "Cases", "ft")]
    ['EA', 'EA', 'CS', 'FT']
    """
    text = printed.strip().strip(".").upper()
    if not text or text in _SINGLES:
        return SINGLE
    return _WORDS.get(text, text)


class Counted(NamedTuple):
    """How many of ours one of theirs is; a code where that cannot be told."""

    factor: Decimal
    problem: Reason | None = None
    detail: str = ""


def counted(printed: str, basis: Decimal | None, alias: Alias | None) -> Counted:
    """Return what one printed unit is in ours.

    Args:
        printed: The unit of the line.
        basis: How many units its price is for, as printed; None: for one.
        alias: Under which the line was found; None: by our own SKU.
    """
    unit = canonical_unit(printed)
    if basis is not None and basis != 1:
        # "500 at 12.00 / C": the unit is the price's, the goods are counted singly.
        if unit != SINGLE and COUNTS.get(unit) != basis:
            return _unlike(f"it counts in {unit} with a price per {basis}")
        unit = SINGLE
    if alias is None:
        factor, decided = Decimal(1), SINGLE
    else:
        factor = alias.factor
        decided = canonical_unit(alias.unit) if alias.unit else ""
    if decided == unit or (not decided and unit == SINGLE):
        return Counted(factor)
    if decided or factor == 1:
        return _unlike(f"it counts in {unit}, and no alias says how many of ours it is")
    if COUNTS.get(unit, factor) != factor:
        detail = f"{unit} is {COUNTS[unit]}, the alias says {factor}"
        return Counted(factor, Reason.PACK_SIZE_MISMATCH, detail)
    return Counted(factor)


def _unlike(detail: str) -> Counted:
    return Counted(Decimal(1), Reason.UOM_MISMATCH, detail)


def packs_differ(theirs: str, ours: Iterable[str]) -> tuple[int, int] | None:
    """Return the pack sizes two descriptions name where they differ, else None.

    >>> packs_differ("Bolt, box of 50", ["Bolt, box of 100"])
    (50, 100)
    """
    printed = _pack_sizes(theirs)
    ordered = {size for text in ours for size in _pack_sizes(text)}
    if not printed or not ordered or printed & ordered:
        return None
    return min(printed), min(ordered)


@lru_cache(maxsize=4096)
def _pack_sizes(description: str) -> frozenset[int]:
    text = description[:_LONGEST]
    if not any(map(str.isdigit, text)):
        return frozenset()
    return frozenset(int(size) for pattern in _PACKED for size in pattern.findall(text))
