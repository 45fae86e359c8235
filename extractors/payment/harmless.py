"""Sentences about payment details that change none: warnings, denials, ways to pay.

A sentence is harmless by every one of its words: it has the form of a warning, a denial
or an offer, asserts no change, and holds no word beyond those such sentences are made
of. So none can name a bank, an account, an address, a number or a person in passing.
What stands in front of a denial is who denies, and may be any name.
"""

import re
from collections.abc import Iterator

from extractors.payment.harmless_words import COMMON, OFFER, OTHERS, WARNING

_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”»)]*\s+|\s[•|*]+\s")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PERCENT = re.compile(r"\b[0-9]{1,2}(?:[.,][0-9]{1,2})?\s?%")
_MARKS = re.compile(r"[\s,;:.!?()\"'’“”«»*%/&–—¡¿_-]*")

_NOT = (
    r"(?:never|not|nie|niemals|nicht|jamais|pas|nunca|no|mai|non|nooit|niet"
    r"|unchanged|unver.ndert|inchang.e?s?|invariat[ei]|ongewijzigd|same)"
)
_CHANGE = (
    r"(?:chang\w*|updat\w*|modif\w*|switch\w*|(?:ge)?.nder\w*|cambi\w*|vari\w*"
    r"|wijzig\w*|gewijzigd|verander\w*|unchanged|unver.ndert|invariat\w*|ongewijzigd"
    r"|same)"
)
_BETWEEN = (
    r"(?:\s+(?:been|be|ever|will|would|we|ask|asks|request|you|to|notify|inform|of|any"
    r"|send|communicate|make|for|a|the|require|announce|advise|about|e-?mail|contact|han"
    r"|ha|hemos|sono|stat[ei]|sich|worden|wordt|été|ont|hat|mit|per|ihnen|le|vi|u))*"
)
"""What stands between a negation and the change it denies, and turns nothing."""
_DENIED = re.compile(
    rf"\b{_NOT}\b{_BETWEEN}\s+(?:{_CHANGE}|(?:new|neuen?|nouvelles|nuevos|nuove|nieuwe)\b)"
    rf"|n['’]t{_BETWEEN}\s+{_CHANGE}"
    rf"|\b{_CHANGE}(?:\s+\w+){{0,3}}\s+(?:nie|niemals|nicht|jamais|mai|nooit|niet|nunca)\b",
    re.IGNORECASE,
)
_KEPT = re.compile(
    r"\b(?:unchanged|unver.ndert|inchang.e?s|invariat[ei]|ongewijzigd|the same)\b",
    re.IGNORECASE,
)
_CHECKED = re.compile(
    r"\b(?:verify|confirm|validate|double[\s-]check|check|beware|suspicious|fraud\w*"
    r"|scam\w*|phishing|(?:report|question)\s+any|pr.fen|best.tigen|vorsicht|achtung"
    r"|betrug\w*|v.rifie[rz]|confirme[rz]|attention|fraude|verifi(?:que|car)n?"
    r"|confirm(?:e|ar)n?|verific(?:are|ate|hi)|conferm(?:are|ate|i)|frode|controleer"
    r"|bevestig|fraude|receive|erhalten|recevez|recib(?:e|en|a)|riceve(?:te)?"
    r"|ontvangt)\b",
    re.IGNORECASE,
)
_ANY = re.compile(
    r"\b(?:any|all|such|requests?|requesting|every|jede[rns]?|alle|eine|tout|toute|une"
    r"|cualquier|todo|qualsiasi|ogni|una|elke|iedere|een|changes?\s+(?:to|of|in)"
    r"|about\s+chang\w*)\b",
    re.IGNORECASE,
)
_ASSERTED = re.compile(
    r"\b(?:our|the|this|these|their|its|unsere?|die|das|nos|notre|les?|nuestr[oa]s?"
    r"|las?|los|nostr[aei]|il|la|onze|ons|de|het)\s+(?:\w+\s+)?(?:new|updated|revised"
    r"|changed|corrected|different|other|neuen?|ge.nderten?|nouve\w+|nuev\w+|nuov\w+"
    r"|nieuwe?)\b"
    r"|\b(?:(?:have|has|had|are|is|was|were|be|been|we)\s+(?:now\s+|just\s+|already\s+"
    r"|recently\s+|been\s+){0,2}(?:chang|updat|mov|switch|revis|replac|now\b|new\b)"
    r"|(?:hat|haben|wurden?|ist|sind)\s+(?:\w+\s+){0,2}ge.ndert"
    r"|(?:ont|avons|a|est|sont)\s+(?:\w+\s+)?(?:chang|modifi)"
    r"|(?:han|ha|hemos|hanno|abbiamo)\s+(?:sido\s+)?(?:cambi|modific)"
    r"|(?:zijn|is|hebben)\s+(?:gewijzigd|veranderd))",
    re.IGNORECASE,
)
_IF = re.compile(
    r"\b(?:if|should)\s+you\s+(?:ever\s+)?(?:receive|get)\b.*\b(?:do\s+not|don['’]t"
    r"|disregard|ignore|call|contact|phone|report|verify|notify)\b",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"\b(?:pay|paid|payments?|accept(?:ed)?|surcharge|fee|zahlen|bezahlen|payer|pagar"
    r"|pagare|betalen)\b",
    re.IGNORECASE,
)
_BY_BANK = re.compile(
    r"\b(?:ach|wire|transfers?|zelle|crypto|electronic)\b", re.IGNORECASE
)
_FORCED = re.compile(
    r"\b(?:only|effective|immediately|now|no|not|never|must|can['’]t|don['’]t|won['’]t)\b",
    re.IGNORECASE,
)
"""Who takes nothing but a transfer any more is about to say where to."""


