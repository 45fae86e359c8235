"""The words of which plain sentences about an invoice are made, in six languages.

Beside those of covering mails: how it is to be paid, by when, what to quote, whom to
ask. Words that may turn a sentence round ("not", "already", "hold") are not among them.
"""

import re

from extractors.covering.words import HARMLESS

_ENGLISH = """
able accept accepted access accountant accounting accounts accurate ach acknowledge
acknowledgement acrobat actual address adobe advising agreed agreement amount amounts ap
appear appears applies apply approved ar arrange arrive arrived assist assistance
available balance bank billed bills card cards certified certify check checks cheque
cheques code come comes coming company computer concern concerns conditions contacting
convenience county couple cover covering covers created currency day days declare
delivered deposit described details directed distributor dollars download due eft
electronic electronically enrol ensure entire eur euros evening event every exempt
fiscal format forward free freely gbp general generated go goes going governed gst
handling happy have hesitate hope hst huge include indicate instructions invoiced
invoicing issue issued keep kept last law laws learn legal let letter link log login
looking major make making matching mention mentioned minute moment month monthly months
need needed net number office once open option options or original our owed owing
paperless particulars pay payable paying payment payments percent plus portion prefer
prepaid price prices pricing print printed process processed processing prompt promptly
property provide purposes quotation quote quoted reach reader ready receivable
receivables received receives receiving recent recently regard register registered remit
remittance remitted remitting rendered reply require resale retain review reviewing sale
sales scan scanned secure sending settle shipped sign sign-up signature signed simply
something soon specified standard state state's subject submit submitted submitting sum
supplied tax taxable taxes terms than timely transfer true until upon usa usd valid vat
view website wire within without wonderful worksheet years yours
"""
_GERMAN = """
abzug agb allgemeine allgemeinen anfrage angabe angeben ansprechpartner anweisen
ausgestellt auszugleichen baldmöglichst bank bankkonto bankverbindung bedingungen
begleichen begleichung berechnen berechnet bestellten betrag betrages bis bitten brutto
buchhaltung buchung danach das dollar eigentum eingang einkauf elektronisch entspricht
erfolgt erlauben erstellt euro folgt fragen fällig fälligkeit für geben gelten geltenden
genannten gesamtbetrag geschäftsbedingungen gesetzliche gesetzlichen gültig innerhalb
jederzeit kommenden kontaktieren konto leisten leistung leistungen leistungsdatum
lieferbedingungen lieferdatum liegt maschinell mehrwertsteuer monat mwst nach nebst
netto nächsten ohne preis preise prozent prüfen rechnungsbetrag rechnungsdatum
rechnungsnummer rein rückfragen skonto sofort stehen steht stellen summe tage tagen
telefonisch umsatzsteuer unserer unterschrift ust veranlassen vereinbart vereinbarten
vereinbarungsgemäß verfügung verkaufsbedingungen vertrauen verwendungszweck wenden
werden wird zahlbar zahlen zahlung zahlungen zahlungsbedingungen zahlungseingang
zahlungsfrist zahlungsziel zuzüglich überweisen überweisung
"""
_FRENCH = """
accord acquitter adressée afin agréable avant bancaire banque chèque comptabilité
comptable compte conditions contacter coordonnées correspond correspondant date dispose
disposition dollars due débits délai dû effectuer emise euros exigible fin fois
générales ht indiquer issue jour jours mention mentionner mentionnez mois montant net
notre paiement payable payer plaisir procéder prévu question questions rappelant
rappeler remercions renseignement reste restons règlement régler service signature
solde somme soumise taux ttc tva valable valeur vente versement virement voie échéance
électronique électroniquement émise établie
"""
_SPANISH = """
abonar acuse administración antes bancaria banco cheque comprobante condiciones conforme
consulta consultas contabilidad contactar contacte disposición duda dudas dólares
electrónica electrónicamente emitida emitido euros firma fue generales importe indicando
indicar indique iva legal lunes mencionar neto pagadera pagadero pagar pago plazo precio
proceder quedamos realice realizar realizará recibo saldo sujeta transferencia
validez vence vencimiento venta válida
"""
_ITALIAN = """
amministrazione banca bancario bonifico chiarimento citare condizioni contabilità
contattare disposizione dollari domanda domande effettuare elettronica elettronicamente
emessa entro euro fine firma fiscale generali giorni giorno importo indicando indicare
iva legge mese netto ordine pagabile pagamento pagare preghiamo previsto prezzo
procedere restiamo ricevimento saldo scade scadenza secondo soggetta valida valore
vendita versamento
"""
_DUTCH = """
administratie algemene bank bedrag betalen betaling betalingstermijn binnen boekhouding
btw contact dagen dollar elektronisch euro factuurbedrag factuurdatum factuurnummer
gaarne geldig gelieve gerust handtekening hierbij inclusief kenmerk kunnen kunt
leveringsvoorwaarden maken neem neemt netto onder ontvangen ontvangt opgemaakt opgesteld
opnemen over overmaken overschrijven rekening rekeningnummer termijn toepassing
uiterlijk vermelden vermelding vervaldatum verzoeken voldoen voorwaarden vragen
vriendelijk
"""
UNDERSTOOD = HARMLESS | frozenset(
    f"{_ENGLISH} {_GERMAN} {_FRENCH} {_SPANISH} {_ITALIAN} {_DUTCH}".split()
)
"""In small letters."""
_NOT_OF_A_PAPER = frozenset(
    {
        *("copy", "consignment", "consignments", "partial", "statement", "copia"),
        *("copie", "objet", "deposit", "anticipo", "bereits", "già", "ya", "déjà"),
    }
)
OF_A_PAPER = UNDERSTOOD - _NOT_OF_A_PAPER
"""Of an invoice itself: a letter brings "a copy", and a paper that is one says so."""

