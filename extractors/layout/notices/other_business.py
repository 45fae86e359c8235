"""Words that say that a parcel is no delivery of what was ordered, in six languages.

Goods come back, are sent once more in place of others, or lie ready to be fetched: the
form of such a notice is that of any other. Words that stand in terms and footers, too,
count only at the head of a document and in the subject.
"""

import re
from collections.abc import Iterator

from extractors.codes import Reason
from extractors.covering.phrases import ASIDE, CONDITION
from extractors.layout.page.sheet import Sheet
from extractors.sought import Sought
from extractors.values import Issue

_HEAD = 8
"""Rows at the top of a document that say what it is."""
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_LONG = 14
"""Words of a row that may be a heading."""


def _words(*patterns: str) -> Sought:
    return Sought(*(rf"(?<!\w)(?:{p})(?!\w)".replace(" ", r"\s+") for p in patterns))


_HEADWORDS = _words(
    # Goods that come back.
    r"rma|returns?(?! ?(?:&|and|policy|polic|portal|address|to |label|cent|within|are"
    r"|must|:|if|is|only))",
    r"customer (?:sends?|returns?)|retoure?n?\w*(?! ?(?:\?|portal|:|sind|nur"
    r"|innerhalb))",
    r"r[üu]ck(?:sendung|lieferung|gabe)|retour(?:s)? (?:de|client|re[çc]u"
    r"|marchandise)\w*",
    r"devoluci[óo]n(?! en \d)|resi?o? (?:ricevut\w*|merce|cliente|autorizzat\w*)",
    r"retourzending|retour ontvangen",
    # Goods in place of others.
    r"re-?ship(?:ment|ped|ping)?|replacements?(?! parts?\b)|exchange(?:s| order)?"
    r"|warranty",
    r"(?:pre-?production )?samples?|ersatz(?:lieferung|sendung|ware)|umtausch",
    r"garantie\w*|muster(?:sendung|lieferung)?(?! (?:gmbh|ag|kg|ohg|e\.? ?k\.?)\b)"
    r"|nachlieferung|remplacement|[ée]change",
    r"[ée]chantillons?|reemplazo|reposici[óo]n|garant[íi]a|muestras?|sostituzione",
    r"garanzia|campion(?:i|e|atura|ature)|vervang(?:ing|ende)|omruiling|monsters?",
    # What was said before does not hold.
    r"(?:corrected|updated|revised|amended) (?:ship\w*|tracking|quantit\w*|notice"
    r"|packing)",
    r"correction|korrektur|berichtigung|correzione|correcci[óo]n|correctie"
    r"|rectificatif",
)
"""At the head and in the subject."""
_TRACKING = (
    r"(?:tracking|pro|waybill|sendungs\w*|paket\w*|num[ée]ro de suivi"
    r"|n[úu]mero de seguimiento|numero di (?:tracking|spedizione)|track\w*)"
)
_ANYWHERE = _words(
    r"(?:customer|consumer|you) (?:sends?|will send|is sending|returns?)"
    r"(?: it| them| the goods)? back",
    r"returned (?:as )?undeliverable|r\.?m\.?a\.? (?:no\.? ?|# ?)?\d+ approved",
    r"(?:retoure|retouren\w+|reso|retour|return|devoluci[óo]n)"
    r" (?:best[äa]tigt|ricevuto|re[çc]u|ontvangen|received|approved|authori[sz]ed"
    r"|recibida)",
    r"(?:recogida|retiro) de devoluci[óo]n|ritiro reso|zu ihrer reklamation",
    # It did not go yet.
    r"(?:status|order|shipment)\W{1,3}(?:is |currently )?on (?:credit )?hold",
    r"(?:scheduled|planned|due|set|going|ready|booked) (?:to (?:ship|be shipped|go"
    r" out|leave)|for (?:shipment|shipping|dispatch|despatch|pick-?up|collection))",
    r"(?:planned|scheduled|estimated|expected|anticipated) (?:ship\w*|dispatch|despatch"
    r"|departure|pick-?up|collection)",
    r"pre-?alert|pre-?advice|(?:cargo|goods|order|shipment|parcel) (?:is |are )?ready"
    r"(?! reckon)",
    r"(?:pre-?|provisionally )assigned",
    r"geplante[rns]? (?:versand|liefer\w*|auslieferung|abholung)|versand geplant"
    r"|voraussichtliche[rns]? versand\w*|versandbereit|abholbereit|vorabavis",
    r"exp[ée]dition pr[ée]vue|envoi pr[ée]vu|d[ée]part pr[ée]vu|pr[ée]-?avis"
    r"|pr[ée]-?alerte"
    r"|pr[êe]te? [àa] (?:[êe]tre )?(?:exp[ée]di\w*|enlev\w*)",
    r"env[ií]o (?:previsto|programado|planificado)|salida prevista|prealerta"
    r"|list[oa]s? para (?:env\w*|recog\w*|salir)",
    r"spedizione (?:prevista|programmata|pianificata)|partenza prevista|preavviso"
    r"|pront[oaie] per (?:la |il )?(?:sped\w*|ritiro)",
    r"geplande (?:verzend\w*|lever\w*|afhaling)|verwachte verzend\w*|vooraankondiging"
    r"|klaar voor (?:verzending|afhaling)",
    # Another number stands for an earlier one; as a label it is the one that holds.
    rf"(?:updated|new|corrected|revised|changed|neue[rns]?|ge[äa]nderte[rns]?"
    rf"|korrigierte|nouveau|nuevo|nuovo|nieuwe?|gewijzigde?) {_TRACKING}"
    r"(?! ?(?:number|no|nr|#)?\.?:? ?1?[A-Z]*\d)",
    rf"{_TRACKING}[^.\n]{{0,24}} (?:corrig[ée]\w*|corregid\w*|corrett\w*|modifi[ée]\w*"
    r"|gewijzigd|ge[äa]ndert|korrigiert|updated|corrected|changed)",
    r"(?:alte|bisherige|fr[üu]here|old|previous|ancien|anterior|vecchio|oude)"
    r"[^.\n]{0,30} (?:is|ist|was|est|es|[èe]) (?:\w+ )?(?:ung[üu]ltig|invalid|damaged"
    r"|wrong|void|invalide|inv[áa]lid\w*|non valid\w*|ongeldig)",
    rf"is (?:this|that|it) the (?:\w+ )?{_TRACKING}[^.\n]{{0,40}}\?",
)