def harmless(sentence: str) -> bool:
    """Say whether a *sentence* that speaks of payment details announces nothing.

    >>> harmless("Acme will never change its bank details by e-mail.")
    True
    >>> harmless("We never change our bank details by e-mail, so use the new one.")
    False
    """
    bare = _PERCENT.sub(" ", sentence)
    denied = _DENIED.search(bare) or _KEPT.search(bare)
    warned = _CHECKED.search(bare) and _ANY.search(bare)
    if denied or warned:
        asserted = not (denied or _IF.search(bare)) and _ASSERTED.search(bare)
        told = _DENIED.sub(" ", bare) if denied else ""
        begins = _who(bare) if denied else 0
        return (
            not asserted
            and not _ASSERTED.search(told)
            and _made_of(bare[begins:], (COMMON | WARNING | OTHERS) - {"only"})
        )
    forced = _BY_BANK.search(bare) and _FORCED.search(bare)
    return bool(_PAID.search(bare)) and not forced and _made_of(bare, COMMON | OFFER)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of *text* begins and ends."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        yield start, match.end()
        start = match.end()
    yield start, len(text)


_SUBJECT = re.compile(
    r"\s*((?:[^\W\d_a-z][^\W\d_]*[&.'’,-]*\s+){1,5})"
    r"(?=(?:will|would|does|do|has|have|is|never)\b)",
)
_TELLING = frozenset(
    {"account", "at", "bank", "by", "for", "now", "pay", "remit", "send", "settle"}
    | {"to", "transfer", "use", "via", "wire", "with"}
)
"""Words that say where to pay before anything is denied."""


def _who(sentence: str) -> int:
    """Return where the name of who denies ends; 0 where none stands first."""
    match = _SUBJECT.match(sentence)
    told = match and not _TELLING.isdisjoint(match[1].lower().split())
    return match.end() if match and not told else 0


def _made_of(sentence: str, allowed: frozenset[str]) -> bool:
    """Say whether *sentence* holds words of *allowed* and marks, and nothing else."""
    rest = _WORD.sub("", sentence)
    words = {word.lower().replace("’", "'") for word in _WORD.findall(sentence)}
    return not _MARKS.sub("", rest) and all(
        word in allowed or word.replace("'", "’") in allowed for word in words
    )
