"""Turns of phrase of covering mails, in six languages, that no single word decides."""

import re


def _any(*patterns: str) -> re.Pattern[str]:
    joined = "|".join(p.replace(" ", r"\s+") for p in patterns)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)


_HOUSE = r"(?:warehouse|plant|dock|facility|factory|building|premises|location)"
_COUNTS = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3})"
_LOADS = r"(?:cartons?|box(?:es)?|pallets?|parcels?|packages?|skids?|cases|crates)"
HARMLESS = _any(
    # Labels of forms.
    r"ship(?:s|ping|ped|ment)? (?:via|to|from|date|method|notice|notification|file|log"
    r"|confirmation|list|report|data|advice|details)",
    r"(?:no|nos|nr|num|n[°º])[.°º]*\s*(?=[:#]?\s*\w*\d)",
    # What a machine says of its own mail.
    r"(?:please )?(?:do not|don['’]t|cannot) (?:reply|respond|hesitate)(?: to)?",
    r"(?:is|are) (?:not|un)\s?(?:be(?:ing)? )?(?:read|monitored|attended|checked)",
    r"(?:message|notification|mail|it) could not be delivered",
    r"antworten sie (?:bitte )?nicht|bitte nicht antworten|nicht auf diese"
    r" (?:e-?)?mail",
    r"(?:ne pas|merci de ne pas|ne) r[ée]pondre(?: pas)?",
    r"no (?:responda|conteste)n?|non (?:rispondere|rispondete|risponda)",
    r"niet (?:te )?(?:be)?antwoorden|niet reageren",
    # Where more is to be found, and how to ask.
    r"you (?:can|may) (?:also )?(?:track|follow|find|see|view|check|trace)",
    r"(?:you will|you['’]ll) (?:also )?find|looking forward|another copy",
    r"let (?:us|me) know (?:if|of|in case) [^.!?]{0,60}",
    r"z[öo]gern sie (?:bitte )?nicht|k[öo]nnen sie[^.!?]{0,40}(?:verfolgen|einsehen"
    r"|abrufen)",
    r"n['’]h[ée]sitez pas|vous pouvez[^.!?]{0,20}(?:suivre|consulter|trouver)",
    r"no duden? en|puede(?:n|s)? (?:seguir|consultar|ver|rastrear)",
    r"non esit(?:i|ate|are)|(?:può|potete|puoi) (?:seguire|consultare|monitorare"
    r"|verificare)",
    r"(?:aarzel|schroom) niet|(?:kunt u|kun je|u kunt|je kunt)[^.!?]{0,30}(?:volgen"
    r"|vinden)",
    # Taking leave.
    r"see you (?:soon|later|then|next time)|(?:[àa] tr[èe]s |[àa] )bient[ôo]t|bis bald"
    r"|hasta (?:luego|pronto)|a presto|tot (?:ziens|gauw)",
    # That it left, from where.
    rf"(?:left|departed|from|out of) (?:our|the|their) (?:\w+ )?{_HOUSE}",
    r"(?:aus )?unser(?:em)? (?:lager|haus|werk)",
    r"notre (?:entrep[ôo]t|usine|magasin)|nuestr[oa]s? (?:almac[ée]n|f[áa]brica)"
    r"|(?:il )?nostro (?:magazzino|stabilimento)|lasciato|ons magazijn",
    rf"{_COUNTS} {_LOADS}(?! of)",
    # When it comes.
    r"(?:estimated|expected|scheduled|anticipated) (?:date of )?(?:delivery|arrival)"
    r"(?: date)?",
    r"(?:should|will|is expected to|are expected to) (?:arrive|be delivered|be with you"
    r"|reach you)(?: by| on| in| within)?(?: tomorrow| the next)?",
    r"voraussichtlich\w* (?:zustell|liefer|ankunft)\w*|(?:wird|sollte|d[üu]rfte)"
    r"[^.!?]{0,40}(?:zugestellt|eintreffen|ankommen)",
    r"(?:sera|seront|devrait [êe]tre) livr[ée]e?s?|livraison (?:pr[ée]vue|estim[ée]e)",
    r"ser[áa]n? entregad[oa]s?|llegar[áa]n?|entrega (?:prevista|estimada)",
    r"(?:sar[àa]|verr[àa]) consegnat[oa]|arriver[àa]|consegna (?:prevista|stimata)",
    r"(?:wordt|worden) [^.!?]{0,30}bezorgd|verwachte (?:levering|bezorging|leverdatum)",
    # The bill comes by itself.
    r"(?:(?:the|our|your) )?invoices? (?:will|to|shall) (?:follow|be (?:sent|mailed"
    r"|e-?mailed|issued))(?: separately| later| shortly)?",
    r"rechnung (?:folgt|(?:erhalten|bekommen) sie)[^.!?]{0,40}",
    r"facture (?:suivra|vous (?:parviendra|sera))[^.!?]{0,40}",
    r"factura (?:se enviar[áa]|seguir[áa]|llegar[áa])[^.!?]{0,40}",
    r"fattura (?:seguir[àa]|verr[àa])[^.!?]{0,40}|factuur (?:volgt|ontvangt"
    r" u)[^.!?]{0,40}",
    # That there is no number.
    r"(?:there is |with )?no tracking(?: number)?(?: is)?(?: available| for)?",
)
"""Taken out of a sentence before its words are looked at."""