def is_no_delivery(text: str) -> bool:
    """Say whether a cell over the kind of a row names something else than a delivery.

    >>> is_no_delivery("Return"), is_no_delivery("Umtausch"), is_no_delivery("Sale")
    (True, True, False)
    """
    return _HEADWORDS.found(text) or _ANYWHERE.found(text)


def other_business(text: str) -> Iterator[Issue]:
    """Yield an issue where a subject says that its mail is about no delivery.

    >>> [i.detail for i in other_business("RMA 5512 PO 4711")]
    ["'RMA' is printed: is it a delivery of what was ordered?"]
    """
    for line in text.split("\n"):
        if said := _HEADWORDS.search(line) or _ANYWHERE.search(line):
            yield _issue(said[0])
            return


def other_business_of(sheet: Sheet) -> Iterator[Issue]:
    """Yield an issue where a document says that it is about no delivery.

    Rows of goods do not count: an article may be called so.
    """
    for index, row in enumerate(sheet.rows):
        if index in sheet.tabled:
            continue
        head = index < _HEAD and len(row.words) <= _LONG
        for said in _SENTENCE.split(row.text):
            if CONDITION.match(said) or ASIDE.search(said):
                continue
            if words := (head and _HEADWORDS.search(said)) or _ANYWHERE.search(said):
                yield _issue(words[0])
                return


def _issue(said: str) -> Issue:
    words = " ".join(said.split())
    detail = f"{words!r} is printed: is it a delivery of what was ordered?"
    return Issue(code=Reason.INCOMPLETE_READING, detail=detail)
