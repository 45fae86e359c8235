"""Words that say payment details have changed, in the languages our vendors write."""

import re
from collections.abc import Iterator

from extractors.payment.banks import Found
from extractors.payment.harmless import harmless, sentences
from extractors.sought import Sought

_WHERE = (
    r"(?:bank(?:ing)?|remit(?:tance)?(?:[\s-]to)?|payment|payee|ach|wire|eft|lockbox"
    r"|account(?:s)?(?:\s+receivable)?|direct\s+deposit)"
)
_WHAT = (
    r"(?:details?|info(?:rmation)?|instructions?|accounts?|address(?:es)?|data|numbers?"
    r"|coordinates)"
)
_MANY = r"(?:\W+\w+){0,4}?\W+"
ANNOUNCED = Sought(
    # our bank details have changed; remittance address is now
    (
        rf"\b{_WHERE}(?:\W+\w+){{0,2}}?\W+{_WHAT}{_MANY}"
        r"(?:chang(?:ed|ing)|updated|moved|revised|replaced|different|(?:is|are)\s+now)\b"
    ),
    (
        rf"\b{_WHERE}\W+{_WHAT}\W+will\s+(?:soon\s+|now\s+)?(?:be\s+)?"
        r"(?:chang|updat|mov|switch|replac)\w+"
    ),
    rf"\b{_WHERE}\W+{_WHAT}\W+(?:is|are)\s+new\b",
    # new bank account, updated remittance information, change of bank
    (
        rf"\b(?:new|updated|changed|revised|corrected)\W+(?:\w+\W+)?{_WHERE}"
        rf"(?:\W+\w+)?\W+{_WHAT}\b"
    ),
    (
        rf"\b(?:chang(?:e|es|ed|ing)|updat(?:e|es|ed|ing)|switch(?:ed|ing)?|moved)"
        rf"{_MANY}(?:{_WHERE}(?:\W+\w+)?\W+{_WHAT}|banks?|banking)\b"
    ),
    # do not pay to the old account
    (
        r"\b(?:no\s+longer|do\s+not|don.t|stop|discontinue)\W+(?:\w+\W+){0,3}"
        r"(?:use|using|pay|paying|remit|remitting|send|sending)\b[^.]{0,60}"
        r"\b(?:old|previous|former|prior|existing|account|bank|address)\b"
    ),
    # the old account has been closed; hold payments to our account
    (
        r"\b(?:old|previous|former|prior|existing|current)\s+(?:bank\s+)?account"
        r"(?:\W+\w+){0,3}?\W+(?:closed|frozen|blocked|inactive|suspended|audit)"
    ),
    (
        r"\b(?:hold|withhold|suspend|stop)\s+(?:all\s+|any\s+)?(?:payments?"
        r"|remittances?|transfers?)\b[^.]{0,60}\b(?:account|bank)"
    ),
    # all future payments to another place; where to pay has moved; pay online
    (
        r"\b(?:all\s+)?(?:future|further|subsequent|new)\s+(?:payments?|checks?"
        r"|cheques?|remittances?)\b[^.]{0,60}\b(?:to|at|by)\b"
    ),
    rf"\b{_WHERE}(?:\W+{_WHAT})?\W+(?:has|have)\W+(?:\w+\W+)?(?:moved|changed)\b",
    r"\bwe\s+(?:now\s+)?bank\s+(?:with|at|elsewhere)\b",
    # we have a new bank; here is our new account
    r"\b(?:have|has|got|with|at|using|use)\s+(?:a\s+)?(?:new|another|different)\s+bank\b",
    (
        r"\bour\s+(?:\w+\s+)?new\s+(?:\w+\s+)?(?:accounts?|details|iban|routing|lockbox"
        r"|payee|beneficiary|ach|wire|bank)\b"
    ),
    # the lockbox is closed; wire only; hold the check and wait
    r"\blockbox\s+(?:is|was|has\s+been)\s+(?:now\s+)?(?:closed|discontinued|retired)\b",
    r"\b(?:wires?|ach|bank\s+transfers?)\s+only\b|\bonly\s+(?:by|via)\s+(?:wire|ach)\b",
    (
        r"\b(?:hold|withhold|stop)\s+(?:on\s+|off\s+on\s+)?(?:\w+\s+){0,2}?(?:checks?"
        r"|cheques?|payments?|remittances?|wires?)\b[^.]{0,60}\b(?:new|until|wait)\b"
    ),
    r"\b(?:wait|await)\w*\s+(?:for\s+)?(?:our|the|my)\s+(?:new|updated)\b",
    # checks cannot be taken: ask us for the form
    (
        r"\b(?:cannot|can\s*not|can.t|unable\s+to|no\s+longer|do\s+not|don.t)\s+(?:\w+\s+)?"
        r"(?:accept|take|process|deposit|cash|receive)\s+(?:\w+\s+)?(?:checks?|cheques?)\b"
        r".{0,80}?\b(?:ask|contact|call|request|e-?mail|reply|form|ach|wire|transfer|instead)\b"
    ),
    # sold to a factor; settle with them
    (
        r"\b(?:invoices?|receivables?|accounts?|debts?)\b[^.]{0,40}\b(?:sold|assigned"
        r"|factored|transferred|ceded|pledged)\s+to\b"
    ),
    r"\bsettle\s+(?:\w+\s+){0,6}?with\s+(?:them|him|her|our\s+(?:new|partner|factor))\b",
    r"\bpay\s+(?:\w+\s+){0,3}?(?:online|on\s+line)\b|\bpay\s+at\s+https?://",
    (
        r"\b(?:send|mail|direct|forward)\s+(?:\w+\s+){0,3}?(?:payments?|checks?"
        r"|cheques?|remittances?)\b[^.]{0,80}\b(?:from\s+now\s+on|instead"
        r"|effective|starting|as\s+of)\b"
    ),
    r"\b(?:venmo|cash\s?app|zelle|paypal)\s*:?\s*[@$]?\w",
    # assigned to a factor
    r"\bassigned\b[^.]{0,40}\bpayable\b|\bpayable\s+(?:only|solely)\s+to\b",
    r"\bnotice\s+of\s+assignment\b",
    (
        r"\b(?:effective\s+immediately|with\s+immediate\s+effect|going\s+forward|from"
        r"\s+now\s+on)\b[^.]{0,80}\b(?:pay|remit|ach|wire|bank|account)\w*"
    ),
    (
        r"\b(?:pay|remit|ach|wire|bank|account)\w*\b[^.]{0,80}\b(?:effective"
        r"\s+immediately|with\s+immediate\s+effect|going\s+forward|from\s+now\s+on)\b"
    ),
    r"\b(?:bank|konto)verbindung\b[^.]{0,60}\b(?:ge.ndert|neu|aktualisiert)",
    r"\b(?:neue|ge.nderte|aktualisierte)n?\s+(?:bankverbindung|kontoverbindung|bankdaten|konto)",
    (
        r"\b(?:nouve(?:lles?|au)|changement|modification)\b[^.]{0,30}"
        r"\b(?:coordonn.es\s+bancaires|rib|compte\s+bancaire)"
    ),
    r"\bcoordonn.es\s+bancaires\b[^.]{0,40}\b(?:chang|modifi)",
    (
        r"\b(?:nuev[ao]s?|cambio|cambiado|actualiza\w+)\b[^.]{0,30}"
        r"\b(?:datos|cuenta)s?\s+bancari[ao]s?"
    ),
    (
        r"\b(?:cuentas?\s+bancarias?|datos\s+bancarios)\b[^.]{0,40}"
        r"\b(?:cambi|actualiz|modific|nuev)"
    ),
    (
        r"\b(?:coordinate|dati|conto)\s+bancari[aeo]?\b[^.]{0,40}"
        r"\b(?:cambiat|modificat|variat|aggiornat|nuov)"
    ),
    (
        r"\b(?:bankgegevens|rekeningnummer|bankrekening)\b[^.]{0,40}"
        r"\b(?:gewijzigd|veranderd|nieuw)"
    ),
    (
        r"\b(?:nuov[aeoi]|cambio|variazione|modifica\w*)\b[^.]{0,30}"
        r"\b(?:coordinate|dati|conto)\s+bancari[aeo]?"
    ),
    r"\b(?:nieuwe?|gewijzigde?)\s+(?:bankgegevens|rekeningnummer|bankrekening)",
)
_LONGEST = 160
_GOES_ON = re.compile(
    r"\s*(?:new|instead|therefore|but|however|so|except|only|now|neu|aber|sondern|nur"
    r"|mais|sauf|pero|salvo|ma|tranne|maar|behalve)\b",
    re.IGNORECASE,
)
"""How a sentence begins that takes back what the one before it said."""


def announcements(
    text: str, low: str | None = None, sought: Sought = ANNOUNCED
) -> Iterator[Found]:
    """Yield the words in one paragraph that announce other payment details.

    Args:
        text: Of the paragraph.
        low: The same folded, if at hand.
        sought: What of *ANNOUNCED* may stand in it.
    """
    plain = _without_harmless(text, low, sought)
    for match in sought.finditer(plain, low if plain is text else None):
        words = " ".join(match[0].split())[:_LONGEST]
        yield Found("announced", words.upper(), match.start(), match.end())


def _without_harmless(text: str, low: str | None, sought: Sought) -> str:
    """Return *text* with blanks for the sentences that only seem to announce."""
    if not sought.found(text, low):
        return text
    for start, end in sentences(text):
        sentence = text[start:end]
        goes_on = _GOES_ON.match(text, end)
        if not goes_on and sought.found(sentence) and harmless(sentence):
            text = text[:start] + " " * len(sentence) + text[end:]
    return text