PHRASES = re.compile(
    r"\b(?:true and correct|return (?:this|the) (?:\w+ )?(?:portion|slip|stub|coupon"
    r"|section)|(?:freight|shipment|shipping|postage) (?:has been |is "
    r"|was )?(?:pre)?paid"
    r"(?: by (?:sender|shipper|us))?|collected by \w+|refer to|on (?:the )?reverse"
    r"|(?:hard|paper|printed) cop(?:y"
    r"|ies)[^.!?]{0,30}(?:will )?not (?:be )?(?:mailed|sent"
    r"|posted|follow)|a new invoice (?:is|has been) (?:\w+ )?(?:ready|available|posted"
    r"|created"
    r"|issued|generated)|you have (?:\w+ )?a new invoice|new invoice from"
    r"|drop[- ]?ship\w*|you(?: will|['’]ll) (?:need|find|receive)"
    r"|(?:sorry|apologi[sz]e|apologies) for (?:the|any) (?:delay|late\w*|inconvenience)"
    r"(?: in| of)?(?: getting| sending| with)?|thank(?:s| you) in advance"
    r"|in advance for|credit cards?|no later than"
    r"|at your (?:earliest )?convenience|valid without (?:a )?signature|free to"
    r"|without (?:signature|deduction)|no (?:signature|stamp) (?:is )?(?:required"
    r"|needed)"
    r"|requires no signature|not subject to (?:sales )?tax|tax exempt"
    r"|ohne (?:unterschrift|abzug|abzüge)|sans signature|sin firma|senza firma"
    r"|zonder handtekening|for your (?:records|files|reference|convenience|review)"
    r"|as (?:agreed|discussed|requested|usual)|past due (?:amounts|balances|accounts|in"
    r"voices)|due (?:date|on|by|in|upon|within)|net (?:amount|total))\b",
    re.IGNORECASE,
)
"""Taken out of a sentence before its words are looked at."""

