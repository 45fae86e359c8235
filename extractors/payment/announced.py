"""Words that say payment details have changed, in the languages our vendors write."""

from collections.abc import Iterator

from extractors.payment.banks import Found
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
    r"\bwe\s+(?:now\s+)?bank\s+(?:with|at)\b",
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
    r"\bbankverbindung\b[^.]{0,60}\b(?:ge.ndert|neu|aktualisiert)",
    r"\b(?:neue|ge.nderte|aktualisierte)n?\s+(?:bankverbindung|bankdaten|konto)",
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


def announcements(
    text: str, low: str | None = None, sought: Sought = ANNOUNCED
) -> Iterator[Found]:
    """Yield the words in one paragraph that announce other payment details.

    Args:
        text: Of the paragraph.
        low: The same folded, if at hand.
        sought: What of *ANNOUNCED* the page it stands on may hold.
    """
    for match in sought.finditer(text, low):
        words = " ".join(match[0].split())[:_LONGEST]
        yield Found("announced", words.upper(), match.start(), match.end())
