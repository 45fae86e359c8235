"""Words that ask not to pay or book an invoice yet, or say that it is no final one.

Not phrases but what they are made of: a negation and a word for paying, a request and
a word for waiting, an amount and a word for what is still open, near each other.
"""

from extractors.codes import Reason
from extractors.layout.money.said import Table, words

_NEAR = r"(?:[^.;!?]|[.](?=[0-9])){0,40}"
_NOT_IF = r"(?![^.;!?]{0,60}\b(?:if|when|once|unless)\b)"
"""Behind a request: it is not for whoever paid already."""
_MISTAKE = (
    r"(?:by (?:mistake|accident)|in error|mistakenly|erroneously|versehentlich"
    r"|irrt[üu]mlich(?:erweise)?|f[äa]lschlicherweise|par (?:erreur|m[ée]garde)"
    r"|por error"
    r"|por equivocaci[óo]n|per (?:errore|sbaglio)|abusievelijk|per (?:vergissing"
    r"|ongeluk)|ten onrechte)"
)
_MADE = (
    r"(?:sent|issued|billed|charged|created|mailed|invoiced|printed|generated"
    r"|gesendet|geschickt|versandt|versendet|erstellt|berechnet|ausgestellt"
    r"|envoy[ée]e?s?|[ée]mise?s?|factur[ée]e?s?|adress[ée]e?s?|enviad[ao]s?"
    r"|emitid[ao]s?|facturad[ao]s?|inviat[aoe]|emess[aoe]|fatturat[aoie]|spedit[aoe]"
    r"|verzonden|verstuurd|gefactureerd|gestuurd|opgemaakt)"
)
_STOP = (
    r"\b(?:do|please do|should|must|need|to) ?not (?:yet )?(?:be )?(?:pay|paid|settled?"
    r"|remit(?:ted)?|book(?:ed)?|post(?:ed)?|process(?:ed)?|enter(?:ed)?) (?:this|it"
    r"|the"
    r"|yet|until|attached|our)\b"
    rf"|\b(?:please|kindly) (?:\w+ ){{0,2}}?(?:wait|hold off|hold payment"
    r"|(?:delay|defer|postpone|suspend|stop|withhold|hold) (?:\w+ ){0,2}(?:payment"
    rf"|booking|this|it)){_NOT_IF}\b"
    rf"|\b(?:please|kindly) (?:\w+ ){{0,2}}?(?:disregard|ignore|destroy|delete|discard"
    rf"|shred) (?:this|it|the (?:attached|enclosed|above|invoice)){_NOT_IF}\b"
    r"|\b(?:please|kindly) (?:destroy|shred|discard)\b"
    r"|\b(?:nicht|keinesfalls) (?:zu )?(?:[üu]berweisen|zahlen|bezahlen|begleichen"
    r"|ver?buchen|buchen|bearbeiten)\b"
    rf"|\b(?:zahlung|[üu]berweisung|buchung|begleichung)\w*{_NEAR}\b(?:warten|abwarten"
    r"|zur[üu]ck(?:zu)?(?:halten|stellen)|aussetzen|aus(?:zu)?setzen)\b"
    rf"|\b(?:warten|abwarten) sie{_NEAR}(?:zahlung|[üu]berweisung|buchung)"
    r"|\bne (?:pas|plus) (?:encore )?(?:en )?(?:payer|r[ée]gler|comptabiliser"
    r"|tenir compte|traiter)\b"
    r"|\bn(?:e |['’]en )(?:payez|r[ée]glez|comptabilisez|tenez) (?:pas|plus)\b"
    r"|\b(?:attendre|patienter|suspendre|diff[ée]rer|attendez|suspendez) (?:\w+ ){0,3}"
    r"(?:payer|r[ée]gler|paiement|r[èe]glement|comptabiliser)\b"
    r"|\bno (?:la |lo )?(?:pagar|abonar|contabilizar|paguen?|abonen?|contabilicen?"
    r"|procesen?|tener en cuenta|tengan? en cuenta)\b"
    r"|\b(?:esperen?|esperar|aplacen?|aplazar|retengan?|suspendan?) (?:\w+ ){0,3}"
    r"(?:pagar|pago|abono|abonar)\b"
    r"|\bnon (?:la |lo )?(?:pagare|saldare|registrare|contabilizzare|pagate|saldate"
    r"|registrate|tenere conto|tenerne conto)\b"
    r"|\b(?:attendere|attendete|sospendere|sospendete|rimandare) (?:\w+ ){0,3}"
    r"(?:pagare|pagamento|saldo|registrazione)\b"
    r"|\b(?:niet|nog niet) (?:te )?(?:betalen|voldoen|boeken|overmaken|verwerken)\b"
    r"|\bniet te (?:\w+ )?betalen\b|\b(?:wachten|wacht) (?:\w+ ){0,2}met (?:\w+ )?"
    r"(?:betal|boek)\w+|\bbetaling (?:\w+ ){0,3}(?:aan|op)houden\b"
)
_NOTHING = (
    r"\b(?:no need|not required|not necessary|no obligation) to (?:pay|remit"
    r"|send (?:any )?"
    r"(?:money|payment))\b|\bnothing (?:\w+ )?(?:is |to be )?(?:owed|payable|to pay)\b"
    r"|\bno (?:amount|sum|money) (?:is )?(?:due|owed|payable)\b"
    r"|\b(?:keine|keinerlei) (?:be)?zahlung (?:\w+ )?(?:erforderlich|n[öo]tig|notwendig"
    r"|f[äa]llig)\b|\b(?:nichts|nicht) (?:\w+ )?zu (?:be)?zahlen\b"
    r"|\b(?:ne )?rien (?:[àa] )?(?:payer|r[ée]gler)\b|\baucun (?:paiement|r[èe]glement)"
    r" (?:n['’]est )?(?:d[ûu]|requis|n[ée]cessaire|attendu)\b"
    r"|\bnada (?:que|por) pagar\b|\bno (?:se )?(?:requiere|precisa"
    r"|debe) (?:ning[úu]n )?pago\b"
    r"|\bnulla (?:[èe] )?(?:dovuto|da pagare)\b|\bnessun pagamento\b"
    r"|\bniets (?:te betalen|verschuldigd)\b|\bgeen betaling\b"
)
_OPEN = (
    r"\b(?:currently |still |being |is |are |now )(?:under|in) (?:dispute|review"
    r"|investigation)\b|\b(?:this|the|invoice|amount) (?:\w+ ){0,2}(?:is|has been|are) "
    r"(?:being )?(?:disputed|contested|queried)\b|\bdispute (?:case|no|id)\b"
    r"|\b(?:rechnung|betrag|menge|preis)\w*\b[^.;!?]{0,30}\b(?:strittig|in kl[äa]rung"
    r"|noch (?:nicht )?(?:gekl[äa]rt|offen|endg[üu]ltig))\b|\b(?:wird"
    r"|wurde) reklamiert\b"
    r"|\ben litige\b|\ben disputa\b|\ben litigio\b|\bin contestazione\b|\bin geschil\b"
    r"|\b(?:wordt|is) (?:door \w+ )?betwist\b"
    r"|\b(?:customer|buyer|purchaser|client|recipient) (?:has |is )?(?:contest|disput"
    r"|reject|refus|queri)\w*\b|\bnot (?:yet )?(?:been )?(?:approved|agreed"
    r"|authori[sz]ed"
    r"|confirmed|accepted) (?:by|with|for)\b"
    r"|\b(?:invoice|bill|it|amount|price)s? will be (?:replaced|corrected|re-?issued"
    r"|adjusted|amended|revised|reduced|credited|cancel+ed|reversed|withdrawn)\b"
    r"|\b(?:charge|invoice|bill|amount|entry) (?:was|has been|is) (?:reversed|withdrawn"
    r"|retracted|rescinded|cancel+ed|voided)\b"
    r"|\b(?:is|are) an? (?:approximation|estimation|guess)\b|\bapproximate (?:amount"
    r"|total"
    r"|price)s?\b|\b(?:hinf[äa]llig|gegenstandslos)\b|\bsans objet\b|\bsin efecto\b"
    r"|\b(?:[èe]|ritenersi|considerarsi) null[ao]\b|\bkomt te vervallen\b"
    r"|\b(?:noch|erst) (?:nicht )?(?:endg[üu]ltig|festzulegen|zu best[äa]tigen)\b"
    r"|\b(?:[àa]|reste [àa]) (?:confirmer|d[ée]finir|d[ée]terminer)\b"
    r"|\b(?:pendiente|por|a) (?:de )?(?:confirmar|determinar|definir)\b"
    r"|\bda (?:confermare|definire|determinare)\b|\b(?:nog )?(?:vast te stellen"
    r"|te bepalen"
    r"|te bevestigen)\b"
    r"|\b(?:billed|invoiced|charged) (?:ahead of|before|prior to"
    r"|in advance of) (?:\w+ )?"
    r"(?:ship\w+|deliver\w+|dispatch)\b|\b(?:berechnung|rechnungsstellung|fakturierung)"
    r" vor (?:der )?(?:aus)?lieferung\b|\bfactur[ée]e?s? avant (?:la )?(?:livraison"
    r"|exp[ée]dition)\b|\bfacturad[oa] antes de (?:la )?(?:entrega|env[íi]o)\b"
    r"|\bfatturat[oa] prima della (?:consegna|spedizione)\b"
    r"|\bgefactureerd v[óo][óo]r (?:de )?(?:levering|verzending)\b"
    r"|\b(?:provisional|preliminary|tentative|indicative) (?:tax )?(?:invoice|bill"
    r"|amounts?|prices?|totals?|charges?)\b"
    r"|\b(?:prices?|amounts?|quantit(?:y|ies)|totals?|invoice|charges?) (?:shown )?"
    r"(?:is |are )?(?:still )?subject to (?:\w+ )?(?:confirmation|approval|verification"
    r"|adjustment|final|review|reweigh\w*|weighing|inspection)\b"
    r"|\b(?:final|actual) (?:amount|price|weight|total|invoice|charge)s? (?:(?:is "
    r"|are )?"
    r"(?:to follow|to be|after|upon|pending)|follows?|will (?:follow|be (?:billed|sent"
    r"|determined|advised)))\b"
    r"|\b(?:offer|quotation|quote|proposal|estimate) (?:is )?valid (?:until|till|thr"
    r"|for)\w*|\bmemo (?:invoice|bill)\b"
    r"|\bself ?bill(?:ing|ed)?(?: tax)? invoice\b"
    r"|\bsubject to (?:your |management |final )?approval\b(?! of)"
    r"|\b(?:draft|invoice|sent|submitted) for (?:your )?approval\b"
    r"|\bvorl[äa]ufige[rn]? (?:rechnung|abrechnung|preise?|betr[äa]ge?|betrag)\b"
    r"|\brechnungsentwurf\b|\bangebot (?:ist )?g[üu]ltig bis\b|\bzur freigabe\b"
    r"|\b(?:facture|montants?|prix) (?:provisoires?|indicatifs?|[àa] confirmer)\b"
    r"|\boffre valable jusqu|\bsous r[ée]serve (?:de |d['’])"
    r"(?:confirmation|validation|v[ée]rification)\b|\bautofacturation\b"
    r"|\b(?:factura|importes?|precios?) (?:provisional(?:es)?|orientativ[ao]s?)\b"
    r"|\boferta v[áa]lida hasta\b|\bsujet[ao]s? a (?:confirmaci[óo]n"
    r"|revisi[óo]n|aprobaci[óo]n)\b|\bborrador de factura\b"
    r"|\b(?:fattura|import[oi]|prezz[oi]) (?:provvisori[ao]?|indicativ[oi]"
    r"|da confermare)\b|\bofferta valida fino\b|\bsalvo conguaglio\b"
    r"|\bbozza di fattura\b|\bvoorlopige (?:factuur|prijs|prijzen)\b"
    r"|\bofferte geldig tot\b|\bonder voorbehoud van (?:goedkeuring"
    r"|controle|naweging)\b|\bconceptfactuur\b"
)
_INSTEAD = (
    r"\b(?:this|the present|diese|cette|la pr[ée]sente|esta|la presente|questa|deze) "
    r"(?:invoice|bill|copy|document|version|rechnung|fassung|facture|version|factura"
    r"|versi[óo]n|fattura|versione|factuur|versie) (?:\w+ )?(?:cancels|replaces"
    r"|supersedes|corrects|ersetzt|storniert|korrigiert|annule|remplace|rectifie|anula"
    r"|sustituye|reemplaza|annulla|sostituisce|rettifica|vervangt|corrigeert)\b"
    r"|\b(?:supersedes|replaces|cancels) (?:all |any |the |our |your )*(?:previous"
    r"|prior"
    r"|earlier|former|preceding|last|original|first) (?:one|versions?|copy|copies"
    r"|bills?"
    r"|invoices?|documents?|issues?|papers?)\b"
    r"|\bersetzt (?:\w+ ){0,2}(?:vorherige|bisherige|fr[üu]here|erste)\w*"
    r"|\bremplace (?:\w+ ){0,2}(?:pr[ée]c[ée]dente?s?|ant[ée]rieure?s?)"
    r"|\b(?:sustituye|reemplaza) (?:\w+ ){0,2}anterior(?:es)?\b"
    r"|\bsostituisce (?:\w+ ){0,2}precedent[ei]\b|\bvervangt (?:\w+ ){0,2}(?:vorige"
    r"|eerdere)"
)
STOPPED: Table = (
    (
        Reason.REVISED_INVOICE,
        words(_INSTEAD),
        "stands for an earlier one",
    ),
    (
        Reason.INCOMPLETE_READING,
        words(f"{_STOP}|{_NOTHING}"),
        "is not to be paid or booked, or not yet",
    ),
    (
        Reason.INCOMPLETE_READING,
        words(
            rf"\b{_MADE}\b{_NEAR}\b{_MISTAKE}\b|\b{_MISTAKE}\b{_NEAR}\b{_MADE}\b"
            r"|\b(?:voided|cancel+ed) (?:on )?[0-9]"
        ),
        "was made by mistake, or is cancelled",
    ),
    (
        Reason.INCOMPLETE_READING,
        words(_OPEN),
        "is not final, or not agreed upon",
    ),
)