DOUBTFUL = _any(
    r"on order|en commande|in (?:the )?works",
    rf"{_COUNTS} (?:of|von|sur|de|di|van)(?: the| los| den| les)?"
    rf" {_COUNTS}(?! {_LOADS}| pages?| pallets?)",
)
"""Words that are harmless one by one, and together are not."""

CONDITION = re.compile(
    r"\W*(?:(?:and|please note|note) )?(?:if|should|unless|in case|falls|sollten?|wenn"
    r"|bei (?:etwaigen |weiteren )?(?:r[üu]ck)?fragen|im falle|en cas|en caso|s['’]il"
    r"|si (?:vous|le|la|les|tiene\w*|necesita\w*|desea\w*|usted|hay)|qualora"
    r"|se (?:avete|ha(?:i)? domande|dovess\w*|doveste|desidera\w*|necessario|vi)"
    r"|in caso|nel caso|indien|als (?:u|je|er|het)|mocht)\b",
    re.IGNORECASE,
)
"""How a sentence begins that asserts nothing."""

ASIDE = re.compile(
    r"confidential|privileged|intended (?:solely|only|recipient)|unsubscribe"
    r"|vertraulich|confidentiel|confidencial|riservat|vertrouwelijk|disclaimer"
    r"|viruse?s?\b|newsletter"
    r"|%|\bdiscount|\bcoupon|\bcatalog|\bsave \$|next order|\bshop now|follow us on"
    r"|opening hours|business hours|office hours|[öo]ffnungszeiten|terms and conditions"
    r"|terms of sale|conditions (?:g[ée]n[ée]rales|of sale)|gesch[äa]ftsbedingungen"
    r"|\bagb\b|rabatt|privacy|datenschutz|sent from (?:my|mail)|returns? polic"
    r"|environment|umwelt|imprimer|drucken|\bprint(?:ing)? this",
    re.IGNORECASE,
)
"""What stands in every mail of a firm: its terms, its offers, its hours."""

CLOSING = re.compile(
    r"\W*(?:--|(?:(?:best|kind|warm|kindest|many)\s+)?(?:regards|wishes)|sincerely|cheers"
    r"|yours (?:truly|sincerely|faithfully)|(?:many )?thanks|thank you|best"
    r"|(?:mit )?(?:freundlichen?|besten?|herzlichen?|viele|liebe|sch[öo]ne)"
    r" gr[üu](?:ß|ss)e?n?"
    r"|mfg|(?:bien )?cordialement|(?:un )?(?:cordial )?saludos?(?: cordial(?:es)?)?"
    r"|atentamente|(?:cordiali|distinti) saluti|(?:met )?(?:vriendelijke|hartelijke)"
    r" groet"
    r"(?:en)?|mvg)\b\W*(?:\w[\w.'’-]*(?:[^\w.'’-]+|$)){0,3}$",
    re.IGNORECASE,
)
"""A line after which a mail names who wrote it."""
