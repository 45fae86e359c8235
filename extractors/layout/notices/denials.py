"""Words that say that goods have not left, or will not, in six languages.

Each pattern is one way to say it; where it is printed, the notice is held. A day to
come is doubtful only where it is the day of the whole order: a rest that will follow
is what notices of a part say.
"""

_GO_EN = (
    r"(?:shipped|dispatched|despatched|left|sent(?: out)?|departed|collected"
    r"|picked (?:it |them |this )?up)"
)
_ORDER_EN = (
    r"(?:(?:your|this|the) order|p\.?o\.?(?: (?:#|no\.?|number))?(?: [\w-]*\d)?)"
)
_PICKUP_EN = r"(?:pick[- ]?up|collection|dispatch|despatch|shipment|shipping)"
_ENGLISH = (
    (
        rf"\b{_ORDER_EN} (?:is|was|has been) (?:still |currently |now )?"
        r"(?:held|delayed|pending|on hold|(?:on )?back[- ]?order(?:ed)?)\b"
    ),
    r"\bheld (?:at|on|in) (?:our|the) (?:dock|warehouse|facility|yard|plant|store)\b",
    rf"\b(?:was|were|ha[sd]|have|carrier|driver|truck|it) never (?:been )?{_GO_EN}\b",
    (
        rf"\b(?:carrier|driver|truck) (?:has not|hasn['’]t|did not|didn['’]t) (?:yet )?"
        rf"(?:{_GO_EN}|pick|collect)\b"
    ),
    rf"\b(?:awaiting|waiting|pending)(?: for)?(?: carrier)? {_PICKUP_EN}\b",
    (
        r"\b(?:ticket|list|slip|order|shipment|status)(?: (?:#|no\.?)? ?[\w-]*\d)?"
        rf" ?[-–—:*|(]+ ?not (?:yet )?(?:been )?{_GO_EN}\b"
    ),
    (
        r"\b(?:ups|fedex|usps|dhl|gls|dpd|carrier|driver|truck|courier|they)"
        r" (?:will|(?:is|are) going to) (?:be (?:here|there|picking|collecting)"
        r"|collect\b|pick\b|come (?:and|to|for)\b)"
        r"(?!.{0,40}\b(?:rest|remain|balance|return|back-?order))"
    ),
    (
        rf"\b(?:{_ORDER_EN}|it|this|they|(?:the |your )?(?:shipment|parcels?|box(?:es)?"
        r"|cartons?|pallets?|goods)) (?:will|is to|are to) be (?:collected|picked up)\b"
    ),
    r"\blabels? (?:has been |have been |was |were |is |just )?created\b",
    r"\bcreated (?:a|the) (?:shipping |ups |fedex |usps |dhl )?label\b",
)

_BETWEEN = r"(?:[\w.,#°º/-]+ ){0,4}"
"""Words between a verb and what belongs to it."""
_THEN = r"(?: (?!{barred})[\w.,#°º/-]+){{0,6}}? "
"""Words between an order and what is said of it, none of which says that it only can
be, or is not."""


def _after(goods: str, said: str, *, barred: str) -> str:
    return rf"\b{goods}{_THEN.format(barred=barred)}{said}"


_GO_DE = (
    r"(?:versandt|versendet|versenden|verschickt|verschicken|abgeschickt|ausgeliefert"
    r"|abgeholt|verlassen|unterwegs)"
)
_GOODS_DE = r"(?:bestellung|auftrag|sendung|lieferung|paket|ware)"
_GERMAN = (
    rf"\bnicht (?:mehr )?(?:[\w-]+ ){{0,2}}{_GO_DE}\b",
    (
        rf"\b(?:wurden?|ist|sind|haben|hat) (?!nicht){_BETWEEN}"
        r"(?:storniert|annulliert|zur[üu]ckgerufen|gestoppt|zur[üu]ckgestellt)\b"
    ),
    r"^\W*(?:auftrags)?storn(?:o|ierung)(?:best[äa]tigung)?\b",
    _after(
        _GOODS_DE,
        r"(?:im|in) (?:liefer)?r[üu]ckstand\b",
        barred="nicht|artikel|positionen|rest",
    ),
    _after(
        _GOODS_DE,
        rf"(?:voraussichtlich|demn[äa]chst|in k[üu]rze|bald) {_BETWEEN}{_GO_DE}\b",
        barred="artikel|positionen|rest",
    ),
    rf"\bholt {_BETWEEN}ab\b|\bwird {_BETWEEN}abgeholt\b",
    (
        r"\b(?:versand|paket)?(?:etikett|label|schein|marke) (?:wurde|ist|wird)"
        rf" {_BETWEEN}(?:erstellt|gedruckt|erzeugt)\b"
    ),
    r"\b(?:wartet|warten) (?:noch )?auf (?:die |den )?(?:abholung|versand)\b",
)

