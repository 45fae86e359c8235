"""Words that tell goods that went from goods that stayed."""

import re

from extractors.layout.page.dates import without_dates

_MONTH = (
    r"(?:january|february|march|april|may|june|july|august|sept?(?:ember)?|october"
    r"|november|december|jan|feb|mar|apr|jun|jul|aug|oct|nov|dec|januar|j[äa]nner|februar"
    r"|m[äa]rz|mai|juni|juli|oktober|okt|dezember|dez|janvier|f[ée]vrier|mars|avril|juin"
    r"|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre|enero|febrero|marzo|abril"
    r"|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|gennaio|febbraio"
    r"|aprile|maggio|giugno|luglio|settembre|ottobre|dicembre|januari|februari|maart"
    r"|mei|augustus)"
)
_TIME = (
    rf"(?:(?:early |mid[- ]?|late |the (?:end|middle|beginning) of )*{_MONTH}"
    r"|spring|summer|autumn|winter|q[1-4]|(?:the )?new year|week|wk|kw|semaine|semana"
    r"|settimana|fr[üu]hjahr|herbst|printemps|primavera|voorjaar|najaar)"
)
_TO_COME = (
    r"(?:coming|expected|due|again|available|in stock|restock(?:ed|ing)?|kommt|kommen"
    r"|lieferbar|verf[üu]gbar|disponibles?|disponibil[ei]|leverbaar|verwacht"
    r"|seguir[áa]n?|suivr(?:a|ont)|arrivo|erwartet|attendue?s?|espera\w*)"
)
_FROM = (
    r"(?:in|on|by|from|after|mid|end|early|late|next|soon|later|shortly|im|ab|am|wieder"
    r"|en|d[èe]s|[àa]|le|a|el|da|dal|il|op|vanaf|eind|begin|weer)\b"
)
_SINCE = (
    r"(?:in|from|until|till|ab|im|bis|en|d[èe]s|[àa] partir de|desde|hasta|da|dal|vanaf"
    r"|tot|fin|d[ée]but|ende|anfang|mitte|eind|begin|medio)"
)
_LATER = (
    rf"{_TO_COME} {_FROM}|{_SINCE} (?:de |d['’])?{_TIME}"
    r"|(?:week|wk|kw|semaine|semana|settimana) \d{1,2}"
    r"|coming soon|on hold|oversold|sold through|delayed|owed|volgt|nachgeliefert"
    r"|nachlieferbar|vergriffen|storniert|annull?iert|annul[ée]e?s?|annullat[oaie]"
    r"|(?:cancel|anul)ad[oa]s?|geannuleerd|binnenkort|prossimamente|pr[óo]ximamente"
    r"|(?:on|special|factory) order|sur commande|auf bestellung|bajo pedido"
    r"|su ordinazione|op bestelling"
    r"|in arrivo|[àa] venir|se enviar[áa]n?"
    r"|other (?:items|articles|products|lines) (?:in|of|from|on) (?:your|the|this)"
    r"|rest of (?:your|the|this) order|(?:weitere|[üu]brige|restliche) artikel"
    r"|autres articles|otros art[íi]culos|altri (?:articoli|prodotti)"
    r"|(?:andere|overige) artikelen"
)
"""What is said of goods that will go at some time, or never."""
BEHIND = re.compile(
    rf"\b(?:{_LATER}"
    r"|back[ -]?order(?:ed|s)?|b/o|out of stock|not (?:yet )?shipped|unshipped"
    r"|to follow|cancel+ed|discontinued|pending|will ship|unavailable|sold out"
    r"|(?:ships?|shipping) (?:on|by|later|separately|next|from stock on)"
    r"|(?:ships?|shipping) in(?! (?:\d+|one|two|several) (?:box|carton|pa|pieces))"
    r"|(?:next|later) (?:shipment|delivery)"
    r"|pre-?order(?:ed)?|awaiting (?:stock|production|supply)|in production"
    r"|r[üu]ckstand|reliquat|pendientes?"
    r"|not (?:yet )?(?:included|in this shipment|sent|dispatched|available|delivered)"
    r"|will (?:follow|be (?:shipped|sent|dispatched|refunded|credited))|to come"
    r"|follows? (?:later|next|soon|separately|shortly)|(?:no longer|not) in stock"
    r"|refunded|credited|folg(?:t|en)|nicht verf[üu]gbar|en rupture|[àa] suivre"
    r"|agotad[oa]s?|esaurit[oaie]|uitverkocht"
    r"|previous(?:ly)? (?:shipped|sent|delivered|shipments?)"
    r"|already (?:shipped|sent|delivered)|shipped (?:earlier|before|previously)"
    r"|still (?:open|outstanding|due|to (?:come|ship|follow))"
    r"|open (?:on|from) (?:this|your)"
    r"|remaining (?:to (?:ship|follow)|on (?:this|your) order)"
    r"|nicht (?:enthalten|geliefert|lieferbar)|noch (?:offen|ausstehend)"
    r"|bereits (?:geliefert|versandt|versendet)|restmenge|nachlieferung|in fertigung"
    r"|wird nachgeliefert|ausverkauft"
    r"|non (?:inclus|livr[ée]|disponible|exp[ée]di[ée])e?s?"
    r"|d[ée]j[àa] (?:livr[ée]|exp[ée]di[ée])e?s?|reste [àa] (?:livrer|exp[ée]dier)"
    r"|articles? [àa] (?:venir|suivre|livrer)|[ée]puis[ée]e?s?"
    r"|no (?:incluid|enviad)[oa]s?|ya enviad[oa]s?|por (?:enviar|entregar)"
    r"|en (?:producci[óo]n|fabricaci[óo]n|fabrication)"
    r"|non (?:inclus|spedit|disponibil)[oaie]|gi[àa] (?:spedit|consegnat)[oaie]"
    r"|da (?:consegnare|spedire|evadere)|in (?:arretrato|produzione)|a saldo"
    r"|niet (?:inbegrepen|geleverd|leverbaar|verzonden)|al (?:verzonden|geleverd)"
    r"|nog (?:open|te leveren|te verzenden)|nalevering|in productie|volgt later)\b"
    r"|^\W*remaining(?: items?| lines?)?\W*$",
    re.IGNORECASE,
)
"""What is said of goods that did not go, or not with this notice."""
_SPEAKING = re.compile(
    r"\b(?:we|you|they|will|would|won['’]t|can['’]t|cannot|isn['’]t|aren['’]t|is|are|was"
    r"|were|has|have|had|been|not|yet|soon|later|tomorrow|until|till|when|again|waiting"
    r"|awaiting|expected|delayed|missing|sorry|owe|owing|unfortunately|ran|goes|comes"
    r"|coming|arrives|arriving|follows|separately|eta|tb[ad]"
    r"|next (?:week|month|year|time|truck|run|batch|container|shipment|delivery|order)"
    r"|wir|wird|werden|wurden?|ist|sind|haben|noch|nicht|sp[äa]ter|bald|morgen|sobald|wenn"
    r"|erst|kommt|kommen|leider|fehl(?:t|en)|warte[tn]|n[äa]chste\w*"
    r"|nous|vous|est|sont|sera|seront|pas|encore|tard|bient[ôo]t|demain|d[èe]s|quand"
    r"|arriver?a?|arriv(?:ent|eront)|manqu\w+|attente|prochaine?"
    r"|est[áa]n?|ser[áa]n?|a[úu]n|todav[íi]a|pronto|ma[ñn]ana|cuando|lleg\w+|faltan?"
    r"|pr[óo]xim[oa]|sono|sar[àa]|saranno|non|ancora|presto|domani|quando|arriv(?:ano|er\w+)"
    r"|manca(?:no)?|prossim[oa]|wij|wordt|worden|zijn|niet|nog|zodra|wanneer|komt|komen"
    r"|ontbreekt|ontbreken|volgende)\b",
    re.IGNORECASE,
)
"""Words of sentences that names of goods hardly have: of somebody, of a time, of no."""
_INSTEAD = re.compile(
    r"\b(?:subst(?:\.|itut\w+)|instead of|in place of|(?:replaced|superseded) by"
    r"|ersetzt durch|anstelle|remplac[ée]e?s? par|au lieu d|sustituid[oa]s? por"
    r"|en lugar de|sostituit[oaie] (?:da|con)|al posto d|vervangen door|in plaats van)",
    re.IGNORECASE,
)
"""Of an article that is not the one that went."""
_FEWER = re.compile(
    r"\b(?:short(?:ed)? (?:by )?\d|\d+ (?:short|less|missing|damaged)\b"
    r"|less \d|minus \d|partial(?:ly)?\b|balance\b|damaged\b|fehlt|fehlmenge|manque"
    r"|falta|manca|ontbre)",
    re.IGNORECASE,
)
"""Behind an article, that there were fewer."""
_TAIL = re.compile(r"\s[-–—*]+\s|[(*]")
"""Where a name may end and a remark begin."""
_LETTER = re.compile(r"[^\W\d_]")
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


def says_behind(text: str) -> bool:
    """Say whether a text is no more than words for what stayed behind, and a day.

    >>> says_behind("Backordered 12/02/2026"), says_behind("B/O, ships from Reno")
    (True, False)
    """
    if not BEHIND.search(text):
        return False
    return not _LETTER.search(without_dates(BEHIND.sub(" ", text)))


def remarks(text: str, *, tail: bool = True) -> bool:
    """Say whether something is said of goods beside their name, whatever it is.

    Args:
        text: A line, or a name with what stands behind it.
        tail: Only what follows a dash or stands in brackets counts.

    >>> remarks("Lid - we ran out"), remarks("Lid (blue)"), remarks("All is well mug")
    (True, False, False)
    """
    begin = _TAIL.search(text)
    if _INSTEAD.search(text) or (begin and _FEWER.search(text, begin.end())):
        return True
    if not tail:
        return bool(_SPEAKING.search(text))
    return bool(begin and _SPEAKING.search(text, begin.end()))
