"""Headings and notes that say what the prices or quantities of a whole table count.

"Prices per dozen" below the lines makes every price of them another one. Where the
lines themselves say it as well, by a unit or by a basis that closes, nothing is in
doubt; else a person reads the paper.
"""

import re
from collections.abc import Iterator, Sequence

from extractors.codes import Reason
from extractors.layout.money.packs import packs_in
from extractors.values import Issue, MoneyDocument, MoneyLine

_PRICE = (
    r"(?:unit\s+)?(?:prices?|costs?|rates?)|preise?|einzelpreise?|st[üu]ckpreise?"
    r"|prix|tarifs?|precios?|prezz[oi]|prijs|prijzen|eenheidsprijs|[$€£](?=\s*/)"
)
_QUANTITY = (
    r"qty|quantit(?:y|ies|[eé]s?|[àa])|menge|mengen|anzahl|st[üu]ckzahl|cantidad(?:es)?"
    r"|cant\.?|aantal(?:len)?|qt[eé]|hoeveelheid"
)
_SOLD = (
    r"(?:sold|billed|priced|invoiced|quoted|charged)\s+(?:by|per|in)|verkauft\s+(?:je|in"
    r"|zu)|vendus?\s+(?:par|en)|factur[eé]s?\s+(?:par|en)|vendid[oa]s?\s+(?:por|en)"
    r"|facturad[oa]s?\s+(?:por|en)|vendut[oi]\s+(?:a|per|in)|verkocht\s+per"
)
_OF_PRICES = re.compile(rf"(?<!\w)(?:{_PRICE})(?P<what>[^\n;]{{0,28}})", re.IGNORECASE)
_OF_COUNTS = re.compile(
    rf"\b(?:{_QUANTITY})\s*(?P<what>(?:[(/:=]|\b(?:shown\s+|given\s+|stated\s+)?"
    r"(?:in|en|zu|par|por|per)\b)[^\n;]{0,24})",
    re.IGNORECASE,
)
_OF_GOODS = re.compile(rf"\b(?:{_SOLD})\s+(?P<what>[^\n;]{{0,28}})", re.IGNORECASE)
_BASIS = re.compile(
    r"\b(?:price\s+(?:basis|base|unit)|preiseinheit|preis-?basis|base\s+de\s+prix"
    r"|unit[eé]\s+de\s+prix|base\s+(?:de\s+)?precio|prijs(?:basis|eenheid))"
    r"\s*[:=]?\s*(?P<count>[0-9]{1,5})\b",
    re.IGNORECASE,
)
_UNIT_IS = re.compile(
    r"\b(?:1\s+(?:unit|einheit|unit[eé]|unidad|unit[àa]|eenheid)\s*[=:]|unit\s+is)\s*"
    r"(?P<what>[^\n;]{0,28})",
    re.IGNORECASE,
)
_PER_UNIT = re.compile(
    r"(?P<what>\b[1-9][0-9]{0,4}\s*(?:pcs?|pieces?|ea|each|stk|st[üu]ck|pi[eè]ces"
    r"|piezas|pezzi|stuks))\.?\s*(?:per|/|pro|je|par|por)\s*"
    r"(?:unit|einheit|unit[eé]|unidad|unit[àa]|eenheid)\b",
    re.IGNORECASE,
)
_LED = re.compile(
    r"\s*(?:(?:is|are|quoted|shown|given|sind|gelten|sont|son|sono|zijn|in|[:(-])\s*)*"
    r"(?P<per>/|per|by|pro|je|le|la|les|par|por|al|alla|ai|au|aux|à|a)?\s*"
    r"(?:the\s+|a\s+|la\s+)?(?P<rest>.*)",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?:dozens?|doz|dz|docenas?|dutzend|douzaines?|dozzin[ae]|dozijn|cases?|cs|ctns?"
    r"|cartons?|box(?:es)?|bx|packs?|pk|ve|vpe|kartons?|hundreds?|cent|ciento|mille)"
    r"(?![\w-])",
    re.IGNORECASE,
)
_HEAD = re.compile(
    r"\b(?:qty|quantity|price|amount|total|description|item|sku|part|menge|preis|betrag"
    r"|bezeichnung|artikel|prix|montant|d[eé]signation|precio|importe|descripci[oó]n"
    r"|prezzo|importo|descrizione|prijs|bedrag|omschrijving)\b",
    re.IGNORECASE,
)
_COUNTING = re.compile(
    rf"\b(?:{_QUANTITY}|shipped|pcs|pieces|units|each)\b", re.IGNORECASE
)
_COLUMN = re.compile(
    r"\b(?:case|carton|box|pack|dozen)\s+price\b|(?<!\S)(?:dozens?|cases?|boxes"
    r"|cartons?|ctns?|packs?|kartons?|cajas|docenas|douzaines?|dutzend|doos)(?!\S)",
    re.IGNORECASE,
)
_HEADS = 3
"""Words of a heading in one row that make it the head of a table."""


def unit_issues(record: MoneyDocument, rows: Sequence[str]) -> Iterator[Issue]:
    """Yield an issue where words of the page give its table another unit.

    Args:
        record: As read; what its lines say of themselves is no news.
        rows: The page's visual rows as text.
    """
    if not record.lines or all(map(_says_itself, record.lines)):
        return
    described = tuple(
        said.casefold()
        for line in record.lines
        if (said := _said(" ".join(line.description.split())))
    )
    for row in rows:
        said = _said(row)
        if said is None or said.casefold().startswith(described):
            continue  # nothing, or an article's name, which is judged with its line
        yield Issue(
            code=Reason.UOM_MISMATCH,
            detail=f"{said!r} is printed, and the lines do not say how many one is",
        )
        return


def _says_itself(line: MoneyLine) -> bool:
    return line.price_basis is not None or line.unit not in (
        "",
        "EA",
        "ea",
        "PC",
        "pcs",
    )


def _said(row: str) -> str | None:
    """Return the words of a row that give prices or quantities another unit."""
    for pattern in (_OF_PRICES, _OF_COUNTS, _OF_GOODS, _UNIT_IS, _PER_UNIT):
        for match in pattern.finditer(row):
            if _is_unit(match["what"], sold=pattern is _OF_GOODS):
                return " ".join(match[0].split())
    for match in _BASIS.finditer(row):
        if int(match["count"]) > 1:
            return " ".join(match[0].split())
    if len(_HEAD.findall(row)) >= _HEADS and (column := _COLUMN.search(row)):
        priced = "price" in column[0].casefold()
        if priced or not _COUNTING.search(row):
            return column[0]
    return None


def _is_unit(what: str, *, sold: bool) -> bool:
    """Say whether what follows prices or quantities is a unit of many pieces.

    Args:
        what: The words.
        sold: They follow "sold by": a bare number is a unit then.
    """
    led = _LED.fullmatch(what.strip())
    if led is None:
        return False
    rest = led["rest"].strip(" (:.").removeprefix("1 ")
    per = led["per"] or ("per" if sold else "")
    if _BARE.match(rest) and (per or not what.strip().startswith(rest)):
        return True
    blank = "" if per == "/" else " "
    return bool(packs_in(f"{per}{blank}{rest}".strip()))
