"""Words that say payment details have changed, in the languages our vendors write."""

from collections.abc import Iterator, Sequence

from extractors.payment.banks import Found
from extractors.sought import Sought, alternatives

_WHERE = (
    r"(?:bank(?:ing)?|remit(?:tance)?(?:[\s-]to)?|payment|payee|ach|wire|eft|lockbox"
    r"|account(?:s)?(?:\s+receivable)?|direct\s+deposit)"
)
_WHAT = (
    r"(?:details?|info(?:rmation)?|instructions?|accounts?|address(?:es)?|data|numbers?"
    r"|coordinates)"
)
_MANY = r"(?:\W+\w+){0,4}?\W+"
_PLACE = "bank|remit|pay|ach|wire|eft|lockbox|account|deposit"
"""Letters of which every match of *_WHERE* holds some."""
_SAID = "detail|info|instruction|account|address|data|number|coordinate"
"""The same of *_WHAT*."""
ANNOUNCED = (
    # our bank details have changed; remittance address is now
    Sought(
        rf"\b{_WHERE}(?:\W+\w+){{0,2}}?\W+{_WHAT}{_MANY}"
        r"(?:chang(?:ed|ing)|updated|moved|revised|replaced|different|(?:is|are)\s+now)\b",
        _PLACE,
        _SAID,
        "chang|updated|moved|revised|replaced|different|now",
    ),
    Sought(rf"\b{_WHERE}\W+{_WHAT}\W+(?:is|are)\s+new\b", _PLACE, _SAID, "new"),
    # new bank account, updated remittance information, change of bank
    Sought(
        rf"\b(?:new|updated|changed|revised|corrected)\W+(?:\w+\W+)?{_WHERE}"
        rf"(?:\W+\w+)?\W+{_WHAT}\b",
        "new|updated|changed|revised|corrected",
        _PLACE,
        _SAID,
    ),
    Sought(
        rf"\b(?:chang(?:e|es|ed|ing)|updat(?:e|es|ed|ing)|switch(?:ed|ing)?|moved)"
        rf"{_MANY}(?:{_WHERE}(?:\W+\w+)?\W+{_WHAT}|banks?|banking)\b",
        "chang|updat|switch|moved",
        _PLACE,
    ),
    # do not pay to the old account
    Sought(
        r"\b(?:no\s+longer|do\s+not|don.t|stop|discontinue)\W+(?:\w+\W+){0,3}"
        r"(?:use|using|pay|paying|remit|remitting|send|sending)\b[^.]{0,60}"
        r"\b(?:old|previous|former|prior|existing|account|bank|address)\b",
        "longer|not|don|stop|discontinue",
        "use|using|pay|remit|send",
        "old|previous|former|prior|existing|account|bank|address",
    ),
    # the old account has been closed; hold payments to our account
    Sought(
        r"\b(?:old|previous|former|prior|existing|current)\s+(?:bank\s+)?account"
        r"(?:\W+\w+){0,3}?\W+(?:closed|frozen|blocked|inactive|suspended|audit)",
        "account",
        "closed|frozen|blocked|inactive|suspended|audit",
    ),
    Sought(
        r"\b(?:hold|withhold|suspend|stop)\s+(?:all\s+|any\s+)?(?:payments?"
        r"|remittances?|transfers?)\b[^.]{0,60}\b(?:account|bank)",
        "hold|suspend|stop",
        "account|bank",
    ),
    # all future payments to another place; where to pay has moved; pay online
    Sought(
        r"\b(?:all\s+)?(?:future|further|subsequent|new)\s+(?:payments?|checks?"
        r"|cheques?|remittances?)\b[^.]{0,60}\b(?:to|at|by)\b",
        "future|further|subsequent|new",
        "payment|check|cheque|remittance",
    ),
    Sought(
        rf"\b{_WHERE}(?:\W+{_WHAT})?\W+(?:has|have)\W+(?:\w+\W+)?(?:moved|changed)\b",
        _PLACE,
        "moved|changed",
    ),
    Sought(r"\bwe\s+(?:now\s+)?bank\s+(?:with|at)\b", "bank", "with|at"),
    Sought(
        r"\bpay\s+(?:\w+\s+){0,3}?(?:online|on\s+line)\b|\bpay\s+at\s+https?://",
        "pay",
        "online|line|http",
    ),
    Sought(
        r"\b(?:send|mail|direct|forward)\s+(?:\w+\s+){0,3}?(?:payments?|checks?"
        r"|cheques?|remittances?)\b[^.]{0,80}\b(?:from\s+now\s+on|instead"
        r"|effective|starting|as\s+of)\b",
        "send|mail|direct|forward",
        "payment|check|cheque|remittance",
        "now|instead|effective|starting|of",
    ),
    Sought(
        r"\b(?:venmo|cash\s?app|zelle|paypal)\s*:?\s*[@$]?\w", "venmo|app|zelle|paypal"
    ),
    # assigned to a factor
    Sought(
        r"\bassigned\b[^.]{0,40}\bpayable\b|\bpayable\s+(?:only|solely)\s+to\b",
        "payable",
        "assigned|only|solely",
    ),
    Sought(r"\bnotice\s+of\s+assignment\b", "assignment"),
    Sought(
        r"\b(?:effective\s+immediately|with\s+immediate\s+effect|going\s+forward|from"
        r"\s+now\s+on)\b[^.]{0,80}\b(?:pay|remit|ach|wire|bank|account)\w*",
        "immediate|forward|now",
        "pay|remit|ach|wire|bank|account",
    ),
    Sought(
        r"\b(?:pay|remit|ach|wire|bank|account)\w*\b[^.]{0,80}\b(?:effective"
        r"\s+immediately|with\s+immediate\s+effect|going\s+forward|from\s+now\s+on)\b",
        "immediate|forward|now",
        "pay|remit|ach|wire|bank|account",
    ),
    Sought(
        r"\bbankverbindung\b[^.]{0,60}\b(?:ge.ndert|neu|aktualisiert)", "bankverbindung"
    ),
    Sought(
        r"\b(?:neue|ge.nderte|aktualisierte)n?\s+(?:bankverbindung|bankdaten|konto)",
        "bankverbindung|bankdaten|konto",
        "neue|nderte|aktualisierte",
    ),
    Sought(
        r"\b(?:nouve(?:lles?|au)|changement|modification)\b[^.]{0,30}"
        r"\b(?:coordonn.es\s+bancaires|rib|compte\s+bancaire)",
        "nouve|changement|modification",
        "bancaire|rib",
    ),
    Sought(r"\bcoordonn.es\s+bancaires\b[^.]{0,40}\b(?:chang|modifi)", "bancaires"),
    Sought(
        r"\b(?:nuev[ao]s?|cambio|cambiado|actualiza\w+)\b[^.]{0,30}"
        r"\b(?:datos|cuenta)s?\s+bancari[ao]s?",
        "bancari",
    ),
    Sought(
        r"\b(?:cuentas?\s+bancarias?|datos\s+bancarios)\b[^.]{0,40}"
        r"\b(?:cambi|actualiz|modific|nuev)",
        "bancari",
    ),
    Sought(
        r"\b(?:coordinate|dati|conto)\s+bancari[aeo]?\b[^.]{0,40}"
        r"\b(?:cambiat|modificat|variat|aggiornat|nuov)",
        "bancari",
    ),
    Sought(
        r"\b(?:bankgegevens|rekeningnummer|bankrekening)\b[^.]{0,40}"
        r"\b(?:gewijzigd|veranderd|nieuw)",
        "bankgegevens|rekening",
    ),
    Sought(
        r"\b(?:nuov[aeoi]|cambio|variazione|modifica\w*)\b[^.]{0,30}"
        r"\b(?:coordinate|dati|conto)\s+bancari[aeo]?",
        "bancari",
    ),
    Sought(
        r"\b(?:nieuwe?|gewijzigde?)\s+(?:bankgegevens|rekeningnummer|bankrekening)",
        "bankgegevens|rekening",
    ),
)
"""At each place the first of them counts."""
_LONGEST = 160


def announcements(
    text: str, low: str | None = None, sought: Sequence[Sought] = ANNOUNCED
) -> Iterator[Found]:
    """Yield the words in one paragraph that announce other payment details.

    Args:
        text: Of the paragraph.
        low: The same folded, where it is at hand.
        sought: Those of *ANNOUNCED* that the page it stands on may hold.
    """
    for match in alternatives(sought, text, low):
        words = " ".join(match[0].split())[:_LONGEST]
        yield Found("announced", words.upper(), match.start(), match.end())
