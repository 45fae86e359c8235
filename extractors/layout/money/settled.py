"""Words that say that an invoice is paid, set off, or that less or more is owed.

Its lines and its total close without them. A discount for payment in time is none of
it: the whole is billed, and what is taken off when it is paid is seen then.
"""

from extractors.codes import Reason
from extractors.layout.money.said import Table, words

_NEAR = r"(?:[^.;!?]|[.](?=[0-9])){0,60}"
_PAID = (
    r"\b(?:has|have) (?:since |now |already |been |fully )+(?:paid|settled|offset"
    r"|netted"
    r"|reimbursed|collected|cleared)\b"
    r"|\b(?:was|were|is) (?:since |now |already |fully )*(?:settled|offset|netted"
    r"|collected"
    r"|cleared) (?:by|via|with|through|against|from|on)\b|\bwas paid (?:by|via|with"
    r"|on)\b"
    r"|(?:^|[\n.•*|]) ?(?:paid|settled|collected) (?:via|through|by (?!the|:)|with"
    r"|against"
    r"|on (?=[0-9]))"
    r"|\b(?:collected|paid|settled) (?:\w+ ){0,3}(?:on|upon|at) delivery\b"
    r"|\bdriver (?:has )?collected\b|\b(?:set off|settled|offset|netted|cleared"
    r"|balanced) against (?:your|our|the)\b"
    r"|\b(?:cheque|check) (?:\S+ ){0,3}(?:has )?(?:cleared|was cashed|been cashed)\b"
    r"|\bcovered (?:in full |fully )?by (?:\w+ ){0,3}(?:voucher|credit|coupon|insurance"
    r"|gift card|deposit|prepayment)s?\b|\b(?:took|taken|debited|withdr[ae]wn?|drew)"
    r" (?:the |this |\w+ )?(?:money|amount|sum|it|total) (?:\w+ )?from your\b"
    r"|\bzero balance\b|\bbalance (?:is |of )(?:zero|nil)\b"
    r"|\b(?:ist|wurde|bereits|schon) (?:\w+ ){0,2}(?:kassiert|abgebucht)\b"
    r"|\bhonor[ée]e? par\b|\bencaiss[ée]e?\b|\b(?:importe|factura) (?:ya )?cobrad[oa]\b"
    r"|\b(?:is|al|reeds) (?:reeds |al )*ge[ïi]ncasseerd\b|\bdouble de (?:la "
    r"|votre )?facture\b"
    r"|\b(?:per nachnahme|bar|per karte|mit karte|online|vorab"
    r"|per vorkasse) (?:bereits )?"
    r"(?:bezahlt|beglichen|eingezogen|kassiert)\b"
    r"|\b(?:ist|wurde) (?:\w+ ){0,2}(?:bezahlt|beglichen|ausgeglichen|eingezogen)\b"
    r"|\b(?:guthaben|gutschrift)\w*[^.;!?]{0,40}\b(?:verrechnet|aufgerechnet"
    r"|ausgeglichen)\b"
    r"|\b(?:verrechnet|aufgerechnet) (?:\w+ ){0,3}(?:guthaben|gutschrift)"
    r"|\b(?:a|ont) (?:d[ée]j[àa] )?(?:[ée]t[ée] )?(?:enti[èe]rement |d[ée]j[àa] )?"
    r"(?:r[ée]gl[ée]e?s?|pay[ée]e?s?|sold[ée]e?s?|compens[ée]e?s?)\b"
    r"|\b(?:est|sera) (?:d[ée]j[àa] |enti[èe]rement )*(?:sold[ée]e?|compens[ée]e?"
    r"|acquitt[ée]e?|imput[ée]e?)\b|\best (?:d[ée]j[àa] )?(?:pay[ée]e|r[ée]gl[ée]e)\b"
    r"|\b(?:ha sido|est[áa]|fue|ya) (?:ya |est[áa] |ha sido )*(?:pagad|abonad|liquidad"
    r"|saldad|compensad|cobrad)[ao]\b|\bse compensar[áa]\b"
    r"|\b(?:[èe] (?:gi[àa] )?(?:stat[ao] )?|gi[àa] (?:stat[ao] )?)(?:pagat|saldat"
    r"|compensat|incassat|regolat)[ao]\b|\bverr[àa] (?:compensat|detratt"
    r"|addebitat)[ao]\b"
    r"|\b(?:is|werd|wordt|reeds|al) (?:reeds |al |volledig )*(?:voldaan|verrekend"
    r"|ge[ïi]nd|afgeschreven)\b|\b(?:is|werd|reeds) (?:reeds |al )*betaald\b"
)
_DEPOSIT = (
    rf"\b(?:your|the|an?) (?:\w+ )?(?:deposit|advance|down ?payment|pre ?payment"
    rf"|retainer)"
    rf"s?\b{_NEAR}\b(?:received|deducted|applied|credited|offset|subtracted|paid)\b"
    r"|\byour credit (?:balance|note|memo)s?\b[^.;!?]{0,30}\b(?:deducted|applied|offset"
    r"|taken off)\b"
    r"|\b(?:deduct|subtract|take off"
    r"|short pay)\b (?:\w+ ){0,3}?[$€£]? ?[0-9]+[.,][0-9]{2}"
    r"\b(?![^.;!?]{0,50}\b(?:if|within|before|by|until)\b)"
    r"|\b[0-9]{1,2} ?% (?:\w+ ){0,3}(?:held back|retained|withheld|due now|payable now"
    r"|on delivery|upon delivery|on completion|with (?:the )?order|up ?front)\b"
    r"|\b(?:remaining|other|second|first) (?:half|part|portion|share"
    r"|instal+ment) (?:is|will"
    r"|of|to be|was)\b|\b(?:remainder|the rest) (?:is|will be|to be) (?:billed"
    r"|invoiced)\b"
    r"|\b(?:k[üu]rzen|mindern|reduzieren) sie\b|\b(?:abziehen|abzuziehen)\b"
    r"|\bum (?:eine[nr]? |die )(?:\w+ )?(?:abschlags|teil|voraus)(?:zahlung|betrag)\b"
    r"|\badjust (?:your|the) payment\b"
    r"|\brounded up\b"
    rf"|(?:anzahlung|akontozahlung|vorauszahlung"
    rf"|abschlagszahlung)\w*{_NEAR}\b(?:verrechnet"
    r"|abgezogen|angerechnet|ber[üu]cksichtigt|erhalten|geleistet|eingegangen)\b"
    rf"|\b(?:acompte|avance|arrhes)\b{_NEAR}\b(?:vers[ée]e?s?|re[çc]ue?s?|d[ée]duite?s?"
    r"|imput[ée]e?s?|pay[ée]e?s?|r[ée]gl[ée]e?s?)\b"
    rf"|\b(?:anticipo|pago a cuenta|entrega a cuenta)\b{_NEAR}\b(?:entregad|recibid"
    rf"|pagad"
    r"|descontad|abonad|deducid)[ao]"
    r"|\b(?:descontar|deducir)[áa] (?:\w+ ){0,2}(?:anticipo|pago|entrega)\b"
    rf"|\b(?:acconto|anticipo|caparra)\b{_NEAR}\b(?:versat|ricevut|pagat|detratt"
    rf"|scalat)"
    rf"[ao]\b|\b(?:aanbetaling|voorschot)\b{_NEAR}\b(?:ontvangen|betaald|verrekend"
    r"|afgetrokken|in mindering)\b"
)
_WITHIN = (
    r"(?:interest|late (?:payment )?(?:fees?|charges?)|finance charges?|penalt(?:y|ies)"
    r"|(?:verzugs|mahn)\w+|int[ée]r[êe]ts?|p[ée]nalit[ée]s?|intereses|recargos?"
    r"|interessi|(?:vertragings)?rente|boetes?|aanmaningskosten)"
)
_DUES = (
    rf"\b(?:includes?|included|incl\.?|inklusive|inkl\.?|zzgl\.?|einschlie(?:ß|ss)lich"
    r"|enth[äa]lt|comprend|incluye|incluido|include|comprende|inclusief|bevat)"
    rf" (?:\S+ ){{0,4}}?{_WITHIN}\b"
    rf"|\b{_WITHIN}(?: \w+){{0,3}} (?:(?:is|are|of \S+) )?(?:included|inbegriffen"
    rf"|enthalten"
    r"|inclus(?:es)?|incluid[ao]s?|inclus[iaeo]|compres[iaeo]|inbegrepen)\b"
)
_IN_TIME = (
    r"\b(?:prices?|amounts?|totals?|rates?)\b[^.;!?]{0,30}\b(?:valid|appl(?:y|ies)|good"
    r"|holds?)\b[^.;!?]{0,15}\b(?:if|when|for|on|upon|with)\b[^.;!?]{0,15}"
    r"\b(?:paid|payments?)\b"
    r"|\b(?:after|less|net of)\b[^.;!?]{0,20}\b(?:early|prompt|cash|timely)"
    r"(?: payment)? discount\b|\badd [0-9.,]+ ?% (?:if|when) (?:paid|paying|payment)\b"
    r"|\b(?:early|prompt) payment (?:price|amount|total|rate)\b"
    r"|\b(?:preise?|betrag|betr[äa]ge)\b[^.;!?]{0,30}\b(?:gilt|gelten|g[üu]ltig)\b"
    r"[^.;!?]{0,10}\bnur\b[^.;!?]{0,15}\bzahlung"
    r"|\b(?:abz[üu]glich|nach abzug von|bereits abgezogen)[^.;!?]{0,20}\bskonto\b"
    r"|\bskonto[^.;!?]{0,20}\b(?:bereits )?(?:abgezogen|ber[üu]cksichtigt)\b"
    r"|\b(?:escompte|descuento por pronto pago|sconto cassa|betalingskorting)\b"
    r"[^.;!?]{0,20}\b(?:d[ée]j[àa] d[ée]duit|ya deducid[oa]|ya aplicad[oa]"
    r"|gi[àa] detratt[oa]"
    r"|gi[àa] applicat[oa]|reeds verrekend|reeds afgetrokken)\b"
)
SETTLED: Table = (
    (
        Reason.DUPLICATE_SUSPECT,
        words(_PAID),
        "is paid, or is set off",
    ),
    (
        Reason.ALLOWANCE_WRONG,
        words(_DEPOSIT),
        "is less than its total by what was or is kept of it",
    ),
    (
        Reason.SURCHARGE_UNAUTHORISED,
        words(_DUES),
        "asks for more than the goods",
    ),
    (
        Reason.ALLOWANCE_WRONG,
        words(_IN_TIME),
        "holds only for payment in time",
    ),
)
