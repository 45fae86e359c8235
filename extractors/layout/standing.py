"""Words that tell goods that went from goods that stayed."""

import re

BEHIND = re.compile(
    r"\b(?:back[ -]?order(?:ed|s)?|b/o|out of stock|not (?:yet )?shipped|unshipped"
    r"|to follow|cancel+ed|discontinued|pending|will ship|ships? (?:on|by|in|later)"
    r"|r[üu]ckstand|reliquat|pendiente"
    r"|not (?:included|in this shipment|sent|dispatched|available|delivered)"
    r"|previous(?:ly)? (?:shipped|sent|delivered|shipments?)"
    r"|already (?:shipped|sent|delivered)|shipped (?:earlier|before|previously)"
    r"|still (?:open|outstanding|due|to (?:come|ship|follow))"
    r"|open (?:on|from) (?:this|your)"
    r"|remaining (?:to (?:ship|follow)|on (?:this|your) order)"
    r"|nicht (?:enthalten|geliefert|lieferbar)|noch (?:offen|ausstehend)"
    r"|bereits (?:geliefert|versandt|versendet)|restmenge"
    r"|non (?:inclus|livr[ée]|disponible|exp[ée]di[ée])e?s?"
    r"|d[ée]j[àa] (?:livr[ée]|exp[ée]di[ée])e?s?|reste [àa] (?:livrer|exp[ée]dier)"
    r"|no (?:incluid|enviad)[oa]s?|ya enviad[oa]s?"
    r"|non (?:inclus|spedit)[oaie]|gi[àa] (?:spedit|consegnat)[oaie]"
    r"|niet (?:inbegrepen|geleverd|leverbaar|verzonden)|al (?:verzonden|geleverd)"
    r"|nog (?:open|te leveren))\b|^\W*remaining(?: items?| lines?)?\W*$",
    re.IGNORECASE,
)
"""What is said of goods that did not go, or not with this notice."""
_GONE = re.compile(
    r"\b(?:shipped|shipment|included|enclosed|packed|contents|items)\b", re.IGNORECASE
)
_LONGEST = 6
"""Words of a heading; longer lines are sentences."""


def heads(text: str) -> bool:
    """Say whether a line is a heading that tells what went or what stayed.

    >>> heads("Items back-ordered"), heads("We are sorry that these did not ship today")
    (True, False)
    """
    short = len(text.split()) <= _LONGEST
    return short and bool(BEHIND.search(text) or _GONE.search(text))
