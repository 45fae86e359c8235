"""Words that say that a price or a quantity counts something else than single pieces.

"case of 12", "pk/12", "VE 12", "je 100", "la douzaine", "por ciento": in a description,
a heading or a note. How many pieces they mean is told where it is printed.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_LONGEST = 600
"""Characters of a text that are looked at."""


class Pack(NamedTuple):
    """What some words say that one of something is."""

    unit: str
    """A word of the trade for it: ``CS``, ``DZ``; of a bare count ``PK``."""
    size: int | None
    """Pieces in one; None where that is not printed."""
    words: str = ""
    """As printed."""


_ABBREVIATED: tuple[tuple[str, str], ...] = (
    ("BX", r"bxs?|bte\.?"),
    ("CS", r"cse?s?|c/s|cj\.?"),
    ("CT", r"ctns?\.?|ktn\.?"),
    ("PK", r"pks?\.?|pkts?\.?|pkgs?\.?|ve\.?|vpe\.?|pck\.?|conf\.?|cf\.|verp\.?"),
    ("BG", r"bgs?\.?"),
)
_NAMED: tuple[tuple[str, str], ...] = (
    ("BX", r"box(?:es)?|bo[iî]tes?|schachteln?|scatol[ae]"),
    ("CS", r"cases?|crates?|kisten?|caisses?|cajas?|krat(?:ten)?"),
    ("CT", r"cartons?|kartons?|cartoni|cartone|doos"),
    (
        "PK",
        (
            r"packs?|packages?|packets?|bundles?|trays?|sleeves?|packung(?:en)?|pakete?"
            r"|gebinde|bunde?|verpackungseinheit(?:en)?|paquets?|lots?(?= de)|colis"
            r"|[eé]tuis?|paquetes?|lotes?(?= de)|estuches?|confezion[ei]|pacc(?:o|hi)"
            r"|pak(?:ken)?|verpakking(?:en)?"
        ),
    ),
    ("BG", r"bags?|beutel|sachets?|bolsas?|bust[ae]|zak(?:ken)?"),
    ("SET", r"sets?|kits?|juegos?(?= de)|jeux?(?= de)"),
    ("RL", r"rolls?|rls?\.?|rollen?|rouleaux?|rollos?|rotol[oi]"),
    ("PR", r"pairs?|prs?\.?|paare?|paires?|paia"),
)
_MANY: tuple[tuple[str, int, str], ...] = (
    (
        "DZ",
        12,
        (
            r"dozens?|doz\.?|dzn?\.?|dutzend|dtz\.?|douzaines?|docenas?|dozzin[ae]"
            r"|dozijn(?:en)?"
        ),
    ),
    (
        "C",
        100,
        r"hundreds?|hundert|centaines?|cientos?|centenares|cento|centinai[oa]|honderd",
    ),
    ("M", 1000, r"thousands?|tausend|mille|milliers?|millar(?:es)?|migliaia|duizend"),
    ("GR", 144, r"gross(?=\s*(?:$|[,;)]))"),
)
_SIZES = {unit: size for unit, size, _ in _MANY}
_ABBREVIATION = "|".join(words for _, words in _ABBREVIATED)
_NOUN = "|".join(words for _, words in (*_ABBREVIATED, *_NAMED))
_COLLECTIVE = "|".join(words for _, _, words in _MANY)
_PIECES = (
    r"(?:pcs?|pces?|pieces?|ea|each|ct|count|units?|st|stk|stck|stücke?|stueck|stuks?"
    r"|teile?|pi[eè]ces?|unit[eé]s?|piezas?|uds?|unidades|pz|pezzi)\b\.?"
)
_LINK = r"(?:of|zu|von|mit|à|a|de|da|van|con|[/x×=:*])"
_PER = (
    r"(?:per|by\s+the|pro|je|jede[ns]?|le|la|les|par|por|al|alla|au|aux|à\s+la|a\s+la"
    r"|ai)"
)
_COUNT = r"(?P<count>[1-9][0-9]{0,4})"
_WHOLE = (
    r"(?![0-9]|[.,:/-][0-9]|\s*(?:[x×]\s*[0-9]|[\"'”″%°]|-?(?:in|inch|inches|ft|feet"
    r"|mm|cm|m|yd|oz|lbs?|kg|g|gr|mg|ml|cl|l|qt|pt|gal|gallons?|litres?|liters?|v|w"
    r"|volts?|watts?|amps?|ga|gauge|mil|days?|hours?|shelf|shelves|drawers?|doors?)\b))"
)
"""After a count: it is no measure, no fraction and no half of something else."""
_LAST = r"(?=\s*(?:$|[,;)]))"
_MEASURE = r"(?:ml|cl|l|dl|oz|g|gr|kg|lbs?|gal)\b"


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_COUNTED = (
    # A case of 12, CS/12, conf. da 12, 1 box = 50.
    _compiled(rf"\b(?P<noun>{_NOUN})\s*{_LINK}\s*{_COUNT}{_WHOLE}"),
    # PK12, VE 12.
    _compiled(rf"\b(?P<noun>{_ABBREVIATION})\s*{_COUNT}{_WHOLE}"),
    # Box 50, Karton 12 Stk; but no "Tool case 24 red".
    _compiled(rf"\b(?P<noun>{_NOUN})\s+{_COUNT}(?:\s*{_PIECES}|{_LAST})"),
    # A 12-pack, 12/case, 50 per box, 12er Pack, 6 Stk/Karton, 12 pcs per box.
    _compiled(
        rf"(?<![\w.,/-]){_COUNT}(?:er)?\s*+(?:{_PIECES}\s*+)?"
        rf"(?:(?:{_PER}|a|im|in\s+a|[/-])\s*+)?(?P<noun>{_NOUN})(?![\w-])"
    ),
    # Counts of pieces: 12 pcs, 10 Stück.
    _compiled(rf"(?<![\w.,/-]){_COUNT}\s?-?{_PIECES}"),
    # Prices per 100, je 100, /100, par 12.
    _compiled(rf"(?:\b{_PER}|(?<![0-9])/)\s*{_COUNT}{_WHOLE}"),
    # Bottles and the like: 12 x 500 ml.
    _compiled(rf"(?<![\w.,x×]){_COUNT}\s?[x×]\s?[0-9]+(?:[.,][0-9]+)?\s?{_MEASURE}"),
    # At the end: x12, 12 x 1.
    _compiled(rf"(?<![\w.,\"'])(?<![0-9]\s)[x×]\s?{_COUNT}{_LAST}"),
    _compiled(rf"(?<![\w.,]){_COUNT}\s?[x×]\s?1{_LAST}"),
    _compiled(rf"\bqty\.?\s*(?:of\s*)?{_COUNT}{_LAST}"),
)
_UNCOUNTED = (
    # Words alone: per case, la douzaine, by the box.
    _compiled(rf"(?:\b{_PER}\s+|/\s*)(?P<noun>{_NOUN}|{_COLLECTIVE})(?![\w-])"),
    _compiled(rf"(?<![\w-])(?P<noun>{_COLLECTIVE})(?![\w-])"),
    _compiled(r"\b(?:le|au|les|du)\s+(?P<noun>cent)\b"),
    _compiled(r"\b(?:por|el|al)\s+(?P<noun>mil)\b"),
)
_LETTERS = re.compile(r"(?:\b[Pp][Ee][Rr]\s+|(?:^|(?<=[\w€$£]))/)(?P<letter>[CM])\b")
"""Capitals of the trade: a hundred, a thousand."""


def packs_in(text: str) -> tuple[Pack, ...]:
    """Return what *text* says that one of something is, single pieces left out.

    >>> [(p.unit, p.size) for p in packs_in("Bolt M8, box of 50")]
    [('BX', 50)]
    >>> packs_in("Storage bin 12 in, pack of 1")
    ()
    """
    return _packs(text[:_LONGEST])


@lru_cache(maxsize=8192)
def _packs(text: str) -> tuple[Pack, ...]:
    found = {
        (pack.unit, pack.size): pack
        for pack in (*_counted(text), *_uncounted(text), *_lettered(text))
        if pack.size != 1
    }
    sized = any(pack.size for pack in found.values())
    return tuple(pack for pack in found.values() if pack.size or not sized)


def _counted(text: str) -> Iterator[Pack]:
    if not any(map(str.isdigit, text)):
        return
    for pattern in _COUNTED:
        for match in pattern.finditer(text):
            noun = match.groupdict().get("noun")
            unit = _unit_of(noun) if noun else "PK"
            yield Pack(unit, int(match["count"]), _said(match))


def _uncounted(text: str) -> Iterator[Pack]:
    for pattern in _UNCOUNTED:
        for match in pattern.finditer(text):
            unit = _unit_of(match["noun"])
            yield Pack(unit, _SIZES.get(unit), _said(match))


def _lettered(text: str) -> Iterator[Pack]:
    for match in _LETTERS.finditer(text):
        unit = match["letter"]
        yield Pack(unit, _SIZES[unit], _said(match))


_NAMES = tuple(
    (unit, re.compile(words, re.IGNORECASE))
    for unit, words in (
        *_ABBREVIATED,
        *_NAMED,
        *((unit, words) for unit, _, words in _MANY),
        ("C", "cent"),
        ("M", "mil"),
    )
)


def _unit_of(noun: str) -> str:
    plain = noun.strip()
    return next((unit for unit, words in _NAMES if words.fullmatch(plain)), "PK")


def _said(match: re.Match[str]) -> str:
    return " ".join(match[0].split())