_GO_FR = (
    r"(?:exp[ée]di(?:[ée]e?s?|er)|envoy(?:[ée]e?s?|er)|partie?s?|enlev[ée]e?s?"
    r"|quitt[ée])"
)
_GOODS_FR = r"(?:commande|envoi|exp[ée]dition|colis|marchandise)"
_FRENCH = (
    rf"\bpas (?:encore )?(?:pu )?(?:[êe]tre |[ée]t[ée] )?{_GO_FR}(?!\w)",
    _after(
        _GOODS_FR,
        r"(?:annul[ée]e?s?|en rupture(?: de stock)?|suspendue?|en reliquat)(?!\w)",
        barred="peu[tv]|pourra|pas|ne|articles?|reste",
    ),
    _after(
        _GOODS_FR,
        rf"(?:sera|seront|va [êe]tre|doit [êe]tre) {_BETWEEN}{_GO_FR}(?!\w)",
        barred="articles?|reste|reliquat",
    ),
    (
        r"\b(?:passera|viendra) (?:l['’]|les? |la )?(?:prendre|enlever|chercher"
        r"|r[ée]cup[ée]rer)\b|\b(?:enl[èe]vera|ramassera)\b"
    ),
    r"\b[ée]tiquette (?:a [ée]t[ée]|est) (?:cr[ée][ée]e|imprim[ée]e|g[ée]n[ée]r[ée]e)",
    r"\ben attente (?:d['’ ]|de )(?:l['’])?(?:exp[ée]dition|enl[èe]vement|envoi)\b",
)

_GO_ES = r"(?:enviad[oa]s?|despachad[oa]s?|expedid[oa]s?|salido|recogid[oa]s?|enviar)"
_GOODS_ES = r"(?:pedido|env[ií]o|paquete|mercanc[ií]a|orden)"
_SPANISH = (
    rf"\bno (?:se |lo |la )?(?:[\w-]+ ){{0,3}}{_GO_ES}\b",
    _after(
        _GOODS_ES,
        r"(?:cancelad[oa]s?|anulad[oa]s?|agotad[oa]s?|retenid[oa]s?)\b",
        barred="no|pued|podr",
    ),
    rf"\b(?:cancelado|anulado) (?:el|su|tu) {_GOODS_ES}\b",
    _after(_GOODS_ES, rf"ser[áa]n? {_BETWEEN}{_GO_ES}\b", barred="resto|art[íi]culo"),
    r"\brecoger[áa]n?\b|\bpasar[áa]n? a (?:recoger|buscar)\b",
    r"\betiqueta (?:ha sido |fue |est[áa] )?(?:creada|impresa|generada)\b",
    r"\bpendientes? de (?:env[ií]o|recogida|despacho)\b|\bsin enviar\b",
)

_GO_IT = r"(?:spedit[oaie]|inviat[oaie]|partit[oaie]|ritirat[oaie]|spedire|evas[oaie])"
_GOODS_IT = r"(?:ordine|spedizione|pacco|merce|consegna)"
_ITALIAN = (
    rf"\bnon (?:[\wèé-]+ ){{0,4}}{_GO_IT}\b",
    _after(
        _GOODS_IT,
        r"(?:annullat[oa]|cancellat[oa]|stornat[oa]|in arretrato|sospes[oa])\b",
        barred="non|pu[òo]|potr",
    ),
    _after(
        _GOODS_IT,
        rf"(?:sar[àa]|saranno|verr[àa]|verranno) {_BETWEEN}{_GO_IT}\b",
        barred="resto|articol",
    ),
    r"\britirer[àa]\b|\bpasser[àa] (?:a|per) (?:ritirar\w*|prender\w*)",
    r"\betichetta (?:[èe] stata |[èe] )?(?:creata|stampata|generata)\b",
    r"\bin attesa (?:di|del|della) (?:spedizione|ritiro|invio|corriere)\b",
)

_GO_NL = r"(?:verzonden|verstuurd|verzenden|versturen|vertrokken|opgehaald|onderweg)"
_GOODS_NL = r"(?:bestelling|zending|order|levering|pakket)"
_DUTCH = (
    rf"\bniet (?:[\w-]+ ){{0,2}}{_GO_NL}\b",
    _after(
        _GOODS_NL,
        r"(?:geannuleerd|in backorder|in nalevering|uitgesteld)\b",
        barred="niet|kan|kunnen",
    ),
    _after(
        _GOODS_NL,
        rf"(?:wordt|worden|zal|zullen) {_BETWEEN}{_GO_NL}\b",
        barred="rest|artikel",
    ),
    (
        rf"\bhaalt {_BETWEEN}op\b|\bkomt {_BETWEEN}(?:ophalen|halen)\b"
        rf"|\bwordt {_BETWEEN}opgehaald\b"
    ),
    r"\b(?:verzend)?(?:label|etiket) (?:is|werd|wordt) (?:aange|ge)(?:maakt|print)\b",
    r"\bwacht(?:en)? (?:nog )?op (?:afhaling|verzending|de vervoerder)\b",
)

DENIALS = (*_ENGLISH, *_GERMAN, *_FRENCH, *_SPANISH, *_ITALIAN, *_DUTCH)
"""Patterns in which a blank stands for any white space between words."""
