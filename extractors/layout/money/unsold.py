"""Words that say that goods are not sold, not new, or that somebody else pays them."""

from extractors.codes import Reason
from extractors.layout.money.said import Table, words

_GOODS = (
    r"(?:goods|items?|products?|articles?|equipment|units?|parts|merchandise|ware[n]?"
    r"|artikel|ger[äa]te?|marchandises?|produits?|mercanc[íi]as?|art[íi]culos?"
    r"|productos?"
    r"|merce|articoli|prodotti|goederen|artikelen|producten)"
)
_WORN = (
    r"(?:used|second ?hand|pre ?owned|refurbished|reconditioned|remanufactured|rebuilt"
    r"|open ?box|b ?stock|gebraucht(?:e[nrs]?)?|general[üu]berholt|aufbereitet|b ?ware"
    r"|d['’]occasion|reconditionn[ée]e?s?|usag[ée]e?s?|de segunda mano|usad[ao]s"
    r"|reacondicionad[ao]s?|usat[aie]|ricondizionat[aie]|rigenerat[aie]|gebruikt"
    r"|tweedehands|gereviseerd)"
)
_LENT = (
    r"\bon loan\b(?! remains?)|\bloan (?:equipment|goods|units?|items?)\b|\bloaner\b"
    r"|\bon approval\b"
    r"|\bon (?:a )?trial\b|\btrial (?:period|goods|basis)\b|\bto be returned (?:by|on"
    r"|until)"
    r" [0-9]|\bfor evaluation\b|\bevaluation units?\b"
    r"|\b(?:warranty replacement|replacement under warranty) (?:at no|free|of)\b"
    r"|\bvalue (?:is )?(?:stated|declared|shown|given)? ?(?:only )?for (?:insurance"
    r"|information|customs)\b|\b(?:no|without) commercial value\b"
    r"|\bfor customs use\b|\b(?:no|not a) commercial transaction\b"
    r"|\b(?:ge|ver)liehen\b|\ben d[ée]monstration\b|\bconfi[ée]e?s? (?:[àa] titre|en)\b"
    r"|\ben cesi[óo]n\b|\bin visione\b|\b(?:in|te) leen\b|\bcourtesy copy\b"
    r"|\bkommissions(?:ware|lieferung|gesch[äa]ft)\b|\bleih(?:weise|gabe|stellung"
    r"|ware)\b"
    r"|\bzur ansicht\b|\bauf probe\b|\bzur probe\b|\bansichts(?:sendung|ware)\b"
    r"|\bkonsignations\w+|\bohne handelswert\b|\bzahlbar nach (?:ab)?verkauf\b"
    r"|\bgarantie(?:austausch|ersatz)\b|\bd[ée]p[ôo]t vente\b|\ben consignation\b"
    r"|\ben pr[êe]t\b|\b[àa] l['’]essai\b|\bsans valeur (?:commerciale|marchande)\b"
    r"|\bvaleur pour (?:la )?douane\b|\ben consignaci[óo]n\b|\ben pr[ée]stamo\b"
    r"|\ba prueba\b(?! de)|\bsin valor (?:comercial|contable|fiscal)\b"
    r"|\bconto vendita\b"
    r"|\bconto visione\b|\bin prestito\b|\bin prova\b|\bin comodato\b"
    r"|\bsenza valore (?:commerciale|fiscale)\b|\bin consignatie\b|\bin bruikleen\b"
    r"|\bop zicht\b|\bop proef\b|\bzonder (?:handelswaarde|commerci[ëe]le waarde)\b"
)
_OTHERS = (
    r"\b(?:held|kept|paid) in(?:to)? escrow\b|\bfinanced (?:by|through|via|with)\b"
    r"|\byou will be (?:billed|invoiced|charged) by (?!us\b|e?-?mail|post)"
    r"|(?-i:\b[Pp]ayable by (?:the )?[A-Z][\w&.,’'-]*(?: [A-Z&][\w&.,’'-]*){0,4})"
    r",? ?(?:inc|llc|ltd|corp|gmbh|ag|sarl|sas|srl|spa|bv|nv|sl|sa)\b"
    r"|\bfinanziert (?:durch|von|[üu]ber)\b|\bfinanc[ée]e? par\b|\bfinanciad[ao] por\b"
    r"|\bfinanziat[ao] da\b|\bgefinancierd door\b"
    r"|\b(?:this|the) (?:document|invoice|above amount|amount) (?:\w+ )?(?:credits"
    r"|is credited|will be credited|has been credited)\b|\bcredits your account\b"
)
_BACK = (
    r"(?:rejected|refused|taken back|picked up again|returned on [0-9]|not loaded"
    r"|zur[üu]ck(?:genommen|gegeben|geholt)|retourniert|abgelehnt|reprise?s?"
    r"|refus[ée]e?s?"
    r"|retourn[ée]e?s? le [0-9]|devuelt[ao]s?|rechazad[ao]s?|res[ao] (?:il|in data)"
    r"|restituit[aoi]|rifiutat[aoi]|retour genomen|teruggenomen|geretourneerd"
    r"|geweigerd)"
)
UNSOLD: Table = (
    (Reason.INCOMPLETE_READING, words(_LENT), "is of goods that are not sold"),
    (
        Reason.INCOMPLETE_READING,
        words(
            rf"\b(?:{_GOODS}|cartons?|delivery|shipment|lieferung|livraison|entrega"
            rf"|levering)\b(?:(?!cannot|can[’\']t|will not)[^.;!?]){{0,30}}\b{_BACK}\b"
        ),
        "is of goods that did not come, or went back",
    ),
    (
        Reason.SUBSTITUTE_ITEM,
        words(
            rf"\b{_GOODS}\b[^.;!?]{{0,30}}\b(?:is|are|sind|ist|sont|est|son|es|sono"
            rf"|[èe]"
            rf"|zijn|is) (?:\w+ )?{_WORN}\b"
        ),
        "is of goods that are not new",
    ),
    (
        Reason.INCOMPLETE_READING,
        words(_OTHERS),
        "is somebody else's to pay, or gives back",
    ),
)
