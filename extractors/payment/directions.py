"""Words that direct money somewhere, in forms that no reader of details knows.

A purse, a scheme of another country, a name in the middle of a sentence: the ways to
say where to pay have no end, so what may follow such words is a closed world. "The
address above", "upon receipt" and the like direct nowhere new; any other word is told.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from extractors.payment.addresses import canonical
from extractors.payment.banks import Found
from extractors.payment.harmless import harmless, sentences
from extractors.payment.places import ENDS, PLACES, TURNING
from extractors.sought import Held, Sought

_MONEY = (
    r"(?:(?:all|any|the|your|this|our|these|future|invoice|check|cheque|wire|ach|bank"
    r"|full|total|amount|balance|funds?|money|payments?|remittances?|checks?|cheques?"
    r"|due|owed|directly|only|now|promptly|electronically|by|via"
    r"|bitte|sie|den|die|das|betrag|rechnungsbetrag|zahlung|le|la|les|montant|paiement"
    r"|el|importe|pago|l.importo|il|pagamento|het|bedrag|factuurbedrag|o|a|valor"
    r"|pagamento|kwot[eę]|nale[zż]no[sś][cć])\W+)"
)
_TO = r"(?:to|into|onto|in\s+favou?r\s+of|at|via|through|with|c/o|care\s+of)"
_SCHEME = (
    r"(?:bankgiro|plusgiro|postgiro|pc.konto|postkonto|postfinance|clabe|rib|cbu|cvu|alias"
    r"|ifsc|micr|upi|vpa|pix|chave|bizum|swish|mobilepay|twint|interac|e-?transfer|wise"
    r"|transferwise|revolut|payoneer|paypal|venmo|cash\s*app|zelle|stripe|skrill|alipay"
    r"|wechat|m-?pesa|western\s+union|moneygram|payid|bpay|osko|wallet|usdc|usdt|dai"
    r"|bitcoin|btc|eth(?:ereum)?|crypto\w*|solana|litecoin|gift\s+cards?|lockbox)"
)
_WORDED = Sought(
    # pay the amount to, remit all payments via, wire to, cheques to
    rf"\b(?:pay|remit|wire|transfer|deposit|send|mail|route|forward|settle)\W+{_MONEY}{{0,5}}?{_TO}\b"
    r"(?!\s+(?:board|wire|cable|terminal|ground)\b)",
    rf"\b(?:payments?|funds|money|checks?|cheques?|remittances?|wires?)\W+{_TO}\b"
    r"(?!\s+(?:board|wire|cable|terminal|ground)\b)",
    r"\b(?:remit|pay|wire|send\s+to|pay\s+to|bank\s+transfer|payment\s+(?:address|to))\s*:",
    # account name: X; the account of X; use the account that
    r"\b(?:account|acct|a/c)\s+(?:name|holder|title|owner)\s*[:.\-]",
    r"\buse\s+(?:the|this|our|that|another|a)\W+(?:\w+\W+){0,2}?(?:account|bank)\b",
    # an account that is given up
    (
        r"\b(?:account|acct|a/c)\b[^.;\n]{0,40}\b(?:no\s+longer|closed|not\s+in\s+use"
        r"|out\s+of\s+use|replaced|discontinued)\b"
    ),
    # ask for it
    (
        r"\b(?:call|phone|text|ring|contact|ask|e-?mail|whatsapp|message)\b[^.;\n]{0,60}"
        r"\b(?:wir(?:e|ing)|bank(?:ing)?|payment|ach|remittance|transfer)\W+(?:\w+\W+)?"
        r"(?:instructions?|details?|info(?:rmation)?|coordinates)\b"
    ),
    r"\b(?:wir(?:e|ing)|banking|ach|payment)\s+instructions?\s+(?:by|from|via|are|is|will)\b",
    r"\b(?:route|direct|redirect|divert)\s+(?:this|the|your|all|any|our)\W+(?:\w+\W+)?payments?\b"
    r"(?!\s+(?:inquir|enquir|quer|question|correspond|advice|relat|issue|concern))",
    (
        r"\b(?:collection\s+(?:partner|agency|agent)|factoring\s+(?:company|partner)|factor)"
        r"\b[^.;\n]{0,60}\b(?:invoice|payment|account)s?\b"
    ),
    # a scheme by its name, with what follows
    (
        rf"\b{_SCHEME}\b(?=\W{{0,3}}(?:\w+\W{{1,3}}){{0,3}}?"
        r"(?:\S*[@$]|(?:[0-9][ ./-]?){5}|0x))"
    ),
    rf"[$@]\w{{3,}}\W+(?:on|at|via)\W+{_SCHEME}\b|\bin\s+gift\s+cards?\b",
    r"\b(?:paypal\.me|cash\.app|venmo\.com|wise\.com/pay|buy\.stripe\.com)/\S+",
    r"\b(?:0x[0-9a-f]{40}|(?:bc1|ltc1|tb1)[0-9a-z]{25,60})\b",
    # another bank, in other languages
    (
        r"\b(?:bank|banque|banco|banca|konto|compte|cuenta|conto|rekening|conta|rachun\w+"
        r"|bankverbindung)\b[^.;\n]{0,24}\b(?:gewechselt|wechseln|ge.ndert|chang.|chang.e?s?"
        r"|cambiad[oa]|cambiat[oa]|veranderd|gewijzigd|alterad[oa]|mudou|mudad[oa]|zmieni\w+)"
    ),
    (
        r"\b(?:gewechselt|chang.|cambiado|cambiato|veranderd|gewisseld|mud(?:.mos|ou|ado)"
        r"|alter(?:.mos|ou|ado)|zmieni\w+|zmian[aęy])\b[^.;\n]{0,30}\b(?:bank\w*|banque|banco"
        r"|banca|bancari\w+|bank.rio?s?|compte|cuenta|conto|conta|rachun\w+|kont[aou]"
        r"|dados\s+banc.rios)\b"
    ),
    (
        r"\b(?:neue[sn]?|anderes|nouveau|nouvelle|autre|nuev[oa]|otr[oa]|nuov[oa]|altr[oa]"
        r"|nieuwe?|ander|nov[oa]|outr[oa]|now[yae]\w*|inn[yae]\w*)\s+(?:\w+\s+)?(?:konto|bank"
        r"|bankverbindung|compte|banque|cuenta|banco|conto|banca|rekening|conta|rachun\w+"
        r"|numer\w*\s+(?:konta|rachunku)|dados\s+banc.rios)\b"
    ),
    r"\b(?:numer\w*|nr)\s+(?:konta|rachunku)\b[^.;\n]{0,30}\b(?:zmien?i\w+|zmian\w+|now[yae]\w*)",
    r"\bzmieni\w+[^.;\n]{0,30}\b(?:numer\w*|nr)\s+(?:konta|rachunku)\b",
    # the same in other languages: pay to
    (
        rf"\b(?:.berweisen|zahlen|einzahlen)\W+{_MONEY}{{0,4}}?(?:auf|an|bei)\b"
        rf"|\b(?:payer|verser|virer|r.gler|payez|versez)\W+{_MONEY}{{0,4}}?(?:sur|au|aupr.s)\b"
        rf"|\b(?:pagar|transferir|depositar|abonar|ingresar|pague)\W+{_MONEY}{{0,4}}?(?:en|na|em"
        rf"|para|a\s+la\s+cuenta)\b"
        rf"|\b(?:versare|bonificare|bonifico|pagare)\W+{_MONEY}{{0,4}}?(?:su|sul|sulla|presso)\b"
        rf"|\b(?:overmaken|betalen|overschrijven)\W+{_MONEY}{{0,4}}?(?:op|aan|naar)\b"
        rf"|\b(?:prze(?:lew|la[cć])\w*|wp[lł]a\w+)\W+{_MONEY}{{0,4}}?na\b"
    ),
)
_PURSE = Sought(r"\bT(?=\w*[0-9])[1-9A-HJ-NP-Za-km-z]{33}\b")
"""A purse whose number begins with no letters that could be looked for first."""
_PURSE_LENGTH = 34
DIRECTIONS = _WORDED.also(_PURSE)
_NAME = re.compile(
    r"\W*((?:[A-Z0-9][\w&'’.-]*)(?:,?\s+(?:[A-Z0-9&][\w&'’.-]*|of|de|und|y|et))*)"
)
"""A name right behind: words with a capital."""
_COUNT = re.compile(
    r"(?:[0-9]{1,3}(?:st|nd|rd|th|%)?|[$€£]?[0-9][0-9.,]*[0-9]|[0-9]{1,4}[./-][0-9]{1,2}"
    r"[./-][0-9]{2,4})[.,;:]?"
)
"""Days, rates, amounts and dates."""
_LABELLED = re.compile(
    r"\W*(?:(?!acc|iban)\w+\s+){0,2}(?:ref|no|nr|number|id|date|phone|tel|fax|terms"
    r"|page|invoice|order|po)\b\W{0,3}(?:[\w./-]*[0-9][\w./-]*)?\s*$",
    re.IGNORECASE,
)
"""Another label of its row, which is no place."""
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_FAR = 120
"""Characters behind the words in which their sentence is looked at."""
_LONGEST = 160


def directions_among(low: Held, words: Iterable[str]) -> Sought:
    """Return what of *DIRECTIONS* may stand among some words.

    Args:
        low: What stands in them.
        words: As printed.
    """
    purse = any(len(word) >= _PURSE_LENGTH and _PURSE.found(word) for word in words)
    return (DIRECTIONS if purse else _WORDED).within(low)


def directions(
    cells: Sequence[str], low: str | None = None, sought: Sought = DIRECTIONS
) -> Iterator[Found]:
    """Yield the words in one paragraph that direct money in a form not known.

    A bare name is yielded as the name to pay to: it may be the vendor's own.

    Args:
        cells: The lines of the paragraph; places are those of all with single blanks.
        low: The same folded, if at hand.
        sought: What of *DIRECTIONS* may stand in it.
    """
    text = " ".join(cells)
    if not sought.found(text, low):
        return
    ends = [n - 1 for n in accumulate(len(cell) + 1 for cell in cells)]
    for begin, end in sentences(text):
        if harmless(text[begin:end]):
            continue
        for match in sought.finditer(text[begin:end]):
            at = begin + match.end()
            rest = text[at : _reach(text, at, end, ends)]
            if found := _directed(match, rest, begin):
                yield found
                break


def _directed(match: re.Match[str], rest: str, begin: int) -> Found | None:
    """Return where words direct money; None where that is known, or nowhere.

    Args:
        match: The words.
        rest: What follows them.
        begin: Where their sentence begins.
    """
    start, at = begin + match.start(), begin + match.end()
    if _LEADING.search(match[0].rstrip()):
        if _nowhere(rest) or _LABELLED.match(rest):
            return None
        named = _NAME.match(rest)
        if named and _nowhere(rest[named.end() :]):
            value = canonical(named[1])
            return Found("remit_to", value, at + named.start(1), at + named.end(1))
    words = " ".join((match[0] + rest).split())
    return Found("announced", words[:_LONGEST].upper(), start, at)


def _reach(text: str, at: int, end: int, ends: Sequence[int]) -> int:
    """Return where that ends which follows a place: with its line, or the next ones.

    A line goes on where it breaks behind a word that leads to another, or the next one
    begins small.
    """
    for stop in ends:
        if stop < at:
            continue
        rest, after = text[at:stop].rstrip(), text[stop:end].strip()
        if stop >= end or (
            rest and not _LEADING.search(rest) and not after[:1].islower()
        ):
            return min(stop, end, at + _FAR)
    return min(end, at + _FAR)


_LEADING = re.compile(
    rf"(?:\b{_TO}|[:.\-]|\b(?:auf|an|bei|sur|au|aupr.s|en|na|em|para|cuenta|su|sul|sulla"
    r"|presso|op|aan|naar|account|bank))$",
    re.IGNORECASE,
)
"""How words end behind which the place stands."""


def _nowhere(rest: str) -> bool:
    """Say whether words name no place that is not known already.

    Behind a place that is known ("to our office", "to Seller") a sentence may go on in
    small letters: it speaks of something else then.
    """
    known = placed = False
    for token in rest.split():
        if _COUNT.fullmatch(token):
            continue
        if any(char.isdigit() or char in "@$#" for char in token):
            return False
        for word in _WORD.findall(token):
            low = word.casefold()
            free = known and word.islower() and low not in TURNING
            if low not in PLACES and not free:
                return False
            # "To our office at …": the place goes on.
            known = low in ENDS or (known and not (placed and _LEADING.search(low)))
            placed = low in ENDS
    return True
