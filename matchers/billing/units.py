"""Units of measure and packs: what one of theirs is in ours, or why it cannot be told.

The books count an item in one unit and do not name it. Whatever counts single pieces is
taken for it, and so is a pack that the order or the item names as well; every other
unit needs an alias that a person decided, or the order's own price as its proof.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple

from extractors.codes import Reason
from extractors.layout.money.packs import Pack, packs_in
from matchers.billing.values import Alias
from matchers.findings import quoted

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
        "STÜCKE",
        "STUKS",
        "STUK",
        "PZ",
        "PEZZO",
        "PEZZI",
        "UD",
        "UDS",
        "UNIDAD",
        "UNIDADES",
        "PIEZA",
        "PIEZAS",
        "PIÈCE",
        "PIÈCES",
        "UNITÉ",
        "UNITÉS",
        "UNITÀ",
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
    size: int | None = None
    """Pieces that one of theirs says it holds, where that is the problem."""


def stated_packs(description: str, ours: Iterable[str]) -> tuple[Pack, ...]:
    """Return the packs a billed line's words name and our own words do not.

    Args:
        description: Of the billed line.
        ours: What the order and the item say of it.

    >>> [p.size for p in stated_packs("Bolt, box of 50", ["Bolt"])]
    [50]
    >>> stated_packs("Bolt, box of 50", ["Bolt 50-pack"])
    ()
    """
    known = [pack for text in ours for pack in packs_in(text)]
    return tuple(
        pack
        for pack in packs_in(description)
        if not any(_same_pack(pack, own) for own in known)
    )


def _same_pack(theirs: Pack, ours: Pack) -> bool:
    if theirs.size is None or ours.size is None:
        return theirs.unit == ours.unit
    return theirs.size == ours.size


def unit_stated(printed: str, packs: Sequence[Pack]) -> str:
    """Return the unit a line counts in by all it prints; "" for single pieces.

    It is what a person is shown, and what an alias is kept under.

    >>> unit_stated("", packs_in("Bolt, box of 50"))
    'pack of 50'
    >>> unit_stated("CS", packs_in("case of 12"))
    'CS'
    """
    if canonical_unit(printed) != SINGLE or not packs:
        return printed
    sizes = sorted({pack.size for pack in packs if pack.size})
    if sizes:
        return " and ".join(f"pack of {size}" for size in sizes)
    return " and ".join(sorted({pack.unit for pack in packs}))


def counted(
    printed: str,
    basis: Decimal | None,
    alias: Alias | None,
    packs: Sequence[Pack] = (),
    stated: str = "",
) -> Counted:
    """Return what one printed unit is in ours.

    Args:
        printed: The unit of the line.
        basis: How many units its price is for, as printed; None: for one.
        alias: Under which the line was found; None: by our own SKU.
        packs: That its words name and ours do not.
        stated: The unit by all the line prints, whatever ours say; "": as *printed*.
    """
    unit = canonical_unit(printed)
    if basis is not None and basis != 1:
        # "500 at 12.00 / C": the unit is the price's, the goods are counted singly.
        if unit != SINGLE and COUNTS.get(unit) != basis:
            return _unlike(f"it counts in {unit} with a price per {basis}")
        unit = SINGLE
        packs = [pack for pack in packs if pack.size != basis]
    if alias is None:
        factor, decided = Decimal(1), SINGLE
    else:
        factor = alias.factor
        decided = canonical_unit(alias.unit) if alias.unit else ""
    size = _size(unit, packs)
    if factor not in (1, size) and size is not None:
        detail = f"{_named(unit, packs)} is {size}, the alias says {factor}"
        return Counted(factor, Reason.PACK_SIZE_MISMATCH, detail, size)
    shown = canonical_unit(unit_stated("", packs)) if unit == SINGLE else unit
    if decided in (shown, canonical_unit(stated or printed)) and decided != SINGLE:
        return Counted(factor)
    if decided == shown or (not decided and (shown == SINGLE or factor != 1)):
        return Counted(factor)
    sized = any(pack.size for pack in packs)
    code = Reason.PACK_SIZE_MISMATCH if sized else Reason.UOM_MISMATCH
    what = _named(unit, packs)
    detail = f"it counts in {what}, and no alias says how many of ours it is"
    return Counted(Decimal(1), code, detail, size)


def _size(unit: str, packs: Sequence[Pack]) -> int | None:
    """Return how many pieces one is, where all that is printed agrees on it."""
    sizes = {pack.size for pack in packs if pack.size}
    if unit in COUNTS:
        sizes.add(int(COUNTS[unit]))
    return sizes.pop() if len(sizes) == 1 else None


def _named(unit: str, packs: Sequence[Pack]) -> str:
    words = " and ".join(quoted(pack.words) for pack in packs)
    return unit if unit != SINGLE or not words else words


def _unlike(detail: str) -> Counted:
    return Counted(Decimal(1), Reason.UOM_MISMATCH, detail)


def packs_differ(theirs: Iterable[Pack], ours: Iterable[str]) -> tuple[int, int] | None:
    """Return the pack sizes that the two sides name where they differ, else None.

    >>> packs_differ(packs_in("Bolt, box of 50"), ["Bolt, box of 100"])
    (50, 100)
    """
    printed = {pack.size for pack in theirs if pack.size}
    ordered = {pack.size for text in ours for pack in packs_in(text) if pack.size}
    if not printed or not ordered or printed & ordered:
        return None
    return min(printed), min(ordered)