OF_MONEY = re.compile(
    r"\b(?:invoices?|bill(?:s|ed|ing)?|amounts?|price|pa(?:y|id|yments?|ying)|owed?"
    r"|owing|credit(?:s|ed)?|charge[sd]?|balance|money|refund\w*|deposits?|totals?|due"
    r"|rechnung\w*|betr[aä]g\w*|preis|\w*zahl\w*|überweis\w*|gutschrift\w*|schuld\w*"
    r"|factur\w*|montants?|prix|paie\w*|pay[ée]\w*|r[éè]gl\w*|avoir|import[ei]s?"
    r"|importo|precio|pag[aou]\w*|abon\w*|fattur\w*|prezzo|saldo|dovut\w*|\w*factuur"
    r"|facturen|\w*bedrag\w*|prijs|betal\w*|verschuldig\w*|deduct\w*|costs?|pricing"
    r"|allowances?|approv\w*|freigabe\w*|somme|cargos?|nota (?:de|di) (?:cr[ée]dito"
    r"|abono)|cr[ée]dit\w*|creditnota|goedkeuring|approvazione|aprobaci[óo]n"
    r"|validation|shortage|differenz\w*|pro-?forma|konto|cuenta|conto|rekening|compte"
    r"|vorkasse|standing order)\b",
    re.IGNORECASE,
)
"""What a sentence of a letter speaks of that concerns an invoice."""
OF_THIS = re.compile(
    r"\b(?:this|above|attached|enclosed|present) (?:\w+ )?(?:invoice|bill|amount|charge"
    r"|total|price|balance|copy|document|sum|rate|debt)\b|\bthis (?:is|was|has|will)\b"
    r"|\bthis one\b|\b(?:amount|total|price|quantity|balance)s? (?:shown|above|stated"
    r"|billed|invoiced|due) (?:is|are|has|have|was|were|will)\b"
    r"|\byour account (?:shows|has|is|was|will)\b"
    r"|\b(?:diese[rnsm]?|vorliegende[rn]?|obige[rn]?) (?:\w*rechnung|\w*betrag|preise?"
    r"|beleg|forderung|posten)\b|\b(?:cette|la pr[ée]sente) (?:facture|somme)\b"
    r"|\bce (?:montant|prix|document)\b|\b(?:esta|la presente) factura\b"
    r"|\beste (?:importe|documento|precio)\b|\b(?:questa|la presente) fattura\b"
    r"|\bquest[oa] (?:importo|documento|prezzo|somma)\b|\bdeze (?:factuur|prijs)\b"
    r"|\bdit (?:bedrag|document)\b"
    r"|\bthe (?:\w+ )?(?:invoice|bill|amount|charge|total|price|balance|order|money)"
    r" (?:has|had|was|were)\b|\b(?:der|die|das|den) \w*(?:rechnung|betrag|preis|summe)"
    r" (?:wurde|war|hat)\b|\b(?:la facture|le montant|la somme|le prix) (?:a|avait)\b"
    r"|\b(?:la factura|el importe|el precio) (?:fue|ha|qued[óo])\b"
    r"|\b(?:la fattura|l['’]importo|il prezzo) (?:[èe] stat[ao]|fu)\b"
    r"|\b(?:de factuur|het bedrag|de prijs) (?:werd|is ge\w+|heeft)\b",
    re.IGNORECASE,
)
"""What a sentence of an invoice itself speaks of that is no term of all of them."""
OF_ANY = re.compile(
    r"\b(?:claims?|complaints?|reklamation\w*|réclamations?|reclamos?|reclami|reclames"
    r"|all (?:orders|sales|goods|returns|prices|shipments)|cannot|will not be accepted"
    r"|(?:only|solo|soltanto|nur|uniquement|alleen) (?:if|with|upon|after|se|con"
    r"|previa|mit|nach|avec|après|met|na)|without (?:prior |our )*(?:authori[sz]ation"
    r"|approval|consent|rma)"
    r"|if|unless|whether|may|must|shall|should|can|could|any|each|every|whenever"
    r"|wenn|falls|sofern|soweit|sollten?|kann|k[öo]nnen|muss|m[üu]ssen|jede[rnms]?"
    r"|si (?!prega)|sauf|peut|peuvent|doit|doivent|toute?s?|chaque|debe\w*|puede\w*"
    r"|cada"
    r"|cualquier|qualora|deve|devono|pu[òo]|possono|ogni|indien|als|kan|moet\w*|elke"
    r"|governed by|subject to (?:our|the|these)|terms (?:and|of))\b|\?\s*$"
    r"|^\W*se (?:il|la|lo|non|avete|ha|hai|vi|le|questa)\b",
    re.IGNORECASE,
)
"""What terms are told by that hold for any invoice, and what is only asked."""
REFERS = re.compile(
    r"\b(?:on|of|in|to|with|for|by|under|from|per|regarding|concerning|about|which|that"
    r"|against|mit|zu|auf|in|bei|aus|von|sur|de|dans|à|par|pour|avec|en|con|a|di|su|per"
    r"|nel(?:la)?|della?|op|van|met|bij|voor) $",
    re.IGNORECASE,
)
"""A word before the name of an invoice by which a sentence only refers to it."""
TERMS = re.compile(
    r"\b(?:title|ownership|property|eigentum\w*|propri[ée]t[ée]|dominio|propiedad"
    r"|propriet[àa]|eigendom|interest|finance charges?|service charges?|late (?:fees?"
    r"|charges?)|penalt\w*|verzug\w*|p[ée]nalit\w*|int[ée]r[êe]ts?|indemnit[ée]|mora"
    r"|intereses|interessi|rente|mahn\w*|restocking|returned checks?|rma|warrant\w*"
    r"|liab\w*|gew[äa]hr\w*|garanti\w*|collection|attorney\w*|jurisdiction|courts?"
    r"|gerichtsstand|tribuna\w*|foro|laws?|nsf|vat|tva|iva|mwst|btw|tax\w*|\w*steuer\w*"
    r"|conai|escompte|skonto|discount|sconto|descuento|korting|overdue|past due"
    r"|delinquent|retard|non-?refundable|unauthori[sz]ed|privacy|electronic\w*"
    r"|insurance"
    r"|shortages?|dept|department|surcharges?|cash|credit cards?)\b",
    re.IGNORECASE,
)
"""What the fine print of most invoices is about, whatever it says of it."""
