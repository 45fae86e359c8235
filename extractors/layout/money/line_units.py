"""The unit a line counts in: in a column of its own, or behind the quantity."""

import re
from collections.abc import Sequence

from extractors.layout.money.packs import packs_in
from extractors.layout.page.rows import Row, Run

_UNIT = re.compile(r"[^\W\d_]{1,12}\.?")
_KNOWN = frozenset(
    {
        "ea", "each", "pc", "pcs", "pce", "piece", "pieces", "un", "unit", "units",
        "bx", "box", "boxes", "cs", "case", "cases", "ct", "ctn", "carton", "cartons",
        "pk", "pack", "packs", "pkg", "package", "dz", "doz", "dozen", "pr", "pair",
        "pairs", "rl", "roll", "rolls", "bg", "bag", "bags", "kt", "kit", "kits", "set",
        "sets", "ft", "lf", "yd", "m", "lb", "lbs", "kg", "gal", "l", "hr", "hrs", "st",
        "stk", "stück", "stck", "stueck", "pz", "ud", "uds", "c",
        "dutzend", "dtz", "karton", "kartons", "ktn", "ve", "vpe", "paket", "pakete",
        "packung", "packungen", "douzaine", "douzaines", "boîte", "boîtes", "bte",
        "pièces", "docena", "docenas", "caja", "cajas", "paquete", "paquetes", "pares",
        "piezas", "scatola", "scatole", "confezione", "confezioni", "conf", "dozzina",
        "dozzine", "pezzi", "doos", "dozijn", "stuks", "paar", "hundred",
    }
)  # fmt: skip
"""What may stand behind a quantity; a column of units may hold any word."""
_PRICED = frozenset({"c", "m", "cwt", "hundred", "thousand"})
"""What a price may be for and no line is counted in."""
_LONGEST = 16
"""Characters of a unit with its count."""
_CLOSE = 1.5
"""Widths of a character between a quantity and its unit, at most."""


def unit_in(lines: Sequence[Run], *, priced: bool = False) -> str:
    """Return the word in a cell of a column of units; "" where it is anything else.

    Args:
        lines: Of the cell.
        priced: The column says what prices are for.
    """
    text = lines[0].text if len(lines) == 1 else ""
    if not priced and len(text) <= _LONGEST and packs_in(text):
        return text  # "PK12", "CS/24": a unit that says how many it holds
    if not _UNIT.fullmatch(text):
        return ""
    return "" if priced and not _counts(text) else text


def _counts(text: str) -> bool:
    plain = text.casefold().rstrip(".")
    return plain in _KNOWN and plain not in _PRICED


def unit_behind(row: Row, number: Run) -> str:
    """Return the unit printed behind a quantity in its row; "" without one."""
    words = row.words
    last = number.words[-1]
    at = next((n for n, word in enumerate(words) if word.x1 == last.x1), len(words))
    if at + 1 >= len(words):
        return ""
    word = words[at + 1]
    width = (last.x1 - last.x0) / max(len(last.text), 1)
    near = word.x0 - last.x1 <= _CLOSE * width
    known = word.text.casefold().rstrip(".") in _KNOWN
    return word.text if near and known and _UNIT.fullmatch(word.text) else ""
