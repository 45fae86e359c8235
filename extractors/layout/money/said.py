"""Words that speak against paying an invoice, wherever in a mail they stand."""

import re
from collections.abc import Callable, Iterator

from extractors.codes import Reason
from extractors.layout.replaced import replaced
from extractors.sought import Sought
from extractors.values import Issue


def words(pattern: str) -> Sought:
    """Return a pattern in which a blank may be a hyphen, or the end of a line."""
    return Sought(pattern.replace(" ?", r"[\s-]*").replace(" ", r"[\s-]+"))


Table = tuple[tuple[Reason, Sought, str], ...]
PRINTED: Table = (
    (
        Reason.REVISED_INVOICE,
        replaced("invoice"),
        "stands for another invoice",
    ),
    (
        Reason.REVISED_INVOICE,
        words(
            r"\binvoice (?:corrects|replaces|supersedes|cancels|amends)\b"
            r"|\b(?:disregard|ignore) (?:our |the |any )?(?:earlier|previous|prior|last"
            r"|first|original) (?:invoice|bill)\b"
            r"|\bcredit (?:memo|note)s? (?:(?:is )?to follow|follows"
            r"|will (?:follow|be issued))|\bfinal invoice (?:is )?(?:to follow|follows"
            r"|will (?:follow|be (?:issued|sent)))\b"
            r"|\bfacture d['’]avoir\b|\bfattura correttiva\b"
        ),
        "stands for another invoice, or is to be corrected",
    ),
    (
        Reason.DUPLICATE_SUSPECT,
        words(
            r"\bduplicate (?:tax )?invoice\b|\binvoice (?:copy|duplicate|reprint)\b"
            r"|\b(?:copy|reprint|duplicate) of (?:the |your )?(?:original )?invoice\b"
            r"|\bduplicate of\b[^.\n]{0,12}\binvoice\b"
            r"|\binvoice [(–-]?(?:copy|duplicate|paid)\b"
            r"|\boriginal (?:invoice )?(?:to follow|follows|will follow)\b"
            r"|\bfor (?:your |our )?(?:records|information) only\b"
            r"|\bpaid in full\b|\b(?:balance|amount) due:? \$?0[.,]00\b"
            r"|\balready paid\b|\bbalance:?  ?\$0[.,]00\b"
            r"|\bthank you for your payment\b|\bpayment (?:was |has been )?received\b"
            r"|\bcharged to (?:your |the )?(?:\w+ ){0,2}(?:card|visa|mastercard|amex"
            r"|american express|discover|account)\b|\bpaid by (?:\w+ ){0,2}card\b"
            r"|\b(?:visa|mastercard|amex|american express|discover|account|card) "
            r"(?:ending|ends)(?: in| with)? [0-9*x]{4}\b"
            r"|\bstatus ?: ?(?:paid|settled|closed|cleared)\b"
            r"|\b(?:ch|ck|chk|check|cheque)\.? ?(?:#|no\.?|nr\.?) ?[0-9]+\b[^\n]{0,30}"
            r"\b(?:applied|received|cleared|posted|credited)\b"
            r"|\bnet of (?:\w+ ){0,2}credits?\b"
            r"|\bdankend (?:erhalten|bezahlt)\b|\bbetrag (?:in bar |bar )?erhalten\b"
            r"|\b(?:paiement|r[èe]glement|montant) (?:bien )?re[çc]u\b"
            r"|\b(?:pago|importe) recibido\b|\b(?:pagamento|importo) ricevuto\b"
            r"|\b(?:betaling|bedrag) (?:in dank )?ontvangen\b"
            r"|\bcard (?:was |has been |will be )?charged\b"
            r"|\b(?:paid|billed) (?:with|via|to|using) (?:\w+ ){0,2}card\b"
            r"|\bcard (?:ending (?:in )?[0-9*x]{4}|on file)\b"
            r"|\bno payment (?:is )?(?:due|required)\b|\bdo not remit\b"
            r"|\bprepaid order\b|\bpayment (?:terms )?:? ?prepaid\b"
            r"|(?:^|\n|[\s-]{2})terms:? ?prepaid\b"
            r"|\b(?:will be|was|has been|is) (?:automatically )?(?:debited|drafted"
            r"|withdrawn|collected|auto-?debited)\b|\bauto-?pay\b"
            r"|\bper lastschrift\b|\bwird (?:\w+ ){0,4}(?:abgebucht|eingezogen)\b"
            r"|\bsera (?:pr[ée]lev[ée]|d[ée]bit[ée])|\bprelevamento automatico\b"
            r"|\bautomatisch ge[ïi]n(?:casseerd|d)\b|\bse (?:adeudar|cargar)[áa]\b"
            r"|\b(?:second|third|2nd|3rd|final) (?:request|notice|reminder)\b"
            r"|\brechnungs(?:kopie|duplikat)\b|\brechnung (?:kopie|duplikat)\b"
            r"|\b(?:duplicata|copie) de (?:la )?facture\b|\bfacture acquitt[ée]e\b"
            r"|\b(?:duplicado|copia) de (?:la )?factura\b|\bfactura duplicada\b"
            r"|\b(?:duplicato|copia) (?:della )?fattura\b|\bfattura quietanzata\b"
            r"|\bkopie ?factuur\b|\bfactuur kopie\b"
        ),
        "says that it is paid, is collected, or repeats another one",
    ),
    (
        Reason.INCOMPLETE_READING,
        words(
            r"\bdo not pay\b(?! (?:in |by |any )?(?:cash|drivers?))"
            r"|\bnot an? (?:demand|request|claim) for payment\b"
            r"|\bfor (?:review|approval|reference|training)(?: purposes)? only\b"
            r"|\bstatus ?: ?(?:draft|void(?:ed)?|cancel+ed|on hold|disputed"
            r"|pending approval)\b|\bnot payable (?:until|before|yet)\b"
            r"|\binvoice ?[–—/(-]+ ?(?:quotation|quote|estimate|sample|proposal)\b"
            r"(?! ?(?:#|no\b|number|ref|:))|\btraining document\b"
            r"|\bplease cancel (?:\w+ ){0,2}(?:po|p\.o\.|purchase order|order)\b"
            r"|\bamounts? (?:is|are) (?:only )?(?:an? )?estimate[ds]?\b"
            r"|(?-i:\b(?:DEBIT|Debit) (?:NOTE|[Nn]ote|MEMO|[Mm]emo)\b)"
            r"(?! (?:will|may|is|are|must|shall))"
            r"|\bbelastungsanzeige\b|\bnote de d[ée]bit\b|\bnota d[ei] d[ée]bito\b"
            r"|\bnota de cargo\b|\bdebetnota\b"
            r"|\bnot an? (?:invoice|bill)\b|\bvoid(?:ed)? invoice\b"
            r"|\binvoice (?:is |was )?(?:void|voided|cancel+ed|draft)\b"
            r"|\binvoice(?: [–-])? [(]?(?:void|cancel+ed|draft|sample)\b"
            r"|(?<!\w)\*+ ?void ?\*+|\bthis is (?:only )?an? (?:estimate|quote|draft)\b"
            r"|\b(?:for )?customs (?:purposes )?only\b|\bnot for payment\b"
            r"|\b(?:on|goods on) consignment\b|\bconsignment (?:goods|stock|sale)\b"
            r"|\bpayable when sold\b|\bsale or return\b"
        ),
        "takes itself back, or is not payable yet",
    ),
    (
        Reason.INCOMPLETE_READING,
        words(
            r"\b(?:invoice|account|receivable|debt)s? (?:ha(?:s|ve) been|is|was|were)"
            r" (?:assigned|sold|factored|transferred) to\b|\bnotice of assignment\b"
            r"|\bpay(?:able)? only to\b|\bcession de cr[ée]ance\b|\babgetreten\b"
            r"|\bcesi[óo]n de cr[ée]dito\b|\bcessione del credito\b"
        ),
        "asks to pay somebody else",
    ),
    (
        Reason.INCOMPLETE_READING,
        words(
            r"\b(?:deposit|advance(?: payment)?|pre-?payment|down ?payment|progress"
            r"|interim|partial|sample|draft|estimate[d]?|specimen|pro ?forma) "
            r"(?:tax )?invoice\b|\binvoice [1-9] of [2-9]\b"
            r"|\binstal+ment (?:no\.? ?|# ?)?[0-9]+ ?(?:of|/) ?[0-9]+\b"
            r"|\b(?:rate|teilrate|[ée]ch[ée]ance|cuota|plazo|rata|termijn) [0-9]+ "
            r"(?:von|sur|de|di|van) [0-9]+\b|\b(?:first|second|third|[1-9](?:st|nd|rd"
            r"|th)) (?:of [a-z0-9]+ )?instal+ment\b"
            r"|\b[0-9]{1,2} ?% (?:deposit|down ?payment|pre-?payment|advance|anzahlung"
            r"|vorauszahlung|acompte|anticipo|acconto|aanbetaling)\b"
            r"(?! (?:is |are |may |will |must |required))|\bpre-?payment required\b"
            r"|\bgoods (?:have |has )?not (?:yet )?(?:been )?(?:shipped|sent|dispatched"
            r"|delivered)\b"
            r"|\b(?:anzahlungs|abschlags|teil|akonto|vorauszahlungs|vorab|proforma)-?"
            r"rechnung\b|\bfacture (?:d.?acompte|pro ?forma|partielle)\b"
            r"|\bfactura (?:pro ?forma|de anticipo|parcial)\b"
            r"|\bfattura (?:di acconto|d['’]acconto|pro ?forma|parziale)\b"
            r"|\b(?:voorschot|aanbetalings|deel|proforma)-?factuur\b"
        ),
        "asks for a part, or for money in advance",
    ),
)
_UNLESS = re.compile(
    r"\b(?:until|till|unless|when|once|if|must|upon|where|not|wenn|falls|sofern|bis"
    r"|nicht|si(?! prega)|sauf|salvo|qualora|indien|tenzij|sollten?|mochten?|als (?:u"
    r"|je|de|het|deze)|se (?:avete|aveste|hai|ha|il|la|non))\b[^.]*$",
    re.IGNORECASE,
)
_BEFORE = 60


def plain(match: re.Match[str]) -> bool:
    """Say whether words stand by themselves, and not under an "until" or "if"."""
    before = match.string[max(0, match.start() - _BEFORE) : match.start()]
    return not _UNLESS.search(before.rpartition("\n\n")[2])


def said_against(
    text: str,
    low: str,
    table: Table = PRINTED,
    unless: Callable[[re.Match[str]], bool] = lambda _: False,
) -> Iterator[Issue]:
    """Yield an issue for each kind of words in *text* that speak against an invoice.

    Args:
        text: Its rows, or those of the mail it came with.
        low: The same, folded.
        table: Of what is looked for.
        unless: Says which words mean something else where they stand.
    """
    for code, pattern, why in table:
        for match in filter(plain, pattern.finditer(text, low)):
            if not unless(match):
                quoted = " ".join(match[0].split())
                detail = f"{quoted!r} is printed: the invoice {why}"
                yield Issue(code=code, detail=detail)
                break
